"""What is written and what is remembered: changes go in, a log of revisions comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graph.model import Record, Text

Fields = dict[str, Any]


@dataclass(frozen=True)
class Put:
    """Create the record, or merge these fields into it. A field of `None` is removed."""

    type: str
    id: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Delete:
    """Delete the record and all that cannot be without it (a person's ties, positions, places, comments and ballots)."""

    id: str


Change = Put | Delete


def put(record: Record) -> Put:
    """The change that writes a whole record."""
    return Put(record.type(), record.id, record.fields())


def puts(records: Iterable[Record]) -> list[Change]:
    """The changes that write these records, in this order."""
    return [put(record) for record in records]


@dataclass(frozen=True)
class Entry:
    """One record in one revision: `before` is None when it was created, `after` when it was deleted.

    For a change of an existing record both hold just the changed fields, None for an absent one. An erased
    entry has lost both: somebody was erased for good.
    """

    type: str
    id: str
    before: Fields | None
    after: Fields | None

    @property
    def erased(self) -> bool:
        """Whether the content was erased for good."""
        return self.before is None and self.after is None

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields that this entry touched."""
        return frozenset(self.before or ()) | frozenset(self.after or ())


@dataclass(frozen=True)
class Revision:
    """One committed batch. `origin` is the browser tab or process; `token` makes a batch sent twice count once.

    `undoes` / `redoes` is the number of the revision that this one took back / did again. `facts` is False
    when no fact changed (`Record.fact`): only places, views, comments, workshops.
    """

    number: int
    author: str
    time: datetime
    label: Text = Text("", "")
    origin: str = ""
    token: str = ""
    undoes: int | None = None
    redoes: int | None = None
    facts: bool = True
    entries: tuple[Entry, ...] = ()


def inverse(entries: Sequence[Entry]) -> list[Change]:
    """The changes that take a revision back, last first."""
    changes: list[Change] = []
    for entry in reversed(entries):
        if entry.erased:
            continue
        changes.append(Delete(entry.id) if entry.before is None else Put(entry.type, entry.id, entry.before))
    return changes


def forward(entries: Sequence[Entry]) -> list[Change]:
    """The changes that do a revision again."""
    return [Delete(e.id) if e.after is None else Put(e.type, e.id, e.after) for e in entries if not e.erased]
