// Those of the account who are not drawn: inside a folded group, removed from this map, without room or part in this chart.
// The page sends them by name, so that a search finds everybody and can lead there or say why not.
import { fill } from "./dom.js";

const PATIENCE_MS = 15_000; // as long a map is waited for that shows somebody

// By id: {id, label, pm: {sub, find, at}}, as far as a search and its list need it of a node.
export function elsewhere(map) {
  const patch = map.place.patch?.base === map.base.key ? map.place.patch : null;
  if (map.absent?.base !== map.base || map.absent.patch !== patch) {
    const all = new Map((map.base.absent ?? []).map((one) => [one.id, one]));
    patch?.absent?.forEach((one) => all.set(one.id, one));
    patch?.absent_gone?.forEach((id) => all.delete(id));
    map.absent = { base: map.base, patch, all: new Map([...all].map(([id, { label, ...pm }]) => [id, { id, label, size: 0, pm }])) };
  }
  return map.absent.all;
}

const folded = (node) => node.pm.at.startsWith("group:");

// Where somebody is instead, in a few words for a list.
export function whereabouts(map, { pm }) {
  const group = map.nodes.get(pm.at.replace(/^more:/, "group:"));
  return group ? fill(map.texts.in_group, { group: group.label }) : pm.at === "off" ? map.texts.off_map : map.texts.undrawn;
}

// Why somebody cannot be shown as things are; nothing of somebody whose group can be unfolded.
export function why(map, node) {
  const said = { off: map.texts.is_off, part: map.texts.no_part }[node.pm.at] ?? map.texts.no_room;
  return folded(node) ? "" : fill(said, { who: node.label });
}

export const canBring = (map, node) => node.pm.at === "off" && map.hands.acts.allowed;

// Brings somebody onto the map, or unfolds the group; whoever comes is selected and flown to.
export function fetch(map, node) {
  const { acts } = map.hands;
  map.sought = { id: node.id, at: node.pm.at, until: performance.now() + PATIENCE_MS };
  if (folded(node)) acts.look({ unfold: node.pm.at }); else acts.here("bring_back", { ids: [node.id] });
}

// After every patch: has come who was sought; or is on the map by now, but in a group, or without room.
export function arrived(map) {
  const { sought } = map, node = sought && elsewhere(map).get(sought.id);
  if (!sought || (node?.pm.at === sought.at && performance.now() < sought.until)) return;
  map.sought = null;
  if (map.nodes.has(sought.id)) reach(map, sought.id);
  else if (node && node.pm.at !== sought.at) folded(node) ? fetch(map, node) : map.hands.acts.say(why(map, node));
}

export function reach(map, id) {
  map.select(id);
  map.hands.reach.at = id;
  map.camera.fly(id);
}

// The card of somebody who is not drawn: only the page knows of it.
export function openCard(map, { id }) {
  map.card = id;
  map.choice = (map.choice ?? 0) + 1;
  map.place.api?.setStateValue("selected", { id, n: map.choice });
}
