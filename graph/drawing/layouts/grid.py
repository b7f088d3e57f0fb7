"""Influence and attitude: the stronger the higher, against us to the left, for us to the right, not known apart.

Height is the share of the decision: the upper half holds who carries more than an average person, the lower half the
others, each on the scale of the square root. Who would lie on another is moved aside within the attitude's column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log, sqrt
from typing import Any

from graph.drawing.layouts.base import SPACING, WIDE, Laid, Layout, Point, Sheet
from graph.drawing.layouts.things import percent
from graph.model import SCALES, Text

HEIGHTS = tuple(760.0 * 1.2**k for k in range(16))
"""How high the field may be; the one that makes the picture look most like a screen is taken."""
ROW, NARROW, APART, CLEAR = 118.0, 148.0, 56.0, 64.0   # between two people; least width of a column; to the unknown; at the middle line
AGAINST, UNDECIDED, FOR = ("E", "E+", "D", "D+"), ("C",), ("C+", "B", "B+", "A")
ZONES = (
    (AGAINST, "bad", Text("Must be answered", "必须化解"), Text("Keep from spreading", "防止扩散")),
    (UNDECIDED, "neutral", Text("Win over", "重点争取"), Text("Keep informed", "保持沟通")),
    (FOR, "good", Text("Champions to arm", "可用的强援"), Text("Allies to raise", "可扶持的盟友")),
    (("U",), "unknown", Text("Find out first", "先摸清"), Text("Find out in time", "逐步了解")))
"""Attitudes, tone, and what to do about the strong and the weak among them."""
POWER, ATTITUDE = Text("Influence on the decision", "对决策的影响力"), Text("Attitude towards us", "对我方态度")
STRONG, WEAK, AGAINST_US, FOR_US = Text("strong", "强"), Text("weak", "弱"), Text("against", "反对"), Text("for", "支持")
AVERAGE = Text("average person", "人均")


@dataclass(frozen=True)
class Scale:
    """The shares at the bottom, in the middle and at the top of the field."""

    least: float
    average: float
    most: float

    def at(self, share: float, height: float) -> float:
        """Where a share lies in a field so high; a strip at the average stays free."""
        middle, root = height / 2, sqrt(max(share, 0.0))
        if share <= self.average:
            below = (sqrt(self.average) - root) / max(sqrt(self.average) - sqrt(self.least), 1e-9)
            return middle + CLEAR + (middle - CLEAR) * min(below, 1.0)
        return (middle - CLEAR) * (sqrt(self.most) - root) / (sqrt(self.most) - sqrt(self.average))


@dataclass(frozen=True)
class Field:
    """The field at one height: who lies where, and the columns from left to right."""

    height: float
    places: Mapping[str, Point]
    columns: Sequence[dict[str, Any]]

    @property
    def width(self) -> float:
        """From the first column to the last."""
        return float(self.columns[-1]["right"])

    @property
    def bottom(self) -> float:
        """Where the field ends: crowds of the weakest may reach below its height."""
        return max([self.height, *(y for _, y in self.places.values())]) + ROW / 2


def lay(sheet: Sheet) -> Laid:
    """A column for each attitude: the unknown, then from against to for; half steps only where somebody stands there."""
    share, language = sheet.share, sheet.view.language
    average = 1 / max(len(share), 1)
    scale = Scale(max(min(share.values(), default=0.0), 0.0), average, max([1.5 * average, *share.values()]))
    field = _like_a_screen(lambda height: _field(sheet, height, scale))
    middle, top = field.height / 2, -ROW / 2 - 34.0
    ticks = [{"at": round(scale.at(v, field.height), 1), "name": percent(v)} for v in (0.3, 0.1, 0.03) if average < v <= scale.most]
    ticks.append({"at": middle, "name": AVERAGE.of(language)})
    zones = []
    for codes, tone, strong, weak in ZONES:
        held = [c for c in field.columns if c["code"] in codes]
        box = {"left": held[0]["left"], "right": held[-1]["right"], "tone": tone}
        zones += [{"name": strong.of(language), **box, "top": top, "bottom": middle},
                  {"name": weak.of(language), **box, "top": middle, "bottom": field.bottom}]
    axes = {"x": {"name": ATTITUDE.of(language), "low": AGAINST_US.of(language), "high": FOR_US.of(language), "columns": list(field.columns)},
            "y": {"name": POWER.of(language), "low": WEAK.of(language), "high": STRONG.of(language), "ticks": ticks}, "zones": zones}
    return Laid(sheet.places(field.places), {"axes": axes}, (-110.0, top - 30.0, field.width + 40.0, field.bottom + 60.0))


def _like_a_screen(at: Callable[[float], Field]) -> Field:
    """The higher the field, the narrower; so the best height is found by halving."""
    low, high = 0, len(HEIGHTS) - 1
    tried: dict[int, Field] = {}
    while low <= high:
        k = (low + high) // 2
        tried[k] = at(HEIGHTS[k])
        if tried[k].width > WIDE * (tried[k].bottom + ROW):
            low = k + 1
        else:
            high = k - 1
    return min(tried.values(), key=lambda f: abs(log(f.width / (f.bottom + ROW) / WIDE)))


def _field(sheet: Sheet, height: float, scale: Scale) -> Field:
    share, snapshot, language = sheet.share, sheet.snapshot, sheet.view.language
    attitude = {p: snapshot.position(sheet.analysis.opportunity, p).attitude or "U" for p in sheet.people}
    wanted = {p: scale.at(s, height) for p, s in share.items()}
    found: dict[str, Point] = {}
    columns: list[dict[str, Any]] = []
    x = 0.0
    for code in ("U", *AGAINST, *UNDECIDED, *FOR):
        members = sorted((p for p in sheet.people if attitude[p] == code), key=lambda p: (-share[p], p))
        if not members and code.endswith("+"):
            continue
        lines, width = _aside(members, wanted)
        found |= {p: (x + width / 2 + dx, y) for p, (dx, y) in lines.items()}
        columns.append({"code": code, "name": SCALES["attitude"][code].name.of(language), "left": x, "right": x + width})
        x += width + (APART if code == "U" else 0.0)
    return Field(height, found, columns)


def _aside(members: Sequence[str], wanted: Mapping[str, float]) -> tuple[dict[str, Point], float]:
    """Who lies where in a column, from its middle, and how wide it is: as many lines side by side as it takes for nobody to
    lie much lower than the share says."""
    found: dict[str, Point] = {}
    most, lines = max(ceil(1.2 * sqrt(len(members))), 1), 0
    while lines < most:
        lines = min(lines + 1 + lines // 4, most)
        free = [float("-inf")] * lines
        nearest = sorted(range(lines), key=lambda k: (abs(k - (lines - 1) / 2), k))
        for person in members:
            line = min(nearest, key=lambda k: max(free[k] - wanted[person], 0.0))
            y = max(wanted[person], free[line])
            found[person] = ((line - (lines - 1) / 2) * SPACING, y)
            free[line] = y + ROW
        if all(y - wanted[p] < 0.75 * ROW for p, (_, y) in found.items()):
            break
    return found, max(lines * SPACING + 24.0, NARROW)


LAYOUT = Layout("grid", lay, keeps=False, layers=("LISTENS_TO", "RIVALS"), territories=False, outside=False)
