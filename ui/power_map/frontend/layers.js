// What need not be painted anew in every frame: pictures of whole layers, larger than the view so that a pan stays
// inside them, and small pictures of discs and names that are used many times. All in pixels of the device.

const MARGIN = 0.2, LARGE = 5e6, REST_MS = 130, MOST_STAMPS = 3000;

// The device pixels of this frame: world x lies at x * k + dx.
function pixels(ctx) {
  const { a, e, f } = ctx.getTransform();
  return { k: a, dx: e, dy: f, width: ctx.canvas.width, height: ctx.canvas.height };
}

// So much is on the map that whole layers are kept as pictures.
export const crowded = (map) => map.ties.size > 600 || map.nodes.size > 400;

const numbers = new WeakMap();
let last = 0;

// A number for something that is replaced as a whole when it changes.
export function numberOf(thing) {
  if (!thing) return 0;
  if (!numbers.has(thing)) numbers.set(thing, ++last);
  return numbers.get(thing);
}

export class Layer {
  // `opaque`: it hides what lies below; `patient`: while zooming its old picture is stretched, and painted anew at rest.
  constructor({ opaque = false, patient = false } = {}) { Object.assign(this, { opaque, patient }); }

  // Shows the picture that `paint(context)` made for this key; the key says everything the picture depends on but the view.
  // Tells whether it was painted anew.
  show(ctx, map, key, paint) {
    const now = pixels(ctx), { at } = this;
    const fits = at && this.key === key && at.width === now.width && at.height === now.height;
    if (fits && at.k === now.k && this.covers(now)) return this.blit(ctx, now, 1);
    if (fits && this.patient && at.k !== now.k && now.k / at.k < 2.5 && at.k / now.k < 2.5 && this.moving(map, now.k)) return this.blit(ctx, now, now.k / at.k);
    this.paint(ctx, now, paint);
    this.key = key;
    this.seen = now.k;
    this.blit(ctx, now, 1);
    return true;
  }

  covers({ dx, dy, width, height }) {
    const left = Math.round(dx - this.at.dx) - this.pad.x, top = Math.round(dy - this.at.dy) - this.pad.y;
    return left <= 0 && top <= 0 && left + this.picture.width >= width && top + this.picture.height >= height;
  }

  // Whether the scale has just changed; then the map is painted once more when it rests.
  moving(map, k) {
    const changed = this.seen !== k, time = performance.now();
    if (changed) {
      this.changed = time;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => map.redraw(), REST_MS + 20);
    }
    this.seen = k;
    return time - (this.changed ?? 0) < REST_MS;
  }

  paint(ctx, now, paint) {
    const margin = now.width * now.height > LARGE ? MARGIN / 3 : MARGIN;
    this.pad = { x: Math.round(now.width * margin), y: Math.round(now.height * margin) };
    const [width, height] = [now.width + 2 * this.pad.x, now.height + 2 * this.pad.y];
    this.picture ??= document.createElement("canvas");
    if (this.picture.width !== width || this.picture.height !== height) Object.assign(this.picture, { width, height });
    const own = this.picture.getContext("2d", { alpha: !this.opaque });
    own.setTransform(1, 0, 0, 1, 0, 0);
    own.clearRect(0, 0, width, height);
    own.setTransform(now.k, 0, 0, now.k, now.dx + this.pad.x, now.dy + this.pad.y);
    this.at = now;
    paint(own);
  }

  blit(ctx, { dx, dy }, grown) {
    const x = dx - (this.at.dx + this.pad.x) * grown, y = dy - (this.at.dy + this.pad.y) * grown;
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    if (grown === 1) ctx.drawImage(this.picture, Math.round(x), Math.round(y));
    else ctx.drawImage(this.picture, x, y, this.picture.width * grown, this.picture.height * grown);
    ctx.restore();
    return false;
  }
}

// ---- stamps -------------------------------------------------------------------------------------------------------
const stamps = new Map();
globalThis.document?.fonts?.addEventListener?.("loadingdone", () => stamps.clear());

// Paints many small pictures; `each(put, k)` calls put(key, x, y, box, paint, opacity) where box is [left, top, right, bottom]
// round (x, y) in map units and paint(context) draws with (x, y) as the origin; k are the device pixels of a map unit. What was
// painted once under a key is used again.
export function stamped(ctx, each) {
  const { k, dx, dy } = pixels(ctx), alpha = ctx.globalAlpha;
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  each((key, x, y, box, paint, opacity = 1) => {
    let stamp = stamps.get(key);
    if (!stamp) {
      if (stamps.size >= MOST_STAMPS) stamps.clear();
      const left = Math.floor(box[0] * k) - 1, top = Math.floor(box[1] * k) - 1, canvas = document.createElement("canvas");
      canvas.width = Math.ceil(box[2] * k) + 1 - left;
      canvas.height = Math.ceil(box[3] * k) + 1 - top;
      const own = canvas.getContext("2d");
      own.setTransform(k, 0, 0, k, -left, -top);
      paint(own);
      stamp = { canvas, left, top };
      stamps.set(key, stamp);
    }
    ctx.globalAlpha = alpha * opacity;
    ctx.drawImage(stamp.canvas, Math.round(x * k + dx) + stamp.left, Math.round(y * k + dy) + stamp.top);
  }, k);
  ctx.restore();
}
