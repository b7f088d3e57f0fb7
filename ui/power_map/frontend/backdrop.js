// Behind the people: paper, rings with names, departments on the rim, faction territories.
import { territory } from "./territory.js";
import { FONT, alpha } from "./theme.js";

export class Backdrop {
  constructor() { this.cache = new Map(); }

  paint(ctx, map) {
    const { backdrop, paper } = map;
    if (!backdrop) return;
    const rings = backdrop.rings;
    for (let k = rings.length - 1; k >= 0; k--) {
      ctx.beginPath();
      ctx.arc(0, 0, rings[k].r, 0, 2 * Math.PI);
      ctx.fillStyle = paper.rings[k];
      ctx.fill();
      ctx.lineWidth = 1.2;
      ctx.strokeStyle = paper.ring;
      ctx.stroke();
    }
    const rim = rings[rings.length - 1].r;
    this.sectors(ctx, map, rim);
    this.factions(ctx, map);
  }

  sectors(ctx, map, rim) {
    const inner = map.backdrop.rings[0].r;
    for (const sector of map.backdrop.sectors) {
      const [a, b] = [sector.from - Math.PI / 2, sector.to - Math.PI / 2];
      if (map.backdrop.sectors.length > 1) {
        ctx.beginPath();
        ctx.moveTo(inner * Math.cos(a), inner * Math.sin(a));
        ctx.lineTo(rim * Math.cos(a), rim * Math.sin(a));
        ctx.setLineDash([2, 8]);
        ctx.strokeStyle = map.paper.ring;
        ctx.lineWidth = 1.4;
        ctx.stroke();
        ctx.setLineDash([]);
      }
      if (!sector.name) continue;
      const gap = Math.min(0.012, (b - a) / 6);
      ctx.beginPath();
      ctx.arc(0, 0, rim + 8, a + gap, b - gap);
      ctx.lineWidth = 8;
      ctx.lineCap = "round";
      ctx.strokeStyle = sector.colour;
      ctx.stroke();
      ctx.lineCap = "butt";
      this.curved(ctx, sector.name, (a + b) / 2, rim, sector.colour, b - a, map);
    }
  }

  // A name along the rim, upright on both halves; spaced for Latin, close for Chinese, shortened to its slice.
  curved(ctx, name, middle, rim, colour, room, map) {
    const size = Math.max(20, 11 / map.scale), radius = rim + 14 + size;
    ctx.font = `700 ${size}px ${FONT}`;
    ctx.fillStyle = colour;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const gap = /[\u3400-\u9fff]/.test(name) ? size * 0.12 : size * 0.16;
    let letters = [...name.toUpperCase()];
    const width = (letter) => ctx.measureText(letter).width + gap;
    let total = letters.reduce((sum, letter) => sum + width(letter), 0);
    const limit = Math.max(room * radius * 0.96, 4 * size);
    if (total > limit) {
      while (total > limit - width("…") && letters.length > 1) total -= width(letters.pop());
      letters.push("…");
      total += width("…");
    }
    const below = Math.sin(middle) > 0.15;
    const turn = below ? -1 : 1;
    let angle = middle - turn * total / radius / 2;
    for (const letter of letters) {
      const step = turn * width(letter) / radius;
      angle += step / 2;
      ctx.save();
      ctx.translate(radius * Math.cos(angle), radius * Math.sin(angle));
      ctx.rotate(angle + turn * Math.PI / 2);
      ctx.fillText(letter, 0, 0);
      ctx.restore();
      angle += step / 2;
    }
  }

  factions(ctx, map) {
    const people = map.people();
    for (const faction of map.backdrop.factions) {
      const members = new Set(faction.members);
      const inside = people.filter((p) => members.has(p.id)), others = people.filter((p) => !members.has(p.id));
      const key = inside.concat(others).map((p) => `${p.x | 0},${p.y | 0}`).join(";") + inside.length;
      let held = this.cache.get(faction.id);
      if (held?.key !== key) {
        held = { key, path: territory(inside, others) };
        this.cache.set(faction.id, held);
      }
      if (!held.path) continue;
      const faded = map.selected || (map.filter && !(map.filter.filter === "faction" && map.filter.key === faction.id));
      ctx.fillStyle = alpha(faction.colour, faded ? 0.06 : 0.15);
      ctx.fill(held.path);
      ctx.lineWidth = 1.6;
      ctx.strokeStyle = alpha(faction.colour, faded ? 0.28 : 0.7);
      ctx.stroke(held.path);
    }
  }

  // Ring names last, so that no tie covers them; each where its ring is emptiest, near the top if it can be.
  names(ctx, map) {
    if (!map.backdrop) return;
    const size = Math.max(11.5, 9.5 / map.scale), people = map.people();
    ctx.font = `700 ${size}px ${FONT}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    for (const ring of map.backdrop.rings) {
      const text = ring.name.toUpperCase(), width = ctx.measureText(text).width + size * 1.4;
      const { x, y } = this.freePlace(ring.r, people, width);
      ctx.beginPath();
      ctx.roundRect(x - width / 2, y - size * 0.85, width, size * 1.7, size * 0.85);
      ctx.fillStyle = alpha(map.paper.paper, 0.92);
      ctx.fill();
      ctx.lineWidth = 1;
      ctx.strokeStyle = map.paper.ring;
      ctx.stroke();
      ctx.fillStyle = map.paper.faint;
      ctx.fillText(text, x, y + size * 0.06);
    }
  }

  freePlace(radius, people, width) {
    let best = { x: 0, y: -radius, room: -Infinity };
    const near = people.length > 400 ? [] : people.filter((p) => Math.abs(Math.hypot(p.x, p.y) - radius) < 160);
    for (let k = 0; k < 48; k++) {
      const angle = (k % 2 ? 1 : -1) * Math.ceil(k / 2) * Math.PI / 24;
      const x = radius * Math.sin(angle), y = -radius * Math.cos(angle);
      let room = 60;
      for (const p of near) {
        const dx = Math.max(0, Math.abs(p.x - x) - width / 2 - 30), dy = Math.max(0, Math.abs(p.y + 14 - y) - p.size - 14);
        room = Math.min(room, Math.hypot(dx, dy));
      }
      room -= Math.abs(angle) * 3;
      if (room > best.room + 0.01) best = { x, y, room };
    }
    return best;
  }
}
