"""The default layout: circles round the decision. Distance = share of the decision, direction = department.

Computed here, without chance; who already has a good place keeps it, so that new people do not move the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin, sqrt

import numpy as np
from scipy.spatial import cKDTree

from graph.model import Text

SPACING = 124.0   # between two people; a name fits in it
STEP = 44.0       # radii of rings grow in such steps, so that one person more seldom changes a ring
BANDS = ((0.5, Text("Decides", "决定")), (0.75, Text("Steers", "主导")), (0.9, Text("Shapes", "影响")),
         (1.01, Text("Carries out", "执行")))
NEUTRAL = (Text("Centre", "中心"), Text("Near", "近"), Text("Further", "远"), Text("Edge", "边缘"))

Point = tuple[float, float]


@dataclass(frozen=True)
class Sector:
    """A department's slice of the circle, in radians from the top, clockwise."""

    id: str
    start: float
    end: float


@dataclass(frozen=True)
class Circles:
    """The geometry: `radii` of the rings from the inside, the sectors, and who belongs where."""

    radii: tuple[float, ...]
    sectors: tuple[Sector, ...]
    band: Mapping[str, int]
    sector: Mapping[str, Sector]

    @property
    def outer(self) -> float:
        """The radius of the rim."""
        return self.radii[-1]


def bands(shares: Mapping[str, float]) -> dict[str, int]:
    """Person to ring: ring 0 is the small circle that carries half of the decision, then to 75 % and 90 %."""
    result, total = {}, 0.0
    whole = sum(max(s, 0.0) for s in shares.values()) or 1.0
    for person in sorted(shares, key=lambda p: (-shares[p], p)):
        result[person] = next(k for k, (limit, _) in enumerate(BANDS) if total < limit)
        total = min(total + max(shares[person], 0.0) / whole, 1.0)
    return result


def geometry(shares: Mapping[str, float], department: Mapping[str, str], order: Sequence[str]) -> Circles:
    """Rings as wide as their people need, and sectors as wide as their departments, in the given order."""
    band = bands(shares)
    counts = [sum(1 for b in band.values() if b == k) for k in range(len(BANDS))]
    radii, radius = [], 0.0
    for k, count in enumerate(counts):
        needed = sqrt(radius**2 + count * SPACING**2 * 1.3 / pi)
        least = radius + (SPACING if count else STEP)
        radius = STEP * np.ceil(max(needed, least, 2.6 * STEP if k == 0 else 0.0) / STEP)
        radii.append(float(radius))
    held = {d: sum(1 for p in shares if department.get(p, "") == d) for d in order}
    present = [d for d in order if held[d]]
    widths = {d: sqrt(held[d]) * 0.4 + held[d] * 0.6 for d in present}
    total = sum(widths.values()) or 1.0
    sectors, start = [], 0.0
    for d in present:
        end = start + 2 * pi * widths[d] / total
        sectors.append(Sector(d, start, end))
        start = end
    by_id = {s.id: s for s in sectors}
    return Circles(tuple(radii), tuple(sectors), band, {p: by_id[department.get(p, "")] for p in shares})


def arrange(circles: Circles, faction: Mapping[str, str], kept: Mapping[str, Point],
            pinned: Mapping[str, Point]) -> dict[str, Point]:
    """A place for everybody. `pinned` stay wherever they are, `kept` where they still fit ring and department."""
    fixed = {p: at for p, at in kept.items() if p in circles.band and p not in pinned and _fits(circles, p, at)}
    fixed |= {p: at for p, at in pinned.items() if p in circles.band}
    new = [p for p in circles.band if p not in fixed]
    if not new:
        return fixed
    places = fixed | _first_places(circles, new, faction)
    return _spread(circles, places, movable=set(new))


def _fits(circles: Circles, person: str, at: Point) -> bool:
    inner, outer = _ring(circles, person)
    distance = hypot(*at)
    if not inner - STEP / 2 <= distance <= outer + STEP / 2:
        return False
    sector = circles.sector[person]
    middle, half = (sector.start + sector.end) / 2, (sector.end - sector.start) / 2
    return distance < SPACING or half >= pi or abs(_turn(_angle(at) - middle)) <= half + 0.2


def _ring(circles: Circles, person: str) -> tuple[float, float]:
    band = circles.band[person]
    return (circles.radii[band - 1] if band else 0.0), circles.radii[band]


def _first_places(circles: Circles, people: Sequence[str], faction: Mapping[str, str]) -> dict[str, Point]:
    """Row by row through each sector's part of each ring; members of a faction side by side, mirrored from sector
    to sector so that a faction's territory stays in one piece."""
    places: dict[str, Point] = {}
    groups: dict[tuple[int, str], list[str]] = {}
    for person in people:
        groups.setdefault((circles.band[person], circles.sector[person].id), []).append(person)
    inside = sorted((p for p in people if circles.band[p] == 0),
                    key=lambda p: (circles.sector[p].start, faction.get(p, ""), p))
    if 1 < len(inside) <= 6:
        reach = max(SPACING * 0.62 / sin(pi / len(inside)), SPACING * 0.5)
        for k, person in enumerate(inside):
            places[person] = _at(reach, 2 * pi * k / len(inside))
    elif inside:
        places[inside[0]] = (0.0, 0.0)
    mirrored = {s.id: k % 2 == 1 for k, s in enumerate(circles.sectors)}
    for (_, sector_id), members in groups.items():
        members = sorted((m for m in members if m not in places), key=lambda p: (faction.get(p, "~"), p),
                         reverse=mirrored[sector_id])
        if members:
            places |= _rows(circles, members)
    return places


def _rows(circles: Circles, members: Sequence[str]) -> dict[str, Point]:
    inner, outer = _ring(circles, members[0])
    sector = circles.sector[members[0]]
    rows = max(1, round((outer - inner) / SPACING))
    radii = [inner + (outer - inner) * (k + 0.5) / rows for k in range(rows)]
    weight = sum(radii)
    places, start = {}, 0
    for k, radius in enumerate(radii):
        stop = len(members) if k == rows - 1 else start + round(len(members) * radius / weight)
        row = members[start:stop]
        for j, person in enumerate(row):
            shift = 0.18 * (k % 2) / max(len(row), 1)
            part = (j + 0.5) / len(row) + (shift if len(row) > 1 else 0.0)
            turn = circles.band[person] * 0.7 if len(circles.sectors) == 1 else 0.0
            places[person] = _at(radius, sector.start + (sector.end - sector.start) * part + turn)
        start = stop
    return places


def _spread(circles: Circles, places: Mapping[str, Point], *, movable: set[str]) -> dict[str, Point]:
    """Pushes people apart who stand too close, and back into their ring; those who have a place do not move."""
    people = sorted(places)
    at = np.array([places[p] for p in people], dtype=float)
    moves = np.array([p in movable for p in people], dtype=float)
    inner = np.array([_ring(circles, p)[0] for p in people])
    outer = np.array([_ring(circles, p)[1] for p in people])
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


def _at(radius: float, angle: float) -> Point:
    return radius * sin(angle), -radius * cos(angle)


def _angle(at: Point) -> float:
    return atan2(at[0], -at[1])


def _turn(angle: float) -> float:
    return (angle + pi) % (2 * pi) - pi
