// Edits on their way to the server: numbered, resent until acknowledged, so that none is lost or done twice. Each
// load of the page numbers its own: a duplicated tab must not take the numbers of the other. The queue belongs to
// the map, not to its picture, and is kept for the tab: it outlives a change of page and a reload.
const RESEND_MS = 1500;

export class OpLog {
  constructor(map) {
    this.map = map;
    this.revision = 0;
    this.client = crypto.getRandomValues(new Uint32Array(3)).join("-");
    this.number = 0;
    this.queue = JSON.parse(sessionStorage.getItem(this.key) ?? "[]");
  }

  get key() { return `powermap-edits:${this.map}`; }

  // Who carries the edits (the component's api) and who is told how many are still on their way.
  connect(place, onChange) {
    this.place = place;
    this.onChange = onChange;
    this.flush();
  }

  add(type, args) {
    this.queue.push({ client: this.client, n: ++this.number, type, base: this.revision, ...args });
    this.keep();
    this.flush();
    return this.number;
  }

  // An edit that was refused comes again, over what is there now.
  again({ type, ...args }) { return this.add(type, args); }

  keep() { sessionStorage.setItem(this.key, JSON.stringify(this.queue)); }

  flush() {
    clearTimeout(this.timer);
    this.onChange?.();
    if (!this.queue.length) return;
    this.place?.api?.setTriggerValue("ops", { map: this.map, ops: this.queue });
    this.timer = setTimeout(() => this.flush(), RESEND_MS);
  }

  acknowledge(acks) {
    const left = this.queue.filter((op) => op.n > (acks?.[op.client] ?? 0));
    if (left.length === this.queue.length) return;
    this.queue = left;
    this.keep();
    if (!this.queue.length) clearTimeout(this.timer);
    this.onChange?.();
  }

  // Whether the server has not yet confirmed where this item was dragged to.
  moving(id) {
    return this.queue.some((op) => op.type === "move" && id in op.places);
  }
}
