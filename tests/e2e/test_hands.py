"""Hands on the map: what mouse and menus do, in the store as on the screen; each is one edit with a name."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from graph.drawing.view import View, people_on
from graph.model import Snapshot, TeamMember, Tie
from graph.store import GraphStore, put
from tests.e2e.map_page import HOST, MapPage
from tests.e2e.server import Server
from tests.pages.small_account import make_account


def now(store: GraphStore, map_page: MapPage) -> Snapshot:
    return store.read(map_page.account)


def ties(store: GraphStore, map_page: MapPage, kind: str) -> list[tuple[str, str]]:
    """Source and target of the ties of a kind, by the words of the test account."""
    return sorted((t.source.split(".")[-1], t.target.split(".")[-1]) for t in now(store, map_page).ties.values() if t.kind == kind)


def undo_says(map_page: MapPage, text: str) -> None:
    expect(map_page.tool("undo")).to_have_attribute("title", f"Undo: {text} (Ctrl+Z)")


def chosen(map_page: MapPage) -> set[str]:
    return {id.split(".")[-1] for id in map_page.root.evaluate(f"root => [...({HOST})(root).light.chosen]")}


def lasso(map_page: MapPage, *corners: tuple[float, float]) -> None:
    """Draws a line through these places of the map."""
    mouse, spots = map_page.page.mouse, [map_page.spot_of(*corner) for corner in corners]
    mouse.move(*spots[0])
    mouse.down()
    for spot in spots[1:]:
        mouse.move(*spot, steps=5)
    mouse.up()


ROUND_ANN_AND_BOB = ((-330, -160), (90, -160), (90, 10), (-120, 150), (-330, 150))


# ---- adding and naming ------------------------------------------------------------------------------------------
def test_several_people_in_a_row(map_page: MapPage, store: GraphStore) -> None:
    map_page.page.mouse.dblclick(*map_page.spot_of(-150, 250))
    map_page.typed("Eve", "Tab").typed("Finn", "Tab").typed("Gus").shows(people=7).settled()
    found = {p.name: p.id for p in now(store, map_page).people.values()}
    places = [now(store, map_page).place(View().places(map_page.id("deal")), found[name]) for name in ("Eve", "Finn", "Gus")]
    assert len({p.y for p in places}) == 1 and places[0].x < places[1].x < places[2].x
    map_page.shows(selected=found["Gus"])
    undo_says(map_page, "Add Gus")


@pytest.mark.parametrize("way", ["double-click on the label", "R", "F2", "menu"])
def test_a_name_is_changed_in_place(map_page: MapPage, way: str) -> None:
    if way == "menu":
        map_page.right_click("bob").menu("Rename")
    elif way in ("R", "F2"):
        map_page.click("bob").shows(selected=map_page.id("bob")).key(way.lower() if way == "R" else way)
    else:
        map_page.page.mouse.dblclick(*map_page.spot("bob", "label"))
    map_page.typed("Robert").waits("bob", label="Robert").settled()
    undo_says(map_page, "Rename Bob to Robert")


def test_escape_keeps_the_name_and_a_click_elsewhere_takes_the_new_one(map_page: MapPage) -> None:
    map_page.click("bob").key("r").typed("Nobody", "Escape")
    expect(map_page.page.locator(".pm-ask")).to_have_count(0)
    map_page.key("r").page.locator(".pm-ask input").fill("Robert")
    map_page.page.mouse.click(*map_page.spot_of(0, 120))
    map_page.waits("bob", label="Robert").settled()


def test_the_enter_of_an_input_method_does_not_end_the_name(map_page: MapPage) -> None:
    map_page.click("bob").key("r")
    box = map_page.page.locator(".pm-ask input")
    expect(box).to_be_focused()
    devtools = map_page.page.context.new_cdp_session(map_page.page)
    devtools.send("Input.imeSetComposition", {"text": "wang", "selectionStart": 4, "selectionEnd": 4})
    box.evaluate("""box => box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, composed: true }))""")
    devtools.send("Input.insertText", {"text": "王强"})
    expect(box).to_have_value("王强")
    map_page.page.keyboard.press("Enter")
    map_page.waits("bob", label="王强").settled()


def test_what_is_typed_into_a_box_is_no_key_of_the_map(map_page: MapPage) -> None:
    map_page.click("bob").shows(selected=map_page.id("bob")).key("r")
    map_page.page.keyboard.type("ecpa?/s[1")
    expect(map_page.page.locator(".pm-ask input")).to_have_value("ecpa?/s[1")
    assert not map_page.root.get_attribute("data-mode")
    map_page.page.keyboard.press("Escape")
    assert map_page.node("bob")["label"] == "Bob"


def test_keys_of_the_page_do_not_fire_on_the_map(map_page: MapPage) -> None:
    map_page.key("c").shows(mode="tie").key("Escape").shows(mode="").key("r")
    expect(map_page.page.get_by_role("dialog")).to_have_count(0)
    expect(map_page.page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


# ---- ties ---------------------------------------------------------------------------------------------------------
def test_a_tie_is_drawn_with_its_strength_and_the_last_kind_comes_first(map_page: MapPage, store: GraphStore) -> None:
    map_page.page.mouse.move(*map_page.spot("dora"))
    map_page.hovers("dora").drag(map_page.spot("dora", "handle"), map_page.spot("bob"))
    map_page.page.get_by_role("menuitemradio", name="medium").click()
    map_page.menu("Asks for advice").shows(ties=3).settled()
    [tie] = [t for t in now(store, map_page).ties.values() if t.kind == "ADVICE"]
    assert (tie.source, tie.target, tie.strength) == (map_page.id("dora"), map_page.id("bob"), 0.6)
    map_page.shows(selected=tie.id).tool("tie").click()
    map_page.click("dora").click("cid")
    assert map_page.menu_texts()[0].startswith("Asks for advice")
    map_page.page.keyboard.press("i")
    map_page.page.keyboard.press("Enter")
    map_page.shows(ties=4).settled()
    assert ties(store, map_page, "LISTENS_TO") == [("cid", "dora")]


def test_a_selected_tie_is_taken_by_its_end_to_somebody_else(map_page: MapPage, store: GraphStore) -> None:
    map_page.page.mouse.click(*map_page.on_tie(f"{map_page.account}.tie-bob"))
    map_page.shows(selected=f"{map_page.account}.tie-bob").drag(map_page.end("target"), map_page.spot("dora")).settled()
    undo_says(map_page, "Reports to Bob – Ann: to Dora")
    assert ties(store, map_page, "REPORTS_TO") == [("bob", "dora"), ("cid", "ann")]
    [new] = [t.id for t in now(store, map_page).ties.values() if t.target == map_page.id("dora")]
    map_page.shows(selected=new).key("Control+z").shows(ties=2).settled()
    assert ties(store, map_page, "REPORTS_TO") == [("bob", "ann"), ("cid", "ann")]


def test_an_end_that_would_close_a_circle_stays_where_it_is(map_page: MapPage, store: GraphStore) -> None:
    map_page.tell("tie", kind="REPORTS_TO", **{"from": map_page.id("ann"), "to": map_page.id("dora")})
    map_page.shows(ties=3).settled()
    tie = next(t.id for t in now(store, map_page).ties.values() if t.target == map_page.id("dora"))
    map_page.page.mouse.click(*map_page.on_tie(tie))
    map_page.shows(selected=tie).drag(map_page.end("target"), map_page.spot("bob"))
    expect(map_page.page.get_by_text("the line would go in a circle")).to_be_visible()
    map_page.settled().shows(ties=3)
    assert ("ann", "dora") in ties(store, map_page, "REPORTS_TO")


def test_the_menu_of_a_tie(map_page: MapPage, store: GraphStore) -> None:
    tie = f"{map_page.account}.tie-bob"

    def open_menu() -> MapPage:
        map_page.page.mouse.click(*map_page.on_tie(tie), button="right")
        return map_page

    open_menu().page.get_by_role("menuitemradio", name="weak").click()
    map_page.settled()
    assert now(store, map_page).ties[tie].strength == 0.3
    assert "Sign" not in open_menu().menu_texts()
    map_page.menu("Kind", "Close to").shows(ties=2).settled()
    [close] = [t for t in now(store, map_page).ties.values() if t.kind == "CLOSE"]
    assert (close.source, close.target, close.strength) == (map_page.id("bob"), map_page.id("ann"), 0.3)
    tie = close.id
    map_page.shows(selected=tie)
    open_menu().page.get_by_role("menuitemradio", name="− against").click()
    map_page.settled()
    assert now(store, map_page).ties[tie].sign == -1
    open_menu().menu("The other way round").settled()
    assert ties(store, map_page, "CLOSE") == [("ann", "bob")]
    map_page.key("Delete").shows(ties=1, selected="").settled()
    undo_says(map_page, "Delete Close to Ann – Bob")


def test_ties_between_the_same_two_are_each_reached(map_page: MapPage, store: GraphStore) -> None:
    store.apply(map_page.account, [put(Tie(f"{map_page.account}.{kind}", kind=kind, source=map_page.id("bob"), target=map_page.id("ann")))
                                   for kind in ("ADVICE", "CLOSE", "CONTACT")], author="somebody else", base=None)
    map_page.shows(ties=5)
    for tie in ("ADVICE", "CLOSE", "CONTACT", "tie-bob"):
        map_page.page.mouse.click(*map_page.on_tie(f"{map_page.account}.{tie}"))
        map_page.shows(selected=f"{map_page.account}.{tie}").key("Escape").shows(selected="")


# ---- dropping -----------------------------------------------------------------------------------------------------
def drop(map_page: MapPage, who: str, on: str) -> None:
    """Drags somebody onto another, holds still until the map says what letting go would do, and lets go."""
    start, end = map_page.spot(who), map_page.spot(on)
    mouse = map_page.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move(end[0] - 40, end[1] - 10, steps=6)
    mouse.move(*end, steps=3)
    map_page.shows(drop=map_page.id(on))
    mouse.up()


def test_who_is_dropped_on_another_reports_to_them(map_page: MapPage, store: GraphStore) -> None:
    before = map_page.node("bob")
    drop(map_page, "bob", "dora")
    map_page.waits("bob", x=before["x"], y=before["y"]).settled()
    undo_says(map_page, "Bob reports to Dora (before: Ann)")
    assert ties(store, map_page, "REPORTS_TO") == [("bob", "dora"), ("cid", "ann")]
    map_page.key("Control+z").settled()
    assert ties(store, map_page, "REPORTS_TO") == [("bob", "ann"), ("cid", "ann")]


def test_a_drop_that_would_close_a_circle_is_refused_and_undone_on_screen(map_page: MapPage, store: GraphStore) -> None:
    before = map_page.node("ann")
    drop(map_page, "ann", "bob")
    expect(map_page.page.get_by_text("Ann cannot report to Bob")).to_be_visible()
    map_page.waits("ann", x=before["x"], y=before["y"]).settled()
    assert ties(store, map_page, "REPORTS_TO") == [("bob", "ann"), ("cid", "ann")]


def test_escape_in_the_middle_of_a_drag_puts_everything_back(map_page: MapPage, store: GraphStore) -> None:
    before, revision = map_page.node("dora"), now(store, map_page).revision
    x, y = map_page.spot("dora")
    map_page.page.mouse.move(x, y)
    map_page.page.mouse.down()
    map_page.page.mouse.move(x + 120, y - 50, steps=5)
    map_page.page.keyboard.press("Escape")
    map_page.page.mouse.up()
    map_page.waits("dora", x=before["x"], y=before["y"]).settled()
    assert now(store, map_page).revision == revision


# ---- several ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("way", ["shift", "tool"])
def test_a_lasso_selects_who_is_inside(map_page: MapPage, way: str) -> None:
    if way == "shift":
        map_page.page.keyboard.down("Shift")
    else:
        map_page.tool("lasso").click()
        map_page.shows(mode="lasso")
    lasso(map_page, *ROUND_ANN_AND_BOB)
    map_page.page.keyboard.up("Shift")
    map_page.shows(chosen=2)
    assert chosen(map_page) == {"ann", "bob"}
    assert not map_page.root.get_attribute("data-mode")


def test_one_more_and_one_less(map_page: MapPage) -> None:
    map_page.click("ann").shows(selected=map_page.id("ann"))
    for modifier, who, count in (("Control", "bob", 2), ("Shift", "dora", 3), ("Control", "ann", 2)):
        map_page.page.keyboard.down(modifier)
        map_page.click(who).shows(chosen=count)
        map_page.page.keyboard.up(modifier)
    assert chosen(map_page) == {"bob", "dora"}
    map_page.key("Escape").shows(chosen=0).key("a").shows(chosen=4)
    map_page.click("cid").shows(chosen=1, selected=map_page.id("cid"))


def test_dragging_one_of_several_moves_all_in_one_edit(map_page: MapPage, store: GraphStore) -> None:
    before = {who: map_page.node(who) for who in ("ann", "bob", "cid", "dora")}
    map_page.root.evaluate(f"(root, ids) => ({HOST})(root).hands.choose(ids)", [map_page.id("bob"), map_page.id("dora")])
    x, y = map_page.spot("bob")
    map_page.shows(chosen=2).drag((x, y), (x + 60, y + 40)).settled()
    undo_says(map_page, "Move Bob, Dora")
    after = {who: map_page.node(who) for who in before}
    moved = {who: (round(after[who]["x"] - before[who]["x"]), round(after[who]["y"] - before[who]["y"])) for who in before}
    assert moved["ann"] == moved["cid"] == (0, 0) and moved["bob"] == moved["dora"] != (0, 0)
    map_page.shows(chosen=2).key("Control+z").waits("bob", x=before["bob"]["x"]).waits("dora", x=before["dora"]["x"]).settled()


def test_keys_and_menu_act_on_all_who_are_selected(map_page: MapPage, store: GraphStore) -> None:
    map_page.key("a").shows(chosen=4).key("v").menu("D Sceptic")
    for who in ("ann", "bob", "cid", "dora"):
        map_page.waits(who, attitude="D")
    map_page.settled()
    undo_says(map_page, "4 people: Sceptic")
    map_page.right_click("cid").menu("Purchase roles", "User").settled()
    deal = map_page.id("deal")
    assert all("USER" in now(store, map_page).position(deal, p).roles for p in now(store, map_page).people)
    map_page.right_click("cid").menu("Arrange", "In a row").settled()
    assert len({map_page.node(who)["y"] for who in ("ann", "bob", "cid", "dora")}) == 1
    undo_says(map_page, "Put 4 people in a row")
    map_page.right_click("cid").menu("Arrange", "In a circle").settled()
    assert len({round(map_page.node(who)["y"]) for who in ("ann", "bob", "cid", "dora")}) > 1
    map_page.right_click("cid").menu("Delete 4 people").shows(people=0).settled()
    expect(map_page.page.get_by_text("The map is empty")).to_be_visible()
    map_page.drawn().key("Control+z").shows(people=4, ties=2).settled()


def test_pin_and_let_go(map_page: MapPage, store: GraphStore) -> None:
    map_page.key("a").shows(chosen=4).key("p").waits("ann", pinned=False).waits("dora", pinned=False).settled()
    map_page.key("p").waits("ann", pinned=True).waits("dora", pinned=True).settled()
    undo_says(map_page, "Pin 4 people")


# ---- on this map or not ---------------------------------------------------------------------------------------------
def test_removed_from_the_map_is_not_deleted(map_page: MapPage, store: GraphStore) -> None:
    map_page.right_click("bob").menu("Remove from this map").shows(people=3, selected="").settled()
    undo_says(map_page, "Remove Bob from this map")
    account = now(store, map_page)
    assert map_page.id("bob") in account.people and map_page.id("bob") not in people_on(account, View(), map_page.id("deal"))
    map_page.click("dora").key("Shift+Delete").shows(people=2).settled()
    map_page.page.mouse.click(*map_page.spot_of(0, 120), button="right")
    map_page.menu("Bring the removed back (2)").shows(people=4).settled()
    map_page.key("Control+z").shows(people=2).settled()
    map_page.key("Control+z").shows(people=3).settled()
    map_page.click("cid").key("Delete").shows(people=2).settled()
    assert map_page.id("cid") not in now(store, map_page).people


def test_copied_people_are_pasted_into_another_account(map_page: MapPage, page: Page, server: Server, store: GraphStore) -> None:
    map_page.root.evaluate(f"(root, ids) => ({HOST})(root).hands.choose(ids)", [map_page.id("bob"), map_page.id("ann")])
    map_page.shows(chosen=2).key("Control+c")
    expect(page.get_by_text("Copied: 2.")).to_be_visible()
    with page.context.new_page() as tab:
        other = MapPage(tab, server.url).open(make_account(store, ann="Anna", bob="Bert", cid="Carl", dora="Dina"))
        tab.mouse.move(*other.spot_of(150, 220))
        other.key("Control+v").shows(people=6, ties=3).settled()
        account = store.read(other.account)
        assert sorted(p.name for p in account.people.values()) == ["Ann", "Anna", "Bert", "Bob", "Carl", "Dina"]
        assert [d.name for d in account.departments.values()] == ["Sales"]
        spot = account.place(View().places(f"{other.account}.deal"), next(p.id for p in account.people.values() if p.name == "Bob"))
        assert abs(spot.x - 150) < 3 and abs(spot.y - 220) < 3
        other.key("Control+z").shows(people=4, ties=2).settled()
    assert len(store.read(map_page.account).people) == 4


def test_pasted_on_the_map_they_come_from_they_are_there_already_or_come_back(map_page: MapPage) -> None:
    map_page.click("bob").key("Control+c").key("Control+v")
    expect(map_page.page.get_by_text("On this map already: Bob")).to_be_visible()
    map_page.key("Shift+Delete").shows(people=3).page.mouse.move(*map_page.spot_of(-150, 200))
    map_page.key("Control+v").shows(people=4).waits("bob", x=-150, y=200).settled()


def test_nothing_copied_is_said(page: Page, new_context: Callable[..., BrowserContext], server: Server, account: str) -> None:
    map_page = MapPage(new_context().new_page(), server.url).open(account).key("Control+v")
    expect(map_page.page.get_by_text("Nobody was copied yet.")).to_be_visible()


# ---- menus, keys, search --------------------------------------------------------------------------------------------
def test_the_menus_offer_what_fits(map_page: MapPage) -> None:
    assert {"Attitude", "Purchase roles", "Rename", "Remove from this map", "Delete the person"} <= set(map_page.right_click("ann").menu_texts())
    map_page.page.keyboard.press("Escape")
    expect(map_page.page.locator(".pm-menu")).to_have_count(0)
    map_page.page.mouse.click(*map_page.spot_of(0, 120), button="right")
    assert {"Add a person here", "Fit", "Select everybody"} <= set(map_page.menu_texts())
    map_page.menu("Add a person here").typed("Eve").shows(people=5).settled()


def test_our_team_and_ties_to_it_have_their_own_menus(map_page: MapPage, store: GraphStore) -> None:
    tim = TeamMember(f"{map_page.account}.tim", name="Tim")
    store.apply(map_page.account, [put(tim)], author="somebody else", base=None)
    map_page.waits("tim", label="Tim")
    map_page.right_click("tim")
    assert map_page.menu_texts() == ["Rename", "Draw a tie from here", "Light on the neighbours", "Delete"]
    map_page.menu("Draw a tie from here").shows(mode="tie").click("ann").menu("We know").shows(ties=3).settled()
    tie = next(t.id for t in now(store, map_page).ties.values() if t.kind == "KNOWS")
    map_page.page.mouse.click(*map_page.on_tie(tie), button="right")
    assert "The other way round" not in map_page.menu_texts()
    map_page.page.keyboard.press("Escape")
    map_page.click("tim").key("Delete").shows(ties=2).settled()
    undo_says(map_page, "Delete Tim")


def test_a_past_map_offers_no_edits(page: Page, server: Server, account: str) -> None:
    map_page = MapPage(page, server.url).open(account)
    map_page.root.evaluate(f"root => {{ const map = ({HOST})(root); map.base.readonly = true; map.settle(map.place.patch); }}")
    expect(map_page.tool("undo")).to_have_count(0)
    expect(map_page.tool("search")).to_be_visible()
    assert map_page.right_click("ann").menu_texts() == ["Copy", "Light on the neighbours", "Look from here"]
    map_page.page.keyboard.press("Escape")
    before = map_page.node("dora")
    x, y = map_page.spot("dora")
    map_page.drag((x, y), (x + 50, y + 50)).key("e")
    assert (map_page.node("dora"), map_page.root.get_attribute("data-pending"), map_page.root.get_attribute("data-mode")) == (before, "0", None)


def test_rings_of_a_person_ask_the_page_for_another_view(map_page: MapPage) -> None:
    map_page.right_click("bob").menu("Look from here", "Circles of this leader")
    expect(map_page.root).to_have_attribute("data-on", f"circles/{map_page.id('deal')}/{map_page.id('bob')}")
    map_page.drawn().settled().key("Control+z")
    expect(map_page.root).to_have_attribute("data-on", f"circles/{map_page.id('deal')}")


def test_search_finds_by_name_and_flies_there(map_page: MapPage, store: GraphStore) -> None:
    map_page.key("s").page.keyboard.type("zzz")
    expect(map_page.page.get_by_text("Nobody is called so.")).to_be_visible()
    map_page.page.keyboard.press("Escape")
    map_page.tool("search").click()
    map_page.page.keyboard.type("o")
    options = map_page.page.get_by_role("option")
    expect(options).to_have_count(2)
    assert {text[:3] for text in options.all_text_contents()} == {"Bob", "Dor"}
    second = "bob" if options.nth(1).text_content().startswith("Bob") else "dora"
    map_page.page.keyboard.press("ArrowDown")
    map_page.page.keyboard.press("Enter")
    map_page.shows(selected=map_page.id(second))
    middle = f"([root, id]) => {{ const map = ({HOST})(root), at = map.network.getViewPosition(), n = map.nodes.get(id); return Math.hypot(at.x - n.x, at.y - n.y) < 2; }}"
    map_page.page.wait_for_function(middle, arg=[map_page.root.element_handle(), map_page.id(second)])


def test_the_list_of_keys(map_page: MapPage) -> None:
    map_page.key("?")
    keys = map_page.page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("Shift+Del")
    map_page.page.keyboard.press("Escape")
    expect(keys).to_have_count(0)


def test_digits_say_how_far_the_light_reaches(map_page: MapPage) -> None:
    lit = f"root => [...({HOST})(root).nodes.keys()].filter((id) => ({HOST})(root).lit(id)).length"
    map_page.click("bob").shows(selected=map_page.id("bob"))
    reached = []
    for steps in "1230":
        map_page.key(steps).shows(steps=steps)
        reached.append(map_page.root.evaluate(lit))
    assert reached == [2, 3, 3, 4]


def test_in_the_grid_another_column_is_another_attitude(page: Page, server: Server, account: str, store: GraphStore) -> None:
    map_page = MapPage(page, server.url).open(account, layout="grid").shows(layout="grid", people=4)
    column = f"(root, code) => ({HOST})(root).backdrop.axes.x.columns.find((one) => one.code === code)"
    place, before, revision = map_page.node("bob"), map_page.node("bob")["y"], store.revision(account)
    advocates = map_page.root.evaluate(column, "A")
    map_page.drag(map_page.spot("bob"), map_page.spot_of((advocates["left"] + advocates["right"]) / 2, before + 40)).waits("bob", attitude="A").settled()
    undo_says(map_page, "Bob: Advocate")
    assert now(store, map_page).position(f"{account}.deal", f"{account}.bob").attitude == "A"
    assert now(store, map_page).place(f"grid/{account}.deal", f"{account}.bob") is None
    landed = map_page.node("bob")
    x, y = map_page.spot("bob")
    map_page.drag((x, y), (x + 3, y + 60)).waits("bob", x=landed["x"], y=landed["y"]).settled()
    assert store.revision(account) == revision + 1
    map_page.key("Control+z").waits("bob", attitude="C", x=place["x"], y=place["y"]).settled()


def test_cards_of_the_organisation_chart_are_held_like_discs(page: Page, server: Server, account: str, store: GraphStore) -> None:
    map_page = MapPage(page, server.url).open(account, layout="org").shows(layout="org", people=4)
    half = map_page.node("dora")["w"] / 2 - 8
    map_page.page.mouse.click(*map_page.spot_of(map_page.node("dora")["x"] - half, map_page.node("dora")["y"]))
    map_page.shows(selected=map_page.id("dora"))
    drop(map_page, "dora", "bob")
    map_page.shows(ties=3).settled()
    undo_says(map_page, "Dora reports to Bob")
    assert ("dora", "bob") in ties(store, map_page, "REPORTS_TO")
    map_page.click("cid", "sign").menu("E Opponent").waits("cid", attitude="E").settled()


# ---- what hides or dims people ----------------------------------------------------------------------------------------
def only_accepts(map_page: MapPage) -> MapPage:
    """Shows only those who accept us: Bob."""
    map_page.page.locator(".pm-row", has_text="Accepts").click()
    expect(map_page.page.locator(".pm-chip.all")).to_contain_text("1 of 4 shown")
    return map_page


def test_neither_select_everybody_nor_the_lasso_takes_who_is_filtered_out(map_page: MapPage) -> None:
    only_accepts(map_page).key("a").shows(selected=map_page.id("bob"))
    map_page.key("Escape").shows(selected="").tool("lasso").click()
    map_page.shows(mode="lasso")
    lasso(map_page, *ROUND_ANN_AND_BOB)
    map_page.shows(selected=map_page.id("bob")).key("Delete").shows(people=3, selected="").settled()


def test_escape_lets_go_of_the_selected_before_the_filter(map_page: MapPage) -> None:
    only_accepts(map_page).click("bob").shows(selected=map_page.id("bob")).key("Escape").shows(selected="")
    expect(map_page.page.locator(".pm-chip.all")).to_be_visible()
    map_page.key("Escape")
    expect(map_page.page.locator(".pm-chip")).to_have_count(0)


def test_a_filter_keeps_its_chip_in_a_layout_that_knows_nothing_of_it(map_page: MapPage) -> None:
    page = map_page.page
    page.locator(".pm-row", has_text="Reports to").click()
    expect(page.locator(".pm-chip").first).to_have_text("Only: Reports to ×")
    map_page.choose("Layout", "Shareholding").shows(layout="equity")
    expect(page.locator(".pm-row", has_text="Reports to")).to_have_count(0)
    page.locator(".pm-chip", has_text="Only: Reports to").click()
    expect(page.locator(".pm-chip")).to_have_count(0)


# ---- what is said ------------------------------------------------------------------------------------------------------
def hint(map_page: MapPage, who: str) -> Locator:
    """The hint on somebody, once the mouse has rested there."""
    map_page.page.mouse.move(*map_page.spot(who))
    shown = map_page.page.locator(".vis-tooltip")
    expect(shown).to_contain_text(str(map_page.node(who)["label"]))
    expect(shown).to_be_visible()
    return shown


def test_the_hint_goes_with_the_mouse_and_with_what_it_is_about(map_page: MapPage) -> None:
    page = map_page.page
    map_page.key("Escape")
    shown = hint(map_page, "bob")
    page.mouse.move(5, 5)
    expect(shown).not_to_be_visible()
    hint(map_page, "bob")
    page.mouse.wheel(0, -120)
    expect(shown).not_to_be_visible()
    hint(map_page, "bob")
    page.keyboard.press("\\")
    expect(shown).not_to_be_visible()
    hint(map_page, "bob")
    map_page.tell("rename", id=map_page.id("bob"), name="Robert")
    map_page.waits("bob", label="Robert")
    expect(shown).not_to_be_visible()
    hint(map_page, "bob")
    map_page.tell("delete", id=map_page.id("bob"))
    map_page.shows(people=3)
    expect(shown).not_to_be_visible()


def test_the_hint_stays_inside_the_map(map_page: MapPage) -> None:
    map_page.root.evaluate(f"""(root, id) => {{ const map = ({HOST})(root), node = map.nodes.get(id), {{ clientHeight: high }} = map.stage;
        map.network.moveTo({{ position: {{ x: node.x, y: node.y - (high / 2 - 24) / map.scale }} }}); }}""", map_page.id("dora"))
    box, frame = hint(map_page, "dora").bounding_box(), map_page.root.bounding_box()
    assert box["y"] >= frame["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"]


def test_the_same_said_again_is_one_notice(map_page: MapPage) -> None:
    for _ in range(3):
        map_page.key("Control+z").settled()
    expect(map_page.page.locator(".pm-notice")).to_have_text([re.compile("nothing to undo")])


def test_who_is_pasted_does_not_lie_on_anybody(map_page: MapPage, page: Page, server: Server, store: GraphStore) -> None:
    map_page.key("a").shows(chosen=4).key("Control+c")
    with page.context.new_page() as tab:
        other = MapPage(tab, server.url).open(make_account(store))
        tab.mouse.move(*other.spot("dora"))
        other.hovers("dora").key("Control+v").shows(people=8).settled().still()
        apart = f"""root => {{ const all = [...({HOST})(root).nodes.values()];
            return Math.min(...all.flatMap((a, k) => all.slice(k + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y) - a.size - b.size))); }}"""
        assert other.root.evaluate(apart) > 0
