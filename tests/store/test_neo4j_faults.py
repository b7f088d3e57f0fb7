"""Faults done to a real Neo4j: each is told in a sentence, nothing acknowledged is lost, and nothing is written by halves."""

from __future__ import annotations

import logging
import os
import re
import select
import shutil
import socket
import socketserver
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from typing import Any, NoReturn, TypeVar

import neo4j
import pytest

from graph.errors import InvalidRecord, NotFound, PowerMapError, StoreUnavailable
from graph.model import Account, Person, Tie, new_id
from graph.model.fields import LONGEST_TEXT
from graph.store import GraphStore, Put, Revision, open_store, write_import
from graph.store.address import address_of
from graph.store.history import replay
from graph.store.neo4j import cypher
from graph.store.neo4j.transaction import Neo4jTransaction
from tests.neo4j_server import PASSWORD, VERSION, Neo4jServer, NoServer

T = TypeVar("T")
WRONG = "s3cretword"
PATIENCE = 10.0     # seconds: what a person waits for at most before he is told
DEADLINE = 90.0     # seconds: when a test gives up
BEGIN_READ, COMMIT = b"\x84mode\x81r", bytes.fromhex("0002B0120000")
PEOPLE = 5_000
IMPORT = [*(Person(f"p{n}", name=f"Person {n}") for n in range(PEOPLE)),
          *(Tie(f"t{n}", kind="REPORTS_TO", source=f"p{n}", target=f"p{(n - 1) // 7}") for n in range(1, PEOPLE))]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A server of these tests alone, for they stop and kill it; not started."""
    try:
        server = Neo4jServer(tmp_path_factory.mktemp("faults"), version=os.environ.get("NEO4J_VERSION") or VERSION, brief=True,
                             settings={"db.tx_log.preallocate": "false"})
    except NoServer as reason:
        no_server(reason)
    yield server
    server.kill()


@pytest.fixture
def server(installed: Neo4jServer) -> Neo4jServer:
    """The server, running."""
    start(installed)
    return installed


@pytest.fixture
def store(server: Neo4jServer) -> Iterator[GraphStore]:
    with closing(open_store(server.url)) as opened:
        yield opened


@pytest.fixture
def account(store: GraphStore) -> str:
    """An account with Ann and Bob, Bob reporting to Ann; revision 1."""
    return new_account(store)


@pytest.fixture(autouse=True)
def found_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that did not answer is asked again sooner than in real life."""
    monkeypatch.setattr("graph.store.neo4j.store.REST_SECONDS", 0.3)


@pytest.fixture(autouse=True)
def no_password_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.DEBUG)
    yield
    assert_no_password(caplog.text)


def no_server(reason: NoServer) -> NoReturn:
    if os.environ.get("POWERMAP_REQUIRE_NEO4J") == "1":
        pytest.fail(str(reason))
    pytest.skip(str(reason))


def running(server: Neo4jServer) -> bool:
    return server.process is not None and server.process.poll() is None


def start(server: Neo4jServer) -> None:
    try:
        if not running(server):
            server.start()
    except NoServer as reason:
        no_server(reason)


def new_account(store: GraphStore) -> str:
    account = Account(new_id(), name="Acme")
    store.create(account, author="me", records=[Person("ann", name="Ann"), Person("bob", name="Bob"),
                                                Tie("tie", kind="REPORTS_TO", source="bob", target="ann")])
    return account.id


def title(text: str) -> list[Put]:
    return [Put("Person", "ann", {"title": text})]


def assert_no_password(text: str) -> None:
    assert PASSWORD not in text and WRONG not in text


@contextmanager
def refused(says: str, kind: type[PowerMapError] = StoreUnavailable) -> Iterator[None]:
    """What happens in here fails in time, with a sentence in both languages that gives away neither driver nor password."""
    began = time.monotonic()
    with pytest.raises(PowerMapError) as caught:
        yield
    waited, error = time.monotonic() - began, caught.value
    assert isinstance(error, kind), error
    assert says in str(error), error
    assert error.of("en") == str(error) and re.search(r"[\u4e00-\u9fff]{4}", error.of("zh"))
    assert waited < PATIENCE
    told = "".join((str(error), error.of("zh"), repr(error), *traceback.format_exception(error)))
    assert_no_password(told)
    assert not re.search(r"neo4j\.(_?exceptions|_sync)|gql_status|50N42|neo4j_code", told), told


