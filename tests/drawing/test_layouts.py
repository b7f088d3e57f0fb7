"""Every layout with every odd account: plain, repeatable, nobody lost, nobody on top of another."""

import json
import time
from dataclasses import replace
from datetime import date

import pytest

from graph.analysis.account import Analysis, analyse
from graph.drawing.layouts import LAYOUTS
from graph.drawing.payload import laid_out, map_payload, new_places
from graph.drawing.pyvis_map import canvas_data
from graph.drawing.view import View
from graph.model import SCALES, MapView, Snapshot
from tests.drawing.accounts import account, company, odd, on_one_another, person, place, position, tie, with_records

ACCOUNTS = odd()
OF_PEOPLE = [code for code, layout in LAYOUTS.items() if not layout.chart]
ROUND = "circles of a leader"


def look(code: str, leader: str) -> View:
    """A layout as it is looked at: rings of one person need one, circles may have one."""
    return View(layout="circles" if code == ROUND else code, leader=leader if code in (ROUND, "ego") else "")


@pytest.fixture(scope="module")
def known() -> dict[str, Analysis]:
    return {name: analyse(snapshot) for name, snapshot in ACCOUNTS.items()}


def people_of(payload):
    return {id: n for id, n in payload.nodes.items() if n["pm"]["what"] == "person"}


def stored(snapshot: Snapshot, view: View, places) -> Snapshot:
    """The account with everybody's place on this map, as a later visit finds it."""
    name = view.places(snapshot.opportunity().id)
    return with_records(snapshot, *(place(name, item, x, y) for item, (x, y) in places.items() if item in snapshot.people))


def test_every_layout_of_the_scale_is_there_and_no_other():
    assert set(LAYOUTS) == set(SCALES["layout"].codes)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ACCOUNTS)
def test_the_picture_is_plain_repeatable_and_nothing_overlaps(known, name, layout):
    view = View(layout=layout)
    payload = map_payload(known[name], view)
    data = canvas_data(payload)
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert canvas_data(map_payload(known[name], view)) == data
    assert on_one_another(payload) == []
    left, top, right, bottom = payload.backdrop["bounds"]
    assert all(left <= n["x"] <= right and top <= n["y"] <= bottom for n in payload.nodes.values() if n["pm"]["what"] not in ("team", "competitor"))
    assert all({e["from"], e["to"]} <= set(payload.nodes) for e in payload.edges.values())
    assert all(id == node["id"] and node["label"] is not None and {"what", "shape", "colour", "text"} <= node["pm"].keys()
               for id, node in payload.nodes.items() if node["pm"]["what"] not in ("team", "competitor"))


@pytest.mark.parametrize("layout", OF_PEOPLE)
@pytest.mark.parametrize("name", ACCOUNTS)
def test_nobody_is_lost(known, name, layout):
    assert set(people_of(map_payload(known[name], View(layout=layout)))) == set(ACCOUNTS[name].people)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_empty_account_says_why_there_is_nothing(known, layout):
    english, chinese = (map_payload(known["empty"], View(layout=layout, language=code)) for code in ("en", "zh"))
    assert not people_of(english)
    assert english.backdrop["empty"].endswith(".") and chinese.backdrop["empty"].endswith("。")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_speaks_both_languages(known, layout):
    """English pictures hold no Chinese and Chinese ones no English words (names of things in the demo are in both)."""
    def words(payload):
        backdrop = payload.backdrop
        axes = backdrop.get("axes", {"zones": [], "x": {"columns": []}, "y": {"ticks": []}})
        parts = [*backdrop["rings"], *backdrop.get("lanes", []), *axes["zones"], *axes["x"]["columns"], *backdrop.get("camps", [])]
        return [part["name"] for part in parts] + [n["label"] for n in payload.nodes.values()] + [n["pm"]["sub"] for n in payload.nodes.values() if n["pm"]["what"] != "team"]

    english, chinese = (words(map_payload(known["the demo"], View(layout=layout, language=code))) for code in ("en", "zh"))
    assert len(english) == len(chinese) and any(english)
    assert not [w for w in english if any("\u3400" <= ch <= "\u9fff" for ch in w)]
    assert not [w for w in chinese if len([part for part in w.split() if part.isascii() and part.isalpha() and len(part) > 3]) > 1]


@pytest.mark.parametrize("layout", [*OF_PEOPLE, ROUND])
def test_who_was_dragged_stays_there_also_when_others_come(layout):
    view, snapshot = look(layout, "p00001"), company(40)
    name = view.places("deal")
    dragged = {"p00000": (4321.5, -77.0), "p00001": (-4000.0, 12.5), "p00007": (3.0, 2500.0)}
    pinned = with_records(snapshot, *(place(name, p, x, y, pinned=True) for p, (x, y) in dragged.items()))
    more = with_records(pinned, person("new", department="d1"), tie("REPORTS_TO", "new", "p00000"))
    for now in (pinned, more):
        places = laid_out(analyse(now), view).places
        assert {p: places[p] for p in dragged} == dragged and len(places) == len(now.people)
    moved = laid_out(analyse(pinned), view, tidy=True).places
    assert not [p for p in dragged if moved[p] == dragged[p]]


@pytest.mark.parametrize("layout", [*(code for code, layout in LAYOUTS.items() if layout.keeps), ROUND])
def test_where_places_are_kept_a_newcomer_moves_hardly_anybody(layout):
    view, snapshot = look(layout, "p00002"), company(60)
    analysis = analyse(snapshot)
    before = laid_out(analysis, view).places
    kept = stored(snapshot, view, before)
    assert laid_out(analyse(kept), view).places == before
    assert not new_places(analyse(kept), view)
    more = analyse(with_records(kept, person("new", department="d1"), tie("ADVICE", "new", "p00003")))
    after = laid_out(more, view).places
    assert len(after) == len(before) + 1
    assert sum(after[p] != before[p] for p in before) <= (0 if layout == "board" else 8)
    assert on_one_another(map_payload(more, view)) == []


