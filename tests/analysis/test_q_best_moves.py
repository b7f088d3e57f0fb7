"""The best moves: exact plans, an honest runner-up, and nobody who must be left alone."""

from itertools import product

import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import ask
from graph.analysis.knapsack import best_choice, second_best
from graph.analysis.questions.best_moves import gains, visits
from graph.analysis.what_if import WhatIf, compare
from graph.model import DEFAULTS, Department, Opportunity, Person, TeamMember
from tests.analysis.test_findings import DAY, account, people, position, tie

SEEN = {"evidence": "SEEN", "attitude_date": "2026-10-31"}


@pytest.mark.parametrize("seed", range(20))
def test_plans_are_the_best_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    gain, cost, budget = rng.uniform(-.1, 1, (4, 7)), rng.integers(1, 5, 7), int(rng.integers(0, 9))
    every = [np.array(c) for c in product((False, True), repeat=7) if cost @ np.array(c) <= budget]
    for row, chosen in zip(gain, best_choice(gain, cost, budget), strict=True):
        values = sorted((row @ c for c in every), reverse=True)
        assert cost @ chosen <= budget and row @ chosen == pytest.approx(values[0])
        if chosen.any() and row.min() > 0:
            second = second_best(row, cost, budget, chosen)
            assert row @ second == pytest.approx(values[1]) and not (second == chosen).all()


def test_nothing_can_be_chosen_from_nothing() -> None:
    assert not best_choice(np.zeros((3, 2)), np.array([1, 1]), 5).any() and best_choice(np.ones((1, 2)), np.array([6, 5]), 5).tolist() == [[False, True]]
    assert not second_best(np.ones(1), np.array([1]), 1, np.array([True])).any()


def firm(*more):
    return account(Person("boss", name="Boss", level=1), Person("head", name="Head", level=2), Person("clerk", name="Clerk", level=4),
                   tie("LISTENS_TO", "boss", "head"), position("boss", roles=("DECIDER",), attitude="C", susceptibility=0, **SEEN),
                   position("head", roles=("AWARDER",), attitude="D", barrier="FEAR_OF_RISK", **SEEN), position("clerk", roles=("USER",), attitude="A", **SEEN), *more)


def test_a_gain_is_the_share_times_the_step_and_no_more_than_there_is_room() -> None:
    found = analyse(firm(), today=DAY)
    c = found.shares.draws.shares[0]
    assert gains(found)[0] == pytest.approx([c[0] * .5, 0, c[2] * .5])  # boss, clerk, head
    assert compare(found, WhatIf(attitudes={"head": "C"})).change.value == pytest.approx(gains(found)[0][2])


def test_high_ranks_and_strangers_take_more_visits() -> None:
    assert dict(zip(("boss", "clerk", "head"), visits(analyse(firm(), today=DAY)), strict=True)) == {"boss": 6, "head": 4, "clerk": 2}
    known = firm(TeamMember("me", name="Me"), *(tie("KNOWS", "me", who, level="5") for who in ("boss", "head")))
    assert visits(analyse(known, today=DAY)).tolist() == [1, 2, 1]


def test_the_plan_keeps_to_the_visits_and_says_how() -> None:
    found = ask(analyse(firm(), today=DAY), "best_moves")
    assert found.sentence.en.startswith("Cannot tell with whom one conversation would change most: Boss and Head may each be first; with Boss (C → B)")
    assert "With 5 visits the best plan is Head" in found.sentence.en  # six visits for the boss are too many
    assert found.people[0] == "head" and "take the risk away" in found.next_step.en
    assert any("Boss alone would take 6 visits, with 5 at hand" in fact.en for fact in found.facts)
    assert found.low <= found.value <= found.high and found.unit == "outcome"


def test_nobody_close_to_a_principal_is_planned_for() -> None:
    snapshot = account(*people("boss"), Person("wu", name="Wu", title="Secretary"), tie("LISTENS_TO", "boss", "wu"),
                       position("boss", roles=("DECIDER",), attitude="A", **SEEN), position("wu", attitude="C", barrier="ATTITUDE", **SEEN))
    found = ask(analyse(snapshot, today=DAY), "best_moves")
    assert "what is left to win lies with Wu (Secretary), and no private talk is advised there" in found.sentence.en
    assert found.table is None and not found.next_step.en, "all that is left to win would be won through the secretary"


