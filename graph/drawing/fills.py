"""What the colour of a disc says: the department, or any scale or measure that one chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.centrality import MEASURES
from graph.drawing import style
from graph.drawing.view import View
from graph.model import SCALES, Person, Position, Text, in_both
from graph.network import layer_name

DEPARTMENT = Text("Department (disc)", "部门（圆面）")
FACTION = Text("Faction (disc)", "派系（圆面）")
UNKNOWN = Text("Not known", "未知")
STEPS = 5
"""A measure is shown in so many steps of equally many people."""
OF_POSITION = ("roles", "coverage", "buyer_type", "barrier", "criteria", "evidence")
OF_PERSON = ("party", "personal_need", "leadership_style", "origin", "level", "external", "patron_related")


@dataclass(frozen=True)
class Fill:
    """What the discs say: `of` is person to level, `levels` is level to its name and colour, in order."""

    name: Text
    of: Mapping[str, str]
    levels: Mapping[str, tuple[Text, str]]

    def key(self, person: str) -> str:
        """The level of somebody, "" when not known."""
        return self.of.get(person, "")

    def colour(self, person: str) -> str:
        """The colour of somebody's disc."""
        return self.levels.get(self.key(person), (UNKNOWN, style.NOWHERE))[1]


def fill_of(analysis: Analysis, view: View) -> Fill:
    """The fill that a view asks for; departments when it asks for something that is not there (any more)."""
    kind, _, rest = view.fill.partition(":")
    if kind == "measure" and (found := _measure(analysis, *rest.rpartition(":")[::2])):
        return found
    if kind == "faction":
        return _factions(analysis)
    if view.fill in OF_POSITION or view.fill in OF_PERSON:
        return _scale(analysis, view.fill)
    return _departments(analysis)


def choices(analysis: Analysis) -> dict[str, Text]:
    """Everything that a disc's colour can say here: code to name."""
    found = {"department": DEPARTMENT, "faction": FACTION}
    for field in OF_POSITION:
        found[field] = Position.specs()[field].name
    for field in OF_PERSON:
        found[field] = Person.specs()[field].name
    for layer in analysis.layers:
        for key in ("pagerank", "betweenness", "in_strength"):
            found[f"measure:{layer}:{key}"] = Text("{layer}: {measure}", "{layer}：{measure}").format(layer=layer_name(layer), measure=MEASURES[key].name)
    return found


def _departments(analysis: Analysis) -> Fill:
    snapshot = analysis.snapshot
    colours = style.department_colours(snapshot)
    order = sorted(snapshot.departments.values(), key=lambda d: d.name)
    return Fill(DEPARTMENT, {p.id: p.department for p in snapshot.people.values() if p.department in colours},
                {d.id: (in_both(d.name, d.name_alt), colours[d.id]) for d in order})


def _factions(analysis: Analysis) -> Fill:
    snapshot = analysis.snapshot
    colours = style.faction_colours(snapshot)
    return Fill(FACTION, snapshot.faction_of, {f: (snapshot.called(f), colour) for f, colour in colours.items()})


def _scale(analysis: Analysis, field: str) -> Fill:
    snapshot = analysis.snapshot
    cls: Any = Position if field in OF_POSITION else Person
    spec, of = cls.specs()[field], {}
    for id, person in snapshot.people.items():
        value = getattr(snapshot.position(analysis.opportunity, id) if cls is Position else person, field)
        value = value[0] if isinstance(value, tuple) and value else value
        if value not in (None, "", ()):
            of[id] = str(int(value)) if isinstance(value, bool) else str(value)
    if spec.scale:
        steps = [(level.code, level.name) for level in SCALES[spec.scale].levels]
        ordered = SCALES[spec.scale].ordered
    elif spec.type == "yes_no":
        steps, ordered = [("1", Text("Yes", "是")), ("0", Text("No", "否"))], False
    else:
        steps, ordered = [(v, Text(v, v)) for v in sorted(set(of.values()), key=lambda v: (len(v), v))], True
    colours = style.ramp(len(steps)) if ordered else [style.DEPARTMENTS[i % len(style.DEPARTMENTS)] for i in range(len(steps))]
    return Fill(spec.name, of, {code: (name, colour) for (code, name), colour in zip(steps, colours, strict=True)})


def _measure(analysis: Analysis, layer: str, key: str) -> Fill | None:
    values = {p: v[key] for p, v in analysis.centrality.get(layer, {}).items() if v.get(key) is not None} if key in MEASURES else {}
    if not values:
        return None
    edges = np.unique(np.quantile([float(v or 0) for v in values.values()], np.linspace(0, 1, STEPS + 1)[1:-1]))
    of = {p: str(int(np.searchsorted(edges, float(v or 0), side="left"))) for p, v in values.items()}
    limits = [float("-inf"), *map(float, edges), float("inf")]
    names = [Text(f"up to {high:.3g}", f"≤ {high:.3g}") if low == float("-inf") else
             Text(f"above {low:.3g}", f"> {low:.3g}") if high == float("inf") else
             Text(f"{low:.3g} to {high:.3g}", f"{low:.3g} 至 {high:.3g}") for low, high in pairwise(limits)]
    if not len(edges):
        names = [Text("all the same", "全部相同")]
    title = Text("{layer}: {measure}", "{layer}：{measure}").format(layer=layer_name(layer), measure=MEASURES[key].name)
    return Fill(title, of, {str(i): (name, colour) for i, (name, colour) in enumerate(zip(names, style.ramp(len(names)), strict=True))})
