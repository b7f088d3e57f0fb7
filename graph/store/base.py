"""The store contract. A backend brings a `Transaction`; everything else is the same for all of them."""

from __future__ import annotations

import gc
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol, TypeVar

from graph.errors import InvalidRecord, NotFound
from graph.model import RECORDS, Account, Opportunity, Record, Snapshot, Text, new_id
from graph.model.validate import UNWANTED
from graph.store.changes import Change, Delete, Entry, Put, Revision, forward, inverse, puts
from graph.store.history import ERASURE, LEFT, rewind, stacks
from graph.store.plan import Foreign, Plan, State, hangs_on, plan, refs

T = TypeVar("T")
LAYOUT = "layout"
"""The author of revisions that only lay out a map by computation: nobody's to undo."""
ERASED = Text("Somebody was erased for good", "已彻底删除一人")
NO_ACCOUNT = Text("There is no account with the id {id}.", "没有编号为 {id} 的客户。")
TAKEN = Text("There is an account with the id {id} already.", "编号为 {id} 的客户已经存在。")
FORKED = Text("The account {id} is in the other store already, and it is not an earlier state of this one. Erase it there first.",
              "目标存储中已有客户 {id}，且不是此客户的较早状态。请先在目标存储中将其彻底删除。")
NO_UNDO = Text("There is nothing to undo.", "没有可以撤销的操作。")
NO_REDO = Text("There is nothing to redo.", "没有可以重做的操作。")


@dataclass(frozen=True)
class AccountInfo:
    """An account in the list of accounts. `ties` counts the ties that a map draws as lines, not memberships."""

    id: str
    name: str
    revision: int
    people: int
    ties: int
    archived: bool = False


