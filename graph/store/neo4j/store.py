"""The Neo4j store: a graph that can be read in Neo4j Browser, held to the same contract as the embedded one."""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

import neo4j
from neo4j.exceptions import ClientError, IncompleteCommit

from graph.errors import InvalidRecord, NotFound, PowerMapError, StoreUnavailable, Unreachable
from graph.model import RECORDS, Text, new_id
from graph.store.address import Address
from graph.store.base import NO_ACCOUNT, TAKEN, AccountInfo, GraphStore, T, Transaction
from graph.store.changes import Revision
from graph.store.history import replay
from graph.store.neo4j import cypher
from graph.store.neo4j.by_hand import entries_between, give_ids
from graph.store.neo4j.errors import AWAY, opening, speaking
from graph.store.neo4j.ranking import DataScience
from graph.store.neo4j.transaction import Neo4jTransaction, done, many, one
from graph.store.plan import Plan

OLDEST = (5, 26)
RETRY_SECONDS = 3.0   # how long a page waits for a server that does not answer
REST_SECONDS = 3.0    # how long it is then left alone: many tabs must not each wait for it
HEAD_SECONDS = 0.5    # how old the answer to "has it moved?" may be: one question for all open tabs
STEADY_TRIES = 20
BY_HAND = "Neo4j"     # the author of what was edited in the graph past us
EDITED = Text("Edited in Neo4j", "在 Neo4j 中编辑")
logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # what it would say is either retried or told as an error


class _Unwritten(Exception):
    """Takes the lock back: the work wrote nothing."""

    def __init__(self, result: Any) -> None:
        self.result = result


def _info(row: Mapping[str, Any]) -> AccountInfo:
    """An account in the list; what somebody broke by hand shows as empty, and the account says more when it is opened."""
    people, ties = (row[name] if isinstance(row[name], int) else 0 for name in ("people", "ties"))
    return AccountInfo(row["id"], row["name"] if isinstance(row["name"], str) else "?", row["revision"], people, ties,
                       row["archived"] is True)


