"""Colours and sizes of the map, for light and dark. One saturated channel, the attitude ring; the rest is quiet."""

from __future__ import annotations

from math import sqrt
from typing import Any

from graph.model import SCALES, Snapshot

SMALLEST, LARGEST, EVEN = 19.0, 46.0, 28.0
"""Radius of a person with no share, of the one with the largest, and of everybody where size says nothing."""

ATTITUDE = {
    "A": "#00786a", "B+": "#1f9460", "B": "#5fae57", "C+": "#90b088", "C": "#8793a8", "D+": "#cfa765",
    "D": "#ee8a12", "E+": "#de5420", "E": "#b81d2c", "U": "#9aa3af"}
"""Bluish greens against warm reds: for and against stay apart for red-green blind eyes, for whom a letter doubles them."""
DEPARTMENTS = ("#6d5ae6", "#1d8fe1", "#e5754f", "#12b197", "#d6408f", "#b58900", "#5c9b2b", "#8a5fb0", "#3f7cac", "#a0522d")
NOWHERE = "#9aa3af"
"""Of whoever is in no department, or whatever is not known."""
FACTIONS = ("#2a9d8f", "#8a5a83", "#e9a23b", "#4f6db8", "#bc4b51", "#6a994e")
TIES = {"REPORTS_TO": "#9aa1ab", "LISTENS_TO": "#6457d6", "ADVICE": "#2b83ba", "CLOSE": "#3f9161", "CONTACT": "#a3a3a3",
        "RIVALS": "#cf3d3d", "RECOGNISES": "#3b8ea5", "OBEYS": "#7a8fa6", "OTHER": "#7d6b91", "KNOWS": "#0f9fb5",
        "VOUCHES": "#15803d", "SUPPORTS_COMPETITOR": "#a8415b", "WILL_INTRODUCE": "#c27c0e", "OWNS": "#b08a2e", "APPROVES": "#3f7cac", "HOSTILE": "#cf3d3d",
        "IN_CIRCLE": "#8a6fc0", "IN_FACTION": "#5f8f86", "CONTROLS_RESOURCE": "#8c7a5b"}
OWN_LAYERS = ("#7d6b91", "#b0742b", "#2f8f83", "#a04a6b", "#5472b8", "#758b2f")
TEAM, COMPETITOR, ACCOUNT = "#0f9fb5", "#a8415b", "#374151"
ORGANISATIONS = {"STATE": "#b5483a", "FOREIGN": "#2b7bba", "FOUNDER": "#8a5fb0", "FUND": "#c0891b", "COMPANY": "#4f7d5d",
                 "EMPLOYEES": "#12908b", "GOVERNMENT": "#54617a"}
"""Of owners and bodies, by their kind."""
NEGATIVE = "#cf3d3d"
DASHED = ("CONTACT", "OBEYS", "RECOGNISES", "WILL_INTRODUCE")
PAPER = {
    "light": {"paper": "#fdfcf8", "rings": ["#ffffff", "#fcfaf6", "#f9f6f0", "#f6f2ea", "#f3eee4"], "ring": "#e3ddd0",
              "ink": "#1f2937", "faint": "#6b7280", "halo": "#fdfcf8", "disc": "#ffffff", "card": "#ffffff", "line": "#9aa1ab",
              "range": "#8a8577", "badge": "#27303f", "badge_ink": "#ffffff", "star": "#d19a1c", "coverage": "#0f9fb5",
              "comment": "#6457d6", "team": "#0f9fb5", "competitor": "#a8415b"},
    "dark": {"paper": "#0f1318", "rings": ["#1d242d", "#191f27", "#161b22", "#13181f", "#11161c"], "ring": "#2b3440",
             "ink": "#e8edf3", "faint": "#93a0ae", "halo": "#10151b", "disc": "#171d25", "card": "#1a212a", "line": "#77828f",
             "range": "#9aa7b5", "badge": "#dfe6ee", "badge_ink": "#10151b", "star": "#c99a2e", "coverage": "#2bb8cc",
             "comment": "#9a90f2", "team": "#2bb8cc", "competitor": "#d0718a"},
}


def radius(share: float, largest: float) -> float:
    """Size of a person: the area grows with the share of the decision."""
    part = max(share, 0.0) / largest if largest > 0 else 0.0
    return round(sqrt(SMALLEST**2 + (LARGEST**2 - SMALLEST**2) * part), 1)


def bend(turn: int) -> float:
    """How much a tie bends: `turn` counts the ties between the same two, so that each takes another way."""
    return 0.07 + 0.11 * ((turn + 1) // 2) * (1 if turn % 2 else -1) if turn else 0.07


def department_colours(snapshot: Snapshot) -> dict[str, str]:
    """A colour for every department, the same on every map of the account."""
    ids = sorted(snapshot.departments, key=lambda d: snapshot.departments[d].name)
    return {d: DEPARTMENTS[i % len(DEPARTMENTS)] for i, d in enumerate(ids)}


def faction_colours(snapshot: Snapshot) -> dict[str, str]:
    """A colour for every faction, the same on every map of the account."""
    ids = sorted(snapshot.factions, key=lambda f: snapshot.factions[f].name)
    return {f: FACTIONS[i % len(FACTIONS)] for i, f in enumerate(ids)}


def ramp(steps: int) -> list[str]:
    """Colours from pale to deep for the steps of something that grows."""
    low, high = (0xD9, 0xE3, 0xEE), (0x3B, 0x2F, 0x8F)
    parts = [k / max(steps - 1, 1) for k in range(steps)]
    return ["#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(low, high, strict=True)) for part in parts]


def palette() -> dict[str, Any]:
    """Everything that the painter needs besides the nodes: papers for light and dark."""
    return {**PAPER, "negative": NEGATIVE, "attitude": ATTITUDE}


def attitude_sign(code: str | None) -> str:
    """The sign that doubles the ring's colour for colour-blind eyes."""
    return code if code in SCALES["attitude"].by_code and code != "U" else "?"


ROLE_LETTERS = {"DECIDER": "D", "PAYER": "P", "BUYER": "B", "USER": "U", "BENEFICIARY": "G", "AWARDER": "A", "PROMOTER": "M", "TRIGGER": "I", "SABOTEUR": "X"}
"""In English several roles begin alike: G gains, M moves it forward, X blocks."""


def role_letter(code: str, language: str) -> str:
    """What the badge of a purchase role says: a letter of its own, in Chinese the first character of its name."""
    return SCALES["role"][code].name.of(language)[:1] if language == "zh" else ROLE_LETTERS[code]


def initials(name: str) -> str:
    """What stands in a person's disc: up to two letters, or the last two characters of a Chinese name; of somebody who is only
    numbered ("Decider 1") the letter and the number."""
    words = name.split()
    if len(words) > 1 and words[-1].isdigit():
        return (name[0] + words[-1])[:3].upper()
    if any("\u3400" <= ch <= "\u9fff" for ch in name):
        compact = "".join(ch for ch in name if "\u3400" <= ch <= "\u9fff")
        return compact[-2:]
    if len(words) > 1:
        return (words[0][:1] + words[-1][:1]).upper()
    return name[:2].upper()
