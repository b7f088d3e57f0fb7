// Behind the people: paper, rings, departments on the rim, lanes and axes, faction territories; and their names.
import { curved, curvedBoxes } from "./arcs.js";
import { beginWords, seen, taken } from "./labels.js";
import { Lands } from "./lands.js";
import { crowded, Layer, numberOf } from "./layers.js";
import { notePlaces } from "./people.js";
import { countMoves } from "./routes.js";
import { nameSheet, paintSheet } from "./sheets.js";
import { alpha, mix, TAU } from "./theme.js";
import { fonts, han, LEAST_PX, MOST_PX, scratch, widthOf } from "./words.js";

export class Backdrop {
  constructor() {
    this.lands = new Lands();
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
    if (map.backdrop && !crowded(map)) this.lands.paint(ctx, map);
  }

  // Where the words on the ground would stand at another scale, in map units: painted where nobody sees it.
  wordsAt(map, scale) {
    const boxes = [], room = { take: (box) => boxes.push(box), free: () => true };
    this.ground(scratch(), Object.assign(Object.create(map), { scale, room, labelBoxes: [], recording: null }));
    return boxes;
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

  // ---- names: last, so that no tie covers them -----------------------------------------------------------------
  names(ctx, map) {
    if (!map.backdrop) return;
    this.ringNames(ctx, map);
    this.lands.names(ctx, map);
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
      ctx.globalAlpha = dimmed(map);
      curved(ctx, map, letters, { ...style, middle: best });
      ctx.globalAlpha = 1;
    }
  }
}

// How bright the backdrop is while the light is on some people only.
const dimmed = (map) => (map.light?.story || map.light?.focus() ? 0.5 : 1);

