// Workshop mode on the canvas: the question in big type, the clock, the one edit that answers it, and the revealed answers.
import { element } from "./dom.js";
import { alpha, mix } from "./theme.js";
import { font, haloed } from "./words.js";

const TICK_MS = 200, LAST_MS = 30_000;

export class Workshop {
  constructor(map) {
    this.map = map;
    this.offset = -Infinity; // server's clock less ours: the largest seen was the least delayed
    this.bar = element("div", "pm-ws", undefined, { role: "region" });
    this.step = element("span", "pm-ws-step");
    this.asks = element("h2", "pm-ws-asks");
    this.side = element("span", "pm-ws-state", undefined, { role: "status" });
    this.lock = element("span", "pm-ws-lock");
    this.clock = element("span", "pm-ws-clock", undefined, { role: "timer" });
    this.hint = element("p", "pm-ws-hint");
    const words = element("div", "pm-ws-words");
    words.append(this.asks, this.hint);
    this.bar.append(this.step, words, this.side, this.lock, this.clock);
    this.bar.hidden = true;
    map.root.append(this.bar);
    map.root.addEventListener("keydown", (event) => this.key(event), true);
  }

  // A question is open: the hands do nothing but answer it.
  get on() { return Boolean(this.data?.id) && !this.map.story?.on; }

  // How much of the map's height the question takes.
  get above() { return this.data ? this.bar.offsetHeight : 0; }

  take(data) {
    const { root } = this.map, was = this.data, before = this.above;
    this.data = data ?? null;
    this.bar.hidden = !data;
    for (const [name, value] of Object.entries({ workshop: data ? data.id || "none" : "", question: data?.question ?? "", blind: data?.blind ?? "",
      revealed: data?.revealed ?? "" })) root.dataset[name] = String(value);
    if (!data) this.map.legendBox.hidden = false;
    if (!data) return this.tick();
    this.step.textContent = data.step ?? "";
    this.asks.textContent = data.asks;
    this.hint.textContent = data.hint ?? "";
    this.side.textContent = data.state ?? "";
    this.lock.textContent = data.lock ?? "";
    if (data.clock) this.offset = Math.max(this.offset, data.clock - Date.now());
    if (was?.id !== data.id) this.map.popup.close();
    this.tally = new Map((data.tally ?? []).map((one) => [one.id, one]));
    this.tick();
    this.map.legendBox.hidden = this.on && !this.map.data.legend.length;
    root.style.setProperty("--pm-above", `${this.above}px`);
    if (before !== this.above && this.map.camera.fitted) this.map.camera.fit(true);
  }

  // Who else is here: when somebody comes or goes, the page counts anew.
  company(people) {
    const names = people.map(({ name }) => name).sort().join("\n");
    if (this.data && this.names !== undefined && this.names !== names) this.map.place.api?.setTriggerValue("pull", "company");
    this.names = names;
  }

  // ---- clock ------------------------------------------------------------------------------------------------
  tick() {
    clearTimeout(this.timer);
    const { ends, texts } = this.data ?? {};
    const left = ends ? ends - (Date.now() + this.offset) : null;
    this.map.root.dataset.timer = left === null ? "none" : left <= 0 ? "over" : left <= LAST_MS ? "last" : "running";
    this.clock.textContent = left === null ? "" : left <= 0 ? texts.over : minutes(Math.ceil(left / 1000));
    if (left > 0) this.timer = setTimeout(() => this.tick(), Math.min(TICK_MS, left));
  }

  // ---- answering --------------------------------------------------------------------------------------------
  get mayAnswer() { return this.on && this.data.named && (this.data.blind || !this.map.data.readonly); }

  // Dragging from one person to another draws a tie, without further ado.
  get draws() { return this.mayAnswer && this.data.question === "tie"; }

  ask(node, dom) {
    const { map, data } = this;
    map.select(node.id);
    if (node.pm.what !== "person" || !this.mayAnswer || !data.choices.length) return;
    const held = data.blind ? (data.own[node.id] ?? "").split("|") : this.held(node.pm);
    map.popup.menu(dom.x, dom.y, [{ heading: node.label }, ...data.choices.map(({ code, name, colour }) => ({
      label: name, colour, on: held.includes(code), pick: () => this.answer(node, code, !held.includes(code)) }))]);
  }

  held(pm) {
    if (this.data.question === "role") return pm.roles ?? [];
    return [this.data.question === "coverage" ? String(pm.coverage) : pm.attitude];
  }

  answer({ id }, code, on) {
    const { map, data } = this;
    if (data.blind) map.log.add("answer", { workshop: data.id, id, code });
    else map.log.add(data.question, { ids: [id], id, code, on });
  }

  drawn(from, to) {
    const { map, data } = this;
    if (!this.mayAnswer || data.question !== "tie" || from.pm.what !== "person" || to.pm.what !== "person") return;
    if (data.blind) map.log.add("answer", { workshop: data.id, from: from.id, to: to.id });
    else map.log.add("tie", { kind: data.kind, from: from.id, to: to.id });
  }

