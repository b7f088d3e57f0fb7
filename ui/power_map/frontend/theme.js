// Light or dark, taken from the page; and small colour helpers.
export const TAU = 2 * Math.PI;

const read = new Map();
function channels(colour) {
  let found = read.get(colour);
  if (!found) {
    const hex = /^#(..)(..)(..)/.exec(colour), numbers = colour.match(/[\d.]+/g);
    found = hex ? hex.slice(1, 4).map((h) => parseInt(h, 16)) : numbers ? numbers.slice(0, 3).map(Number) : [255, 255, 255];
    read.set(colour, found);
  }
  return found;
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
  return `rgba(${r},${g},${b},${Math.round(a * 1000) / 1000})`;
}

// The quiet version of a colour: what discs, cards and boxes are filled with, and the ink that reads on it.
export function pastel(map, colour, part = 1) { return mix(colour, map.paper.disc, (map.theme === "dark" ? 0.34 : 0.19) * part); }

export function inkOf(map, colour) { return map.theme === "dark" ? mix(colour, "#ffffff", 0.3) : mix(colour, "#101828", 0.58); }

// The colour of an attitude; a little lighter on dark paper.
export function ringOf(map, code) {
  const colour = map.palette.attitude[code] ?? map.paper.faint;
  return map.theme === "dark" ? mix(colour, "#ffffff", 0.86) : colour;
}
