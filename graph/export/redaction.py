"""What leaves the house: a copy of an account without names, or without what people think of us.

Every export and every picture is made of such a copy, which no longer holds the secret. Texts that somebody wrote freely
(notes, comments, goals, words of a story) may hold either and go with both.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx
import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.decision import DecisionModel
from graph.drawing.view import View
from graph.errors import InvalidRecord
from graph.export.account_json import with_ids
from graph.export.secrets import GONE, Secrets
from graph.model import KINDS, SCALES, Organisation, Person, Place, Record, Snapshot, Text, Tie, id_of, in_both
from graph.model.records import Fields

FREE = {"note", "extra", "goal", "words", "satisfier"}
"""Fields in which somebody may have written anything."""
TALK = {"Comment", "Workshop", "Ballot", "Forecast"}
"""Records that hold nothing but what the team says about people and expects of them."""
ATTITUDES = {"Position": {"attitude", "attitude_before", "attitude_wanted", "attitude_date", "evidence", "coverage", "barrier"},
             "Faction": {"stance"}}
TIES_FOR_OR_AGAINST = {"VOUCHES", "SUPPORTS_COMPETITOR", "WILL_INTRODUCE", "KNOWS"}
"""Ties that say who is with us, or whom we have won: coverage is reckoned from `KNOWS`."""
FOR_OR_AGAINST = {"PROMOTER", "SABOTEUR", "COACH"}
"""Purchase roles and buyer types that are a stance by another name."""
NAMELESS: dict[str, set[str]] = {
    "Account": {"name", "industry"}, "Department": {"name", "name_alt"}, "Person": {"title", "title_alt"}, "TeamMember": {"title"},
    "Opportunity": {"name"}, "Tie": {"kind", "label", "level", "period"}, "Place": {"map"},
    "MapView": {"name", "fill", "size", "layers", "filters", "lit"}, "Setting": {"name"}}
"""The texts that stay when names go, with the names in them cut out. A field that is not here goes."""
CODES = {"kind", "level", "size"}
"""Texts among them that are words of ours, whatever they look like."""
OTHERS = {"TeamMember": Text("Our side", "我方"), "Competitor": Text("Competitor", "竞争对手"), "Faction": Text("Faction", "派系"),
          "Organisation": Text("Organisation", "机构")}
SOMEBODY = Text("Person", "人员")
GRID = Text("This layout shows what people think of us. Take another one, for example “Circles of power”, or take it with attitudes.",
            "此布局显示各人对我方的态度。请换一种布局（如“权力圈”），或不要隐去态度。")
COLOUR = Text("The colour of the people says how they stand with us. Choose another one, for example the department, or take the map with attitudes.",
              "人员颜色表示其与我方的关系。请换一种颜色（如部门），或不要隐去态度。")


@dataclass(frozen=True)
class Redaction:
    """What may be seen outside: with `names` people are called by their names, else by their purchase role, title or
    department ("Decider 1"); with `attitudes` it is said what each thinks of us and how well we know them."""

    names: bool = True
    attitudes: bool = True


WHOLE = Redaction()
"""Everything may be seen."""


def check_view(view: View, choice: Redaction) -> None:
    """Raises `InvalidRecord`, with what to choose instead, where a view would show nothing but what is left out."""
    if not choice.attitudes and view.layout == "grid":
        raise InvalidRecord(*GRID)
    if not choice.attitudes and view.fill in ATTITUDES["Position"]:
        raise InvalidRecord(*COLOUR)


def redacted(snapshot: Snapshot, choice: Redaction, deal: str | None = None) -> Snapshot:
    """A copy that no longer holds what may not be seen. `deal` is the id of the opportunity whose roles people are called by
    (the account's first when not said). Raises `NotFound` when it is not there."""
    if not choice.attitudes:
        snapshot = _without_attitudes(snapshot)
    return snapshot if choice.names else _without_names(snapshot, snapshot.opportunity(deal).id)


def redacted_analysis(analysis: Analysis, choice: Redaction) -> Analysis:
    """The analysis as it may be seen: the shares and ranks of the whole account, the findings in the words of the copy."""
    if choice == WHOLE:
        return analysis
    snapshot = redacted(analysis.snapshot, choice, analysis.opportunity)
    ids, cut = ({}, str) if choice.names else (new_ids(analysis.snapshot), _secrets(analysis.snapshot).cut)
    people = tuple(ids.get(p, p) for p in analysis.model.people)
    layer = analysis.model.basis.layer
    model = replace(analysis.model, people=people,
                    basis=replace(analysis.model.basis, layer=layer if layer in KINDS else cut(layer)))
    return replace(analysis, snapshot=snapshot, network=_network(analysis.network, snapshot, ids),
                   model=model if choice.attitudes else _unknowing(model), shares=replace(analysis.shares, people=people))


def new_ids(snapshot: Snapshot) -> dict[str, str]:
    """The ids that somebody made up, which may be names, and what stands for them; ours say nothing and stay."""
    kept = {snapshot.account_id, *snapshot.departments, *snapshot.opportunities}
    return {id: id_of("redacted", snapshot.account_id, id) for records in snapshot.records.values() for id in records
            if id not in kept and not _is_uuid(id)}


def _without_attitudes(snapshot: Snapshot) -> Snapshot:
    def copy(record: Record) -> Record | None:
        if record.type() in TALK or (isinstance(record, Tie) and record.kind in TIES_FOR_OR_AGAINST):
            return None
        gone = FREE | ATTITUDES.get(record.type(), set())
        return type(record).of(record.id, {k: kept for k, v in record.fields().items() if k not in gone and (kept := _impartial(k, v))
                                           not in (None, ())})

    return _copied(snapshot, copy)


def _impartial(name: str, value: Any) -> Any:
    """A value without the words in it that say for or against."""
    if name == "buyer_type":
        return None if value in FOR_OR_AGAINST else value
    if name in ("roles", "layers"):
        return tuple(v for v in value if v not in FOR_OR_AGAINST | TIES_FOR_OR_AGAINST)
    if name == "filters":
        return tuple(v for v in value if not any(field in v for fields in ATTITUDES.values() for field in fields))
    return value


def _without_names(snapshot: Snapshot, deal: str) -> Snapshot:
    ids, cut = new_ids(snapshot), _secrets(snapshot).cut
    names = _names(snapshot, deal, cut)

    def copy(record: Record) -> Record | None:
        if record.type() in TALK:
            return None
        stay = NAMELESS.get(record.type(), set())
        kept = {k: v for k, v in record.fields().items() if k in stay or not _is_text(record, k)}
        moved = with_ids(type(record).of(record.id, kept), ids)
        fields = {k: _cut(v, cut) if _is_text(record, k) and k not in CODES else v for k, v in moved.fields().items()}
        if isinstance(moved, Place) and fields["map"] != moved.map:
            return None
        return type(record).of(moved.id, {**fields, **names.get(record.id, {})})

    return _copied(snapshot, copy)


def _is_text(record: Record, name: str) -> bool:
    return record.specs()[name].type in ("text", "texts")


def _cut(value: Any, cut: Callable[[str], str]) -> Any:
    return cut(value) if isinstance(value, str) else tuple(map(cut, value))


def _names(snapshot: Snapshot, deal: str, cut: Callable[[str], str]) -> dict[str, Fields]:
    """What everybody and everything is called instead, numbered in the order of the ids."""
    found: dict[str, Fields] = {}
    counts: Counter[str] = Counter()
    for type_name in ("Person", *OTHERS):
        for id, record in sorted(snapshot.all(type_name).items()):
            word = _word(snapshot, deal, record, cut)
            number = counts[word.en] = counts[word.zh] = 1 + max(counts[word.en], counts[word.zh])
            name, other = f"{word.en} {number}", f"{word.zh} {number}"
            found[id] = {"name": name} | ({"name_alt": other} if other != name else {})
    return found


def _word(snapshot: Snapshot, deal: str, record: Record, cut: Callable[[str], str]) -> Text:
    if isinstance(record, Organisation) and record.kind:
        return SCALES["organisation_kind"][record.kind].name
    if not isinstance(record, Person):
        return OTHERS[record.type()]
    if roles := snapshot.position(deal, record.id).roles:
        return SCALES["role"][roles[0]].name
    title, other = cut(record.title or ""), cut(record.title_alt or "")
    if title.strip(GONE + " "):
        return in_both(title, other or None)
    department = snapshot.departments.get(record.department or "")
    return in_both(cut(department.name), cut(department.name_alt or "") or None) if department else SOMEBODY


def _secrets(snapshot: Snapshot) -> Secrets:
    hidden = (record for type_name in ("Person", *OTHERS) for record in snapshot.all(type_name).values())
    return Secrets(name for record in hidden for name in (getattr(record, "name", None), getattr(record, "name_alt", None)) if name)


def _copied(snapshot: Snapshot, copy: Callable[[Record], Record | None]) -> Snapshot:
    made = {type_name: [new for record in records.values() if (new := copy(record))] for type_name, records in snapshot.records.items()}
    return replace(snapshot, records={type_name: {r.id: r for r in records} for type_name, records in made.items()}, problems=())


def _network(network: nx.MultiDiGraph, snapshot: Snapshot, ids: Mapping[str, str]) -> nx.MultiDiGraph:
    """The same network of the people and ties that are still there, as they are called now."""
    copy = nx.MultiDiGraph(**network.graph)
    for id, data in network.nodes(data=True):
        new = ids.get(id, id)
        copy.add_node(new, **{**data, "name": snapshot.people[new].name, "faction": ids.get(data["faction"], data["faction"])})
    for a, b, key, data in network.edges(keys=True, data=True):
        if tie := snapshot.ties.get(ids.get(key, key)):
            copy.add_edge(ids.get(a, a), ids.get(b, b), key=tie.id, **{**data, "layer": tie.label or tie.kind, "period": tie.period})
    return copy


def _unknowing(model: DecisionModel) -> DecisionModel:
    """The model with everybody's attitude not known."""
    return replace(model, attitude=np.full(len(model), SCALES["attitude"].value("U")),
                   doubt=np.full(len(model), model.settings.unknown_sd))


def _is_uuid(id: str) -> bool:
    try:
        return str(uuid.UUID(id)) == id.lower()
    except ValueError:
        return False
