"""Colours and sizes of the map, for light and dark. One saturated channel, the attitude ring; the rest is quiet."""

from __future__ import annotations

from math import sqrt
from typing import Any

from graph.model import SCALES

SMALLEST, LARGEST = 19.0, 46.0
"""Radius of a person with no share and of the one with the largest."""

ATTITUDE = {
    "A": "#15803d", "B+": "#43962f", "B": "#76ab2f", "C+": "#8fa66a", "C": "#8793a8", "D+": "#c29a4e",
    "D": "#ee8a12", "E+": "#df5a1c", "E": "#c92a2a", "U": "#9aa3af"}
DEPARTMENTS = ("#6d5ae6", "#1d8fe1", "#e5754f", "#12b197", "#d6408f", "#b58900", "#5c9b2b", "#8a5fb0", "#3f7cac", "#a0522d")
FACTIONS = ("#2a9d8f", "#8a5a83", "#e9a23b", "#4f6db8", "#bc4b51", "#6a994e")
TIES = {"REPORTS_TO": "#9aa1ab", "LISTENS_TO": "#6457d6", "ADVICE": "#2b83ba", "CLOSE": "#3f9161", "CONTACT": "#a3a3a3",
        "RIVALS": "#cf3d3d", "RECOGNISES": "#3b8ea5", "OBEYS": "#7a8fa6", "OTHER": "#7d6b91", "KNOWS": "#0f9fb5",
        "VOUCHES": "#15803d", "SUPPORTS_COMPETITOR": "#a8415b", "WILL_INTRODUCE": "#c27c0e"}
OWN_LAYERS = ("#7d6b91", "#b0742b", "#2f8f83", "#a04a6b", "#5472b8", "#758b2f")
NEGATIVE = "#cf3d3d"
DASHED = ("CONTACT", "OBEYS", "RECOGNISES", "WILL_INTRODUCE")
PAPER = {
    "light": {"paper": "#fdfcf8", "rings": ["#ffffff", "#faf8f2", "#f6f3eb", "#f2eee4", "#eee9dd"], "ring": "#e0dacb",
              "ink": "#1f2937", "faint": "#6b7280", "halo": "#fdfcf8", "disc": "#ffffff"},
    "dark": {"paper": "#0f1318", "rings": ["#1b222b", "#181e26", "#151b22", "#13181f", "#11161c"], "ring": "#2b3440",
             "ink": "#e8edf3", "faint": "#93a0ae", "halo": "#0f1318", "disc": "#1a212a"},
}


def radius(share: float, largest: float) -> float:
    """Size of a person: the area grows with the share of the decision."""
    part = max(share, 0.0) / largest if largest > 0 else 0.0
    return round(sqrt(SMALLEST**2 + (LARGEST**2 - SMALLEST**2) * part), 1)


def palette() -> dict[str, Any]:
    """Everything that the painter needs besides the nodes: papers for light and dark."""
    return {**PAPER, "negative": NEGATIVE, "attitude": ATTITUDE}


def attitude_sign(code: str | None) -> str:
    """The sign that doubles the ring's colour for colour-blind eyes."""
    return code if code in SCALES["attitude"].by_code and code != "U" else "?"


def initials(name: str) -> str:
    """What stands in a person's disc: up to two letters, or the last two characters of a Chinese name."""
    words = name.split()
    if any("\u3400" <= ch <= "\u9fff" for ch in name):
        compact = "".join(ch for ch in name if "\u3400" <= ch <= "\u9fff")
        return compact[-2:]
    if len(words) > 1:
        return (words[0][:1] + words[-1][:1]).upper()
    return name[:2].upper()
