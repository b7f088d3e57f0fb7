// Words on the map, the weightiest first: never under 10 px on the screen, never on a face or on one another. What was
// written lies in `map.labelBoxes` (screen pixels), what must stay free in the room.
import { stamped } from "./layers.js";
import { gripBox } from "./grasp.js";
import { boxed, halves } from "./shape.js";
import { font, haloed, LEAST_PX, nameSize, short, widthOf } from "./words.js";

const CELL = 96, BUDGET = 280, BUSY = 160, DOT_PX = 3.6;
const GAP_PX = 5; // between one word and the next

// What is taken on the screen. Boxes are [left, top, right, bottom] in map units.
class Room {
  constructor(scale) {
    this.cell = CELL / scale;
    this.cells = new Map();
  }

  keys([l, t, r, b], visit) {
    for (let i = Math.floor(l / this.cell); i <= Math.floor(r / this.cell); i++) {
      for (let j = Math.floor(t / this.cell); j <= Math.floor(b / this.cell); j++) if (visit(i * 65536 + j)) return true;
    }
    return false;
  }

  take(box) {
    this.keys(box, (key) => { if (this.cells.has(key)) this.cells.get(key).push(box); else this.cells.set(key, [box]); });
  }

  free(box) {
    return !this.keys(box, (key) => this.cells.get(key)?.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1]));
  }
}

// At the start of a frame: faces, cards and badges are taken, and what lies over the map.
export function beginWords(map) {
  map.room = new Room(map.scale);
  map.labelBoxes = [];
  map.waitsForFonts ??= document.fonts?.ready.then(() => { if (map.root.isConnected) map.redraw(); });
  const view = map.view(), { free } = map.camera, inMap = (x, y) => [view.left + x / map.scale, view.top + y / map.scale];
  map.frame = [...inMap(free.left, free.top), ...inMap(free.right, free.bottom)];
  for (const { offsetLeft: x, offsetTop: y, offsetWidth: w, offsetHeight: h } of [map.legendBox, map.hands.bar.bar]) map.room.take([...inMap(x, y), ...inMap(x + w, y + h)]);
  map.grip = gripBox(map);
  if (map.grip) map.room.take(map.grip.box);
  for (const node of map.nodes.values()) {
    const [w, h] = halves(node);
    if (!boxed(node) && node.size * map.scale < DOT_PX) continue; // a dot among very many: names may stand on it
    if (node.x + w < view.left || node.x - w > view.right || node.y + h < view.top || node.y - h > view.bottom) continue;
    if (boxed(node)) {
      map.room.take([node.x - w, node.y - h, node.x + w, node.y + h]);
      continue;
    }
    const r = node.size * 0.93, k = node.size * 0.72; // a disc is two crossed boxes: its corners are free
    map.room.take([node.x - k, node.y - node.size - 1.5, node.x + k, node.y + node.size + 1.5]);
    map.room.take([node.x - node.size - 1.5, node.y - k, node.x + node.size + 1.5, node.y + k]);
    map.room.take([node.x - r, node.y - r * 0.9, node.x + r, node.y + r * 0.9]);
    for (const part of Object.values(node.parts ?? {})) {
      map.room.take([node.x + part.x - part.w, node.y + part.y - part.h, node.x + part.x + part.w, node.y + part.y + part.h]);
    }
  }
  map.workshop?.reserve();
}

// Words were written here. `letters` are the boxes of words along a circle, of which `box` is the whole.
export function taken(map, box, size, kind, text, id = "", letters = null) {
  const gap = GAP_PX / map.scale;
  for (const part of letters ?? [[box[0] - gap, box[1], box[2] + gap, box[3]]]) map.room.take(part);
  noted(map, box, size, kind, text, id, letters);
  map.recording?.push([box, size, kind, text, id, letters]);
}

// Only said, not kept free: words inside a card or a box.
export function noted(map, box, size, kind, text, id = "", letters = null) {
  const view = map.view(), s = map.scale, seen = ([left, top, right, bottom]) => ({ left: (left - view.left) * s, top: (top - view.top) * s,
    right: (right - view.left) * s, bottom: (bottom - view.top) * s });
  map.labelBoxes.push({ kind, text, id, px: size * s, ...seen(box), letters: letters?.map(seen) });
}

const within = ([left, top, right, bottom], [l, t, r, b]) => left >= l && top >= t && right <= r && bottom <= b;
const apart = ([left, top, right, bottom], [l, t, r, b]) => left >= r || right <= l || top >= b || bottom <= t;
const wholeView = ({ left, top, right, bottom }) => [left, top, right, bottom];

