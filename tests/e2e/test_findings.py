"""Findings in a browser: an answer's people stand in the light on the map, and a scenario moves the outcome beside it."""

from playwright.sync_api import Page, expect

from tests.e2e.map_page import MapPage
from tests.e2e.server import Server


def findings(page: Page, server: Server, account: str) -> Page:
    page.goto(f"{server.url}/findings?account={account}")
    expect(page.get_by_text("Who really decides?")).to_be_visible()
    return page


def test_the_people_of_an_answer_stand_in_the_light(page: Page, server: Server, account: str) -> None:
    card = findings(page, server, account).locator(".st-key-finding-who_decides-whole")
    card.get_by_role("link", name="Show on the map").click()
    map_page = MapPage(page, server.url)
    map_page.account = account
    map_page.drawn().shows(lit=map_page.id("ann"))
    assert "answer=who_decides" in page.url
    page.get_by_role("button", name="Who really decides? ×").click()
    map_page.shows(lit="")
    expect(page.get_by_role("button", name="Put out the light")).to_have_count(0)


def test_an_answer_beside_the_map_is_lit_and_put_out(map_page: MapPage) -> None:
    page = map_page.page
    page.get_by_role("button", name="Light up on the map").first.click()
    map_page.shows(lit=map_page.id("ann"))
    page.get_by_role("button", name="Put out the light").click()
    map_page.shows(lit="")


def test_the_light_follows_an_edit(map_page: MapPage) -> None:
    map_page.page.get_by_role("button", name="Light up on the map").first.click()
    map_page.shows(lit=map_page.id("ann"))
    map_page.tell("role", id=map_page.id("ann"), code="DECIDER", on=False)
    map_page.tell("role", id=map_page.id("bob"), code="DECIDER", on=True)
    map_page.page.wait_for_function("([root, id]) => root.dataset.lit.split(' ').includes(id)", arg=[map_page.root.element_handle(), map_page.id("bob")])


def test_a_scenario_in_the_browser(page: Page, server: Server, account: str) -> None:
    box = findings(page, server, account).get_by_role("combobox", name="Whose attitude changes, or who leaves?")
    box.fill("Ann")
    page.get_by_role("option", name="Ann").click()
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Ann", exact=True).click()
    page.get_by_role("option", name="A  Advocate").click()
    expect(page.get_by_text("The outcome moves by")).to_be_visible()
    page.get_by_role("button", name="Forget the scenario").click()
    expect(page.get_by_text("The outcome moves by")).to_have_count(0)