def test_where_the_weight_lies_with_an_official_nobody_is_said_to_be_for_us() -> None:
    """The official has 51 parts of 52 and leans to us; only Bob, who has one, may be talked to, and is won."""
    snapshot = account(Person("gov", name="Gov", party="GOVERNMENT"), *people("bob"), position("gov", roles=("DECIDER",), attitude="C+", **SEEN), position("bob", attitude="A", **SEEN))
    analysis = analyse(snapshot, today=DAY)
    found = ask(analysis, "best_moves")
    assert analysis.share_of["gov"] > .95 and "what is left to win lies with Gov, and no private talk is advised there" in found.sentence.en
    assert "还能争取的在Gov那里" in found.sentence.zh and "for us already" not in found.sentence.en and not found.sure


def test_where_no_level_is_known_nobody_counts_as_the_top() -> None:
    """Three strangers and no level: one visit each, so that five visits are enough for all of them."""
    found = ask(analyse(account(*people("p1 p2 p3"), *(position(p, roles=(role,), attitude="C", **SEEN) for p, role in (
        ("p1", "DECIDER"), ("p2", "USER"), ("p3", "PAYER")))), today=DAY), "best_moves")
    assert "With 5 visits the best plan is P1, P3 and P2: +0.50" in found.sentence.en and found.sure
    assert any("each takes one visit" in fact.en for fact in found.facts) and "for 1 visit;" in found.facts[0].en


def test_where_no_plan_fits_nobody_is_in_it() -> None:
    found = ask(analyse(account(Person("ann", name="Ann", level=1), Person("bob", name="Bob", level=1), position("ann", roles=("DECIDER",), attitude="C", **SEEN),
                                position("bob", roles=("USER",), attitude="C", **SEEN)), today=DAY), "best_moves")
    assert "It takes 6 visits, more than the 5 at hand" in found.sentence.en
    assert "plan" not in found.facts[0].en and "changes most" in found.facts[0].en and "Changes most" in [c.en for c in found.table.columns]


def test_with_whom_a_conversation_is_worth_most_is_said_only_where_it_is_clear() -> None:
    even = account(*people("ann bob cy"), *(position(p, weight=.5, attitude="B", **SEEN) for p in ("ann", "bob", "cy")))
    found = ask(analyse(even, today=DAY), "best_moves")
    assert "Ann" in found.sentence.en and "Bob" in found.sentence.en and "Cannot tell with whom" in found.sentence.en and not found.sure
    assert found.sentence.zh.startswith("无法断定与谁谈一次最值得")


def test_whoever_costs_us_and_officials_are_left_out() -> None:
    foes = [tie("LISTENS_TO", "boss", "head", sign=-1), tie("RIVALS", "boss", "head")]
    snapshot = account(*people("boss head official"), *foes, Department("g", name="Bureau", function="GOVERNMENT"),
                       Person("official", name="Official", department="g"), position("boss", roles=("DECIDER",), attitude="C", susceptibility=.9, **SEEN),
                       position("head", attitude="C", **SEEN), position("official", roles=("PAYER",), attitude="C", **SEEN))
    found = ask(analyse(snapshot, today=DAY), "best_moves")
    assert found.people == ("boss",) and not any("Official" in row[0].en for row in found.table.rows)


def test_while_a_tender_runs_it_waits() -> None:
    found = ask(analyse(firm(Opportunity("o", name="O", buying_step="5")), today=DAY), "best_moves")
    assert found.sentence.en.startswith("Once the rules of the running tender allow it") and found.flags


def test_an_account_won_over_needs_no_conversation() -> None:
    found = ask(analyse(account(*people("ann bob"), *(position(p, roles=("USER",), attitude="A", **SEEN) for p in ("ann", "bob"))), today=DAY), "best_moves")
    assert "for us already" in found.sentence.en and found.value is None
    assert DEFAULTS.visits == 5
