"""Kept forecasts against what happened: the score, the rival that knows nothing, and when it may be said at all."""

import random

import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.forecasts import Closed, base_rate, behind, brier, closed, in_words, reliability, score, verdict
from graph.model import Forecast, Opportunity, Text
from tests.analysis.test_findings import account, people, position

DEAL = Opportunity("deal", name="Deal", result="WON", result_date="2026-06-15")


def forecast(id: str, date: str, win: float = 0.5, none: float = 0.3, lose: float = 0.2, **more) -> Forecast:
    return Forecast(id, opportunity=more.pop("opportunity", "deal"), date=date, win=win, none=none, lose=lose, **more)


def ended(result: str, *, win: float, none: float, lose: float) -> Closed:
    one = forecast("f", "2026-01-01", win, none, lose)
    return Closed(one, one, result)


def test_the_score_of_rain_forecasts():
    """70 % for rain that came is 0.09 for rain and as much for no rain (AMS Glossary, Brier score); ten such forecasts by hand: 1.9 / 10."""
    assert brier([(0.7, 0.3)], [0]) == pytest.approx(2 * 0.09) and brier([(0.7, 0.3)], [1]) == pytest.approx(2 * 0.49)
    rain = [0.7, 0.9, 0.8, 0.4, 0.2, 0, 0, 0, 0, 0.1]
    assert brier([(r, 1 - r) for r in rain], [1, 0, 0, 0, 1, 1, 1, 1, 1, 1]) == pytest.approx(0.19)


