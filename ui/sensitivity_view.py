"""What the answer hangs on, drawn: a bar for each judgement from halved to doubled, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from graph.analysis.account import Analysis
from graph.analysis.finding import signed
from graph.analysis.sensitivity import LEAST, Case, Effect
from graph.model import SETTINGS, Text
from ui.language import _, say

MOST = 10
HALVED, DOUBLED = "#c9a227", "#6457d6"
NARROWEST = 0.05
"""The axis reaches at least so far to either side, so that small effects look small."""


def meaning(name: str) -> str:
    """What a setting means, as the words of a row."""
    return _row(SETTINGS[name].meaning)


def _row(what: Text) -> str:
    text = say(what)
    return text[:1].upper() + text[1:]


def tornado(effects: Sequence[Effect]) -> None:
    """The judgements that move the outcome, the largest effect on top; the line is the outcome as it is."""
    shown = [e for e in effects if e.size >= LEAST][:MOST]
    if not shown:
        st.caption(_("None of them moves the outcome; they change who belongs to the small circle."))
        return
    how, now = {_("halved"): HALVED, _("doubled"): DOUBLED}, shown[0].now.outcome
    rows = [{"what": _row(e.judgement.what), "how": name, "from": now, "to": case.outcome, "shown": _outcome(e, case), "value": f"{case.value:g}"}
            for e in shown for name, case in zip(how, (e.halved, e.doubled), strict=True)]
    ends = [now - NARROWEST, now + NARROWEST, *(case.outcome for e in shown for case in (e.halved, e.doubled))]
    bars = alt.Chart(pd.DataFrame(rows)).mark_bar(height=13, cornerRadius=2).encode(
        x=alt.X("from:Q", title=_("Outcome (−1 all against us, +1 all for us)"), scale=alt.Scale(domain=[min(ends), max(ends)], nice=True),
                axis=alt.Axis(format="+.2f", tickCount=6)),
        x2="to:Q", y=alt.Y("what:N", sort=[_row(e.judgement.what) for e in shown], title=None, axis=alt.Axis(labelLimit=520, labelFontSize=13)),
        color=alt.Color("how:N", title=None, scale=alt.Scale(domain=list(how), range=list(how.values())), legend=alt.Legend(orient="top")),
        tooltip=[alt.Tooltip("what", title=_("Judgement")), alt.Tooltip("how", title=" "), alt.Tooltip("value", title=_("Value")), alt.Tooltip("shown", title=_("Outcome"))])
    line = alt.Chart(pd.DataFrame([{"now": now}])).mark_rule(strokeDash=[3, 3]).encode(x="now:Q")
    if any(e.judgement.name not in SETTINGS for e in shown):
        st.caption(_("The weights of roles, the openness of parties and what an unknown attitude counts belong to the scales: they are no settings of an "
                     "account, and the same for all."))
    st.altair_chart((bars + line).properties(height=130 + 32 * len(shown)))


def effects_table(known: Analysis, effects: Sequence[Effect]) -> None:
    """The outcome, who is first and who comes into the small circle or leaves it, for each judgement halved and doubled."""
    st.dataframe(pd.DataFrame([{
        _("Judgement"): _row(e.judgement.what), _("Value"): e.now.value,
        _("Halved"): _outcome(e, e.halved), _("Doubled"): _outcome(e, e.doubled),
        _("Becomes first"): _others(known, e), _("Small circle, halved / doubled"): _circle(e)} for e in effects]), hide_index=True, placeholder="",
        height=38 + 35 * min(len(effects), MOST), column_config={_("Value"): st.column_config.NumberColumn(format="%g", width="small")})


def _outcome(effect: Effect, case: Case) -> str:
    """The outcome of a case, with the value where that is not half or twice."""
    told = signed(case.outcome)
    return _("{outcome} (at {value}, the end of its range)", outcome=told, value=f"{case.value:g}") if effect.cut(case) else told


def _others(known: Analysis, effect: Effect) -> str:
    cases = ((_("halved"), effect.halved), (_("doubled"), effect.doubled))
    return ", ".join(f"{say(known.snapshot.called(case.first))} ({how})" for how, case in cases if case.first and case.first != effect.now.first)


def _circle(effect: Effect) -> str:
    """How many come in and go out, as "+1 −2 / +0 −1" for halved and doubled; nothing when the circle stays."""
    if effect.halved.circle == effect.doubled.circle == effect.now.circle:
        return ""
    return " / ".join(_change(effect.now, case) for case in (effect.halved, effect.doubled))


def _change(now: Case, then: Case) -> str:
    came, went = len(then.circle - now.circle), len(now.circle - then.circle)
    return " ".join(part for part in (f"+{came}" * bool(came), f"−{went}" * bool(went)) if part) or "="
