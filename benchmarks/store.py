"""The store: reading a large account into a network, and one small edit, against bare SQLite."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from itertools import count
from pathlib import Path

import networkx as nx

from benchmarks.accounts import account_id, records
from benchmarks.report import Line, Part, interleaved
from graph.model import Account
from graph.network import to_network
from graph.store import GraphStore, Put, open_store

PEOPLE = 10_000
ROWS = "SELECT id, type, version, fields FROM record WHERE account=?"


def measure() -> Part:
    """Reading and one edit at 10,000 people and 30,000 ties."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.sqlite"
        store = open_store(file)
        write_account(store, PEOPLE)
        lines = (*_reading(store, file), *_editing(store, file))
        store.close()
    return Part(f"Store, {PEOPLE:,} people", MEANING, lines)


def write_account(store: GraphStore, people: int) -> None:
    """Writes the made-up account of this size."""
    first, *others = records(people)
    assert isinstance(first, Account)
    store.create(first, author="bench", records=others)


def _reading(store: GraphStore, file: Path) -> list[Line]:
    account = account_id(PEOPLE)
    bare = sqlite3.connect(file)

    def fetched() -> list[tuple[str, str, int, str]]:
        return bare.execute(ROWS, [account]).fetchall()

    def plain_network() -> nx.MultiDiGraph:
        network = nx.MultiDiGraph()
        rows = [(id, type, json.loads(fields)) for id, type, _version, fields in fetched()]
        network.add_nodes_from((id, fields) for id, type, fields in rows if type == "Person")
        network.add_edges_from((f["source"], f["target"], id, f) for id, type, f in rows if type == "Tie" and f["kind"] != "IN_FACTION")
        return network

    snapshot = store.read(account)
    runs = 9
    took = interleaved({
        "read": lambda: store.read(account), "network": lambda: to_network(snapshot),
        "both": lambda: to_network(store.read(account)), "fetch": fetched, "plain": plain_network}, runs=runs)
    bare.close()
    return [Line("Account read", "bare SELECT of the same rows", took["read"], took["fetch"], runs),
            Line("Account read and made a network", "bare SELECT of the same rows", took["both"], took["fetch"], runs),
            Line("Account read and made a network", "SELECT, json.loads, plain NetworkX", took["both"], took["plain"], runs),
            Line("… of which making the network", "the whole of it", took["network"], took["both"], runs)]


def _editing(store: GraphStore, file: Path) -> list[Line]:
    account, person = account_id(PEOPLE), "p00100"
    bare = sqlite3.connect(file.with_name("bare.sqlite"), isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
                      "CREATE TABLE record(id TEXT PRIMARY KEY, version INTEGER, fields TEXT) WITHOUT ROWID", "BEGIN"):
        bare.execute(statement)
    with sqlite3.connect(file) as source:
        bare.executemany("INSERT INTO record VALUES(?,?,?)", source.execute("SELECT id, version, fields FROM record"))
    bare.execute("COMMIT")
    numbers = count()

    def edit() -> None:
        store.apply(account, [Put("Person", person, {"title": f"Title {next(numbers)}"})], author="bench",
                    base=store.revision(account))

    def update() -> None:
        fields = json.dumps({"name": "Somebody", "title": f"Title {next(numbers)}"})
        bare.execute("UPDATE record SET version=version+1, fields=? WHERE id=?", [fields, person])

    runs = 201
    took = interleaved({"edit": edit, "update": update}, runs=runs, warm=20)
    bare.close()
    return [Line("One version-checked edit", "bare UPDATE with commit, as durable", took["edit"], took["update"], runs)]


MEANING = """Reading: everything of one account from the file, as immutable records, then as a network. The bare SELECT fetches
the same rows and leaves them unparsed, so it is the floor; the plain network is what a short script would build of them. Edit:
one field of one person, checked against what others changed, written with its history, against an UPDATE in a file of the same
rows without checks and history. Both commit with `synchronous=FULL` and wait for the disk."""
