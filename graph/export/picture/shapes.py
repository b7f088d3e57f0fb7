"""The pieces a picture is made of, in map units with y downwards. SVG and PowerPoint draw the same pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, tan

Step = tuple[str, tuple[float, ...]]
"""One step of an outline: "M" and "L" with a point, "Q" with two points, "C" with three, "Z" with none."""


@dataclass(frozen=True)
class Ink:
    """Colours as "#rrggbb", "" for none; `width` and `dash` of the line in map units; alphas from 0 to 1."""

    fill: str = ""
    line: str = ""
    width: float = 0.0
    dash: tuple[float, ...] = ()
    fill_alpha: float = 1.0
    line_alpha: float = 1.0
    fade: Fade | None = None


@dataclass(frozen=True)
class Fade:
    """A fill that becomes clearer or fainter from a middle outwards: `start` and `end` are radii with their alphas."""

    x: float
    y: float
    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True)
class Circle:
    """A disc or a ring."""

    x: float
    y: float
    r: float
    ink: Ink


@dataclass(frozen=True)
class Box:
    """A rectangle about its middle, with round corners, turned by degrees."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink
    radius: float = 0.0
    turn: float = 0.0


@dataclass(frozen=True)
class Path:
    """Any outline."""

    steps: Sequence[Step]
    ink: Ink
    round_ends: bool = False


@dataclass(frozen=True)
class Words:
    """Lines of text. `y` is the baseline of the first line, `turn` degrees about (x, y), `anchor` as in SVG."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    weight: int = 400
    anchor: str = "middle"
    halo: str = ""
    turn: float = 0.0
    spacing: float = 0.0


@dataclass(frozen=True)
class RimWords:
    """Text along a circle about the origin, its middle at `angle` (radians from the right, clockwise); `inwards` when
    the feet of the letters point away from the centre."""

    text: str
    radius: float
    angle: float
    size: float
    colour: str
    inwards: bool
    spacing: float
    halo: str = ""


@dataclass(frozen=True)
class Tie:
    """A line between two groups; `head` is its arrow's outline, at the end that it points to."""

    id: str
    title: str
    source: str
    target: str
    steps: Sequence[Step]
    ink: Ink
    head: Path | None = None
    at_source: bool = False


@dataclass(frozen=True)
class OnTie:
    """Pieces that stand on a tie, `part` of its way along, about a point."""

    tie: str
    part: float
    x: float
    y: float
    marks: Sequence[Mark]


@dataclass(frozen=True)
class Group:
    """Pieces that are one thing: a person, a legend. Ties are tied to the piece `core`."""

    id: str
    kind: str
    title: str
    marks: Sequence[Mark]
    core: int = 0


Mark = Circle | Box | Path | Words | RimWords | Tie | OnTie | Group


def polygon(points: Sequence[tuple[float, float]]) -> list[Step]:
    """A closed outline through the points."""
    return [("M" if k == 0 else "L", at) for k, at in enumerate(points)] + [("Z", ())]


def segment(x0: float, y0: float, x1: float, y1: float) -> list[Step]:
    """A straight line."""
    return [("M", (x0, y0)), ("L", (x1, y1))]


def arc(radius: float, start: float, end: float) -> list[Step]:
    """A part of a circle about the origin, from angle to angle (radians from the right, clockwise)."""
    count = max(1, int(abs(end - start) / (pi / 4)) + 1)
    turn = (end - start) / count
    pull = 4 / 3 * tan(turn / 4) * radius
    steps: list[Step] = [("M", (radius * cos(start), radius * sin(start)))]
    for k in range(count):
        a, b = start + k * turn, start + (k + 1) * turn
        steps.append(("C", (radius * cos(a) - pull * sin(a), radius * sin(a) + pull * cos(a),
                            radius * cos(b) + pull * sin(b), radius * sin(b) - pull * cos(b), radius * cos(b), radius * sin(b))))
    return steps


def moved(steps: Sequence[Step], x: float, y: float) -> list[Step]:
    """The outline somewhere else."""
    return [(letter, tuple(value + (y if k % 2 else x) for k, value in enumerate(at))) for letter, at in steps]
