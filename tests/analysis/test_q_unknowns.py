"""What we do not know: whose view carries the doubt, what knowing it is worth, what is old and what is a waste of time."""

import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import ask
from graph.analysis.questions.unknowns import age, value_of_knowing
from graph.model import DEFAULTS
from tests.analysis.every_account import every
from tests.analysis.test_findings import DAY, account, people, position

SEEN = {"evidence": "SEEN", "attitude_date": "2026-10-31"}


def test_knowing_is_worth_something_where_it_can_change_the_choice_and_only_there() -> None:
    ever = False
    for name in ("committee", "made of 40", "bank", "all for us"):
        worth, turns = value_of_knowing(analyse(every()[name], today=DAY))
        assert ((worth > 1e-12) == (turns > 0)).all(), name
        ever |= bool(turns.any())
    assert ever


def test_the_worth_of_knowing_is_what_the_draws_say() -> None:
    found = analyse(account(*people("ann bob"), position("ann", roles=("DECIDER",), attitude="B", evidence="HEARSAY"),
                            position("bob", roles=("AWARDER",), attitude="B", **SEEN)), today=DAY)
    worth, turns = value_of_knowing(found)
    c, x = found.shares.draws.shares, found.attitudes[1:]
    room = np.clip(1 - x, 0, DEFAULTS.visit_step)
    other = float((c[1:, 1] * room[:, 1]).mean())
    ann = c[0, 0] * room[:, 0]
    assert worth[0] == pytest.approx(np.maximum(ann, other).mean() - max(ann.mean(), other)) and worth[0] > 0
    assert 0 < turns[0] < .5


def test_it_does_not_matter_what_somebody_thinks_who_will_be_asked_first_anyway() -> None:
    found = analyse(account(*people("ann bob"), position("ann", roles=("DECIDER",), attitude="E", evidence="HEARSAY"),
                            position("bob", attitude="E", **SEEN)), today=DAY)
    worth, turns = value_of_knowing(found)
    assert worth[0] == pytest.approx(0) and turns[0] == 0
    assert any("hardly change whom to talk to" in fact.en for fact in ask(found, "unknowns").facts)


def test_old_attitudes_and_those_without_a_date_are_said() -> None:
    found = analyse(account(*people("ann bob cy"), position("ann", roles=("DECIDER",), attitude="B", attitude_date="2026-06-01"),
                            position("bob", roles=("USER",), attitude="C", **SEEN), position("cy", attitude="C")), today=DAY)
    facts = " ".join(fact.en for fact in ask(found, "unknowns").facts)
    assert age(found, "ann") == 153 and age(found, "cy") is None
    assert "Older than 90 days, so half forgotten: Ann" in facts and "Without a date, so taken as of today: 1" in facts


def test_nobody_is_asked_about_who_hardly_counts() -> None:
    found = analyse(account(*people("ann bob cy dan"), position("ann", roles=("DECIDER",)), position("bob", roles=("USER",), attitude="B", **SEEN),
                            position("cy"), position("dan", attitude="B", **SEEN)), today=DAY)
    sentence = ask(found, "unknowns").sentence
    assert "Do not spend time asking about Cy." in sentence.en and "不必花时间打听Cy" in sentence.zh
    assert "Dan" not in sentence.en and "Ann" in sentence.en


def test_whose_view_is_the_largest_gap_is_said_only_as_surely_as_it_is() -> None:
    even, clear = (ask(analyse(account(*people("ann bob"), position("ann", roles=("DECIDER",)), position("bob", roles=(role,), attitude="B", evidence=how,
                                                                                                        attitude_date="2026-10-31")), today=DAY), "unknowns")
                   for role, how in (("DECIDER", "HEARSAY"), ("USER", "SEEN")))
    assert not even.sure and "It is the largest in about" in even.sentence.en and "so may be that of " in even.sentence.en and "也可能居首" in even.sentence.zh
    assert clear.sure and "It is the largest" not in clear.sentence.en


def test_a_worth_of_next_to_nothing_has_no_number() -> None:
    found = ask(analyse(every()["committee"], today=DAY), "unknowns")
    worths = [row[-1].en for row in found.table.rows]
    assert "hardly anything" in worths and not any(abs(float(w.replace("−", "-"))) < DEFAULTS.effect_least for w in worths if w != "hardly anything")
