"""The table page: cell edits, new rows and deleted rows become one revision that undo takes back."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from graph.store import GraphStore, Put
from tests.pages.hands import edit_table, fine, says

Page = Callable[..., AppTest]
PEOPLE, TIES = 0, 1


def test_cells_of_a_person(page: Page, store: GraphStore, account: str) -> None:
    edit_table(page("table", account=account), PEOPLE, edited_rows={"1": {"name": "Robert", "attitude": "A", "roles": ["USER"]}})
    now = store.read(account)
    position = now.position(f"{account}.deal", f"{account}.bob")
    assert (now.people[f"{account}.bob"].name, position.attitude, position.roles) == ("Robert", "A", ("USER",))


def test_a_new_person_and_a_deleted_one(page: Page, store: GraphStore, account: str) -> None:
    at = edit_table(page("table", account=account), PEOPLE, added_rows=[{"name": "Eve", "title": "Buyer"}])
    edit_table(at, PEOPLE, deleted_rows=[0])
    assert sorted(p.name for p in store.read(account).people.values()) == ["Bob", "Cid", "Dora", "Eve"]


def test_a_row_that_is_not_finished_waits(page: Page, store: GraphStore, account: str) -> None:
    before = store.revision(account)
    at = edit_table(page("table", account=account), PEOPLE, added_rows=[{"title": "Buyer"}])
    assert not at.error
    assert store.revision(account) == before


def test_ties(page: Page, store: GraphStore, account: str) -> None:
    at = edit_table(page("table", account=account), TIES, edited_rows={"0": {"strength": 0.4}})
    at = edit_table(at, TIES, added_rows=[{"kind": "ADVICE", "source": "Dora", "target": "Ann"}])
    now = store.read(account)
    assert sorted((t.kind, t.strength) for t in now.ties.values() if t.kind == "ADVICE" or t.strength) == [
        ("ADVICE", None), ("REPORTS_TO", 0.4)]
    edit_table(at, TIES, deleted_rows=[0, 1, 2])
    assert not store.read(account).ties


@pytest.mark.parametrize("row", [
    {"kind": "REPORTS_TO", "source": "Ann", "target": "Bob"}, {"kind": "REPORTS_TO", "source": "Bob", "target": "Ann"},
    {"kind": "ADVICE", "source": "Ann", "target": "Ann"}])
def test_a_tie_that_cannot_be_is_refused_in_a_sentence(page: Page, store: GraphStore, account: str, row: dict[str, str]) -> None:
    at = edit_table(page("table", account=account), TIES, added_rows=[row])
    assert at.error
    assert len(store.read(account).ties) == 2


def test_undo_and_redo(page: Page, store: GraphStore, account: str) -> None:
    at = edit_table(page("table", account=account), PEOPLE, edited_rows={"1": {"name": "Robert"}})
    for button, name in (("Undo", "Bob"), ("Redo", "Robert")):
        fine(next(b for b in at.button if b.label == button).click().run())
        assert store.read(account).people[f"{account}.bob"].name == name


def test_what_another_changed_meanwhile_is_not_overwritten(page: Page, store: GraphStore, account: str) -> None:
    at = page("table", account=account)
    store.apply(account, [Put("Person", f"{account}.bob", {"name": "Bobby"})], author="Bernd", base=None)
    edit_table(at, PEOPLE, edited_rows={"1": {"name": "Robert"}})
    assert store.read(account).people[f"{account}.bob"].name == "Bobby"
    assert "Bernd" in says(at, "error")


def test_key_people_ranks_everybody(page: Page, account: str) -> None:
    at = fine(page("key_people", account=account))
    assert next(iter(at.dataframe[0].value["Name"])) == "Ann"
    assert len(at.dataframe[0].value) == 4
