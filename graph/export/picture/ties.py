"""Ties as the canvas paints them: colour = kind or opposition, width = strength, an arrow where they point, and a break
mark where they are against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, degrees, hypot, sin
from typing import Any

from graph.drawing.style import NEGATIVE
from graph.export.picture.badges import leaf
from graph.export.picture.colours import Paper, mix
from graph.export.picture.room import Room
from graph.export.picture.routes import Route, Routes
from graph.export.picture.shapes import Box, Ink, Mark, OnTie, Path, Tie, Words, polygon, segment
from graph.export.picture.words import width

MARKED_UP_TO, TEXTS = 260, 36
"""With more ties than this the marks that stand on them are left out; of more texts than this those of the strongest stay."""
SLIDE = (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73)


def ties(nodes: Mapping[str, Any], edges: Mapping[str, Any], layers: Mapping[str, str], room: Room, paper: Paper) -> list[Mark]:
    """All ties, the faint ones first, and what stands on them. `layers` are the names of the layers."""
    routes, drawn, marks = Routes(nodes, len(edges)), list[tuple[float, Tie]](), list[Mark]()
    texts = sorted((edge["pm"]["strength"] for edge in edges.values() if edge["pm"].get("text")), reverse=True)
    weighty = texts[TEXTS] if len(texts) > TEXTS else -1.0
    for edge in edges.values():
        route = routes.of(edge)
        if route is None:
            continue
        ink = _ink(edge["pm"], nodes[edge["from"]], nodes[edge["to"]], len(edges), paper)
        drawn.append((ink.line_alpha, _tie(edge, route, ink, _title(edge, nodes, layers))))
        if edge["pm"].get("text") and edge["pm"]["strength"] > weighty:
            marks += _text(edge, route, ink, room, paper)
        if edge["pm"]["sign"] < 0 and len(edges) <= MARKED_UP_TO:
            marks += _break(edge, route, ink, room, paper)
        if edge["pm"]["note"] and len(edges) <= MARKED_UP_TO:
            marks += _noted(edge, route, ink, room, paper)
    return [tie for _alpha, tie in sorted(drawn, key=lambda d: d[0])] + marks


def _ink(pm: Mapping[str, Any], a: Mapping[str, Any], b: Mapping[str, Any], crowd: int, paper: Paper) -> Ink:
    line, against = pm["kind"] == "REPORTS_TO" or pm["route"] == "tree", pm["sign"] < 0
    aside = any(node["pm"]["what"] in ("team", "competitor") for node in (a, b))
    quiet = 0.07 if crowd > 6000 else 0.13 if crowd > 2500 else 0.22 if crowd > 600 else 0.32 if crowd > 220 else 0.46 if crowd > 90 else 0.62
    alpha = quiet * 0.5 if aside else min(0.85, quiet * 1.7) if against else min(0.9, quiet * 1.5) if line \
        else quiet * (0.6 + 0.7 * pm["strength"])
    wide = 1.25 if line else 1.1 if aside else 0.9 + round(pm["strength"] * 8) / 8 * 2.5
    return Ink(line=NEGATIVE if against else paper["line"] if line else pm["colour"], width=wide, line_alpha=round(alpha * 50) / 50,
               dash=(2, 4.5) if pm["kind"] == "CONTACT" else (7, 5) if pm["dashed"] else ())


def _tie(edge: Mapping[str, Any], route: Route, ink: Ink, title: str) -> Tie:
    """The line, and the arrow head whose tip touches the rim: the line ends in it."""
    arrow = "none" if edge["pm"]["route"] == "tree" else edge["pm"]["arrow"]
    head, at_source = None, arrow == "source"
    if arrow != "none":
        tip, before = (route.points[0], route.points[1]) if at_source else (route.points[-1], route.points[-2])
        long = hypot(tip[0] - before[0], tip[1] - before[1]) or 1.0
        ux, uy, size = (tip[0] - before[0]) / long, (tip[1] - before[1]) / long, 4.5 + 2.4 * ink.width

        def at(back: float, out: float) -> tuple[float, float]:
            return tip[0] - (ux * back - uy * out) * size, tip[1] - (uy * back + ux * out) * size

        head = Path(polygon([tip, at(1, 0.44), at(0.72, 0), at(1, -0.44)]), Ink(fill=ink.line, fill_alpha=min(1.0, ink.line_alpha + 0.22)))
        route = route.ended(at(0.7, 0), at_source=at_source)
    return Tie(edge["id"], title, edge["from"], edge["to"], route.steps(), ink, head, at_source)


def _title(edge: Mapping[str, Any], nodes: Mapping[str, Any], layers: Mapping[str, str]) -> str:
    names = f"{nodes[edge['from']]['label']} – {nodes[edge['to']]['label']}"
    layer = layers.get(edge["pm"]["layer"])
    return f"{layer}: {names}" if layer else names


def _spot(route: Route, room: Room, across: float, down: float, slide: Sequence[float] = SLIDE) -> tuple[float, float, float, float] | None:
    """Where on its way a tie has room for something so large: how far along, the point, the direction. It is taken then."""
    for t in slide:
        x, y, angle = route.along(t)
        box = (x - across, y - down, x + across, y + down)
        if room.free(box):
            room.take(box)
            return t, x, y, angle
    return None


def _break(edge: Mapping[str, Any], route: Route, ink: Ink, room: Room, paper: Paper) -> list[Mark]:
    """The line is cut through and shows two strokes across: opposition reads without the colour."""
    size = 4.6
    spot = _spot(route, room, size, size)
    if spot is None:
        return []
    part, x, y, angle = spot
    stroke = Ink(line=ink.line, width=max(1.5, ink.width * 0.8), line_alpha=min(1.0, ink.line_alpha + 0.3))

    def at(along: float, across: float) -> tuple[float, float]:
        return x + along * cos(angle) - across * sin(angle), y + along * sin(angle) + across * cos(angle)

    gap = Box(x, y, size * 0.84, ink.width + 2.4, Ink(fill=paper["rings"][2]), turn=degrees(angle))
    strokes = [Path(segment(*at(side - size * 0.3, size), *at(side + size * 0.3, -size)), stroke, round_ends=True)
               for side in (-0.42 * size, 0.42 * size)]
    return [OnTie(edge["id"], part, x, y, [gap, *strokes])]


def _noted(edge: Mapping[str, Any], route: Route, ink: Ink, room: Room, paper: Paper) -> list[Mark]:
    """A leaf where evidence is noted."""
    r, slide = 5.2, (0.62, 0.38, 0.7, 0.3) if edge["pm"]["sign"] < 0 else SLIDE
    spot = _spot(route, room, r, r, slide)
    if spot is None:
        return []
    part, x, y, _angle = spot
    return [OnTie(edge["id"], part, x, y, leaf(x, y, r, mix(ink.line, paper["ink"], 0.75), paper))]


def _text(edge: Mapping[str, Any], route: Route, ink: Ink, room: Room, paper: Paper) -> list[Mark]:
    """A few words on the tie: "35 %"."""
    size, text = 12.0, edge["pm"]["text"]
    half = width(text, size) / 2 + size * 0.45
    spot = _spot(route, room, half, size * 0.78)
    if spot is None:
        return []
    part, x, y, _angle = spot
    pill = Box(x, y, 2 * half, size * 1.56, Ink(fill=paper["disc"], line=ink.line, width=1.1, line_alpha=0.55), size * 0.78)
    return [OnTie(edge["id"], part, x, y, [pill, Words(x, y + size * 0.36, text, size, mix(ink.line, paper["ink"], 0.45), 600)])]