// A box brought back into the first of the fields that its owner stands in.
function moved(box, { x, y }, fields) {
  const [left, top, right, bottom] = box, field = fields.find((one) => within([x, y, x, y], one));
  if (!field) return box;
  const dx = Math.max(field[0] - left, Math.min(0, field[2] - right)), dy = Math.max(field[1] - top, Math.min(0, field[3] - bottom));
  return [left + dx, top + dy, right + dx, bottom + dy];
}

// Whether a box lies within the part of the view that nothing covers.
export const seen = (map, box) => within(box, map.frame);

export const marked = (map, node) => map.hover === node.id || map.selected === node.id || (map.light?.chosen?.has(node.id) ?? false);

// Names (and titles, where there is room): below, above, right, left, or aslant; else not at all.
export function paintNames(ctx, map, order) {
  const size = nameSize(map, map.scale), budget = map.busy ? BUSY : BUDGET;
  const crowd = order.length > 120, dots = order.length > 900 ? 90 : budget, detail = map.scale > (map.nodes.size < 25 ? 0.5 : 0.8);
  const marks = [];
  let written = 0;
  stamped(ctx, (put, k) => {
    for (const node of order) {
      const lit = map.lit(node.id), close = marked(map, node);
      if (written >= dots && !close) continue;
      if (!lit && !close && crowd) continue;
      const weight = close ? 700 : lit ? 600 : 500, big = close ? size * 1.06 : size, sub = node.pm.sub && (detail || close || node.pm.what === "group");
      const named = place(ctx, map, node, short(node.label, close ? 44 : crowd ? 20 : 30), big, weight, sub, close)
        ?? (node.label.length > 16 ? place(ctx, map, node, short(node.label, 16), big, weight, false, false) : null);
      if (!named) continue;
      written++;
      const opacity = lit || close ? 1 : 0.42;
      line(put, k, map, named.text, named.x, named.y, big, weight, map.paper.ink, named, opacity);
      if (node.pm.comments || node.pm.pinned) marks.push([node, named, big, opacity]);
      if (named.sub) line(put, k, map, named.sub, named.x, named.y + named.small * 1.18, named.small, 400, map.paper.faint, { align: named.align, width: widthOf(ctx, named.sub, named.small, 400) }, opacity);
    }
  });
  for (const [node, named, big, opacity] of marks) {
    ctx.globalAlpha = opacity;
    paintMarks(ctx, map, node, named, big);
  }
  ctx.globalAlpha = 1;
}

// One line of words as a stamp: halo and text are painted once.
function line(put, k, map, text, x, y, size, weight, ink, { align, width }, opacity) {
  const left = align === "left" ? 0 : align === "center" ? -width / 2 : -width, edge = size * 0.2;
  put(`${text}|${Math.round(size * k * 20)}|${weight}|${ink}|${align}|${map.theme}`, x, y, [left - edge, -size, left + width + edge, size * 0.35], (own) => {
    own.font = font(size, weight);
    own.textAlign = align;
    own.textBaseline = "alphabetic";
    haloed(own, text, 0, 0, size, map.paper.halo, ink);
  }, opacity);
}

function place(ctx, map, node, text, size, weight, withSub, force) {
  const width = widthOf(ctx, text, size, weight), extra = marksWidth(node, size);
  const small = Math.max(size * 0.84, LEAST_PX / map.scale);
  const sub = withSub ? short(node.pm.sub, force ? 60 : 34) : "";
  const fields = fieldsOf(map, node);
  const across = sub ? Math.max(width + extra, widthOf(ctx, sub, small, 400)) : width + extra;
  for (const tall of sub ? [size * 1.2 + small * 1.18, size * 1.2] : [size * 1.2]) {
    const wide = tall > size * 1.3 ? across : width + extra;
    const open = slots(map, node, wide, tall).map(([dx, dy, align]) => {
      const left = align === "center" ? node.x + dx - wide / 2 : align === "left" ? node.x + dx : node.x + dx - wide;
      return { box: [left - 1, node.y + dy, left + wide + 1, node.y + dy + tall], align };
    });
    for (const field of fields) {
      const found = open.find(({ box }) => within(box, field) && map.room.free(box));
      if (found) return written(found.box, found.align, tall);
    }
    if (!force || tall > size * 1.3) continue;
    const [w, h] = halves(node), face = [node.x - w, node.y - h, node.x + w, node.y + h], whole = open.map(({ box, align }) => ({ box: moved(box, node, fields), align }));
    const { box, align } = whole.find((slot) => apart(slot.box, face) && !(map.grip && !apart(slot.box, map.grip.box))) ?? whole[0];
    return written(box, align, tall);
  }
  return null;

  function written(box, align, tall) {
    const x = align === "center" ? (box[0] + box[2]) / 2 - extra / 2 : align === "left" ? box[0] + 1 : box[2] - 1 - extra;
    const second = Boolean(sub) && tall > size * 1.3;
    if (second) {
      const line = box[1] + size * 1.2;
      taken(map, [box[0], box[1], box[2], line], size, "name", text, node.id);
      taken(map, [box[0], line, box[2], box[3]], small, "sub", sub, node.id);
    } else taken(map, box, size, "name", text, node.id);
    return { text, x, y: box[1] + size * 0.96, align, width, sub: second ? sub : "", small };
  }
}

