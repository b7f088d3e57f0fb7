// What lies under the mouse or the finger, and the handles that hands can take.
import { halves, partAt } from "./shape.js";

export const coarse = () => matchMedia("(pointer: coarse)").matches;
export const MOVED_PX = 6; // less is a click

// A place on the page: in pixels of the map (`dom`) and in map units (`x`, `y`).
export function pointOf(map, event) {
  const box = map.stage.getBoundingClientRect(), dom = { x: event.clientX - box.left, y: event.clientY - box.top };
  return { dom, ...map.network.DOMtoCanvas(dom) };
}

// Whoever is there, the nearest if several are, and which part: "disc", "sign" (attitude) or "badge" (role).
export function hit(map, { x, y }, but = null) {
  const slack = (coarse() ? 12 : 5) / map.scale;
  let best = null, nearest = Infinity;
  for (const node of map.nodes.values()) {
    if (node === but) continue;
    const [w, h] = halves(node), dx = Math.abs(x - node.x), dy = Math.abs(y - node.y);
    if (dx > w + slack + 12 || dy > h + slack + 12) continue;
    const part = partAt(node, x, y) ?? (dx <= w + slack && dy <= h + slack && Math.hypot(dx / (w + slack), dy / (h + slack)) <= 1 ? "disc" : null);
    const away = Math.hypot(dx / w, dy / h);
    if (part && away < nearest) [nearest, best] = [away, { node, part }];
  }
  return best;
}

// Whose name is there.
export function labelAt(map, { x, y }) {
  const box = (map.labelBoxes ?? []).find((b) => b.kind === "name" && x >= b.left - 2 && x <= b.right + 2 && y >= b.top - 2 && y <= b.bottom + 2);
  return box ? map.nodes.get(box.id) ?? null : null;
}

const GRIP = 8; // half of the dot with its edge

// Handles keep their size on the screen when the map is small.
export const unit = (map) => 1 / Math.min(1, map.scale);
export const reach = (map) => (coarse() ? 22 / map.scale : 11 * unit(map));

// The dot beside somebody from which a tie is drawn.
export function gripOf(map, node) { return { x: node.x + halves(node)[0] + 13 * unit(map), y: node.y }; }

// Whose dot is shown, and what it covers.
export function gripBox(map) {
  const holder = map.hands.ties.drag ? null : map.hands.ties.holder(), { x, y } = holder ? gripOf(map, holder) : {}, r = GRIP * unit(map);
  return holder && { of: holder, box: [x - r, y - r, x + r, y + r] };
}

export function near(map, a, b) { return Math.hypot(a.x - b.x, a.y - b.y) <= reach(map); }
