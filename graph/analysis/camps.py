"""Camps as the ties suggest them, beside those that somebody has declared.

Two ways that know nothing of each other: as few foes inside and friends across as possible (Doreian and Mrvar 1996), and friends
alone, as dense as possible (Louvain; Blondel et al. 2008). Both only propose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np
from scipy.optimize import linear_sum_assignment

from graph.analysis.account import Analysis
from graph.analysis.finding import listed
from graph.analysis.partition import Partition, best_partition
from graph.model import Text
from graph.network import layer, layer_name, layers

FRIENDS, FOES = ("CLOSE", "LISTENS_TO"), ("RIVALS", "CLOSE", "LISTENS_TO", "RECOGNISES")
"""The kinds of tie that speak for belonging together, and those that may speak against it."""


@dataclass(frozen=True)
class Proposal:
    """What the ties suggest for `people`, those who have one that counts; `ties` are by pair, foes below 0.

    `layers` name what it rests on. `partition` is None where nobody is against anybody, or where there are too many people for
    the search.
    """

    people: tuple[str, ...]
    ties: Mapping[tuple[str, str], float]
    layers: tuple[str, ...]
    partition: Partition | None
    seed: int

    @property
    def torn(self) -> bool:
        """Whether anybody is against anybody."""
        return any(value < 0 for value in self.ties.values())

    @property
    def layer_names(self) -> Text:
        """What it rests on, by name."""
        called = [layer_name(name) for name in self.layers]
        return Text(listed([c.en for c in called]).en, listed([c.zh for c in called]).zh)

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Groups of friends alone, the largest first."""
        graph = nx.Graph()
        for (a, b), value in sorted(self.ties.items()):
            if value > 0:
                graph.add_edge(a, b, weight=value + (graph[a][b]["weight"] if graph.has_edge(a, b) else 0.0))
        found = nx.community.louvain_communities(graph, seed=self.seed) if graph else []
        return tuple(sorted((tuple(sorted(g)) for g in found), key=lambda g: (-len(g), g)))

    def against(self, person: str, own: set[str], other: set[str]) -> int:
        """How many ties contradict that somebody belongs to `own`: foes there, and friends in the `other` camp."""
        found = set()
        for (a, b), value in self.ties.items():
            if person in (a, b):
                end = b if a == person else a
                if end in (own if value < 0 else other):
                    found.add(end)
        return len(found)

    def rivals_inside(self, camps: Mapping[str, str]) -> list[tuple[str, str]]:
        """Pairs of one declared camp who are against each other: that alone does not split a camp."""
        pairs = {(min(a, b), max(a, b)) for (a, b), value in self.ties.items() if value < 0}
        return [(a, b) for a, b in sorted(pairs) if camps.get(a) and camps.get(a) == camps.get(b)]


def proposal(analysis: Analysis) -> Proposal | None:
    """The camps that the ties of an account suggest; None where there are no friendly or hostile ties."""
    network, settings = analysis.network, analysis.model.settings
    kinds = layers(network)
    hostile = {data["layer"] for _, _, data in network.edges(data=True) if data["sign"] < 0}
    friends, foes = [k for k in FRIENDS if kinds.get(k) == k], [k for k in FOES if k in hostile and kinds[k] == k]
    if not foes and (own := next((name for name in kinds if name in hostile and name != kinds[name]), None)):
        friends, foes = [own], [own]  # a layer under a name of its own is used alone, never added
    ties: dict[tuple[str, str], float] = {}
    for sign, found in ((1, [analysis.layers[name] for name in friends]), (-1, [layer(network, name, sign=-1) for name in foes])):
        for single in found:
            for a, b, strength in single.edges(data="strength"):
                ties[a, b] = ties.get((a, b), 0.0) + sign * strength
    people = tuple(sorted({end for pair in ties for end in pair}))
    if not people:
        return None
    camps = None
    if any(value < 0 for value in ties.values()) and len(people) <= settings.camp_people:
        index = {p: i for i, p in enumerate(people)}
        signed = np.zeros((len(people),) * 2)
        for (a, b), value in ties.items():
            signed[index[a], index[b]] = value
        camps = best_partition(people, signed, starts=settings.camp_starts, seed=settings.seed)
    return Proposal(people, ties, tuple(dict.fromkeys((*friends, *foes))), camps, settings.seed)


def matched(camps: Sequence[Sequence[str]], declared: Mapping[str, str]) -> dict[int, str]:
    """Number of a proposed camp to the declared faction that it most resembles; each faction at most once."""
    factions = sorted(set(declared.values()))
    if not factions or not camps:
        return {}
    overlap = np.array([[sum(declared.get(p) == f for p in camp) for f in factions] for camp in camps])
    rows, columns = linear_sum_assignment(-overlap)
    return {int(i): factions[j] for i, j in zip(rows, columns, strict=True) if overlap[i, j]}