// Where a name may stand, the best first: within the lane of its owner, free of legend and tools, within the view. A name
// that would be cut off is not written.
function fieldsOf(map, { x, y }) {
  const lane = map.backdrop.lanes?.find(({ left, top, right, bottom }) => within([x, y, x, y], [left, top, right, bottom]));
  const both = ([l, t, r, b], { left, top, right, bottom }) => [Math.max(l, left), Math.max(t, top), Math.min(r, right), Math.min(b, bottom)];
  return [...(lane ? [both(map.frame, lane)] : []), map.frame, wholeView(map.view())];
}

function slots(map, node, wide, tall) {
  const [w, h] = halves(node), gap = 2.5 / Math.max(map.scale, 0.5), grip = map.grip?.of === node ? map.grip.box[3] - node.y : 0;
  const low = Math.max(h + gap, grip, (node.parts?.sign?.y ?? 0) + (node.parts?.sign?.h ?? 0) + 1), high = Math.max(h + gap + 1, grip), beside = w + gap + 3;
  return [[0, low, "center"], [0, -high - tall, "center"], [beside, -tall / 2, "left"], [-beside, -tall / 2, "right"],
    [wide * 0.3, low, "center"], [-wide * 0.3, low, "center"], [wide * 0.3, -high - tall, "center"], [-wide * 0.3, -high - tall, "center"],
    [beside * 0.72, h * 0.75, "left"], [-beside * 0.72, h * 0.75, "right"], [beside * 0.72, -h * 0.75 - tall, "left"], [-beside * 0.72, -h * 0.75 - tall, "right"]];
}

// Small things behind a name: a comment bubble, a pin. They are said of the entry, not of the person's power.
function marksWidth(node, size) { return ((node.pm.comments ? 1 : 0) + (node.pm.pinned ? 0.75 : 0)) * size; }

function paintMarks(ctx, map, node, { x, y, align, width }, size) {
  let at = (align === "center" ? x + width / 2 : align === "left" ? x + width : x) + size * 0.22;
  if (node.pm.comments) {
    bubble(ctx, at + size * 0.35, y - size * 0.36, size * 0.38, map.paper.comment, map.paper.paper);
    at += size;
  }
  if (node.pm.pinned) pin(ctx, at + size * 0.22, y - size * 0.36, size * 0.34, map.paper.faint);
}

export function bubble(ctx, x, y, r, fill, ink) {
  ctx.beginPath();
  ctx.roundRect(x - r, y - r * 0.85, 2 * r, 1.45 * r, r * 0.5);
  ctx.moveTo(x - r * 0.45, y + r * 0.5);
  ctx.lineTo(x - r * 0.55, y + r * 1.1);
  ctx.lineTo(x + r * 0.15, y + r * 0.5);
  ctx.fillStyle = fill;
  ctx.fill();
  ctx.beginPath();
  for (const k of [-0.45, 0, 0.45]) ctx.roundRect(x + k * r - r * 0.12, y - r * 0.25, r * 0.24, r * 0.24, r * 0.12);
  ctx.fillStyle = ink;
  ctx.fill();
}

function pin(ctx, x, y, r, ink) {
  ctx.beginPath();
  ctx.arc(x, y - r * 0.35, r * 0.5, 0, 2 * Math.PI);
  ctx.moveTo(x, y + r * 0.1);
  ctx.lineTo(x, y + r);
  ctx.lineWidth = r * 0.3;
  ctx.strokeStyle = ink;
  ctx.stroke();
}

