"""Several people on one map: edits arrive without a reload, merge, and never overwrite one another silently."""

import pytest
from playwright.sync_api import Page, expect

from graph.model import position_id
from graph.store import Delete, GraphStore, Put
from tests.e2e.map_page import MapPage
from tests.e2e.server import Server


@pytest.fixture
def two(page: Page, other_page: Page, server: Server, account: str) -> tuple[MapPage, MapPage]:
    """The same map in the browsers of two people with different names."""
    pages = []
    for name, tab in (("Alice", page), ("Bernd", other_page)):
        map_page = MapPage(tab, server.url).open(account)
        box = map_page.page.get_by_role("textbox", name="Your name")
        box.fill(name)
        box.press("Enter")
        expect(map_page.page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        pages.append(map_page)
    return pages[0], pages[1]


def test_an_edit_arrives_in_the_other_browser(two: tuple[MapPage, MapPage], store: GraphStore) -> None:
    a, b = two
    a.click("bob", "sign").menu("A Advocate")
    b.waits("bob", attitude="A")
    b.tell("tie", kind="ADVICE", **{"from": b.id("dora"), "to": b.id("ann")})
    a.shows(ties=3)
    a.tell("person", name="Eve", x=100, y=200)
    b.shows(people=5)
    b.tell("delete", id=b.id("cid"))
    a.shows(people=4, ties=2)
    assert {r.author for r in store.changes(a.account)} >= {"Alice", "Bernd"}


def test_edits_of_different_fields_are_both_kept(two: tuple[MapPage, MapPage], store: GraphStore) -> None:
    a, b = two
    a.tell("attitude", id=a.id("bob"), code="B")
    b.tell("rename", id=b.id("bob"), name="Robert")
    b.tell("role", id=b.id("bob"), code="USER", on=True)
    for map_page in two:
        map_page.waits("bob", attitude="B", label="Robert").settled()
    now = store.read(a.account)
    position = now.position(a.id("deal"), a.id("bob"))
    assert (now.people[a.id("bob")].name, position.attitude, position.roles) == ("Robert", "B", ("USER",))


def test_the_same_field_changed_elsewhere_in_between_is_told(map_page: MapPage, store: GraphStore) -> None:
    stale = int(map_page.root.get_attribute("data-revision"))
    bob, deal = map_page.id("bob"), map_page.id("deal")
    store.apply(map_page.account, [Put("Position", position_id(deal, bob), {"opportunity": deal, "person": bob, "attitude": "E"})],
                author="Bernd", base=None)
    map_page.root.evaluate("""(root, [id, base]) => { const { log } = root.getRootNode().host.__powermap;
        log.revision = base; log.add("attitude", { id, code: "A" }); }""", [bob, stale])
    expect(map_page.page.get_by_role("status").get_by_text("Bernd")).to_be_visible()
    map_page.waits("bob", attitude="E").settled()
    assert store.read(map_page.account).position(deal, bob).attitude == "E"


def test_an_edit_of_somebody_whom_another_deleted_is_told(map_page: MapPage, store: GraphStore) -> None:
    store.apply(map_page.account, [Delete(map_page.id("cid"))], author="Bernd", base=None)
    map_page.tell("attitude", id=map_page.id("cid"), code="A")
    expect(map_page.page.get_by_text("no longer on the map")).to_be_visible()
    map_page.shows(people=3).settled()


def test_undo_takes_back_only_ones_own_edit(two: tuple[MapPage, MapPage]) -> None:
    a, b = two
    a.tell("attitude", id=a.id("bob"), code="A")
    b.waits("bob", attitude="A").tell("attitude", id=b.id("cid"), code="E")
    a.waits("cid", attitude="E").key("Control+z").waits("bob", attitude="C").settled()
    assert b.waits("bob", attitude="C").node("cid")["attitude"] == "E"


def test_a_card_that_is_open_shows_the_edit_of_another(two: tuple[MapPage, MapPage]) -> None:
    a, b = two
    a.click("bob").shows(selected=a.id("bob"))
    expect(a.page.get_by_role("heading", name="Bob")).to_be_visible()
    b.tell("rename", id=b.id("bob"), name="Robert")
    expect(a.page.get_by_role("heading", name="Robert")).to_be_visible()
