"""Above the largest map a map opens on groups; opened ones show their people, as many as a map can hold."""

from dataclasses import replace

import pytest

from graph.analysis.account import analyse
from graph.drawing.payload import map_payload, new_places
from graph.drawing.view import View
from graph.model import DEFAULTS, Department
from tests.drawing.accounts import account, company, on_one_another, person, position, tie, with_records

FEW = replace(DEFAULTS, largest_map=20)
FOLDING = ("circles", "lanes", "board")


@pytest.fixture(scope="module")
def crowd():
    return analyse(company(90, departments=5), settings=FEW)


def nodes_of(payload, what):
    return {id: n for id, n in payload.nodes.items() if n["pm"]["what"] == what}


@pytest.mark.parametrize("layout", FOLDING)
def test_too_many_people_are_shown_as_departments(crowd, layout):
    payload = map_payload(crowd, View(layout=layout))
    groups = nodes_of(payload, "group")
    assert set(groups) == {f"group:d{k}" for k in range(5)} and not nodes_of(payload, "person")
    assert sum(n["pm"]["count"] for n in groups.values()) == 90
    assert sum(n["pm"]["share"] for n in groups.values()) == pytest.approx(1, abs=0.01)
    assert payload.hidden == 0 and on_one_another(payload) == []
    assert not new_places(crowd, View(layout=layout))


def test_only_the_setting_decides(crowd):
    same = analyse(crowd.snapshot, settings=replace(DEFAULTS, largest_map=90))
    assert len(nodes_of(map_payload(same), "person")) == 90 and not nodes_of(map_payload(same), "group")


@pytest.mark.parametrize("layout", ["org", "grid", "ego"])
def test_other_layouts_show_the_weightiest_and_say_how_many_are_not_drawn(crowd, layout):
    for language, said in (("en", "70 people with the smallest shares are not drawn."), ("zh", "决策份额最小的 70 人未画出。")):
        payload = map_payload(crowd, View(layout=layout, language=language))
        ranked = [crowd.shares.people[i] for i in crowd.shares.ranked()]
        assert set(nodes_of(payload, "person")) == set(ranked[:20]) and payload.undrawn == set(ranked[20:])
        assert payload.backdrop["undrawn"] == said
        [row] = [item for group in payload.legend for item in group["items"] if item["key"] == "undrawn"]
        assert row["count"] == 70


@pytest.mark.parametrize("layout", ["circles", "org", "grid", "ego"])
def test_where_everybody_is_drawn_nothing_is_said(layout):
    payload = map_payload(analyse(company(20), settings=FEW), View(layout=layout))
    assert not payload.undrawn and "undrawn" not in payload.backdrop
    assert not [item for group in payload.legend for item in group["items"] if item["key"] == "undrawn"]


def test_the_rings_of_somebody_light_go_round_them(crowd):
    least = crowd.shares.people[crowd.shares.ranked()[-1]]
    node = map_payload(crowd, View(layout="ego", leader=least)).nodes[least]
    assert (node["x"], node["y"]) == (0, 0)


def test_a_chart_has_everybody_whom_it_is_about_however_little_they_weigh(crowd):
    least = crowd.shares.people[crowd.shares.ranked()[-1]]
    owned = analyse(with_records(crowd.snapshot, tie("OWNS", least, "acme", strength=0.9)), settings=FEW)
    payload = map_payload(owned, View(layout="equity"))
    assert set(nodes_of(payload, "person")) == {least} and not payload.undrawn
    factions = map_payload(crowd, View(layout="factions"))
    assert len(nodes_of(factions, "person")) == 20 and len(factions.undrawn) == 70


def test_a_group_says_what_its_people_are():
    records = [Department("d", name="Sales"), *(person(p, department="d") for p in "abc"), person("x"),
               position("a", attitude="A", roles=("DECIDER",)), position("b", attitude="E"), position("c", attitude="B")]
    pm = map_payload(analyse(account(*records), settings=replace(DEFAULTS, largest_map=2))).nodes["group:d"]["pm"]
    assert (pm["count"], pm["top"], pm["best"], pm["worst"], pm["open"]) == (3, "A", "A", "E", False)
    assert pm["attitude"] == "C+" and pm["attitudes"] == {"A": 1, "B": 1, "E": 1}  # (1 + 0.5 - 1) / 3