@dataclass(frozen=True)
class History:
    """An account whole. `born` is the text that only this life of the account has; `problems` says what could not be read."""

    account: str
    born: str
    revisions: tuple[Revision, ...]
    states: Mapping[str, State]
    problems: tuple[Text, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class _Batch:
    """Changes that become one revision, and what the revision says of itself."""

    changes: list[Change]
    author: str
    base: int | None
    label: Text
    origin: str = ""
    token: str = ""
    undoes: int | None = None
    redoes: int | None = None


class Transaction(Protocol):
    """One account, locked for writing (or a steady view of it for reading). Nothing of it outlives the work."""

    account: str
    born: str
    revision: int
    facts: int
    """The last revision that changed a fact (`Record.fact`)."""

    problems: list[Text]
    """What `states` found stored in a form that cannot be read, and left out."""

    def states(self, ids: Iterable[str] | None = None) -> dict[str, State]:
        """The stored records with these ids (those that exist); all of the account for None."""

    def dependents(self, ids: Iterable[str]) -> dict[str, set[str]]:
        """For each id, the ids of the records that refer to it."""

    def revisions(self, *, since: int = 0, ids: Iterable[str] | None = None, author: str | None = None,
                  entries: bool = True) -> list[Revision]:
        """The revisions after `since`, oldest first; with `ids` just the entries of those records."""

    def by_token(self, token: str) -> Revision | None:
        """The revision that was written with this token."""

    def write(self, revision: Revision, result: Plan) -> None:
        """Write the states and the log."""

    def redact(self, ids: Iterable[str]) -> None:
        """Empty every log entry of these records, and the labels of the revisions that hold one."""


class GraphStore(ABC):
    """Where accounts live. All methods raise `StoreUnavailable` when the store cannot be reached or written."""

    edited_by_hand = False
    """Whether others can edit the data past us, so that `adopt` may find something."""

    @property
    @abstractmethod
    def name(self) -> str:
        """Which store this is, as people may see it: a file, or an address without user and password."""

    @abstractmethod
    def accounts(self, *, archived: bool = False) -> list[AccountInfo]:
        """The accounts by name; the archived ones too when asked for."""

    @abstractmethod
    def head(self, account: str) -> tuple[int, str]:
        """The number of the account's last revision, and a text that only this life of the account has (an id may be
        erased and come back). Cheap: asked on every page. Raises `NotFound`."""

    @abstractmethod
    def erase_account(self, account: str) -> None:
        """Erase a whole account with its history, for good. Raises `NotFound`."""

    @abstractmethod
    def close(self) -> None:
        """Give back what the store holds open."""

    def measures(self, account: str, people: Sequence[str],
                 ties: Sequence[tuple[str, str, float, int]]) -> Mapping[str, Mapping[str, float]] | None:
        """PageRank, betweenness and community of one layer (its people, its ties: from, to, strength, distance), each as
        measure to person to value, with the meaning of graph/analysis/centrality.py. None: this store computes nothing,
        or could not now. Raises nothing."""
        return None

    @abstractmethod
    def _write(self, account: str, work: Callable[[Transaction], T], *, born: str = "") -> T:
        """What `work` gives, done under the account's lock from the first statement on: all of it, or an error and
        nothing. It may be called more than once, when the connection breaks. Raises `NotFound`; with `born` it makes
        the account first and raises `InvalidRecord` when the id is taken."""

    @abstractmethod
    def _read(self, account: str, work: Callable[[Transaction], T]) -> T:
        """What `work` gives on a steady view of the account; it may be called more than once. Raises `NotFound`."""

    def create(self, account: Account, *, author: str, records: Sequence[Record] = (),
               label: Text = Text("New account", "新建客户"), then: Sequence[Record] = (), then_label: Text = Text("", "")) -> Revision:
        """Create an account with these records; without an opportunity among them it gets a default one. `then` are
        records of a second revision, which can be undone; both are written or neither."""
        all_records: list[Record] = [account, *(r for r in records if r.id != account.id)]
        if not any(isinstance(r, Opportunity) for r in all_records):
            all_records.insert(1, Opportunity(new_id(), name="Main opportunity · 主商机"))
        first = _Batch(puts(all_records), author, None, label, token=new_id())
        second = _Batch(puts(then), author, None, then_label, token=new_id())

        def work(tx: Transaction) -> Revision:
            made = _carry_out(tx, first)
            return _carry_out(tx, second) if then else made

        return self._write(account.id, work, born=new_id())

    def revision(self, account: str) -> int:
        """The number of the account's last revision. Raises `NotFound`."""
        return self.head(account)[0]

    def apply(self, account: str, changes: Iterable[Change], *, author: str, base: int | None,
              label: Text = Text("", ""), origin: str = "", token: str = "") -> Revision:
        """Write a batch: all of it, or an error and nothing.

        `base` is the revision that the author saw. What others changed since merges when the fields differ,
        and raises `Conflict` when they are the same; revisions from the same `origin` (tab) are one's own.
        `base=None` writes regardless of what others did. A batch that changes nothing makes no revision.
        """
        batch = _Batch(list(changes), author, base, label, origin, token or new_id())
        return self._write(account, lambda tx: _carry_out(tx, batch))

    def read(self, account: str, *, as_of: int | date | datetime | None = None) -> Snapshot:
        """Everything of one account at its last revision, or as it was at a revision, day (its end) or moment."""
        def work(tx: Transaction) -> Snapshot:
            states, number, facts = tx.states(), tx.revision, tx.facts
            if as_of is not None:
                headers = tx.revisions(entries=False)
                number = _number_at(headers, as_of)
                states = rewind(states, tx.revisions(since=number))
                facts = max((h.number for h in headers if h.facts and h.number <= number), default=0)
            return _snapshot(account, number, facts, states, tuple(tx.problems))

        with _no_collecting():
            return self._read(account, work)

    def changes(self, account: str, *, since: int = 0) -> list[Revision]:
        """The log after a revision, oldest first: who, when, what, before and after."""
        return self._read(account, lambda tx: tx.revisions(since=since))

    def undo_label(self, account: str, *, author: str) -> tuple[Text | None, Text | None]:
        """What `undo` and `redo` would take back and do again, None when there is nothing."""
        headers = {r.number: r for r in self._read(account, lambda tx: tx.revisions(author=author, entries=False))}
        undo, redo = stacks(headers.values(), author)
        return headers[undo[-1]].label if undo else None, headers[redo[-1]].label if redo else None

    def undo(self, account: str, *, author: str, token: str = "") -> Revision:
        """Take the author's last revision back. Raises `NotFound` when there is none, `Conflict` when others
        have built on it since."""
        return self._step(account, author, token, back=True)

    def redo(self, account: str, *, author: str, token: str = "") -> Revision:
        """Do again what the author undid last."""
        return self._step(account, author, token, back=False)

    def _step(self, account: str, author: str, token: str, *, back: bool) -> Revision:
        def work(tx: Transaction) -> Revision | tuple[Revision, int, list[Change]]:
            if token and (done := tx.by_token(token)):
                return done
            headers = tx.revisions(author=author, entries=False)
            numbers = stacks(headers, author)[0 if back else 1]
            if not numbers:
                raise NotFound(*(NO_UNDO if back else NO_REDO))
            revision = next(r for r in tx.revisions(since=numbers[-1] - 1) if r.number == numbers[-1])
            changes = _without_erased(tx, inverse(revision.entries) if back else forward(revision.entries))
            return revision, _base(headers, revision, back), changes

        found = self._read(account, work)
        if isinstance(found, Revision):
            return found
        revision, base, changes = found
        batch = _Batch(changes, author, base, revision.label, token=token or new_id(),
                       undoes=revision.number if back else None, redoes=None if back else revision.number)
        return self._write(account, lambda tx: _carry_out(tx, batch))

    def leave(self, account: str, *, author: str, token: str = "") -> Revision:
        """Takes the author's last revision off the undo list and leaves what it did: the way past one that cannot be
        undone because others have built on it. Raises `NotFound` when there is none."""
        token = token or new_id()

        def work(tx: Transaction) -> Revision:
            if done := tx.by_token(token):
                return done
            numbers = stacks(tx.revisions(author=author, entries=False), author)[0]
            if not numbers:
                raise NotFound(*NO_UNDO)
            revision = Revision(tx.revision + 1, author, _now(), origin=LEFT, token=token, undoes=numbers[-1], facts=False)
            tx.write(revision, Plan())
            return revision

        return self._write(account, work)

    def adopt(self, account: str) -> Revision | None:
        """Takes what somebody edited past us into the history, None when there is nothing: what is new gets an id, what
        changed gets its log entry. What cannot be read stays as it is, in `Snapshot.problems`."""
        return None

    def history(self, account: str) -> History:
        """An account whole: its records with their versions, and the log. Raises `NotFound`."""
        def work(tx: Transaction) -> History:
            states = tx.states()
            return History(account, tx.born, tuple(tx.revisions()), states, tuple(tx.problems))

        return self._read(account, work)

    def restore(self, history: History) -> None:
        """Writes an account whole, or the revisions that the copy here lacks. Raises `InvalidRecord` when the account
        here is another one, or has gone its own way since."""
        def work(tx: Transaction) -> None:
            later = history.revisions[tx.revision:]
            if tx.born != history.born or tuple(tx.revisions()) != history.revisions[:tx.revision]:
                raise InvalidRecord(*FORKED.format(id=history.account))
            before = tx.states()
            differ = {id for id in {*before, *history.states} if before.get(id) != history.states.get(id)}
            differ |= {e.id for r in later for e in r.entries}  # gone and back again in between: what refers to it was cut
            for revision in later[:-1]:
                tx.write(revision, Plan(entries=list(revision.entries)))
            for revision in later[-1:]:
                tx.write(revision, Plan({id: history.states.get(id) for id in differ}, list(revision.entries)))

        try:
            self.head(history.account)
        except NotFound:
            return self._write(history.account, work, born=history.born)
        return self._write(history.account, work)

    def erase(self, account: str, id: str, *, author: str) -> Revision:
        """Delete a record with all that hangs on it and remove it from the log too: it cannot come back. Comments on its
        ties go as well, though they hang on the other end."""
        token = new_id()

        def work(tx: Transaction) -> Revision:
            if done := tx.by_token(token):
                return done
            past = [entry for revision in tx.revisions() for entry in revision.entries]
            hung = {id, *(e.id for e in past if id in hangs_on(e.type, e.before or e.after or {}))}
            comments = {e.id for e in past if e.type == "Comment" and (e.after or {}).get("tie") in hung}
            known = tx.states({id, *comments})
            if id not in known and all(e.id != id for e in past):
                raise NotFound(f"There is no record with the id {id} in this account; nothing was erased.",
                               f"此客户中没有编号为 {id} 的记录；没有删除任何内容。")
            doomed = [i for i in sorted(known) if i == id or known[i].fields.get("tie") in hung]
            result = _planned(tx, [Delete(i) for i in doomed], None, lambda r: False)
            gone = hung | comments | {i for i, state in result.states.items() if state is None}
            result.entries = [Entry(e.type, e.id, None, None) if e.id in gone else e for e in result.entries]
            tx.redact(gone)
            done = Revision(tx.revision + 1, author, _now(), ERASED, ERASURE, token, entries=tuple(result.entries))
            tx.write(done, result)
            return done

        return self._write(account, work)


def _without_erased(tx: Transaction, changes: list[Change]) -> list[Change]:
    """The changes without references to somebody who was erased for good, and without what cannot be without them."""
    wanted = {id for c in changes if isinstance(c, Put) for _, id in refs(c.type, c.fields)}
    missing = wanted - tx.states(wanted).keys() - {c.id for c in changes}
    erased = {e.id for r in tx.revisions(ids=missing) for e in r.entries if e.erased} if missing else set()
    kept: list[Change] = []
    for change in changes:
        gone = {} if isinstance(change, Delete) else {n: None for n, id in refs(change.type, change.fields) if id in erased}
        if isinstance(change, Put) and gone:
            if erased & hangs_on(change.type, change.fields):
                continue
            change = Put(change.type, change.id, {**change.fields, **gone})
        kept.append(change)
    return kept


def _base(headers: Sequence[Revision], revision: Revision, back: bool) -> int:
    """Since when others' changes stand in the way: since the revision, or since it was undone."""
    if back:
        redone = [h.number for h in headers if h.redoes == revision.number]
        return max([revision.number, *redone])
    return max(h.number for h in headers if h.undoes == revision.number)


def _carry_out(tx: Transaction, batch: _Batch) -> Revision:
    """Plans the batch on what is stored and writes it; a batch that changes nothing makes no revision."""
    if done := tx.by_token(batch.token):
        return done
    if batch.base is not None and batch.base > tx.revision:
        raise InvalidRecord(f"Revision {batch.base} does not exist yet; the last one is {tx.revision}.",
                            f"版本 {batch.base} 尚不存在；最新版本为 {tx.revision}。")
    for change in batch.changes:
        if isinstance(change, Put) and change.type == "Account" and change.id != tx.account:
            raise InvalidRecord(f"{change.id} is not the id of this account ({tx.account}); an account has one record of itself.",
                                f"{change.id} 不是此客户的编号（{tx.account}）；每个客户只有一条客户记录。")
    taking_back = batch.undoes is not None or batch.redoes is not None
    result = _planned(tx, batch.changes, batch.base, lambda r: r.author != batch.author if taking_back
                      else not batch.origin or r.origin != batch.origin)
    if not result.entries and not taking_back:
        return Revision(tx.revision, batch.author, _now())
    revision = Revision(tx.revision + 1, batch.author, _now(), batch.label, batch.origin, batch.token, batch.undoes,
                        batch.redoes, any(RECORDS[e.type].fact for e in result.entries), tuple(result.entries))
    tx.write(revision, result)
    return revision


def _planned(tx: Transaction, changes: list[Change], base: int | None, foreign: Callable[[Revision], bool]) -> Plan:
    ids = {c.id for c in changes}
    dependents: dict[str, set[str]] = {}
    doomed = {c.id for c in changes if isinstance(c, Delete) and not UNWANTED.search(c.id)}
    while doomed:
        found = tx.dependents(doomed)
        dependents |= found
        doomed = {i for group in found.values() for i in group} - dependents.keys() - ids
        ids |= {i for group in found.values() for i in group}
    ids |= {ref for c in changes if isinstance(c, Put) and c.type in RECORDS for _, ref in refs(c.type, c.fields)}
    ids = {id for id in ids if not UNWANTED.search(id)}  # no database takes such text, and nothing can have that id
    others: list[Foreign] = []
    if base is not None and base < tx.revision:
        others = [Foreign(r.author, e) for r in tx.revisions(since=base, ids=ids) if foreign(r)
                  for e in r.entries]
    return plan(changes, current=tx.states(ids), dependents=dependents, foreign=others)


def _number_at(headers: Sequence[Revision], as_of: int | date | datetime) -> int:
    if isinstance(as_of, int):
        if as_of < 0 or as_of > max((h.number for h in headers), default=0):
            raise NotFound(f"There is no revision {as_of}.", f"没有版本 {as_of}。")
        return as_of
    if not isinstance(as_of, datetime):
        as_of = datetime.combine(as_of, datetime.max.time(), UTC)
    number = max((h.number for h in headers if h.time <= as_of), default=0)
    if not number:
        raise NotFound(f"The account did not exist yet on {as_of:%Y-%m-%d}.", f"{as_of:%Y-%m-%d} 时此客户尚不存在。")
    return number


def _snapshot(account: str, number: int, facts: int, states: Mapping[str, State], problems: tuple[Text, ...]) -> Snapshot:
    records: dict[str, dict[str, Record]] = {}
    for id, state in states.items():
        records.setdefault(state.type, {})[id] = RECORDS[state.type].of(id, state.fields)
    return Snapshot(account, number, facts, records, problems)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """A read makes many objects at once and no garbage: looking for some would take as long as the read."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _now() -> datetime:
    return datetime.now(UTC)
