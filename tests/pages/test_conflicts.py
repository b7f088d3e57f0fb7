"""Conflicts in the card and the table: both values are shown, and either can be chosen; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from graph.errors import Unreachable
from graph.model import Workshop, position_id
from graph.store import Delete, GraphStore, Put, put
from graph.store.sqlite import SqliteStore
from tests.pages.hands import data, edit_table, fine, fire, says
from tests.pages.test_card import labelled
from ui.conflicts import Question
from ui.saving import MOST_SENTENCES, Refusal

Page = Callable[..., AppTest]


def bernd(store: GraphStore, account: str, **fields: Any) -> None:
    """Somebody else edits Bob's position in the deal, or with a title Bob himself; without anything deletes him."""
    bob, deal = f"{account}.bob", f"{account}.deal"
    if not fields:
        store.apply(account, [Delete(bob)], author="Bernd", base=None)
    elif "attitude" in fields:
        store.apply(account, [Put("Position", position_id(deal, bob), {"opportunity": deal, "person": bob, **fields})], author="Bernd", base=None)
    else:
        store.apply(account, [Put("Person", bob, fields)], author="Bernd", base=None)


def answer(at: AppTest, label: str) -> AppTest:
    return fine(next(b for b in at.button if b.label.replace("\\", "") == label).click().run())


def away(*_args: Any, **_more: Any) -> None:
    raise Unreachable("The store does not answer.", "存储没有响应。")


def attitude(store: GraphStore, account: str) -> str | None:
    return store.read(account).position(f"{account}.deal", f"{account}.bob").attitude


@pytest.mark.parametrize(("choice", "kept"), [("Keep what Bernd wrote", "D"), ("Take mine", "A")])
def test_a_level_in_the_card(page: Page, store: GraphStore, account: str, choice: str, kept: str) -> None:
    at = page("map", account=account, person=f"{account}.bob")
    bernd(store, account, attitude="D")
    fine(labelled(at.selectbox, "Attitude towards us").set_value("A").run())
    assert "Bob, Attitude: Bernd wrote Sceptic; you wrote Advocate." in says(at, "error")
    assert attitude(store, account) == "D"
    answer(at, choice)
    assert attitude(store, account) == kept
    assert not at.error


def test_somebody_deleted_meanwhile_is_brought_back_with_what_was_typed(page: Page, store: GraphStore, account: str) -> None:
    at = page("map", account=account, person=f"{account}.bob")
    bernd(store, account)
    fine(labelled(at.text_area, "Note").set_value("likes to be asked").run())
    assert "Bernd deleted Bob" in says(at, "error")
    assert [box.value for box in at.code] == ["likes to be asked"]
    answer(at, "Bring back and write mine")
    now = store.read(account)
    assert now.people[f"{account}.bob"].note == "likes to be asked" and f"{account}.tie-bob" in now.ties
    assert not at.code


def test_several_questions_wait_at_once_until_each_is_answered(page: Page, store: GraphStore, account: str) -> None:
    at = page("table", account=account)
    bernd(store, account, attitude="D")
    bernd(store, account, title="Chief")
    edit_table(at, 0, edited_rows={"1": {"attitude": "A", "title": "Buyer", "email": "bob@example.org"}, "2": {"title": "Clerk"}})
    now = store.read(account)
    assert (now.people[f"{account}.bob"].email, now.people[f"{account}.cid"].title) == ("bob@example.org", "Clerk")
    assert len(at.error) == 2
    at.session_state["lang"] = "en"
    fine(at.run())
    assert len(at.error) == 2
    takes = [b for b in at.button if b.label == "Take mine"]
    fine(takes[0].click().run())
    assert len(at.error) == 1
    answer(at, "Take mine")
    now = store.read(account)
    assert (now.people[f"{account}.bob"].title, attitude(store, account)) == ("Buyer", "A")


def test_a_mistake_among_several_cells_leaves_the_others(page: Page, store: GraphStore, account: str) -> None:
    at = edit_table(page("table", account=account), 0, edited_rows={"1": {"name": "", "title": "Buyer"}})
    assert store.read(account).people[f"{account}.bob"].title == "Buyer"
    assert len(at.error) == 1 and not [b for b in at.button if b.label == "Take mine"]


