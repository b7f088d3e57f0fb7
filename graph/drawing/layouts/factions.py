"""Factions: each a circle of its own, the core in the middle and the members on rings by how close they are to it.

Hostile factions stand beside one another with a red line between their names; whoever is in no faction stands below.
"""

from __future__ import annotations

from math import ceil, pi, sqrt
from typing import Any

from graph.drawing import style
from graph.drawing.layouts.angles import at_angle
from graph.drawing.layouts.base import SPACING, WIDE, Laid, Layout, Point, Sheet, around, bounds_of, edges_of, lane, shelves
from graph.drawing.layouts.departments import unit_of, units
from graph.drawing.layouts.things import box, name_of
from graph.model import SCALES, Text
from graph.network import strength_of

PLATE, APART, ROW, RING = (270.0, 78.0), 60.0, 128.0, 104.0   # name plate; between factions, rows of the unaligned, rings
EMPTY = Text("No faction is known yet. Add a faction, and put people into it on their cards.", "还没有派系。请先添加派系，再在人员卡片上把人归入派系。")
UNALIGNED = Text("In no faction", "未归入派系")
STANCE = Text("Towards us: {stance}", "对我方：{stance}")
MEMBERS, ONE = Text("{n} people", "{n} 人"), Text("one person", "1 人")


def lay(sheet: Sheet) -> Laid:
    """The circles in rows, hostile ones next to each other, and the unaligned below. Their stance is said where one is known."""
    snapshot, language = sheet.snapshot, sheet.view.language
    if not snapshot.factions:
        return Laid({}, {"empty": EMPTY.of(language)}, bounds_of({}))
    member = _members(sheet)
    colours, told = style.faction_colours(snapshot), any(faction.stance for faction in snapshot.factions.values())
    ids = _beside_rivals(sheet)
    circles = [_circle(sheet, id, [p for p in sheet.people if member.get(p) == id]) for id in ids]
    across = [2 * radius for _, _, radius in circles]
    corners, (width, height) = shelves([(d, d + PLATE[1]) for d in across], APART, sum(across) + APART * len(across) if len(ids) < 4 else None)
    found: dict[str, Point] = {}
    nodes: dict[str, dict[str, Any]] = {}
    camps = []
    for id, (inside, rings, radius), corner in zip(ids, circles, corners, strict=True):
        x, y = corner[0] + radius, corner[1] + radius + PLATE[1]
        found |= {p: (x + at[0], y + at[1]) for p, at in inside.items()}
        faction, stance = snapshot.factions[id], snapshot.factions[id].stance or "U"
        nodes[id] = box(id, "faction", name_of(faction, language), sheet.pinned.get(id, (x, y - radius - PLATE[1] / 2 + 4.0)), size=PLATE,
                        sub=STANCE.format(stance=SCALES["attitude"][stance].name).of(language) if told else "", colour=colours[id],
                        text=(ONE if len(inside) == 1 else MEMBERS).format(n=len(inside)).of(language), attitude=stance, sign=style.attitude_sign(stance) if told else "")
        camps.append({"id": id, "name": name_of(faction, language), "colour": colours[id], "x": round(x, 1), "y": round(y, 1), "attitude": stance,
                      "rings": [{"r": r, "name": name.of(language)} for r, name in rings] or [{"r": radius, "name": ""}]})
    lanes: list[dict[str, Any]] = []
    unit = {u: k for k, u in enumerate(units(snapshot))}
    free = sorted((p for p in sheet.people if p not in found), key=lambda p: (unit[unit_of(snapshot, p)], -sheet.share[p], p))
    if free:
        wide = max(width, sqrt((width * height + len(free) * SPACING * ROW) * WIDE))
        rows = ceil(len(free) / (wide // SPACING))
        columns = ceil(len(free) / rows)
        top, left = height + 60.0, (width - columns * SPACING) / 2
        found |= {p: (left + (k % columns + 0.5) * SPACING, top + 40.0 + (k // columns + 0.42) * ROW) for k, p in enumerate(free)}
        lanes.append(lane("", UNALIGNED.of(language), style.NOWHERE,
                          (left, top, left + columns * SPACING, top + 40.0 + rows * ROW)))
    return Laid(sheet.places(found), {"camps": camps, "lanes": lanes}, around([(0.0, 0.0, width, height), *map(edges_of, lanes)]), nodes)


def _members(sheet: Sheet) -> dict[str, str]:
    """Person to faction: its core person, else the one that they are closest to."""
    cores = {f.core: id for id, f in sorted(sheet.snapshot.factions.items(), reverse=True) if f.core}
    return {p: cores.get(p) or sheet.snapshot.faction_of.get(p, "") for p in sheet.people}


def _circle(sheet: Sheet, faction: str, members: list[str]) -> tuple[dict[str, Point], list[tuple[float, Text]], float]:
    """Places round the faction's middle, its rings with their names, and its radius."""
    scale, core = SCALES["closeness"], sheet.snapshot.factions[faction].core
    level = {t.source: t.level or scale.default for t in sheet.ties("IN_FACTION") if t.target == faction}
    unit = {u: k for k, u in enumerate(units(sheet.snapshot))}
    places: dict[str, Point] = {core: (0.0, 0.0)} if core in members else {}
    rings: list[tuple[float, Text]] = []
    radius, turn = 0.0, 0.0
    for step in scale.levels:
        ring = sorted((p for p in members if p != core and level.get(p, scale.default) == step.code),
                      key=lambda p: (unit[unit_of(sheet.snapshot, p)], p))
        if not ring:
            continue
        radius = max(radius + RING, len(ring) * SPACING / (2 * pi))
        rings.append((round(radius + RING / 2, 1), step.name))
        places |= {p: at_angle(radius, turn + 2 * pi * k / len(ring)) for k, p in enumerate(ring)}
        turn += 2.4
    return places, rings, round(max(radius + RING / 2, PLATE[0] / 2), 1)


def _beside_rivals(sheet: Sheet) -> list[str]:
    """The factions, each after the one that it is most hostile to of those not yet named; the most quarrelsome is not at the end."""
    hate: dict[str, dict[str, float]] = {f: {} for f in sheet.snapshot.factions}
    for tie in sheet.ties("HOSTILE"):
        if tie.source in hate and tie.target in hate:
            hate[tie.source][tie.target] = hate[tie.target][tie.source] = strength_of(tie)
    order: list[str] = []
    left = sorted(hate, key=lambda f: (len(hate[f]), sheet.snapshot.factions[f].name))
    while left:
        last = order[-1] if order else ""
        order.append(max(left, key=lambda f: (hate[f].get(last, 0.0), -left.index(f))))
        left.remove(order[-1])
    return order


LAYOUT = Layout("factions", lay, keeps=False, layers=("HOSTILE",), territories=False, outside=False, chart=True)
