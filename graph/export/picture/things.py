"""Everything that is not somebody of the client: our team and competitors, and the items of the charts (organisations,
deals, steps, factions, groups of people). Boxes hold their name, discs have it beside them."""

from __future__ import annotations

from math import pi
from typing import Any

from graph.export.picture.badges import Half, sign
from graph.export.picture.colours import Paper, ink_of, mix, pastel, ring_of
from graph.export.picture.room import boxed
from graph.export.picture.shapes import Box, Circle, Group, Ink, Mark, Path, Words, arc, moved, polygon
from graph.export.picture.words import folded, shortened, width

WHOLE = {"account", "opportunity"}


def thing(node: dict[str, Any], paper: Paper, name: Words | None) -> Group:
    """One item; `name` is the label beside a disc."""
    what = node["pm"]["what"]
    marks, core = (_outsider(node, paper), 0) if what in ("team", "competitor") else (_box(node, paper), 0) if boxed(node) else _round(node, paper)
    return Group(node["id"], what, node.get("title") or node["label"], [*marks, *([name] if name else [])], core)


def _outsider(node: dict[str, Any], paper: Paper) -> list[Mark]:
    """Our team: rounded squares; competitors: squares on a corner."""
    x, y, ours, letters = node["x"], node["y"], node["pm"]["what"] == "team", node["pm"]["initials"]
    colour, r = (paper["team"], node["size"] * 0.92) if ours else (paper["competitor"], node["size"] * 0.86)
    ink = Ink(fill=mix(colour, paper["disc"], 0.3 if paper["theme"] == "dark" else 0.14), line=mix(colour, paper["disc"], 0.85), width=1.9)
    k = r * 1.38
    outline: Mark = Box(x, y, 2 * r, 2 * r, ink, 7) if ours else Path(polygon([(x, y - k), (x + k, y), (x, y + k), (x - k, y)]), ink)
    return [outline, _centred(x, y, letters, r * (0.66 if letters > "\u2e7f" else 0.76), ink_of(paper, colour))]


def _box(node: dict[str, Any], paper: Paper) -> list[Mark]:
    x, y, pm, dark = node["x"], node["y"], node["pm"], paper["theme"] == "dark"
    w, h, colour, block, again = pm["w"], pm["h"], pm.get("colour") or paper["faint"], pm["what"] == "block", pm["what"] == "again"
    whole = pm["what"] in WHOLE or pm.get("state") == "now"
    part = (0.42 if dark else 0.16) if whole else (0.1 if dark else 0.05) if again else \
        (0.06 if pm.get("unknown") else 0.4 if dark else 0.26) if block else 0.2 if dark else 0.09
    ink = Ink(fill=mix(colour, paper["card"], part), line=mix(colour, paper["card"], 0.9 if whole else 0.6), width=2.2 if whole else 1.3,
              dash=(5, 4) if again or pm.get("nobody") or pm.get("unknown") else ())
    marks: list[Mark] = [Box(x, y, w, h, ink, 0 if block else min(h / 2, 15) if whole else 9)]
    if pm.get("gate"):
        marks.append(Box(x - w / 2, y, 6, h + 8, Ink(fill=mix(colour, paper["ink"], 0.7)), 3))
    tag = _tag(x + w / 2 - 8, y - h / 2, pm["text"], colour, paper) if pm.get("text") and not block else []
    lower = 6.8 if tag else 0.0
    inner = mix(ink_of(paper, colour), paper["ink"], 0.35 if again else 0.7)
    marks += [*tag, *_words(x, y + lower / 2, w - 16, h - 6 - lower, node["label"], pm.get("text") if block else pm.get("sub"), inner, paper)]
    return marks + (_sign(x - w / 2, y, min(9.0, h * 0.36), pm, paper) if pm.get("sign") else [])


def _round(node: dict[str, Any], paper: Paper) -> tuple[list[Mark], int]:
    """A disc with a few words inside; of many people folded into one the ring says what they think of us."""
    x, y, r, pm = node["x"], node["y"], node["size"], node["pm"]
    colour, folded_ = pm.get("colour") or paper["faint"], pm["what"] == "group"
    parts = [(code, n) for code, n in (pm.get("attitudes") or {}).items() if n > 0]
    wide, total = max(4.0, r * 0.1) if folded_ else 2.0, sum(n for _code, n in parts)
    line = "" if parts else ring_of(paper, pm["attitude"]) if folded_ and pm.get("attitude") else mix(colour, paper["disc"], 0.7)
    unsure = pm["what"] == "more" or (folded_ and pm.get("attitude") == "U")
    marks: list[Mark] = [Circle(x, y, r + 6, Ink(fill=colour, fill_alpha=0.14))] if folded_ else []
    core = len(marks)
    marks.append(Circle(x, y, r, Ink(fill=pastel(paper, colour, 0.5 if pm["what"] == "more" else 1), line=line, width=wide, dash=(5, 4) if unsure else ())))
    start = -pi / 2
    for code, n in parts:
        end = start + 2 * pi * n / total
        gap = min(0.035, (end - start) / 4) if len(parts) > 1 else 0.0
        marks.append(Path(moved(arc(r, start + gap, end - gap), x, y), Ink(line=ring_of(paper, code), width=wide)))
        start = end
    text = pm.get("text") or (str(pm["count"]) if pm.get("count") is not None else pm.get("initials") or "")
    if text:
        size = min(r * 0.72, 26.0, r * 1.6 / width(text, 1.0))
        marks.append(_centred(x, y, text, size, ink_of(paper, colour)))
    return marks + (_sign(x - r * 0.7, y + r * 0.7, min(9.0, r * 0.3), pm, paper) if pm.get("sign") and r > 16 else []), core


def _sign(x: float, y: float, h: float, pm: dict[str, Any], paper: Paper) -> list[Mark]:
    return sign(x, y, Half(0, 0, h * (1 + 0.3 * (len(pm["sign"]) - 1)), h), pm, paper)


def _tag(right: float, y: float, text: str, colour: str, paper: Paper) -> list[Mark]:
    """A few words on the upper edge: a share, a number."""
    size = 11.5
    wide = width(text, size) + size
    pill = Box(right - wide / 2, y, wide, size * 1.42, Ink(fill=paper["disc"], line=mix(colour, paper["disc"], 0.6), width=1.2), size * 0.71)
    return [pill, _centred(right - wide / 2, y, text, size, mix(colour, paper["ink"], 0.35), 600)]


def _words(x: float, y: float, w: float, h: float, label: str, sub: str | None, ink: str, paper: Paper) -> list[Mark]:
    """A name on as many lines as there is room for, and what belongs to it beneath."""
    size, small = 13.5, 11.0
    if size > h * 1.05 or w < size * 1.5:
        return []
    under = shortened(sub, w, small, bold=False) if sub and h > size * 1.15 + small * 1.2 else ""
    name = folded(label, w, size, lines=max(1, int((h - (small * 1.25 if under else 0)) / (size * 1.18)))) if label else ""
    tall = ((name.count("\n") + 1) * size * 1.18 if name else 0) + (small * 1.25 if under else 0)
    marks: list[Mark] = [Words(x, y - tall / 2 + size * 0.95, name, size, ink, 600)] if name else []
    return [*marks, Words(x, y + tall / 2 - small * 0.3, under, small, mix(ink, paper["disc"], 0.78))] if under else marks


def _centred(x: float, y: float, text: str, size: float, ink: str, weight: int = 700) -> Words:
    return Words(x, y + size * 0.36, text, size, ink, weight)
