"""Whether they can agree: the views in the end, the two sides, friends and foes."""

import random
import re

import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import ask
from graph.analysis.influence import total_influence
from graph.analysis.questions.agreement import signed_ties
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
    assert np.allclose(analysis.views[0], influence @ analysis.attitudes[0], atol=1e-7)


def test_listening_is_not_counted_twice() -> None:
    # Ann decides alone and takes her view from Bob, who has no word of his own: what counts in the end is hers, and not his once more
    analysis = analyse(account(*people("ann bob"), tie("LISTENS_TO", "ann", "bob"), position("ann", roles=("DECIDER",), attitude="A", susceptibility=.5, **SEEN),
                               position("bob", weight=0.0, attitude="E", susceptibility=0.0, **SEEN)), today=DAY)
    found = ask(analysis, "agreement")
    assert analysis.shares.of("bob").value == pytest.approx(.5) and analysis.views[0, 0] == pytest.approx(0)
    assert "almost nothing of the decision ends up for us, almost nothing against" in found.sentence.en


def test_what_may_still_turn_is_no_agreement() -> None:
    said = {"evidence": "HEARSAY", "attitude_date": "2026-10-31"}
    found = ask(analyse(account(*people("ann bob"), position("ann", roles=("AWARDER",), attitude="C", **said), position("bob", roles=("AWARDER",), attitude="C", **said)),
                        today=DAY), "agreement")
    assert found.value == 0 and found.high >= .2 and not found.sure and found.status == "amber"
    assert "They can agree" not in found.sentence.en


@pytest.mark.parametrize("name", ("camera_maker", "bank", "committee"))
def test_the_demo_accounts_are_not_promised_agreement(name: str) -> None:
    found = ask(analyse(demo(name), today=DAY), "agreement")
    assert not found.sure and found.status != "green"


def test_half_for_and_half_against_is_torn() -> None:
    found = ask(council("A", "A", "E", "E"), "agreement")
    assert found.status == "red" and found.sure and found.sentence.en.startswith("Agreement is unlikely: the committee is torn")
    assert found.value == pytest.approx(.5) and "group" in found.next_step.en and "59 %" in found.next_step.en
    (apart,) = [float(number[1]) for fact in found.facts if (number := re.search(r"the views lie (\S+) to", fact.en))]
    assert apart > .65


def test_against_us_is_sure_only_where_the_draws_say_so() -> None:
    # Ann decides; from −0.25 a view counts as against us. Recorded there, half of the draws are milder; recorded at −1 and seen, none is
    def decided(attitude: str, evidence: str):
        return ask(analyse(account(*people("ann bob"), position("ann", roles=("DECIDER",), attitude=attitude, evidence=evidence, attitude_date="2026-10-31"),
                                   position("bob", attitude=attitude, **SEEN)), today=DAY), "agreement")
    open_still, lost = decided("D+", "SAID"), decided("E", "SEEN")
    assert open_still.value > .95 and open_still.low < .1 and not open_still.sure and open_still.status == "amber"
    assert "lean towards agreeing against us, but it is open" in open_still.sentence.en and "倾向于一致反对我方，但尚无定论" in open_still.sentence.zh
    assert any(f"half of it or more is against in about {n} %" in open_still.sentence.en for n in (40, 45, 50, 55, 60))
    assert lost.sure and lost.status == "red" and lost.sentence.en.startswith("They agree, and against us")


@pytest.mark.parametrize("quiet, known", [(5, True), (20, False)])
def test_many_who_are_silent_weigh_though_none_is_in_the_circle(quiet: int, known: bool) -> None:
    # the decider weighs 1.02, everybody else 0.02: five others hold 0.1 of 1.12 together, twenty 0.4 of 1.42, enough to tear the committee
    others = [f"p{k}" for k in range(quiet)]
    found = ask(analyse(account(*people(" ".join(["ann", *others])), position("ann", roles=("DECIDER",), attitude="A", susceptibility=0.0, **SEEN)), today=DAY), "agreement")
    assert found.sure == known and ("as far as views are known" in found.sentence.en) == (not known)
    assert ("15 more" in found.would_change.en or "17 more" in found.would_change.en) == (not known)


