"""Camps: their power, what siding with one does, and where the ties contradict what was declared."""

import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.camps import matched, proposal
from graph.analysis.questions.factions import answer
from graph.analysis.sides import BRIDGE, sides
from graph.analysis.what_if import WhatIf, compare
from graph.model import DEFAULTS, Faction
from tests.analysis.test_findings import DAY, account, people, position, tie


def torn(*more, hostile=True):
    """A boss without a camp, and two camps of two with a core each."""
    found = [*people("boss r1 r2 g1 g2"), Faction("r", name="Reform", core="r1"), Faction("g", name="Guard", core="g1"),
             tie("LISTENS_TO", "boss", "r1", strength=.6), tie("LISTENS_TO", "boss", "g1", strength=.4),
             *(tie("IN_FACTION", a, b, level="1") for a, b in (("r1", "r"), ("r2", "r"), ("g1", "g"), ("g2", "g"))),
             position("boss", roles=("DECIDER",), attitude="C"), position("r1", attitude="B", roles=("USER",)), position("g1", attitude="D", roles=("USER",))]
    return account(*found, *([tie("HOSTILE", "r", "g", strength=.8)] if hostile else []), *more)


def test_declared_camps_carry_the_shares_of_their_members():
    analysis = analyse(torn(), today=DAY)
    found = answer(analysis)
    assert found.value == pytest.approx(analysis.shares.of("r1").value + analysis.shares.of("r2").value)
    assert found.low <= found.value <= found.high and found.unit == "share"
    assert found.people[:2] == ("r1", "g1") and "“Reform” carries" in found.sentence.en and "Boss above all" in found.sentence.en
    assert [row[0].en for row in found.table.rows] == ["“Reform”", "“Guard”", "Be seen with all alike", "Stay neutral"]


def test_siding_is_what_a_scenario_says_and_breaks_even_in_closed_form():
    analysis = analyse(torn(), today=DAY)
    found = sides(analysis, ["r", "g"])
    assert found["r"].moved.value == pytest.approx(compare(analysis, WhatIf(side="r")).change.value, abs=1e-9)
    assert found[""].moved.value == found[""].moved.low == 0 and found[""].win == analysis.outcome.win
    harder = analyse(torn(), settings=DEFAULTS.__class__(side_loss=DEFAULTS.side_loss * found["r"].breaks_at), today=DAY)
    assert sides(harder, ["r", "g"])["r"].moved.value == pytest.approx(0, abs=1e-12)


def test_being_seen_with_all_alike_moves_as_much_as_the_camps_on_average():
    analysis = analyse(torn(), today=DAY)
    found = sides(analysis, ["r", "g"])
    assert found[BRIDGE].moved.value == pytest.approx((found["r"].moved.value + found["g"].moved.value) / 2, abs=1e-9)
    assert "being seen with all alike" in answer(analysis).sentence.en and BRIDGE not in sides(analysis, ["r"])


def test_what_is_nearly_always_best_is_behind_nothing_and_the_others_by_what_it_gains():
    analysis = analyse(torn(), settings=DEFAULTS.__class__(side_gain=1.0, side_loss=0.05), today=DAY)
    found = sides(analysis, ["r"])
    assert found["r"].behind == 0 and found[""].behind > 0.1
    lost = sides(analyse(torn(), settings=DEFAULTS.__class__(side_gain=0.05, side_loss=1.0), today=DAY), ["r"])
    assert lost[""].behind == 0 and lost["r"].behind > 0.1


def test_guesses_widen_the_range():
    one, other = (analyse(torn(), settings=DEFAULTS.__class__(side_noise=noise), today=DAY) for noise in (0.0, 0.8))
    narrow, wide = sides(one, ["r", "g"]), sides(other, ["r", "g"])
    assert wide["r"].moved.high - wide["r"].moved.low > narrow["r"].moved.high - narrow["r"].moved.low


def test_inside_the_noise_it_says_to_stay_neutral_and_until_when():
    analysis = analyse(torn(), today=DAY)
    found = answer(analysis)
    most = analysis.model.people[int((analysis.shares.draws.shares[0] * analysis.model.doubt).argmax())]
    assert not found.sure and "inside the noise: stay neutral" in found.sentence.en and most.title() in found.next_step.en


def test_where_siding_clearly_pays_it_says_so_and_until_when():
    strong = DEFAULTS.__class__(side_gain=1.0, side_loss=0.05)
    found = answer(analyse(torn(), settings=strong, today=DAY))
    assert found.sure and "surely helps; it stops paying when hostile camps react" in found.sentence.en and found.next_step.en == ""


def test_no_hostility_on_record_is_not_a_free_choice():
    found = answer(analyse(torn(hostile=False), today=DAY))
    assert not found.sure and "looks free here; it never is" in found.sentence.en


