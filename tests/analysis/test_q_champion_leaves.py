"""What is lost with a champion: the voice, the door, the followers, and the department that goes dark."""

import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import ask
from graph.analysis.finding import often
from graph.analysis.questions.champion_leaves import followers
from graph.analysis.what_if import WhatIf, compare
from graph.model import DEFAULTS, Department, Faction, Organisation, Person, TeamMember
from tests.analysis.test_findings import DAY, account, people, position, tie

SEEN = {"evidence": "SEEN", "attitude_date": "2026-10-31"}


def firm(*more):
    return account(*people("boss wu aide"), Department("it", name="IT"), Person("champ", name="Champ", department="it"), Person("nerd", name="Nerd", department="it"),
                   TeamMember("me", name="Me"), tie("KNOWS", "me", "champ", level="5"), tie("LISTENS_TO", "boss", "champ"), tie("WILL_INTRODUCE", "champ", "boss"),
                   tie("IN_CIRCLE", "nerd", "champ", level="INNER"), tie("IN_CIRCLE", "wu", "champ", level="OUTER"),
                   Faction("f", name="F", core="champ"), tie("IN_FACTION", "aide", "f", level="2"), tie("IN_FACTION", "wu", "f", level="5"),
                   position("boss", roles=("DECIDER",), attitude="C", **SEEN), position("champ", roles=("AWARDER",), attitude="A", **SEEN),
                   position("nerd", roles=("USER",), attitude="B", **SEEN), *more)


def test_the_loss_is_that_of_the_scenario() -> None:
    analysis = analyse(firm(), today=DAY)
    found, then = ask(analysis, "champion_leaves"), compare(analysis, WhatIf(replaced=("champ",)))
    assert found.people[0] == "champ" and (found.value, found.low, found.high) == (then.change.value, then.change.low, then.change.high)
    assert found.value < 0 and found.low < -.5 and found.sure and found.status == "red" and found.unit == "outcome"
    assert found.sentence.en.startswith("If Champ leaves and nobody knows the successor")
    assert len(found.table.rows) == 2


def test_what_the_loss_means_is_said_in_chances_and_called_a_turn_only_where_it_was_won() -> None:
    before, after = (compare(analyse(firm(), today=DAY), WhatIf(replaced=("champ",))).before, compare(analyse(firm(), today=DAY), WhatIf(replaced=("champ",))).after)
    assert f"won {often(before.win).en} → {often(after.win).en}" in ask(analyse(firm(), today=DAY), "champion_leaves").sentence.en
    alone = analyse(account(*people("champ clerk"), position("champ", roles=("DECIDER",), attitude="A", **SEEN)), today=DAY)
    assert "That turns a win into" in ask(alone, "champion_leaves").sentence.en and alone.headline.outcome.win > .95
    open_ = analyse(account(*people("champ clerk"), position("champ", roles=("DECIDER",), attitude="A", **SEEN), Organisation("gov", name="Gov"),
                            tie("APPROVES", "gov", "o", strength=.5)), today=DAY)
    found = ask(open_, "champion_leaves")
    assert open_.headline.outcome.number.value > DEFAULTS.decided_from and open_.headline.outcome.win < .7
    assert found.sure and "turns a win" not in found.sentence.en


def test_a_number_of_the_account_is_not_put_in_the_mouth_of_a_source() -> None:
    facts = " ".join(fact.en for fact in ask(analyse(firm(), settings=DEFAULTS.__class__(churn_yearly=.4), today=DAY), "champion_leaves").facts)
    assert "40 % of business contacts leave within a year (as set for this account)" in facts and "Salesforce" not in facts
    assert "Salesforce" in " ".join(fact.en for fact in ask(analyse(firm(), today=DAY), "champion_leaves").facts)


def test_a_tie_that_is_over_covers_nobody() -> None:
    snapshot = firm(tie("KNOWS", "me", "nerd", level="5", until="2025-01-01"))
    assert "know nobody well in IT" in ask(analyse(snapshot, today=DAY), "champion_leaves").sentence.en


def test_what_goes_along() -> None:
    analysis = analyse(firm(), today=DAY)
    found = ask(analysis, "champion_leaves")
    assert followers(analysis, "champ") == ("nerd", "aide") and followers(analysis, "wu") == ()
    facts = " ".join(fact.en for fact in found.facts)
    assert "may follow or fall silent: Nerd and Aide" in facts and "introduction to Boss goes too" in facts and "17 %" in facts
    assert "know nobody well in IT" in found.sentence.en and "in IT" in found.next_step.en
    lit = ask(analyse(firm(tie("KNOWS", "me", "nerd", level="5")), today=DAY), "champion_leaves")
    assert "in IT" not in lit.sentence.en


def test_an_outsider_has_no_successor() -> None:
    analysis = analyse(account(*people("boss"), Person("feng", name="Feng", external=True), tie("LISTENS_TO", "boss", "feng"),
                               position("boss", roles=("DECIDER",), attitude="C", **SEEN), position("feng", attitude="A", **SEEN)), today=DAY)
    found = ask(analysis, "champion_leaves")
    assert found.value == pytest.approx(compare(analysis, WhatIf(without=("feng",))).change.value)
    assert "If Feng leaves, an outsider whom nobody succeeds" in found.sentence.en and "外部人员，无人接替" in found.sentence.zh
    said = " ".join(text.en for text in (found.sentence, found.would_change, *found.facts))
    assert "successor" not in said and "nobody takes over the seat and its roles: Feng" in said


def test_champions_whose_going_costs_the_same_are_named_together() -> None:
    even = analyse(account(*people("ann bob"), *(position(p, weight=.5, attitude="B", **SEEN) for p in ("ann", "bob"))), today=DAY)
    found = ask(even, "champion_leaves")
    assert "Bob would cost us as much." in found.sentence.en and "Bob离开的损失同样大。" in found.sentence.zh
    assert "as much" not in ask(analyse(firm(), today=DAY), "champion_leaves").sentence.en


def test_who_has_no_friend_has_none_to_lose() -> None:
    found = ask(analyse(account(*people("ann bob"), position("ann", roles=("DECIDER",), attitude="D")), today=DAY), "champion_leaves")
    assert "no champion to lose" in found.sentence.en and found.value is None and found.status == "red"


def test_in_a_large_account_one_departure_is_worked_out() -> None:
    many = [Person(f"p{k:03}", name=f"P{k}") for k in range(101)]
    seats = [position("p000", roles=("DECIDER",), attitude="A"), position("p001", roles=("DECIDER",), attitude="A")]
    assert len(ask(analyse(account(*many, *seats), today=DAY), "champion_leaves").table.rows) == 1
    assert len(ask(analyse(account(*many[:50], *seats), today=DAY), "champion_leaves").table.rows) == 2
