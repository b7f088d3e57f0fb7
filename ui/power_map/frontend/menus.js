// What the menus offer: for somebody, for several, for a tie, for a folded group, and for the empty map. On a map that
// cannot be edited they offer only what looks.
import { named, real } from "./acts.js";
import { copied, copy, paste } from "./clipboard.js";
import { fill } from "./dom.js";
import { kindsBetween, STRENGTHS } from "./tie_hands.js";

const LINE = { line: true };
const ARRANGED = [["row", "row"], ["column", "column"], ["circle", "circle"]];

export function attitudeItems(map, ids) {
  const all = ids.map((id) => map.nodes.get(id)?.pm.attitude);
  return map.base.attitudes.map(({ code, name }) => ({ label: name, colour: map.palette.attitude[code], on: all.every((a) => a === code),
    pick: () => map.hands.acts.attitude(ids, code) }));
}

export function roleItems(map, ids) {
  const all = ids.map((id) => map.nodes.get(id)?.pm.roles ?? []);
  return map.base.roles.map(({ code, name }) => {
    const on = all.every((roles) => roles.includes(code));
    return { label: name, on, many: true, pick: () => map.hands.acts.role(ids, code, !on) };
  });
}

export function personMenu(map, node) {
  const { hands, texts } = map, { acts } = hands, ids = [node.id];
  const look = [{ line: true }, focusItem(map), ...(map.base.alone ? [] : [around(map, node)])];
  if (!acts.allowed) return [{ heading: node.label }, item(texts.copy, "copy", "Ctrl+C", () => copy(map, ids)), ...look];
  return [{ heading: node.label },
    { label: texts.attitude, icon: "attitude", key: "V", items: () => attitudeItems(map, ids) },
    { label: texts.roles, icon: "role", key: "B", items: () => roleItems(map, ids) },
    item(texts.rename, "rename", "R", () => hands.rename(node)),
    item(texts.draw_tie, "tie", "C", () => hands.ties.start(node.id)), ...look, LINE,
    item(node.pm.pinned ? texts.unpin : texts.pin, "pin", "P", () => acts.pin(ids)),
    item(texts.copy, "copy", "Ctrl+C", () => copy(map, ids)), LINE,
    item(texts.leave_out, "out", "Shift+Del", () => acts.leaveOut(ids)),
    { ...item(texts.delete_person, "trash", "Del", () => acts.remove(ids)), danger: true }];
}

export function severalMenu(map, ids) {
  const { hands, texts } = map, { acts } = hands, heading = { heading: fill(texts.several, { n: ids.length }) };
  if (!acts.allowed) return [heading, item(texts.copy, "copy", "Ctrl+C", () => copy(map, ids))];
  const pinned = ids.every((id) => map.nodes.get(id)?.pm.pinned);
  return [heading,
    { label: texts.attitude, icon: "attitude", key: "V", items: () => attitudeItems(map, ids) },
    { label: texts.roles, icon: "role", key: "B", items: () => roleItems(map, ids) },
    { label: texts.arrange, icon: "row", items: ARRANGED.map(([how, drawn]) => item(texts[how], drawn, "", () => acts.arrange(ids, how))) },
    item(pinned ? texts.unpin : texts.pin, "pin", "P", () => acts.pin(ids)), LINE,
    item(texts.copy, "copy", "Ctrl+C", () => copy(map, ids)), item(texts.keep_map, "keep", "", () => acts.say(texts.keep_map_hint)), LINE,
    item(texts.leave_out, "out", "Shift+Del", () => acts.leaveOut(ids)),
    { ...item(fill(texts.delete_people, { n: ids.length }), "trash", "Del", () => acts.remove(ids)), danger: true }];
}

