"""How far a network of friends and foes is from two clean camps: the least number of ties that stand in the way.

Source: the line index of balance (frustration), Harary (1959). Each block (a part that no single person holds together) is solved
alone: by many descents, proven best when as many unbalanced circles without a common tie are found, else by trying every division
of few people, or by a mixed integer programme (Aref and Wilson 2019).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

EXACT_PEOPLE = 40
"""Up to so many people in one block the index is exact; above, the best of many starts, said to be at most that unless proven."""
COUNTED_PEOPLE = 16
"""People in one block up to whom every division is tried: some milliseconds, however many ties there are."""
STARTS = 60
"""Descents of a block; fewer where it is so large that they would take seconds."""
LARGEST_PROOF = 300
"""People in a block up to which circles are counted as a proof."""

Signs = Mapping[tuple[str, str], int]
"""Pair of people to +1 or -1."""


@dataclass(frozen=True)
class Balance:
    """`frustrated` ties would have to change for two clean camps. `camp` says who stands where; `exact` whether nothing smaller is possible."""

    ties: int
    negative: int
    frustrated: int
    camp: dict[str, int]
    exact: bool


def balance(signs: Signs, *, seconds: float = 10.0, seed: int = 0, exact_people: int = EXACT_PEOPLE, exact_ties: float = np.inf) -> Balance:
    """The balance of a signed network. Pairs count once, whatever their order; of two signs for one pair the negative counts. Blocks of
    more than `exact_ties` ties are not given to the solver, which would take long."""
    pairs: dict[tuple[str, str], int] = {}
    for (a, b), sign in signs.items():
        pair = (min(a, b), max(a, b))
        pairs[pair] = min(sign, pairs.get(pair, 1))
    network = nx.Graph()
    network.add_nodes_from(sorted({p for pair in pairs for p in pair}))
    network.add_edges_from((a, b, {"sign": sign}) for (a, b), sign in sorted(pairs.items()))
    wrong, exact = set[tuple[str, str]](), True
    if any(sign < 0 for sign in pairs.values()):
        for edges in nx.biconnected_component_edges(network):
            block = {(min(e), max(e)): pairs[min(e), max(e)] for e in edges}
            against, proven = _block(block, seconds, seed, exact_people, exact_ties)
            wrong |= against
            exact &= proven
    camp = _camps(network, wrong)
    return Balance(len(pairs), sum(s < 0 for s in pairs.values()), _frustrated(pairs, camp), camp, exact)


def _frustrated(pairs: Signs, camp: Mapping[str, int]) -> int:
    return len(_against(pairs, camp))


def _against(pairs: Signs, camp: Mapping[str, int]) -> set[tuple[str, str]]:
    return {(a, b) for (a, b), sign in pairs.items() if (camp[a] == camp[b]) != (sign > 0)}


def _block(pairs: Signs, seconds: float, seed: int, exact_people: int, exact_ties: float) -> tuple[set[tuple[str, str]], bool]:
    """The ties of one block that stand against its best two camps, and whether fewer are impossible."""
    if len(pairs) == 1 or all(sign > 0 for sign in pairs.values()):
        return set(), True
    people = sorted({p for pair in pairs for p in pair})
    best = _against(pairs, _descent(people, pairs, seed))
    if len(people) <= LARGEST_PROOF and len(best) <= _circles(pairs, enough=len(best)):
        return best, True
    if len(people) <= min(exact_people, COUNTED_PEOPLE):
        return _against(pairs, _all_divisions(people, pairs)), True
    solved = _exact(people, pairs, seconds) if len(people) <= exact_people and len(pairs) <= exact_ties else None
    return (_against(pairs, solved), True) if solved else (best, False)


def _camps(network: nx.Graph, wrong: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Two camps in which every tie but the `wrong` ones is right."""
    rest, camp = network.copy(), dict[str, int]()
    rest.remove_edges_from(wrong)
    for start in rest:
        queue = [start] if start not in camp else []
        camp.setdefault(start, 1)
        while queue:
            one = queue.pop()
            for other in rest[one]:
                if other not in camp:
                    camp[other] = camp[one] if rest.edges[one, other]["sign"] > 0 else 1 - camp[one]
                    queue.append(other)
    return camp


