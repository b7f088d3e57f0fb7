// Hands on the canvas: mouse, finger and keyboard come together here and are handed on to whoever knows what to do.
import { Acts, named, real } from "./acts.js";
import { Drags } from "./drop.js";
import { hit, labelAt, unit } from "./grasp.js";
import { press } from "./keys.js";
import { Lasso } from "./lasso.js";
import { attitudeItems, emptyMenu, groupMenu, otherMenu, personMenu, roleItems, severalMenu, tieMenu } from "./menus.js";
import { Pointer } from "./pointer.js";
import { Reach } from "./reach.js";
import { Reader } from "./reader.js";
import { halves } from "./shape.js";
import { frame, TieHands } from "./tie_hands.js";
import { tieAt } from "./ties.js";
import { Toolbar } from "./toolbar.js";

const NEXT = 130; // map units: where the next of several new people goes

export class Hands {
  constructor(map) {
    Object.assign(this, { map, mode: "", accent: "#6457d6" });
    map.hands = this;
    this.acts = new Acts(map);
    this.ties = new TieHands(this);
    this.lasso = new Lasso(this);
    this.drags = new Drags(this);
    this.reach = new Reach(this);
    this.bar = new Toolbar(this);
    this.reader = new Reader(this);
    this.mouse = new Pointer(this);
    this.listen();
  }

  listen() {
    const { map } = this, { network, root } = map, { signal } = (this.done = new AbortController());
    network.on("oncontext", ({ event, pointer }) => {
      event.preventDefault();
      this.context({ dom: pointer.DOM, ...pointer.canvas });
    });
    network.on("dragStart", ({ nodes }) => this.drags.begin(nodes));
    network.on("dragging", ({ pointer }) => this.drags.drag(pointer));
    network.on("dragEnd", ({ nodes }) => this.drags.end(nodes));
    network.on("zoom", () => {
      this.mouse.hush();
      map.camera.keep();
    });
    root.addEventListener("pointerdown", (event) => { if (map.popup.box && !map.popup.holds(event.composedPath()[0])) map.popup.away(); }, { capture: true, signal });
    root.addEventListener("keydown", (event) => {
      this.mouse.hush();
      press(this, event);
    }, { signal });
    root.addEventListener("focus", () => this.reader.focused(), { signal });
    root.addEventListener("blur", () => this.reach.let(true), { signal });
    this.mouse.listen(signal);
    this.high = new ResizeObserver(() => root.style.setProperty("--pm-tools", `${this.bar.bar.offsetHeight}px`));
    this.high.observe(this.bar.bar);
  }

  // After every patch.
  refresh() {
    const { allowed } = this.acts;
    if (this.editable !== allowed) this.map.network.setOptions({ interaction: { dragNodes: allowed, multiselect: false } });
    this.editable = allowed; // several are chosen by us: vis would collect them behind our back
    this.mouse.hush();
    this.bar.refresh();
    this.drags.settle();
    this.acts.arrived();
    this.reader.refresh();
  }

  close() {
    this.done.abort();
    this.high.disconnect();
    this.reader.close();
  }

  setMode(mode) {
    this.mode = this.mode === mode ? "" : mode;
    this.ties.from = null;
    this.ties.light();
    this.map.root.dataset.mode = this.mode;
    this.bar.refresh();
    this.map.redraw();
  }

  tieMode() {
    const node = this.map.nodes.get(this.map.selected);
    if (node && this.mode !== "tie") this.ties.start(node.id); else this.setMode("tie");
  }

  // ---- menus ------------------------------------------------------------------------------------------------
  context(point) {
    const { map } = this, { chosen } = map.light, node = hit(map, point)?.node ?? labelAt(map, point.dom), tie = node ? null : tieAt(map, point.x, point.y);
    map.root.focus({ preventScroll: true });
    if (node && !(chosen.size > 1 && chosen.has(node.id))) map.select(node.id);
    if (tie) map.select(tie.id);
    this.menuOf(node, tie, point);
  }

  menuOf(node, tie, point) {
    const { map } = this, { chosen } = map.light, several = node && chosen.size > 1 && chosen.has(node.id);
    const items = several ? severalMenu(map, this.subject()) : tie ? tieMenu(map, tie) : !node ? emptyMenu(map, point)
      : node.pm.what === "person" ? personMenu(map, node) : node.pm.what === "group" ? groupMenu(map, node) : otherMenu(map, node);
    map.popup.menu(point.dom.x + 4, point.dom.y + 4, items);
  }

  // The menu by keyboard: beside whatever is selected.
  menuHere() {
    const { map } = this, node = this.reach.here, tie = map.ties.get(map.selected);
    const [a, b] = [map.nodes.get(tie?.from), map.nodes.get(tie?.to)], at = node ?? (tie ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : map.network.getViewPosition());
    this.menuOf(node, tie, { ...at, dom: map.network.canvasToDOM(at) });
  }

