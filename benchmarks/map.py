"""The map page in a real browser: the first picture, a click, an edit, each against a page that does less."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import TimeoutError as TooLong

from benchmarks.accounts import account_id
from benchmarks.browser import chromium, serving
from benchmarks.page_scripts import CLICKABLE, EDIT, WATCH
from benchmarks.report import Line, Part, interleaved
from benchmarks.store import write_account
from graph.model import SCALES
from graph.store import open_store

DRAW, USE = (50, 500), (40, 500)
LIMIT = 180.0
DRAWN = "[data-testid=power-map][data-state=drawn]"
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
FRAME = "body[data-state=drawn]"


def measure() -> Part:
    """First picture at 50 and 500 people, click and edit at 40 and 500."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.sqlite"
        store = open_store(file)
        for people in {*DRAW, *USE}:
            write_account(store, people)
        store.close()
        with (serving("app.py", {"POWERMAP_STORE": str(file)}) as ours, serving("benchmarks/rivals/page.py") as rival,
              chromium() as browser):
            lines = [*(line for people in DRAW for line in _drawing(browser, ours, rival, people)),
                     *(line for people in USE for line in _using(browser, ours, rival, people))]
            versions = f"Chromium {browser.version}"
    return Part("Map page in a browser", MEANING, tuple(lines), versions)


def _drawing(browser: Browser, ours: str, rival: str, people: int) -> Iterator[Line]:
    context = browser.new_context(viewport={"width": 1400, "height": 1000})

    def map_page() -> float:
        return _visit(context, f"{ours}/map?account={account_id(people)}", DRAWN)

    def pyvis(show: str) -> float:
        return _visit(context, f"{rival}/?show={show}&people={people}", FRAME, framed=True)

    runs, slow = 9, 3 if people < 200 else 1
    took = interleaved({"ours": map_page, "bare": lambda: _visit(context, f"{rival}/?show=bare", ".ready"),
                        "placed": lambda: pyvis("placed")}, runs=runs, warm=2)
    plain = interleaved({"ours": map_page, "pyvis": lambda: pyvis("pyvis")}, runs=slow, warm=0)
    context.close()
    what = f"{people} people: first complete picture"
    yield Line(what, "Streamlit page with one line of text", took["ours"], took["bare"], runs)
    yield Line(what, "pyvis, its physics off, places given", took["ours"], took["placed"], runs)
    yield Line(what, "pyvis as it comes", plain["ours"], plain["pyvis"], slow, at_least=plain["pyvis"] >= LIMIT)


def _visit(context: BrowserContext, address: str, wanted: str, *, framed: bool = False) -> float:
    """From the start of the navigation until the wanted element is there; `LIMIT` when it takes longer."""
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    within = page.frame_locator("iframe") if framed else page
    try:
        within.locator(wanted).first.wait_for(state="attached", timeout=LIMIT * 1000)
        return time.perf_counter() - start
    except TooLong:
        return LIMIT
    finally:
        page.close()


def _using(browser: Browser, ours: str, rival: str, people: int) -> Iterator[Line]:
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    map_page, button_page = context.new_page(), context.new_page()
    map_page.goto(f"{ours}/map?account={account_id(people)}")
    map_page.locator(DRAWN).first.wait_for()
    button_page.goto(f"{rival}/?show=button")
    button_page.get_by_role("button", name="Click").wait_for()
    _settled(map_page)
    clicks, turns, codes = count(1), count(), cycle(SCALES["attitude"].codes[:4])
    edited = map_page.evaluate(CLICKABLE)[0]["id"]

    def card() -> float:
        _settled(map_page)
        found = [person for person in map_page.evaluate(CLICKABLE) if person["id"] != edited]
        person = found[next(turns) % len(found)]
        return _clicked(map_page, person["x"], person["y"], "h4", person["name"])

    def button() -> float:
        _settled(button_page)
        box = button_page.get_by_role("button", name="Click").bounding_box()
        assert box
        return _clicked(button_page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, "[data-testid=stText]",
                        f"{next(clicks)} clicks")

    def edit() -> float:
        _settled(map_page)
        return float(map_page.evaluate(EDIT, [edited, next(codes)])) / 1000

    runs = 15
    took = interleaved({"card": card, "edit": edit, "button": button}, runs=runs, warm=2)
    context.close()
    yield Line(f"{people} people: click to card", "Streamlit button to changed text", took["card"], took["button"], runs)
    yield Line(f"{people} people: edit to acknowledged", "Streamlit button to changed text", took["edit"], took["button"], runs)


def _settled(page: Page) -> None:
    page.bring_to_front()
    page.locator(IDLE).wait_for()


def _clicked(page: Page, x: float, y: float, selector: str, text: str) -> float:
    """From the press of the mouse until an element with just this text is in the page."""
    page.mouse.move(x, y)
    page.evaluate(WATCH, [selector, text])
    page.mouse.click(x, y)
    return float(page.evaluate("globalThis.__watched")) / 1000


MEANING = """First picture: from the start of the navigation until the map is drawn in full, with a warm server and a warm browser
cache. The page with one line of text is the floor: nothing in Streamlit can come earlier. pyvis as it comes computes its layout
in the browser and counts as complete when that has come to rest; its HTML is cached on its server, and what it asks from the
internet is refused at once (without an answer from there it would wait). Click to card: from the press of the mouse on a person
until the card with the name is in the page. Edit to acknowledged: from a new attitude on the map until the server has written it
and the map shows it, analysed anew. Both against the quickest answer that Streamlit gives: a button that changes a text."""
