"""An account as a Cypher script: the graph that docs/neo4j.md describes, for a Neo4j that is not our store.

Plain text for `cypher-shell -f`, or statement by statement for a driver. It can be run again: what is there is found by
`account` and `id`, and gets the values of the script. People carry their share of the decision besides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from graph.analysis.account import Analysis
from graph.export.network_export import figures_of
from graph.export.redaction import WHOLE, Redaction, redacted, redacted_analysis
from graph.model import Snapshot
from graph.model.records import THINGS, Fields
from graph.store.neo4j.cypher import SCHEMA
from graph.store.neo4j.property_graph import OF_NODE, links, properties, relationship_of
from graph.store.plan import State

END = ";\n"
"""Stands behind every statement, and nowhere else."""
ROWS = 200  # in one statement: a server takes long to read much longer ones
_ESCAPED = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def cypher(snapshot: Snapshot, *, analysis: Analysis | None = None, deal: str | None = None, redaction: Redaction = WHOLE) -> str:
    """The whole script. `deal` is the one whose roles people are called by when their names may not be seen."""
    return "".join(statement + END for statement in statements(snapshot, analysis=analysis, deal=deal, redaction=redaction))


def statements(snapshot: Snapshot, *, analysis: Analysis | None = None, deal: str | None = None,
               redaction: Redaction = WHOLE) -> Iterator[str]:
    """The statements of the script, each a transaction of its own, without what ends them."""
    deal = analysis.opportunity if analysis and deal is None else deal
    seen = redacted_analysis(analysis, redaction) if analysis else None
    now, figures = redacted(snapshot, redaction, deal), figures_of(seen)
    states = {id: State(type_name, record.fields()) for type_name in (*THINGS, "Position", "Standing", "Tie")
              for id, record in now.all(type_name).items()}
    yield from (text for text in SCHEMA if text.split()[2] in {f"powermap_{name.lower()}" for name in THINGS})
    yield from _nodes(now.account_id, states, figures)
    yield from _edges(now.account_id, states)


def _nodes(account: str, states: Mapping[str, State], figures: Mapping[str, Fields]) -> Iterator[str]:
    rows: dict[str, list[Fields]] = {}
    for id, state in states.items():
        if relationship_of(state) is None:
            rows.setdefault(state.type, []).append({"id": id, "set": properties(state.type, state.fields) | figures.get(id, {})})
    for label, found in rows.items():
        yield from _in_parts(found, f"MERGE (n:{label} {{account: {literal(account)}, id: row.id}}) SET n += row.set")


def _edges(account: str, states: Mapping[str, State]) -> Iterator[str]:
    rows: dict[tuple[str, str, str], list[Fields]] = {}
    for id, state in states.items():
        for row in _drawn(id, state):
            type_name, start, end = row.pop("type"), row["s"], row["t"]
            if start in states and end in states:
                rows.setdefault((type_name, states[start].type, states[end].type), []).append(row)
    for (type_name, start, end), found in rows.items():
        record = "id" in found[0]
        tie = f"[r:{type_name} {{account: {literal(account)}, id: row.id}}]" if record else f"[:{type_name}]"
        yield from _in_parts(found, f"{_match('s', start, account)} {_match('t', end, account)} MERGE (s)-{tie}->(t)"
                             + (" SET r += row.set" if record else ""))


def _drawn(id: str, state: State) -> list[Fields]:
    """The relationships that a record is in the graph: one of its own, or those that are fields of a node."""
    form = relationship_of(state)
    if form is None:
        return [{"type": OF_NODE[state.type, name].type, "s": id, "t": target} for name, target in links(state.type, state.fields).items()]
    return [{"type": form.type, "s": state.fields[form.start], "t": state.fields[form.end], "id": id,
             "set": properties(state.type, state.fields)}]


def _match(name: str, label: str, account: str) -> str:
    return f"MATCH ({name}:{label} {{account: {literal(account)}, id: row.{name}}})"


def _in_parts(rows: Sequence[Fields], act: str) -> Iterator[str]:
    for at in range(0, len(rows), ROWS):
        yield "UNWIND [\n  " + ",\n  ".join(map(literal, rows[at:at + ROWS])) + f"\n] AS row {act}"


def literal(value: Any) -> str:
    """A value as Cypher writes it. No text can end its quotes: neither by a quote, a backslash nor an escape of its own."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        digits = f"{Decimal(repr(value)):f}"  # never with an exponent
        return digits if "." in digits else f"{digits}.0"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return "'" + "".join(map(_letter, value)) + "'"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {literal(item)}" for name, item in value.items()) + "}"
    return "[" + ", ".join(map(literal, value)) + "]"


def _letter(letter: str) -> str:
    if letter in _ESCAPED:
        return _ESCAPED[letter]
    if "\ud800" <= letter <= "\udfff":  # half a letter: no file can hold it
        return "\ufffd"
    return letter if letter.isprintable() or letter == " " else "".join(f"\\u{unit:04x}" for unit in _units(letter))


def _units(letter: str) -> Iterator[int]:
    pair = letter.encode("utf-16-be")
    return (int.from_bytes(pair[at:at + 2], "big") for at in range(0, len(pair), 2))
