"""Introductions: the advised way, the one that would brand us, and what is said when there is none."""

import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import ask
from graph.analysis.questions.introductions import answer, way_to
from graph.model import Competitor, Opportunity, Person, TeamMember
from tests.analysis.test_findings import DAY, account, people, position, tie


def warm(*more):
    """We know Ann, Bob and the rival; Bob's friend is the secretary; all of them could bring us to the chief executive."""
    return account(*people("ann bob sec rival ceo"), TeamMember("we", name="We"), Competitor("x", name="X"), position("ceo", roles=("DECIDER",)),
                   tie("KNOWS", "we", "ann", strength=.9), tie("WILL_INTRODUCE", "ann", "ceo", strength=.2),
                   tie("KNOWS", "we", "bob", strength=.7), tie("WILL_INTRODUCE", "bob", "sec", strength=.8), tie("WILL_INTRODUCE", "sec", "ceo", strength=.9),
                   tie("KNOWS", "we", "rival", strength=.95), tie("WILL_INTRODUCE", "rival", "ceo", strength=.95), *more)


def test_the_published_way_around_the_rival():
    found = answer(analyse(warm(tie("SUPPORTS_COMPETITOR", "rival", "x")), today=DAY))
    assert found.value == pytest.approx(.504) and found.low < .504 < found.high
    assert "We → Bob (70 %) → Sec (80 %) → Ceo (90 %), about 50 % in all" in found.sentence.en
    assert "We → Rival → Ceo (about 90 %), would brand us: Rival supports X. Not advised." in found.sentence.en
    assert "不建议" in found.sentence.zh and found.people[:3] == ("ceo", "bob", "sec")
    assert any("would brand us" in str(row) for row in found.table.rows)


def test_without_a_brand_the_strong_way_is_advised():
    found = answer(analyse(warm(), today=DAY))
    assert found.value == pytest.approx(.9025) and "brand" not in found.sentence.en


@pytest.mark.parametrize("why", [position("rival", attitude="E"), tie("RIVALS", "ceo", "rival")])
def test_opponents_and_rivals_of_the_target_are_not_advised(why):
    found = answer(analyse(warm(why), today=DAY))
    assert found.value == pytest.approx(.504) and "Not advised" in found.sentence.en


def test_two_ways_share_nobody_not_even_one_of_us():
    other = (TeamMember("you", name="You"), tie("KNOWS", "you", "ann", strength=.9))
    one, two = way_to(analyse(warm(tie("SUPPORTS_COMPETITOR", "rival", "x"), *other), today=DAY), "ceo").apart
    assert not set(one.between) & set(two.between) and one.chance >= two.chance
    assert way_to(analyse(warm(position("rival", attitude="E")), today=DAY), "ceo").apart is None, "all ways begin with the same one of us"


def test_only_a_branded_way():
    snapshot = account(*people("foe ceo"), TeamMember("we", name="We"), tie("KNOWS", "we", "foe"), tie("WILL_INTRODUCE", "foe", "ceo", strength=.8),
                       position("ceo", roles=("DECIDER",)), position("foe", attitude="E"))
    found = answer(analyse(snapshot, today=DAY))
    assert "nobody we know can introduce us" in found.sentence.en and "The only way" in found.sentence.en and found.value is None


def test_as_good_a_way_is_said_when_the_draws_do_not_decide():
    snapshot = account(*people("ann bob ceo"), TeamMember("we", name="We"), position("ceo", roles=("DECIDER",)),
                       *(t for p in ("ann", "bob") for t in (tie("KNOWS", "we", p, strength=.8), tie("WILL_INTRODUCE", p, "ceo", strength=.5))))
    found = answer(analyse(snapshot, today=DAY))
    assert not found.sure and "As good may be" in found.sentence.en


def test_those_who_weigh_most_come_first_and_the_covered_need_nobody():
    snapshot = account(*people("ann ceo user"), TeamMember("we", name="We"), tie("KNOWS", "we", "ann"), position("ceo", roles=("DECIDER",)),
                       position("user", roles=("USER",)), tie("LISTENS_TO", "ceo", "ann"), tie("LISTENS_TO", "user", "ann"))
    found = answer(analyse(snapshot, today=DAY))
    assert found.people[0] == "ceo" and {"ceo", "user"} <= set(found.people)
    covered = account(*people("ann ceo"), TeamMember("we", name="We"), tie("KNOWS", "we", "ann"), tie("KNOWS", "we", "ceo"), position("ceo", roles=("DECIDER",)))
    assert answer(analyse(covered, today=DAY)).status == "green"


