"""Finds people's names inside other texts, so that a text can leave the house without them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.model.names import CHINESE, forms

GONE = "…"
_LETTER = re.compile("[0-9A-Za-z\u00c0-\u024f]")
_SHORTEST = 4
"""A form of a name that nobody wrote down counts from so many letters on: initials would be found in every second word."""


class Secrets:
    """Names that must not be seen, in every form in which somebody may have written them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        found = {form for name in names for form in (name, *forms(name))
                 if form == name or len(form) >= _SHORTEST or CHINESE.search(form)}
        for form in sorted({form.lower() for form in found if form.strip()}, key=len, reverse=True):
            self._by_start.setdefault(form[:2], []).append(form)

    def cut(self, text: str) -> str:
        """The text with "…" in place of every name."""
        low = text.lower()
        kept, at, known = "", 0, len(low) == len(text)
        while at < len(low):
            name = self._name_at(low, at)
            if name and not known:  # a letter became two: nobody can say where the name lies
                return GONE
            kept += GONE if name else text[at] if known else ""
            at += len(name) or 1
        return kept if known else text

    def _name_at(self, text: str, at: int) -> str:
        for start in (text[at:at + 2], text[at]):
            for name in self._by_start.get(start, ()):
                if text.startswith(name, at) and not _inside_word(text, at, at + len(name)):
                    return name
        return ""


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether what lies there is a part of a longer Latin word: Li in Client."""
    return any(len(pair) == 2 and all(map(_LETTER.match, pair)) for pair in (text[max(start - 1, 0):start + 1], text[end - 1:end + 1]))
