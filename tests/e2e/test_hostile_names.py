"""Names that are markup stay text on every page."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from graph.store import GraphStore
from tests.e2e.map_page import MapPage
from tests.e2e.server import Server
from tests.e2e.test_import import upload
from tests.pages.small_account import make_account

IMAGE = '<img src=x onerror="window.__pwned=1">'
SCRIPT = "<script>window.__pwned=1</script>"
MARKDOWN = "[click](javascript:window.__pwned=1) ![i](http://evil.example/i.png) $x^2$ :red[r] href"


@pytest.fixture(scope="module")
def hostile(store: GraphStore) -> str:
    return make_account(store, f"{IMAGE}{SCRIPT}", ann=IMAGE, bob=SCRIPT, cid=MARKDOWN, dep=f"{SCRIPT}{IMAGE}")


def unharmed(page: Page) -> None:
    assert page.evaluate("window.__pwned") is None
    assert page.locator("img[src=x], img[src*='evil']").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0


@pytest.mark.parametrize(("path", "shown"), [
    ("", "stMainBlockContainer"), ("key_people", "stDataFrame"), ("table", "stDataFrame"), ("import", "stFileUploader")])
def test_pages(page: Page, server: Server, hostile: str, path: str, shown: str) -> None:
    page.goto(f"{server.url}/{path}?account={hostile}")
    expect(page.get_by_test_id(shown).first).to_be_visible()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    unharmed(page)


@pytest.mark.parametrize(("who", "name"), [("ann", IMAGE), ("bob", SCRIPT), ("cid", "[click](javascript:window.__pwned=1)")])
def test_map_card_menu_and_tooltip(page: Page, server: Server, hostile: str, who: str, name: str) -> None:
    map_page = MapPage(page, server.url).open(hostile)
    page.mouse.move(*map_page.spot(who))
    expect(page.locator(".vis-tooltip")).to_contain_text(name)
    map_page.click(who).shows(selected=map_page.id(who))
    expect(page.get_by_role("heading", level=4)).to_contain_text(name)
    page.mouse.click(*map_page.spot(who), button="right")
    expect(page.locator(".pm-menu .pm-heading")).to_contain_text(name)
    unharmed(page)


def test_preview_of_an_import(page: Page, server: Server, tmp_path: Path) -> None:
    people, ties = tmp_path / f"people{IMAGE.replace('/', '')}.csv", tmp_path / "ties.csv"
    people.write_text(f'name,"{IMAGE.replace(chr(34), chr(34) * 2)}",{SCRIPT}\n"{SCRIPT}",{SCRIPT},{SCRIPT}\n', "utf-8")
    ties.write_text(f"from,to,type\n{SCRIPT},{SCRIPT}2,{SCRIPT}\n", "utf-8")
    page.goto(f"{server.url}/import")
    upload(page, people, ties)
    expect(page.get_by_test_id("stMetricValue").first).to_be_visible()
    for part in page.get_by_test_id("stExpander").locator("summary").all():
        part.click()
    unharmed(page)
