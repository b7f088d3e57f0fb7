"""From a file to rows of cells: CSV with any usual separator, and Excel workbooks."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from statistics import median

from openpyxl import load_workbook

from graph.model import Text
from loaders.decode import decode
from loaders.messages import Misread, say
from loaders.words import known_headers

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_UNPACKED = 10 * LARGEST_FILE
DELIMITERS = ",;\t|"
_SAMPLE = 64 * 1024
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}


@dataclass
class Sheet:
    """Rows as they stand in a file: (row number, cells), blank rows left out."""

    name: str
    rows: list[tuple[int, list[str]]]
    encoding: str = ""
    delimiter: str = ""
    unread: list[tuple[Text, int, int]] = field(default_factory=list)


def read_sheets(name: str, content: bytes) -> list[Sheet]:
    """The sheets of a file (a CSV is one sheet without a name); raises `Misread` when it cannot be read."""
    if len(content) > LARGEST_FILE:
        size, limit = -(-len(content) // 1024**2), LARGEST_FILE // 1024**2
        raise Misread(say("too_big", size=size, limit=limit))
    ending = name[name.rfind("."):].lower() if "." in name else ""
    if content.startswith(_OLD_EXCEL):
        protected = "EncryptedPackage".encode("utf-16-le") in content
        raise Misread(say("password" if protected else "old_excel"))
    if ending in (".xlsx", ".xlsm") or content.startswith(b"PK\x03\x04"):
        return _workbook(content)
    if ending == ".xls":
        raise Misread(say("old_excel"))
    if ending not in ("", ".csv", ".txt", ".tsv", ".tab"):
        raise Misread(say("unknown_format", ending=ending))
    return [_csv(content)]


def _csv(content: bytes) -> Sheet:
    text, encoding = decode(content)
    if not text.strip(DELIMITERS + "，\"\r\n \ufeff"):
        raise Misread(say("empty"))
    delimiter = _delimiter(text)
    end = "\x1eend of file"
    rows: list[list[str]] = []
    try:
        rows.extend([cell.strip() for cell in cells]
                    for cells in csv.reader(io.StringIO(f"{text}\n{end}", newline=""), delimiter=delimiter))
    except csv.Error:
        raise Misread(say("long_cell"), len(rows) + 1) from None
    if rows[-1] != [end.strip()]:
        raise Misread(say("open_quote"), len(rows))
    return Sheet("", _numbered(rows[:-1]), encoding, delimiter)


def _delimiter(text: str) -> str:
    sample = text[:_SAMPLE]

    def score(delimiter: str) -> tuple[int, float]:
        rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if any(row)][:50]
        known = max((known_headers(row) for row in rows if len(row) > 1), default=0)
        return known, median([len(row) for row in rows] or [0])

    best = max(DELIMITERS, key=score)
    return "，" if score(best)[1] <= 1 and score("，")[1] > 1 else best


def _workbook(content: bytes) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Misread(say("too_big", size=sum(part.file_size for part in parts) // 1024**2,
                                  limit=LARGEST_UNPACKED // 1024**2))
            formulas = any(b"<f" in archive.read(part) for part in parts if part.filename.startswith("xl/worksheets/"))
        sheets = list(_sheets(content))
        if formulas:
            _check_formulas(content, sheets)
    except Misread:
        raise
    except Exception:
        raise Misread(say("not_workbook")) from None
    if not any(sheet.rows for sheet in sheets):
        raise Misread(say("empty"))
    return [sheet for sheet in sheets if sheet.rows]


def _sheets(content: bytes) -> Iterator[Sheet]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for worksheet in book.worksheets:
        worksheet.reset_dimensions()
        rows = ([_shown(value) for value in row] for row in worksheet.iter_rows(values_only=True))
        sheet = Sheet(worksheet.title, _numbered(rows))
        for number, cells in sheet.rows:
            for place, cell in enumerate(cells):
                if cell in _ERRORS:
                    sheet.unread.append((say("error_value", value=cell), number, place))
                    cells[place] = ""
        yield sheet


def _check_formulas(content: bytes, sheets: list[Sheet]) -> None:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    for sheet, worksheet in zip(sheets, book.worksheets, strict=True):
        worksheet.reset_dimensions()
        values = dict(sheet.rows)
        for number, row in enumerate(worksheet.iter_rows(), start=1):
            cells = values.get(number, [])
            for place, cell in enumerate(row):
                if cell.data_type == "f" and (place >= len(cells) or not cells[place]):
                    sheet.unread.append((say("no_cached_value"), number, place))


def _numbered(rows: Iterable[list[str]]) -> list[tuple[int, list[str]]]:
    return [(number, cells) for number, cells in enumerate(rows, start=1) if any(cells)]


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value).strip()
