// Words along a circle: the departments on the rim, the names of the rings.
import { taken } from "./labels.js";
import { font, haloed, widthOf } from "./words.js";

function eachLetter(ctx, letters, { radius, middle, size, weight, spread, below }, visit) {
  const wide = (letter) => widthOf(ctx, letter, size, weight) + size * spread, turn = below ? -1 : 1;
  let angle = middle - (turn * letters.reduce((sum, letter) => sum + wide(letter), 0)) / radius / 2;
  for (const letter of letters) {
    const step = (turn * wide(letter)) / radius;
    angle += step / 2;
    visit(letter, angle, radius * Math.cos(angle), radius * Math.sin(angle), turn);
    angle += step / 2;
  }
}

export function curvedBoxes(ctx, letters, style) {
  const boxes = [], half = style.size * 0.6;
  eachLetter(ctx, letters, style, (letter, angle, x, y) => boxes.push([x - half, y - half, x + half, y + half]));
  return boxes;
}

export function curved(ctx, map, letters, style) {
  const { size, weight, ink, halo, kind } = style;
  ctx.font = font(size, weight);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  eachLetter(ctx, letters, style, (letter, angle, x, y, turn) => {
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(angle + (turn * Math.PI) / 2);
    if (halo) haloed(ctx, letter, 0, 0, size, map.paper.rings[2], ink);
    else {
      ctx.fillStyle = ink;
      ctx.fillText(letter, 0, 0);
    }
    ctx.restore();
  });
  const boxes = curvedBoxes(ctx, letters, style);
  const whole = boxes.reduce((all, b) => [Math.min(all[0], b[0]), Math.min(all[1], b[1]), Math.max(all[2], b[2]), Math.max(all[3], b[3])], [Infinity, Infinity, -Infinity, -Infinity]);
  taken(map, whole, size, kind, letters.join(""), "", boxes);
}
