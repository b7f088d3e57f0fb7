// The way of a tie from rim to rim: a curve that goes round faces, an elbow of a tree, or a straight line.
import { boxed, halves, rim } from "./shape.js";

const CORNER = 9, ROUND_FACES = 420; // more ties than this keep to their curve
const SHIFTS = [0, 0.1, -0.1, 0.2, -0.2, 0.32, -0.32, 0.5, -0.5];

export function curve(from, to, bend) {
  const dx = to.x - from.x, dy = to.y - from.y;
  return { x: (from.x + to.x) / 2 - dy * bend, y: (from.y + to.y) / 2 + dx * bend };
}

export function pointOn(a, c, b, t) {
  const u = 1 - t;
  return { x: u * u * a.x + 2 * u * t * c.x + t * t * b.x, y: u * u * a.y + 2 * u * t * c.y + t * t * b.y };
}

// From rim to rim: {a, c, b} of a quadratic curve, or {points} of a tree's elbow; null when the two overlap.
export function routeOf(tie, from, to, map) {
  const { pm } = tie;
  if (pm.route === "tree") return elbow(from, to, pm.side ?? "top");
  const bend = pm.route === "straight" ? 0 : pm.bend + shiftOf(map, tie, from, to);
  const c = curve(from, to, bend);
  const a = trimmed(from, c), b = trimmed(to, c);
  if ((b.x - a.x) * (to.x - from.x) + (b.y - a.y) * (to.y - from.y) <= 0) return null;
  return { a, c, b };
}

function trimmed(node, c) {
  const dx = c.x - node.x, dy = c.y - node.y, length = Math.hypot(dx, dy) || 1, [ux, uy] = [dx / length, dy / length];
  const reach = Math.min(rim(node, ux, uy) + 1, length * 0.92);
  return { x: node.x + ux * reach, y: node.y + uy * reach };
}

// From below the boss (`to`) to an edge of whoever reports (`from`); lines of one boss share a trunk.
function elbow(from, to, side) {
  const [w, h] = halves(from), [, below] = halves(to), bottom = to.y + below, points = [];
  if (side === "top" || !boxed(from)) {
    const top = from.y - h, across = Math.max((bottom + top) / 2, top - 24);
    if (top < bottom + 4) points.push({ x: to.x, y: to.y }, { x: from.x, y: from.y });
    else if (Math.abs(from.x - to.x) < 1) points.push({ x: to.x, y: bottom }, { x: from.x, y: top });
    else points.push({ x: to.x, y: bottom }, { x: to.x, y: across }, { x: from.x, y: across }, { x: from.x, y: top });
    return { points: points.reverse() };
  }
  const out = side === "left" ? -1 : 1, edge = from.x + out * w, near = (edge - to.x) * -out; // how far outside the card the boss's middle lies
  const trunk = near >= 0 && near <= 32 ? to.x : edge + out * 15;
  if (Math.abs(trunk - to.x) < halves(to)[0] - 8) points.push({ x: trunk, y: bottom });
  else points.push({ x: to.x, y: bottom }, { x: to.x, y: bottom + 14 }, { x: trunk, y: bottom + 14 });
  points.push({ x: trunk, y: from.y }, { x: edge, y: from.y });
  return { points: points.reverse() };
}

export function trace(path, route) {
  const { a, c, b, points } = route;
  if (!points) {
    path.moveTo(a.x, a.y);
    path.quadraticCurveTo(c.x, c.y, b.x, b.y);
    return;
  }
  path.moveTo(points[0].x, points[0].y);
  for (let k = 1; k < points.length - 1; k++) {
    const [p, q, r] = [points[k - 1], points[k], points[k + 1]];
    const room = Math.min(CORNER, Math.hypot(q.x - p.x, q.y - p.y) / 2, Math.hypot(r.x - q.x, r.y - q.y) / 2);
    path.arcTo(q.x, q.y, r.x, r.y, room);
  }
  path.lineTo(points.at(-1).x, points.at(-1).y);
}

