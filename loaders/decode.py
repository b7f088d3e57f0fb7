"""From bytes to text: which encoding a file has, without asking."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from loaders.messages import Misread, say

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OTHERS = ["cp1252", "big5", "shift_jis", "euc_kr", "cp1251", "gb18030"]
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; raises `Misread` when the bytes are no text."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _text(content, encoding), encoding
    if b"\x00" in content:
        raise Misread(say("binary"))
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _is_chinese(text):
            return _checked(text), encoding
    guess = from_bytes(content, cp_isolation=_OTHERS).best()
    encoding = guess.encoding if guess else "cp1252"
    return _text(content, encoding), encoding


def _is_chinese(text: str) -> bool:
    # Western text that happens to be valid GB18030 reads as rare characters: an accented letter swallows the
    # letter behind it. Chinese text consists mostly of the common characters of GB2312.
    foreign = [c for c in text if not c.isascii()]
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
