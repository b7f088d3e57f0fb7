"""The outcome: linear in the attitudes, with random numbers that belong to people, so that scenarios can be subtracted."""

import numpy as np
import pytest

from graph.analysis import chance
from graph.analysis.account import analyse
from graph.analysis.influence import total_influence
from graph.analysis.outcome import Outcome, attitude_draws, outcome
from tests.analysis.test_findings import DAY, account, people, position, tie


def test_a_key_has_numbers_of_its_own_whoever_else_is_there():
    one = chance.uniform(chance.keys(["ann", "bob"]), range(5), seed=1, what="x")
    other = chance.uniform(chance.keys(["zoe", "bob", "ann"]), range(2, 5), seed=1, what="x")
    assert np.array_equal(one[2:, [0, 1]], other[:, [2, 1]])
    assert not np.array_equal(one, chance.uniform(chance.keys(["ann", "bob"]), range(5), seed=1, what="y"))
    assert not np.array_equal(one, chance.uniform(chance.keys(["ann", "bob"]), range(5), seed=2, what="x"))


def test_the_numbers_are_evenly_spread_and_independent():
    u = chance.uniform(chance.keys([f"p{k}" for k in range(400)]), range(200), seed=7, what="x")
    counts = np.histogram(u, bins=20, range=(0, 1))[0]
    assert ((counts - 4000) ** 2 / 4000).sum() < 45  # chi square with 19 degrees of freedom, p about 0.001
    z = chance.normal(chance.keys([f"p{k}" for k in range(400)]), range(200), seed=7, what="x")
    assert abs(np.corrcoef(z[:, :-1].ravel(), z[:, 1:].ravel())[0, 1]) < 0.02
    assert abs(np.corrcoef(z[:-1].ravel(), z[1:].ravel())[0, 1]) < 0.02
    pairs = chance.pair_keys(np.repeat(chance.keys(["a", "b", "c"]), 3), np.tile(chance.keys(["a", "b", "c"]), 3))
    assert len(set(pairs.tolist())) == 9


def test_variance_in_closed_form_as_published():
    # Friedkin and Johnsen's four people; doubts 20, 5, 2, 10 on their scale give these parts of the variance and this spread
    weights = np.array([[.220, .120, .360, .300], [.147, .215, .344, .294], [0, 0, 1, 0], [.090, .178, .446, .286]])
    c = total_influence(weights, 1 - np.diag(weights)).mean(axis=0)
    loads = (c * np.array([20, 5, 2, 10])) ** 2
    assert loads / loads.sum() == pytest.approx([.414, .028, .226, .332], abs=.001)
    assert np.sqrt(loads.sum()) == pytest.approx(2.77, abs=.005)


def test_a_moved_attitude_moves_the_outcome_by_its_share_in_every_draw():
    snapshot = account(*people("ann bob cy"), tie("LISTENS_TO", "ann", "bob"), tie("ADVICE", "cy", "bob"),
                       position("ann", roles=("DECIDER",)), position("bob", attitude="B"), position("cy", roles=("USER",)))
    analysis = analyse(snapshot, today=DAY)
    at = analysis.people_at["bob"]
    moved = outcome(analysis.model, analysis.shares, analysis.attitudes + 0.5 * (np.arange(3) == at))
    assert np.allclose(moved.draws - analysis.outcome.draws, 0.5 * analysis.shares.draws.shares[:, at])
    assert moved.number.value > analysis.outcome.number.value
    assert analysis.outcome.win + analysis.outcome.lose + analysis.outcome.none == pytest.approx(1)


def test_the_draws_have_the_spread_of_the_closed_form():
    analysis = analyse(account(*people("ann bob cy dan"), position("ann", roles=("DECIDER",)), position("bob", roles=("PAYER",))), today=DAY)
    drawn = attitude_draws(analysis.model) @ analysis.shares.draws.shares[0]
    assert drawn[1:].std() == pytest.approx(np.sqrt(((analysis.shares.draws.shares[0] * analysis.model.doubt) ** 2).sum()), rel=.15)
    assert drawn[0] == pytest.approx(analysis.outcome.number.value)


def test_doubt_widens_the_range():
    def width(evidence):
        snapshot = account(*people("ann bob"), position("ann", roles=("DECIDER",), attitude="B", evidence=evidence, attitude_date="2026-10-30"),
                           position("bob", roles=("USER",), attitude="C", evidence="SEEN", attitude_date="2026-10-30"))
        number = analyse(snapshot, today=DAY).outcome.number
        return number.high - number.low
    assert width("SEEN") < width("HEARSAY")


def test_ends_are_counted_on_both_sides():
    found = Outcome.of(np.array([0.0, 0.5, 0.05, -0.05, -0.5]), win_from=0.1, mass=0.9)
    assert (found.win, found.lose, found.none) == (0.25, 0.25, 0.5)
