// Everything that is not somebody of the client: our team and competitors at the rim, and the items of the charts:
// organisations, accounts, deals, steps, factions, blocks, groups. Boxes hold their name, discs have it beside them.
import { BADGE_PX, signPill } from "./badges.js";
import { noted } from "./labels.js";
import { boxed } from "./shape.js";
import { alpha, inkOf, mix, pastel, ringOf, TAU } from "./theme.js";
import { cut, font, LEAST_PX, widthOf, wrap } from "./words.js";

export function paintItem(ctx, node, map) {
  const { pm } = node, lit = map.selected === node.id || map.hover === node.id;
  if (pm.what === "team" || pm.what === "competitor") return outsider(ctx, node, map, lit);
  if (boxed(node)) return box(ctx, node, map, lit);
  return round(ctx, node, map, lit);
}

// Our team: rounded squares; competitors: squares on a corner.
function outsider(ctx, { x, y, size, pm }, map, lit) {
  const { paper } = map, ours = pm.what === "team", colour = ours ? paper.team : paper.competitor, r = ours ? size * 0.92 : size * 0.86;
  const outline = (grow) => {
    ctx.beginPath();
    if (ours) ctx.roundRect(x - r - grow, y - r - grow, 2 * (r + grow), 2 * (r + grow), 7 + grow);
    else {
      const k = (r + grow) * 1.38;
      ctx.moveTo(x, y - k);
      for (const [dx, dy] of [[k, 0], [0, k], [-k, 0]]) ctx.lineTo(x + dx, y + dy);
      ctx.closePath();
    }
  };
  ctx.lineJoin = "round";
  if (lit) {
    outline(6);
    ctx.fillStyle = alpha(colour, 0.28);
    ctx.fill();
  }
  outline(0);
  ctx.fillStyle = mix(colour, paper.disc, map.theme === "dark" ? 0.3 : 0.14);
  ctx.fill();
  ctx.lineWidth = 1.9;
  ctx.strokeStyle = mix(colour, paper.disc, 0.85);
  ctx.stroke();
  const high = r * (pm.initials > "\u2e7f" ? 0.66 : 0.76);
  if (high * map.scale < LEAST_PX) return;
  ctx.font = font(high, 700);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = inkOf(map, colour);
  ctx.fillText(pm.initials, x, y + r * 0.05);
}

const colourOf = (pm, map) => pm.colour ?? map.paper.faint;

function box(ctx, { x, y, pm, label }, map, lit) {
  const { w, h } = pm, { paper } = map, colour = colourOf(pm, map), dark = map.theme === "dark", whole = pm.what === "account" || pm.what === "opportunity" || pm.state === "now";
  const radius = pm.what === "block" ? 0 : whole ? Math.min(h / 2, 15) : 9;
  if (lit) {
    ctx.beginPath();
    ctx.roundRect(x - w / 2 - 5, y - h / 2 - 5, w + 10, h + 10, radius + 5);
    ctx.fillStyle = alpha(colour, 0.28);
    ctx.fill();
  }
  if (pm.what !== "block") raised(ctx, x, y, w, h, radius, map);
  ctx.beginPath();
  ctx.roundRect(x - w / 2, y - h / 2, w, h, radius);
  ctx.fillStyle = whole ? mix(colour, paper.card, dark ? 0.42 : 0.16) : pm.what === "again" ? mix(colour, paper.card, dark ? 0.1 : 0.05)
    : mix(colour, paper.card, pm.what === "block" ? (pm.unknown ? 0.06 : dark ? 0.4 : 0.26) : dark ? 0.2 : 0.09);
  ctx.fill();
  ctx.lineWidth = whole ? 2.2 : 1.3;
  ctx.setLineDash(pm.what === "again" || pm.nobody || pm.unknown ? [5, 4] : []);
  ctx.strokeStyle = mix(colour, paper.card, whole ? 0.9 : 0.6);
  ctx.stroke();
  ctx.setLineDash([]);
  if (pm.gate) gate(ctx, x - w / 2, y, h, colour, map);
  if (h * map.scale < 17) return;
  const inBlock = pm.what === "block", ink = mix(inkOf(map, colour), paper.ink, pm.what === "again" ? 0.35 : 0.7);
  const tagged = pm.text && !inBlock && h * map.scale > 26 ? tag(ctx, x + w / 2 - 8, y - h / 2, pm.text, colour, map) * 0.42 : 0;
  words(ctx, x, y + tagged / 2, w - 16, h - 6 - tagged, label, inBlock ? pm.text : pm.sub, ink, map);
  if (!pm.sign) return;
  const small = Math.min(Math.max(9, BADGE_PX / map.scale), h * 0.5);
  signPill(ctx, x - w / 2, y, { w: small * (1 + 0.3 * (pm.sign.length - 1)), h: small }, pm, ringOf(map, pm.attitude), map);
}

// Must be passed: a bar at the left edge.
function gate(ctx, left, y, h, colour, map) {
  ctx.beginPath();
  ctx.roundRect(left - 3, y - h / 2 - 4, 6, h + 8, 3);
  ctx.fillStyle = mix(colour, map.paper.ink, 0.7);
  ctx.fill();
}

