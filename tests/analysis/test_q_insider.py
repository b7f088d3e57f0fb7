"""Insiders: who wants us to win, by the three reasons, times what that person can do."""

import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.questions.insider import answer, enmity, nearness, wants
from graph.model import Competitor, Faction, Person
from tests.analysis.test_findings import DAY, account, people, position, tie

RIVAL = (Competitor("x", name="X"), tie("SUPPORTS_COMPETITOR", "ally", "x", strength=.8))


def committee(*more):
    return account(*people("ceo aide ally clerk"), position("ceo", roles=("DECIDER",)), tie("LISTENS_TO", "ceo", "aide"), tie("LISTENS_TO", "ceo", "ally"),
                   tie("LISTENS_TO", "aide", "clerk", strength=.2), *RIVAL, *more)


def test_who_likes_us_and_is_heard_comes_first():
    found = answer(analyse(committee(position("aide", attitude="A", weight=.3, susceptibility=.1), position("clerk", attitude="B")), today=DAY))
    assert found.people[0] == "aide" and found.sure and "thinks well of us (A)" in found.sentence.en
    assert 0 <= found.low <= found.value <= found.high <= 1 and "small favour" in found.next_step.en


def test_being_against_the_competitors_ally_is_a_reason_without_liking_us():
    found = answer(analyse(committee(position("aide", attitude="C"), tie("RIVALS", "aide", "ally", strength=.9)), today=DAY))
    assert found.people[0] == "aide" and "is against Ally, who backs a competitor" in found.sentence.en and "Ally对立" in found.sentence.zh


def test_the_three_reasons_add_up():
    snapshot = committee(*people("patron"), position("patron", roles=("PAYER",)), tie("IN_CIRCLE", "ally", "patron", level="INNER"),
                         tie("RIVALS", "aide", "ally", strength=.5), tie("RIVALS", "clerk", "patron", strength=1.0))
    analysis = analyse(snapshot, today=DAY)
    ally, backer = wants(analysis, enmity(analysis))
    at = analysis.people_at
    assert ally[at["aide"]] == pytest.approx(.5 * .8) and backer[at["aide"]] == 0
    assert backer[at["clerk"]] > 0 and ally[at["clerk"]] == 0


def test_enmity_goes_both_ways_between_rivals_and_through_hostile_camps():
    snapshot = account(*people("ann bob cy dan"), Faction("f", name="F"), Faction("g", name="G"), tie("RIVALS", "ann", "bob", strength=.7),
                       tie("IN_FACTION", "cy", "f", level="1"), tie("IN_FACTION", "dan", "g", level="2"), tie("HOSTILE", "f", "g", strength=.5),
                       tie("LISTENS_TO", "ann", "dan", sign=-1, strength=.3))
    analysis = analyse(snapshot, today=DAY)
    found, at = enmity(analysis).toarray(), analysis.people_at
    assert found[at["ann"], at["bob"]] == found[at["bob"], at["ann"]] == .7
    assert found[at["cy"], at["dan"]] == found[at["dan"], at["cy"]] == pytest.approx(.4)
    assert found[at["ann"], at["dan"]] == .3 and found[at["dan"], at["ann"]] == 0


def test_opponents_the_competitors_friends_the_decider_and_empty_seats_are_no_insiders():
    snapshot = committee(Person("seat", name="Seat", placeholder=True), tie("LISTENS_TO", "ceo", "seat"), position("seat", attitude="A"),
                         position("ceo", roles=("DECIDER",), attitude="A"), position("ally", attitude="A"), position("aide", attitude="E"),
                         tie("RIVALS", "aide", "ally"), position("clerk", attitude="B"))
    assert answer(analyse(snapshot, today=DAY)).people == ("clerk",)


def test_officials_and_those_close_to_a_principal_are_no_insiders():
    snapshot = committee(Person("off", name="Off", party="GOVERNMENT"), Person("wu", name="Wu", title="CEO's assistant"), tie("LISTENS_TO", "ceo", "off"),
                         tie("LISTENS_TO", "ceo", "wu"), *(position(p, attitude="A") for p in ("off", "wu", "clerk")))
    assert answer(analyse(snapshot, today=DAY)).people == ("clerk",)


