// Which part of the map is seen: fitting, keeping the view over a reload, flying to somebody.
const FLY_MS = 420;
const FOLD_BELOW = 820; // pixels: on a narrower map the legend starts folded

// Half of the width that a name takes below its disc, about.
function labelled(name = "") { return [...name].reduce((wide, ch) => wide + (ch > "\u2e80" ? 13 : 6.8), 0) / 2; }

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

  fit(animated = false, ids = null) {
    const { map } = this;
    if (!map.width) return;
    const nodes = [...map.nodes.values()].filter((n) => !ids || ids.has(n.id)).map((n) => map.wanted(n));
    let [left, top, right, bottom] = ids ? [Infinity, Infinity, -Infinity, -Infinity] : map.backdrop.bounds;
    for (const { x, y, size, pm, label } of nodes) {
      const [w, h] = [pm.w ? pm.w / 2 : Math.max(48, size, labelled(label) * (pm.what === "competitor" ? 2.4 : 1)), pm.h ? pm.h / 2 : size];
      left = Math.min(left, x - w - 10);
      right = Math.max(right, x + w + 10);
      top = Math.min(top, y - h - 14);
      bottom = Math.max(bottom, y + h + 34);
    }
    if (right < left) return;
    const aside = map.width > 700 ? Math.min(map.legendBox.offsetWidth + 10, map.width * 0.3) : 0, above = Math.max(44, map.workshop.above);
    const scale = Math.min((map.width - aside) / (right - left), (map.height - above) / (bottom - top), ids ? 1.4 : 2);
    const position = { x: (left + right) / 2 - aside / 2 / scale, y: (top + bottom) / 2 - above / 2 / scale };
    map.network.moveTo({ position, scale, ...this.slowly(animated) });
    this.fitted = !ids;
    this.kept = null;
    if (!ids) sessionStorage.removeItem(this.key);
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
