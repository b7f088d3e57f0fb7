// Dragging people: one or several to another place, one onto another (reports to), in the grid into another column
// (another attitude). Who has no place of his own there goes back.
import { movable } from "./acts.js";
import { fill } from "./dom.js";
import { hit, unit } from "./grasp.js";
import { frame } from "./tie_hands.js";
import { font } from "./words.js";

const HOVER_MS = 250;

export class Drags {
  constructor(hands) { Object.assign(this, { hands, map: hands.map, start: null, over: null, loose: new Map() }); }

  // Before vis looks who is selected: one of several takes all of them along.
  prepare(point) {
    const { map } = this, node = hit(map, point)?.node, several = node && map.light.chosen.size > 1 && map.light.chosen.has(node.id);
    map.network.selectNodes(several ? [...map.light.chosen].filter((id) => map.nodes.has(id)) : [], false);
  }

  begin(ids) {
    const { map } = this;
    map.busy = true;
    map.root.dataset.hand = "drag";
    map.dragging = new Set(ids);
    this.start = new Map(ids.map((id) => [id, { x: map.nodes.get(id).x, y: map.nodes.get(id).y }]));
    this.dropped = false;
  }

  drag(pointer) {
    const { map } = this, [id, ...others] = this.start?.keys() ?? [], one = map.nodes.get(id);
    this.column = this.columns.find((c) => pointer.canvas.x >= c.left && pointer.canvas.x < c.right) ?? null;
    const under = one && !others.length && !this.columns.length && one.pm.what === "person" ? hit(map, pointer.canvas, one)?.node : null;
    const over = under?.pm.what === "person" ? under : null;
    if (over === (this.over?.node ?? null)) return;
    clearTimeout(this.over?.timer);
    this.over = over && { node: over, armed: false, timer: setTimeout(() => this.arm(), HOVER_MS) };
    map.root.dataset.drop = "";
  }

  arm() {
    if (!this.over || !this.map.dragging) return;
    this.over.armed = true;
    this.map.root.dataset.drop = this.over.node.id;
    this.map.redraw();
  }

  get columns() { return this.map.backdrop.axes?.x?.columns ?? []; }

  end(ids) {
    const { map, over, start } = this, { acts } = this.hands;
    clearTimeout(over?.timer);
    Object.assign(map, { busy: false, dragging: null });
    Object.assign(this, { over: null, start: null, column: null });
    map.root.dataset.drop = map.root.dataset.hand = "";
    map.network.unselectAll();
    if (!ids.length) return map.camera.keep();
    map.track();
    const nodes = ids.map((id) => map.nodes.get(id)).filter(Boolean);
    const stay = this.dropped || !acts.allowed || over?.armed ? [] : this.columns.length ? this.regard(nodes) : this.put(nodes, start);
    if (over?.armed && !this.dropped) acts.boss(ids[0], over.node.id);
    this.back(nodes.filter((n) => !stay.includes(n)), start);
    this.dropped = false;
    map.redraw();
  }

  // Where they were dropped.
  put(nodes, start) {
    const moved = nodes.filter((n) => Math.hypot(n.x - start.get(n.id).x, n.y - start.get(n.id).y) > 0.5);
    const stay = moved.filter(movable);
    if (stay.length) this.watch(stay, this.hands.acts.move(Object.fromEntries(stay.map((n) => [n.id, n]))));
    return stay;
  }

  // Let go of everything without a word.
  cancel() { this.dropped = Boolean(this.start); }

  // In the grid: into which column, and so which attitude. They stay where they were dropped until the answer comes.
  regard(nodes) {
    const wanted = new Map();
    for (const node of nodes) {
      const column = this.columns.find((c) => node.x >= c.left && node.x < c.right);
      if (node.pm.what === "person" && column && column.code !== node.pm.attitude) wanted.set(column.code, [...(wanted.get(column.code) ?? []), node]);
    }
    for (const [code, those] of wanted) this.watch(those, this.hands.acts.attitude(those.map((n) => n.id), code));
    return [...wanted.values()].flat();
  }

  back(nodes, start) {
    for (const node of nodes) if (start?.has(node.id)) this.map.glide(node.id, node, start.get(node.id));
  }

  // What was dropped lies where it was dropped until the server has answered; then where the server says.
  watch(nodes, number) { for (const { id } of nodes) this.loose.set(id, number); }

  settle() {
    const { map } = this, waiting = new Set(map.log.queue.map((op) => op.n));
    for (const [id, number] of this.loose) {
      if (waiting.has(number)) continue;
      this.loose.delete(id);
      const node = map.nodes.get(id);
      if (!node || map.dragging?.has(id) || map.gliding?.has(id)) continue;
      const { x, y } = JSON.parse(node.text);
      if (Math.hypot(node.x - x, node.y - y) > 1.5) map.glide(id, node, { x, y });
    }
  }

  // ---- what is seen -----------------------------------------------------------------------------------------
  paint(ctx) {
    const { map, over, column } = this, u = unit(map), [id] = this.start?.keys() ?? [], one = map.nodes.get(id);
    if (column && one && column.code !== one.pm.attitude) {
      const [, top, , bottom] = map.backdrop.bounds, name = map.base.attitudes.find((a) => a.code === column.code)?.name ?? column.code;
      ctx.fillStyle = `${map.palette.attitude[column.code]}2e`;
      ctx.fillRect(column.left, top, column.right - column.left, bottom - top);
      words(ctx, map, `→ ${name}`, one.x, one.y - one.size - 22 * u);
    }
    if (!over?.armed || !one) return;
    frame(ctx, over.node, u, map.hands.accent);
    words(ctx, map, fill(map.texts.reports_to, { who: over.node.label }), over.node.x, over.node.y - Math.max(over.node.size, one.size) - 26 * u);
  }
}

// What letting go would do, over everything.
function words(ctx, map, text, x, y) {
  const u = unit(map), size = 13 * u;
  ctx.font = font(size, 650);
  const half = ctx.measureText(text).width / 2 + 10 * u;
  ctx.beginPath();
  ctx.roundRect(x - half, y - 12 * u, 2 * half, 24 * u, 12 * u);
  ctx.fillStyle = map.hands.accent;
  ctx.fill();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = "#ffffff";
  ctx.fillText(text, x, y + u);
}
