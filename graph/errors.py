"""What can go wrong, each as a sentence for a person: what is wrong, where, and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class PowerMapError(Exception):
    """The parent of every error that the product raises on purpose: one sentence in each language, to be shown as it is.

    `str(error)` is the English one; without a Chinese one that serves for both.
    """

    def __init__(self, en: str, zh: str = "") -> None:
        super().__init__(en)
        self.zh = zh or en

    def of(self, language: str) -> str:
        """The sentence in `language` ("zh" for Chinese, anything else for English)."""
        return self.zh if language == "zh" else str(self)


class InvalidRecord(PowerMapError):
    """A record that cannot be stored: the message names the record, the field, and what would be right."""


class NotFound(PowerMapError):
    """Something asked for by id or name that is not there."""


class StoreUnavailable(PowerMapError):
    """The store cannot be reached, read or written at the moment, or is of a version that we do not know."""


class Unreachable(StoreUnavailable):
    """Nobody answers at the moment: it may be otherwise soon, and what was to be written can be kept until then."""


class Locked(PowerMapError):
    """Somebody who leads a workshop has locked the editing: the message says who."""


class FileProblem(PowerMapError):
    """A file that cannot be read at all: the message names the file and what would be readable."""


class Conflict(PowerMapError):
    """Somebody else changed the same thing since `base`: nothing was written.

    `record` is the id, `field` the field ("" when the whole record is gone), `theirs` and `yours` the two
    values, `author` who was first.
    """

    def __init__(self, en: str, zh: str = "", *, record: str, field: str = "", theirs: object = None,
                 yours: object = None, author: str = "") -> None:
        super().__init__(en, zh)
        self.record, self.field, self.theirs, self.yours, self.author = record, field, theirs, yours, author


def did_you_mean(word: str, known: Iterable[str], language: str = "en") -> str:
    """The end of a message: a near word when there is one, else the first words that would be right."""
    words = list(known)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"您是不是指“{near[0]}”？" if language == "zh" else f'Did you mean "{near[0]}"?'
    if not words:
        return ""
    if language == "zh":
        return f"可用：{'、'.join(words[:12])}{'……' if len(words) > 12 else '。'}"
    return f"Known: {', '.join(words[:12])}{', ...' if len(words) > 12 else ''}."
