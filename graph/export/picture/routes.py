"""The way of a tie from rim to rim: a curve that goes round faces, an elbow of a tree, or a straight line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import atan2, ceil, hypot
from typing import Any

import numpy as np

from graph.export.picture.room import boxed, halves
from graph.export.picture.shapes import Step

CORNER = 9.0
ROUND_FACES, NODES = 420, 150
"""With more ties or more nodes than this the ties keep to their curve."""
SHIFTS = (0.0, 0.1, -0.1, 0.2, -0.2, 0.32, -0.32)
Point = tuple[float, float]
Node = dict[str, Any]


@dataclass(frozen=True)
class Route:
    """The points of a way: three of a quadratic curve when `curved`, else the corners of a broken line."""

    points: tuple[Point, ...]
    curved: bool

    def steps(self) -> list[Step]:
        """As an outline, with its corners rounded."""
        first, *rest = self.points
        if self.curved:
            return [("M", first), ("Q", (*rest[0], *rest[1]))]
        steps: list[Step] = [("M", first)]
        for before, corner, after in zip(self.points, self.points[1:], self.points[2:], strict=False):
            room = min(CORNER, _gap(before, corner) / 2, _gap(corner, after) / 2)
            steps += [("L", _towards(corner, before, room)), ("Q", (*corner, *_towards(corner, after, room)))]
        return [*steps, ("L", self.points[-1])]

    def along(self, t: float) -> tuple[float, float, float]:
        """A point on the way, 0 to 1, with the direction there in radians."""
        if self.curved:
            (ax, ay), (cx, cy), (bx, by) = self.points
            u = 1 - t
            return (u * u * ax + 2 * u * t * cx + t * t * bx, u * u * ay + 2 * u * t * cy + t * t * by,
                    atan2(u * (cy - ay) + t * (by - cy), u * (cx - ax) + t * (bx - cx)))
        left = t * sum(_gap(p, q) for p, q in zip(self.points, self.points[1:], strict=False))
        for p, q in zip(self.points, self.points[1:], strict=False):
            if (long := _gap(p, q)) and left <= long + 1e-9:
                x, y = _towards(p, q, left)
                return x, y, atan2(q[1] - p[1], q[0] - p[0])
            left -= long
        return (*self.points[-1], 0.0)

    def ended(self, end: Point, *, at_source: bool) -> Route:
        """The same way, with another end."""
        return Route((end, *self.points[1:]) if at_source else (*self.points[:-1], end), self.curved)


@dataclass
class Routes:
    """The ways of all ties of a map. All ties of one pair are shifted together, so that they stay fanned out."""

    nodes: Mapping[str, Node]
    crowd: int
    _shifts: dict[tuple[str, str], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sizes = [(*halves(n), boxed(n)) for n in self.nodes.values()]
        self._at = np.array([(n["x"], n["y"]) for n in self.nodes.values()]).reshape(-1, 2)
        self._flat = np.array([w / h if box else 1.0 for w, h, box in sizes])
        self._clear = np.array([h + 7 for _w, h, _box in sizes])
        self._index = {id: k for k, id in enumerate(self.nodes)}

    def of(self, tie: dict[str, Any]) -> Route | None:
        """The way of a tie, None where its two ends overlap."""
        a, b, pm = self.nodes[tie["from"]], self.nodes[tie["to"]], tie["pm"]
        if pm["route"] == "tree":
            return _elbow(a, b, pm.get("side", "top"))
        c = _curve(_middle(a), _middle(b), 0.0 if pm["route"] == "straight" else pm["bend"] + self._shift(a, b, pm["bend"]))
        start, end = _trimmed(a, c), _trimmed(b, c)
        if (end[0] - start[0]) * (b["x"] - a["x"]) + (end[1] - start[1]) * (b["y"] - a["y"]) <= 0:
            return None
        return Route((start, c, end), curved=True)

    def _shift(self, a: Node, b: Node, bend: float) -> float:
        if self.crowd > ROUND_FACES or len(self.nodes) > NODES:
            return 0.0
        turn = 1 if a["id"] < b["id"] else -1
        p, q = (a, b)[::turn]
        pair = (p["id"], q["id"])
        if pair not in self._shifts:
            costs = ((self._blocked(p, q, turn * bend + shift) + abs(turn * bend + shift) * 22, k, shift) for k, shift in enumerate(SHIFTS))
            free = self._blocked(p, q, turn * bend)
            self._shifts[pair] = 0.0 if free + abs(bend) * 22 < 4 else min(costs)[2]
        return turn * self._shifts[pair]

    def _blocked(self, p: Node, q: Node, bend: float) -> float:
        """How deep a curve runs through faces that are none of its ends."""
        a, b = _middle(p), _middle(q)
        c = _curve(a, b, bend)
        t = np.linspace(0, 1, max(6, ceil(_gap(a, b) / 26)) + 1)[1:-1, None]
        way = (1 - t) ** 2 * np.array(a) + 2 * (1 - t) * t * np.array(c) + t**2 * np.array(b)
        gap = way[:, None, :] - self._at[None]
        depth = (self._clear - np.hypot(gap[..., 0] / self._flat, gap[..., 1])).max(axis=0).clip(0)
        depth[[self._index[p["id"]], self._index[q["id"]]]] = 0
        return float(depth.sum())


def _elbow(low: Node, boss: Node, side: str) -> Route:
    """From an edge of whoever reports to below the boss; lines of one boss share a trunk."""
    (w, h), bottom, (x, y), middle = halves(low), boss["y"] + halves(boss)[1], _middle(low), boss["x"]
    if side == "top" or not boxed(low):
        top = y - h
        across = max((bottom + top) / 2, top - 24)
        points = [_middle(boss), (x, y)] if top < bottom + 4 else [(middle, bottom), (x, top)] if abs(x - middle) < 1 \
            else [(middle, bottom), (middle, across), (x, across), (x, top)]
        return Route(tuple(points[::-1]), curved=False)
    out = -1 if side == "left" else 1
    edge = x + out * w
    trunk = middle if 0 <= (edge - middle) * -out <= 32 else edge + out * 15
    points = [(trunk, bottom)] if abs(trunk - middle) < halves(boss)[0] - 8 else [(middle, bottom), (middle, bottom + 14), (trunk, bottom + 14)]
    return Route(tuple([*points, (trunk, y), (edge, y)][::-1]), curved=False)


def _trimmed(node: Node, c: Point) -> Point:
    dx, dy = c[0] - node["x"], c[1] - node["y"]
    length = hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    reach = min(_rim(node, ux, uy) + 1, length * 0.92)
    return node["x"] + ux * reach, node["y"] + uy * reach


def _rim(node: Node, ux: float, uy: float) -> float:
    """How far from its middle a node ends in a direction (a unit vector)."""
    w, h = halves(node)
    if boxed(node):
        return min(w / max(abs(ux), 1e-6), h / max(abs(uy), 1e-6))
    what = node["pm"]["what"]
    return node["size"] + (max(1.7, node["size"] * 0.065) if what == "person" else 4 if what == "competitor" else 2)


def _curve(a: Point, b: Point, bend: float) -> Point:
    dx, dy = b[0] - a[0], b[1] - a[1]
    return (a[0] + b[0]) / 2 - dy * bend, (a[1] + b[1]) / 2 + dx * bend


def _middle(node: Node) -> Point:
    return node["x"], node["y"]


def _gap(p: Point, q: Point) -> float:
    return hypot(q[0] - p[0], q[1] - p[1])


def _towards(p: Point, q: Point, far: float) -> Point:
    part = far / (_gap(p, q) or 1.0)
    return p[0] + (q[0] - p[0]) * part, p[1] + (q[1] - p[1]) * part
