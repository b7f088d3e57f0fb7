"""Frames a second while the map is moved, and while a person on it is dragged, against the rivals at the same places."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Frame

from benchmarks.accounts import snapshot
from benchmarks.browser import Served, chromium
from benchmarks.map import LAID_OUT_BY_PYVIS, SCREEN, SIZES, both, map_of
from benchmarks.page_scripts import CAME, FRAMES
from benchmarks.report import Line, Part, interleaved
from graph.analysis.account import analyse
from graph.drawing.view import View
from graph.export.formats import taken_away
from graph.model import Settings
from ui.page_head import FRONTEND

SECONDS, RUNS = 1.5, 3
RIVALS = {"placed": "pyvis, its physics off, places given", "link": "st-link-analysis, places given"}


def measure() -> Part:
    """Pan and drag at every size; at the largest also with everybody drawn, in the exported file."""
    with both(SIZES) as (ours, rival), chromium() as browser, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "map.html"
        file.write_bytes(taken_away(analyse(snapshot(SIZES[-1]), settings=Settings(largest_map=10_000)), View(), "html", frontend=FRONTEND))
        lines = [line for people in SIZES for line in _moving(browser, map_of(ours, people), rival, people)]
        lines += _moving(browser, file.as_uri(), rival, SIZES[-1], note=", everybody")
        versions = f"Chromium {browser.version}"
    return Part("Moving the map", MEANING, tuple(lines), versions)


def _moving(browser: Browser, ours: str, rival: Served, people: int, note: str = "") -> Iterator[Line]:
    context = browser.new_context(viewport=SCREEN)
    context.add_init_script(CAME)
    shows = {**RIVALS, **({"pyvis": "pyvis as it comes"} if people < LAID_OUT_BY_PYVIS else {})}
    pages = {"ours": _drawn(context, ours)} | {show: _drawn(context, f"{rival.address}/?show={show}&people={people}") for show in shows}

    def rate(name: str, what: str) -> float:
        pages[name].page.bring_to_front()
        return float(pages[name].evaluate(FRAMES, [what, SECONDS]))

    for what, does in (("pan", "moved"), ("drag", "a person dragged")):
        rates = interleaved({name: partial(rate, name, what) for name in pages}, runs=RUNS)
        label = f"{people:,} people{note or (', in groups' if people > 2_000 else '')}: {does}"
        yield from (Line(label, shows[show], rates["ours"], rates[show], RUNS, unit="fps") for show in shows)
    context.close()


def _drawn(context: BrowserContext, address: str) -> Frame:
    """The frame in which the picture is."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    page.wait_for_function("globalThis.__came", timeout=180_000)
    return page.frames[-1]


MEANING = """Frames a second, where more is better: above 1 we are quicker. In every frame the whole map is moved, or one person with all
ties; everybody is in view. Our goals are 55 frames at 500 people, 45 at 2,000 and 30 at 5,000 with everybody drawn, of at most 60.
The browser here paints with the processor alone; with a graphics card all are quicker. “Everybody” is the exported file, in which
nothing is folded into groups. Cytoscape, which st-link-analysis draws with, moves a picture of the map and paints it anew when it
rests; what painting costs shows in the drag."""
