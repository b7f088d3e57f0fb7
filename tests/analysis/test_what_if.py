"""Scenarios move the outcome by what differs in them, and store nothing."""

import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.sides import sides, siding
from graph.analysis.what_if import WhatIf, applied, compare
from graph.model import DEFAULTS, Faction, Opportunity
from tests.analysis.test_findings import DAY, account, people, position, tie


def committee(*more):
    return account(*people("boss aide foe clerk"), tie("LISTENS_TO", "boss", "aide"), tie("LISTENS_TO", "boss", "foe", strength=.3),
                   position("boss", roles=("DECIDER",)), position("aide", attitude="C"), position("foe", attitude="E"), *more)


def test_nothing_changed_changes_nothing():
    analysis = analyse(committee(), today=DAY)
    found = compare(analysis, WhatIf())
    assert not WhatIf() and np.array_equal(found.before.draws, found.after.draws) and found.helps == 0.5


def test_a_better_attitude_helps_by_the_share_and_without_noise():
    analysis = analyse(committee(), today=DAY)
    found = compare(analysis, WhatIf(attitudes={"aide": "A"}))
    assert found.change.value == pytest.approx(analysis.shares.of("aide").value, abs=1e-9)
    assert found.change.low > 0 and found.helps > .95
    assert analysis.snapshot.position("o", "aide").attitude == "C"


def test_whoever_leaves_takes_the_ties_along_and_an_opponent_less_is_better():
    analysis = analyse(committee(), today=DAY)
    found = compare(analysis, WhatIf(without=("foe",)))
    assert "foe" not in found.analysis.model.people and found.change.value > 0
    assert sum(s.value for s in found.analysis.shares.share) == pytest.approx(1)


def test_somebody_without_weight_or_listeners_changes_nothing_but_the_small_base():
    analysis = analyse(committee(position("clerk", weight=0.0, attitude="A")), today=DAY)
    assert compare(analysis, WhatIf(without=("clerk",))).change.value == pytest.approx(0, abs=1e-9)


def test_a_successor_has_the_seat_and_none_of_the_friends() -> None:
    snapshot = committee(tie("REPORTS_TO", "aide", "boss"), tie("ADVICE", "clerk", "aide"),
                         position("clerk", roles=("USER",), attitude="B", susceptibility=.4, coverage="3"))
    then = applied(analyse(snapshot, today=DAY), WhatIf(replaced=("aide", "clerk")))
    assert {t.kind for t in then.ties.values() if "aide" in (t.source, t.target)} == {"REPORTS_TO"}
    seat = then.position("o", "clerk")
    assert (seat.roles, seat.attitude, seat.coverage, seat.susceptibility) == (("USER",), "U", None, None)
    assert set(then.people) == set(snapshot.people) and snapshot.position("o", "clerk").attitude == "B"


def test_losing_a_supporter_to_somebody_unknown_widens_the_range() -> None:
    said = {"evidence": "SEEN", "attitude_date": "2026-10-31"}
    analysis = analyse(account(*people("boss aide"), position("boss", roles=("DECIDER",), attitude="A", **said), position("aide", attitude="B", **said)), today=DAY)
    found = compare(analysis, WhatIf(replaced=("boss",)))
    assert bool(WhatIf(replaced=("boss",))) and found.change.value < 0 and found.helps < .2
    assert found.after.number.high - found.after.number.low > 2 * (found.before.number.high - found.before.number.low)


def test_a_tie_from_a_supporter_to_the_decider_helps():
    analysis = analyse(committee(position("clerk", attitude="A")), today=DAY)
    assert compare(analysis, WhatIf(ties=(tie("LISTENS_TO", "boss", "clerk"),))).change.value > 0


