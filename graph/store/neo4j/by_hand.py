"""What somebody edited in the graph past us, taken into the history: new things get ids, changes get log entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.model import new_id, place_id, position_id
from graph.model.records import standing_id
from graph.store.changes import Entry, Fields
from graph.store.neo4j import cypher
from graph.store.neo4j.property_graph import RELATIONSHIPS
from graph.store.neo4j.transaction import Neo4jTransaction, many
from graph.store.plan import State


def give_ids(tx: Neo4jTransaction) -> None:
    """Gives ids to the nodes of this account and to the relationships between them that have none yet."""
    for statement in cypher.GIVE_NODES_IDS:
        tx.run(statement)
    found = many(tx.tx, cypher.EDGES_WITHOUT_IDS, account=tx.account)
    rows = [[row["element"], _id_of(row["what"], row["start"], row["end"])] for row in found]
    taken = {id for _element, id in rows} & tx.states([id for _element, id in rows]).keys()
    once = {id: element for element, id in rows if id not in taken}
    tx.run(cypher.GIVE_EDGES_IDS, rows=[[element, id] for id, element in once.items()])


def entries_between(logged: Mapping[str, State], found: Mapping[str, State]) -> list[Entry]:
    """The log entries that lead from what the log says to what is found."""
    entries = [Entry(state.type, id, state.fields, None) for id, state in logged.items() if id not in found]
    for id, state in found.items():
        before = logged.get(id)
        if before is None or before.type != state.type:
            entries.append(Entry(state.type, id, None, state.fields))
            continue
        changed = {k for k in {*before.fields, *state.fields} if before.fields.get(k) != state.fields.get(k)}
        if changed:
            entries.append(Entry(state.type, id, _only(before.fields, changed), _only(state.fields, changed)))
    return entries


def _only(fields: Fields, names: set[str]) -> Fields:
    return {name: fields.get(name) for name in sorted(names)}


def _id_of(type_name: str, start: str, end: str) -> str:
    """The id of a relationship: of its ends where there may be only one between two, else a new one."""
    form = RELATIONSHIPS[type_name]
    ends: dict[str, Any] = {form.start: start, form.end: end}
    if form.record == "Position":
        return position_id(ends["opportunity"], ends["person"])
    if form.record == "Standing":
        return standing_id(ends["opportunity"], ends["competitor"])
    if form.record == "Place":
        return place_id(ends["map"], ends["item"])
    return new_id()
