"""Threads: how many contacts we really have, and who would cut us off."""

import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.questions.threads import answer, effective, lines_to
from graph.model import Competitor, Person, TeamMember
from tests.analysis.test_findings import DAY, account, people, position, tie

OURS = (TeamMember("we", name="We"), TeamMember("you", name="You"))


def test_effective_contacts_in_closed_form():
    def number(shares, met):
        return effective(np.array([shares]), np.array(met), .9).value
    assert number([.25] * 4, [1, 1, 1, 1]) == pytest.approx(4)
    assert number([.25] * 4, [1, 0, 0, 0]) == pytest.approx(1)
    assert number([.6, .2, .2], [.5, .5, 0]) == pytest.approx(1 / (.75**2 + .25**2))
    assert number([.5, .5], [0, 0]) == 0
    assert number([.5, .5, -.2], [1, 1, 1]) == pytest.approx(2), "who works against us is no contact"


def chain(*more):
    return account(*OURS, *people("ceo sec bob"), position("ceo", roles=("DECIDER",)), tie("KNOWS", "we", "bob"), tie("WILL_INTRODUCE", "bob", "sec"),
                   tie("WILL_INTRODUCE", "sec", "ceo"), *more)


def test_one_thread_is_red_and_names_everybody_on_it():
    found = answer(analyse(chain(), today=DAY))
    assert found.status == "red" and "Everything to Ceo runs through We, Bob and Sec" in found.sentence.en and found.sure
    assert "Within a year that happens in about 45 % of the cases" in found.sentence.en, "1 - .83^3 for three people, not the chance of one of them"
    assert found.people[:2] == ("bob", "sec") and "Open a second line" in found.next_step.en
    assert lines_to(analyse(chain(), today=DAY), "ceo").year == pytest.approx(.83**3)


def test_a_second_line_that_shares_nobody_is_green():
    analysis = analyse(chain(tie("KNOWS", "you", "ceo")), today=DAY)
    line = lines_to(analysis, "ceo")
    assert line.count == 2 and line.year == pytest.approx(1 - (1 - .83**3) * (1 - .83))
    assert "2 separate lines" in answer(analysis).sentence.en
    assert lines_to(analyse(chain(tie("KNOWS", "we", "ceo")), today=DAY), "ceo").count == 1, "the same one of us on both"


def test_with_one_person_the_chance_is_that_of_one():
    found = answer(analyse(account(*OURS, *people("ceo bob"), position("ceo", roles=("DECIDER",), coverage="2"), tie("KNOWS", "we", "ceo")), today=DAY))
    assert "with this one person the line is gone. Within a year that happens in about 15 % of the cases" in found.sentence.en


def test_few_or_enough_contacts_is_not_certain_where_the_range_holds_both():
    two = [TeamMember("we", name="We"), TeamMember("you", name="You"), *people("ceo cfo"), position("ceo", roles=("DECIDER",)),
           *(tie("KNOWS", ours, theirs) for ours in ("we", "you") for theirs in ("ceo", "cfo"))]
    even = answer(analyse(account(*two, position("cfo", roles=("DECIDER",))), today=DAY))
    assert even.low < 2 <= even.high + 1e-9 and even.status == "green" and not even.sure
    one_sided = answer(analyse(account(*two, position("cfo", roles=("TRIGGER",))), today=DAY))
    assert one_sided.high < 2 and one_sided.status == "amber" and one_sided.sure


def test_opponents_and_weak_steps_are_no_lines():
    via_foe = chain(tie("KNOWS", "you", "foe"), tie("WILL_INTRODUCE", "foe", "ceo"), *people("foe"), Competitor("x", name="X"), tie("SUPPORTS_COMPETITOR", "foe", "x"))
    assert lines_to(analyse(via_foe, today=DAY), "ceo").count == 1
    assert lines_to(analyse(chain(tie("KNOWS", "you", "ceo", level="1")), today=DAY), "ceo").count == 1


def test_nobody_leads_there():
    found = answer(analyse(account(*OURS, *people("ceo bob"), position("ceo", roles=("DECIDER",)), tie("KNOWS", "we", "bob")), today=DAY))
    assert found.status == "red" and "No line of ours leads to Ceo" in found.sentence.en and "one single contact" in found.sentence.en


def test_a_way_too_weak_for_a_line_is_said_where_it_is_the_best():
    """.9 times .2 is a way of 18 %, and its second step is below 30 %: introductions may advise it, a line it is not."""
    snapshot = account(*OURS, *people("ceo ann"), position("ceo", roles=("DECIDER",)), tie("KNOWS", "we", "ann", strength=.9),
                       tie("WILL_INTRODUCE", "ann", "ceo", strength=.2))
    found = answer(analyse(snapshot, today=DAY))
    assert lines_to(analyse(snapshot, today=DAY), "ceo").count == 0 and found.status == "red"
    assert "No firm line of ours leads to Ceo: the best way there, We → Ann → Ceo, is too weak to count (about 20 %)." in found.sentence.en
    assert "没有一条牢靠的路线通向Ceo：最好的一条We → Ann → Ceo太弱，不能算数（约 20 %）。" in found.sentence.zh
    assert found.next_step.en == "Make the way to Ceo firmer; its weakest step is from Ann to Ceo." and "Ceo: no firm line." in [fact.en for fact in found.facts]


def test_an_old_contact_is_no_line():
    snapshot = account(*OURS, *people("ceo bob"), position("ceo", roles=("DECIDER",)), tie("KNOWS", "we", "ceo", last_confirmed="2016-01-01"))
    assert lines_to(analyse(snapshot, today=DAY), "ceo").count == 0


def test_no_line_leads_through_an_official():
    via = Person("via", name="Via", party="GOVERNMENT")
    snapshot = account(*OURS, via, *people("ceo"), position("ceo", roles=("DECIDER",)), tie("KNOWS", "we", "via"), tie("WILL_INTRODUCE", "via", "ceo"))
    analysis = analyse(snapshot, today=DAY)
    assert lines_to(analysis, "ceo").count == 0 and lines_to(analysis, "via").count == 1


@pytest.mark.parametrize("records", [(), people("ann"), people("ann bob"), [*people("ann bob"), position("ann", roles=("DECIDER",))]])
def test_silent_where_nothing_can_be_said(records):
    found = answer(analyse(account(*records), today=DAY))
    assert not found.answered and found.value is None


def test_ties_alone_say_on_which_layer_it_rests():
    snapshot = account(*OURS, *people("ann bob cy"), tie("ADVICE", "bob", "ann"), tie("ADVICE", "cy", "ann"), tie("KNOWS", "we", "bob"))
    assert any("ties alone" in fact.en for fact in answer(analyse(snapshot, today=DAY)).facts)
