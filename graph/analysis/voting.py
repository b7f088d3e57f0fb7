"""Power in a weighted vote: who can turn a defeat into a win, whatever the weights say.

Sources: Banzhaf (1965); Shapley and Shubik (1954). A member whose vote never matters has power 0 however many votes he
holds: in the Council of 1958, Luxembourg had one vote of 17 and no power at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np

LARGEST_TOTAL = 200_000
"""Votes in all, up to which the counts are exact; larger weights are scaled down to it."""


def banzhaf(weights: Sequence[float], quota: float) -> list[float]:
    """Each member's share of all swings: coalitions that reach `quota` with him and not without. Sums to 1 (all 0 when nobody
    can swing). Weights of at least 0; quota in the same unit."""
    votes, needed = _whole(weights, quota)
    swings = [float(_without(votes, i)[max(needed - votes[i], 0):needed].sum()) for i in range(len(votes))]
    return _normal(swings)


def shapley(weights: Sequence[float], quota: float) -> list[float]:
    """Each member's chance to be the one who brings the coalition to `quota` when all join in random order. Sums to 1 (all 0
    when the quota cannot be reached). Exact; up to about 40 members."""
    votes, needed = _whole(weights, quota)
    n = len(votes)
    if needed > sum(votes) or needed <= 0:
        return [0.0] * n
    powers = []
    for i in range(n):
        counts = _by_size(votes[:i] + votes[i + 1:], needed)
        powers.append(sum(float(counts[k, max(needed - votes[i], 0):].sum()) / (n * comb(n - 1, k)) for k in range(n)))
    return powers


def _whole(weights: Sequence[float], quota: float) -> tuple[list[int], int]:
    """Whole votes with the same winning coalitions, as near as `LARGEST_TOTAL` allows."""
    if all(float(w).is_integer() for w in (*weights, quota)) and sum(weights) <= LARGEST_TOTAL:
        return [int(w) for w in weights], int(quota)
    total = sum(weights) or 1.0
    factor = LARGEST_TOTAL / 4 / total
    return [round(w * factor) for w in weights], int(np.ceil(quota * factor - 1e-9))


def _without(votes: list[int], i: int) -> np.ndarray:
    """How many coalitions of the others have each number of votes."""
    counts = np.zeros(sum(votes) + 1)
    counts[0] = 1
    for k, vote in enumerate(votes):
        if k != i:
            counts[vote:] += counts[:len(counts) - vote].copy()
    return counts


def _by_size(votes: list[int], needed: int) -> np.ndarray:
    """How many coalitions of each size have each number of votes below `needed`."""
    counts = np.zeros((len(votes) + 1, needed))
    counts[0, 0] = 1
    for vote in votes:
        if vote < needed:
            counts[1:, vote:] += counts[:-1, :needed - vote].copy()
    return counts


def _normal(swings: Sequence[float]) -> list[float]:
    total = sum(swings)
    return [s / total if total else 0.0 for s in swings]
