"""What if we side with a faction? What that does to the attitudes, and to the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.chance import keys, normal
from graph.analysis.ranges import Range
from graph.analysis.ways import headline
from graph.model import SCALES, Settings, Snapshot
from graph.network import holds, strength_of

BRIDGE = "*"
"""Siding with every camp alike: being seen as often with each."""


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


def siding(snapshot: Snapshot, faction: str, settings: Settings, *, on: date) -> dict[str, float]:
    """How attitudes move when we are seen with a faction: its members nearer to us the closer they are to its core, members of
    factions hostile to it away from us. Person id to change of attitude; ties that are over on the day do not count."""
    moved: dict[str, float] = {}
    ties = [tie for tie in snapshot.ties.values() if holds(tie, on)]
    foes = {(t.target if t.source == faction else t.source): strength_of(t) for t in ties if t.kind == "HOSTILE" and faction in (t.source, t.target)}
    for tie in ties:
        if tie.kind != "IN_FACTION" or snapshot.faction_of.get(tie.source) != tie.target:
            continue
        closeness = SCALES["closeness"].value(tie.level)
        if tie.target == faction:
            moved[tie.source] = settings.side_gain * closeness
        elif tie.target in foes:
            moved[tie.source] = -settings.side_loss * foes[tie.target] * closeness
    return moved


def siding_draws(analysis: Analysis, faction: str) -> np.ndarray:
    """draws x people: how far attitudes move when we side with a faction. What that gains and what it costs are guesses, so they vary."""
    settings, people = analysis.model.settings, analysis.model.people
    noise = normal(keys(["side_gain", "side_loss"]), range(settings.draws + 1), seed=settings.seed, what="siding")
    noise[0] = 0
    gains, losses = np.exp(settings.side_noise * noise).T
    shifts = siding(analysis.snapshot, faction, settings, on=analysis.today)
    shift = np.array([shifts.get(p, 0.0) for p in people])
    return np.outer(gains, np.maximum(shift, 0)) - np.outer(losses, np.maximum(-shift, 0))


def sides(analysis: Analysis, factions: Sequence[str]) -> dict[str, Side]:
    """What siding with each of these does, under "" what staying neutral does, and of several under `BRIDGE` what being seen as often
    with each does; the same random cases for all."""
    mass, base = analysis.model.settings.range_mass, analysis.headline
    weights = (analysis.shares.draws.shares if base.weights is None else base.weights)[0]
    shifts = {"": np.zeros_like(analysis.attitudes), **{faction: siding_draws(analysis, faction) for faction in factions}}
    if len(factions) > 1:
        shifts[BRIDGE] = np.asarray(sum(shifts[faction] for faction in factions)) / len(factions)
    then = {faction: headline(analysis, analysis.attitudes + shift).outcome for faction, shift in shifts.items()}
    best = np.max([end.draws for end in then.values()], axis=0)
    found = {}
    for faction, end in then.items():
        moved, helps = end.moved_from(base.outcome, mass)
        gain, loss = weights @ np.maximum(shifts[faction][0], 0), weights @ np.maximum(-shifts[faction][0], 0)
        found[faction] = Side(moved, end.win, helps, float(np.percentile(best - end.draws, 50 * (1 + mass))),
                              float(gain / loss) if gain > 0 and loss > 0 else None)
    return found
