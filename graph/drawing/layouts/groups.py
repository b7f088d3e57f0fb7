"""A map of too many people opens on groups: departments, or factions where the colour says the faction.

Each group is one disc with what matters about its people; those that were opened show them in place, the weightiest first
and as many as a map can hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos, hypot, pi, sin, sqrt
from typing import Any

from graph.drawing import style
from graph.drawing.layouts.base import SPACING, WIDE, Laid, Layout, Point, Sheet, Size, around, edges_of, lane, shelves
from graph.drawing.layouts.departments import unit_name, unit_of, units
from graph.drawing.layouts.things import box, disc, percent
from graph.model import KINDS, SCALES, Text, in_both
from graph.network import sign_of, strength_of

ROW, LABEL, GAP, PLATE, CELL = 128.0, 76.0, 46.0, (220.0, 48.0), (210.0, 250.0)
SMALLEST, LARGEST, LINES, ON_OVAL = 36.0, 88.0, 100, 18   # radii of groups; lines between them; as many groups stand on an oval
NO_FACTION = Text("In no faction", "未归入派系")
PEOPLE, MORE = Text("{n} people · {share}", "{n} 人 · {share}"), Text("+{n} more", "另有 {n} 人")
HINT = Text("{name}\n{n} people, {share} of the decision\nattitude on average {mean}, from {worst} to {best}\nweighs most: {top}",
            "{name}\n{n} 人，占决策的 {share}\n平均态度 {mean}，从 {worst} 到 {best}\n分量最大：{top}")


@dataclass(frozen=True)
class Group:
    """People who are shown as one: `node` is the id of their disc."""

    node: str
    name: str
    colour: str
    people: Sequence[str]


def groups_of(sheet: Sheet) -> list[Group]:
    """The groups of a map, in a fixed order, each with its people by their share."""
    snapshot, language = sheet.snapshot, sheet.view.language
    if sheet.view.fill == "faction":
        colours, of = style.faction_colours(snapshot), {p: snapshot.faction_of.get(p, "") for p in sheet.people}
        names = {f: in_both(record.name, record.name_alt) for f, record in snapshot.factions.items()} | {"": NO_FACTION}
        order = [*colours, ""]
    else:
        colours, of = style.department_colours(snapshot), {p: unit_of(snapshot, p) for p in sheet.people}
        order = units(snapshot)
        names = {unit: unit_name(snapshot, unit) for unit in order}
    share = sheet.share
    held: dict[str, list[str]] = {id: [] for id in order}
    for person in sorted(sheet.people, key=lambda p: (-share[p], p)):
        held[of[person]].append(person)
    return [Group(f"group:{id}", names[id].of(language), colours.get(id, style.NOWHERE), people) for id, people in held.items() if people]


def lay(sheet: Sheet) -> Laid:
    """The closed groups round the opened ones, which are fields of people with their name above."""
    groups, share = groups_of(sheet), sheet.share
    opened = [g for g in groups if g.node in sheet.view.unfolded]
    most = sheet.analysis.model.settings.largest_map
    shown = set(sorted((p for g in opened for p in g.people), key=lambda p: (-share[p], p))[:most])
    closed = [g for g in groups if g not in opened]
    sizes = [_field([p for p in g.people if p in shown], g) for g in opened]
    corners, inside = shelves(sizes, GAP)
    found: dict[str, Point] = {}
    nodes: dict[str, dict[str, Any]] = {}
    stands: dict[str, str] = {}
    lanes = []
    largest = max((len(g.people) for g in groups), default=1)
    radius = {g.node: max(LARGEST * sqrt(len(g.people) / largest), SMALLEST) for g in closed}
    for group, at in zip(closed, _around(len(closed), inside), strict=True):
        nodes[group.node] = disc(group.node, "group", group.name, at, radius=radius[group.node], colour=group.colour,
                                 text=str(len(group.people)), open=False, **_facts(sheet, group))
        stands |= dict.fromkeys(group.people, group.node)
    for group, (w, h), (x, y) in zip(opened, sizes, corners, strict=True):
        people, rest = [p for p in group.people if p in shown], [p for p in group.people if p not in shown]
        columns = _columns(len(people) + 1)
        spots = [(x + 20.0 + (k % columns + 0.5) * SPACING, y + LABEL + (k // columns + 0.42) * ROW) for k in range(len(people) + 1)]
        found |= dict(zip(people, spots, strict=False))
        stands |= {p: p for p in people}
        if rest:
            more = f"more:{group.node.removeprefix('group:')}"
            nodes[more] = disc(more, "more", MORE.format(n=len(rest)).of(sheet.view.language), spots[-1], radius=26.0, colour=group.colour,
                               text=f"+{len(rest)}", count=len(rest))
            stands |= dict.fromkeys(rest, more)
        nodes[group.node] = box(group.node, "group", group.name, (x + 20.0 + PLATE[0] / 2, y + 36.0), size=PLATE, colour=group.colour,
                                text=str(len(group.people)), open=True, **_facts(sheet, group))
        lanes.append(lane(group.node, "", group.colour, (x, y, x + w, y + h)))
    discs = [(nodes[g.node]["x"] - CELL[0] / 2, nodes[g.node]["y"] - CELL[1] / 2, nodes[g.node]["x"] + CELL[0] / 2, nodes[g.node]["y"] + CELL[1] / 2)
             for g in closed]
    return Laid(found, {"lanes": lanes}, around([*discs, *map(edges_of, lanes)], 60.0), nodes, sums(sheet, stands),
                folded={person: node for person, node in stands.items() if person not in found})


def _around(count: int, inside: Size) -> list[Point]:
    """Places on an oval round what is inside, in reading order from the top; many go in rows below it."""
    middle = inside[0] / 2, inside[1] / 2
    if count > ON_OVAL or count == 1:
        corners, (width, _) = shelves([CELL] * count, 20.0)
        top = inside[1] + GAP if inside[1] else 0.0
        return [(middle[0] - width / 2 + x + CELL[0] / 2, top + y + CELL[1] / 2) for x, y in corners]
    wide = hypot(inside[0] / 2, inside[1] / 2 * WIDE) + (CELL[0] if inside[1] else 0.0) + CELL[0] * 0.6
    while True:
        spots = [(middle[0] + wide * sin(2 * pi * k / count), middle[1] - wide / WIDE * cos(2 * pi * k / count)) for k in range(count)]
        if all(abs(a[0] - b[0]) >= CELL[0] or abs(a[1] - b[1]) >= CELL[1] for k, a in enumerate(spots) for b in spots[:k]):
            return spots
        wide *= 1.06


def sums(sheet: Sheet, stands: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """One line for all ties of one layer and sign between two groups, or between a group and somebody shown: how many. The
    strongest ones, as many as can be told apart."""
    shown = sheet.view.layers
    found: dict[tuple[str, str, str, int], tuple[int, float, str]] = {}
    for tie in sheet.ties(*(code for code, kind in KINDS.items() if kind.drawn and kind.between_people)):
        a, b, layer = stands.get(tie.source), stands.get(tie.target), tie.label or tie.kind
        if not a or not b or a == b or (a == tie.source and b == tie.target) or not (shown is None or layer in shown):
            continue
        key = (a, b, layer, sign_of(tie))
        count, strength, kind = found.get(key, (0, 0.0, tie.kind))
        found[key] = (count + 1, strength + strength_of(tie), kind)
    strongest = sorted(found, key=lambda key: (-found[key][1], key))[:LINES]
    most = max((strength for _, strength, _ in found.values()), default=1.0)
    own = sorted({t.label for t in sheet.snapshot.ties.values() if t.label})
    edges: dict[str, dict[str, Any]] = {}
    beside: dict[tuple[str, str], int] = {}
    for a, b, layer, sign in sorted(strongest):
        count, strength, kind = found[a, b, layer, sign]
        pair = (min(a, b), max(a, b))
        turn = beside[pair] = beside.get(pair, -1) + 1
        colour = style.TIES.get(kind, style.NOWHERE) if layer == kind else style.OWN_LAYERS[own.index(layer) % len(style.OWN_LAYERS)]
        bend = style.bend(turn) if a == pair[0] else -style.bend(turn)
        id = f"sum:{a}:{b}:{layer}:{sign}"
        edges[id] = {"id": id, "from": a, "to": b, "pm": {
            "layer": layer, "kind": "", "sign": sign, "strength": round(max(strength / most, 0.05), 3), "dashed": kind in style.DASHED, "colour": colour,
            "arrow": KINDS[kind].arrow, "route": "curve", "note": False, "comments": 0, "text": str(count), "count": count, "bend": round(bend, 3)}}
    return edges


def _facts(sheet: Sheet, group: Group) -> dict[str, Any]:
    """What a group's disc says of its people. The mean counts those whose attitude is known, by nobody's weight."""
    scale, language = SCALES["attitude"], sheet.view.language
    held = Counter(sheet.snapshot.position(sheet.analysis.opportunity, p).attitude or "U" for p in group.people)
    known = [code for code in scale.codes if code != "U" for _ in range(held[code])]
    mean = sum(scale.value(a) for a in known) / len(known) if known else 0.0
    letter = min((c for c in scale.codes if c != "U"), key=lambda c: abs(scale.value(c) - mean)) if known else "U"
    share = sum(sheet.share[p] for p in group.people)
    n, part, top = len(group.people), percent(share), sheet.snapshot.called(group.people[0]).of(language)
    worst, best = (known[-1], known[0]) if known else ("?", "?")
    return {"sub": PEOPLE.format(n=n, share=part).of(language), "count": n, "share": round(share, 4), "attitude": letter,
            "sign": style.attitude_sign(letter), "attitudes": {c: held[c] for c in scale.codes if held[c]}, "worst": worst, "best": best, "top": top,
            "hint": HINT.format(name=group.name, n=n, share=part, mean=style.attitude_sign(letter), worst=worst, best=best, top=top).of(language)}


def _columns(count: int) -> int:
    return max(ceil(sqrt(count * WIDE)), 2)


def _field(people: Sequence[str], group: Group) -> Size:
    """How large an opened group is; the last spot is for those who had no room."""
    count = len(people) + (len(people) < len(group.people))
    columns = _columns(len(people) + 1)
    return max(columns * SPACING, PLATE[0]) + 40.0, LABEL + ceil(count / columns) * ROW + 10.0


LAYOUT = Layout("groups", lay, keeps=False, territories=False, outside=False)
