"""People as the canvas paints them, with every detail: pastel = department (or what the disc says), ring = attitude,
size = share of the decision with the range in which it may lie; as a disc, or as a card of an organisation chart."""

from __future__ import annotations

from math import pi
from typing import Any

from graph.export.picture.badges import badges_of_card, badges_of_disc, change, places_on_card, places_on_disc
from graph.export.picture.colours import Paper, ink_of, mix, pastel, ring_of
from graph.export.picture.shapes import Box, Circle, Fade, Group, Ink, Mark, Path, Step, Words
from graph.export.picture.words import folded, shortened, width

EDGE = 5.0
"""How wide the colour at the left edge of a card is."""


def person(node: dict[str, Any], paper: Paper, name: Words | None) -> Group:
    """One person; `name` is the label beside a disc, a card carries its name itself."""
    pm = node["pm"]
    marks, core = card(node, paper) if pm.get("w") else disc(node, paper)
    return Group(node["id"], "person", node.get("title") or node["label"], [*marks, *([name] if name else [])], core)


def ring_width(r: float) -> float:
    """The attitude's ring."""
    return max(3.2, r * 0.125)


def disc(node: dict[str, Any], paper: Paper) -> tuple[list[Mark], int]:
    """The pieces of a disc, and which of them is the disc itself."""
    x, y, r, pm = node["x"], node["y"], node["size"], node["pm"]
    wide, marks = ring_width(r), list[Mark]()
    if pm["high"] > r + 1.2:
        reach = pm["high"] + wide / 2
        marks.append(Circle(x, y, reach, Ink(fill=ring_of(paper, pm["attitude"]),
                                             fade=Fade(x, y, (r + wide / 2, 0.42 if paper["theme"] == "dark" else 0.36), (reach, 0.1)))))
    core = len(marks)
    marks += face(x, y, r, wide, pm, paper)
    if pm["low"] < r - wide and pm["high"] > r + 2:
        marks.append(Circle(x, y, pm["low"], Ink(line=paper["ink"], width=1, dash=(1, 3), line_alpha=0.22)))
    places = places_on_disc(node)
    return [*marks, initials(x, y, r, pm, paper), *change(node, wide, places, paper), *badges_of_disc(node, places, paper)], core


def face(x: float, y: float, r: float, wide: float, pm: dict[str, Any], paper: Paper) -> list[Mark]:
    """Fill and ring. Somebody not yet known: empty and dashed; attitude not known: dashed; from outside: a gap inside the ring."""
    unsure = pm["placeholder"] or pm["attitude"] == "U"
    part = 2 * pi * r / (2 * max(1, round(2 * pi * r / 13)))
    ring = Ink(fill=paper["disc"] if pm["placeholder"] or pm["external"] else pastel(paper, pm["colour"]), line=ring_of(paper, pm["attitude"]),
               width=wide * (0.82 if unsure else 1), dash=(part * 1.15, part * 0.85) if unsure else ())
    inner = Ink(fill=pastel(paper, pm["colour"], 1.25), line=mix(pm["colour"], paper["disc"], 0.62), width=max(1.0, wide * 0.24))
    gap: list[Mark] = [Circle(x, y, r - wide * 1.15, inner)] if pm["external"] and not pm["placeholder"] else []
    return [Circle(x, y, r, ring), *gap]


def initials(x: float, y: float, r: float, pm: dict[str, Any], paper: Paper) -> Words:
    """The letters in the disc."""
    text = "?" if pm["placeholder"] else pm["initials"]
    size = r * (0.58 if len(text) > 2 else 0.64 if text > "\u2e7f" else 0.74) * (0.9 if pm["external"] else 1)
    return Words(x, y + r * 0.03 + size * 0.35, text, size, paper["faint"] if pm["placeholder"] else ink_of(paper, pm["colour"]), 700)


def card(node: dict[str, Any], paper: Paper) -> tuple[list[Mark], int]:
    """The pieces of a card: department at the left edge, face, name, title, badges; the card itself is the first."""
    x, y, pm = node["x"], node["y"], node["pm"]
    w, h = pm["w"], pm["h"]
    odd = pm["placeholder"] or pm["external"]
    places = places_on_card(node)
    at, r = places["face"], places["face"].w - 2
    border = Ink(fill=paper["card"], line=paper["faint"] if odd else paper["ring"], width=1.6 if pm["external"] else 1,
                 dash=(6, 4) if pm["placeholder"] else (2, 3) if pm["external"] else ())
    marks: list[Mark] = [Box(x, y, w, h, border, 9),
                         Path(_edge(x - w / 2, y - h / 2, h), Ink(fill=mix(pm["colour"], paper["card"], 0.85))),
                         *face(x + at.x, y, r, ring_width(r), pm, paper), initials(x + at.x, y, r, pm, paper)]
    return [*marks, *_words(node, x + at.x + at.w + 8, paper), *badges_of_card(node, places, paper)], 0


def _edge(left: float, top: float, high: float) -> list[Step]:
    """The left edge of a card, with its corners as round as the card's."""
    right, bottom, r = left + EDGE, top + high, 9.0
    return [("M", (right, top + 1.2)), ("Q", (left, top, left, top + r)), ("L", (left, bottom - r)),
            ("Q", (left, bottom, right, bottom - 1.2)), ("Z", ())]


def _words(node: dict[str, Any], left: float, paper: Paper) -> list[Mark]:
    """Name in one or two lines, then the title or what this picture says of the person, as far as there is room."""
    pm, y, small = node["pm"], node["y"], 11.5
    room, under = node["x"] + pm["w"] / 2 - 6 - left, pm.get("text") or pm["sub"]
    size = 14.0 if width(node["label"], 14.0) <= room else 13.0
    name = folded(node["label"], room, size, lines=2 if pm["h"] > 2.3 * size else 1)
    tall = (name.count("\n") + 1) * size * 1.18
    sub = shortened(under, room, small, bold=False) if under and tall + small * 1.25 < pm["h"] - 1 else ""
    tall += small * 1.25 if sub else 0
    marks: list[Mark] = [Words(left, y - tall / 2 + size * 0.94, name, size, paper["ink"], 600, "start")]
    return [*marks, Words(left, y + tall / 2 - small * 0.32, sub, small, paper["faint"], anchor="start")] if sub else marks
