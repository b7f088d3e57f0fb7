"""From draws to what may be said: value, range, rank and how sure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.decision import DecisionModel
from graph.analysis.influence import Draws, draw


@dataclass(frozen=True)
class Range:
    """A number with the range that holds the settings' share (90 %) of the draws."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Shares:
    """Who carries how much of a decision. Lists are in the order of `people`; `first` is the chance of rank 1."""

    people: tuple[str, ...]
    share: tuple[Range, ...]
    rank: tuple[Range, ...]
    first: tuple[float, ...]
    draws: Draws

    def of(self, person: str) -> Range:
        """The share of one person."""
        return self.share[self.people.index(person)]

    def ranked(self) -> list[int]:
        """Positions in `people`, the largest share first."""
        return sorted(range(len(self.people)), key=lambda i: (-self.share[i].value, self.people[i]))


def between(values: np.ndarray, mass: float) -> list[Range]:
    """For each column: row 0 as the value, and the middle `mass` of all rows as its range."""
    edge = 50 * (1 - mass)
    low, high = np.percentile(values, [edge, 100 - edge], axis=0)
    return [Range(float(v), float(min(a, v)), float(max(b, v)))
            for v, a, b in zip(values[0], low, high, strict=True)]


def decision_shares(model: DecisionModel, *, target: int | None = None) -> Shares:
    """The shares of a model with ranges and ranks; with `target`, in the view of that one person."""
    if not len(model):
        return Shares((), (), (), (), Draws(np.zeros((1, 0)), np.zeros((1, 0))))
    draws = draw(model, target=target)
    order = np.argsort(-draws.shares, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, len(model) + 1)[None, :], axis=1)
    mass = model.settings.range_mass
    return Shares(model.people, tuple(between(draws.shares, mass)),
                  tuple(between(ranks.astype(float), mass)), tuple((ranks[1:] == 1).mean(axis=0)), draws)


def small_circle(shares: Shares, at_least: float) -> tuple[str, ...]:
    """The fewest people who together carry at least this part of all positive shares, the largest first."""
    circle: list[str] = []
    total, needed = 0.0, at_least * sum(max(s.value, 0.0) for s in shares.share)
    for i in shares.ranked():
        if total >= needed or shares.share[i].value <= 0:
            break
        circle.append(shares.people[i])
        total += shares.share[i].value
    return tuple(circle)
