"""The map opens by a link, shows who is selected, and follows language, layers and theme."""

import json
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from graph.model import Opportunity
from graph.store import GraphStore, open_store, puts
from tests.e2e.map_page import HOST, MapPage
from tests.e2e.server import ROOT, Server
from tests.pages.small_account import make_account


def legend_names(map_page: MapPage) -> list[str]:
    return map_page.root.evaluate(f"root => ({HOST})(root).data.legend.map((group) => group.name)")


def ring_names(map_page: MapPage) -> list[str]:
    return map_page.root.evaluate(f"root => ({HOST})(root).backdrop.rings.map((ring) => ring.name)")


def test_a_cold_server_opens_a_demo_by_its_link(page: Page, cold_server: Callable[[], Server]) -> None:
    demo = json.loads((ROOT / "data" / "committee.json").read_text("utf-8"))["records"]
    people = sum(r["type"] == "Person" for r in demo)
    account = next(r["id"] for r in demo if r["type"] == "Account")
    MapPage(page, cold_server().url).open(account).shows(people=people)
    expect(page.get_by_test_id("stSidebar").get_by_role("link", name="Key people")).to_be_visible()


def test_edits_survive_a_restart_of_the_server(page: Page, cold_server: Callable[[], Server]) -> None:
    first = cold_server()
    store = open_store(first.store)
    map_page = MapPage(page, first.url).open(make_account(store))
    map_page.click("bob", "sign").menu("E Opponent").waits("bob", attitude="E").settled()
    first.stop()
    cold_server()
    map_page.reload().shows(people=4, ties=2).waits("bob", attitude="E", before="C")
    store.close()


def test_a_click_shows_the_card_and_puts_the_person_into_the_address(map_page: MapPage) -> None:
    map_page.click("bob").shows(selected=map_page.id("bob"))
    expect(map_page.page.get_by_role("heading", name="Bob")).to_be_visible()
    map_page.page.wait_for_url(f"**person={map_page.id('bob')}*")
    map_page.key("Escape").shows(selected="")
    expect(map_page.page.get_by_role("heading", name="Bob")).to_be_hidden()


def test_the_address_of_a_person_opens_the_card(page: Page, server: Server, account: str) -> None:
    map_page = MapPage(page, server.url).open(account, person=f"{account}.cid")
    expect(page.get_by_role("heading", name="Cid")).to_be_visible()
    map_page.shows(selected=f"{account}.cid")


def test_a_click_on_a_tie_shows_its_card(map_page: MapPage) -> None:
    (ax, ay), (bx, by) = map_page.spot("ann"), map_page.spot("bob")
    bend = map_page.root.evaluate(f"(root, id) => ({HOST})(root).ties.get(id).pm.bend", f"{map_page.account}.tie-bob")
    x, y = (ax + bx) / 2, (ay + by) / 2
    dx, dy = ax - bx, ay - by
    for side in (0.5, -0.5):
        map_page.page.mouse.click(x - dy * bend * side, y + dx * bend * side)
        if map_page.root.get_attribute("data-selected"):
            break
    map_page.shows(selected=f"{map_page.account}.tie-bob")
    expect(map_page.page.get_by_text("Bob reports to Ann")).to_be_visible()


def in_chinese(map_page: MapPage) -> None:
    first = ring_names(map_page)[0]
    map_page.page.get_by_role("radio", name="中文").click()
    map_page.page.wait_for_function(f"([root, old]) => ({HOST})(root).backdrop?.rings[0].name !== old",
                                    arg=[map_page.root.element_handle(), first])
    map_page.drawn()


def test_another_language_keeps_the_account_and_names_the_map_anew(map_page: MapPage) -> None:
    rings, legend = ring_names(map_page), legend_names(map_page)
    in_chinese(map_page)
    map_page.shows(people=4, ties=2)
    assert f"account={map_page.account}" in map_page.page.url
    assert not set(rings) & set(ring_names(map_page))
    assert not set(legend) & set(legend_names(map_page))
    map_page.click("bob", "sign").menu("A 推荐").waits("bob", attitude="A")


