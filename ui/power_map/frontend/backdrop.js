// Behind the people: paper, rings, departments on the rim, lanes and axes, faction territories; and their names.
import { beginWords, taken } from "./labels.js";
import { notePlaces } from "./people.js";
import { crowded, Layer, numberOf } from "./layers.js";
import { countMoves } from "./routes.js";
import { paintSheet, nameSheet } from "./sheets.js";
import { territory } from "./territory.js";
import { alpha, mix, TAU } from "./theme.js";
import { font, fonts, han, haloed, LEAST_PX, MOST_PX, widthOf } from "./words.js";

export class Backdrop {
  constructor() {
    this.territories = new Map();
    this.sheet = new Layer({ opaque: true });
    this.words = [];
  }

  paint(ctx, map) {
    countMoves(map);
    notePlaces(map);
    beginWords(map);
    this.sheet.patient = crowded(map);
    map.recording = [];
    const anew = this.sheet.show(ctx, map, `${map.theme} ${numberOf(map.backdrop)} ${dimmed(map)} ${fonts.came}`, (own) => this.ground(own, map));
    if (anew) this.words = map.recording;
    map.recording = null;
    if (!anew) this.words.forEach((word) => taken(map, ...word));
    if (map.backdrop && !crowded(map)) this.factions(ctx, map);
  }

  // All that stays where it is while people move: paper, rings, departments, lanes, axes.
  ground(ctx, map) {
    const { backdrop, paper } = map;
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.fillStyle = paper.paper;
    ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    ctx.restore();
    if (!backdrop) return;
    const { rings = [], sectors = [] } = backdrop;
    for (let k = rings.length - 1; k >= 0; k--) {
      ctx.beginPath();
      ctx.arc(0, 0, rings[k].r, 0, TAU);
      ctx.fillStyle = paper.rings[Math.min(paper.rings.length - 1, k + Math.max(0, 4 - rings.length))];
      ctx.fill();
      ctx.lineWidth = 1.1 / Math.min(1, Math.max(map.scale, 0.4));
      ctx.strokeStyle = paper.ring;
      ctx.stroke();
    }
    if (rings.length) sectors.forEach((sector) => this.sector(ctx, map, sector, rings[0].r, rings[rings.length - 1].r, sectors.length > 1));
    paintSheet(ctx, map);
  }

  // A department's slice: a faint wash towards the rim, its arc, its name along it.
  sector(ctx, map, sector, inner, rim, several) {
    const [a, b] = [sector.from - Math.PI / 2, sector.to - Math.PI / 2], k = Math.max(1, 0.75 / map.scale);
    if (several) {
      ctx.beginPath();
      ctx.moveTo(inner * Math.cos(a), inner * Math.sin(a));
      ctx.lineTo(rim * Math.cos(a), rim * Math.sin(a));
      ctx.setLineDash([1.5 * k, 6 * k]);
      ctx.strokeStyle = map.paper.ring;
      ctx.lineWidth = 1.5 * k;
      ctx.lineCap = "round";
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.lineCap = "butt";
    }
    if (!sector.name) return;
    const dim = dimmed(map);
    const wash = ctx.createRadialGradient(0, 0, rim * 0.66, 0, 0, rim);
    wash.addColorStop(0, alpha(sector.colour, 0));
    wash.addColorStop(1, alpha(sector.colour, (map.theme === "dark" ? 0.13 : 0.06) * dim));
    ctx.beginPath();
    ctx.arc(0, 0, rim, a, b);
    ctx.arc(0, 0, rim * 0.66, b, a, true);
    ctx.fillStyle = wash;
    ctx.fill();
    const gap = Math.min(0.011, (b - a) / 6), wide = 5.5 * k;
    ctx.beginPath();
    ctx.arc(0, 0, rim + 3 + wide, a + gap, b - gap);
    ctx.lineWidth = wide;
    ctx.lineCap = "round";
    ctx.strokeStyle = mix(sector.colour, map.paper.paper, (map.theme === "dark" ? 0.82 : 0.86) * dim);
    ctx.stroke();
    ctx.lineCap = "butt";
    this.department(ctx, map, sector, (a + b) / 2, rim + 3 + 1.5 * wide, b - a);
  }

