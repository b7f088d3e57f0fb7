"""Camps proposed from friends and foes: as few foes inside a camp and as few friends across camps as possible.

Source: Doreian and Mrvar (1996), Social Networks 18:149-168: the criterion alpha * negative inside + (1 - alpha) * positive
across, minimised by relocation and exchange from many starts, which here all run side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.analysis.finding import about
from graph.model import Text

ALPHA = 0.5
STARTS = 60
SELDOM, FURTHER = 0.1, 4
"""Where fewer of the tries than this come to the best division, so many times as many are made: it may have equals, or betters, unseen."""
EXCHANGE_PEOPLE = 100
"""Up to so many people two are also exchanged; above, people are moved one at a time only."""


@dataclass(frozen=True)
class Partition:
    """The best camps found. `camps` hold people, the largest first; `criterion` is what stands against them (0 = nothing).

    `optima` counts the different divisions found that are equally good (there may be more), `reached` the share of starts that came
    to one of them: where few do, or where there are many optima, the division is no more than a proposal.
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
        return (Text("a proposal, found by {reached} of the tries; no other as good was found", "只是推测，{reached}的搜索得到此划分，未找到同样好的其他划分")
                if self.optima == 1 else
                Text("a proposal, one of {n} equally good ones that were found; {reached} of the tries came to one of them",
                     "只是推测，是找到的 {n} 种同样好的划分之一，{reached}的搜索得到其中一种")).format(reached=about(self.reached), n=self.optima)


def partition(people: Sequence[str], signed: np.ndarray, camps: int, *, alpha: float = ALPHA, starts: int = STARTS,
              seed: int = 0) -> Partition:
    """The best division into exactly `camps` camps. `signed` is n x n: above 0 how much i is for j, below 0 against."""
    return partitions(people, signed, [camps], alpha=alpha, starts=starts, seed=seed)[0]


def best_partition(people: Sequence[str], signed: np.ndarray, *, most: int = 5, starts: int = STARTS, seed: int = 0) -> Partition:
    """The division with the fewest camps that nothing found within `most` camps beats. A best one that was seldom come to is searched
    for again, longer, also with one camp less."""
    tried = partitions(people, signed, range(1, min(most, len(people)) + 1), starts=starts, seed=seed)
    best = min(tried, key=_order)
    if best.reached >= SELDOM:
        return best
    near = range(max(len(best.camps) - 1, 1), len(best.camps) + 1)
    return min([*partitions(people, signed, near, starts=FURTHER * starts, seed=seed), best], key=_order)


def _order(found: Partition) -> tuple[float, int]:
    return round(found.criterion, 9), len(found.camps)


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
    many = np.repeat(camps, [starts if 1 < k < len(people) else 1 for k in camps])  # all together, or each alone, is one division
    camp = rng.permuted(np.arange(len(people))[None, :] % many[:, None], axis=1)
    _settle(camp, many, together, apart)
    return [_best(people, camp[many == k], together, apart) for k in camps]


def _settle(camp: np.ndarray, camps: np.ndarray, together: np.ndarray, apart: np.ndarray) -> None:
    """Improves every start (starts x people, into `camps` camps each) by moving one person, or exchanging two, as long as that
    helps; no camp is left empty. What a foe inside (`together`) and a friend across (`apart`) cost is n x n and symmetric."""
    (count, n), most = camp.shape, int(camps.max())
    inside = np.eye(most)[camp]
    odds = together - apart
    alone = _alone(odds, inside)
    alone += np.where(np.arange(most)[None, None, :] < camps[:, None, None], 0, np.inf)
    sizes = inside.sum(axis=1)
    left, foes, anybody = np.arange(count), np.nonzero(np.triu(odds > 0)), np.triu_indices(n, 1)

    def move(who: np.ndarray, person: np.ndarray, to: np.ndarray) -> None:
        was = camp[who, person]
        alone[who, :, was] -= odds[person]
        alone[who, :, to] += odds[person]
        np.subtract.at(sizes, (who, was), 1)
        np.add.at(sizes, (who, to), 1)
        camp[who, person] = to

    while len(left):
        here, there, rows = camp[left], alone[left], np.arange(len(left))
        step = there - np.take_along_axis(there, here[:, :, None], axis=2)
        last = np.take_along_axis(sizes[left], here, axis=1) == 1  # the last of a camp stays
        gain = np.where(last[:, :, None], 0, step) if last.any() else step
        best = gain.reshape(len(left), -1).argmin(axis=1)
        person, to = np.divmod(best, most)
        helps = gain[rows, person, to] < -1e-9
        move(left[helps], person[helps], to[helps])
        stay, lone = ~helps, last.any(axis=1)
        for which, pairs in ((~helps & ~lone, foes), (~helps & lone, anybody)):  # where no move helps, only foes gain by an exchange, or one who may not move
            if n <= EXCHANGE_PEOPLE and which.any() and len(pairs[0]):
                one, other, gained = _exchange(step[which], here[which], odds, pairs)
                helped = gained < -1e-9
                who, one, other = left[which][helped], one[helped], other[helped]
                first, second = camp[who, one].copy(), camp[who, other].copy()
                move(who, one, second)
                move(who, other, first)
                stay[which] = ~helped
        left = left[~stay]


def _exchange(step: np.ndarray, here: np.ndarray, odds: np.ndarray, pairs: tuple[np.ndarray, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each start the two of these `pairs` whose exchange costs least, and what it costs. `step` says what it costs each to go to
    each camp, `here` where everybody is."""
    (a, b), rows = pairs, np.arange(len(here))[:, None]
    swap = step[rows, a, here[:, b]] + step[rows, b, here[:, a]] - 2 * odds[a, b]
    swap[here[:, a] == here[:, b]] = 0
    best = swap.argmin(axis=1)
    return a[best], b[best], swap[rows[:, 0], best]


def _best(people: Sequence[str], camp: np.ndarray, together: np.ndarray, apart: np.ndarray) -> Partition:
    """The best of several divisions into as many camps."""
    costs = _costs(camp, together, apart)
    least = float(costs.min())
    good = camp[costs <= least + 1e-9]
    best = sorted(set(map(_canonical, good.tolist())))
    groups = [tuple(p for p, c in zip(people, best[0], strict=True) if c == k) for k in range(max(best[0]) + 1)]
    return Partition(tuple(sorted(groups, key=lambda g: (-len(g), g))), least, len(best), len(good) / len(camp))


def _costs(camp: np.ndarray, together: np.ndarray, apart: np.ndarray) -> np.ndarray:
    """What stands against each division (divisions x people)."""
    inside = np.eye(int(camp.max()) + 1)[camp]
    return np.asarray(((inside * _alone(together - apart, inside)).sum(axis=(1, 2)) + apart.sum()) / 2)


def _alone(odds: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """What each would cost in each camp (starts x people x camps), less what all friends cost."""
    return np.ascontiguousarray(np.tensordot(odds, inside, axes=(1, 1)).swapaxes(0, 1))


def _canonical(camp: Sequence[int]) -> tuple[int, ...]:
    names: dict[int, int] = {}
    return tuple(names.setdefault(c, len(names)) for c in camp)
