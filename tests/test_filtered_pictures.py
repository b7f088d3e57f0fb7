"""A picture shows what the legend's filters let through, and says so."""

from __future__ import annotations

import pytest

from graph.analysis.account import Analysis, analyse
from graph.drawing.payload import map_payload
from graph.drawing.view import View
from graph.export.formats import taken_away
from graph.export.redaction import Redaction
from graph.model import Department, Faction, Person, Tie
from tests.drawing.accounts import account, position


@pytest.fixture
def known() -> Analysis:
    people = [Person("ann", name="Ann", department="it"), Person("bob", name="Bob", department="it"), Person("cid", name="Cid"), Person("dora", name="Dora")]
    return analyse(account(Department("it", name="IT"), Faction("old", name="Old guard"), *people, Tie("f", kind="IN_FACTION", source="cid", target="old"),
                           Tie("l", kind="LISTENS_TO", source="bob", target="ann"), Tie("r", kind="REPORTS_TO", source="cid", target="ann"),
                           position("ann", attitude="B"), position("bob", attitude="B"), position("cid", attitude="E")))


@pytest.mark.parametrize(("filters", "people", "ties"), [
    ((), {"ann", "bob", "cid", "dora"}, {"l", "r"}),
    (("attitude:B",), {"ann", "bob"}, {"l"}),
    (("attitude:B", "attitude:E"), {"ann", "bob", "cid"}, {"l", "r"}),
    (("attitude:B", "fill:it", "layer:LISTENS_TO"), {"ann", "bob"}, {"l"}),
    (("layer:REPORTS_TO",), {"ann", "cid"}, {"r"}),
    (("faction:old",), {"cid"}, set()),
    (("fill:",), {"cid", "dora"}, set())])
def test_who_is_let_through(known: Analysis, filters: tuple[str, ...], people: set[str], ties: set[str]) -> None:
    payload = map_payload(known, View(filters=filters))
    assert {id for id, node in payload.nodes.items() if node["pm"]["what"] == "person"} == people and set(payload.edges) == ties
    counted = next(group for group in payload.legend if group["filter"] == "attitude")["items"]
    assert sum(item["count"] for item in counted) == len(people)


def test_a_picture_says_what_it_leaves_out(known: Analysis) -> None:
    drawing = taken_away(known, View(filters=("attitude:E", "faction:old")), "svg").decode()
    assert "Only: Opponent, Old guard" in drawing and "Cid" in drawing and "Ann" not in drawing
    chinese = taken_away(known, View(filters=("layer:LISTENS_TO",), language="zh"), "svg").decode()
    assert "仅显示：影响" in chinese


def test_without_attitudes_nobody_is_chosen_by_them(known: Analysis) -> None:
    drawing = taken_away(known, View(filters=("attitude:E",)), "svg", choice=Redaction(attitudes=False)).decode()
    assert "Only" not in drawing and all(name in drawing for name in ("Ann", "Bob", "Cid", "Dora"))


def test_without_names_a_faction_is_still_the_one_that_was_chosen(known: Analysis) -> None:
    drawing = taken_away(known, View(filters=("faction:old",)), "svg", choice=Redaction(names=False)).decode()
    assert "Only: Faction 1" in drawing and "Opponent" in drawing and "Old guard" not in drawing and "Supporter" not in drawing
