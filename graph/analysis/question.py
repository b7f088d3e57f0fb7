"""A question of the catalogue: what it asks, how it is answered, where that comes from and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.analysis.finding import NOTHING, Finding
from graph.analysis.ranges import Range
from graph.model import Text

if TYPE_CHECKING:
    from graph.analysis.account import Analysis

GROUPS = {
    "decision": Text("The decision", "决策"), "access": Text("Coverage and access", "覆盖与接触"),
    "knowledge": Text("What we know", "我们知道什么"), "camps": Text("Camps and agreement", "派系与共识"),
    "structure": Text("Structure and rules", "结构与规则")}
"""The groups of questions, in the order in which they are read."""


@dataclass(frozen=True)
class Question:
    """One question. `code` is its name in commands and documents, `number` its place in the catalogue; `method` says how it is
    answered in plain words, `source` where the method comes from, `limits` what the answer does not tell."""

    code: str
    number: int
    group: str
    asks: Text
    method: Text
    source: str
    limits: Text

    def says(self, sentence: Text, number: Range | None = None, **more: Any) -> Finding:
        """An answer; its number has a range. `more` are fields of `Finding`."""
        return Finding.of(self.code, self.asks, sentence, number, **more)

    def silent(self, why: Text, would_change: Text = NOTHING, **more: Any) -> Finding:
        """No answer, and why: what is missing before it can be said."""
        return Finding.of(self.code, self.asks, why, would_change=would_change, answered=False, sure=False, **more)


Answer = Callable[["Analysis"], Finding]
