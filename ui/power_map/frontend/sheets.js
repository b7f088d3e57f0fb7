// Straight backdrops: lanes with headings, axes with zones and columns, camps, and the sentence of an empty map.
import { taken } from "./labels.js";
import { alpha, mix, TAU } from "./theme.js";
import { cut, font, han, haloed, LEAST_PX, widthOf, wrap } from "./words.js";

const TONES = { good: "#2a9d6f", bad: "#d0553a", neutral: "#8793a8", unknown: "#8793a8" };

const least = (map, size) => Math.max(size, (LEAST_PX + 0.1) / map.scale);

export function paintSheet(ctx, map) {
  const { lanes = [], axes, camps = [] } = map.backdrop;
  lanes.forEach((lane) => paintLane(ctx, map, lane));
  if (axes) paintAxes(ctx, map, axes);
  camps.forEach((camp) => paintCamp(ctx, map, camp));
}

// After the people: what may only stand where there is room.
export function nameSheet(ctx, map) {
  const { axes, camps = [], empty } = map.backdrop;
  if (axes) nameZones(ctx, map, axes);
  camps.forEach((camp) => nameCamp(ctx, map, camp));
  if (empty) sentence(ctx, map, empty);
}

function say(ctx, map, text, x, y, { size, weight = 600, ink, align = "left", kind, halo = false, free = false }) {
  const wide = widthOf(ctx, text, size, weight), left = align === "left" ? x : align === "center" ? x - wide / 2 : x - wide;
  const box = [left, y - size * 0.62, left + wide, y + size * 0.62];
  if (free && !map.room.free(box)) return false;
  ctx.font = font(size, weight);
  ctx.textAlign = align;
  ctx.textBaseline = "middle";
  ctx.fillStyle = ink;
  if (halo) haloed(ctx, text, x, y, size, map.paper.halo, ink); else ctx.fillText(text, x, y);
  taken(map, box, size, kind, text);
  return true;
}

function field(ctx, map, { left, top, right, bottom }, fill, edge, radius = 14) {
  ctx.beginPath();
  ctx.roundRect(left, top, right - left, bottom - top, radius);
  ctx.fillStyle = fill;
  ctx.fill();
  if (!edge) return;
  ctx.lineWidth = 1.1 / Math.min(1, Math.max(map.scale, 0.4));
  ctx.strokeStyle = edge;
  ctx.stroke();
}

function paintLane(ctx, map, lane) {
  const dark = map.theme === "dark", size = least(map, 15), height = lane.bottom - lane.top;
  field(ctx, map, lane, mix(lane.colour, map.paper.rings[1], dark ? 0.075 : 0.055), mix(lane.colour, map.paper.ring, dark ? 0.26 : 0.22));
  if (!lane.name) return;
  ctx.beginPath();
  ctx.roundRect(lane.left, lane.top + 21 - size * 0.65, 4 / Math.min(1, Math.max(map.scale, 0.5)), Math.min(height - 24, size * 1.3), 2);
  ctx.fillStyle = lane.colour;
  ctx.fill();
  const ink = mix(lane.colour, map.paper.ink, dark ? 0.6 : 0.62);
  if (size > 30) { // far away: there is no room inside
    if (height > size * 1.2) say(ctx, map, lane.name, lane.left - size * 0.6, (lane.top + lane.bottom) / 2, { size, weight: 700, ink, align: "right", kind: "lane" });
    return;
  }
  const lines = wrap(ctx, lane.name, size, 700, lane.right - lane.left - 26, height > size * 6 ? 2 : 1);
  lines.forEach((text, k) => text && say(ctx, map, text, lane.left + 16, lane.top + 21 + size * 1.2 * k, { size, weight: 700, ink, kind: "lane" }));
}

