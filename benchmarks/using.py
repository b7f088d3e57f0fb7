"""The map in use: a click, an edit, what another person sees of it, what travels, and what an open map costs that nobody touches."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count, cycle

from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.browser import Served, chromium, traffic
from benchmarks.map import SCREEN, both, map_of
from benchmarks.page_scripts import CAME, CLICKABLE, EDIT, PRESSED, REDRAWN, SEE, SEE_TEXT, TELL, WATCH
from benchmarks.report import Line, Part, interleaved
from graph.model import SCALES

SIZES = (40, 500, 2_000)
RUNS = 15
OPEN, IDLE_SECONDS = 5, 20.0
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
STREAMLIT, ANEW = "Streamlit button to changed text", "pyvis, places given, sent anew"
POLLED = "Streamlit page that asks every second"


def measure() -> Part:
    """Click, edit and sight of it at every size, bytes at the last two; idle at the middle one."""
    with both(SIZES) as (ours, rival), chromium() as browser:
        lines = [line for people in SIZES for line in _using(browser, ours, rival, people)]
        lines += [line for people in SIZES[1:] for line in _bytes(browser, ours, rival, people)]
        lines += _idle(browser, ours, rival, SIZES[1])
        versions = f"Chromium {browser.version}"
    return Part("The map in use", MEANING, tuple(lines), versions)


def _using(browser: Browser, ours: Served, rival: Served, people: int) -> Iterator[Line]:
    with ExitStack() as stack:
        contexts = [_context(browser, stack) for _ in range(2)]
        a, b = (_opened(context, map_of(ours, people)) for context in contexts)
        button, other = (_opened(context, f"{rival.address}/?show=shared") for context in contexts)
        turns, codes = count(), cycle(SCALES["attitude"].codes[:4])
        edited = a.evaluate(CLICKABLE)[0]["id"]

        def card() -> float:
            _settled(a)
            found = [person for person in a.evaluate(CLICKABLE) if person["id"] != edited]
            person = found[next(turns) % len(found)]
            a.evaluate(WATCH, ["h4", person["name"]])
            a.mouse.click(person["x"], person["y"])
            return float(a.evaluate("globalThis.__watched")) / 1000

        def edit() -> float:
            _settled(a)
            return float(a.evaluate(EDIT, [edited, next(codes)])) / 1000

        def seen() -> float:
            _settled(a)
            code = next(codes)
            b.evaluate(SEE, [edited, code])
            begun = float(a.evaluate(TELL, [edited, code]))
            return (float(b.evaluate("globalThis.__seen")) - begun) / 1000

        def pressed() -> tuple[float, float]:
            _settled(button)
            text = f"{int(button.get_by_test_id('stText').inner_text().split()[0]) + 1} edits"
            button.evaluate(WATCH, ["[data-testid=stText]", text])
            button.evaluate(PRESSED)
            other.evaluate(SEE_TEXT, ["[data-testid=stText]", text])
            button.get_by_role("button", name="Click").click()
            begun = float(button.evaluate("globalThis.__pressed"))
            return float(button.evaluate("globalThis.__watched")) / 1000, (float(other.evaluate("globalThis.__seen")) - begun) / 1000

        took = interleaved({"card": card, "edit": edit, "seen": seen, "button": lambda: pressed()[0], "polled": lambda: pressed()[1]},
                           runs=RUNS, warm=2)
    who = f"{people:,} people: "
    yield Line(who + "click to card", STREAMLIT, took["card"], took["button"], RUNS)
    yield Line(who + "edit to acknowledged", STREAMLIT, took["edit"], took["button"], RUNS)
    yield Line(who + "edit to another person's screen", POLLED, took["seen"], took["polled"], RUNS)


def _bytes(browser: Browser, ours: Served, rival: Served, people: int) -> Iterator[Line]:
    """What goes over the websocket, both ways, until all is drawn and for one edit; and how long the rival's edit takes."""
    with ExitStack() as stack:
        context = _context(browser, stack)
        page, theirs = context.new_page(), context.new_page()
        sent, sent_theirs = traffic(page), traffic(theirs)
        _go(page, map_of(ours, people))
        _go(theirs, f"{rival.address}/?show=placed&people={people}")
        yield Line(f"{people:,} people: bytes until all is drawn", ANEW, sum(sent), sum(sent_theirs), 1, unit="B")
        edited, codes = page.evaluate(CLICKABLE)[0]["id"], cycle(SCALES["attitude"].codes[:4])
        page.evaluate(EDIT, [edited, next(codes)])
        _settled(page)
        before, before_theirs = len(sent), len(sent_theirs)

        def edit() -> float:
            _settled(page)
            return float(page.evaluate(EDIT, [edited, next(codes)])) / 1000

        def redrawn() -> float:
            _settled(theirs)
            theirs.evaluate(REDRAWN)
            theirs.get_by_role("button", name="Click").click()
            return float(theirs.evaluate("globalThis.__redrawn")) / 1000

        runs = 5
        took = interleaved({"ours": edit, "theirs": redrawn}, runs=runs, warm=0)
        _settled(page)
        yield Line(f"{people:,} people: edit to acknowledged", ANEW, took["ours"], took["theirs"], runs)
        yield Line(f"{people:,} people: bytes for one edit", ANEW, sum(sent[before:]) / runs, sum(sent_theirs[before_theirs:]) / runs, runs, unit="B")


def _idle(browser: Browser, ours: Served, rival: Served, people: int) -> Iterator[Line]:
    """CPU of the server for one open page on which nothing happens: that of `OPEN` pages, less that of none."""
    def used(server: Served, address: str) -> float:
        with ExitStack() as stack:
            context = _context(browser, stack)
            none = _cpu_share(server)
            for _ in range(OPEN):
                _opened(context, address)
            return (_cpu_share(server) - none) / OPEN

    yield Line("Open map, idle: CPU of the server a second", POLLED, used(ours, map_of(ours, people)),
               used(rival, f"{rival.address}/?show=shared"), 1, unit="s/s")


def _cpu_share(server: Served) -> float:
    time.sleep(3)  # what was begun before comes to an end
    before = server.cpu()
    time.sleep(IDLE_SECONDS)
    return (server.cpu() - before) / IDLE_SECONDS


def _context(browser: Browser, stack: ExitStack) -> BrowserContext:
    context = browser.new_context(viewport=SCREEN)
    context.add_init_script(CAME)
    stack.callback(context.close)
    return context


def _opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    _go(page, address)
    return page


def _go(page: Page, address: str) -> None:
    page.goto(address)
    if "show=shared" not in address:
        page.wait_for_function("globalThis.__came")
    _settled(page)


def _settled(page: Page) -> None:
    page.bring_to_front()
    page.locator(IDLE).wait_for()


MEANING = """Click to card: from the press of the mouse on a person until the card with the name is in the page. Edit to acknowledged: from a
new attitude on the map until the server has written it and the map shows it, analysed anew. Both against the quickest answer that
Streamlit gives, a button that changes a text, and against a page that draws its edit with pyvis anew. Another person's screen:
from the edit until the map of a second browser shows it; the rival shows a shared number by Streamlit's own means, a fragment
that runs every second. Bytes: of all messages of the page's websocket, both ways. Idle: CPU of the server process
for one open page, measured over 20 seconds as that of five open pages less that of none; our goal is under 10 ms a second."""
