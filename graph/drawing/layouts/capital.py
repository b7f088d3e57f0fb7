"""Capital composition: one bar for the whole capital by kind of investor, and below it every investor of each kind.

The area of a disc is the share. Only what is held of the account directly counts; people count as founders.
"""

from __future__ import annotations

from math import sqrt
from typing import Any

from graph.drawing import style
from graph.drawing.layouts.base import CARD, Laid, Layout, Sheet, around, bounds_of, edges_of, lane, shelves
from graph.drawing.layouts.equity import owned
from graph.drawing.layouts.things import box, disc, percent, record_box
from graph.model import SCALES, Text

EMPTY = Text("No investor is known yet. Add the investors as organisations with their kind, then a tie “Owns” from each to the account; "
             "its strength is the share.",
             "还没有出资方信息。请先添加出资机构并填写类型，再从每个出资方到客户添加“持股”关系，强度即出资比例。")
UNKNOWN, NO_KIND = Text("Not known", "未知"), Text("Kind not known", "类型未知")
KNOWN = Text("{part} of the capital is known", "已知资本占 {part}")
TOO_MUCH = Text("the shares add up to {part}: one of them is wrong", "各方比例合计 {part}：其中有误")
HALF, CELL, BAR, LANE, COLUMNS = 66.0, 190.0, 64.0, 50.0, 3


def investors(sheet: Sheet) -> dict[str, dict[str, float | None]]:
    """Kind of investor ("" when not known) to investor to share of the account (None when not known), the largest first."""
    found: dict[str, float | None] = {}
    for tie in owned(sheet):
        if tie.target == sheet.snapshot.account_id:
            known = [s for s in (found.get(tie.source), tie.strength) if s is not None]
            found[tie.source] = sum(known) if known else None
    kinds: dict[str, dict[str, float | None]] = {}
    for id in sorted(found, key=lambda i: (-(found[i] or 0.0), i)):
        organisation = sheet.snapshot.organisations.get(id)
        kinds.setdefault((organisation.kind or "") if organisation else "FOUNDER", {})[id] = found[id]
    return dict(sorted(kinds.items(), key=lambda item: (-sum(s or 0.0 for s in item[1].values()), item[0])))


def lay(sheet: Sheet) -> Laid:
    """The account, the bar, and a column for each kind."""
    kinds, language = investors(sheet), sheet.view.language
    if not kinds:
        return Laid({}, {"empty": EMPTY.of(language)}, bounds_of({}))
    names = {k: SCALES["organisation_kind"][k].name.of(language) if k else NO_KIND.of(language) for k in kinds}
    sums = {k: sum(s or 0.0 for s in held.values()) for k, held in kinds.items()}
    known = sum(sums.values())
    largest = max((s or 0.0 for held in kinds.values() for s in held.values()), default=0.0) or 1.0
    sizes = [(min(len(held), COLUMNS) * CELL, LANE + -(-len(held) // COLUMNS) * CELL) for held in kinds.values()]
    corners, (width, _) = shelves(sizes, 20.0, max(sum(w + 20.0 for w, _ in sizes[:6]), 5 * CELL))
    width = max(width, 5 * CELL)
    nodes: dict[str, dict[str, Any]] = {}
    lanes, start, top = [], 0.0, 180.0
    for (kind, held), (x, y), (w, h) in zip(kinds.items(), corners, sizes, strict=True):
        colour = style.ORGANISATIONS.get(kind, style.NOWHERE)
        part = sums[kind] / max(known, 1.0)
        if part:
            nodes[f"block:{kind}"] = _segment(f"block:{kind}", names[kind], start, part * width, sums[kind], colour)
            start += part * width
        for k, (id, share) in enumerate(held.items()):
            at = (x + (k % COLUMNS + 0.5) * CELL, top + y + LANE + (k // COLUMNS + 0.42) * CELL)
            name = sheet.snapshot.called(id).of(language)
            words = percent(share) if share is not None else "?"
            nodes[id] = disc(id, "organisation" if id in sheet.snapshot.organisations else "block", name, sheet.pinned.get(id, at),
                             radius=max(HALF * sqrt((share or 0.0) / largest), 16.0), colour=colour, text=words, hint=f"{name}: {words}", kind=kind)
        title = f"{percent(sums[kind])} · {names[kind]}" if sums[kind] else names[kind]
        lanes.append(lane(kind, title, colour, (x, top + y, x + w, top + y + h)))
    if known < 0.995:
        nodes["block:"] = _segment("block:", UNKNOWN.of(language), start, width - start, 1 - known, style.NOWHERE, unknown=True)
    note = (TOO_MUCH if known > 1.005 else KNOWN).format(part=percent(known)).of(language)
    account = sheet.snapshot.account_id
    nodes[account] = record_box(sheet, account, (width / 2, 0.0), sub=note, size=(CARD[0] * 1.7, CARD[1]))
    return Laid({}, {"lanes": lanes}, around([(0.0, -CARD[1] / 2, width, 90.0 + BAR / 2), *map(edges_of, lanes)]), nodes)


def _segment(id: str, name: str, left: float, width: float, share: float, colour: str, **more: Any) -> dict[str, Any]:
    """A piece of the bar; its words are left away where they have no room."""
    return box(id, "block", name if width > 90 else "", (left + width / 2, 90.0), size=(round(width, 1), BAR), colour=colour,
               text=percent(share) if width > 44 else "", hint=f"{name}: {percent(share)}", **more)


LAYOUT = Layout("capital", lay, keeps=False, layers=(), territories=False, outside=False, chart=True)