// A few words on the upper edge: a share, a number. Returns how tall they stand.
function tag(ctx, right, y, text, colour, map) {
  const size = Math.max(11.5, (LEAST_PX + 0.1) / map.scale), wide = widthOf(ctx, text, size, 600) + size, tall = size * 1.42;
  ctx.beginPath();
  ctx.roundRect(right - wide, y - tall / 2, wide, tall, tall / 2);
  ctx.fillStyle = map.paper.disc;
  ctx.fill();
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = mix(colour, map.paper.disc, 0.6);
  ctx.stroke();
  ctx.font = font(size, 600);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = mix(colour, map.paper.ink, 0.35);
  ctx.fillText(text, right - wide / 2, y + size * 0.05);
  said(ctx, map, text, right - wide / 2, y, size, 600);
  return tall;
}

// A disc with a few words inside; of many people folded into one the ring says what they think of us.
function round(ctx, { x, y, size: r, pm }, map, lit) {
  const { paper } = map, colour = colourOf(pm, map), group = pm.what === "group", w = group ? Math.max(4, r * 0.1) : 2;
  if (lit || group) {
    ctx.beginPath();
    ctx.arc(x, y, r + (lit ? 10 : 6), 0, TAU);
    ctx.fillStyle = alpha(colour, lit ? 0.3 : 0.14);
    ctx.fill();
  }
  ctx.beginPath();
  ctx.arc(x, y, r, 0, TAU);
  ctx.fillStyle = pastel(map, colour, pm.what === "more" ? 0.5 : 1);
  ctx.fill();
  ctx.lineWidth = w;
  if (!donut(ctx, x, y, r, pm, map)) {
    ctx.setLineDash(pm.what === "more" || (group && pm.attitude === "U") ? [5, 4] : []);
    ctx.strokeStyle = group && pm.attitude ? ringOf(map, pm.attitude) : mix(colour, paper.disc, 0.7);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  const text = pm.text || (pm.count != null ? String(pm.count) : pm.initials);
  if (text) {
    const size = Math.min(r * 0.72, Math.max(26, 13 / map.scale), (r * 1.6 * 100) / widthOf(ctx, text, 100, 700));
    if (size * map.scale >= LEAST_PX) {
      ctx.font = font(size, 700);
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.fillStyle = inkOf(map, colour);
      ctx.fillText(text, x, y + size * 0.06);
    }
  }
  if (pm.sign && r * map.scale > 16) {
    const h = Math.min(Math.max(9, BADGE_PX / map.scale), r * 0.5);
    signPill(ctx, x - r * 0.7, y + r * 0.7, { w: h * (1 + 0.3 * (pm.sign.length - 1)), h }, pm, ringOf(map, pm.attitude), map);
  }
}

// The attitudes of a group as parts of its ring, when they are given as numbers.
function donut(ctx, x, y, r, pm, map) {
  const parts = Object.entries(pm.attitudes ?? {}).filter(([, n]) => n > 0), all = parts.reduce((sum, [, n]) => sum + n, 0);
  let from = -Math.PI / 2;
  for (const [code, n] of parts) {
    const to = from + (TAU * n) / all, gap = parts.length > 1 ? Math.min(0.035, (to - from) / 4) : 0;
    ctx.beginPath();
    ctx.arc(x, y, r, from + gap, to - gap);
    ctx.strokeStyle = ringOf(map, code);
    ctx.stroke();
    from = to;
  }
  return all > 0;
}

// A name in up to three lines and what belongs to it beneath, as large as the room and the least size allow.
function words(ctx, x, y, w, h, label, sub, ink, map) {
  const size = Math.max(13.5, (LEAST_PX + 0.1) / map.scale), small = Math.max(11, (LEAST_PX + 0.1) / map.scale);
  if (size > h * 1.05 || w < size * 1.5) return;
  const under = sub && h > size * 1.15 + small * 1.2 ? cut(ctx, sub, small, 500, w) : "";
  const lines = label ? wrap(ctx, label, size, 650, w, Math.max(1, Math.floor((h - (under ? small * 1.25 : 0)) / (size * 1.16)))) : [];
  const tall = lines.length * size * 1.16 + (under ? small * 1.25 : 0);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.font = font(size, 650);
  ctx.fillStyle = ink;
  lines.forEach((line, k) => {
    const at = y - tall / 2 + (k + 0.5) * size * 1.16;
    ctx.fillText(line, x, at + size * 0.04);
    said(ctx, map, line, x, at, size, 650);
  });
  if (!under) return;
  ctx.font = font(small, 500);
  ctx.fillStyle = mix(ink, map.paper.disc, 0.78);
  ctx.fillText(under, x, y + tall / 2 - small * 0.58);
  said(ctx, map, under, x, y + tall / 2 - small * 0.58, small, 500);
}

function said(ctx, map, text, x, y, size, weight) {
  const half = widthOf(ctx, text, size, weight) / 2;
  noted(map, [x - half, y - size * 0.5, x + half, y + size * 0.5], size, "inside", text);
}

// The shade under cards and boxes.
export function raised(ctx, x, y, w, h, radius, map) {
  ctx.beginPath();
  ctx.roundRect(x - w / 2 - 0.6, y - h / 2 + 1, w + 1.2, h + 1.6, radius + 1);
  ctx.fillStyle = map.theme === "dark" ? "rgba(0,0,0,.5)" : "rgba(60,50,20,.14)";
  ctx.fill();
}
