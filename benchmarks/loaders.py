"""Import of a large account from CSV, and what each step of it takes."""

from __future__ import annotations

import io
import sqlite3
import tempfile
from itertools import count
from pathlib import Path

import pandas as pd

from benchmarks.accounts import csv_files
from benchmarks.report import Line, Part, interleaved
from graph.model import Account
from graph.store import open_store, puts
from loaders import load, load_sources, read_tables

PEOPLE, TIES = 10_000, 50_000


def measure() -> Part:
    """10,000 people and 50,000 ties from two CSV files to a written account."""
    sources = csv_files(PEOPLE, TIES)
    tables, problems = read_tables(sources)
    loaded = load(tables, problems=problems)
    assert (loaded.people, loaded.ties, loaded.rows_left_out) == (PEOPLE, TIES, 0), "the files were not understood whole"
    numbers = count()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "bench.sqlite")
        bare = sqlite3.connect(Path(folder) / "bare.sqlite")
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("PRAGMA synchronous=FULL")

        def write(content: object = loaded) -> None:
            id = f"account-{next(numbers)}"
            store.create(Account(id, name=id), author="bench")
            store.apply(id, puts(content.records), author="bench", base=None)  # type: ignore[attr-defined]

        def plain() -> None:
            for source in sources:
                table = f"{source.name.split('.')[0]}_{next(numbers)}"
                frame = pd.read_csv(io.BytesIO(source.content))
                names = ", ".join(f'"{name}"' for name in frame.columns)
                bare.execute(f"CREATE TABLE {table}({names})")
                bare.executemany(f"INSERT INTO {table} VALUES(?, ?, ?, ?)", frame.itertuples(index=False, name=None))
            bare.commit()

        runs = 5
        took = interleaved({
            "whole": lambda: write(load_sources(sources)), "plain": plain, "tables": lambda: read_tables(sources),
            "load": lambda: load(tables), "write": write}, runs=runs)
        store.close()
        bare.close()
    whole = took["whole"]
    return Part(f"Import, {PEOPLE:,} people and {TIES:,} ties", MEANING, (
        Line("Two CSV files to a written account", "pandas.read_csv and executemany", whole, took["plain"], runs),
        Line("… of which reading cells", "the whole of it", took["tables"], whole, runs),
        Line("… of which understanding rows", "the whole of it", took["load"], whole, runs),
        Line("… of which checking and writing", "the whole of it", took["write"], whole, runs)))


MEANING = """From the bytes of two files to an account in the store. The rival reads the same files and puts the cells into two
tables: it finds no header, recognises nobody, resolves no name, checks nothing and keeps no history. The lines below say where
the time goes, as parts of 1."""
