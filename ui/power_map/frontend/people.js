// People: pastel disc = department, ring = attitude (with its sign), size = decision share, at most four badges.
import { FONT, mix } from "./theme.js";

const TAU = 2 * Math.PI;

export function paintPeople(ctx, map) {
  const view = map.view(), seen = [];
  for (const node of map.nodes.values()) {
    if (node.x < view.left - 60 || node.x > view.right + 60 || node.y < view.top - 60 || node.y > view.bottom + 60) continue;
    seen.push(node);
  }
  seen.sort((a, b) => map.front(a) - map.front(b) || a.size - b.size);
  for (const node of seen) {
    ctx.globalAlpha = map.lit(node.id) ? 1 : 0.13;
    if (node.pm.what === "person") paintPerson(ctx, node, map); else paintOutsider(ctx, node, map);
  }
  labels(ctx, map, seen.reverse());
  ctx.globalAlpha = 1;
}

function paintPerson(ctx, node, map) {
  const { x, y, size: r, pm } = node, { paper, palette } = map;
  const ring = palette.attitude[pm.attitude], onScreen = r * map.scale;
  if (map.selected === node.id || map.hover === node.id) {
    ctx.beginPath();
    ctx.arc(x, y, r + 8, 0, TAU);
    ctx.fillStyle = mix(ring, paper.paper, 0.32);
    ctx.fill();
  }
  ctx.beginPath();
  ctx.arc(x, y, r, 0, TAU);
  ctx.fillStyle = pm.placeholder ? paper.disc : mix(pm.colour, paper.disc, map.theme === "dark" ? 0.42 : 0.2);
  ctx.fill();
  ctx.lineWidth = Math.max(3.4, r * 0.13);
  ctx.strokeStyle = ring;
  ctx.setLineDash(pm.placeholder || pm.attitude === "U" ? [5, 4] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  if (onScreen < 6) return;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  if (onScreen > 8) {
    const text = pm.placeholder ? "?" : pm.initials;
    ctx.font = `700 ${r * (text.length > 2 ? 0.6 : 0.72)}px ${FONT}`;
    ctx.fillStyle = map.theme === "dark" ? mix(pm.colour, "#ffffff", 0.35) : mix(pm.colour, "#101828", 0.62);
    ctx.fillText(text, x, y + r * 0.04);
  }
  if (onScreen < 11) return;
  const d = r * 0.76, b = Math.max(7, r * 0.27);
  if (pm.badge) badge(ctx, x + d, y - d, b, pm.badge, paper.ink, paper.paper);
  if (pm.key) badge(ctx, x - d, y - d, b, "★", "#d19a1c", "#ffffff");
  sign(ctx, x - d, y + d, b, pm, palette, paper);
  if (pm.coverage > 0) pips(ctx, x + d, y + d, pm.coverage, paper);
}

function badge(ctx, x, y, r, text, fill, ink) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, TAU);
  ctx.fillStyle = fill;
  ctx.fill();
  ctx.font = `700 ${r * 1.15}px ${FONT}`;
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y + r * 0.08);
}

// The attitude as a letter, with where it came from: "D→C". Doubles the ring for colour-blind eyes.
function sign(ctx, x, y, r, pm, palette, paper) {
  const text = pm.before ? `${pm.before}→${pm.sign}` : pm.sign;
  ctx.font = `700 ${r * 1.15}px ${FONT}`;
  const width = Math.max(2 * r, ctx.measureText(text).width + r * 0.9);
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - r, width, 2 * r, r);
  ctx.fillStyle = paper.paper;
  ctx.fill();
  ctx.lineWidth = 1.3;
  ctx.strokeStyle = palette.attitude[pm.attitude];
  ctx.stroke();
  ctx.fillStyle = mix(palette.attitude[pm.attitude], paper.ink, 0.75);
  ctx.fillText(text, x, y + r * 0.08);
}

