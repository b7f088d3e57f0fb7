// Hears from the server that the account has moved, and fetches it; hears who else is here, and answers that somebody
// is. A proxy may swallow server-sent events and a network may go without a word: when nothing was heard for long the
// map asks by itself and tries a new line, as long as the silence lasts.
const SILENT_MS = 12000; // the server says something every five seconds
const LOST_MS = 6000, PATIENCE_MS = 120000; // after an error; at most so long between new lines
const ASK_MS = 2000, OWN_MS = 400; // OWN_MS: one's own edit mostly brings the new revision by itself

export class Nudge {
  constructor(place, map) {
    this.place = place;
    this.account = encodeURIComponent(map.split("/")[0]);
  }

  // `who` is what the others know this session by; it changes when the server was started anew.
  listen(who) {
    if (this.who === who) return;
    this.who = who;
    this.patience = SILENT_MS;
    this.open();
  }

  address(part) { return new URL(`powermap/${part}/${this.account}?who=${encodeURIComponent(this.who)}`, document.baseURI); }

  open() {
    this.source?.close();
    this.source = new EventSource(this.address("events"));
    this.source.onmessage = (event) => { this.alive(); this.hear(event.data); };
    this.source.addEventListener("here", (event) => { this.alive(); this.show(JSON.parse(event.data)); });
    this.source.addEventListener("beat", () => { this.alive(); this.answer(); });
    this.source.onopen = () => {
      if (this.lost) this.pull("back"); // the server forgot who was here when the line broke
      this.lost = false;
    };
    this.source.onerror = () => {
      this.lost = true;
      this.wait(LOST_MS);
    };
    this.wait(this.patience);
  }

  alive() {
    clearInterval(this.asking);
    this.asking = null;
    this.patience = SILENT_MS;
    this.until = 0;
    this.wait(SILENT_MS);
  }

  // Silence is over at the earliest of what was waited for.
  wait(ms) {
    const until = Date.now() + ms;
    if (this.until && this.until <= until) return;
    this.until = until;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.silent(), ms);
  }

  silent() {
    this.until = 0;
    this.lost = true;
    this.show([]);
    this.asking ??= setInterval(() => this.pull("ask"), ASK_MS);
    this.patience = Math.min(2 * this.patience, PATIENCE_MS);
    this.open();
  }

  answer() { fetch(this.address("here"), { method: "POST" }).catch(() => {}); }

  show(people) {
    this.place.people = people.filter(({ who }) => who !== this.who);
    this.place.map?.presence.show();
    this.place.map?.workshop.company(this.place.people);
  }

  hear(stands) {
    clearTimeout(this.later);
    const back = this.stands === "away"; // what waited on the server for the store is sent by the next run
    this.stands = stands;
    this.later = setTimeout(() => {
      if (back || stands !== String(this.place.patch?.revision)) this.pull(stands);
    }, this.place.log.queue.length ? OWN_MS : 0);
  }

  pull(why) { this.place.api?.setTriggerValue("pull", why); }

  close() {
    for (const timer of [this.waiting, this.later]) clearTimeout(timer);
    clearInterval(this.asking);
    this.source?.close();
    this.place.people = [];
  }
}
