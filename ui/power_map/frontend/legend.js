// The legend lists what is on the map, with counts; a click shows only this kind, more clicks more kinds. Chips above
// the map say what is hidden, and one of them shows all again.
import { element } from "./dom.js";

export function paintLegend(box, chips, map) {
  const fold = element("button", "pm-fold", `${map.folded ? "▸" : "▾"} ${map.texts.legend}`, { type: "button", "aria-expanded": String(!map.folded) });
  fold.addEventListener("click", () => map.fold(!map.folded));
  box.replaceChildren(fold);
  for (const group of map.folded ? [] : map.data.legend) {
    box.append(element("div", "pm-heading", group.name));
    for (const item of group.items) box.append(row(group, item, map));
  }
  paintChips(chips, map);
}

function row(group, item, map) {
  const on = map.light.wants(group.filter, item.key), plain = !group.filter;
  const made = element(plain ? "div" : "button", "pm-row" + (on ? " on" : ""), undefined, plain ? {} : { type: "button", "aria-pressed": String(on) });
  const mark = element("span", `pm-mark ${group.filter ?? ""} ${item.mark ?? ""}${item.dashed || item.key === "U" ? " dashed" : ""}`);
  mark.style.setProperty("--colour", item.colour);
  made.append(mark, element("span", "pm-name", item.name, { title: item.name }), element("span", "pm-count", String(item.count)));
  if (!plain) made.addEventListener("click", () => map.filter(group.filter, item.key));
  return made;
}

// What a filter is called; in a layout whose legend lacks it, as it was called before.
function named(map, part, key) {
  const names = (map.filterNames ??= new Map()), { attitudes, kinds } = map.base;
  for (const group of map.data.legend) for (const item of group.items) names.set(`${group.filter}:${item.key}`, item.name);
  return names.get(`${part}:${key}`) ?? { attitude: attitudes, layer: kinds }[part]?.find(({ code }) => code === key)?.name ?? "?";
}

function paintChips(box, map) {
  const { light, texts } = map, chips = [];
  const chip = (text, act, className = "") => {
    const made = element("button", `pm-chip ${className}`, text, { type: "button" });
    made.addEventListener("click", act);
    chips.push(made);
  };
  if (light.answer) chip(`${light.answer.name} ×`, () => map.hands.acts.look({ answer: "" }), "answer");
  for (const [part, keys] of light.filters) {
    for (const key of keys) chip(`${texts.only}: ${named(map, part, key)} ×`, () => map.filter(part, key));
  }
  if (light.filters.size) {
    const people = map.people(), shown = people.filter((p) => light.passes(p)).length;
    box.dataset.hidden = String(people.length - shown);
    chip(`${texts.shown.replace("{n}", shown).replace("{all}", people.length)} · ${texts.show_all}`, () => map.showAll(), "all");
  }
  if (map.data.hidden) chip(texts.left_out.replace("{n}", map.data.hidden), () => map.log.add("bring_back", { on: map.base.on }), "out");
  if (map.backdrop.undrawn) chips.push(element("div", "pm-chip out", map.backdrop.undrawn));
  box.replaceChildren(...chips);
  const { legendBox } = map; // a tall legend reaches up to where the chips are
  box.style.left = !map.folded && legendBox.offsetTop < box.offsetTop + 30 ? `${legendBox.offsetLeft + legendBox.offsetWidth + 8}px` : "";
}
