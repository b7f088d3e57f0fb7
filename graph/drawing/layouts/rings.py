"""Rings and sectors, which the circles round the decision, round a leader and round anybody share.

Computed without chance; who already has a good place keeps it, so that new people do not move the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot, pi, sin, sqrt

import numpy as np
from scipy.spatial import cKDTree

from graph.drawing.layouts.angles import angle_of, at_angle, turned
from graph.drawing.layouts.base import SPACING, Point

STEP = 44.0   # radii of rings grow in such steps, so that one person more seldom changes a ring
RINGS = 4
Along = Callable[[str, Mapping[str, Point]], float]


@dataclass(frozen=True)
class Sector:
    """A department's slice of the circle, in radians from the top, clockwise."""

    id: str
    start: float
    end: float

    @property
    def middle(self) -> float:
        """Where its middle points."""
        return (self.start + self.end) / 2


@dataclass(frozen=True)
class Rings:
    """The geometry: `radii` of the rings from the inside, the sectors, and who belongs where. `centre` is who sits in the
    middle ("" for nobody)."""

    radii: tuple[float, ...]
    sectors: tuple[Sector, ...]
    band: Mapping[str, int]
    sector: Mapping[str, Sector]
    centre: str = ""

    @property
    def outer(self) -> float:
        """The radius of the rim."""
        return self.radii[-1]

    def reach(self, person: str) -> tuple[float, float]:
        """The inner and the outer radius of a person's ring."""
        band = self.band[person]
        return (self.radii[band - 1] if band else SPACING / 2 if self.centre else 0.0), self.radii[band]


def geometry(band: Mapping[str, int], department: Mapping[str, str], order: Sequence[str], *, centre: str = "",
             turn: float = 0.0) -> Rings:
    """Rings as wide as their people need, and sectors as wide as their departments, in the given order from `turn` on.
    Round somebody, rings without anybody at the outside are left away."""
    counts = [sum(1 for p, b in band.items() if b == k and p != centre) for k in range(RINGS)]
    while centre and len(counts) > 1 and not counts[-1]:
        counts.pop()
    radii, radius = [], SPACING / 2 if centre else 0.0
    for k, count in enumerate(counts):
        needed = sqrt(radius**2 + count * SPACING**2 * 1.3 / pi)
        least = radius + (SPACING if count else STEP)
        radius = STEP * np.ceil(max(needed, least, 2.6 * STEP if k == 0 else 0.0) / STEP)
        radii.append(float(radius))
    held = {d: sum(1 for p in band if department.get(p, "") == d) for d in order}
    present = [d for d in order if held[d]]
    widths = {d: sqrt(held[d]) * 0.4 + held[d] * 0.6 for d in present}
    total = sum(widths.values()) or 1.0
    sectors, start = [], turn
    for d in present:
        end = start + 2 * pi * widths[d] / total
        sectors.append(Sector(d, start, end))
        start = end
    by_id = {s.id: s for s in sectors}
    return Rings(tuple(radii), tuple(sectors), band, {p: by_id[department.get(p, "")] for p in band}, centre)


def arrange(rings: Rings, order: Mapping[str, str], kept: Mapping[str, Point], pinned: Mapping[str, Point], *,
            along: Along | None = None) -> dict[str, Point]:
    """A place for everybody. `pinned` stay wherever they are, `kept` where they still fit ring and department.

    Who has the same `order` comes side by side, mirrored from sector to sector; or each row is in the order of `along`,
    which may look at the places of the rings inside. Laid out again, everybody stays: whom the crowd pushed out of their
    slice gets a place among the others now, not at the next visit."""
    places = _settled(rings, order, kept, pinned, along)
    for _ in range(5):
        again = _settled(rings, order, places, pinned, along)
        if again == places:
            break
        places = again
    return places


def _settled(rings: Rings, order: Mapping[str, str], kept: Mapping[str, Point], pinned: Mapping[str, Point], along: Along | None) -> dict[str, Point]:
    fixed = {p: at for p, at in kept.items() if p in rings.band and p not in pinned and _fits(rings, p, at)}
    if rings.centre:
        fixed[rings.centre] = (0.0, 0.0)
    fixed |= {p: at for p, at in pinned.items() if p in rings.band}
    new = [p for p in rings.band if p not in fixed]
    if not new:
        return fixed
    return _spread(rings, _first_places(rings, new, order, fixed, along), movable=set(new))