  department(ctx, map, sector, middle, from, room) {
    const size = Math.min(Math.max(19, 12 / map.scale), 24 / map.scale), below = Math.sin(middle) > 0.12, radius = from + size * (below ? 0.95 : 0.8);
    const spread = han(sector.name) ? 0.1 : 0.13, limit = Math.max(room * radius * 0.96, 3.5 * size);
    let letters = [...sector.name.toUpperCase()];
    const long = () => letters.reduce((sum, letter) => sum + widthOf(ctx, letter, size, 700) + size * spread, 0);
    if (long() > limit) {
      while (letters.length > 1 && long() + size > limit) letters.pop();
      letters = [...letters.join("").trimEnd(), "…"];
    }
    curved(ctx, map, letters, { radius, middle, size, weight: 700, spread, below, ink: mix(mix(sector.colour, map.paper.ink, map.theme === "dark" ? 0.75 : 0.8), map.paper.paper, Math.min(1, dimmed(map) + 0.15)), kind: "department" });
  }

  // ---- territories --------------------------------------------------------------------------------------------
  factions(ctx, map) {
    const factions = map.backdrop.factions ?? [];
    if (!factions.length) return;
    const people = map.people(), stamp = map.moves;
    for (const faction of factions) {
      const members = new Set(faction.members), held = this.territories.get(faction.id);
      let now = held;
      if (held?.stamp !== stamp || held.of !== faction.members) {
        const inside = people.filter((p) => members.has(p.id)), others = people.filter((p) => !members.has(p.id));
        const key = placesKey(inside, others, map.dragging);
        now = held?.key === key && held.of === faction.members ? { ...held, stamp } : { stamp, key, of: faction.members, pieces: territory(inside, others), named: held?.named };
        this.territories.set(faction.id, now);
      }
      const faded = map.light?.fades(faction.id);
      for (const { path, members: few } of now.pieces) {
        if (few.length === 1) soft(ctx, map, path, few[0], faction.colour, faded);
        else land(ctx, map, path, faction.colour, faded);
      }
    }
  }

  // ---- names: last, so that no tie covers them -----------------------------------------------------------------
  names(ctx, map) {
    if (!map.backdrop) return;
    this.ringNames(ctx, map);
    this.factionNames(ctx, map);
    nameSheet(ctx, map);
  }

  // Along its ring, inside; where nobody stands, near the top if it can be, one beneath another; where it was if that is free.
  ringNames(ctx, map) {
    const size = Math.min(Math.max(11.5, (LEAST_PX + 0.1) / map.scale), MOST_PX / map.scale), { rings = [] } = map.backdrop, kept = (this.angles ??= new Map());
    let before = -Math.PI / 2;
    for (const { r, name } of [...rings].reverse()) {
      const letters = [...(name ?? "").toUpperCase()], spread = han(name ?? "") ? 0.16 : 0.14, radius = r - size * 0.95;
      if (!letters.length || radius < size * 2) continue;
      const style = { radius, size, weight: 700, spread, ink: map.paper.faint, halo: true, kind: "ring" };
      const fits = (middle) => curvedBoxes(ctx, letters, { ...style, middle }).every((box) => map.room.free(box) && seen(map, box));
      const turns = [...(kept.has(name) ? [kept.get(name)] : []), ...Array.from({ length: 60 }, (_, k) => before + ((k % 2 ? 1 : -1) * Math.ceil(k / 2) * Math.PI) / 60)];
      const best = turns.find((middle) => Math.sin(middle) <= 0.1 && fits(middle));
      if (best === undefined) continue;
      before = best;
      kept.set(name, best);
      curved(ctx, map, letters, { ...style, middle: best });
    }
  }

