"""The five steps of endorsement, one account for each."""

import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import ask
from graph.model import Competitor, TeamMember
from tests.analysis.test_findings import DAY, account, people, position, tie

SEEN = {"evidence": "SEEN", "attitude_date": "2026-10-31"}


def firm(boss: str, aide: str, *more, foe: str = "D"):
    return ask(analyse(account(*people("boss aide foe"), position("boss", roles=("DECIDER",), attitude=boss, **SEEN),
                               position("aide", roles=("USER",), attitude=aide, **SEEN), position("foe", roles=("USER",), attitude=foe, **SEEN), *more),
                       today=DAY), "endorsement")


DOOR = (TeamMember("me", name="Me"), tie("WILL_INTRODUCE", "boss", "aide"), tie("KNOWS", "me", "aide", level="5"))


@pytest.mark.parametrize("step, found", [(0, firm("D", "D")), (1, firm("C", "C")), (2, firm("C", "B")), (3, firm("A", "C")), (4, firm("A", "C", *DOOR, foe="E")),
                                         (5, firm("A", "C", *DOOR))])
def test_each_step(step: int, found) -> None:
    assert found.sentence.en.startswith(f"Step {step} of 5:") and found.sentence.zh.startswith(f"五步中的第 {step} 步：") and found.sure
    assert [row[1].en for row in found.table.rows][:step] == ["yes"] * step and len(found.table.rows) == 5
    if step < 5:
        assert found.table.rows[step][1].en == "no"


def test_the_next_step_is_about_those_who_are_missing() -> None:
    assert "Boss" in firm("C", "B").next_step.en and "Foe" in firm("A", "C", *DOOR, foe="E").next_step.en
    assert "to Aide that Boss has offered" in firm("A", "C", tie("WILL_INTRODUCE", "boss", "aide")).next_step.en


def test_whoever_backs_a_competitor_is_against_us_whatever_was_said() -> None:
    rival = (Competitor("x", name="X"), tie("SUPPORTS_COMPETITOR", "boss", "x"))
    assert firm("A", "C", *DOOR).sentence.en.startswith("Step 5")
    backs = firm("A", "C", *DOOR, *rival)
    assert backs.sentence.en.startswith("Step 1") and backs.value == 0, "the boss's praise is worth nothing, and the door is none"
    unknown = firm("U", "B", *rival)
    assert "has taken no side" not in unknown.sentence.en and "1 opponents with weight" in str(unknown.table)


def test_praise_is_weighed_by_the_decision_and_sides_add_up() -> None:
    loud, quiet = firm("A", "D"), firm("D", "A")
    assert loud.value > .5 > quiet.value and loud.value + quiet.value == pytest.approx(1 - loud_foe(), abs=.02)


def loud_foe() -> float:
    """The share of the third one, who is against us in both."""
    analysis = analyse(account(*people("boss aide foe"), position("boss", roles=("DECIDER",)), position("aide", roles=("USER",)), position("foe", roles=("USER",))), today=DAY)
    return analysis.shares.of("foe").value


def test_where_the_range_reaches_across_a_step_it_says_about() -> None:
    snapshot = account(*people("ann bob"), position("ann", roles=("AWARDER",), attitude="B", **SEEN), position("bob", roles=("AWARDER", "TRIGGER"), attitude="C", **SEEN))
    found = ask(analyse(snapshot, today=DAY), "endorsement")
    assert found.low < .5 < found.high and not found.sure and "Step 2 of 5, perhaps step 3:" in found.sentence.en
