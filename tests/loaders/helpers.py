"""Small files and accounts for the tests of the loaders."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import Workbook

from graph.model import Account, Record, Snapshot
from loaders import Loaded, Source, load_sources


def source(text: str, name: str = "file.csv", encoding: str = "utf-8") -> Source:
    """A text file."""
    return Source(name, text.encode(encoding))


def workbook(**sheets: list[list[object]]) -> Source:
    """An Excel workbook with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return Source("book.xlsx", stream.getvalue())


def read(*texts: str, **options) -> Loaded:
    """Loads CSV texts as 1.csv, 2.csv, ..."""
    return load_sources([source(text, f"{n}.csv") for n, text in enumerate(texts, start=1)], **options)


def of(loaded: Loaded, type_name: str) -> list:
    """The records of one kind."""
    return [record for record in loaded.records if record.type() == type_name]


def named(loaded: Loaded, name: str):
    """The one person of this name."""
    [person] = [person for person in of(loaded, "Person") if person.name == name]
    return person


def ties(loaded: Loaded, snapshot: Snapshot | None = None) -> list[tuple[str, str, str]]:
    """Kind, and the names of both ends, of every tie between people."""
    names = {id: p.name for id, p in (snapshot.people if snapshot else {}).items()}
    names |= {p.id: p.name for p in of(loaded, "Person")}
    return [(t.kind, names[t.source], names[t.target]) for t in of(loaded, "Tie") if t.kind != "IN_FACTION"]


def sentences(loaded: Loaded) -> list[str]:
    """What is said about the files."""
    return [str(problem) for problem in loaded.problems]


def account(records: Iterable[Record] = ()) -> Snapshot:
    """An account that holds these records."""
    held: dict[str, dict[str, Record]] = {"Account": {"a": Account("a", name="Client")}}
    for record in records:
        held.setdefault(record.type(), {})[record.id] = record
    return Snapshot("a", 1, 1, held)
