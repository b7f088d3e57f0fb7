// Edits on their way to the server: numbered, resent until acknowledged, so that none is lost or done twice.
const RESEND_MS = 1500;

export class OpLog {
  constructor(place, onChange) {
    this.place = place;
    this.onChange = onChange;
    this.client = crypto.getRandomValues(new Uint32Array(3)).join("-");
    this.number = 0;
    this.queue = [];
    this.revision = 0;
  }

  add(type, args) {
    this.queue.push({ n: ++this.number, type, base: this.revision, ...args });
    this.flush();
    return this.number;
  }

  flush() {
    clearTimeout(this.timer);
    this.onChange();
    if (!this.queue.length) return;
    this.place.api?.setTriggerValue("ops", { client: this.client, ops: this.queue });
    this.timer = setTimeout(() => this.flush(), RESEND_MS);
  }

  acknowledge(acks) {
    const done = acks?.[this.client];
    if (!done) return;
    this.queue = this.queue.filter((op) => op.n > done);
    if (!this.queue.length) clearTimeout(this.timer);
    this.onChange();
  }

  // Whether the server has not yet confirmed where this item was dragged to.
  moving(id) {
    return this.queue.some((op) => op.type === "move" && id in op.places);
  }
}
