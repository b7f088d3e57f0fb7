// Finds anybody of the account by name, title, pinyin or initials, and flies there; a folded group is unfolded, and of whoever
// is not on this map it says so, and can bring them here.
import { composing, element, fill } from "./dom.js";
import { canBring, elsewhere, fetch, openCard, reach, whereabouts, why } from "./elsewhere.js";
import { icon } from "./icons.js";

const MOST = 8;

export function openSearch(map) {
  const { texts, popup } = map;
  const box = element("div", "pm-search"), line = element("div", "pm-search-line"), list = element("div", "pm-found", undefined, { role: "listbox", id: "pm-found" });
  const input = element("input", "", undefined, { type: "text", placeholder: texts.search_hint, role: "combobox", "aria-expanded": "true",
    "aria-controls": "pm-found", "aria-autocomplete": "list", "aria-label": texts.search_hint, autocomplete: "off", spellcheck: "false" });
  line.append(icon("search"), input);
  box.append(line, list);
  popup.place(box, 10, map.hands.bar.bar.offsetTop + map.hands.bar.bar.offsetHeight + 6);
  let found = [], at = 0;

  const pick = (node) => {
    const drawn = map.nodes.has(node.id), reason = drawn ? "" : why(map, node);
    if (reason) return tell(node, reason);
    popup.back();
    if (drawn) reach(map, node.id); else fetch(map, node);
  };
  const tell = (node, reason) => {
    found = [];
    list.replaceChildren(element("div", "pm-nobody", reason, { role: "status" }));
    mark(0);
    openCard(map, node);
    if (!canBring(map, node)) return;
    const bring = element("button", "pm-answer take", fill(texts.bring_here, { who: node.label }), { type: "button" }), answers = element("div", "pm-answers");
    bring.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") popup.back();
    });
    bring.addEventListener("click", () => {
      popup.back();
      fetch(map, node);
    });
    answers.append(bring);
    list.append(answers);
    bring.focus({ preventScroll: true });
  };
  const mark = (k) => {
    at = found.length ? (k + found.length) % found.length : 0;
    [...list.children].forEach((row, j) => row.setAttribute("aria-selected", String(found.length > 0 && j === at)));
    if (found.length) {
      input.setAttribute("aria-activedescendant", `pm-found-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const look = () => {
    found = find(map, input.value);
    const nobody = input.value.trim() && !found.length;
    list.replaceChildren(...(nobody ? [element("div", "pm-nobody", texts.nobody_found, { role: "status" })] : found.map((node, k) => row(map, node, k, pick))));
    mark(0);
  };
  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (composing(event)) return;
    const acts = { ArrowDown: () => mark(at + 1), ArrowUp: () => mark(at - 1), Escape: () => popup.back(), Tab: () => popup.back(),
      Enter: () => found[at] && pick(found[at]) };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });
  look();
  input.focus({ preventScroll: true });
}

// Every word must be found; who is called just so comes first, who is only titled so last, the weighty before the others.
export function find(map, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean), whole = words.join(" ");
  if (!words.length) return [];
  const rank = (node) => {
    const name = node.label.toLowerCase(), all = `${name} ${(node.pm.sub ?? "").toLowerCase()} ${node.pm.find ?? ""}`;
    if (!words.every((word) => all.includes(word))) return -1;
    return name === whole ? 5 : name.startsWith(whole) ? 4 : name.startsWith(words[0]) ? 3 : ` ${name}`.includes(` ${words[0]}`) ? 2 : ` ${all}`.includes(` ${words[0]}`) ? 1 : 0;
  };
  return [...map.nodes.values(), ...elsewhere(map).values()].map((node) => ({ node, rank: rank(node) })).filter((one) => one.rank >= 0)
    .sort((a, b) => b.rank - a.rank || b.node.size - a.node.size || a.node.label.localeCompare(b.node.label)).slice(0, MOST).map((one) => one.node);
}

function row(map, node, k, pick) {
  const made = element("div", "pm-hit", undefined, { role: "option", id: `pm-found-${k}` }), dot = element("span", "pm-dot");
  const where = map.nodes.has(node.id) ? "" : whereabouts(map, node), sub = [node.pm.sub, where].filter(Boolean).join(" · ");
  dot.style.borderColor = map.palette.attitude[node.pm.attitude] ?? "#9aa3af";
  made.append(dot, element("span", "pm-label", node.label), element("span", "pm-sub", sub));
  made.addEventListener("pointerdown", (event) => event.preventDefault());
  made.addEventListener("click", () => pick(node));
  return made;
}