export function tieMenu(map, tie) {
  const { hands, texts } = map, { acts } = hands, heading = { heading: map.tieName(tie) }, from = map.nodes.get(tie.from), to = map.nodes.get(tie.to);
  const ends = [from, to].map((node) => item(fill(texts.go_to, { who: node.label }), "focus", "", () => hands.reach.go(node)));
  if (!acts.allowed || !real(tie)) return [heading, ...ends];
  const now = map.base.kinds.find((k) => k.code === tie.pm.kind), kinds = now ? kindsBetween(map, from, to) : [];
  const weighed = [from, to].some((node) => node.pm.what === "person");
  const strengths = STRENGTHS.map(([name, value]) => ({ label: texts[name], on: Math.abs(tie.pm.strength - value) < 0.16, pick: () => acts.strength(tie, value) }));
  const signs = [[1, texts.supports], [-1, texts.opposes]].map(([value, label]) => ({ label, on: tie.pm.sign === value, pick: () => acts.sign(tie, value) }));
  return [heading,
    ...(kinds.length > 1 ? [{ label: texts.kind, icon: "kind", items: () => kinds.map((k) => ({ label: k.name, colour: k.colour, on: k.code === tie.pm.layer,
      pick: () => k.code !== tie.pm.layer && acts.retie(tie, k.code) })) }] : []),
    ...(weighed ? [{ label: texts.strength, icon: "strength", chips: strengths, closes: true }] : []),
    ...(now?.signed ? [{ label: texts.sign, icon: "unfold", chips: signs, closes: true }] : []),
    ...(tie.pm.arrow !== "none" && now?.source === now?.target ? [item(texts.reverse, "swap", "", () => acts.reverse(tie))] : []), LINE, ...ends, LINE,
    { ...item(texts.delete, "trash", "Del", () => acts.remove([tie.id])), danger: true }];
}

export function groupMenu(map, node) {
  return [{ heading: node.label }, item(map.texts.unfold, "unfold", "", () => map.hands.acts.look({ unfold: node.id }))];
}

// One of our team, a competitor, a firm, a camp; what is no record of its own (a step, a bar) can only be looked at, and who
// stands there a second time leads to the first.
export function otherMenu(map, node) {
  const { hands, texts } = map, { acts } = hands, drawn = map.base.kinds.some((k) => k.source === node.pm.what), first = map.nodes.get(node.pm.of);
  const heading = { heading: node.label }, go = first ? [item(fill(texts.go_to, { who: first.label }), "focus", "", () => hands.reach.go(first))] : [];
  if (!acts.allowed || !named(node)) return [heading, ...go, focusItem(map)];
  return [heading, item(texts.rename, "rename", "R", () => hands.rename(node)),
    ...(drawn ? [item(texts.draw_tie, "tie", "C", () => hands.ties.start(node.id))] : []), focusItem(map), LINE,
    { ...item(texts.delete, "trash", "Del", () => acts.remove([node.id])), danger: true }];
}

export function emptyMenu(map, point) {
  const { hands, texts } = map, { acts } = hands, held = copied(), all = item(texts.all_people, "all", "A", () => hands.choose(hands.shown().map((n) => n.id)));
  const look = [all, item(texts.fit, "fit", "\\", () => { map.camera.fit(true); })];
  if (!acts.allowed) return look;
  return [item(texts.add_here, "person", "E", () => hands.addPerson(point)),
    ...(held ? [item(fill(texts.paste_n, { n: held.ids.length }), "paste", "Ctrl+V", () => paste(map, point))] : []),
    ...(map.data.hidden ? [item(fill(texts.bring_back, { n: map.data.hidden }), "back", "", () => acts.bringBack())] : []), LINE, ...look,
    item(texts.tidy_map, "tidy", "", () => acts.here("tidy", {}))];
}

const item = (label, icon, key, pick) => ({ label, icon, key, pick });

function focusItem(map) {
  const { texts, light } = map;
  return { label: texts.focus, icon: "focus", key: "0–3", items: [0, 1, 2, 3].map((n) => ({
    label: n ? fill(texts.steps, { n }) : texts.steps_off, on: light.steps === n, pick: () => map.hands.acts.steps(n) })) };
}

function around(map, node) {
  const { texts } = map, { acts } = map.hands;
  return { label: texts.look_round, icon: "rings", items: [
    item(texts.rings_of, "rings", "", () => acts.look({ layout: "ego", leader: node.id })),
    item(texts.circles_of, "circles", "", () => acts.look({ layout: "circles", leader: node.id }))] };
}
