"""The legend of a picture: only what is on it, with counts, in columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import cos, pi, sin
from typing import Any

from graph.drawing.style import NOWHERE
from graph.export.picture.badges import clock, leaf, star
from graph.export.picture.colours import Paper, mix, pastel
from graph.export.picture.shapes import Box, Circle, Ink, Mark, Path, Words, arc, moved, polygon, segment
from graph.export.picture.words import shortened, width

NARROWEST, WIDEST, ROW, HEAD = 236.0, 420.0, 19.0, 25.0
"""How wide a column may be, how tall a row and a heading are."""
Groups = Sequence[Mapping[str, Any]]
Row = tuple[int, float, Mapping[str, Any], Mapping[str, Any] | None]
"""Column, height, group, and the item (None for the group's heading)."""
At = Callable[[float, float], tuple[float, float]]
"""From a place on the page to map units."""


def column(groups: Groups) -> float:
    """How wide a column must be for its longest words."""
    rows = (66 + width(item["name"], 13, bold=False) + width(str(item["count"]), 13, bold=False) for group in groups for item in group["items"])
    return min(max([NARROWEST, *rows, *(24 + width(group["name"], 11.5) for group in groups)]), WIDEST)


def height(groups: Groups, columns: int) -> float:
    """The least height, in units of the page, at which the legend fits in so many columns."""
    tall = max(sum(HEAD + ROW * len(group["items"]) for group in groups) / columns, HEAD + ROW)
    while groups and _laid(groups, tall)[-1][0] >= columns:
        tall += ROW / 2
    return tall if groups else 0.0


def legend(groups: Groups, columns: int, left: float, top: float, at: At, unit: float, paper: Paper) -> list[Mark]:
    """The pieces of the legend, from its corner on the page."""
    marks: list[Mark] = []
    broad = column(groups)

    def words(x: float, y: float, text: str, size: float, colour: str, weight: int = 400, anchor: str = "start") -> None:
        marks.append(Words(*at(x, y), text, size * unit, colour, weight, anchor))

    for number, y, group, item in _laid(groups, height(groups, columns)):
        x = left + number * broad
        if item is None:
            words(x, top + y + 11, shortened(group["name"], broad - 24, 11.5), 11.5, paper["faint"], 700)
            continue
        marks += _mark(*at(x + 9, top + y + 9), unit, group["filter"], item, paper)
        count = str(item["count"])
        words(x + 26, top + y + 13.5, shortened(item["name"], broad - 66 - width(count, 13, bold=False), 13, bold=False), 13, paper["ink"])
        words(x + broad - 28, top + y + 13.5, count, 13, paper["faint"], anchor="end")
    return marks


def _laid(groups: Groups, tall: float) -> list[Row]:
    """Where each row comes; a heading never stands alone at the foot of a column."""
    rows: list[Row] = []
    column, y = 0, 0.0
    for group in groups:
        if y and y + HEAD + ROW > tall + 1:
            column, y = column + 1, 0.0
        rows.append((column, y + (6 if y else 0), group, None))
        y += HEAD if y else HEAD - 6
        for item in group["items"]:
            if y + ROW > tall + 1:
                column, y = column + 1, HEAD - 6
            rows.append((column, y, group, item))
            y += ROW
    return rows


def _mark(x: float, y: float, u: float, kind: str, item: Mapping[str, Any], paper: Paper) -> list[Mark]:
    colour, dashed = item["colour"], item.get("dashed") or (kind == "attitude" and item["key"] == "U")
    if kind == "layer":
        return [Path(segment(x - 8 * u, y, x + 8 * u, y), Ink(line=colour, width=2.6 * u, dash=(4 * u, 3 * u) if dashed else ()))]
    if kind == "faction":
        return [Box(x, y, 14 * u, 12 * u, Ink(fill=colour, fill_alpha=0.2, line=colour, width=1.4 * u), 3.5 * u)]
    if kind == "fill":
        return [Circle(x, y, 6 * u, Ink(fill=pastel(paper, colour, 2.2), line=mix(colour, paper["disc"], 0.6), width=u))]
    if make := _SIGNS.get(item.get("mark", "")):
        return make(x, y, u, colour, paper)
    return [Circle(x, y, 5.2 * u, Ink(line=colour, width=2.6 * u, dash=(3 * u, 2.4 * u) if dashed else ()))]


def _box(wide: float, high: float) -> Callable[[float, float, float, str, Paper], list[Mark]]:
    return lambda x, y, u, colour, paper: [Box(x, y, wide * u, high * u, Ink(fill=pastel(paper, colour), line=colour, width=1.5 * u), 3 * u)]


def _competitor(x: float, y: float, u: float, colour: str, paper: Paper) -> list[Mark]:
    return [Path(polygon([(x + 7.5 * u * sin(k * pi / 2), y - 7.5 * u * cos(k * pi / 2)) for k in range(4)]),
                 Ink(fill=pastel(paper, colour), line=colour, width=1.5 * u))]


def _group(x: float, y: float, u: float, colour: str, paper: Paper) -> list[Mark]:
    return [Circle(x, y, 5.6 * u, Ink(fill=pastel(paper, colour), line=colour, width=2.6 * u))]


def _key(x: float, y: float, u: float, colour: str, paper: Paper) -> list[Mark]:
    return [Circle(x, y, 6.6 * u, Ink(fill=colour)), Path(polygon(star(x, y, 4.6 * u)), Ink(fill="#ffffff"))]


def _role(x: float, y: float, u: float, colour: str, paper: Paper) -> list[Mark]:
    return [Circle(x, y, 6.6 * u, Ink(fill=paper["badge"])), Words(x, y + 8.6 * u * 0.36, "A", 8.6 * u, paper["badge_ink"], 700)]


def _coverage(x: float, y: float, u: float, colour: str, paper: Paper) -> list[Mark]:
    shades = [paper["coverage"] if k < 2 else mix(paper["coverage"], paper["paper"], 0.26) for k in range(4)]
    return [Box(x + (k - 1.5) * 4.6 * u, y, 3.6 * u, 3.4 * u, Ink(fill=shade)) for k, shade in enumerate(shades)]


def _before(x: float, y: float, u: float, colour: str, paper: Paper) -> list[Mark]:
    return [Circle(x, y, 5.2 * u, Ink(line=NOWHERE, width=2.6 * u)), Path(moved(arc(5.2 * u, 0.1, pi * 0.75), x, y), Ink(line=colour, width=2.6 * u))]


def _wanted(x: float, y: float, u: float, colour: str, paper: Paper) -> list[Mark]:
    return [Path(moved(arc(6 * u, pi * 0.8, pi * 1.75), x, y), Ink(line=colour, width=1.6 * u, dash=(1.8 * u, 2.2 * u)))]


def _stale(x: float, y: float, u: float, colour: str, paper: Paper) -> list[Mark]:
    return clock(x, y, 5.6 * u, paper["faint"])


def _external(x: float, y: float, u: float, colour: str, paper: Paper) -> list[Mark]:
    return [Circle(x, y, 6.2 * u, Ink(line=colour, width=1.8 * u)), Circle(x, y, 3.4 * u, Ink(fill=pastel(paper, colour, 1.25), line=colour, width=0.8 * u))]


def _placeholder(x: float, y: float, u: float, colour: str, paper: Paper) -> list[Mark]:
    return [Circle(x, y, 6 * u, Ink(line=colour, width=1.4 * u, dash=(2.6 * u, 2 * u))),
            Words(x, y + 8 * u * 0.36, "?", 8 * u, paper["faint"], 700)]


def _against(x: float, y: float, u: float, colour: str, paper: Paper) -> list[Mark]:
    line = Ink(line=colour, width=1.6 * u)
    return [Path([*segment(x - 8 * u, y, x - 3.4 * u, y), *segment(x + 3.4 * u, y, x + 8 * u, y)], line),
            *(Path(segment(x + k * u - 1.2 * u, y + 4.4 * u, x + k * u + 1.2 * u, y - 4.4 * u), line) for k in (-1.6, 1.6))]


def _note(x: float, y: float, u: float, colour: str, paper: Paper) -> list[Mark]:
    return leaf(x, y, 6.4 * u, paper["faint"], paper)


_SIGNS: dict[str, Callable[[float, float, float, str, Paper], list[Mark]]] = {
    "team": _box(12, 12), "competitor": _competitor, "organisation": _box(15, 10), "step": _box(15, 10), "block": _box(15, 10), "group": _group,
    "key": _key, "role": _role, "coverage": _coverage, "before": _before, "wanted": _wanted, "stale": _stale, "external": _external,
    "placeholder": _placeholder, "against": _against, "note": _note}
