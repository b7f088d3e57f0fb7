"""Rings and the departments on their rim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import Any

from graph.export.picture.colours import Paper, mix
from graph.export.picture.room import Bounds, Room
from graph.export.picture.shapes import Circle, Fade, Group, Ink, Mark, Path, RimWords, arc, segment
from graph.export.picture.words import HAN, shortened, width


def rings(backdrop: Mapping[str, Any], room: Room, paper: Paper) -> list[Mark]:
    """The rings, each department's slice of them, its arc on the rim and its name along it, where nothing else comes."""
    found, shades = backdrop["rings"], paper["rings"]
    if not found:
        return []
    line = Ink(line=paper["ring"], width=1.1)
    marks: list[Mark] = [Circle(0, 0, ring["r"], Ink(shades[min(len(shades) - 1, k + max(0, 4 - len(found)))], line.line, line.width))
                         for k, ring in reversed(list(enumerate(found)))]
    for sector in backdrop["sectors"]:
        marks += _sector(sector, found[0]["r"], found[-1]["r"], room, paper, several=len(backdrop["sectors"]) > 1)
    return marks


def _sector(sector: Mapping[str, Any], inner: float, rim: float, room: Room, paper: Paper, *, several: bool) -> list[Mark]:
    a, b = sector["from"] - pi / 2, sector["to"] - pi / 2
    marks: list[Mark] = []
    if several:
        marks.append(Path(segment(inner * cos(a), inner * sin(a), rim * cos(a), rim * sin(a)),
                          Ink(line=paper["ring"], width=1.5, dash=(1.5, 6)), round_ends=True))
    if not sector["name"]:
        return marks
    dark, size, wide, gap = paper["theme"] == "dark", max(19.0, paper["least"] * 1.2), max(5.5, paper["least"] * 0.4), min(0.011, (b - a) / 6)
    wash = Path([*arc(rim, a, b), *((("L" if k == 0 else letter), at) for k, (letter, at) in enumerate(arc(rim * 0.66, b, a))), ("Z", ())],
                Ink(fill=sector["colour"], fade=Fade(0, 0, (rim * 0.66, 0.0), (rim, 0.13 if dark else 0.06))))
    bow = Path(arc(rim + 3 + wide, a + gap, b - gap), Ink(line=mix(sector["colour"], paper["paper"], 0.82 if dark else 0.86), width=wide), round_ends=True)
    below = sin((a + b) / 2) > 0.12
    radius, spacing = rim + 3 + 1.5 * wide + size * (0.95 if below else 0.8), size * (0.1 if HAN.search(sector["name"]) else 0.13)
    name = shortened(sector["name"].upper(), max((b - a) * radius * 0.96, 3.5 * size) / (1 + spacing / size), size)
    for box in _letters(name, radius, (a + b) / 2, size, spacing):
        room.take(box)
    words = RimWords(name, radius, (a + b) / 2, size, mix(sector["colour"], paper["ink"], 0.75 if dark else 0.8), below, spacing)
    return [*marks, Group("", "department", sector["name"], [wash, bow, words])]


def ring_names(found: Sequence[Mapping[str, Any]], room: Room, paper: Paper) -> list[Mark]:
    """Each along its ring, inside; where nobody stands, near the top if it can be, one beneath another."""
    size, before, marks = max(11.5, paper["least"]), -pi / 2, list[Mark]()
    for ring in reversed(found):
        name, radius = (ring["name"] or "").upper(), ring["r"] - size * 0.95
        if not name or radius < 2 * size:
            continue
        spacing = size * (0.16 if HAN.search(name) else 0.14)
        for k in range(60):
            middle = before + (1 if k % 2 else -1) * ((k + 1) // 2) * pi / 60
            boxes = _letters(name, radius, middle, size, spacing)
            if sin(middle) <= 0.1 and all(map(room.free, boxes)):
                before = middle
                for box in boxes:
                    room.take(box)
                marks.append(RimWords(name, radius, middle, size, paper["faint"], inwards=False, spacing=spacing, halo=paper["rings"][2]))
                break
    return marks


def _letters(name: str, radius: float, middle: float, size: float, spacing: float) -> list[Bounds]:
    """What the letters cover."""
    wide = [width(letter, size) + spacing for letter in name]
    angle, boxes = middle - sum(wide) / radius / 2, list[Bounds]()
    for step in wide:
        x, y = (radius * turn(angle + step / radius / 2) for turn in (cos, sin))
        boxes.append((x - size * 0.6, y - size * 0.6, x + size * 0.6, y + size * 0.6))
        angle += step / radius
    return boxes
