"""Colours mixed as the canvas mixes them."""

from __future__ import annotations

from functools import cache
from typing import Any

from graph.drawing.style import ATTITUDE, PAPER

Paper = dict[str, Any]


def paper_of(theme: str, unit: float = 1.0) -> Paper:
    """The colours of the paper, "light" or "dark", with its `theme`, and how high the letters behind the people are at
    `least`: on a page of `unit` map units to one of the page they must still be read."""
    return {**PAPER[theme], "theme": theme, "least": 9.5 * unit}


@cache
def mix(one: str, other: str, part: float) -> str:
    """`part` of one colour on the rest of the other."""
    pairs = ((int(one[k:k + 2], 16), int(other[k:k + 2], 16)) for k in (1, 3, 5))
    return "#" + "".join(f"{int(a * part + b * (1 - part) + 0.5):02x}" for a, b in pairs)


def pastel(paper: Paper, colour: str, part: float = 1.0) -> str:
    """The quiet version of a colour: what discs, cards and boxes are filled with."""
    return mix(colour, paper["disc"], (0.34 if paper["theme"] == "dark" else 0.19) * part)


def ink_of(paper: Paper, colour: str) -> str:
    """The ink that reads on the quiet version of a colour."""
    return mix(colour, "#ffffff", 0.3) if paper["theme"] == "dark" else mix(colour, "#101828", 0.58)


def ring_of(paper: Paper, attitude: str) -> str:
    """The colour of an attitude; a little lighter on dark paper."""
    colour = ATTITUDE.get(attitude, paper["faint"])
    return mix(colour, "#ffffff", 0.86) if paper["theme"] == "dark" else str(colour)
