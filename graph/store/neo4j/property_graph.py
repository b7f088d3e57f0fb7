"""How an account lies in a property graph: records as nodes and relationships, their fields as properties in the open.

Names of labels, types and properties come from here and from the model, never from what somebody typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.errors import InvalidRecord
from graph.model import KINDS, RECORDS, SCALES, Text
from graph.model.fields import LONGEST_TEXT, FieldSpec
from graph.model.records import IN_CHINESE, THINGS
from graph.model.validate import UNWANTED, check_whole, clean_fields
from graph.store.changes import Entry, Fields
from graph.store.plan import State


@dataclass(frozen=True)
class Relationship:
    """A relationship type. `start` and `end` are the fields of the record that hold its two ends.

    `record` is the kind of record that it stands for; `kind` the kind of tie, when it is one. With `of_node` it is no
    record of its own but the field `start` of the node that it leaves.
    """

    type: str
    record: str
    start: str
    end: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    kind: str = ""
    of_node: bool = False


MAP = "Map"
"""The label of the nodes that stand for a map: people are placed on it."""
TURNED = {"LISTENS_TO": "INFLUENCES"}
"""A listens to B lies in the graph as (B)-[:INFLUENCES]->(A), so that paths of influence follow the arrows."""


def _relationships() -> dict[str, Relationship]:
    found = [
        Relationship("IN_DEPARTMENT", "Person", "department", "", ("Person",), ("Department",), of_node=True),
        Relationship("PART_OF", "Department", "parent", "", ("Department",), ("Department",), of_node=True),
        Relationship("LED_BY", "Faction", "core", "", ("Faction",), ("Person",), of_node=True),
        Relationship("MANAGED_BY", "Opportunity", "manager", "", ("Opportunity",), ("TeamMember",), of_node=True),
        Relationship("VIEW_OF", "MapView", "opportunity", "", ("MapView",), ("Opportunity",), of_node=True),
        Relationship("CENTRED_ON", "MapView", "leader", "", ("MapView",), ("Person",), of_node=True),
        Relationship("ABOUT", "Comment", "item", "", ("Comment",), THINGS, of_node=True),
        Relationship("HELD_FOR", "Workshop", "opportunity", "", ("Workshop",), ("Opportunity",), of_node=True),
        Relationship("CAST_IN", "Ballot", "workshop", "", ("Ballot",), ("Workshop",), of_node=True),
        Relationship("CAST_ON", "Ballot", "item", "", ("Ballot",), ("Person",), of_node=True),
        Relationship("CAST_FOR", "Ballot", "other", "", ("Ballot",), ("Person",), of_node=True),
        Relationship("FORECASTS", "Forecast", "opportunity", "", ("Forecast",), ("Opportunity",), of_node=True),
        Relationship("STANDS_IN", "Position", "person", "opportunity", ("Person",), ("Opportunity",)),
        Relationship("COMPETES_IN", "Standing", "competitor", "opportunity", ("Competitor",), ("Opportunity",)),
        Relationship("PLACED_ON", "Place", "item", "map", THINGS, (MAP,))]
    for code, kind in KINDS.items():
        if code in TURNED:
            found.append(Relationship(TURNED[code], "Tie", "target", "source", kind.targets, kind.sources, code))
        else:
            found.append(Relationship(code, "Tie", "source", "target", kind.sources, kind.targets, code))
    return {r.type: r for r in found}


RELATIONSHIPS = _relationships()
OF_NODE = {(r.record, r.start): r for r in RELATIONSHIPS.values() if r.of_node}
_BY_RECORD = {r.kind or r.record: r for r in RELATIONSHIPS.values() if not r.of_node}
HANGING = frozenset(name for name, start in OF_NODE if RECORDS[name].specs()[start].required)
"""The labels of nodes that cannot be without a relationship that leaves them."""
_STRUCTURE = {"Tie": ("kind", "source", "target"), "Position": ("person", "opportunity"),
              "Standing": ("competitor", "opportunity"), "Place": ("item", "map")}


def relationship_of(state: State) -> Relationship | None:
    """The relationship type of a record that lies in the graph as one; None for a node."""
    return _BY_RECORD[state.fields["kind"] if state.type == "Tie" else state.type] if state.type in _STRUCTURE else None


def structure(state: State) -> tuple[Any, ...]:
    """What can only change by deleting the record in the graph and making it anew: its kind and its ends."""
    return state.type, *(state.fields.get(name) for name in _STRUCTURE.get(state.type, ()))


def links(type_name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Those of a node's fields that lie in the graph as relationships."""
    return {name: fields[name] for name in fields if (type_name, name) in OF_NODE}


