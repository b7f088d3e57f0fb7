"""The best choice within a budget, exactly: the 0/1 knapsack (Bellman 1957), for all draws at once."""

from __future__ import annotations

import numpy as np


def best_choice(gain: np.ndarray, cost: np.ndarray, budget: int) -> np.ndarray:
    """draws x things, True where a thing is in the choice with the largest gain of that draw. `gain` is draws x things, `cost` whole
    numbers of at least 1, of which a choice has no more than `budget` together. Nothing without a gain is chosen."""
    draws, things = gain.shape
    best, taken = np.zeros((draws, budget + 1)), np.zeros((things, draws, budget + 1), dtype=bool)
    for i in np.flatnonzero((cost <= budget) & (gain > 0).any(axis=0)):
        with_it = best[:, :budget + 1 - cost[i]] + gain[:, [i]]
        taken[i, :, cost[i]:] = with_it > best[:, cost[i]:] + 1e-12
        best[:, cost[i]:] = np.maximum(best[:, cost[i]:], with_it)
    left, chosen = np.full(draws, budget), np.zeros((draws, things), dtype=bool)
    for i in np.flatnonzero(taken.any(axis=(1, 2)))[::-1]:
        chosen[:, i] = taken[i, np.arange(draws), left]
        left -= cost[i] * chosen[:, i]
    return chosen


def second_best(gain: np.ndarray, cost: np.ndarray, budget: int, best: np.ndarray) -> np.ndarray:
    """The best choice but one of a single draw: `best` less one of its things, and the best of the rest. All False when there is none."""
    tries = []
    for i in np.flatnonzero(best):
        without = gain.copy()
        without[i] = 0
        tries.append(best_choice(without[None, :], cost, budget)[0])
    return max(tries, key=lambda choice: float(gain @ choice), default=np.zeros_like(best))
