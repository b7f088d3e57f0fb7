"""Rings of one person: how many ties away everybody is. Direction = department; the person's own is at the top.

In each ring the strongest ties come first, from the inside; along a row people follow whoever they are reached through,
so that few lines cross.
"""

from __future__ import annotations

from collections.abc import Mapping

from graph.drawing.layouts.angles import angle_of, turned
from graph.drawing.layouts.base import Laid, Layout, Point, Sheet
from graph.drawing.layouts.circles import backdrop_of
from graph.drawing.layouts.departments import unit_of, units
from graph.drawing.layouts.rings import arrange, geometry
from graph.drawing.layouts.steps import NAMES, bands_of, ways


def centre_of(sheet: Sheet) -> str:
    """Whom the rings go round: the one that the view names, else who carries most of the decision ("" on an empty map)."""
    if sheet.view.leader in sheet.people:
        return sheet.view.leader
    share = sheet.share
    return min(share, key=lambda p: (-share[p], p), default="")


def lay(sheet: Sheet) -> Laid:
    """One, two, three steps, and everybody else."""
    centre = centre_of(sheet)
    found = ways(sheet, centre) if centre else {}
    department = {p: unit_of(sheet.snapshot, p) for p in sheet.people}
    band = {**bands_of(found, tuple(sheet.people)), **({centre: 0} if centre else {})}
    order = units(sheet.snapshot)
    if centre:
        first = order.index(department[centre])
        order = order[first:] + order[:first]
    flat = geometry(band, department, order, centre=centre)
    turn = -flat.sectors[0].end / 2 if flat.sectors else 0.0
    rings = geometry(band, department, order, centre=centre, turn=turn)
    weakest_last = sorted(sheet.people, key=lambda p: (-found[p].strength if p in found else 0.0, p))
    rank = {p: f"{k:06}" for k, p in enumerate(weakest_last)}

    def along(person: str, places: Mapping[str, Point]) -> float:
        through = found[person].through if person in found else ""
        if through not in places or through == centre:
            return 0.0
        return turned(angle_of(places[through]) - rings.sector[person].middle)

    backdrop, bounds = backdrop_of(sheet, rings, NAMES)
    return Laid(arrange(rings, rank, sheet.kept, sheet.pinned, along=along), backdrop, bounds)


LAYOUT = Layout("ego", lay, led=True)
