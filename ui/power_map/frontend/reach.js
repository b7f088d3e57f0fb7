// The keyboard alone reaches everybody and every tie: arrows go to the nearest that way, N by weight, T along the ties of
// somebody, M takes somebody along.
import { fill } from "./dom.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ORDER = new Intl.Collator(), STEP = 10, LARGE = 50, MARGIN = 70; // map units; pixels

export class Reach {
  constructor(hands) { Object.assign(this, { hands, map: hands.map, at: null, moving: null }); }

  // Who the keyboard is on: the selected, else the one of several that it came to last.
  get here() {
    const { map } = this;
    return map.nodes.get(map.selected) ?? (map.light.chosen.has(this.at) ? map.nodes.get(this.at) : null);
  }

  weighted() { return [...this.map.nodes.values()].sort((a, b) => b.size - a.size || ORDER.compare(a.label, b.label) || (a.id < b.id ? -1 : 1)); }

  go(node, more = false) {
    const { map, hands } = this;
    if (!node) return;
    this.at = node.id;
    if (more) hands.choose([...new Set([...hands.subject(), node.id])]); else map.select(node.id);
    this.show(node);
  }

  // Comes into view, as large as things are.
  show(node) {
    const { map } = this, dom = map.network.canvasToDOM(node), { clientWidth: w, clientHeight: h } = map.stage;
    if (dom.x > MARGIN && dom.x < w - MARGIN && dom.y > MARGIN && dom.y < h - MARGIN) return;
    map.network.moveTo({ position: { x: node.x, y: node.y }, scale: map.network.getScale(), ...map.camera.slowly(true) });
    map.network.once("animationFinished", () => map.camera.keep());
  }

  arrow(key, more) {
    const [dx, dy] = WAYS[key], from = this.here;
    if (this.moving) return this.push(dx, dy, more ? LARGE : STEP);
    if (!from) return this.go(this.weighted()[0]);
    let best = null, least = Infinity;
    for (const node of this.map.nodes.values()) {
      const [x, y] = [node.x - from.x, node.y - from.y], ahead = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (node === from || ahead < 1) continue;
      const cost = ahead + aside * (aside > ahead ? 4 : 1.4); // rather a little further than far aside
      if (cost < least) [least, best] = [cost, node];
    }
    this.go(best, more);
  }

  next(step) {
    const all = this.weighted(), k = all.indexOf(this.here);
    this.go(k < 0 ? all[step > 0 ? 0 : all.length - 1] : all[(k + step + all.length) % all.length]);
  }

  // ---- ties -------------------------------------------------------------------------------------------------
  tiesOf(id) { return [...this.map.ties.values()].filter((t) => t.from === id || t.to === id).sort((a, b) => (a.id < b.id ? -1 : 1)); }

  tie(step) {
    const { map } = this, on = map.ties.get(map.selected);
    if (map.nodes.has(map.selected)) this.at = map.selected;
    const end = on && on.from !== this.at && on.to !== this.at ? (this.at = on.from) : this.at, ties = this.tiesOf(end), k = ties.indexOf(on);
    if (!ties.length) return this.hands.reader.say(map.texts.no_ties);
    map.select(ties[(k < 0 ? (step > 0 ? 0 : ties.length - 1) : k + step + ties.length) % ties.length].id);
  }

  // From a tie to whom it leads to.
  across(tie) { this.go(this.map.nodes.get(tie.from === this.at ? tie.to : tie.from)); }

  // ---- moving -----------------------------------------------------------------------------------------------
  grab() {
    const { map, hands } = this, nodes = hands.subject().map((id) => map.nodes.get(id)).filter(Boolean);
    if (this.moving) return this.let(true);
    if (!nodes.length || !hands.acts.allowed) return;
    hands.drags.begin(nodes.map((n) => n.id));
    this.moving = nodes.map((n) => n.id);
    map.root.dataset.moving = String(nodes.length);
    hands.reader.say(fill(map.texts.moving, { who: nodes[0].label }));
  }

  push(dx, dy, step) {
    const { map } = this;
    for (const id of this.moving) {
      const body = map.network.body.nodes[id];
      if (body) Object.assign(body, { x: body.x + dx * step, y: body.y + dy * step });
    }
    map.redraw();
  }

  let(keep) {
    const ids = this.moving;
    if (!ids) return;
    this.moving = null;
    delete this.map.root.dataset.moving;
    if (!keep) this.hands.drags.cancel();
    this.hands.drags.end(ids);
  }
}
