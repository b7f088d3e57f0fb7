"""Betweenness, exact or estimated, as NetworkX defines it: compiled code for large graphs, NetworkX for small ones.

Compiling takes seconds in which everybody else would wait. So another process does it, into numba's cache (beside the source, or in
the user's cache folder where that cannot be written), and this one only loads it. Until then, and without numba, NetworkX answers.
"""

from __future__ import annotations

import gc
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import networkx as nx
import numpy as np

from graph.model.settings import Settings

WORTH_FROM = 200
"""People from which compiled code is worth loading; NetworkX answers up to here in less time than that takes."""
PLAIN = Settings(exact_paths=500, sampled_paths=2000, path_samples=100)
"""Up to where NetworkX alone answers in about a second."""
PATIENCE = 2.0
"""Seconds from its start that the other process is waited for: more than it takes when there is nothing to compile."""

_lock = Lock()


def within_reach(settings: Settings, people: int) -> Settings:
    """The settings by which layers of up to so many people can be measured now: the same, or with the limits of NetworkX alone."""
    if people <= PLAIN.exact_paths or ready(PATIENCE):
        return settings
    return replace(settings, exact_paths=min(settings.exact_paths, PLAIN.exact_paths),
                   sampled_paths=min(settings.sampled_paths, PLAIN.sampled_paths), path_samples=min(settings.path_samples, PLAIN.path_samples))


def ready(patience: float = 0.0) -> bool:
    """Whether the compiled code can be loaded. The first call has it compiled; it is waited for until so many seconds after that."""
    with _lock:
        process, started = _compiling()
    if process is None:
        return False
    try:
        return process.wait(max(0.0, started + patience - time.monotonic())) == 0
    except subprocess.TimeoutExpired:
        return False


def betweenness(graph: nx.Graph, *, weight: str | None = None, k: int | None = None, seed: int = 0) -> dict[Any, float]:
    """How much of the shortest ways between others leads through each, 0 to 1: `nx.betweenness_centrality`, rounded to 12 digits so
    that it does not show who computed it. `weight` names a whole number from 1; `k` people (by `seed`) stand for all."""
    if len(graph) > WORTH_FROM and ready():
        return compiled(graph, weight=weight, k=k, seed=seed)
    found = nx.betweenness_centrality(graph, k=k, weight=weight, seed=seed)
    return {v: round(value, 12) for v, value in found.items()}


def compiled(graph: nx.Graph, *, weight: str | None = None, k: int | None = None, seed: int = 0) -> dict[Any, float]:
    """`betweenness` by the compiled code, whether it is there or has to be compiled now."""
    people, n = list(graph), len(graph)
    if n < 3:
        return dict.fromkeys(people, 0.0)
    matrix = nx.to_scipy_sparse_array(graph, nodelist=people, weight=weight, dtype=np.int64)
    sampled = k if k is not None and k < n else 0
    sources = np.array(random.Random(seed).sample(range(n), sampled) if sampled else range(n), dtype=np.int64)
    total = _kernel()(matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32), matrix.data, sources, weight is not None)
    chosen = np.zeros(n)
    if sampled:  # whoever is chosen is never between himself and others: one source less
        chosen[sources] = 1
    with np.errstate(invalid="ignore"):  # one source says nothing about itself: no number, as in NetworkX
        value = total / ((len(sources) - chosen) * (n - 2)) if sampled else total / ((n - 1) * (n - 2))
    return dict(zip(people, np.round(value, 12).tolist(), strict=True))


@cache
def _kernel() -> Callable[..., np.ndarray]:
    from graph.analysis.kernel import dependencies  # loads numba, which few accounts need

    gc.freeze()  # what is loaded stays: a collection that walked through all of it again would make everybody wait for 0.1 s
    return dependencies


@cache
def _compiling() -> tuple[subprocess.Popen[bytes] | None, float]:
    """The process that compiles, and when it was started. Where there is no numba it fails, and that is known soon."""
    try:
        process = subprocess.Popen([sys.executable, "-c", "import graph.analysis.kernel"], cwd=Path(__file__).parents[2],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        process = None
    return process, time.monotonic()