def _fits(rings: Rings, person: str, at: Point) -> bool:
    inner, outer = rings.reach(person)
    distance = hypot(*at)
    if not inner - STEP / 2 <= distance <= outer + STEP / 2:
        return False
    sector = rings.sector[person]
    half = (sector.end - sector.start) / 2
    return distance < SPACING or half >= pi or abs(turned(angle_of(at) - sector.middle)) <= half + 0.2


def _first_places(rings: Rings, people: Sequence[str], order: Mapping[str, str], fixed: Mapping[str, Point],
                  along: Along | None) -> dict[str, Point]:
    """Row by row through each sector's part of each ring, from the inside."""
    places = dict(fixed)
    inside = sorted((p for p in people if rings.band[p] == 0 and not rings.centre),
                    key=lambda p: (rings.sector[p].start, order.get(p, ""), p))
    if 1 < len(inside) <= 6:
        reach = max(SPACING * 0.62 / sin(pi / len(inside)), SPACING * 0.5)
        for k, person in enumerate(inside):
            places[person] = at_angle(reach, 2 * pi * k / len(inside))
    elif inside:
        places[inside[0]] = (0.0, 0.0)
    groups: dict[tuple[int, str], list[str]] = {}
    for person in people:
        if person not in places:
            groups.setdefault((rings.band[person], rings.sector[person].id), []).append(person)
    mirrored = {s.id: k % 2 == 1 and along is None for k, s in enumerate(rings.sectors)}
    for (_, sector_id), members in sorted(groups.items(), key=lambda item: item[0][0]):
        ordered = sorted(members, key=lambda p: (order.get(p, "~"), p), reverse=mirrored[sector_id])
        places |= _rows(rings, ordered, places, along)
    return places


def _rows(rings: Rings, members: Sequence[str], places: Mapping[str, Point], along: Along | None) -> dict[str, Point]:
    inner, outer = rings.reach(members[0])
    sector = rings.sector[members[0]]
    rows = max(1, round((outer - inner) / SPACING))
    radii = [inner + (outer - inner) * (k + 0.5) / rows for k in range(rows)]
    weight = sum(radii)
    found, start = {}, 0
    for k, radius in enumerate(radii):
        stop = len(members) if k == rows - 1 else start + round(len(members) * radius / weight)
        row = members[start:stop]
        if along:
            row = sorted(row, key=lambda p: (along(p, places), p))
        for j, person in enumerate(row):
            shift = 0.18 * (k % 2) / max(len(row), 1)
            part = (j + 0.5) / len(row) + (shift if len(row) > 1 else 0.0)
            turn = rings.band[person] * 0.7 if len(rings.sectors) == 1 else 0.0
            found[person] = at_angle(radius, sector.start + (sector.end - sector.start) * part + turn)
        start = stop
    return found


def _spread(rings: Rings, places: Mapping[str, Point], *, movable: set[str]) -> dict[str, Point]:
    """Pushes people apart who stand too close, and back into their ring; those who have a place do not move."""
    people = sorted(places)
    at = np.array([places[p] for p in people], dtype=float)
    moves = np.array([p in movable for p in people], dtype=float)
    inner = np.array([rings.reach(p)[0] for p in people])
    outer = np.array([rings.reach(p)[1] for p in people])
    margin = np.minimum(SPACING * 0.36, (outer - inner) / 2)
    low, high = np.where(inner > 0, inner + margin, 0.0), outer - margin
    for _ in range(80):
        pairs = cKDTree(at).query_pairs(SPACING * 0.92, output_type="ndarray")
        if not len(pairs):
            break
        gap = at[pairs[:, 0]] - at[pairs[:, 1]]
        distance = np.hypot(gap[:, 0], gap[:, 1])
        angle = pairs[:, 0] * 2.399963  # two at the very same place part in a fixed direction
        unit = np.where(distance[:, None] > 1e-6, gap / np.maximum(distance, 1e-6)[:, None],
                        np.column_stack([np.cos(angle), np.sin(angle)]))
        share = moves[pairs] / np.maximum(moves[pairs].sum(axis=1, keepdims=True), 1)
        push = (SPACING * 0.92 - distance)[:, None] * unit * 0.5
        np.add.at(at, pairs[:, 0], push * share[:, [0]])
        np.add.at(at, pairs[:, 1], -push * share[:, [1]])
        reach = np.hypot(at[:, 0], at[:, 1])
        wanted = np.clip(reach, low, high)
        factor = np.where(reach > 1e-6, wanted / np.maximum(reach, 1e-6), 1.0)
        at *= np.where(moves > 0, factor, 1.0)[:, None]
    return {p: (round(float(x), 1), round(float(y), 1)) for p, (x, y) in zip(people, at, strict=True)}
