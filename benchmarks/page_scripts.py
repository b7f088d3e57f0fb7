"""What runs in the page to measure there: times are taken beside the event, to one frame."""

CLICKABLE = """() => {
  const { map } = [...globalThis.__powermap.values()][0], box = map.stage.getBoundingClientRect(), found = [];
  for (const node of map.people()) {
    const at = map.network.canvasToDOM(node), x = box.left + at.x, y = box.top + at.y;
    const top = map.root.getRootNode().elementFromPoint(x, y);
    if (y > 0 && y < innerHeight && top?.tagName === "CANVAS" && map.network.getNodeAt(at) === node.id)
      found.push({ id: node.id, name: node.label, x, y });
  }
  return found;
}"""
WATCH = """([selector, text]) => { globalThis.__watched = new Promise((resolve, reject) => {
  setTimeout(reject, 30000, new Error(`No "${text}" within 30 s.`));
  addEventListener("pointerdown", () => {
    const start = performance.now();
    const look = () => [...document.querySelectorAll(selector)].some((e) => e.textContent.trim() === text)
      ? resolve(performance.now() - start) : requestAnimationFrame(look);
    look();
  }, { capture: true, once: true });
}); }"""
EDIT = """([id, code]) => new Promise((resolve, reject) => {
  setTimeout(reject, 30000, new Error("The edit was not acknowledged within 30 s."));
  const { map } = [...globalThis.__powermap.values()][0], start = performance.now();
  map.log.add("attitude", { id, code });
  const look = () => map.root.dataset.pending === "0" ? resolve(performance.now() - start) : requestAnimationFrame(look);
  look();
})"""
