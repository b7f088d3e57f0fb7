"""Accounts are made, renamed, archived and erased; files become an account after a look at them."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from graph.model import Workshop
from graph.store import GraphStore, put
from graph.store.sqlite import SqliteStore
from tests.pages.hands import data, fine, says

Page = Callable[..., AppTest]
PEOPLE = ("people.csv", "姓名,职务\n王芳,总经理\n李强,采购\n".encode("gb18030"), "text/csv")
TIES = ("ties.csv", "from,to,type\n李强,王芳,汇报\n".encode(), "text/csv")


def test_a_new_account_opens_its_map(page: Page, store: GraphStore, account: str) -> None:
    at = page("accounts")
    at.text_input(key="new_account_name").set_value("  Globex  ")
    fine(next(b for b in at.button if b.label == "Create").click().run())
    made = next(info for info in store.accounts() if info.name == "Globex")
    assert at.query_params["account"] == made.id
    assert data(at, "map_base")["nodes"] == []


def test_an_account_needs_a_name(page: Page, store: GraphStore, account: str) -> None:
    at = page("accounts")
    fine(next(b for b in at.button if b.label == "Create").click().run())
    assert at.error
    assert len(store.accounts()) == 1


def test_rename_archive_and_bring_back(page: Page, store: GraphStore, account: str) -> None:
    at = page("accounts")
    fine(at.text_input(key=f"rename_{account}").set_value("Initech").run())
    assert store.accounts()[0].name == "Initech"
    fine(at.button(key=f"archive_{account}").click().run())
    assert not store.accounts()
    fine(next(c for c in at.checkbox if c.label == "Show archived accounts").check().run())
    fine(at.button(key=f"archive_{account}").click().run())
    assert store.accounts()[0].name == "Initech"


def test_erase_asks_first(page: Page, store: GraphStore, account: str) -> None:
    at = page("accounts", account=account)
    assert at.button(key=f"erase_{account}").disabled
    fine(at.checkbox(key=f"sure_{account}").check().run())
    fine(at.button(key=f"erase_{account}").click().run())
    assert not store.accounts(archived=True)


@pytest.mark.parametrize("act", ["rename", "archive", "erase", "adopt"])
def test_the_lock_of_a_workshop_holds_here_too(page: Page, store: GraphStore, account: str, act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SqliteStore, "edited_by_hand", True)
    before = store.accounts()[0].name
    store.apply(account, [put(Workshop("w", name="Who decides?", facilitator="Anna", locked=True))], author="Anna", base=None)
    at = page("accounts")
    if act == "rename":
        at.text_input(key=f"rename_{account}").set_value("Initech")
    elif act == "erase":
        at.checkbox(key=f"sure_{account}").check().run()
    fine(at.run() if act == "rename" else at.button(key=f"{act}_{account}").click().run())
    assert "Anna leads the workshop and has locked the map" in says(at, "error") and not at.toast
    assert [info.name for info in store.accounts()] == [before]


def test_demos_are_added_once(page: Page, store: GraphStore, account: str) -> None:
    at = page("accounts")
    for _ in range(2):
        fine(next(b for b in at.button if b.label == "Add the demo accounts").click().run())
        assert len(store.accounts()) == 4


def test_nothing_is_written_before_the_button(page: Page, store: GraphStore, account: str) -> None:
    at = page("import")
    fine(at.file_uploader[0].set_value([PEOPLE, TIES]).run())
    assert [m.value for m in at.metric] == ["2", "1", "1", "0"]
    assert len(store.accounts()) == 1
    fine(at.button(key="import_go").click().run())
    assert "name" in says(at, "error")
    assert len(store.accounts()) == 1


def test_two_files_become_an_account(page: Page, store: GraphStore, account: str) -> None:
    at = page("import")
    at.file_uploader[0].set_value([PEOPLE, TIES]).run()
    at.text_input(key="import_name").set_value("华东").run()
    fine(at.button(key="import_go").click().run())
    made = next(info for info in store.accounts() if info.name == "华东")
    assert (made.people, made.ties) == (2, 1)
    assert len(store.read(made.id).opportunities) == 1
    assert {n["label"] for n in data(at, "map_base")["nodes"]} == {"王芳", "李强"}


def test_files_into_the_open_account_complete_it(page: Page, store: GraphStore, account: str) -> None:
    at = page("import", account=account)
    more = ("more.csv", b"name,title\nBob,Head of buying\nEve,Clerk\n", "text/csv")
    fine(at.file_uploader[0].set_value([more]).run())
    fine(at.button(key="import_go").click().run())
    now = store.read(account)
    assert (len(now.people), now.people[f"{account}.bob"].title) == (5, "Head of buying")


def test_a_file_that_cannot_be_read_is_explained(page: Page, store: GraphStore, account: str) -> None:
    at = page("import", account=account)
    fine(at.file_uploader[0].set_value([("picture.xlsx", b"\x89PNG\r\n\x1a\n" * 20, "")]).run())
    assert "picture.xlsx" in says(at) or at.dataframe
    assert store.revision(account) == 1
