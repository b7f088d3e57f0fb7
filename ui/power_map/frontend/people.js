// Everybody and everything on the map, the important in front; how much of each is painted follows from its size on screen.
import { partsOf } from "./badges.js";
import { paintItem } from "./boxes.js";
import { cardParts, paintCard } from "./cards.js";
import { paintDisc, ringWidth } from "./discs.js";
import { paintNames } from "./labels.js";
import { stamped } from "./layers.js";
import { boxed, halves } from "./shape.js";
import { pastel, ringOf, TAU } from "./theme.js";
export { partAt } from "./shape.js";

const DIMMED = 0.24, DOT_PX = 7, CROWD = 120;

// Where badges and signs lie now; before anything is painted, so that words keep clear of them.
export function notePlaces(map) {
  for (const node of map.nodes.values()) {
    if (node.pm.what !== "person") continue;
    if (boxed(node)) cardParts(node, map.scale); else partsOf(node, map.scale);
  }
}

export function paintPeople(ctx, map) {
  const view = map.view(), seen = [];
  for (const node of map.nodes.values()) {
    const [w, h] = halves(node);
    if (node.x < view.left - w - 20 || node.x > view.right + w + 20 || node.y < view.top - h - 60 || node.y > view.bottom + h + 20) continue;
    node.rank = map.front(node);
    seen.push(node);
  }
  seen.sort((a, b) => a.rank - b.rank || a.size - b.size);
  const crowd = seen.length > CROWD, small = [];
  for (const node of seen) {
    if (crowd && !boxed(node) && node.pm.what === "person" && node.size * map.scale < DOT_PX && node.rank < 2) small.push(node);
  }
  paintDots(ctx, small, map);
  const dots = new Set(small);
  for (const node of seen) {
    if (dots.has(node)) continue;
    ctx.globalAlpha = map.lit(node.id) ? 1 : boxed(node) ? 0.34 : DIMMED;
    if (node.pm.what !== "person") paintItem(ctx, node, map);
    else if (boxed(node)) paintCard(ctx, node, map);
    else paintDisc(ctx, node, map);
  }
  ctx.globalAlpha = 1;
  paintNames(ctx, map, seen.filter((node) => !boxed(node)).reverse());
}

// Many small people: each look is painted once and used again.
function paintDots(ctx, nodes, map) {
  if (!nodes.length) return;
  stamped(ctx, (put, k) => {
    for (const { id, x, y, size, pm } of nodes) {
      const px = Math.round(size * k * 2) / 2, r = px / k, tiny = size * map.scale < 3.4, ring = ringOf(map, pm.attitude);
      const fill = tiny ? ring : pm.placeholder ? map.paper.disc : pastel(map, pm.colour), w = ringWidth(r) * 1.2, reach = r + w;
      put(`dot ${px} ${fill} ${ring}`, x, y, [-reach, -reach, reach, reach], (own) => {
        own.beginPath();
        own.arc(0, 0, r, 0, TAU);
        own.fillStyle = fill;
        own.fill();
        if (tiny) return;
        own.lineWidth = Math.max(w, 1.2 / k);
        own.strokeStyle = ring;
        own.stroke();
      }, map.lit(id) ? 1 : DIMMED);
    }
  });
}
