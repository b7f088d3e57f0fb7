"""Drift: the personal axis against the company's."""

import pytest

from graph.analysis.account import analyse
from graph.analysis.questions.drift import answer, bonds, kind_of
from graph.model import Account, TeamMember
from tests.analysis.test_findings import DAY, account, people, position, tie


def grid(company, *ties, weights=("DECIDER", "DECIDER")):
    return account(Account("a", name="A", company_level=company), TeamMember("me", name="Me"), TeamMember("you", name="You"), *people("ann bob"),
                   position("ann", roles=(weights[0],)), position("bob", roles=(weights[1],)), *ties)


def both(level, other=None):
    return tie("KNOWS", "me", "ann", level=level), tie("KNOWS", "you", "bob", level=other or level)


@pytest.mark.parametrize(("company", "level", "status", "says"), [
    ("1", "4", "red", "leaves with the person"), ("2", "3", "amber", "leaves with the person"), ("3", "3", "green", "keep step"),
    ("4", "3", "amber", "can be replaced"), ("5", "1", "red", "can be replaced")])
def test_the_two_axes(company, level, status, says):
    found = answer(analyse(grid(company, *both(level)), today=DAY))
    assert found.status == status and says in found.sentence.en and found.value == pytest.approx(int(level) - int(company))
    assert bool(found.next_step.en) == (status != "green")


def test_levels_are_weighed_by_the_decision():
    found = answer(analyse(grid("3", *both("1", "5"), weights=("DECIDER", "TRIGGER")), today=DAY))
    assert found.value < -1 and found.low < found.value < found.high


def test_the_best_relation_counts_and_quarrels_and_old_ties_do_not():
    snapshot = grid("3", tie("KNOWS", "me", "ann", level="2"), tie("KNOWS", "you", "ann", level="4"), tie("KNOWS", "me", "bob", level="5", sign=-1),
                    tie("KNOWS", "you", "bob", level="5", until="2026-01-01"))
    assert [(b.theirs, b.level, b.ours) for b in bonds(analyse(snapshot, today=DAY))] == [("ann", 4, "you")]


def test_four_kinds():
    assert [kind_of(p, c, 3) for p, c in ((1, 1), (4, 1), (1, 4), (3, 3))] == ["OUTSIDER", "FRIEND", "SUPPLIER", "PARTNER"]


def test_unclear_where_the_range_does_not_decide():
    snapshot = grid("2", *both("1", "5"))
    found = answer(analyse(snapshot, today=DAY))
    assert not found.sure and found.sentence.en.startswith("Unclear")


@pytest.mark.parametrize("snapshot", [account(), account(*people("ann")), grid("3"), grid(None, *both("3")), grid("3", tie("KNOWS", "me", "ann"))])
def test_silent_where_nothing_can_be_said(snapshot):
    assert not answer(analyse(snapshot, today=DAY)).answered
