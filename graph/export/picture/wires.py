"""Lines of a slide that are glued to the shapes they join, straight or with right angles, and follow when these are moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import hypot

from graph.export.picture.shapes import Box, Ink, Tie
from graph.export.picture.slide_xml import Core, Point, Rule, attribute, ink_of, sites_of

End = tuple[int, Core]
"""The number of a shape, and the shape."""
Taken = set[tuple[int, int, int, int]]


@dataclass(frozen=True)
class Wire:
    """A line from the first of its `ends` to the second. `glue` names shape and site at either; `form` is PowerPoint's word
    for its course, `turn` and `bend` are a quarter turn and where the middle part lies, from 0 to 1."""

    ends: tuple[Point, Point]
    glue: tuple[tuple[int, int], tuple[int, int]]
    form: str = "line"
    turn: int = 0
    flip: str = ""
    bends: tuple[float, ...] = ()
    arrow: str = ""

    def xml(self, rule: Rule, id: int, name: str, ink: Ink) -> str:
        """As an element of a slide."""
        (x0, y0), (x1, y1) = self.ends
        left, top, right, bottom = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        if self.turn:  # the box lies on its side, and is turned about its middle
            x, y, wide, high = (left + right) / 2, (top + bottom) / 2, (bottom - top) / 2, (right - left) / 2
            left, top, right, bottom = x - wide, y - high, x + wide, y + high
        turned = f' rot="{self.turn * 60000}"' if self.turn else ""
        flips = self.flip if self.form != "line" else (' flipH="1"' if x1 < x0 else "") + (' flipV="1"' if y1 < y0 else "")
        bend = "".join(f'<a:gd name="adj{k}" fmla="val {round(part * 100000)}"/>' for k, part in enumerate(self.bends, 1))
        (a, i), (b, j) = self.glue
        return (f"<p:cxnSp><p:nvCxnSpPr><p:cNvPr id=\"{id}\" name={attribute(name or 'Line')}/><p:cNvCxnSpPr><a:stCxn id=\"{a}\" idx=\"{i}\"/>"
                f'<a:endCxn id="{b}" idx="{j}"/></p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>{rule.box((left, top, right, bottom), more=turned + flips)}'
                f'<a:prstGeom prst="{self.form}"><a:avLst>{bend}</a:avLst></a:prstGeom>{ink_of(rule, ink, arrow=self.arrow)}</p:spPr></p:cxnSp>')


def wire_of(tie: Tie, source: End, target: End, taken: Taken, hook: End | None = None) -> Wire:
    """The line of a tie between two shapes; several between the same two start and end at other sites, as long as there are.
    `hook` is the coloured edge of the target's card: what hangs beneath a card is glued there."""
    ways = [(at[-2], at[-1]) for _letter, at in tie.steps if at]
    (a, low), (b, high) = source, target
    if len(tie.steps) > 2 and isinstance(low, Box) and isinstance(high, Box):
        return _elbow(low, high, a, b, [(at[0], at[1]) for letter, at in tie.steps if letter == "Q"], ways[0], hook)
    pairs = product(enumerate(sites_of(low)), enumerate(sites_of(high)))
    ranked = sorted(pairs, key=lambda pair: _gap(pair[0][1], ways[0]) + _gap(pair[1][1], ways[-1]))
    (i, start), (j, end) = next((pair for pair in ranked if (a, pair[0][0], b, pair[1][0]) not in taken), ranked[0])
    taken |= {(a, i, b, j), (b, j, a, i)}
    return Wire((start, end), ((a, i), (b, j)), arrow="" if tie.head is None else "head" if tie.at_source else "tail")


def _elbow(low: Box, boss: Box, a: int, b: int, corners: Sequence[Point], end: Point, hook: End | None) -> Wire:
    """From the boss down to the top of whoever reports; or down and to a side, straight from below or by a trunk beside it."""
    top, left, bottom = 0, 1, 2
    sites, start = sites_of(low), sites_of(boss)[bottom]
    side = min(range(4), key=lambda k: _gap(sites[k], end))
    at = sites[side]
    long = (at[1] - start[1]) or 1.0
    if side in (top, bottom):
        return Wire((start, sites[top]), ((b, bottom), (a, top)), "bentConnector3", 90, _FLIP_V if sites[top][0] > start[0] else "",
                    ((corners[0][1] - start[1]) / long,))
    turn, flip = (270, _FLIP_H) if side == left else (90, "")
    if len(corners) > 1:
        return Wire((start, at), ((b, bottom), (a, side)), "bentConnector4", turn, flip,
                    ((corners[-1][1] - start[1]) / long, (corners[0][0] - start[0]) / ((at[0] - start[0]) or 1.0)))
    if side == left and hook and abs(corners[0][0] - start[0]) > 2:
        strip = sites_of(hook[1])
        return Wire((strip[-1], at), ((hook[0], len(strip) - 1), (a, side)), "bentConnector2", turn, flip)
    return Wire((start, at), ((b, bottom), (a, side)), "bentConnector2", turn, flip)


_FLIP_H, _FLIP_V = ' flipH="1"', ' flipV="1"'


def _gap(p: Point, q: Point) -> float:
    return hypot(p[0] - q[0], p[1] - q[1])
