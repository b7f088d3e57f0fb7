// For those who hear the map: who or what is selected is said, and beside the canvas lies a list of everybody with their
// ties, made when the keyboard first comes here and kept in step.
import { element, fill } from "./dom.js";
import { arrived } from "./elsewhere.js";

const MOST = 500, LATER_MS = 400;

export class Reader {
  constructor(hands) {
    Object.assign(this, { hands, map: hands.map });
    this.live = element("div", "pm-unseen", undefined, { role: "status", "aria-live": "polite" });
    this.list = element("div", "pm-unseen", undefined, { role: "list" });
    this.map.root.append(this.live);
    this.map.root.after(this.list);
    this.watcher = new MutationObserver(() => this.selected());
    this.watcher.observe(this.map.root, { attributes: true, attributeFilter: ["data-selected", "data-chosen"] });
  }

  say(text) { if (text && this.live.textContent !== text) this.live.textContent = text; }

  // After every patch: the map's own name, and the list when it is wanted.
  refresh() {
    const { map } = this, { texts } = map;
    const counts = fill(texts.map_label, { people: map.people().length, ties: map.ties.size }), { undrawn } = map.backdrop;
    const label = undrawn ? `${counts}${/[.。]$/.test(counts) ? "" : "."} ${undrawn}` : counts;
    for (const [name, value] of [["role", "application"], ["aria-roledescription", texts.map_role], ["aria-label", label]]) {
      if (map.root.getAttribute(name) !== value) map.root.setAttribute(name, value);
    }
    arrived(map);
    if (!this.wanted) return;
    clearTimeout(this.later);
    this.later = setTimeout(() => this.fillList(), LATER_MS);
  }

  focused() {
    if (this.wanted) return;
    this.wanted = true;
    this.fillList();
  }

  selected() {
    const { map } = this, { chosen } = map.light, node = map.nodes.get(map.selected), tie = map.ties.get(map.selected);
    if (chosen.size > 1) this.say(fill(map.texts.several_said, { n: chosen.size }));
    else if (node) this.say(this.person(node));
    else if (tie) this.say(this.tie(tie));
    else this.say(map.texts.nothing_selected);
  }

  person(node) {
    const { map } = this, { texts, base } = map, { pm } = node, parts = [[node.label, pm.sub].filter(Boolean).join(", ")];
    if (pm.what === "person") {
      const names = (list, codes) => codes.map((code) => list.find((one) => one.code === code)?.name ?? code).join(", ");
      parts.push(names(base.attitudes, [pm.attitude]));
      if (pm.roles.length) parts.push(`${texts.roles}: ${names(base.roles, pm.roles)}`);
      if (typeof pm.share === "number") parts.push(fill(texts.share_said, { share: Math.round(100 * pm.share) }));
      if (pm.pinned) parts.push(texts.pinned);
    }
    parts.push(fill(texts.ties_said, { n: this.hands.reach.tiesOf(node.id).length }));
    return parts.join(". ");
  }

  tie(tie) {
    const { map } = this, { texts } = map, { pm } = tie, at = this.hands.reach.at, ties = this.hands.reach.tiesOf(at), k = ties.indexOf(tie);
    const parts = [map.tieName(tie), fill(texts.strength_said, { n: Math.round(100 * pm.strength) })];
    if (pm.sign < 0) parts.push(texts.opposes);
    if (k >= 0) parts.push(fill(texts.tie_of, { k: k + 1, n: ties.length }));
    return parts.join(". ");
  }

  fillList() {
    const { map } = this, nodes = this.hands.reach.weighted().slice(0, MOST), ties = new Map();
    const note = (id, tie) => { if (ties.has(id)) ties.get(id).push(tie); else ties.set(id, [tie]); };
    for (const tie of map.ties.values()) {
      note(tie.from, tie);
      note(tie.to, tie);
    }
    this.list.setAttribute("aria-label", map.texts.list_label);
    this.list.replaceChildren(...nodes.map((node) => {
      const item = element("div", "", undefined, { role: "listitem" }), button = element("button", "", this.person(node), { type: "button", tabindex: "-1" });
      button.addEventListener("click", () => this.hands.reach.go(node));
      item.append(button);
      const of = ties.get(node.id) ?? [];
      if (of.length) {
        const inner = element("div", "", undefined, { role: "list" });
        inner.append(...of.slice(0, 40).map((tie) => element("div", "", map.tieName(tie), { role: "listitem" })));
        item.append(inner);
      }
      return item;
    }));
  }

  close() {
    clearTimeout(this.later);
    this.watcher.disconnect();
    this.list.remove();
  }
}
