"""With whom not to be seen: the hand-made case of a person whose praise hurts, the price of being seen, and the law."""

from dataclasses import replace

import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import ask
from graph.analysis.contact import contacts, hostility
from graph.analysis.influence import total_influence
from graph.analysis.questions.no_contact import banned
from graph.model import DEFAULTS, Department, Faction, Opportunity, Person
from tests.analysis.test_findings import DAY, account, people, position, tie

CALM = replace(DEFAULTS, tie_missing=0.0, tie_noise=0.1)


@pytest.mark.parametrize("to_a, to_b, row", [(.3, .7, (.5, -.13, .07)), (.5, .5, (.5, .05, .05))])
def test_praise_that_hurts_by_hand(to_a: float, to_b: float, row: tuple[float, ...]) -> None:
    """The boss (s = .5) listens to A and to B; B (s = .8) takes the opposite of what A (s = 0) says."""
    influence = total_influence(np.array([[0, to_a, to_b], [0, 0, 0], [0, -1, 0]]), np.array([.5, 0, .8]))
    assert influence[0] == pytest.approx(row, abs=1e-9)


def centre(to_a: float, to_b: float):
    return account(*people("boss a b"), tie("LISTENS_TO", "boss", "a", strength=to_a), tie("LISTENS_TO", "boss", "b", strength=to_b),
                   tie("LISTENS_TO", "b", "a", sign=-1), position("boss", roles=("DECIDER",), weight=1.0, susceptibility=.5),
                   position("a", weight=0.0, susceptibility=0.0), position("b", weight=0.0, susceptibility=.8))


def test_whoever_hurts_by_praise_is_named_when_it_is_sure() -> None:
    found = ask(analyse(centre(.3, .7), today=DAY, settings=CALM), "no_contact")
    assert found.people == ("a",) and found.status == "red" and found.sure and found.high < 0
    assert found.sentence.en.startswith("Do not be seen with A: B takes the opposite of what A says")
    fine = ask(analyse(centre(.5, .5), today=DAY, settings=CALM), "no_contact")
    assert fine.people == () and fine.status == "green" and fine.sentence.en.startswith("Nobody")


def test_in_doubt_about_the_tie_it_is_a_word_of_care() -> None:
    found = ask(analyse(centre(.3, .7), today=DAY), "no_contact")
    assert found.status == "amber" and not found.sure and found.sentence.en.startswith("Be careful with A")


def test_the_price_of_being_seen() -> None:
    snapshot = account(*people("boss aide foe"), tie("LISTENS_TO", "boss", "aide"), tie("RIVALS", "boss", "foe", strength=.8), position("boss", roles=("DECIDER",)))
    found = analyse(snapshot, today=DAY)
    contact, share = contacts(found), found.shares.draws.shares[0]
    at = found.people_at
    assert hostility(found).toarray()[at["boss"], at["foe"]] == hostility(found).toarray()[at["foe"], at["boss"]] == .8
    amiss = DEFAULTS.seen_cost * DEFAULTS.seen_chance * .8
    assert contact.net[0, at["foe"]] == pytest.approx(.5 * share[at["foe"]] - amiss * share[at["boss"]])
    assert contact.net[0, at["aide"]] == pytest.approx(.5 * share[at["aide"]])
    answer = ask(found, "no_contact")
    assert answer.people == ("foe",) and "Boss" in answer.sentence.en and "tell Boss first" in answer.next_step.en


def test_no_rivalry_drawn_is_not_peace() -> None:
    found = ask(analyse(account(*people("ann bob"), position("ann", roles=("DECIDER",))), today=DAY), "no_contact")
    assert not found.answered and "not the same as peace" in found.sentence.en


CAMPS = (Faction("f", name="F"), Faction("g", name="G"), tie("HOSTILE", "f", "g", strength=.5))


def torn(*more):
    """The boss is the core of F (1), the clerk close to that of G (0.8), and the two camps are hostile (0.5)."""
    return account(*people("boss clerk user"), *CAMPS, tie("IN_FACTION", "boss", "f", level="1"), tie("IN_FACTION", "clerk", "g", level="2"),
                   position("boss", roles=("DECIDER",)), *more)


