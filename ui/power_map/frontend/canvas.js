// The map itself: holds nodes and ties, takes base and patch, keeps the view, and lets vis-network do zoom, pan,
// drag and picking. Nodes and ties are painted by us: vis' own renderer knows neither rings nor territories.
import { DataSet, Network } from "./vendor/vis-network-10.1.5.min.mjs";
import { Backdrop } from "./backdrop.js";
import { element, Popup } from "./dom.js";
import { Hands } from "./hands.js";
import { paintLegend } from "./legend.js";
import { paintPeople } from "./people.js";
import { themeOf } from "./theme.js";
import { paintTies } from "./ties.js";

const GLIDE_MS = 280;
const WAIT_MS = 2500; // so long an edit may be on its way before the map says so
const FOLD_BELOW = 820; // pixels: on a narrower map the legend starts folded

export class PowerMap {
  constructor(root, host, place) {
    Object.assign(this, { root, host, place, nodes: new Map(), ties: new Map(), selected: null, filter: null, scale: 1 });
    this.texts = {};
    root.dataset.state = "loading";
    root.tabIndex = 0;
    this.stage = element("div", "pm-stage");
    this.legendBox = element("div", "pm-legend");
    this.noticeBox = element("div", "pm-notices", undefined, { role: "status", "aria-live": "polite" });
    root.replaceChildren(this.stage, this.legendBox, this.noticeBox);
    this.popup = new Popup(root);
    this.backdropPainter = new Backdrop();
    this.log = place.log;
    this.waitBox = element("div", "pm-waiting", undefined, { role: "status" });
    root.append(this.waitBox);
    this.log.connect(place, () => this.pending(this.log.queue.length));
    this.visNodes = new DataSet();
    this.observer = new ResizeObserver(() => this.resized());
    host.__powermap = this;
  }

  // ---- data -------------------------------------------------------------------------------------------------
  takeBase(data) {
    this.theme = themeOf(this.host);
    if (data.key !== this.data?.key) {
      this.base = data;
      if (this.place.patch?.base !== data.key) this.place.patch = null;
      if (data.revision > this.log.revision) this.log.revision = data.revision;
    }
    this.root.style.height = this.stage.style.height = `${data.height}px`;
    this.settle(this.place.patch ?? {});
  }

  takePatch(patch) {
    this.log.acknowledge(patch.ack);
    if (patch.base !== this.base?.key) return;
    this.log.revision = Math.max(this.log.revision, patch.revision);
    this.settle(patch);
    if (patch.selected) this.follows(patch.selected);
    for (const notice of patch.notices ?? []) this.notice(notice);
  }

  // Base and patch together are the map; only what differs from the screen is touched.
  settle(patch) {
    const { base } = this;
    this.data = { ...base, backdrop: patch.backdrop ?? base.backdrop, legend: patch.legend ?? base.legend, undo: patch.undo ?? {} };
    this.texts = base.texts;
    this.palette = base.palette;
    this.paper = base.palette[this.theme];
    this.backdrop = this.data.backdrop;
    const overlay = (items, changed = [], gone = []) => {
      const all = new Map(items.map((item) => [item.id, item]));
      changed.forEach((item) => all.set(item.id, item));
      gone.forEach((id) => all.delete(id));
      return all;
    };
    this.settleNodes(overlay(base.nodes, patch.nodes, patch.nodes_gone));
    this.ties = overlay(base.edges, patch.edges, patch.edges_gone);
    this.around = null;
    if (this.selected && !this.nodes.has(this.selected) && !this.ties.has(this.selected)) this.select(null);
    if (!this.network) this.start();
    this.hands.toolbar();
    paintLegend(this.legendBox, this);
    this.count();
    this.redraw();
  }

  settleNodes(wanted) {
    const held = (id) => this.dragging?.has(id) || this.log.moving(id);
    const gone = [...this.nodes.keys()].filter((id) => !wanted.has(id));
    const fresh = [];
    for (const [id, item] of wanted) {
      const now = this.nodes.get(id), text = JSON.stringify(item);
      if (now?.text === text) continue;
      const node = { ...item, text };
      if (now && held(id)) Object.assign(node, { x: now.x, y: now.y });
      else if (now && (now.x !== item.x || now.y !== item.y)) this.glide(id, now, item);
      if (now && this.gliding?.has(id)) Object.assign(node, { x: now.x, y: now.y });
      this.nodes.set(id, node);
      fresh.push({ id, x: node.x, y: node.y, size: node.size, shape: "dot", title: node.title });
    }
    gone.forEach((id) => this.nodes.delete(id));
    this.visNodes.remove(gone);
    this.visNodes.update(fresh);
  }