def test_nobody_wants_us():
    found = answer(analyse(committee(position("aide", attitude="C"), position("clerk", attitude="D")), today=DAY))
    assert found.answered and not found.sure and found.value is None and "Nobody on the map" in found.sentence.en


def test_nearness_halves_with_every_tie():
    analysis = analyse(committee(*people("far alone"), tie("CLOSE", "clerk", "far"), position("ceo", roles=("DECIDER",), susceptibility=.1)), today=DAY)
    near, no_line = (dict(zip(analysis.model.people, found, strict=True)) for found in nearness(analysis))
    assert analysis.circle == ("ceo",)
    assert (near["ceo"], near["aide"], near["clerk"], near["far"]) == pytest.approx((1, 1, .5, 1 / 3))
    assert near["alone"] == pytest.approx(1 / 4) and [p for p, yes in no_line.items() if yes] == ["alone"], "one tie further than the furthest"


def test_two_who_are_alike_are_not_told_apart():
    snapshot = account(*people("ceo ann bob"), position("ceo", roles=("DECIDER",)), *(tie("LISTENS_TO", "ceo", p) for p in ("ann", "bob")),
                       *(position(p, attitude="B") for p in ("ann", "bob")))
    found = answer(analyse(snapshot, today=DAY))
    assert not found.sure and found.sentence.en.startswith("Cannot tell") and set(found.people) == {"ann", "bob"}


def test_advocates_to_whom_no_line_leads_want_us_all_the_same():
    """Dee decides and no tie is drawn: Cy, who pays, and Bob want us to win; how near they are to Dee nobody has said."""
    snapshot = account(*people("dee bob cy"), position("dee", roles=("DECIDER",), attitude="C"), position("cy", roles=("PAYER",), attitude="A"),
                       position("bob", roles=("USER",), attitude="A"))
    analysis = analyse(snapshot, today=DAY)
    found = answer(analysis)
    assert found.people == ("cy", "bob") and found.value > 0 and not found.sure and "How near Cy is to those who decide is not known" in found.sentence.en
    assert "Cy离决策的人有多近尚不知道" in found.sentence.zh and all("no line to the small circle is known" in fact.en for fact in found.facts)
    assert nearness(analysis)[0].tolist() == [.5, .5, 1]


def test_equals_are_equal_wherever_the_small_circle_is_cut():
    """Five who weigh and think the same: three of them happen to carry half, and the other two are no further away."""
    snapshot = account(*people("ann bob cy dan eve"), *(position(p, weight=.5, attitude="B", evidence="SEEN", attitude_date="2026-10-30")
                                                       for p in ("ann", "bob", "cy", "dan", "eve")))
    found = answer(analyse(snapshot, today=DAY))
    assert {"dan", "eve"} <= set(found.people) and not found.sure and "Dan and Eve look alike" in found.sentence.en and "Dan和Eve不相上下" in found.sentence.zh


def test_whoever_wants_us_and_is_no_insider_is_named():
    found = answer(analyse(committee(position("ceo", roles=("DECIDER",), attitude="A"), position("aide", attitude="D")), today=DAY))
    assert "there is only Ceo" in found.sentence.en and "希望我们获胜的只有Ceo" in found.sentence.zh and found.value is None and not found.sure


def test_an_eager_one_who_can_do_little_is_paired():
    snapshot = committee(position("aide", attitude="C+", weight=.6, susceptibility=.1, evidence="SEEN", attitude_date="2026-11-01"), position("clerk", attitude="A"))
    assert "Clerk wants us even more but can do little" in answer(analyse(snapshot, today=DAY)).sentence.en


def test_it_is_the_same_every_time():
    one, two = (answer(analyse(committee(position("aide", attitude="B")), today=DAY)) for _ in range(2))
    assert one == two and np.isfinite([one.value, one.low, one.high]).all()


@pytest.mark.parametrize("records", [(), people("ann"), people("ann bob"), [*people("ann bob"), position("ann", roles=("DECIDER",))]])
def test_silent_where_nothing_can_be_said(records):
    assert not answer(analyse(account(*records), today=DAY)).answered
