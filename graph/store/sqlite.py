"""The embedded store: one SQLite file, no server. Several processes of one machine may open it."""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from graph.errors import InvalidRecord, NotFound, StoreUnavailable
from graph.model import KINDS, RECORDS, Text
from graph.store.base import NO_ACCOUNT, TAKEN, AccountInfo, GraphStore, T, Transaction
from graph.store.changes import Entry, Fields, Revision
from graph.store.plan import Plan, State, refs

SCHEMA_VERSION = 1
APPLICATION_ID = 0x504D4150  # "PMAP": tells our files from anybody else's
SCHEMA = """
CREATE TABLE account(id TEXT PRIMARY KEY, born TEXT NOT NULL, revision INTEGER NOT NULL, facts INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE record(account TEXT NOT NULL REFERENCES account ON DELETE CASCADE, id TEXT NOT NULL, type TEXT NOT NULL,
  version INTEGER NOT NULL, fields TEXT NOT NULL, PRIMARY KEY(account, id)) WITHOUT ROWID;
CREATE TABLE ref(account TEXT NOT NULL REFERENCES account ON DELETE CASCADE, target TEXT NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY(account, target, id)) WITHOUT ROWID;
CREATE TABLE revision(account TEXT NOT NULL REFERENCES account ON DELETE CASCADE, number INTEGER NOT NULL,
  author TEXT NOT NULL, time TEXT NOT NULL, label_en TEXT NOT NULL, label_zh TEXT NOT NULL, origin TEXT NOT NULL,
  token TEXT, undoes INTEGER, redoes INTEGER, facts INTEGER NOT NULL, PRIMARY KEY(account, number)) WITHOUT ROWID;
CREATE UNIQUE INDEX revision_token ON revision(account, token) WHERE token IS NOT NULL;
CREATE TABLE entry(account TEXT NOT NULL REFERENCES account ON DELETE CASCADE, revision INTEGER NOT NULL,
  seq INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, before TEXT, after TEXT,
  PRIMARY KEY(account, revision, seq)) WITHOUT ROWID;
CREATE INDEX entry_record ON entry(account, id, revision);
"""
LISTS = {name: [f for f, s in cls.specs().items() if s.type in ("texts", "codes")] for name, cls in RECORDS.items()}
HEAD = "number, author, time, label_en, label_zh, origin, token, undoes, redoes, facts"
DRAWN = [code for code, kind in KINDS.items() if kind.drawn]
CHUNK = 500


