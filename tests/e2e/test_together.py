"""Several people on one map: edits arrive without a reload, merge, and never overwrite one another silently."""

import pytest
from playwright.sync_api import Page, expect

from graph.model import position_id
from graph.store import Delete, GraphStore, Put
from tests.e2e.map_page import MapPage
from tests.e2e.server import Server
from tests.pages.small_account import make_account
from ui.presence import UNHEARD_SECONDS


@pytest.fixture
def two(page: Page, other_page: Page, server: Server, account: str) -> tuple[MapPage, MapPage]:
    """The same map in the browsers of two people with different names."""
    a, b = (MapPage(tab, server.url).open(account).called(name) for name, tab in (("Alice", page), ("Bernd", other_page)))
    return a, b


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


def stale_attitude(map_page: MapPage, store: GraphStore, who: str, code: str) -> None:
    """An attitude that was set on this map before Bernd's Opponent arrived."""
    id, deal, seen = map_page.id(who), map_page.id("deal"), int(map_page.root.get_attribute("data-revision") or 0)
    store.apply(map_page.account, [Put("Position", position_id(deal, id), {"opportunity": deal, "person": id, "attitude": "E"})],
                author="Bernd", base=None)
    map_page.root.evaluate("""(root, [id, base, code]) => { const { log } = root.getRootNode().host.__powermap;
        log.revision = base; log.add("attitude", { ids: [id], code }); }""", [id, seen, code])


def test_the_same_field_changed_elsewhere_in_between_is_asked_about(map_page: MapPage, store: GraphStore) -> None:
    notices = map_page.page.get_by_role("status")
    for who in ("bob", "cid"):
        stale_attitude(map_page, store, who, "A")
    for name in ("Bob", "Cid"):
        expect(notices.get_by_text(f"{name}, Attitude: Bernd wrote Opponent; you wrote Advocate.")).to_be_visible()
    for who in ("bob", "cid"):
        map_page.waits(who, attitude="E")
    cid = map_page.page.locator(".pm-notice", has_text="Cid")
    map_page.page.locator(".pm-notice", has_text="Bob").get_by_role("button", name="Take mine").click()
    map_page.waits("bob", attitude="A").settled()
    expect(map_page.page.locator(".pm-notice")).to_have_count(1)
    cid.get_by_role("button", name="Keep what Bernd wrote").click()
    expect(map_page.page.locator(".pm-notice")).to_have_count(0)
    map_page.tell("rename", id=map_page.id("dora"), name="Dorothy")
    map_page.waits("dora", label="Dorothy").settled()
    expect(map_page.page.locator(".pm-notice")).to_have_count(0)
    positions = [store.read(map_page.account).position(map_page.id("deal"), map_page.id(who)).attitude for who in ("bob", "cid")]
    assert positions == ["A", "E"]


def test_a_question_waits_for_its_answer_through_a_reload_and_another_page(map_page: MapPage, store: GraphStore) -> None:
    page, question = map_page.page, map_page.page.get_by_text("Bob, Attitude: Bernd wrote Opponent; you wrote Advocate.")
    stale_attitude(map_page, store, "bob", "A")
    expect(question).to_be_visible()
    map_page.reload()
    expect(question).to_be_visible()
    page.get_by_role("link", name="Table").click()
    expect(map_page.root).to_have_count(0)
    page.get_by_role("link", name="Power map").click()
    map_page.drawn()
    expect(page.locator(".pm-notice")).to_have_count(1)
    page.get_by_role("button", name="Take mine").click()
    map_page.waits("bob", attitude="A").settled().reload().waits("bob", attitude="A")
    expect(page.locator(".pm-notice")).to_have_count(0)


def test_somebody_whom_another_deleted_is_brought_back_with_what_was_typed(map_page: MapPage, store: GraphStore) -> None:
    store.apply(map_page.account, [Delete(map_page.id("cid"))], author="Bernd", base=None)
    map_page.tell("rename", id=map_page.id("cid"), name="Cedric the Bold", was="Cid")
    notice = map_page.page.locator(".pm-notice", has_text="Bernd deleted Cid")
    expect(notice.get_by_text("Cedric the Bold", exact=True)).to_be_visible()
    map_page.shows(people=3)
    notice.get_by_role("button", name="Bring back and write mine").click()
    map_page.shows(people=4, ties=2).waits("cid", label="Cedric the Bold").settled()
    assert store.read(map_page.account).people[map_page.id("cid")].name == "Cedric the Bold"


def test_text_that_is_being_typed_is_not_lost_to_an_edit_of_another(map_page: MapPage, store: GraphStore) -> None:
    bob, typed = map_page.id("bob"), map_page.page.locator(".pm-typed")
    box = map_page.click("bob").card("Person").field("Title")
    box.fill("Head of bu")
    store.apply(map_page.account, [Put("Person", bob, {"title": "Clerk"})], author="Bernd", base=None)
    expect(typed).to_have_text("Head of bu")
    expect(map_page.field("Title")).to_have_value("Clerk")
    map_page.page.locator(".pm-notice").get_by_role("button", name="×").click()
    map_page.field("Title").fill("Head of buying")
    store.apply(map_page.account, [Delete(bob)], author="Bernd", base=None)
    map_page.shows(people=3)
    expect(typed).to_have_text("Head of buying")


