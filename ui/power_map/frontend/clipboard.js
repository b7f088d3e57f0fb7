// Copy and paste of people, between maps and accounts: all tabs of one origin share what was copied.
import { fill } from "./dom.js";

const KEY = "powermap-clipboard";

export function copied() {
  try {
    const held = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return Array.isArray(held?.ids) && held.ids.length ? held : null;
  } catch {
    return null;
  }
}

export function copy(map, ids) {
  const people = ids.map((id) => map.nodes.get(id)).filter((n) => n?.pm.what === "person");
  if (!people.length) return;
  const names = people.map((n) => n.label);
  localStorage.setItem(KEY, JSON.stringify({ account: map.base.map.split("/")[0], ids: people.map((n) => n.id), names }));
  navigator.clipboard?.writeText(names.join("\n")).catch(() => {}); // as text too, where the browser allows it
  map.hands.acts.say(fill(map.texts.copied, { n: people.length }));
}

export function paste(map, { x, y }) {
  const held = copied();
  if (!held) return map.hands.acts.say(map.texts.nothing_copied);
  return map.hands.acts.here("paste", { from: held.account, ids: held.ids, x: Math.round(x), y: Math.round(y) });
}