def refusal(call: Callable[[], object]) -> str:
    """What a person is told about a call that fails."""
    with pytest.raises(StoreUnavailable) as caught:
        call()
    return str(caught.value)


def eventually(call: Callable[[], T]) -> T:
    """What a call gives once the store answers again."""
    end = time.monotonic() + DEADLINE
    while True:
        try:
            return call()
        except StoreUnavailable:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + DEADLINE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


@contextmanager
def direct(server: Neo4jServer) -> Iterator[neo4j.Driver]:
    """The database as its administrator sees it."""
    with neo4j.GraphDatabase.driver(f"bolt://{server.address}", auth=("neo4j", PASSWORD)) as driver:
        yield driver


def accounts_in_graph(server: Neo4jServer) -> set[str]:
    """Every account that anything in the graph belongs to, even what no account is listed for."""
    with direct(server) as driver:
        rows = driver.execute_query("MATCH (n) RETURN DISTINCT coalesce(n.account, 'none') AS account").records
    return {row["account"] for row in rows}


def assert_whole(store: GraphStore, account: str) -> None:
    """The log has no gap, comes to what is stored, and the counts are right: nothing is half-written."""
    history, snapshot = store.history(account), store.read(account)
    assert [r.number for r in history.revisions] == list(range(1, store.revision(account) + 1))
    assert {id: (s.type, s.fields) for id, s in history.states.items()} == {
        id: (s.type, s.fields) for id, s in replay(history.revisions).items()}
    assert not snapshot.problems
    [info] = [info for info in store.accounts() if info.id == account]
    assert (info.revision, info.people, info.ties) == (snapshot.revision, len(snapshot.people), len(snapshot.ties))


def assert_once(store: GraphStore, account: str, revision: Revision, token: str) -> None:
    """The edit with this token is in the log exactly once, under the number that was given back."""
    assert [r.number for r in store.changes(account) if r.token == token] == [revision.number]
    assert_whole(store, account)


# Addresses

@pytest.mark.parametrize("place", [
    f"neo4j:/neo4j:{WRONG}@h", f"neo4j:neo4j:{WRONG}@h", f"neo4j://neo4j:{WRONG}@h:port", f"neo4j://neo4j:{WRONG}@h:99999",
    f"neo4j://neo4j:{WRONG}@", f"bolt://neo4j:{WRONG}@:7687", f"neo4j://neo4j:{WRONG}@h/one/two", f"neo4j://neo4j:{WRONG}@[::1",
    f"neo4j://neo4j:{WRONG}@h]:7687"])
def test_an_address_that_cannot_be_read_is_refused(place):
    with refused("cannot be read", InvalidRecord):
        open_store(place)


@pytest.mark.parametrize("scheme", ["http", "https", "postgres", "bolt+tls", "neo4js"])
def test_a_scheme_of_others_is_refused(scheme):
    place = f"{scheme}://neo4j:{WRONG}@localhost:7687"
    with refused(f"{scheme}://", InvalidRecord):
        open_store(place)


def test_an_address_does_not_show_its_password():
    for place in (f"neo4j://me:{WRONG}@h/db", f"bolt+s://:{WRONG}@h", f"neo4j://me:{WRONG}%40@h:1?policy=eu"):
        address = address_of(place)
        assert WRONG in address.password
        assert_no_password("".join((str(address), repr(address), address.shown, address.uri)))


# Who answers