def test_accounts_of_the_same_name_stay_apart(page: Page, server: Server, store: GraphStore) -> None:
    first, second = (make_account(store, "Namesake", ann=f"Ann {k}") for k in range(2))
    for account in (second, first):
        map_page = MapPage(page, server.url).open(account, lang="en")
        in_chinese(map_page)
        assert f"account={account}" in page.url


def test_a_layer_that_is_switched_off_is_not_drawn(map_page: MapPage, store: GraphStore) -> None:
    map_page.tell("tie", kind="ADVICE", **{"from": map_page.id("dora"), "to": map_page.id("bob")})
    map_page.shows(ties=3)
    map_page.page.get_by_role("button", name="Look").click()
    toggle = map_page.page.get_by_test_id("stPopoverBody").get_by_text("Reports to")
    toggle.click()
    map_page.shows(ties=1)
    expect(toggle).to_have_count(1)
    toggle.click()
    map_page.shows(ties=3, people=4)


def test_a_layer_that_was_just_drawn_can_be_switched_off(map_page: MapPage) -> None:
    map_page.tell("tie", kind="ADVICE", **{"from": map_page.id("dora"), "to": map_page.id("bob")})
    map_page.shows(ties=3)
    map_page.page.get_by_role("button", name="Look").click()
    map_page.page.get_by_test_id("stPopoverBody").get_by_text("Asks for advice").click()
    map_page.shows(ties=2)


def test_the_legend_lights_one_kind(map_page: MapPage) -> None:
    row = map_page.page.locator(".pm-row").filter(has_text="Accepts").first
    row.click()
    lit = f"root => [...({HOST})(root).nodes.keys()].filter((id) => ({HOST})(root).lit(id)).length"
    assert map_page.root.evaluate(lit) == 1
    map_page.page.locator(".pm-chip.all").click()
    assert map_page.root.evaluate(lit) == 4


def test_the_dark_theme_draws_on_dark_paper(new_context: Callable[..., BrowserContext], server: Server, account: str) -> None:
    map_page = MapPage(new_context(color_scheme="dark").new_page(), server.url).open(account).shows(people=4)
    assert map_page.root.evaluate(f"root => ({HOST})(root).theme") == "dark"
    pixel = """root => { const canvas = root.querySelector("canvas");
        return [...canvas.getContext("2d").getImageData(canvas.width / 2, 4, 1, 1).data]; }"""
    red, green, blue, opaque = map_page.root.evaluate(pixel)
    assert not opaque or red + green + blue < 3 * 80


def test_each_deal_has_its_own_attitudes(page: Page, server: Server, store: GraphStore, account: str) -> None:
    store.apply(account, puts([Opportunity(f"{account}.other", name="Another deal")]), author="me", base=None)
    map_page = MapPage(page, server.url).open(account, opportunity=f"{account}.deal").waits("bob", attitude="C")
    map_page.choose("Opportunity", "Another deal").waits("bob", attitude="U").click("bob", "sign").menu("E Opponent")
    map_page.waits("bob", attitude="E").settled()
    map_page.choose("Opportunity", "The deal").waits("bob", attitude="C").click("bob", "sign").menu("A Advocate")
    map_page.waits("bob", attitude="A").settled()
    now = store.read(account)
    assert [now.position(f"{account}.{deal}", f"{account}.bob").attitude for deal in ("other", "deal")] == ["E", "A"]


def test_the_place_of_the_map_is_kept_over_a_change_of_pages(map_page: MapPage) -> None:
    map_page.key("]")
    view = map_page.root.evaluate(f"root => ({HOST})(root).network.getScale()")
    sidebar = map_page.page.get_by_test_id("stSidebarNav")
    sidebar.get_by_role("link", name="Table").click()
    expect(map_page.page.get_by_role("heading", name="Table")).to_be_visible()
    sidebar.get_by_role("link", name="Power map").click()
    map_page.drawn().shows(people=4)
    assert abs(map_page.root.evaluate(f"root => ({HOST})(root).network.getScale()") - view) < 0.01 * view
    map_page.tell("attitude", id=map_page.id("bob"), code="A")
    map_page.waits("bob", attitude="A").settled()
