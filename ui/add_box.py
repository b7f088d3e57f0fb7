"""What a map needs besides people: departments, factions, our team, competitors, and owners and authorities with their tie."""

from __future__ import annotations

import streamlit as st

from graph.model import SCALES, Snapshot, Text, Tie, new_id
from graph.store import Change, Put, put
from ui.language import _, language, plain, say
from ui.saving import save


def add_others(now: Snapshot, deal: str) -> None:
    """A form for each kind of thing."""
    words = {"Department": _("Department"), "Faction": _("Faction"), "TeamMember": _("One of our team"), "Competitor": _("Competitor"),
             "Organisation": _("Owner or authority")}
    kind = str(st.selectbox(_("What"), list(words), format_func=lambda k: words[k], key="add_kind"))
    with st.form("add_other", clear_on_submit=True, border=False):
        name = st.text_input(_("Called"), key="add_name").strip()
        more: dict[str, str] = {}
        ties: list[Change] = []
        id = new_id()
        if kind == "Organisation":
            more, ties = _organisation(now, deal, id)
        if st.form_submit_button(_("Add"), type="primary") and name:
            save(now.account_id, [Put(kind, id, {"name": name, **more}), *ties], base=now.revision,
                 label=Text("Add {who}", "添加 {who}").format(who=name))
            st.rerun()


def _organisation(now: Snapshot, deal: str, id: str) -> tuple[dict[str, str], list[Change]]:
    """The kind of an organisation, and what it owns or must approve: without a tie it is on no chart."""
    scale = SCALES["organisation_kind"]
    sort = str(st.selectbox(scale.name.of(language()), scale.codes, format_func=lambda c: scale[c].name.of(language()), key="add_sort"))
    ends = {now.account_id: _("owns a share of {what}", what=now.account.name), deal: _("must approve {what}", what=say(now.called(deal))),
            **{o: _("owns a share of {what}", what=say(now.called(o))) for o in now.organisations}}
    end = str(st.selectbox(_("It"), list(ends), format_func=lambda e: plain(ends[e]), key="add_end",
                           index=1 if sort == "GOVERNMENT" else 0))
    part = float(st.number_input(_("Share, or chance that it says yes (%)"), 1.0, 100.0, 50.0, 1.0, key="add_part")) / 100
    tie = Tie(new_id(), kind="APPROVES" if end == deal else "OWNS", source=id, target=end, strength=part)
    return {"kind": sort}, [put(tie)]