def test_an_opened_group_shows_its_people_in_place_and_the_others_stay_closed(crowd):
    payload = map_payload(crowd, View(unfolded=frozenset({"group:d1"})))
    people, members = nodes_of(payload, "person"), {p for p, who in crowd.snapshot.people.items() if who.department == "d1"}
    assert set(people) <= members and len(people) == min(20, len(members))
    assert payload.nodes["group:d1"]["pm"]["open"] and not payload.nodes["group:d2"]["pm"]["open"]
    (lane,) = payload.backdrop["lanes"]
    assert all(lane["left"] < n["x"] < lane["right"] and lane["top"] < n["y"] < lane["bottom"] for n in people.values())
    assert on_one_another(payload) == []


def test_never_more_people_than_a_map_can_hold_the_weightiest_first_and_the_rest_counted(crowd):
    everything = frozenset(f"group:d{k}" for k in range(5))
    payload = map_payload(crowd, View(unfolded=everything))
    people = nodes_of(payload, "person")
    assert set(people) == {crowd.shares.people[i] for i in crowd.shares.ranked()[:20]}
    more = nodes_of(payload, "more")
    assert sum(n["pm"]["count"] for n in more.values()) == 70 and all(n["label"] == f"+{n['pm']['count']} more" for n in more.values())
    assert on_one_another(payload) == []


def test_ties_between_groups_are_summed_by_layer_and_sign():
    ties = [tie("ADVICE", "a1", "b1"), tie("ADVICE", "a2", "b1"), tie("CLOSE", "a1", "b2"), tie("CLOSE", "a2", "b2", sign=-1), tie("ADVICE", "a1", "a2")]
    snapshot = account(*(Department(d, name=d) for d in "ab"), *(person(f"{d}{k}", department=d) for d in "ab" for k in (1, 2)), *ties)
    payload = map_payload(analyse(snapshot, settings=replace(DEFAULTS, largest_map=3)))
    assert sorted((e["from"], e["to"], e["pm"]["layer"], e["pm"]["sign"], e["pm"]["text"]) for e in payload.edges.values()) == [
        ("group:a", "group:b", "ADVICE", 1, "2"), ("group:a", "group:b", "CLOSE", -1, "1"), ("group:a", "group:b", "CLOSE", 1, "1")]
    layers = next(g for g in payload.legend if g["filter"] == "layer")["items"]
    assert {i["key"]: i["count"] for i in layers} == {"ADVICE": 2, "CLOSE": 2}
    opened = map_payload(analyse(snapshot, settings=replace(DEFAULTS, largest_map=3)), View(unfolded=frozenset({"group:a"})))
    assert {(e["from"], e["to"]) for e in opened.edges.values() if e["pm"]["layer"] == "ADVICE"} == {("a1", "a2"), ("a1", "group:b"), ("a2", "group:b")}


def test_coloured_by_faction_the_groups_are_factions(crowd):
    groups = nodes_of(map_payload(crowd, View(fill="faction")), "group")
    assert set(groups) == {"group:", *(f"group:f{k}" for k in range(5))}


def test_many_groups_go_in_rows():
    payload = map_payload(analyse(company(300, departments=60), settings=FEW))
    assert len(nodes_of(payload, "group")) == 60 and on_one_another(payload) == []
    left, top, right, bottom = payload.backdrop["bounds"]
    assert 0.95 < (right - left) / (bottom - top) < 2


def test_ten_thousand_people_open_at_once():
    analysis = analyse(company(10_000, departments=40))
    payload = map_payload(analysis)
    assert len(payload.nodes) == 40 and sum(n["pm"]["count"] for n in payload.nodes.values()) == 10_000
