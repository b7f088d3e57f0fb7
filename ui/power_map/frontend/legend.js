// The legend lists what is on the map, with counts; a click lights one kind, a second click lets go.
import { element } from "./dom.js";

export function paintLegend(box, map) {
  const fold = element("button", "pm-fold", `${map.folded ? "▸" : "▾"} ${map.texts.legend}`, { type: "button", "aria-expanded": String(!map.folded) });
  fold.addEventListener("click", () => { map.folded = !map.folded; paintLegend(box, map); });
  box.replaceChildren(fold);
  if (map.folded) return;
  for (const group of map.data.legend) {
    box.append(element("div", "pm-heading", group.name));
    for (const item of group.items) {
      const on = map.filter?.filter === group.filter && map.filter?.key === item.key;
      const row = element("button", "pm-row" + (on ? " on" : ""), undefined, { type: "button", "aria-pressed": String(on) });
      const mark = element("span", `pm-mark ${group.filter}${item.dashed || item.key === "U" ? " dashed" : ""}`);
      mark.style.setProperty("--colour", item.colour);
      row.append(mark, element("span", "pm-name", item.name), element("span", "pm-count", String(item.count)));
      row.addEventListener("click", () => map.setFilter(on ? null : { filter: group.filter, key: item.key }));
      box.append(row);
    }
  }
  if (map.filter) {
    const all = element("button", "pm-all", map.texts.show_all, { type: "button" });
    all.addEventListener("click", () => map.setFilter(null));
    box.append(all);
  }
}
