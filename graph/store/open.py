"""Which store is meant: `POWERMAP_STORE`, or a file in the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from graph.errors import StoreUnavailable
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
    """The store at `where` (a file), else at `place_of_store()`."""
    place = str(where or place_of_store())
    if "://" in place:
        scheme = place.split("://")[0]
        raise StoreUnavailable(f"{VARIABLE} names a {scheme} server; this version stores accounts in a file. "
                               f"Give the path of a file, such as {default_path()}.",
                               f"{VARIABLE} 指向 {scheme} 服务器；此版本把客户存放在文件中。"
                               f"请给出文件路径，例如 {default_path()}。")
    if Path(place).is_dir():
        place = str(Path(place) / "powermap.sqlite")
    return SqliteStore(place)
