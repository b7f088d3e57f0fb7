// Entry of the component. One map is two mounts: "base" draws and owns the canvas, "patch" brings what changed
// since and takes the edits. They meet here by the map's key, in whichever order they come.
import "./vendor/d3-contour-4.0.3.min.mjs"; // named here so that the browser fetches all files in one go
import "./vendor/vis-network-10.1.5.min.mjs";
import "./backdrop.js";
import "./dom.js";
import "./hands.js";
import "./legend.js";
import "./people.js";
import "./territory.js";
import "./theme.js";
import "./ties.js";
import { PowerMap } from "./canvas.js";
import { Nudge } from "./nudge.js";
import { OpLog } from "./oplog.js";

const meeting = (globalThis.__powermap ??= new Map());

function meet(key) {
  if (!meeting.has(key)) meeting.set(key, { map: null, patch: null, api: null, log: new OpLog(key) });
  return meeting.get(key);
}

export default function (component) {
  const { data, parentElement } = component;
  const place = meet(data.map);
  if (data.role === "patch") {
    place.patch = data;
    place.api = component;
    place.nudge ??= new Nudge(place, data.map);
    place.map?.takePatch(data);
    return () => {
      place.nudge?.close();
      place.nudge = null;
      if (place.api === component) place.api = null;
    };
  }
  const host = parentElement.host ?? parentElement;
  if (parentElement.__powermap && parentElement.__powermap.place !== place) leave(parentElement);
  if (!parentElement.__powermap) {
    const root = parentElement.querySelector(".pm-root");
    parentElement.__powermap = new PowerMap(root, host, place);
  }
  place.map = parentElement.__powermap;
  place.map.takeBase(data);
  if (place.patch) place.map.takePatch(place.patch);
  return () => leave(parentElement);
}

// The page or the account changed: the picture goes, the edits on their way stay with the map's place.
function leave(parentElement) {
  const map = parentElement.__powermap;
  if (!map) return;
  map.destroy();
  delete parentElement.__powermap;
  if (map.place.map === map) Object.assign(map.place, { map: null, patch: null });
}
