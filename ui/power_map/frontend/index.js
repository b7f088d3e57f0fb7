// Entry of the component. One map is two mounts: "base" draws and owns the canvas, "patch" brings what changed
// since and takes the edits. They meet here by the map's key, in whichever order they come.
import { PowerMap } from "./canvas.js";

const meeting = (globalThis.__powermap ??= new Map());

function meet(key) {
  if (!meeting.has(key)) meeting.set(key, { map: null, patch: null, api: null });
  return meeting.get(key);
}

export default function (component) {
  const { data, parentElement } = component;
  const place = meet(data.map);
  if (data.role === "patch") {
    place.patch = data;
    place.api = component;
    place.map?.takePatch(data);
    return () => { if (place.api === component) place.api = null; };
  }
  const host = parentElement.host ?? parentElement;
  if (!parentElement.__powermap) {
    const root = parentElement.querySelector(".pm-root");
    parentElement.__powermap = new PowerMap(root, host, place);
  }
  place.map = parentElement.__powermap;
  place.map.takeBase(data);
  if (place.patch) place.map.takePatch(place.patch);
  const mine = place.map;
  return () => {
    mine.destroy();
    delete parentElement.__powermap;
    if (place.map === mine) { place.map = null; place.patch = null; }
  };
}
