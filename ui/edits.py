"""Edits from the canvas as changes to the store: one operation, one named revision that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from graph.analysis.account import Analysis, analyse
from graph.drawing.payload import circles_of, map_of, new_places, places_of
from graph.errors import Conflict, InvalidRecord, NotFound
from graph.model import KINDS, SCALES, Opportunity, Person, Place, Position, Snapshot, Text, Tie, new_id, place_id, position_id
from graph.network import reporting_loop
from graph.store import LAYOUT, Change, Delete, GraphStore, Put, Revision, put, puts

Operation = Mapping[str, Any]
Planned = tuple[list[Change], Text]


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
    return [Put(type_name, id, fields)], Text("{who}: {what}", "{who}：{what}").format(who=_called(now, id), what=spec)


def new_person(name: str, **fields: Any) -> tuple[Person, Planned]:
    """Somebody new."""
    person = Person(new_id(), name=name, **fields)
    return person, ([put(person)], Text("Add {who}", "添加 {who}").format(who=name))


def new_tie(now: Snapshot, kind: str, start: str, end: str, *, instead_of: str = "", **fields: Any) -> Planned:
    """A tie drawn from `start` to `end`. Influence is drawn from the one who influences to the one who listens.
    `instead_of` is a tie that goes in the same batch.

    Raises `InvalidRecord` for a tie that is there already and for a circle of reporting lines, with the reason.
    """
    if kind not in KINDS:
        raise InvalidRecord(f'There is no kind of tie "{kind}".', f"没有“{kind}”这种关系。")
    source, target = (end, start) if KINDS[kind].arrow == "source" else (start, end)
    either = {(source, target)} if KINDS[kind].directed else {(source, target), (target, source)}
    if any(t.kind == kind and t.label == fields.get("label") and t.period == fields.get("period") and t.id != instead_of
           and (t.source, t.target) in either for t in now.ties.values()):
        raise InvalidRecord(*Text("“{kind}” between {a} and {b} is on the map already.", "{a} 与 {b} 之间的“{kind}”已经在图上。",
                                  ).format(kind=KINDS[kind].name, a=now.called(start), b=now.called(end)))
    loop = reporting_loop(now, source, target) if kind == "REPORTS_TO" else []
    if loop:
        chain = " → ".join(now.name(p) for p in [*loop, target])
        raise InvalidRecord(*Text("{a} cannot report to {b}: the line would go in a circle, {chain}.",
                                  "{a} 不能向 {b} 汇报：汇报线会形成循环，{chain}。",
                                  ).format(a=now.name(source), b=now.name(target), chain=chain))
    tie = Tie(new_id(), kind=kind, source=source, target=target, **fields)
    return [put(tie)], Text("{kind}: {a} → {b}", "{kind}：{a} → {b}").format(kind=KINDS[kind].name, a=now.called(start), b=now.called(end))


def removal(now: Snapshot, id: str) -> Planned:
    """Deletes a person, a tie or another record; what hangs on it goes with it and comes back with undo."""
    return [Delete(id)], Text("Delete {what}", "删除 {what}").format(what=_called(now, id))


def apply_operation(store: GraphStore, account: str, deal_id: str, op: Operation, *, author: str, client: str,
                    read: Callable[[str], Snapshot] | None = None) -> Revision:
    """Carries out one operation of the canvas. Sent twice, it is done once. `read` may give a snapshot that is at hand."""
    token = f"{client}:{op['n']}"
    if op["type"] in ("undo", "redo"):
        return step(store, account, author=author, back=op["type"] == "undo", token=token)
    now = (read or store.read)(account)
    act = OPERATIONS.get(op["type"])
    if act is None:
        raise InvalidRecord(f'The map sent an edit of an unknown kind, "{op["type"]}". Reload the page.',
                            f"图面发来未知类型的编辑“{op['type']}”。请刷新页面。")
    try:
        changes, label = act(now, now.opportunity(deal_id), op)
    except (TypeError, ValueError, AttributeError):
        raise InvalidRecord("The map sent an edit that cannot be read. Reload the page.",
                            "图面发来的编辑无法读取。请刷新页面。") from None
    except (KeyError, StopIteration):
        raise NotFound("What you changed is no longer on the map: somebody deleted it. Undo would bring it back.",
                       "您更改的内容已不在图上：有人删除了它。撤销该删除即可恢复。") from None
    base = None if op["type"] in ("move", "tidy", "unpin") else op["base"]
    return store.apply(account, changes, author=author, base=base, label=label, origin=client, token=token)


def step(store: GraphStore, account: str, *, author: str, back: bool, token: str = "") -> Revision:
    """Undo or redo. What cannot be undone because others have built on it is left as it is, and the next undo goes on
    to what was done before; the `Conflict` says so."""
    if not back:
        return store.redo(account, author=author, token=token)
    try:
        return store.undo(account, author=author, token=token)
    except Conflict as error:
        store.leave(account, author=author)
        raise Conflict(f"{error} It stays as it is; the next undo takes back what you did before.",
                       f"{error.zh}这一步保持不变；下一次撤销会撤回您更早的操作。", record=error.record, field=error.field, theirs=error.theirs, yours=error.yours, author=error.author) from None


def lay_out(store: GraphStore, analysis: Analysis) -> Revision | None:
    """Stores the places that the layout found for whoever is new or moved to another ring; nobody's to undo, and never
    over what somebody dragged meanwhile. None when everybody has a place."""
    places = new_places(analysis)
    if not places:
        return None
    return store.apply(analysis.snapshot.account_id, puts(places), author=LAYOUT, base=analysis.snapshot.revision,
                       label=Text("Lay out the map", "排布图面"))


def _move(now: Snapshot, deal: Opportunity, op: Operation) -> Planned:
    name = map_of(deal.id)
    places = {item: Place(place_id(name, item), map=name, item=item, x=float(x), y=float(y), pinned=True)
              for item, (x, y) in op["places"].items() if item in now.people or item in now.team or item in now.competitors}
    if not places:
        raise KeyError(*op["places"])
    who = ", ".join(now.name(item) for item in list(places)[:3])
    return puts(places.values()), Text("Move {who}", "移动 {who}").format(who=who)


def _person(now: Snapshot, deal: Opportunity, op: Operation) -> Planned:
    person, (changes, label) = new_person(op["name"])
    spot = Place(place_id(map_of(deal.id), person.id), map=map_of(deal.id), item=person.id, x=float(op["x"]), y=float(op["y"]), pinned=True)
    return [*changes, put(spot)], label


def _rename(now: Snapshot, deal: Opportunity, op: Operation) -> Planned:
    """The name that was on screen is the one that changes: people may have one in each language."""
    type_name = next(t for t in ("Person", "TeamMember", "Competitor") if op["id"] in now.all(t))
    record = now.all(type_name)[op["id"]]
    field = "name_alt" if op.get("was") and getattr(record, "name_alt", None) == op["was"] else "name"
    return [Put(type_name, op["id"], {field: op["name"]})], Text("Rename {a} to {b}", "{a} 改名为 {b}").format(
        a=now.called(op["id"]), b=op["name"])


def _unpin(now: Snapshot, deal: Opportunity, op: Operation) -> Planned:
    return [Delete(place_id(map_of(deal.id), op["id"]))], Text("Let {who} go back", "{who} 归位").format(who=now.called(op["id"]))


def _tidy(now: Snapshot, deal: Opportunity, op: Operation) -> Planned:
    analysis = analyse(now, opportunity=deal.id)
    places = places_of(analysis, circles_of(analysis), tidy=True)
    name = map_of(deal.id)
    return puts([Place(place_id(name, item), map=name, item=item, x=x, y=y) for item, (x, y) in places.items()]), Text(
        "Tidy the map", "整理图面")


def _role(now: Snapshot, deal: Opportunity, op: Operation) -> Planned:
    """One role more or less, from what is stored now: two quick picks must not undo each other."""
    held = now.position(deal.id, now.people[op["id"]].id).roles
    others = tuple(role for role in held if role != op["code"])
    return position_change(now, deal, op["id"], {"roles": (*others, op["code"]) if op["on"] else others})


def _called(now: Snapshot, id: str) -> object:
    tie = now.ties.get(id)
    if not tie:
        return now.called(id)
    return Text("{kind} {a} – {b}", "{kind} {a} – {b}").format(
        kind=KINDS[tie.kind].name, a=now.called(tie.source), b=now.called(tie.target))


OPERATIONS: dict[str, Callable[[Snapshot, Opportunity, Operation], Planned]] = {
    "move": _move, "person": _person, "rename": _rename, "unpin": _unpin, "tidy": _tidy,
    "attitude": lambda now, deal, op: attitude_change(now, deal, now.people[op["id"]].id, op["code"]),
    "role": _role,
    "tie": lambda now, deal, op: new_tie(now, op["kind"], op["from"], op["to"]),
    "delete": lambda now, deal, op: removal(now, op["id"]),
}
