"""Forecasts that were kept, held against what happened: how good they are, and whether that can be said yet.

The score of a forecast with several possible ends is the sum of the squared differences between the chances given and what happened
(1 for the end that came, 0 for the others): 0 is perfect, 2 is as wrong as can be (Brier 1950, Monthly Weather Review 78). It is
compared with a rival that knows nothing but how often each end comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from graph.analysis.finding import about, signed
from graph.analysis.outcome import Outcome
from graph.analysis.ranges import Range, between
from graph.model import Forecast, Opportunity, Text

RESULTS = ("WON", "NO_DECISION", "LOST")
"""How a deal can end, in the order of the chances."""
BINS, DRAWN_AGAIN = 5, 2000


@dataclass(frozen=True)
class Closed:
    """A deal that has ended, with the first and the last forecast that were kept before it did."""

    first: Forecast
    last: Forecast
    result: str


@dataclass(frozen=True)
class Bin:
    """The forecasts that gave a chance of winning between `low` and `high`: how many, what they said on average, how many were won."""

    low: float
    high: float
    count: int
    said: float | None
    won: int


@dataclass(frozen=True)
class Score:
    """How good the forecasts of closed deals were. The scores go from 0 (perfect) to 2 and are None where `count` is 0; `enough` says
    whether there are as many as it takes to speak of them at all. `behind` is by how much the last forecasts score worse than the rival
    that knows nothing (better where negative), with the range that holds 90 % of what other deals of the same kind would have shown."""

    counts: dict[str, int]
    needed: int
    last: float | None
    first: float | None
    base: float | None
    behind: Range | None
    bins: tuple[Bin, ...]

    @property
    def count(self) -> int:
        """Closed deals with a forecast."""
        return sum(self.counts.values())

    @property
    def enough(self) -> bool:
        """Whether there are enough of them to say how good the forecasts are."""
        return self.count >= self.needed


def closed(deal: Opportunity, forecasts: Iterable[Forecast]) -> Closed | None:
    """The deal with its forecasts, when it has ended on a known day and there is one from before: one of the day itself may have known."""
    if deal.result is None or deal.result_date is None:
        return None
    day = deal.result_date
    before = sorted((f for f in forecasts if f.opportunity == deal.id and f.date < day),
                    key=lambda f: (f.date, f.revision or 0, f.id))
    return Closed(before[0], before[-1], deal.result) if before else None


def chances(forecast: Forecast) -> tuple[float, float, float]:
    """The chances in the order of `RESULTS`."""
    return forecast.win, forecast.none, forecast.lose


def brier(said: Sequence[Sequence[float]], happened: Sequence[int]) -> float:
    """The mean score of forecasts: each a chance for each end, beside the number of the end that came. Raises `ValueError` for none."""
    return float(_scores(said, happened).mean())


def base_rate(happened: Sequence[int], ends: int = len(RESULTS)) -> float:
    """The score of always saying how often each end came among these very deals: the best that a forecast without any knowledge of the
    deal at hand could have done."""
    return brier(_usual(happened, ends), happened)


def behind(said: Sequence[Sequence[float]], happened: Sequence[int]) -> Range:
    """By how much forecasts score worse than always saying the usual chances (better where negative), and from where to where that
    goes when the deals are drawn again from among themselves (bootstrap, Efron 1979): 90 % of the draws, always the same ones."""
    more = _scores(said, happened) - _scores(_usual(happened), happened)
    drawn = np.random.default_rng(0).integers(len(more), size=(DRAWN_AGAIN, len(more)))
    return between(np.append(more.mean(), more[drawn].mean(axis=1))[:, None], 0.9)[0]


def _scores(said: Sequence[Sequence[float]], happened: Sequence[int]) -> np.ndarray:
    if not len(said) or len(said) != len(happened):
        raise ValueError("a score needs forecasts, and one end for each")
    given = np.asarray(said, dtype=float)
    return np.asarray(((given - np.eye(given.shape[1])[list(happened)]) ** 2).sum(axis=1))


def _usual(happened: Sequence[int], ends: int = len(RESULTS)) -> list[list[float]]:
    """The same for each deal: how often each end came."""
    return [(np.bincount(list(happened), minlength=ends) / len(happened)).tolist()] * len(happened)


def reliability(said: Sequence[float], won: Sequence[bool]) -> tuple[Bin, ...]:
    """The chances of winning in five bins, against what was won."""
    at = [min(int(chance * BINS), BINS - 1) for chance in said]
    found = []
    for k in range(BINS):
        mine = [i for i, one in enumerate(at) if one == k]
        found.append(Bin(k / BINS, (k + 1) / BINS, len(mine), sum(said[i] for i in mine) / len(mine) if mine else None, sum(won[i] for i in mine)))
    return tuple(found)


def score(deals: Sequence[Closed], needed: int) -> Score:
    """How good the forecasts of these deals were."""
    happened = [RESULTS.index(d.result) for d in deals]
    return Score({code: sum(d.result == code for d in deals) for code in RESULTS}, needed,
                 brier([chances(d.last) for d in deals], happened) if deals else None,
                 brier([chances(d.first) for d in deals], happened) if deals else None,
                 base_rate(happened) if deals else None,
                 behind([chances(d.last) for d in deals], happened) if deals else None,
                 reliability([d.last.win for d in deals], [d.result == "WON" for d in deals]))


def verdict(found: Score) -> Text:
    """What may be said of the score, in a sentence or two."""
    if not found.enough:
        return Text("Too few to calibrate: {n} of {needed} closed deals with a forecast.", "数量太少，无法校准：有预测的已结束商机 {n}/{needed}。").format(
            n=found.count, needed=found.needed)
    assert found.last is not None and found.first is not None and found.base is not None and found.behind is not None
    said = Text("Over {n} closed deals the last forecasts score {last:.2f} (0 is perfect, 2 is all wrong), the first ones {first:.2f}.",
                "在 {n} 个已结束商机上，最后一次预测得分 {last:.2f}（0 为完美，2 为全错），第一次为 {first:.2f}。")
    if found.behind.high < 0:
        rival = Text("That beats always saying the usual chances ({base:.2f}).", "优于始终按平均比例预测（{base:.2f}）。")
    elif found.behind.low > 0:
        rival = Text("Always saying the usual chances would have done better ({base:.2f}): do not lean on the forecast.",
                     "始终按平均比例预测反而更好（{base:.2f}）：不要依赖此预测。")
    else:
        rival = Text("Always saying the usual chances scores {base:.2f}: it cannot be told yet which is better.",
                     "始终按平均比例预测得 {base:.2f}：还不能断定哪个更好。")
    told = Text(f"{said.en} {rival.en}", f"{said.zh}{rival.zh}")
    return told.format(n=found.count, last=found.last, first=found.first, base=found.base)


def in_words(now: Outcome | Forecast) -> Text:
    """A forecast in a sentence: the chances, no finer than 5 points, and the outcome with its range."""
    text = Text("{win} for a win, {none} for no decision, {lose} for a loss", "赢单{win}，未决{none}，输单{lose}").format(
        win=about(now.win), none=about(now.none), lose=about(now.lose))
    value, low, high = (now.number.value, now.number.low, now.number.high) if isinstance(now, Outcome) else (now.value, now.low, now.high)
    if value is None or low is None or high is None:
        return text
    return Text("{text}; outcome {value} ({low} to {high})", "{text}；结果 {value}（{low} 至 {high}）").format(
        text=text, value=signed(value), low=signed(low), high=signed(high))
