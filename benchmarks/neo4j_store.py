"""The Neo4j store: a large import and read against the bare driver with the same statements, one edit, open pages."""

from __future__ import annotations

import os
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import neo4j

from benchmarks.accounts import account_id, records
from benchmarks.report import Line, Part, interleaved
from graph.model import Account, Record, Tie
from graph.store import Put, open_store
from graph.store.neo4j import Neo4jStore, cypher
from tests.neo4j_server import VERSION, Neo4jServer

PEOPLE, TIES = 10_000, 50_000
TICK_SECONDS = 1.2   # as often as an open map asks whether it is still up to date
WATCHED_SECONDS = 20.0


def measure() -> Part:
    """Import, read and one edit at 10,000 people and 50,000 ties; then what pages cost that are only open."""
    with tempfile.TemporaryDirectory() as folder:
        server = Neo4jServer(Path(folder), heap="1g")
        server.start()
        try:
            with closing(open_store(server.url)) as store:
                assert isinstance(store, Neo4jStore)
                lines = (*_importing(store), *_reading(store), *_editing(store), *_idle(store, server))
        finally:
            server.stop()
    return Part(f"Neo4j store, {PEOPLE:,} people and {TIES:,} ties", MEANING, lines,
                versions=f"Neo4j Community {VERSION}, driver {neo4j.__version__}")


def _account() -> list[Record]:
    made = records(PEOPLE)
    rng, more = random.Random(1), TIES - sum(isinstance(r, Tie) for r in made)
    pairs = ((i, rng.randrange(PEOPLE)) for i in (rng.randrange(PEOPLE) for _ in range(2 * more)))
    ties = [Tie(f"x{n}", kind="CONTACT", source=f"p{i:05d}", target=f"p{j:05d}", strength=0.5)
            for n, (i, j) in enumerate((i, j) for i, j in pairs if i != j)]
    return [*made, *ties[:more]]


def _importing(store: Neo4jStore) -> list[Line]:
    """The same statements with the same rows: recorded while ours runs, and sent again by the bare driver."""
    said: list[tuple[str, dict[str, Any]]] = []
    account, *others = _account()
    assert isinstance(account, Account)
    with recorded(said):
        store.create(account, author="bench", records=others)
    store.erase_account(account.id)

    def ours() -> float:
        start = time.perf_counter()
        store.create(account, author="bench", records=others)
        took = time.perf_counter() - start
        store.erase_account(account.id)
        return took

    def bare() -> float:
        start = time.perf_counter()
        with store._session() as session:
            session.execute_write(lambda tx: [tx.run(statement, values).consume() for statement, values in said] and None)
        took = time.perf_counter() - start
        store.erase_account(account.id)
        return took

    took = interleaved({"ours": ours, "bare": bare}, runs=3, warm=1)
    store.create(account, author="bench", records=others)
    return [Line("Import as one revision", "bare driver, same statements", took["ours"], took["bare"], 3)]


def _reading(store: Neo4jStore) -> list[Line]:
    account = account_id(PEOPLE)

    def bare() -> int:
        with store._session() as session:
            return session.execute_read(lambda tx: sum(
                len(record["rows"]) for text in (cypher.READ_NODES, cypher.READ_EDGES) for record in tx.run(text, account=account)))

    took = interleaved({"ours": lambda: store.read(account), "bare": bare}, runs=7)
    return [Line("Account read", "bare driver, same statements", took["ours"], took["bare"], 7)]


def _editing(store: Neo4jStore) -> list[Line]:
    account, numbers = account_id(PEOPLE), count()
    said: list[tuple[str, dict[str, Any]]] = []
    with recorded(said):
        store.apply(account, [Put("Person", "p00100", {"title": "recorded"})], author="bench", base=store.revision(account))

    def edit() -> None:
        store.apply(account, [Put("Person", "p00100", {"title": f"Title {next(numbers)}"})], author="bench", base=store.revision(account))

    def again() -> None:
        with store._session() as session:
            session.execute_write(lambda tx: [tx.run(s, _numbered(v, next(numbers))).consume() for s, v in said] and None)

    def update() -> None:
        with store._session() as session:
            session.execute_write(lambda tx: tx.run("MATCH (n:Person {account: $account, id: 'p00200'}) SET n.title = $title",
                                                    account=account, title=f"Title {next(numbers)}").consume())

    took = interleaved({"edit": edit, "again": again, "update": update}, runs=101, warm=20)
    return [Line("One version-checked edit", "bare driver, same statements", took["edit"], took["again"], 101),
            Line("One version-checked edit", "bare driver, one SET", took["edit"], took["update"], 101)]


def _numbered(values: dict[str, Any], number: int) -> dict[str, Any]:
    """The values of a recorded edit, with a revision number that nobody else has."""
    later = 1_000_000 + 10 * number
    if "row" in values:
        return {**values, "row": {**values["row"], "number": later, "token": f"bench-{number}"}}
    return {**values, "revision": later} if "revision" in values else values


def _idle(store: Neo4jStore, server: Neo4jServer) -> list[Line]:
    """CPU of the database in a second while so many pages are open and nobody does anything."""
    cost = {tabs: _watched(store, server, tabs) for tabs in (0, 1, 10, 100)}
    return [Line(f"{tabs} open maps: CPU of the database a second", f"{other} open", cost[tabs], max(cost[other], 1e-4), 1)
            for tabs, other in ((1, 0), (10, 1), (100, 1))]


def _watched(store: Neo4jStore, server: Neo4jServer, tabs: int) -> float:
    account, end = account_id(PEOPLE), time.monotonic() + WATCHED_SECONDS

    def tab() -> None:
        while time.monotonic() < end:
            store.head(account)
            time.sleep(TICK_SECONDS)

    threads = [threading.Thread(target=tab) for _ in range(tabs)]
    before = _cpu(server)
    for thread in threads:
        thread.start()
    time.sleep(WATCHED_SECONDS)
    used = _cpu(server) - before
    for thread in threads:
        thread.join()
    return used / WATCHED_SECONDS


def _cpu(server: Neo4jServer) -> float:
    """Seconds of CPU that the server has used, from /proc."""
    assert server.process is not None
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def recorded(said: list[tuple[str, dict[str, Any]]]) -> Iterator[None]:
    """While it lasts, every statement that a store sends is added to a list, with its values."""
    real = neo4j.ManagedTransaction.run

    def run(tx: neo4j.ManagedTransaction, statement: Any, *rest: Any, **values: Any) -> Any:
        said.append((statement, values))
        return real(tx, statement, *rest, **values)

    neo4j.ManagedTransaction.run = run  # type: ignore[method-assign]
    try:
        yield
    finally:
        neo4j.ManagedTransaction.run = real  # type: ignore[method-assign]


MEANING = """A real server, Community edition, on the same machine and with a heap of 1 GB. The bare driver sends the statements
that ours sent, with the same rows, in one managed transaction: what is left over is checking every record, planning and turning
rows into records. An edit finds the record and what depends on it, checks it against what others changed, and writes it with its
history; one SET does none of this. An open map asks every 1.2 seconds whether it is up to date; all maps of a process share one
question every half second."""
