"""How many separate lines lead from us to somebody, whose leaving would cut them, and how likely one is left in a year.

Sources: Menger (1927) for the number of ways without a common person; two-terminal reliability, Colbourn (1987). People's
leaving is taken as independent, and nobody is taken as replaced.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from graph.analysis.chance import keys, uniform

EXACT_PEOPLE = 12
"""Up to so many people on the lines every combination of leavers is counted; above, it is estimated from random years."""
YEARS = 1000

Links = Collection[tuple[str, str]]


def on_the_way(links: Links, start: str, end: str) -> list[str]:
    """Everybody who lies on some line from `start` to `end`, both left out; in the order of ids."""
    onward = _reached(links, start)
    back = _reached([(b, a) for a, b in links], end)
    return sorted((onward & back) - {start, end})


def separate_lines(links: Links, start: str, end: str) -> tuple[int, tuple[str, ...]]:
    """The number of lines from `start` to `end` that share nobody, and the fewest people whose leaving cuts them all; where one
    is enough, everybody who alone would cut them, the nearest to `start` first.

    A direct link between the two does not count. Maximum flow with a capacity of one for each person.
    """
    people = on_the_way(links, start, end)
    if not people:
        return 0, ()
    index = {person: k for k, person in enumerate([start, end, *people])}
    n = len(index)
    inside = [(k, k + n) for k in range(2, n)]  # through a person: from his in-end to his out-end
    across = [(index[a] + n, index[b]) for a, b in sorted(set(links)) if a in index and b in index and (a, b) != (start, end)]
    ends = [(0, n), (n + 1, 1)]
    capacity = np.array([1] * len(inside) + [n] * (len(across) + len(ends)), dtype=np.int32)
    pairs = np.array([*inside, *across, *ends])
    graph = sparse.csr_array((capacity, (pairs[:, 0], pairs[:, 1])), shape=(2 * n, 2 * n), dtype=np.int32)
    found = maximum_flow(sparse.csr_matrix(graph), 0, 1)
    left = sparse.csr_matrix(graph - found.flow)
    left.data[left.data < 0] = 0
    left.eliminate_zeros()
    seen = set(breadth_first_order(left, 0, return_predecessors=False).tolist())
    cut = tuple(p for p in people if index[p] in seen and index[p] + n not in seen)
    if found.flow_value > 1:
        return int(found.flow_value), cut
    left_without = {p: _reached([(a, b) for a, b in links if p not in (a, b) and (a, b) != (start, end)], start) for p in people}
    return 1, tuple(sorted((p for p in people if end not in left_without[p]), key=lambda p: (len(left_without[p]), p)))


def reliability(links: Links, start: str, end: str, stay: float, *, seed: int = 0) -> float:
    """The chance that some line from `start` to `end` is left when each person on it stays with the chance `stay`; the two ends
    stay for sure. Exact for few people, else from `YEARS` random years, in which a person has the same luck on every line."""
    if (start, end) in links:
        return 1.0
    people = on_the_way(links, start, end)
    if not people:
        return 0.0
    k, index = len(people), {person: i for i, person in enumerate(people)}
    if k <= EXACT_PEOPLE:
        alive = (np.arange(2**k)[:, None] >> np.arange(k)) & 1 == 1
        weight = np.where(alive, stay, 1 - stay).prod(axis=1)
    else:
        alive = uniform(keys(people), range(YEARS), seed=seed, what="stay") < stay
        weight = np.full(YEARS, 1 / YEARS)
    inner = [(index[a], index[b]) for a, b in links if a in index and b in index]
    onward = sparse.csr_array((np.ones(len(inner), dtype=np.float32), ([a for a, _ in inner], [b for _, b in inner])), shape=(k, k))
    first, last = (np.array([p in ends for p in people]) for ends in ({b for a, b in links if a == start}, {a for a, b in links if b == end}))
    reached = alive & first
    while True:
        further = reached | (alive & ((onward.T @ reached.T.astype(np.float32)).T > 0))
        if (further == reached).all():
            return float(weight[(reached & last).any(axis=1)].sum())
        reached = further


def _reached(links: Iterable[tuple[str, str]], start: str) -> set[str]:
    onward: dict[str, list[str]] = {}
    for a, b in links:
        onward.setdefault(a, []).append(b)
    seen, queue = {start}, [start]
    while queue:
        for b in onward.get(queue.pop(), ()):
            if b not in seen:
                seen.add(b)
                queue.append(b)
    return seen
