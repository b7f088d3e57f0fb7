"""The legend's filters in a real browser: they stay with the tab, and a map with a name brings its own."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from graph.model import MapView
from graph.store import GraphStore, put
from tests.e2e.map_page import MapPage


def chips(map_page: MapPage) -> Locator:
    return map_page.page.locator(".pm-chip")


def only(map_page: MapPage, name: str, shown: str) -> None:
    """Clicks a row of the legend, and sees that only so many are shown."""
    map_page.page.locator(".pm-row").filter(has_text=re.compile(name)).first.click()
    expect(chips(map_page).filter(has_text=shown)).to_be_visible()


def opened(map_page: MapPage, name: str) -> None:
    """Opens a map by its name in the box of maps."""
    page = map_page.page
    page.get_by_role("button", name="Maps").click()
    page.get_by_test_id("stPopoverBody").get_by_role("button", name=name, exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)


def test_what_is_filtered_stays_over_a_reload_and_another_page(map_page: MapPage) -> None:
    only(map_page, "Accepts", "1 of 4 shown")
    map_page.reload()
    expect(chips(map_page).filter(has_text="1 of 4 shown")).to_be_visible()
    page = map_page.page
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Table").click()
    expect(page.get_by_role("heading", name="Table")).to_be_visible()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Power map").click()
    map_page.shows(people=4)
    expect(chips(map_page).filter(has_text="1 of 4 shown")).to_be_visible()


def test_a_map_with_a_name_is_opened_with_its_own_filters_each_time(map_page: MapPage, store: GraphStore) -> None:
    views = [MapView("plain", name="Plain", layout="circles", everybody=True),
             MapView("some", name="Some", layout="circles", everybody=True, filters=("attitude:C",))]
    store.apply(map_page.account, [put(view) for view in views], author="x", base=None)
    map_page.reload()
    only(map_page, "Unknown", "3 of 4 shown")
    opened(map_page, "Plain")
    expect(chips(map_page)).to_have_count(0)
    opened(map_page, "Some")
    expect(chips(map_page).filter(has_text="1 of 4 shown")).to_be_visible()
    map_page.page.locator(".pm-chip.all").click()
    expect(chips(map_page)).to_have_count(0)
    opened(map_page, "Some")
    expect(chips(map_page).filter(has_text="1 of 4 shown")).to_be_visible()