def test_a_server_that_is_not_there_is_told_and_found_when_it_is(installed):
    installed.kill()
    for scheme in ("neo4j", "bolt"):
        with refused("cannot be reached"):
            open_store(f"{scheme}://neo4j:{PASSWORD}@{installed.address}")
    start(installed)
    with closing(open_store(installed.url)) as store:
        assert_whole(store, new_account(store))


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Something that listens on this machine, and what it does with who connects: its host and port."""
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                answer(self.request)

    class Listener(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Listener(("127.0.0.1", 0), Handler) as listener:
        threading.Thread(target=listener.serve_forever, args=(0.05,), daemon=True).start()
        yield f"127.0.0.1:{listener.server_address[1]}"
        listener.shutdown()


def web_server(client: socket.socket) -> None:
    client.recv(1000)
    client.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


def secure_shell(client: socket.socket) -> None:
    client.recv(1000)
    client.sendall(b"SSH-2.0-OpenSSH_9.9\r\n")


def silence(client: socket.socket) -> None:
    while client.recv(1000):
        pass


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
@pytest.mark.parametrize("what", [web_server, secure_shell])
def test_something_else_on_the_port_is_told(what, scheme):
    with listening(what) as address, refused("is not a Neo4j server"):
        open_store(f"{scheme}://neo4j:{WRONG}@{address}")


def test_something_that_never_answers_is_not_waited_for():
    with listening(silence) as address, refused("cannot be reached"):
        open_store(f"neo4j://neo4j:{WRONG}@{address}")


@pytest.mark.parametrize("scheme", ["neo4j+s", "neo4j+ssc", "bolt+s", "bolt+ssc"])
def test_a_server_without_encryption_is_told(server, scheme):
    with refused("no encrypted connection to"):
        open_store(f"{scheme}://neo4j:{WRONG}@{server.address}")


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_who_may_not_in_is_told_why(server, scheme, caplog):
    caplog.set_level(logging.DEBUG, logger="neo4j")  # the driver at its loudest gives no password away either
    fresh, often = f"fresh{new_id()}", f"often{new_id()}"
    with direct(server) as driver:
        for name, change in ((fresh, "CHANGE REQUIRED"), (often, "CHANGE NOT REQUIRED")):
            driver.execute_query(f"CREATE USER `{name}` SET PASSWORD $word {change}", word=PASSWORD, database_="system")

    def attempt(user: str, word: str, database: str = "") -> None:
        open_store(f"{scheme}://{user}:{word}@{server.address}/{database}").close()

    with refused("refuses the user or the password"):
        attempt("nobody", WRONG)
    with refused("refuses the user or the password"):
        attempt(often, WRONG)
    with refused("must be changed first"):
        attempt(fresh, PASSWORD)
    with refused("has no database at"):
        attempt("neo4j", PASSWORD, "elsewhere")
    attempt(often, PASSWORD)
    until(lambda: "too many" in refusal(lambda: attempt(often, WRONG)))
    with refused("too many wrong passwords"):
        attempt(often, PASSWORD)
    with closing(open_store(f"{scheme}://neo4j:{PASSWORD}@{server.address}/neo4j")) as store:
        assert_no_password("".join((repr(store), str(store), store.name, repr(store.address), str(store.address))))


def test_a_server_too_old_is_told_with_both_versions(server, store, account, monkeypatch):
    before = accounts_in_graph(server)
    monkeypatch.setattr("graph.store.neo4j.store.OLDEST", (9999, 0))
    with refused(f"Neo4j {server.version}; Powermap needs Neo4j 9999.0 or newer"):
        open_store(server.url)
    assert accounts_in_graph(server) == before


# The connection breaks

class Wire:
    """A connection to the server that is cut at chosen COMMITs of writing transactions: "before" the server has it, or
    "after", when it is carried out and nobody has heard."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cuts: list[str] = []

    def __call__(self, client: socket.socket) -> None:
        with socket.create_connection(("127.0.0.1", self.port)) as server:
            reading = False
            while True:
                for end in select.select([client, server], [], [])[0]:
                    data = end.recv(1 << 16)
                    if not data:
                        return
                    cut = ""
                    if end is client:
                        reading |= BEGIN_READ in data
                        if COMMIT in data:
                            cut = self.cuts.pop(0) if self.cuts and not reading else ""
                            reading = False
                    if cut == "before":
                        return
                    (server if end is client else client).sendall(data)
                    if cut == "after":
                        server.recv(1 << 16)
                        return


@pytest.fixture
def wire(server: Neo4jServer) -> Wire:
    return Wire(server.port)


@pytest.fixture
def far(wire: Wire) -> Iterator[GraphStore]:
    """The same store at the far end of the wire."""
    with listening(wire) as address, closing(open_store(f"bolt://neo4j:{PASSWORD}@{address}")) as opened:
        yield opened


