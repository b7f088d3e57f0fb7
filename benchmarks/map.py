"""The first picture of the map page in a real browser, against pages that do less."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ViewportSize
from playwright.sync_api import TimeoutError as TooLong

from benchmarks.accounts import account_id
from benchmarks.browser import Served, chromium, serving
from benchmarks.page_scripts import CAME
from benchmarks.report import Line, Part, interleaved
from benchmarks.store import write_account
from graph.store import open_store

SIZES = (50, 500, 2_000, 5_000)
LAID_OUT_BY_PYVIS = 500  # more people than this would take it longer than `LIMIT`
LIMIT = 180.0
SCREEN: ViewportSize = {"width": 1400, "height": 1000}


def measure() -> Part:
    """First complete picture of every size."""
    with both(SIZES) as (ours, rival), chromium() as browser:
        lines = [line for people in SIZES for line in _drawing(browser, ours, rival, people)]
        versions = f"Chromium {browser.version}"
    return Part("First picture of the map", MEANING, tuple(lines), versions)


@contextmanager
def both(sizes: tuple[int, ...]) -> Iterator[tuple[Served, Served]]:
    """Our server with an account of each size, and the rivals' server."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.sqlite"
        store = open_store(file)
        for people in sizes:
            write_account(store, people)
        store.close()
        with serving("app.py", {"POWERMAP_STORE": str(file)}) as ours, serving("benchmarks/rivals/page.py") as rival:
            yield ours, rival


def map_of(ours: Served, people: int) -> str:
    """The address of our map of this many people."""
    return f"{ours.address}/map?account={account_id(people)}"


def _drawing(browser: Browser, ours: Served, rival: Served, people: int) -> Iterator[Line]:
    context = browser.new_context(viewport=SCREEN)
    context.add_init_script(CAME)

    def theirs(show: str) -> float:
        return visit(context, f"{rival.address}/?show={show}&people={people}")

    def map_page() -> float:
        return visit(context, map_of(ours, people))

    runs = 9 if people <= 500 else 5
    took = interleaved({"ours": map_page, "bare": lambda: theirs("bare"), "placed": lambda: theirs("placed"), "link": lambda: theirs("link")},
                       runs=runs, warm=2)
    what = f"{people:,} people: first complete picture" + (", in groups" if people > 2_000 else "")
    yield Line(what, "Streamlit page with one line of text", took["ours"], took["bare"], runs)
    yield Line(what, "pyvis, its physics off, places given", took["ours"], took["placed"], runs)
    yield Line(what, "st-link-analysis, places given", took["ours"], took["link"], runs)
    if people <= LAID_OUT_BY_PYVIS:
        slow = 3 if people < 200 else 1
        plain = interleaved({"ours": map_page, "pyvis": lambda: theirs("pyvis")}, runs=slow, warm=0)
        yield Line(what, "pyvis as it comes", plain["ours"], plain["pyvis"], slow, at_least=plain["pyvis"] >= LIMIT)
    context.close()


def visit(context: BrowserContext, address: str) -> float:
    """Seconds from the start of the navigation until all is drawn; `LIMIT` when it takes longer."""
    page = context.new_page()
    page.set_default_timeout(1000 * LIMIT)
    try:
        page.goto(address, wait_until="commit")
        return float(page.wait_for_function("globalThis.__came").json_value()) / 1000
    except TooLong:
        return LIMIT
    finally:
        page.close()


MEANING = """From the start of the navigation until the map is drawn in full, with a warm server and a warm browser cache. The page
with one line of text is the floor: nothing in Streamlit can come earlier. Our goals are 1.3 of it at 500 people and 1.6 at 2,000.
Above 2,000 people our map opens in groups, one for each department, that can be unfolded; the rivals draw everybody. pyvis as it
comes computes its layout in the browser and counts as complete when that has come to rest; above 500 people that takes minutes
and is left out. Its HTML is cached on its server, and what it asks from the internet is refused at once (without an answer from
there it would wait)."""
