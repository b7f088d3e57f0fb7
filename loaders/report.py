"""Collects what should be said about the files while they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.model import RECORDS, Text
from loaders.mapping import Line
from loaders.messages import Misread, say
from loaders.types import Problem, Table
from loaders.values import value_of


class Report:
    """The problems found so far."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self.problems = list(problems)

    def row(self, table: Table, number: int, why: Text, *, column: str = "") -> None:
        """A row that is left out."""
        self.problems.append(Problem(say("row_left_out", why=why), table.name, number, column))

    def value(self, table: Table, number: int, why: Text, *, column: str) -> None:
        """A value that is left out of a row that is kept."""
        self.problems.append(Problem(say("value_left_out", why=why), table.name, number, column, blocking=False))

    def note(self, table: Table, message: Text, *, column: str = "") -> None:
        """Something about a whole table that was decided without asking."""
        self.problems.append(Problem(message, table.name, column=column, blocking=False))

    def read(self, table: Table, line: Line, types: Mapping[str, str], into: dict[str, dict[str, object]]) -> None:
        """The fields of a row that `types` (field -> kind of record) names, into the fields of that kind of record."""
        for field, type_name in types.items():
            if cell := line.cells.get(field):
                try:
                    into[type_name][field] = value_of(type_name, field, cell.text)
                except Misread as error:
                    self.value(table, line.number, error.message, column=cell.column)

    def without_unclear(self, table: Table, fields: Mapping[str, str], types: Mapping[str, str], *,
                        least: int = 4) -> dict[str, str]:
        """`fields` without the columns in which not one of at least `least` values can be understood."""
        kept = dict(fields)
        for header, field in fields.items():
            texts = [row[header] for _, row in table.rows if row[header]]
            if field not in types or len(texts) < least or RECORDS[types[field]].specs()[field].type == "text":
                continue
            wrong: Misread | None = None
            for text in dict.fromkeys(texts):
                try:
                    value_of(types[field], field, text)
                except Misread as error:
                    wrong = wrong or error
                else:
                    break
            else:
                assert wrong is not None
                kept[header] = ""
                self.note(table, say("unclear_column", count=len(texts), why=wrong.message), column=header)
        return kept
