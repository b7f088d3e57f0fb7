"""Who is first on a layer, and how firmly: as recorded, and when some of the ties are left out at random."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from graph.analysis.centrality import ALPHA, Values
from graph.model import Settings

LARGEST_REDRAW = 1_000_000  # ties in all draws together: above, ranks by standing are not drawn again
STEPS = 100  # of the power iteration at most: what is left is 0.85^100, a part in ten million
SAME = 1e-6  # two who are alike differ by less, and it is more than rounding
RIVAL_FROM = 0.1


@dataclass(frozen=True)
class First:
    """Who is first on a layer by one measure as recorded, several where they are alike. `rivals` are those who are first in at least
    one case of ten when ties are left out, `chance` is that of the first one (equals share it), None where it was not drawn."""

    people: tuple[str, ...]
    rivals: tuple[str, ...] = ()
    chance: float | None = None

    def sure(self, settings: Settings) -> bool:
        """Whether one person is first, and stays first."""
        return len(self.people) == 1 and (self.chance is None or self.chance >= settings.sure_from)


def recorded(values: Mapping[str, Values], measure: str) -> tuple[str, ...]:
    """Who has the highest value; nobody where it is 0 or not known."""
    known = {person: v[measure] or 0.0 for person, v in values.items() if v[measure]}
    top = max(known.values(), default=0.0)
    return tuple(p for p, v in known.items() if v >= top * (1 - SAME))


def redrawn(layer: nx.DiGraph, settings: Settings) -> tuple[np.ndarray, np.ndarray]:
    """draws x ties: which ties are left when some are left out at random, row 0 as recorded; and everybody's in-degree with these."""
    index = {p: i for i, p in enumerate(layer)}
    heads = np.array([index[b] for _, b in layer.edges()])
    kept = np.random.default_rng(settings.seed).random((settings.draws + 1, len(heads))) >= settings.tie_missing
    kept[0] = True
    return kept, np.array([np.bincount(heads[row], minlength=len(index)) for row in kept], dtype=float)


def standings(layer: nx.DiGraph, kept: np.ndarray) -> np.ndarray | None:
    """draws x people: PageRank on the ties that are left, all draws side by side. None where that would take too long."""
    if kept.size > LARGEST_REDRAW:
        return None
    (draws, _), n = kept.shape, len(layer)
    index = {p: i for i, p in enumerate(layer)}
    source, target, strength = (np.array(column) for column in zip(
        *((index[a], index[b], s) for a, b, s in layer.edges(data="strength", default=1.0)), strict=True))
    draw, tie = np.nonzero(kept)
    given = np.bincount(draw * n + source[tie], strength[tie], minlength=draws * n)
    passes = csr_array((ALPHA * strength[tie] / given[draw * n + source[tie]], (draw * n + target[tie], draw * n + source[tie])), shape=(draws * n, draws * n))
    # what those pass on who look to nobody goes to all alike, so it changes the sum and no proportion: left out, then made to sum to 1
    rank = np.ones(draws * n)
    for _ in range(STEPS):
        before, rank = rank, passes @ rank + 1
        if np.abs(rank - before).max() < SAME:
            break
    ranks = rank.reshape(draws, n)
    return np.asarray(ranks / ranks.sum(axis=1, keepdims=True))


def first(people: Sequence[str], drawn: np.ndarray | None, as_recorded: tuple[str, ...]) -> First:
    """Who is first as recorded, and how firmly: `drawn` is draws x people."""
    if drawn is None or not as_recorded:
        return First(as_recorded)
    best = drawn[1:] >= drawn[1:].max(axis=1, keepdims=True) * (1 - SAME)
    chance = (best / best.sum(axis=1, keepdims=True)).mean(axis=0)
    near = sorted((i for i in range(len(people)) if chance[i] >= RIVAL_FROM), key=lambda i: (people[i] not in as_recorded, -chance[i], people[i]))
    return First(as_recorded, tuple(people[i] for i in near), float(chance[people.index(as_recorded[0])]))
