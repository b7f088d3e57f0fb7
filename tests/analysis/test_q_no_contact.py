"""With whom not to be seen: the hand-made case of a person whose praise hurts, the price of being seen, and the law."""

from dataclasses import replace

import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import ask
from graph.analysis.contact import contacts, hostility
from graph.analysis.influence import total_influence
from graph.model import DEFAULTS, Department, Opportunity, Person
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


def test_the_law_comes_first() -> None:
    snapshot = account(*people("boss"), Department("g", name="Bureau", function="GOVERNMENT"), Person("li", name="Li", department="g"),
                       Person("wu", name="Wu", title="Secretary"), Opportunity("o", name="O", buying_step="6"), position("boss", roles=("DECIDER",)))
    found = ask(analyse(snapshot, today=DAY), "no_contact")
    assert found.status == "red" and found.sentence.en.startswith("The tender is running")
    flags = " ".join(flag.en for flag in found.flags)
    assert "Li" in flags and "Wu" in flags and "tender" in flags
