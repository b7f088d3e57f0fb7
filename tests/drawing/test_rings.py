"""Circles round a leader, rings of one person, and the whiteboard that begins as circles."""

from itertools import pairwise
from math import hypot

import pytest

from graph.analysis.account import analyse
from graph.drawing.layouts.angles import angle_of, at_angle
from graph.drawing.layouts.base import SPACING, Sheet
from graph.drawing.layouts.board import free_spots
from graph.drawing.layouts.steps import ways
from graph.drawing.payload import laid_out, map_payload
from graph.drawing.view import View
from graph.model import Department
from tests.drawing.accounts import account, company, demo, person, place, tie, with_records


def rings_of(snapshot, view):
    """Person to the name of the ring they lie in, "" for the centre."""
    payload = map_payload(analyse(snapshot), view)
    found = {}
    for id, node in payload.nodes.items():
        if node["pm"]["what"] == "person":
            distance = hypot(node["x"], node["y"])
            found[id] = "" if not distance else next(r["name"] for r in payload.backdrop["rings"] if distance < r["r"])
    return found


def test_the_circles_of_a_leader():
    names = ("lead", "near", "edge", "out", "who")
    snapshot = account(*map(person, names), tie("IN_CIRCLE", "near", "lead", level="INNER"), tie("IN_CIRCLE", "edge", "lead"),
                       tie("IN_CIRCLE", "out", "lead", level="OUTER"), tie("IN_CIRCLE", "who", "near", level="INNER"))
    assert rings_of(snapshot, View(leader="lead")) == {
        "lead": "", "near": "Inner circle", "edge": "Edge circle", "out": "Outer circle", "who": "Not placed in a circle"}
    assert rings_of(snapshot, View(leader="lead", language="zh"))["who"] == "未划入圈子"


def test_of_two_circles_the_nearer_one_counts():
    snapshot = account(person("lead"), person("a"), tie("IN_CIRCLE", "a", "lead", level="OUTER"),
                       with_label(tie("IN_CIRCLE", "a", "lead", level="INNER")))
    assert rings_of(snapshot, View(leader="lead"))["a"] == "Inner circle"


def with_label(one):
    return type(one).of("second", one.fields())


@pytest.mark.parametrize("layout", ["circles", "ego"])
def test_without_circles_a_leader_is_surrounded_by_steps_and_the_rings_say_so(layout):
    chain = [*(person(f"p{k}") for k in range(5)), person("far")]
    snapshot = account(*chain, *(tie("ADVICE", f"p{k}", f"p{k + 1}") for k in range(4)))
    assert rings_of(snapshot, View(layout=layout, leader="p0")) == {
        "p0": "", "p1": "One step", "p2": "Two steps", "p3": "Three steps", "p4": "Farther, or no way known", "far": "Farther, or no way known"}


def test_rings_round_somebody_end_where_the_last_person_is():
    snapshot = account(person("a"), person("b"), tie("ADVICE", "a", "b"))
    assert [r["name"] for r in map_payload(analyse(snapshot), View(layout="ego", leader="a")).backdrop["rings"]] == ["One step"]


def test_steps_count_only_along_the_layers_shown():
    snapshot = account(*map(person, "abc"), tie("ADVICE", "a", "b"), tie("CLOSE", "b", "c"))
    assert rings_of(snapshot, View(layout="ego", leader="a"))["c"] == "Two steps"
    assert rings_of(snapshot, View(layout="ego", leader="a", layers=frozenset({"ADVICE"})))["c"] == "Farther, or no way known"


def test_of_equally_short_ways_the_strongest_one_is_taken():
    snapshot = account(*map(person, "abcd"), tie("ADVICE", "a", "b", strength=0.2), tie("ADVICE", "a", "c", strength=0.9), tie("ADVICE", "b", "d"),
                       tie("ADVICE", "c", "d", strength=0.5))
    way = ways(Sheet(analyse(snapshot), View(), list("abcd"), {}, {}), "a")["d"]
    assert (way.steps, way.through, round(way.strength, 3)) == (2, "c", 0.45)