class SqliteStore(GraphStore):
    """A store in the file `path`, which is made when it is not there."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._idle: deque[sqlite3.Connection] = deque()
        with self._speaking():
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreUnavailable(f"The folder {self.path.parent} cannot be made: {error.strerror}. "
                                       "Set POWERMAP_STORE to a file that you may write.",
                                       f"无法创建文件夹 {self.path.parent}：{error.strerror}。"
                                       "请把 POWERMAP_STORE 设为有写入权限的文件。") from None
            self._inspect()
            self._make()

    @property
    def name(self) -> str:
        return str(self.path)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection of one's own until the block ends; then it waits for the next one who needs it."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = sqlite3.connect(self.path, timeout=15, isolation_level=None, check_same_thread=False)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
                connection.execute(f"PRAGMA {pragma}")
        try:
            yield connection
        except sqlite3.DatabaseError:
            connection.close()
            raise
        except BaseException:
            self._idle.append(connection)
            raise
        self._idle.append(connection)

    def _inspect(self) -> None:
        """Refuses a file that is not ours or newer than we are, before anything is written to it."""
        if not self.path.exists() or self.path.stat().st_size == 0:
            return
        connection = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True, timeout=15)
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            owner = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        finally:
            connection.close()
        if tables and owner != APPLICATION_ID:
            raise StoreUnavailable(f"{self.path} is a database of another program; it was not touched. "
                                   "Set POWERMAP_STORE to another file.",
                                   f"{self.path} 是其他程序的数据库，未作改动。请把 POWERMAP_STORE 设为其他文件。")
        if version > SCHEMA_VERSION:
            raise StoreUnavailable(f"{self.path} was written by a newer version of Powermap (format {version}; this "
                                   f"one knows {SCHEMA_VERSION}). It was not touched: update Powermap.",
                                   f"{self.path} 由更新版本的 Powermap 写入（格式 {version}；当前程序支持到 "
                                   f"{SCHEMA_VERSION}），未作改动。请更新 Powermap。")

    def _make(self) -> None:
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                for statement in SCHEMA.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
            connection.execute("COMMIT")

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turns whatever SQLite says into `StoreUnavailable`."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise StoreUnavailable(f"The store {self.path} cannot be used: {error}. Nothing was changed. Check that "
                                   "the disk is not full and that the file may be written.",
                                   f"无法使用数据文件 {self.path}：{error}。没有改动任何内容。"
                                   "请检查磁盘是否已满、文件是否可写。") from error

    @contextmanager
    def _begin(self, account: str, how: str, born: str = "") -> Iterator[_SqliteTransaction]:
        with self._speaking(), self._connection() as connection:
            connection.execute(f"BEGIN {how}")
            try:
                if born and connection.execute("INSERT OR IGNORE INTO account VALUES(?,?,0,0)", [account, born]).rowcount == 0:
                    raise InvalidRecord(*TAKEN.format(id=account))
                row = connection.execute("SELECT born, revision, facts FROM account WHERE id=?", [account]).fetchone()
                if row is None:
                    raise NotFound(*NO_ACCOUNT.format(id=account))
                yield _SqliteTransaction(connection, account, *row)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _write(self, account: str, work: Callable[[Transaction], T], *, born: str = "") -> T:
        with self._begin(account, "IMMEDIATE", born) as tx:
            return work(tx)

    def _read(self, account: str, work: Callable[[Transaction], T]) -> T:
        with self._begin(account, "") as tx:
            return work(tx)

    def accounts(self, *, archived: bool = False) -> list[AccountInfo]:
        query = """SELECT a.id, json_extract(r.fields, '$.name'), a.revision,
            (SELECT count(*) FROM record p WHERE p.account=a.id AND p.type='Person'),
            (SELECT count(*) FROM record t WHERE t.account=a.id AND t.type='Tie'
               AND json_extract(t.fields, '$.kind') IN (SELECT value FROM json_each(?))),
            coalesce(json_extract(r.fields, '$.archived'), 0)
            FROM account a JOIN record r ON r.account=a.id AND r.id=a.id ORDER BY 2"""
        with self._speaking(), self._connection() as connection:
            infos = [AccountInfo(id, name or "", revision, people, ties, bool(old))
                    for id, name, revision, people, ties, old in connection.execute(query, [json.dumps(DRAWN)])]
        return [info for info in infos if archived or not info.archived]

    def head(self, account: str) -> tuple[int, str]:
        with self._speaking(), self._connection() as connection:
            row = connection.execute("SELECT revision, born FROM account WHERE id=?", [account]).fetchone()
        if row is None:
            raise NotFound(*NO_ACCOUNT.format(id=account))
        return row[0], row[1]

    def erase_account(self, account: str) -> None:
        with self._begin(account, "IMMEDIATE") as tx:
            tx.connection.execute("DELETE FROM account WHERE id=?", [account])
        self._forget()

    def erase(self, account: str, id: str, *, author: str) -> Revision:
        done = super().erase(account, id, author=author)
        self._forget()
        return done

    def _forget(self) -> None:
        """Leaves nothing of what was erased in the write-ahead log; waits for readers to finish."""
        with self._speaking(), self._connection() as connection:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise StoreUnavailable(f"It was erased, but another program is reading {self.path}, and a trace stays in the file "
                                   "beside it (-wal) until that program ends.",
                                   f"已彻底删除，但另一个程序正在读取 {self.path}；在该程序结束之前，"
                                   "旁边的 -wal 文件中仍留有痕迹。")

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()


class _SqliteTransaction:
    def __init__(self, connection: sqlite3.Connection, account: str, born: str, revision: int, facts: int) -> None:
        self.connection, self.account = connection, account
        self.born, self.revision, self.facts = born, revision, facts
        self.problems: list[Text] = []

    def _rows(self, query: str, ids: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query with `IN (...)`, some hundred ids at a time."""
        wanted = list(ids)
        for start in range(0, len(wanted), CHUNK):
            part = wanted[start:start + CHUNK]
            yield from self.connection.execute(query.format(",".join("?" * len(part))), [self.account, *part])

    def states(self, ids: Iterable[str] | None = None) -> dict[str, State]:
        query = "SELECT id, type, version, fields FROM record WHERE account=?"
        rows = (self.connection.execute(query, [self.account]).fetchall() if ids is None
                else list(self._rows(query + " AND id IN ({})", ids)))
        held = json.loads("[" + ",".join(row[3] for row in rows) + "]")  # one text parses in half the time of many
        return {id: State(type, _with_tuples(type, fields), version)
                for (id, type, version, _), fields in zip(rows, held, strict=True)}

    def dependents(self, ids: Iterable[str]) -> dict[str, set[str]]:
        wanted = list(ids)
        found: dict[str, set[str]] = {id: set() for id in wanted}
        for target, id in self._rows("SELECT target, id FROM ref WHERE account=? AND target IN ({})", wanted):
            found[target].add(id)
        return found

    def revisions(self, *, since: int = 0, ids: Iterable[str] | None = None, author: str | None = None,
                  entries: bool = True) -> list[Revision]:
        held: dict[int, list[Entry]] = {}
        if entries:
            query = "SELECT revision, id, type, before, after FROM entry WHERE account=?"
            rows = (self.connection.execute(query + " AND revision>? ORDER BY revision, seq", [self.account, since])
                    if ids is None else self._rows(query + " AND id IN ({})", ids))
            for number, id, type, before, after in rows:
                held.setdefault(number, []).append(Entry(type, id, _fields(type, before), _fields(type, after)))
        heads = self.connection.execute(
            f"SELECT {HEAD} FROM revision WHERE account=? AND number>? AND (? IS NULL OR author=?) ORDER BY number",
            [self.account, since, author, author])
        return [_revision(row, held.get(row[0], [])) for row in heads if ids is None or row[0] in held]

    def by_token(self, token: str) -> Revision | None:
        row = self.connection.execute(
            f"SELECT {HEAD} FROM revision WHERE account=? AND token=?", [self.account, token]).fetchone()
        return _revision(row, []) if row else None

    def write(self, revision: Revision, result: Plan) -> None:
        gone = [(self.account, id) for id, state in result.states.items() if state is None]
        kept = [(id, state) for id, state in result.states.items() if state is not None]
        many = self.connection.executemany
        many("DELETE FROM record WHERE account=? AND id=?", gone)
        touched = [(self.account, ref, e.id) for e in result.entries if e.before for _, ref in refs(e.type, e.before)]
        many("DELETE FROM ref WHERE account=? AND target=? AND id=?", touched)
        many("INSERT OR REPLACE INTO record VALUES(?,?,?,?,?)",
             ((self.account, id, s.type, s.version, _text(s.fields)) for id, s in kept))
        many("INSERT OR IGNORE INTO ref VALUES(?,?,?)",
             ((self.account, ref, id) for id, s in kept for _, ref in refs(s.type, s.fields)))
        many("DELETE FROM ref WHERE account=? AND target=?", gone)
        many("DELETE FROM ref WHERE account=? AND id=?", gone)
        self.connection.execute("INSERT INTO revision VALUES(?,?,?,?,?,?,?,?,?,?,?)", [
            self.account, revision.number, revision.author, revision.time.isoformat(), *revision.label,
            revision.origin, revision.token or None, revision.undoes, revision.redoes, revision.facts])
        many("INSERT INTO entry VALUES(?,?,?,?,?,?,?)",
             ((self.account, revision.number, seq, e.id, e.type, _text(e.before), _text(e.after))
              for seq, e in enumerate(revision.entries)))
        self.revision, self.facts = revision.number, revision.number if revision.facts else self.facts
        self.connection.execute("UPDATE account SET revision=?, facts=? WHERE id=?", [self.revision, self.facts, self.account])

    def redact(self, ids: Iterable[str]) -> None:
        for id in ids:
            self.connection.execute("UPDATE revision SET label_en='', label_zh='' WHERE account=? AND number IN "
                                    "(SELECT revision FROM entry WHERE account=? AND id=?)",
                                    [self.account, self.account, id])
            self.connection.execute("UPDATE entry SET before=NULL, after=NULL WHERE account=? AND id=?",
                                    [self.account, id])


def _text(fields: Fields | None) -> str | None:
    return None if fields is None else json.dumps(fields, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _fields(type_name: str, text: str | None) -> Any:
    if text is None:
        return None
    return _with_tuples(type_name, json.loads(text))


def _with_tuples(type_name: str, fields: Fields) -> Fields:
    for name in LISTS[type_name]:
        if fields.get(name) is not None:
            fields[name] = tuple(fields[name])
    return fields


def _revision(row: tuple[Any, ...], entries: list[Entry]) -> Revision:
    number, author, time, en, zh, origin, token, undoes, redoes, facts = row
    return Revision(number, author, datetime.fromisoformat(time), Text(en, zh), origin, token or "", undoes, redoes,
                    bool(facts), tuple(entries))
