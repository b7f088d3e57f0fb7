// What the map has to say in words: sentences that go by themselves, and questions that wait for their answer. Text is
// text, never markup, and can be marked and copied. What is open of an edit's refusal or of lost text is kept for the tab:
// a question outlives a change of page and a reload, and nobody misses what was said just when they reloaded.
import { element } from "./dom.js";
import { Typed } from "./typed.js";

const READ_MS = { error: 15000 }, SHORT_MS = 5000;

export class Notices {
  constructor(map) {
    this.map = map;
    this.box = element("div", "pm-notices", undefined, { role: "status", "aria-live": "polite" });
    map.root.append(this.box);
    this.typed = new Typed((what, typed) => this.show({ id: `typed-${Date.now()}`, level: "conflict", typed,
      text: map.texts.unsaved.replace("{what}", what) }));
    for (const kind of ["pointerdown", "keydown", "wheel"]) this.box.addEventListener(kind, (event) => event.stopPropagation());
    this.open = new Map();
    this.said = new Map();
    for (const notice of JSON.parse(sessionStorage.getItem(this.key) ?? "[]")) {
      this.seen.add(notice.id);
      this.draw(notice);
    }
  }

  get key() { return `powermap-notices:${this.map.place.log.map}`; }

  get seen() { return (this.map.place.noticed ??= new Set()); }

  // {id, text, level}; a question also has {keep, take, typed, op}: the answers, text to copy, the edit to send again.
  show(notice) {
    if (this.seen.has(notice.id)) return;
    this.seen.add(notice.id);
    this.draw(notice);
    this.keep();
  }

  draw({ id, text, level, ...asked }) {
    const said = level === "conflict" ? id : text, box = element("div", `pm-notice ${level ?? ""}`), words = element("div", "pm-words", text), close = () => {
      if (!box.isConnected) return; // the page changed meanwhile: it is another map's now
      box.remove();
      this.open.delete(id);
      this.keep();
    };
    this.said.get(said)?.(); // the same once more is said once, and stays as long as anew
    this.said.set(said, close);
    box.append(words);
    if (asked.typed) words.append(element("div", "pm-typed", asked.typed));
    if (asked.take) words.append(this.answers(close, asked)); else box.append(this.closer(close));
    this.box.append(box);
    if (level in READ_MS || level === "conflict") this.open.set(id, { id, text, level, ...asked });
    if (level !== "conflict") setTimeout(close, READ_MS[level] ?? SHORT_MS);
  }

  keep() { sessionStorage.setItem(this.key, JSON.stringify([...this.open.values()])); }

  close() { this.typed.close(); }

  answers(close, { keep, take, op }) {
    const row = element("div", "pm-answers");
    row.append(this.button("keep", keep, close), this.button("take", take, () => {
      close();
      this.map.log.again(op);
    }));
    return row;
  }

  button(name, label, act) {
    const made = element("button", `pm-answer ${name}`, label, { type: "button" });
    made.addEventListener("click", act);
    return made;
  }

  closer(close) {
    const made = element("button", "pm-close", "×", { type: "button" });
    made.addEventListener("click", close);
    return made;
  }
}
