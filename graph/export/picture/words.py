"""How wide text is, where it may be broken, and what of it a file can hold."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

FONTS = ("Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC",
         "Source Han Sans SC", "WenQuanYi Micro Hei", "DejaVu Sans", "sans-serif")
_SIZES = {0.30: " !',-.:;ijlI|()[]{}`Jft/\\", 0.44: "\"?_rszcvy*", 0.58: "EFLSTYaekxgPZ$+<=>~^dbhnopqu0123456789",
          0.68: "#BCKRVXADG", 0.78: "HUNOQw", 0.94: "&%@MWm"}
_WIDTH = {letter: width for width, letters in _SIZES.items() for letter in letters}
HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""A Chinese, Japanese or Korean letter."""
_LOST = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufffe\\uffff]")


def clean(text: str) -> str:
    """The text without the characters that no XML file may hold."""
    return _LOST.sub("\N{REPLACEMENT CHARACTER}", text)


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = True) -> float:
    """How wide one line is in a usual font without serifs: rather too wide than too narrow."""
    return sum(map(_width, text)) * size * (1.06 if bold else 1.0)


def _width(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return 0.0 if unicodedata.combining(letter) else _WIDTH.get(letter, 0.62)


def shortened(text: str, room: float, size: float, *, bold: bool = True) -> str:
    """The text, its end cut off where it is wider than `room`."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def folded(text: str, room: float, size: float, *, lines: int = 2, bold: bool = True) -> str:
    """The text on up to `lines` lines no wider than `room`, all about as long: broken at spaces, or anywhere in Chinese; cut
    when too long."""
    found = _folded(text, room, size, lines, bold)
    while "\n" in found and "…" not in (closer := _folded(text, room * 0.92, size, lines, bold)) and closer.count("\n") == found.count("\n"):
        room, found = room * 0.92, closer
    return found


def _folded(text: str, room: float, size: float, lines: int, bold: bool) -> str:
    pieces = re.findall("[\u2e80-\u9fff\uf900-\uffef]|[^\\s\u2e80-\u9fff\uf900-\uffef]+\\s*|\\s+", text.strip())
    result = [""]
    for piece in pieces:
        if result[-1] and width((result[-1] + piece).rstrip(), size, bold=bold) > room:
            result.append("")
        result[-1] += piece
    kept, rest = result[:lines - 1], "".join(result[lines - 1:])
    return "\n".join(shortened(line.strip(), room, size, bold=bold) for line in [*kept, rest] if line.strip())
