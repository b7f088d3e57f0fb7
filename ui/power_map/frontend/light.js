// What is in the light: the legend's filters, the selected and what is round them, the step of a story.
const PARTS = ["attitude", "fill", "faction", "layer"];

// A group is wanted when one of its people is.
const wanted = ({ pm }, part, keys) => pm.what === "person" ? keys.has(pm[part])
  : pm.what === "group" && part === "attitude" && Object.keys(pm.attitudes).some((code) => keys.has(code));

export class Light {
  constructor(map) {
    this.map = map;
    this.filters = new Map(); // part -> Set of keys that are wanted
    this.chosen = new Set(); // several selected people
    this.story = null; // ids lit by a step of a story
    this.answer = null; // {name, ids} of the answer whose people stand in the light
    this.steps = 1; // how far the light of a selected person reaches
    this.forget();
  }

  forget() {
    this.near = undefined;
    this.touched = null;
  }

  // ---- filters ----------------------------------------------------------------------------------------------
  toggle(part, key) {
    const wanted = this.filters.get(part) ?? new Set();
    if (!wanted.delete(key)) wanted.add(key);
    if (wanted.size) this.filters.set(part, wanted); else this.filters.delete(part);
    this.forget();
  }

  wants(part, key) { return this.filters.get(part)?.has(key) ?? false; }

  setFilters(texts) {
    this.filters.clear();
    for (const text of texts ?? []) {
      const [part, key] = [text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)];
      if (PARTS.includes(part)) this.filters.set(part, (this.filters.get(part) ?? new Set()).add(key));
    }
    this.forget();
  }

  texts() { return [...this.filters].flatMap(([part, keys]) => [...keys].map((key) => `${part}:${key}`)); }

  passes(node) {
    for (const [part, keys] of this.filters) {
      if (part === "layer" ? !this.ends(keys).has(node.id) : !wanted(node, part, keys)) return false;
    }
    return true;
  }

  ends(keys) {
    this.touched ??= new Set([...this.map.ties.values()].filter((t) => keys.has(t.pm.layer)).flatMap((t) => [t.from, t.to]));
    return this.touched;
  }

  // The ids that a story or an answer puts in the light; null for everybody.
  cast() { return this.answer?.ids ?? this.story; }

  takeAnswer(answer) {
    const ids = new Set((answer?.ids ?? []).filter((id) => this.map.nodes.has(id)));
    this.answer = answer ? { name: answer.name, ids: ids.size ? ids : null } : null;
  }

  // Whether a faction's territory steps back.
  fades(faction) { return Boolean(this.cast() || this.focus() || (this.filters.size && !this.wants("faction", faction))); }

  // ---- focus ------------------------------------------------------------------------------------------------
  // Everybody within `steps` ties of the selected; null when nothing is selected or the light is everywhere.
  focus() {
    const { map } = this;
    if (map.workshop?.on) return null; // whoever answers about one person after the other looks at all of them
    if (this.chosen.size > 1) return this.chosen;
    if (!map.selected || !this.steps) return null;
    if (this.near !== undefined) return this.near;
    const near = new Set([map.selected]), tie = map.ties.get(map.selected);
    if (tie) near.add(tie.from).add(tie.to);
    for (let step = 0; !tie && step < this.steps; step++) {
      const edge = new Set(near);
      for (const { from, to } of map.ties.values()) {
        if (edge.has(from)) near.add(to);
        if (edge.has(to)) near.add(from);
      }
    }
    return (this.near = near.size > 1 ? near : null); // whoever stands alone does not put out the light
  }

  lit(id) {
    if (this.cast()?.has(id) === false) return false;
    const focus = this.focus();
    if (focus && !focus.has(id)) return false;
    if (!this.filters.size || id === this.map.selected) return true;
    return this.passes(this.map.nodes.get(id));
  }

  // 2 = in focus, 1 = as usual, 0 = dimmed
  litTie(tie) {
    const { map } = this, layers = this.filters.get("layer");
    if (layers && !layers.has(tie.pm.layer)) return 0;
    const focus = this.focus();
    if (!focus) return this.lit(tie.from) && this.lit(tie.to) ? (this.filters.size || this.cast() ? 2 : 1) : 0;
    if (tie.id === map.selected) return 2;
    if (map.ties.has(map.selected) && this.chosen.size < 2) return 0;
    if (this.steps === 1 && this.chosen.size < 2) return tie.from === map.selected || tie.to === map.selected ? 2 : 0;
    return focus.has(tie.from) && focus.has(tie.to) ? 2 : 0;
  }
}
