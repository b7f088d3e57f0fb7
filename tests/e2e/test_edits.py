"""Edits with mouse and keyboard: each is on the map at once, in the store, and undone as one."""

import pytest
from playwright.sync_api import expect

from graph.drawing.view import View
from graph.store import GraphStore
from tests.e2e.map_page import MapPage


def attitude(store: GraphStore, map_page: MapPage, who: str) -> str | None:
    return store.read(map_page.account).position(map_page.id("deal"), map_page.id(who)).attitude


def influences(store: GraphStore, map_page: MapPage) -> list[tuple[str, str]]:
    return [(t.source, t.target) for t in store.read(map_page.account).ties.values() if t.kind == "LISTENS_TO"]


def test_attitude_by_the_sign_on_the_disc(map_page: MapPage, store: GraphStore) -> None:
    map_page.click("bob", "sign").menu("A Advocate").waits("bob", attitude="A", before="C").settled()
    assert attitude(store, map_page, "bob") == "A"


def test_attitude_in_the_card(map_page: MapPage, store: GraphStore) -> None:
    map_page.click("cid").shows(selected=map_page.id("cid")).choose("Attitude towards us", "D Sceptic")
    map_page.waits("cid", attitude="D")
    assert attitude(store, map_page, "cid") == "D"


def test_name_in_the_card(map_page: MapPage, store: GraphStore) -> None:
    map_page.click("cid").card("Person").field("Name").fill("Cedric")
    map_page.page.keyboard.press("Enter")
    map_page.waits("cid", label="Cedric")
    assert store.read(map_page.account).people[map_page.id("cid")].name == "Cedric"


@pytest.mark.parametrize("way", ["handle", "tie mode", "shift"])
def test_a_drawn_influence_is_stored_from_the_one_who_listens(map_page: MapPage, store: GraphStore, way: str) -> None:
    mouse, ends = map_page.page.mouse, (map_page.spot("dora"), map_page.spot("ann"))
    if way == "handle":
        mouse.move(*ends[0])
        map_page.hovers("dora")
        ends = (map_page.spot("dora", "handle"), ends[1])
    elif way == "tie mode":
        map_page.key("c").shows(mode="tie")
    else:
        map_page.page.keyboard.down("Shift")
    map_page.drag(*ends).menu("Influence").shows(ties=3).settled()
    assert influences(store, map_page) == [(map_page.id("ann"), map_page.id("dora"))]


def test_a_tie_that_is_there_already_is_refused_in_a_sentence(map_page: MapPage, store: GraphStore) -> None:
    map_page.tool("tie").click()
    map_page.drag(map_page.spot("bob"), map_page.spot("ann")).menu("Reports to").settled()
    expect(map_page.page.get_by_text("is on the map already")).to_be_visible()
    assert len(store.read(map_page.account).ties) == 2
    map_page.shows(ties=2)


def test_undo_and_redo_by_button_and_by_key(map_page: MapPage, store: GraphStore) -> None:
    expect(map_page.tool("undo")).to_be_disabled()
    map_page.click("bob", "sign").menu("E Opponent").waits("bob", attitude="E")
    map_page.tool("undo").click()
    map_page.waits("bob", attitude="C")
    expect(map_page.tool("undo")).to_be_disabled()
    map_page.tool("redo").click()
    map_page.waits("bob", attitude="E").settled()
    map_page.key("Control+z").waits("bob", attitude="C", before=None)
    map_page.key("Control+Shift+z").waits("bob", attitude="E").settled()
    map_page.key("Control+z").waits("bob", attitude="C").settled()
    assert attitude(store, map_page, "bob") == "C"


def test_a_person_is_added_by_key_and_click(map_page: MapPage, store: GraphStore) -> None:
    x, y = map_page.spot("dora")
    map_page.key("e").shows(mode="person").page.mouse.click(x + 120, y + 10)
    map_page.page.keyboard.type("Eve")
    map_page.page.keyboard.press("Enter")
    map_page.shows(people=5, mode="").settled()
    now = store.read(map_page.account)
    eve = next(p.id for p in now.people.values() if p.name == "Eve")
    place = now.place(View().places(map_page.id("deal")), eve)
    assert place.pinned
    assert map_page.spot_of(place.x, place.y) == pytest.approx((x + 120, y + 10), abs=2)


def test_who_is_dragged_stays_there(map_page: MapPage, store: GraphStore) -> None:
    (x, y), before = map_page.spot("dora"), map_page.node("dora")
    map_page.drag((x, y), (x + 90, y - 70)).settled()
    there = map_page.node("dora")
    assert (there["x"], there["y"]) != (before["x"], before["y"])
    place = store.read(map_page.account).place(View().places(map_page.id("deal")), map_page.id("dora"))
    assert (place.x, place.y, place.pinned) == (pytest.approx(there["x"], abs=0.1), pytest.approx(there["y"], abs=0.1), True)
    map_page.reload().waits("dora", x=place.x, y=place.y)
    map_page.key("Control+z").waits("dora", x=before["x"], y=before["y"]).settled()
    map_page.reload().waits("dora", x=before["x"], y=before["y"])


def test_delete_takes_the_ties_along_and_undo_brings_all_back(map_page: MapPage, store: GraphStore) -> None:
    before = store.read(map_page.account)
    map_page.click("ann").shows(selected=map_page.id("ann"))
    map_page.key("Delete").shows(people=3, ties=0, selected="").settled()
    assert map_page.id("ann") not in store.read(map_page.account).people
    map_page.key("Control+z").shows(people=4, ties=2).settled()
    after = store.read(map_page.account)
    assert (after.people, after.ties, after.all("Position")) == (before.people, before.ties, before.all("Position"))


def test_no_edit_of_a_burst_is_lost(map_page: MapPage, store: GraphStore) -> None:
    map_page.root.evaluate("""(root, ids) => { const { log } = root.getRootNode().host.__powermap;
        for (let k = 0; k < 20; k++) log.add("person", { name: `P${k}`, x: 40 * k - 400, y: 340 });
        for (const id of ids) log.add("rename", { id, name: "New " + id.split(".")[1] }); }""",
        [map_page.id(who) for who in ("ann", "bob", "cid", "dora")])
    map_page.shows(people=24).waits("dora", label="New dora").settled()
    now = store.read(map_page.account)
    names = sorted(p.name for p in now.people.values())
    assert names == sorted([f"P{k}" for k in range(20)] + ["New ann", "New bob", "New cid", "New dora"])
    assert now.revision >= 25
