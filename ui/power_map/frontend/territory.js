// A faction's territory: a field that is high round its members and along the shortest ways between them, which go round
// whoever does not belong; its contour never takes in an outsider's middle and follows a drag.
import { contours } from "./vendor/d3-contour-4.0.3.min.mjs";

const CELL = 14, MOST_CELLS = 170, LEVEL = 0.4, SLOPE = 0.011; // of the field, per map unit
const ROUND = 33, NECK = 30, CLEAR = 9, LONGEST = 400;

const far = (p, q) => Math.hypot(p.x - q.x, p.y - q.y);

// The pieces of a territory: [{path, members, inside(x, y), outline, spots}], the largest first.
export function territory(members, others) {
  return pieces(members, others).map(({ part, ways }) => piece(part, ways, near(others, part))).sort((a, b) => b.members.length - a.members.length);
}

function near(others, members) {
  const edge = (axis, pick, more) => members.reduce((best, m) => pick(best, m[axis]), more);
  const [left, right] = [edge("x", Math.min, Infinity) - LONGEST / 2, edge("x", Math.max, -Infinity) + LONGEST / 2];
  const [top, bottom] = [edge("y", Math.min, Infinity) - LONGEST / 2, edge("y", Math.max, -Infinity) + LONGEST / 2];
  return others.filter((o) => o.x > left && o.x < right && o.y > top && o.y < bottom);
}

// Members joined by short ways are one piece; whoever stands far off is a piece alone. (A minimum spanning tree.)
function pieces(members, others) {
  if (!members.length) return [];
  const found = [{ part: [members[0]], ways: [] }], of = new Map([[members[0], found[0]]]);
  const left = new Map(members.slice(1).map((p) => [p, { d: far(p, members[0]), q: members[0] }]));
  while (left.size) {
    let p = null, least = Infinity;
    for (const [one, { d }] of left) if (d < least) [least, p] = [d, one];
    const { q } = left.get(p), way = least < LONGEST ? wayRound(p, q, near(others, [p, q]), 3) : null, home = way ? of.get(q) : { part: [], ways: [] };
    left.delete(p);
    if (!way) found.push(home);
    home.part.push(p);
    home.ways.push(...(way ?? []));
    of.set(p, home);
    for (const [one, held] of left) {
      const d = far(one, p);
      if (d < held.d) left.set(one, { d, q: p });
    }
  }
  return found;
}

// Straight legs from p to q that keep clear of outsiders; null when there is no way through.
function wayRound(p, q, others, depth) {
  const dx = q.x - p.x, dy = q.y - p.y, length = Math.hypot(dx, dy) || 1;
  let worst = null, deepest = 0;
  for (const o of others) {
    const along = ((o.x - p.x) * dx + (o.y - p.y) * dy) / length;
    if (along <= 0 || along >= length) continue;
    const side = ((o.x - p.x) * -dy + (o.y - p.y) * dx) / length, room = o.size + CLEAR + NECK * 0.62, depthIn = room - Math.abs(side);
    if (depthIn > deepest) [deepest, worst] = [depthIn, { o, side, room, along }];
  }
  if (!worst) return [[p, q]];
  if (!depth) return null;
  const { o, side, room } = worst;
  for (const turn of side > 0 ? [-1, 1] : [1, -1]) {
    const via = { x: o.x - (dy / length) * turn * (room + 3), y: o.y + (dx / length) * turn * (room + 3) };
    if (others.some((n) => n !== o && far(n, via) < n.size + CLEAR + NECK * 0.4)) continue;
    const first = wayRound(p, via, others, depth - 1), second = first && wayRound(via, q, others, depth - 1);
    if (second) return [...first, ...second];
  }
  return null;
}

function distanceToLeg(x, y, p, q) {
  const dx = q.x - p.x, dy = q.y - p.y, size = dx * dx + dy * dy || 1;
  const t = Math.max(0, Math.min(1, ((x - p.x) * dx + (y - p.y) * dy) / size));
  return Math.hypot(x - p.x - t * dx, y - p.y - t * dy);
}

