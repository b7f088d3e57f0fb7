"""Many browsers on one map: what each of them does, what each of them shows, and how long it takes to get there."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from math import floor
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from playwright.sync_api import BrowserContext

from graph.analysis.account import analyse
from graph.drawing.payload import map_payload
from graph.drawing.pyvis_map import canvas_data
from graph.store import GraphStore, Revision
from tests.e2e.map_page import HOST, MapPage

KINDS = ("rename", "attitude", "move", "tie", "person", "role", "delete", "undo")
WEIGHTS = (6, 5, 5, 3, 2, 2, 1, 2)

EDIT = f"""(root, [kind, a, b, c, word]) => {{
  const map = ({HOST})(root), people = [...map.nodes.values()].filter((n) => n.pm.what === "person").sort((p, q) => p.id < q.id ? -1 : 1);
  const pick = (x) => people[Math.floor(x * people.length)], on = map.base.on, who = pick(a);
  const codes = map.data.attitudes.map((level) => level.code).filter((code) => code !== who.pm.attitude), roles = map.data.roles;
  const role = roles[Math.floor(b * roles.length)].code;
  const args = {{
    rename: () => ({{ id: who.id, name: word, was: who.label }}),
    attitude: () => ({{ ids: [who.id], code: codes[Math.floor(b * codes.length)] }}),
    role: () => ({{ ids: [who.id], code: role, on: !who.pm.roles.includes(role) }}),
    move: () => ({{ places: {{ [who.id]: [Math.round(700 * b - 350), Math.round(700 * c - 350)] }}, on }}),
    person: () => ({{ name: word, x: Math.round(700 * b - 350), y: Math.round(700 * c - 350), on }}),
    tie: () => ({{ kind: c < 0.5 ? "ADVICE" : "CLOSE", from: who.id, to: pick(b).id }}),
    delete: () => ({{ ids: [who.id] }}),
    undo: () => ({{}}) }}[kind]();
  return {{ kind, args, client: map.log.client, n: map.log.add(kind, args), at: Date.now() }};
}}"""
WATCH = f"""(root) => {{ const map = ({HOST})(root), seen = (map.seenFirst = new Map());
  map.network.on("afterDrawing", () => {{ for (const {{ label }} of map.nodes.values()) if (!seen.has(label)) seen.set(label, Date.now()); }}); }}"""
SHOWN = f"""(root) => {{ const map = ({HOST})(root); return {{
  nodes: Object.fromEntries([...map.nodes.values()].map((n) => [n.id, [n.label, Math.round(n.x), Math.round(n.y), n.pm.attitude ?? ""]])),
  ties: Object.fromEntries([...map.ties.values()].map((t) => [t.id, [t.from, t.to]])) }}; }}"""
UP_TO = f"""([root, revision]) => {{ const map = ({HOST})(root);
  return !map.log.queue.length && !map.gliding?.size && !map.dragging && (map.place.patch?.revision ?? 0) >= revision; }}"""


class Crowd:
    """So many people, each with a browser of their own, on the map of one account."""

    def __init__(self, contexts: Sequence[BrowserContext], url: str, account: str) -> None:
        self.maps = []
        for k, context in enumerate(contexts):
            context.add_cookies([{"name": "powermap_name", "value": quote(f"P{k}"), "url": url}])
            map_page = MapPage(context.new_page(), url)
            map_page.account = account
            map_page.page.goto(f"{url}/map?{urlencode({'account': account})}", wait_until="commit")
            self.maps.append(map_page)
        for map_page in self.maps:
            map_page.drawn()
        self.account, self.words = account, 0
        self.sent: list[dict[str, Any]] = []
        self.told: set[str] = set()
        for map_page in self.maps:
            map_page.root.evaluate(WATCH)

    def edit(self, k: int, random: Random, *, kind: str = "", about: float | None = None) -> dict[str, Any]:
        """Somebody does something: of a `kind`, about the person at `about` (0 to 1, by id), or by chance."""
        kind = kind or random.choices(KINDS, WEIGHTS)[0]
        self.words += 1
        chance = [random.random() if about is None else about, random.random(), random.random()]
        done: dict[str, Any] = self.maps[k].root.evaluate(EDIT, [kind, *chance, f"W{self.words}"])
        self.sent.append(done | {"by": k})
        return self.sent[-1]

    def drag(self, k: int, random: Random) -> None:
        """Somebody drags a person with the mouse."""
        map_page = self.maps[k]
        spots = map_page.root.evaluate(f"""(root) => {{ const map = ({HOST})(root), box = map.stage.getBoundingClientRect();
            return [...map.nodes.values()].filter((n) => n.pm.what === "person").map((n) => {{ const at = map.network.canvasToDOM(n);
              return [box.left + at.x, box.top + at.y]; }}).filter(([x, y]) => x > box.left + 260 && x < box.right - 60 && y > box.top + 60 && y < box.bottom - 60); }}""")
        x, y = random.choice(spots)
        map_page.drag((x, y), (x + random.uniform(-50, 50), y + random.uniform(-50, 50)))

    def reload(self, k: int) -> None:
        """Somebody loads the page anew, whatever is on its way."""
        self.told |= self.noticed(k)
        self.maps[k].reload().root.evaluate(WATCH)

    def loses_its_line(self, k: int) -> None:
        """Somebody's line of events breaks without a word."""
        self.maps[k].page.wait_for_function(f"""(root) => {{ const {{ nudge }} = ({HOST})(root).place; // none while its part of the page is made anew
            nudge?.source.close(); return Boolean(nudge); }}""", arg=self.maps[k].root.element_handle())

    def noticed(self, k: int) -> set[str]:
        """The edits of which somebody was told a sentence."""
        return set(self.maps[k].root.evaluate(f"(root) => [...(({HOST})(root).place.noticed ?? [])]"))

    def settled(self, store: GraphStore) -> None:
        """Waits until everybody's edits were taken and everybody shows the last of them."""
        while True:
            revision = store.revision(self.account)
            for map_page in self.maps:
                map_page.page.wait_for_function(UP_TO, arg=[map_page.root.element_handle(), revision])
            if store.revision(self.account) == revision:
                break
        for k in range(len(self.maps)):
            self.told |= self.noticed(k)

    def shown(self, k: int) -> dict[str, Any]:
        """What somebody's map shows: name, place and attitude of each, and the ties."""
        found: dict[str, Any] = self.maps[k].root.evaluate(SHOWN)
        return found

    def unaccounted(self, log: Sequence[Revision]) -> list[dict[str, Any]]:
        """Edits that are neither in the log nor refused in a sentence, nor found done already by somebody else."""
        tokens = {r.token for r in log}
        return [one for one in self.sent if (key := f"{one['client']}:{one['n']}") not in tokens and key not in self.told
                and f"{key}:later" not in self.told and not _done(one, log)]

    def delays(self, sent: Sequence[dict[str, Any]]) -> list[float]:
        """Seconds from somebody's rename to each other screen that showed it."""
        found = []
        for k, map_page in enumerate(self.maps):
            seen = map_page.root.evaluate(f"(root) => Object.fromEntries(({HOST})(root).seenFirst)")
            found += [(seen[word] - one["at"]) / 1000 for one in sent if one["by"] != k and (word := one["args"].get("name")) in seen]
        return sorted(found)


