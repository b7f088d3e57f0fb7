"""Camps proposed from friends and foes: as few foes inside a camp and as few friends across camps as possible.

Source: Doreian and Mrvar (1996), Social Networks 18:149-168: the criterion alpha * negative inside + (1 - alpha) * positive
across, minimised by relocation and exchange from many starts, which here all run side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.analysis.finding import about
from graph.model import Text

ALPHA = 0.5
STARTS = 60
EXCHANGE_PEOPLE = 100
"""Up to so many people two are also exchanged; above, people are moved one at a time only."""


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

    @property
    def in_words(self) -> Text:
        """How far it can be trusted."""
        return Text("a proposal, found by {reached} of the tries, {optima}", "只是推测，{reached}的搜索得到此划分，{optima}").format(
            reached=about(self.reached), optima=Text("no other is as good", "未见同样好的其他划分") if self.optima == 1 else
            Text("{n} are equally good", "同样好的划分有 {n} 种").format(n=self.optima))


def partition(people: Sequence[str], signed: np.ndarray, camps: int, *, alpha: float = ALPHA, starts: int = STARTS,
              seed: int = 0) -> Partition:
    """The best division into exactly `camps` camps. `signed` is n x n: above 0 how much i is for j, below 0 against."""
    return partitions(people, signed, [camps], alpha=alpha, starts=starts, seed=seed)[0]


def best_partition(people: Sequence[str], signed: np.ndarray, *, most: int = 5, starts: int = STARTS, seed: int = 0) -> Partition:
    """The division with the fewest camps that nothing within `most` camps beats."""
    tried = partitions(people, signed, range(1, min(most, len(people)) + 1), starts=starts, seed=seed)
    return min(tried, key=lambda p: (round(p.criterion, 9), len(p.camps)))


def partitions(people: Sequence[str], signed: np.ndarray, camps: Sequence[int], *, alpha: float = ALPHA, starts: int = STARTS,
               seed: int = 0) -> list[Partition]:
    """The best division into each of these numbers of camps."""
    if wrong := [k for k in camps if not 1 <= k <= len(people)]:
        raise ValueError(f"{len(people)} people cannot be divided into {wrong[0]} camps")
    foes, friends = np.maximum(-signed, 0), np.maximum(signed, 0)
    together, apart = alpha * (foes + foes.T), (1 - alpha) * (friends + friends.T)
    np.fill_diagonal(together, 0)
    np.fill_diagonal(apart, 0)
    rng = np.random.default_rng(seed)
    many = np.repeat(camps, starts)
    camp = rng.permuted(np.arange(len(people))[None, :] % many[:, None], axis=1)
    _settle(camp, many, together, apart)
    return [_best(people, camp[many == k], together, apart) for k in camps]


def _settle(camp: np.ndarray, camps: np.ndarray, together: np.ndarray, apart: np.ndarray) -> None:
    """Improves every start (starts x people, into `camps` camps each) by moving one person, or exchanging two, as long as that
    helps; no camp is left empty. What a foe inside (`together`) and a friend across (`apart`) cost is n x n and symmetric."""
    (count, n), most = camp.shape, int(camps.max())
    inside = np.eye(most)[camp]
    odds = together - apart
    alone = np.einsum("ij,sjk->sik", odds, inside, optimize=True)  # what each would cost in each camp, less what all friends cost
    alone += np.where(np.arange(most)[None, None, :] < camps[:, None, None], 0, np.inf)
    sizes = inside.sum(axis=1)
    left = np.arange(count)

    def move(who: np.ndarray, person: np.ndarray, to: np.ndarray) -> None:
        was = camp[who, person]
        alone[who, :, was] -= odds[person]
        alone[who, :, to] += odds[person]
        np.subtract.at(sizes, (who, was), 1)
        np.add.at(sizes, (who, to), 1)
        camp[who, person] = to

    while len(left):
        here, rows = camp[left], np.arange(len(left))
        step = alone[left] - np.take_along_axis(alone[left], here[:, :, None], axis=2)
        gain = np.where((np.take_along_axis(sizes[left], here, axis=1) == 1)[:, :, None], 0, step)  # the last of a camp stays
        best = gain.reshape(len(left), -1).argmin(axis=1)
        person, to = np.divmod(best, most)
        helps = gain[rows, person, to] < -1e-9
        move(left[helps], person[helps], to[helps])
        stuck = left[~helps]
        if n <= EXCHANGE_PEOPLE and len(stuck):
            there = np.take_along_axis(step[~helps], here[~helps][:, None, :].repeat(n, axis=1), axis=2)  # i to the camp of j
            swap = there + there.transpose(0, 2, 1) - 2 * odds
            swap[here[~helps][:, :, None] == here[~helps][:, None, :]] = 0
            best = swap.reshape(len(stuck), -1).argmin(axis=1)
            one, other = np.divmod(best, n)
            helped = swap[np.arange(len(stuck)), one, other] < -1e-9
            who, one, other = stuck[helped], one[helped], other[helped]
            first, second = camp[who, one].copy(), camp[who, other].copy()
            move(who, one, second)
            move(who, other, first)
            stuck = stuck[~helped]
        left = np.setdiff1d(left, stuck)


def _best(people: Sequence[str], camp: np.ndarray, together: np.ndarray, apart: np.ndarray) -> Partition:
    """The best of several divisions into as many camps."""
    found = Counter(map(_canonical, camp.tolist()))
    values = {key: _cost(np.array(key), together, apart) for key in found}
    least = min(values.values())
    best = sorted(key for key, value in values.items() if value <= least + 1e-9)
    groups = [tuple(p for p, c in zip(people, best[0], strict=True) if c == k) for k in range(max(best[0]) + 1)]
    return Partition(tuple(sorted(groups, key=lambda g: (-len(g), g))), least, len(best), sum(found[k] for k in best) / len(camp))


def _cost(camp: np.ndarray, together: np.ndarray, apart: np.ndarray) -> float:
    same = camp[:, None] == camp[None, :]
    return float(np.where(same, together, apart).sum()) / 2


def _canonical(camp: Sequence[int]) -> tuple[int, ...]:
    names: dict[int, int] = {}
    return tuple(names.setdefault(c, len(names)) for c in camp)
