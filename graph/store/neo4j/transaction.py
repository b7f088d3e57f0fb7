"""One account of the Neo4j store, inside one transaction of the driver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import neo4j

from graph.errors import NotFound
from graph.model import KINDS, Text
from graph.store.base import NO_ACCOUNT
from graph.store.changes import Entry, Revision
from graph.store.neo4j import cypher
from graph.store.neo4j.property_graph import (
    MAP,
    OF_NODE,
    RELATIONSHIPS,
    Reading,
    change_row,
    entry_of,
    links,
    properties,
    relationship_of,
    structure,
)
from graph.store.plan import Plan, State, hangs_on

WHOLE_FROM = 300  # from so many ids on, reading the whole account is quicker than looking for each
BATCH = 5_000


class Neo4jTransaction:
    def __init__(self, tx: neo4j.ManagedTransaction, account: str, head: Mapping[str, Any] | None) -> None:
        if head is None:
            raise NotFound(*NO_ACCOUNT.format(id=account))
        self.tx, self.account, self.written = tx, account, False
        self.born, self.revision, self.facts = head["born"], head["revision"], head["facts"]
        self.problems: list[Text] = []
        self.known: dict[str, State] = {}

    def run(self, statement: str, **values: Any) -> None:
        """A statement that writes. It stays only when `written` is set in the end."""
        done(self.tx, statement, account=self.account, **values)

    def states(self, ids: Iterable[str] | None = None) -> dict[str, State]:
        wanted = None if ids is None else list(ids)
        reading = self._read_all() if wanted is None or len(wanted) > WHOLE_FROM else self._read_some(wanted)
        found = reading.states if wanted is None else {id: reading.states[id] for id in wanted if id in reading.states}
        self.problems = reading.problems
        self.known |= found
        return dict(found)

    def _read_all(self) -> Reading:
        reading = Reading()
        for record in many(self.tx, cypher.READ_NODES, account=self.account):
            for row in record["rows"]:
                self._take(reading, record["what"], row)
        for record in many(self.tx, cypher.READ_EDGES, account=self.account):
            for start, end, row in record["rows"]:
                reading.relationship(record["what"], start, end, row)
        reading.finish()
        return reading

    def _take(self, reading: Reading, label: str, row: Mapping[str, Any]) -> None:
        if label != "Account" or self.revision > 0:  # else its record is still to be written
            reading.node(label, row)

    def _read_some(self, ids: list[str]) -> Reading:
        reading = Reading()
        if not ids:
            return reading
        nodes = many(self.tx, cypher.SOME_NODES, account=self.account, ids=ids)
        for node in nodes:
            self._take(reading, node["what"], node["row"])
        for node in nodes:
            for type_name, target, labels in node["links"]:
                reading.labels.setdefault(target, _ours(labels))
                reading.relationship(type_name, node["row"]["id"], target, {})
        for edge in many(self.tx, cypher.SOME_EDGES, account=self.account, ids=ids):
            for id, labels in ((edge["start"], edge["starts"]), (edge["end"], edge["ends"])):
                if MAP not in labels:  # a map may be called as a person is
                    reading.labels.setdefault(id, _ours(labels))
            reading.relationship(edge["what"], edge["start"], edge["end"], edge["row"])
        reading.finish()
        return reading

    def dependents(self, ids: Iterable[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {id: set() for id in ids}
        for row in many(self.tx, cypher.DEPENDENTS, account=self.account, ids=list(found)):
            for type_name, edge, other, leaves in row["found"]:
                if not RELATIONSHIPS[type_name].of_node:
                    found[row["id"]].add(edge)
                elif not leaves or other == row["id"]:
                    found[row["id"]].add(other)
        return {id: {other for other in others if other} for id, others in found.items()}

    def revisions(self, *, since: int = 0, ids: Iterable[str] | None = None, author: str | None = None,
                  entries: bool = True) -> list[Revision]:
        held: dict[int, list[tuple[int, Entry]]] = {}
        if entries:
            wanted = None if ids is None else list(ids)
            row = (one(self.tx, cypher.CHANGES, account=self.account, since=since) if wanted is None
                   else one(self.tx, cypher.CHANGES_OF, account=self.account, ids=wanted))
            for change in row["rows"]:
                held.setdefault(change["revision"], []).append((change["seq"], entry_of(change)))
        numbers = None if ids is None else list(held)
        heads = one(self.tx, cypher.REVISIONS, account=self.account, since=since, author=author, numbers=numbers)["rows"]
        return [_revision(head, [e for _seq, e in sorted(held.get(head["number"], []), key=lambda pair: pair[0])])
                for head in sorted(heads, key=lambda head: head["number"])]

    def by_token(self, token: str) -> Revision | None:
        row = one(self.tx, cypher.BY_TOKEN, account=self.account, token=token)
        return _revision(row["row"], []) if row else None

    def write(self, revision: Revision, result: Plan) -> None:
        self.written = True
        there = {id: s for id, s in result.states.items() if s and id in self.known}
        anew = {id for id, s in there.items() if structure(s) != structure(self.known[id])}  # and with them what hangs on them
        stays = {id for id, s in there.items() if id not in anew and not anew & hangs_on(s.type, s.fields)}
        new = {id: s for id, s in result.states.items() if s is not None and id not in stays}
        gone = {id: self.known[id] for id in result.states if id in self.known and id not in stays}
        kept = {id: (s, _changed(self.known[id].fields, s.fields)) for id in stays if (s := result.states[id])}
        self._delete(gone)
        self.known = {id: s for id, s in {**self.known, **result.states}.items() if s is not None}
        self._create(new)
        self._change(kept)
        self._log(revision, result.entries)
        self.revision, self.facts = revision.number, revision.number if revision.facts else self.facts
        self.run(cypher.COUNT, revision=self.revision, facts=self.facts,
                 people=_people(new.values()) - _people(gone.values()), ties=_ties(new.values()) - _ties(gone.values()))

    def _delete(self, gone: Mapping[str, State]) -> None:
        edges, nodes = _Groups(), _Groups()
        for id, state in gone.items():
            form = relationship_of(state)
            (edges if form else nodes).add(form.type if form else state.type, id)
        for type_name, ids in edges:
            self.run(cypher.delete_edges(type_name), rows=ids)
        for label, ids in nodes:
            self.run(cypher.delete_nodes(label), rows=ids)

    def _create(self, new: Mapping[str, State]) -> None:
        nodes, edges, joined, maps = _Groups(), _Groups(), _Groups(), set()
        for id, state in new.items():
            row = {**properties(state.type, state.fields), "account": self.account, "id": id, "version": state.version}
            form = relationship_of(state)
            if form is None:
                nodes.add(state.type, row)
                for field, target in links(state.type, state.fields).items():
                    joined.add((OF_NODE[state.type, field].type, state.type, self.known[target].type), [id, target])
                continue
            start, end = state.fields[form.start], state.fields[form.end]
            on_map = form.ends == (MAP,)  # which may be called as a person is
            if on_map:
                maps.add(end)
            end_label = MAP if on_map else self.known[end].type
            edges.add((form.type, self.known[start].type, end_label), [start, end, row])
        if maps:
            self.run(cypher.NEW_MAPS, rows=sorted(maps))
        for label, rows in nodes:
            self.run(cypher.set_account() if label == "Account" else cypher.new_nodes(label), rows=rows)
        for (type_name, label, end), rows in joined:
            self.run(cypher.link(type_name, label, end), rows=rows)
        for (type_name, start, end), rows in edges:
            self.run(cypher.new_edges(type_name, start, end), rows=rows)

    def _change(self, kept: Mapping[str, tuple[State, Mapping[str, Any]]]) -> None:
        nodes, edges, cut, joined = _Groups(), _Groups(), _Groups(), _Groups()
        for id, (state, fields) in kept.items():
            form = relationship_of(state)
            row = {"id": id, "set": {**properties(state.type, fields), "version": state.version}}
            (edges if form else nodes).add(form.type if form else state.type, row)
            for field, target in ({} if form else links(state.type, fields)).items():
                type_name = OF_NODE[state.type, field].type
                cut.add((type_name, state.type), id)
                if target is not None:
                    joined.add((type_name, state.type, self.known[target].type), [id, target])
        for label, rows in nodes:
            self.run(cypher.set_nodes(label), rows=rows)
        for type_name, rows in edges:
            self.run(cypher.set_edges(type_name), rows=rows)
        for (type_name, label), ids in cut:
            self.run(cypher.unlink(type_name, label), rows=ids)
        for (type_name, label, end), rows in joined:
            self.run(cypher.link(type_name, label, end), rows=rows)

    def _log(self, revision: Revision, entries: Iterable[Entry]) -> None:
        head = {"account": self.account, "number": revision.number, "author": revision.author,
                "time": revision.time.isoformat(), "label_en": revision.label.en, "label_zh": revision.label.zh,
                "origin": revision.origin, "token": revision.token or None, "undoes": revision.undoes,
                "redoes": revision.redoes, "facts": revision.facts}
        rows = [{**change_row(entry), "account": self.account, "revision": revision.number, "seq": seq}
                for seq, entry in enumerate(entries)]
        self.run(cypher.LOG_REVISION, row=head)
        for start in range(0, len(rows), BATCH):
            self.run(cypher.LOG_CHANGES, rows=rows[start:start + BATCH])

    def recount(self) -> None:
        """Counts people and ties anew, after others wrote past us."""
        self.run(cypher.COUNTS, people=_people(self.known.values()), ties=_ties(self.known.values()))

    def redact(self, ids: Iterable[str]) -> None:
        self.run(cypher.REDACT, ids=list(ids))


class _Groups:
    """Rows that one statement takes, a few thousand at a time."""

    def __init__(self) -> None:
        self.rows: dict[Any, list[Any]] = {}

    def add(self, key: Any, row: Any) -> None:
        self.rows.setdefault(key, []).append(row)

    def __iter__(self) -> Iterator[tuple[Any, list[Any]]]:
        for key, rows in self.rows.items():
            for start in range(0, len(rows), BATCH):
                yield key, rows[start:start + BATCH]


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that differ, None for one that is gone. Only those are written: a value that we could not read stays."""
    return {name: after.get(name) for name in {*before, *after} if before.get(name) != after.get(name)}


