"""What if we side with a faction? The outcome is linear in the attitudes, so no scenario has to be analysed anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.chance import keys, normal
from graph.analysis.ranges import Range, between
from graph.analysis.what_if import siding


@dataclass(frozen=True)
class Side:
    """What siding with one faction does. `moved` is the change of the outcome, `win` the chance that it is then won, `helps` the
    chance that the change is for the better, `behind` how far the choice may end behind the best one (the end of the range).

    `breaks_at`: siding pays until hostile factions react so many times as strongly as assumed; None where none is hostile, or none won.
    """

    moved: Range
    win: float
    helps: float
    behind: float
    breaks_at: float | None


def sides(analysis: Analysis, factions: Sequence[str]) -> dict[str, Side]:
    """What siding with each of these does, and under "" what staying neutral does. The same random cases for all; what siding gains
    and what it costs are guesses, so they vary too."""
    settings, shares, base = analysis.model.settings, analysis.shares.draws.shares, analysis.outcome.draws
    noise = normal(keys(["side_gain", "side_loss"]), range(len(base)), seed=settings.seed, what="siding")
    noise[0] = 0
    gains, losses = np.exp(settings.side_noise * noise).T
    changes, breaks = {"": np.zeros(len(base))}, dict.fromkeys(("", *factions))
    for faction in factions:
        shifts = siding(analysis.snapshot, faction, settings)
        shift = np.array([shifts.get(p, 0.0) for p in analysis.model.people])
        gain, loss = shares @ np.maximum(shift, 0), shares @ np.maximum(-shift, 0)
        changes[faction] = gains * gain - losses * loss
        breaks[faction] = float(gain[0] / loss[0]) if gain[0] > 0 and loss[0] > 0 else None
    best = np.max(list(changes.values()), axis=0)
    edge = 50 * (1 + settings.range_mass)
    return {faction: Side(between(change[:, None], settings.range_mass)[0], float(np.mean((base + change)[1:] >= settings.decided_from)),
                          float(np.mean(change[1:] > 0) + np.mean(change[1:] == 0) / 2), float(np.percentile(best - change, edge)), breaks[faction])
            for faction, change in changes.items()}