def test_sentences_go_and_questions_stay() -> None:
    old = [Refusal(Question("read me"), "a", since=-1000.0), Refusal(Question("asked", "keep", "take"), "a", since=-1000.0)]
    assert [one.over for one in old] == [True, False]
    assert MOST_SENTENCES == 5


def test_the_canvas_is_asked_with_the_edit_to_send_again(page: Page, store: GraphStore, account: str) -> None:
    at = page("map", account=account)
    base = store.revision(account)
    bernd(store, account, attitude="D")
    op = {"client": "tab", "n": 1, "type": "attitude", "base": base, "ids": [f"{account}.bob"], "code": "A"}
    fire(at, "ops", {"map": data(at)["map"], "ops": [op]})
    [notice] = data(at)["notices"]
    assert (notice["level"], notice["keep"], notice["take"]) == ("conflict", "Keep what Bernd wrote", "Take mine")
    fire(at, "ops", {"map": data(at)["map"], "ops": [{"client": "tab", "n": 2, "base": data(at)["revision"], **notice["op"]}]})
    assert attitude(store, account) == "A"


def test_an_older_edit_that_waited_is_asked_about_and_the_newer_one_is_written_once(page: Page, store: GraphStore, account: str,
                                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    at = page("table", account=account)
    with monkeypatch.context() as patched:
        patched.setattr(SqliteStore, "apply", away)
        edit_table(at, 0, edited_rows={"1": {"title": "Buyer"}})
    bernd(store, account, title="Chief")
    edit_table(at, 0, added_rows=[{"name": "Eve"}, {"name": "Finn"}])
    assert sorted(p.name for p in store.read(account).people.values()) == ["Ann", "Bob", "Cid", "Dora", "Eve", "Finn"]
    assert "Bernd wrote “Chief”; you wrote “Buyer”." in says(at, "error") and len(at.error) == 1
    answer(at, "Take mine")
    assert store.read(account).people[f"{account}.bob"].title == "Buyer"


def test_typed_lines_are_not_blamed_for_an_older_edit(page: Page, store: GraphStore, account: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at = page("map", account=account, person=f"{account}.bob")
    with monkeypatch.context() as patched:
        patched.setattr(SqliteStore, "apply", away)
        fine(labelled(at.selectbox, "Attitude towards us").set_value("A").run())
    bernd(store, account, attitude="D")
    fire(at, "take", {"client": "box", "n": 1, "text": "Eve: CFO"}, key="quick_entry")
    assert data(at, "quick_entry")["taken"]["box"] == {"n": 1, "left": "", "why": ""}
    assert [p.name for p in store.read(account).people.values()].count("Eve") == 1
    assert "Bernd wrote Sceptic; you wrote Advocate." in says(fine(at.run()), "error")


@pytest.mark.parametrize("method", ["head", "revision"])
def test_an_answer_that_the_store_does_not_hear_can_be_given_again(page: Page, store: GraphStore, account: str, method: str,
                                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    at = page("map", account=account, person=f"{account}.bob")
    bernd(store, account, attitude="D")
    fine(labelled(at.selectbox, "Attitude towards us").set_value("A").run())
    with monkeypatch.context() as patched:
        patched.setattr(SqliteStore, method, away)
        answer(at, "Take mine")
        assert attitude(store, account) == "D"
    answer(fine(at.run()), "Take mine")
    assert attitude(store, account) == "A"


def test_an_answer_has_to_wait_for_the_lock_of_a_workshop(page: Page, store: GraphStore, account: str) -> None:
    at = page("map", account=account, person=f"{account}.bob")
    bernd(store, account)
    fine(labelled(at.text_area, "Note").set_value("likes to be asked").run())
    lock = Workshop("w", name="Who decides?", question="role", opportunity=f"{account}.deal", facilitator="Anna", locked=True)
    store.apply(account, [put(lock)], author="Anna", base=None)
    answer(at, "Bring back and write mine")
    assert f"{account}.bob" not in store.read(account).people and "Anna leads the workshop" in says(at, "error")
    store.apply(account, [Put("Workshop", "w", {"locked": False})], author="Anna", base=None)
    answer(fine(at.run()), "Bring back and write mine")
    assert store.read(account).people[f"{account}.bob"].note == "likes to be asked"
