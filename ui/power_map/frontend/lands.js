// Factions on the map: their territories, and their names where there is room.
import { seen, taken } from "./labels.js";
import { territory } from "./territory.js";
import { alpha, mix } from "./theme.js";
import { font, han, haloed, LEAST_PX, MOST_PX, widthOf } from "./words.js";

export class Lands {
  constructor() { this.territories = new Map(); }

  paint(ctx, map) {
    const factions = map.backdrop.factions ?? [];
    if (!factions.length) return;
    const people = map.people(), stamp = map.moves;
    for (const faction of factions) {
      const members = new Set(faction.members), held = this.territories.get(faction.id);
      let now = held;
      if (held?.stamp !== stamp || held.of !== faction.members) {
        const pieces = territory(people.filter((p) => members.has(p.id)), people.filter((p) => !members.has(p.id)));
        now = { stamp, of: faction.members, pieces, named: held?.named };
        this.territories.set(faction.id, now);
      }
      const faded = map.light?.fades(faction.id);
      for (const { path, members: few } of now.pieces) {
        if (few.length === 1) soft(ctx, map, path, few[0], faction.colour, faded);
        else land(ctx, map, path, faction.colour, faded);
      }
    }
  }

  // In the territory where it is widest and free, else on its edge; where it was if that is still free. Set wide, so that it
  // reads as the name of a country and not of a person.
  names(ctx, map) {
    const size = Math.min(Math.max(12.5, (LEAST_PX + 0.4) / map.scale), MOST_PX / map.scale), apart = "letterSpacing" in ctx ? size * 0.16 : 0;
    for (const { id, name, colour } of map.backdrop.factions ?? []) {
      const held = this.territories.get(id), text = han(name) ? name : name.toUpperCase(), faded = map.light?.fades(id);
      const wide = widthOf(ctx, text, size, 700) + [...text].length * apart;
      const box = ({ x, y }, more = 0) => [x - wide / 2 - 3, y - size * 0.62 - more, x + wide / 2 + 3, y + size * 0.62 + more];
      const at = held && this.placeOf(held, box, map, size * 0.55);
      if (!at) continue;
      held.named = at;
      ctx.save();
      ctx.globalAlpha = faded ? 0.5 : 1;
      ctx.font = font(size, 700);
      ctx.letterSpacing = `${apart}px`;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      const ink = mix(colour, map.paper.ink, map.theme === "dark" ? 0.78 : 0.72), ground = map.paper.rings[2];
      haloed(ctx, text, at.x + apart / 2, at.y, size * (at.edge ? 1.2 : 0.9), at.edge ? ground : alpha(ground, 0.75), ink);
      ctx.restore();
      taken(map, box(at), size, "faction", text, id);
    }
  }

  placeOf({ pieces, named }, box, map, clear) {
    const within = (piece, p) => {
      const [l, t, r, b] = box(p);
      return [[l, t], [r, t], [l, b], [r, b], [p.x, t], [p.x, b]].every(([x, y]) => piece.inside(x, y));
    };
    for (const more of [clear, 0]) {
      const free = (p) => map.room.free(box(p, more)) && seen(map, box(p));
      if (named && free(named) && pieces.some((piece) => (named.edge ? piece.outline.some(([x, y]) => Math.hypot(x - named.x, y - named.y) < 24) : within(piece, named)))) return named;
      for (const piece of pieces) {
        const spot = piece.spots.find((p) => free(p) && within(piece, p));
        if (spot) return { ...spot, edge: false };
      }
      for (const { outline } of pieces) {
        const found = outline.map(([x, y]) => ({ x, y, edge: true })).filter(free);
        if (found.length) return found.reduce((a, p) => (p.y < a.y ? p : a));
      }
    }
    return null;
  }
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
