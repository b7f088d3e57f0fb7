"""The import page's working parts: reading, and the mapping that a person can correct."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import streamlit as st

from graph.model import KINDS, Snapshot
from loaders import FIELDS, Duplicate, KindChoice, KindUse, Loaded, Problem, Source, Table, load, propose, read_tables
from ui.language import _, language, plain, say

SHOWN = 200


@st.cache_data(show_spinner=False, max_entries=4)
def tables_of(sources: tuple[tuple[str, bytes], ...]) -> tuple[list[Table], list[Problem]]:
    """The tables of the uploaded files."""
    return read_tables([Source(name, content) for name, content in sources])


def understood(tables: list[Table], problems: list[Problem], now: Snapshot | None, deal: str | None) -> Loaded:
    """What the files say with the corrections that stand on the page; the progress is shown."""
    bar = st.progress(0.0, text=_("Reading"))
    try:
        return load(tables, columns=_chosen_columns(tables), kinds=_chosen_kinds(tables), snapshot=now, problems=problems,
                    opportunity=now.opportunity(deal) if now else None, choices=_choices(),
                    progress=lambda part, _sentence: bar.progress(part, text=_("Reading")))
    finally:
        bar.empty()


def column_form(tables: list[Table], used: Loaded) -> None:
    """Which column is which field, to correct."""
    for table in tables:
        role = next((t.role for t in used.tables if t.key == table.key), table.role)
        kind = _("people") if role == "people" else _("ties")
        with st.expander(_("Columns of {file}: {rows} rows of {what}", file=plain(table.name), rows=len(table.rows), what=kind)):
            st.caption(f"{table.encoding} {plain(repr(table.delimiter)) if table.delimiter else ''}")
            st.dataframe(pd.DataFrame([row for _number, row in table.rows[:5]]), hide_index=True)
            fields = FIELDS[role]
            boxes = st.columns(3)
            for k, header in enumerate(table.headers):
                now = used.columns[table.key][header]
                boxes[k % 3].selectbox(
                    plain(header), ["", *fields], index=["", *fields].index(now) if now in fields else 0,
                    format_func=lambda f, fs=fields: say(fs[f]) if f else _("keep as another column"),
                    key=f"column|{table.file}|{table.sheet}|{header}")


def kind_form(tables: list[Table], uses: Mapping[str, KindUse]) -> None:
    """Which word is which kind of tie, to correct."""
    if not uses:
        return
    found = propose(tables).kinds
    with st.expander(_("Kinds of tie"), expanded=any(not use.recognised for use in uses.values())):
        options = ["as_read", *(k.code for k in KINDS.values() if k.between_people), "own"]
        for word, use in uses.items():
            left, right, turn = st.columns([3, 4, 2], vertical_alignment="bottom")
            left.markdown(f"**{plain(word) or '–'}**  \n" + _("{n} rows", n=use.count)
                          + ("" if use.recognised else " · " + _("unknown word")))
            right.selectbox(_("is read as"), options, key=f"kind|{word}", label_visibility="collapsed",
                            format_func=lambda c, w=word: _read_as(found[w]) if c == "as_read" else
                            _("a layer of its own") if c == "own" else KINDS[c].name.both(language()))
            turn.toggle(_("Reverse direction"), value=found[word].reverse, key=f"turn|{word}",
                        help=_("Read each tie from “to” to “from”."))
            st.caption(plain(_sentence(word, use)))


def problem_list(problems: tuple[Problem, ...]) -> None:
    """Every problem with file, row and column, and what would be right."""
    if not problems:
        return
    blocking = sum(p.blocking for p in problems)
    (st.error if blocking else st.warning)(_("Problems: {n}. Of these, {left} leave something out.",
                                             n=len(problems), left=blocking))
    ordered = sorted(problems, key=lambda p: not p.blocking)
    st.dataframe(pd.DataFrame([{_("File"): p.file, _("Row"): str(p.row or ""), _("Column"): p.column,
                                _("What is wrong, and what would be right"): p.message.of(language()),
                                _("Left out"): p.blocking} for p in ordered[:SHOWN * 5]]), hide_index=True,
                 height=min(38 + 35 * len(problems), 300))


def duplicate_form(duplicates: tuple[Duplicate, ...]) -> None:
    """People who seem to be known already, for decision."""
    if not duplicates:
        return
    words = {"same": _("the same person: complete"), "new": _("another person: add"), "skip": _("leave the row out")}
    with st.expander(_("The same person twice? {n} to decide", n=len(duplicates)), expanded=len(duplicates) <= 5):
        for duplicate in duplicates[:SHOWN]:
            left, right = st.columns([4, 3], vertical_alignment="bottom")
            rows = ", ".join(f"{file} {row}" for file, row in duplicate.rows)
            left.markdown(f"**{plain(duplicate.name)}** ({plain(rows)})  \n{plain(say(duplicate.reason))}")
            right.selectbox(_("is"), duplicate.choices, index=duplicate.choices.index(duplicate.default), format_func=words.get,
                            key=f"same|{duplicate.key}", label_visibility="collapsed")


def _chosen_columns(tables: list[Table]) -> dict[tuple[str, str], dict[str, str]]:
    chosen: dict[tuple[str, str], dict[str, str]] = {}
    for table in tables:
        picked = {h: st.session_state.get(f"column|{table.file}|{table.sheet}|{h}") for h in table.headers}
        if any(v is not None for v in picked.values()):
            chosen[table.key] = {h: v for h, v in picked.items() if v is not None}
    return chosen


def _chosen_kinds(tables: list[Table]) -> dict[str, KindChoice]:
    chosen = {}
    for word, found in propose(tables).kinds.items():
        code = st.session_state.get(f"kind|{word}", "as_read")
        choice = found if code == "as_read" else KindChoice("OTHER", word or "tie") if code == "own" else KindChoice(code)
        chosen[word] = replace(choice, reverse=st.session_state.get(f"turn|{word}", found.reverse))
    return chosen


def _choices() -> dict[str, str]:
    return {str(key).removeprefix("same|"): value for key, value in st.session_state.items() if str(key).startswith("same|")}


def _read_as(choice: KindChoice) -> str:
    name = KINDS[choice.kind].name.both(language())
    return f"{choice.label} ({name})" if choice.label else name


def _sentence(word: str, use: KindUse) -> str:
    a, b = ("B", "A") if use.choice.reverse else ("A", "B")
    reads = KINDS[use.choice.kind].reads.format(a=a, b=b).of(language())
    return f"A –{word}→ B: {reads}" + (" (−)" if use.choice.sign == -1 else "")
