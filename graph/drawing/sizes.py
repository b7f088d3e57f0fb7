"""What the size of a person says: the share of the decision with its range, or something else that one chooses."""

from __future__ import annotations

from graph.analysis.account import Analysis
from graph.analysis.centrality import MEASURES
from graph.drawing import style
from graph.drawing.view import View
from graph.model import Text
from graph.network import layer_name

SHARE, EQUAL, LEVEL = Text("Decision share", "决策份额"), Text("All the same", "大小相同"), Text("Formal level", "行政级别")


def sizes_of(analysis: Analysis, view: View) -> dict[str, tuple[float, float, float]]:
    """Person to radius, and the radii at both ends of the range (all three the same where there is no range)."""
    shares = analysis.shares
    if view.size == "share":
        largest = max((s.value for s in shares.share), default=0.0)
        return {p: (style.radius(s.value, largest), style.radius(s.low, largest), style.radius(min(s.high, 1.5 * largest), largest))
                for p, s in zip(shares.people, shares.share, strict=True)}
    values = _values(analysis, view.size)
    largest = max(values.values(), default=0.0)
    return {p: (r := style.radius(values.get(p, 0.0), largest) if values else style.EVEN, r, r) for p in shares.people}


def choices(analysis: Analysis) -> dict[str, Text]:
    """Everything that a person's size can say here: code to name."""
    found = {"share": SHARE, "equal": EQUAL, "level": LEVEL}
    for layer in analysis.layers:
        for key in ("pagerank", "betweenness", "in_strength"):
            found[f"measure:{layer}:{key}"] = Text("{layer}: {measure}", "{layer}：{measure}").format(layer=layer_name(layer), measure=MEASURES[key].name)
    return found


def _values(analysis: Analysis, size: str) -> dict[str, float]:
    if size == "level":
        levels = {p: person.level for p, person in analysis.snapshot.people.items() if person.level}
        lowest = max(levels.values(), default=1)
        return {p: (lowest + 1 - level) / lowest for p, level in levels.items()}
    kind, _, rest = size.partition(":")
    if kind != "measure":
        return {}
    layer, _, key = rest.rpartition(":")
    return {p: float(v.get(key) or 0.0) for p, v in analysis.centrality.get(layer, {}).items()}
