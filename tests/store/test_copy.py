"""Whole accounts with their history between stores, both ways; broken off and taken up; a fork is refused."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from graph.errors import InvalidRecord, StoreUnavailable
from graph.model import Account, Ballot, Comment, Department, Faction, MapView, Person, Place, Text, Tie, Workshop, place_id
from graph.store import Delete, GraphStore, Put, copy_accounts, open_store, put


@pytest.fixture
def file_store(tmp_path) -> Iterator[GraphStore]:
    with closing(open_store(tmp_path / "other.sqlite")) as opened:
        yield opened


@pytest.fixture
def lived(store: GraphStore) -> str:
    """An account with a past: merges, undo, redo, a delete, an erasure, a drag."""
    store.create(Account("acc", name="Acme"), author="me", records=[
        Department("d", name="IT"), Person("ann", name="Ann", department="d", tenure=3.5), Person("bob", name="Bob"),
        Person("cy", name="Cy"), Faction("f", name="Old guard", core="cy"),
        Tie("t", kind="LISTENS_TO", source="bob", target="ann", strength=0.5),
        Tie("u", kind="ADVICE", source="cy", target="ann"), MapView("round", name="Round Cy", leader="cy", lit=("cy", "ann")),
        Workshop("w", name="Who?"), Ballot("b", workshop="w", item="bob", other="ann"), Ballot("x", workshop="w", item="cy"),
        Comment("c", text="Ann", item="ann", tie="t"), Comment("e", text="Cy", item="cy")])
    store.apply("acc", [Put("Person", "bob", {"title": "Buyer", "extra": ["a=1", "b=2"]})], author="eve", base=1, token="once",
                label=Text("Title", "职务"))
    store.apply("acc", [put(Place(place_id("m", "ann"), map="m", item="ann", x=1.0, y=2.0, pinned=True))], author="me", base=2)
    store.undo("acc", author="me")
    store.redo("acc", author="me")
    store.apply("acc", [Delete("d")], author="me", base=None)
    store.erase("acc", "cy", author="me")
    return "acc"


def test_an_account_arrives_whole_and_goes_back_whole(store, file_store, lived, tmp_path):
    [copied] = copy_accounts(store, file_store)
    assert (copied.account.name, copied.revisions, copied.problems) == ("Acme", 7, ())
    assert file_store.history(lived) == store.history(lived)
    assert file_store.accounts() == store.accounts()
    assert file_store.read(lived, as_of=1).people["ann"].department == "d"
    assert file_store.head(lived) == store.head(lived)
    original = store.history(lived)
    store.erase_account(lived)
    list(copy_accounts(file_store, store))
    assert store.history(lived) == original
    assert store.undo_label(lived, author="eve")[0] == Text("Title", "职务")
    store.undo(lived, author="eve")
    assert store.read(lived).people["bob"].title is None


def test_done_again_it_brings_up_to_date(store, file_store, lived):
    list(copy_accounts(store, file_store))
    assert [copied.revisions for copied in copy_accounts(store, file_store)] == [0]
    store.apply(lived, [Put("Person", "bob", {"title": None, "level": 2}), put(Person("di", name="Di")),
                        put(Tie("v", kind="REPORTS_TO", source="di", target="bob"))], author="me", base=None)
    store.apply(lived, [Delete("ann")], author="me", base=None)
    assert [copied.revisions for copied in copy_accounts(store, file_store)] == [2]
    assert file_store.history(lived) == store.history(lived)
    file_store.undo(lived, author="me")
    assert file_store.read(lived).people["ann"].tenure == 3.5


def test_what_was_gone_and_came_back_in_between_still_holds_together(store, file_store, lived):
    list(copy_accounts(store, file_store))
    store.apply(lived, [Delete("ann")], author="me", base=None)
    store.undo(lived, author="me")
    list(copy_accounts(store, file_store))
    file_store.apply(lived, [Delete("ann")], author="me", base=None)
    store.apply(lived, [Delete("ann")], author="me", base=None)
    assert not file_store.read(lived).ties
    assert file_store.read(lived).records == store.read(lived).records


def test_a_copy_that_went_its_own_way_is_refused_and_left(store, file_store, lived):
    list(copy_accounts(store, file_store))
    file_store.apply(lived, [Put("Person", "bob", {"level": 2})], author="there", base=None)
    mine = file_store.history(lived)
    store.apply(lived, [Put("Person", "bob", {"level": 3})], author="here", base=None)
    with pytest.raises(InvalidRecord, match="not an earlier state"):
        list(copy_accounts(store, file_store))
    assert file_store.history(lived) == mine


def test_another_account_with_the_same_id_is_refused(store, file_store, lived):
    file_store.create(Account("acc", name="Another"), author="me")
    with pytest.raises(InvalidRecord, match="not an earlier state"):
        list(copy_accounts(store, file_store))
    assert file_store.accounts()[0].name == "Another"


def test_a_copy_that_breaks_off_leaves_nothing_half_written(store, file_store, lived, monkeypatch):
    store.create(Account("zed", name="Zed"), author="me", records=[Person("p", name="P")])
    write = file_store._write

    def breaks(account, work, **more):
        def half(tx):
            work(tx)
            raise StoreUnavailable("the line broke")
        return write(account, half, **more)

    copied = copy_accounts(store, file_store)
    next(copied)
    monkeypatch.setattr(file_store, "_write", breaks)
    with pytest.raises(StoreUnavailable):
        next(copied)
    assert [info.name for info in file_store.accounts()] == ["Acme"]
    monkeypatch.undo()
    assert [(copied.account.name, copied.revisions) for copied in copy_accounts(store, file_store)] == [("Acme", 0), ("Zed", 1)]


def test_a_copy_that_differs_is_noticed(store, file_store, lived, monkeypatch):
    restore = file_store.restore

    def forgetful(history):
        restore(history)
        file_store.apply(history.account, [Put("Person", "bob", {"level": 9})], author="x", base=None)

    monkeypatch.setattr(file_store, "restore", forgetful)
    with pytest.raises(StoreUnavailable, match="differs from the original in its log"):
        list(copy_accounts(store, file_store))
