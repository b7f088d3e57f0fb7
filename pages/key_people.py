"""Key people: the ranking with ranges, who of us knows whom, and which centrality says what."""

from typing import Any

import pandas as pd
import streamlit as st

from graph.analysis.account import Analysis
from graph.analysis.catalogue import layer_answers
from graph.analysis.centrality import MEASURES
from graph.analysis.finding import place, whole
from graph.model import SCALES, in_both
from graph.network import layer_name
from ui.coverage_view import coverage_matrix
from ui.finding_view import show, stop
from ui.frame import link_to, open_snapshot
from ui.language import _, language, plain, say
from ui.state import Keys, opened
from ui.stores import analysis


def ranking(known: Analysis, layer: str | None) -> pd.DataFrame:
    """One row a person, the largest share first; shares in whole points, and none where nobody can be named who decides."""
    rows: list[dict[str, Any]] = []
    tells, mass = known.model.basis.tells, round(100 * known.model.settings.range_mass)
    for i in known.shares.ranked():
        id = known.shares.people[i]
        person, share, rank = known.snapshot.people[id], known.shares.share[i], known.shares.rank[i]
        department = known.snapshot.departments.get(person.department or "")
        attitude = SCALES["attitude"][known.snapshot.position(known.opportunity, id).attitude or "U"]
        rows.append({
            "id": id, _("Name"): say(in_both(person.name, person.name_alt)), _("Title"): say(in_both(person.title or "", person.title_alt)) or None,
            _("Department"): say(in_both(department.name, department.name_alt)) if department else None,
            **({_("Share of the decision"): round(100 * share.value), _("Range ({mass} %)", mass=mass): say(whole(share)),
                _("Place"): place(rank)} if tells else {}),
            _("Attitude"): f"{attitude.code} {attitude.name.both(language())}",
            _("Coverage"): round(100 * known.met[id]),
            **({say(m.name): known.centrality[layer].get(id, {}).get(m.key) for m in MEASURES.values()} if layer else {})})
    return pd.DataFrame(rows)


now = open_snapshot()
st.title(_("Key people"))
st.caption(plain(now.account.name))
if not now.people:
    st.info(_("There is nobody to rank yet. Draw people on the map, or import a list."))
    link_to("import", _("Import people and ties"), account=now.account_id, icon=":material/upload_file:")
    st.stop()
known = analysis(now, opened(Keys.OPPORTUNITY))

link_to("findings", _("All findings"), account=now.account_id)

st.subheader(_("Ranking"))
layers = list(known.centrality)
layer = st.selectbox(_("Centralities of the layer"), layers, format_func=lambda name: say(layer_name(name)),
                     help=_("Each layer is measured alone: who is asked for advice is not who is liked.")) if layers else None
if not known.model.basis.tells:
    st.info(_("There are no shares of the decision: no role and no listening tie is known. The order shows who is connected, not who decides."))
table = ranking(known, layer)
share = _("Share of the decision")
picked = st.dataframe(
    table, hide_index=True, placeholder="", column_order=[c for c in table.columns if c != "id"], on_select="rerun", selection_mode="single-row",
    key=f"ranking_{now.account_id}", height=min(38 + 35 * len(table), 640), column_config={
        **({share: st.column_config.ProgressColumn(format="%d %%", min_value=0, max_value=max(int(table[share].max()), 1))} if share in table else {}),
        _("Coverage"): st.column_config.NumberColumn(format="%d %%"),
        **{say(m.name): st.column_config.NumberColumn(format="%.3g", help=f"{say(m.meaning)} ({say(m.range)}; {m.source})")
           for m in MEASURES.values()}})
rows = picked.selection.rows if picked else []
if rows:
    chosen = table.iloc[rows[0]]
    link_to("map", _("Show {who} on the map", who=plain(str(chosen[_("Name")]))), account=now.account_id, person=str(chosen["id"]))
else:
    st.caption(_("Select a row to see the person on the map."))

st.subheader(_("Who knows whom"))
coverage_matrix(known)

if layer_answers(known):
    st.subheader(_("Which layer says what"))
    stop(known)
    left, right = st.columns(2)
    for k, finding in enumerate(layer_answers(known)):
        with (left, right)[k % 2]:
            show(known, finding)
