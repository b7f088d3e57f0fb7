// The few marks on a person: the attitude as a letter (with a clock when it is old), and at most four badges: purchase
// role, key player, coverage, clock. Their places are worked out before anything is painted, so that names keep clear.
import { alpha, mix, ringOf, TAU } from "./theme.js";
import { font, LEAST_PX, onScreen, scratch, widthOf } from "./words.js";

const LADDER = ["A", "B+", "B", "C+", "C", "D+", "D", "E+", "E"];
const FROM_PX = 10.5; // a smaller disc carries no badges
const FACE_PX = 14; // on a smaller one the letter of the attitude stands in the middle, instead of initials
const LETTER_PX = 10.1; // no letter in a badge is smaller
const STANCE_PX = 3.6; // the smallest disc that says for or against
const AT = 0.74; // times the radius, across and down
export const BADGE_PX = 7.2; // half of a badge on the screen: its letter can be read

// Where the marks of a disc lie: {x, y} from its middle, and half of width and height.
export function partsOf(node, scale) {
  if (node.partsAt === scale) return node.parts;
  node.partsAt = scale;
  const { size: r, pm } = node;
  if (pm.what !== "person" || r * scale < FROM_PX) return (node.parts = null);
  const b = Math.max(r * 0.26, BADGE_PX / scale), d = Math.max(AT * r, (r + b * 0.4) * Math.SQRT1_2), star = Math.min(b, r * 0.5);
  const wide = b * (1 + 0.3 * (pm.sign.length - 1)) + (pm.stale ? b * 0.78 : 0), parts = {};
  if (hasFace(r, scale)) parts.sign = { x: -d - (wide - b) * 0.55, y: d, w: wide, h: b };
  if (pm.badge) parts.badge = { x: d, y: -d, w: b, h: b };
  if (pm.key) parts.key = { x: -d, y: -d, w: star, h: star };
  if (pm.coverage > 0 || pm.key || pm.badge) parts.coverage = { x: 0.84 * r + 5, y: 0.56 * r + 3, w: 5, h: 0.3 * r };
  return (node.parts = parts);
}

// Whether initials fit into a disc, and the attitude beside them.
export const hasFace = (r, scale) => r * scale >= FACE_PX;

// In a small disc: the letter of the attitude, else its stance.
export function paintSign(ctx, { x, y, size: r, pm }, map, ink) {
  const size = Math.max(r * 0.74, LEAST_PX / map.scale);
  if (size > r * 1.4 || widthOf(scratch(), pm.sign, size, 700) > r * 1.55) return r * map.scale >= STANCE_PX && stance(ctx, pm.sign, x, y, r * 0.5, ink);
  ctx.font = font(size, 700);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = ink;
  ctx.fillText(pm.sign, x, y + size * 0.06);
  return true;
}

export function paintBadges(ctx, node, map) {
  const { x, y, size: r, pm, parts } = node, { paper } = map;
  if (!parts) return;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  if (parts.coverage) strokes(ctx, x, y, r, pm.coverage, map);
  if (parts.badge) {
    disc(ctx, x + parts.badge.x, y + parts.badge.y, parts.badge.w, paper.badge, paper);
    letter(ctx, pm.badge, x + parts.badge.x, y + parts.badge.y, parts.badge.w, paper.badge_ink);
  }
  if (parts.key) {
    disc(ctx, x + parts.key.x, y + parts.key.y, parts.key.w, paper.star, paper);
    star(ctx, x + parts.key.x, y + parts.key.y, parts.key.w * 0.66, "#ffffff");
  }
  if (parts.sign) signPill(ctx, x + parts.sign.x, y + parts.sign.y, parts.sign, pm, ringOf(map, pm.attitude), map);
}

export function signPill(ctx, x, y, { w, h }, pm, colour, map) {
  const { paper } = map, ink = mix(colour, paper.ink, 0.7);
  ctx.beginPath();
  ctx.roundRect(x - w, y - h, 2 * w, 2 * h, h);
  ctx.fillStyle = paper.disc;
  ctx.fill();
  ctx.lineWidth = h * 0.17;
  ctx.strokeStyle = colour;
  ctx.stroke();
  const at = x - (pm.stale ? h * 0.72 : 0);
  if (!letter(ctx, pm.sign, at, y, h, ink)) stance(ctx, pm.sign, at, y, h * 0.62, ink);
  if (pm.stale) clock(ctx, x + w - h * 0.92, y, h * 0.56, ink);
}

export function disc(ctx, x, y, r, fill, paper) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, TAU);
  ctx.fillStyle = fill;
  ctx.fill();
  ctx.lineWidth = r * 0.2;
  ctx.strokeStyle = paper.disc;
  ctx.stroke();
}

// A letter in a badge; tells whether there is room to read it.
export function letter(ctx, text, x, y, r, ink) {
  const size = Math.max(r * 1.3, LETTER_PX / onScreen(ctx, 1));
  if (size > r * (text > "\u2e7f" ? 1.65 : 1.9)) return false;
  ctx.font = font(size, 700);
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y + r * 0.09);
  return true;
}

