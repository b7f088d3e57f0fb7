"""From what was typed to lines that can be read: one width, one kind of punctuation, no bullets."""

from __future__ import annotations

import re

from graph.model.validate import UNWANTED

LONGEST = 600
_CHARACTERS = str.maketrans({
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}, "\u3000": " ", "\t": " ", "、": ",", "。": ".", "−": "-", "‐": "-",
    "‑": "-", "【": "(", "】": ")", "〔": "(", "〕": ")", **dict.fromkeys("“”„‟«»「」『』", '"'), **dict.fromkeys("‘’‚´`", "'")})
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_BULLET = re.compile(r"^(?:[-*•·▪◦]\s+|\(?\d{1,3}[.),]\s*(?=\D))")
CJK = "[\u3400-\u9fff]"
_DASH = "[-=—–~─━]"
CONNECTOR = re.compile(
    rf"(?P<both><+{_DASH}+>+|[↔⇄⇔⟷])|(?P<rivals>{_DASH}*-\|+>?|⊣|[×✕✖╳]|-+x-*>?(?=\s)|(?<=\s)(?:x|vs\.?)(?=\s+[^\s\-=<>])|(?<={CJK})(?:[xX]|vs\.?)(?={CJK}))"
    rf"|(?P<right>{_DASH}+>+|[→➔➜➝⇒⟶⮕►])|(?P<left><+{_DASH}+|[←⇐⟵])|(?P<plain>-{{2,}}|[—─━]+)")
"""What stands between two names: an arrow, a sign of conflict, or a plain line."""
LABELLED = re.compile(rf"{_DASH}+\s*[\[(]?(?P<label>[^\-=—–~─━<>\[\]()]+?)[\])]?\s*{_DASH}+>")
"""An arrow with a word in it: A -advice-> B."""


def statements(text: str) -> list[str]:
    """What was typed, statement by statement, as it was typed. Usually a line is one; ties may stand behind each other."""
    found: list[str] = []
    for line in text.splitlines():
        pieces = re.split("[;；]", line)
        alone = len(pieces) > 1 and all(CONNECTOR.search(tidy(piece)) for piece in pieces)
        found += pieces if alone else [line]
    return [piece.strip() for piece in found if tidy(piece) and not tidy(piece).startswith("#")]


def tidy(line: str) -> str:
    """A line without bullets, needless blanks and what nobody can see."""
    plain = _INVISIBLE.sub("", UNWANTED.sub("", line)).translate(_CHARACTERS)
    plain = _BULLET.sub("", " ".join(plain.split()))
    return plain.rstrip(" .,;!")


def listed(text: str) -> list[str]:
    """The items of a list: "Ann, Ben and Cy", "王强、李娜和张伟". A name that holds 和 is left whole."""
    found: list[str] = []
    for item in re.split(r",|\s&\s|\sand\s|\s(?:和|与|及|跟)\s", text):
        found += re.split(rf"(?<={CJK}{CJK})(?:和|与|及|跟)(?={CJK}{CJK})", item)
    return [item.strip() for item in found if item.strip()]


def in_words(text: str, words: list[str]) -> bool:
    """Whether a text is one of these words."""
    return text.strip().casefold() in words
