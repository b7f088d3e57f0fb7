"""The default layout: circles round the decision, or round a leader. Direction = department.

Round the decision, distance is the share of it; round a leader, the circle that the leader keeps somebody in, or where no
circle is known, the steps of ties to the leader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.drawing import style
from graph.drawing.layouts.base import Bounds, Laid, Layout, Sheet
from graph.drawing.layouts.departments import NOWHERE, unit_name, unit_of, units
from graph.drawing.layouts.rings import Rings, arrange, geometry
from graph.drawing.layouts.steps import NAMES, bands_of, ways
from graph.model import SCALES, Text

BANDS = ((0.5, Text("Decides", "决定")), (0.75, Text("Steers", "主导")), (0.9, Text("Shapes", "影响")),
         (1.01, Text("Carries out", "执行")))
NEUTRAL = (Text("Centre", "中心"), Text("Near", "近"), Text("Further", "远"), Text("Edge", "边缘"))
NOT_PLACED = Text("Not placed in a circle", "未划入圈子")


def bands(shares: Mapping[str, float]) -> dict[str, int]:
    """Person to ring: ring 0 is the small circle that carries half of the decision, then to 75 % and 90 %."""
    result, total = {}, 0.0
    whole = sum(max(s, 0.0) for s in shares.values()) or 1.0
    for person in sorted(shares, key=lambda p: (-shares[p], p)):
        result[person] = next(k for k, (limit, _) in enumerate(BANDS) if total < limit)
        total = min(total + max(shares[person], 0.0) / whole, 1.0)
    return result


def circles_of(sheet: Sheet) -> tuple[Rings, Sequence[Text]]:
    """The rings and sectors of a map, and what the rings are called."""
    leader = sheet.view.leader if sheet.view.leader in sheet.people else ""
    if leader:
        band, names = _round(sheet, leader)
    else:
        band, names = bands(sheet.share), [name for _, name in BANDS] if sheet.analysis.model.basis.tells else NEUTRAL
    return geometry(band, {p: unit_of(sheet.snapshot, p) for p in band}, units(sheet.snapshot), centre=leader), names


def _round(sheet: Sheet, leader: str) -> tuple[dict[str, int], Sequence[Text]]:
    scale = SCALES["circle"]
    held: dict[str, int] = {}
    for tie in sheet.ties("IN_CIRCLE"):
        if tie.target == leader:
            ring = scale.codes.index(tie.level or scale.default)
            held[tie.source] = min(ring, held.get(tie.source, ring))
    if held.keys() & set(sheet.people) - {leader}:
        names = [*(level.name for level in scale.levels), NOT_PLACED]
        band = {p: held.get(p, len(scale.levels)) for p in sheet.people}
    else:
        names, band = list(NAMES), bands_of(ways(sheet, leader), tuple(sheet.people))
    return {**band, leader: 0}, names


def backdrop_of(sheet: Sheet, rings: Rings, names: Sequence[Text]) -> tuple[dict[str, Any], Bounds]:
    """What is painted behind people on rings, and its bounds."""
    language, colours = sheet.view.language, style.department_colours(sheet.snapshot)
    reach = rings.outer * 1.03 + 56
    return {
        "rings": [{"r": r, "name": name.of(language)} for r, name in zip(rings.radii, names, strict=False)],
        "sectors": [{"name": unit_name(sheet.snapshot, s.id).of(language) if s.id != NOWHERE else "", "from": s.start, "to": s.end,
                     "colour": colours.get(s.id, style.NOWHERE)} for s in rings.sectors]}, (-reach, -reach, reach, reach)


def lay(sheet: Sheet) -> Laid:
    """Circles round the decision, or round the leader whom the view names."""
    rings, names = circles_of(sheet)
    return Laid(arrange(rings, sheet.snapshot.faction_of, sheet.kept, sheet.pinned), *backdrop_of(sheet, rings, names))


LAYOUT = Layout("circles", lay, led=True, folds=True)
