// A menu with submenus, for mouse, finger and keyboard: arrows, letters (type-ahead), digits for the chips of a row.
// Items: {heading}, {line}, {chips: [{label, on, pick}], label, icon}, or {label, icon, colour, key, on, danger, pick | items}.
import { element } from "./dom.js";
import { icon } from "./icons.js";

const HOVER_MS = 130, TYPE_MS = 800;

export function showMenu(popup, x, y, items) {
  const menu = new Menu(popup);
  popup.show(menu.layer);
  const box = menu.level(items);
  popup.put(box, x, y);
  box.scrollIntoView({ block: "nearest" }); // the map may reach below the window
  menu.focus(0, 0);
}

class Menu {
  constructor(popup) {
    Object.assign(this, { popup, levels: [], typed: "" });
    this.layer = element("div", "pm-layer");
    this.layer.addEventListener("keydown", (event) => this.key(event));
    this.layer.addEventListener("pointerdown", () => { this.pressed = true; }, true);
    this.layer.addEventListener("click", (event) => { // the finger whose long press opened the menu picks nothing when it lifts
      if (!this.pressed && event.detail) event.stopPropagation();
    }, true);
  }

  // ---- making -----------------------------------------------------------------------------------------------
  level(items) {
    const box = element("div", "pm-menu", undefined, { role: "menu" });
    for (const item of items) {
      if (item.heading) box.append(element("div", "pm-heading", item.heading));
      else if (item.line) box.append(element("div", "pm-line", undefined, { role: "separator" }));
      else box.append(item.chips ? this.chips(item) : this.row(item));
    }
    this.layer.append(box);
    this.levels.push(box);
    return box;
  }

  row(item) {
    const states = item.on === undefined ? { role: "menuitem" } : { role: item.many ? "menuitemcheckbox" : "menuitemradio", "aria-checked": String(item.on) };
    const row = element("button", `pm-item${item.on ? " on" : ""}${item.danger ? " danger" : ""}`, undefined, { ...states, type: "button", "data-stop": "", tabindex: "-1" });
    if (item.icon) row.append(icon(item.icon));
    if (item.colour) {
      const dot = element("span", "pm-dot");
      dot.style.borderColor = item.colour;
      row.append(dot);
    }
    row.append(element("span", "pm-label", item.label));
    if (item.key) row.append(element("kbd", "pm-key", item.key));
    if (item.items) {
      row.append(icon("right"));
      row.setAttribute("aria-haspopup", "menu");
      row.item = item;
    }
    row.addEventListener("click", () => {
      if (item.items) return this.sub(row, true);
      this.popup.back();
      item.pick();
    });
    row.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && this.hover(row));
    return row;
  }

  chips(item) {
    const row = element("div", "pm-choices", undefined, { role: "group", "aria-label": item.label });
    row.append(...(item.icon ? [icon(item.icon)] : []), element("span", "pm-label", item.label));
    item.chips.forEach((chip) => {
      const made = element("button", "pm-pick" + (chip.on ? " on" : ""), chip.label, { type: "button", role: "menuitemradio", "aria-checked": String(Boolean(chip.on)), tabindex: "-1" });
      made.addEventListener("click", () => {
        const on = chip.pick();
        if (item.closes) return this.popup.back();
        for (const other of row.querySelectorAll(".pm-pick")) {
          other.classList.toggle("on", other === made && on);
          other.setAttribute("aria-checked", String(other === made && on));
        }
      });
      row.append(made);
    });
    row.querySelector(".pm-pick").dataset.stop = "";
    return row;
  }

  // ---- levels -----------------------------------------------------------------------------------------------
  hover(row) {
    clearTimeout(this.later);
    this.later = setTimeout(() => {
      const depth = this.depth(row);
      if (row.item) this.sub(row, false); else this.drop(depth + 1);
      if (!row.contains(row.getRootNode().activeElement)) row.focus({ preventScroll: true });
    }, HOVER_MS);
  }

  sub(row, focused) {
    const depth = this.depth(row);
    if (this.levels[depth + 1]?.of !== row) {
      this.drop(depth + 1);
      const box = this.level(typeof row.item.items === "function" ? row.item.items() : row.item.items);
      box.of = row;
      row.setAttribute("aria-expanded", "true");
      const { left, right, top } = row.getBoundingClientRect(), root = this.popup.root.getBoundingClientRect();
      const after = right - root.left + 2, before = left - root.left - box.offsetWidth - 2;
      this.popup.put(box, after + box.offsetWidth <= root.width - 8 || before < 8 ? after : before, top - root.top - 6);
    }
    if (focused) this.focus(depth + 1, 0);
  }

  drop(from) {
    for (const box of this.levels.splice(from)) {
      box.of?.removeAttribute("aria-expanded");
      box.remove();
    }
  }

  depth(row) { return this.levels.findIndex((box) => box.contains(row)); }

  stops(depth) { return [...this.levels[depth].querySelectorAll("[data-stop]")]; }

  focus(depth, k) {
    const stops = this.stops(depth);
    stops[(k + stops.length) % stops.length]?.focus({ preventScroll: true });
  }

  // ---- keyboard ---------------------------------------------------------------------------------------------
  key(event) {
    event.stopPropagation();
    const row = event.target.closest("button"), depth = row ? this.depth(row) : 0, group = row?.closest(".pm-choices");
    const stops = this.stops(depth), at = stops.indexOf(group?.querySelector("[data-stop]") ?? row), beside = (step) => {
      const chips = [...group.querySelectorAll(".pm-pick")];
      chips[(chips.indexOf(row) + step + chips.length) % chips.length].focus();
    };
    const acts = {
      ArrowDown: () => this.focus(depth, at + 1), ArrowUp: () => this.focus(depth, at - 1), Home: () => this.focus(depth, 0), End: () => this.focus(depth, -1),
      ArrowRight: () => { if (group) beside(1); else if (row?.item) this.sub(row, true); },
      ArrowLeft: () => { if (group) beside(-1); else this.up(depth); },
      Escape: () => { if (depth) this.up(depth); else this.popup.back(); }, Tab: () => this.popup.back() };
    if (acts[event.key]) {
      event.preventDefault();
      acts[event.key]();
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) this.type(event.key.toLowerCase(), depth, row);
  }

  up(depth) {
    if (!depth) return;
    const { of } = this.levels[depth];
    this.drop(depth);
    of.focus({ preventScroll: true });
  }

  // Letters go to the entry that starts so; the same letter again goes on to the next one.
  type(letter, depth, row) {
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => { this.typed = ""; }, TYPE_MS);
    const chip = /[1-9]/.test(letter) && this.levels[depth].querySelectorAll(".pm-pick")[Number(letter) - 1];
    if (chip) return chip.click();
    const again = this.typed === letter;
    if (!again) this.typed += letter;
    const rows = this.stops(depth), text = (r) => r.querySelector(".pm-label")?.textContent.toLowerCase() ?? "", from = rows.indexOf(row);
    const order = [...rows.slice(from + 1), ...rows.slice(0, from + 1)], fits = order.filter((r) => text(r).startsWith(this.typed));
    const whole = again ? null : fits.find((r) => text(r).split(/\s/)[0] === this.typed);
    (whole ?? fits[0] ?? order.find((r) => text(r).includes(` ${this.typed}`)))?.focus({ preventScroll: true });
  }
}