def properties(type_name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Those of a record's fields that lie in the graph as properties, as the database takes them."""
    structure = _STRUCTURE.get(type_name, ())
    return {k: list(v) if isinstance(v, tuple) else v for k, v in fields.items()
            if k not in structure and (type_name, k) not in OF_NODE}


def change_row(entry: Entry) -> dict[str, Any]:
    """A log entry as the properties of a `Change` node: what changed from `before_...` to `after_...`."""
    row: dict[str, Any] = {"record": entry.id, "type": entry.type, "what": _what(entry)}
    if row["what"] == "changed":
        row["fields"] = sorted(entry.fields)  # says which were absent before or after
    for prefix, fields in (("before_", entry.before), ("after_", entry.after)):
        row |= {prefix + k: list(v) if isinstance(v, tuple) else v for k, v in (fields or {}).items() if v is not None}
    return row


def entry_of(row: Mapping[str, Any]) -> Entry:
    """The log entry of a `Change` node."""
    what = row["what"]
    before = _unprefixed(row, "before_") if what in ("changed", "deleted") else None
    after = _unprefixed(row, "after_") if what in ("changed", "created") else None
    return Entry(row["type"], row["record"], before, after)


def _what(entry: Entry) -> str:
    if entry.erased:
        return "erased"
    return "created" if entry.before is None else "deleted" if entry.after is None else "changed"


def _unprefixed(row: Mapping[str, Any], prefix: str) -> Fields:
    names = set(row["fields"]) if "fields" in row else {k.removeprefix(prefix) for k in row if k.startswith(prefix)}
    found = {name: row.get(prefix + name) for name in RECORDS[row["type"]].specs() if name in names}
    return {k: tuple(v) if isinstance(v, list) else v for k, v in found.items()}


class Reading:
    """What comes out of the graph, made into states; what cannot be read is left out and named in `problems`."""

    def __init__(self) -> None:
        self.states: dict[str, State] = {}
        self.labels: dict[str, str] = {}
        """Every node that an edge may lead to, and its label: those read, and those named without being read."""
        self.problems: list[Text] = []

    def node(self, label: str, row: Mapping[str, Any]) -> None:
        """A node with its properties."""
        if not row["id"] or not isinstance(row["id"], str):
            self.problems.append(Text("{what} “{name}”: the id is not a text; remove it, and it gets one.",
                                      "{what}“{name}”：编号不是文字；删去后会自动分配。",
                                      ).format(what=Text(label, IN_CHINESE[label]), name=row.get("name") or "?"))
        else:
            self._keep(label, row["id"], row, {})
            if row["id"] in self.states:
                self.labels.setdefault(row["id"], label)

    def relationship(self, type_name: str, start: str, end: str, row: Mapping[str, Any]) -> None:
        """A relationship with its ends and properties. Call after all nodes, and `finish` after all relationships."""
        form = RELATIONSHIPS[type_name]
        if form.of_node:
            self._link(form, start, end)
        else:
            self._edge(form, start, end, row)

    def finish(self) -> None:
        """Leaves out the nodes that hang on nothing: comments about nobody, ballots of no workshop."""
        hanging = [(id, state) for id, state in self.states.items() if state.type in HANGING]
        for id, state in hanging:
            if not self._whole(state.type, id, state.fields):
                del self.states[id]

    def _link(self, link: Relationship, source: str, target: str) -> None:
        state = self.states.get(source)
        if state is None or state.type != link.record or not self._is(target, link.ends):
            self.problems.append(self._misdrawn(link, source, target))
            return
        if state.fields.get(link.start) not in (None, target):
            self.problems.append(Text("{who} has more than one {type}; one of them is shown.",
                                      "{who} 有多个 {type}，只显示其中一个。").format(who=self._called(source), type=link.type))
        state.fields[link.start] = min(target, state.fields.get(link.start) or target)

    def _edge(self, form: Relationship, start: str, end: str, row: Mapping[str, Any]) -> None:
        id = row.get("id")
        if not isinstance(id, str) or not id:
            self.problems.append(Text("{tie} was drawn in the graph by hand and has no id yet.",
                                      "{tie} 是在图数据库中手工添加的，还没有编号。").format(tie=self._tie(form, start, end)))
            return
        if not self._is(start, form.starts) or not (isinstance(end, str) if form.ends == (MAP,) else self._is(end, form.ends)):
            self._problem(form.record, id, self._misdrawn(form, start, end))
            return
        ends = {form.start: start, form.end: end} | ({"kind": form.kind} if form.kind else {})
        self._keep(form.record, id, row, ends)

    def _keep(self, type_name: str, id: str, row: Mapping[str, Any], structure: Fields) -> None:
        if id in self.states:
            self._problem(type_name, id, Text("this id is taken already.", "此编号已被占用。"))
            return
        fields: Fields = dict(structure)
        for name, value in row.items():
            check = _CHECKS[type_name].get(name)
            if check is None:
                continue  # somebody else's property
            if check(value):
                fields[name] = tuple(value) if isinstance(value, list) else value
            else:
                fields |= self._by_hand(type_name, id, name, value)
        if type_name == "Account" and "name" not in fields:  # without its record there would be no account to open
            self._problem(type_name, id, Text("it has no name.", "没有名称。"))
            fields["name"] = "?"
        if type_name in HANGING or self._whole(type_name, id, fields):
            self.states[id] = State(type_name, fields, row["version"] if type(row.get("version")) is int else 1)

    def _whole(self, type_name: str, id: str, fields: Fields) -> bool:
        if not _REQUIRED[type_name] <= fields.keys() or (type_name == "Tie" and not _plain_tie(fields)):
            try:
                check_whole(type_name, fields)
            except InvalidRecord as error:
                self._problem(type_name, id, Text(str(error), error.zh))
                return False
        return True

    def _by_hand(self, type_name: str, id: str, name: str, value: Any) -> Fields:
        """A value that we would have stored otherwise, brought to our form; nothing when it cannot be."""
        try:
            return clean_fields(type_name, {name: value})
        except InvalidRecord as error:
            self._problem(type_name, id, Text(str(error), error.zh))
        return {}

    def _problem(self, type_name: str, id: str, reason: Text) -> None:
        self.problems.append(Text("{what} {id}: {reason} It was left out.", "{what} {id}：{reason} 已略过。").format(
            what=Text(type_name, IN_CHINESE[type_name]), id=id, reason=reason))

    def _is(self, id: str, types: tuple[str, ...]) -> bool:
        return self.labels.get(id) in types

    def _misdrawn(self, form: Relationship, start: str, end: str) -> Text:
        return Text("{tie} does not join what it should ({starts} to {ends}).", "{tie} 连接的对象不对（应为 {starts} 到 {ends}）。",
                    ).format(tie=self._tie(form, start, end), starts="/".join(form.starts), ends="/".join(form.ends))

    def _tie(self, form: Relationship, start: str, end: str) -> str:
        return f"{self._called(start)} {form.type} {self._called(end)}"

    def _called(self, id: str) -> str:
        state = self.states.get(id)
        return str(state.fields.get("name", id)) if state else str(id)


def _check(spec: FieldSpec) -> Any:
    """Whether a value is in the form that we store: quick, because every value of a read goes through it."""
    low = spec.low if spec.low is not None else float("-inf")
    high = spec.high if spec.high is not None else float("inf")
    if spec.type == "code":
        levels = frozenset(SCALES[spec.scale].codes)
        return lambda v: isinstance(v, str) and v in levels
    if spec.type == "codes":
        levels = frozenset(SCALES[spec.scale].codes)
        return lambda v: isinstance(v, list) and bool(v) and all(isinstance(i, str) and i in levels for i in v)
    if spec.type == "texts":
        return lambda v: isinstance(v, list) and bool(v) and all(isinstance(i, str) for i in v)
    if spec.type == "yes_no":
        return lambda v: isinstance(v, bool)
    if spec.type == "integer":
        return lambda v: type(v) is int and low <= v <= high
    if spec.type == "number":
        return lambda v: type(v) is float and low <= v <= high
    if spec.type == "date":
        return _is_date
    return lambda v: isinstance(v, str) and 0 < len(v) <= LONGEST_TEXT and not UNWANTED.search(v)


def _is_date(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False


def _plain_tie(fields: Fields) -> bool:
    """Whether a tie has nothing that could be wrong in it."""
    return (fields["source"] != fields["target"] and fields.get("strength") != 0
            and "level" not in fields and "sign" not in fields)


_REQUIRED = {name: frozenset(field for field, spec in cls.specs().items() if spec.required) for name, cls in RECORDS.items()}
_CHECKS = {name: {field: _check(spec) for field, spec in cls.specs().items()
                  if field not in _STRUCTURE.get(name, ()) and (name, field) not in OF_NODE}
           for name, cls in RECORDS.items()}
