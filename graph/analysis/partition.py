"""Camps proposed from friends and foes: as few foes inside a camp and as few friends across camps as possible.

Source: Doreian and Mrvar (1996), Social Networks 18:149-168: the criterion alpha * negative inside + (1 - alpha) * positive
across, minimised by relocation and exchange from many starts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ALPHA = 0.5
STARTS = 60


@dataclass(frozen=True)
class Partition:
    """The best camps found. `camps` hold people, the largest first; `criterion` is what stands against them (0 = nothing).

    `optima` counts different divisions that are equally good, `reached` the share of starts that came to one of them: few
    starts, or many optima, and the division is no more than a proposal.
    """

    camps: tuple[tuple[str, ...], ...]
    criterion: float
    optima: int
    reached: float

    @property
    def camp_of(self) -> dict[str, int]:
        """Person to the number of the camp."""
        return {person: k for k, camp in enumerate(self.camps) for person in camp}


def partition(people: Sequence[str], signed: np.ndarray, camps: int, *, alpha: float = ALPHA, starts: int = STARTS,
              seed: int = 0) -> Partition:
    """The best division into exactly `camps` camps. `signed` is n x n: above 0 how much i is for j, below 0 against."""
    if not 1 <= camps <= len(people):
        raise ValueError(f"{len(people)} people cannot be divided into {camps} camps")
    foes, friends = np.maximum(-signed, 0), np.maximum(signed, 0)
    cost = _Cost(alpha * (foes + foes.T), (1 - alpha) * (friends + friends.T))
    rng = np.random.default_rng(seed)
    found: Counter[tuple[int, ...]] = Counter()
    values: dict[tuple[int, ...], float] = {}
    for _ in range(starts):
        camp = rng.permutation(np.arange(len(people)) % camps)
        cost.settle(camp, camps)
        key = _canonical(camp)
        found[key] += 1
        values[key] = cost.total(camp)
    least = min(values.values())
    best = sorted(key for key, value in values.items() if value <= least + 1e-9)
    groups = [tuple(p for p, c in zip(people, best[0], strict=True) if c == k) for k in range(camps)]
    return Partition(tuple(sorted(groups, key=lambda g: (-len(g), g))), least, len(best), sum(found[k] for k in best) / starts)


def best_partition(people: Sequence[str], signed: np.ndarray, *, most: int = 5, seed: int = 0) -> Partition:
    """The division with the fewest camps that nothing within `most` camps beats."""
    tried = [partition(people, signed, k, seed=seed) for k in range(1, min(most, len(people)) + 1)]
    return min(tried, key=lambda p: (round(p.criterion, 9), len(p.camps)))


@dataclass(frozen=True)
class _Cost:
    """What a foe inside (`together`) and a friend across (`apart`) cost, both n x n and symmetric."""

    together: np.ndarray
    apart: np.ndarray

    def total(self, camp: np.ndarray) -> float:
        same = camp[:, None] == camp[None, :]
        return float(np.where(same, self.together, self.apart).sum() - np.trace(self.together)) / 2

    def settle(self, camp: np.ndarray, camps: int) -> None:
        """Moves one person, or exchanges two, as long as it helps; no camp is left empty."""
        people = np.arange(len(camp))
        while True:
            inside = np.eye(camps)[camp]
            alone = self.together @ inside + self.apart.sum(axis=1, keepdims=True) - self.apart @ inside
            gain = alone - alone[people, camp][:, None]
            gain[inside.sum(axis=0)[camp] == 1] = 0  # the last of a camp stays
            person, to = np.unravel_index(gain.argmin(), gain.shape)
            if gain[person, to] < -1e-9:
                camp[person] = to
                continue
            step = alone - alone[people, camp][:, None]
            swap = step[:, camp] + step[:, camp].T - 2 * (self.together - self.apart)
            swap[camp[:, None] == camp[None, :]] = 0
            one, other = np.unravel_index(swap.argmin(), swap.shape)
            if swap[one, other] >= -1e-9:
                return
            camp[one], camp[other] = camp[other], camp[one]


def _canonical(camp: np.ndarray) -> tuple[int, ...]:
    names: dict[int, int] = {}
    return tuple(names.setdefault(int(c), len(names)) for c in camp)
