"""The reported stage against what the map shows."""

import pytest

from graph.analysis.account import analyse
from graph.analysis.questions.stage import RULES, answer
from graph.model import SCALES, Opportunity
from tests.analysis.test_findings import DAY, account, people, position, tie

SEEN = {"attitude": "A", "evidence": "SEEN", "attitude_date": DAY.isoformat()}
BOSS = {"roles": ("DECIDER", "PAYER"), "coverage": "3", **SEEN}
TECH = {"roles": ("AWARDER",), "coverage": "2", **SEEN}


def asked(stage, boss=BOSS, tech=TECH, *more):
    snapshot = account(Opportunity("o", name="O", stage=stage), *people("boss tech"), position("boss", **boss), position("tech", **tech), *more)
    return answer(analyse(snapshot, today=DAY))


def test_every_rule_belongs_to_a_stage_in_order():
    stages = [level.code for level in SCALES["sales_stage"].levels]
    order = [stages.index(rule.stage) for rule in RULES]
    assert order == sorted(order) and set(stages[1:-1]) == {rule.stage for rule in RULES}


def test_a_stage_that_the_map_supports_is_green():
    found = asked("A")
    assert (found.status, found.value, found.sure) == ("green", 0.9, True) and "holds" in found.sentence.en
    assert "would bear more" in asked("E").sentence.en and asked("E").status == "green"


def test_what_rests_on_hearsay_is_not_sure():
    found = asked("A", {**BOSS, "attitude": "B", "evidence": "HEARSAY"})
    assert found.value == 0.9 and not found.sure and found.low < 0.9 and "not surely" in found.sentence.en


def test_an_honest_seventy_five_needs_supporters_and_the_economic_buyer():
    """The example of the catalogue: reported 75 %, the map supports about 30 %."""
    found = asked("B", {"roles": ("DECIDER",)}, TECH)
    assert found.status == "red" and found.value == pytest.approx(.3) and found.low <= .3 <= found.high
    assert "Reported: stage B" in found.sentence.en and "supports only stage D" in found.sentence.en and "about 30 %" in found.sentence.en
    assert found.people == ("boss",) and "Report stage D" in found.next_step.en


def test_one_stage_ahead_is_amber():
    found = asked("B", {**BOSS, "attitude": "C"}, TECH)
    assert found.status == "amber" and "Missing: supporters carry more than half" in found.sentence.en


def test_a_missing_early_step_holds_everything_back():
    found = asked("B", {**BOSS, "coverage": None}, {**TECH, "coverage": None})
    assert found.value == pytest.approx(.1) and "somebody there is known well" in found.sentence.en


def test_a_blocker_keeps_it_from_negotiation():
    more = (*people("saul"), position("saul", roles=("SABOTEUR",), attitude="E"))
    assert asked("A", BOSS, TECH, *more).status == "amber"


def test_without_a_reported_stage_or_with_a_signature_nothing_is_judged():
    assert asked(None).status == "" and "No stage is reported" in asked(None).sentence.en
    assert asked("S").status == "" and "contract" in asked("S").sentence.en


def test_shares_near_the_half_are_not_sure():
    equal = {"roles": ("AWARDER",), "coverage": "3", "weight": .5}
    snapshot = account(Opportunity("o", name="O", stage="B"), *people("ann bob cy"), position("ann", attitude="B", **equal), position("bob", **equal, attitude="C"),
                       position("cy", roles=("DECIDER",), weight=.01, coverage="3", attitude="B"))
    found = answer(analyse(snapshot, today=DAY))
    assert not found.sure and found.low < found.high


@pytest.mark.parametrize("more", [(), (position("a", attitude="B"),), (position("a", roles=("DECIDER",)),)])
def test_little_known_supports_little(more):
    found = answer(analyse(account(Opportunity("o", name="O", stage="B"), *people("a b"), *more), today=DAY))
    assert found.answered and found.value == pytest.approx(.1) and found.status == "red" and found.sentence.zh


@pytest.mark.parametrize("snapshot", [account(), account(*people("a")), account(*people("a b"), tie("CLOSE", "a", "b"))])
def test_nothing_known_and_nothing_reported_no_answer(snapshot):
    found = answer(analyse(snapshot, today=DAY))
    assert not found.answered and found.value is None and found.sentence.zh
