"""Sentences about what somebody is in the purchase: "Ann is the decider", 李娜是决策人, "Ann pays", "decider: Ann", 李娜是反对者."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from graph.model import SCALES
from loaders.quick_entry.lines import CJK, listed
from loaders.quick_entry.parts import function_of
from loaders.values import roles

_ARTICLE = r"(?:(?:the|a|an|our|one of the)\s+)?"
_IS = r"(?:\s+(?:is|are)\s+|\s*是\s*)"
_FORMS = tuple(re.compile(form, re.IGNORECASE) for form in (
    rf"(?P<names>[^:]+?){_IS}{_ARTICLE}(?P<roles>.+)", r"(?P<names>[^:]+)(?:担任|为)\s*(?P<roles>.+)", rf"{_ARTICLE}(?P<roles>.+?){_IS}(?P<names>[^:]+)",
    rf"{_ARTICLE}(?P<roles>[^:]+):\s*(?P<names>[^:]+)"))
_FULL_NAME = re.compile(f"{CJK}{{2,3}}")


def roles_in(line: str, known: Callable[[str], bool]) -> tuple[str, list[str]] | None:
    """The names and the roles of such a sentence; None when it is none. Without a verb (李娜 决策者) the names have to be
    `known`, or look like Chinese ones: "Senior user" is nobody called Senior."""
    for found in (form.fullmatch(line) for form in _FORMS):
        if found and (said := _roles(found["roles"])) and not _roles(found["names"]):
            return found["names"], said
    for names, text in _split(line):
        if (said := _roles(text)) and (known(names) or _FULL_NAME.fullmatch(names)):
            return names, said
    return None


def _split(line: str) -> Iterator[tuple[str, str]]:
    """Every way to part a line at a blank."""
    words = line.split(" ")
    return ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))


def _roles(text: str) -> list[str]:
    """The pieces of a text that is nothing but purchase roles and attitudes ("deciders" without the s), else none."""
    words = [_word(text)] if _word(text) else [_word(piece) or _word(piece.removesuffix("s")) for piece in listed(text)]
    return words if all(words) else []


def _word(text: str) -> str:
    """A text that is one role or attitude (反对者, Opponent); "" for others, and for what may be a department as well (采购)."""
    stem = text if text.isascii() else text.removesuffix("者") if text.endswith("者") else ""
    if SCALES["role"].find(text):
        return text
    if len(stem) > 1 and SCALES["attitude"].find(stem) not in (None, "U"):
        return text
    found, buyer_type, rest = roles(text)
    return text if not rest and (found or buyer_type) and function_of(text) is None else ""
