"""The embedded store and Neo4j, given the same thousands of random steps, answer alike: one is the measure of the other.

A failure names its seed. `POWERMAP_SEED=<seed> POWERMAP_BATCHES=1` plays just that account again.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import cycle, pairwise
from pathlib import Path
from random import Random
from typing import Any

import neo4j
import pytest

from graph.errors import Conflict, PowerMapError, StoreUnavailable
from graph.model import (
    KINDS,
    RECORDS,
    SCALES,
    Account,
    Competitor,
    Department,
    Faction,
    Opportunity,
    Person,
    Record,
    Snapshot,
    TeamMember,
    Text,
    Tie,
    Workshop,
)
from graph.model.derived import derived_id
from graph.model.fields import FieldSpec
from graph.store import Change, Delete, Entry, GraphStore, Put, Revision, open_store
from graph.store.address import address_of
from graph.store.plan import State, refs
from tests.conftest import empty

BATCHES = int(os.environ.get("POWERMAP_BATCHES", "800"))
SEED = int(os.environ.get("POWERMAP_SEED", "20260"))
EPISODE = 100  # batches in the life of one account
THREADS = 4
AUTHORS = ("me", "eve", "李四")
TABS = ("", "tab 1", "tab 2")
HOSTILE = "}) DETACH DELETE n // 'x' \"y\" \\ ` $id"
TEXTS = ("Ann", "王伟", "o'Neill \"Bo\" \\ back\\\\slash", HOSTILE, "é\u0301 🙂 \u202e", "two\nlines\ttab", " ", "0", "null", "x" * 40)
POOL = {"Department": ("d1", "d2", "部门 '3'"), "Person": ("p1", "p2", "p3", "p4", 'p"5\\', "人6"), "Faction": ("f1", "f2", "f3"),
        "TeamMember": ("m1", "m2"), "Competitor": ("c1", "c2"), "Organisation": ("g1", "g2"), "Opportunity": ("o1", "o2"),
        "Tie": tuple(f"t{n}" for n in range(18)), "MapView": ("v1", "v2"), "Comment": ("k1", "k2", "评论 3", "k4"), "Workshop": ("w1", "w2"),
        "Forecast": ("s1", "s2")}
MAPS = ("circles", "power map", "p1")
SAID = ("name", "text")  # required fields that may change


class Dice:
    """Everything random, from one seed and the ids alone: both stores and every replay get the same."""

    def __init__(self, seed: int, account: str) -> None:
        self.random, self.account = Random(seed), account
        self.of_type = {**POOL, "Account": (account,)}
        self.type_of = {id: name for name, ids in self.of_type.items() for id in ids}
        self.nodes = [id for id, name in self.type_of.items() if name != "Tie"]
        self.kinds = cycle(self.random.sample(sorted(KINDS), len(KINDS)))
        self.stored: dict[str, str] = {}
        """What is there: id to type."""

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, of: Any) -> Any:
        return self.random.choice(list(of))

    def id(self, types: tuple[str, ...]) -> str:
        """The id of a record of one of these types; now and then one that does not exist or is of another type."""
        if self.chance(0.01):
            return self.one(("nobody", "", *self.nodes))
        known = sorted(id for id, name in self.stored.items() if name in types)
        return self.one(known) if known and self.chance(0.9) else self.one(id for name in types for id in self.of_type[name])

    def value(self, spec: FieldSpec) -> Any:
        if spec.type == "ref":
            return self.id(spec.types)
        if spec.type == "code":
            return self.one(SCALES[spec.scale].codes)
        if spec.type == "codes":
            return self.one((tuple, list))(self.one(SCALES[spec.scale].codes) for _ in range(self.random.randint(0, 4)))
        if spec.type == "texts":
            return self.one((tuple, list))(self.one(("", *TEXTS)) for _ in range(self.random.randint(0, 3)))
        if spec.type == "yes_no":
            return self.chance(0.5)
        if spec.type == "date":
            return self.one(("2026-03-31", "1999-12-31", "2026-03-31T23:59:59+08:00"))
        if spec.type == "text":
            return self.one(TEXTS)
        low, high = int(spec.low or 0), int(spec.high or 2**40)
        if spec.type == "integer":
            return self.one((low, high, self.random.randint(low, high), float(low)))
        return self.one((low, float(high), self.random.uniform(low, high), 0.1 + 0.2, -0.0 if spec.low is None else high, 1))

    def wrong(self) -> Any:
        return self.one((-1, 1e9, float("nan"), "nonsense", True, 2.5, ["a", 3], "bell \x07", object, 2**70, "lone \ud800", b"bytes"))

    def fields(self, type_name: str, most: int = 3) -> dict[str, Any]:
        """Some fields of a type, mostly right ones; never those that tell what the record is."""
        specs = {name: spec for name, spec in RECORDS[type_name].specs().items()
                 if name in SAID or (not spec.required and spec.on_delete != "delete")}
        names = self.random.sample(list(specs), min(len(specs), self.random.randint(1, most)))
        found = {name: None if self.chance(0.15) else self.one(("", (), [])) if self.chance(0.03)
                 else self.one(POOL["Tie"]) if name == "tie" else self.value(specs[name]) for name in names}
        for name in SAID:
            if name in found and found[name] in (None, "", (), []) and self.chance(0.9):
                found[name] = self.one(TEXTS)
        if self.chance(0.015):
            found[self.one((*names, "nme", "id", "version", "account", "DROP"))] = self.wrong()
        return found

    def record(self, type_name: str, id: str = "") -> Put:
        """A whole record, as a form or an import would send it."""
        found = {name: value for name, value in self.fields(type_name, 6).items() if value is not None}
        if type_name == "Tie":
            return self.tie(id or self.one(POOL["Tie"]), found)
        made = {name: self.id(spec.types) if spec.type == "ref" else self.one(MAPS) if name == "map" else self.value(spec)
                for name, spec in RECORDS[type_name].specs().items() if spec.required}
        if type_name == "Place":
            made |= {"x": self.random.uniform(-1e3, 1e3), "y": self.random.randint(-9, 9)}
        if type_name == "Ballot":
            made |= {"by": self.one(AUTHORS)} | ({"other": self.id(("Person",))} if self.chance(0.3) else {})
        return Put(type_name, id or derived_id(type_name, made) or self.one(self.of_type[type_name]), {**made, **found})

    def tie(self, id: str, found: dict[str, Any]) -> Put:
        kind = KINDS[next(self.kinds)]
        source, target = self.id(kind.sources), self.id(kind.targets)
        if source == target and self.chance(0.9):
            target = self.id(kind.targets)
        for name in ("level", "sign", "strength"):
            found.pop(name, None)
        if self.chance(0.6):
            found["strength"] = self.one((0.5, 1, 0.1 + 0.2, 1e-300))
        if kind.signed and self.chance(0.5):
            found["sign"] = self.one((1, -1, 1.0))
        if kind.scale and self.chance(0.8):
            found["level"] = self.one(SCALES[kind.scale].codes)
        if self.chance(0.02):
            found[self.one(("level", "sign", "strength"))] = self.one((0, 1, -1, "1", "Z"))
        code = self.one(("HATES", "INFLUENCES", "reports_to")) if self.chance(0.02) else kind.code
        return Put("Tie", id, {"kind": code, "source": source, "target": target, **found})

    def change(self) -> list[Change]:
        """One change, or two that belong together."""
        lot, some = self.random.random(), self.one(sorted(self.stored))
        if lot < 0.40:
            return [Put(self.stored[some], some, self.fields(self.stored[some]))]
        if lot < 0.84:
            return [self.record(self.one(("Person", *["Tie"] * 10, "Position", "Standing", "Place", "Comment", "Ballot", *RECORDS)))]
        if lot < 0.93:
            return [Delete(some)]
        if lot < 0.96:  # away and back at once, now and then as something else
            back = self.stored[some] if self.chance(0.7) else self.one(("Person", "Department", "Organisation", "Comment", "Tie"))
            return [Delete(some), self.record(back, some)]
        if lot < 0.97:
            return [Put(self.one(RECORDS), self.one((*self.type_of, "", "lone \ud800")), self.fields("Person"))]
        if lot < 0.98:
            return [self.one((Put("Persn", "p1", {"name": "x"}), Delete("nobody"), Put("Account", "p1", {"name": "x"}),
                              Put("Tie", self.one(POOL["Tie"]), {self.one(("kind", "source", "target")): self.one(("ADVICE", "p1"))})))]
        return [Put("Account", self.account, {"name": self.one(TEXTS), "archived": self.chance(0.3)})]

    def batch(self) -> list[Change]:
        changes: list[Change] = []
        for _ in range(self.one((1, 1, 2, 3, 4, 5))):
            changes += self.change()
        return changes[:5]


class Twins:
    """The same account in both stores, taken through the same steps and compared after each."""

    def __init__(self, small: GraphStore, server: GraphStore, raw: neo4j.Driver, seed: int) -> None:
        self.stores, self.raw, self.seed = (small, server), raw, seed
        self.account = f"two-{seed}"  # ids take part in the order of things: a replay needs the same
        self.dice = Dice(seed, self.account)
        self.steps: list[str] = []
        self.seen: Counter[str] = Counter()
        self.number, self.tokens = 0, 0

    def same(self, what: str, ask: Callable[[GraphStore], Any]) -> Any:
        """What both stores answer; fails when they differ."""
        self.steps.append(what)
        said = f"seed {self.seed}, the last of {len(self.steps)} steps:\n  " + "\n  ".join(self.steps[-6:])
        try:
            one, other = (_answer(ask, store) for store in self.stores)
        except Exception as error:
            error.add_note(said)
            raise
        if one != other:
            pytest.fail(f"{said}\n{_difference(one, other)}", pytrace=False)
        self.seen["Conflict" if one[0] is Conflict else one[0] if isinstance(one[0], str) else one[0].__name__] += 1
        return one

    def live(self, batches: int) -> Counter[str]:
        start: list[Record] = [
            Opportunity("o1", name="Deal · 商机", manager="m1"), TeamMember("m1", name="Mo"), Department("d1", name="IT", parent="d2"),
            Department("d2", name="HQ"), *(Competitor(c, name=c) for c in POOL["Competitor"]), *(Faction(f, name=f, core="p1") for f in POOL["Faction"]),
            Person("p1", name="Ann", department="d1"), Person("p2", name="王伟"), Person("p3", name="Cy"), Workshop("w1", name="Who?"),
            Tie("t0", kind="LISTENS_TO", source="p1", target="p2", sign=-1), Tie("t1", kind="REPORTS_TO", source="p2", target="p1")]
        name = f"{self.dice.one(TEXTS)} {self.seed}"
        self.moved("create", lambda s: s.create(Account(self.account, name=name, size=7), author="me", records=start))
        self.same("create again", lambda s: s.create(Account(self.account, name="Twice"), author="me", records=[]))
        self.moved("leave", lambda s: s.leave(self.account, author="eve"))
        for n in range(batches):
            self.step()
            if n % 10 == 9:
                self.compare()
        self.compare()
        self.back_and_forth()
        self.compare()
        self.same("erase the account", lambda s: s.erase_account(self.account))
        self.same("head", lambda s: s.head(self.account)[0])
        with self.raw.session() as session:
            left = session.run("MATCH (n {account: $id}) RETURN count(n) AS n", id=self.account).single(strict=True)["n"]
        assert left == 0, f"seed {self.seed}: erasing the account left {left} nodes"
        return self.seen

    def step(self) -> None:
        """One batch, with something else before it now and then."""
        dice, author = self.dice, self.dice.one(AUTHORS)
        lot = dice.random.random()
        if lot < 0.12:
            self.moved("undo", lambda s: s.undo(self.account, author=author))
        elif lot < 0.21:
            self.moved("redo", lambda s: s.redo(self.account, author=author))
        elif lot < 0.25:
            self.moved("leave", lambda s: s.leave(self.account, author=author))
        elif lot < 0.29:
            gone = dice.one((*dice.type_of, "nobody", *sorted(dice.stored)))
            self.moved(f"erase {gone!r}", lambda s: s.erase(self.account, gone, author=author))
        elif lot < 0.31:
            token = f"u{dice.random.randint(0, self.number)}"
            for _ in range(2):
                self.moved(f"undo {token}", lambda s: s.undo(self.account, author=author, token=token))
        self.apply(author)

    def apply(self, author: str) -> None:
        dice = self.dice
        changes = dice.batch()
        base = dice.one((None, self.number, self.number, self.number, max(0, self.number - dice.random.randint(0, 8))))
        if dice.chance(0.02):
            base = self.number + 1
        self.tokens += 1
        token = "" if dice.chance(0.5) else f"t{dice.random.randint(0, self.tokens) if dice.chance(0.1) else self.tokens}"
        label, origin = Text(f"Step {self.tokens} {dice.one(TEXTS)}", f"第 {self.tokens} 步"), dice.one(TABS)
        what = f"apply {changes!r} author={author!r} base={base} origin={origin!r} token={token!r}"
        self.moved(what, lambda s: s.apply(self.account, changes, author=author, base=base, label=label, origin=origin, token=token))
        for change in changes:
            self.seen[f"{type(change).__name__} {getattr(change, 'type', '')}"] += 1

    def moved(self, what: str, write: Callable[[GraphStore], Revision]) -> None:
        """A step that may make a revision; the kinds of record and of tie that it made are counted."""
        outcome, answer = self.same(what, write)[:2]
        self.number = self.stores[0].revision(self.account)
        states = self.stores[0]._read(self.account, lambda tx: tx.states())
        self.dice.stored = {id: state.type for id, state in states.items()}
        loose = [(id, ref) for id, state in states.items() for _name, ref in refs(state.type, state.fields) if ref not in states]
        assert not loose, f"seed {self.seed}: {loose} refer to nothing after {what}"
        self.seen[f"{what.split()[0]} {'done' if outcome == 'ok' else 'refused'}"] += 1
        for type_name, _id, before, after in answer[-1] if outcome == "ok" else ():
            if before == "None" and after != "None":
                self.seen[f"tie {after['kind']}" if type_name == "Tie" else f"made {type_name}"] += 1

    def compare(self) -> None:
        """Everything that can be asked of an account."""
        acc, when = self.account, self.dice.random.randint(0, self.number + 1)
        self.same("revision", lambda s: s.revision(acc))
        self.same("read", lambda s: s.read(acc))
        self.same(f"read as of {when}", lambda s: s.read(acc, as_of=when))
        self.same("states", lambda s: s._read(acc, lambda tx: tx.states()))
        self.same("changes", lambda s: s.changes(acc))
        self.same(f"changes since {when}", lambda s: s.changes(acc, since=when))
        self.same("accounts", lambda s: [i for i in s.accounts(archived=True) if i.id == acc])
        self.same("accounts in use", lambda s: [i for i in s.accounts() if i.id == acc])
        for author in (*AUTHORS, "nobody"):
            self.same(f"undo label of {author}", lambda s, author=author: s.undo_label(acc, author=author))

    def back_and_forth(self) -> None:
        """Everybody takes back what can be taken back, and does half of it again."""
        for author in AUTHORS:
            for _ in range(6):
                self.moved("undo", lambda s, author=author: s.undo(self.account, author=author))
            self.compare()
            for _ in range(3):
                self.moved("redo", lambda s, author=author: s.redo(self.account, author=author))


def _answer(ask: Callable[[GraphStore], Any], store: GraphStore) -> tuple[Any, ...]:
    """What a store says. Errors that are no sentences of ours come through."""
    try:
        return "ok", _plain(ask(store))
    except StoreUnavailable:
        raise
    except PowerMapError as error:
        return type(error), str(error), error.zh, _plain(vars(error))


def _plain(value: Any) -> Any:
    """Lists and maps that can be compared part by part, and the rest as text, which tells 1 from 1.0 and True."""
    if isinstance(value, Revision):
        return [value.number, value.author, value.label, value.origin, value.undoes, value.redoes, value.facts,
                [_plain(entry) for entry in value.entries]]
    if isinstance(value, Entry):
        return [value.type, value.id, _plain(value.before), _plain(value.after)]
    if isinstance(value, State):
        return [value.type, value.version, _plain(value.fields)]
    if isinstance(value, Snapshot):
        return [value.account_id, value.revision, value.facts_revision, value.problems,
                {f"{name} {id}": _plain(vars(record)) for name, group in value.records.items() for id, record in group.items()}]
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return repr(value + 0.0 if isinstance(value, float) else value)  # -0.0 is as good as 0.0


def _difference(one: Any, other: Any) -> str:
    """The smallest part in which two answers differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [k for k in {**one, **other} if one.get(k) != other.get(k)]
        return "\n".join(f"{k}: {_difference(one.get(k), other.get(k))}" for k in keys)
    if isinstance(one, tuple | list) and type(one) is type(other) and len(one) == len(other):
        return next((_difference(a, b) for a, b in zip(one, other, strict=True) if a != b), "")
    return f"\n  SQLite: {one!r}\n  Neo4j:  {other!r}"


