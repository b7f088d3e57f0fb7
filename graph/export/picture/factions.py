"""Faction territories, and their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.export.picture.colours import Paper, mix
from graph.export.picture.room import Bounds, Room
from graph.export.picture.shapes import Circle, Fade, Group, Ink, Mark, Path, Words
from graph.export.picture.territory import Piece, outline, territory
from graph.export.picture.words import HAN, width


def pieces_of(factions: Sequence[Mapping[str, Any]], people: Sequence[Mapping[str, Any]]) -> dict[str, list[Piece]]:
    """Faction to the pieces of its territory, from where everybody stands."""
    found = {}
    for faction in factions:
        members = set(faction["members"])
        sides = [[(p["x"], p["y"], p["size"]) for p in people if (p["id"] in members) is ours] for ours in (True, False)]
        found[faction["id"]] = territory(*sides)
    return found


def lands(factions: Sequence[Mapping[str, Any]], pieces: Mapping[str, Sequence[Piece]], paper: Paper) -> list[Mark]:
    """The territories; somebody who stands alone has a soft patch without a border."""
    dark = paper["theme"] == "dark"
    marks: list[Mark] = []
    for faction in factions:
        found: list[Mark] = []
        for piece in pieces[faction["id"]]:
            if len(piece.members) == 1:
                x, y, size = piece.members[0]
                found.append(Circle(x, y, size + 34, Ink(fill=faction["colour"], fade=Fade(x, y, (size * 0.8, 0.42 if dark else 0.32), (size + 34, 0.0)))))
            else:
                found.append(Path(piece.steps, Ink(fill=faction["colour"], fill_alpha=0.2 if dark else 0.13, line=faction["colour"],
                                                   width=1.4, line_alpha=0.6 if dark else 0.55)))
        marks.append(Group(faction["id"], "territory", faction["name"], found))
    return marks


def names_of(factions: Sequence[Mapping[str, Any]], pieces: Mapping[str, Sequence[Piece]], room: Room, paper: Paper) -> list[Mark]:
    """Each in the territory where it is widest and free, else on its edge."""
    marks: list[Mark] = []
    for faction in factions:
        text = faction["name"] if HAN.search(faction["name"]) else faction["name"].upper()
        size = max(12.5, paper["least"])
        half = width(text, size) / 2 + 3
        spot = _spot(pieces[faction["id"]], room, half, size)
        if spot is None:
            continue
        room.take(_box(*spot, half, size))
        ink = mix(faction["colour"], paper["ink"], 0.78 if paper["theme"] == "dark" else 0.72)
        marks.append(Words(spot[0], spot[1] + size * 0.36, text, size, ink, 700, halo=paper["rings"][2]))
    return marks


def _spot(pieces: Sequence[Piece], room: Room, half: float, size: float) -> tuple[float, float] | None:
    for piece in pieces:
        for x, y in piece.spots:
            left, top, right, bottom = box = _box(x, y, half, size)
            corners = [(u, v) for u in (left, x, right) for v in (top, bottom)]
            if room.free(box) and all(piece.inside(*corner) for corner in corners):
                return x, y
    for piece in pieces:
        if edge := [at for at in outline(piece) if room.free(_box(*at, half, size))]:
            return min(edge, key=lambda at: at[1])
    return None


def _box(x: float, y: float, half: float, size: float) -> Bounds:
    return x - half, y - size * 0.62, x + half, y + size * 0.62
