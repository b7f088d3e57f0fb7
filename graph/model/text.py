"""A piece of text in the two languages of the product."""

from __future__ import annotations

import re
from typing import NamedTuple

_NO_GAP = re.compile(r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]) +(?=[\u3400-\u9fff])")  # a gap meant for Latin names


def in_both(text: str, other: str | None) -> Text:
    """A text and its form in the other language, told apart by whether it is written in Chinese."""
    if any("\u3400" <= ch <= "\u9fff" for ch in text):
        return Text(other or text, text)
    return Text(text, other or text)


class Text(NamedTuple):
    """English and Chinese, side by side; neither is a translation key of the other."""

    en: str
    zh: str

    def of(self, language: str) -> str:
        """The text in `language` ("zh" for Chinese, anything else for English)."""
        return self.zh if language == "zh" else self.en

    def both(self, language: str) -> str:
        """The chosen language first and the other behind it, as scales are shown on screen."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first if first == second else f"{first} · {second}"

    def format(self, **values: object) -> Text:
        """Both texts with `values` filled in; a `Text` among the values goes in by language."""
        def pick(language: str) -> dict[str, object]:
            return {k: v.of(language) if isinstance(v, Text) else v for k, v in values.items()}
        return Text(self.en.format(**pick("en")), _NO_GAP.sub("", self.zh.format(**pick("zh"))))
