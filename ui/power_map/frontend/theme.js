// Light or dark, taken from the page; and small colour helpers.
export const FONT = '"Source Sans", "Source Sans Pro", "Noto Sans", "PingFang SC", "Microsoft YaHei", ' +
  '"Noto Sans CJK SC", "Noto Sans SC", sans-serif';

function channels(colour) {
  const hex = /^#(..)(..)(..)/.exec(colour);
  if (hex) return hex.slice(1, 4).map((h) => parseInt(h, 16));
  const numbers = colour.match(/[\d.]+/g);
  return numbers ? numbers.slice(0, 3).map(Number) : [255, 255, 255];
}

export function themeOf(host) {
  const [r, g, b] = channels(getComputedStyle(host).getPropertyValue("--st-background-color").trim() || "#ffffff");
  return 0.3 * r + 0.59 * g + 0.11 * b < 128 ? "dark" : "light";
}

const mixes = new Map();
export function mix(a, b, part) {
  const key = a + b + part;
  if (!mixes.has(key)) {
    const [x, y] = [channels(a), channels(b)];
    mixes.set(key, "#" + x.map((v, i) => Math.round(v * part + y[i] * (1 - part)).toString(16).padStart(2, "0")).join(""));
  }
  return mixes.get(key);
}

export function alpha(colour, a) {
  const [r, g, b] = channels(colour);
  return `rgba(${r},${g},${b},${a})`;
}
