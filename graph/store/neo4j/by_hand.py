"""What somebody edited in the graph past us, taken into the history: new things get ids, changes get log entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.model import new_id, setting_id
from graph.model.derived import derived_id
from graph.store.changes import Entry, Fields
from graph.store.neo4j import cypher
from graph.store.neo4j.property_graph import RELATIONSHIPS
from graph.store.neo4j.transaction import Neo4jTransaction, many
from graph.store.plan import State


def give_ids(tx: Neo4jTransaction) -> None:
    """Gives ids to the nodes of this account and to the relationships between them that have none yet."""
    for statement in cypher.GIVE_NODES_IDS:
        tx.run(statement)
    ballots = many(tx.tx, cypher.BALLOTS_WITHOUT_IDS, account=tx.account)
    tx.run(cypher.give_ids("Ballot"), rows=_free(tx, {row["element"]: _ballot_id(row["by"], row["links"]) for row in ballots}))
    settings = many(tx.tx, cypher.SETTINGS_WITHOUT_IDS, account=tx.account)
    tx.run(cypher.give_ids("Setting"), rows=_free(tx, {row["element"]: setting_id(str(row["name"])) for row in settings}))
    edges = many(tx.tx, cypher.EDGES_WITHOUT_IDS, account=tx.account)
    tx.run(cypher.GIVE_EDGES_IDS, rows=_free(tx, {row["element"]: _edge_id(row["what"], row["start"], row["end"]) for row in edges}))


def _free(tx: Neo4jTransaction, ids: Mapping[str, str]) -> list[list[str]]:
    """Element and id of those whose id nothing has yet: each id once."""
    taken = tx.states(ids.values()).keys()
    return [[element, id] for id, element in {id: element for element, id in ids.items()}.items() if id not in taken]


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


def _edge_id(type_name: str, start: str, end: str) -> str:
    """The id of a relationship: of its ends where there may be only one between two, else a new one."""
    form = RELATIONSHIPS[type_name]
    return derived_id(form.record, {form.start: start, form.end: end}) or new_id()


def _ballot_id(by: Any, links: Iterable[tuple[str, str]]) -> str:
    """The id of a ballot: of what it hangs on and who gave it; a new one as long as it does not hang there."""
    fields = {RELATIONSHIPS[type_name].start: target for type_name, target in links}
    whole = {"workshop", "item"} <= fields.keys()
    return derived_id("Ballot", {**fields, "by": by if isinstance(by, str) else ""}) if whole else new_id()
