// The story, told step by step: words at the bottom in big type, the step's people in the light, everything else stands back.
// A step that looks at the map as it is shown now needs no word from the server.
import { element } from "./dom.js";

const KEYS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1 };
const ASK_AGAIN_MS = 5000;

export class Story {
  constructor(map) {
    this.map = map;
    this.at = 0;
    this.bar = element("div", "pm-story", undefined, { role: "region", "aria-live": "polite" });
    this.name = element("div", "pm-story-name");
    this.words = element("div", "pm-story-words");
    this.where = element("span", "pm-story-where");
    const text = element("div", "pm-story-text"), buttons = element("div", "pm-story-buttons");
    text.append(this.name, this.words);
    const button = (label, act) => {
      const made = element("button", "pm-story-button", label, { type: "button" });
      made.addEventListener("click", act);
      buttons.append(made);
      return made;
    };
    this.back = button("‹", () => this.go(-1));
    buttons.append(this.where);
    this.next = button("›", () => this.go(1));
    this.close = button("×", () => this.end());
    this.bar.append(text, buttons);
    this.key = (event) => this.press(event);
  }

  get on() { return Boolean(this.data); }

  // The page tells the story, or tells it no more; `n` is another one at each start.
  take(data) {
    if (data && (!this.data || this.data.n !== data.n)) {
      if (this.ended !== data.n) this.start(data);
    } else if (!data && this.data) this.over();
    else if (data) {
      const before = this.step;
      this.data = data;
      this.at = Math.min(this.at, data.steps.length - 1);
      if (!before?.here || JSON.stringify(before) !== JSON.stringify(this.step)) this.show();
    }
  }

  get step() { return this.data?.steps[this.at]; }

  start(data) {
    const { map } = this, { network, camera, light } = map;
    this.before = { position: network.getViewPosition(), scale: network.getScale(), fitted: camera.fitted, filters: light.texts(), story: light.story,
      selected: map.selected, key: camera.key, kept: sessionStorage.getItem(camera.key) };
    Object.assign(this, { data, at: 0 });
    map.popup.close();
    map.select(null);
    map.root.append(this.bar);
    map.root.classList.add("pm-telling");
    document.addEventListener("keydown", this.key, true);
    const { texts } = data;
    for (const [made, name] of [[this.back, texts.back], [this.next, texts.next], [this.close, texts.end]]) {
      made.title = name;
      made.setAttribute("aria-label", name);
    }
    map.root.focus({ preventScroll: true });
    map.hands.refresh();
    this.show();
  }

  press(event) {
    const by = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
    const acts = { Escape: () => this.end(), Home: () => this.go(-Infinity), End: () => this.go(Infinity) };
    if (by === undefined && !acts[event.key]) return;
    if (event.key === " " || event.key === "Enter") if (event.composedPath()[0] instanceof HTMLButtonElement && this.bar.contains(event.composedPath()[0])) return;
    event.preventDefault();
    event.stopPropagation();
    if (by) this.go(by); else acts[event.key]();
  }

  go(by) {
    const at = Math.max(0, Math.min(this.data.steps.length - 1, this.at + by));
    if (at === this.at) return;
    this.at = at;
    this.show();
  }

  // The words at once; light and camera when the map is the step's.
  show() {
    const { map, step, data } = this;
    this.name.textContent = step.name;
    this.words.textContent = step.words;
    this.where.textContent = `${this.at + 1} / ${data.steps.length}`;
    this.back.disabled = this.at === 0;
    this.next.disabled = this.at === data.steps.length - 1;
    map.root.dataset.step = step.id;
    if (!step.here) return this.ask();
    const { light } = map;
    light.setFilters(step.filters);
    const lit = step.lit.filter((id) => map.nodes.has(id));
    light.story = lit.length ? new Set(lit) : null;
    map.root.dataset.lit = String(lit.length);
    map.legend();
    this.look();
    map.redraw();
  }

  // The page is asked to look as the step does, and again while it does not: what is asked in the midst of a run may be lost.
  ask() {
    clearTimeout(this.asking);
    this.map.place.api?.setTriggerValue("view", { story: this.step.id });
    this.asking = setTimeout(() => { if (this.on && !this.step.here) this.ask(); }, ASK_AGAIN_MS);
  }

  // Camera on the lit people, or on all.
  look() {
    if (!this.step.here) return;
    this.map.camera.fit(true, this.map.light.story);
  }

  end() {
    this.ended = this.data.n;
    this.map.place.api?.setTriggerValue("view", { story: "" });
    this.over();
  }

  // As it was before.
  over() {
    const { map, before } = this;
    this.data = null;
    clearTimeout(this.asking);
    document.removeEventListener("keydown", this.key, true);
    this.bar.remove();
    map.root.classList.remove("pm-telling");
    delete map.root.dataset.step;
    delete map.root.dataset.lit;
    if (before.kept) sessionStorage.setItem(before.key, before.kept);
    map.light.setFilters(before.filters);
    map.light.story = before.story;
    Object.assign(map.camera, { fitted: before.fitted, kept: { position: before.position, scale: before.scale } });
    if (before.fitted) map.camera.fit(true); else map.network.moveTo({ position: before.position, scale: before.scale });
    if (before.selected) map.select(before.selected);
    map.hands.refresh();
    map.legend();
    map.redraw();
    map.root.focus({ preventScroll: true });
  }

  leave() { document.removeEventListener("keydown", this.key, true); }
}
