// Hands on the canvas: toolbar, mouse, menus and keys. Every edit is an operation in the log; the server answers
// with a patch, and only then is it on the map.
import { element } from "./dom.js";
import { partAt } from "./people.js";
import { tieAt } from "./ties.js";

const HANDLE = 13;

export class Hands {
  constructor(map) {
    this.map = map;
    this.mode = "";
    this.bar = element("div", "pm-toolbar", undefined, { role: "toolbar" });
    map.root.append(this.bar);
    const { network, stage, root } = map;
    network.on("click", (event) => this.click(event));
    network.on("doubleClick", (event) => this.doubleClick(event));
    network.on("oncontext", (event) => this.context(event));
    network.on("dragStart", (event) => this.dragStart(event));
    network.on("dragEnd", (event) => this.dragEnd(event));
    network.on("zoom", () => map.keepView());
    network.on("hoverNode", ({ node }) => this.over(node));
    stage.addEventListener("pointerdown", (event) => this.press(event), true);
    stage.addEventListener("pointermove", (event) => this.move(event), true);
    stage.addEventListener("pointerup", (event) => this.release(event), true);
    root.addEventListener("pointerdown", (event) => { if (!map.popup.box?.contains(event.composedPath()[0])) map.popup.close(); });
    root.addEventListener("keydown", (event) => this.key(event));
  }

  // ---- toolbar ----------------------------------------------------------------------------------------------
  toolbar() {
    const { map } = this, { texts } = map, undo = map.data.undo ?? {};
    const state = JSON.stringify([this.mode, undo, texts]);
    if (state === this.shown) return;
    this.shown = state;
    const button = (name, label, title, act, options = {}) => {
      const made = element("button", "pm-tool" + (options.on ? " on" : ""), label, { type: "button", title, "data-tool": name });
      made.disabled = Boolean(options.off);
      made.addEventListener("click", () => { act(); map.root.focus(); });
      return made;
    };
    this.bar.replaceChildren(
      button("person", `+ ${texts.person}`, `${texts.person_hint} (E)`, () => this.setMode("person"), { on: this.mode === "person" }),
      button("tie", `↗ ${texts.tie}`, `${texts.tie_hint} (C)`, () => this.setMode("tie"), { on: this.mode === "tie" }),
      button("undo", "↶", undo.undo ? `${texts.undo}: ${undo.undo} (Ctrl+Z)` : texts.undo, () => map.log.add("undo", {}), { off: !undo.undo }),
      button("redo", "↷", undo.redo ? `${texts.redo}: ${undo.redo} (Ctrl+Shift+Z)` : texts.redo, () => map.log.add("redo", {}), { off: !undo.redo }),
      button("tidy", texts.tidy, texts.tidy_hint, () => map.log.add("tidy", {})),
      button("fit", texts.fit, `${texts.fit} (\\)`, () => { map.fit(); map.redraw(); }));
  }

  setMode(mode) {
    this.mode = this.mode === mode ? "" : mode;
    this.map.root.dataset.mode = this.mode;
    this.toolbar();
    this.map.redraw();
  }

  // ---- mouse ------------------------------------------------------------------------------------------------
  at(event) {
    const box = this.map.stage.getBoundingClientRect();
    const dom = { x: event.clientX - box.left, y: event.clientY - box.top };
    return { dom, canvas: this.map.network.DOMtoCanvas(dom) };
  }

  personAt({ x, y }) {
    let best = null;
    for (const node of this.map.nodes.values()) {
      if (Math.hypot(node.x - x, node.y - y) <= node.size + 4) best = node;
    }
    return best;
  }

  over(id) {
    if (this.map.hover === id || this.drawing) return;
    this.map.hover = id;
    this.map.redraw();
  }

  handle(node) { return { x: node.x + node.size + HANDLE, y: node.y }; }

  press(event) {
    const { map } = this, { canvas } = this.at(event);
    if (event.button !== 0) return;
    const grip = map.hover && map.nodes.get(map.hover);
    const onHandle = grip && Math.hypot(this.handle(grip).x - canvas.x, this.handle(grip).y - canvas.y) < HANDLE * 0.8;
    const from = onHandle ? grip : this.mode === "tie" || event.shiftKey ? this.personAt(canvas) : null;
    if (!from) return;
    event.stopPropagation();
    event.preventDefault();
    map.stage.setPointerCapture(event.pointerId);
    this.drawing = { from, to: canvas };
  }

