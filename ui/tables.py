"""People and ties as tables that can be edited: what a cell edit means as changes to the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.model import KINDS, SCALES, Department, Opportunity, Snapshot, Text, Tie, new_id, position_id
from graph.store import Change, Delete, Put, put
from ui.edits import Planned, attitude_change, new_person, new_tie
from ui.language import say

PERSON_FIELDS = ("name", "name_alt", "title", "level", "email", "note")
DEAL_FIELDS = ("attitude", "coverage", "roles")
TIE_FIELDS = ("strength", "sign", "since", "until", "said_by", "note")
Edits = Mapping[str, Any]


def people_rows(now: Snapshot, deal: str) -> list[dict[str, Any]]:
    """One row a person, in the order of the names; scale values by code, departments by their name in the session's language."""
    rows = []
    for id, person in sorted(now.people.items(), key=lambda item: item[1].name):
        position = now.position(deal, id)
        rows.append({"id": id, **{f: getattr(person, f) for f in PERSON_FIELDS}, "department": say(now.called(person.department)) if person.department else None,
                     "attitude": position.attitude, "coverage": position.coverage, "roles": list(position.roles)})
    return rows


def tie_rows(now: Snapshot) -> list[dict[str, Any]]:
    """One row a tie between people; ends by the names of `handles`."""
    shown = handles(now)
    return [{"id": id, "kind": t.label or t.kind, "source": shown[t.source], "target": shown[t.target],
             **{f: getattr(t, f) for f in TIE_FIELDS}, "period": t.period}
            for id, t in sorted(now.ties.items(), key=lambda item: (item[1].kind, shown.get(item[1].source, "")))
            if t.source in now.people and t.target in now.people]


def handles(now: Snapshot) -> dict[str, str]:
    """Person id to a name that only this person has: namesakes get their title or a number behind it."""
    result: dict[str, str] = {}
    taken: set[str] = set()
    for id, person in sorted(now.people.items(), key=lambda item: (item[1].name, item[0])):
        name = person.name if person.name not in taken else f"{person.name} ({person.title or '2'})"
        number = 2
        while name in taken:
            number += 1
            name = f"{person.name} ({number})"
        taken.add(name)
        result[id] = name
    return result


def people_changes(now: Snapshot, deal: Opportunity, rows: Sequence[Mapping[str, Any]], edits: Edits) -> Planned:
    """The changes of an edited people table; a new row without a name waits for one."""
    changes: list[Change] = []
    departments = {d.name_alt: id for id, d in now.departments.items() if d.name_alt} | {d.name: id for id, d in now.departments.items()}
    for index, cells in edits["edited_rows"].items():
        changes += _person_cells(now, deal, str(rows[int(index)]["id"]), cells, departments)
    for cells in edits["added_rows"]:
        filled = {k: v for k, v in cells.items() if v not in (None, "", [])}
        if "name" not in filled:
            continue
        person, (made, _label) = new_person(str(filled.pop("name")))
        changes += [*made, *_person_cells(now, deal, person.id, filled, departments)]
    changes += [Delete(str(rows[int(index)]["id"])) for index in edits["deleted_rows"]]
    return changes, Text("Edit the table of people", "编辑人员表")


def tie_changes(now: Snapshot, rows: Sequence[Mapping[str, Any]], edits: Edits) -> Planned:
    """The changes of an edited table of ties. A changed kind or end is a new tie in place of the old one; a new row waits
    until it has a kind and both ends."""
    changes: list[Change] = []
    by_handle = {handle: id for id, handle in handles(now).items()}
    for index, cells in edits["edited_rows"].items():
        id = str(rows[int(index)]["id"])
        fields = {k: v for k, v in cells.items() if k in TIE_FIELDS}
        if set(cells) & {"kind", "source", "target"}:
            changes += _replaced(now, now.ties[id], cells, fields, by_handle)
        elif fields:
            changes.append(Put("Tie", id, fields))
    for cells in edits["added_rows"]:
        filled = {k: v for k, v in cells.items() if v not in (None, "")}
        if not {"kind", "source", "target"} <= set(filled):
            continue
        changes += _made(now, filled["kind"], by_handle[filled["source"]], by_handle[filled["target"]],
                         {k: v for k, v in filled.items() if k in TIE_FIELDS})
    changes += [Delete(str(rows[int(index)]["id"])) for index in edits["deleted_rows"]]
    return changes, Text("Edit the table of ties", "编辑关系表")


def _person_cells(now: Snapshot, deal: Opportunity, id: str, cells: Mapping[str, Any],
                  departments: dict[str, str]) -> list[Change]:
    fields = {k: v for k, v in cells.items() if k in PERSON_FIELDS}
    changes: list[Change] = []
    if "department" in cells:
        name = (cells["department"] or "").strip()
        if name and name not in departments:
            made = Department(new_id(), name=name)
            departments[name] = made.id
            changes.append(put(made))
        fields["department"] = departments.get(name)
    if fields:
        changes.append(Put("Person", id, fields))
    if cells.get("attitude"):
        SCALES["attitude"][cells["attitude"]]
        changes += attitude_change(now, deal, id, cells["attitude"])[0]
    rest = {k: tuple(v) if k == "roles" and v else v or None for k, v in cells.items()
            if k in ("coverage", "roles") or (k == "attitude" and not v)}
    if rest:
        changes.append(Put("Position", position_id(deal.id, id), {"opportunity": deal.id, "person": id, **rest}))
    return changes


def _replaced(now: Snapshot, tie: Tie, cells: Mapping[str, Any], fields: Mapping[str, Any],
              by_handle: Mapping[str, str]) -> list[Change]:
    layer = tie.label or tie.kind
    chosen = cells.get("kind") or layer
    moved = ("kind", "label", "source", "target") if chosen == layer else ("kind", "label", "source", "target", "level", "sign")
    kept = {k: v for k, v in tie.fields().items() if k not in moved}
    ends = [by_handle[cells[end]] if cells.get(end) else getattr(tie, end) for end in ("source", "target")]
    return [Delete(tie.id), *_made(now, chosen, ends[0], ends[1], {**kept, **fields}, instead_of=tie.id)]


def _made(now: Snapshot, layer: str, source: str, target: str, fields: Mapping[str, Any], *, instead_of: str = "") -> list[Change]:
    """A tie of a layer, which is a kind or the own name that other ties have."""
    kind = layer if layer in KINDS else next(t.kind for t in now.ties.values() if t.label == layer)
    label = None if layer in KINDS else layer
    start, end = (target, source) if KINDS[kind].arrow == "source" else (source, target)
    changes, _name = new_tie(now, kind, start, end, instead_of=instead_of, **{**fields, "label": label})
    return changes
