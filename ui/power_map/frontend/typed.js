// Text that is being typed in the card beside the map. When somebody else's edit makes the box anew, or takes it away with
// what it was about, the text is shown on the map, to be copied: nothing typed is lost.
const TEXT = new Set(["text", "number", "email", "tel", "textarea"]);

export class Typed {
  constructor(onLost) {
    this.onLost = onLost;
    this.end = new AbortController();
    this.observer = new MutationObserver(() => this.check());
    const on = (kind, act) => document.addEventListener(kind, act, { capture: true, signal: this.end.signal });
    on("input", ({ target }) => this.type(target));
    on("focusout", ({ target }) => { // a box that is being taken away loses the focus too, just before
      if (target === this.box && !target.closest("[data-testid=stForm]")) setTimeout(() => { if (target === this.box && target.isConnected) this.done(); });
    });
    on("keydown", ({ target, key, ctrlKey, metaKey, isComposing }) => {
      if (target === this.box && key === "Enter" && !isComposing && (target.tagName === "INPUT" || ctrlKey || metaKey)) this.done();
    });
  }

  type(box) {
    if (!TEXT.has(box.type) || box.getAttribute("role") === "combobox") return;
    if (!this.box) this.observer.observe(document.body, { childList: true, subtree: true });
    Object.assign(this, { box, label: box.getAttribute("aria-label") ?? "" });
  }

  check() {
    const { box, label } = this;
    if (box.isConnected) return;
    this.done();
    if (box.value.trim()) this.onLost(label, box.value); // a form that was sent is empty
  }

  done() {
    this.observer.disconnect();
    this.box = null;
  }

  close() {
    this.done();
    this.end.abort();
  }
}
