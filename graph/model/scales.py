"""The scales of the domain (attitude, purchase role, circle, ...), read once from `scales.toml`.

A scale is data: code, English, Chinese, order and default. Nothing in the code repeats a level's number.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from types import MappingProxyType

from graph.errors import InvalidRecord, did_you_mean
from graph.model.text import Text


@dataclass(frozen=True)
class Level:
    """One step of a scale. `value` is the default number of the step, None when the scale has no numbers."""

    code: str
    name: Text
    value: float | None = None
    meaning: Text = Text("", "")
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Scale:
    """An ordered list of levels; `default` is a code, or "" when nothing is assumed."""

    key: str
    name: Text
    levels: tuple[Level, ...]
    default: str = ""
    ordered: bool = False
    source: str = ""

    @cached_property
    def by_code(self) -> dict[str, Level]:
        """The levels by their code."""
        return {level.code: level for level in self.levels}

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes, in the order of the scale."""
        return tuple(level.code for level in self.levels)

    def __getitem__(self, code: str) -> Level:
        if code not in self.by_code:
            raise InvalidRecord(f'"{code}" is not on the scale "{self.name.en}". {did_you_mean(code, self.codes)}',
                                f"“{code}”不在“{self.name.zh}”量表上。{did_you_mean(code, self.codes, 'zh')}")
        return self.by_code[code]

    def value(self, code: str | None) -> float:
        """The number of a level (of the default where `code` is empty, 0.0 where there is neither)."""
        level = self.by_code.get(code or self.default)
        return level.value if level and level.value is not None else 0.0

    def find(self, word: str) -> str | None:
        """The code that a person means by `word`: a code, an English or Chinese name; None when none fits."""
        wanted = word.strip().casefold()
        for level in self.levels:
            if wanted in (level.code.casefold(), level.name.en.casefold(), level.name.zh.casefold()):
                return level.code
        if self.key == "attitude" and len(wanted) == 2 and wanted[1] in "-−":
            whole = self.codes.index(wanted[0].upper()) if wanted[0].upper() in self.codes else None
            return self.codes[whole + 1] if whole is not None and wanted[0] not in "eu" else None
        return None


def _load() -> MappingProxyType[str, Scale]:
    data = tomllib.loads(resources.files("graph.model").joinpath("scales.toml").read_text("utf-8"))
    known = {"code", "en", "zh", "value", "meaning_en", "meaning_zh"}
    scales = {}
    for key, table in data.items():
        levels = tuple(
            Level(row["code"], Text(row["en"], row["zh"]), row.get("value"),
                  Text(row.get("meaning_en", ""), row.get("meaning_zh", "")),
                  {k: v for k, v in row.items() if k not in known})
            for row in table["levels"])
        scales[key] = Scale(key, Text(table["en"], table["zh"]), levels, table.get("default", ""),
                            table.get("ordered", False), table.get("source", ""))
    return MappingProxyType(scales)


SCALES = _load()
