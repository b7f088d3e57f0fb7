// Mouse and finger: whoever wants a press gets it (drawing a tie, a lasso), else vis moves people and the map.
import { gripOf, hit, labelAt, near, pointOf, unit } from "./grasp.js";
import { halves } from "./shape.js";
import { tieAt } from "./ties.js";
import { LongPress } from "./touch.js";

export class Pointer {
  constructor(hands) { Object.assign(this, { hands, map: hands.map, at: null, holding: null, finger: new LongPress(hands) }); }

  listen(signal) {
    const { map } = this, { stage, network } = map;
    for (const [name, act] of [["pointerdown", this.press], ["pointermove", this.move], ["pointerup", this.lift], ["pointercancel", this.release]]) {
      stage.addEventListener(name, (event) => act.call(this, event), { capture: true, signal });
    }
    stage.addEventListener("pointerleave", () => {
      this.over(null);
      this.hush();
    }, { signal });
    network.on("click", (event) => this.click(event));
    network.on("doubleClick", ({ pointer }) => this.doubleClick({ dom: pointer.DOM, ...pointer.canvas }));
  }

  press(event) {
    const point = (this.at = pointOf(this.map, event));
    this.hush();
    if (event.button !== 0) return;
    this.finger.press(event, point);
    if (!event.isPrimary) return this.release();
    this.holding = [this.hands.ties, this.hands.lasso].find((taker) => taker.press(event, point)) ?? null;
    if (!this.holding) return this.hands.drags.prepare(point);
    this.map.root.dataset.hand = "held";
    event.stopPropagation();
    event.preventDefault();
    this.hands.acts.awaited = null;
    this.map.stage.setPointerCapture(event.pointerId);
    this.map.root.focus({ preventScroll: true });
  }

  move(event) {
    const point = (this.at = pointOf(this.map, event));
    this.finger.move(point);
    if (this.holding) {
      event.stopPropagation();
      this.holding.move(point);
    } else if (event.pointerType === "mouse" && !this.map.busy) this.look(point);
  }

  lift(event) {
    this.finger.stop();
    if (!this.holding) return;
    event.stopPropagation();
    const held = this.holding;
    this.holding = null;
    this.map.root.dataset.hand = "";
    held.release(pointOf(this.map, event));
  }

  release() {
    this.finger.stop();
    if (!this.holding) return;
    this.holding.cancel();
    this.holding = null;
    this.map.root.dataset.hand = "";
  }

  // Who is under the mouse. The handle lies beside the person: being on the way there counts too.
  look(point) {
    const { map } = this, now = map.nodes.get(map.hover), found = hit(map, point);
    const beside = now && Math.hypot(point.x - now.x, point.y - now.y) < Math.max(...halves(now)) + 26 * unit(map);
    this.over(found?.node.id ?? (beside ? map.hover : null));
    const holder = this.hands.ties.holder(), handle = (holder && near(map, gripOf(map, holder), point)) || this.hands.ties.ends().some((end) => near(map, end, point));
    map.root.dataset.over = handle ? "handle" : found?.part ?? (labelAt(map, point.dom) ? "label" : "");
    if (this.hands.mode === "tie" && this.hands.ties.from) map.redraw();
  }

  over(id) {
    if ((this.map.hover ?? null) === id || this.holding) return;
    this.map.hover = id;
    this.map.redraw();
  }

  // The hint goes with the mouse only: what else takes somebody from under it leaves vis' hint standing.
  hush() {
    const { interactionHandler: seen } = this.map.network;
    clearTimeout(seen.popupTimer);
    seen.popupTimer = seen.popupObj = undefined;
    seen.popup?.hide();
  }

  click({ pointer, event }) {
    const { map } = this, point = { dom: pointer.DOM, ...pointer.canvas }, source = event?.srcEvent ?? {};
    map.root.focus({ preventScroll: true });
    if (source.type === "pointercancel" || source.button > 0) return;
    this.hands.acts.awaited = null;
    if (this.hands.mode === "person") return this.hands.addPerson(point);
    const found = hit(map, point), node = found?.node ?? (tieAt(map, point.x, point.y) ? null : labelAt(map, point.dom));
    if (node && (source.ctrlKey || source.metaKey)) return this.hands.toggle(node.id);
    if (!node) return map.select(tieAt(map, point.x, point.y)?.id ?? null);
    if (map.workshop?.on) return map.workshop.ask(node, point.dom);
    map.select(node.id);
    this.hands.reach.at = node.id;
    if (node.pm.what !== "person" || !this.hands.acts.allowed) return;
    if (found?.part === "sign") this.hands.attitudes([node.id], point.dom);
    if (found?.part === "badge") this.hands.roles([node.id], point.dom);
  }

  doubleClick(point) {
    const { map } = this, node = hit(map, point)?.node, tie = node ? null : tieAt(map, point.x, point.y), label = tie ? null : labelAt(map, point.dom);
    if (node?.pm.what === "group") this.hands.acts.look({ unfold: node.id });
    else if (!this.hands.acts.allowed || tie || this.hands.mode) return;
    else if (node ?? label) this.hands.rename(node ?? label);
    else this.hands.addPerson(point);
  }
}
