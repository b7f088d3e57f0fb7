// Drawing ties: from the dot beside somebody, with Shift, or in tie mode (drag, or one click after the other); and taking
// a selected tie by one end to somebody else.
import { real } from "./acts.js";
import { fill } from "./dom.js";
import { gripOf, hit, MOVED_PX, near, unit } from "./grasp.js";
import { along, routeOf } from "./routes.js";
import { halves } from "./shape.js";

const ENDS = { source: "from", target: "to" }, LAST = "powermap-last-tie";
export const STRENGTHS = [["weak", 0.3], ["medium", 0.6], ["strong", 1]];

export function lastTie() {
  try { return JSON.parse(localStorage.getItem(LAST) ?? "null") ?? {}; } catch { return {}; }
}

// The kinds of tie that can be between two, the one used last first.
export function kindsBetween(map, from, to) {
  const fits = map.base.kinds.filter((k) => k.source === from.pm.what && k.target === to.pm.what), last = lastTie().kind;
  return [...fits.filter((k) => k.code === last), ...fits.filter((k) => k.code !== last)];
}

export class TieHands {
  constructor(hands) { Object.assign(this, { hands, map: hands.map, drag: null, from: null }); }

  // ---- handles ----------------------------------------------------------------------------------------------
  // Whose dot is shown: under the mouse, else the selected (a finger does not hover).
  holder() {
    const { map } = this, node = this.hands.mode === "tie" ? null : map.nodes.get(map.hover) ?? (map.light.chosen.size > 1 ? null : map.nodes.get(map.selected));
    return node && (this.hands.acts.allowed || map.workshop?.draws) && map.base.kinds.some((k) => k.source === node.pm.what) ? node : null;
  }

  ends() {
    const { map } = this, tie = map.ties.get(map.selected), a = map.nodes.get(tie?.from), b = map.nodes.get(tie?.to);
    const route = a && b && real(tie) && this.hands.acts.allowed ? routeOf(tie, a, b, map) : null;
    if (!route) return [];
    const [p, q] = [along(route, 0), along(route, 1)], t = Math.min(0.3, (15 * unit(map)) / (Math.hypot(p.x - q.x, p.y - q.y) || 1));
    return [{ end: "source", tie, ...along(route, t) }, { end: "target", tie, ...along(route, 1 - t) }];
  }

  // ---- mouse ------------------------------------------------------------------------------------------------
  press(event, point) {
    const { map, hands } = this, end = this.ends().find((e) => near(map, e, point));
    if (!hands.acts.allowed && !map.workshop?.draws) return false;
    if (end) this.drag = { end: end.end, tie: end.tie, from: map.nodes.get(end.tie[ENDS[end.end === "source" ? "target" : "source"]]) };
    else {
      const holder = this.holder(), under = hit(map, point)?.node;
      const onGrip = holder && near(map, gripOf(map, holder), point);
      const from = onGrip ? holder : (hands.mode === "tie" || event.shiftKey || map.workshop?.draws) && under ? under : null;
      if (!from) return false;
      this.drag = { from, onGrip, toggles: event.shiftKey && !onGrip };
    }
    Object.assign(this.drag, { to: point, start: point.dom });
    return true;
  }

  move(point) {
    const { map, drag } = this, target = hit(map, point, drag.from)?.node;
    Object.assign(drag, { to: point, target: target && this.fits(drag, target) ? target : null });
    drag.moved ||= Math.hypot(point.dom.x - drag.start.x, point.dom.y - drag.start.y) > MOVED_PX;
    this.light();
    map.root.dataset.target = drag.target?.id ?? "";
    map.redraw();
  }

  fits({ tie, end, from }, target) {
    if (!tie) return target.pm.what !== "group";
    const ends = this.map.base.kinds.filter((k) => k.code === tie.pm.kind).map((k) => k[end]);
    return target !== from && (!ends.length || ends.includes(target.pm.what));
  }

  release(point) {
    const { map, drag, hands } = this;
    this.cancel();
    if (drag.moved) {
      if (!drag.target) return;
      if (!drag.tie) return this.pick(drag.from, drag.target, point.dom);
      if (drag.target.id !== drag.tie[ENDS[drag.end]]) hands.acts.reconnect(drag.tie, drag.end, drag.target.id);
      return;
    }
    if (drag.tie) return;
    if (drag.toggles) return hands.toggle(drag.from.id);
    if (this.from && this.from !== drag.from.id && map.nodes.has(this.from)) return this.pick(map.nodes.get(this.from), drag.from, point.dom);
    this.start(drag.from.id); // one click here, the next on whom it leads to
  }