def test_members_of_hostile_camps_are_against_each_other_by_how_close_they_are_to_the_cores() -> None:
    found = analyse(torn(), today=DAY)
    boss, clerk, user = (found.people_at[p] for p in ("boss", "clerk", "user"))
    against = hostility(found).toarray()
    assert against[boss, clerk] == against[clerk, boss] == pytest.approx(.5 * 1 * .8) and not against[user].any() and not against[:, user].any()
    share = found.shares.draws.shares[0]
    assert contacts(found).net[0, clerk] == pytest.approx(.5 * share[clerk] - .3 * .5 * .4 * share[boss])
    answer = ask(found, "no_contact")
    assert answer.people == ("clerk",) and answer.status == "red" and answer.sure
    assert answer.sentence.en.startswith("Do not be seen with Clerk of “G”: “F”, the camp of Boss, is hostile to it")
    assert answer.sentence.zh.startswith("不要与“G”的Clerk走得近：Boss所在的“F”与之敌对")


def test_a_foe_in_person_is_named_before_the_camps() -> None:
    answer = ask(analyse(torn(tie("RIVALS", "boss", "clerk", strength=.9)), today=DAY, settings=replace(DEFAULTS, listen_rivalry=0.0)), "no_contact")
    assert answer.sentence.en.startswith("Do not be seen with Clerk: Boss is openly against Clerk")


def test_camps_that_nobody_is_known_to_be_in_are_not_peace_either() -> None:
    answer = ask(analyse(account(*people("boss clerk"), *CAMPS, position("boss", roles=("DECIDER",))), today=DAY), "no_contact")
    assert not answer.answered and answer.sentence.en == "Hostile camps are drawn here, but nobody is known to be in both of them."
    assert answer.would_change == ("Who belongs to which camp.", "谁属于哪一派。")


OLD, NEW = "2015-01-01", "2026-10-01"


@pytest.mark.parametrize("old", [tie("RIVALS", "boss", "foe", last_confirmed=OLD), tie("RIVALS", "boss", "foe", since=OLD),
                                 tie("LISTENS_TO", "boss", "foe", sign=-1, last_confirmed=OLD)])
def test_an_old_label_is_to_be_confirmed_before_anything_is_said_for_certain(old) -> None:
    """Whoever is named for an old label alone is not named for certain, and no visit is planned there before it is confirmed."""
    found = analyse(account(*people("boss foe"), old, position("boss", roles=("DECIDER",))), today=DAY)
    answer = ask(found, "no_contact")
    assert answer.people == ("foe",) and answer.status == "amber" and not answer.sure and found.people_at["foe"] in banned(found)
    assert answer.sentence.en == "Whether Boss is still against Foe has to be confirmed first: the label is old. If it holds, do not be seen with Foe."
    assert answer.sentence.zh == "须先确认Boss是否仍与Foe对立：该标签已过期。若属实，不要与Foe走得近。"
    assert answer.next_step.en == "Confirm or drop within the team that Boss is against Foe." and any("Old label" in flag.en for flag in answer.flags)


@pytest.mark.parametrize("fresh", [tie("RIVALS", "boss", "foe", last_confirmed=NEW), tie("RIVALS", "boss", "foe", since=OLD, last_confirmed=NEW),
                                   tie("RIVALS", "boss", "foe")])
def test_a_label_that_was_confirmed_or_has_no_date_is_certain_beside_an_old_one(fresh) -> None:
    old = (*people("boss foe rex"), tie("RIVALS", "boss", "rex", last_confirmed=OLD), position("boss", roles=("DECIDER",)))
    answer = ask(analyse(account(*old, fresh), today=DAY), "no_contact")
    assert answer.status == "red" and not answer.sure and answer.people == ("foe", "rex")
    assert answer.sentence.en.startswith("Do not be seen with Foe") and "Whether Boss is still against Rex" in answer.sentence.en


def test_the_law_comes_first() -> None:
    snapshot = account(*people("boss"), Department("g", name="Bureau", function="GOVERNMENT"), Person("li", name="Li", department="g"),
                       Person("wu", name="Wu", title="Secretary"), Opportunity("o", name="O", buying_step="6"), position("boss", roles=("DECIDER",)))
    found = ask(analyse(snapshot, today=DAY), "no_contact")
    assert found.status == "red" and found.sentence.en.startswith("The tender is running")
    flags = " ".join(flag.en for flag in found.flags)
    assert "Li" in flags and "Wu" in flags and "tender" in flags