def test_no_attitude_known_no_word_on_siding():
    snapshot = account(*people("boss a"), Faction("f", name="F"), tie("IN_FACTION", "a", "f"), position("boss", roles=("DECIDER",)))
    found = answer(analyse(snapshot, today=DAY))
    assert "no attitude is known" in found.sentence.en and not found.sure and len(found.table.rows) == 1


def mixed(*declared):
    """Two hostile groups of four by their ties: a, b, c, d and w, x, y, z."""
    groups = ("abcd", "wxyz")
    ties = [tie("CLOSE", p, q) for g in groups for p in g for q in g if p < q] + [tie("RIVALS", p, q) for p, q in zip(*groups, strict=True)]
    return account(*people(" ".join("abcdwxyz")), *ties, *declared)


def test_camps_by_the_ties_are_only_a_proposal():
    found = answer(analyse(mixed(position("a", roles=("DECIDER",))), today=DAY))
    assert found.value == 2 and found.unit == "count" and not found.sure and "proposal" in found.sentence.en
    assert {row[1] for row in found.table.rows} == {1.0, 2.0}


def test_ties_alone_propose_camps_but_nobody_weighs():
    found = answer(analyse(mixed(), today=DAY))
    assert found.answered and found.unit == "count"


def test_somebody_declared_in_the_wrong_camp_is_named_by_both_methods():
    declared = [Faction("f", name="F"), Faction("g", name="G"), *(tie("IN_FACTION", p, "f") for p in "abcz"), *(tie("IN_FACTION", p, "g") for p in "wxy")]
    found = answer(analyse(mixed(*declared, position("a", roles=("DECIDER",), attitude="B")), today=DAY))
    assert any(fact.en == "Z: declared in “F”, by the ties nearer to “G” (two methods agree)." for fact in found.facts)
    assert [row[-1] and row[-1].en for row in found.table.rows[:2]] == ["Z", None] and "z" in found.people


def test_one_rivalry_inside_a_camp_does_not_split_it():
    declared = [Faction("f", name="F"), Faction("g", name="G"), *(tie("IN_FACTION", p, "f") for p in "abcd"), *(tie("IN_FACTION", p, "g") for p in "wxyz"),
                tie("RIVALS", "a", "b")]
    found = answer(analyse(mixed(*declared, position("a", roles=("DECIDER",), attitude="B")), today=DAY))
    assert any("A and B are rivals inside one camp" in fact.en for fact in found.facts)
    assert all(row[-1] is None for row in found.table.rows)


def test_no_negative_layer_no_partition():
    ties = [tie("CLOSE", p, q) for p, q in ("ab", "bc", "xy")]
    analysis = analyse(account(*people("a b c x y"), *ties, position("a", roles=("DECIDER",))), today=DAY)
    assert proposal(analysis).partition is None and not answer(analysis).answered
    assert proposal(analysis).groups == (("a", "b", "c"), ("x", "y"))


def test_a_layer_under_its_own_name_is_used_alone():
    ties = [tie("OTHER", p, q, label="affect") for p, q in ("ab", "cd")] + [tie("OTHER", p, q, label="affect", sign=-1) for p, q in ("ac", "bd")]
    found = proposal(analyse(account(*people("a b c d"), *ties, tie("CLOSE", "a", "d")), today=DAY))
    assert found.layers == ("affect",) and set(found.partition.camps) == {("a", "b"), ("c", "d")}


def test_proposed_camps_are_matched_to_declared_ones_by_their_people():
    assert matched([["a", "b"], ["c"], ["d"]], {"a": "f", "b": "f", "c": "g", "d": "g"}) == {0: "f", 1: "g"}
    assert matched([], {"a": "f"}) == matched([["a"]], {}) == {}


@pytest.mark.parametrize("snapshot", [account(), account(*people("a")), account(*people("a b")), account(*people("a b"), position("a", roles=("DECIDER",)))])
def test_edge_accounts_get_a_sentence(snapshot):
    found = answer(analyse(snapshot, today=DAY))
    assert not found.answered and found.value is None and found.sentence.en and found.sentence.zh


def test_the_same_account_gives_the_same_answer():
    assert answer(analyse(torn(), today=DAY)) == answer(analyse(torn(), today=DAY))
    assert np.array_equal(analyse(torn(), today=DAY).views, analyse(torn(), today=DAY).views)


def test_foes_without_friends_are_no_camps():
    """Three who are all against each other: every camp would be one person."""
    foes = [tie("RIVALS", a, b) for a, b in (("ann", "bob"), ("bob", "cy"), ("ann", "cy"))]
    found = answer(analyse(account(*people("ann bob cy"), *foes, position("ann", roles=("DECIDER",))), today=DAY))
    assert not found.answered and found.value is None and "no friends on the map" in found.sentence.en
