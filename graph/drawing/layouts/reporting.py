"""The reporting lines as a forest: one boss for everybody, whatever the data says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.drawing.layouts.base import Sheet
from graph.drawing.layouts.departments import unit_of, units
from graph.model import Tie
from graph.network import strength_of

AIDE = re.compile(r"\bassistant\b(?! (manager|director|vice|professor))|\bsecretary\b|秘书|助理", re.IGNORECASE)


@dataclass(frozen=True)
class Forest:
    """`line` is the tie to the boss under whom somebody stands, `below` the subordinates in the order they are shown,
    `roots` those above others and below nobody, `alone` those without any line."""

    line: Mapping[str, Tie]
    below: Mapping[str, Sequence[str]]
    roots: Sequence[str]
    alone: Sequence[str]
    aides: frozenset[str]


def forest_of(sheet: Sheet) -> Forest:
    """Who has several bosses stands under the one of the strongest line, then of the first; a circle of lines is cut above
    its highest person."""
    people, snapshot, share = set(sheet.people), sheet.snapshot, sheet.share
    place = {unit: k for k, unit in enumerate(units(snapshot))}

    def order(person: str) -> tuple[int, int, float, str]:
        return (snapshot.people[person].level or 99, place[unit_of(snapshot, person)], -share[person], person)

    line: dict[str, Tie] = {}
    for tie in sheet.ties("REPORTS_TO"):
        if tie.source in people and tie.target in people and tie.source != tie.target:
            held = line.get(tie.source)
            if held is None or (-strength_of(tie), tie.since or "", tie.id) < (-strength_of(held), held.since or "", held.id):
                line[tie.source] = tie
    for top in _circles(line, order):
        del line[top]
    below: dict[str, list[str]] = {}
    for person in sorted(line, key=order):
        below.setdefault(line[person].target, []).append(person)
    free = sorted((p for p in people if p not in line), key=order)
    aides = frozenset(p for p in line if p not in below and AIDE.search(f"{snapshot.people[p].title or ''} · {snapshot.people[p].title_alt or ''}"))
    return Forest(line, below, [p for p in free if p in below], [p for p in free if p not in below], aides)


def _circles(line: Mapping[str, Tie], order: Callable[[str], Any]) -> list[str]:
    """The highest person of each circle of lines."""
    tops, seen = [], {}
    for number, start in enumerate(sorted(line)):
        person = start
        while person in line and person not in seen:
            seen[person] = number
            person = line[person].target
        if seen.get(person) == number and person in line:
            circle, other = [person], line[person].target
            while other != person:
                circle.append(other)
                other = line[other].target
            tops.append(min(circle, key=order))
    return tops