  cancel() {
    this.drag = null;
    this.light();
    this.map.root.dataset.target = "";
    this.map.redraw();
  }

  // While a tie looks for its other end everybody is in the light.
  light() {
    const { light } = this.map, all = this.hands.mode === "tie" || Boolean(this.drag?.moved);
    if (all === (this.steps !== undefined)) return;
    [this.steps, light.steps] = all ? [light.steps, 0] : [undefined, this.steps];
    light.forget();
  }

  // ---- one after the other (finger, keyboard) ---------------------------------------------------------------
  start(id) {
    const { map, hands } = this;
    if (hands.mode !== "tie") hands.setMode("tie");
    this.from = id;
    map.select(id);
    hands.reader.say(fill(map.texts.tie_from, { who: map.nodes.get(id).label }));
    map.redraw();
  }

  // Which kind, and how strong.
  pick(from, to, dom) {
    const { map, hands } = this, kinds = kindsBetween(map, from, to), last = lastTie();
    if (hands.mode === "tie") hands.setMode("");
    if (map.workshop?.on) return map.workshop.drawn(from, to);
    if (!kinds.length) return hands.acts.say(map.texts.no_kind, "error");
    const weighed = [from, to].some((node) => node.pm.what === "person");
    let strength = weighed ? last.strength ?? null : null;
    const chips = STRENGTHS.map(([name, value]) => ({ label: map.texts[name], on: value === strength, pick: () => {
      strength = strength === value ? null : value;
      return strength !== null;
    } }));
    map.popup.menu(dom.x + 8, dom.y + 8, [{ heading: `${from.label} → ${to.label}` },
      ...kinds.map((k) => ({ label: k.name, colour: k.colour, pick: () => {
        localStorage.setItem(LAST, JSON.stringify({ kind: k.code, strength: weighed ? strength : last.strength }));
        hands.acts.tie(k.code, from.id, to.id, strength);
      } })), ...(weighed ? [{ line: true }, { chips, label: map.texts.strength, icon: "strength" }] : [])]);
  }

  // ---- what is seen -----------------------------------------------------------------------------------------
  paint(ctx) {
    const { map, drag } = this, holder = drag || map.busy ? null : this.holder(), accent = map.hands.accent;
    if (holder) dot(ctx, gripOf(map, holder), unit(map), accent, true);
    for (const end of drag ? [] : this.ends()) dot(ctx, end, unit(map) * 0.86, accent, false);
    const from = drag?.from ?? (map.hands.mode === "tie" ? map.nodes.get(this.from) : null), to = drag ? drag.target ?? drag.to : map.hands.mouse.at;
    if (!from || !to || (drag && !drag.moved && !drag.onGrip)) return;
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
    ctx.lineWidth = 2.6 * unit(map);
    ctx.strokeStyle = accent;
    ctx.setLineDash(drag?.target ? [] : [7 * unit(map), 6 * unit(map)]);
    ctx.stroke();
    ctx.setLineDash([]);
    if (drag?.target) frame(ctx, drag.target, unit(map), accent);
  }
}

// A round handle; with an arrow it says "draw from here".
function dot(ctx, { x, y }, u, colour, arrow) {
  ctx.beginPath();
  ctx.arc(x, y, 7.2 * u, 0, 2 * Math.PI);
  ctx.fillStyle = arrow ? colour : "#ffffff";
  ctx.fill();
  ctx.lineWidth = (arrow ? 1.6 : 2.6) * u;
  ctx.strokeStyle = arrow ? "#ffffff" : colour;
  ctx.stroke();
  if (!arrow) return;
  ctx.beginPath();
  ctx.moveTo(x - 3.2 * u, y);
  ctx.lineTo(x + 3.2 * u, y);
  ctx.moveTo(x + 0.4 * u, y - 2.8 * u);
  ctx.lineTo(x + 3.4 * u, y);
  ctx.lineTo(x + 0.4 * u, y + 2.8 * u);
  ctx.stroke();
}

// Round somebody: this one is meant.
export function frame(ctx, node, u, colour, dash = []) {
  const [w, h] = halves(node), gap = 7 * u;
  ctx.beginPath();
  if (node.pm.w) ctx.roundRect(node.x - w - gap, node.y - h - gap, 2 * (w + gap), 2 * (h + gap), 12 * u);
  else ctx.arc(node.x, node.y, w + gap, 0, 2 * Math.PI);
  ctx.lineWidth = 2.6 * u;
  ctx.strokeStyle = colour;
  ctx.setLineDash(dash.map((d) => d * u));
  ctx.stroke();
  ctx.setLineDash([]);
}
