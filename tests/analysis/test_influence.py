"""The decision model against published and hand-computed values."""

import csv
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from graph.analysis.account import analyse
from graph.analysis.decision import listened_power
from graph.analysis.influence import Crowd, final_views, shares, total_influence
from graph.analysis.ranges import decision_shares
from graph.model import DEFAULTS
from tests.analysis.test_centrality import DATA
from tests.analysis.test_findings import DAY, account, people, position, tie

# Friedkin and Johnsen (1999), the four-person experiment, as reprinted in their 2011 book
W = np.array([[.220, .120, .360, .300], [.147, .215, .344, .294], [0, 0, 1, 0], [.090, .178, .446, .286]])
S = 1 - np.diag(W)


def test_the_published_experiment():
    influence = np.linalg.solve(np.eye(4) - S[:, None] * W, np.diag(1 - S))
    expected = [[.280, .045, .551, .124], [.047, .278, .549, .126], [0, 0, 1, 0], [.030, .048, .532, .390]]
    assert influence == pytest.approx(np.array(expected), abs=0.0015)
    # the third listens to nobody but himself: his row of W is his own, his s is 0
    ours = total_influence(W, S)
    assert ours == pytest.approx(influence, abs=1e-12)
    assert ours @ [25, 25, 75, 85] == pytest.approx([60.0, 60.0, 75, 75.0], abs=0.06)
    assert shares(sparse.csr_array(W), S, np.full(4, 0.25)) == pytest.approx([.089, .093, .658, .160], abs=0.001)


def test_praise_from_the_rival_camp_costs():
    # a boss listens to A .3 and B .7; B reads A with the opposite sign
    listening = np.array([[0, .3, .7], [0, 0, 0], [0, -1, 0]])
    influence = total_influence(listening, np.array([.5, 0, .8]))
    assert influence[0] == pytest.approx([.5, -.13, .07], abs=1e-9)
    even = total_influence(np.array([[0, .5, .5], [0, 0, 0], [0, -1, 0]]), np.array([.5, 0, .8]))
    assert even[0, 1] == pytest.approx(.05)


def test_who_listens_to_nobody_keeps_his_own_view():
    influence = total_influence(np.array([[0, 1.0], [0, 0]]), np.array([.5, .9]))
    assert influence.sum(axis=1) == pytest.approx([1, 1])
    assert influence[1] == pytest.approx([0, 1])


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 7), st.integers(0, 10_000))
def test_rows_and_shares_sum_to_one_and_the_fixed_point_is_the_matrix(n, seed):
    rng = np.random.default_rng(seed)
    listening = rng.random((n, n)) * (rng.random((n, n)) < 0.5)
    openness, power = rng.random(n) * 0.95, rng.random(n) + 0.01
    power /= power.sum()
    influence = total_influence(listening, openness)
    assert influence.sum(axis=1) == pytest.approx(np.ones(n))
    share = shares(sparse.csr_array(listening), openness, power)
    assert share == pytest.approx(power @ influence, abs=1e-9)
    assert share.sum() == pytest.approx(1)


def test_what_was_drawn_is_kept_while_only_attitudes_change_and_drawn_anew_when_anything_else_does():
    def drawn(*, attitude="C", openness=None, **levels):
        facts = account(*people("boss friend foe"), tie("LISTENS_TO", "boss", "friend", **levels), tie("ADVICE", "boss", "foe"),
                        position("boss", roles=("DECIDER",), attitude=attitude, susceptibility=openness))
        return analyse(facts, today=DAY)

    first = drawn()
    assert drawn(attitude="A").shares.draws is first.shares.draws
    assert drawn(attitude="A").inside.draws is first.inside.draws is not first.shares.draws
    for other in (drawn(strength=0.2), drawn(openness=0.9)):
        assert other.shares.draws is not first.shares.draws
        assert not np.array_equal(other.shares.draws.shares, first.shares.draws.shares)
    other = analyse(first.snapshot, today=DAY, settings=replace(DEFAULTS, seed=7))
    assert not np.array_equal(other.shares.draws.shares, first.shares.draws.shares)
    with pytest.raises(ValueError, match="read-only"):
        first.shares.draws.shares[0, 0] = 1.0


def asked(*ties: str):
    """An account of which nothing is known but who asks whom ("ab": a asks b)."""
    return analyse(account(*people(" ".join(sorted(set("".join(ties))))), *(tie("ADVICE", a, b) for a, b in ties)), today=DAY)


def test_with_ties_alone_whoever_names_nobody_is_not_rewarded_for_it():
    answered, silent = asked("ax", "bx", "cy", "dy", "xa", "yc").share_of, asked("ax", "bx", "cy", "dy", "xa").share_of
    assert answered["x"] == pytest.approx(answered["y"])
    assert silent["y"] < silent["x"]


def test_the_views_in_the_end_weighed_by_p_are_the_views_weighed_by_the_shares_for_those_who_name_nobody_too():
    known = asked("ax", "bx", "cy", "xa", "dx")
    views = np.random.default_rng(0).normal(size=known.attitudes.shape)
    draws = known.shares.draws
    assert np.allclose((final_views(known.model, views) * draws.power).sum(axis=1), (views * draws.shares).sum(axis=1))
    assert np.allclose(draws.shares.sum(axis=1), 1)


def test_somebody_who_names_nobody_is_moved_by_nobody_known():
    inside = decision_shares(asked("ax", "bx", "cx").model, target=3)
    assert inside.of("x").value == 1


def test_real_managers_are_ordered_better_when_some_did_not_answer():
    """Krackhardt's 21 managers: who stands above whom, by who asks whom for advice, when six of them named nobody."""
    edges = DATA / "krackhardt_hightech" / "edges.csv"
    if not edges.exists():
        pytest.skip(f"the Krackhardt high-tech managers are not in {DATA}; POWERMAP_DATA names another folder")
    with edges.open(encoding="utf-8") as file:
        rows = [(int(r["source"][1:]) - 1, int(r["target"][1:]) - 1, r["type"]) for r in csv.DictReader(file)]
    boss = {a: b for a, b, kind in rows if kind == "reports_to"}
    pairs = [(a, above) for a in boss for above in (boss[a], boss.get(boss[a])) if above is not None]
    advice, open_to = np.zeros((21, 21)), np.full(21, DEFAULTS.ties_only_susceptibility)
    for a, b, kind in rows:
        advice[a, b] = kind == "advice" or advice[a, b]

    def in_order(answered: np.ndarray, crowd: bool) -> float:
        listening = sparse.csr_array(advice * answered[:, None])
        power = listened_power(np.asarray(listening.sum(axis=0)).ravel(), listening)
        power /= power.sum()
        share = shares(listening, open_to, power, Crowd(power[None, :], np.where(answered, 0, open_to)) if crowd else None)
        return float(np.mean([share[above] > share[a] for a, above in pairs]))

    rng = np.random.default_rng(0)
    some = [np.isin(np.arange(21), rng.choice(21, 15, replace=False)) for _ in range(100)]
    assert len(pairs) == 36 and in_order(np.ones(21, dtype=bool), crowd=True) == pytest.approx(34 / 36)
    alone, crowd = (float(np.mean([in_order(answered, how) for answered in some])) for how in (False, True))
    assert crowd > alone + 0.04
