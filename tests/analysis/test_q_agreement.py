"""Whether they can agree: the views in the end, the two sides, friends and foes."""

import re

import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import ask
from graph.analysis.influence import total_influence
from graph.analysis.questions.agreement import final_views, signed_ties
from tests.analysis.every_account import demo
from tests.analysis.test_findings import DAY, account, people, position, tie

SEEN = {"evidence": "SEEN", "attitude_date": "2026-10-31"}


def council(*codes: str, ties=()):
    names = ["ann", "bob", "cy", "dan"][:len(codes)]
    return analyse(account(*people(" ".join(names)), *ties,
                           *(position(p, roles=("AWARDER",), attitude=code, **SEEN) for p, code in zip(names, codes, strict=True))), today=DAY)


def test_the_views_in_the_end_are_those_of_the_closed_form() -> None:
    analysis = analyse(demo("committee"), today=DAY)
    influence = total_influence(analysis.model.listening.toarray(), analysis.model.openness)
    assert np.allclose(final_views(analysis), analysis.attitudes @ influence.T, atol=1e-7)


def test_half_for_and_half_against_is_torn() -> None:
    found = ask(council("A", "A", "E", "E"), "agreement")
    assert found.status == "red" and found.sure and found.sentence.en.startswith("Agreement is unlikely: the committee is torn")
    assert found.value == pytest.approx(.5) and "group" in found.next_step.en and "59 %" in found.next_step.en
    (apart,) = [float(number[1]) for fact in found.facts if (number := re.search(r"the views lie (\S+) to", fact.en))]
    assert apart > .65


def test_one_mind_is_agreement() -> None:
    found = ask(council("B", "B", "B", "A"), "agreement")
    assert found.status == "green" and found.sure and found.value == 0 and found.sentence.en.startswith("They can agree")
    assert found.next_step.en == ""


def test_what_nobody_has_said_is_not_agreement() -> None:
    found = ask(analyse(account(*people("ann bob"), position("ann", roles=("DECIDER",)), position("bob", attitude="B", **SEEN)), today=DAY), "agreement")
    assert "as far as views are known" in found.sentence.en and "Ann" in found.would_change.en


def test_friends_and_foes_are_taken_from_the_layers_that_say_so() -> None:
    ties = (tie("CLOSE", "ann", "bob"), tie("RIVALS", "bob", "ann"), tie("CONTACT", "ann", "cy"), tie("CLOSE", "cy", "dan", label="marriage"), tie("LISTENS_TO", "dan", "cy"))
    assert signed_ties(council("B", "B", "B", "B", ties=ties)) == {("ann", "bob"): -1, ("cy", "dan"): 1}


def test_clean_camps_and_those_who_stand_between() -> None:
    clean = (tie("CLOSE", "ann", "bob"), tie("CLOSE", "cy", "dan"), *(tie("RIVALS", a, b) for a, b in (("ann", "cy"), ("ann", "dan"), ("bob", "cy"))))
    assert "two clean camps" in ask(council("A", "A", "E", "E", ties=clean), "agreement").sentence.en
    across = ask(council("A", "A", "E", "E", ties=(*clean, tie("CLOSE", "bob", "dan"))), "agreement")
    assert "1 of 6 ties run across" in across.sentence.en
