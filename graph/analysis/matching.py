"""Who of us should meet whom of theirs, and how concentrated the ties between the two companies are.

The best pairing is an assignment problem (Kuhn 1955); concentration is the sum of squared shares (Herfindahl): 1 when everything
runs through one person. The shapes are those of key account management: bow-tie and diamond (Millman and Wilson 1995).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from graph.analysis.chance import keys, normal, pair_keys
from graph.model import SCALES, Person, Settings, Snapshot, TeamMember

if TYPE_CHECKING:
    from graph.analysis.account import Analysis

Ties = Mapping[tuple[str, str], float]
"""(one of us, one of theirs) -> how close, 0 to 1."""


@dataclass(frozen=True)
class Pair:
    """One of us who fits one of theirs: by how many levels apart, how far apart in function (0 the same, 0.5 the same
    side, 1 another), how close they are now."""

    ours: str
    theirs: str
    levels: int
    function_gap: float
    closeness: float


def concentration(ties: Ties) -> tuple[float, float]:
    """How far the ties run through one of us, and through one of theirs: 1 = through a single person each; 0 without ties."""
    total = sum(ties.values())
    if total <= 0:
        return 0.0, 0.0
    sums: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for pair, weight in ties.items():
        for side in (0, 1):
            sums[side][pair[side]] = sums[side].get(pair[side], 0.0) + weight
    ours, theirs = (sum((weight / total) ** 2 for weight in side.values()) for side in sums)
    return ours, theirs


def concentration_draws(ties: Ties, settings: Settings) -> np.ndarray:
    """draws x 2: the same from ties that vary in strength, row 0 as recorded; `ties` must not be empty."""
    pairs = sorted(ties)
    ours, theirs = (sorted({pair[side] for pair in pairs}) for side in (0, 1))
    noise = normal(pair_keys(keys([p[0] for p in pairs]), keys([p[1] for p in pairs])), range(settings.draws + 1), seed=settings.seed, what="step")
    noise[0] = 0
    weight = np.array([ties[pair] for pair in pairs]) * np.exp(settings.tie_noise * noise)
    found = []
    for side, people in ((0, ours), (1, theirs)):
        belongs = np.array([[pair[side] == one for one in people] for pair in pairs], dtype=float)
        found.append((((weight @ belongs) / weight.sum(axis=1, keepdims=True)) ** 2).sum(axis=1))
    return np.stack(found, axis=1)


def counterparts(analysis: Analysis, ties: Ties) -> list[Pair]:
    """The pairing of our people with their weighty ones in which levels and functions fit best in all; only people whose level is
    known on both sides. The order is that of the weight of theirs."""
    snapshot, settings = analysis.snapshot, analysis.model.settings
    ours = [one for one in sorted(snapshot.team) if snapshot.team[one].level]
    theirs = [p for p in sorted(analysis.share_of, key=lambda p: (-analysis.share_of[p], p))
              if snapshot.people[p].level and not snapshot.people[p].external and analysis.share_of[p] >= settings.match_share]
    if not ours or not theirs:
        return []
    apart = np.array([[abs((snapshot.team[one].level or 0) - (snapshot.people[p].level or 0)) for p in theirs] for one in ours])
    wrong = np.array([[function_gap(snapshot, snapshot.team[one], snapshot.people[p]) for p in theirs] for one in ours])
    rows, columns = linear_sum_assignment(apart + settings.match_function * wrong)
    found = [Pair(ours[r], theirs[c], int(apart[r, c]), float(wrong[r, c]), ties.get((ours[r], theirs[c]), 0.0)) for r, c in zip(rows, columns, strict=True)]
    return sorted(found, key=lambda pair: theirs.index(pair.theirs))


def function_of(snapshot: Snapshot, person: Person) -> str | None:
    """The function of one of theirs: that of the department."""
    department = snapshot.departments.get(person.department or "")
    return department.function if department else None


def function_gap(snapshot: Snapshot, ours: TeamMember, theirs: Person) -> float:
    """0 for the same function (our sales belong to their procurement), 0.5 for functions of the same side, else 1."""
    mine, other = "PROCUREMENT" if ours.function == "SALES" else ours.function, function_of(snapshot, theirs)
    if mine is None or other is None:
        return 1.0
    functions = SCALES["department_function"]
    return 0.0 if mine == other else 0.5 if functions[mine].extra["party"] == functions[other].extra["party"] else 1.0


def shape_stage(ties: Ties, concentrations: tuple[float, float], functions: int, settings: Settings) -> str:
    """The stage of the relationship that the shape of the ties supports, "0" to "4"; joint teams (5) do not show in ties.

    0 no ties; 1 one single line; 2 a bow-tie, knotted in one person on either side; 3 several direct lines, still uneven; 4 a
    diamond: no person carries it, and enough functions meet their like.
    """
    if not ties:
        return "0"
    if len(ties) == 1:
        return "1"
    if max(concentrations) >= settings.knot_from:
        return "2"
    return "4" if max(concentrations) <= settings.diamond_to and functions >= settings.diamond_functions else "3"
