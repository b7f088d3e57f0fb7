"""How the map is looked at: layouts, colours, layers, days, maps with a name, and the way back."""

import json
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from graph.drawing.view import View
from graph.model import MapView, Place, Position, place_id, position_id
from graph.store import GraphStore, Put, put
from tests.pages.conftest import FILES
from tests.pages.hands import _mount, _run_with, choose, data, fine, fire, says, select
from tests.pages.small_account import make_account
from tests.pages.test_card import labelled
from tests.pages.test_map import Canvas

Page = Callable[..., AppTest]


@pytest.fixture
def canvas(page: Page, store: GraphStore, account: str) -> Canvas:
    return Canvas(page, store, account)


def base(at: AppTest) -> dict[str, Any]:
    return data(at, "map_base")


def pick(at: AppTest, label: str, value: str) -> AppTest:
    return fine(next(s for s in at.selectbox if s.label == label).select(value).run())


def test_another_layout_is_another_base_and_undo_leads_back(canvas: Canvas) -> None:
    before = base(canvas.at)
    pick(canvas.at, "Layout", "board")
    now = base(canvas.at)
    assert (before["layout"], now["layout"]) == ("circles", "board")
    assert now["key"] != before["key"] and now["on"] == f"board/{canvas.id('deal')}"
    assert canvas.at.query_params["layout"] == "board"
    assert data(canvas.at)["undo"]["undo"] == "the way of looking"
    revision = canvas.now.revision
    canvas.do("undo")
    assert base(canvas.at)["layout"] == "circles" and canvas.now.revision == revision
    canvas.do("undo")
    assert canvas.notices == ["There is nothing to undo."]


def test_after_an_edit_undo_is_about_the_edit(canvas: Canvas) -> None:
    pick(canvas.at, "Layout", "board")
    canvas.do("attitude", id=canvas.id("bob"), code="A").do("undo")
    assert canvas.attitude("bob") == "C" and base(canvas.at)["layout"] == "board"


def test_an_address_opens_a_layout_round_a_person(page: Page, account: str) -> None:
    at = page("map", account=account, layout="ego", leader=f"{account}.bob")
    assert base(at)["on"] == f"ego/{account}.deal/{account}.bob"
    assert base(page("map", account=account, layout="nonsense", leader="nobody"))["layout"] == "circles"


def test_colour_and_size_by_a_scale_or_a_measure(canvas: Canvas) -> None:
    pick(canvas.at, "Colour by", "roles")
    [group] = [g for g in base(canvas.at)["legend"] if g["filter"] == "fill"]
    assert [(i["name"], i["count"]) for i in group["items"]] == [("Decider", 1), ("Not known", 3)]
    pick(canvas.at, "Size by", "equal")
    assert len({n["size"] for n in base(canvas.at)["nodes"]}) == 1
    pick(canvas.at, "Colour by", "measure:REPORTS_TO:in_strength")
    [group] = [g for g in base(canvas.at)["legend"] if g["filter"] == "fill"]
    assert group["name"].startswith("Reports to") and sum(i["count"] for i in group["items"]) == 4


@pytest.mark.parametrize("others", [0, 1])
def test_a_switched_off_layer_is_not_sent(canvas: Canvas, others: int) -> None:
    if others:
        canvas.do("tie", kind="ADVICE", **{"from": canvas.id("dora"), "to": canvas.id("ann")})
        canvas.at.run()
    layers = canvas.at.get("button_group")
    pills = next(p for p in layers if p.proto.label == "Layers") if layers else None
    assert pills is not None
    fine(pills.set_value(["ADVICE"] if others else []).run())
    assert [e["pm"]["layer"] for e in base(canvas.at)["edges"]] == ["ADVICE"] * others


def test_the_past_is_shown_as_it_was_and_cannot_be_edited(canvas: Canvas, place: Path) -> None:
    day = date.today() - timedelta(days=3)
    with sqlite3.connect(place) as file:
        file.execute("UPDATE revision SET time = ?", (f"{day}T10:00:00+00:00",))
    canvas.do("attitude", id=canvas.id("bob"), code="A")
    look_at(canvas, day + timedelta(days=1))
    assert base(canvas.at)["readonly"] and "It cannot be edited there" in says(canvas.at)
    assert {n["label"]: n["pm"]["attitude"] for n in base(canvas.at)["nodes"]}["Bob"] == "C"
    select(canvas.at, canvas.id("bob"))
    attitudes = [s for s in canvas.at.selectbox if s.label.startswith("Attitude")]
    assert attitudes and all(s.disabled for s in attitudes)
    assert next(b for b in canvas.at.button if b.label == "Delete").disabled


