"""Every page test has a store of its own, and a process that remembers nothing of the test before."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from graph.store import GraphStore, open_store
from tests.pages.small_account import make_account

ROOT = Path(__file__).parents[2]
TIMEOUT = 60
FILES = {"accounts": "accounts.py", "map": "map.py", "findings": "findings.py", "key_people": "key_people.py", "settings": "settings.py", "table": "table.py", "import": "import_files.py"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the pages look for the store."""
    monkeypatch.setenv("POWERMAP_STORE", str(tmp_path / "store.sqlite"))
    st.set_option("client.showErrorDetails", "full")
    for cache in (st.cache_resource, st.cache_data):
        cache.clear()
    yield tmp_path / "store.sqlite"
    for cache in (st.cache_resource, st.cache_data):
        cache.clear()


@pytest.fixture
def store(place: Path) -> Iterator[GraphStore]:
    opened = open_store(place)
    yield opened
    opened.close()


@pytest.fixture
def account(store: GraphStore) -> str:
    return make_account(store)


@pytest.fixture
def page(place: Path) -> Callable[..., AppTest]:
    """Opens a page inside the shell, by its name and with an address: `page("map", account=..., person=...)`."""
    def opened(name: str, **address: str) -> AppTest:
        at = AppTest.from_file(ROOT / "ui" / "shell.py", default_timeout=TIMEOUT)
        for key, value in address.items():
            at.query_params[key] = value
        at.run()
        if name != "accounts":
            at.switch_page(f"../pages/{FILES[name]}").run()
        return at

    return opened
