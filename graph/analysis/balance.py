"""How far a network of friends and foes is from two clean camps: the least number of ties that stand in the way.

Source: the line index of balance (frustration), Harary (1959); exact by a mixed integer programme, Aref and Wilson (2019).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

EXACT_PEOPLE = 40
"""Up to so many people the index is exact; above, the best of many starts, said to be at most that."""

Signs = Mapping[tuple[str, str], int]
"""Pair of people to +1 or -1."""


@dataclass(frozen=True)
class Balance:
    """`frustrated` ties would have to change for two clean camps; `calm` is 1 - 2 frustrated / ties (1 = two clean camps or
    one, 0 = as torn as can be). `camp` says who stands where; `exact` whether nothing smaller is possible."""

    ties: int
    negative: int
    frustrated: int
    camp: dict[str, int]
    exact: bool

    @property
    def calm(self) -> float:
        """1 - 2L/m, 0 to 1; 1 without any tie."""
        return 1 - 2 * self.frustrated / self.ties if self.ties else 1.0


def balance(signs: Signs, *, seconds: float = 10.0, seed: int = 0) -> Balance:
    """The balance of a signed network. Pairs count once, whatever their order; of two signs for one pair the negative counts."""
    pairs: dict[tuple[str, str], int] = {}
    for (a, b), sign in signs.items():
        pair = (min(a, b), max(a, b))
        pairs[pair] = min(sign, pairs.get(pair, 1))
    people = sorted({p for pair in pairs for p in pair})
    start = _descent(people, pairs, seed)
    solved = _exact(people, pairs, seconds) if 0 < len(people) <= EXACT_PEOPLE else None
    camp = solved or start
    return Balance(len(pairs), sum(s < 0 for s in pairs.values()), _frustrated(pairs, camp), camp, solved is not None or not pairs)


def _frustrated(pairs: Signs, camp: Mapping[str, int]) -> int:
    return sum((camp[a] == camp[b]) != (sign > 0) for (a, b), sign in pairs.items())


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
    """The best of many random starts, each improved by moving one person at a time."""
    rng, n = np.random.default_rng(seed), len(people)
    index = {p: i for i, p in enumerate(people)}
    matrix = np.zeros((n, n))
    for (a, b), sign in pairs.items():
        matrix[index[a], index[b]] = matrix[index[b], index[a]] = sign
    best, least = np.ones(n), np.inf
    for _ in range(60 if n else 0):
        side = rng.choice([-1.0, 1.0], n)
        while True:
            pull = side * (matrix @ side)
            if n == 0 or pull.min() >= 0:
                break
            side[int(pull.argmin())] *= -1
        cost = -(side @ matrix @ side)
        if cost < least:
            best, least = side.copy(), cost
    return {p: int(best[i] > 0) for p, i in index.items()}
