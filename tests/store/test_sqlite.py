"""What only the embedded store can show: its file."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.errors import Conflict, StoreUnavailable
from graph.model import Account, Person
from graph.store import Put, default_path, open_store


def test_a_newer_file_is_refused_and_not_touched(tmp_path):
    path = tmp_path / "s.sqlite"
    open_store(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version=99")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="newer version"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_file_of_another_program_is_refused_and_not_touched(tmp_path):
    database, text = tmp_path / "other.sqlite", tmp_path / "notes.txt"
    with sqlite3.connect(database) as raw:
        raw.execute("CREATE TABLE t(x)")
    raw.close()
    text.write_text("not a database at all, just a long enough text " * 20)
    for path in (database, text):
        before = path.read_bytes()
        with pytest.raises(StoreUnavailable):
            open_store(path)
        assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("")
    with pytest.raises(StoreUnavailable, match="POWERMAP_STORE"):
        open_store(blocker / "folder" / "s.sqlite")


def test_the_variable_and_the_default(tmp_path, monkeypatch):
    monkeypatch.setenv("POWERMAP_STORE", str(tmp_path / "mine.sqlite"))
    open_store().close()
    assert (tmp_path / "mine.sqlite").exists()
    assert default_path().name == "powermap.sqlite"


def test_erased_text_is_not_left_in_the_file(tmp_path):
    store = open_store(tmp_path / "s.sqlite")
    store.create(Account("a", name="A"), author="me", records=[Person("p", name="Verysecretname")])
    store.erase("a", "p", author="me")
    store.close()
    for file in tmp_path.iterdir():
        assert b"Verysecretname" not in file.read_bytes()


def test_of_eight_writers_exactly_one_wins_each_round(tmp_path):
    store = open_store(tmp_path / "s.sqlite")
    store.create(Account("a", name="A"), author="me", records=[Person("p", name="P")])

    def attempt(writer: int, base: int) -> bool:
        try:
            store.apply("a", [Put("Person", "p", {"title": f"{writer} of {base}"})], author=f"w{writer}", base=base)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        for _ in range(25):
            base = store.revision("a")
            assert sum(pool.map(attempt, range(8), [base] * 8)) == 1
    assert store.revision("a") == 26
