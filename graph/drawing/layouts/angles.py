"""Directions as layouts mean them: from the top, clockwise, in radians."""

from __future__ import annotations

from math import atan2, cos, pi, sin

from graph.drawing.layouts.base import Point


def at_angle(radius: float, angle: float) -> Point:
    """The point so far from the origin, in a direction from the top, clockwise."""
    return radius * sin(angle), -radius * cos(angle)


def angle_of(at: Point) -> float:
    """The direction of a point from the top, clockwise."""
    return atan2(at[0], -at[1])


def turned(angle: float) -> float:
    """An angle between -pi and pi."""
    return (angle + pi) % (2 * pi) - pi