def test_no_introduction_while_a_tender_runs():
    found = ask(analyse(warm(Opportunity("o", name="O", buying_step="6")), today=DAY), "introductions")
    assert "No introduction while the tender runs" in found.next_step.en and any("tender" in flag.en for flag in found.flags)


def test_whoever_of_us_knows_the_target_asks_for_no_introduction():
    """We know the chief executive a little; the way begins with somebody else of us, and the question about coverage says the same."""
    slight = tie("KNOWS", "we", "ceo", strength=.25)
    alone = answer(analyse(warm(slight), today=DAY))
    assert alone.sentence.en.startswith("Nobody we know can introduce us to Ceo; We knows this person, if not well.") and alone.people[0] != "ceo"
    both = analyse(warm(slight, TeamMember("you", name="You"), tie("KNOWS", "you", "bob", strength=.5)), today=DAY)
    assert way_to(both, "ceo").routes[0].people == ("you", "bob", "sec", "ceo")
    assert "We knows this person" in ask(both, "uncovered").next_step.en


def test_officials_and_those_close_to_a_principal_are_no_targets():
    wu, ties = Person("wu", name="Wu", title="Assistant to the CEO"), [tie("LISTENS_TO", "ceo", "wu"), tie("LISTENS_TO", "wu", "ann")]
    found = ask(analyse(warm(wu, *ties, position("wu", roles=("AWARDER",))), today=DAY), "introductions")
    assert not any(row[0].en.startswith("Wu") for row in found.table.rows) and any("Met only openly" in fact.en and "Wu" in fact.en for fact in found.facts)
    only = account(*people("ann"), wu, TeamMember("we", name="We"), tie("KNOWS", "we", "ann"), tie("LISTENS_TO", "wu", "ann"), position("wu", roles=("DECIDER",)))
    assert ask(analyse(only, today=DAY), "introductions").sentence.en == "Met only openly, without an introduction: Wu (Assistant to the CEO)."


def through(who, *more):
    """We know `who` well, whom the chief executive listens to: .9 times 1 times an even willingness and a half of it for B, .75."""
    return account(who, *people("ceo"), TeamMember("we", name="We"), position("ceo", roles=("DECIDER",)), tie("KNOWS", "we", "via", strength=.9),
                   tie("LISTENS_TO", "ceo", "via"), position("via", attitude="B"), *more)


OFFICIAL = Person("via", name="Via", party="GOVERNMENT")


@pytest.mark.parametrize("who", [OFFICIAL, Person("via", name="Via", title="Wife of the chairman")])
def test_nobody_who_is_met_only_openly_is_asked_for_an_introduction(who):
    found = ask(analyse(through(who), today=DAY), "introductions")
    assert found.value is None and "nobody we know can introduce us there" in found.sentence.en and "brand" not in str(found)
    assert "The only way, We → Via → Ceo (about 70 %), is not one to take: Via is met only openly, and asked for no introduction." in found.sentence.en
    assert "唯一的一条We → Via → Ceo（约 70 %）不可走：Via只可公开接触，不请其引荐。" in found.sentence.zh
    assert found.table.rows[0][-1].en == "met only openly: not to be taken" and any("Via" in flag.en for flag in found.flags)


def test_another_way_is_taken_where_there_is_one():
    snapshot = through(OFFICIAL, *people("bob"), tie("KNOWS", "we", "bob", strength=.7), tie("WILL_INTRODUCE", "bob", "ceo", strength=.6))
    found = ask(analyse(snapshot, today=DAY), "introductions")
    assert found.value == pytest.approx(.42) and "The way there: We → Bob (70 %) → Ceo (60 %)" in found.sentence.en
    assert "The stronger way, We → Via → Ceo (about 70 %), is not one to take" in found.sentence.en and "asks Bob" in found.next_step.en


@pytest.mark.parametrize("records", [(), people("ann"), people("ann bob"), [*people("ann bob"), position("ann", roles=("DECIDER",))],
                                     [*people("ann bob"), tie("CLOSE", "ann", "bob")]])
def test_silent_where_nothing_can_be_said(records):
    found = answer(analyse(account(*records), today=DAY))
    assert not found.answered and found.value is None and found.sentence.en and found.sentence.zh
