"""Every backend runs the same contract tests: to join, a backend adds a parameter and how it is opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model import Account, Person, Tie
from graph.store import GraphStore, open_store

BACKENDS = ["sqlite"]


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[GraphStore]:
    opened = {"sqlite": lambda: open_store(tmp_path / "store.sqlite")}[request.param]()
    yield opened
    opened.close()


@pytest.fixture
def account(store: GraphStore) -> str:
    """An account with Ann and Bob, Bob reporting to Ann; revision 1."""
    people = [Person("ann", name="Ann"), Person("bob", name="Bob", title="Buyer")]
    tie = Tie("tie", kind="REPORTS_TO", source="bob", target="ann")
    store.create(Account("acc", name="Acme"), author="me", records=[*people, tie])
    return "acc"