  move(event) {
    const { map } = this;
    if (!this.drawing) {
      this.keepHover(this.at(event).canvas);
      return;
    }
    event.stopPropagation();
    this.drawing.to = this.at(event).canvas;
    const target = this.personAt(this.drawing.to);
    this.drawing.target = target && target !== this.drawing.from ? target : null;
    map.redraw();
  }

  // The handle lies beside the person: the hover lasts while the mouse is on its way there (vis would end it).
  keepHover({ x, y }) {
    const { map } = this, node = map.hover && map.nodes.get(map.hover);
    if (node && Math.hypot(node.x - x, node.y - y) > node.size + 2 * HANDLE) this.over(null);
  }

  release(event) {
    const { map, drawing } = this;
    if (!drawing) return;
    event.stopPropagation();
    this.drawing = null;
    map.redraw();
    if (!drawing.target) return;
    const { dom } = this.at(event), pair = [drawing.from, drawing.target];
    const kinds = map.data.kinds.filter((k) => k.source === pair[0].pm.what && k.target === pair[1].pm.what);
    const heading = `${pair[0].label} → ${pair[1].label}`;
    const items = kinds.map((k) => ({ label: k.name, colour: k.colour, pick: () => {
      map.log.add("tie", { kind: k.code, from: pair[0].id, to: pair[1].id });
      if (this.mode === "tie") this.setMode("tie");
    } }));
    if (items.length) map.popup.menu(dom.x + 6, dom.y + 6, [{ heading }, ...items]);
    else map.notice({ id: `no-kind-${Date.now()}`, text: map.texts.no_kind, level: "error" });
  }

  click({ nodes, pointer, event }) {
    const { map } = this, { canvas, DOM } = pointer;
    map.root.focus({ preventScroll: true });
    if (this.mode === "person") return this.addPerson(DOM, canvas);
    const node = map.nodes.get(nodes[0]);
    if (node) {
      const part = partAt(node, canvas.x, canvas.y);
      map.select(node.id);
      if (part === "sign") this.attitudes(node, DOM);
      if (part === "badge") this.roles(node, DOM);
      return;
    }
    if (event?.srcEvent?.type === "pointercancel") return;
    map.select(tieAt(map, canvas.x, canvas.y)?.id ?? null);
  }

  doubleClick({ nodes, pointer }) {
    const node = this.map.nodes.get(nodes[0]);
    if (node) this.rename(node);
    else if (!tieAt(this.map, pointer.canvas.x, pointer.canvas.y)) this.addPerson(pointer.DOM, pointer.canvas);
  }

  dragStart({ nodes }) {
    const { map } = this;
    map.busy = true;
    map.dragging = new Set(nodes);
  }

  dragEnd({ nodes }) {
    const { map } = this;
    map.busy = false;
    map.dragging = null;
    if (!nodes.length) return map.keepView();
    const places = {};
    for (const id of nodes) {
      const { x, y } = map.network.body.nodes[id] ?? {};
      if (x !== undefined) places[id] = [Math.round(x), Math.round(y)];
    }
    map.log.add("move", { places });
    map.network.unselectAll();
    map.redraw();
  }

  // ---- edits ------------------------------------------------------------------------------------------------
  addPerson(dom, canvas) {
    if (this.mode === "person") this.setMode("person");
    this.map.popup.ask(dom.x - 90, dom.y - 18, "", this.map.texts.name_hint, (name) =>
      this.map.log.add("person", { name, x: Math.round(canvas.x), y: Math.round(canvas.y) }));
  }

  rename(node) {
    const dom = this.map.network.canvasToDOM({ x: node.x, y: node.y + node.size });
    this.map.popup.ask(dom.x - 90, dom.y, node.label, this.map.texts.name_hint, (name) =>
      this.map.log.add("rename", { id: node.id, name, was: node.label }));
  }

  attitudes(node, dom) {
    const { map } = this;
    map.popup.menu(dom.x, dom.y, [{ heading: map.texts.attitude }, ...map.data.attitudes.map(({ code, name }) => ({
      label: name, colour: map.palette.attitude[code], on: node.pm.attitude === code,
      pick: () => map.log.add("attitude", { id: node.id, code }) }))]);
  }