def test_before_there_was_an_account_there_is_nothing_to_see(canvas: Canvas) -> None:
    look_at(canvas, date.today() - timedelta(days=3))
    assert not base(canvas.at)["readonly"] and "did not exist yet" in says(canvas.at)


def look_at(canvas: Canvas, day: date) -> None:
    fine(next(d for d in canvas.at.date_input if d.label == "As of").set_value(day).run())


def test_a_map_with_a_name_keeps_people_places_and_looks(canvas: Canvas) -> None:
    at = canvas.at
    canvas.do("move", places={canvas.id("bob"): [7, 9]})
    choose(at, [canvas.id("ann"), canvas.id("bob")])
    fine(at.run())
    next(t for t in at.text_input if t.label == "Keep this map as").set_value("The two")
    next(c for c in at.checkbox if "2 selected" in c.label).set_value(True)
    fine(next(b for b in at.button if b.label == "Keep").click().run())
    [saved] = canvas.now.views.values()
    assert (saved.name, saved.everybody, saved.layout) == ("The two", False, "circles")
    assert {n["label"]: (n["x"], n["y"]) for n in base(at)["nodes"]}.keys() == {"Ann", "Bob"}
    assert next((n["x"], n["y"]) for n in base(at)["nodes"] if n["label"] == "Bob") == (7, 9)
    canvas.do("person", name="Eve", x=1, y=2, on=base(at)["on"])
    assert "Eve" in {n["label"] for n in data(at)["nodes"]}
    fine(next(b for b in at.button if b.label == "Everybody of the account").click().run())
    assert len(base(at)["nodes"]) == 5


def test_who_was_removed_is_not_on_the_map_but_in_the_account(canvas: Canvas) -> None:
    on = View().people(canvas.id("deal"))
    canvas.store.apply(canvas.account, [put(Place(place_id(on, canvas.id("cid")), map=on, item=canvas.id("cid"), hidden=True))],
                       author="x", base=None)
    fine(canvas.at.run())
    assert canvas.id("cid") in data(canvas.at)["nodes_gone"] or "Cid" not in {n["label"] for n in base(canvas.at)["nodes"]}
    assert canvas.id("cid") in canvas.now.people
    assert {**base(canvas.at), **data(canvas.at)}["hidden"] == 1


def test_the_canvas_asks_for_rings_round_somebody(canvas: Canvas) -> None:
    fire(canvas.at, "view", {"layout": "ego", "leader": canvas.id("bob")})
    assert base(canvas.at)["on"] == f"ego/{canvas.id('deal')}/{canvas.id('bob')}"


@pytest.mark.parametrize(("layout", "round_whom"), [("circles", "bob"), ("ego", "bob"), ("board", "")])
def test_a_layout_that_can_goes_round_whoever_is_selected(canvas: Canvas, layout: str, round_whom: str) -> None:
    pick(canvas.at, "Layout", "org")
    select(canvas.at, canvas.id("bob"))
    pick(canvas.at, "Layout", layout)
    assert base(canvas.at)["on"] == "/".join(filter(None, [layout, canvas.id("deal"), round_whom and canvas.id(round_whom)]))


def test_a_leader_who_was_deleted_is_let_go(page: Page, canvas: Canvas) -> None:
    at = page("map", account=canvas.account, layout="circles", leader=canvas.id("bob"))
    canvas.do("delete", id=canvas.id("bob"))
    assert base(fine(at.run()))["on"] == f"circles/{canvas.id('deal')}"


def test_an_owner_is_added_with_what_it_owns_and_is_on_the_chart(canvas: Canvas) -> None:
    at = canvas.at
    pick(at, "What", "Organisation")
    next(t for t in at.text_input if t.label == "Called").set_value("Holding")
    next(n for n in at.number_input if n.label.startswith("Share")).set_value(35.0)
    fine(next(b for b in at.button if b.label == "Add").click().run())
    [tie] = [t for t in canvas.now.ties.values() if t.kind == "OWNS"]
    assert (canvas.now.called(tie.source).en, tie.target, tie.strength) == ("Holding", canvas.account, 0.35)
    pick(at, "Layout", "equity")
    assert {"Holding"} < {n["label"] for n in base(at)["nodes"]}
    assert "#### Holding" in says(select(at, tie.source))
    assert "Acme" in says(select(at, canvas.account))


def filtered(at: AppTest, *filters: str, chosen: tuple[str, ...] = ()) -> AppTest:
    """Clicks in the legend, and several people selected."""
    return _run_with(at, WidgetState(id=_mount(at, "map_patch").id, json_value=json.dumps({"filters": filters, "chosen": chosen})))


