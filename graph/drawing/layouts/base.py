"""What every layout gets and gives. Layouts are pure and without chance: the same facts give the same picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import sqrt
from typing import Any

from graph.analysis.account import Analysis
from graph.drawing.view import View
from graph.model import Snapshot, Tie
from graph.network import holds

Point = tuple[float, float]
Size = tuple[float, float]
Bounds = tuple[float, float, float, float]

SPACING = 124.0
"""From one person's disc to the next, in map units; a name fits in it."""
CARD: Size = (176.0, 56.0)
"""Width and height of a person's card."""
WIDE = 4 / 3
"""Width to height of the free part of the canvas: between that of a window with the legend and the card open (1:1) and that
of a full screen (16:9). Pictures that may choose take about this shape."""


@dataclass(frozen=True)
class Sheet:
    """What is to be laid out: the `people` on this map; `pinned` are where somebody dragged them and stay there (other
    things of a chart too), `kept` where an earlier layout put them."""

    analysis: Analysis
    view: View
    people: Sequence[str]
    kept: Mapping[str, Point]
    pinned: Mapping[str, Point]

    @property
    def snapshot(self) -> Snapshot:
        """The account."""
        return self.analysis.snapshot

    @cached_property
    def share(self) -> dict[str, float]:
        """Each person's share of the decision, 0 to 1; in a blind picture nobody has any."""
        if self.view.blind:
            return dict.fromkeys(self.people, 0.0)
        shares = self.analysis.shares
        found = {p: s.value for p, s in zip(shares.people, shares.share, strict=True)}
        return {p: found.get(p, 0.0) for p in self.people}

    def ties(self, *kinds: str) -> list[Tie]:
        """The ties of these kinds that hold on the day looked at, always in the same order."""
        day = date.fromisoformat(self.view.as_of) if self.view.as_of else date.today()
        return sorted((t for t in self.snapshot.ties.values() if t.kind in kinds and holds(t, day)), key=lambda t: t.id)

    def places(self, found: Mapping[str, Point]) -> dict[str, Point]:
        """The places found, rounded, with everybody who was dragged where he was left; in a blind picture nobody was."""
        on_it = set(self.people)
        rounded = {p: (round(x, 1), round(y, 1)) for p, (x, y) in found.items()}
        return rounded if self.view.blind else rounded | {p: at for p, at in self.pinned.items() if p in on_it and p in rounded}


@dataclass(frozen=True)
class Laid:
    """A picture: a place for every item, what is painted behind them, and its `bounds` (left, top, right, bottom).

    `backdrop` may hold, all in map units with y downwards:
    - `rings` [{r, name}] round the origin; `sectors` [{name, from, to, colour}] in radians from the top, clockwise;
    - `lanes` [{id, name, colour, left, top, right, bottom}], with the name in the top left corner;
    - `axes` {x: {name, low, high, columns: [{code, name, left, right}]}, y: {name, low, high, ticks: [{at, name}]},
      zones: [{name, left, top, right, bottom, tone}]}; tone is good, bad, neutral or unknown (hatched);
    - `camps` [{id, name, colour, x, y, rings: [{r, name}]}], circles that stand anywhere;
    - `empty`, a sentence that says why there is nothing and what to add.

    `nodes` are items other than people, ready to draw (`things.py`); `edges` ties that are no records (steps of a flow).
    `routes` are the ties drawn with right angles, by their id: the side of the source at which the line ends; it starts at
    the middle below the target. `texts` stand beside people: person to a few words. `folded` are people who are shown as one:
    person to the node that holds them. `undrawn` are those for whom there was no room."""

    places: Mapping[str, Point]
    backdrop: Mapping[str, Any]
    bounds: Bounds
    nodes: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    edges: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    routes: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    folded: Mapping[str, str] = field(default_factory=dict)
    undrawn: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Layout:
    """A layout of the registry. `keeps`: who has a place keeps it when others come; `led`: it can go round a person;
    `layers`: the layers drawn unless chosen otherwise (None: all); `shape`: people as "disc" or "card"; `folds`: a map of too
    many people opens on groups; `chart`: one of the structure charts, which draws other things than people too."""

    code: str
    lay: Callable[[Sheet], Laid]
    keeps: bool = True
    led: bool = False
    layers: tuple[str, ...] | None = None
    shape: str = "disc"
    territories: bool = True
    outside: bool = True
    folds: bool = False
    chart: bool = False


def bounds_of(places: Mapping[str, Point], margin: float = 80.0) -> Bounds:
    """The smallest box round all places, with a margin; a box round the origin when there are none."""
    xs, ys = [x for x, _ in places.values()] or [0.0], [y for _, y in places.values()] or [0.0]
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


def around(boxes: Sequence[Bounds], margin: float = 40.0) -> Bounds:
    """The smallest box round all boxes, with a margin."""
    left, top, right, bottom = zip(*(boxes or [(0.0, 0.0, 0.0, 0.0)]), strict=True)
    return min(left) - margin, min(top) - margin, max(right) + margin, max(bottom) + margin


def lane(id: str, name: str, colour: str, box: Bounds) -> dict[str, Any]:
    """A field with a name, for the backdrop."""
    left, top, right, bottom = (round(edge, 1) for edge in box)
    return {"id": id, "name": name, "colour": colour, "left": left, "top": top, "right": right, "bottom": bottom}


def edges_of(lane: Mapping[str, Any]) -> Bounds:
    """The box that a field fills."""
    return lane["left"], lane["top"], lane["right"], lane["bottom"]


def card_at(at: Point) -> Bounds:
    """The box that a card fills."""
    return at[0] - CARD[0] / 2, at[1] - CARD[1] / 2, at[0] + CARD[0] / 2, at[1] + CARD[1] / 2


def aside(bounds: Bounds, count: int, side: int) -> list[Point]:
    """Places for `count` outsiders in a column left (-1) or right (+1) of the picture, centred."""
    left, top, right, bottom = bounds
    x = left - 70 if side < 0 else right + 70
    middle = (top + bottom) / 2
    return [(x, middle + (k - (count - 1) / 2) * 96) for k in range(count)]


def shelves(sizes: Sequence[Size], gap: float, width: float | None = None) -> tuple[list[Point], Size]:
    """Boxes in rows like books, in their order: the left top corner of each, and the size of the whole.
    `width` is how wide it may become; when not said, about as wide as a screen is to its height."""
    if not sizes:
        return [], (0.0, 0.0)
    area = sum((w + gap) * (h + gap) for w, h in sizes)
    limit = max(sqrt(area * WIDE) if width is None else width, max(w for w, _ in sizes))
    corners: list[Point] = []
    x = y = tall = widest = 0.0
    for w, h in sizes:
        if x and x + w > limit + 0.01:
            x, y, tall = 0.0, y + tall + gap, 0.0
        corners.append((x, y))
        x, tall, widest = x + w + gap, max(tall, h), max(widest, x + w)
    return corners, (widest, y + tall)
