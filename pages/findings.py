"""Findings: every question of the catalogue answered for the open account, and what would happen if."""

import streamlit as st

from graph.analysis.catalogue import QUESTIONS, answers, by_use
from ui.finding_view import group_name, show, stop
from ui.forecast_box import forecast_box
from ui.frame import link_to, open_snapshot, told
from ui.language import _, plain, say
from ui.saving import show_refusal
from ui.state import Keys, opened
from ui.stores import analysis
from ui.undo import undo_and_redo
from ui.what_if_box import what_if_box

now = open_snapshot()
title, undo_box, redo_box = st.columns([6, 1, 1], vertical_alignment="bottom")
title.title(_("Findings"))
undo_and_redo(now, undo_box, redo_box)
deal = now.opportunity(opened(Keys.OPPORTUNITY))
st.caption(plain(f"{now.account.name} · {deal.name}"))
if not now.people:
    st.info(_("There is nobody to ask about yet. Draw people on the map, or import a list."))
    link_to("import", _("Import people and ties"), account=now.account_id, icon=":material/upload_file:")
    st.stop()
known = analysis(now, opened(Keys.OPPORTUNITY))
show_refusal()
stop(known)

if known.model.basis.tells:
    with st.expander(_("What if?"), icon=":material/alt_route:", expanded=True), told():
        what_if_box(known)

with st.expander(_("Forecasts kept"), icon=":material/query_stats:", key=f"forecasts:{now.account_id}"), told():
    forecast_box(now, known)

found = answers(known)
groups = list(dict.fromkeys(QUESTIONS[f.question].group for f in found if f.answered))
group = st.pills(_("Questions"), groups, format_func=group_name, label_visibility="collapsed", key=f"group:{now.account_id}")
wanted = [f for f in by_use(found) if not group or QUESTIONS[f.question].group == group]
left, right = st.columns(2)
for k, finding in enumerate([f for f in wanted if f.answered]):
    with (left, right)[k % 2]:
        show(known, finding)

silent = [f for f in wanted if not f.answered]
if silent:
    st.subheader(_("Cannot be answered yet"))
    for finding in silent:
        with st.container(gap=None):
            st.markdown(f"**{plain(say(finding.asks))}** {plain(say(finding.sentence))}")
            if say(finding.would_change):
                st.caption(_("Missing: {what}", what=plain(say(finding.would_change))))
