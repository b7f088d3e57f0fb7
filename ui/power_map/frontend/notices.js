// What the map has to say in words: sentences that go by themselves, and questions that wait for their answer. Text is
// text, never markup, and can be marked and copied.
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
  }

  // {id, text, level}; a question also has {keep, take, typed, op}: the answers, text to copy, the edit to send again.
  show({ id, text, level, ...asked }) {
    const seen = (this.map.place.noticed ??= new Set());
    if (seen.has(id)) return;
    seen.add(id);
    const box = element("div", `pm-notice ${level ?? ""}`), words = element("div", "pm-words", text);
    box.append(words);
    if (asked.typed) words.append(element("div", "pm-typed", asked.typed));
    if (asked.take) words.append(this.answers(box, asked)); else box.append(this.closer(box));
    this.box.append(box);
    if (level !== "conflict") setTimeout(() => box.remove(), READ_MS[level] ?? SHORT_MS);
  }

  close() { this.typed.close(); }

  answers(box, { keep, take, op }) {
    const row = element("div", "pm-answers");
    row.append(this.button("keep", keep, () => box.remove()), this.button("take", take, () => {
      box.remove();
      this.map.log.again(op);
    }));
    return row;
  }

  button(name, label, act) {
    const made = element("button", `pm-answer ${name}`, label, { type: "button" });
    made.addEventListener("click", act);
    return made;
  }

  closer(box) {
    const made = element("button", "pm-close", "×", { type: "button" });
    made.addEventListener("click", () => box.remove());
    return made;
  }
}