def test_the_one_in_the_middle_of_ego_rings_is_the_weightiest_unless_named():
    snapshot = demo("committee")
    head = next(id for id, p in snapshot.people.items() if p.name == "沈国梁")
    assert rings_of(snapshot, View(layout="ego"))[head] == ""


def test_the_department_of_the_one_in_the_middle_is_at_the_top():
    snapshot = account(*(Department(d, name=d, function=f) for d, f in (("a", "MANAGEMENT"), ("b", "FINANCE"), ("c", "IT"))),
                       *(person(f"{d}{k}", department=d) for d in "abc" for k in range(4)))
    for leader in ("a0", "b1", "c3"):
        sectors = map_payload(analyse(snapshot), View(layout="ego", leader=leader)).backdrop["sectors"]
        own = next(s for s in sectors if s["name"] == leader[0])
        assert own["from"] == pytest.approx(-own["to"])
        assert all(b["from"] == pytest.approx(a["to"]) for a, b in pairwise(sectors))


def test_people_lie_near_whom_they_are_reached_through():
    """Two in the first ring, five behind each: nobody of the one is among those of the other."""
    behind = [(f"x{k}", "p") for k in range(5)] + [(f"y{k}", "q") for k in range(5)]
    snapshot = account(person("me"), person("p"), person("q"), *(person(x) for x, _ in behind), tie("ADVICE", "me", "p"), tie("ADVICE", "me", "q"),
                       *(tie("ADVICE", x, through) for x, through in behind))
    places = laid_out(analyse(snapshot), View(layout="ego", leader="me")).places
    order = sorted((x for x, _ in behind), key=lambda x: angle_of(places[x]))
    changes = sum(a[0] != b[0] for a, b in zip(order, [*order[1:], order[0]], strict=True))
    assert changes == 2


def test_a_leader_who_is_not_there_is_the_decision():
    snapshot = company(12)
    assert map_payload(analyse(snapshot), View(leader="gone")).backdrop["rings"] == map_payload(analyse(snapshot), View()).backdrop["rings"]


def test_the_whiteboard_begins_where_the_circles_are():
    snapshot = company(30)
    circles = View().places("deal")
    drawn = with_records(snapshot, *(place(circles, item, x, y, pinned=item == "p00004")
                                     for item, (x, y) in (laid_out(analyse(snapshot), View()).places | {"p00004": (900.0, -333.0)}).items()))
    assert laid_out(analyse(drawn), View(layout="board")).places == laid_out(analyse(drawn), View()).places


def test_on_the_whiteboard_nobody_moves_whatever_the_facts():
    snapshot, name = company(10), View(layout="board").places("deal")
    spots = {f"p{k:05}": (k * 7.0, -k * 3.0) for k in range(10)}  # on top of one another: somebody wants it so
    placed = with_records(snapshot, *(place(name, p, x, y, pinned=k % 2 == 0) for k, (p, (x, y)) in enumerate(spots.items())), person("new"))
    places = laid_out(analyse(placed), View(layout="board")).places
    assert {p: places[p] for p in spots} == spots
    x, y = places["new"]
    assert min(hypot(x - a, y - b) for a, b in spots.values()) >= SPACING * 0.9 and hypot(x, y) < 3 * SPACING


@pytest.mark.parametrize("count", [1, 40, 500])
def test_free_spots_keep_their_distance_from_everybody_and_from_each_other(count):
    taken = {f"p{k}": at_angle(20.0 * k, 2.4 * k) for k in range(60)}
    spots = free_spots(taken, count)
    assert len(set(spots)) == count
    everybody = [*taken.values(), *spots]
    for k, (x, y) in enumerate(spots):
        assert all(hypot(x - a, y - b) > SPACING * 0.9 for a, b in everybody[:len(taken) + k])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("view", [View(), View(leader="p00002"), View(layout="ego", leader="p00002")], ids=["decision", "leader", "ego"])
def test_a_second_visit_finds_everybody_where_the_first_one_left_them(view, seed):
    """Also those whom a crowd pushed over the border of their department."""
    snapshot = company(60, departments=14, seed=seed)
    first = laid_out(analyse(snapshot), view).places
    kept = with_records(snapshot, *(place(view.places("deal"), p, x, y) for p, (x, y) in first.items()))
    assert laid_out(analyse(kept), view).places == first
