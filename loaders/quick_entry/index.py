"""Records by every form of their names that somebody may type."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator

from graph.model import Record
from graph.model.names import CHINESE, forms, parts, plain
from loaders.quick_entry.lines import CJK
from loaders.words import same

Ids = defaultdict[str, dict[str, None]]


class Index:
    """One type of record. What is added stays; whoever asks leaves out what is gone again."""

    def __init__(self) -> None:
        self._exact, self._whole, self._latin, self._part, self._short = (Ids(dict) for _ in range(5))

    def add(self, record: Record) -> None:
        """A record by its names in both languages."""
        names = _names(record)
        for name in names:
            self._exact[same(name)][record.id] = None
            chinese = CHINESE.search(name)
            short = {"".join(word[0] for word in form.split()) for form in forms(name) if " " in form} if chinese else set()
            for form in forms(name):
                for key in (form, _tight(form), _sorted(form)) if form not in short else ():
                    self._whole[key][record.id] = None
                    if not any(map(CHINESE.search, names)):
                        self._latin[key][record.id] = None
            for piece in parts(name):
                self._part[piece][record.id] = None
            for letters in short:
                self._short[letters][record.id] = None

    def find(self, text: str, *, whole: bool) -> Iterator[dict[str, None]]:
        """The ids found in one way after the other, the surest first: by the name as it is typed, by a form of it, by its sound
        where the name is not known in Chinese; unless the text is the `whole` name by a part of it, and by its initials."""
        typed = _tight(text)
        yield self._exact.get(same(text), {})
        for key in (typed, _sorted(typed)):
            yield self._whole.get(key, {})
        if CHINESE.search(typed):
            for form in forms(typed):
                if " " in form:
                    yield self._latin.get(form, {})
        if not whole:
            yield self._part.get(typed, {})
            if re.fullmatch("[a-z]{2,4}", text):
                yield self._short.get(text, {})

    def near(self, name: str) -> dict[str, None]:
        """The ids of whoever is called nearly so: perhaps the same, mistyped."""
        found = difflib.get_close_matches(plain(name), self._whole, n=1, cutoff=0.85) if len(name) > 3 else []
        return self._whole[found[0]] if found else {}


def _names(record: Record) -> list[str]:
    return [name for name in (getattr(record, "name", None), getattr(record, "name_alt", None)) if name]


def _sorted(form: str) -> str:
    return " ".join(sorted(form.split()))


def _tight(text: str) -> str:
    """A name as it is compared: no blanks between Chinese characters."""
    return re.sub(rf"(?<={CJK})\s+(?={CJK})", "", plain(text))
