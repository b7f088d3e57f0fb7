// Text on the canvas: fonts, widths, shortening, wrapping, halos. Chinese names count as good as English ones.
export const FONT = '"Source Sans", "Source Sans Pro", "Noto Sans", "PingFang SC", "Microsoft YaHei", ' +
  '"Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Micro Hei", sans-serif';
export const LEAST_PX = 10.5, MOST_PX = 16.5; // no name is written smaller on the screen, nor needs to be larger

export const han = (text) => /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/.test(text);
export const font = (size, weight = 600) => `${weight} ${size}px ${FONT}`;

export const fonts = { came: 0 }; // counts how often fonts came from the server: then everything is measured anew

const widths = new Map();
globalThis.document?.fonts?.addEventListener?.("loadingdone", () => {
  fonts.came++;
  widths.clear();
});

// How wide a text is; measured once at 100 px.
export function widthOf(ctx, text, size, weight = 600) {
  const key = weight + text;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 20000) widths.clear();
    ctx.font = font(100, weight);
    width = ctx.measureText(text).width;
    widths.set(key, width);
  }
  return width * size / 100;
}

// How large something is on the screen.
export const onScreen = (ctx, size) => (size * ctx.getTransform().a) / devicePixelRatio;

// How large names are at a scale, in map units; larger where many people look at one wall.
export const nameSize = (map, scale) => Math.max(12.5, (LEAST_PX + 0.1) / scale) * (map.data?.big ?? 1);

// Where something can be painted or measured that nobody sees.
let unseen = null;
export const scratch = () => (unseen ??= Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d"));

// Cut to a width given in Latin letters; a Chinese character counts two.
export function short(text, limit) {
  let width = 0, kept = 0;
  const letters = [...text];
  for (const letter of letters) {
    width += letter > "\u2e7f" ? 2 : 1;
    if (width > limit) return letters.slice(0, Math.max(1, kept - 1)).join("").trimEnd() + "…";
    kept++;
  }
  return text;
}

// Cut to a width in map units.
export function cut(ctx, text, size, weight, room) {
  if (widthOf(ctx, text, size, weight) <= room) return text;
  const letters = [...text];
  let [few, many] = [0, letters.length];
  while (few < many) {
    const half = (few + many + 1) >> 1;
    if (widthOf(ctx, letters.slice(0, half).join("") + "…", size, weight) <= room) few = half; else many = half - 1;
  }
  return few ? letters.slice(0, few).join("").trimEnd() + "…" : "";
}

// Lines no wider than `room`: broken at spaces and after the dot of transliterated names, Chinese anywhere; the last is cut.
export function wrap(ctx, text, size, weight, room, most) {
  if (most < 2 || widthOf(ctx, text, size, weight) <= room) return [cut(ctx, text, size, weight, room)];
  const parts = text.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? [text];
  const nice = parts.indexOf("·");
  let line = "", at = 0;
  for (; at < parts.length && (!line || widthOf(ctx, line + parts[at].trimEnd(), size, weight) <= room); at++) {
    line += parts[at];
    if (at === nice) { at++; break; }
  }
  const rest = parts.slice(at).join("").trim();
  return rest ? [cut(ctx, line.trim(), size, weight, room), ...wrap(ctx, rest, size, weight, room, most - 1)] : [cut(ctx, line.trim(), size, weight, room)];
}

export function haloed(ctx, text, x, y, size, halo, ink) {
  ctx.lineJoin = "round";
  ctx.lineWidth = size * 0.28;
  ctx.strokeStyle = halo;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y);
}
