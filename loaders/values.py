"""From a cell to a value: numbers, dates, yes and no, and the words of a scale."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from graph.errors import InvalidRecord
from graph.model import RECORDS, SCALES, Text
from graph.model.fields import LONGEST_TEXT
from graph.model.records import Value
from graph.model.validate import clean_fields
from loaders.messages import Misread, data, say
from loaders.words import same

_WORDS = data("words.toml")
_YES, _NO = {same(w) for w in _WORDS["yes"]}, {same(w) for w in _WORDS["no"]}
_PLUS, _MINUS = {same(w) for w in _WORDS["positive"]}, {same(w) for w in _WORDS["negative"]}
_SCALE_WORDS = {scale: {same(word): code for code, words in _WORDS[scale].items() for word in words}
                for scale in SCALES if scale in _WORDS}
_ROLE_WORDS = {same(word): tuple(code.split()) for code, words in _WORDS["roles"].items() for word in words}
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ].*)?|(\d{4})(\d\d)(\d\d)")
_DAY_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


@lru_cache(maxsize=50_000)
def value_of(type_name: str, field: str, text: str) -> Value:
    """What a cell says for a field of a record; raises `Misread` with what would be right."""
    spec = RECORDS[type_name].specs()[field]
    value: Value = text
    if spec.type in ("integer", "number"):
        value = _within(number(text), text, spec.low, spec.high)
        if spec.type == "integer":
            if value != int(value):
                raise Misread(say("not_whole", value=text))
            value = int(value)
    elif spec.type == "yes_no":
        value = yes_no(text)
    elif spec.type == "date":
        value = day(text)
    elif spec.type == "code":
        value = code(spec.scale, text)
    try:
        clean_fields(type_name, {field: value})
    except InvalidRecord:
        raise Misread(say("bad_text", limit=LONGEST_TEXT)) from None
    return value


@lru_cache(maxsize=50_000)
def number(text: str) -> float:
    """A number as people write it: 0.5, 0,5, 1,200, 80%, full-width digits."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace(" ", "")
    percent = plain.endswith("%")
    plain = plain.removesuffix("%")
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,2})?", plain, re.IGNORECASE | re.ASCII):
        raise Misread(say("not_a_number", value=text))
    return float(plain) / 100 if percent else float(plain)


def _within(value: float, text: str, low: float | None, high: float | None) -> float:
    if low is not None and high is None and value < low:
        raise Misread(say("too_low", value=text, low=low))
    if low is not None and high is not None and not low <= value <= high:
        raise Misread(say("out_of_range", value=text, low=low, high=high))
    return value


@lru_cache(maxsize=50_000)
def day(text: str) -> str:
    """A date as ISO text. A day and a month that could be either way round are not guessed."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if found := _DAY.fullmatch(plain):
        year, month, of_month = (int(part) for part in found.groups() if part)
    elif (found := _DAY_LAST.fullmatch(plain)) and (int(found[1]) > 12 or int(found[2]) > 12 or found[1] == found[2]):
        first, second, year = (int(part) for part in found.groups())
        month, of_month = (second, first) if first > 12 else (first, second)
    else:
        return _day_with_month_name(plain)
    try:
        return date(year, month, of_month).isoformat()
    except ValueError:
        raise Misread(say("not_a_date", value=text)) from None


def _day_with_month_name(text: str) -> str:
    for form in ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    raise Misread(say("not_a_date", value=text))


def yes_no(text: str) -> bool:
    """Yes or no, in words, signs or digits."""
    if same(text) in _YES or same(text) in _NO:
        return same(text) in _YES
    raise Misread(say("not_yes_no", value=text))


def sign(text: str) -> int:
    """+1 or -1, in words, signs or digits ("1.0" too)."""
    word = same(text).removesuffix(".0")
    if word in _PLUS or word in _MINUS:
        return 1 if word in _PLUS else -1
    raise Misread(say("not_a_sign", value=text))


def code(scale: str, text: str) -> str:
    """The level of a scale that a cell means: its code, a name in either language, or a word for it."""
    word = unicodedata.normalize("NFKC", text)
    found = SCALES[scale].find(word) or SCALES[scale].find(text) or _SCALE_WORDS.get(scale, {}).get(same(text))
    if found is None:
        levels = SCALES[scale].levels[:10]
        right = Text(", ".join(f"{level.code} ({level.name.en})" for level in levels),
                     "、".join(f"{level.code}（{level.name.zh}）" for level in levels))
        raise Misread(say("not_on_scale", value=text, scale=SCALES[scale].name, right=right))
    return found


@lru_cache(maxsize=50_000)
def roles(text: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Purchase roles in a cell, the buyer type it names ("" if none), and the words that are neither."""
    found: list[str] = []
    buyer_type = ""
    rest: list[str] = []
    for word in [text] if _role(text) else [part.strip() for part in re.split(r"[;,/|+&\n、，；]", text)]:
        kind, role = _role(word) or ("", "")
        if kind == "role":
            found.append(role)
        elif kind:
            buyer_type = buyer_type or role
        elif word:
            rest.append(word)
    return tuple(dict.fromkeys(found)), buyer_type, tuple(rest)


def _role(word: str) -> tuple[str, ...] | None:
    plain = same(word.replace("_", " "))
    for scale in ("role", "buyer_type"):
        if level := SCALES[scale].find(word) or SCALES[scale].find(plain):
            return scale, level
    return _ROLE_WORDS.get(plain)
