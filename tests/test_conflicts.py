"""Conflicts as questions: values in words, one's own over theirs, and what was deleted brought back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from graph.errors import Conflict
from graph.model import Account, Comment, Department, Faction, Opportunity, Person, Position, Tie, position_id
from graph.store import Change, Delete, GraphStore, Put, open_store, put
from ui.conflicts import bring_back, carry_out, in_words, question, to_ask, typed_in, units
from ui.state import Keys

BOB = position_id("o", "bob")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    opened = open_store(tmp_path / "s.sqlite")
    opened.create(Account("a", name="A"), author="me", records=[
        Opportunity("o", name="O"), Department("d", name="IT"), Person("ann", name="Ann", name_alt="安"), Person("bob", name="Bob", department="d"),
        Person("cid", name="Cid"), Faction("f", name="Reformers", core="bob"), Tie("t", kind="REPORTS_TO", source="bob", target="ann"),
        Position(BOB, opportunity="o", person="bob", attitude="C", roles=("USER",))])
    yield opened
    opened.close()


def anna(store: GraphStore, *changes: Change) -> int:
    """Somebody else edits; the revision before."""
    before = store.revision("a")
    store.apply("a", changes, author="Anna", base=None)
    return before


def op(store: GraphStore, type: str, n: int = 1, *, base: int | None = None, **rest: Any) -> list[tuple[Any, Conflict]]:
    sent = {"type": type, "n": n, "base": store.revision("a") if base is None else base, "client": "tab", **rest}
    return carry_out(store, "a", "o", sent, author="me", client="tab", read=store.read)


def again(store: GraphStore, part: Any, clash: Conflict, n: int) -> list[tuple[Any, Conflict]]:
    """The answer "take mine", as the canvas sends it."""
    return op(store, n=n, **to_ask(store, store.read("a"), part, clash)["op"])


def test_a_level_is_asked_about_by_its_name_and_ones_own_can_be_taken(store: GraphStore) -> None:
    base = anna(store, Put("Position", BOB, {"attitude": "D"}))
    [(part, clash)] = op(store, "attitude", base=base, ids=["bob"], code="B")
    asked = to_ask(store, store.read("a"), part, clash)
    assert asked["text"] == "Bob, Attitude: Anna wrote Sceptic; you wrote Supporter."
    assert (asked["keep"], asked["take"], asked["typed"]) == ("Keep what Anna wrote", "Take mine", "")
    assert store.read("a").position("o", "bob").attitude == "D"
    assert again(store, part, clash, 2) == []
    assert store.read("a").position("o", "bob").attitude == "B"


def test_levels_are_named_in_the_readers_language(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {Keys.LANGUAGE: "zh"})
    base = anna(store, Put("Position", BOB, {"attitude": "D"}))
    [(part, clash)] = op(store, "attitude", base=base, ids=["bob"], code="B")
    text = to_ask(store, store.read("a"), part, clash)["text"]
    assert "怀疑" in text and "支持" in text and "Sceptic" not in text


def test_an_answer_is_asked_about_again_when_a_third_one_was_quicker(store: GraphStore) -> None:
    base = anna(store, Put("Position", BOB, {"attitude": "D"}))
    [(part, clash)] = op(store, "attitude", base=base, ids=["bob"], code="B")
    mine = to_ask(store, store.read("a"), part, clash)["op"]
    base = anna(store, Put("Position", BOB, {"attitude": "E"}))
    [(_part, second)] = op(store, n=2, base=base, **mine)
    assert second.theirs == "E"


def test_a_conflict_about_one_of_several_does_not_hold_up_the_others(store: GraphStore) -> None:
    base = anna(store, Put("Position", BOB, {"attitude": "D"}))
    clashes = op(store, "attitude", base=base, ids=["ann", "bob", "cid"], code="B")
    now = store.read("a")
    assert [now.position("o", p).attitude for p in ("ann", "bob", "cid")] == ["B", "D", "B"]
    [(part, clash)] = clashes
    assert part["ids"] == ["bob"] and again(store, part, clash, 2) == []
    assert store.read("a").position("o", "bob").attitude == "B"


def test_sent_twice_it_is_done_once_and_asked_about_again(store: GraphStore) -> None:
    base = anna(store, Put("Position", BOB, {"attitude": "D"}))
    first = op(store, "attitude", base=base, ids=["ann", "bob"], code="B")
    revision = store.revision("a")
    second = op(store, "attitude", base=base, ids=["ann", "bob"], code="B")
    assert (store.revision("a"), [str(e) for _p, e in first]) == (revision, [str(e) for _p, e in second])


@pytest.mark.parametrize(("type", "rest"), [
    ("attitude", {"ids": ["bob"], "code": "A"}), ("rename", {"id": "bob", "name": "Robert"}),
    ("tie", {"kind": "ADVICE", "from": "cid", "to": "bob"}), ("role", {"ids": ["bob"], "code": "BUYER", "on": True})])
@pytest.mark.parametrize("stale", [True, False])
def test_an_edit_of_somebody_deleted_names_who_and_brings_back(store: GraphStore, type: str, rest: dict[str, Any], stale: bool) -> None:
    before = store.read("a")
    base = anna(store, Delete("bob"))
    [(part, clash)] = op(store, type, base=base if stale else None, **rest)
    asked = to_ask(store, store.read("a"), part, clash)
    assert "Anna deleted Bob" in asked["text"] and asked["take"] == "Bring back and write mine"
    assert asked["typed"] == rest.get("name", "")
    assert again(store, part, clash, 2) == []
    after = store.read("a")
    assert after.people.keys() == before.people.keys() and "t" in after.ties and after.factions["f"].core == "bob"
    held = after.position("o", "bob")
    assert {"attitude": held.attitude == "A", "rename": after.name("bob") == "Robert", "role": "BUYER" in held.roles,
            "tie": len(after.ties) == 2}[type]


def test_who_is_gone_among_several_is_told_and_the_others_are_edited(store: GraphStore) -> None:
    anna(store, Delete("bob"))
    [(part, _clash)] = op(store, "attitude", ids=["ann", "bob"], code="B")
    assert part["ids"] == ["bob"] and store.read("a").position("o", "ann").attitude == "B"


def test_whoever_deletes_what_another_deleted_has_nothing_to_decide(store: GraphStore) -> None:
    base = anna(store, Delete("bob"))
    for stale in (base, None):
        assert op(store, "delete", base=stale, ids=["bob"]) == []


def test_who_is_deleted_while_another_edits_stays_and_can_go_all_the_same(store: GraphStore) -> None:
    base = anna(store, Put("Person", "bob", {"title": "Chief"}))
    [(part, clash)] = op(store, "delete", base=base, ids=["bob"])
    asked = to_ask(store, store.read("a"), part, clash)
    assert asked["text"] == "Anna changed Bob in the meantime, so your edit was not carried out."
    assert "bob" in store.read("a").people
    assert again(store, part, clash, 2) == [] and "bob" not in store.read("a").people


def test_undo_of_what_another_built_on_says_so_in_words(store: GraphStore) -> None:
    op(store, "attitude", ids=["bob"], code="B")
    anna(store, Put("Position", BOB, {"attitude": "E"}))
    [(part, clash)] = op(store, "undo", n=2)
    asked = to_ask(store, store.read("a"), part, clash)
    assert asked["text"].startswith("Bob, Attitude: Anna wrote Opponent since.") and not asked["take"]


def test_somebody_brought_back_lacks_what_went_since(store: GraphStore) -> None:
    anna(store, Delete("bob"))
    number = store.revision("a")
    anna(store, Delete("ann"), Delete("d"))
    bring_back(store, "a", number, author="me", origin="tab", token="x")
    bring_back(store, "a", number, author="me", origin="tab", token="x")
    now = store.read("a")
    assert (now.people["bob"].department, list(now.ties), now.position("o", "bob").attitude) == (None, [], "C")
    assert store.undo_label("a", author="me")[0] == ("Bring back Bob", "恢复 Bob")


def test_somebody_erased_cannot_be_brought_back(store: GraphStore) -> None:
    base = store.revision("a")
    store.erase("a", "bob", author="Anna")
    with pytest.raises(Exception, match="no longer"):
        op(store, "rename", base=base, id="bob", name="Robert")
    asked = question(store, store.read("a"), Conflict("gone", record="bob", author="Anna"), since=base, typed="Robert")
    assert (asked.take, asked.typed) == ("", "Robert") and "Bob" not in asked.text


@pytest.mark.parametrize(("id", "type", "field", "value", "words"), [
    ("t", "Tie", "sign", -1, "opposes (−)"), ("t", "Tie", "strength", 0.25, "0.25"), ("bob", "Person", "department", "d", "IT"),
    ("bob", "Person", "external", True, "yes"), ("bob", "Person", "title", None, "(empty)"), ("bob", "Person", "title", "Chief", "“Chief”"),
    (BOB, "Position", "roles", ("USER", "BUYER"), "User, Buyer"), (BOB, "Position", "attitude", "D", "Sceptic"),
    ("bob", "Person", "note", "x" * 100, f"“{'x' * 60}…”")])
def test_values_in_words(store: GraphStore, id: str, type: str, field: str, value: Any, words: str) -> None:
    now = store.read("a")
    said = in_words(now, now.all(type)[id], field, value)
    assert said.split(" · ")[0].startswith(words.split(",")[0]) if field == "roles" else said == words


def test_what_was_typed_is_all_text_of_the_edit_and_nothing_else() -> None:
    changes = [put(Comment("c", text="Ask her", item="bob", by="me", time="2026-01-01")), Put("Person", "bob", {"title": "Chief", "level": 2}),
               put(Tie("t", kind="ADVICE", source="a", target="b", note="since the fair")), Delete("x")]
    assert typed_in(changes) == "Ask her\nChief\nsince the fair"


def test_edits_of_a_table_one_by_one() -> None:
    made = {"edited_rows": {"0": {"name": "A", "title": "B"}, "3": {"name": "C"}}, "added_rows": [{"name": "D"}], "deleted_rows": [1, 2]}
    parts = list(units(made))
    assert len(parts) == 6 and all(len(p["edited_rows"]) + len(p["added_rows"]) + len(p["deleted_rows"]) == 1 for p in parts)
    assert {k: v for p in parts for k, v in p["edited_rows"].items()} == {"0": {"title": "B"}, "3": {"name": "C"}}
