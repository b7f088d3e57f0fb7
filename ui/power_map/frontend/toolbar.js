// The row of tools over the map.
import { element } from "./dom.js";
import { icon } from "./icons.js";
import { openSearch } from "./search.js";
import { showKeys } from "./keylist.js";

export class Toolbar {
  constructor(hands) {
    Object.assign(this, { hands, map: hands.map });
    this.bar = element("div", "pm-toolbar", undefined, { role: "toolbar" });
    this.bar.addEventListener("keydown", (event) => this.key(event));
    this.map.root.append(this.bar);
  }

  refresh() {
    const { map, hands } = this, { texts, log } = map, undo = map.data.undo ?? {}, state = JSON.stringify([hands.mode, undo, texts, hands.acts.allowed, map.workshop?.mayAnswer]);
    if (state === this.shown) return;
    this.shown = state;
    const mode = (name, words, key, label) => this.button(name, name, `${words} (${key})`, () => hands.setMode(name), { on: hands.mode === name, label });
    const step = (name, key) => this.button(name, name, `${undo[name] ? `${texts[name]}: ${undo[name]}` : texts[name]} (${key})`, () => log.add(name, {}), { off: !undo[name] });
    const steps = [step("undo", "Ctrl+Z"), step("redo", "Ctrl+Shift+Z")];
    const editing = [
      [mode("person", texts.person_hint, "E", texts.person), mode("tie", texts.tie_hint, "C", texts.tie), mode("lasso", texts.lasso_hint, "L")],
      [...steps, this.button("tidy", "tidy", texts.tidy_hint, () => hands.acts.here("tidy", {}))]];
    const looking = [
      this.button("search", "search", `${texts.search_hint} (S)`, () => openSearch(map), { stays: true }),
      this.button("fit", "fit", `${texts.fit} (\\)`, () => { map.camera.fit(true); }), this.button("full", "full", `${texts.full} (F)`, () => map.screen?.toggle()),
      ...(hands.acts.allowed ? [this.button("keys", "help", `${texts.keys} (?)`, () => showKeys(hands), { stays: true })] : [])];
    const held = this.bar.contains(this.bar.getRootNode().activeElement) ? this.bar.getRootNode().activeElement.dataset.tool : null;
    this.bar.setAttribute("aria-label", texts.tools);
    this.bar.replaceChildren(...[...(hands.acts.allowed ? editing : map.workshop?.mayAnswer ? [steps] : []), looking].map((tools) => {
      const group = element("div", "pm-tools");
      group.append(...tools);
      return group;
    }));
    this.stops().forEach((tool, k) => { tool.tabIndex = k ? -1 : 0; });
    if (held) this.bar.querySelector(`[data-tool=${held}]`)?.focus();
  }

  button(name, drawing, title, act, { on, off, label, stays } = {}) {
    const made = element("button", "pm-tool" + (on ? " on" : ""), undefined, { type: "button", title, "aria-label": title, "data-tool": name });
    if (on !== undefined) made.setAttribute("aria-pressed", String(on));
    made.append(icon(drawing), ...(label ? [element("span", "pm-tool-name", label)] : []));
    made.disabled = Boolean(off);
    made.addEventListener("click", () => {
      act();
      if (!stays) this.map.root.focus({ preventScroll: true });
    });
    return made;
  }

  // One stop for the Tab key, arrows inside.
  stops() { return [...this.bar.querySelectorAll("button:enabled")]; }

  key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const stops = this.stops();
    const next = stops[(stops.indexOf(event.target) + step + stops.length) % stops.length];
    for (const stop of stops) stop.tabIndex = stop === next ? 0 : -1;
    next?.focus();
  }
}
