"""Which store is meant: said on the spot, by `POWERMAP_STORE`, by Streamlit's secrets, or a file in the user's data folder."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import platformdirs

from graph.errors import StoreUnavailable
from graph.store.address import address_of, is_server
from graph.store.base import GraphStore
from graph.store.sqlite import SqliteStore

VARIABLE, PASSWORD = "POWERMAP_STORE", "POWERMAP_PASSWORD"
PASSWORDS = "POWERMAP_PASSWORDS"
"""JSON of place to password: how the command line hands on passwords that stood in its arguments."""
SECRETS = Path(".streamlit", "secrets.toml")


def default_path() -> Path:
    """The file that is used when nothing else is said: `powermap.sqlite` in the user's data folder."""
    return Path(platformdirs.user_data_dir("powermap", appauthor=False)) / "powermap.sqlite"


def place_of_store() -> str:
    """Where the store is when nothing else is said: `POWERMAP_STORE` in the environment or the secrets, else `default_path()`.

    It may hold a password: it is for `open_store`, never to be shown. What may be shown is the store's `name`.
    """
    return _said(VARIABLE) or str(default_path())


def open_store(where: str | Path | None = None) -> GraphStore:
    """The store at `where` (a file, or the address of a Neo4j database), else at `place_of_store()`."""
    place = str(where or place_of_store())
    if is_server(place):
        from graph.store.neo4j import Neo4jStore  # the driver takes a moment to import, and a file does not need it
        known = json.loads(os.environ.get(PASSWORDS, "{}"))
        return Neo4jStore(address_of(place, password=known.get(place) or _said(PASSWORD)))
    if Path(place).is_dir():
        place = str(Path(place) / "powermap.sqlite")
    return SqliteStore(place)


def _said(name: str) -> str:
    """What the environment says under this name, else Streamlit's secrets: those of the folder, then those of the user."""
    if os.environ.get(name):
        return os.environ[name]
    for path in (SECRETS, Path.home() / SECRETS):
        try:
            said = tomllib.loads(path.read_text("utf-8")).get(name)
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:  # the text of the error could hold a line of the file
            raise StoreUnavailable(f"{path} cannot be read ({type(error).__name__}); it should hold lines such as "
                                   f'{VARIABLE} = "neo4j://user:password@host:7687/neo4j".',
                                   f"无法读取 {path}（{type(error).__name__}）；其中应有形如 "
                                   f'{VARIABLE} = "neo4j://user:password@host:7687/neo4j" 的行。') from None
        if said:
            return str(said)
    return ""