  attitudes(ids, dom = this.beside(ids)) { this.open(dom, this.map.texts.attitude, attitudeItems(this.map, ids)); }

  roles(ids, dom = this.beside(ids)) { this.open(dom, this.map.texts.roles, roleItems(this.map, ids)); }

  open(dom, heading, items) { this.map.popup.menu(dom.x, dom.y, [{ heading }, ...items]); }

  beside(ids) {
    const node = this.map.nodes.get(ids.at(-1));
    return this.map.network.canvasToDOM({ x: node.x + node.size, y: node.y });
  }

  // ---- whom it is about -------------------------------------------------------------------------------------
  // Everybody who is selected.
  subject() {
    const { map } = this, { chosen } = map.light;
    if (chosen.size > 1) return [...chosen].filter((id) => map.nodes.get(id)?.pm.what === "person");
    return map.nodes.get(map.selected)?.pm.what === "person" ? [map.selected] : [];
  }

  // Everybody whom neither a filter nor an answer has put in the dark: who is hardly seen is not caught with the others.
  shown() {
    const { map } = this, cast = map.light.cast();
    return map.people().filter((one) => map.light.passes(one) && cast?.has(one.id) !== false);
  }

  choose(ids) {
    const { map } = this;
    if (ids.length < 2) return map.select(ids[0] ?? null);
    if (map.selected) map.select(null);
    map.choose(ids);
  }

  toggle(id) {
    const now = this.subject();
    this.reach.at = id;
    this.choose(now.includes(id) ? now.filter((one) => one !== id) : [...now, id]);
  }

  // ---- what hands do ----------------------------------------------------------------------------------------
  addPerson(point) {
    const { map } = this, { texts } = map, dom = map.network.canvasToDOM(point);
    if (this.mode === "person") this.setMode("person");
    map.popup.ask(dom.x, dom.y - 18, { hint: texts.name_hint, more: texts.next_person, done: (name) => this.acts.person(name, point),
      next: () => this.addPerson(this.beyond(point)) });
  }

  // To the right, where nobody stands yet.
  beyond({ x, y }) {
    const free = (at) => [...this.map.nodes.values()].every((node) => Math.hypot(node.x - at.x, node.y - at.y) > NEXT * 0.6);
    for (let k = 2; k < 24; k++) if (free({ x: x + (k * NEXT) / 2, y })) return { x: x + (k * NEXT) / 2, y };
    return { x: x + NEXT, y };
  }

  rename(node) {
    if (!named(node)) return;
    const { map } = this, box = (map.labelBoxes ?? []).find((b) => b.kind === "name" && b.id === node.id);
    const dom = map.network.canvasToDOM({ x: node.x, y: node.y + halves(node)[1] });
    map.popup.ask(box ? (box.left + box.right) / 2 : dom.x, (box ? box.top : dom.y) - 8, { value: node.label, hint: map.texts.name_hint,
      done: (name) => this.acts.rename(node, name) });
  }

  remove() {
    const { map } = this, ids = map.light.chosen.size > 1 ? this.subject() : [map.selected].filter(Boolean);
    if (ids.length && (named(map.nodes.get(ids[0])) || real(map.ties.get(ids[0])))) this.acts.remove(ids);
  }

  leaveOut(ids) { this.acts.leaveOut(ids); }

  enter() {
    const { map } = this, tie = map.ties.get(map.selected), { from } = this.ties;
    if (this.reach.moving) this.reach.let(true);
    else if (this.mode === "tie" && from && map.nodes.has(map.selected) && map.selected !== from) {
      this.ties.pick(map.nodes.get(from), map.nodes.get(map.selected), this.beside([map.selected]));
    } else if (this.mode === "person") this.addPerson(map.network.getViewPosition());
    else if (tie) this.reach.across(tie);
    else this.menuHere();
  }

  // One thing at a time, the latest first.
  escape() {
    const { map } = this;
    if (map.popup.box) map.popup.back();
    else if (this.reach.moving) this.reach.let(false);
    else if (this.drags.start) this.drags.cancel();
    else if (this.mouse.holding) this.mouse.release();
    else if (this.mode) this.setMode(this.mode);
    else if (map.selected || map.light.chosen.size) map.select(null);
    else if (map.light.filters.size) map.showAll();
  }

  // ---- what is seen -----------------------------------------------------------------------------------------
  paint(ctx) {
    const { map } = this, { chosen } = map.light;
    if (chosen.size > 1) for (const id of chosen) if (map.nodes.has(id)) frame(ctx, map.nodes.get(id), unit(map) * 0.8, this.accent, [5, 4]);
    this.ties.paint(ctx);
    this.drags.paint(ctx);
    this.lasso.paint(ctx);
  }
}
