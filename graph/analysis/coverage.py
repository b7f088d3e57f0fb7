"""How well we know each of their people, and through whom."""

from __future__ import annotations

from graph.model import SCALES, Snapshot, Tie
from graph.network import sign_of, strength_of


def coverage(snapshot: Snapshot, opportunity: str) -> dict[str, float]:
    """How well we know each person, 0-1: the declared coverage or the best tie of one of us, whichever is more."""
    ties = known_by(snapshot)
    return {person: max([SCALES["coverage"].value(snapshot.position(opportunity, person).coverage), *(value for _, value in ties.get(person, []))])
            for person in snapshot.people}


def known_by(snapshot: Snapshot) -> dict[str, list[tuple[str, float]]]:
    """Person id to each of us who has a friendly tie to that person, with its strength, 0-1; the strongest first."""
    found: dict[str, list[tuple[str, float]]] = {}
    for tie in snapshot.ties.values():
        if tie.kind == "KNOWS" and sign_of(tie) > 0:
            found.setdefault(tie.target, []).append((tie.source, closeness(tie)))
    return {person: sorted(by, key=lambda one: (-one[1], one[0])) for person, by in found.items()}


def closeness(tie: Tie) -> float:
    """How much a KNOWS tie is worth, 0-1: the rung on the ladder of the personal relation, times its strength."""
    levels = len(SCALES["personal_level"].levels)
    return (int(tie.level) / levels if tie.level else 1.0) * strength_of(tie)
