// The map alone in a file: to look at, not to edit, without a server. What it shows lies in the page as JSON.
import { PowerMap } from "./canvas.js";

// Nothing is written anywhere: the log takes no edits.
const log = { queue: [], revision: 0, connect() {}, add() {}, again() {}, acknowledge() {}, moving: () => false };

// Where a viewer forbids the page to remember anything, it remembers for as long as it is open.
try {
  sessionStorage.getItem("");
} catch {
  const kept = new Map();
  const memory = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
  Object.defineProperty(window, "sessionStorage", { value: memory });
}

const data = JSON.parse(document.getElementById("powermap-data").textContent);
data.texts = new Proxy(data.texts, { get: (texts, name) => texts[name] ?? "" });
const root = document.querySelector(".pm-root");
const map = new PowerMap(root, document.getElementById("powermap"), { log });
map.takeBase(data);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.takeBase(data));
