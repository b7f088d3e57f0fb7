"""Which column is which field, and which word is which kind of tie: proposed by the words, changed by a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.errors import FileProblem, InvalidRecord, did_you_mean
from graph.model import KINDS
from loaders.types import ColumnMap, KindChoice, Role, Table, TableKey
from loaders.words import FIELDS, bare, field_of, fields_of, kind_of

NO_KIND = KindChoice("OTHER", "tie")
ColumnChoices = Mapping[str, str] | Mapping[TableKey, Mapping[str, str]]


class Cell(NamedTuple):
    """A text and the column that it stands in."""

    text: str
    column: str


@dataclass(frozen=True)
class Line:
    """One row by fields; columns without a field are in `extra` as "header=text"."""

    number: int
    cells: dict[str, Cell]
    extra: tuple[str, ...]

    def text(self, field: str) -> str:
        """The text of a field, "" when the row does not say it."""
        return self.cells[field].text if field in self.cells else ""


def propose(tables: Sequence[Table]) -> ColumnMap:
    """The field of every column, and the kind of tie of every word, as far as they are known."""
    columns = {table.key: fields_of(table.role, table.headers) for table in tables}
    return ColumnMap(columns, _kinds(tables, columns))


def choose(tables: Sequence[Table], *, columns: ColumnChoices | None = None,
           kinds: Mapping[str, str | KindChoice] | None = None) -> ColumnMap:
    """The proposal, with a person's choices before it.

    `columns` is header -> field for all tables, or (file, sheet) -> {header: field}; `kinds` is word -> kind, with
    "" for ties that no column names a kind for. A name that does not exist is an error that says the nearest one.
    """
    chosen: dict[TableKey, dict[str, str]] = {}
    for table in tables:
        mine = _columns_for(table, columns or {})
        plain = fields_of(table.role, table.headers) | mine
        role = ColumnMap({table.key: plain}, {}).role(table.key) or table.role
        fields = fields_of(role, table.headers) | mine
        chosen[table.key] = {header: field if field in FIELDS[role] else "" for header, field in fields.items()}
    if columns:
        _check_headers(tables, columns)
    found = _kinds(tables, chosen)
    words = {bare(word): word for word in found}
    for word, kind in (kinds or {}).items():
        if bare(word) not in words:
            raise FileProblem(f'No tie in the files is called "{word}". {did_you_mean(word, found)}',
                              f"文件中没有叫“{word}”的关系。{did_you_mean(word, found, 'zh')}")
        found[words[bare(word)]] = _kind(kind, words[bare(word)])
    return ColumnMap(chosen, found)


def lines(table: Table, fields: Mapping[str, str], role: Role) -> Iterator[Line]:
    """The rows of a table by fields. Of several columns for one field, the better known one that is filled wins."""
    ranked = sorted(table.headers, key=lambda h: field_of(role, h)[1] if field_of(role, h)[0] == fields[h] else -1)
    for number, row in table.rows:
        cells: dict[str, Cell] = {}
        extra = set()
        for header in ranked:
            text, field = row[header], fields[header]
            if text and field and field not in cells:
                cells[field] = Cell(text, header)
            elif text and (not field or cells[field].text != text):
                extra.add(header)
        yield Line(number, cells, tuple(f"{h}={row[h]}" for h in table.headers if h in extra))


def _kinds(tables: Sequence[Table], columns: Mapping[TableKey, Mapping[str, str]]) -> dict[str, KindChoice]:
    found: dict[str, KindChoice] = {}
    spelled: set[str] = set()
    for table in tables:
        fields = columns[table.key]
        if ColumnMap(columns, {}).role(table.key) == "ties":
            for line in lines(table, {h: f if f == "kind" else "" for h, f in fields.items()}, "ties"):
                word = line.text("kind")
                if bare(word) not in spelled:
                    spelled.add(bare(word))
                    found[word] = (kind_of(word) or KindChoice("OTHER", word)) if word else _by_headers(fields)
    return found


def _by_headers(fields: Mapping[str, str]) -> KindChoice:
    return next((kind for header, field in fields.items() if field == "source" and (kind := kind_of(header))), NO_KIND)


def _columns_for(table: Table, columns: ColumnChoices) -> dict[str, str]:
    mine: dict[str, str] = {}
    for key, value in columns.items():
        pairs = {key: value} if isinstance(value, str) else value if key == table.key else {}
        for header, field in pairs.items():
            mine.update({own: _field(field) for own in table.headers if bare(own) == bare(str(header))})
    return mine


def _field(name: str) -> str:
    every = [field for fields in FIELDS.values() for field in fields]
    if name and name not in every:
        known = field_of("people", name)[0] or field_of("ties", name)[0]
        if not known:
            raise InvalidRecord(f'There is no field "{name}". {did_you_mean(name, dict.fromkeys(every))}',
                                f"没有“{name}”字段。{did_you_mean(name, dict.fromkeys(every), 'zh')}")
        return known
    return name


def _check_headers(tables: Sequence[Table], columns: ColumnChoices) -> None:
    for key, value in columns.items():
        inside = [t for t in tables if isinstance(value, str) or t.key == key]
        headers = [header for table in inside for header in table.headers]
        for header in [str(key)] if isinstance(value, str) else value:
            if bare(header) not in {bare(h) for h in headers}:
                raise FileProblem(f'The files have no column "{header}". {did_you_mean(header, headers)}',
                                  f"文件中没有“{header}”列。{did_you_mean(header, headers, 'zh')}")


def _kind(kind: str | KindChoice, word: str) -> KindChoice:
    choice = kind if isinstance(kind, KindChoice) else KindChoice(kind.strip().upper())
    if choice.kind not in KINDS and isinstance(kind, str):
        choice = kind_of(kind) or choice
    between = {code: k for code, k in KINDS.items() if k.between_people}
    if choice.kind not in between:
        raise InvalidRecord(f'There is no kind of tie "{choice.kind}" between people. {did_you_mean(choice.kind, between)}',
                            f"人员之间没有“{choice.kind}”这种关系。{did_you_mean(choice.kind, between, 'zh')}")
    if choice.kind == "OTHER" and not choice.label:
        return KindChoice("OTHER", word or "tie", choice.reverse, choice.sign, choice.basis, choice.level)
    return choice
