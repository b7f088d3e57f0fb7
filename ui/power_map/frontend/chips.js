// What stands on a tie: a break mark where it is against, a text ("35 %"), a leaf where something is noted, a bubble where
// it was commented. Never on a face or a name: each slides along its tie to where there is room.
import { bubble, taken } from "./labels.js";
import { along } from "./routes.js";
import { alpha, mix } from "./theme.js";
import { font, LEAST_PX, widthOf } from "./words.js";

const MOST_TEXTS = 36;
const SLIDE = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];

export function paintMarks(ctx, map, marks) {
  const few = marks.length < 260, readable = map.scale > 0.75, texts = marks.filter(({ tie }) => tie.pm.text).map(({ tie }) => tie.pm.strength).sort((a, b) => b - a);
  const weighty = texts[MOST_TEXTS] ?? -1; // of very many texts those of the strongest ties
  for (const { tie, route, drawn } of marks) {
    const { pm } = tie, strong = drawn.lit === 2 || map.selected === tie.id;
    if (pm.text && (strong || pm.strength > weighty)) text(ctx, map, tie, route, drawn);
    if (!few && !strong) continue;
    if (pm.sign < 0 && map.scale > 0.28) breakMark(ctx, map, route, drawn);
    if ((pm.note || pm.comments) && (readable || strong)) noteMark(ctx, map, pm, route, drawn);
  }
}

function spot(map, route, half, slide = SLIDE) {
  for (const t of slide) {
    const at = along(route, t);
    if (map.room.free([at.x - half, at.y - half, at.x + half, at.y + half])) return at;
  }
  return null;
}

// The line is cut through and shows two strokes across: opposition reads without the colour.
function breakMark(ctx, map, route, { colour, opacity, width }) {
  const size = Math.max(4.6, 4.6 / Math.max(map.scale, 0.6)), at = spot(map, route, size);
  if (!at) return;
  ctx.save();
  ctx.translate(at.x, at.y);
  ctx.rotate(at.angle);
  ctx.beginPath();
  ctx.rect(-size * 0.42, -width * 0.5 - 1.2, size * 0.84, width + 2.4);
  ctx.fillStyle = map.paper.rings[2];
  ctx.fill();
  ctx.beginPath();
  for (const side of [-0.42, 0.42]) {
    ctx.moveTo(side * size - size * 0.3, size);
    ctx.lineTo(side * size + size * 0.3, -size);
  }
  ctx.lineWidth = Math.max(1.5, width * 0.8);
  ctx.lineCap = "round";
  ctx.strokeStyle = alpha(colour, Math.min(1, opacity + 0.3));
  ctx.stroke();
  ctx.restore();
  taken(map, [at.x - size, at.y - size, at.x + size, at.y + size], 2 * size, "mark", "");
}

function noteMark(ctx, map, pm, route, { colour, opacity }) {
  const r = Math.max(5.2, 4.4 / map.scale), at = spot(map, route, r, pm.sign < 0 ? [0.62, 0.38, 0.7, 0.3] : SLIDE);
  if (!at) return;
  ctx.globalAlpha = Math.min(1, opacity + 0.35);
  if (pm.comments) bubble(ctx, at.x, at.y, r * 1.05, map.paper.comment, map.paper.disc);
  else leaf(ctx, at.x, at.y, r, mix(colour, map.paper.ink, 0.75), map.paper.disc);
  ctx.globalAlpha = 1;
  taken(map, [at.x - r, at.y - r, at.x + r, at.y + r], 2 * r, "mark", "");
}

// A small sheet of paper with two lines.
function leaf(ctx, x, y, r, ink, paper) {
  ctx.beginPath();
  ctx.roundRect(x - r * 0.68, y - r * 0.85, r * 1.36, r * 1.7, r * 0.25);
  ctx.fillStyle = paper;
  ctx.fill();
  ctx.lineWidth = r * 0.19;
  ctx.strokeStyle = ink;
  ctx.stroke();
  ctx.beginPath();
  for (const [dy, to] of [[-0.35, 0.34], [0, 0.34], [0.35, 0.05]]) {
    ctx.moveTo(x - r * 0.34, y + dy * r);
    ctx.lineTo(x + to * r, y + dy * r);
  }
  ctx.stroke();
}

function text(ctx, map, tie, route, { colour, opacity, lit }) {
  if (!lit && opacity < 0.06) return;
  const size = Math.max(12, (LEAST_PX + 0.1) / map.scale), half = widthOf(ctx, tie.pm.text, size, 600) / 2 + size * 0.45, tall = size * 0.78;
  for (const t of SLIDE) {
    const at = along(route, t), box = [at.x - half, at.y - tall, at.x + half, at.y + tall];
    if (!map.room.free(box)) continue;
    ctx.beginPath();
    ctx.roundRect(box[0], box[1], 2 * half, 2 * tall, tall);
    ctx.fillStyle = map.paper.disc;
    ctx.fill();
    ctx.lineWidth = 1.1;
    ctx.strokeStyle = alpha(colour, 0.55);
    ctx.stroke();
    ctx.font = font(size, 600);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = mix(colour, map.paper.ink, 0.45);
    ctx.fillText(tie.pm.text, at.x, at.y + size * 0.05);
    taken(map, box, size, "tie", tie.pm.text, tie.id);
    return;
  }
}

