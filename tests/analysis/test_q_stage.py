"""The reported stage against what the map shows."""

from datetime import date

import pytest

from graph.analysis.account import analyse
from graph.analysis.questions.stage import RULES, answer
from graph.model import SCALES, Opportunity, Person, TeamMember
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


def test_what_is_missing_is_said_in_whole_sentences():
    found = asked("B", {**BOSS, "coverage": None}, {**TECH, "coverage": None})
    assert found.facts[0].en == "Not on the map, but asked for at stage F (Visit and first survey): somebody there is known well."
    assert all(fact.en[0].isupper() for fact in found.facts) and found.table.rows[0][0].en == "F (Visit and first survey)"


def test_without_a_reported_stage_or_with_a_signature_nothing_is_judged():
    assert asked(None).status == "" and "No stage is reported" in asked(None).sentence.en
    assert asked("S").status == "" and "contract" in asked("S").sentence.en


def test_shares_near_the_half_are_not_sure():
    equal = {"roles": ("AWARDER",), "coverage": "3", "weight": .5}
    snapshot = account(Opportunity("o", name="O", stage="B"), *people("ann bob cy"), position("ann", attitude="B", **equal), position("bob", **equal, attitude="C"),
                       position("cy", roles=("DECIDER",), weight=.01, coverage="3", attitude="B"))
    found = answer(analyse(snapshot, today=DAY))
    assert not found.sure and found.low < found.high


def reached(boss, *more):
    """What the map shows of stage C where the decider is this person and everything else is there."""
    snapshot = account(Opportunity("o", name="O", stage="C"), *people("tech"), boss, position("boss", **BOSS), position("tech", **TECH), *more)
    return {row[1].en: row[2].en for row in answer(analyse(snapshot, today=DAY)).table.rows}["the decider is known by name and role"]


def test_a_seat_without_a_name_is_no_known_decider():
    assert reached(Person("boss", name="Wang Li", title="General manager")) == "yes"
    assert reached(Person("boss", name="To be found", title="General manager", placeholder=True)) == "no"
    assert reached(Person("boss", name="general manager", title="General manager")) == "no", "a title is no name"
    assert reached(Person("boss", name="总经理", title="General manager", title_alt="总经理")) == "no"


def test_a_tie_that_is_over_is_no_meeting():
    """Who met the decider, the awarder and the payer years ago has not met them for this deal."""
    snapshot = account(Opportunity("o", name="O", stage="D"), TeamMember("me", name="Me"), *people("boss bob"),
                       position("boss", roles=("DECIDER", "AWARDER"), attitude="B"), tie("KNOWS", "me", "boss", level="5", until="2026-01-01"))
    over = answer(analyse(snapshot, today=DAY))
    assert over.value == pytest.approx(.1) and over.table.rows[0][2].en == "no"
    before = answer(analyse(snapshot, today=date(2025, 12, 1)))
    assert before.value > .1 and before.table.rows[0][2].en == "yes"


@pytest.mark.parametrize("more", [(), (position("a", attitude="B"),), (position("a", roles=("DECIDER",)),)])
def test_little_known_supports_little(more):
    found = answer(analyse(account(Opportunity("o", name="O", stage="B"), *people("a b"), *more), today=DAY))
    assert found.answered and found.value == pytest.approx(.1) and found.status == "red" and found.sentence.zh


@pytest.mark.parametrize("snapshot", [account(), account(*people("a")), account(*people("a b"), tie("CLOSE", "a", "b"))])
def test_nothing_known_and_nothing_reported_no_answer(snapshot):
    found = answer(analyse(snapshot, today=DAY))
    assert not found.answered and found.value is None and found.sentence.zh
