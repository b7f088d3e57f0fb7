"""Ways from views to one decision, to be shown beside one another, and the one that this deal is decided by.

Sources: Friedkin and Johnsen (2011) for people who talk first; the weighted mean as the compromise model, which did best on EU
legislation (Leinaweaver and Thomson 2014); the weighted median as what wins every vote by weight (Black 1948, Condorcet); the least
view of all as what a veto leaves (Tsebelis 2002).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph.analysis.flow import AWARD, actors, approvals, vetoed
from graph.analysis.influence import draw, final_views
from graph.analysis.outcome import Outcome
from graph.model import SCALES, Text

if TYPE_CHECKING:
    from graph.analysis.account import Analysis

NAMES = {
    "talk": Text("People talk first, then weights count (the model)", "先相互影响，再按分量计（模型）"),
    "mean": Text("Compromise: weighted mean of the views", "折中：按分量加权平均"),
    "median": Text("Vote: weighted median of the views", "表决：按分量取中位"),
    "decider": Text("The decider decides", "决策者拍板"),
    "least": Text("All who choose must agree: the least favourable of their views", "选定者须全体同意：取其中最不支持者的看法")}
FITS = {"BOSS": "decider", "WEIGHTED": "mean", "MAJORITY": "median", "CONSENSUS": "least", "VETO": "least"}
"""Rule of the deal to the way that is meant by it."""


@dataclass(frozen=True)
class Way:
    """One way to decide, and the outcome that it comes to. `weights` (draws x people) say how much each view counts for in it; None
    where that depends on the views."""

    code: str
    outcome: Outcome
    weights: np.ndarray | None

    @property
    def name(self) -> Text:
        """The way in words."""
        return NAMES[self.code]


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
    """The outcome each way, whoever can stop it counted: people talk first (the model), compromise, vote, where somebody can be named
    the decider alone, and where all must agree whoever is least for us."""
    codes = ["talk", "mean", "median", *(["decider"] if analysis.decider else []), *(["least"] if fitting(analysis) == "least" else [])]
    return tuple(analysis.headline if code == analysis.headline.code else way(analysis, code) for code in codes)


def headline(analysis: Analysis, attitudes: np.ndarray | None = None) -> Way:
    """How this deal is decided: the way that fits its rule, whoever can stop it counted. With other `attitudes` (draws x people), how
    it would be."""
    return way(analysis, fitting(analysis), attitudes)


def fitting(analysis: Analysis) -> str:
    """The way that fits the rule of the deal; the model where no rule is known, or where nobody is known whom the rule speaks of."""
    code = FITS.get(analysis.snapshot.opportunity(analysis.opportunity).decision_rule or "", "talk")
    nobody = not len(analysis.model) or (code == "decider" and analysis.decider is None) or (code == "least" and not actors(analysis)[AWARD])
    return "talk" if nobody else code


def way(analysis: Analysis, code: str, attitudes: np.ndarray | None = None) -> Way:
    """One way to decide. A win is none where a blocker or an approver stops it, nor in a centralised culture while the decider is not
    clearly for us: praise from everybody else and a silent boss is a no."""
    settings, x = analysis.model.settings, analysis.attitudes if attitudes is None else attitudes
    draws, lost_by, weights = _decided(analysis, code, x)
    stopped = vetoed(analysis, x) | _silent(analysis, x)
    for given in approvals(analysis, x).values():
        stopped |= ~given
    return Way(code, Outcome.of(draws, win_from=settings.decided_from, mass=settings.range_mass, stopped=stopped, lost_by=lost_by), weights)


def _decided(analysis: Analysis, code: str, x: np.ndarray) -> tuple[np.ndarray, np.ndarray | None, np.ndarray | None]:
    """What some draws of attitudes come to, those by which it is lost where they are others, and how much each view counts where
    that does not depend on the views."""
    c, power = (part[:len(x)] for part in (analysis.shares.draws.shares, analysis.shares.draws.power))
    if code == "least":
        views = analysis.views if x is analysis.attitudes else final_views(analysis.model, x)
        choosing = views[:, [analysis.people_at[p] for p in actors(analysis)[AWARD]]]
        all_against = analysis.snapshot.opportunity(analysis.opportunity).decision_rule == "CONSENSUS"
        return choosing.min(axis=1), choosing.max(axis=1) if all_against else None, None
    if code == "median":
        return weighted_median(x, power), None, None
    if code == "mean":
        return weighted_mean(x, power), None, power
    part = decider_part(analysis) if code == "decider" else 0.0
    weights = part * _inside(analysis, str(analysis.decider), len(x)) + (1 - part) * c if part else c
    return (weights * x).sum(axis=1), None, weights


def _silent(analysis: Analysis, x: np.ndarray) -> np.ndarray:
    """In which draws a boss whose silence means no is not clearly for us; of several any of them."""
    silent = np.zeros(len(x), dtype=bool)
    for boss in analysis.deciders if centralised(analysis) else ():
        silent |= (_inside(analysis, boss, len(x)) * x).sum(axis=1) < analysis.model.settings.silence_from
    return silent


def _inside(analysis: Analysis, boss: str, draws: int) -> np.ndarray:
    """draws x people: whose view is how much of one boss's own."""
    return draw(analysis.model, target=analysis.people_at[boss]).shares[:draws]


def centralised(analysis: Analysis) -> bool:
    """Whether a boss who says nothing means no: the culture of the deal, else that of the account."""
    deal = analysis.snapshot.opportunity(analysis.opportunity)
    return (deal.culture or analysis.snapshot.account.culture) == "CENTRALISED"


def decider_part(analysis: Analysis) -> float:
    """How much of the decision is the decider's alone, 0-1: by the style of leading, where it is known."""
    style = analysis.snapshot.people[analysis.decider].leadership_style if analysis.decider else None
    return SCALES["leadership_style"].value(style) if style else analysis.model.settings.decider_part
