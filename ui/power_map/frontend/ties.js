// Ties: colour = kind or opposition, width = strength, fanned out between one pair; drawn in batches by look.
import { alpha } from "./theme.js";

export function curve(from, to, bend) {
  const dx = to.x - from.x, dy = to.y - from.y;
  return { x: (from.x + to.x) / 2 - dy * bend, y: (from.y + to.y) / 2 + dx * bend };
}

function pointOn(a, c, b, t) {
  const u = 1 - t;
  return { x: u * u * a.x + 2 * u * t * c.x + t * t * b.x, y: u * u * a.y + 2 * u * t * c.y + t * t * b.y };
}

export function paintTies(ctx, map) {
  const batches = new Map(), heads = new Map(), marks = [];
  const crowd = map.ties.size, base = crowd > 600 ? 0.22 : crowd > 200 ? 0.34 : 0.55;
  const view = map.view();
  const arrows = map.scale > 0.16 && crowd < 4000;
  for (const tie of map.ties.values()) {
    const a = map.nodes.get(tie.from), b = map.nodes.get(tie.to);
    if (!a || !b || Math.max(a.x, b.x) < view.left || Math.min(a.x, b.x) > view.right ||
        Math.max(a.y, b.y) < view.top || Math.min(a.y, b.y) > view.bottom) continue;
    const { pm } = tie, lit = map.litTie(tie), strong = map.selected === tie.id;
    const colour = pm.sign < 0 ? map.palette.negative : pm.colour;
    const ours = a.pm.what !== "person" || b.pm.what !== "person";
    const opacity = strong ? 1 : lit === 2 ? 0.9 : lit ? (ours ? base * 0.5 : base) : 0.05;
    const width = Math.round((1 + 2.6 * pm.strength) * 4) / 4 * (strong ? 1.8 : 1) / Math.max(1, map.scale * 0.8);
    const key = `${colour}|${opacity}|${width}|${pm.dashed}`;
    if (!batches.has(key)) batches.set(key, { colour, opacity, width, dashed: pm.dashed, path: new Path2D() });
    const c = curve(a, b, pm.bend), path = batches.get(key).path;
    path.moveTo(a.x, a.y);
    if (crowd > 1500) path.lineTo(b.x, b.y); else path.quadraticCurveTo(c.x, c.y, b.x, b.y);
    if (arrows && pm.arrow !== "none" && opacity > 0.05) {
      const [end, size] = pm.arrow === "target" ? [b, b.size] : [a, a.size];
      head(heads, crowd > 1500 ? curve(a, b, 0) : c, end, size + 5, width, colour, opacity);
    }
    if (pm.sign < 0 && opacity > 0.05 && map.scale > 0.3 && (crowd < 250 || lit === 2)) marks.push([pointOn(a, c, b, 0.5), colour, opacity]);
  }
  for (const { colour, opacity, width, dashed, path } of batches.values()) {
    ctx.strokeStyle = alpha(colour, opacity);
    ctx.lineWidth = width;
    ctx.setLineDash(dashed ? [7, 6] : []);
    ctx.stroke(path);
  }
  ctx.setLineDash([]);
  for (const [fill, path] of heads) {
    ctx.fillStyle = fill;
    ctx.fill(path);
  }
  for (const [at, colour, opacity] of marks) breakMark(ctx, at, colour, opacity, map.paper);
}

function head(heads, c, end, gap, width, colour, opacity) {
  const dx = end.x - c.x, dy = end.y - c.y, length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length], size = 6 + 2 * width;
  const tip = { x: end.x - ux * gap, y: end.y - uy * gap };
  const fill = alpha(colour, Math.min(1, opacity + 0.25));
  if (!heads.has(fill)) heads.set(fill, new Path2D());
  const path = heads.get(fill);
  path.moveTo(tip.x, tip.y);
  path.lineTo(tip.x - ux * size - uy * size * 0.45, tip.y - uy * size + ux * size * 0.45);
  path.lineTo(tip.x - ux * size + uy * size * 0.45, tip.y - uy * size - ux * size * 0.45);
  path.closePath();
}

// A round sign with a minus: opposition reads without the colour.
function breakMark(ctx, at, colour, opacity, paper) {
  ctx.beginPath();
  ctx.arc(at.x, at.y, 6.5, 0, 2 * Math.PI);
  ctx.fillStyle = paper.paper;
  ctx.fill();
  ctx.lineWidth = 1.4;
  ctx.strokeStyle = alpha(colour, Math.min(1, opacity + 0.3));
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(at.x - 3.2, at.y);
  ctx.lineTo(at.x + 3.2, at.y);
  ctx.stroke();
}

export function tieAt(map, x, y) {
  const near = 7 / map.scale;
  let best = null, nearest = near;
  for (const tie of map.ties.values()) {
    const a = map.nodes.get(tie.from), b = map.nodes.get(tie.to);
    if (!a || !b || !map.litTie(tie)) continue;
    const c = curve(a, b, tie.pm.bend);
    if (x < Math.min(a.x, b.x, c.x) - near || x > Math.max(a.x, b.x, c.x) + near ||
        y < Math.min(a.y, b.y, c.y) - near || y > Math.max(a.y, b.y, c.y) + near) continue;
    for (let t = 0.08; t < 0.93; t += 0.04) {
      const p = pointOn(a, c, b, t), d = Math.hypot(p.x - x, p.y - y);
      if (d < nearest) [nearest, best] = [d, tie];
    }
  }
  return best;
}
