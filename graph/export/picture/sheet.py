"""Straight backdrops: lanes with headings, axes with zones and columns, camps, and the sentence of an empty map."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, pi, sin
from typing import Any

from graph.drawing.payload import EMPTY
from graph.export.picture.colours import Paper, mix
from graph.export.picture.room import Room
from graph.export.picture.shapes import Box, Circle, Group, Ink, Mark, Path, Words, polygon, segment
from graph.export.picture.words import HAN, folded, shortened, width

TONES = {"good": "#2a9d6f", "bad": "#d0553a", "neutral": "#8793a8", "unknown": "#8793a8"}

NOBODY = {EMPTY.en: "Nobody is on this map.", EMPTY.zh: "图上没有人。"}
"""What a picture says where the map says how to begin."""


def sheet(backdrop: Mapping[str, Any], paper: Paper) -> list[Mark]:
    """What lies behind people on a straight sheet."""
    axes = backdrop.get("axes")
    return [*(_lane(lane, paper) for lane in backdrop.get("lanes", ())), *(_axes(axes, paper) if axes else ()),
            *(_camp(camp, paper) for camp in backdrop.get("camps", ()))]


def sheet_names(backdrop: Mapping[str, Any], room: Room, paper: Paper) -> list[Mark]:
    """What may only stand where there is room; and why there is nothing on an empty map."""
    axes, marks = backdrop.get("axes"), list[Mark]()
    marks += _zone_names(axes, room, paper) if axes else []
    for camp in backdrop.get("camps", ()):
        marks += _camp_names(camp, room, paper)
    if sentence := backdrop.get("empty"):
        left, top, right, bottom = backdrop["bounds"]
        text = folded(NOBODY.get(sentence, sentence), 560, 17, lines=5, bold=False)
        marks.append(Words((left + right) / 2, (top + bottom) / 2 - 10 * text.count("\n"), text, 17, paper["faint"]))
    return marks


def _field(area: Mapping[str, Any], ink: Ink, radius: float = 0.0) -> Box:
    left, top, right, bottom = (area[side] for side in ("left", "top", "right", "bottom"))
    return Box((left + right) / 2, (top + bottom) / 2, right - left, bottom - top, ink, radius)


def _lane(lane: Mapping[str, Any], paper: Paper) -> Group:
    dark, size, left, top = paper["theme"] == "dark", max(15.0, paper["least"]), lane["left"], lane["top"]
    high = lane["bottom"] - top
    ground = Ink(fill=mix(lane["colour"], paper["rings"][1], 0.075 if dark else 0.055), line=mix(lane["colour"], paper["ring"], 0.26 if dark else 0.22), width=1.1)
    marks: list[Mark] = [_field(lane, ground, 14)]
    if lane["name"]:
        stroke = min(high - 24, size * 1.3)
        name = folded(lane["name"], lane["right"] - left - 26, size, lines=2 if high > size * 6 else 1)
        marks += [Box(left + 2, top + 12 + stroke / 2, 4, stroke, Ink(fill=lane["colour"]), 2),
                  Words(left + 16, top + 12 + size, name, size, mix(lane["colour"], paper["ink"], 0.6 if dark else 0.62), 700, "start")]
    return Group("", "lane", lane["name"], marks)


# ---- axes -----------------------------------------------------------------------------------------------------------
def _axes(axes: Mapping[str, Any], paper: Paper) -> list[Mark]:
    zones, x, y, dark, marks = axes["zones"], axes.get("x"), axes.get("y"), paper["theme"] == "dark", list[Mark]()
    left, top, right, bottom = _around(zones)
    for zone in zones:
        plain = zone["tone"] in ("neutral", "unknown")
        marks.append(_field(zone, Ink(fill=TONES[zone["tone"]], fill_alpha=0.05 if plain else 0.11 if dark else 0.075)))
        if zone["tone"] == "unknown":
            marks.append(_hatch(zone))
    columns = x.get("columns", []) if x else []
    marks += [_field({**column, "top": top, "bottom": bottom}, Ink(line=paper["ring"], width=1.2)) for column in columns]
    marks += [Path(segment(left, tick["at"], right, tick["at"]), Ink(line=mix(paper["faint"], paper["ring"], 0.35), width=1.2, dash=(2.4, 6)))
              for tick in (y or {}).get("ticks", [])]
    size, small, tallest = max(13.5, paper["least"] * 1.1), max(12.0, paper["least"]), 1
    for column in columns:
        code = column.get("code")
        name, room = f"{code} {column['name']}" if code and code != "U" else column["name"], column["right"] - column["left"] - 8
        tries = [(folded(name, room, small * part, lines=3), small * part) for part in (1.0, 0.9, 0.8)]
        text, high = next((one for one in tries if "…" not in one[0]), tries[0])
        tallest = max(tallest, text.count("\n") + 1)
        marks.append(Words((column["left"] + column["right"]) / 2, bottom + small * 1.35, text, high, paper["ink"], 600))
    start = next((c["left"] for c in columns if c.get("code") != "U"), left)
    if x:
        marks += _axis(x, start, bottom + small * (tallest * 1.18 + 0.8) + size * 0.4, right - start, False, size, paper)
    return marks + (_axis(y, left - size * 1.5, bottom, bottom - top, True, size, paper) if y else [])


def _axis(axis: Mapping[str, Any], x: float, y: float, long: float, up: bool, size: float, paper: Paper) -> list[Mark]:
    """An arrow from little to much with its name in the middle and its ends named."""
    def at(along: float, across: float = 0.0) -> tuple[float, float]:
        return (x + across, y - along) if up else (x + along, y + across)

    marks, reached, line = list[Mark](), 0.0, Ink(line=mix(paper["faint"], paper["ring"], 0.5), width=1.2)
    for text, place, anchor, weight in ((axis["low"], 0.0, "start", 400), (axis["name"], long / 2, "middle", 700), (axis["high"], long - size, "end", 400)):
        wide = width(text, size, bold=weight > 600)
        first = place - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        if first > reached + size:
            marks.append(Path(segment(*at(reached + size * 0.5), *at(first - size * 0.5)), line))
        marks.append(Words(*at(place, size * 0.36), text, size, paper["ink" if weight > 600 else "faint"], weight, anchor, turn=-90 if up else 0))
        reached = first + wide
    return [*marks, Path(polygon([at(long), at(long - size * 0.6, -size * 0.32), at(long - size * 0.6, size * 0.32)]), Ink(fill=paper["faint"]))]


def _hatch(zone: Mapping[str, Any]) -> Path:
    """Slanting lines, cut off at the zone's edges."""
    left, top, right, bottom = (zone[side] for side in ("left", "top", "right", "bottom"))
    steps, high = [], bottom - top
    for k in range(int((right - left + high) // 14) + 1):
        x = left - high + 14 * k
        a, b = max(x, left), min(x + high, right)
        steps += segment(a, bottom - (a - x), b, bottom - (b - x))
    return Path(steps, Ink(line=TONES["unknown"], width=0.8, line_alpha=0.16))


def _zone_names(axes: Mapping[str, Any], room: Room, paper: Paper) -> list[Mark]:
    """What to do in a zone, in the corner that is free; and what the lines across stand for."""
    marks, (left, _top, right, _bottom), small = list[Mark](), _around(axes["zones"]), max(11.5, paper["least"])
    for tick in (axes.get("y") or {}).get("ticks", []):
        y = tick["at"] - small * 0.45
        spots = [Words(right - 6, y, tick["name"], small, paper["faint"], 400, "end", paper["halo"]),
                 Words(left + 6, y, tick["name"], small, paper["faint"], 400, "start", paper["halo"])]
        marks += _first_free(spots, room)
    for zone in axes["zones"]:
        size, name = max(14.0, paper["least"]), zone["name"] if HAN.search(zone["name"]) else zone["name"].upper()
        text = shortened(name, zone["right"] - zone["left"] - 20, size)
        ink = mix(TONES[zone["tone"]], paper["ink"], 0.62 if paper["theme"] == "dark" else 0.68)
        places = ((zone["left"] + 12, "start"), (zone["right"] - 12, "end"), ((zone["left"] + zone["right"]) / 2, "middle"))
        spots = [Words(x, y, text, size, ink, 700, anchor, paper["halo"])
                 for y in (zone["top"] + size * 1.45, zone["bottom"] - size * 0.75) for x, anchor in places]
        marks += _first_free(spots, room)
    return marks


def _first_free(spots: list[Words], room: Room) -> list[Mark]:
    for words in spots:
        box = _box(words)
        if room.free(box):
            room.take(box)
            return [words]
    return []


def _box(words: Words) -> tuple[float, float, float, float]:
    wide = width(words.text, words.size, bold=words.weight > 600)
    left = words.x - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
    return left, words.y - words.size, left + wide, words.y + words.size * 0.25


def _around(zones: list[Mapping[str, Any]]) -> tuple[float, float, float, float]:
    return (min(z["left"] for z in zones), min(z["top"] for z in zones), max(z["right"] for z in zones), max(z["bottom"] for z in zones))


# ---- camps: circles that stand anywhere -----------------------------------------------------------------------------
def _camp(camp: Mapping[str, Any], paper: Paper) -> Group:
    dark, colour, marks = paper["theme"] == "dark", camp["colour"], list[Mark]()
    for k, r in enumerate(sorted((ring["r"] for ring in camp["rings"]), reverse=True)):
        fill = (0.06 if dark else 0.045) if k else (0.13 if dark else 0.08)
        marks.append(Circle(camp["x"], camp["y"], r, Ink(fill=colour, fill_alpha=fill, line=colour, width=1.2 if k else 1.8,
                                                         line_alpha=0.35 if k else 0.6, dash=(2.4, 4.8) if k else ())))
    return Group("", "camp", camp["name"], marks)


def _camp_names(camp: Mapping[str, Any], room: Room, paper: Paper) -> list[Mark]:
    marks: list[Mark] = []
    for ring in camp["rings"]:
        spots = [Words(camp["x"] + ring["r"] * cos(turn * pi / 180), camp["y"] + ring["r"] * sin(turn * pi / 180) + 4, ring["name"], max(11.5, paper["least"]),
                       mix(camp["colour"], paper["ink"], 0.5), 600, halo=paper["halo"]) for turn in (-90, -60, -120, -30, -150, 90, 60, 120)]
        marks += _first_free(spots, room) if ring["name"] else []
    return marks