def _ours(labels: Iterable[str]) -> str:
    """The one of a node's labels that is ours: others may have added theirs."""
    return next((label for label in labels if label in cypher.LABELS), "")


def _people(states: Iterable[State]) -> int:
    return sum(s.type == "Person" for s in states)


def _ties(states: Iterable[State]) -> int:
    return sum(s.type == "Tie" and KINDS[s.fields["kind"]].drawn for s in states)


def _revision(row: Mapping[str, Any], entries: Iterable[Entry]) -> Revision:
    return Revision(row["number"], row["author"], datetime.fromisoformat(row["time"]), Text(row["label_en"], row["label_zh"]),
                    row["origin"], row.get("token") or "", row.get("undoes"), row.get("redoes"), row["facts"], tuple(entries))


def many(tx: neo4j.ManagedTransaction, statement: str, /, **values: Any) -> list[Any]:
    """The records of a statement of `cypher`, which is text of ours, never anything typed by a user."""
    return list(tx.run(statement, **values))


def one(tx: neo4j.ManagedTransaction, statement: str, /, **values: Any) -> Any:
    """The only record of a statement, None when there is none."""
    return next(iter(many(tx, statement, **values)), None)


def done(tx: neo4j.ManagedTransaction, statement: str, /, **values: Any) -> None:
    """A statement without records, carried out."""
    tx.run(statement, **values).consume()