// The attitude where a letter would be too small to read: for us points up, against us down, neither lies flat; not known
// is empty. Tells whether there is one.
export function stance(ctx, sign, x, y, r, ink) {
  const side = { A: -1, B: -1, C: 0, D: 1, E: 1 }[sign[0]];
  if (side === undefined) return false;
  ctx.beginPath();
  if (side) {
    for (const [dx, dy] of [[0, 0.9], [0.95, -0.65], [-0.95, -0.65]]) ctx.lineTo(x + dx * r, y + dy * r * side);
    ctx.closePath();
  } else ctx.rect(x - r * 0.85, y - r * 0.26, r * 1.7, r * 0.52);
  ctx.fillStyle = ink;
  ctx.fill();
  return true;
}

export function star(ctx, x, y, r, fill) {
  ctx.beginPath();
  for (let k = 0; k < 10; k++) {
    const angle = -Math.PI / 2 + (k * Math.PI) / 5, reach = k % 2 ? r * 0.45 : r;
    ctx.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
  }
  ctx.closePath();
  ctx.fillStyle = fill;
  ctx.fill();
}

// An attitude that nobody confirmed for long.
function clock(ctx, x, y, r, ink) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, TAU);
  ctx.moveTo(x, y - r * 0.62);
  ctx.lineTo(x, y);
  ctx.lineTo(x + r * 0.5, y + r * 0.25);
  ctx.lineWidth = r * 0.28;
  ctx.strokeStyle = ink;
  ctx.stroke();
}

// How well we cover somebody: up to four strokes along the lower right of the ring; pale on whoever counts and is not covered.
function strokes(ctx, x, y, r, count, map) {
  const wide = Math.min(Math.max(2.2, 2.4 / map.scale), r * 0.15), reach = r + ringGap(r) + wide * 0.9, long = Math.max(0.17, (wide * 1.9) / reach), gap = (wide * 0.95) / reach;
  const first = 0.66 - 2 * long - 1.5 * gap;
  ctx.lineWidth = wide;
  ctx.lineCap = "butt";
  for (let k = 0; k < 4; k++) {
    const from = first + (3 - k) * (long + gap);
    ctx.beginPath();
    ctx.arc(x, y, reach, from, from + long);
    ctx.strokeStyle = k < count ? map.paper.coverage : mix(map.paper.coverage, map.paper.rings[2], 0.26);
    ctx.stroke();
  }
}

const ringGap = (r) => Math.max(2.6, r * 0.1);

// Then and now on the ring: the part that leads to the letter has the old colour; outside, faint, where we want it.
export function paintChange(ctx, node, ring, map) {
  const { x, y, size: r, pm, parts } = node;
  if (!parts) return;
  const now = LADDER.indexOf(pm.attitude), half = ((parts.sign?.w ?? 0) + 1) / r, middle = Math.PI * 0.75;
  const steps = (code) => (now < 0 || !LADDER.includes(code) ? 2 : Math.abs(LADDER.indexOf(code) - now));
  if (pm.before) {
    const end = middle - half - 0.2, start = end - Math.min(1.45, 0.32 + 0.2 * steps(pm.before));
    ctx.beginPath();
    ctx.arc(x, y, r, start, end);
    ctx.lineWidth = ring;
    ctx.strokeStyle = ringOf(map, pm.before);
    ctx.stroke();
    chevron(ctx, x, y, r, end, ring, map.paper.disc);
  }
  if (pm.wanted) {
    const reach = r + ring * 0.5 + 3, start = middle + half + 0.05, end = start + Math.min(parts.key ? 0.5 : 1.3, 0.3 + 0.16 * steps(pm.wanted)), colour = ringOf(map, pm.wanted);
    ctx.beginPath();
    ctx.arc(x, y, reach, start, end);
    ctx.lineWidth = Math.max(1.5, ring * 0.3);
    ctx.setLineDash([1.8, 2.2]);
    ctx.strokeStyle = alpha(colour, 0.9);
    ctx.stroke();
    ctx.setLineDash([]);
    arrow(ctx, x, y, reach, end, Math.max(2.2, ring * 0.5), colour);
  }
}

// Cut through the ring where the old colour ends, pointing clockwise to the letter of today.
function chevron(ctx, x, y, reach, angle, ring, paper) {
  const at = (turn, out) => [x + (reach + out) * Math.cos(turn), y + (reach + out) * Math.sin(turn)], back = (0.62 * ring) / reach, out = ring * 0.62;
  ctx.beginPath();
  ctx.moveTo(...at(angle - back, out));
  ctx.lineTo(...at(angle + back, 0));
  ctx.lineTo(...at(angle - back, -out));
  ctx.lineWidth = Math.max(1.6, ring * 0.38);
  ctx.lineJoin = "miter";
  ctx.strokeStyle = paper;
  ctx.stroke();
}

// An arrow head that sits on a circle, pointing clockwise.
function arrow(ctx, x, y, reach, angle, size, fill) {
  const at = (turn, out) => [x + (reach + out) * Math.cos(turn), y + (reach + out) * Math.sin(turn)];
  ctx.beginPath();
  ctx.moveTo(...at(angle + (1.9 * size) / reach, 0));
  ctx.lineTo(...at(angle, 1.1 * size));
  ctx.lineTo(...at(angle, -1.1 * size));
  ctx.closePath();
  ctx.fillStyle = fill;
  ctx.fill();
}
