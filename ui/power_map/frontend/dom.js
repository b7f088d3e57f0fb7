// The few pieces of page around the canvas: elements, and what is laid over it for a moment. Text is always text, never
// markup.
import { showMenu } from "./menu.js";

export function element(tag, className, text, attributes = {}) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// "{n} people" with {n: 3}
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

// A key that belongs to an input method (Chinese, Japanese, ...), not to us.
export const composing = (event) => event.isComposing || event.keyCode === 229;

// One menu or box is open at a time; Esc or a press outside closes it.
export class Popup {
  constructor(root) { this.root = root; }

  show(box) {
    this.close();
    this.box = box;
    this.root.append(box);
  }

  close() {
    const { box } = this;
    this.box = this.leave = null;
    box?.remove();
  }

  // A press elsewhere: what was typed counts, a menu just goes.
  away() {
    this.leave?.();
    this.close();
  }

  // Back to the map, with the keyboard too.
  back() {
    this.close();
    this.root.focus({ preventScroll: true });
  }

  holds(target) { return Boolean(this.box?.contains(target)); }

  // Left and top in the root's pixels, kept in view.
  put(box, x, y) {
    const left = Math.min(x, this.root.clientWidth - box.offsetWidth - 8), top = Math.min(y, this.root.clientHeight - box.offsetHeight - 8);
    box.style.left = `${Math.max(8, left)}px`;
    box.style.top = `${Math.max(8, top)}px`;
  }

  place(box, x, y) {
    this.show(box);
    this.put(box, x, y);
  }

  menu(x, y, items) { showMenu(this, x, y, items); }

  // A line of text, in the middle over x. Enter and a press elsewhere take it, Esc does not; with `next` Tab takes it and
  // asks for one more.
  ask(x, y, { value = "", hint, more = "", done, next }) {
    const box = element("div", "pm-ask"), input = element("input", "", undefined, { type: "text", placeholder: hint, "aria-label": hint, enterkeyhint: "done" });
    input.value = value;
    box.append(input);
    if (more) box.append(element("div", "pm-hint", more));
    this.show(box);
    this.put(box, x - box.offsetWidth / 2, y);
    input.focus({ preventScroll: true });
    input.select();
    const take = () => {
      const text = input.value.replace(/\s+/g, " ").trim();
      this.close();
      if (text && text !== value) done(text);
      return text;
    };
    this.leave = take;
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (composing(event) || !["Enter", "Escape", "Tab"].includes(event.key)) return;
      event.preventDefault();
      if (event.key === "Escape") this.close();
      else if (take() && next && event.key === "Tab") return next();
      this.root.focus({ preventScroll: true });
    });
  }
}
