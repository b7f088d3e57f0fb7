"""The keyboard alone reaches everybody, every tie and every action, and a screen reader hears of it."""

import re

import pytest
from playwright.sync_api import expect

from graph.store import GraphStore
from tests.e2e.map_page import HOST, MapPage


def test_the_tab_key_comes_to_the_map_and_a_key_to_everybody(map_page: MapPage) -> None:
    map_page.page.locator("body").press("Tab")
    for _ in range(40):
        if map_page.page.evaluate("document.activeElement.shadowRoot?.activeElement?.classList.contains('pm-root')"):
            break
        map_page.page.keyboard.press("Tab")
    else:
        pytest.fail("The Tab key never came to the map")
    seen = []
    for _ in range(4):
        before = map_page.root.get_attribute("data-selected") or ""
        map_page.page.keyboard.press("n")
        expect(map_page.root).not_to_have_attribute("data-selected", before)
        seen.append(map_page.root.get_attribute("data-selected"))
    assert set(seen) == {map_page.id(who) for who in ("ann", "bob", "cid", "dora")}
    map_page.page.keyboard.press("Shift+N")
    map_page.shows(selected=seen[2])


def test_arrows_go_to_the_nearest_that_way(map_page: MapPage) -> None:
    map_page.click("bob").shows(selected=map_page.id("bob"))
    for key, who in (("ArrowRight", "ann"), ("ArrowRight", "cid"), ("ArrowDown", "dora"), ("ArrowUp", "ann"), ("ArrowLeft", "bob")):
        map_page.key(key).shows(selected=map_page.id(who))
    map_page.key("Shift+ArrowRight").shows(chosen=2)


def test_along_the_ties_to_the_other_end(map_page: MapPage) -> None:
    map_page.click("ann").key("t")
    first = f"{map_page.account}.tie-bob"
    map_page.shows(selected=first).key("t").shows(selected=f"{map_page.account}.tie-cid").key("t").shows(selected=first)
    map_page.key("Shift+T").shows(selected=f"{map_page.account}.tie-cid").key("Enter").shows(selected=map_page.id("cid"))
    map_page.key("t").shows(selected=f"{map_page.account}.tie-cid").key("Enter").shows(selected=map_page.id("ann"))


@pytest.mark.parametrize("key", ["Enter", "Shift+F10", "ContextMenu"])
def test_the_menu_by_keyboard(map_page: MapPage, store: GraphStore, key: str) -> None:
    page = map_page.click("bob").shows(selected=map_page.id("bob")).key(key).page
    expect(page.get_by_role("menuitem", name="Attitude")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("menuitemradio", name="A Advocate")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("menuitem", name="Attitude")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("d")
    expect(page.get_by_role("menuitemradio", name="D Sceptic")).to_be_focused()
    page.keyboard.press("Enter")
    map_page.waits("bob", attitude="D").settled()
    assert map_page.root.evaluate("root => root.getRootNode().activeElement === root")
    map_page.key(key)
    page.keyboard.press("Escape")
    expect(page.locator(".pm-menu")).to_have_count(0)
    assert map_page.root.evaluate("root => root.getRootNode().activeElement === root")


def test_a_tie_is_drawn_without_a_mouse(map_page: MapPage, store: GraphStore) -> None:
    map_page.click("dora").shows(selected=map_page.id("dora")).key("c").shows(mode="tie").key("ArrowUp").key("ArrowLeft")
    map_page.shows(selected=map_page.id("bob")).page.keyboard.press("Enter")
    map_page.page.keyboard.type("clo")
    expect(map_page.page.get_by_role("menuitem", name="Close to")).to_be_focused()
    map_page.page.keyboard.press("Enter")
    map_page.shows(ties=3, mode="").settled()
    assert (map_page.id("dora"), map_page.id("bob")) in {(t.source, t.target) for t in store.read(map_page.account).ties.values()}


def test_somebody_is_moved_by_arrows_in_one_edit(map_page: MapPage, store: GraphStore) -> None:
    before, revision = map_page.node("dora"), store.revision(map_page.account)
    map_page.click("dora").key("m").shows(moving=1)
    for _ in range(3):
        map_page.page.keyboard.press("ArrowRight")
    map_page.page.keyboard.press("Shift+ArrowUp")
    map_page.page.keyboard.press("Enter")
    map_page.waits("dora", x=before["x"] + 30, y=before["y"] - 50).settled()
    assert store.revision(map_page.account) == revision + 1
    map_page.key("m").shows(moving=1).page.keyboard.press("ArrowDown")
    map_page.page.keyboard.press("Escape")
    map_page.waits("dora", y=before["y"] - 50).settled()
    assert store.revision(map_page.account) == revision + 1


def test_somebody_is_added_without_a_mouse(map_page: MapPage) -> None:
    map_page.key("e").shows(mode="person").key("Enter").typed("Eve").shows(people=5).settled()


def test_a_screen_reader_is_told_who_is_selected(map_page: MapPage) -> None:
    assert map_page.root.get_attribute("role") == "application"
    expect(map_page.root).to_have_attribute("aria-label", re.compile("4 people, 2 ties"))
    said = map_page.page.locator(".pm-unseen[aria-live]")
    map_page.key("Escape").click("ann").shows(selected=map_page.id("ann"))
    expect(said).to_contain_text(re.compile(r"^Ann\. .*Unknown.*Decider.*Decision share \d+ %.*Ties: 2"))
    map_page.key("t")
    expect(said).to_contain_text("Reports to: Bob – Ann")
    expect(said).to_contain_text("Tie 1 of 2")
    map_page.key("Escape")
    expect(said).to_have_text("Nobody selected")


def test_a_list_of_everybody_is_kept_in_step(map_page: MapPage) -> None:
    people = map_page.page.get_by_role("list", name="People on the map and their ties")
    map_page.key("n")
    expect(people.locator("> [role=listitem]")).to_have_count(4)
    expect(people).to_contain_text("Reports to: Bob – Ann")
    map_page.tell("rename", id=map_page.id("bob"), name="Robert")
    expect(people).to_contain_text("Robert")


def test_the_toolbar_is_one_stop_with_arrows_inside(map_page: MapPage) -> None:
    map_page.tool("person").focus()
    map_page.page.keyboard.press("ArrowRight")
    expect(map_page.tool("tie")).to_be_focused()
    map_page.page.keyboard.press("ArrowLeft")
    expect(map_page.tool("person")).to_be_focused()
    stops = f"root => [...({HOST})(root).hands.bar.bar.querySelectorAll('button:enabled')].filter((one) => one.tabIndex === 0).length"
    assert map_page.root.evaluate(stops) == 1
    assert not map_page.root.get_attribute("data-selected")
