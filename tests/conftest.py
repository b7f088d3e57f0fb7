"""What all tests share: no test may find the store or the name of whoever runs it."""

import os
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from graph.errors import NotFound
from graph.store import GraphStore, open_store
from tests.neo4j_server import VERSION, Neo4jServer, NoServer, data_science

os.environ.pop("POWERMAP_STORE", None)
os.environ["POWERMAP_AUTHOR"] = "tester"


def empty(store: GraphStore) -> None:
    """Erases every account."""
    for info in store.accounts(archived=True):
        with suppress(NotFound):  # the list may be half a second old
            store.erase_account(info.id)


@pytest.fixture(scope="session")
def neo4j_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Neo4j for the whole run: the one that NEO4J_TEST_URI names, else one of our own."""
    if running := os.environ.get("NEO4J_TEST_URI"):
        with closing(open_store(running)) as store:
            if store.accounts(archived=True):
                pytest.fail("The database of NEO4J_TEST_URI holds accounts, and the tests would erase them. Give an empty one.")
        yield running
        with closing(open_store(running)) as store:
            empty(store)
        return
    try:
        version = os.environ.get("NEO4J_VERSION") or VERSION
        server = Neo4jServer(tmp_path_factory.mktemp("neo4j"), version=version, brief=True, **data_science(version))
        server.start()
    except NoServer as reason:
        if os.environ.get("POWERMAP_REQUIRE_NEO4J") == "1":
            pytest.fail(str(reason))
        pytest.skip(str(reason))
    yield server.url
    server.kill()  # nobody needs what it holds
