"""The few marks on a person: the attitude as a letter (with a clock when it is old), where it came from and where we want
it, and at most four badges: purchase role, key player, coverage, clock."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, pi, sin
from typing import Any, NamedTuple

from graph.export.picture.colours import Paper, mix, ring_of
from graph.export.picture.shapes import Box, Circle, Ink, Mark, Path, Step, Words, arc, moved, polygon, segment
from graph.model import SCALES

AT = 0.74
"""Where badges sit: times the radius, across and down."""


class Half(NamedTuple):
    """A place on a person: from its middle, with half of width and height."""

    x: float
    y: float
    w: float
    h: float


def places_on_disc(node: dict[str, Any]) -> dict[str, Half]:
    """Where the marks of a disc lie: "sign", "badge", "key", "coverage"."""
    r, pm = node["size"], node["pm"]
    b, d = min(max(r * 0.26, 6.8), r * 0.42), AT * r
    wide = _sign_width(b, pm)
    return {"sign": Half(-d - (wide - b) * 0.55, d, wide, b)} | ({"badge": Half(d, -d, b, b)} if pm["badge"] else {}) \
        | ({"key": Half(-d, -d, b, b)} if pm["key"] else {}) | ({"coverage": Half(0.84 * r + 5, 0.56 * r + 3, 5, 0.3 * r)} if _counts(pm) else {})


def places_on_card(node: dict[str, Any]) -> dict[str, Half]:
    """Where the marks of a card lie: "face", "sign", "badge", "key", "coverage"."""
    pm = node["pm"]
    w, h = pm["w"], pm["h"]
    r, b = h * 0.29, min(7.0, h * 0.19)
    x, wide = -w / 2 + 11 + r, _sign_width(b, pm)
    right = w / 2 - b - 5
    return {"face": Half(x, 0, r, r), "sign": Half(x - r * 0.72 + wide * 0.2, r * 0.8, wide, b)} \
        | ({"badge": Half(right, -h / 2, b, b)} if pm["badge"] else {}) \
        | ({"key": Half(right - (2.2 * b if pm["badge"] else 0), -h / 2, b, b)} if pm["key"] else {}) \
        | ({"coverage": Half(w / 2 - 27, h / 2, 20, 2)} if _counts(pm) else {})


def badges_of_disc(node: dict[str, Any], places: dict[str, Half], paper: Paper) -> list[Mark]:
    """The badges of a disc, with the coverage as strokes along the lower right of its ring."""
    x, y, r, pm = node["x"], node["y"], node["size"], node["pm"]
    wide = min(2.4, r * 0.15)
    reach = r + max(2.6, r * 0.1) + wide * 0.9
    long, gap = max(0.17, wide * 1.9 / reach), wide * 0.95 / reach
    turns = [0.66 - 2 * long - 1.5 * gap + (3 - k) * (long + gap) for k in range(4)] if "coverage" in places else []
    strokes: list[Mark] = [Path(moved(arc(reach, turn, turn + long), x, y), Ink(line=_covered(k < pm["coverage"], paper["rings"][2], paper), width=wide))
                           for k, turn in enumerate(turns)]
    return strokes + _badges(node, places, paper)


def badges_of_card(node: dict[str, Any], places: dict[str, Half], paper: Paper) -> list[Mark]:
    """The badges of a card, with the coverage as strokes on its lower edge."""
    right, bottom, covered = node["x"] + node["pm"]["w"] / 2 - 7, node["y"] + node["pm"]["h"] / 2, node["pm"]["coverage"]
    strokes: list[Mark] = [Box(right - (4 - k) * 10 + 4, bottom, 8, 3.6, Ink(fill=_covered(k < covered, paper["card"], paper)), 1.8)
                           for k in range(4)] if "coverage" in places else []
    return strokes + _badges(node, places, paper)


def change(node: dict[str, Any], ring: float, places: dict[str, Half], paper: Paper) -> list[Mark]:
    """Then and now on the ring: the part that leads to the letter has the old colour; outside, faint, where we want it."""
    x, y, r, pm = node["x"], node["y"], node["size"], node["pm"]
    half, middle, marks = (places["sign"].w + 1) / r, pi * 0.75, list[Mark]()
    if pm["before"]:
        end = middle - half - 0.2
        start = end - min(1.45, 0.32 + 0.2 * _steps(pm["attitude"], pm["before"]))
        marks += [Path(moved(arc(r, start, end), x, y), Ink(line=ring_of(paper, pm["before"]), width=ring)),
                  Path(_chevron(x, y, r, end, ring), Ink(line=paper["disc"], width=max(1.6, ring * 0.38)))]
    if pm["wanted"]:
        reach, start, colour = r + ring * 0.5 + 3, middle + half + 0.05, ring_of(paper, pm["wanted"])
        end = start + min(0.5 if "key" in places else 1.3, 0.3 + 0.16 * _steps(pm["attitude"], pm["wanted"]))
        marks += [Path(moved(arc(reach, start, end), x, y), Ink(line=colour, width=max(1.5, ring * 0.3), dash=(1.8, 2.2), line_alpha=0.9)),
                  Path(_arrow(x, y, reach, end, max(2.2, ring * 0.5)), Ink(fill=colour))]
    return marks


def _badges(node: dict[str, Any], places: dict[str, Half], paper: Paper) -> list[Mark]:
    x, y, pm, marks = node["x"], node["y"], node["pm"], list[Mark]()
    if badge := places.get("badge"):
        marks += [_disc(x + badge.x, y + badge.y, badge.w, paper["badge"], paper),
                  _letter(pm["badge"], x + badge.x, y + badge.y, badge.w, paper["badge_ink"])]
    if key := places.get("key"):
        marks += [_disc(x + key.x, y + key.y, key.w, paper["star"], paper),
                  Path(polygon(star(x + key.x, y + key.y, key.w * 0.66)), Ink(fill="#ffffff"))]
    return marks + sign(x + places["sign"].x, y + places["sign"].y, places["sign"], pm, paper)


def sign(x: float, y: float, at: Half, pm: Mapping[str, Any], paper: Paper) -> list[Mark]:
    """The attitude as a letter, with a clock when nobody confirmed it for long."""
    colour = ring_of(paper, pm["attitude"])
    ink = mix(colour, paper["ink"], 0.7)
    pill = Box(x, y, 2 * at.w, 2 * at.h, Ink(fill=paper["disc"], line=colour, width=at.h * 0.17), at.h)
    letter = _letter(pm["sign"], x - (at.h * 0.72 if pm.get("stale") else 0), y, at.h, ink)
    return [pill, letter, *(clock(x + at.w - at.h * 0.92, y, at.h * 0.56, ink) if pm.get("stale") else [])]


def star(x: float, y: float, r: float) -> list[tuple[float, float]]:
    """The corners of a star."""
    reach = [r * (0.45 if k % 2 else 1) for k in range(10)]
    return [(x + long * sin(k * pi / 5), y - long * cos(k * pi / 5)) for k, long in enumerate(reach)]


def leaf(x: float, y: float, r: float, ink: str, paper: Paper) -> list[Mark]:
    """A small sheet of paper with lines: something is noted."""
    lines = [step for dy, to in ((-0.35, 0.34), (0.0, 0.34), (0.35, 0.05)) for step in segment(x - r * 0.34, y + dy * r, x + to * r, y + dy * r)]
    line = Ink(line=ink, width=r * 0.19)
    return [Box(x, y, r * 1.36, r * 1.7, Ink(fill=paper["disc"], line=ink, width=r * 0.19), r * 0.25), Path(lines, line)]


def clock(x: float, y: float, r: float, ink: str) -> list[Mark]:
    """Nobody confirmed it for long."""
    line = Ink(line=ink, width=r * 0.28)
    return [Circle(x, y, r, line), Path([("M", (x, y - r * 0.62)), ("L", (x, y)), ("L", (x + r * 0.5, y + r * 0.25))], line)]


def _disc(x: float, y: float, r: float, fill: str, paper: Paper) -> Circle:
    return Circle(x, y, r, Ink(fill=fill, line=paper["disc"], width=r * 0.2))


def _letter(text: str, x: float, y: float, r: float, ink: str) -> Words:
    size = r * (1.12 if len(text) > 1 else 1.18 if text > "\u2e7f" else 1.3)
    return Words(x, y + r * 0.04 + size * 0.35, text, size, ink, 700)


def _covered(full: bool, ground: str, paper: Paper) -> str:
    return str(paper["coverage"]) if full else mix(paper["coverage"], ground, 0.26)


def _chevron(x: float, y: float, reach: float, angle: float, ring: float) -> list[Step]:
    """Cut through the ring where the old colour ends, pointing clockwise to the letter of today."""
    back, aside = 0.62 * ring / reach, 0.62 * ring
    at = [(x + (reach + out) * cos(turn), y + (reach + out) * sin(turn)) for turn, out in ((angle - back, aside), (angle + back, 0.0), (angle - back, -aside))]
    return [("M", at[0]), ("L", at[1]), ("L", at[2])]


def _arrow(x: float, y: float, reach: float, angle: float, size: float) -> list[Step]:
    """An arrow head that sits on a circle, pointing clockwise."""
    corners = ((angle + 1.9 * size / reach, 0.0), (angle, 1.1 * size), (angle, -1.1 * size))
    return polygon([(x + (reach + out) * cos(turn), y + (reach + out) * sin(turn)) for turn, out in corners])


def _counts(pm: dict[str, Any]) -> bool:
    """Whether it is said how well we cover somebody: whoever is covered, and whoever counts."""
    return bool(pm["coverage"] > 0 or pm["key"] or pm["badge"])


def _sign_width(b: float, pm: Mapping[str, Any]) -> float:
    return b * (1 + 0.3 * (len(pm["sign"]) - 1)) + (b * 0.78 if pm.get("stale") else 0)


def _steps(now: str, other: str) -> int:
    ladder = [code for code in SCALES["attitude"].codes if code != "U"]
    return abs(ladder.index(other) - ladder.index(now)) if now in ladder and other in ladder else 2
