"""How words are compared, and what column headers and kinds of tie mean."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from graph.model import KINDS, Text
from loaders.messages import data
from loaders.types import KindChoice, Role

_HEADERS: dict[str, dict[str, list[str]]] = data("headers.toml")

FIELDS: dict[str, dict[str, Text]] = {
    role: {field: Text(words[0], words[1]) for field, words in fields.items()} for role, fields in _HEADERS.items()}


@lru_cache(maxsize=200_000)
def same(text: str) -> str:
    """The form in which two names are compared: width, case, spaces and invisible characters make no difference."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return " ".join(text.casefold().split())


@lru_cache(maxsize=50_000)
def bare(text: str) -> str:
    """The form in which headers and kinds are compared: as `same`, and without blanks and small marks."""
    return re.sub(r"[\s_\-*:'’.·]+", "", same(text))


_RANKS: dict[str, dict[str, tuple[str, int]]] = {
    role: {bare(word): (field, rank) for field, words in reversed(fields.items())
           for rank, word in enumerate((*words, field))}
    for role, fields in _HEADERS.items()}


@cache
def field_of(role: Role, header: str) -> tuple[str, int]:
    """The field that a header names in such a table, and its rank (lower wins); ("", 0) when none is known.

    A header in two languages, such as "姓名/Name", is known by any of its parts.
    """
    ranks = _RANKS[role]
    if bare(header) in ranks:
        return ranks[bare(header)]
    for part in re.split(r"[/|()（）\[\]\n,，、]|(?<=[^\x00-\x7f])\s+(?=[A-Za-z])", header):
        if part and bare(part) in ranks:
            field, rank = ranks[bare(part)]
            return field, rank + 100
    return "", 0


def fields_of(role: Role, headers: tuple[str, ...]) -> dict[str, str]:
    """The field of every header, "" where none is known.

    Beside "from", a column "source" says where a tie is known from, not where it starts.
    """
    fields = {header: field_of(role, header)[0] for header in headers}
    starts = [header for header, field in fields.items() if field == "source"]
    if role == "ties" and len(starts) > 1:
        fields.update({header: "said_by" for header in starts if bare(header) == "source"})
    return fields


def known_headers(cells: list[str]) -> int:
    """How many different fields a row of cells names, in the better of the two readings."""
    return max(len({field_of(role, cell)[0] for cell in cells if cell} - {""}) for role in ("people", "ties"))


def _meanings() -> dict[str, tuple[KindChoice, bool]]:
    found: dict[str, tuple[KindChoice, bool]] = {}
    for kind in KINDS.values():
        if kind.between_people:
            for word in (kind.code, kind.name.en, kind.name.zh):
                found[bare(word)] = KindChoice(kind.code), False
    for row in data("kinds.toml")["meaning"]:
        choice = KindChoice(row["kind"], None, row.get("reverse", False), row.get("sign"),
                            row.get("basis"), row.get("level"))
        found.update({bare(word): (choice, row.get("own_layer", False)) for word in row["words"]})
    return found


_MEANINGS = _meanings()


def kind_of(word: str) -> KindChoice | None:
    """The kind of tie that a word means; None when it is not a known one."""
    choice, own_layer = _MEANINGS.get(bare(word), (None, False))
    if choice and own_layer:
        return KindChoice(choice.kind, word, choice.reverse, choice.sign, choice.basis, choice.level)
    return choice