function pips(ctx, x, y, count, paper) {
  for (let k = 0; k < 4; k++) {
    ctx.beginPath();
    ctx.arc(x - 5 + k * 5.2, y + 3, 2, 0, TAU);
    ctx.fillStyle = k < count ? "#0f9fb5" : paper.ring;
    ctx.fill();
  }
}

// Our team: rounded squares; competitors: squares on a corner.
function paintOutsider(ctx, node, map) {
  const { x, y, size: r, pm } = node, colour = pm.what === "team" ? "#0f9fb5" : "#a8415b";
  ctx.save();
  ctx.translate(x, y);
  if (pm.what === "competitor") ctx.rotate(Math.PI / 4);
  ctx.beginPath();
  ctx.roundRect(-r, -r, 2 * r, 2 * r, pm.what === "team" ? 7 : 2);
  ctx.restore();
  ctx.fillStyle = mix(colour, map.paper.disc, map.selected === node.id ? 0.4 : 0.16);
  ctx.fill();
  ctx.lineWidth = 2.4;
  ctx.strokeStyle = colour;
  ctx.stroke();
  ctx.font = `700 ${r * 0.75}px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = mix(colour, map.paper.ink, 0.6);
  ctx.fillText(pm.initials, x, y + 1);
}

const BUDGET = 140;

// Names, the weightiest first; never under 10.5 px on screen, never on top of one another.
function labels(ctx, map, order) {
  const size = Math.max(12.5, 10.5 / map.scale), taken = [];
  const free = (box) => !taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1]);
  const budget = map.busy ? 60 : BUDGET;
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  ctx.lineJoin = "round";
  for (const node of order) {
    if (taken.length >= budget) break;
    const lit = map.lit(node.id), close = map.selected === node.id || map.hover === node.id;
    if (!lit && map.nodes.size > 80) continue;
    ctx.font = `600 ${size}px ${FONT}`;
    const name = short(node.label, close ? 40 : 18), width = ctx.measureText(name).width;
    const y = node.y + node.size + size * 1.35;
    const box = [node.x - width / 2 - 2, y - size, node.x + width / 2 + 2, y + size * 0.25];
    if (!close && !free(box)) continue;
    taken.push(box);
    ctx.globalAlpha = lit ? 1 : 0.16;
    halo(ctx, name, node.x, y, size, map.paper, map.paper.ink);
    if (!node.pm.sub || !(map.scale > 0.8 || close)) continue;
    const small = size * 0.84;
    ctx.font = `400 ${small}px ${FONT}`;
    const sub = short(node.pm.sub, close ? 60 : 22), half = ctx.measureText(sub).width / 2;
    const second = [node.x - half, y + 2, node.x + half, y + small * 1.2];
    if (!close && !free(second)) continue;
    taken.push(second);
    halo(ctx, sub, node.x, y + small * 1.15, small, map.paper, map.paper.faint);
  }
}

function halo(ctx, text, x, y, size, paper, ink) {
  ctx.lineWidth = size * 0.3;
  ctx.strokeStyle = paper.halo;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y);
}

// Chinese characters count double: what is cut is width, not letters.
function short(text, limit) {
  let width = 0, result = "";
  for (const letter of text) {
    width += letter > "\u2e7f" ? 2 : 1;
    if (width > limit) return result + "…";
    result += letter;
  }
  return result;
}

// What of a person lies under a point: "sign" (attitude), "badge" (role), "disc", or null.
export function partAt(node, x, y) {
  const r = node.size, d = r * 0.76, b = Math.max(7, r * 0.27) * 1.25;
  if (node.pm.what === "person" && Math.hypot(x - node.x, y - node.y) > r * 0.5) {
    if (Math.hypot(x - node.x + d, y - node.y - d) < b * (node.pm.before ? 1.9 : 1)) return "sign";
    if (node.pm.badge && Math.hypot(x - node.x - d, y - node.y + d) < b) return "badge";
  }
  return Math.hypot(x - node.x, y - node.y) <= r + 4 ? "disc" : null;
}
