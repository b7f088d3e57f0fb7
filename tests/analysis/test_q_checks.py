"""Who uses does not buy, who buys does not decide, who decides does not use."""

from dataclasses import replace

import pytest

from graph.analysis.account import analyse
from graph.analysis.questions.checks import answer
from graph.model import Department
from tests.analysis.test_findings import DAY, account, people, position


def asked(*holders):
    """Each holder is "person department role role ..."; "-" is no department."""
    found = []
    for holder in holders:
        name, unit, *roles = holder.split()
        found += [replace(people(name)[0], department=None if unit == "-" else unit), position(name, roles=tuple(roles))]
    units = {h.split()[1] for h in holders} - {"-"}
    return answer(analyse(account(*(Department(u, name=u.upper()) for u in sorted(units)), *found), today=DAY))


def test_three_departments_are_green():
    found = asked("ann plant USER", "bob buying BUYER", "cy board DECIDER")
    assert (found.status, found.value, found.sure) == ("green", 0, True) and "in place" in found.sentence.en


@pytest.mark.parametrize("holders", [("ann plant USER", "bob buying BUYER AWARDER", "cy board DECIDER"), ("ann plant USER", "bob plant BUYER", "cy board DECIDER"),
                                     ("ann board USER", "bob buying BUYER", "cy board DECIDER")])
def test_two_in_one_hand_are_amber(holders):
    found = asked(*holders)
    assert (found.status, found.value) == ("amber", 1) and "this check is weak" in found.sentence.en and "in writing" in found.next_step.en


def test_all_in_one_department_is_red_and_names_who_does_it_alone():
    found = asked("ann shop USER BUYER", "cy shop DECIDER", "bob hall PROMOTER")
    assert found.status == "red" and "SHOP uses it, buys it and decides" in found.sentence.en and "Ann does more than one of these" in found.sentence.en
    assert found.people[0] == "ann"


def test_two_people_of_one_department_do_not_stand_alone():
    assert "more than one" not in asked("ann shop USER", "bob shop BUYER", "cy board DECIDER").sentence.en


def test_what_is_not_known_leaves_it_open():
    found = asked("ann plant USER", "cy board DECIDER", "bob - BUYER")
    assert found.status == "" and not found.sure and "who buys it" in found.sentence.en
    assert any("Not counted" in fact.en and "Bob" in fact.en for fact in found.facts)


def test_a_weak_check_is_sure_even_when_the_rest_is_not_known():
    assert asked("ann shop USER BUYER").sure


@pytest.mark.parametrize("snapshot", [account(), account(*people("a b")), account(*people("a"), position("a", roles=("USER",)))])
def test_nothing_known_is_said(snapshot):
    found = answer(analyse(snapshot, today=DAY))
    assert not found.answered and found.value is None and found.sentence.zh
