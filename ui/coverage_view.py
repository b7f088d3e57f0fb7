"""Who of us knows whom of theirs: a row for each of theirs, the weightiest first, a column for each of us."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from graph.analysis.account import Analysis
from graph.analysis.coverage import Cell, matrix
from graph.analysis.finding import about
from graph.model import SCALES
from ui.language import _, language, say

BLANK, MOST_ROWS = "", 200


def coverage_matrix(known: Analysis) -> None:
    """The matrix as a table with the rung of each tie, darker the closer; and how to read it. Without shares of the decision where
    nobody can be named who decides."""
    now, tells = known.snapshot, known.model.basis.tells
    found = matrix(now, known.opportunity, known.share_of, on=known.today, settings=known.model.settings)
    if not found.rows:
        st.info(_("Nobody of our team is on the map yet. Add them there (“Add”), and draw who knows whom."))
        return
    names = {id: say(now.called(id)) for id in (*found.rows, *found.columns)}
    heads = _apart({id: f"{names[id]} ({say(about(found.reach[id]))})" if tells else names[id] for id in found.rows})
    rows = [{_("Name"): names[theirs], **({_("Share of the decision"): say(about(known.share_of[theirs]))} if tells else {}),
             _("Coverage"): f"{100 * found.met[theirs]:.0f} %", **{heads[ours]: _shown(found.cells.get((ours, theirs))) for ours in found.rows}}
            for theirs in found.columns[:MOST_ROWS]]
    worth = pd.DataFrame([[0.0] * (1 + tells) + [found.met[theirs], *(_worth(found.cells.get((ours, theirs))) for ours in found.rows)]
                          for theirs in found.columns[:MOST_ROWS]], columns=list(rows[0]))
    table = pd.DataFrame(rows).style.apply(lambda column: [_colour(value) for value in worth[column.name]], axis=0)
    st.dataframe(table, hide_index=True, height=min(38 + 35 * len(rows), 500), key=f"coverage:{now.account_id}")
    rungs = " · ".join(f"{level.code} {level.name.of(language())}" for level in SCALES["personal_level"].levels)
    if tells:
        st.caption(_("In brackets: the part of the decision that each of us would cover alone. The rungs: {rungs}. Red is a quarrel.", rungs=rungs))
    else:
        st.caption(_("The rungs: {rungs}. Red is a quarrel.", rungs=rungs))


def _apart(names: dict[str, str]) -> dict[str, str]:
    """The same names, those that two people share told apart by a number: a table needs a head for each column."""
    shared = Counter(names.values())
    nth: Counter[str] = Counter()
    for id, name in names.items():
        nth[name] += 1
        names[id] = f"{name} [{nth[name]}]" if shared[name] > 1 else name
    return names


def _shown(cell: Cell | None) -> str:
    return BLANK if cell is None else str(cell.level or "●")


def _worth(cell: Cell | None) -> float:
    return 0.0 if cell is None else cell.closeness


def _colour(value: float) -> str:
    """Violet the closer, red for a quarrel; legible on light and dark."""
    if not value:
        return ""
    red, green, blue = (100, 87, 214) if value > 0 else (192, 80, 63)
    return f"background-color: rgba({red}, {green}, {blue}, {0.12 + 0.5 * min(abs(value), 1):.2f})"
