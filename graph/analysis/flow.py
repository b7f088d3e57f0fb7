"""The decision flow: which purchase roles act at which buying step, who acts there, and what can stop a deal whoever decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from graph.analysis.chance import keys, uniform
from graph.analysis.decision import roles_of
from graph.model import Tie
from graph.network import holds

if TYPE_CHECKING:
    from graph.analysis.account import Analysis

ACTS = {
    "1": ("TRIGGER", "USER", "BENEFICIARY"), "2": ("PAYER", "PROMOTER"), "3": ("BUYER", "DECIDER", "PROMOTER"),
    "4": ("AWARDER", "USER"), "5": ("BUYER",), "6": ("AWARDER", "DECIDER"), "7": ("BUYER", "PAYER", "DECIDER"), "8": ("DECIDER", "USER")}
"""The purchase roles (E2) that act at each buying step (E24), the leading one first; a default of ours."""
AWARD = "6"
"""The buying step at which a vendor is chosen: in a centralised culture a boss who does not say yes means no."""
VETO = "SABOTEUR"
"""The role of somebody who cannot make us win but can make us fail, at any step."""


def actors(analysis: Analysis) -> dict[str, dict[str, tuple[str, ...]]]:
    """Buying step to the people who act there, each with the roles in which they do."""
    held = {person: roles_of(position) for person, position in analysis.positions.items()}
    return {step: {person: mine for person, roles in held.items() if (mine := tuple(r for r in acting if r in roles))} for step, acting in ACTS.items()}


def blockers(analysis: Analysis) -> tuple[str, ...]:
    """Those who are declared to be able to stop it."""
    return tuple(person for person in analysis.model.people if VETO in analysis.positions[person].roles)


def vetoed(analysis: Analysis, attitudes: np.ndarray | None = None) -> np.ndarray:
    """For each draw whether a declared blocker who is against us stops it; nobody does in row 0. `attitudes` (draws x people) are
    those of the analysis when not given."""
    settings, who = analysis.model.settings, blockers(analysis)
    x = analysis.attitudes if attitudes is None else attitudes
    rolled = uniform(keys(who), range(settings.draws + 1), seed=settings.seed, what="veto")
    stops = (x[:, [analysis.people_at[p] for p in who]] < 0) & (rolled < settings.veto_chance)
    stops[0] = False
    return np.asarray(stops.any(axis=1))


def approvals(analysis: Analysis, attitudes: np.ndarray | None = None) -> dict[Tie, np.ndarray]:
    """Each approval that the deal needs, with the draws in which it is given (always in row 0): as often as recorded, by a person in
    the draws in which that person is most for us."""
    settings, model, found = analysis.model.settings, analysis.model, {}
    x = analysis.attitudes if attitudes is None else attitudes
    for tie in sorted(analysis.snapshot.ties.values(), key=lambda t: t.id):
        if tie.kind != "APPROVES" or tie.target != analysis.opportunity or not holds(tie, analysis.today):
            continue
        chance = settings.gate_unknown if tie.strength is None else tie.strength
        if (at := analysis.people_at.get(tie.source)) is not None:
            given = (x[:, at] - model.attitude[at]) / max(float(model.doubt[at]), 1e-9) >= -ndtri(chance)
        else:
            given = uniform(keys([tie.id]), range(settings.draws + 1), seed=settings.seed, what="approval")[:, 0] < chance
        given[0] = True
        found[tie] = given
    return found