// A point on the way, 0 to 1, with its direction.
export function along(route, t) {
  const { a, c, b, points } = route;
  if (!points) {
    const at = pointOn(a, c, b, t), u = 1 - t;
    return { ...at, angle: Math.atan2(u * (c.y - a.y) + t * (b.y - c.y), u * (c.x - a.x) + t * (b.x - c.x)) };
  }
  const steps = points.slice(1).map((p, k) => Math.hypot(p.x - points[k].x, p.y - points[k].y));
  let left = t * steps.reduce((sum, step) => sum + step, 0);
  for (let k = 0; k < steps.length; k++) {
    if (left > steps[k] && k < steps.length - 1) { left -= steps[k]; continue; }
    const [p, q] = [points[k], points[k + 1]], part = steps[k] ? left / steps[k] : 0;
    return { x: p.x + (q.x - p.x) * part, y: p.y + (q.y - p.y) * part, angle: Math.atan2(q.y - p.y, q.x - p.x) };
  }
  return { ...points[0], angle: 0 };
}

// ---- round the faces ------------------------------------------------------------------------------------------
// All ties of one pair are shifted together, so that they stay fanned out. Worked out again only for those who moved.
function shiftOf(map, tie, from, to) {
  if (map.ties.size > ROUND_FACES || map.nodes.size > 150) return 0;
  const held = (map.shifts ??= new Map()), pair = from.id < to.id ? `${from.id} ${to.id}` : `${to.id} ${from.id}`;
  const stamp = map.moves ?? 0, known = held.get(pair);
  if (known?.stamp === stamp) return from.id < to.id ? known.shift : -known.shift;
  const [p, q] = from.id < to.id ? [from, to] : [to, from], bend = from.id < to.id ? tie.pm.bend : -tie.pm.bend;
  let best = 0, least = Infinity;
  for (const shift of SHIFTS) {
    const cost = blocked(map, p, q, bend + shift) + Math.abs(bend + shift) * 22 + (known?.shift === shift ? -2 : 0);
    if (cost < least - 1e-9) [best, least] = [shift, cost];
    if (!shift && cost < 4) break;
  }
  held.set(pair, { stamp, shift: best });
  return from.id < to.id ? best : -best;
}

// How deep a curve runs through faces that are none of its ends.
function blocked(map, p, q, bend) {
  const c = curve(p, q, bend), left = Math.min(p.x, q.x, c.x) - 50, right = Math.max(p.x, q.x, c.x) + 50;
  const top = Math.min(p.y, q.y, c.y) - 50, bottom = Math.max(p.y, q.y, c.y) + 50, steps = Math.max(6, Math.ceil(Math.hypot(q.x - p.x, q.y - p.y) / 26));
  let cost = 0;
  for (const node of map.nodes.values()) {
    if (node === p || node === q || node.x < left || node.x > right || node.y < top || node.y > bottom) continue;
    const [w, h] = halves(node), flat = boxed(node) ? w / h : 1, clear = (boxed(node) ? h : node.size) + 7;
    let deepest = 0;
    for (let k = 1; k < steps; k++) {
      const at = pointOn(p, c, q, k / steps);
      deepest = Math.max(deepest, clear - Math.hypot((at.x - node.x) / flat, at.y - node.y));
    }
    cost += deepest;
  }
  return cost;
}

// Counts the moves of everybody (`moves`) and of all but those who are being dragged (`rest`), so that what depends on
// places is worked out only when they changed.
export function countMoves(map) {
  let all = map.nodes.size * 1e7, rest = all, k = 1;
  for (const [id, node] of map.nodes) {
    const part = (node.x * 31 + node.y) * (k % 9973);
    all += part;
    if (!map.dragging?.has(id)) rest += part;
    k += 7;
  }
  if (all !== map.placesSum) map.moves = (map.moves ?? 0) + 1;
  if (rest !== map.restSum) map.restMoves = (map.restMoves ?? 0) + 1;
  Object.assign(map, { placesSum: all, restSum: rest });
}
