"""What an edit comes to: changes to the store and the name that undo gives them. Cards, tables and the canvas plan here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from graph.errors import InvalidRecord
from graph.model import KINDS, SCALES, Opportunity, Person, Position, Snapshot, Text, Tie, new_id, position_id
from graph.model.records import Fields
from graph.network import is_label
from graph.new_ties import check_ends, same_ties
from graph.store import Change, Delete, Put, put

Planned = tuple[list[Change], Text]
NAMED = 3
"""So many people are named one by one; more are counted."""


def attitude_change(now: Snapshot, deal: Opportunity, person: str, code: str) -> Planned:
    """A new attitude of somebody in a deal; the one before is kept beside it."""
    before = now.position(deal.id, person).attitude
    fields = {"opportunity": deal.id, "person": person, "attitude": code, "attitude_date": date.today().isoformat()}
    if before and before not in ("U", code):
        fields["attitude_before"] = before
    name = SCALES["attitude"][code].name
    return ([Put("Position", position_id(deal.id, person), fields)],
            Text("{who}: {what}", "{who}：{what}").format(who=now.called(person), what=name))


def position_change(now: Snapshot, deal: Opportunity, person: str, fields: Mapping[str, Any]) -> Planned:
    """Other values of somebody in a deal: roles, coverage, barrier, ..."""
    spec = Position.specs()[next(iter(fields))].name
    whole = {"opportunity": deal.id, "person": person, **fields}
    return ([Put("Position", position_id(deal.id, person), whole)],
            Text("{who}: {what}", "{who}：{what}").format(who=now.called(person), what=spec))


def record_change(now: Snapshot, type_name: str, id: str, fields: Mapping[str, Any]) -> Planned:
    """Other fields of any record."""
    spec = now.all(type_name)[id].specs()[next(iter(fields))].name if id in now.all(type_name) else Text(type_name, type_name)
    return [Put(type_name, id, fields)], Text("{who}: {what}", "{who}：{what}").format(who=called(now, id), what=spec)


def new_person(name: str, *, id: str = "", **fields: Any) -> tuple[Person, Planned]:
    """Somebody new."""
    person = Person(id or new_id(), name=name, **fields)
    return person, ([put(person)], Text("Add {who}", "添加 {who}").format(who=name))


def new_tie(now: Snapshot, kind: str, start: str, end: str, *, id: str = "", instead_of: str = "", **fields: Any) -> Planned:
    """A tie drawn from `start` to `end`. Influence is drawn from the one who influences to the one who listens.
    `instead_of` is a tie that goes in the same batch. A label (a rivalry, a hostility) carries the day on which it was drawn, from which
    it expires.

    Raises `InvalidRecord` for a tie that is there already, from somebody to himself, or in a circle of reporting lines, with
    the reason.
    """
    if kind not in KINDS:
        raise InvalidRecord(f'There is no kind of tie "{kind}".', f"没有“{kind}”这种关系。")
    before = now.ties.get(instead_of)
    if instead_of:
        now = replace(now, records={**now.records, "Tie": {i: t for i, t in now.ties.items() if i != instead_of}})
    source, target = (end, start) if KINDS[kind].arrow == "source" else (start, end)
    tie = Tie(id or new_id(), kind=kind, source=source, target=target, **fields)
    if is_label(tie) and not (is_label(before) if before else tie.last_confirmed):
        tie = replace(tie, last_confirmed=date.today().isoformat())
    if any(there.period == tie.period for there in same_ties(now, tie.fields(), date.today())):
        raise InvalidRecord(*Text("“{kind}” between {a} and {b} is on the map already.", "{a} 与 {b} 之间的“{kind}”已经在图上。",
                                  ).format(kind=KINDS[kind].name, a=now.called(start), b=now.called(end)))
    check_ends(now, tie.fields(), date.today())
    return [put(tie)], Text("{kind}: {a} → {b}", "{kind}：{a} → {b}").format(kind=KINDS[kind].name, a=now.called(start), b=now.called(end))


def turned(tie: Tie, sign: int) -> Fields:
    """The fields of a tie that is for (+1) or against (-1) from now on; as a label it carries the day."""
    label = is_label(replace(tie, sign=sign)) and not is_label(tie)
    return {"sign": sign, **({"last_confirmed": date.today().isoformat()} if label else {})}


def removal(now: Snapshot, *ids: str) -> Planned:
    """Deletes people, ties or other records; what hangs on them goes with them and comes back with undo."""
    return [Delete(id) for id in ids], Text("Delete {what}", "删除 {what}").format(what=those(now, ids))


def called(now: Snapshot, id: str) -> Text:
    """What a record is called in the name of an edit; a tie by its kind and its ends."""
    tie = now.ties.get(id)
    if not tie:
        return now.called(id)
    return Text("{kind} {a} – {b}", "{kind} {a} – {b}").format(
        kind=KINDS[tie.kind].name, a=now.called(tie.source), b=now.called(tie.target))


def those(now: Snapshot, ids: Mapping[str, Any] | list[str] | tuple[str, ...]) -> Text:
    """Several records in the name of an edit: by name, or counted when they are many."""
    if len(ids) > NAMED:
        return (Text("{n} people", "{n} 人") if all(id in now.people for id in ids) else Text("{n} items", "{n} 项")).format(n=len(ids))
    names = [called(now, id) for id in ids]
    return Text(", ".join(n.en for n in names), "、".join(n.zh for n in names))
