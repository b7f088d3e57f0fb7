"""A faction's territory: a field that is high round its members and along the shortest ways between them, which go round
whoever does not belong. Its contour never takes in an outsider's middle. The same recipe as the canvas'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from contourpy import contour_generator

from graph.export.picture.shapes import Step

CELL, MOST_CELLS, LEVEL, SLOPE = 14.0, 170, 0.4, 0.011
"""Of the field: its grid, where its contour lies, and how it falls per map unit."""
ROUND, NECK, CLEAR, LONGEST = 33.0, 30.0, 9.0, 400.0
FADES = LEVEL / SLOPE
Disc = tuple[float, float, float]
"""The middle and the radius of somebody."""
Leg = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Piece:
    """A part of a territory that hangs together: its outline, who lives there, and the field that says what is inside."""

    members: Sequence[Disc]
    steps: Sequence[Step]
    spots: Sequence[tuple[float, float]]
    _field: _Field

    def inside(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self._field.at(x, y) > LEVEL


def territory(members: Sequence[Disc], others: Sequence[Disc]) -> list[Piece]:
    """The pieces of a territory, the largest first."""
    outside = np.array(others, dtype=float).reshape(-1, 3)
    found = [_piece(part, ways, outside) for part, ways in _parts(members, outside)]
    return sorted(found, key=lambda piece: -len(piece.members))


def _parts(members: Sequence[Disc], others: np.ndarray) -> list[tuple[list[Disc], list[Leg]]]:
    """Members joined by short ways are one piece; whoever stands far off is a piece alone."""
    if not members:
        return []
    at = np.array(members, dtype=float)[:, :2]
    home: list[tuple[list[Disc], list[Leg]]] = [([members[0]], [])]
    of, nearest = {0: home[0]}, np.zeros(len(at), dtype=int)
    gap = np.hypot(*(at - at[0]).T)
    gap[0] = np.inf
    for _ in range(len(at) - 1):
        k = int(np.argmin(gap))
        j = int(nearest[k])
        way = _way_round(tuple(at[k]), tuple(at[j]), _near(others, at[[k, j]]), 3) if gap[k] < LONGEST else None
        of[k] = of[j] if way is not None else ([], [])
        if way is None:
            home.append(of[k])
        of[k][0].append(members[k])
        of[k][1].extend(way or [])
        step = np.hypot(*(at - at[k]).T)
        closer = (step < gap) & np.isfinite(gap)
        gap[closer], nearest[closer], gap[k] = step[closer], k, np.inf
    return home


def _near(others: np.ndarray, points: np.ndarray) -> np.ndarray:
    low, high = points[:, :2].min(axis=0) - LONGEST / 2, points[:, :2].max(axis=0) + LONGEST / 2
    return others[((others[:, :2] > low) & (others[:, :2] < high)).all(axis=1)]


def _way_round(p: tuple[float, ...], q: tuple[float, ...], others: np.ndarray, depth: int) -> list[Leg] | None:
    """Straight legs from p to q that keep clear of outsiders; None when there is no way through."""
    along = np.subtract(q, p)
    long = float(np.hypot(*along)) or 1.0
    ux, uy = along / long
    far = others[:, :2] - p
    on, side = far @ (ux, uy), far @ (-uy, ux)
    room = others[:, 2] + CLEAR + NECK * 0.62
    deep = np.where((on > 0) & (on < long), room - np.abs(side), 0.0)
    if not len(deep) or deep.max() <= 0:
        return [((p[0], p[1]), (q[0], q[1]))]
    if not depth:
        return None
    worst = int(np.argmax(deep))
    for turn in (-1, 1) if side[worst] > 0 else (1, -1):
        via = others[worst, :2] + np.array((-uy, ux)) * turn * (room[worst] + 3)
        rest = np.delete(others, worst, axis=0)
        if (np.hypot(*(rest[:, :2] - via).T) < rest[:, 2] + CLEAR + NECK * 0.4).any():
            continue
        first = _way_round(p, tuple(via), others, depth - 1)
        second = first and _way_round(tuple(via), q, others, depth - 1)
        if first and second:
            return first + second
    return None


class _Field:
    """A grid of numbers over a piece's surroundings."""

    def __init__(self, members: np.ndarray, legs: Sequence[Leg]) -> None:
        ends = np.vstack([members[:, :2], np.array(legs, dtype=float).reshape(-1, 2)])
        reach = members[:, 2].max() + ROUND + FADES * 0.25 + 2 * CELL
        self.low = ends.min(axis=0) - reach
        across = ends.max(axis=0) + reach - self.low
        self.cell = max(CELL, *(across / MOST_CELLS))
        columns, rows = np.ceil(across / self.cell).astype(int)
        self.x, self.y = (self.low[k] + (np.arange(n) + 0.5) * self.cell for k, n in enumerate((columns, rows)))
        self.values, self.nearest = np.zeros((rows, columns)), np.full((rows, columns), 1e6)

    def near(self, a: Iterable[float], b: Iterable[float], far: float) -> tuple[tuple[slice, slice], np.ndarray]:
        """The cells near a segment, and their distance to it."""
        p, q = np.array(a, dtype=float), np.array(b, dtype=float)
        first = np.floor((np.minimum(p, q) - far - self.low) / self.cell).astype(int).clip(0)
        last = np.ceil((np.maximum(p, q) + far - self.low) / self.cell).astype(int).clip(-1) + 1
        part = (slice(first[1], last[1]), slice(first[0], last[0]))
        x, y = np.meshgrid(self.x[part[1]] - p[0], self.y[part[0]] - p[1])
        dx, dy = q - p
        t = ((x * dx + y * dy) / (dx * dx + dy * dy or 1.0)).clip(0, 1)
        return part, np.hypot(x - t * dx, y - t * dy)

    def add(self, part: tuple[slice, slice], distance: np.ndarray) -> None:
        """A round shape whose edge lies where the field is `LEVEL`; cubes add up, so that neighbours flow together."""
        self.values[part] += (LEVEL - distance * SLOPE).clip(0) ** 3

    def at(self, x: float, y: float) -> float:
        """The number of the cell in which a point lies."""
        column, row = ((np.array((x, y)) - self.low) / self.cell).astype(int).clip(0, (len(self.x) - 1, len(self.y) - 1))
        return float(self.values[row, column])


