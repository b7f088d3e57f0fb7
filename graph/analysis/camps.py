"""Camps as the ties suggest them, beside those that somebody has declared.

Two ways that know nothing of each other: as few foes inside and friends across as possible (Doreian and Mrvar 1996), and friends
alone, as dense as possible (Louvain; Blondel et al. 2008). Both only propose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.optimize import linear_sum_assignment

from graph.analysis.account import Analysis
from graph.analysis.partition import Partition, best_partition
from graph.network import layer, layers

FRIENDS, FOES = ("CLOSE", "LISTENS_TO"), ("RIVALS", "CLOSE", "LISTENS_TO", "RECOGNISES")
"""The kinds of tie that speak for belonging together, and those that may speak against it."""


@dataclass(frozen=True)
class Proposal:
    """What the ties suggest for `people`, those who have such a tie; `signed` is people x people, foes below 0.

    `layers` name what it rests on. `partition` is None where nobody is against anybody, or where there are too many people for
    the search; `groups` are those of friends alone.
    """

    people: tuple[str, ...]
    signed: np.ndarray
    layers: tuple[str, ...]
    partition: Partition | None
    groups: tuple[frozenset[str], ...]

    def friends(self, person: str, camp: set[str]) -> int:
        """How many of a camp somebody has a friendly tie with, in either direction."""
        return self._count(person, camp, 1)

    def foes(self, person: str, camp: set[str]) -> int:
        """How many of a camp somebody has a hostile tie with, in either direction."""
        return self._count(person, camp, -1)

    def rivals_inside(self, camps: Mapping[str, str]) -> list[tuple[str, str]]:
        """Pairs of one declared camp who are against each other: that alone does not split a camp."""
        pairs = [(self.people[i], self.people[j]) for i, j in np.argwhere(np.triu(np.minimum(self.signed, self.signed.T) < 0)).tolist()]
        return [(a, b) for a, b in pairs if camps.get(a) and camps.get(a) == camps.get(b)]

    def _count(self, person: str, camp: set[str], sign: int) -> int:
        if person not in self.people:
            return 0
        i = self.people.index(person)
        tied = (sign * self.signed[i] > 0) | (sign * self.signed[:, i] > 0)
        return sum(bool(tied[j]) for j, other in enumerate(self.people) if other in camp and other != person)


def proposal(analysis: Analysis) -> Proposal | None:
    """The camps that the ties of an account suggest; None where there are no friendly or hostile ties."""
    network, settings = analysis.network, analysis.model.settings
    found = layers(network)
    friends, foes = [k for k in FRIENDS if found.get(k) == k], [k for k in FOES if found.get(k) == k]
    if not any(layer(network, name, sign=-1).edges for name in foes):  # a layer under a name of its own is used alone, never added
        own = next((name for name, kind in found.items() if name != kind and layer(network, name, sign=-1).edges), None)
        friends, foes = ([own], [own]) if own else (friends, [])
    ties: dict[tuple[str, str], float] = {}
    for sign, names in ((1, friends), (-1, foes)):
        for name in names:
            for a, b, strength in layer(network, name, sign=sign).edges(data="strength"):
                ties[a, b] = ties.get((a, b), 0.0) + sign * strength
    people = tuple(sorted({end for pair in ties for end in pair}))
    if not people:
        return None
    index = {p: i for i, p in enumerate(people)}
    signed = np.zeros((len(people),) * 2)
    for (a, b), value in ties.items():
        signed[index[a], index[b]] = value
    rests_on = tuple(dict.fromkeys((*friends, *foes)))
    torn = bool((signed < 0).any()) and len(people) <= settings.camp_people
    return Proposal(people, signed, rests_on, best_partition(people, signed, starts=settings.camp_starts, seed=settings.seed) if torn else None,
                    _groups(people, signed, settings.seed))


def matched(camps: Sequence[Sequence[str]], declared: Mapping[str, str]) -> dict[int, str]:
    """Number of a proposed camp to the declared faction that it most resembles; each faction at most once."""
    factions = sorted(set(declared.values()))
    if not factions or not camps:
        return {}
    overlap = np.array([[sum(declared.get(p) == f for p in camp) for f in factions] for camp in camps])
    rows, columns = linear_sum_assignment(-overlap)
    return {int(i): factions[j] for i, j in zip(rows, columns, strict=True) if overlap[i, j]}


def _groups(people: Sequence[str], signed: np.ndarray, seed: int) -> tuple[frozenset[str], ...]:
    graph = nx.Graph()
    friends = np.triu(np.maximum(signed, 0) + np.maximum(signed.T, 0))
    graph.add_weighted_edges_from((people[i], people[j], friends[i, j]) for i, j in np.argwhere(friends).tolist())
    if not graph:
        return ()
    groups = nx.community.louvain_communities(graph, seed=seed)
    return tuple(sorted((frozenset(g) for g in groups), key=lambda g: (-len(g), min(g))))
