// Several people at once: a line drawn round them, by hand.
import { hit, MOVED_PX, unit } from "./grasp.js";

export class Lasso {
  constructor(hands) { Object.assign(this, { hands, map: hands.map, line: null }); }

  press(event, point) {
    if (this.hands.mode !== "lasso" && !(event.shiftKey && !this.hands.mode && !hit(this.map, point))) return false;
    this.line = [point];
    this.more = event.ctrlKey || event.metaKey;
    return true;
  }

  move(point) {
    const last = this.line.at(-1);
    if (Math.hypot(point.dom.x - last.dom.x, point.dom.y - last.dom.y) < 3) return;
    this.line.push(point);
    this.map.redraw();
  }

  release(point) {
    const { map, hands, line } = this, far = line.some(({ dom }) => Math.hypot(dom.x - line[0].dom.x, dom.y - line[0].dom.y) > MOVED_PX);
    this.line = null;
    if (hands.mode === "lasso") hands.setMode("");
    map.redraw();
    if (!far) return;
    const caught = hands.shown().filter((one) => within(one, [...line, point])).map((one) => one.id);
    hands.choose([...new Set([...(this.more ? hands.subject() : []), ...caught])]);
  }

  cancel() {
    this.line = null;
    this.map.redraw();
  }

  paint(ctx) {
    if (!this.line) return;
    const u = 1 / this.map.scale, { accent } = this.hands;
    ctx.beginPath();
    for (const { x, y } of this.line) ctx.lineTo(x, y);
    ctx.closePath();
    ctx.fillStyle = `${accent}1f`;
    ctx.fill();
    ctx.lineWidth = 1.8 * Math.min(u, 2 * unit(this.map));
    ctx.setLineDash([6 * u, 4 * u]);
    ctx.strokeStyle = accent;
    ctx.stroke();
    ctx.setLineDash([]);
  }
}

function within({ x, y }, line) {
  let inside = false;
  for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
    const [a, b] = [line[i], line[j]];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}
