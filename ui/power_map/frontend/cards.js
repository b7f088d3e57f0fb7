// One person as a card of the organisation chart: department at the left edge, face with the attitude, name, title; the
// badges at the right edge. On a small map first the title goes, then the face, so that the name stays readable.
import { disc, letter, signPill, star } from "./badges.js";
import { raised } from "./boxes.js";
import { face, initials, ringWidth } from "./discs.js";
import { noted } from "./labels.js";
import { alpha, mix, ringOf } from "./theme.js";
import { cut, font, LEAST_PX, widthOf, wrap } from "./words.js";

const EDGE = 5;

export function cardParts(node, scale) {
  if (node.partsAt === scale) return node.parts;
  node.partsAt = scale;
  const { w, h } = node.pm, r = h * 0.29, px = h * scale;
  if (px < 24) return (node.parts = null);
  const b = Math.min(Math.max(7, 6.4 / scale), h * 0.19), x = -w / 2 + EDGE + 6 + r;
  const wide = b * (1 + 0.3 * (node.pm.sign.length - 1)) + (node.pm.stale ? b * 0.78 : 0);
  const parts = { face: { x, y: 0, w: r, h: r }, sign: { x: x - r * 0.72 + wide * 0.2, y: r * 0.8, w: wide, h: b } };
  if (node.pm.badge) parts.badge = { x: w / 2 - b - 5, y: -h / 2, w: b, h: b };
  if (node.pm.key) parts.key = { x: w / 2 - b - 5 - (node.pm.badge ? 2.2 * b : 0), y: -h / 2, w: b, h: b };
  return (node.parts = parts);
}

export function paintCard(ctx, node, map) {
  const { x, y, pm } = node, { w, h } = pm, { paper } = map, ring = ringOf(map, pm.attitude), left = x - w / 2, top = y - h / 2;
  const strong = map.selected === node.id || map.hover === node.id || map.light?.chosen?.has(node.id), parts = cardParts(node, map.scale);
  if (strong) {
    ctx.beginPath();
    ctx.roundRect(left - 5, top - 5, w + 10, h + 10, 14);
    ctx.fillStyle = alpha(ring, map.theme === "dark" ? 0.5 : 0.3);
    ctx.fill();
  }
  raised(ctx, x, y, w, h, 9, map);
  ctx.beginPath();
  ctx.roundRect(left, top, w, h, 9);
  ctx.fillStyle = paper.card;
  ctx.fill();
  ctx.lineWidth = pm.external ? 1.6 : 1;
  ctx.setLineDash(pm.placeholder ? [6, 4] : pm.external ? [2, 3] : []);
  ctx.strokeStyle = pm.placeholder || pm.external ? paper.faint : paper.ring;
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.roundRect(left, top, EDGE, h, [9, 0, 0, 9]);
  ctx.fillStyle = mix(pm.colour, paper.card, 0.85);
  ctx.fill();
  if (!parts) return bare(ctx, node, map, ring);
  const { face: at } = parts, r = at.w - 2, wide = ringWidth(r);
  face(ctx, x + at.x, y, r, wide, pm, ring, map);
  if (r * map.scale > 8) initials(ctx, x + at.x, y, r, pm, map);
  words(ctx, node, map, x + at.x + at.w + 8);
  if (!map.lit(node.id)) return;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  if (parts.badge) {
    disc(ctx, x + parts.badge.x, y + parts.badge.y, parts.badge.w, paper.badge, paper);
    letter(ctx, pm.badge, x + parts.badge.x, y + parts.badge.y, parts.badge.w, paper.badge_ink);
  }
  if (parts.key) {
    disc(ctx, x + parts.key.x, y + parts.key.y, parts.key.w, paper.star, paper);
    star(ctx, x + parts.key.x, y + parts.key.y, parts.key.w * 0.66, "#ffffff");
  }
  if (pm.coverage > 0 || pm.key || pm.badge) coverage(ctx, x + w / 2 - 7, y + h / 2, pm.coverage, map);
  signPill(ctx, x + parts.sign.x, y + parts.sign.y, parts.sign, pm, ring, map);
}

// Name in one or two lines, then the title or what this picture says of the person, as far as they can be read.
function words(ctx, { x, y, pm, label, id }, map, left) {
  const { w, h } = pm, room = x + w / 2 - 6 - left, under = pm.text || pm.sub;
  const small = Math.max(11.5, (LEAST_PX + 0.1) / map.scale);
  let size = Math.max(14, (LEAST_PX + 0.1) / map.scale);
  if (size < 14.5 && widthOf(ctx, label, size, 650) > room) size = Math.max(13, (LEAST_PX + 0.1) / map.scale);
  let lines = wrap(ctx, label, size, 650, room, h > 2.3 * size ? 2 : 1);
  if (under && lines.length > 1 && lines.length * size * 1.14 + small * 1.3 > h - 4 && size * 1.14 + small * 1.3 < h - 4 && map.scale > 0.9) lines = [cut(ctx, label, size, 650, room)];
  const sub = under && lines.length * size * 1.14 + small * 1.25 < h - 3 ? cut(ctx, under, small, 400, room) : "";
  const tall = lines.length * size * 1.14 + (sub ? small * 1.25 : 0);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  let at = y - tall / 2;
  const line = (text, high, weight, ink, step) => {
    ctx.font = font(high, weight);
    ctx.fillStyle = ink;
    ctx.fillText(text, left, at + step / 2 + high * 0.04);
    if (text) noted(map, [left, at, left + widthOf(ctx, text, high, weight), at + step], high, weight > 500 ? "name" : "sub", text, id);
    at += step;
  };
  for (const text of lines) line(text, size, 650, map.paper.ink, size * 1.14);
  if (sub) line(sub, small, 400, map.paper.faint, small * 1.25);
}

// Too small for a face: the attitude fills the card, so that the shape of the chart still says who is for us; and the name,
// as long as it can be read.
function bare(ctx, { x, y, pm, label, id }, map, ring) {
  const { w, h } = pm, size = (LEAST_PX + 0.1) / map.scale, room = w - EDGE - 12;
  ctx.beginPath();
  ctx.roundRect(x - w / 2 + EDGE + 3, y - h / 2 + 3, w - EDGE - 6, h - 6, 5);
  ctx.fillStyle = mix(ring, map.paper.card, h < size * 1.25 ? 0.5 : 0.26);
  ctx.fill();
  const text = h < size * 1.25 ? "" : cut(ctx, label, size, 600, room), left = x - w / 2 + EDGE + 7;
  if (text.length < 2) return;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.font = font(size, 600);
  ctx.fillStyle = map.paper.ink;
  ctx.fillText(text, left, y + size * 0.04);
  noted(map, [left, y - size * 0.6, left + widthOf(ctx, text, size, 600), y + size * 0.6], size, "name", text, id);
}

// Up to four strokes on the lower edge: how well we cover somebody.
function coverage(ctx, right, y, count, map) {
  for (let k = 0; k < 4; k++) {
    ctx.beginPath();
    ctx.roundRect(right - (4 - k) * 10, y - 1.8, 8, 3.6, 1.8);
    ctx.fillStyle = k < count ? map.paper.coverage : mix(map.paper.coverage, map.paper.card, 0.25);
    ctx.fill();
  }
}
