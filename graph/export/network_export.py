"""An account as one plain network for other programs: everything as a node, every tie as an edge, all fields in the open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.analysis.account import Analysis
from graph.drawing import style
from graph.export.redaction import WHOLE, Redaction, new_ids, redacted, redacted_analysis
from graph.model import KINDS, Record, Snapshot, Tie
from graph.model.records import THINGS, Fields
from graph.network import layer_name, sign_of, strength_of

Point = tuple[float, float]
Attributes = dict[str, str | bool | int | float]
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
RENAMED = {("Organisation", "kind"): "organisation_kind", ("Account", "size"): "employees"}
"""Fields whose names mean something else in these files."""
OUTSIDE = {"TeamMember": "#1d8fe1", "Competitor": "#a8415b", "Organisation": "#b58900", "Opportunity": "#6d5ae6"}


@dataclass(frozen=True)
class Node:
    """Something of the account. `kind` is its type of record; `at` is where it lies, y upwards; `size` is a radius."""

    id: str
    kind: str
    label: str
    attributes: Attributes
    colour: str
    size: float
    at: Point | None = None


@dataclass(frozen=True)
class Edge:
    """A tie as it is recorded: LISTENS_TO runs from who listens to who is listened to. `weight` is above 0, up to 1; what
    opposes has the attribute `sign` -1."""

    id: str
    source: str
    target: str
    directed: bool
    label: str
    layer: str
    weight: float
    attributes: Attributes
    colour: str


@dataclass(frozen=True)
class Network:
    """The whole account, ready to be written."""

    name: str
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)


def network_of(snapshot: Snapshot, *, analysis: Analysis | None = None, deal: str | None = None,
               places: Mapping[str, Point] | None = None, choice: Redaction = WHOLE, language: str = "en") -> Network:
    """The account as it may be seen outside. People carry what is known of them in one deal (that of the analysis; the
    first), with an `analysis` their share of the decision and their rank; `places` is where things lie on a map (y downwards).
    """
    deal = analysis.opportunity if analysis and deal is None else snapshot.opportunity(deal).id
    ids = {} if choice.names else new_ids(snapshot)
    lie = {ids.get(id, id): (x, -y) for id, (x, y) in (places or {}).items()}
    seen = redacted_analysis(analysis, choice) if analysis else None
    now = redacted(snapshot, choice, deal)
    figures = figures_of(seen)
    colours, sizes = _colours(now, deal), _sizes(figures)
    nodes = [Node(id, type_name, clean(now.called(id).of(language)), node_attributes(now, record, deal) | figures.get(id, {}),
                  colours.get(id, OUTSIDE.get(type_name, style.NOWHERE)), sizes.get(id, style.SMALLEST), lie.get(id))
             for type_name in THINGS for id, record in sorted(now.all(type_name).items())]
    known = {node.id for node in nodes}
    edges = [_edge(tie, language) for _, tie in sorted(now.ties.items()) if tie.source in known and tie.target in known]
    return Network(clean(now.account.name), nodes, edges)


def figures_of(analysis: Analysis | None) -> dict[str, Attributes]:
    """Share of the decision (0-1) and rank of everybody, each with its range; nothing where nobody can be named."""
    if analysis is None or not analysis.model.basis.tells:
        return {}
    shares = analysis.shares
    return {id: {f"decision_{what}{end}": getattr(number, part)
                 for what, number in (("share", shares.share[i]), ("rank", shares.rank[i]))
                 for end, part in (("", "value"), ("_low", "low"), ("_high", "high"))}
            for i, id in enumerate(shares.people)}


def node_attributes(snapshot: Snapshot, record: Record, deal: str) -> Attributes:
    """The fields of a record, and of what it is in the deal. What would have the same name gets one in front."""
    fields = {RENAMED.get((record.type(), name), name): value for name, value in plain_fields(record).items()}
    about = (snapshot.position(deal, record.id) if record.type() == "Person" else
             next((s for s in snapshot.standings.values() if (s.opportunity, s.competitor) == (deal, record.id)), None))
    if about is not None:
        own = record.specs()
        fields |= {f"deal_{name}" if name in own else name: value for name, value in plain_fields(about).items()
                   if name not in ("opportunity", "person", "competitor")}
    if faction := snapshot.faction_of.get(record.id):
        fields["faction"] = faction
    names = {f"{name}_name": snapshot.name(str(fields[name])) for name in ("department", "faction") if name in fields}
    return {"kind": record.type(), **fields, **names}


def plain_fields(record: Record) -> Attributes:
    """The fields of a record as single values in their own type; several are joined, codes by "|", texts a line each."""
    types = {name: spec.type for name, spec in record.specs().items()}
    return {name: _plain(types[name], value) for name, value in record.fields().items()}


def clean(text: str) -> str:
    """A text as XML can hold it: what it cannot becomes "\ufffd"."""
    return NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _plain(type: str, value: Any) -> str | bool | int | float:
    if type in ("texts", "codes"):
        return ("|" if type == "codes" else "\n").join(map(clean, value))
    return float(value) if type == "number" else clean(value) if isinstance(value, str) else value


def _edge(tie: Tie, language: str) -> Edge:
    directed = KINDS[tie.kind].directed if tie.directed is None else tie.directed
    layer = clean(tie.label or tie.kind)
    own = {name: value for name, value in plain_fields(tie).items() if name not in ("source", "target", "label")}
    attributes: Attributes = {**own, "layer": layer, "sign": sign_of(tie), "directed": directed}
    colour = style.NEGATIVE if sign_of(tie) < 0 else style.TIES.get(tie.kind, style.NOWHERE)
    return Edge(tie.id, tie.source, tie.target, directed, clean(layer_name(tie.label or tie.kind).of(language)), layer,
                strength_of(tie), attributes, colour)


def _colours(snapshot: Snapshot, deal: str) -> dict[str, str]:
    """People as their ring on the map, in the colour of the attitude; where nobody's is known, as their department."""
    departments = style.department_colours(snapshot)
    attitudes = {p: snapshot.position(deal, p).attitude or "U" for p in snapshot.people}
    told = set(attitudes.values()) - {"U"}
    people: Fields = {p: style.ATTITUDE[attitudes[p]] if told else departments.get(who.department or "", style.NOWHERE)
                      for p, who in snapshot.people.items()}
    return {**departments, **style.faction_colours(snapshot), **people}


def _sizes(figures: Mapping[str, Attributes]) -> dict[str, float]:
    shares = {id: float(figure["decision_share"]) for id, figure in figures.items()}
    largest = max(shares.values(), default=0.0)
    return {id: style.radius(share, largest) for id, share in shares.items()}