// ---- axes -------------------------------------------------------------------------------------------------------
function paintAxes(ctx, map, { x, y, zones = [] }) {
  const dark = map.theme === "dark", edge = (name, pick) => zones.reduce((best, zone) => pick(best, zone[name]), zones[0]?.[name] ?? 0), line = 1.2 / Math.min(1, Math.max(map.scale, 0.4));
  const [left, top, right, bottom] = [edge("left", Math.min), edge("top", Math.min), edge("right", Math.max), edge("bottom", Math.max)];
  for (const zone of zones) {
    field(ctx, map, zone, alpha(TONES[zone.tone] ?? TONES.neutral, zone.tone === "neutral" || zone.tone === "unknown" ? 0.05 : dark ? 0.11 : 0.075), null, 0);
    if (zone.tone === "unknown") hatch(ctx, map, zone);
  }
  ctx.lineWidth = line;
  ctx.strokeStyle = map.paper.ring;
  for (const column of x?.columns ?? []) {
    ctx.beginPath();
    ctx.rect(column.left, top, column.right - column.left, bottom - top);
    ctx.stroke();
  }
  for (const { at } of y?.ticks ?? []) {
    ctx.beginPath();
    ctx.moveTo(left, at);
    ctx.lineTo(right, at);
    ctx.setLineDash([2 * line, 5 * line]);
    ctx.strokeStyle = mix(map.paper.faint, map.paper.ring, 0.35);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  const size = least(map, 13.5), small = least(map, 12);
  let tallest = 1;
  for (const { name, left: l, right: r, code } of x?.columns ?? []) {
    const lines = wrap(ctx, code && code !== "U" ? `${code} ${name}` : name, small, 600, r - l - 8, 3);
    tallest = Math.max(tallest, lines.length);
    lines.forEach((text, k) => say(ctx, map, text, (l + r) / 2, bottom + small * (0.95 + 1.15 * k), { size: small, ink: map.paper.ink, align: "center", kind: "axis" }));
  }
  const foot = bottom + small * (tallest * 1.15 + 0.8) + size * 0.4, start = (x?.columns ?? []).find((c) => c.code !== "U")?.left ?? left;
  if (x) axis(ctx, map, x, start, foot, right - start, 0, size);
  if (y) axis(ctx, map, y, left - size * 1.5, bottom, bottom - top, -Math.PI / 2, size);
}

// An arrow from little to much with its name in the middle and its ends named.
function axis(ctx, map, { name, low, high }, x, y, length, turn, size) {
  const ink = map.paper.faint, cos = Math.cos(turn), sin = Math.sin(turn), texts = [[low, 0, "left", 500], [name, length / 2, "center", 700], [high, length - size, "right", 500]];
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(turn);
  let from = 0;
  ctx.lineWidth = 1.2 / Math.min(1, Math.max(map.scale, 0.4));
  ctx.strokeStyle = mix(ink, map.paper.ring, 0.5);
  ctx.textBaseline = "middle";
  for (const [text, at, align, weight] of texts) {
    const wide = widthOf(ctx, text, size, weight), start = align === "left" ? at : align === "center" ? at - wide / 2 : at - wide;
    if (start > from + size) {
      ctx.beginPath();
      ctx.moveTo(from + size * 0.5, 0);
      ctx.lineTo(start - size * 0.5, 0);
      ctx.stroke();
    }
    ctx.font = font(size, weight);
    ctx.textAlign = align;
    ctx.fillStyle = weight > 600 ? map.paper.ink : ink;
    ctx.fillText(text, at, 0);
    from = start + wide;
    const middle = start + wide / 2, [hw, hh] = turn ? [size * 0.62, wide / 2] : [wide / 2, size * 0.62], [cx, cy] = [x + middle * cos, y + middle * sin];
    taken(map, [cx - hw, cy - hh, cx + hw, cy + hh], size, "axis", text);
  }
  ctx.beginPath();
  ctx.moveTo(length, 0);
  ctx.lineTo(length - size * 0.6, -size * 0.32);
  ctx.lineTo(length - size * 0.6, size * 0.32);
  ctx.closePath();
  ctx.fillStyle = ink;
  ctx.fill();
  ctx.restore();
}

function hatch(ctx, map, { left, top, right, bottom }) {
  const step = Math.max(14, 9 / map.scale), height = bottom - top;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, right - left, height);
  ctx.clip();
  ctx.beginPath();
  for (let x = left - height; x < right; x += step) {
    ctx.moveTo(x, bottom);
    ctx.lineTo(x + height, top);
  }
  ctx.lineWidth = 0.8 / Math.min(1, Math.max(map.scale, 0.4));
  ctx.strokeStyle = alpha(TONES.unknown, 0.16);
  ctx.stroke();
  ctx.restore();
}

