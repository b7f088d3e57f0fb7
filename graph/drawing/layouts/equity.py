"""Shareholding: who owns the account, layer above layer, with each share and what every owner holds in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

import networkx as nx

from graph.analysis.ownership import integrated
from graph.drawing.layouts.base import CARD, Laid, Layout, Point, Sheet, around, bounds_of
from graph.drawing.layouts.things import percent, record_box
from graph.model import Text, Tie

ACROSS, DOWN, WIDEST = CARD[0] + 64.0, 180.0, 9
EMPTY = Text("No owner is known yet. Add the owners as organisations, then a tie “Owns” from each to the account or to another owner; "
             "its strength is the share.",
             "还没有股东信息。请先添加股东机构，再从每个股东到客户（或到另一股东）添加“持股”关系，强度即持股比例。")
HOLDS = Text("{who}: {all} of the account in all, {direct} of it directly", "{who}：合计持有客户 {all}，其中直接持有 {direct}")
IN_ALL = Text("{all} in all", "合计 {all}")


def owned(sheet: Sheet) -> list[Tie]:
    """Every known shareholding, of people who are on this map and of organisations."""
    absent = set(sheet.snapshot.people) - set(sheet.people)
    return [t for t in sheet.ties("OWNS") if t.source not in absent]


def stakes(ties: Sequence[Tie], account: str) -> dict[str, tuple[float, float]]:
    """Owner to what it holds of the account: directly, and in all, through other owners too (also where owners own one
    another). Shares that nobody knows count as nothing."""
    direct: dict[tuple[str, str], float] = {}
    for t in ties:
        direct[t.source, t.target] = direct.get((t.source, t.target), 0.0) + (t.strength or 0.0)
    try:
        in_all = integrated(direct)
    except ValueError:  # firms own one another whole: the chains have no end
        in_all = direct
    owners = sorted({end for pair in direct for end in pair} - {account}) if any(account in pair for pair in direct) else []
    return {owner: (direct.get((owner, account), 0.0), min(in_all.get((owner, account), 0.0), 1.0)) for owner in owners}


def layers_of(ties: Sequence[Tie], account: str) -> dict[str, int]:
    """How high everything stands: above all that it owns; the account, and whatever owns nothing, at the bottom. Owners who own one another
    stand side by side."""
    network = nx.DiGraph((t.source, t.target) for t in ties)
    network.add_node(account)
    whole = nx.condensation(network)
    height: dict[int, int] = {}
    for group in reversed(list(nx.lexicographical_topological_sort(whole, key=lambda g: min(whole.nodes[g]["members"])))):
        height[group] = max((height[below] + 1 for below in whole.successors(group)), default=0)
    return {id: height[group] for group in whole for id in whole.nodes[group]["members"]}


def lay(sheet: Sheet) -> Laid:
    """The account at the bottom, its owners above, their owners above them."""
    ties, account, language = owned(sheet), sheet.snapshot.account_id, sheet.view.language
    if not ties:
        return Laid({}, {"empty": EMPTY.of(language)}, bounds_of({}))
    held = stakes(ties, account)
    places = _rows(ties, layers_of(ties, account), held, account)
    nodes, texts = {}, {}
    for id, at in places.items():
        direct, in_all = held.get(id, (0.0, 0.0))
        words = IN_ALL.format(all=percent(in_all)).of(language) if in_all > direct + 1e-6 else percent(in_all) if in_all else ""
        if id in sheet.snapshot.people:
            texts[id] = words
        else:
            hint = HOLDS.format(who=sheet.snapshot.called(id), all=percent(in_all), direct=percent(direct)).of(language) if in_all else ""
            nodes[id] = record_box(sheet, id, at, text=words, hint=hint, size=(220.0, 64.0) if id == account else CARD)
    spots = [(n["x"], n["y"]) for n in nodes.values()] + list(places.values())
    boxes = [(x - CARD[0] / 2, y - CARD[1] / 2, x + CARD[0] / 2, y + CARD[1] / 2) for x, y in spots]
    people = sheet.places({id: at for id, at in places.items() if id in sheet.snapshot.people})
    return Laid(people, {}, around(boxes), nodes, texts=texts)


def _rows(ties: Sequence[Tie], height: Mapping[str, int], held: Mapping[str, tuple[float, float]], account: str) -> dict[str, Point]:
    """Everything above the middle of what it owns, as far as there is room; a long row is broken."""
    below: dict[str, list[str]] = {}
    for tie in ties:
        below.setdefault(tie.source, []).append(tie.target)
    places: dict[str, Point] = {}
    y = 0.0
    for level in range(max(height.values()) + 1):
        members = [id for id, h in height.items() if h == level]
        wish = {id: fmean([places[t][0] for t in below.get(id, []) if t in places] or [0.0]) for id in members}
        members.sort(key=lambda id: (round(wish[id], 1), -held.get(id, (0.0, 0.0))[1], id != account, id))
        for start in range(0, len(members), WIDEST):
            row = members[start:start + WIDEST]
            xs = _apart([wish[id] for id in row])
            places |= {id: (x, y) for id, x in zip(row, xs, strict=True)}
            y -= DOWN if start + WIDEST >= len(members) else DOWN * 0.62
    return places


def _apart(wishes: Sequence[float]) -> list[float]:
    """Places in this order as near to the wishes as there is room for: who is too close is centred together."""
    groups: list[list[float]] = []  # the middle of a group and how many are in it
    for wish in wishes:
        groups.append([wish, 1.0])
        while len(groups) > 1 and groups[-1][0] - groups[-2][0] < (groups[-1][1] + groups[-2][1]) / 2 * ACROSS:
            (b, m), (a, n) = groups.pop(), groups.pop()
            groups.append([(a * n + b * m) / (n + m), n + m])
    return [middle + (k - (count - 1) / 2) * ACROSS for middle, count in groups for k in range(int(count))]


LAYOUT = Layout("equity", lay, keeps=False, layers=("OWNS",), shape="card", territories=False, outside=False, chart=True)