def _circles(pairs: Signs, *, enough: int) -> int:
    """How many unbalanced circles without a common tie are found, up to `enough`: in each at least one tie is wrong."""
    ties: dict[str, dict[str, int]] = {}
    for (a, b), sign in pairs.items():
        ties.setdefault(a, {})[b] = sign
        ties.setdefault(b, {})[a] = sign
    count = 0
    for start in sorted(ties, key=lambda p: (len(ties[p]), p)):
        while count < enough and (circle := _circle(ties, start)):
            for a, b in pairwise(circle):
                ties[a].pop(b, None)
                ties[b].pop(a, None)
            count += 1
    return count


def _circle(ties: Mapping[str, Mapping[str, int]], start: str) -> list[str]:
    """A shortest way from somebody back to himself that uses no tie twice and has an odd number of negative ones; [] when none."""
    came: dict[tuple[str, int], tuple[str, int] | None] = {(start, 1): None}
    queue = deque([(start, 1)])
    while queue:
        person, sign = queue.popleft()
        for other, tie in ties[person].items():
            step = (other, sign * tie)
            if step in came:
                continue
            came[step] = (person, sign)
            if step == (start, -1):
                way = [step]
                while before := came[way[-1]]:
                    way.append(before)
                people = [p for p, _ in way]
                used = [frozenset(e) for e in pairwise(people)]
                return people if len(set(used)) == len(used) else []
            queue.append(step)
    return []


def _matrix(people: list[str], pairs: Signs) -> np.ndarray:
    """The signs of all pairs, people x people."""
    index = {p: i for i, p in enumerate(people)}
    matrix = np.zeros((len(people),) * 2)
    for (a, b), sign in pairs.items():
        matrix[index[a], index[b]] = matrix[index[b], index[a]] = sign
    return matrix


def _all_divisions(people: list[str], pairs: Signs) -> dict[str, int]:
    """The best of all divisions into two camps; the last person stays in one of them, because the camps have no names."""
    side = 1.0 - 2.0 * (np.arange(2 ** (len(people) - 1))[:, None] >> np.arange(len(people)) & 1)
    best = side[int((side @ _matrix(people, pairs) * side).sum(axis=1).argmax())]
    return {p: int(best[i] > 0) for i, p in enumerate(people)}


def _exact(people: list[str], pairs: Signs, seconds: float) -> dict[str, int] | None:
    """Minimises the frustrated ties: f >= |x_a - x_b| for friends, f >= |x_a + x_b - 1| for foes; x, f in {0, 1}."""
    index, n, m = {p: i for i, p in enumerate(people)}, len(people), len(pairs)
    rows: list[tuple[int, int, float]] = []
    low: list[float] = []
    for k, ((a, b), sign) in enumerate(pairs.items()):
        for turn in (1, -1):
            row = len(low)
            rows += [(row, n + k, 1.0), (row, index[a], float(-turn)), (row, index[b], float(turn if sign > 0 else -turn))]
            low.append(0.0 if sign > 0 else -1.0 if turn > 0 else 1.0)
    r, c, v = zip(*rows, strict=True)
    matrix = sparse.csr_array((v, (r, c)), shape=(len(low), n + m))
    upper = np.ones(n + m)
    upper[index[max(people, key=lambda p: sum(p in pair for pair in pairs))]] = 0  # two camps have no names: fix one person
    result = milp(np.r_[np.zeros(n), np.ones(m)], constraints=LinearConstraint(matrix, lb=np.array(low)),
                  bounds=Bounds(0, upper), integrality=np.ones(n + m), options={"time_limit": seconds})
    return {p: round(result.x[i]) for p, i in index.items()} if result.status == 0 else None


def _descent(people: list[str], pairs: Signs, seed: int) -> dict[str, int]:
    """The best of many starts, random but one, each improved by moving one person at a time."""
    rng, n, matrix = np.random.default_rng(seed), len(people), _matrix(people, pairs)
    starts = np.arange(min(STARTS, max(1, 50 * LARGEST_PROOF // n)))
    side = rng.choice([-1.0, 1.0], (n, len(starts)))
    side[:, 0] = 1  # all in one camp: hard to beat where foes are few
    around = matrix @ side
    while True:
        pull = side * around
        worst = pull.argmin(axis=0)
        moving = starts[pull[worst, starts] < 0]
        if not len(moving):
            break
        who = worst[moving]
        around[:, moving] -= 2 * matrix[:, who] * side[who, moving]
        side[who, moving] *= -1
    best = side[:, int((side * around).sum(axis=0).argmax())]
    return {p: int(best[i] > 0) for i, p in enumerate(people)}
