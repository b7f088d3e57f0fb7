"""What runs in the page to measure there: times are taken beside the event, to one frame."""

MAP = '([...globalThis.__powermap?.values() ?? []][0]?.map ?? document.getElementById("powermap")?.__powermap)'
"""The map of our page, or of an exported file."""

CAME = f"""if (top !== self) {{
  const waiting = setInterval(() => {{  // a frame without height is given no animation frames, and these are not made up for
    const cy = document.getElementById("cy");
    if (!cy?.offsetHeight || !cy._cyreg?.cy?.nodes().length) return;
    clearInterval(waiting);
    requestAnimationFrame(() => requestAnimationFrame(() => top.postMessage("drawn", "*"))); // it paints in the frame after
  }}, 4);
}} else globalThis.__came = new Promise((resolve) => {{
  const here = () => document.querySelector(".ready") || {MAP}?.root.dataset.state === "drawn";
  const look = () => here() ? resolve(performance.now()) : requestAnimationFrame(look);
  look();
  addEventListener("message", ({{ data }}) => {{ if (data === "drawn") resolve(performance.now()); }});
}});"""
"""Put into every page before its own scripts: `__came` is the time from the start of the navigation until what was asked for
is drawn in full, in the page or in a frame of it."""

CLICKABLE = f"""() => {{
  const map = {MAP}, box = map.stage.getBoundingClientRect(), found = [];
  for (const node of map.people()) {{
    const at = map.network.canvasToDOM(node), x = box.left + at.x, y = box.top + at.y;
    const top = map.root.getRootNode().elementFromPoint(x, y);
    if (y > 0 && y < innerHeight && top?.tagName === "CANVAS" && map.network.getNodeAt(at) === node.id)
      found.push({{ id: node.id, name: node.label, x, y }});
  }}
  return found;
}}"""
WATCH = """([selector, text]) => { globalThis.__watched = new Promise((resolve, reject) => {
  setTimeout(reject, 30000, new Error(`No "${text}" within 30 s.`));
  addEventListener("pointerdown", () => {
    const start = performance.now();
    const look = () => [...document.querySelectorAll(selector)].some((e) => e.textContent.trim() === text)
      ? resolve(performance.now() - start) : requestAnimationFrame(look);
    look();
  }, { capture: true, once: true });
}); }"""
EDIT = f"""([id, code]) => new Promise((resolve, reject) => {{
  setTimeout(reject, 30000, new Error("The edit was not acknowledged within 30 s."));
  const map = {MAP}, start = performance.now();
  map.log.add("attitude", {{ ids: [id], code }});
  const look = () => map.root.dataset.pending === "0" && map.nodes.get(id).pm.attitude === code
    ? resolve(performance.now() - start) : requestAnimationFrame(look);
  look();
}})"""

TELL = f"""([id, code]) => {{ {MAP}.log.add("attitude", {{ ids: [id], code }}); return performance.timeOrigin + performance.now(); }}"""
SEE = f"""([id, code]) => {{ globalThis.__seen = new Promise((resolve, reject) => {{
  setTimeout(reject, 30000, new Error("The edit did not arrive within 30 s."));
  const map = {MAP}, settle = map.settle;
  map.settle = (patch) => {{
    settle.call(map, patch);
    if (map.nodes.get(id).pm.attitude !== code) return;
    delete map.settle;
    resolve(performance.timeOrigin + performance.now());
  }};
}}); }}"""
PRESSED = """() => { globalThis.__pressed = new Promise((resolve) =>
  addEventListener("pointerdown", () => resolve(performance.timeOrigin + performance.now()), { capture: true, once: true })); }"""
SEE_TEXT = """([selector, text]) => { globalThis.__seen = new Promise((resolve, reject) => {
  setTimeout(reject, 30000, new Error(`No "${text}" within 30 s.`));
  const observer = new MutationObserver(() => {
    if (![...document.querySelectorAll(selector)].some((e) => e.textContent.trim() === text)) return;
    observer.disconnect();
    resolve(performance.timeOrigin + performance.now());
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
}); }"""
REDRAWN = """() => { globalThis.__redrawn = new Promise((resolve) => addEventListener("pointerdown", () => {
  const start = performance.now();
  addEventListener("message", ({ data }) => { if (data === "drawn") resolve(performance.now() - start); });
}, { capture: true, once: true })); }"""

FRAMES = f"""([what, seconds]) => new Promise((resolve) => {{
  const ours = {MAP}, net = ours?.network ?? (typeof network === "undefined" ? null : network);
  const cy = net ? null : document.getElementById("cy")._cyreg.cy;
  const turn = (k) => 60 * Math.sin(k / 9), body = net && Object.values(net.body.nodes)[0], node = cy?.nodes()[0];
  const at = net ? {{ ...net.getViewPosition() }} : {{ ...cy.pan() }}, home = net ? {{ x: body.x, y: body.y }} : {{ ...node.position() }};
  const scale = net ? net.getScale() : cy.zoom();
  const acts = {{
    pan: (k) => net ? net.moveTo({{ position: {{ x: at.x + turn(k) / scale, y: at.y }} }}) : cy.pan({{ x: at.x + turn(k), y: at.y }}),
    drag: (k) => {{
      if (!net) return node.position({{ x: home.x + turn(k) / scale, y: home.y }});
      body.x = home.x + turn(k) / scale;
      ours?.hands.drags.drag({{ canvas: body }});
      net.redraw();
    }} }};
  if (ours && what === "drag") ours.hands.drags.begin([body.id]);
  let k = 0, start = 0, first = 0;
  const step = (now) => {{
    start ||= now;
    if (!first && now - start > 400) [first, k] = [now, 0];
    if (first && now - first >= 1000 * seconds) {{
      if (ours && what === "drag") {{
        Object.assign(body, home);
        ours.hands.drags.end([]);
      }}
      return resolve(1000 * k / (now - first));
    }}
    acts[what](k++);
    requestAnimationFrame(step);
  }};
  requestAnimationFrame(step);
}})"""
"""Frames a second while in every frame the view is moved ("pan") or one person is ("drag"); ours, vis-network and Cytoscape."""
