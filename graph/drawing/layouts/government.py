"""Government bodies: which of them have a say, whom we know there, and what they approve or own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.drawing import style
from graph.drawing.layouts.base import CARD, Laid, Layout, Point, Sheet, Size, around, bounds_of, lane, shelves
from graph.drawing.layouts.departments import unit_of
from graph.drawing.layouts.things import arrow, percent, record_box
from graph.model import Text, Tie

DOWN, GAP, DEAL = 68.0, 34.0, (230.0, 64.0)
EMPTY = Text("No government body is known yet. Add one as an organisation of the kind “Government body”, then a tie “Approves” from it to the "
             "deal; its strength is the chance that it passes.",
             "还没有相关政府部门。请添加类型为“政府部门”的机构，再从它到商机添加“审批”关系，强度即通过的可能性。")
BODIES = Text("Bodies and who we know there", "相关部门及我方认识的人")
APPROVAL = Text("passes: {part}", "通过：{part}")


def lay(sheet: Sheet) -> Laid:
    """The bodies at the top, each with its people above it; then the deals that need them, and the account."""
    snapshot, language = sheet.snapshot, sheet.view.language
    approvals = [t for t in sheet.ties("APPROVES") if t.source in snapshot.organisations or t.source in sheet.people]
    approving = {t.source for t in approvals}
    bodies = sorted((id for id, o in snapshot.organisations.items() if o.kind == "GOVERNMENT" or id in approving),
                    key=lambda id: (id not in approving, snapshot.organisations[id].name))
    people, homeless = _people(sheet, bodies, approving)
    if not bodies and not homeless:
        return Laid({}, {"empty": EMPTY.of(language)}, bounds_of({}))
    stacks: list[list[str]] = [[body, *people[body]] for body in bodies] + [[p] for p in homeless]
    sizes: list[Size] = [(CARD[0], CARD[1] + (len(stack) - 1) * DOWN) for stack in stacks]
    corners, (width, height) = shelves(sizes, GAP, 7 * (CARD[0] + GAP))
    found: dict[str, Point] = {}
    nodes: dict[str, dict[str, Any]] = {}
    words = {t.source: APPROVAL.format(part=percent(t.strength) if t.strength is not None else "?").of(language) for t in approvals}
    floor: dict[float, float] = {}
    for (_, y), (_, h) in zip(corners, sizes, strict=True):
        floor[y] = max(floor.get(y, 0.0), y + h)
    for stack, (x, y) in zip(stacks, corners, strict=True):
        for k, id in enumerate(stack):
            at = (x + CARD[0] / 2, floor[y] - CARD[1] / 2 - k * DOWN)
            if id in snapshot.organisations:
                nodes[id] = record_box(sheet, id, at, text=words.get(id, ""))
            else:
                found[id] = at
    deals = _deals(sheet, approvals)
    middle, below = width / 2, height + 120.0
    for k, deal in enumerate(deals):
        nodes[deal] = record_box(sheet, deal, (middle + (k - (len(deals) - 1) / 2) * (DEAL[0] + GAP), below), size=DEAL)
    account = snapshot.account_id
    nodes[account] = record_box(sheet, account, (middle, below + 130.0), size=DEAL)
    edges = {f"of:{deal}": arrow(f"of:{deal}", deal, account, head="none") for deal in deals}
    field = (-GAP, -52.0, width + GAP, height + GAP)
    boxes = [field, *((n["x"] - n["pm"]["w"] / 2, n["y"] - n["pm"]["h"] / 2, n["x"] + n["pm"]["w"] / 2, n["y"] + n["pm"]["h"] / 2) for n in nodes.values())]
    lanes = [lane("bodies", BODIES.of(language), style.ORGANISATIONS["GOVERNMENT"], field)]
    return Laid(sheet.places(found), {"lanes": lanes}, around(boxes), nodes, edges, texts={p: words[p] for p in found if p in words})


def _people(sheet: Sheet, bodies: Sequence[str], approving: set[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Which outsiders belong to which body (the one that the title names), and who else of them approves or is of the government."""
    snapshot = sheet.snapshot
    found: dict[str, list[str]] = {body: [] for body in bodies}
    homeless = []
    for id in sorted(sheet.people, key=lambda p: (-sheet.share[p], p)):
        person = snapshot.people[id]
        if unit_of(snapshot, id) in snapshot.departments:
            continue
        title = f"{person.title or ''} · {person.title_alt or ''}".casefold()
        named = [b for b in bodies for name in (snapshot.organisations[b].name, snapshot.organisations[b].name_alt) if name and name.casefold() in title]
        if named:
            found[named[0]].append(id)
        elif id in approving or person.party == "GOVERNMENT":
            homeless.append(id)
    return found, homeless


def _deals(sheet: Sheet, approvals: Sequence[Tie]) -> list[str]:
    """The deal looked at, and every other one that somebody must approve."""
    return sorted({sheet.analysis.opportunity, *(t.target for t in approvals)} & set(sheet.snapshot.opportunities),
                  key=lambda id: (id != sheet.analysis.opportunity, id))


LAYOUT = Layout("government", lay, keeps=False, layers=("APPROVES", "OWNS"), shape="card", territories=False, outside=False, chart=True)
