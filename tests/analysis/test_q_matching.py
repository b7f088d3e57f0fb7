"""Level to level: the shapes of key account management, the best pairing, and the stage that the ties support."""

import pytest

from graph.analysis.account import analyse
from graph.analysis.matching import concentration, concentration_draws, counterparts, function_gap, shape_stage
from graph.analysis.questions.matching import answer, own_ties
from graph.analysis.ranges import between
from graph.model import DEFAULTS, Account, Department, Person, TeamMember
from tests.analysis.test_findings import DAY, account, position, tie

KNOT = {("kam", "buyer"): 1.0}
FAN = {("kam", p): 1.0 for p in "abcd"}
DIAMOND = {(f"we{k}", f"they{k}"): 1.0 for k in range(4)}


@pytest.mark.parametrize(("ties", "expected"), [(KNOT, (1, 1)), (FAN, (1, .25)), (DIAMOND, (.25, .25)), ({}, (0, 0))])
def test_concentration_of_the_shapes_as_published(ties, expected):
    assert concentration(ties) == pytest.approx(expected)


def test_ranges_hold_the_value():
    ties = {("kam", "a"): .8, ("kam", "b"): .4, ("eng", "c"): .6}
    for number, value in zip(between(concentration_draws(ties, DEFAULTS), .9), concentration(ties), strict=True):
        assert number.value == pytest.approx(value) and number.low < value < number.high


@pytest.mark.parametrize(("ties", "functions", "stage"), [({}, 0, "0"), (KNOT, 1, "1"), (FAN, 1, "2"), (DIAMOND, 4, "4"), (DIAMOND, 2, "3"),
                                                         ({("a", "x"): 1.0, ("b", "y"): 1.0}, 2, "3")])
def test_the_stage_of_a_shape(ties, functions, stage):
    assert shape_stage(ties, concentration(ties), functions, DEFAULTS) == stage


def member(id, level, function):
    return TeamMember(id, name=id.title(), level=level, function=function)


THEIRS = (Department("fin", name="Finance", function="FINANCE"), Department("tec", name="Engineering", function="TECHNICAL"),
          Department("buy", name="Buying", function="PROCUREMENT"), Department("qc", name="Quality", function="QUALITY"),
          Person("cfo", name="Cfo", level=2, department="fin"), Person("cto", name="Cto", level=2, department="tec"),
          Person("buyer", name="Buyer", level=4, department="buy"), position("cfo", roles=("DECIDER",)), position("cto", roles=("AWARDER",)),
          position("buyer", roles=("BUYER",)))
OURS = (member("vp", 2, "FINANCE"), member("eng", 3, "TECHNICAL"), member("kam", 4, "SALES"))


def test_functions_fit_by_kind_by_side_or_not_at_all():
    snapshot = account(*THEIRS, Person("qa", name="Qa", department="qc"))
    def gap(function, person):
        return function_gap(snapshot, member("m", 1, function), snapshot.people[person])
    assert (gap("FINANCE", "cfo"), gap("TECHNICAL", "qa"), gap("SALES", "buyer"), gap("FINANCE", "cto")) == (0, .5, 0, 1)
    assert gap(None, "cfo") == 1


def test_the_best_pairing_in_all():
    analysis = analyse(account(*OURS, *THEIRS), today=DAY)
    assert {(p.ours, p.theirs, p.levels) for p in counterparts(analysis, {})} == {("vp", "cfo", 0), ("eng", "cto", 1), ("kam", "buyer", 0)}


def test_a_bow_tie_and_the_lines_that_are_missing():
    snapshot = account(Account("a", name="A", kam_stage="4"), *OURS, *THEIRS, tie("KNOWS", "kam", "buyer", level="4"), tie("KNOWS", "kam", "cto", level="2"))
    found = answer(analyse(snapshot, today=DAY))
    assert "Still a bow-tie: about 100 % of the ties run through Kam" in found.sentence.en
    assert "our finance (Vp)–Cfo" in found.sentence.en and "Stage 4 is claimed; the ties look like stage 2" in found.sentence.en
    assert found.status == "red" and found.people[0] == "cfo" and found.value == pytest.approx(1)


def test_a_shape_that_chance_can_turn_is_not_sure_and_a_bow_tie_is_not_green():
    ties = tie("KNOWS", "kam", "buyer", level="5"), tie("KNOWS", "kam", "cto", level="1"), tie("KNOWS", "eng", "cto", level="2")  # three quarters are Kam's
    found = answer(analyse(account(Account("a", name="A", kam_stage="1"), *OURS[1:], *THEIRS, *ties), today=DAY))
    assert "Still a bow-tie" in found.sentence.en and "Missing" not in found.sentence.en and found.status == "amber"
    drawn = concentration_draws(own_ties(analyse(account(*OURS, *THEIRS, *ties), today=DAY)), DEFAULTS)
    chance = float((drawn[1:].max(axis=1) >= DEFAULTS.knot_from).mean())
    assert found.sure == (chance >= DEFAULTS.sure_from) and not found.sure and "This shape holds in about" in found.sentence.en


def test_lines_of_all_and_an_honest_stage_are_green():
    snapshot = account(Account("a", name="A", kam_stage="4"), *OURS, *THEIRS, tie("KNOWS", "kam", "buyer", level="4"),
                       tie("KNOWS", "eng", "cto", level="4"), tie("KNOWS", "vp", "cfo", level="4"))
    found = answer(analyse(snapshot, today=DAY))
    assert found.status == "green" and "A diamond" in found.sentence.en and "stage 4" in found.sentence.en
    assert found.value == pytest.approx(1 / 3)


def test_joint_teams_cannot_be_denied_and_quarrels_are_no_ties():
    snapshot = account(Account("a", name="A", kam_stage="5"), *OURS, *THEIRS, *(tie("KNOWS", a, b) for a, b in (("kam", "buyer"), ("eng", "cto"), ("vp", "cfo"))))
    assert answer(analyse(snapshot, today=DAY)).status == "green"
    assert own_ties(analyse(account(*OURS, *THEIRS, tie("KNOWS", "kam", "buyer", sign=-1)), today=DAY)) == {}


def test_a_function_of_theirs_without_a_counterpart_is_said():
    snapshot = account(member("kam", 4, "SALES"), *THEIRS, tie("KNOWS", "kam", "buyer"))
    assert any("finance" in fact.en and "No counterpart" in fact.en for fact in answer(analyse(snapshot, today=DAY)).facts)


@pytest.mark.parametrize("records", [(), (Person("ann", name="Ann"),), THEIRS])
def test_silent_where_nothing_can_be_said(records):
    assert not answer(analyse(account(*records), today=DAY)).answered
