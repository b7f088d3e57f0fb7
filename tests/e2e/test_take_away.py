"""A map taken away as one HTML file: opened without a network it draws, can be looked at from all sides, and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from graph.analysis.account import Analysis, analyse
from graph.drawing.view import View
from graph.export.picture import FORMATS
from graph.model import Department, Person, Tie
from tests.drawing.accounts import account, demo
from tests.e2e.conftest import WAIT_MS, Watched

FRONTEND = Path(__file__).parents[2] / "ui" / "power_map" / "frontend"
MAP = "document.getElementById('powermap').__powermap"
IMAGE, SCRIPT = '</script><img src=x onerror="window.__pwned=1">', "<script>window.__pwned=1</script>]]>\u2028&"


@pytest.fixture(autouse=True)
def nothing_bad(watched: Watched) -> Iterator[None]:
    """No server is needed here; and the file itself is all that may be asked for."""
    watched.errors.clear()
    watched.foreign.clear()
    yield
    assert not watched.errors, f"The page threw {watched.errors}"
    assert all(url.startswith("file://") and url.endswith("map.html") for url in watched.foreign), f"The page asked for {watched.foreign}"


Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, watched: Watched, tmp_path: Path) -> Iterator[Open]:
    """Opens the map of an analysis as a file, without a network."""
    def open_(analysis: Analysis, view: View | None = None) -> Page:
        file = tmp_path / "map.html"
        file.write_bytes(FORMATS["html"].make(analysis, view or View(), frontend=FRONTEND))
        page = context.new_page()
        page.on("console", lambda message: watched.errors.append(message.text) if message.type == "error" else None)
        page.goto(file.as_uri())
        expect(page.get_by_test_id("power-map")).to_have_attribute("data-state", "drawn")
        return page

    with watched.context(browser, offline=True) as context:
        yield open_


def until(page: Page, true: str, arg: object = None) -> None:
    """`wait_for_function` evaluates text at every frame, which the policy of the page forbids; this is one function."""
    page.evaluate(f"""async (arg) => {{ const end = Date.now() + {WAIT_MS};
        while (!({true})(arg)) {{ if (Date.now() > end) throw Error("It never came"); await new Promise(requestAnimationFrame); }} }}""", arg)


def spot(page: Page, name: str) -> tuple[float, float]:
    """Where somebody's disc is on the page."""
    x, y = page.evaluate(f"""name => {{ const map = {MAP}, node = [...map.nodes.values()].find((n) => n.label === name);
        const box = map.stage.getBoundingClientRect(), at = map.network.canvasToDOM(node); return [box.left + at.x, box.top + at.y]; }}""", name)
    return x, y


def test_it_draws_and_can_be_moved_zoomed_and_searched_through(opened: Open) -> None:
    page = opened(analyse(demo("committee")))
    root = page.get_by_test_id("power-map")
    expect(root).to_have_attribute("data-people", "42")
    assert "undefined" not in page.locator("body").inner_text()
    expect(page.get_by_role("heading", name="Huadong Smart Manufacturing (demo)")).to_be_visible()
    before = page.evaluate(f"[{MAP}.network.getScale(), {MAP}.network.getViewPosition().x]")
    corner = page.evaluate(f"(() => {{ const box = {MAP}.stage.getBoundingClientRect(); return [box.right - 60, box.top + 120]; }})()")
    page.mouse.move(*corner)
    page.mouse.wheel(0, -240)
    until(page, f"scale => {MAP}.network.getScale() > scale * 1.05", before[0])
    place = page.evaluate(f"{MAP}.network.getViewPosition().x")
    page.mouse.down()
    page.mouse.move(corner[0] - 150, corner[1] + 40, steps=5)
    page.mouse.up()
    until(page, f"x => Math.abs({MAP}.network.getViewPosition().x - x) > 50", place)


def test_a_click_puts_somebody_and_his_neighbours_in_the_light(opened: Open) -> None:
    analysis = analyse(demo("committee"))
    page = opened(analysis)
    id = next(p.id for p in analysis.snapshot.people.values() if p.name == "韩若川" or p.name_alt == "Han Ruochuan")
    page.mouse.click(*spot(page, "Han Ruochuan"))
    root = page.get_by_test_id("power-map")
    expect(root).to_have_attribute("data-selected", id)
    lit = page.evaluate(f"[...{MAP}.nodes.keys()].filter((id) => {MAP}.lit(id)).length")
    assert 2 <= lit < 42
    page.keyboard.press("Escape")
    expect(root).to_have_attribute("data-selected", "")


def test_the_legend_filters(opened: Open) -> None:
    page = opened(analyse(demo("committee")))
    page.get_by_role("button", name=re.compile("^B Supporter")).click()
    expect(page.locator(".pm-chips")).to_contain_text("7 of 42 people")
    page.locator(".pm-chip.all").click()
    expect(page.locator(".pm-chips")).to_have_text("")


def test_nobody_can_edit(opened: Open) -> None:
    page = opened(analyse(demo("committee")))
    x, y = spot(page, "Han Ruochuan")
    page.mouse.dblclick(x, y)
    page.mouse.click(x, y, button="right")
    for key in ("e", "c", "r", "Delete", "Control+z"):
        page.keyboard.press(key)
    expect(page.locator(".pm-ask")).to_have_count(0)
    assert not re.search("Rename|Delete|Remove|Draw|Pin", " ".join(page.locator("[role=menuitem]").all_inner_texts()))
    page.keyboard.press("Escape")
    expect(page.locator("[data-tool=person], [data-tool=tie], [data-tool=undo], [data-tool=tidy]")).to_have_count(0)
    start = page.evaluate(f"[...{MAP}.nodes.values()].map((n) => [n.x, n.y]).join()")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 60, steps=6)
    page.mouse.up()
    expect(page.get_by_test_id("power-map")).to_have_attribute("data-people", "42")
    assert page.evaluate(f"[...{MAP}.nodes.values()].map((n) => [n.x, n.y]).join()") == start


def test_names_that_are_markup_run_nothing(opened: Open, watched: Watched) -> None:
    hostile = account(Department("dep", name=IMAGE), Person("a", name=IMAGE, department="dep", title=SCRIPT), Person("b", name=SCRIPT),
                      Tie("t", kind="LISTENS_TO", source="a", target="b", label=IMAGE))
    page = opened(analyse(hostile))
    page.mouse.move(*spot(page, IMAGE), steps=4)
    until(page, f"() => {MAP}.hover === 'a'")
    expect(page.locator(".vis-tooltip")).to_contain_text("onerror")
    assert page.evaluate("window.__pwned") is None
    assert page.locator("img").count() == 0
    assert not watched.errors
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.__pwned=1\">')")
    page.evaluate("() => { const s = document.createElement('script'); s.textContent = 'window.__pwned=1'; document.body.append(s); }")
    assert page.evaluate("window.__pwned") is None, "the policy of the page lets no other script run"
    watched.errors.clear()
    watched.foreign.remove(next(url for url in watched.foreign if url.endswith("/x")))  # refused, but Chromium tells of it


def test_light_or_dark_is_as_the_reader_has_it(opened: Open) -> None:
    page = opened(analyse(demo("committee")), View(language="zh"))
    assert page.evaluate(f"{MAP}.theme") == "light"
    page.emulate_media(color_scheme="dark")
    until(page, f"() => {MAP}.theme === 'dark'")
    expect(page.get_by_role("heading", name="华东智能制造")).to_be_visible()
    assert "undefined" not in page.locator("body").inner_text()
