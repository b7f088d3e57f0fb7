"""Which store is meant: `POWERMAP_STORE`, or a file in the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from graph.store.address import address_of, is_server
from graph.store.base import GraphStore
from graph.store.sqlite import SqliteStore

VARIABLE = "POWERMAP_STORE"


def default_path() -> Path:
    """The file that is used when nothing else is said: `powermap.sqlite` in the user's data folder."""
    return Path(platformdirs.user_data_dir("powermap", appauthor=False)) / "powermap.sqlite"


def place_of_store() -> str:
    """Where the store is when nothing else is said: `POWERMAP_STORE`, else `default_path()`."""
    return os.environ.get(VARIABLE) or str(default_path())


def open_store(where: str | Path | None = None) -> GraphStore:
    """The store at `where` (a file, or the address of a Neo4j database), else at `place_of_store()`."""
    place = str(where or place_of_store())
    if is_server(place):
        from graph.store.neo4j import Neo4jStore  # the driver takes a moment to import, and a file does not need it
        return Neo4jStore(address_of(place))
    if Path(place).is_dir():
        place = str(Path(place) / "powermap.sqlite")
    return SqliteStore(place)