  roles(node, dom) {
    const { map } = this, held = node.pm.roles;
    map.popup.menu(dom.x, dom.y, [{ heading: map.texts.roles }, ...map.data.roles.map(({ code, name }) => ({
      label: name, on: held.includes(code), pick: () => map.log.add("role", { id: node.id, code, on: !held.includes(code) }) }))]);
  }

  context({ event, pointer }) {
    event.preventDefault();
    const { map } = this, { texts } = map, { DOM: dom, canvas } = pointer;
    const node = this.personAt(canvas), tie = node ? null : tieAt(map, canvas.x, canvas.y);
    const item = (label, pick) => ({ label, pick });
    if (node?.pm.what === "person") {
      map.select(node.id);
      map.popup.menu(dom.x, dom.y, [{ heading: node.label },
        item(texts.attitude + "…", () => this.attitudes(node, dom)), item(texts.roles + "…", () => this.roles(node, dom)),
        item(texts.rename, () => this.rename(node)),
        ...(node.pm.pinned ? [item(texts.unpin, () => map.log.add("unpin", { id: node.id }))] : []),
        item(texts.delete, () => this.remove(node.id))]);
    } else if (node || tie) {
      map.select((node ?? tie).id);
      map.popup.menu(dom.x, dom.y, [{ heading: node ? node.label : map.tieName(tie) }, item(texts.delete, () => this.remove((node ?? tie).id))]);
    } else {
      map.popup.menu(dom.x, dom.y, [item(texts.person_hint, () => this.addPerson(dom, canvas)), item(texts.fit, () => { map.fit(); map.redraw(); })]);
    }
  }

  remove(id) {
    this.map.select(null);
    this.map.log.add("delete", { id });
  }

  // ---- keys -------------------------------------------------------------------------------------------------
  key(event) {
    event.stopPropagation();
    if (event.target.tagName === "INPUT") return;
    const { map } = this, node = map.nodes.get(map.selected), ctrl = event.ctrlKey || event.metaKey;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const zoom = (factor) => { map.network.moveTo({ scale: map.network.getScale() * factor }); map.keepView(); };
    const acts = ctrl ? { z: () => map.log.add(event.shiftKey ? "redo" : "undo", {}), y: () => map.log.add("redo", {}) } : {
      e: () => this.setMode("person"), c: () => this.setMode("tie"), r: () => node && this.rename(node),
      Delete: () => map.selected && this.remove(map.selected), Backspace: () => map.selected && this.remove(map.selected),
      Escape: () => { map.popup.close(); if (this.mode) this.setMode(this.mode); else if (map.filter) map.setFilter(null); else map.select(null); },
      "[": () => zoom(1 / 1.2), "]": () => zoom(1.2), "\\": () => { map.fit(); map.redraw(); } };
    if (!acts[name]) return;
    event.preventDefault();
    acts[name]();
  }

  // ---- what the hands show ----------------------------------------------------------------------------------
  paint(ctx) {
    const { map, drawing } = this, grip = map.hover && map.nodes.get(map.hover);
    if (grip && !drawing && !map.busy) {
      const h = this.handle(grip);
      ctx.beginPath();
      ctx.arc(h.x, h.y, 7, 0, 2 * Math.PI);
      ctx.fillStyle = "#6457d6";
      ctx.fill();
      ctx.beginPath();
      ctx.moveTo(h.x - 3, h.y);
      ctx.lineTo(h.x + 3, h.y);
      ctx.moveTo(h.x + 0.5, h.y - 2.8);
      ctx.lineTo(h.x + 3.4, h.y);
      ctx.lineTo(h.x + 0.5, h.y + 2.8);
      ctx.lineWidth = 1.5;
      ctx.strokeStyle = "#ffffff";
      ctx.stroke();
    }
    if (!drawing) return;
    const end = drawing.target ?? drawing.to;
    ctx.beginPath();
    ctx.moveTo(drawing.from.x, drawing.from.y);
    ctx.lineTo(end.x, end.y);
    ctx.lineWidth = 3 / Math.max(map.scale, 0.5);
    ctx.strokeStyle = "#6457d6";
    ctx.setLineDash(drawing.target ? [] : [8, 6]);
    ctx.stroke();
    ctx.setLineDash([]);
    if (!drawing.target) return;
    ctx.beginPath();
    ctx.arc(end.x, end.y, drawing.target.size + 8, 0, 2 * Math.PI);
    ctx.stroke();
  }
}
