"""From a snapshot and its analysis to one plain map payload: what to draw where. No drawing, no HTML here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from math import cos, pi, sin
from typing import Any

from graph.analysis.account import Analysis
from graph.analysis.uncovered import coverage
from graph.drawing import style
from graph.drawing.circles import BANDS, NEUTRAL, Circles, Point, arrange, geometry
from graph.drawing.legend import legend
from graph.model import KINDS, SCALES, Place, Snapshot, Text, in_both, place_id
from graph.network import holds, sign_of, strength_of

OUTSIDE = {"TeamMember": "team", "Competitor": "competitor"}


@dataclass(frozen=True)
class MapPayload:
    """What the canvas gets: nodes, edges, and the backdrop (rings, sectors, factions). Plain JSON values."""

    nodes: dict[str, dict[str, Any]]
    edges: dict[str, dict[str, Any]]
    backdrop: dict[str, Any]
    legend: list[dict[str, Any]]
    hidden: int = 0
    places: dict[str, Point] = field(default_factory=dict)


def map_of(opportunity: str) -> str:
    """The name of a deal's map: each deal has its own circles."""
    return f"circles/{opportunity}"


def circles_of(analysis: Analysis) -> Circles:
    """The rings and sectors of an account: departments in a fixed order, people without one together."""
    snapshot = analysis.snapshot
    share = {p: analysis.shares.share[i].value for i, p in enumerate(analysis.shares.people)}
    kept = _largest(share, analysis.model.settings.largest_map)
    department = {p: _sector(snapshot, p) for p in kept}
    order = [*sorted(snapshot.departments, key=lambda d: (_function_rank(snapshot, d), snapshot.departments[d].name)),
             "external", ""]
    return geometry({p: share[p] for p in kept}, department, order)


def places_of(analysis: Analysis, circles: Circles, *, tidy: bool = False) -> dict[str, Point]:
    """Where everybody lies: dragged people where they were left, the others by the layout. `tidy` moves them all."""
    snapshot = analysis.snapshot
    stored = {p: place for p in circles.band if (place := snapshot.place(map_of(analysis.opportunity), p))}
    pinned = {} if tidy else {p: (s.x, s.y) for p, s in stored.items() if s.pinned}
    kept = {} if tidy else {p: (s.x, s.y) for p, s in stored.items() if not s.pinned}
    return arrange(circles, snapshot.faction_of, kept, pinned)


def new_places(analysis: Analysis) -> list[Place]:
    """The places of whoever is new or moved to another ring, as records to store; dragged people are left alone."""
    name = map_of(analysis.opportunity)
    found = places_of(analysis, circles_of(analysis))
    return [Place(place_id(name, item), map=name, item=item, x=x, y=y) for item, (x, y) in found.items()
            if (stored := analysis.snapshot.place(name, item)) is None or not (stored.pinned or (stored.x, stored.y) == (x, y))]


def map_payload(analysis: Analysis, *, language: str = "en", layers: Collection[str] | None = None,
                outside: bool = True) -> MapPayload:
    """The whole map. `layers` are the tie layers to draw (all when None); `outside` adds our team and competitors."""
    snapshot = analysis.snapshot
    circles = circles_of(analysis)
    places = places_of(analysis, circles)
    colours = {d: style.DEPARTMENTS[i % len(style.DEPARTMENTS)]
               for i, d in enumerate(sorted(snapshot.departments, key=lambda d: snapshot.departments[d].name))}
    largest = max((s.value for s in analysis.shares.share), default=0.0)
    index = {p: i for i, p in enumerate(analysis.shares.people)}
    met = coverage(snapshot, analysis.opportunity)
    nodes = {p: _person(analysis, p, index[p], places[p], largest, colours, met[p], language) for p in circles.band}
    if outside:
        nodes |= _outside(analysis, circles.outer, language)
    edges = _edges(snapshot, nodes, layers)
    factions = _factions(snapshot, circles, language)
    backdrop = {
        "rings": [{"r": r, "name": name.of(language)} for r, name in zip(circles.radii, _ring_names(analysis), strict=True)],
        "sectors": [{"name": _sector_name(snapshot, s.id).of(language), "from": s.start, "to": s.end,
                     "colour": colours.get(s.id, "#9aa3af")} for s in circles.sectors],
        "factions": factions}
    return MapPayload(nodes, edges, backdrop, legend(nodes, edges, factions, language),
                      len(snapshot.people) - len(circles.band), places)


