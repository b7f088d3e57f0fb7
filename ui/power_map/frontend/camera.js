// Which part of the map is seen: fitting, keeping the view over a reload, flying to somebody.
import { boxed, halves } from "./shape.js";
import { nameSize, scratch, short, widthOf } from "./words.js";

const FLY_MS = 420;
const FOLD_BELOW = 820; // pixels: on a narrower map the legend starts folded
const ASIDE_ABOVE = 700; // pixels: on a narrower map an open legend lies over the map
const EDGE_PX = 8; // kept clear all round
const NAME_PART = 0.11; // of the width is kept for a name at the edge; a longer one stands beside its disc or is cut
const ROUNDS = 8, CLOSE = 0.004;

export class Camera {
  constructor(map) { this.map = map; }

  get key() { return `powermap:${this.map.base.map}:${this.map.base.on}`; }

  keep() {
    const { network } = this.map;
    this.fitted = false;
    this.kept = { position: network.getViewPosition(), scale: network.getScale() };
    sessionStorage.setItem(this.key, JSON.stringify(this.kept));
  }

  resized() {
    const { map } = this, { clientWidth: width, clientHeight: height } = map.stage;
    if (!width || !height || (map.width === width && map.height === height)) return;
    const first = !map.width;
    Object.assign(map, { width, height });
    if (first && width < FOLD_BELOW) map.fold(true);
    map.network.setSize(`${width}px`, `${height}px`);
    map.network.renderer.allowRedraw = false; // once, when the view is right
    if (first) this.start(); else if (map.story.on) map.story.look(); else if (this.fitted || !this.kept) this.fit(); else map.network.moveTo(this.kept);
    map.network.renderer.allowRedraw = true;
    map.network.redraw();
  }

  // The view that was kept for this layout, else all of it.
  start(animated = false) {
    this.kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
    if (this.kept) this.map.network.moveTo({ ...this.kept, ...this.slowly(animated) }); else this.fit(animated);
  }

  slowly(animated) { return animated ? { animation: { duration: FLY_MS, easingFunction: "easeInOutQuad" } } : {}; }

  // The part of the frame that nothing lies over, in pixels: beside the legend, below the tools and the question.
  get free() {
    const { map } = this, { legendBox } = map, { bar } = map.hands.bar;
    return { left: map.width > ASIDE_ABOVE ? legendBox.offsetLeft + legendBox.offsetWidth : 0, top: Math.max(bar.offsetTop + bar.offsetHeight, map.workshop.above),
      right: map.width, bottom: map.height };
  }

  fit(animated = false, ids = null) {
    const { map } = this;
    if (!map.width) return;
    const { left, top, right, bottom } = this.free, [wide, high] = [right - left, bottom - top].map((room) => Math.max(1, room - 2 * EDGE_PX));
    const nodes = [...map.nodes.values()].filter((n) => !ids || ids.has(n.id)).map((n) => map.wanted(n)), most = ids ? 1.4 : 2;
    let box = this.extent(nodes, ids, Infinity, wide), scale = Infinity;
    for (let k = 0; k < ROUNDS && box[2] >= box[0]; k++) { // words keep their size: the smaller the map, the more of it they take
      const before = scale;
      scale = Math.min(wide / (box[2] - box[0]), high / (box[3] - box[1]), most);
      if (scale > before * (1 - CLOSE)) break;
      box = this.extent(nodes, ids, scale, wide);
    }
    if (scale === Infinity) return;
    const position = { x: (box[0] + box[2]) / 2 + (map.width - left - right) / 2 / scale, y: (box[1] + box[3]) / 2 + (map.height - top - bottom) / 2 / scale };
    map.network.moveTo({ position, scale, ...this.slowly(animated) });
    this.fitted = !ids;
    this.kept = null;
    if (!ids) sessionStorage.removeItem(this.key);
  }

  // What is drawn at a scale, in map units: [left, top, right, bottom]; words are as large as they then have to be.
  extent(nodes, ids, scale, wide) {
    const { map } = this, all = ids ? [Infinity, Infinity, -Infinity, -Infinity] : [...map.backdrop.bounds], size = nameSize(map, scale);
    const hold = ([left, top, right, bottom]) => {
      all[0] = Math.min(all[0], left);
      all[1] = Math.min(all[1], top);
      all[2] = Math.max(all[2], right);
      all[3] = Math.max(all[3], bottom);
    };
    for (const node of nodes) {
      const { x, y, pm, label } = node, [w, h] = halves(node), part = pm.what === "competitor" ? 1 : 0.5;
      const name = boxed(node) ? 0 : Math.min(widthOf(scratch(), short(label, 30), size, 600) * part, (NAME_PART * wide) / scale);
      const aside = Math.max(w + 10, name + 3), below = boxed(node) ? 10 : size * 1.3 + 4;
      hold([x - aside, y - h - 14, x + aside, y + h + below]);
    }
    if (!ids && scale < Infinity) map.backdropPainter.wordsAt(map, scale).forEach(hold);
    return all;
  }

  fly(id) {
    const { map } = this, node = map.nodes.get(id);
    if (!node) return;
    const { x, y } = map.wanted(node);
    map.network.moveTo({ position: { x, y }, scale: Math.max(map.network.getScale(), 0.9), ...this.slowly(true) });
    map.network.once("animationFinished", () => this.keep());
  }

  zoom(factor) {
    this.map.network.moveTo({ scale: this.map.network.getScale() * factor });
    this.keep();
  }
}
