"""Round the map: the page, its title and day, what was left out, and the legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.export.picture.colours import Paper, mix
from graph.export.picture.legend import column, height, legend
from graph.export.picture.room import Bounds
from graph.export.picture.shapes import Box, Group, Ink, Mark, Words
from graph.export.picture.words import folded, shortened, width

WIDE, HIGH = 1600.0, 900.0
"""The page in its own units: the shape of a screen and of a slide. Words of the frame are as large as in such a page."""
MARGIN = 28.0
LEAST = 0.62
"""How many map units a unit of the page is at least: a map of few people does not fill the page with three discs."""


@dataclass(frozen=True)
class Heading:
    """What the page says above the map: `title` is the account, `lines` are what map, of which deal, of which day;
    `note` says what was left out."""

    title: str
    lines: Sequence[str]
    note: str = ""


@dataclass(frozen=True)
class Page:
    """Where the page lies in map units: its left top corner, and how many map units are one of the page. The legend stands
    in so many `columns` `beside` the map, else beneath it; `broad` is how wide legend and heading may be."""

    left: float
    top: float
    unit: float
    columns: int
    beside: bool
    broad: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """As SVG wants it."""
        return self.left, self.top, WIDE * self.unit, HIGH * self.unit

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A place of the page, in map units."""
        return self.left + x * self.unit, self.top + y * self.unit


def page_round(bounds: Bounds, groups: Sequence[Mapping[str, Any]], heading: Heading) -> Page:
    """The page on which the map is largest: with the legend beside it, or beneath it."""
    left, top, right, bottom = bounds
    room = HIGH - 2 * MARGIN - 130 - 19 * len(heading.lines) - (46 if heading.note else 0)
    columns = next(n for n in range(1, 99) if n == 98 or height(groups, n) <= room)
    wide = column(groups)
    used = MARGIN + columns * wide + 20
    side = max((right - left) / (WIDE - used - MARGIN), (bottom - top) / (HIGH - 2 * MARGIN), LEAST)
    across = max(1, int((WIDE - 2 * MARGIN) // wide))
    above, beneath = 64 + (30 if heading.note else 0), height(groups, across) + 24
    flat = max((right - left) / (WIDE - 2 * MARGIN), (bottom - top) / (HIGH - MARGIN - above - beneath), LEAST)
    unit = min(side, flat)
    x, y = (used + (WIDE - used - MARGIN) / 2, HIGH / 2) if side <= flat else (WIDE / 2, above + (HIGH - MARGIN - above - beneath) / 2)
    return Page((left + right) / 2 - x * unit, (top + bottom) / 2 - y * unit, unit, columns if side <= flat else across, beside=side <= flat,
                broad=columns * wide if side <= flat else WIDE - 2 * MARGIN)


def frame(page: Page, groups: Sequence[Mapping[str, Any]], heading: Heading, paper: Paper) -> list[Mark]:
    """Heading and legend."""
    marks = legend(groups, page.columns, MARGIN, HIGH - MARGIN - height(groups, page.columns), page.at, page.unit, paper)
    return [_heading(page, heading, paper), *([Group("", "legend", "", marks)] if groups else [])]


def _heading(page: Page, heading: Heading, paper: Paper) -> Group:
    beside, room = page.beside, page.broad
    title = folded(heading.title, room, 24, lines=3 if beside else 1)
    lines = [line for text in heading.lines for line in folded(text, room, 14, lines=2, bold=False).split("\n")] if beside \
        else [shortened("  ·  ".join(heading.lines), room, 14, bold=False)]
    y = MARGIN + 24
    marks: list[Mark] = [_words(page, MARGIN, y, title, 24, paper["ink"], 700)]
    y += 24 * 1.18 * title.count("\n") + 26
    for line in lines:
        marks.append(_words(page, MARGIN, y, line, 14, paper["faint"]))
        y += 19
    if heading.note:
        note = folded(heading.note, room - 24, 12.5)
        tall = (note.count("\n") + 1) * 12.5 * 1.18 + 9
        wide = max(width(line, 12.5) for line in note.split("\n")) + 24
        x, middle = page.at(MARGIN + wide / 2, y - 6 + tall / 2)
        marks.append(Box(x, middle, wide * page.unit, tall * page.unit,
                         Ink(fill=mix("#d19a1c", paper["paper"], 0.2), line="#d19a1c", width=1.2 * page.unit), 11 * page.unit))
        marks.append(_words(page, MARGIN + 12, y + 9, note, 12.5, mix("#d19a1c", paper["ink"], 0.3), 600))
    return Group("", "heading", "", marks)


def _words(page: Page, x: float, y: float, text: str, size: float, colour: str, weight: int = 400) -> Words:
    return Words(*page.at(x, y), text, size * page.unit, colour, weight, "start")