def stored(store: GraphStore, account: str) -> dict[str, Any]:
    """What a map made anew from the store would show."""
    data = canvas_data(map_payload(analyse(store.read(account))))
    return {"nodes": {n["id"]: [n["label"], _round(n["x"]), _round(n["y"]), n["pm"].get("attitude", "")] for n in data["nodes"]},
            "ties": {t["id"]: [t["from"], t["to"]] for t in data["edges"]}}


def _done(one: dict[str, Any], log: Sequence[Revision]) -> bool:
    """Whether somebody else had done the same before."""
    entries = [e for r in log for e in r.entries]
    ids = one["args"].get("ids", [""])
    if one["kind"] == "delete":
        return any(e.id == ids[0] and e.after is None for e in entries)
    same = {"attitude": lambda after: after.get("attitude") == one["args"]["code"],
            "role": lambda after: (one["args"]["code"] in after.get("roles", ())) == one["args"]["on"]}.get(one["kind"])
    return bool(same) and any(e.type == "Position" and e.after and same(e.after) for e in entries)


def _round(value: float) -> int:
    return floor(value + 0.5)  # as JavaScript rounds


def every(seconds: float, until: float, act: Callable[[], object]) -> int:
    """Acts at a steady pace until a moment of `time.monotonic()`; how often it did."""
    count, due = 0, time.monotonic()
    while due < until:
        time.sleep(max(0.0, due - time.monotonic()))
        act()
        count, due = count + 1, due + seconds
    return count