@pytest.mark.parametrize("layout", [*OF_PEOPLE, ROUND])
def test_who_was_removed_from_the_map_is_not_drawn_and_counted(layout):
    hidden = with_records(company(20), place("map/deal", "p00003", 0, 0, hidden=True), place("map/deal", "p00000", 0, 0, hidden=True))
    payload = map_payload(analyse(hidden), look(layout, "p00003"))
    assert set(people_of(payload)) == set(hidden.people) - {"p00000", "p00003"} and payload.hidden == 2


@pytest.mark.parametrize("layout", [*LAYOUTS, ROUND])
def test_two_thousand_people_take_less_than_a_second(layout, large):
    view = look(layout, "p00000")
    laid_out(large, view)
    start = time.process_time()
    laid = laid_out(large, view)
    assert time.process_time() - start < 1
    assert layout not in (*OF_PEOPLE, ROUND) or len(laid.places) == 2000


@pytest.fixture(scope="module")
def large() -> Analysis:
    analysis = analyse(company(2000))
    assert analysis.shares.people
    return analysis


@pytest.mark.parametrize("layout", ["org", "grid", "lanes"])
@pytest.mark.parametrize("people", [40, 300])
def test_the_picture_is_about_as_wide_as_a_screen(layout, people):
    left, top, right, bottom = map_payload(analyse(company(people)), View(layout=layout)).backdrop["bounds"]
    assert 0.95 < (right - left) / (bottom - top) < 2


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_legend_lists_what_is_on_the_map_in_one_order(known, layout):
    payload = map_payload(known["the demo"], View(layout=layout))
    kinds, order = [group["filter"] for group in payload.legend], ("attitude", "fill", "faction", "layer", "")
    assert kinds == sorted(kinds, key=order.index) and all(kinds.count(kind) == 1 for kind in kinds if kind)
    groups = {group["filter"]: group["items"] for group in payload.legend}
    people = people_of(payload)
    assert sum(i["count"] for i in groups.get("attitude", [])) == len(people) == sum(i["count"] for i in groups.get("fill", []))
    assert sum(i["count"] for i in groups.get("layer", [])) == sum(bool(e["pm"]["layer"]) for e in payload.edges.values())
    assert all(item["count"] > 0 and item["name"] for group in payload.legend for item in group["items"])


def test_ties_that_ended_and_ties_to_come_are_drawn_on_their_day_alone():
    ends = (person("a"), person("b"), person("c"))
    past = account(*ends, tie("REPORTS_TO", "a", "b", until="2024-12-31"), tie("REPORTS_TO", "a", "c", since="2025-01-01"))
    on = {day: map_payload(analyse(past), View(layout="org", as_of=day)).edges for day in ("2024-06-30", "2025-06-30")}
    assert [{e["to"] for e in edges.values()} for edges in on.values()] == [{"b"}, {"c"}]


def test_a_person_says_what_a_card_needs(known):
    card = next(iter(people_of(map_payload(known["the demo"], View(layout="org"))).values()))["pm"]
    disc = next(iter(people_of(map_payload(known["the demo"], View())).values()))["pm"]
    assert (card["shape"], card["w"], card["h"]) == ("card", 176.0, 56.0)
    assert disc["shape"] == "disc" and "w" not in disc


def test_a_stored_place_does_not_hold_what_the_facts_contradict():
    """On the grid a place is a fact: who thinks otherwise now goes there, whatever was stored."""
    view, snapshot = View(layout="grid"), account(person("a"), person("b"), position("a", attitude="A"), position("b", attitude="E"))
    before = laid_out(analyse(snapshot), view).places
    kept = stored(with_records(snapshot, position("a", attitude="E")), view, before)
    after = laid_out(analyse(kept), view).places
    assert after["a"][0] < before["a"][0] and not new_places(analyse(kept), view)


def test_the_view_decides_on_layers_and_the_layout_when_it_does_not(known):
    usual = map_payload(known["the demo"], View(layout="org"))
    chosen = map_payload(known["the demo"], View(layout="org", layers=frozenset({"ADVICE"})))
    assert {e["pm"]["layer"] for e in usual.edges.values()} == {"REPORTS_TO"}
    assert {e["pm"]["layer"] for e in chosen.edges.values()} == {"ADVICE"}
    assert replace(View(), layout="org").places("deal") == "org/deal"


def test_who_was_never_put_on_a_map_of_some_was_not_removed_from_it():
    few = with_records(company(20), MapView("few", name="Few", everybody=False), *(place("view/few", who, 0, 0) for who in ("p00001", "p00002")),
                       place("view/few", "p00003", 0, 0, hidden=True))
    payload = map_payload(analyse(few), View(saved="few"))
    assert (set(people_of(payload)), payload.hidden) == ({"p00001", "p00002"}, 1)


@pytest.mark.parametrize(("day", "clock"), [("2025-03-31", False), ("2025-04-02", True)])
def test_the_clock_is_of_the_day_that_is_looked_at(day, clock):
    told = account(person("a"), position("a", attitude="B", attitude_date="2025-01-01"))
    payload = map_payload(analyse(told, today=date.fromisoformat(day)), View(as_of=day))
    assert payload.nodes["a"]["pm"]["stale"] is clock