  // The one key besides those for looking: undo, and redo.
  key(event) {
    if (!this.mayAnswer || !(event.ctrlKey || event.metaKey) || !["z", "y"].includes(event.key.toLowerCase())) return;
    event.preventDefault();
    event.stopPropagation();
    this.map.log.add(event.shiftKey || event.key.toLowerCase() === "y" ? "redo" : "undo", {});
  }

  // ---- what was answered ------------------------------------------------------------------------------------
  paint(ctx) {
    if (!this.on || !this.data.revealed) return;
    for (const line of this.data.lines) this.line(ctx, line);
    for (const [id, one] of this.tally) {
      const node = this.map.nodes.get(id);
      if (node && this.map.lit(id)) this.bars(ctx, node, one);
    }
  }

  // Names keep clear of the bars.
  reserve() {
    if (!this.on || !this.data.revealed) return;
    for (const [id, one] of this.tally) {
      const node = this.map.nodes.get(id), at = node && this.place(node, one);
      if (at) this.map.room.take([at.x - 3, at.top - 3, at.x + at.wide + 3, at.top + at.high + 3]);
    }
  }

  place(node, { bars }) {
    const high = Math.max(13, 15 / Math.max(this.map.scale, 0.35)), wide = Math.max(node.size * 2.3, bars.length * high * 1.5);
    return { x: node.x - wide / 2, top: node.y - (node.pm.h ? node.pm.h / 2 : node.size) - high - 7, wide, high };
  }

  // Above a person: as wide a part for each answer as people gave it, with its letter.
  bars(ctx, node, one) {
    const { map } = this, { bars } = one, { top, wide, high, ...from } = this.place(node, one), all = bars.reduce((sum, bar) => sum + bar.n, 0);
    let { x } = from;
    ctx.save();
    ctx.beginPath();
    ctx.roundRect(x - 2, top - 2, wide + 4, high + 4, high * 0.35);
    ctx.fillStyle = map.paper.paper;
    ctx.fill();
    ctx.beginPath();
    ctx.roundRect(x, top, wide, high, high * 0.28);
    ctx.clip();
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    for (const { n, sign, colour } of bars) {
      const part = wide * n / all, dark = mix(colour, "#10151c", 0.82);
      ctx.fillStyle = dark;
      ctx.fillRect(x, top, part - 0.8, high);
      ctx.font = font(high * 0.72, 700);
      ctx.fillStyle = "#ffffff";
      const text = [`${sign} ${n}`, sign, [...sign][0]].slice(n > 1 ? 0 : 1).find((one) => ctx.measureText(one).width < part - 3);
      if (text) ctx.fillText(text, x + part / 2, top + high * 0.54);
      x += part;
    }
    ctx.restore();
  }

  line(ctx, { from, to, n, of, directed }) {
    const { map } = this, a = map.nodes.get(from), b = map.nodes.get(to);
    if (!a || !b) return;
    const dx = b.x - a.x, dy = b.y - a.y, far = Math.hypot(dx, dy) || 1, [ux, uy] = [dx / far, dy / far], part = n / of;
    const start = { x: a.x + ux * (a.size + 6), y: a.y + uy * (a.size + 6) }, end = { x: b.x - ux * (b.size + 9), y: b.y - uy * (b.size + 9) };
    const width = (2 + 7 * part) / Math.max(map.scale, 0.5), middle = { x: (start.x + end.x) / 2 - uy * 14, y: (start.y + end.y) / 2 + ux * 14 };
    ctx.beginPath();
    ctx.moveTo(start.x, start.y);
    ctx.quadraticCurveTo(middle.x, middle.y, end.x, end.y);
    ctx.lineWidth = width;
    ctx.strokeStyle = ctx.fillStyle = alpha("#6457d6", 0.35 + 0.6 * part);
    ctx.stroke();
    if (directed) {
      const turn = Math.atan2(end.y - middle.y, end.x - middle.x), size = width * 1.3 + 7;
      ctx.beginPath();
      ctx.moveTo(end.x + size * 0.5 * Math.cos(turn), end.y + size * 0.5 * Math.sin(turn));
      for (const side of [2.6, -2.6]) ctx.lineTo(end.x + size * Math.cos(turn + side), end.y + size * Math.sin(turn + side));
      ctx.fill();
    }
    const size = Math.max(14, 15 / map.scale), at = this.spot(start, middle, end, size);
    ctx.font = font(size, 700);
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    haloed(ctx, `${n}/${of}`, at.x, at.y + size * 0.35, size, map.paper.halo, map.paper.ink);
    map.room.take([at.x - size, at.y - size * 0.6, at.x + size, at.y + size * 0.6]);
  }

  // Where on the line its count stands: not on a name or a face.
  spot(a, c, b, size) {
    const far = Math.hypot(b.x - a.x, b.y - a.y) || 1, [nx, ny] = [(a.y - b.y) / far, (b.x - a.x) / far], beside = [0, 1.4 * size, -1.4 * size];
    const spots = beside.flatMap((side) => [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].map((t) => ({
      x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * c.x + t * t * b.x + nx * side, y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * c.y + t * t * b.y + ny * side })));
    return spots.find(({ x, y }) => this.map.room.free([x - size, y - size * 0.6, x + size, y + size * 0.6])) ?? spots[0];
  }
}

function minutes(seconds) { return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`; }