def test_text_that_was_sent_or_given_up_is_not_told_as_lost(map_page: MapPage, store: GraphStore) -> None:
    map_page.click("bob").card("Person").field("Title").fill("Buyer")
    map_page.page.keyboard.press("Enter")
    expect(map_page.field("Title")).to_have_value("Buyer")
    map_page.card("Comments").field("Comment").fill("Ask him")
    map_page.page.keyboard.press("Control+Enter")
    expect(map_page.page.get_by_text("Ask him", exact=True)).to_be_visible()
    map_page.click("cid").shows(selected=map_page.id("cid"))
    expect(map_page.page.get_by_role("heading", name="Cid")).to_be_visible()
    expect(map_page.page.locator(".pm-notice")).to_have_count(0)
    now = store.read(map_page.account)
    assert (now.people[map_page.id("bob")].title, [c.text for c in now.comments.values()]) == ("Buyer", ["Ask him"])


def test_a_comment_that_is_being_written_outlives_one_that_arrives(two: tuple[MapPage, MapPage]) -> None:
    a, b = two
    for one in two:
        one.click("bob").card("Comments")
    a.field("Comment").fill("I was there, and he sai")
    b.field("Comment").fill("Ask him first")
    b.page.keyboard.press("Control+Enter")
    expect(a.page.get_by_text("Ask him first", exact=True)).to_be_visible()
    expect(a.field("Comment")).to_have_value("I was there, and he sai")
    a.page.keyboard.press("Control+Enter")
    expect(b.page.get_by_text("I was there, and he sai", exact=True)).to_be_visible()
    expect(b.page.get_by_text("Alice · just now")).to_be_visible()


def test_everybody_sees_who_is_here_and_what_they_have_selected(two: tuple[MapPage, MapPage]) -> None:
    a, b = two
    a.shows(here=1).click("bob")
    b.sees("Alice", a.id("bob"))
    face = b.page.get_by_role("group", name="Also here").get_by_role("button", name="Alice · Bob")
    expect(face).to_have_text("AL")
    face.click()
    b.page.wait_for_function("root => { const { network } = root.getRootNode().host.__powermap; return network.getScale() >= 0.9; }",
                             arg=b.root.element_handle())
    b.root.evaluate("(root, id) => root.getRootNode().host.__powermap.select(id)", b.id("tie-cid"))
    a.sees("Bernd", b.id("tie-cid"))
    a.key("Escape")
    b.sees("Alice", "")


def test_a_name_is_text_on_the_map_too(two: tuple[MapPage, MapPage]) -> None:
    a, b = two
    a.called("<img src=x onerror=alert(1)>")
    b.sees("<img src=x onerror=alert(1)>", "")
    expect(b.page.get_by_role("group", name="Also here").locator("img")).to_have_count(0)


def test_who_closes_the_tab_or_leaves_the_map_is_gone(two: tuple[MapPage, MapPage]) -> None:
    a, b = two
    b.shows(here=1).page.get_by_role("link", name="Table").click()
    a.shows(here=0)
    b.page.get_by_role("link", name="Power map").click()
    b.drawn().shows(here=1)
    a.shows(here=1)
    b.page.close()
    expect(a.root).to_have_attribute("data-here", "0", timeout=0.7 * 1000 * UNHEARD_SECONDS)  # the closed line tells, not the silence


def test_another_account_is_another_company(page: Page, other_page: Page, server: Server, store: GraphStore, account: str) -> None:
    a, b = MapPage(page, server.url).open(account), MapPage(other_page, server.url).open(make_account(store, name="Zeta"))
    c = MapPage(page.context.new_page(), server.url).open(account)
    a.shows(here=1)
    c.shows(here=1)
    assert (b.root.get_attribute("data-here") or "0") == "0"
    b.choose("Account", store.read(account).account.name).account = account
    a.shows(here=2)
    b.shows(here=2)
    c.page.close()


def test_the_name_is_known_after_a_reload_and_in_a_new_tab(page: Page, server: Server, account: str, store: GraphStore) -> None:
    MapPage(page, server.url).open(account).called("王丽; a=b\"</script>")
    map_page = MapPage(page, server.url).open(account)
    tab = MapPage(page.context.new_page(), server.url).open(account)
    for one in (map_page, tab):
        expect(one.page.get_by_role("textbox", name="Your name")).to_have_value("王丽; a=b\"</script>")
    tab.tell("attitude", ids=[tab.id("bob")], code="A")
    map_page.waits("bob", attitude="A").key("Control+z").waits("bob", attitude="C").settled()
    assert {r.author for r in store.changes(account, since=1)} == {"王丽; a=b\"</script>"}
    tab.called("")
    tab.page.close()
    page.reload()
    expect(page.get_by_role("textbox", name="Your name")).to_have_value("tester")


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