def press(at: AppTest, label: str) -> AppTest:
    return fine(next(b for b in at.button if b.label == label).click().run())


def test_keeping_a_map_again_keeps_its_filters(page: Page, store: GraphStore, account: str) -> None:
    store.apply(account, [put(MapView("us", name="Us", layout="circles", filters=("attitude:C",)))], author="x", base=None)
    at = filtered(page("map", account=account), "attitude:D")
    fine(at.button(key="open_view:us").click().run())
    pick(at, "Layout", "board")
    filtered(at, "attitude:D", chosen=(f"{account}.ann", f"{account}.bob"))  # what was clicked before the map was opened
    press(at, "Keep the changes in Us")
    assert (store.read(account).views["us"].filters, store.read(account).views["us"].layout) == (("attitude:C",), "board")
    filtered(at, "attitude:A", chosen=(f"{account}.ann", f"{account}.bob"))
    press(at, "Keep the changes in Us")
    assert store.read(account).views["us"].filters == ("attitude:A",)


def test_a_map_without_filters_is_opened_without_any_and_so_are_those_of_the_open_one_opened_again(page: Page, store: GraphStore, account: str) -> None:
    store.apply(account, [put(MapView("all", name="All", layout="circles"))], author="x", base=None)
    at = filtered(page("map", account=account), "attitude:D")
    fine(at.button(key="open_view:all").click().run())
    assert at.session_state["filters"] == [] == base(at)["filters"]
    openings = base(at)["openings"]
    filtered(at, "attitude:D")
    fine(at.button(key="open_view:all").click().run())
    assert at.session_state["filters"] == [] and base(at)["openings"] == openings + 1


@pytest.mark.parametrize("back", [False, True])
def test_another_account_is_not_looked_at_as_the_one_before(canvas: Canvas, back: bool) -> None:
    at, other = canvas.at, make_account(canvas.store)
    pick(at, "Layout", "board")
    pick(at, "Size by", "equal")
    choose(at, [canvas.id("ann"), canvas.id("bob")])
    before = dict(at.query_params)
    at.query_params.clear()
    at.query_params["account"] = other
    fine(at.run())
    assert (base(at)["on"], len({n["size"] for n in base(at)["nodes"]}) > 1) == (f"circles/{other}.deal", True)
    assert not [c for c in at.checkbox if "selected" in c.label] and data(at)["undo"]["undo"] is None
    if back:
        at.query_params.update(before)
        fine(at.run())
        assert base(at)["on"] == f"board/{canvas.id('deal')}"


def test_after_an_edit_in_the_card_undo_is_about_the_edit(canvas: Canvas) -> None:
    pick(canvas.at, "Layout", "board")
    select(canvas.at, canvas.id("bob"))
    fine(labelled(canvas.at.selectbox, "Attitude towards us").set_value("A").run())
    canvas.do("undo")
    assert canvas.attitude("bob") == "C" and base(canvas.at)["layout"] == "board"


def test_nothing_is_added_to_the_past(canvas: Canvas, place: Path) -> None:
    day = date.today() - timedelta(days=3)
    with sqlite3.connect(place) as file:
        file.execute("UPDATE revision SET time = ?", (f"{day}T10:00:00+00:00",))
    revision = canvas.now.revision
    canvas.at.session_state["looking"] = View(as_of=str(day))  # the box was there when it was typed
    fire(canvas.at, "take", {"client": "box", "n": 1, "text": "Eve: CFO"}, key="quick_entry")
    assert "past cannot be edited" in canvas.at.session_state["typed"]["box"]["why"] and canvas.now.revision == revision
    at = fine(canvas.at.run())
    assert base(at)["readonly"] and not [t for t in at.text_input if t.label == "Called"]
    assert not [e for e in at.get("bidi_component") if e.proto.id.endswith("-quick_entry")]


def test_a_map_kept_while_the_past_is_seen_is_one_of_now(canvas: Canvas, place: Path) -> None:
    day = date.today() - timedelta(days=3)
    with sqlite3.connect(place) as file:
        file.execute("UPDATE revision SET time = ?", (f"{day}T10:00:00+00:00",))
    canvas.do("person", name="Eve", x=1, y=2).do("delete", id=canvas.id("bob"))
    look_at(canvas, day + timedelta(days=1))
    next(t for t in canvas.at.text_input if t.label == "Keep this map as").set_value("As it was")
    press(canvas.at, "Keep")
    [saved] = canvas.now.views.values()
    canvas.store.apply(canvas.account, [Put("MapView", saved.id, {"layout": "org"})], author="Bernd", base=None)
    pick(canvas.at, "Layout", "board")  # Bernd's edit is seen by now
    press(canvas.at, "Keep the changes in As it was")
    assert canvas.now.views[saved.id].layout == "board" and not canvas.at.error


