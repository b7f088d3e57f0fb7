// One person as a disc: pastel = department, ring = attitude, size = decision share with the range in which it may lie.
import { hasFace, paintBadges, paintChange, paintSign } from "./badges.js";
import { alpha, inkOf, mix, pastel, ringOf, TAU } from "./theme.js";
import { font, LEAST_PX, widthOf } from "./words.js";

export const ringWidth = (r) => Math.max(3.2, r * 0.125);

export function paintDisc(ctx, node, map) {
  const { x, y, size: r, pm } = node, ring = ringOf(map, pm.attitude), px = r * map.scale, w = ringWidth(r);
  if (map.selected === node.id || map.hover === node.id || map.light?.chosen?.has(node.id)) glow(ctx, x, y, r + w / 2, ring, map);
  else if (px > 8) {
    shadow(ctx, x, y, r + w / 2, map);
    range(ctx, node, w, ring, map);
  }
  face(ctx, x, y, r, w, pm, ring, map);
  if (pm.low < r - w && pm.high > r + 2 && px > 15) dotted(ctx, x, y, pm.low, alpha(map.paper.ink, 0.24), map);
  node.letter = !hasFace(r, map.scale) && paintSign(ctx, node, map, mix(ring, map.paper.ink, 0.6));
  if (hasFace(r, map.scale)) initials(ctx, x, y, r, pm, map);
  if (!node.parts || !map.lit(node.id)) return; // in the shade a face and its initials are enough
  paintChange(ctx, node, w, map);
  paintBadges(ctx, node, map);
}

// Fill and ring. Somebody not yet known: empty and dashed; attitude not known: dashed; from outside: a gap inside the ring.
export function face(ctx, x, y, r, w, pm, ring, map) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, TAU);
  ctx.fillStyle = pm.placeholder || pm.external ? map.paper.disc : pastel(map, pm.colour);
  ctx.fill();
  if (pm.external && !pm.placeholder) {
    ctx.beginPath();
    ctx.arc(x, y, r - w * 1.15, 0, TAU);
    ctx.fillStyle = pastel(map, pm.colour, 1.25);
    ctx.fill();
    ctx.lineWidth = Math.max(1, w * 0.24);
    ctx.strokeStyle = mix(pm.colour, map.paper.disc, 0.62);
    ctx.stroke();
  }
  ctx.beginPath();
  ctx.arc(x, y, r, 0, TAU);
  ctx.lineWidth = w;
  ctx.strokeStyle = ring;
  if (pm.placeholder || pm.attitude === "U") {
    const part = (TAU * r) / (2 * Math.round(TAU * r / 13));
    ctx.setLineDash([part * 1.15, part * 0.85]);
    ctx.lineWidth = w * 0.82;
  }
  ctx.stroke();
  ctx.setLineDash([]);
}

// The letters on a face, where they can be read.
export function initials(ctx, x, y, r, pm, map) {
  const text = pm.placeholder ? "?" : pm.initials, wanted = r * (text.length > 2 ? 0.58 : text > "\u2e7f" ? 0.64 : 0.74) * (pm.external ? 0.9 : 1);
  const size = Math.max(wanted, LEAST_PX / map.scale);
  if (size > wanted && (size > r || widthOf(ctx, text, size, 700) > r * 1.72)) return;
  ctx.font = font(size, 700);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = pm.placeholder ? map.paper.faint : inkOf(map, pm.colour);
  ctx.fillText(text, x, y + r * 0.045);
}

// The range of the share: as far as it may reach outside the ring, and where it may end inside, both dotted.
function range(ctx, { x, y, size: r, pm }, w, ring, map) {
  const from = r + w / 2, to = pm.high + w / 2;
  if (!(to > from + 1.2)) return;
  ctx.beginPath();
  ctx.arc(x, y, to, 0, TAU);
  ctx.fillStyle = alpha(ring, map.theme === "dark" ? 0.22 : 0.17);
  ctx.fill();
  if (to > from + 3) dotted(ctx, x, y, to, alpha(ring, 0.75), map);
}

function dotted(ctx, x, y, r, colour, map) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, TAU);
  ctx.lineWidth = Math.max(0.9, 0.8 / map.scale);
  ctx.setLineDash([1, 3]);
  ctx.strokeStyle = colour;
  ctx.stroke();
  ctx.setLineDash([]);
}

function shadow(ctx, x, y, r, map) {
  ctx.beginPath();
  ctx.arc(x, y + Math.max(1.2, r * 0.045), r + 0.8, 0, TAU);
  ctx.fillStyle = map.theme === "dark" ? "rgba(0,0,0,.45)" : "rgba(60,50,20,.13)";
  ctx.fill();
}

function glow(ctx, x, y, r, ring, map) {
  const reach = r + Math.max(9, 9 / map.scale), shade = ctx.createRadialGradient(x, y, r, x, y, reach);
  shade.addColorStop(0, alpha(ring, map.theme === "dark" ? 0.7 : 0.5));
  shade.addColorStop(0.45, alpha(ring, map.theme === "dark" ? 0.36 : 0.24));
  shade.addColorStop(1, alpha(ring, 0));
  ctx.beginPath();
  ctx.arc(x, y, reach, 0, TAU);
  ctx.fillStyle = shade;
  ctx.fill();
}
