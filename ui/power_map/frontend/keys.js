// The keys of the map: one table for what they do and for the list that "?" shows. Streamlit's own never fire in here.
import { copy, paste } from "./clipboard.js";
import { showKeys } from "./keylist.js";
import { openSearch } from "./search.js";

const NAMED = { " ": "space", spacebar: "space", add: "+", subtract: "-", divide: "/" };

// A key press as text: "ctrl+shift+z", "e", "?", "f2".
export function named(event) {
  const graph = event.getModifierState?.("AltGraph"); // a key of its own on many keyboards, not Ctrl and Alt
  if (event.altKey && !graph) return "";
  let key = event.key.toLowerCase();
  if (/^[^\x00-\x7f]$/.test(key) && /^Key[A-Z]$/.test(event.code)) key = event.code.slice(3).toLowerCase(); // Cyrillic, Greek, ...
  key = NAMED[key] ?? key;
  const sign = key.length === 1 && !/[a-z0-9]/.test(key);
  return `${!graph && (event.ctrlKey || event.metaKey) ? "ctrl+" : ""}${event.shiftKey && !sign ? "shift+" : ""}${key}`;
}

// {on: keys, show: as written in the list, say: what it does, edit: whether it changes something, do}
export function table(hands) {
  const { map, acts, reach } = hands, { texts } = map, subject = () => hands.subject(), one = () => map.nodes.get(map.selected);
  const some = (act) => () => { const ids = subject(); if (ids.length) act(ids); };
  const digits = [0, 1, 2, 3].map((n) => ({ on: [String(n)], do: () => acts.steps(n) }));
  return [
    { group: texts.keys_edit },
    { on: ["e"], show: "E", say: texts.person_hint, edit: true, do: () => hands.setMode("person") },
    { on: ["c"], show: "C", say: texts.tie_hint, edit: true, do: () => hands.tieMode() },
    { on: ["r", "f2"], show: "R  F2", say: texts.rename, edit: true, do: () => one() && hands.rename(one()) },
    { on: ["v"], show: "V", say: texts.attitude, edit: true, do: some((ids) => hands.attitudes(ids)) },
    { on: ["b"], show: "B", say: texts.roles, edit: true, do: some((ids) => hands.roles(ids)) },
    { on: ["p"], show: "P", say: texts.pin_hint, edit: true, do: some((ids) => acts.pin(ids)) },
    { on: ["m"], show: "M ← ↑ → ↓", say: texts.move_hint, edit: true, do: () => reach.grab() },
    { on: ["delete", "backspace"], show: "Del", say: texts.delete, edit: true, do: () => hands.remove() },
    { on: ["shift+delete", "shift+backspace"], show: "Shift+Del", say: texts.leave_out, edit: true, do: some((ids) => hands.leaveOut(ids)) },
    { on: ["ctrl+c"], show: "Ctrl+C", say: texts.copy, do: some((ids) => copy(map, ids)) },
    { on: ["ctrl+v"], show: "Ctrl+V", say: texts.paste, edit: true, do: () => paste(map, hands.mouse.at ?? map.network.getViewPosition()) },
    { on: ["ctrl+z"], show: "Ctrl+Z", say: texts.undo, edit: true, do: () => acts.add("undo", {}) },
    { on: ["ctrl+shift+z", "ctrl+y"], show: "Ctrl+Shift+Z  Ctrl+Y", say: texts.redo, edit: true, do: () => acts.add("redo", {}) },
    { group: texts.keys_select },
    { on: ["a", "ctrl+a"], show: "A", say: texts.all_people, do: () => hands.choose(hands.shown().map((n) => n.id)) },
    { on: ["l"], show: "L", say: texts.lasso_hint, do: () => hands.setMode("lasso") },
    { show: texts.keys_click, say: texts.toggle_hint },
    { on: ["escape"], show: "Esc", say: texts.escape_hint, do: () => hands.escape() },
    { group: texts.keys_reach },
    { on: ["arrowleft", "arrowright", "arrowup", "arrowdown"], show: "← ↑ → ↓", say: texts.arrows_hint, do: (event) => reach.arrow(event.key, false) },
    { on: ["shift+arrowleft", "shift+arrowright", "shift+arrowup", "shift+arrowdown"], show: "Shift+← ↑ → ↓", say: texts.extend_hint,
      do: (event) => reach.arrow(event.key, true) },
    { on: ["n"], show: "N  Shift+N", say: texts.next_hint, do: () => reach.next(1) }, { on: ["shift+n"], do: () => reach.next(-1) },
    { on: ["t"], show: "T  Shift+T", say: texts.ties_hint, do: () => reach.tie(1) }, { on: ["shift+t"], do: () => reach.tie(-1) },
    { on: ["enter"], show: "Enter", say: texts.enter_hint, do: () => hands.enter() },
    { on: ["contextmenu", "shift+f10"], show: "Shift+F10", say: texts.menu_hint, do: () => hands.menuHere() },
    { group: texts.keys_look },
    { on: ["s", "/", "ctrl+f"], show: "S  /  Ctrl+F", say: texts.search_hint, do: () => openSearch(map) },
    { show: "0  1  2  3", say: texts.steps_hint }, ...digits,
    { on: ["]", "+", "="], show: "]  +", say: texts.zoom_in, do: () => map.camera.zoom(1.2) },
    { on: ["[", "-"], show: "[  −", say: texts.zoom_out, do: () => map.camera.zoom(1 / 1.2) },
    { on: ["\\"], show: "\\", say: texts.fit, do: () => { map.camera.fit(true); } },
    { on: ["f"], show: "F", say: texts.full, do: () => map.screen?.toggle() },
    { on: ["?"], show: "?", say: texts.keys, do: () => showKeys(hands) },
  ];
}

const OF_A_BUTTON = ["enter", "space", "arrowleft", "arrowright", "arrowup", "arrowdown"];

export function press(hands, event) {
  event.stopPropagation();
  const { target } = event;
  if (["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) return;
  const name = named(event);
  if (target.closest("button") && OF_A_BUTTON.includes(name)) return;
  const entry = table(hands).find((one) => one.on?.includes(name));
  if (!entry || (entry.edit && !hands.acts.allowed)) return;
  event.preventDefault();
  entry.do(event);
}
