"""Uncovered: who is missing, why it matters, and the nearest door; our people against theirs."""

import pytest

from graph.analysis.account import analyse
from graph.analysis.coverage import coverage, known_by, matrix
from graph.analysis.questions.uncovered import answer, door, why
from graph.model import Competitor, TeamMember
from tests.analysis.test_findings import DAY, account, people, position, tie

OURS = (TeamMember("me", name="Me"), TeamMember("you", name="You"))


def bank(*more):
    return account(*OURS, *people("ceo cfo aide clerk"), position("ceo", roles=("DECIDER",)), position("cfo", roles=("PAYER",)),
                   tie("LISTENS_TO", "ceo", "aide"), tie("LISTENS_TO", "cfo", "clerk"), tie("KNOWS", "me", "aide", level="4"),
                   tie("KNOWS", "you", "clerk", level="3", last_confirmed="2026-10-01"), *more)


def test_the_table_ranks_the_gaps_with_reason_and_door():
    analysis = analyse(bank(), today=DAY)
    found = answer(analysis)
    assert found.people[:2] == ("ceo", "cfo") and [row[0].en for row in found.table.rows] == ["Ceo", "Cfo"]
    assert why(analysis, "ceo").en == "Decider" and door(analysis, "ceo").en == "Me → Aide → Ceo"
    assert "The nearest door: Me → Aide → Ceo" in found.next_step.en


def test_the_nearest_door_is_one_of_us_before_one_of_theirs_and_never_an_opponent():
    assert door(analyse(bank(tie("KNOWS", "you", "ceo", level="1")), today=DAY), "ceo").en == "You knows this person"
    branded = analyse(bank(Competitor("x", name="X"), tie("SUPPORTS_COMPETITOR", "aide", "x")), today=DAY)
    assert door(branded, "ceo").en == "nobody yet"


def test_movers_of_the_decider_are_a_reason():
    analysis = analyse(account(*OURS, *people("ceo aide bob"), position("ceo", roles=("DECIDER",)), position("bob", roles=("USER",)),
                               tie("LISTENS_TO", "ceo", "aide"), tie("KNOWS", "me", "bob")), today=DAY)
    assert "of what Ceo thinks" in why(analysis, "aide").en and "Ceo看法" in why(analysis, "aide").zh


def test_which_gap_is_the_largest_is_said_only_where_it_is_clear():
    """Four who weigh the same and whom nobody knows; then one who weighs five times as much as the others."""
    def asked(first):
        return answer(analyse(account(*OURS, *people("ann bob cy dan eve"), tie("KNOWS", "me", "eve", level="5"), position("ann", weight=first),
                                      *(position(p, weight=.2) for p in ("bob", "cy", "dan", "eve"))), today=DAY))
    even, clear = asked(.2), asked(1.0)
    assert not even.sure and "Cannot tell which gap is the largest: Ann, Bob, Cy and Dan may each be." in even.sentence.en
    assert "无法断定最大的缺口是谁：Ann、Bob、Cy和Dan都有可能" in even.sentence.zh
    assert clear.sure and "The largest gap is Ann" in clear.sentence.en and "最大的缺口是 Ann" in clear.sentence.zh


def test_everybody_covered_is_green():
    found = answer(analyse(bank(position("ceo", roles=("DECIDER",), coverage="4"), position("cfo", roles=("PAYER",), coverage="3")), today=DAY))
    assert found.status == "green" and "Everybody who weighs" in found.sentence.en


def test_a_tie_that_is_over_covers_nobody():
    snapshot = account(*OURS, *people("ann bob"), position("ann", roles=("DECIDER",)), tie("KNOWS", "me", "ann", until="2026-01-01"), tie("KNOWS", "me", "bob"))
    assert set(known_by(snapshot)) == {"ann", "bob"} and set(known_by(snapshot, on=DAY)) == {"bob"}
    assert coverage(snapshot, "o", on=DAY)["ann"] == 0 and answer(analyse(snapshot, today=DAY)).people == ("ann",)


# Our people against theirs

def test_the_matrix_puts_the_weightiest_first_on_both_sides():
    found = matrix(bank(), "o", {"ceo": .5, "cfo": .1, "aide": .1, "clerk": .3}, on=DAY)
    assert found.columns == ("ceo", "clerk", "aide", "cfo") and found.rows == ("you", "me")
    assert found.cells["you", "clerk"].level == 3 and found.cells["you", "clerk"].confirmed == "2026-10-01"
    assert found.reach == pytest.approx({"you": .3 * .6, "me": .1 * .8}) and found.met["ceo"] == 0
    assert found.contacts == {"ceo": 0, "cfo": 0, "aide": 1, "clerk": 1}


def test_the_matrix_shows_a_quarrel_and_counts_it_for_nothing():
    found = matrix(bank(tie("KNOWS", "me", "cfo", sign=-1, level="1", strength=.5)), "o")
    assert found.cells["me", "cfo"].closeness == pytest.approx(-.1)
    assert found.contacts["cfo"] == 0 and found.reach["me"] == pytest.approx(.25 * .8)


def test_the_matrix_of_an_empty_account():
    found = matrix(account(), "o")
    assert found.rows == found.columns == () and not found.cells


def test_negative_shares_count_as_none():
    found = matrix(bank(), "o", {"ceo": 1.2, "aide": -.2})
    assert found.reach["me"] == 0
