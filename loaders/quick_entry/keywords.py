"""The words that say what stands behind them: "attitude D", "上司 李娜"; and where one piece of a line ends."""

from __future__ import annotations

import re

from graph.model import SCALES
from loaders.messages import data
from loaders.quick_entry.lines import CJK

_DATA = data("quick_entry/words.toml")
KEYWORDS: dict[str, list[str]] = _DATA["keywords"]
SURE = ("attitude", "coverage", "roles", "title", "level")
"""What stands behind these words cannot belong to a sentence about a tie."""
IN_TITLES = ("department", "faction", "boss", "roles")
"""The words for these stand in titles as well."""
_WITH_COMMA = {level.name.en: level.code for level in SCALES["attitude"].levels if "," in level.name.en}


def _words(fields: tuple[str, ...]) -> str:
    """Any of the words of these fields."""
    words = sorted(((word, name) for name in fields for word in KEYWORDS[name]), key=lambda pair: -len(pair[0]))
    return "|".join(_word(word, name in IN_TITLES) for word, name in words)


def _word(word: str, in_title: bool) -> str:
    """A word where it is not the start of a title: department head, 部门经理."""
    if not word.isascii():
        return re.escape(word) + (r"(?=[\s:=为是]|$)" if word in _DATA["words"]["apart"] else "")
    return rf"\b{re.escape(word)}(?=[\s:=]|$)" + (rf"(?!\s+(?:{'|'.join(_DATA['words']['title'])})\b)" if in_title else "")


_BEHIND = r"\s*(?:\bis\b|\bto\b|为|是|变为|改为|[:=])?\s*"
_FRONT = re.compile(rf"(?P<key>{_words(tuple(KEYWORDS))}){_BEHIND}(?P<value>.*)", re.IGNORECASE)
_WITHOUT_COLON = {sure: re.compile(rf"(?P<name>.+?)(?:\s+|(?<={CJK})|'s\s+)的?(?P<rest>(?:{_words(fields)}){_BEHIND}\S.*)", re.IGNORECASE)
                  for sure, fields in ((True, SURE), (False, tuple(KEYWORDS)))}
_BREAK = re.compile(rf"\s+(?=(?:{_words(('attitude', 'coverage'))}))|(?:(?<={CJK})|(?<=[^a-z][a-eu])|(?<=[a-e]\+))\s+(?={CJK})(?![到变改])", re.IGNORECASE)


def without_colon(line: str, *, sure: bool) -> tuple[str, str] | None:
    """The name and the rest of a line such as "Zhang attitude D"; None when it is none. `sure`: by the words of `SURE` alone."""
    found = _WITHOUT_COLON[sure].fullmatch(line)
    return (found["name"], found["rest"]) if found else None


def pieces_of(text: str) -> list[str]:
    """What stands behind the colon, piece by piece. In Chinese a blank parts as well, but behind 上司 and the like."""
    found: list[str] = []
    for name, short in _WITH_COMMA.items():
        text = re.sub(re.escape(name), short, text, flags=re.IGNORECASE)
    for part in re.split("[,;|]", text):
        waits = False
        for piece in filter(None, map(str.strip, _BREAK.split(part))):
            if waits:
                found[-1] += f" {piece}"
            else:
                found.append(piece)
            key = _FRONT.fullmatch(piece)
            waits = bool(key and not key["value"])
    return found


def keyword_in(piece: str) -> tuple[str, str]:
    """What a piece says it is, and the value behind the word; ("", "") when there is no such word, or nothing behind it."""
    found = _FRONT.fullmatch(piece)
    if not found or not found["value"].strip():
        return "", ""
    return next(name for name, words in KEYWORDS.items() if found["key"].casefold() in words), found["value"].strip()
