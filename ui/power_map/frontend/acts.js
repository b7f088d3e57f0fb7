// What can be done to people and ties: each is one operation in the log; the server answers with a patch, and only then
// is it on the map.
import { fill } from "./dom.js";

const AWAIT_MS = 6000, APART = 124;
const NAMED = ["person", "team", "competitor", "organisation", "faction"], LAID = [...NAMED, "account", "opportunity"];

// Records that can be renamed and deleted here, and those that lie where somebody put them; a step, a bar or a group is
// none of them. A line that is no record (a step of a flow, a sum of ties) has no kind.
export const named = (node) => NAMED.includes(node?.pm.what);
export const movable = (node) => LAID.includes(node?.pm.what);
export const real = (tie) => Boolean(tie?.pm.kind);

// An id of our own, so that what was made can be selected when it comes.
function ownId() {
  const digits = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export class Acts {
  constructor(map) { this.map = map; }

  // Whether anything may be edited: not in the past, and not while a workshop asks for one thing only.
  get allowed() { return !this.map.data.readonly && !this.map.workshop?.on && !this.map.story?.on; }

  add(type, args) {
    const { map } = this;
    if (this.allowed) return map.log.add(type, args);
    this.say(map.texts.readonly);
    return 0;
  }

  // On this map: whatever places somebody says on which.
  here(type, args) { return this.add(type, { on: this.map.base.on, ...args }); }

  // With an id of ours, to be selected when it is there.
  make(type, args) {
    const id = ownId();
    this.awaited = { id, until: performance.now() + AWAIT_MS };
    return this.here(type, { ...args, as: id });
  }

  arrived() {
    const { map, awaited } = this;
    if (!awaited || performance.now() > awaited.until || map.popup.box) return;
    if (!map.nodes.has(awaited.id) && !map.ties.has(awaited.id)) return;
    this.awaited = null;
    map.select(awaited.id);
  }

  say(text, level = "info") { this.map.notice({ id: `here-${performance.now()}`, text, level }); }

  // ---- people -----------------------------------------------------------------------------------------------
  person(name, { x, y }) { this.make("person", { name, x: Math.round(x), y: Math.round(y) }); }

  rename(node, name) { this.add("rename", { id: node.id, name, was: node.label }); }

  attitude(ids, code) { return this.add("attitude", { ids, code }); }

  role(ids, code, on) { this.add("role", { ids, code, on }); }

  remove(ids) {
    this.map.select(null);
    this.add("delete", { ids });
  }

  leaveOut(ids) {
    this.map.select(null);
    this.here("leave_out", { ids });
  }

  bringBack() { this.here("bring_back", {}); }

  // ---- places -----------------------------------------------------------------------------------------------
  move(places, how) {
    const rounded = Object.fromEntries(Object.entries(places).map(([id, { x, y }]) => [id, [Math.round(x), Math.round(y)]]));
    return this.here("move", how ? { places: rounded, how } : { places: rounded });
  }

  pin(ids) {
    const { nodes } = this.map, people = ids.map((id) => nodes.get(id)).filter((n) => n?.pm.what === "person");
    if (!people.length) return;
    if (people.every((n) => n.pm.pinned)) this.here("unpin", { ids: people.map((n) => n.id) });
    else this.move(Object.fromEntries(people.map((n) => [n.id, n])), "pin");
  }

  arrange(ids, how) {
    const all = ids.map((id) => this.map.nodes.get(id)).filter(Boolean), n = all.length;
    const mean = (axis) => all.reduce((sum, one) => sum + one[axis], 0) / n, middle = { x: mean("x"), y: mean("y") };
    const places = {};
    if (how === "circle") {
      const radius = Math.max((APART * n) / (2 * Math.PI), APART * 0.62), turn = (one) => Math.atan2(one.y - middle.y, one.x - middle.x);
      const first = -Math.PI / 2;
      all.sort((a, b) => turn(a) - turn(b)).forEach((one, k) => {
        const angle = first + (2 * Math.PI * k) / n;
        places[one.id] = { x: middle.x + radius * Math.cos(angle), y: middle.y + radius * Math.sin(angle) };
      });
    } else {
      const axis = how === "row" ? "x" : "y", across = how === "row" ? "y" : "x";
      all.sort((a, b) => a[axis] - b[axis]);
      const step = Math.max(APART, (all[n - 1][axis] - all[0][axis]) / Math.max(1, n - 1));
      all.forEach((one, k) => { places[one.id] = { [axis]: middle[axis] + (k - (n - 1) / 2) * step, [across]: middle[across] }; });
    }
    this.move(places, how);
  }

  // ---- ties -------------------------------------------------------------------------------------------------
  tie(kind, from, to, strength) { this.make("tie", strength ? { kind, from, to, strength } : { kind, from, to }); }

  boss(id, boss) { this.here("boss", { id, boss }); }

  reconnect(tie, end, to) { this.make("reconnect", { id: tie.id, end, to }); }

  retie(tie, kind) { this.make("retie", { id: tie.id, kind }); }

  reverse(tie) { this.make("reverse", { id: tie.id }); }

  strength(tie, strength) { this.add("strength", { id: tie.id, strength }); }

  sign(tie, sign) { this.add("sign", { id: tie.id, sign }); }

  // ---- looking ----------------------------------------------------------------------------------------------
  look(view) { this.map.place.api?.setTriggerValue("view", view); }

  // How far the light of the selected reaches.
  steps(number) {
    const { map } = this;
    map.light.steps = number;
    map.light.forget();
    map.root.dataset.steps = String(number);
    map.hands.reader.say(number ? fill(map.texts.steps_said, { n: number }) : map.texts.steps_off);
    map.redraw();
  }
}