@pytest.fixture
def server(neo4j_url: str) -> Iterator[GraphStore]:
    with closing(open_store(neo4j_url)) as store:
        empty(store)
        yield store
        empty(store)


def test_any_changes_come_to_the_same_in_both_stores(server: GraphStore, neo4j_url: str, tmp_path: Path):
    address = address_of(neo4j_url)
    seeds = range(SEED, SEED + -(-BATCHES // EPISODE))

    def live(seed: int) -> Counter[str]:
        with closing(open_store(tmp_path / f"{seed}.sqlite")) as small:
            return Twins(small, server, raw, seed).live(EPISODE)

    with neo4j.GraphDatabase.driver(address.uri, auth=address.auth) as raw, ThreadPoolExecutor(THREADS) as pool:
        running = [pool.submit(live, seed) for seed in seeds]
        try:
            seen = sum((future.result() for future in running), Counter())
        finally:
            pool.shutdown(cancel_futures=True)
    if BATCHES >= 800:
        wanted = [*(f"tie {code!r}" for code in KINDS), *(f"made {name}" for name in RECORDS if name != "Tie"), "Delete ", "Conflict", "InvalidRecord",
                  "NotFound", *(f"{what} {how}" for what in ("apply", "undo", "redo", "leave", "erase") for how in ("done", "refused"))]
        assert not [what for what in wanted if not seen[what]], f"the dice never came to some of this: seed {SEED}, seen {seen}"


HANGING = [Put("Tie", "u", {"kind": "OWNS", "source": "p", "target": "g"}), Put("Place", "l", {"map": "m", "item": "p"}),
           Put("Comment", "k", {"text": "K", "item": "p"})]
FOUND: dict[str, list[Any]] = {
    "a department that is its own parent goes": [[Put("Department", "d", {"name": "D", "parent": "d"})], [Delete("d")]],
    "away and back as another kind of record": [[Delete("r"), Put("Department", "r", {"name": "R"})]],
    "away and back as another kind of tie": [[Delete("t"), Put("Tie", "t", {"kind": "CLOSE", "source": "p", "target": "r"})]],
    "a tie drawn anew from an end that goes": [[Delete("q"), Put("Tie", "t", {"kind": "ADVICE", "source": "p", "target": "r"})]],
    "a second record of an account": [[Put("Account", "p", {"name": "P"})], [Put("Account", "another", {"name": "Another"})]],
    "a number for a list": [[Put("Person", "p", {"extra": 5})]],
    "changed, away and back as another kind of record": [[Put("Tie", "t", {"note": "n"}), Delete("t"), Put("Person", "t", {"name": "T"})]],
    "an end of a former tie with the same id erased": [
        [Delete("t")], [Put("Tie", "t", {"kind": "ADVICE", "source": "q", "target": "r"})], "erase p", [Delete("q")]],
    "a conflict in two fields": [[Put("Person", "p", {"title": "a", "email": "b"})], "undo",
                                 [Put("Person", "p", {"email": "c", "title": "d"})], "redo"],
    "a map called as a person": [
        [Put("Person", "p", {"title": "a"}), Put("Place", "l", {"map": "p", "item": "q"})],
        [Put("Place", "l", {"x": 2}), Put("Tie", "t", {"note": "n"})], [Delete("p")]],
    "all that hangs on somebody who comes back as another kind of record": [
        [Put("Organisation", "g", {"name": "G"}), *HANGING],
        [Delete("p"), Put("Organisation", "p", {"name": "P"}), *HANGING], [Delete("p")], "undo"],
    "a deal away and back, a view of it round somebody else": [
        [Put("Opportunity", "d", {"name": "D"}), Put("MapView", "v", {"name": "V", "opportunity": "d", "leader": "p"})],
        [Delete("d"), Put("Person", "d", {"name": "D"})], "undo by eve"],
    "a comment that goes over to somebody else": [
        [Put("Comment", "k", {"text": "K", "item": "p"})], [Delete("k"), Put("Comment", "k", {"text": "K", "item": "o"})], [Delete("o")]],
    "a ballot cast twice on the same": [
        [Put("Workshop", "w", {"name": "W"}), Put("Ballot", "b", {"workshop": "w", "item": "p", "other": "p"})],
        [Put("Ballot", "b", {"value": "A"})], [Put("Ballot", "b", {"other": "q"})], [Delete("p")]],
    "a comment on a tie of somebody erased": [
        [Put("Comment", "k", {"text": "K", "item": "q", "tie": "t"}), Put("Comment", "l", {"text": "L", "item": "q", "tie": "u"})],
        [Put("Comment", "l", {"tie": "t"})], [Put("Comment", "l", {"tie": "u"})], "erase p", "undo"]}


@pytest.mark.parametrize("steps", [pytest.param(steps, id=name) for name, steps in FOUND.items()])
def test_what_the_dice_have_found_before(server: GraphStore, neo4j_url: str, tmp_path: Path, steps: list[Any]):
    address = address_of(neo4j_url)
    with (closing(open_store(tmp_path / "s.sqlite")) as small,
          neo4j.GraphDatabase.driver(address.uri, auth=address.auth) as raw):
        twins, people = Twins(small, server, raw, 0), [Person(id, name=id) for id in "pqr"]
        tie = Tie("t", kind="ADVICE", source="p", target="q")
        twins.moved("create", lambda s: s.create(Account(twins.account, name="A"), author="me", records=[Opportunity("o", name="O"),
                                                                                                       *people, tie]))
        for n, step in enumerate(steps):
            if step == "erase p":
                twins.moved("erase p", lambda s: s.erase(twins.account, "p", author="me"))
            elif isinstance(step, str):
                what, author = step.removesuffix(" by eve"), "eve" if step.endswith(" by eve") else "me"
                twins.moved(step, lambda s, what=what, author=author: getattr(s, what)(twins.account, author=author))
            else:
                author = "me" if n == 0 else "eve"
                twins.moved(f"apply {step}", lambda s, step=step, author=author: s.apply(twins.account, step, author=author, base=None))
            twins.compare()


def test_the_lists_of_accounts_are_the_same_and_in_the_same_order(server: GraphStore, tmp_path: Path):
    names = ["b", "B", "ä", "王", "Z", "🙂", "\uffee", "", "a b"]
    with closing(open_store(tmp_path / "s.sqlite")) as small:
        for n, name in enumerate(names):
            for store in (small, server):
                store.create(Account(f"list-{n}", name=name or "-", archived=n % 3 == 0), author="me", records=[Opportunity("o", name="O")])
        for archived in (False, True):
            assert small.accounts(archived=archived) == server.accounts(archived=archived)
        listed = [info.name for info in server.accounts(archived=True)]
        assert len(listed) == len(names) and all(a < b for a, b in pairwise(listed))
