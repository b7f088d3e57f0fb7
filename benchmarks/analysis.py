"""The analysis of an account, against the two best-known measures of NetworkX alone."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from benchmarks.accounts import snapshot
from benchmarks.report import Line, Part, interleaved
from graph.analysis.account import analyse
from graph.analysis.catalogue import answers

SIZES = {40: 9, 300: 5, 2000: 3}


def measure() -> Part:
    """analyse(), and all that the page of key people shows, at three sizes."""
    return Part("Analysis", MEANING, tuple(line for people, runs in SIZES.items() for line in _at(people, runs)))


def _at(people: int, runs: int) -> Iterable[Line]:
    now = snapshot(people)
    layers = analyse(now).layers.values()

    def rival() -> None:
        for layer in layers:
            nx.pagerank(layer, weight="strength")
            nx.betweenness_centrality(layer)

    def everything() -> None:
        known = analyse(now)
        assert known.centrality and answers(known)

    took = interleaved({"map": lambda: analyse(now), "all": everything, "rival": rival}, runs=runs, warm=1)
    yield Line(f"{people:,} people: what the map needs", "PageRank and betweenness", took["map"], took["rival"], runs)
    yield Line(f"{people:,} people: every measure and finding", "PageRank and betweenness", took["all"], took["rival"], runs)


MEANING = """What the map needs: the network, who listens to whom, and everybody's share of the decision with its range from 200
draws. Every measure and finding: the same and twelve measures of every layer, and the findings in sentences. The rival is
NetworkX with PageRank and exact unweighted betweenness of the same layers, and nothing else. Above 500 people our betweenness
is an estimate from 100 people's paths, and the page says so; the rival's stays exact. What the map needs contains
neither of the rival's two measures, so there the ratio is a yardstick and not a race."""