// What to do in a zone, in the corner that is free; and what the lines across stand for.
function nameZones(ctx, map, { y, zones = [] }) {
  const size = least(map, 14), small = least(map, 11.5);
  for (const { at, name } of y?.ticks ?? []) {
    const right = Math.max(...zones.map((z) => z.right)), left = Math.min(...zones.map((z) => z.left)), style = { size: small, weight: 500, ink: map.paper.faint, kind: "tick", halo: true, free: true };
    say(ctx, map, name, right - 6, at - small * 0.8, { ...style, align: "right" }) || say(ctx, map, name, left + 6, at - small * 0.8, style);
  }
  for (const zone of zones) {
    const ink = mix(TONES[zone.tone] ?? TONES.neutral, map.paper.ink, map.theme === "dark" ? 0.62 : 0.68), text = han(zone.name) ? zone.name : zone.name.toUpperCase();
    const style = { size, weight: 700, ink, kind: "zone", halo: true, free: true }, high = zone.top + size * 1.1, low = zone.bottom - size * 1.1, middle = (zone.left + zone.right) / 2;
    const fits = cut(ctx, text, size, 700, zone.right - zone.left - 20);
    for (const [x, at, align] of [[zone.left + 12, high, "left"], [zone.right - 12, high, "right"], [middle, high, "center"], [zone.left + 12, low, "left"], [zone.right - 12, low, "right"], [middle, low, "center"]]) {
      if (say(ctx, map, fits, x, at, { ...style, align })) break;
    }
  }
}

// ---- camps: circles that stand anywhere --------------------------------------------------------------------------
function paintCamp(ctx, map, { x, y, colour, rings = [] }) {
  const dark = map.theme === "dark", line = 1.2 / Math.min(1, Math.max(map.scale, 0.4));
  rings.map((ring) => ring.r).sort((a, b) => b - a).forEach((r, k) => {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, TAU);
    ctx.fillStyle = k ? alpha(colour, dark ? 0.06 : 0.045) : alpha(colour, dark ? 0.13 : 0.08);
    ctx.fill();
    ctx.lineWidth = k ? line : 1.5 * line;
    ctx.setLineDash(k ? [2 * line, 4 * line] : []);
    ctx.strokeStyle = alpha(colour, k ? 0.35 : 0.6);
    ctx.stroke();
    ctx.setLineDash([]);
  });
}

function nameCamp(ctx, map, { x, y, colour, rings = [] }) {
  const size = least(map, 11.5);
  for (const { r, name } of rings) {
    if (!name) continue;
    for (const turn of [-90, -60, -120, -30, -150, 90, 60, 120]) {
      const angle = (turn * Math.PI) / 180;
      if (say(ctx, map, name, x + r * Math.cos(angle), y + r * Math.sin(angle), { size, ink: mix(colour, map.paper.ink, 0.5), align: "center", kind: "ring", halo: true, free: true })) break;
    }
  }
}

// Why there is nothing, in the middle of what is seen.
function sentence(ctx, map, text) {
  const view = map.view(), size = 17 / map.scale, room = Math.min(view.right - view.left, 620 / map.scale) * 0.86;
  const lines = wrap(ctx, text, size, 500, room, 5), x = (view.left + view.right) / 2;
  lines.forEach((line, k) => say(ctx, map, line, x, (view.top + view.bottom) / 2 + (k - (lines.length - 1) / 2) * size * 1.5,
    { size, weight: 500, ink: map.paper.faint, align: "center", kind: "empty" }));
}
