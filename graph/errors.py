"""What can go wrong, each as a sentence for a person: what is wrong, where, and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class PowerMapError(Exception):
    """The parent of every error that the product raises on purpose; `str(error)` can be shown as it is."""


class InvalidRecord(PowerMapError):
    """A record that cannot be stored: the message names the record, the field, and what would be right."""


class NotFound(PowerMapError):
    """Something asked for by id or name that is not there."""


class StoreUnavailable(PowerMapError):
    """The store cannot be reached, read or written at the moment, or is of a version that we do not know."""


class FileProblem(PowerMapError):
    """A file that cannot be read at all: the message names the file and what would be readable."""


class Conflict(PowerMapError):
    """Somebody else changed the same thing since `base`: nothing was written.

    `record` is the id, `field` the field ("" when the whole record is gone), `theirs` and `yours` the two
    values, `author` who was first.
    """

    def __init__(self, message: str, *, record: str, field: str = "", theirs: object = None,
                 yours: object = None, author: str = "") -> None:
        super().__init__(message)
        self.record, self.field, self.theirs, self.yours, self.author = record, field, theirs, yours, author


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message: a near word when there is one, else the first words that would be right."""
    words = list(known)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f'Did you mean "{near[0]}"?'
    shown = ", ".join(words[:12]) + (", ..." if len(words) > 12 else "")
    return f"Known: {shown}." if words else ""
