"""Four ways from views to one decision, to be shown beside one another: no single one is known to be right.

Sources: Friedkin and Johnsen (2011) for people who talk first; the weighted mean as the compromise model, which did best on EU
legislation (Leinaweaver and Thomson 2014); the weighted median as what wins every vote by weight (Black 1948, Condorcet).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.chance import keys, uniform
from graph.analysis.outcome import Outcome
from graph.analysis.ranges import between
from graph.model import SCALES, Text


@dataclass(frozen=True)
class Way:
    """One way to decide, and the outcome that it comes to."""

    code: str
    name: Text
    outcome: Outcome


def weighted_mean(views: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The compromise of each row: views weighed by weights of at least 0."""
    return np.asarray((views * weights).sum(axis=-1) / weights.sum(axis=-1))


def weighted_median(views: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The view of each row that no other beats in a vote by weight; halfway between two when they hold exactly half each."""
    order = np.argsort(views, axis=-1)
    sorted_views = np.take_along_axis(views, order, axis=-1)
    held = np.cumsum(np.take_along_axis(weights, order, axis=-1), axis=-1)
    half = held[..., -1:] / 2
    ends = [np.minimum((held < half + slack * half).sum(axis=-1), views.shape[-1] - 1) for slack in (-1e-9, 1e-9)]
    return np.asarray(sum(np.take_along_axis(sorted_views, end[..., None], axis=-1)[..., 0] for end in ends) / 2)


def ways(analysis: Analysis) -> tuple[Way, ...]:
    """The outcome each way: people talk first (the model), compromise, vote, and where somebody can be named the decider alone."""
    settings, power, views = analysis.model.settings, analysis.shares.draws.power, analysis.attitudes

    def of(draws: np.ndarray) -> Outcome:
        return Outcome.of(draws, win_from=settings.decided_from, mass=settings.range_mass)

    found = [Way("talk", Text("People talk first, then weights count (the model)", "先相互影响，再按分量计（模型）"), analysis.outcome),
             Way("mean", Text("Compromise: weighted mean of the views", "折中：按分量加权平均"), of(weighted_mean(views, power))),
             Way("median", Text("Vote: weighted median of the views", "表决：按分量取中位"), of(weighted_median(views, power)))]
    if analysis.decider is not None:
        found.append(Way("decider", Text("The decider decides", "决策者拍板"), _decider(analysis)))
    return tuple(found)


def centralised(analysis: Analysis) -> bool:
    """Whether a boss who says nothing means no: the culture of the deal, else that of the account."""
    deal = analysis.snapshot.opportunity(analysis.opportunity)
    return (deal.culture or analysis.snapshot.account.culture) == "CENTRALISED"


def decider_part(analysis: Analysis) -> float:
    """How much of the decision is the decider's alone, 0-1: by the style of leading, where it is known."""
    style = analysis.snapshot.people[analysis.decider].leadership_style if analysis.decider else None
    return SCALES["leadership_style"].value(style) if style else analysis.model.settings.decider_part


def vetoed(analysis: Analysis) -> np.ndarray:
    """For each draw whether a declared blocker who is against us stops it; in row 0 whether one is against us at all."""
    settings, model = analysis.model.settings, analysis.model
    blockers = [i for i, person in enumerate(model.people) if "SABOTEUR" in analysis.positions[person].roles]
    rolled = uniform(keys([model.people[i] for i in blockers]), range(settings.draws + 1), seed=settings.seed, what="veto")
    against = analysis.attitudes[:, blockers] < 0
    stops = against & (rolled < settings.veto_chance)
    stops[0] = against[0]
    return np.asarray(stops.any(axis=1))


def _decider(analysis: Analysis) -> Outcome:
    """The decider's own view in the end, for as much as he decides alone. In a centralised culture it is won only when that view
    is clearly for us: praise from everybody else and a silent boss is a no."""
    settings = analysis.model.settings
    own = (analysis.inside.draws.shares * analysis.attitudes).sum(axis=1)
    part = decider_part(analysis)
    draws = part * own + (1 - part) * analysis.outcome.draws
    won = own >= settings.silence_from if centralised(analysis) else draws >= settings.decided_from
    won &= ~vetoed(analysis)
    lost = ~won & (draws <= -settings.decided_from)
    rest = slice(1, None) if len(draws) > 1 else slice(None)
    return Outcome(between(draws[:, None], settings.range_mass)[0], draws, float(won[rest].mean()), float(lost[rest].mean()))
