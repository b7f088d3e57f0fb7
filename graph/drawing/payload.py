"""From a snapshot and its analysis to one plain map payload: what to draw where. No drawing, no HTML here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import cos, pi, sin
from typing import Any

from graph.analysis.account import Analysis
from graph.analysis.missing import attitudes_known
from graph.drawing import style
from graph.drawing.layouts import LAYOUTS, Laid, Layout, Point, Sheet, groups
from graph.drawing.layouts.base import aside
from graph.drawing.legend import legend
from graph.drawing.nodes import Nodes
from graph.drawing.only import let_through
from graph.drawing.ties import tie_edges
from graph.drawing.view import View, people_on, removed_from
from graph.model import Place, Snapshot, Text, in_both, place_id

EMPTY = Text("Nobody is on this map yet. Press E and click where the first person belongs, or import a list.",
             "图上还没有人。按 E 并点击放置第一个人的位置，或导入名单。")
UNDRAWN = Text("{n} people with the smallest shares are not drawn.", "决策份额最小的 {n} 人未画出。")
ONE_UNDRAWN = Text("One person, with the smallest share, is not drawn.", "决策份额最小的 1 人未画出。")


@dataclass(frozen=True)
class MapPayload:
    """What the canvas gets: nodes, edges, and the backdrop. Plain JSON values. `hidden` counts the people who were removed
    from this map; `folded` and `undrawn` are those of `Laid`."""

    nodes: dict[str, dict[str, Any]]
    edges: dict[str, dict[str, Any]]
    backdrop: dict[str, Any]
    legend: list[dict[str, Any]]
    hidden: int = 0
    places: Mapping[str, Point] = field(default_factory=dict)
    folded: Mapping[str, str] = field(default_factory=dict)
    undrawn: frozenset[str] = frozenset()


def layout_of(analysis: Analysis, view: View) -> Layout:
    """The layout that draws a view: the one it asks for, or groups where more people are on the map than it can show."""
    layout = LAYOUTS[view.layout]
    many = len(people_on(analysis.snapshot, view, analysis.opportunity)) > analysis.model.settings.largest_map
    return groups.LAYOUT if layout.folds and many else layout


def laid_out(analysis: Analysis, view: View, *, tidy: bool = False) -> Laid:
    """Where everybody lies: dragged people where they were left, the others by the layout. `tidy` moves them all."""
    snapshot, name, layout = analysis.snapshot, view.places(analysis.opportunity), layout_of(analysis, view)
    people = sorted(people_on(snapshot, view, analysis.opportunity))
    items = [*people, *snapshot.organisations, *snapshot.factions, *snapshot.opportunities, snapshot.account_id]
    stored = {} if tidy else {item: place for item in items if (place := snapshot.place(name, item))}
    pinned = {item: (s.x, s.y) for item, s in stored.items() if s.pinned}
    kept = {item: (s.x, s.y) for item, s in stored.items() if not s.pinned}
    sheet = Sheet(analysis, view, people, kept, pinned)
    return layout.lay(sheet) if layout is groups.LAYOUT else _as_many_as_fit(layout, sheet)


def said_of(undrawn: frozenset[str]) -> Text:
    """How many people a picture had no room for; nothing where it shows everybody."""
    return Text("", "") if not undrawn else ONE_UNDRAWN if len(undrawn) == 1 else UNDRAWN.format(n=len(undrawn))


def new_places(analysis: Analysis, view: View) -> list[Place]:
    """The places of whoever is new or moved to another ring, as records to store; dragged people are left alone."""
    name, snapshot = view.places(analysis.opportunity), analysis.snapshot
    if not layout_of(analysis, view).keeps:
        return []
    return [Place(place_id(name, item), map=name, item=item, x=x, y=y) for item, (x, y) in laid_out(analysis, view).places.items()
            if item in snapshot.people
            and ((stored := snapshot.place(name, item)) is None or not (stored.pinned or (stored.x, stored.y) == (x, y)))]


def map_payload(analysis: Analysis, view: View | None = None) -> MapPayload:
    """The whole map as a view shows it."""
    view = view or View()
    snapshot, layout = analysis.snapshot, layout_of(analysis, view)
    laid = laid_out(analysis, view)
    make = Nodes(analysis, view)
    people = {id: make.person(id, at, laid.texts.get(id, "")) for id, at in laid.places.items()}
    nodes = {**laid.nodes, **people}  # people last: who lies on a circle is the one that a click means
    if view.outside and layout.outside:
        for type_name, side in (("TeamMember", -1), ("Competitor", 1)):
            nodes |= {id: make.outsider(type_name, id, at) for id, at in _beside(analysis, view, laid, type_name, side).items()}
    day = date.fromisoformat(view.as_of) if view.as_of else analysis.today
    edges = tie_edges(snapshot, nodes, view, usual=layout.layers, on=day) | dict(laid.edges)
    if view.filters:
        nodes, edges = let_through(nodes, edges, view.filters)
    for tie, end in laid.routes.items():
        if tie in edges:
            edges[tie]["pm"] |= {"route": "tree", "side": end}
    factions = _factions(snapshot, nodes, view.language) if layout.territories else []
    backdrop = {"rings": [], "sectors": [], **laid.backdrop, "factions": factions, "bounds": [round(edge, 1) for edge in laid.bounds]}
    if not people and not laid.nodes:
        backdrop = {"empty": EMPTY.of(view.language), **backdrop}
    if laid.undrawn:
        backdrop["undrawn"] = said_of(laid.undrawn).of(view.language)
    told = bool(attitudes_known(analysis))
    return MapPayload(nodes, edges, backdrop, legend(nodes, edges, factions, make.fill, view.language, told=told, undrawn=len(laid.undrawn)),
                      len(removed_from(snapshot, view, analysis.opportunity)), laid.places, laid.folded, laid.undrawn)


def _beside(analysis: Analysis, view: View, laid: Laid, type_name: str, side: int) -> dict[str, Point]:
    """Our team left, the competitors right: along the rim of circles, else beside the picture."""
    snapshot, name = analysis.snapshot, view.places(analysis.opportunity)
    ids, rings = sorted(snapshot.all(type_name)), laid.backdrop.get("rings")
    if rings:
        reach = rings[-1]["r"] + 112
        turns = [side * (pi * 0.72 + (k - (len(ids) - 1) / 2) * 118 / reach) for k in range(len(ids))]
        spots = [(round(reach * sin(turn), 1), round(-reach * cos(turn), 1)) for turn in turns]
    else:
        spots = aside(laid.bounds, len(ids), side)
    stored = {id: snapshot.place(name, id) for id in ids}
    return {id: (place.x, place.y) if (place := stored[id]) else spot for id, spot in zip(ids, spots, strict=True)}


def _factions(snapshot: Snapshot, nodes: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    members: dict[str, list[str]] = {}
    for person, faction in snapshot.faction_of.items():
        if person in nodes:
            members.setdefault(faction, []).append(person)
    return [{"id": f, "name": in_both(snapshot.factions[f].name, snapshot.factions[f].name_alt).of(language), "colour": colour,
             "members": sorted(members[f])}
            for f, colour in style.faction_colours(snapshot).items() if f in members]


def _as_many_as_fit(layout: Layout, sheet: Sheet) -> Laid:
    """Those with the largest shares, and whom the picture goes round; a structure chart has everybody whom it is about, as
    long as these are not too many."""
    most, share = sheet.analysis.model.settings.largest_map, sheet.analysis.share_of
    if len(sheet.people) <= most:
        return layout.lay(sheet)
    wanted = set(layout.lay(sheet).places) if layout.chart else set(sheet.people)
    if len(wanted) <= most:
        return layout.lay(sheet)
    fit = sorted(wanted, key=lambda p: (p != sheet.view.leader, -share[p], p))[:most]
    return replace(layout.lay(replace(sheet, people=sorted(fit))), undrawn=frozenset(wanted.difference(fit)))


