"""Influence and attitude, and the department lanes: what a place means."""

from itertools import pairwise

import pytest

from graph.analysis.account import analyse
from graph.drawing.layouts.lanes import in_order
from graph.drawing.payload import map_payload
from graph.drawing.view import View
from graph.model import SCALES, Department
from tests.drawing.accounts import account, company, demo, person, position

GRID, LANES = View(layout="grid"), View(layout="lanes")


@pytest.fixture(scope="module")
def grid():
    snapshot = demo("committee")
    return snapshot, map_payload(analyse(snapshot), GRID)


def columns_of(payload):
    return {c["code"]: c for c in payload.backdrop["axes"]["x"]["columns"]}


def test_everybody_lies_in_the_column_of_the_attitude(grid):
    snapshot, payload = grid
    columns = columns_of(payload)
    for id in snapshot.people:
        node = payload.nodes[id]
        column = columns[node["pm"]["attitude"]]
        assert column["left"] + node["size"] <= node["x"] <= column["right"] - node["size"]


def test_columns_go_from_the_unknown_over_against_to_for_and_whole_letters_are_always_there():
    plain = columns_of(map_payload(analyse(account(person("a"), position("a", attitude="B+"))), GRID))
    assert list(plain) == ["U", "E", "D", "C", "B", "B+", "A"]
    spans = [(c["left"], c["right"]) for c in plain.values()]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert plain["E"]["left"] - plain["U"]["right"] > 40 > plain["D"]["left"] - plain["E"]["right"]


def test_whoever_weighs_more_lies_higher_and_the_average_is_the_line_between_the_zones(grid):
    snapshot, payload = grid
    people = [payload.nodes[id] for id in snapshot.people]
    line = payload.backdrop["axes"]["zones"][0]["bottom"]
    average = 1 / len(people)
    for one in people:
        assert (one["y"] < line) == (one["pm"]["share"] > average)
    for code in SCALES["attitude"].codes:
        column = sorted((n for n in people if n["pm"]["attitude"] == code), key=lambda n: n["y"])
        strongest = max((n["pm"]["share"] for n in column), default=0)
        assert not column or column[0]["pm"]["share"] == strongest


def test_the_zones_fill_the_field_and_say_what_to_do(grid):
    _, payload = grid
    zones = payload.backdrop["axes"]["zones"]
    assert [z["tone"] for z in zones] == ["bad", "bad", "neutral", "neutral", "good", "good", "unknown", "unknown"]
    assert len({z["name"] for z in zones}) == 8 and zones[4]["name"] == "Champions to arm" and zones[0]["name"] == "Must be answered"
    columns = columns_of(payload)
    assert min(z["left"] for z in zones) == columns["U"]["left"] and max(z["right"] for z in zones) == columns["A"]["right"]


def test_a_crowd_of_one_attitude_is_spread_without_losing_the_order():
    snapshot = company(400)
    payload = map_payload(analyse(snapshot), GRID)
    top = {}
    for node in payload.nodes.values():
        line = top.setdefault((node["pm"]["attitude"], node["x"]), [])
        line.append((node["y"], node["pm"]["share"]))
    for line in top.values():
        assert [share for _, share in sorted(line)] == sorted((share for _, share in line), reverse=True)


def test_lanes_hold_their_department_one_below_the_other():
    snapshot = demo("committee")
    payload = map_payload(analyse(snapshot), LANES)
    lanes = {lane["id"]: lane for lane in payload.backdrop["lanes"]}
    assert set(lanes) == {*snapshot.departments, "external"}
    for id, who in snapshot.people.items():
        lane, node = lanes["external" if who.external else who.department], payload.nodes[id]
        assert lane["left"] < node["x"] - node["size"] and node["x"] + node["size"] < lane["right"]
        assert lane["top"] < node["y"] - node["size"] and node["y"] + node["size"] < lane["bottom"]


def test_many_short_lanes_stand_in_stacks_side_by_side_and_never_cross():
    payload = map_payload(analyse(company(40, departments=30)), LANES)
    lanes = payload.backdrop["lanes"]
    assert len({lane["left"] for lane in lanes}) > 1
    for k, a in enumerate(lanes):
        assert all(a["right"] <= b["left"] or b["right"] <= a["left"] or a["bottom"] <= b["top"] or b["bottom"] <= a["top"] for b in lanes[:k])


def test_in_a_lane_the_weightiest_is_first_and_a_faction_stays_together():
    share = {"a": 0.1, "b": 0.4, "c": 0.3, "d": 0.2, "e": 0.05}
    assert in_order(list(share), share, {"b": "red", "e": "red"}) == ["b", "e", "c", "d", "a"]


def test_who_is_in_no_department_has_a_lane_too():
    snapshot = account(Department("d", name="Sales"), person("a", department="d"), person("b"), person("c", external=True))
    assert [lane["name"] for lane in map_payload(analyse(snapshot), LANES).backdrop["lanes"]] == ["Sales", "External", "No department"]
