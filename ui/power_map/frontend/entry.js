// Quick entry: what is typed is kept in this tab, shown as the server understands it, and taken with Enter.
import { element } from "./dom.js";

const PAUSE_MS = 250, RESEND_MS = 2000;
const client = crypto.getRandomValues(new Uint32Array(3)).join("-");
const sent = (globalThis.__powermapSent ??= { n: 0, waiting: null }); // what is to be taken: {n, text, account}; outlives the box

export class Entry {
  constructor(root) {
    Object.assign(this, { root, stays: "", more: false }); // lines that were not understood; whether Enter was pressed while others were on their way
    root.className = "pm-entry";
    root.dataset.testid = "quick-entry";
    this.box = element("textarea", "pm-entry-text", undefined, { rows: "2", spellcheck: "false" });
    this.list = element("div", "pm-entry-lines", undefined, { role: "status", "aria-live": "polite" });
    this.button = element("button", "pm-entry-take", "", { type: "button" });
    this.key = element("span", "pm-entry-key");
    const row = element("div", "pm-entry-row");
    row.append(this.button, this.key);
    this.help = element("details", "pm-entry-help");
    root.replaceChildren(this.box, this.list, row, this.help);
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("keydown", (event) => this.press(event));
    this.button.addEventListener("click", () => this.take());
  }

  get waiting() { return sent.waiting?.account === this.data.account ? sent.waiting : null; }

  get place() { return `powermap-typed:${this.data.account}`; }

  follow(component) {
    const first = !this.data || this.data.account !== component.data.account;
    this.api = component;
    this.data = component.data;
    const { texts, taken, about } = this.data;
    this.box.placeholder = texts.hint;
    this.box.setAttribute("aria-label", texts.label);
    this.key.textContent = texts.key;
    if (this.helped !== texts.help) this.help.replaceChildren(element("summary", "", texts.how), element("pre", "", texts.help));
    this.helped = texts.help;
    if (first) {
      this.box.value = sessionStorage.getItem(this.place) ?? "";
      if (this.box.value !== about) this.tell();
    }
    const done = taken[client];
    if (this.waiting && done?.n >= this.waiting.n) {
      this.why = done.why;
      this.took(done.left);
    } else if (first && this.waiting) this.send();
    this.show();
  }

  // What was not understood stays, and what was typed meanwhile; what is typed next is a line of its own.
  took(left) {
    const { text } = this.waiting, more = this.box.value.startsWith(text) ? this.box.value.slice(text.length) : null;
    clearTimeout(this.timer);
    sent.waiting = null;
    this.stays = left && `${left.trimEnd()}\n`;
    if (more !== null) this.box.value = this.stays + more.trimStart();
    this.refused = this.why ? this.box.value : "";
    this.typed();
    const { more: asked } = this, lines = this.box.value.slice(0, this.box.value.lastIndexOf("\n") + 1);
    this.more = false;
    if (asked && lines.length > this.stays.length) this.take(lines);
  }

  typed() {
    if (this.why && this.box.value !== this.refused) this.refused = this.why = "";
    sessionStorage.setItem(this.place, this.box.value);
    this.box.rows = Math.min(8, Math.max(2, this.box.value.split("\n").length));
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.tell(), PAUSE_MS);
    this.show();
  }

  tell() { this.api.setStateValue("text", this.box.value); }

  press(event) {
    event.stopPropagation(); // Streamlit's own keys
    if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
    const { value } = this.box, before = this.waiting?.text ?? this.stays, fresh = value.startsWith(before) ? value.slice(before.length) : value;
    if (fresh.includes("\n") && !event.ctrlKey && !event.metaKey) return;
    if (this.waiting) { // a line for now, taken with the answer
      this.more = true;
      return;
    }
    event.preventDefault();
    this.take();
  }

  take(text = this.box.value) {
    if (!text.trim() || this.waiting) return;
    clearTimeout(this.pause);
    this.tell();
    sent.waiting = { n: ++sent.n, text, account: this.data.account };
    this.send();
  }

  send() {
    if (!this.waiting) return;
    clearTimeout(this.timer);
    this.api.setTriggerValue("take", { client, ...this.waiting });
    this.timer = setTimeout(() => this.send(), RESEND_MS);
    this.show();
  }

  show() {
    const { data, box } = this, known = data.about === box.value, good = known ? data.lines.filter((one) => one.good).length : 0;
    this.root.dataset.good = known ? String(good) : "";
    this.root.dataset.waiting = String(Boolean(this.waiting));
    this.list.classList.toggle("old", !known);
    this.button.textContent = good > 1 ? `${data.texts.take} (${good})` : data.texts.take;
    this.button.disabled = !box.value.trim() || Boolean(this.waiting);
    if (!known && box.value.trim()) return; // the lines of a moment ago stay until the new ones come
    const lines = [...(this.why ? [{ good: false, text: this.why, line: "" }] : []), ...(known ? data.lines : [])];
    this.list.replaceChildren(...lines.map(({ good: fine, text, line }) => {
      const row = element("div", fine ? "pm-entry-good" : "pm-entry-doubt", undefined, { title: line });
      row.append(element("span", "pm-entry-tick", fine ? "✓" : "!"), element("span", "", text));
      return row;
    }));
  }

  leave() {
    clearTimeout(this.timer);
    clearTimeout(this.pause);
  }
}