def test_clocks_come_at_midnight_without_any_edit(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    position = Position(position_id(canvas.id("deal"), canvas.id("bob")), opportunity=canvas.id("deal"), person=canvas.id("bob"),
                        attitude="C", attitude_date=str(date.today() - timedelta(days=90)))
    canvas.store.apply(canvas.account, [put(position)], author="x", base=None)

    def stale(at: AppTest) -> bool:
        return {n["label"]: n["pm"]["stale"] for part in ("map_base", "map_patch") for n in data(fine(at), part)["nodes"]}["Bob"]

    class Tomorrow(date):
        @classmethod
        def today(cls) -> date:
            return date.today() + timedelta(days=1)

    assert not stale(canvas.at.run())
    monkeypatch.setattr("ui.stores.date", Tomorrow)
    assert stale(canvas.at.run())


@pytest.mark.parametrize(("asked", "drawn", "there"), [("grid", "circles", {"circles"}), ("org", "org", set()), ("board", "board", {"board"})])
def test_typed_people_are_placed_on_the_map_that_a_workshop_shows(page: Page, store: GraphStore, account: str, asked: str, drawn: str,
                                                                  there: set[str]) -> None:
    at = page("map", account=account, layout=asked, workshop="1")
    assert base(at)["layout"] == drawn
    fire(at, "take", {"client": "box", "n": 1, "text": "Eve: CFO"}, key="quick_entry")
    written = next(r for r in reversed(store.changes(account)) if r.author != "layout")
    assert {e.after["map"] for e in written.entries if e.type == "Place"} == {f"{name}/{account}.deal" for name in there}


def test_people_typed_on_a_map_of_some_are_on_it_whatever_its_layout(page: Page, store: GraphStore, account: str) -> None:
    store.apply(account, [put(MapView("few", name="Few", layout="org", everybody=False))], author="x", base=None)
    at = page("map", account=account, view="few")
    fire(at, "take", {"client": "box", "n": 1, "text": "Eve: CFO"}, key="quick_entry")
    assert [n["label"] for part in ("map_base", "map_patch") for n in data(fine(at.run()), part)["nodes"]] == ["Eve"]


def test_a_new_canvas_goes_on_with_what_was_clicked_on_the_old_one(page: Page, store: GraphStore, account: str) -> None:
    store.apply(account, [put(MapView("us", name="Us", layout="circles", filters=("attitude:C",)))], author="x", base=None)
    at = filtered(page("map", account=account, view="us"), "attitude:D")
    assert at.session_state["filters"] == ["attitude:D"]
    for name in ("table", "map"):
        fine(at.switch_page(f"../pages/{FILES[name]}").run())
    assert base(at)["filters"] == ["attitude:C"] and at.session_state["filters"] == ["attitude:D"], "the tab keeps what was clicked"


def test_a_picture_is_taken_away_with_the_filters_or_whole_and_what_cannot_be_is_said(page: Page, account: str) -> None:
    at = page("map", account=account, layout="grid")
    assert not [t for t in at.toggle if t.label == "Only what the filters let through"]
    at = filtered(at, "attitude:D")
    assert next(t for t in at.toggle if t.label == "Only what the filters let through").value
    assert at.get("download_button")
    fine(at.toggle(key="take_attitudes").set_value(True).run())
    assert "This layout shows what people think of us" in says(at, "error") and not at.get("download_button")


def test_whoever_is_typed_on_a_map_of_some_is_on_it(page: Page, store: GraphStore, account: str) -> None:
    place = Place(place_id("view/us", f"{account}.ann"), map="view/us", item=f"{account}.ann")
    store.apply(account, [put(MapView("us", name="Us", layout="board", everybody=False)), put(place)], author="x", base=None)
    at = page("map", account=account, view="us")
    assert [n["label"] for n in base(at)["nodes"]] == ["Ann"]
    fire(at, "take", {"client": "box", "n": 1, "text": "Cid -> Ann"}, key="quick_entry")
    fine(at.run())
    nodes = {n["label"] for n in (*base(at)["nodes"], *data(at)["nodes"])}
    assert nodes == {"Ann", "Cid"} and any(t.kind == "LISTENS_TO" for t in store.read(account).ties.values())
