// The outline of a node: discs are round, cards and boxes have a width and a height. All in map units.

export const boxed = (node) => node.pm.w > 0 && node.pm.h > 0;

export function halves(node) { return boxed(node) ? [node.pm.w / 2, node.pm.h / 2] : [node.size, node.size]; }

// How far from its middle a node ends in a direction (a unit vector).
export function rim(node, ux, uy) {
  if (!boxed(node)) return node.size + (node.pm.what === "person" ? Math.max(1.7, node.size * 0.065) : node.pm.what === "competitor" ? 4 : 2);
  return Math.min(node.pm.w / 2 / Math.max(Math.abs(ux), 1e-6), node.pm.h / 2 / Math.max(Math.abs(uy), 1e-6));
}

export function inside(node, x, y, slack = 4) {
  if (!boxed(node)) return Math.hypot(x - node.x, y - node.y) <= node.size + slack;
  return Math.abs(x - node.x) <= node.pm.w / 2 + slack && Math.abs(y - node.y) <= node.pm.h / 2 + slack;
}

// What of a node lies under a point: "sign" (attitude), "badge" (role), "disc", or null. The parts were noted when painted.
export function partAt(node, x, y) {
  for (const name of ["sign", "badge"]) {
    const part = node.parts?.[name];
    if (part && Math.abs(x - node.x - part.x) <= part.w && Math.abs(y - node.y - part.y) <= part.h) return name;
  }
  return inside(node, x, y) ? "disc" : null;
}
