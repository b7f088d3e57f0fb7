"""Forecasts that are kept: how the deal looks now, how it looked before, how it ended, and how good the forecasts were."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from graph.analysis.account import Analysis
from graph.analysis.catalogue import ask
from graph.analysis.finding import about, signed
from graph.analysis.forecasts import RESULTS, Closed, Score, chances, closed, in_words, score, verdict
from graph.errors import PowerMapError
from graph.model import SCALES, Forecast, Opportunity, Snapshot, Text, new_id
from graph.store import Change, Put, put
from graph.store.open import place_of_store
from ui.language import _, plain, say
from ui.saving import refuse, save
from ui.state import author
from ui.stores import store


def forecast_box(now: Snapshot, known: Analysis) -> None:
    """How this deal would end today, what was kept before, how it did end, and the score of all deals that have ended."""
    deal = now.opportunity(known.opportunity)
    looking, ending = st.columns([1.6, 1], gap="large")
    with looking:
        if deal.result:
            when = Text(" on {day}", "（{day}）").format(day=deal.result_date) if deal.result_date else Text("", "")
            st.markdown(_("Ended: **{how}**{when}.", how=plain(say(SCALES["deal_result"][deal.result].name)), when=plain(say(when))))
        elif not (forecast := ask(known, "forecast")).answered:
            st.caption(plain(say(forecast.sentence)))
        else:
            st.markdown(_("Today: {words}.", words=plain(say(in_words(known.headline.outcome)))))
            with st.form(f"forecast:{deal.id}", border=False, clear_on_submit=True):
                note = st.text_input(_("What it rests on"), key=f"forecast_note:{deal.id}", placeholder=_("A note for whoever looks at it later"),
                                     label_visibility="collapsed")
                if st.form_submit_button(_("Keep this forecast"), icon=":material/bookmark_add:"):
                    _keep(now, known, note.strip())
    with ending:
        _ending(now, deal)
    _kept(now, known, deal)
    if st.toggle(_("How good were the forecasts? All accounts"), key="forecast_score"):
        with st.spinner(_("Every account is being read …")):
            _scored(score(ended_deals(), known.model.settings.calibrate_from))


def ended_deals() -> list[Closed]:
    """The deals of all accounts, archived ones too, that have ended and had a forecast before."""
    return [deal for info in store().accounts(archived=True) for deal in _of_account(place_of_store(), info.id, *store().head(info.id))]


@st.cache_resource(show_spinner=False, max_entries=5000)
def _of_account(where: str, account: str, revision: int, born: str) -> list[Closed]:
    read = store().read(account)
    return [found for deal in read.opportunities.values() if (found := closed(deal, read.forecasts.values()))]


def _keep(now: Snapshot, known: Analysis, note: str) -> None:
    found = known.headline.outcome
    kept = Forecast(new_id(), opportunity=known.opportunity, date=date.today().isoformat(), win=found.win, none=found.none, lose=found.lose,
                    value=found.number.value, low=found.number.low, high=found.number.high, by=author(), note=note or None, revision=now.revision)
    _write(now, put(kept), Text("Keep the forecast of {day}", "保存 {day} 的预测").format(day=kept.date))


def _ending(now: Snapshot, deal: Opportunity) -> None:
    """How the deal ended, and when."""
    scale = SCALES["deal_result"]
    with st.form(f"ending:{deal.id}:{deal.result}:{deal.result_date}", border=False):
        how, on = st.columns(2)
        chosen = how.selectbox(_("How did it end?"), [None, *RESULTS], index=[None, *RESULTS].index(deal.result), key=f"result:{deal.id}:{deal.result}",
                              format_func=lambda code: say(scale[code].name) if code else _("still open"))
        day = on.date_input(_("On"), value=date.fromisoformat(deal.result_date) if deal.result_date else "today", max_value="today",
                            key=f"result_date:{deal.id}:{deal.result_date}")
        if st.form_submit_button(_("Record")):
            ended = {"result": chosen, "result_date": day.isoformat() if chosen and day else None}
            what = scale[chosen].name if chosen else Text("still open", "尚未结束")
            _write(now, Put("Opportunity", deal.id, ended), Text("{deal}: {how}", "{deal}：{how}").format(deal=deal.name, how=what))


def _kept(now: Snapshot, known: Analysis, deal: Opportunity) -> None:
    kept = sorted((f for f in now.forecasts.values() if f.opportunity == deal.id), key=lambda f: (f.date, f.revision or 0, f.id), reverse=True)
    if not kept:
        return
    since = _("Since then")
    ends = [say(SCALES["deal_result"][code].name) for code in RESULTS]
    rows = [{_("Date"): f.date, **{end: say(about(chance)) for end, chance in zip(ends, chances(f), strict=True)},
             _("Outcome"): signed(f.value) if f.value is not None else None,
             since: signed(known.headline.outcome.number.value - f.value) if f.value is not None and now.people and not deal.result else None,
             _("Kept by"): f.by, _("Note"): f.note} for f in kept]
    st.dataframe(pd.DataFrame(rows).drop(columns=[since] if deal.result else []), hide_index=True, placeholder="", height=38 + 35 * min(len(rows), 8))


def _scored(found: Score) -> None:
    st.markdown(plain(say(verdict(found))))
    names = SCALES["deal_result"]
    st.caption(plain(" · ".join(f"{say(names[code].name)} {count}" for code, count in found.counts.items())))
    if not found.enough:
        return
    st.dataframe(pd.DataFrame([{
        _("Chance of winning that was given"): f"{100 * b.low:.0f}–{100 * b.high:.0f} %", _("Deals"): b.count,
        _("On average"): say(about(b.said)) if b.said is not None else None, _("Won"): b.won} for b in found.bins]), hide_index=True, placeholder="")
    st.caption(_("Each deal counts once, with its last forecast from before the day it ended. Of those given about 70 %, about 70 % should be won."))


def _write(now: Snapshot, change: Change, label: Text) -> None:
    try:
        save(now.account_id, [change], base=now.revision, label=label)
    except PowerMapError as error:
        refuse(error)
        return
    st.rerun()
