"""The decision model against published and hand-computed values."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from graph.analysis.account import analyse
from graph.analysis.influence import shares, total_influence
from graph.model import DEFAULTS
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