class Neo4jStore(GraphStore):
    """A store in a Neo4j database. One driver for the process; every method may be called from any thread."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._heads: dict[str, tuple[float, tuple[int, str] | PowerMapError]] = {}
        self._asking: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._list: tuple[float, list[AccountInfo]] = (float("-inf"), [])
        self._rest: tuple[float, Text] = (float("-inf"), AWAY)
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self._data_science = DataScience(self._session)
        with opening(address):
            self._driver = neo4j.GraphDatabase.driver(
                address.uri, auth=address.auth, connection_timeout=RETRY_SECONDS, connection_acquisition_timeout=RETRY_SECONDS,
                max_transaction_retry_time=RETRY_SECONDS, liveness_check_timeout=0, notifications_min_severity="OFF", user_agent="powermap")
        try:
            self._check_version()
            self._make_schema()
        except BaseException:
            self._driver.close()
            raise

    edited_by_hand = True

    @property
    def name(self) -> str:
        return self.address.shown

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        until, reason = self._rest
        if time.monotonic() < until:
            raise Unreachable(*reason)
        try:
            with speaking(self.address):
                yield
        except Unreachable as error:
            self._rest = time.monotonic() + REST_SECONDS, Text(str(error), error.zh)
            raise

    def _session(self) -> neo4j.Session:
        return self._driver.session(database=self.address.database, bookmark_manager=self._bookmarks, initial_retry_delay=0.05)

    def _check_version(self) -> None:
        with self._speaking():
            agent = self._driver.get_server_info().agent
        name, _slash, version = agent.partition("/")
        numbers = tuple(int(n) for n in version.replace("-", ".").split(".")[:2] if n.isdigit())
        if name != "Neo4j" or numbers < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            raise StoreUnavailable(f"{self.address.shown} runs {agent.replace('/', ' ')}; Powermap needs Neo4j {oldest} or newer. "
                                   "Nothing was changed there.",
                                   f"{self.address.shown} 运行的是 {agent.replace('/', ' ')}；Powermap 需要 Neo4j {oldest} 或更新版本。"
                                   "未在其中作任何改动。")

    def _make_schema(self) -> None:
        """Constraints and indexes that are not there yet; each makes itself only once."""
        with self._speaking(), self._session() as session:
            known = session.execute_read(one, cypher.SCHEMA_NAMES)["names"]
            for statement in cypher.SCHEMA:
                if statement.split()[2] not in known:
                    try:
                        session.execute_write(done, statement)
                    except ClientError as error:  # another process made it in between: IF NOT EXISTS does not see that
                        if "AlreadyExists" not in (error.code or ""):
                            raise
            session.run("CALL db.awaitIndexes(30)").consume()

    def close(self) -> None:
        self._driver.close()

    def measures(self, account: str, people: Sequence[str],
                 ties: Sequence[tuple[str, str, float, int]]) -> Mapping[str, Mapping[str, float]] | None:
        return self._data_science.measures(account, people, ties)

    def accounts(self, *, archived: bool = False) -> list[AccountInfo]:
        """As in the contract; like `head` at most half a second old when another process wrote."""
        with self._asking[""]:
            asked, infos = self._list
            if time.monotonic() - asked > HEAD_SECONDS:
                with self._speaking(), self._session() as session:
                    rows = session.execute_read(many, cypher.ACCOUNTS)
                infos = sorted(map(_info, rows), key=lambda info: info.name)
                self._list = time.monotonic(), infos
        return [info for info in infos if archived or not info.archived]

    def head(self, account: str) -> tuple[int, str]:
        """As in the contract; at most half a second old when another process wrote, never when this one did."""
        with self._asking[account]:
            asked, answer = self._heads.get(account, (float("-inf"), None))
            if answer is None or time.monotonic() - asked > HEAD_SECONDS:
                answer = self._ask_head(account)
                self._heads[account] = (time.monotonic(), answer)
        if isinstance(answer, PowerMapError):
            raise answer
        return answer

    def _ask_head(self, account: str) -> tuple[int, str] | PowerMapError:
        try:
            with self._speaking(), self._session() as session:
                row = session.execute_read(one, cypher.HEAD, account=account)
        except StoreUnavailable as error:
            return error
        return (row["revision"], row["born"]) if row else NotFound(*NO_ACCOUNT.format(id=account))

    def erase_account(self, account: str) -> None:
        begun: list[bool] = []

        def work(tx: Transaction) -> None:
            begun.append(True)
            ours = cast(Neo4jTransaction, tx)
            for statement in cypher.ERASE:
                ours.run(statement)
            ours.written = True

        try:
            self._write(account, work)
        except NotFound:
            if not begun:  # else it is gone, and only the answer to the first try was lost
                raise

    def adopt(self, account: str) -> Revision | None:
        token = new_id()

        def work(tx: Transaction) -> Revision | None:
            if already := tx.by_token(token):
                return already
            ours = cast(Neo4jTransaction, tx)
            give_ids(ours)
            entries = entries_between(replay(tx.revisions()), tx.states())
            if not entries:
                return None
            revision = Revision(tx.revision + 1, BY_HAND, datetime.now(UTC), EDITED, token=token,
                                facts=any(RECORDS[e.type].fact for e in entries), entries=tuple(entries))
            tx.write(revision, Plan(entries=entries))
            ours.recount()
            return revision

        return self._write(account, work)

    def _write(self, account: str, work: Callable[[Transaction], T], *, born: str = "") -> T:
        def locked(tx: neo4j.ManagedTransaction) -> T:
            if born:
                done(tx, cypher.NEW, account=account, born=born)
            ours = Neo4jTransaction(tx, account, one(tx, cypher.LOCK, account=account))
            if born and ours.born != born:
                raise InvalidRecord(*TAKEN.format(id=account))
            result = work(ours)
            if not ours.written:
                raise _Unwritten(result)
            return result

        with self._speaking(), self._session() as session:
            try:
                try:
                    return session.execute_write(locked)
                except IncompleteCommit:  # nobody knows whether it was written: the token of the revision does
                    return session.execute_write(locked)
            except _Unwritten as nothing:
                return cast(T, nothing.result)
            finally:
                with self._asking[account]:
                    self._heads.pop(account, None)
                with self._asking[""]:
                    self._list = float("-inf"), []

    def _read(self, account: str, work: Callable[[Transaction], T]) -> T:
        def steady(tx: neo4j.ManagedTransaction) -> tuple[bool, T]:
            ours = Neo4jTransaction(tx, account, one(tx, cypher.HEAD, account=account))
            result = work(ours)
            after = one(tx, cypher.HEAD, account=account)
            return after is not None and (after["revision"], after["born"]) == (ours.revision, ours.born), result

        with self._speaking(), self._session() as session:
            for _try in range(STEADY_TRIES):
                still, result = session.execute_read(steady)
                if still:
                    return result
        raise StoreUnavailable("The account is being changed faster than it can be read; try again.",
                               "客户数据变化太快，无法读取；请重试。")
