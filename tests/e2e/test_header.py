"""The row above the map: its words are whole or not there at all, and its buttons keep their names."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from graph.store import GraphStore
from tests.e2e.map_page import MapPage
from tests.e2e.server import Server
from tests.pages.small_account import make_account

BUTTONS = {"en": ("Look", "Maps", "Add", "Export", "Workshop"), "zh": ("外观", "视图", "添加", "导出", "研讨")}
WORDS = "button => { const { clientWidth, scrollWidth } = button.querySelector('p').parentElement; return { shown: clientWidth, needed: scrollWidth }; }"


@pytest.mark.parametrize(("width", "lang", "words"), [(1500, "en", True), (1366, "en", True), (1280, "en", True), (1280, "zh", True), (1024, "en", False)])
def test_words_are_whole_or_not_there(new_context: Callable[..., BrowserContext], server: Server, store: GraphStore, width: int, lang: str, words: bool) -> None:
    account = make_account(store, name="A customer whose name is longer than any row above a map can show")
    page = MapPage(new_context(viewport={"width": width, "height": 768}).new_page(), server.url).open(account, lang=lang).page
    head = page.locator(".st-key-map_head")
    boxes = []
    for name in BUTTONS[lang]:
        button = head.get_by_role("button", name=name, exact=True)
        found = button.evaluate(WORDS)
        hidden = button.locator("[data-testid=stMarkdownContainer]").evaluate("one => getComputedStyle(one).clipPath !== 'none'")
        assert hidden is not words and (hidden or found["shown"] >= found["needed"]), (name, found)
        boxes.append(button.bounding_box())
    title = head.locator("h3").bounding_box()
    assert len({box["y"] for box in boxes}) == 1 and title["width"] > 150
    assert title["x"] + title["width"] <= min(box["x"] for box in boxes) and max(box["x"] + box["width"] for box in boxes) <= width