  // In the territory where it is widest and free, else on its edge; where it was if that is still free.
  factionNames(ctx, map) {
    const size = Math.min(Math.max(12.5, (LEAST_PX + 0.4) / map.scale), MOST_PX / map.scale);
    for (const { id, name, colour } of map.backdrop.factions ?? []) {
      const held = this.territories.get(id), text = han(name) ? name : name.toUpperCase(), wide = widthOf(ctx, text, size, 700), faded = map.light?.fades(id);
      const box = ({ x, y }) => [x - wide / 2 - 3, y - size * 0.62, x + wide / 2 + 3, y + size * 0.62], free = (p) => map.room.free(box(p)) && seen(map, box(p));
      const at = held && this.placeOf(held, box, free);
      if (!at) continue;
      held.named = at;
      ctx.globalAlpha = faded ? 0.5 : 1;
      ctx.font = font(size, 700);
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      const ink = mix(colour, map.paper.ink, map.theme === "dark" ? 0.78 : 0.72), ground = map.paper.rings[2];
      haloed(ctx, text, at.x, at.y, size * (at.edge ? 1.2 : 0.9), at.edge ? ground : alpha(ground, 0.75), ink);
      ctx.globalAlpha = 1;
      taken(map, box(at), size, "faction", text, id);
    }
  }

  placeOf({ pieces, named }, box, free) {
    const within = (piece, p) => {
      const [l, t, r, b] = box(p);
      return [[l, t], [r, t], [l, b], [r, b], [p.x, t], [p.x, b]].every(([x, y]) => piece.inside(x, y));
    };
    if (named && free(named) && pieces.some((piece) => (named.edge ? piece.outline.some(([x, y]) => Math.hypot(x - named.x, y - named.y) < 24) : within(piece, named)))) return named;
    for (const piece of pieces) {
      const spot = piece.spots.find((p) => free(p) && within(piece, p));
      if (spot) return { ...spot, edge: false };
    }
    for (const { outline } of pieces) {
      const found = outline.map(([x, y]) => ({ x, y, edge: true })).filter(free);
      if (found.length) return found.reduce((a, p) => (p.y < a.y ? p : a));
    }
    return null;
  }
}

function seen(map, [left, top, right, bottom]) {
  const view = map.view();
  return left >= view.left && top >= view.top && right <= view.right && bottom <= view.bottom;
}

// How bright the backdrop is while the light is on some people only.
const dimmed = (map) => (map.light?.story || map.light?.focus() ? 0.5 : 1);

// Whose places matter to a territory: its members', and while somebody is dragged everybody's.
function placesKey(inside, others) {
  let sum = inside.length;
  inside.forEach((p, k) => { sum += (p.x * 7 + p.y * 13 + p.size) * (k + 1); });
  others.forEach((p, k) => { sum += (p.x + p.y * 3) * (k + 11); });
  return sum;
}

function land(ctx, map, path, colour, faded) {
  const dark = map.theme === "dark";
  ctx.fillStyle = alpha(colour, faded ? 0.05 : dark ? 0.2 : 0.13);
  ctx.fill(path);
  ctx.lineWidth = 1.4 / Math.min(1, Math.max(map.scale, 0.5));
  ctx.strokeStyle = alpha(colour, faded ? 0.22 : dark ? 0.6 : 0.55);
  ctx.stroke(path);
}

// Somebody of a faction who stands alone: a soft patch without a border.
function soft(ctx, map, path, { x, y, size }, colour, faded) {
  const shade = ctx.createRadialGradient(x, y, size * 0.8, x, y, size + 34), dark = map.theme === "dark";
  shade.addColorStop(0, alpha(colour, faded ? 0.09 : dark ? 0.42 : 0.32));
  shade.addColorStop(1, alpha(colour, 0));
  ctx.fillStyle = shade;
  ctx.fill(path);
}

// ---- words along a circle -----------------------------------------------------------------------------------------
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

function curvedBoxes(ctx, letters, style) {
  const boxes = [], half = style.size * 0.6;
  eachLetter(ctx, letters, style, (letter, angle, x, y) => boxes.push([x - half, y - half, x + half, y + half]));
  return boxes;
}

function curved(ctx, map, letters, style) {
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
