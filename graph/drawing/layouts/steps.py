"""How many ties lie between somebody and everybody else."""

from __future__ import annotations

from dataclasses import dataclass

from graph.drawing.layouts.base import Sheet
from graph.model import KINDS, Text
from graph.network import strength_of

NAMES = (Text("One step", "一步之内"), Text("Two steps", "两步"), Text("Three steps", "三步"), Text("Farther, or no way known", "更远或未知路径"))


@dataclass(frozen=True)
class Way:
    """The shortest way to somebody, of equally short ones the strongest: how many ties, how strong (the product of their
    strengths), and through whom at the end."""

    steps: int
    strength: float
    through: str


def ways(sheet: Sheet, start: str) -> dict[str, Way]:
    """Whoever can be reached from `start` along the ties that are shown, either way; `start` itself with no step."""
    shown = sheet.view.layers
    beside: dict[str, dict[str, float]] = {p: {} for p in sheet.people}
    for tie in sheet.ties(*(code for code, kind in KINDS.items() if kind.between_people)):
        if tie.source not in beside or tie.target not in beside or not (shown is None or (tie.label or tie.kind) in shown):
            continue
        for a, b in ((tie.source, tie.target), (tie.target, tie.source)):
            beside[a][b] = max(beside[a].get(b, 0.0), strength_of(tie))
    found = {start: Way(0, 1.0, "")}
    edge = [start]
    while edge:
        reached: dict[str, Way] = {}
        for person in edge:
            for other, strength in beside[person].items():
                way = Way(found[person].steps + 1, found[person].strength * strength, person)
                held = reached.get(other)
                if other not in found and (held is None or (-way.strength, way.through) < (-held.strength, held.through)):
                    reached[other] = way
        found |= reached
        edge = sorted(reached)
    return found


def bands_of(found: dict[str, Way], people: list[str] | tuple[str, ...]) -> dict[str, int]:
    """Person to ring: one, two, three steps, and all others."""
    return {p: min(found[p].steps, 4) - 1 if p in found and found[p].steps else 3 for p in people}
