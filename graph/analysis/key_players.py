"""The key players: whose leaving disorganises the whole, and whom to brief so that everybody hears of it.

Both look at who has a tie with whom, direction and strength left out. The best set of people is not the same as the
people who are best one by one. Borgatti 2006, Computational & Mathematical Organization Theory 12:21-34.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from math import comb

import networkx as nx
import numpy as np
from scipy.sparse import csr_array, eye_array
from scipy.sparse.csgraph import dijkstra

from graph.analysis.engine import betweenness, within_reach
from graph.model.settings import DEFAULTS, Settings

EXACT_PEOPLE, EXACT_SETS = 64, 50_000   # up to here every possible set is tried: about half a second
CANDIDATES = 30                         # the search for whose leaving hurts looks at so many go-betweens
SAME = 1e-12                            # sums in another order differ in the last digits
_BITS = np.array([byte.bit_count() for byte in range(256)], dtype=np.uint8)

Score = Callable[[Sequence[Sequence[int]]], np.ndarray]     # a value for each of several sets of people


def fragmentation(graph: nx.Graph, removed: Iterable[str] = ()) -> float:
    """The share of pairs that cannot reach each other once `removed` are gone: how far the whole falls apart.

    F = 1 - sum over parts of s(s-1) / n(n-1), n people left. 0 (one whole) to 1 (nobody reaches anybody, also when
    fewer than two are left). Borgatti 2006.
    """
    left = _skeleton(graph)
    left.remove_nodes_from(list(removed))
    n = len(left)
    return 1 - sum(len(p) * (len(p) - 1) for p in nx.connected_components(left)) / (n * (n - 1)) if n > 1 else 1.0


def distance_fragmentation(graph: nx.Graph, removed: Iterable[str] = ()) -> float:
    """Like `fragmentation`, but longer ways count as half a break: how far people are from each other.

    DF = 1 - 2 * (sum over pairs of 1/steps) / n(n-1), n people left. 0 (all know each other) to 1 (nobody reaches
    anybody, also when fewer than two are left). Borgatti 2006.
    """
    people, matrix = _matrix(graph)
    gone = set(removed)
    return float(_distance_fragmentations(matrix, [[k for k, v in enumerate(people) if v in gone]])[0])


def key_sets_negative(graph: nx.Graph, k: int, *, settings: Settings = DEFAULTS) -> tuple[list[set[str]], float]:
    """All sets of `k` people whose leaving tears the others furthest apart, and the distance fragmentation without them.

    Every set is tried while they are few (30 people and k = 4, 64 people and k = 3). Beyond, the answer is good but
    need not be the best: one person after the other, then exchanges as long as they help, among the 30 people most
    in between; of the sets that are as good, those one exchange away are known. KPP-NEG, Borgatti 2006.
    """
    people, matrix = _matrix(graph)
    k = max(0, min(k, len(people)))

    def score(sets: Sequence[Sequence[int]]) -> np.ndarray:
        return _distance_fragmentations(matrix, sets)

    if _small(people, k):
        return _best(people, k, score)
    candidates = list(range(len(people)))
    if len(people) > max(CANDIDATES, k):
        limits = within_reach(settings, len(people))
        sample = limits.path_samples if len(people) > limits.exact_paths else None
        between = betweenness(nx.from_scipy_sparse_array(matrix), k=sample, seed=settings.seed)
        candidates = sorted(candidates, key=lambda v: (-between[v], v))[:max(CANDIDATES, k)]
    return _search(people, k, score, candidates)


def reach(graph: nx.Graph, group: Iterable[str]) -> float:
    """How far word comes that is given to `group`: each person counts 1 / steps from the nearest of them.

    DR = sum of 1/steps / n, the group itself counting 1 each. 0 (empty group) to 1 (everybody is in the group or
    next to it). Borgatti 2006.
    """
    skeleton = _skeleton(graph)
    start = set(group) & set(skeleton)
    if not start:
        return 0.0
    steps = nx.multi_source_dijkstra_path_length(skeleton, start)
    return sum(1 / max(d, 1) for d in sorted(steps.values())) / len(skeleton)


def key_sets_positive(graph: nx.Graph, k: int) -> tuple[list[set[str]], float]:
    """All sets of `k` people to brief so that word comes furthest, and their `reach`.

    Every set is tried while they are few (30 people and k = 4, 64 people and k = 3). Beyond, one person after the
    other, which comes to at least 63 % of the best (1 - 1/e), then exchanges as long as they help; of the sets that
    are as good, those one exchange away are known. KPP-POS, Borgatti 2006.
    """
    people, matrix = _matrix(graph)
    k = max(0, min(k, len(people)))
    if not k:
        return [set()], 0.0
    near = 1 / np.maximum(dijkstra(matrix, unweighted=True), 1)

    def score(sets: Sequence[Sequence[int]]) -> np.ndarray:
        # rounded: sums of thirds in another order differ in the last digit and would decide between equal sets
        return np.round([near[list(s)].max(axis=0).sum() / len(people) for s in sets], 12)

    sets, _ = (_best(people, k, score) if _small(people, k)
               else _search(people, k, score, range(len(people))))
    return sets, reach(graph, sets[0])


def _small(people: Sequence[str], k: int) -> bool:
    return len(people) <= EXACT_PEOPLE and comb(len(people), k) <= EXACT_SETS


def _best(people: Sequence[str], k: int, score: Score) -> tuple[list[set[str]], float]:
    """The best of all sets of `k`, in the order of names."""
    sets = list(combinations(range(len(people)), k))
    return _equal(people, sets, score(sets))


def _search(people: Sequence[str], k: int, score: Score, candidates: Sequence[int]) -> tuple[list[set[str]], float]:
    """One after the other, then exchanges: taking only the next best alone misses sets that work together."""
    chosen: list[int] = []
    value = float(score([chosen])[0]) if not k else -1.0
    while len(chosen) < k:
        sets = [[*chosen, v] for v in candidates if v not in chosen]
        values = score(sets)
        chosen, value = sets[int(np.argmax(values))], float(values.max())
    while sets := [[*(c for c in chosen if c != out), v] for out in chosen for v in candidates if v not in chosen]:
        values = score(sets)
        if values.max() <= value + SAME:
            return _equal(people, [chosen, *sets], np.array([value, *values]))
        chosen, value = sets[int(np.argmax(values))], float(values.max())
    return [{people[v] for v in chosen}], value


def _equal(people: Sequence[str], sets: Sequence[Sequence[int]], values: np.ndarray) -> tuple[list[set[str]], float]:
    """The best of these sets, and its value; several where they are equally good."""
    return [{people[v] for v in sets[k]} for k in np.flatnonzero(values >= values.max() - SAME).tolist()], float(values.max())


def _skeleton(graph: nx.Graph) -> nx.Graph:
    """Who has a tie with whom, in the order of names."""
    skeleton = nx.Graph()
    skeleton.add_nodes_from(sorted(graph, key=str))
    skeleton.add_edges_from((i, j) for i, j in graph.edges() if i != j)
    return skeleton


def _matrix(graph: nx.Graph) -> tuple[list[str], csr_array]:
    skeleton = _skeleton(graph)
    people = list(skeleton)
    return people, nx.to_scipy_sparse_array(skeleton, nodelist=people) if people else csr_array((0, 0))


def _distance_fragmentations(matrix: csr_array, sets: Sequence[Sequence[int]]) -> np.ndarray:
    """Distance fragmentation after removing each of `sets`; up to 64 people all sets go side by side."""
    n = matrix.shape[0]
    left = np.array([n - len(set(s)) for s in sets])
    if n <= 64:
        closeness = [_closeness(matrix, batch) for batch in (sets[i:i + 1000] for i in range(0, len(sets), 1000))]
    else:
        closeness = [_closeness(matrix, [s]).sum(keepdims=True) for s in sets]
    pairs = left * (left - 1)
    return np.where(pairs > 0, 1 - np.concatenate(closeness) / np.maximum(pairs, 1), 1.0)


def _closeness(matrix: csr_array, sets: Sequence[Sequence[int]]) -> np.ndarray:
    """Sum of 1/steps over ordered pairs, by breadth-first search from everybody at once, one bit for each start.

    A row for each person holds the bits of those who have reached him. A column is one of `sets` (up to 64 people),
    or one of the words needed for more people (then there is one set, and the columns add up).
    """
    n = matrix.shape[0]
    if not n:
        return np.zeros(len(sets))
    words = -(-n // 64)
    seen = np.zeros((n, max(words, len(sets))), dtype=np.uint64)
    every = np.arange(n)
    bits = np.left_shift(np.uint64(1), (every % 64).astype(np.uint64))
    if words == 1:
        seen[:] = bits[:, None]
    else:
        seen[every, every // 64] = bits
    alive = np.full_like(seen, ~np.uint64(0))
    for column, removed in enumerate(sets):
        alive[list(removed), column if words == 1 else slice(None)] = 0
    seen &= alive
    ways = csr_array(matrix + eye_array(n))     # everybody is also his own neighbour: what has come stays
    total, count, step = np.zeros(seen.shape[1]), _ones(seen), 0
    while True:
        seen = np.bitwise_or.reduceat(seen[ways.indices], ways.indptr[:-1], axis=0) & alive
        before, count, step = count, _ones(seen), step + 1
        if (count == before).all():
            return total
        total += (count - before) / step


def _ones(words: np.ndarray) -> np.ndarray:
    """How many bits are set in each column."""
    return _BITS[np.ascontiguousarray(words).view(np.uint8)].reshape(*words.shape, 8).sum(axis=(0, 2), dtype=np.int64)
