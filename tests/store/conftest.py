"""Every backend runs the same contract tests: to join, a backend adds a parameter and how it is opened."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph.model import Account, Person, Tie
from graph.store import GraphStore, open_store
from tests.conftest import empty

BACKENDS = ["sqlite", "neo4j"]


@pytest.fixture(params=BACKENDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store is, empty: a file of its own, or the Neo4j of the run without accounts."""
    if request.param == "sqlite":
        return str(tmp_path / "store.sqlite")
    url: str = request.getfixturevalue("neo4j_url")
    with closing(open_store(url)) as left:
        empty(left)
    return url


@pytest.fixture
def store(place: str) -> Iterator[GraphStore]:
    opened = open_store(place)
    yield opened
    opened.close()


@pytest.fixture
def account(store: GraphStore) -> str:
    """An account with Ann and Bob, Bob reporting to Ann; revision 1."""
    people = [Person("ann", name="Ann"), Person("bob", name="Bob", title="Buyer")]
    tie = Tie("tie", kind="REPORTS_TO", source="bob", target="ann")
    store.create(Account("acc", name="Acme"), author="me", records=[*people, tie])
    return "acc"
