"""The decision flow: which purchase roles act at which buying step, and who acts there."""

from __future__ import annotations

from graph.analysis.account import Analysis
from graph.analysis.decision import roles_of

ACTS = {
    "1": ("TRIGGER", "USER", "BENEFICIARY"), "2": ("PAYER", "PROMOTER"), "3": ("BUYER", "DECIDER", "PROMOTER"),
    "4": ("AWARDER", "USER"), "5": ("BUYER",), "6": ("AWARDER", "DECIDER"), "7": ("BUYER", "PAYER", "DECIDER"), "8": ("DECIDER", "USER")}
"""The purchase roles (E2) that act at each buying step (E24), the leading one first; a default of ours."""
VETO = "SABOTEUR"
"""The role of somebody who cannot make us win but can make us fail, at any step."""


def actors(analysis: Analysis) -> dict[str, dict[str, tuple[str, ...]]]:
    """Buying step to the people who act there, each with the roles in which they do."""
    held = {person: roles_of(position) for person, position in analysis.positions.items()}
    return {step: {person: mine for person, roles in held.items() if (mine := tuple(r for r in acting if r in roles))} for step, acting in ACTS.items()}