function piece(members, ways, others) {
  const reach = Math.max(...members.map((m) => m.size)) + ROUND + LEVEL / SLOPE * 0.25 + 2 * CELL, ends = [...members, ...ways.flat()];
  const edge = (axis, pick) => pick(...ends.map((m) => m[axis]));
  const left = edge("x", Math.min) - reach, top = edge("y", Math.min) - reach;
  const [across, down] = [edge("x", Math.max) + reach - left, edge("y", Math.max) + reach - top];
  const cell = Math.max(CELL, across / MOST_CELLS, down / MOST_CELLS), width = Math.ceil(across / cell), height = Math.ceil(down / cell);
  const field = new Float32Array(width * height), nearest = new Float32Array(width * height).fill(1e6);
  const splat = (x0, y0, x1, y1, far, put) => {
    const from = [Math.max(0, Math.floor((Math.min(x0, x1) - far - left) / cell)), Math.max(0, Math.floor((Math.min(y0, y1) - far - top) / cell))];
    const to = [Math.min(width - 1, Math.ceil((Math.max(x0, x1) + far - left) / cell)), Math.min(height - 1, Math.ceil((Math.max(y0, y1) + far - top) / cell))];
    for (let j = from[1]; j <= to[1]; j++) {
      for (let i = from[0]; i <= to[0]; i++) put(j * width + i, left + (i + 0.5) * cell, top + (j + 0.5) * cell);
    }
  };
  // Round shapes whose edge lies where the field is LEVEL; their cubes add up, so that neighbours flow together.
  const add = (k, distance) => { if (distance < LEVEL / SLOPE) field[k] += (LEVEL - distance * SLOPE) ** 3; };
  for (const m of members) {
    const r = m.size + ROUND;
    splat(m.x, m.y, m.x, m.y, r + LEVEL / SLOPE, (k, x, y) => {
      const d = Math.hypot(x - m.x, y - m.y);
      add(k, d - r);
      nearest[k] = Math.min(nearest[k], d - m.size);
    });
  }
  for (const [p, q] of ways) splat(p.x, p.y, q.x, q.y, NECK + LEVEL / SLOPE, (k, x, y) => add(k, distanceToLeg(x, y, p, q) - NECK));
  for (let k = 0; k < field.length; k++) field[k] = Math.cbrt(field[k]);
  for (const o of others) {
    splat(o.x, o.y, o.x, o.y, o.size + CLEAR + 60, (k, x, y) => {
      const d = Math.hypot(x - o.x, y - o.y) - o.size;
      field[k] = Math.min(field[k], LEVEL + SLOPE * Math.max(d - CLEAR, d - nearest[k]));
    });
  }
  const [shape] = contours().size([width, height]).thresholds([LEVEL])(field), path = new Path2D(), outline = [];
  let turnsRight = false;
  for (const polygon of shape.coordinates) {
    for (const ring of polygon) {
      const corners = rounder(rounder(rounder(ring.slice(0, -1).map(([x, y]) => [left + x * cell, top + y * cell]))));
      smooth(path, corners);
      outline.push(...corners);
      if (ring === polygon[0]) turnsRight = corners.reduce((sum, [x, y], k) => sum + x * corners[(k + 1) % corners.length][1] - corners[(k + 1) % corners.length][0] * y, 0) > 0;
    }
  }
  for (const o of others) {
    if (!probe().isPointInPath(path, o.x, o.y)) continue; // closer to a member than the grid can tell
    const r = Math.min(o.size, 0.7 * Math.min(...members.map((m) => far(m, o))));
    path.moveTo(o.x + r, o.y);
    path.arc(o.x, o.y, r, 0, 2 * Math.PI, turnsRight);
  }
  const at = (x, y) => field[Math.min(height - 1, Math.max(0, Math.floor((y - top) / cell))) * width + Math.min(width - 1, Math.max(0, Math.floor((x - left) / cell)))];
  const spots = [], step = Math.max(1, Math.round(24 / cell));
  for (let j = 1; j < height - 1; j += step) {
    for (let i = 1; i < width - 1; i += step) if (field[j * width + i] > LEVEL + 0.1) spots.push({ x: left + (i + 0.5) * cell, y: top + (j + 0.5) * cell, depth: field[j * width + i] });
  }
  return { path, members, outline, spots: spots.sort((a, b) => b.depth - a.depth).slice(0, 160), inside: (x, y) => at(x, y) > LEVEL };
}

let painter = null;
const probe = () => (painter ??= document.createElement("canvas").getContext("2d"));

// Averaging takes the corners of the grid, and of the way round somebody, out.
function rounder(ring) {
  return ring.map(([x, y], k) => {
    const [a, b] = [ring[(k + ring.length - 1) % ring.length], ring[(k + 1) % ring.length]];
    return [(a[0] + 2 * x + b[0]) / 4, (a[1] + 2 * y + b[1]) / 4];
  });
}

function smooth(path, corners) {
  const middle = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  path.moveTo(...middle(corners[corners.length - 1], corners[0]));
  corners.forEach((corner, i) => path.quadraticCurveTo(...corner, ...middle(corner, corners[(i + 1) % corners.length])));
  path.closePath();
}
