// Entry of the component. One map is two mounts: "base" draws and owns the canvas, "patch" brings what changed
// since and takes the edits. They meet here by the map's key, in whichever order they come.
import "./vendor/d3-contour-4.0.3.min.mjs"; // named here so that the browser fetches all files in one go
import "./vendor/vis-network-10.1.5.min.mjs";
import "./acts.js";
import "./arcs.js";
import "./backdrop.js";
import "./badges.js";
import "./boxes.js";
import "./camera.js";
import "./cards.js";
import "./chips.js";
import "./clipboard.js";
import "./discs.js";
import "./dom.js";
import "./drop.js";
import "./elsewhere.js";
import "./fullscreen.js";
import "./grasp.js";
import "./hands.js";
import "./icons.js";
import "./keylist.js";
import "./keys.js";
import "./labels.js";
import "./lands.js";
import "./lasso.js";
import "./layers.js";
import "./legend.js";
import "./light.js";
import "./menu.js";
import "./menus.js";
import "./notices.js";
import "./people.js";
import "./pointer.js";
import "./presence.js";
import "./reach.js";
import "./reader.js";
import "./routes.js";
import "./search.js";
import "./shape.js";
import "./sheets.js";
import "./story.js";
import "./territory.js";
import "./theme.js";
import "./tie_hands.js";
import "./ties.js";
import "./toolbar.js";
import "./touch.js";
import "./typed.js";
import "./words.js";
import "./workshop.js";
import { PowerMap } from "./canvas.js";
import { Entry } from "./entry.js";
import { Nudge } from "./nudge.js";
import { OpLog } from "./oplog.js";

const meeting = (globalThis.__powermap ??= new Map());

function meet(key) {
  if (!meeting.has(key)) meeting.set(key, { map: null, patch: null, api: null, log: new OpLog(key) });
  return meeting.get(key);
}

// The whole map comes as bytes, read once however often it is handed over.
function read({ data, parentElement }) {
  if (!(data instanceof Uint8Array)) return data;
  if (parentElement.__bytes !== data) Object.assign(parentElement, { __bytes: data, __data: JSON.parse(new TextDecoder().decode(data)) });
  return parentElement.__data;
}

export default function (component) {
  const { parentElement } = component, data = read(component);
  if (data.role === "entry") {
    (parentElement.__entry ??= new Entry(parentElement.querySelector(".pm-root, .pm-entry"))).follow(component);
    return () => parentElement.__entry?.leave();
  }
  const place = meet(data.map);
  if (data.role === "patch") {
    if (parentElement.__place !== place) hangUp(parentElement.__place, parentElement);
    parentElement.__place = place;
    Object.assign(place, { patch: data, api: component, mount: parentElement });
    place.nudge ??= new Nudge(place, data.map);
    place.nudge.listen(data.who);
    place.map?.takePatch(data);
    return () => hangUp(place, parentElement);
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

// Nobody looks at this map here any more: the others need not think so.
function hangUp(place, mount) {
  if (place?.mount !== mount) return;
  place.nudge?.close();
  Object.assign(place, { nudge: null, api: null, mount: null });
}
