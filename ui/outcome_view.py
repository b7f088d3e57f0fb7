"""How the decision would fall, as one bar: for us, undecided, against us."""

from __future__ import annotations

import streamlit as st

from graph.analysis.outcome import Outcome
from ui.finding_view import in_words
from ui.language import _

ENDS = ("#3f8f6b", "#9aa0a6", "#c0503f")


def in_fives(outcome: Outcome) -> tuple[int, int, int]:
    """The chances of winning, no decision and losing in points, no finer than 5, together 100."""
    win, lose = (5 * round(20 * chance) for chance in (outcome.win, outcome.lose))
    return win, max(100 - win - lose, 0), min(lose, 100 - win)


def outcome_bar(outcome: Outcome, *, label: str) -> None:
    """The three chances beside one another, and the outcome with its range."""
    points = in_fives(outcome)
    names = (_("for us"), _("no decision"), _("against us"))
    text = " · ".join(f"{name} {part} %" for name, part in zip(names, points, strict=True))
    parts = "".join(f'<i style="display:block;width:{part}%;background:{colour}"></i>' for part, colour in zip(points, ENDS, strict=True))
    st.html(f'<div style="font-size:.85rem"><b>{label}</b> {text}<div style="display:flex;height:14px;border-radius:7px;overflow:hidden;margin:.3rem 0" '
            f'role="img" aria-label="{label}: {text}">{parts}</div>'
            f'<span style="opacity:.75">{_("Outcome")} {in_words(outcome.number, "outcome")}</span></div>')
