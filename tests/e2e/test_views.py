"""Ways of looking in a real browser: layouts, filters, groups, maps with a name, full screen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from graph.model import SCALES, Account, Department, Opportunity, Person, new_id
from graph.store import GraphStore
from tests.e2e.map_page import HOST, MapPage
from tests.e2e.server import Server


def lay_out(map_page: MapPage, name: str, code: str) -> MapPage:
    map_page.choose("Layout", name)
    return map_page.shows(layout=code).settled()


def test_another_layout_glides_there_and_undo_leads_back(map_page: MapPage) -> None:
    before = map_page.node("dora")
    assert before
    lay_out(map_page, "Organisation chart", "org")
    there = map_page.node("dora")
    assert there and there["shape"] == "card" and (there["x"], there["y"]) != (before["x"], before["y"])
    expect(map_page.page).to_have_url(re.compile("layout=org"))
    map_page.key("Control+z").shows(layout="circles").settled()
    map_page.waits("dora", x=before["x"], y=before["y"])


def test_a_reload_shows_the_same_layout_with_everybody_in_place(map_page: MapPage) -> None:
    lay_out(map_page, "Department lanes", "lanes")
    before = {who: map_page.node(who) for who in ("ann", "bob", "cid", "dora")}
    map_page.reload().shows(layout="lanes").settled()
    assert {who: map_page.node(who) for who in before} == before


@pytest.mark.parametrize("code", SCALES["layout"].codes)
@pytest.mark.parametrize("language, scheme", [("en", "light"), ("zh", "dark")])
def test_every_layout_is_drawn(new_context: Callable[..., BrowserContext], server: Server, account: str, code: str, language: str,
                               scheme: str) -> None:
    page = new_context(color_scheme=scheme).new_page()
    MapPage(page, server.url).open(account, layout=code, lang=language, leader=f"{account}.ann").shows(layout=code)


def test_filters_add_up_and_one_chip_shows_all(map_page: MapPage) -> None:
    rows = map_page.page.locator(".pm-row")
    rows.filter(has_text="Accepts").first.click()
    chips = map_page.page.locator(".pm-chip")
    expect(chips.filter(has_text="1 of 4 shown")).to_be_visible()
    rows.filter(has_text=re.compile("Unknown")).first.click()
    expect(chips.filter(has_text="4 of 4 shown")).to_be_visible()
    chips.filter(has_text="Accepts").click()
    expect(chips.filter(has_text="3 of 4 shown")).to_be_visible()
    map_page.page.locator(".pm-chip.all").click()
    expect(chips).to_have_count(0)


def test_a_map_of_some_is_kept_and_opened_by_its_address(map_page: MapPage, store: GraphStore) -> None:
    map_page.root.evaluate(f"(root, ids) => ({HOST})(root).choose(ids)", [map_page.id("ann"), map_page.id("bob")])
    map_page.shows(chosen=2)
    page = map_page.page
    page.get_by_role("button", name="Maps").click()
    page.get_by_label("Keep this map as").fill("The two")
    page.get_by_text("Only the 2 selected people").click()
    page.get_by_role("button", name="Keep", exact=True).click()
    map_page.shows(people=2)
    [saved] = store.read(map_page.account).views
    expect(page).to_have_url(re.compile(f"view={saved}"))
    MapPage(page, map_page.url).open(map_page.account, view=saved).shows(people=2)


def test_full_screen_keeps_the_card_and_hides_the_rest(map_page: MapPage) -> None:
    low = map_page.root.bounding_box()
    map_page.tool("full").click()
    map_page.shows(full="true")
    expect(map_page.page.get_by_test_id("stSidebar")).to_be_hidden()
    map_page.click("bob")
    expect(map_page.page.get_by_role("heading", name="Bob")).to_be_visible()
    expect(map_page.page.locator(".pm-legend")).to_be_visible()
    high = map_page.root.bounding_box()
    assert low and high and high["width"] > low["width"]
    map_page.page.evaluate("document.exitFullscreen()")
    map_page.shows(full="false")


def test_a_crowd_opens_on_departments_which_unfold(page_of_many: MapPage) -> None:
    groups = page_of_many.root.evaluate(f"root => [...({HOST})(root).nodes.values()].filter((n) => n.pm.what === 'group').map((n) => n.id)")
    assert len(groups) == 4
    page_of_many.shows(people=0)
    page_of_many.root.evaluate(f"(root, id) => ({HOST})(root).place.api.setTriggerValue('view', {{ unfold: id }})", groups[0])
    expect(page_of_many.root).to_have_attribute("data-people", re.compile("[1-9]"))


@pytest.fixture
def page_of_many(map_page: MapPage, store: GraphStore) -> MapPage:
    """The map of 2,100 people in four departments."""
    id = new_id()
    departments = [Department(f"{id}.d{k}", name=f"Department {k}") for k in range(4)]
    people = [Person(f"{id}.p{k}", name=f"Person {k}", department=f"{id}.d{k % 4}") for k in range(2100)]
    store.create(Account(id, name=f"Crowd {id[:6]}"), author="x", records=[Opportunity(f"{id}.deal", name="Deal"), *departments, *people])
    return MapPage(map_page.page, map_page.url).open(id)
