"""From bytes to text: which encoding a file has, without asking."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from loaders.messages import Misread, say

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OTHERS = ["cp1252", "gb18030", "big5", "shift_jis", "euc_kr", "cp1251"]
_SAMPLE = 100_000
_HIGH = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; raises `Misread` when the bytes are no text."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _text(content, encoding), encoding
    if b"\x00" in content:
        raise Misread(say("binary"))
    try:
        return _checked(content.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        encoding = _guess(content)
    return _text(content, encoding), encoding


def _guess(content: bytes) -> str:
    runs = [len(run) for run in _HIGH.findall(content[:_SAMPLE])]
    if runs.count(1) >= sum(runs) / 2:
        return "cp1252"  # accented letters stand alone; Chinese, Japanese or Russian text has bytes above 127 in a row
    try:
        if _is_chinese(content.decode("gb18030")):
            return "gb18030"
    except UnicodeDecodeError:
        pass
    guess = from_bytes(content, cp_isolation=_OTHERS).best()
    return guess.encoding if guess else "cp1252"


def _is_chinese(text: str) -> bool:
    # Other texts that happen to be valid GB18030 read as rare characters; Chinese mostly has those of GB2312.
    foreign = [c for c in text[:_SAMPLE] if not c.isascii()]
    common = sum(1 for c in foreign if len(c.encode("gb2312", "ignore")) == 2)
    return common >= len(foreign) / 2


def _text(content: bytes, encoding: str) -> str:
    try:
        return _checked(content.decode(encoding))
    except UnicodeDecodeError:
        raise Misread(say("binary")) from None


def _checked(text: str) -> str:
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise Misread(say("binary"))
    return text
