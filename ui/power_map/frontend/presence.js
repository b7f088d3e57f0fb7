// The others who have this account open: round initials in the corner, and an outline in their colour round what each of
// them has selected. A click on the initials flies there.
import { element } from "./dom.js";
import { routeOf, along, trace } from "./routes.js";
import { boxed, halves } from "./shape.js";
import { alpha, mix, TAU } from "./theme.js";
import { font } from "./words.js";

const SHOWN = 4, TAG = 11.5; // faces before "+3"; pixels of a name tag's letters

export class Presence {
  constructor(map) {
    this.map = map;
    this.box = element("div", "pm-here", undefined, { role: "group" });
    map.root.append(this.box);
  }

  get people() { return this.map.place.people ?? []; }

  show() {
    const { map, people } = this, first = people.slice(0, people.length > SHOWN + 1 ? SHOWN : SHOWN + 1);
    map.soon();
    const state = JSON.stringify(people.map((person) => [person, this.says(person)]));
    if (state === this.shown) return;
    this.shown = state;
    map.root.dataset.here = String(people.length);
    this.box.setAttribute("aria-label", map.texts.here ?? "");
    const faces = first.map((person) => this.face(person));
    if (people.length > first.length) {
      const rest = people.slice(first.length);
      const more = element("span", "pm-face more", `+${rest.length}`, { title: rest.map((person) => this.says(person)).join("\n") });
      faces.push(more);
    }
    this.box.replaceChildren(...faces);
  }

  face(person) {
    const made = element("button", "pm-face", initials(person.name), { type: "button", title: this.says(person), "aria-label": this.says(person) });
    made.style.background = person.colour;
    made.disabled = !this.thing(person.selected);
    made.addEventListener("click", () => this.fly(person.selected));
    return made;
  }

  thing(id) { return this.map.nodes.get(id) ?? this.map.ties.get(id); }

  says({ name, selected }) {
    const { map } = this, tie = map.ties.get(selected);
    const what = tie ? map.tieName(tie) : map.nodes.get(selected)?.label;
    return what ? `${name} · ${what}` : name;
  }

  fly(id) {
    const { map } = this, tie = map.ties.get(id);
    if (tie) map.camera.fit(true, new Set([tie.from, tie.to])); else map.camera.fly(id);
  }

  // ---- on the canvas ------------------------------------------------------------------------------------------
  paint(ctx) {
    const { map } = this, round = new Map();
    for (const person of this.people) {
      if (this.thing(person.selected)) round.set(person.selected, [...(round.get(person.selected) ?? []), person]);
    }
    for (const [id, group] of round) {
      const node = map.nodes.get(id), at = node ? outlineNode(ctx, node, group, map) : outlineTie(ctx, map.ties.get(id), group, map);
      if (at) group.forEach((person, k) => tag(ctx, person, at, k, map));
    }
  }
}

// The shade of somebody's colour that stands out from the paper.
const shade = (person, map) => map.theme === "dark" ? mix(person.colour, "#ffffff", 0.62) : person.colour;

// Rings round somebody, one for each who has selected him; where the first name tag goes.
function outlineNode(ctx, node, group, map) {
  const line = Math.max(2.4, 2.4 / map.scale), [w, h] = halves(node);
  group.forEach((person, k) => {
    const gap = 6 + line * (0.5 + 1.7 * k);
    ctx.beginPath();
    if (boxed(node)) ctx.roundRect(node.x - w - gap, node.y - h - gap, 2 * (w + gap), 2 * (h + gap), 8 + gap);
    else ctx.arc(node.x, node.y, node.size + gap + 2, 0, TAU);
    ctx.lineWidth = line;
    ctx.strokeStyle = shade(person, map);
    ctx.stroke();
  });
  return { x: node.x, y: node.y - h - 8 - line * 1.7 * group.length };
}

// A band under a tie; the tag stands at its middle.
function outlineTie(ctx, tie, group, map) {
  const from = map.nodes.get(tie.from), to = map.nodes.get(tie.to), route = from && to && routeOf(tie, from, to, map);
  if (!route) return null;
  const path = new Path2D();
  trace(path, route);
  ctx.lineCap = "round";
  group.forEach((person, k) => {
    ctx.lineWidth = (9 + 6 * (group.length - 1 - k)) / Math.max(map.scale, 0.5);
    ctx.strokeStyle = alpha(shade(person, map), 0.42);
    ctx.stroke(path);
  });
  ctx.lineCap = "butt";
  return along(route, 0.5);
}

function tag(ctx, { name, colour }, at, k, map) {
  const size = TAG / map.scale, high = size * 1.55;
  ctx.font = font(size, 600);
  const text = name.length > 22 ? `${name.slice(0, 21)}…` : name, wide = ctx.measureText(text).width + size * 1.1;
  const y = at.y - high - k * high * 1.08;
  ctx.beginPath();
  ctx.roundRect(at.x - wide / 2, y, wide, high, high / 2);
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.lineWidth = 1.2 / map.scale;
  ctx.strokeStyle = map.paper.paper;
  ctx.stroke();
  ctx.fillStyle = "#ffffff";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, at.x, y + high * 0.54);
}

// First letters of the first and the last word; of a Chinese name its last two characters.
export function initials(name) {
  const chinese = [...name].filter((letter) => letter >= "\u3400" && letter <= "\u9fff"), words = name.split(/\s+/).filter(Boolean);
  if (chinese.length) return chinese.slice(-2).join("");
  const letters = words.length > 1 ? [words[0], words.at(-1)].map((word) => [...word][0]) : [...name].slice(0, 2);
  return letters.join("").toUpperCase();
}