  // Somebody was moved by the layout or in another browser: a short move, so that the eye can follow.
  glide(id, from, to) {
    this.gliding ??= new Map();
    const first = !this.gliding.size;
    this.gliding.set(id, { from: { x: from.x, y: from.y }, to: { x: to.x, y: to.y }, start: performance.now() });
    if (!first) return;
    const step = (time) => {
      for (const [key, { from: a, to: b, start }] of this.gliding) {
        const t = Math.min(1, Math.max(0, (time - start) / GLIDE_MS)), eased = t * t * (3 - 2 * t);
        const body = this.network?.body.nodes[key];
        if (body) Object.assign(body, { x: a.x + (b.x - a.x) * eased, y: a.y + (b.y - a.y) * eased });
        if (t >= 1 || !body || this.dragging?.has(key)) this.gliding.delete(key);
      }
      this.network?.redraw();
      if (this.gliding.size) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  // How many edits are still on their way; said aloud only when it takes long.
  pending(number) {
    this.root.dataset.pending = String(number);
    const say = () => { this.waitBox.textContent = this.log.queue.length ? this.texts.waiting.replace("{n}", this.log.queue.length) : ""; };
    if (!number) {
      clearTimeout(this.waitTimer);
      this.waitTimer = null;
    } else this.waitTimer ??= setTimeout(say, WAIT_MS);
    if (this.waitBox.textContent) say();
  }

  count() {
    this.root.dataset.people = String([...this.nodes.values()].filter((n) => n.pm.what === "person").length);
    this.root.dataset.ties = String(this.ties.size);
    this.root.dataset.revision = String(this.log.revision);
  }

  // ---- vis-network ------------------------------------------------------------------------------------------
  start() {
    this.network = new Network(this.stage, { nodes: this.visNodes, edges: new DataSet() }, this.base.options);
    const { renderer } = this.network;
    renderer.allowRedraw = false;
    renderer._drawEdges = (ctx) => paintTies(ctx, this);
    renderer._drawNodes = (ctx) => { paintPeople(ctx, this); return { drawExternalLabels: null }; };
    renderer._drawArrows = () => {};
    this.network.on("initRedraw", () => this.track());
    this.network.on("beforeDrawing", (ctx) => this.backdropPainter.paint(ctx, this));
    this.network.on("afterDrawing", (ctx) => {
      this.backdropPainter.names(ctx, this);
      this.hands.paint(ctx);
      this.root.dataset.state = "drawn";
    });
    this.hands = new Hands(this);
    this.observer.observe(this.stage);
  }

  // Takes over positions from vis and tells it where our people can be picked.
  track() {
    this.scale = this.network.body.view.scale;
    this.seen = null;
    for (const [id, node] of this.nodes) {
      const body = this.network.body.nodes[id];
      if (!body) continue;
      node.x = body.x;
      node.y = body.y;
      const r = node.size + 3;
      Object.assign(body.shape, { left: node.x - r, top: node.y - r, width: 2 * r, height: 2 * r, radius: r });
    }
  }

  view() {
    if (!this.seen) {
      const a = this.network.DOMtoCanvas({ x: 0, y: 0 });
      const b = this.network.DOMtoCanvas({ x: this.stage.clientWidth, y: this.stage.clientHeight });
      this.seen = { left: a.x, top: a.y, right: b.x, bottom: b.y };
    }
    return this.seen;
  }

  redraw() { this.network?.redraw(); }

  resized() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (!width || !height || (this.width === width && this.height === height)) return;
    const first = !this.width;
    Object.assign(this, { width, height });
    if (first && width < FOLD_BELOW) { this.folded = true; paintLegend(this.legendBox, this); }
    this.network.setSize(`${width}px`, `${height}px`);
    const kept = first ? JSON.parse(sessionStorage.getItem(this.viewKey) ?? "null") : this.fitted ? null : this.kept;
    this.network.renderer.allowRedraw = true;
    if (kept) { this.network.moveTo(kept); this.kept = kept; } else this.fit();
    this.network.redraw();
  }

  get viewKey() { return `powermap:${this.base.map}`; }

  keepView() {
    this.fitted = false;
    this.kept = { position: this.network.getViewPosition(), scale: this.network.getScale() };
    sessionStorage.setItem(this.viewKey, JSON.stringify(this.kept));
  }

  fit() {
    if (!this.width) return;
    const rings = this.backdrop.rings, rim = rings[rings.length - 1].r * 1.03 + 56, nodes = [...this.nodes.values()];
    const reach = (values, least) => values.reduce((most, value) => Math.max(most, value), least);
    const left = -reach(nodes.map((n) => 40 - n.x), rim), right = reach(nodes.map((n) => n.x + 40), rim);
    const top = -reach(nodes.map((n) => 40 - n.y), rim), bottom = reach(nodes.map((n) => n.y + n.size + 30), rim);
    const aside = this.width > 700 ? Math.min(this.legendBox.offsetWidth + 10, this.width * 0.3) : 0;
    const scale = Math.min((this.width - aside) / (right - left), this.height / (bottom - top));
    this.network.moveTo({ position: { x: (left + right) / 2 - aside / 2 / scale, y: (top + bottom) / 2 }, scale });
    this.fitted = true;
    sessionStorage.removeItem(this.viewKey);
  }

  tieName(tie) {
    const layers = this.data.legend.find((group) => group.filter === "layer")?.items ?? [];
    const layer = layers.find((item) => item.key === tie.pm.layer)?.name ?? tie.pm.layer;
    return `${layer}: ${this.nodes.get(tie.from)?.label} – ${this.nodes.get(tie.to)?.label}`;
  }

  // ---- what is lit ------------------------------------------------------------------------------------------
  people() { return [...this.nodes.values()].filter((n) => n.pm.what === "person"); }

  focus() {
    if (!this.selected) return null;
    if (this.around) return this.around;
    const around = new Set([this.selected]);
    for (const tie of this.ties.values()) {
      if (tie.id === this.selected || tie.from === this.selected || tie.to === this.selected) around.add(tie.from).add(tie.to);
    }
    return (this.around = around);
  }

  lit(id) {
    const focus = this.focus();
    if (focus && !focus.has(id)) return false;
    const { filter } = this, node = this.nodes.get(id);
    if (!filter || id === this.selected) return true;
    if (filter.filter === "layer") return this.touched().has(id);
    return node.pm[filter.filter] === filter.key;
  }

  touched() {
    if (this.touchedBy !== this.filter || this.touchedTies !== this.ties) {
      const ids = [...this.ties.values()].filter((t) => t.pm.layer === this.filter.key).flatMap((t) => [t.from, t.to]);
      Object.assign(this, { touchedBy: this.filter, touchedTies: this.ties, touchedIds: new Set(ids) });
    }
    return this.touchedIds;
  }

  // 2 = in focus, 1 = as usual, 0 = dimmed
  litTie(tie) {
    if (this.filter?.filter === "layer" && tie.pm.layer !== this.filter.key) return 0;
    if (this.selected) return tie.id === this.selected || tie.from === this.selected || tie.to === this.selected ? 2 : 0;
    return this.lit(tie.from) && this.lit(tie.to) ? (this.filter ? 2 : 1) : 0;
  }

  front(node) { return node.id === this.hover ? 3 : node.id === this.selected ? 2 : this.lit(node.id) ? 1 : 0; }

  select(id) {
    if (this.selected === id) return;
    this.show(id);
    this.choice = (this.choice ?? 0) + 1;
    this.place.api?.setStateValue("selected", { id, n: this.choice });
  }

  show(id) {
    this.selected = id;
    this.around = null;
    this.root.dataset.selected = id ?? "";
    this.redraw();
  }

  // The page selected somebody (a link, the card): followed unless a later click is on its way to the page.
  follows({ id, n }) {
    this.choice ??= n;
    if (n === this.choice && id !== this.selected) this.show(this.nodes.has(id) || this.ties.has(id) ? id : null);
  }

  setFilter(filter) {
    this.filter = filter;
    paintLegend(this.legendBox, this);
    this.redraw();
  }

  // ---- words ------------------------------------------------------------------------------------------------
  notice({ id, text, level }) {
    const seen = (this.place.noticed ??= new Set());
    if (seen.has(id)) return;
    seen.add(id);
    const box = element("div", `pm-notice ${level ?? ""}`, text), close = element("button", "pm-close", "×", { type: "button" });
    close.addEventListener("click", () => box.remove());
    box.append(close);
    this.noticeBox.append(box);
    setTimeout(() => box.remove(), level === "error" ? 15000 : 5000);
  }

  destroy() {
    this.observer.disconnect();
    this.log.onChange = null;
    this.network?.destroy();
  }
}