def _piece(members: list[Disc], legs: list[Leg], others: np.ndarray) -> Piece:
    inside = np.array(members, dtype=float)
    field = _Field(inside, legs)
    for x, y, size in inside:
        part, distance = field.near((x, y), (x, y), size + ROUND + FADES)
        field.add(part, distance - size - ROUND)
        field.nearest[part] = np.minimum(field.nearest[part], distance - size)
    for a, b in legs:
        part, distance = field.near(a, b, NECK + FADES)
        field.add(part, distance - NECK)
    field.values = np.cbrt(field.values)
    for x, y, size in _near(others, inside):
        part, distance = field.near((x, y), (x, y), size + CLEAR + 60)
        away = distance - size
        field.values[part] = np.minimum(field.values[part], LEVEL + SLOPE * np.maximum(away - CLEAR, away - field.nearest[part]))
    lines = cast("list[np.ndarray]", contour_generator(field.x, field.y, field.values).lines(LEVEL))
    rings = [_rounder(_rounder(_rounder(line[:-1]))) for line in lines if len(line) > 3]
    every = max(1, round(24 / field.cell))
    deep = field.values[1:-1:every, 1:-1:every]
    rows, columns = np.nonzero(deep > LEVEL + 0.1)
    order = np.argsort(-deep[rows, columns], kind="stable")[:160]
    spots = [(float(field.x[1 + every * columns[k]]), float(field.y[1 + every * rows[k]])) for k in order]
    return Piece(members, [step for ring in rings for step in _smooth(ring)], spots, field)


def _rounder(ring: np.ndarray) -> np.ndarray:
    """Averaging takes the corners of the grid, and of the way round somebody, out."""
    return (np.roll(ring, 1, axis=0) + 2 * ring + np.roll(ring, -1, axis=0)) / 4


def _smooth(corners: np.ndarray) -> list[Step]:
    middles = (corners + np.roll(corners, -1, axis=0)) / 2
    steps: list[Step] = [("M", (float(middles[-1][0]), float(middles[-1][1])))]
    steps += [("Q", (float(a), float(b), float(c), float(d))) for (a, b), (c, d) in zip(corners, middles, strict=True)]
    return [*steps, ("Z", ())]


def outline(piece: Piece) -> list[tuple[float, float]]:
    """Points along its edge."""
    return [(at[-2], at[-1]) for _letter, at in piece.steps if at]
