// The map itself: holds nodes and ties, takes base and patch, keeps the view, and lets vis-network do zoom, pan,
// drag and picking. Nodes and ties are painted by us: vis' own renderer knows neither rings nor territories.
import { DataSet, Network } from "./vendor/vis-network-10.1.5.min.mjs";
import { Backdrop } from "./backdrop.js";
import { Camera } from "./camera.js";
import { element, Popup } from "./dom.js";
import { FullScreen } from "./fullscreen.js";
import { Hands } from "./hands.js";
import { paintLegend } from "./legend.js";
import { Light } from "./light.js";
import { Notices } from "./notices.js";
import { paintPeople } from "./people.js";
import { halves } from "./shape.js";
import { Presence } from "./presence.js";
import { Story } from "./story.js";
import { themeOf } from "./theme.js";
import { paintTies } from "./ties.js";
import { Workshop } from "./workshop.js";

const GLIDE_MS = 280, RELAY_MS = 520; // somebody moves; everybody moves to another layout
const WAIT_MS = 2500; // so long an edit may be on its way before the map says so

export class PowerMap {
  constructor(root, host, place) {
    Object.assign(this, { root, host, place, nodes: new Map(), ties: new Map(), selected: null, scale: 1 });
    this.light = new Light(this);
    this.camera = new Camera(this);
    this.texts = {};
    root.dataset.state = "loading";
    root.tabIndex = 0;
    this.stage = element("div", "pm-stage");
    this.legendBox = element("div", "pm-legend");
    this.chipBox = element("div", "pm-chips");
    root.replaceChildren(this.stage, this.legendBox, this.chipBox);
    this.notices = new Notices(this);
    this.presence = new Presence(this);
    this.popup = new Popup(root);
    this.backdropPainter = new Backdrop();
    this.log = place.log;
    this.waitBox = element("div", "pm-waiting", undefined, { role: "status" });
    root.append(this.waitBox);
    this.log.connect(place, () => this.pending(this.log.queue.length));
    this.workshop = new Workshop(this);
    this.story = new Story(this);
    this.visNodes = new DataSet();
    this.observer = new ResizeObserver(() => this.camera.resized());
    host.__powermap = this;
  }

  // ---- data -------------------------------------------------------------------------------------------------
  takeBase(data) {
    this.theme = themeOf(this.host);
    if (data.key !== this.data?.key) {
      const before = this.base;
      this.base = data;
      this.relaid = Boolean(before && before.on !== data.on);
      this.takeFilters(data, before);
      this.light.story = data.lit?.length ? new Set(data.lit) : null;
      if (this.place.patch?.base !== data.key) this.place.patch = null;
      if (data.revision > this.log.revision) this.log.revision = data.revision;
    }
    this.screen ??= new FullScreen(this);
    this.screen.follow();
    this.root.dataset.layout = data.layout;
    this.root.dataset.on = data.on;
    this.settle(this.place.patch ?? {});
    if (this.relaid && this.network) this.camera.start(true);
    this.relaid = false;
  }

  // Those that come with a map when it is opened; else those of this tab.
  takeFilters(data, before) {
    const key = `powermap:filters:${data.map}/${data.saved ?? ""}`, kept = before || data.alone ? null : sessionStorage.getItem(key);
    if (before && this.filterKey === key && before.openings === data.openings) return;
    this.filterKey = key;
    this.light.setFilters(kept ? JSON.parse(kept) : data.filters);
    this.untold = kept && kept !== JSON.stringify(data.filters);
    if (!kept) sessionStorage.removeItem(key);
  }

  takePatch(patch) {
    for (const notice of patch.notices ?? []) this.notice(notice); // first: an edit leaves the queue when its refusal is kept
    this.log.acknowledge(patch.ack);
    if (patch.base !== this.base?.key) return;
    if (this.untold && this.place.api) {
      this.untold = false;
      this.place.api.setStateValue("filters", this.light.texts());
    }
    this.log.revision = Math.max(this.log.revision, patch.revision);
    this.settle(patch);
    if (patch.selected) this.follows(patch.selected);
  }

  // Base and patch together are the map; only what differs from the screen is touched.
  settle(patch) {
    const { base } = this;
    this.data = { ...base, backdrop: patch.backdrop ?? base.backdrop, legend: patch.legend ?? base.legend, undo: patch.undo ?? {}, hidden: patch.hidden ?? base.hidden,
      workshop: "workshop" in patch ? patch.workshop : this.data?.workshop, story: "story" in patch ? patch.story : this.data?.story,
      readonly: base.readonly || Boolean(patch.readonly) };
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
    this.light.takeAnswer(patch.answer);
    this.root.dataset.lit = this.light.answer?.ids ? [...this.light.answer.ids].join(" ") : "";
    this.light.forget();
    if (this.selected && !this.nodes.has(this.selected) && !this.ties.has(this.selected)) this.select(null);
    if (!this.network) this.start();
    this.workshop.take(this.data.workshop);
    this.story.take(this.data.story);
    this.hands.refresh();
    this.legend();
    this.count();
    this.presence.show();
  }

