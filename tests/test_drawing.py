"""The map payload: who is drawn where, through pyvis, and what a patch says."""

import json
from dataclasses import replace
from math import hypot

import pytest

from graph.analysis.account import analyse
from graph.drawing.layouts.base import SPACING
from graph.drawing.layouts.circles import bands
from graph.drawing.layouts.rings import arrange, geometry
from graph.drawing.payload import laid_out, map_payload, new_places
from graph.drawing.pyvis_map import canvas_data, patch, to_pyvis
from graph.drawing.style import initials, radius
from graph.drawing.view import View
from graph.model import Snapshot
from tests.drawing.accounts import demo


@pytest.fixture(scope="module")
def committee() -> Snapshot:
    return demo("committee")


def test_everybody_is_on_the_map_and_the_nearer_the_weightier(committee):
    analysis = analyse(committee)
    payload = map_payload(analysis)
    people = {id: n for id, n in payload.nodes.items() if n["pm"]["what"] == "person"}
    assert set(people) == set(committee.people)
    band = bands({p: n["pm"]["share"] for p, n in people.items()})
    radii = [0, *(ring["r"] for ring in payload.backdrop["rings"])]
    for id, node in people.items():
        assert radii[band[id]] <= hypot(node["x"], node["y"]) <= radii[band[id] + 1]
    assert {p for p, ring in band.items() if ring == 0} == set(analysis.circle)
    largest = max(people.values(), key=lambda n: n["pm"]["share"])
    assert largest["size"] == max(n["size"] for n in people.values())


def test_nobody_lies_on_top_of_another_and_the_layout_is_repeatable(committee):
    analysis = analyse(committee)
    places = laid_out(analysis, View()).places
    assert places == laid_out(analysis, View()).places
    spots = list(places.values())
    gaps = [hypot(a[0] - b[0], a[1] - b[1]) for i, a in enumerate(spots) for b in spots[:i]]
    assert min(gaps) > SPACING * 0.6


def test_a_new_person_does_not_move_the_others():
    shares = {f"p{i}": 0.02 for i in range(40)}
    department = {p: "d1" if i % 2 else "d2" for i, p in enumerate(shares)}
    before = arrange(geometry(bands(shares), department, ["d1", "d2"]), {}, {}, {})
    more = {**shares, "new": 0.0}
    after = arrange(geometry(bands(more), {**department, "new": "d1"}, ["d1", "d2"]), {}, before, {})
    assert "new" in after and sum(after[p] != before[p] for p in before) <= 4


def test_pinned_people_stay_wherever_they_were_left():
    shares = {"a": 0.6, "b": 0.4}
    placed = arrange(geometry(bands(shares), {}, [""]), {}, {}, {"a": (5000.0, 1.0)})
    assert placed["a"] == (5000.0, 1.0) and hypot(*placed["b"]) < 1000


def test_rings_are_the_small_circle_then_75_then_90_percent():
    assert bands({"a": 0.5, "b": 0.2, "c": 0.1, "d": 0.15, "e": 0.05}) == {"a": 0, "b": 1, "d": 1, "c": 2, "e": 3}


def test_the_payload_goes_through_pyvis_and_is_plain_json(committee):
    payload = map_payload(analyse(committee))
    network = to_pyvis(payload)
    assert len(network.nodes) == len(payload.nodes) and len(network.edges) == len(payload.edges)
    data = canvas_data(payload)
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert data["options"]["physics"]["enabled"] is False
    assert len({edge["id"] for edge in data["edges"]}) == len(data["edges"])


def test_layers_off_are_not_drawn_and_the_legend_counts_what_is(committee):
    payload = map_payload(analyse(committee), View(layers=frozenset({"LISTENS_TO"}), outside=False))
    assert {e["pm"]["layer"] for e in payload.edges.values()} == {"LISTENS_TO"}
    groups = {g["filter"]: g["items"] for g in payload.legend}
    assert groups["layer"][0]["count"] == len(payload.edges)
    assert sum(i["count"] for i in groups["attitude"]) == len(committee.people)


def test_both_languages(committee):
    english, chinese = (map_payload(analyse(committee), View(language=code)) for code in ("en", "zh"))
    assert next(r["name"] for r in english.backdrop["rings"]) == "Decides"
    assert next(r["name"] for r in chinese.backdrop["rings"]) == "决定"
    assert all(any("\u3400" <= ch <= "\u9fff" for ch in n["label"]) for n in chinese.nodes.values())
    assert not any(any("\u3400" <= ch <= "\u9fff" for ch in n["label"]) for n in english.nodes.values())


def test_several_ties_between_one_pair_are_fanned_out(committee):
    pairs: dict = {}
    for edge in map_payload(analyse(committee)).edges.values():
        side = 1 if edge["from"] < edge["to"] else -1
        pairs.setdefault(frozenset((edge["from"], edge["to"])), []).append(round(edge["pm"]["bend"] * side, 3))
    assert any(len(bends) > 1 for bends in pairs.values())
    assert all(len(set(bends)) == len(bends) for bends in pairs.values())


def test_base_and_patch_make_the_new_map(committee):
    first = canvas_data(map_payload(analyse(committee)))
    second = canvas_data(map_payload(analyse(committee), View(layers=frozenset({"ADVICE"}), outside=False)))
    change = patch(first, second)
    for part in ("nodes", "edges"):
        merged = {i["id"]: i for i in first[part]} | {i["id"]: i for i in change[part]}
        for gone in change[f"{part}_gone"]:
            del merged[gone]
        assert merged == {i["id"]: i for i in second[part]}
    assert patch(first, first) == {"nodes": [], "nodes_gone": [], "edges": [], "edges_gone": []}


def test_a_patch_says_who_is_absent_by_now_and_who_came_back():
    base, now = ({"nodes": [], "edges": [], "backdrop": {}, "legend": [], "hidden": 0, "absent": [{"id": id, "at": at} for id, at in held.items()]}
                 for held in ({"ann": "off", "bob": "off", "cid": "off"}, {"ann": "off", "bob": "group:d"}))
    change = patch(base, now)
    assert change["absent"] == [{"id": "bob", "at": "group:d"}] and change["absent_gone"] == ["cid"]


def test_where_nobodys_attitude_is_known_the_legend_does_not_speak_of_attitudes(committee):
    unknown = replace(committee, records={**committee.records, "Position": {}})
    assert "attitude" in {group["filter"] for group in map_payload(analyse(committee)).legend}
    assert "attitude" not in {group["filter"] for group in map_payload(analyse(unknown)).legend}


def test_only_new_places_are_stored(committee):
    analysis = analyse(committee)
    made = new_places(analysis, View())
    assert len(made) == len(committee.people) and not any(p.pinned for p in made)
    held = {**committee.records, "Place": {p.id: p for p in made}}
    assert new_places(replace(analysis, snapshot=Snapshot(committee.account_id, 2, 1, held)), View()) == []


@pytest.mark.parametrize(("name", "letters"), [("Ann Lee", "AL"), ("诸葛亮", "葛亮"), ("madonna", "MA"), ("", ""), ("李 Na", "李")])
def test_initials(name, letters):
    assert initials(name) == letters


def test_size_grows_with_the_share():
    assert radius(0, 0.5) < radius(0.1, 0.5) < radius(0.5, 0.5)
    assert radius(-0.2, 0.5) == radius(0, 0.5)
