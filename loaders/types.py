"""What goes into a loader and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from graph.model import Person, Record, Text

Role = Literal["people", "ties"]
TableKey = tuple[str, str]


@dataclass(frozen=True)
class Source:
    """A file as it was given: its name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Problem:
    """Something in a file that was not understood, and what would be right.

    `row` is the number that a spreadsheet shows beside the row. `blocking`: the row (without a row: the file) was
    left out. Otherwise it was read, and this says what was changed or left out of it.
    """

    message: Text
    file: str = ""
    row: int | None = None
    column: str = ""
    blocking: bool = True

    def text(self, language: str = "en") -> str:
        """The place and the sentence, in "en" or "zh"."""
        chinese = language == "zh"
        place = [self.file] if self.file else []
        if self.row is not None:
            place.append(f"第 {self.row} 行" if chinese else f"row {self.row}")
        if self.column:
            place.append(f"“{self.column}”列" if chinese else f'column "{self.column}"')
        comma, colon = ("，", "：") if chinese else (", ", ": ")
        return comma.join(place) + (colon if place else "") + self.message.of(language)

    def __str__(self) -> str:
        return self.text("en")


@dataclass(frozen=True)
class Table:
    """One sheet or file as text: `rows` are (row number, header -> cell). `role` is decided by the headers."""

    file: str
    sheet: str
    role: Role
    headers: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...] = field(repr=False)
    encoding: str = ""
    delimiter: str = ""

    @property
    def key(self) -> TableKey:
        """File and sheet: what tells this table from the others."""
        return self.file, self.sheet

    @property
    def name(self) -> str:
        """The file, and the sheet where there are several."""
        return f"{self.file} ({self.sheet})" if self.sheet else self.file


@dataclass(frozen=True)
class KindChoice:
    """What a word in a "kind" column becomes: a kind of tie, perhaps turned round, negative, or a layer of its own."""

    kind: str
    label: str | None = None
    reverse: bool = False
    sign: int | None = None
    basis: str | None = None
    level: str | None = None


@dataclass(frozen=True)
class KindUse:
    """A word of the files, the kind that it was read as, for how many rows, and whether the word is a known one."""

    choice: KindChoice
    count: int
    recognised: bool


@dataclass(frozen=True)
class ColumnMap:
    """How files are understood: per table header -> field ("" = kept as another column), and word -> kind of tie."""

    columns: Mapping[TableKey, Mapping[str, str]]
    kinds: Mapping[str, KindChoice]

    def role(self, key: TableKey) -> Role | None:
        """What the table holds, by its fields; None when it can hold neither people nor ties."""
        fields = set(self.columns[key].values())
        if {"source", "target"} <= fields:
            return "ties"
        return "people" if fields & {"name", "first_name", "last_name", "name_alt", "external_id"} else None


@dataclass(frozen=True)
class Duplicate:
    """A row whose person seems to be known already; somebody may choose otherwise than `default`.

    `rows` are all places (file, row) that speak of the person; the last one is the row in question.
    "same": one person, what is known is kept and completed. "new": another person. "skip": the row is left out.
    """

    key: str
    name: str
    rows: tuple[tuple[str, int], ...]
    existing: Person | None
    reason: Text
    default: str
    choices: tuple[str, ...] = ("same", "new", "skip")


@dataclass(frozen=True)
class Loaded:
    """What the files say, as records ready for a store, and everything that a person should know about it.

    `people` and `ties` count what is new or changed. `reporting` are those of the ties that are reporting lines, from a
    "reports to" column or from a row of ties; memberships of factions are counted apart (`memberships`). `unchanged` counts people and ties that the account holds in the same way already.
    """

    records: tuple[Record, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    tables: tuple[Table, ...] = ()
    columns: Mapping[TableKey, Mapping[str, str]] = field(default_factory=dict)
    kinds: Mapping[str, KindUse] = field(default_factory=dict)
    people: int = 0
    ties: int = 0
    reporting: int = 0
    memberships: int = 0
    unchanged: int = 0

    @property
    def rows_left_out(self) -> int:
        """How many rows were not imported."""
        return len({(p.file, p.row) for p in self.problems if p.blocking and p.row is not None})