@pytest.mark.parametrize("cuts", [["before"], ["after"], ["before", "after"], ["before", "before"]], ids=" ".join)
def test_an_edit_whose_answer_is_lost_is_written_once(store, account, wire, far, cuts):
    token = new_id()
    wire.cuts = list(cuts)

    def edit() -> Revision:
        return far.apply(account, title("Boss"), author="me", base=1, token=token)

    revision = edit() if len(cuts) == 1 else eventually(edit)  # one cut the store gets over by itself
    assert not wire.cuts
    assert (revision.number, revision.token, revision.author) == (2, token, "me")
    assert store.read(account).people["ann"].title == "Boss"
    assert_once(store, account, revision, token)
    assert edit().number == 2


STEPS: dict[str, Callable[[GraphStore, str], Revision | None]] = {
    "undo": lambda store, account: store.undo(account, author="me"),
    "leave": lambda store, account: store.leave(account, author="me"),
    "erase": lambda store, account: store.erase(account, "bob", author="me"),
    "adopt": lambda store, account: store.adopt(account),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_whose_answer_is_lost_is_done_once(server, store, account, wire, far, step):
    store.apply(account, title("Boss"), author="me", base=1)
    with direct(server) as driver:
        driver.execute_query("MERGE (:Person {account: $account, name: 'By hand'})", account=account)
    wire.cuts = ["after"]
    revision = STEPS[step](far, account)
    assert not wire.cuts
    assert revision is not None and revision.number == 3
    store.adopt(account)
    assert_once(store, account, revision, store.changes(account)[2].token)


def test_an_account_whose_answer_is_lost_comes_and_goes_once(store, wire, far):
    account = Account(new_id(), name="Acme")
    wire.cuts = ["after"]
    assert far.create(account, author="me", records=[Person("ann", name="Ann")]).number == 1
    assert_whole(store, account.id)
    whole = store.history(account.id)
    wire.cuts = ["after"]
    far.erase_account(account.id)
    with pytest.raises(NotFound):
        store.history(account.id)
    wire.cuts = ["after"]
    far.restore(whole)
    assert not wire.cuts
    assert store.history(account.id) == whole


# The server stops and dies

def test_a_server_stops_comes_back_read_only_and_comes_back(server, store, account, monkeypatch):
    token = new_id()
    store.apply(account, title("Boss"), author="me", base=1)
    before = store.history(account)
    calls: list[Callable[[], Any]] = [
        lambda: store.read(account), lambda: store.head(account), store.accounts, lambda: store.undo(account, author="me"),
        lambda: store.create(Account("other", name="Other"), author="me"),
        lambda: store.apply(account, title("Chief"), author="me", base=2, token=token)]
    writes = [lambda: store.create(Account("other", name="Other"), author="me"), lambda: store.erase_account(account),
              lambda: store.undo(account, author="me"), lambda: store.erase(account, "bob", author="me"), lambda: store.adopt(account),
              lambda: store.apply(account, title("Chief"), author="me", base=2, token=token)]

    def fails(call: Callable[[], Any]) -> None:
        with refused("cannot be reached"):
            call()

    server.stop()
    with ThreadPoolExecutor(len(calls)) as pool:  # at once, so that none is told what another one has found out
        list(pool.map(fails, calls))
    try:
        server.write_settings(server__databases__default_to_read_only="true")
        server.start()
        assert eventually(lambda: store.history(account)) == before
        for call in writes:
            with refused("read-only"):
                call()
        with closing(open_store(server.url)) as opened:
            assert opened.history(account) == before
        with monkeypatch.context() as patched:  # a database that lacks what we would add
            patched.setattr(cypher, "SCHEMA", [*cypher.SCHEMA, "CREATE INDEX powermap_missing IF NOT EXISTS FOR (n:Person) ON (n.missing)"])
            with refused("read-only"):
                open_store(server.url)
        assert store.history(account) == before
    finally:
        server.kill()
        server.write_settings(server__databases__default_to_read_only="false")
    start(server)
    assert eventually(lambda: store.history(account)) == before
    assert "other" not in accounts_in_graph(server)
    revision = store.apply(account, title("Chief"), author="me", base=2, token=token)
    assert store.apply(account, title("Chief"), author="me", base=2, token=token).number == revision.number == 3
    assert_once(store, account, revision, token)


class Edits:
    """Somebody who adds one person after the other until there are so many, or the store refuses."""

    def __init__(self, store: GraphStore, account: str, note: str = "") -> None:
        self.store, self.account, self.note = store, account, note
        self.acknowledged: list[int] = []
        self.next = 0

    def edit(self) -> Revision:
        person = Put("Person", f"e{self.next}", {"name": f"Person {self.next}", "note": self.note or None})
        return self.store.apply(self.account, [person], author="me", base=None, token=f"edit {self.next}")

    def make(self, most: int = sys.maxsize) -> None:
        while len(self.acknowledged) < most:
            self.edit()
            self.acknowledged.append(self.next)
            self.next += 1

    def assert_kept(self) -> None:
        """Every acknowledged edit is there, and of the others at most the one under way; sent again it counts once."""
        found = {int(id[1:]) for id in self.store.read(self.account).people if id.startswith("e")}
        assert set(self.acknowledged) <= found <= {*self.acknowledged, self.next}
        assert_whole(self.store, self.account)
        assert_once(self.store, self.account, self.edit(), f"edit {self.next}")
        assert f"e{self.next}" in self.store.read(self.account).people
        self.acknowledged.append(self.next)
        self.next += 1


def kill_amid(server: Neo4jServer, *works: Callable[[], object], when: Callable[[], object]) -> None:
    """Kills the server while all this work goes on. Every work is told that the server cannot be reached."""
    def broken_off(work: Callable[[], object]) -> None:
        told = PowerMapError("", "")
        try:
            work()
        except PowerMapError as error:
            told = error
        with refused("cannot be reached"):
            raise told

    with ThreadPoolExecutor(len(works)) as pool:
        done = [pool.submit(broken_off, work) for work in works]
        until(lambda: when() or any(one.done() for one in done))
        server.kill()
        for one in done:
            one.result(PATIENCE)


def test_a_server_killed_in_mid_edit_and_mid_import_into_old_and_new(server, store, account, monkeypatch):
    there, edits = new_account(store), Edits(store, account)
    before, known = store.history(there), accounts_in_graph(server)
    run, statements, go_on = Neo4jTransaction.run, Counter[str](), threading.Event()

    def watched(tx: Neo4jTransaction, statement: str, **values: Any) -> None:
        statements[tx.account] += 1
        if statements[tx.account] == 4 and tx.account != account:  # both imports get so far before the server dies
            go_on.wait(DEADLINE)
        run(tx, statement, **values)

    def load(into: str | None) -> str:
        return write_import(store, IMPORT, into=store.read(into) if into else None, name="Imported", files=["a.csv"], author="me")

    def amid() -> bool:
        if len(edits.acknowledged) >= 10 and sum(n > 3 for id, n in statements.items() if id != account) == 2:
            go_on.set()
        return go_on.is_set()

    monkeypatch.setattr(Neo4jTransaction, "run", watched)
    kill_amid(server, edits.make, lambda: load(None), lambda: load(there), when=amid)
    assert go_on.is_set()
    start(server)
    eventually(lambda: store.history(account))
    edits.assert_kept()
    assert store.history(there) == before
    assert accounts_in_graph(server) == known, "an import leaves nothing when it does not come to its end"
    load(there)
    assert store.revision(there) == 2
    assert len(store.read(there).people) == PEOPLE + 2
    assert_whole(store, there)


@pytest.mark.skipif(not shutil.which("bash"), reason="It is bash that limits the size of files here.")
def test_a_server_with_a_full_disk_loses_nothing(server, store, account):
    edits = Edits(store, account, note="x" * LONGEST_TEXT)
    edits.make(10)
    server.kill()
    largest = max(path.stat().st_size for path in (server.home / "data").rglob("*") if path.is_file())
    server.start(prefix=["bash", "-c", f'ulimit -f {largest // 1024 + 700}; exec "$@"', "_"])  # kilobytes that a file may have
    eventually(lambda: store.history(account))
    edits.assert_kept()
    many = len(edits.acknowledged)
    full = refusal(edits.make)
    assert "its disk is full" in full
    assert len(edits.acknowledged) > many
    for call in (lambda: store.read(account), lambda: store.head(account), edits.edit, lambda: open_store(server.url)):
        with refused(full):
            call()
    server.kill()
    start(server)
    eventually(lambda: store.history(account))
    edits.assert_kept()
