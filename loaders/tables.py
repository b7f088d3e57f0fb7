"""From rows of cells to tables: where the header is, what the columns are called, which rows are whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.messages import Misread, say
from loaders.sheets import Sheet, read_sheets
from loaders.types import Problem, Role, Source, Table
from loaders.words import field_of, known_headers

_HEADER_WITHIN = 30


def read_tables(sources: Sequence[Source]) -> tuple[list[Table], list[Problem]]:
    """The tables of all files, and what could not be read. A file that cannot be read is a problem, not an error."""
    tables: list[Table] = []
    problems: list[Problem] = []
    for source in sources:
        name = _own_name(source.name, {table.file for table in tables})
        try:
            sheets = read_sheets(source.name, source.content)
        except Misread as error:
            problems.append(Problem(error.message, name, error.row))
            continue
        unread = []
        for sheet in sheets:
            try:
                tables.append(_table(name, sheet, problems))
            except Misread as error:
                place = f"{name} ({sheet.name})" if sheet.name else name
                unread.append(Problem(error.message, place, error.row, blocking=False))
        # a sheet of notes beside sheets that can be read is nothing to stop for
        problems += unread if len(unread) < len(sheets) else [replace(problem, blocking=True) for problem in unread]
    return tables, problems


def _own_name(name: str, taken: set[str]) -> str:
    number, own = 1, name
    while own in taken:
        number += 1
        own = f"{name} #{number}"
    return own


def _table(file: str, sheet: Sheet, problems: list[Problem]) -> Table:
    top = _header(sheet)
    rows = sheet.rows[top + 1:]
    width = max(len(cells) for _, cells in sheet.rows[top:])
    filled = {place for _, cells in rows for place, cell in enumerate(cells) if cell}
    names = sheet.rows[top][1]
    if not sheet.delimiter:  # a workbook has no cells without a column, as a wrongly separated line has
        names = names + [""] * (width - len(names))
    headers = _unique([name or (f"column {place + 1}" if place in filled else "") for place, name in enumerate(names)])
    if not rows:
        raise Misread(say("only_header"), sheet.rows[top][0])
    role: Role = "ties" if {"source", "target"} <= {field_of("ties", h)[0] for h in headers} else "people"
    table = Table(file, sheet.name, role, tuple(h for h in headers if h), (), sheet.encoding, sheet.delimiter)
    whole = []
    for number, cells in rows:
        found = max(place for place, cell in enumerate(cells) if cell) + 1
        if found > len(names):
            problems.append(Problem(say("too_many_cells", found=found, wanted=len(names)), table.name, number))
        else:
            whole.append((number, {h: cell for h, cell in zip(headers, cells + [""] * width, strict=False) if h}))
    for message, number, place in sheet.unread:
        column = headers[place] if place < len(headers) else ""
        problems.append(Problem(message, table.name, number, column, blocking=False))
    return Table(table.file, table.sheet, role, table.headers, tuple(whole), table.encoding, table.delimiter)


def _header(sheet: Sheet) -> int:
    """The place of the header row; exports may have some narrower lines of explanation above it."""
    sizes = [sum(1 for cell in cells if cell) for _, cells in sheet.rows[:_HEADER_WITHIN]]
    if not sizes:
        raise Misread(say("empty"))
    if max(sizes) < 2:
        raise Misread(say("one_column"))
    for place, size in enumerate(sizes):
        if known_headers(sheet.rows[place][1]) >= 2 and all(before < size for before in sizes[:place]):
            return place
    return next(place for place, size in enumerate(sizes) if size >= 2 and size > max(sizes) / 2)


def _unique(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return unique
