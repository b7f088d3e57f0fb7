"""The organisation chart: one place for everybody under one boss, whatever the lines say."""

import pytest

from graph.analysis.account import analyse
from graph.drawing.layouts.base import CARD
from graph.drawing.payload import map_payload
from graph.drawing.view import View
from graph.model import Department
from tests.drawing.accounts import account, company, demo, odd, person, tie

ORG = View(layout="org")


def drawn(*records, **more):
    """The chart: who lies where, and the ties with their route."""
    payload = map_payload(analyse(account(*records)), View(layout="org", **more))
    return {id: (n["x"], n["y"]) for id, n in payload.nodes.items()}, {(e["from"], e["to"]): e["pm"] for e in payload.edges.values()}, payload


def test_a_boss_stands_above_the_middle_of_the_subordinates():
    at, ties, _ = drawn(*(person(p) for p in "abcde"), tie("REPORTS_TO", "b", "a"), tie("REPORTS_TO", "c", "a"), tie("REPORTS_TO", "d", "b"),
                        tie("REPORTS_TO", "e", "b"))
    assert at["a"][1] < at["b"][1] == at["c"][1] < min(at["d"][1], at["e"][1])
    assert at["a"][0] == pytest.approx((at["b"][0] + at["c"][0]) / 2)
    assert {pm["route"] for pm in ties.values()} == {"tree"}


def test_of_several_bosses_the_strongest_line_counts_then_the_first_and_the_others_are_drawn_too():
    people = [person(p) for p in ("boss", "other", "first", "late", "ann", "bob")]
    at, ties, _ = drawn(*people, tie("REPORTS_TO", "ann", "boss", strength=0.9), tie("REPORTS_TO", "ann", "other", strength=0.4),
                        tie("REPORTS_TO", "bob", "late", since="2024-05-01"), tie("REPORTS_TO", "bob", "first", since="2020-01-01"))
    assert ties["ann", "boss"]["route"] == "tree" and ties["ann", "other"]["route"] == "curve"
    assert ties["bob", "first"]["route"] == "tree" and ties["bob", "late"]["route"] == "curve"
    assert at["ann"][0] == at["boss"][0] and at["bob"][0] == at["first"][0]


@pytest.mark.parametrize(("title", "aside"), [
    ("Assistant to the CEO", True), ("Executive secretary", True), ("总裁助理", True), ("董事会秘书", True),
    ("Assistant director", False), ("Sales manager", False), (None, False)])
def test_assistants_stand_at_the_side_of_the_line(title, aside):
    at, ties, _ = drawn(person("boss"), person("ann", title=title), person("bob"), person("cid"), tie("REPORTS_TO", "ann", "boss"),
                        tie("REPORTS_TO", "bob", "boss"), tie("REPORTS_TO", "cid", "boss"))
    assert (ties["ann", "boss"]["side"] != "top") == aside
    assert (at["boss"][1] < at["ann"][1] < at["bob"][1]) == aside
    if aside:
        assert abs(at["ann"][0] - at["boss"][0]) > CARD[0] / 2


def test_an_assistant_with_subordinates_is_a_boss_like_others():
    _, ties, _ = drawn(person("boss"), person("ann", title="Assistant"), person("bob"), tie("REPORTS_TO", "ann", "boss"), tie("REPORTS_TO", "bob", "ann"))
    assert ties["ann", "boss"]["side"] == "top"


def test_many_without_subordinates_are_stacked_and_the_line_comes_from_the_left():
    staff = [f"p{k:02}" for k in range(24)]
    at, ties, payload = drawn(person("boss"), *map(person, staff), *(tie("REPORTS_TO", p, "boss") for p in staff))
    assert {pm["side"] for pm in ties.values()} == {"left"}
    left, _, right, _ = payload.backdrop["bounds"]
    assert len({x for x, _ in at.values()}) < 12 and right - left < 24 * CARD[0] / 2


def test_several_roots_stand_side_by_side():
    at, _, _ = drawn(*(person(p) for p in ("a", "a1", "a2", "b", "b1", "b2")), *(tie("REPORTS_TO", f"{p}{k}", p) for p in "ab" for k in (1, 2)))
    assert at["a"][1] == at["b"][1] and abs(at["a"][0] - at["b"][0]) > CARD[0]


def test_a_circle_of_lines_is_cut_above_its_highest_person():
    at, ties, _ = drawn(person("a", level=3), person("b", level=1), person("c", level=2), tie("REPORTS_TO", "a", "b"), tie("REPORTS_TO", "b", "c"),
                        tie("REPORTS_TO", "c", "a"))
    assert at["b"][1] == min(y for _, y in at.values())
    assert ties["b", "c"]["route"] == "curve" and ties["a", "b"]["route"] == ties["c", "a"]["route"] == "tree"


def test_who_has_no_line_stands_in_a_block_of_their_own():
    at, _, payload = drawn(Department("d", name="Sales"), *(person(p, department="d") for p in ("boss", "ann", "lone", "lost")), tie("REPORTS_TO", "ann", "boss"))
    (block,) = payload.backdrop["lanes"]
    assert block["name"] == "No reporting line known"
    inside = {p for p, (x, y) in at.items() if block["left"] < x < block["right"] and block["top"] < y < block["bottom"]}
    assert inside == {"lone", "lost"}


def test_lines_known_of_everybody_leave_no_block():
    _, _, payload = drawn(person("a"), person("b"), tie("REPORTS_TO", "b", "a"))
    assert payload.backdrop["lanes"] == []


@pytest.mark.parametrize("name", ["one long line", "lines in a circle", "everybody is everybody's boss", "one boss"])
def test_strange_lines_give_one_tree_with_everybody(name):
    snapshot = odd()[name]
    payload = map_payload(analyse(snapshot), ORG)
    trees = [e for e in payload.edges.values() if e["pm"]["route"] == "tree"]
    assert len(trees) == len(snapshot.people) - 1 and len(payload.nodes) == len(snapshot.people)


def test_lines_arrive_at_the_side_they_name():
    """Above a card hangs its boss; a card with the line at its left lies below the bottom of the boss, to the right of the trunk."""
    payload = map_payload(analyse(company(200)), ORG)
    nodes = payload.nodes
    for edge in payload.edges.values():
        who, boss, side = nodes[edge["from"]], nodes[edge["to"]], edge["pm"].get("side")
        assert side in ("top", "left", "right")
        assert who["y"] - CARD[1] / 2 > boss["y"] + CARD[1] / 2
        if side == "left":
            assert who["x"] - CARD[0] / 2 - 15 > boss["x"] - 8 * CARD[0]


def test_the_demo_keeps_departments_together_and_the_assistant_beside_the_head():
    snapshot = demo("committee")
    payload = map_payload(analyse(snapshot), ORG)
    who = {p.name: payload.nodes[id] for id, p in snapshot.people.items()}
    assert who["陆婉清"]["y"] < who["邵明远"]["y"] and who["沈国梁"]["y"] < who["陆婉清"]["y"]
    assert payload.backdrop["lanes"][0]["name"] == "No reporting line known"