  settleNodes(wanted) {
    const held = (id) => this.dragging?.has(id) || this.log.moving(id);
    const gone = [...this.nodes.keys()].filter((id) => !wanted.has(id)), more = this.nodes.size && [...wanted.keys()].some((id) => !this.nodes.has(id));
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
    if (more && this.network && this.camera.fitted && !this.relaid) this.camera.fit(true); // who looks at the whole map looks at the whole map
  }

  // Somebody was moved by the layout or in another browser: a short move, so that the eye can follow.
  glide(id, from, to) {
    this.gliding ??= new Map();
    const first = !this.gliding.size;
    this.gliding.set(id, { from: { x: from.x, y: from.y }, to: { x: to.x, y: to.y }, start: performance.now(),
      takes: this.relaid ? RELAY_MS : GLIDE_MS });
    if (!first) return;
    const step = (time) => {
      for (const [key, { from: a, to: b, start, takes }] of this.gliding) {
        const t = Math.min(1, Math.max(0, (time - start) / takes)), eased = t * t * (3 - 2 * t);
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
      this.workshop.paint(ctx);
      if (!this.workshop.on) this.presence.paint(ctx);
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
      const [w, h] = halves(node).map((half) => half + 3);
      Object.assign(body.shape, { left: node.x - w, top: node.y - h, width: 2 * w, height: 2 * h, radius: Math.max(w, h) });
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

  // In the next frame, once, however much has changed until then.
  soon() { this.network?.body.emitter.emit("_requestRedraw"); }

  // Where a node is going to be once it has glided there.
  wanted(node) { return { ...node, ...this.gliding?.get(node.id)?.to }; }

  tieName(tie) {
    const layers = this.data.legend.find((group) => group.filter === "layer")?.items ?? [];
    const layer = layers.find((item) => item.key === tie.pm.layer)?.name ?? tie.pm.layer;
    return `${layer}: ${this.nodes.get(tie.from)?.label} – ${this.nodes.get(tie.to)?.label}`;
  }

  // ---- what is lit ------------------------------------------------------------------------------------------
  people() { return [...this.nodes.values()].filter((n) => n.pm.what === "person"); }

  lit(id) { return this.light.lit(id); }

  litTie(tie) { return this.light.litTie(tie); }

  front(node) { return node.id === this.hover ? 3 : node.id === this.selected ? 2 : this.lit(node.id) ? 1 : 0; }

  select(wanted) {
    const id = this.nodes.get(wanted)?.pm.of ?? wanted; // somebody may be drawn more than once on a chart
    this.choose(id ? [id] : []);
    if (this.selected === id && (this.card ?? null) === (id ?? null)) return;
    this.card = id;
    this.show(id);
    this.choice = (this.choice ?? 0) + 1;
    this.place.api?.setStateValue("selected", { id, n: this.choice });
  }

  show(id) {
    this.selected = id;
    this.light.forget();
    this.root.dataset.selected = id ?? "";
    this.redraw();
  }

  // The page selected somebody (a link, the card): followed unless a later click is on its way to the page.
  follows({ id, n }) {
    this.choice ??= n;
    if (n === this.choice) this.card = id; // also of somebody who is not drawn
    if (n === this.choice && id !== this.selected) this.show(this.nodes.has(id) || this.ties.has(id) ? id : null);
  }

  // Several people at once: what is done then is done to all of them.
  choose(ids) {
    const people = ids.filter((id) => this.nodes.has(id)), { light } = this;
    if (people.length === light.chosen.size && people.every((id) => light.chosen.has(id))) return;
    const told = light.chosen.size > 1 || people.length > 1;
    light.chosen = new Set(people);
    this.root.dataset.chosen = String(people.length);
    if (told) this.place.api?.setStateValue("chosen", people.length > 1 ? people : []);
    this.redraw();
  }

  filter(part, key) {
    this.light.toggle(part, key);
    this.filtered();
  }

  showAll() {
    this.light.setFilters([]);
    this.filtered();
  }

  filtered() {
    sessionStorage.setItem(this.filterKey, JSON.stringify(this.light.texts()));
    this.place.api?.setStateValue("filters", this.light.texts());
    this.legend();
    this.redraw();
  }

  legend() { paintLegend(this.legendBox, this.chipBox, this); }

  fold(folded) {
    this.folded = folded;
    this.legend();
    if (this.camera.fitted) this.camera.fit(true);
  }

  // ---- words ------------------------------------------------------------------------------------------------
  notice(notice) { this.notices.show(notice); }

  destroy() {
    this.notices.close();
    this.observer.disconnect();
    this.hands?.close();
    this.screen?.close();
    this.story.leave();
    this.log.onChange = null;
    this.network?.destroy();
  }
}
