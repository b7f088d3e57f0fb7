"""From the rows of a people table to what each says about a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.model import Person, Position, Text
from loaders.mapping import Line, lines
from loaders.messages import Misread, say
from loaders.people import PersonRow
from loaders.report import Report
from loaders.types import Table
from loaders.values import code, roles, value_of
from loaders.words import FIELDS

_OWN = {"name", "department", "role", "buyer_type"}
_TYPES = {field: type.type() for field in FIELDS["people"] for type in (Position, Person)
          if field in type.specs() and field not in _OWN}


def person_rows(table: Table, fields: Mapping[str, str], report: Report) -> Iterator[PersonRow]:
    """What the rows of a people table say; values that cannot be understood are reported and left out."""
    fields = report.without_unclear(table, fields, _TYPES)
    strange: dict[str, dict[str, None]] = {}
    for line in lines(table, fields, "people"):
        person: dict[str, object] = {}
        position: dict[str, object] = {}
        name = _name(line)
        extra = line.extra + _unused_name_parts(line, name)
        try:
            if name:
                person["name"] = value_of("Person", "name", name)
        except Misread as error:
            report.row(table, line.number, error.message)
            continue
        report.read(table, line, _TYPES, {"Person": person, "Position": position})
        for field in ("role", "buyer_type"):
            if cell := line.cells.get(field):
                found, buyer_type, rest = roles(cell.text)
                position |= ({"roles": found} if found else {}) | ({"buyer_type": buyer_type} if buyer_type else {})
                if rest:
                    strange.setdefault(cell.column, {}).update(dict.fromkeys(rest))
                    extra = (*extra, f"{cell.column}={cell.text}")
        if extra:
            person["extra"] = extra
        yield PersonRow(table, line.number, person, position, line.text("department"), line.text("faction"),
                        _closeness(table, line, report), line.cells.get("reports_to"))
    for column, words in strange.items():
        shown = list(words)[:5] + ["..."] * (len(words) > 5)
        report.note(table, say("unclear_roles", values=Text(", ".join(shown), "、".join(shown))), column=column)


def _name(line: Line) -> str:
    first, last = line.text("first_name"), line.text("last_name")
    if any("\u4e00" <= c <= "\u9fff" for c in last + first):
        joined = last + first
    else:
        joined = " ".join(part for part in (first, line.text("middle_name"), last) if part)
    return " ".join((line.text("name") or joined or line.text("name_alt")).split())


def _unused_name_parts(line: Line, name: str) -> tuple[str, ...]:
    parts = (line.cells[f] for f in ("first_name", "middle_name", "last_name") if f in line.cells)
    return tuple(f"{part.column}={part.text}" for part in parts if part.text not in name)


def _closeness(table: Table, line: Line, report: Report) -> str:
    if cell := line.cells.get("closeness"):
        try:
            return code("closeness", cell.text)
        except Misread as error:
            report.value(table, line.number, error.message, column=cell.column)
    return ""
