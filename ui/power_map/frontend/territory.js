// A faction's territory: a field that is high round its members and along the shortest links between them, low
// round everybody else; its contour never swallows an outsider and follows a drag.
import { contours } from "./vendor/d3-contour-4.0.3.min.mjs";

const FINEST = 15, COLUMNS = 90, REACH = 96, LINK = 74, CLEAR = 64, LEVEL = 0.42, LONGEST = 420;

function links(points) {
  const left = points.slice(1), tree = [points[0]], found = [];
  while (left.length) {
    let best = [Infinity, 0, 0];
    left.forEach((p, i) => tree.forEach((q) => {
      const d = (p.x - q.x) ** 2 + (p.y - q.y) ** 2;
      if (d < best[0]) best = [d, i, q];
    }));
    const [p] = left.splice(best[1], 1);
    if (best[0] < LONGEST ** 2) found.push([p, best[2]]);
    tree.push(p);
  }
  return found;
}

function distanceToLink(x, y, [p, q]) {
  const dx = q.x - p.x, dy = q.y - p.y, size = dx * dx + dy * dy || 1;
  const t = Math.max(0, Math.min(1, ((x - p.x) * dx + (y - p.y) * dy) / size));
  return Math.hypot(x - p.x - t * dx, y - p.y - t * dy);
}

export function territory(members, others) {
  if (members.length < 2) return null;
  const edge = (axis, pick) => pick(...members.map((m) => m[axis]));
  const left = edge("x", Math.min) - 2 * REACH, top = edge("y", Math.min) - 2 * REACH;
  const [across, down] = [edge("x", Math.max) + 2 * REACH - left, edge("y", Math.max) + 2 * REACH - top];
  const cell = Math.max(FINEST, across / COLUMNS, down / COLUMNS);
  const width = Math.ceil(across / cell), height = Math.ceil(down / cell);
  const field = new Float32Array(width * height);
  const splat = (x0, y0, x1, y1, reach, put) => {
    const from = [Math.max(0, Math.floor((Math.min(x0, x1) - reach - left) / cell)),
      Math.max(0, Math.floor((Math.min(y0, y1) - reach - top) / cell))];
    const to = [Math.min(width - 1, Math.ceil((Math.max(x0, x1) + reach - left) / cell)),
      Math.min(height - 1, Math.ceil((Math.max(y0, y1) + reach - top) / cell))];
    for (let j = from[1]; j <= to[1]; j++) {
      for (let i = from[0]; i <= to[0]; i++) put(j * width + i, left + (i + 0.5) * cell, top + (j + 0.5) * cell);
    }
  };
  for (const link of links(members)) {
    splat(link[0].x, link[0].y, link[1].x, link[1].y, LINK, (k, x, y) => {
      field[k] = Math.max(field[k], 1 - distanceToLink(x, y, link) / LINK);
    });
  }
  for (const o of others) {
    splat(o.x, o.y, o.x, o.y, CLEAR, (k, x, y) => {
      field[k] -= 1.6 * Math.max(0, 1 - Math.hypot(x - o.x, y - o.y) / CLEAR);
    });
  }
  for (const m of members) {
    splat(m.x, m.y, m.x, m.y, REACH, (k, x, y) => {
      field[k] = Math.max(field[k], 1 - Math.hypot(x - m.x, y - m.y) / REACH);
    });
  }
  const [shape] = contours().size([width, height]).thresholds([LEVEL])(field);
  const path = new Path2D();
  for (const polygon of shape.coordinates) {
    for (const ring of polygon) smooth(path, ring.map(([x, y]) => [left + x * cell, top + y * cell]));
  }
  return path;
}

function smooth(path, ring) {
  const middle = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const corners = ring.slice(0, -1);
  path.moveTo(...middle(corners[corners.length - 1], corners[0]));
  corners.forEach((corner, i) => path.quadraticCurveTo(...corner, ...middle(corner, corners[(i + 1) % corners.length])));
  path.closePath();
}
