"""The analysis of an account, against what NetworkX alone needs for its part of it, and how long others have to wait meanwhile."""

from __future__ import annotations

import gc
import random
import threading
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from statistics import median

import networkit
import networkx as nx

from benchmarks.accounts import snapshot, ties
from benchmarks.report import Line, Part, interleaved
from graph.analysis.account import analyse
from graph.analysis.catalogue import answers, layer_answers
from graph.analysis.centrality import ordered
from graph.analysis.engine import compiled, ready

SIZES = {40: 9, 300: 5, 2000: 3}
RIVAL = "PageRank, betweenness, connectivity"


def measure() -> Part:
    """analyse(), all answers and all measures at three sizes; betweenness alone; the longest wait of another thread."""
    if not ready(120):
        raise SystemExit("The compiled code is not there: install numba as requirements.txt says.")
    networkit.setNumberOfThreads(1)
    gc.freeze()  # as app.py does
    lines = [line for people, runs in SIZES.items() for line in _at(people, runs)]
    return Part("Analysis", MEANING, (*lines, *_betweenness(), _wait()), f"networkit {version('networkit')}, numba {version('numba')}")


def _at(people: int, runs: int) -> Iterable[Line]:
    now = snapshot(people)
    layers = analyse(now).layers.values()

    def rival() -> None:
        for layer in layers:
            nx.pagerank(layer, weight="strength")
            nx.betweenness_centrality(layer)
            assert list(nx.weakly_connected_components(layer)) and list(nx.strongly_connected_components(layer))

    def everything() -> None:
        known = analyse(now)
        assert known.centrality and answers(known) and layer_answers(known)

    took = interleaved({"map": lambda: analyse(now), "answers": lambda: answers(analyse(now)), "all": everything, "rival": rival}, runs=runs)
    yield Line(f"{people:,} people: what the map needs", RIVAL, took["map"], took["rival"], runs)
    yield Line(f"{people:,} people: the whole catalogue with ranges", RIVAL, took["answers"], took["rival"], runs)
    yield Line(f"{people:,} people: the same, and every measure of every layer", RIVAL, took["all"], took["rival"], runs)


def _betweenness() -> Iterable[Line]:
    for people, runs in ((500, 5), (2000, 5)):
        layer = nx.DiGraph()
        layer.add_nodes_from(range(people))
        layer.add_weighted_edges_from(((a, b, s) for _, a, b, s in ties(people, 5 * people, random.Random(people))), weight="strength")
        graph = ordered(layer)
        theirs = networkit.nxadapter.nx2nk(graph, weightAttr="distance")
        acts: dict[str, Callable[[], object]] = {"ours": lambda graph=graph: compiled(graph, weight="distance"),
                                                 "C++": lambda theirs=theirs: networkit.centrality.Betweenness(theirs, normalized=True).run()}
        if people == 500:
            acts["NetworkX"] = lambda graph=graph: nx.betweenness_centrality(graph, weight="distance")
        took = interleaved(acts, runs=runs)
        what = f"Weighted betweenness, {people:,} people and {graph.number_of_edges():,} ties"
        for key, rival in {"NetworkX": "NetworkX", "C++": "networkit (C++, one thread)"}.items():
            if key in took:
                yield Line(what, rival, took["ours"], took[key], runs)


def _wait() -> Line:
    now, runs = snapshot(2000), 5

    def everything() -> None:
        known = analyse(now)
        assert answers(known) and layer_answers(known)

    def counting() -> None:
        end = time.perf_counter() + 2
        while time.perf_counter() < end:
            pass

    everything()
    waits = [(longest_wait(everything), longest_wait(counting)) for _run in range(runs)]
    return Line("2,000 people, everything: longest wait of another thread", "a loop that only counts", median(ours for ours, _ in waits),
                median(theirs for _, theirs in waits), runs)


def longest_wait(act: Callable[[], object]) -> float:
    """The most that this process worked between two turns of a thread that wants one every 5 ms: time in which nobody else's page
    went on. Work and not time, so that what else runs on the machine does not count."""
    done, longest = threading.Event(), 0.0

    def other() -> None:
        nonlocal longest
        last = time.process_time()
        while not done.wait(0.005):
            now = time.process_time()
            longest, last = max(longest, now - last), now

    thread = threading.Thread(target=other)
    thread.start()
    try:
        act()
    finally:
        done.set()
        thread.join()
    return longest


MEANING = """What the map needs: the network, who listens to whom, and everybody's share of the decision with its range from 200
draws. The whole catalogue: the same, and the answer to every question of it in sentences, with ranges. Every measure: twelve
of every layer, and who stands out on it. The rival is NetworkX with its part of that and nothing else: PageRank, unweighted betweenness
and the parts of every layer that hang together; it is exact, as our betweenness is up to 2,000 people. What the map needs
contains none of it, so there the ratio is a yardstick and not a race. Betweenness alone: ours takes a NetworkX graph, the C++ library
a graph that has been made its own before the clock starts. The longest wait: the most that the process worked
between two turns of a thread that wants one every 5 ms; a loop that only counts shows what Python itself makes others wait."""
