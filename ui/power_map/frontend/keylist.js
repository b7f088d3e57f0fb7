// The list of all keys, over the map.
import { element } from "./dom.js";
import { table } from "./keys.js";

export function showKeys(hands) {
  const { map } = hands, { texts, popup } = map;
  const box = element("div", "pm-keys", undefined, { role: "dialog", "aria-modal": "true", "aria-label": texts.keys, tabindex: "-1" });
  const close = element("button", "pm-close", "×", { type: "button", "aria-label": texts.close });
  close.addEventListener("click", () => popup.back());
  const columns = element("div", "pm-key-groups");
  let group = null;
  for (const entry of table(hands)) {
    if (entry.group) columns.append(group = section(entry.group));
    else if (entry.show && !(entry.edit && !hands.acts.allowed)) group.append(line(entry));
  }
  box.append(element("div", "pm-keys-title", texts.keys), close, columns);
  box.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (!["Escape", "?", "Enter", "Tab"].includes(event.key)) return;
    event.preventDefault();
    popup.back();
  });
  popup.show(box);
  box.focus({ preventScroll: true });
}

function section(name) {
  const made = element("section", "pm-key-group");
  made.append(element("div", "pm-heading", name));
  return made;
}

function line({ show, say }) {
  const made = element("div", "pm-key-line"), keys = element("span", "pm-key-names");
  for (const key of show.split("  ")) keys.append(element("kbd", "pm-key", key));
  made.append(element("span", "pm-key-says", say), keys);
  return made;
}