def _person(analysis: Analysis, id: str, i: int, at: Point, largest: float, colours: dict[str, str],
            met: float, language: str) -> dict[str, Any]:
    snapshot = analysis.snapshot
    person, position = snapshot.people[id], snapshot.position(analysis.opportunity, id)
    share = analysis.shares.share[i]
    attitude = position.attitude or "U"
    name, both = in_both(person.name, person.name_alt).of(language), in_both(person.name, person.name_alt).both(language)
    title = in_both(person.title or "", person.title_alt).of(language)
    department = snapshot.departments.get(person.department or "")
    place = snapshot.place(map_of(analysis.opportunity), id)
    level = SCALES["attitude"][attitude]
    roles = [SCALES["role"][r] for r in position.roles]
    return {
        "id": id, "label": name, "x": at[0], "y": at[1], "size": style.radius(share.value, largest),
        "title": "\n".join(filter(None, [
            both, title,
            department.name if department else "", level.name.both(language),
            ", ".join(r.name.of(language) for r in roles),
            f"{100 * share.value:.0f} % ({100 * share.low:.0f}–{100 * share.high:.0f} %)" if analysis.model.basis.tells else ""])),
        "pm": {
            "what": "person", "sub": title, "initials": style.initials(name),
            "colour": colours.get(person.department or "", "#9aa3af"), "department": person.department or "",
            "attitude": attitude, "sign": style.attitude_sign(attitude),
            "before": position.attitude_before if position.attitude_before != attitude else None,
            "roles": list(position.roles), "badge": "".join(r.name.of(language)[:1] for r in roles[:1]),
            "key": id in analysis.circle, "coverage": round(4 * met),
            "external": person.external, "placeholder": person.placeholder, "pinned": bool(place and place.pinned),
            "faction": snapshot.faction_of.get(id, ""), "share": round(share.value, 4)}}


def _outside(analysis: Analysis, outer: float, language: str) -> dict[str, dict[str, Any]]:
    """Our team along the rim below left, the competitors below right."""
    nodes = {}
    snapshot, reach = analysis.snapshot, outer + 112
    for type_name, side in (("TeamMember", -1), ("Competitor", 1)):
        for k, (id, record) in enumerate(sorted(snapshot.all(type_name).items())):
            stored = snapshot.place(map_of(analysis.opportunity), id)
            turn = side * (pi * 0.72 + (k - (len(snapshot.all(type_name)) - 1) / 2) * 118 / reach)
            name = _shown(record, language)
            x, y = (stored.x, stored.y) if stored else (round(reach * sin(turn), 1), round(-reach * cos(turn), 1))
            nodes[id] = {"id": id, "label": name, "x": x, "y": y, "size": 19.0, "title": name,
                         "pm": {"what": OUTSIDE[type_name], "sub": getattr(record, "title", "") or "",
                                "initials": style.initials(name)}}
    return nodes


def _edges(snapshot: Snapshot, nodes: dict[str, Any], layers: Collection[str] | None) -> dict[str, dict[str, Any]]:
    own = sorted({t.label for t in snapshot.ties.values() if t.label})
    today = date.today()
    drawn = [t for t in sorted(snapshot.ties.values(), key=lambda t: (t.kind, t.id))
             if KINDS[t.kind].drawn and holds(t, today) and t.source in nodes and t.target in nodes
             and (layers is None or (t.label or t.kind) in layers)]
    beside: dict[tuple[str, str], int] = {}
    edges = {}
    for tie in drawn:
        kind, pair = KINDS[tie.kind], (min(tie.source, tie.target), max(tie.source, tie.target))
        turn = beside[pair] = beside.get(pair, -1) + 1
        bend = 0.07 + 0.11 * ((turn + 1) // 2) * (1 if turn % 2 else -1) if turn else 0.07
        directed = kind.directed if tie.directed is None else tie.directed
        edges[tie.id] = {
            "id": tie.id, "from": tie.source, "to": tie.target,
            "pm": {"layer": tie.label or tie.kind, "sign": sign_of(tie), "strength": round(strength_of(tie), 3), "dashed": tie.kind in style.DASHED,
                   "colour": style.OWN_LAYERS[own.index(tie.label) % len(style.OWN_LAYERS)] if tie.label
                   else style.TIES[tie.kind],
                   "arrow": kind.arrow if directed else "none",
                   "bend": round(bend if tie.source == pair[0] else -bend, 3)}}
    return edges


def _factions(snapshot: Snapshot, circles: Circles, language: str) -> list[dict[str, Any]]:
    members: dict[str, list[str]] = {}
    for person, faction in snapshot.faction_of.items():
        if person in circles.band:
            members.setdefault(faction, []).append(person)
    ids = sorted(snapshot.factions, key=lambda f: snapshot.factions[f].name)
    return [{"id": f, "name": _shown(snapshot.factions[f], language), "colour": style.FACTIONS[i % len(style.FACTIONS)], "members": sorted(members[f])}
            for i, f in enumerate(ids) if f in members]


def _ring_names(analysis: Analysis) -> list[Text]:
    return [name for _, name in BANDS] if analysis.model.basis.tells else list(NEUTRAL)


def _sector(snapshot: Snapshot, person: str) -> str:
    who = snapshot.people[person]
    return "external" if who.external else who.department or ""


def _sector_name(snapshot: Snapshot, id: str) -> Text:
    if id in snapshot.departments:
        return in_both(snapshot.departments[id].name, snapshot.departments[id].name_alt)
    return Text("External", "外部") if id == "external" else Text("", "")


def _shown(record: Any, language: str) -> str:
    """The name of a record in the language of the screen, where it has one."""
    return in_both(record.name, record.name_alt).of(language)


def _function_rank(snapshot: Snapshot, department: str) -> int:
    function = snapshot.departments[department].function
    return SCALES["department_function"].codes.index(function) if function else 99


def _largest(share: dict[str, float], limit: int) -> list[str]:
    return sorted(sorted(share, key=lambda p: (-share[p], p))[:limit])
