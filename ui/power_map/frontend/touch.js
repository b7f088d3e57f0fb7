// A finger that stays opens the menu, as the right button does.
import { MOVED_PX } from "./grasp.js";

const LONG_MS = 520;

export class LongPress {
  constructor(hands) { this.hands = hands; }

  press(event, point) {
    this.stop();
    if (event.pointerType === "mouse" || !event.isPrimary) return;
    this.start = point.dom;
    this.timer = setTimeout(() => {
      this.hands.mouse.release(); // whatever the finger has begun
      this.hands.context(point);
    }, LONG_MS);
  }

  move(point) {
    if (this.timer && Math.hypot(point.dom.x - this.start.x, point.dom.y - this.start.y) > MOVED_PX) this.stop();
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = null;
  }
}
