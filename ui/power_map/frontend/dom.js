// The few pieces of page around the canvas: elements, a menu, a text box. Text is always text, never markup.

export function element(tag, className, text, attributes = {}) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// One menu or text box is open at a time; Esc or a press outside closes it.
export class Popup {
  constructor(root) { this.root = root; }

  close() {
    this.box?.remove();
    this.box = null;
  }

  // Clear of the mount: inside the root, left and top in its pixels, kept in view.
  place(box, x, y) {
    this.close();
    this.box = box;
    this.root.append(box);
    const left = Math.min(x, this.root.clientWidth - box.offsetWidth - 8);
    const top = Math.min(y, this.root.clientHeight - box.offsetHeight - 8);
    box.style.left = `${Math.max(8, left)}px`;
    box.style.top = `${Math.max(8, top)}px`;
  }

  // items: {heading} or {label, colour, on, pick}
  menu(x, y, items) {
    const box = element("div", "pm-menu", undefined, { role: "menu" });
    for (const item of items) {
      if (item.heading) {
        box.append(element("div", "pm-heading", item.heading));
        continue;
      }
      const row = element("button", "pm-item" + (item.on ? " on" : ""), undefined, { role: "menuitem", type: "button" });
      if (item.colour) {
        const dot = element("span", "pm-dot");
        dot.style.borderColor = item.colour;
        row.append(dot);
      }
      row.append(element("span", "", item.label));
      row.addEventListener("click", () => { this.close(); item.pick(); });
      box.append(row);
    }
    this.place(box, x, y);
    box.querySelector("button")?.focus();
    box.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      const rows = [...box.querySelectorAll("button")], at = rows.indexOf(event.target);
      rows[(at + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % rows.length].focus();
    });
  }

  ask(x, y, value, hint, done) {
    const box = element("div", "pm-ask"), input = element("input", "", undefined, { type: "text", placeholder: hint, "aria-label": hint });
    input.value = value;
    box.append(input);
    this.place(box, x, y);
    input.focus();
    input.select();
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.close();
      if (event.key === "Enter" && !event.isComposing) {
        const text = input.value.trim();
        this.close();
        if (text && text !== value) done(text);
      }
    });
  }
}
