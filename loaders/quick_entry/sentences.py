"""Ties as sentences: "Wang listens to Li", "王强向李娜汇报". The sentences are data: in words.toml, and on the kinds of tie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from graph.model import KINDS
from graph.model.names import CHINESE
from loaders.messages import data
from loaders.quick_entry.lines import tidy
from loaders.types import KindChoice

_AND = r"\s*(?:,|&|\band\b|和|与|跟|同|及)\s*"
_TAIL = r"(?P<tail>(?:\s+|,\s*|\s*\()[^,()]+\)?)?"


@dataclass(frozen=True)
class Sentence:
    """What a sentence says: a kind of tie, the names where it starts and ends, and the words behind it."""

    kind: KindChoice
    directed: bool | None
    start: str
    end: str
    tail: str
    vague: bool
    """Its words are so short that they stand inside other words (对 in 反对, "to"): it is one only between known people."""


@dataclass(frozen=True)
class _Form:
    pattern: re.Pattern[str]
    words: tuple[str, ...]
    kind: KindChoice
    directed: bool | None


def sentence_in(line: str) -> Sentence | None:
    """The sentence that a line is, by the form with the most words of its own; None when it is none."""
    low = line.casefold()
    for form in _forms():
        if all(word in low for word in form.words) and (found := form.pattern.fullmatch(line)):
            return Sentence(form.kind, form.directed, found["a"], found["b"], found.groupdict().get("tail") or "", form.kind.kind == "OTHER")
    return None


@cache
def _forms() -> tuple[_Form, ...]:
    rows = [*data("quick_entry/words.toml")["sentence"],
            *({"kind": kind.code, "forms": [text for text in kind.reads if text.count("{a}") == 1]} for kind in KINDS.values())]
    found = [_form(text, row) for row in rows for text in row["forms"]]
    return tuple(sorted(found, key=lambda form: -sum(map(len, form.words))))


def _form(text: str, row: dict) -> _Form:
    pattern, words = "", []
    for piece in re.split(r"(\{.\})", tidy(text).casefold()):
        if piece in ("{a}", "{b}"):
            pattern += f"(?P<{piece[1]}>.+?)"
        elif piece == "{&}":
            pattern += _AND
        elif piece.strip():
            words.append(piece.strip())
            pattern += _literal(piece)
    whole = pattern if pattern.endswith("+?)") else pattern + _TAIL
    return _Form(re.compile(whole, re.IGNORECASE), tuple(words), KindChoice(row["kind"], sign=row.get("sign"), level=row.get("level")),
                 row.get("directed"))


def _literal(text: str) -> str:
    """The words of a form: any blanks between them, and none needed beside Chinese."""
    def beside(letter: str) -> str:
        return r"\s*" if CHINESE.match(letter) or letter in "()" else ""

    inner = r"\s+".join(map(re.escape, text.split()))
    before = beside(text.strip()[0]) or (r"\s+" if text[0] == " " else "")
    after = beside(text.strip()[-1]) or (r"\s+" if text[-1] == " " else "")
    return before + inner + after
