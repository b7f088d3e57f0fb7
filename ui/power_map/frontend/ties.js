// Ties: colour = kind or opposition, width = strength, fanned out between one pair; drawn in batches by look.
import { paintMarks } from "./chips.js";
import { crowded, Layer, numberOf } from "./layers.js";
import { along, routeOf, trace } from "./routes.js";
import { alpha } from "./theme.js";
export { curve } from "./routes.js";

const STRAIGHT_FROM = 2500; // so many ties are straight lines from middle to middle

// Few ties are painted in every frame; many are kept as a picture, and only those of whoever is dragged or hovered anew.
export function paintTies(ctx, map) {
  if (!crowded(map)) return paintSome(ctx, map, map.ties.values());
  const { light } = map, live = new Set([...(map.dragging ?? []), ...(map.hover ? [map.hover] : [])]);
  const key = [map.theme, numberOf(map.ties), map.restMoves, [...(map.dragging ?? [])], map.selected, light?.steps, light?.texts?.(), light?.chosen && [...light.chosen], numberOf(light?.story)].join(" ");
  map.tieLayer ??= new Layer({ patient: true });
  map.tieLayer.show(ctx, map, key, (own) => {
    map.backdropPainter.lands.paint(own, map);
    paintSome(own, map, map.dragging ? [...map.ties.values()].filter((t) => !map.dragging.has(t.from) && !map.dragging.has(t.to)) : map.ties.values(), true);
  });
  if (live.size) paintSome(ctx, map, [...map.ties.values()].filter((t) => live.has(t.from) || live.has(t.to)));
}

function paintSome(ctx, map, ties, whole = false) {
  const number = map.ties.size, many = number > STRAIGHT_FROM, batches = new Map(), heads = new Map(), marks = [], view = map.view();
  const quiet = number > 6000 ? 0.07 : number > 2500 ? 0.13 : number > 600 ? 0.22 : number > 220 ? 0.32 : number > 90 ? 0.46 : 0.62;
  const margin = whole ? (view.right - view.left) * 0.25 : 160, arrows = map.scale > (number > 600 ? 0.3 : 0.16);
  for (const tie of ties) {
    const a = map.nodes.get(tie.from), b = map.nodes.get(tie.to);
    if (!a || !b || Math.max(a.x, b.x) < view.left - margin || Math.min(a.x, b.x) > view.right + margin ||
        Math.max(a.y, b.y) < view.top - margin || Math.min(a.y, b.y) > view.bottom + margin) continue;
    const drawn = styleOf(tie, a, b, map, quiet, whole ? null : map.hover);
    const { colour, opacity, width, dash } = drawn, key = `${colour}|${opacity}|${width}|${dash}`;
    if (!batches.has(key)) batches.set(key, { colour, opacity, width, dash, path: new Path2D() });
    const { path } = batches.get(key);
    if (many && drawn.lit < 2) {
      path.moveTo(a.x, a.y);
      path.lineTo(b.x, b.y);
      continue;
    }
    const route = routeOf(tie, a, b, map);
    if (!route) continue;
    const pointed = arrows && tie.pm.arrow !== "none" && tie.pm.route !== "tree" && opacity > 0.06;
    trace(path, pointed ? head(heads, route, tie.pm.arrow === "target", drawn) : route);
    if (opacity > 0.06) marks.push({ tie, route, drawn });
  }
  ctx.lineCap = "butt";
  for (const { colour, opacity, width, dash, path } of [...batches.values()].sort((a, b) => a.opacity - b.opacity)) {
    ctx.strokeStyle = alpha(colour, opacity);
    ctx.lineWidth = width;
    ctx.setLineDash(dash ? (dash === 1 ? [7, 5] : [2, 4.5]).map((d) => Math.max(d, (d * 0.75) / map.scale)) : []);
    ctx.stroke(path);
  }
  ctx.setLineDash([]);
  for (const [fill, path] of heads) {
    ctx.fillStyle = fill;
    ctx.fill(path);
  }
  paintMarks(ctx, map, marks);
}

