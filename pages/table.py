"""Table: people and ties to edit in rows; the same changes as on the canvas, undone the same way."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from graph.errors import PowerMapError
from graph.model import KINDS, SCALES, Person, Position, Tie
from graph.network import layer_name
from ui import saving
from ui.conflicts import units
from ui.edits import Planned
from ui.frame import open_snapshot
from ui.language import _, language, plain, say
from ui.state import Keys, opened
from ui.tables import DEAL_FIELDS, PERSON_FIELDS, TIE_FIELDS, handles, people_changes, people_rows, tie_changes, tie_rows
from ui.undo import undo_and_redo


def save(key: str, plan: Callable[[Any], Any]) -> None:
    """Writes what was edited. When something stands against it, cell by cell and row by row: only that is refused or asked
    about, and the table shows what is stored."""
    made = st.session_state[key]
    try:
        write(plan(made))
        if saving.waiting():  # the editor must not send the same rows again with the next edit
            st.session_state[Keys.TABLE_TRY] = st.session_state.get(Keys.TABLE_TRY, 0) + 1
    except PowerMapError as error:
        parts = list(units(made))
        for part in parts if len(parts) > 1 else ():
            try:
                write(plan(part))
            except PowerMapError as reason:
                saving.refuse(reason)
        if len(parts) < 2:
            saving.refuse(error)
        st.session_state[Keys.TABLE_TRY] = st.session_state.get(Keys.TABLE_TRY, 0) + 1


def write(planned: Planned) -> None:
    changes, label = planned
    saving.save(now.account_id, changes, base=now.revision, label=label)


now = open_snapshot()
deal = now.opportunity(opened(Keys.OPPORTUNITY))
title, undo_box, redo_box = st.columns([6, 1.2, 1.2], vertical_alignment="bottom")
title.title(_("Table"))
undo_and_redo(now, undo_box, redo_box)
st.caption(plain(now.account.name))
saving.show_refusal()
stamp = f"{now.account_id}_{now.facts_revision}_{st.session_state.get(Keys.TABLE_TRY, 0)}_{language()}"
people_tab, ties_tab = st.tabs([_("People ({n})", n=len(now.people)), _("Ties ({n})", n=len(tie_rows(now)))])
with people_tab:
    rows = people_rows(now, deal.id)
    specs = {f: Person.specs()[f] for f in (*PERSON_FIELDS, "department")} | {f: Position.specs()[f] for f in DEAL_FIELDS}
    labels = {f: spec.name.of(language()) for f, spec in specs.items()}
    scale = {f: SCALES[f] for f in ("attitude", "coverage")}
    config: dict[str, Any] = {f: st.column_config.TextColumn(label) for f, label in labels.items()}
    config["name"] = st.column_config.TextColumn(labels["name"], required=True, pinned=True)
    config["level"] = st.column_config.NumberColumn(labels["level"], min_value=1, max_value=99, step=1)
    for field, levels in scale.items():
        config[field] = st.column_config.SelectboxColumn(
            labels[field], options=list(levels.codes), format_func=lambda c, s=levels: f"{c} {s[c].name.both(language())}")
    config["roles"] = st.column_config.MultiselectColumn(
        labels["roles"], options=list(SCALES["role"].codes), format_func=lambda c: SCALES["role"][c].name.both(language()))
    key = f"people_{stamp}"
    st.data_editor(pd.DataFrame(rows, columns=["id", "name", "name_alt", "title", "department", "level", "attitude", "coverage",
                                               "roles", "email", "note"]).astype({"level": "Int64"}),
                   key=key, num_rows="dynamic", hide_index=True, column_config=config, height=620, placeholder="",
                   column_order=["name", "name_alt", "title", "department", "level", "attitude", "coverage", "roles", "email", "note"],
                   on_change=save, args=(key, lambda made: people_changes(now, deal, rows, made)))
    st.caption(_("Double-click a cell to edit it; add a person in the last row; select rows and press Delete to remove them."))
with ties_tab:
    ties = tie_rows(now)
    names = sorted(handles(now).values())
    kinds = [k.code for k in KINDS.values() if k.between_people] + sorted({t["kind"] for t in ties} - set(KINDS))
    tie_labels = {f: Tie.specs()[f].name.of(language()) for f in (*TIE_FIELDS, "kind", "source", "target", "period")}
    tie_config: dict[str, Any] = {f: st.column_config.TextColumn(label) for f, label in tie_labels.items()}
    tie_config["kind"] = st.column_config.SelectboxColumn(tie_labels["kind"], options=kinds, required=True,
                                                          format_func=lambda c: say(layer_name(c)))
    for end in ("source", "target"):
        tie_config[end] = st.column_config.SelectboxColumn(tie_labels[end], options=names, required=True)
    tie_config["strength"] = st.column_config.NumberColumn(tie_labels["strength"], min_value=0.01, max_value=1.0, step=0.05)
    tie_config["sign"] = st.column_config.SelectboxColumn(tie_labels["sign"], options=[1, -1])
    tie_key = f"ties_{stamp}"
    st.data_editor(pd.DataFrame(ties, columns=["id", "kind", "source", "target", *TIE_FIELDS, "period"]).astype({"sign": "Int64"}),
                   key=tie_key, num_rows="dynamic", hide_index=True, column_config=tie_config, height=620, placeholder="", disabled=["period"],
                   column_order=["kind", "source", "target", *TIE_FIELDS, "period"],
                   on_change=save, args=(tie_key, lambda made: tie_changes(now, ties, made)))
    st.caption(_("“From” listens to or reports to “To”: an influence tie stands on the row of the one who is influenced."))