def test_much_hostility_is_said_though_the_views_are_one() -> None:
    def four(*ties):
        return ask(analyse(account(*people("ann bob cy dan"), *ties, *(position(p, roles=("AWARDER",), attitude="B", susceptibility=0.0, **SEEN) for p in ("ann", "bob", "cy", "dan"))),
                           today=DAY), "agreement")
    friends, foes = [("ann", "bob"), ("cy", "dan")], [("ann", "cy"), ("ann", "dan"), ("bob", "cy"), ("bob", "dan")]
    torn = four(*(tie("CLOSE", *pair) for pair in friends), *(tie("RIVALS", *pair) for pair in foes))
    assert not torn.sure and torn.status == "amber" and "They could agree by their views, but hardly by their ties" in torn.sentence.en
    assert "4 of 6 ties are negative" in torn.sentence.en and "6 条关系中有 4 条为负向" in torn.sentence.zh and "59 %" in torn.next_step.en
    calm = four(*(tie("CLOSE", *pair) for pair in [*friends, *foes[1:]]), tie("RIVALS", *foes[0]))
    assert calm.sure and "unhealthy" not in calm.sentence.en


def test_two_of_the_same_view_are_not_apart() -> None:
    assert not any("Furthest apart" in fact.en for fact in ask(council("A", "A"), "agreement").facts)
    assert any("Furthest apart" in fact.en for fact in ask(council("A", "E"), "agreement").facts)


def test_a_count_that_is_not_proven_is_said_to_be_at_most_that() -> None:
    rng, signs = random.Random(3), {}
    while len(signs) < 60:
        a, b = rng.sample([f"p{k:02}" for k in range(20)], 2)
        signs.setdefault((min(a, b), max(a, b)), rng.choice((1, -1)))
    ties = [tie("CLOSE" if sign > 0 else "RIVALS", *pair) for pair, sign in signs.items()]
    found = ask(analyse(account(*people(" ".join(f"p{k:02}" for k in range(20))), *ties, position("p00", roles=("DECIDER",), attitude="B")), today=DAY), "agreement")
    assert "at most 14 of 60 ties run across" in found.sentence.en and "60 条关系中至多有 14 条跨越两边" in found.sentence.zh
    assert any("at most 14 would have to change" in fact.en for fact in found.facts)


def test_one_mind_is_agreement() -> None:
    found = ask(council("B", "B", "B", "A"), "agreement")
    assert found.status == "green" and found.sure and found.value == 0 and found.sentence.en.startswith("They can agree")
    assert found.next_step.en == ""


def test_what_nobody_has_said_is_not_agreement() -> None:
    found = ask(analyse(account(*people("ann bob"), position("ann", roles=("DECIDER",)), position("bob", attitude="B", **SEEN)), today=DAY), "agreement")
    assert "as far as views are known" in found.sentence.en and "Ann" in found.would_change.en
    assert not found.sure and found.status == "amber"


def test_friends_and_foes_are_taken_from_the_layers_that_say_so() -> None:
    ties = (tie("CLOSE", "ann", "bob"), tie("RIVALS", "bob", "ann"), tie("CONTACT", "ann", "cy"), tie("CLOSE", "cy", "dan", label="marriage"), tie("LISTENS_TO", "dan", "cy"))
    assert signed_ties(council("B", "B", "B", "B", ties=ties)) == {("ann", "bob"): -1, ("cy", "dan"): 1}


def test_clean_camps_and_those_who_stand_between() -> None:
    clean = (tie("CLOSE", "ann", "bob"), tie("CLOSE", "cy", "dan"), *(tie("RIVALS", a, b) for a, b in (("ann", "cy"), ("ann", "dan"), ("bob", "cy"))))
    assert "two clean camps" in ask(council("A", "A", "E", "E", ties=clean), "agreement").sentence.en
    across = ask(council("A", "A", "E", "E", ties=(*clean, tie("CLOSE", "bob", "dan"))), "agreement")
    assert "clean camps: 1 of 6 ties run across" in across.sentence.en and "6 条关系中有 1 条跨越两边" in across.sentence.zh
