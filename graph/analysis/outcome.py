"""The outcome: how the decision would fall, from -1 (all against us) to +1 (all for us), and how sure that is.

Linear in the attitudes: y = c'x, so its mean and spread are exact (adjoint; Friedkin and Johnsen 2011), and changing an attitude
by d moves it by c d. The draws add the doubt about ties and weights to that about attitudes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from graph.analysis.chance import keys, normal
from graph.analysis.decision import DecisionModel
from graph.analysis.ranges import Range, Shares, between


def attitude_draws(model: DecisionModel, new: Collection[str] = ()) -> np.ndarray:
    """draws x people attitudes in [-1, 1]: row 0 as recorded, the others within their doubt.
    `new` people are somebody else than before in the same seat: they do not share the luck of whoever had it.

    Not cut off at the ends of the scale, so that the outcome stays linear.
    """
    settings = model.settings
    whose = [f"{person}/successor" if person in new else person for person in model.people]
    drawn = normal(keys(whose), range(settings.draws + 1), seed=settings.seed, what="attitude")
    drawn[0] = 0
    return model.attitude + model.doubt * drawn


@dataclass(frozen=True)
class Outcome:
    """Where the decision falls: `number` with its range, within the scale; the draws (row 0 as recorded), which are not cut off at
    its ends; and the chance of each of three ends.

    `win` and `lose`: at least `decided_from` of the settings on either side; `none`: nothing is decided, the usual end of a deal.
    """

    number: Range
    draws: np.ndarray
    win: float
    lose: float

    @property
    def none(self) -> float:
        """The chance that nothing is decided."""
        return 1 - self.win - self.lose

    @classmethod
    def of(cls, draws: np.ndarray, *, win_from: float, mass: float, stopped: np.ndarray | None = None, lost_by: np.ndarray | None = None) -> Outcome:
        """The outcome of draws, of which the first is the model as recorded. In those that are `stopped` nothing is won; lost is lost
        by other draws where `lost_by` is given."""
        rest = slice(1, None) if len(draws) > 1 else slice(None)
        won, lost = draws >= win_from, (draws if lost_by is None else lost_by) <= -win_from
        if stopped is not None:
            won &= ~stopped
        return cls(between(np.clip(draws, -1, 1)[:, None], mass)[0], draws, float(won[rest].mean()), float(lost[rest].mean()))

    def moved_from(self, before: Outcome, mass: float) -> tuple[Range, float]:
        """How far this outcome is from another of the same random cases, with a range within the scale, and how often it is better (an
        equal case counts half)."""
        moved = self.draws - before.draws
        within = np.clip(self.draws, -1, 1) - np.clip(before.draws, -1, 1)
        return between(within[:, None], mass)[0], float(np.mean(moved[1:] > 0) + np.mean(moved[1:] == 0) / 2)


def outcome(model: DecisionModel, shares: Shares, attitudes: np.ndarray) -> Outcome:
    """The outcome of a model with people: everybody's attitude (draws x people) weighed by the share in the decision. Scenarios use
    the same random numbers, so their draws can be subtracted from one another."""
    drawn = (shares.draws.shares * attitudes).sum(axis=1)
    return Outcome.of(drawn, win_from=model.settings.decided_from, mass=model.settings.range_mass)
