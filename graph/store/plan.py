"""The one place that knows versions, merges and conflicts. Pure: every backend calls it and writes the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from graph.errors import Conflict, InvalidRecord, NotFound
from graph.model import KINDS, RECORDS, Text
from graph.model.records import IN_CHINESE
from graph.model.validate import UNWANTED, check_whole, clean_fields, place_of
from graph.store.changes import Change, Delete, Entry, Fields, Put

LAST_WINS = "Place"  # where something lies on a map: the last drag wins over others and over a computed place


@dataclass(frozen=True)
class State:
    """A record as it is stored; `version` starts at 1 and grows by one with every put."""

    type: str
    fields: Fields
    version: int = 1


@dataclass(frozen=True)
class Foreign:
    """What somebody else did to a record since the revision that the author saw."""

    author: str
    entry: Entry


@dataclass
class Plan:
    """The outcome: the new states (None = deleted) and the log entries, in order."""

    states: dict[str, State | None] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


def refs(type_name: str, fields: Mapping[str, object]) -> list[tuple[str, str]]:
    """(field, id) of every record that a record refers to."""
    return [(name, str(fields[name])) for name in _ref_names(type_name) if fields.get(name)]


def hangs_on(type_name: str, fields: Mapping[str, object]) -> set[str]:
    """The ids of the records that a record cannot be without: it is deleted with them."""
    specs = RECORDS[type_name].specs()
    return {id for name, id in refs(type_name, fields) if specs[name].on_delete == "delete"}


@cache
def _ref_names(type_name: str) -> tuple[str, ...]:
    return tuple(name for name, spec in RECORDS[type_name].specs().items() if spec.type == "ref")


def plan(changes: Iterable[Change], *, current: Mapping[str, State], dependents: Mapping[str, Iterable[str]],
         foreign: Iterable[Foreign] = ()) -> Plan:
    """What the batch comes to: all of it, or an error and nothing.

    `current` holds every touched record and every record that those refer to or that depends on a deleted one;
    `dependents` maps an id to the ids that refer to it. Raises `Conflict`, `NotFound` or `InvalidRecord`.
    """
    return _Planner(dict(current), {k: set(v) for k, v in dependents.items()}, list(foreign)).run(changes)


class _Planner:
    def __init__(self, now: dict[str, State], dependents: dict[str, set[str]], foreign: list[Foreign]) -> None:
        self.now, self.dependents, self.result = now, dependents, Plan()
        self.foreign: dict[str, list[Foreign]] = {}
        self.unchecked: list[tuple[Put, Fields]] = []
        for item in foreign:
            self.foreign.setdefault(item.entry.id, []).append(item)

    def run(self, changes: Iterable[Change]) -> Plan:
        for change in changes:
            if isinstance(change, Put):
                self._put(change)
            else:
                self._delete(change)
        for change, changed in self.unchecked:
            self._check_refs(change, changed)
        return self.result

    def _put(self, change: Put) -> None:
        fields = clean_fields(change.type, dict(change.fields))
        if not change.id or UNWANTED.search(change.id):
            raise InvalidRecord(f"{change.type}: a record needs an id of characters that can be shown.",
                                f"{IN_CHINESE[change.type]}：记录需要由可显示字符组成的编号。")
        state = self.now.get(change.id)
        if state is None:
            self._create(change, {k: v for k, v in fields.items() if v is not None})
            return
        if state.type != change.type:
            raise InvalidRecord(f"{change.id} is a {state.type}, not a {change.type}; delete it and create another.",
                                f"{change.id} 是{IN_CHINESE[state.type]}，不是{IN_CHINESE[change.type]}；请删除后重新创建。")
        changed = {k: v for k, v in fields.items() if state.fields.get(k) != v}
        computed_late = change.type == LAST_WINS and not fields.get("pinned") and change.id in self.foreign
        if not changed or computed_late:
            return
        for name, value in changed.items():
            self._check_fixed(state.type, name)
            self._check_conflict(change.id, state, name, value)
        merged = {k: v for k, v in {**state.fields, **changed}.items() if v is not None}
        self._check(change, merged, changed)
        entry = Entry(state.type, change.id, {k: state.fields.get(k) for k in changed}, changed)
        self._keep(change.id, State(state.type, merged, state.version + 1), entry)

    def _create(self, change: Put, fields: Fields) -> None:
        for other in self.foreign.get(change.id, ()):
            if other.entry.after is None:
                raise Conflict(*Text("{who} deleted {what} in the meantime. Undo the delete, or add it again.",
                                     "{who} 在此期间删除了 {what}。请撤销该删除，或重新添加。",
                                     ).format(who=_who(other), what=_name(other.entry.before)),
                               record=change.id, yours=fields, author=other.author)
        self._check(change, fields, fields)
        self._keep(change.id, State(change.type, fields), Entry(change.type, change.id, None, fields))

    def _check(self, change: Put, whole: Fields, changed: Fields) -> None:
        check_whole(change.type, whole)
        self.unchecked.append((change, changed))
        for _name, id in refs(change.type, changed):
            self.dependents.setdefault(id, set()).add(change.id)

    def _check_refs(self, change: Put, changed: Fields) -> None:
        """At the end of the batch, so that records may come in any order."""
        state = self.now.get(change.id)
        if state is None or state.type != change.type:
            return
        allowed = _allowed_ends(change.type, state.fields)
        for name, id in refs(change.type, changed):
            if state.fields.get(name) != id:
                continue
            target = self.now.get(id)
            if target is None:
                gone = next((f for f in self.foreign.get(id, ()) if f.entry.after is None), None)
                if gone:
                    raise Conflict(*Text("{who} deleted {what} in the meantime; nothing can refer to it.",
                                         "{who} 在此期间删除了 {what}；不能再引用。",
                                         ).format(who=_who(gone), what=_name(gone.entry.before)),
                                   record=id, field=name, yours=id, author=gone.author)
                raise InvalidRecord(*Text("{where}: there is no record with the id {id} in this account.",
                                          "{where}：此客户中没有编号为 {id} 的记录。",
                                          ).format(where=place_of(change.type, name), id=id))
            if target.type not in allowed[name]:
                right = Text(" or ".join(allowed[name]), "或".join(IN_CHINESE[t] for t in allowed[name]))
                raise InvalidRecord(*Text("{where}: {what} is a {type}; it must be a {right}.",
                                          "{where}：{what} 是{type}；应为{right}。",
                                          ).format(where=place_of(change.type, name), what=_name(target.fields), right=right,
                                                   type=Text(target.type, IN_CHINESE[target.type])))

    def _check_fixed(self, type_name: str, name: str) -> None:
        spec = RECORDS[type_name].specs()[name]
        if (spec.type == "ref" and spec.on_delete == "delete") or (type_name == "Tie" and name == "kind"):
            raise InvalidRecord(*Text("{where} never changes; delete the record and create another.",
                                      "{where}不能更改；请删除该记录后重新创建。").format(where=place_of(type_name, name)))

    def _check_conflict(self, id: str, state: State, name: str, value: object) -> None:
        for other in self.foreign.get(id, ()):
            if name in other.entry.fields and state.type != LAST_WINS:
                label = RECORDS[state.type].specs()[name].name
                raise Conflict(*Text("{who} changed {field} of {what} in the meantime: theirs is {theirs}, yours is {yours}.",
                                     "{who} 在此期间更改了 {what} 的“{field}”：对方的值为 {theirs}，您的值为 {yours}。",
                                     ).format(who=_who(other), field=label, what=_name(state.fields),
                                              theirs=_show(state.fields.get(name)), yours=_show(value)),
                               record=id, field=name, theirs=state.fields.get(name), yours=value, author=other.author)

    def _delete(self, change: Delete) -> None:
        state = self.now.get(change.id)
        if state is None:
            if any(f.entry.after is None for f in self.foreign.get(change.id, ())):
                return
            if change.id in self.result.states:
                return
            raise NotFound(f"There is no record with the id {change.id} in this account; nothing was deleted.",
                           f"此客户中没有编号为 {change.id} 的记录；没有删除任何内容。")
        if state.type == "Account":
            raise InvalidRecord("An account is archived or erased, not deleted.", "客户只能归档或彻底删除，不能这样删除。")
        self._check_untouched(change.id, state)
        for other in sorted(self.dependents.get(change.id, ())):
            dependent = self.now.get(other)
            if dependent is None:
                continue
            if change.id in hangs_on(dependent.type, dependent.fields):
                self._delete(Delete(other))
            else:
                cleared = {name: None for name, id in refs(dependent.type, dependent.fields) if id == change.id}
                self._put(Put(dependent.type, other, cleared))
        self._keep(change.id, None, Entry(state.type, change.id, state.fields, None))

    def _check_untouched(self, id: str, state: State) -> None:
        for other in self.foreign.get(id, ()):
            if state.type != LAST_WINS:
                raise Conflict(*Text("{who} changed {what} in the meantime; look at it before it is deleted.",
                                     "{who} 在此期间更改了 {what}；删除前请先查看。",
                                     ).format(who=_who(other), what=_name(state.fields, state.type)),
                               record=id, theirs=state.fields, author=other.author)

    def _keep(self, id: str, state: State | None, entry: Entry) -> None:
        self.result.states[id] = state
        self.result.entries.append(entry)
        if state is None:
            del self.now[id]
        else:
            self.now[id] = state


def _allowed_ends(type_name: str, fields: Fields) -> dict[str, tuple[str, ...]]:
    ends = {name: spec.types for name, spec in RECORDS[type_name].specs().items() if spec.type == "ref"}
    if type_name == "Tie":
        kind = KINDS[fields["kind"]]
        ends |= {"source": kind.sources, "target": kind.targets}
    return ends


def _who(other: Foreign) -> str | Text:
    return other.author or Text("Somebody", "有人")


def _name(fields: Mapping[str, object] | None, type_name: str = "record") -> str | Text:
    named = (fields or {}).get("name")
    return str(named) if named else Text(f"a {type_name.lower()}", f"一条{IN_CHINESE.get(type_name, '记录')}")


def _show(value: object) -> str | Text:
    return Text("empty", "空") if value is None else ", ".join(value) if isinstance(value, tuple) else str(value)