// What a tie looks like: {colour, opacity, width, dash: 0 none, 1 dashed, 2 dotted, lit}.
function styleOf(tie, a, b, map, quiet, hover) {
  const { pm } = tie, chosen = map.selected === tie.id, touched = hover && (tie.from === hover || tie.to === hover);
  const lit = map.litTie(tie), line = pm.kind === "REPORTS_TO" || pm.route === "tree", aside = a.pm.what === "team" || b.pm.what === "team" || a.pm.what === "competitor" || b.pm.what === "competitor";
  const colour = pm.sign < 0 ? map.palette.negative : line ? map.paper.line : pm.colour;
  let opacity = chosen ? 1 : lit === 2 || (touched && lit) ? 0.92 : !lit ? 0.045 : aside ? quiet * 0.5 : pm.sign < 0 ? Math.min(0.85, quiet * 1.7)
    : line ? Math.min(0.9, quiet * 1.5) : quiet * (0.6 + 0.7 * pm.strength);
  const many = map.ties.size > STRAIGHT_FROM;
  if (hover && !many && !touched && lit === 1 && map.nodes.has(hover)) opacity *= 0.55;
  const grown = Math.min(Math.max(map.scale, 0.55), 1.25) / map.scale; // no thinner and no fatter on the screen than that
  const thick = many && lit < 2 && !touched ? 0.99 / grown / map.scale : (line ? 1.25 : aside ? 1.1 : 0.9 + Math.round(pm.strength * 8) / 8 * 2.5) * (chosen ? 1.7 : 1);
  return { colour, opacity: Math.round(opacity * 50) / 50 || 0.03, width: Math.round(thick * grown * 8) / 8, dash: many && lit < 2 ? 0 : pm.kind === "CONTACT" ? 2 : pm.dashed ? 1 : 0, lit: touched && lit ? 2 : lit };
}

// An arrow head whose tip touches the rim; the line then ends in it.
function head(heads, route, atEnd, { width, colour, opacity }) {
  const size = 4.5 + 2.4 * width, points = route.points && (atEnd ? route.points : [...route.points].reverse());
  const tip = points ? points.at(-1) : atEnd ? route.b : route.a, before = points ? points.at(-2) : route.c;
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1, [ux, uy] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const fill = alpha(colour, Math.min(1, opacity + 0.22));
  if (!heads.has(fill)) heads.set(fill, new Path2D());
  const path = heads.get(fill), spread = size * 0.44;
  path.moveTo(tip.x, tip.y);
  path.lineTo(tip.x - ux * size - uy * spread, tip.y - uy * size + ux * spread);
  path.lineTo(tip.x - ux * size * 0.72, tip.y - uy * size * 0.72);
  path.lineTo(tip.x - ux * size + uy * spread, tip.y - uy * size - ux * spread);
  path.closePath();
  const end = { x: tip.x - ux * size * 0.7, y: tip.y - uy * size * 0.7 };
  if (points) return { points: [...points.slice(0, -1), end] };
  return atEnd ? { ...route, b: end } : { ...route, a: end };
}

export function tieAt(map, x, y) {
  const near = 7 / map.scale;
  let best = null, nearest = near;
  for (const tie of map.ties.values()) {
    const a = map.nodes.get(tie.from), b = map.nodes.get(tie.to);
    if (!a || !b || !map.litTie(tie)) continue;
    const wide = near + Math.hypot(b.x - a.x, b.y - a.y) * 0.3;
    if (x < Math.min(a.x, b.x) - wide || x > Math.max(a.x, b.x) + wide || y < Math.min(a.y, b.y) - wide || y > Math.max(a.y, b.y) + wide) continue;
    const route = routeOf(tie, a, b, map);
    if (!route) continue;
    for (let t = 0.02; t < 0.99; t += 0.03) {
      const p = along(route, t), d = Math.hypot(p.x - x, p.y - y);
      if (d < nearest) [nearest, best] = [d, tie];
    }
  }
  return best;
}