def test_the_ends_of_the_score():
    sure = [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    assert brier(sure, [0, 1, 2]) == 0 and brier(sure, [1, 2, 0]) == 2
    assert brier([(1 / 3, 1 / 3, 1 / 3)], [2]) == pytest.approx(2 / 3)
    with pytest.raises(ValueError):
        brier([], [])
    with pytest.raises(ValueError):
        brier([(1, 0, 0)], [0, 1])


def test_the_base_rate_is_the_score_of_saying_it():
    happened = [0, 0, 1, 2, 1, 0]
    rates = [happened.count(k) / len(happened) for k in range(3)]
    assert base_rate(happened) == pytest.approx(brier([rates] * len(happened), happened))
    assert base_rate([1, 1]) == 0


def test_honest_chances_beat_dishonest_ones():
    """Brier's score is proper: on average nobody gains by saying anything but what he believes."""
    rng, true = random.Random(1), (0.5, 0.3, 0.2)
    happened = rng.choices(range(3), true, k=4000)
    honest = brier([true] * 4000, happened)
    assert all(brier([said] * 4000, happened) > honest for said in ((0.7, 0.2, 0.1), (0.4, 0.4, 0.2), (1, 0, 0), (1 / 3, 1 / 3, 1 / 3)))


def test_reliability_in_five_bins():
    bins = reliability([0.0, 0.1, 0.2, 0.5, 0.59, 1.0], [False, True, False, True, False, True])
    assert [(b.count, b.won) for b in bins] == [(2, 1), (1, 0), (2, 1), (0, 0), (1, 1)]
    assert [b.said for b in bins] == [pytest.approx(0.05), 0.2, pytest.approx(0.545), None, 1.0]
    assert [(b.low, b.high) for b in bins][::4] == [(0, 0.2), (0.8, 1)]


def test_only_what_was_kept_before_the_day_of_the_result_counts():
    kept = [forecast("late", "2026-06-20"), forecast("on the day", "2026-06-15"), forecast("last", "2026-06-14", revision=9),
            forecast("earlier that day", "2026-06-14", revision=8), forecast("first", "2026-01-01"), forecast("other", "2025-01-01", opportunity="x")]
    found = closed(DEAL, kept)
    assert found is not None and (found.first.id, found.last.id, found.result) == ("first", "last", "WON")
    assert closed(DEAL, kept[:2]) is None
    assert closed(Opportunity("deal", name="Open"), kept) is None
    assert closed(Opportunity("deal", name="D", result="LOST"), kept) is None, "without its day nobody can say which were kept before"


def test_with_few_closed_deals_there_are_counts_and_no_verdict():
    deals = [ended("WON", win=0.6, none=0.3, lose=0.1)] * 8 + [ended("NO_DECISION", win=0.3, none=0.6, lose=0.1)] * 4
    found = score(deals, 30)
    assert (found.count, found.counts, found.enough) == (12, {"WON": 8, "NO_DECISION": 4, "LOST": 0}, False)
    assert verdict(found) == Text("Too few to calibrate: 12 of 30 closed deals with a forecast.", "数量太少，无法校准：有预测的已结束商机 12/30。")
    assert verdict(score([], 30)).en.startswith("Too few to calibrate: 0 of 30")


def test_with_enough_the_rival_decides_what_is_said():
    good = [ended("WON", win=0.8, none=0.1, lose=0.1)] * 15 + [ended("LOST", win=0.1, none=0.1, lose=0.8)] * 15
    found = score(good, 30)
    assert found.enough and found.last == pytest.approx(0.06) and found.base == pytest.approx(0.5)
    assert "score 0.06" in verdict(found).en and "beats" in verdict(found).en and "0.50" in verdict(found).zh
    blind = [ended("LOST" if d.result == "WON" else "WON", win=d.last.win, none=d.last.none, lose=d.last.lose) for d in good]
    assert "do not lean on the forecast" in verdict(score(blind, 30)).en


def test_chances_drawn_by_lot_are_not_said_to_beat_anything():
    """Forecasts that know no more than the usual chances: over 200 times 30 deals the verdict must not praise more than the odd one."""
    rng, praised, better = np.random.default_rng(7), 0, 0
    for _ in range(200):
        happened = rng.choice(3, 30, p=[.35, .45, .2]).tolist()
        found = behind(rng.dirichlet([21, 27, 12], 30).tolist(), happened)
        praised += found.high < 0
        better += found.value < 0
        assert found.low <= found.value <= found.high
    assert better > 10 and praised <= 4, (better, praised)


def test_what_cannot_be_told_yet_is_not_said():
    """A little better than the usual chances, over 30 deals: that may be luck."""
    up, down = {"win": 0.6, "none": 0.05, "lose": 0.35}, {"win": 0.4, "none": 0.05, "lose": 0.55}
    found = score([*[ended("WON", **up)] * 11, *[ended("WON", **down)] * 5, *[ended("LOST", **up)] * 5, *[ended("LOST", **down)] * 9], 30)
    assert found.last is not None and found.base is not None and found.last < found.base
    assert found.behind is not None and found.behind.value == pytest.approx(found.last - found.base) and found.behind.high > 0
    assert "cannot be told yet" in verdict(found).en and "还不能断定" in verdict(found).zh


def test_the_first_forecast_is_scored_beside_the_last():
    one = Closed(forecast("a", "2026-01-01", 0, 0, 1), forecast("b", "2026-02-01", 1, 0, 0), "WON")
    found = score([one], 1)
    assert (found.first, found.last) == (2, 0)


def test_a_forecast_in_words():
    kept = forecast("f", "2026-01-01", 0.48, 0.31, 0.21, value=0.1, low=-0.25, high=0.4)
    assert in_words(kept) == Text("about 50 % for a win, about 30 % for no decision, about 20 % for a loss; outcome +0.10 (−0.25 to +0.40)",
                                  "赢单约 50 %，未决约 30 %，输单约 20 %；结果 +0.10（−0.25 至 +0.40）")
    assert "outcome" not in in_words(forecast("f", "2026-01-01")).en
    now = analyse(account(*people("a b c"), position("a", roles=("DECIDER",), attitude="A"))).outcome
    assert "for a win" in in_words(now).en and "outcome +" in in_words(now).en
