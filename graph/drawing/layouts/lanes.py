"""A lane for each department: who weighs most stands first, and who shares a faction stands together; in a blind picture
everybody by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import log

from graph.drawing import style
from graph.drawing.layouts.base import SPACING, WIDE, Laid, Layout, Point, Sheet, around, edges_of, lane
from graph.drawing.layouts.departments import unit_name, unit_of, units

ROW, MARGIN, LABEL, GAP = 150.0, 18.0, 34.0, 12.0
"""From one row of people to the next, the free rim of a lane, the strip at its top for the name, and between lanes."""
STAGGER = 26.0
"""How much lower every second person stands: so that ties along a row do not run through faces."""


def in_order(people: Sequence[str], share: Mapping[str, float], faction: Mapping[str, str]) -> list[str]:
    """By the share of the decision; members of one faction follow the weightiest of them."""
    first: dict[str, tuple[float, str]] = {}
    ranked = sorted(people, key=lambda p: (-share[p], p))
    for person in ranked:
        first.setdefault(faction.get(person, person), (-share[person], person))
    return sorted(ranked, key=lambda p: (first[faction.get(p, p)], -share[p], p))


def corners_of(counts: Sequence[int], columns: int, side_by_side: int) -> list[tuple[float, float, float]]:
    """Left, top and height of lanes for so many people each, so many to a row, in so many stacks of about the same height."""
    width, heights = columns * SPACING + 2 * MARGIN, [LABEL + -(-n // columns) * ROW for n in counts]
    found, done, stack, top = [], 0.0, 0, 0.0
    for height in heights:
        if done >= (stack + 1) * sum(heights) / side_by_side:
            stack, top = stack + 1, 0.0
        found.append((stack * (width + GAP), top, height))
        done, top = done + height, top + height + GAP
    return found


def lay(sheet: Sheet) -> Laid:
    """The lanes one below the other, in several stacks where they are many and short."""
    snapshot, share = sheet.snapshot, sheet.share
    held = {unit: [p for p in sheet.people if unit_of(snapshot, p) == unit] for unit in units(snapshot)}
    lanes = {unit: sorted(members, key=lambda p: (snapshot.name(p), p)) if sheet.view.blind else in_order(members, share, snapshot.faction_of)
             for unit, members in held.items() if members}
    counts = [len(members) for members in lanes.values()]

    def off(shape: tuple[int, int]) -> float:
        spots = corners_of(counts, *shape)
        wide, high = max(x for x, _, _ in spots) + shape[0] * SPACING, max(y + h for _, y, h in spots)
        return abs(log(wide / high / WIDE)) + 0.2 * (shape[1] - 1)

    columns, side_by_side = min(product(range(4, max([4, *counts]) + 1), range(1, 4)), key=off) if counts else (4, 1)
    colours = style.department_colours(snapshot)
    found: dict[str, Point] = {}
    painted = []
    for (unit, members), (left, top, height) in zip(lanes.items(), corners_of(counts, columns, side_by_side), strict=True):
        for k, person in enumerate(members):
            found[person] = (left + MARGIN + (k % columns + 0.5) * SPACING, top + LABEL + (k // columns + 0.34) * ROW + k % columns % 2 * STAGGER)
        box = (left, top, left + columns * SPACING + 2 * MARGIN, top + height)
        painted.append(lane(unit, unit_name(snapshot, unit).of(sheet.view.language), colours.get(unit, style.NOWHERE), box))
    return Laid(sheet.places(found), {"lanes": painted}, around([edges_of(one) for one in painted], 20.0))


LAYOUT = Layout("lanes", lay, keeps=False, layers=("LISTENS_TO", "RIVALS"), territories=False, outside=False, folds=True)