def test_siding_brings_the_core_nearer_and_drives_the_hostile_core_away():
    snapshot = committee(Faction("f", name="F"), Faction("g", name="G"), tie("IN_FACTION", "aide", "f", level="1"),
                         tie("IN_FACTION", "clerk", "f", level="3"), tie("IN_FACTION", "foe", "g", level="1"), tie("HOSTILE", "f", "g", strength=.5))
    assert siding(snapshot, "f", DEFAULTS, on=DAY) == pytest.approx({"aide": .3, "clerk": .15, "foe": -.15})
    assert siding(snapshot, "g", DEFAULTS, on=DAY) == pytest.approx({"foe": .3, "aide": -.15, "clerk": -.075})


def test_nobody_who_is_not_there():
    with pytest.raises(KeyError):
        compare(analyse(committee(), today=DAY), WhatIf(attitudes={"nobody": "A"}))


SAID = {"evidence": "SAID", "attitude_date": "2026-10-31"}


def test_a_successor_does_not_inherit_the_luck_of_whoever_left():
    analysis = analyse(account(*people("boss aide"), position("boss", roles=("DECIDER",), attitude="A", **SAID), position("aide", roles=("USER",), attitude="C", **SAID)),
                       today=DAY)
    found = compare(analysis, WhatIf(replaced=("boss",)))
    before, after, c = analysis.model.doubt[0], found.analysis.model.doubt[0], analysis.shares.of("boss").value
    moved = found.after.draws[1:] - found.before.draws[1:]
    low, high = np.percentile(moved, [5, 95])
    assert high - low >= 3.2 * .9 * c * np.hypot(before, after)  # 90 % of a normal distribution is 3.29 sd wide; 200 draws
    assert abs(np.corrcoef(found.before.draws[1:], found.after.draws[1:])[0, 1]) < .3


def factions(*more):
    return committee(Faction("f", name="F"), Faction("g", name="G"), tie("IN_FACTION", "aide", "f", level="1"), tie("IN_FACTION", "foe", "g", level="1"),
                     tie("HOSTILE", "f", "g"), *more)


@pytest.mark.parametrize("rule", [None, "BOSS", "MAJORITY", "VETO"])
def test_a_scenario_and_the_question_of_camps_say_the_same_of_siding(rule):
    analysis = analyse(factions(Opportunity("o", name="O", decision_rule=rule)), today=DAY)
    found, then = sides(analysis, ["f", "g"])["f"], compare(analysis, WhatIf(side="f"))
    assert (found.moved, found.helps, found.win) == (then.change, then.helps, then.after.win)
    assert found.moved.low < found.moved.high or rule == "MAJORITY"  # a camp that does not hold the middle moves no vote


def test_a_camp_that_somebody_has_left_is_not_moved():
    snapshot = factions(tie("IN_FACTION", "clerk", "f", level="1", until="2025-01-01"))
    assert set(siding(snapshot, "f", DEFAULTS, on=DAY)) == {"aide", "foe"}


def test_a_scenario_is_held_against_the_rule_of_the_deal():
    plain, boss = (analyse(committee(Opportunity("o", name="O", decision_rule=rule)), today=DAY) for rule in (None, "BOSS"))
    talk, alone = (compare(analysis, WhatIf(attitudes={"aide": "A"})) for analysis in (plain, boss))
    assert alone.before is boss.headline.outcome and alone.change.value == pytest.approx(boss.inside.of("aide").value) != pytest.approx(talk.change.value)


def test_no_outcome_and_no_change_of_one_leaves_the_scale():
    analysis = analyse(account(*people("boss aide"), position("boss", roles=("DECIDER",), attitude="A"), position("aide", roles=("USER",), attitude="A")), today=DAY)
    number, found = analysis.outcome.number, compare(analysis, WhatIf(attitudes={"boss": "E", "aide": "E"}))
    assert analysis.outcome.draws.max() > 1 == number.high and number.low < 1
    assert found.after.number.low == -1 and found.change.low >= -2


def test_nobody_is_left():
    analysis = analyse(committee(Opportunity("o", name="O", decision_rule="MAJORITY")), today=DAY)
    assert compare(analysis, WhatIf(without=("boss", "aide", "foe", "clerk"))).after.number.value == 0
