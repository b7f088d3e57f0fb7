"""Every page opens: without an account, with a demo, with a link that leads nowhere, and without a store."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.errors import StoreUnavailable
from graph.model import Account
from graph.store import GraphStore
from graph.store.sqlite import SqliteStore
from tests.pages.conftest import FILES
from tests.pages.hands import data, fine, says
from tests.pages.small_account import make_account

Page = Callable[..., AppTest]
OF_AN_ACCOUNT = ("map", "findings", "key_people", "table")


@pytest.mark.parametrize("name", FILES)
def test_a_new_store_holds_the_demos(page: Page, store: GraphStore, name: str) -> None:
    at = fine(page(name))
    assert len(store.accounts()) == 3
    assert len(at.sidebar.selectbox[0].options) == 3


@pytest.mark.parametrize("name", OF_AN_ACCOUNT)
def test_without_an_account_the_page_says_what_to_do(page: Page, account: str, name: str) -> None:
    assert "No account is open" in says(fine(page(name)))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_of_every_demo(page: Page, store: GraphStore, name: str, language: str) -> None:
    page("accounts")
    for info in store.accounts():
        at = fine(page(name, account=info.id, lang=language))
        assert not at.error


@pytest.mark.parametrize("name", OF_AN_ACCOUNT)
def test_a_link_to_an_unknown_account_is_explained(page: Page, account: str, name: str) -> None:
    assert "does not exist in this store" in says(fine(page(name, account="nowhere")))


@pytest.mark.parametrize("name", FILES)
def test_links_to_an_unknown_opportunity_and_person_open_the_account(page: Page, account: str, name: str) -> None:
    at = fine(page(name, account=account, opportunity="none", person="nobody"))
    assert not at.error


def test_a_file_that_is_no_store_is_explained(page: Page, place: Path) -> None:
    place.write_text("Dear diary, this is not a database. " * 50)
    at = fine(page("accounts"))
    assert str(place) in says(at, "error")
    assert place.read_text().startswith("Dear diary")


def test_a_server_as_store_is_explained(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERMAP_STORE", "bolt://localhost:7687")
    assert fine(page("accounts")).error


@pytest.mark.parametrize("name", FILES)
def test_a_store_that_goes_away_is_explained(page: Page, account: str, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    at = page(name, account=account)

    def gone(*_args: object, **_more: object) -> None:
        raise StoreUnavailable("The store has gone fishing.")

    for method in ("revision", "accounts", "read", "undo_label"):
        monkeypatch.setattr(SqliteStore, method, gone)
    fine(at.run())
    assert says(at, "error") == "The store has gone fishing."


def test_an_account_without_anybody(page: Page, store: GraphStore) -> None:
    store.create(Account("empty", name="Empty"), author="me")
    for name in FILES:
        assert not fine(page(name, account="empty")).error
    assert data(page("map", account="empty"), "map_base")["nodes"] == []


def test_a_name_in_markup_is_shown_letter_by_letter(page: Page, store: GraphStore) -> None:
    account = make_account(store, "**bold** :red[x] $y$", ann="[link](http://evil.example)")
    for name in FILES:
        at = fine(page(name, account=account, person=f"{account}.ann"))
        raw = "\n".join(str(e.value) for part in (at.markdown, at.caption, at.info) for e in part)
        assert "**bold** :red[x]" not in raw
        assert "](http" not in raw
