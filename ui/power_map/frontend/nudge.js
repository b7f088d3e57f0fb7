// Hears from the server that the account has moved, and fetches it. A proxy may swallow server-sent events: without
// a word for some seconds the map asks by itself, as long as the silence lasts.
const SILENT_MS = 6000, ASK_MS = 2000, OWN_MS = 400; // OWN_MS: one's own edit mostly brings the new revision by itself

export class Nudge {
  constructor(place, map) {
    this.place = place;
    const account = map.split("/")[0];
    this.source = new EventSource(new URL(`powermap/events/${encodeURIComponent(account)}`, document.baseURI));
    this.source.onmessage = (event) => this.hear(event.data);
    this.source.onopen = () => this.alive();
    this.source.onerror = () => this.silent();
    this.silent();
  }

  alive() {
    clearTimeout(this.waiting);
    clearInterval(this.asking);
    this.waiting = this.asking = null;
  }

  silent() {
    this.waiting ??= setTimeout(() => { this.asking ??= setInterval(() => this.pull("ask"), ASK_MS); }, SILENT_MS);
  }

  hear(stands) {
    this.alive();
    clearTimeout(this.later);
    const back = this.stands === "away"; // what waited on the server for the store is sent by the next run
    this.stands = stands;
    this.later = setTimeout(() => {
      if (back || stands !== String(this.place.patch?.revision)) this.pull(stands);
    }, this.place.log.queue.length ? OWN_MS : 0);
  }

  pull(why) { this.place.api?.setTriggerValue("pull", why); }

  close() {
    this.alive();
    clearTimeout(this.later);
    this.source.close();
  }
}
