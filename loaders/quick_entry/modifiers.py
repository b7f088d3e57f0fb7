"""What stands behind a name in a tie: its kind, its strength, that it is negative, its level."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from graph.model import KINDS, SCALES, Text
from graph.model.names import CHINESE
from loaders.messages import Misread, data
from loaders.quick_entry.lines import in_words
from loaders.types import KindChoice
from loaders.values import number
from loaders.words import kind_of

_DATA = data("quick_entry/words.toml")
STRENGTHS: dict[str, float] = _DATA["strength"]
_NEGATIVE: list[str] = _DATA["words"]["negative"]
_NUMBER = re.compile(r"[-+]?(?:\d+(?:[.,]\d+)?|[.,]\d+)%?")
_NAMED = re.compile(r"\b(?:strength|weight)\s*[:=]?\s*(?=[\d.])|(?:强度|力度)\s*[:=]?\s*(?=[\d.强中弱])", re.IGNORECASE)
NOT_A_STRENGTH = Text("“{value}” is not a strength. Write weak, medium or strong, a number above 0 up to 1, or up to 100 %.",
                      "“{value}”不是强度。请写弱、中、强，或大于 0、不超过 1 的数，或百分数。")
TWO_KINDS = Text("“{a}” and “{b}” are two kinds of tie; write one line for each.", "“{a}”和“{b}”是两种关系；请各写一行。")


@dataclass(frozen=True)
class Modifiers:
    """How a tie is; None where nothing was said."""

    kind: KindChoice | None = None
    strength: float | None = None
    negative: bool = False
    level: str | None = None

    def over(self, other: Modifiers) -> Modifiers:
        """These, and `other` where these say nothing."""
        return Modifiers(self.kind or other.kind, self.strength if self.strength is not None else other.strength,
                         self.negative or other.negative, self.level or other.level)

    @property
    def empty(self) -> bool:
        """Whether nothing was said."""
        return self == Modifiers()


def peel(text: str, known: Callable[[str], bool], hint: str = "") -> tuple[str, Modifiers]:
    """A name, and what is said behind it: "Li Na strong advice", "李娜（强）". `known` tells names that are taken whole; `hint`
    is the kind of tie when it is clear already, for the words of its scale. Raises `Misread`."""
    text, found = _NAMED.sub("", re.sub(r"(?<=\d)\s+%", "%", text)).strip(), Modifiers()
    while text and not known(text):
        kind = found.kind.kind if found.kind else hint
        behind = _in_brackets(text, kind) or _last_words(text, kind, known)
        if behind is None:
            break
        text, said = behind
        if found.kind and said.kind:
            raise Misread(TWO_KINDS.format(a=KINDS[said.kind.kind].name, b=KINDS[found.kind.kind].name))
        found = said.over(found)
    return text, found


def _in_brackets(text: str, hint: str) -> tuple[str, Modifiers] | None:
    """What is in front of brackets that hold nothing but words about a tie, and what they say."""
    name, bracket, inside = text.removesuffix(")").rpartition("(")
    if not bracket or not text.endswith(")"):
        return None
    found = Modifiers()
    for part in inside.split(","):
        rest, said = peel(part, lambda _: False, hint)
        if rest or said.empty:
            return None
        found = said.over(found)
    return name.strip(), found


def _last_words(text: str, hint: str, known: Callable[[str], bool]) -> tuple[str, Modifiers] | None:
    """What is in front of up to three words about a tie, and what they say. Glenn Close is a name, Li close is not."""
    words = text.split()
    for count in range(min(3, len(words)), 0, -1):
        name, tail = " ".join(words[:-count]).rstrip(" ,"), " ".join(words[-count:])
        capital = tail[:1].isupper() and not tail.isupper()
        if (not capital or not name or known(name)) and (said := _one(tail, hint)):
            return name, said
    return None


def _one(text: str, hint: str) -> Modifiers | None:
    word = text.casefold().strip(",")
    if word in STRENGTHS:
        return Modifiers(strength=STRENGTHS[word])
    if in_words(word, _NEGATIVE):
        return Modifiers(negative=True)
    scale = KINDS[hint].scale if hint else ""
    if scale and (level := SCALES[scale].find(word)):
        return Modifiers(level=level)
    if _NUMBER.fullmatch(word):
        return _number(word)
    if CHINESE.fullmatch(word) and len(word) < 2:
        return None  # one character is as well a part of a name
    kind = kind_of(word) or _any_kind(word)
    return Modifiers(kind=kind) if kind else None


def _number(word: str) -> Modifiers:
    value = number(word)
    if not 0 < abs(value) <= 1:
        raise Misread(NOT_A_STRENGTH.format(value=word))
    return Modifiers(strength=abs(value), negative=value < 0)


def _any_kind(word: str) -> KindChoice | None:
    """A kind by its name or code, those besides that do not join two people."""
    return next((KindChoice(k.code) for k in KINDS.values() if word in (k.code.casefold(), k.name.en.casefold(), k.name.zh)), None)
