"""The row above the map: which layout, what colour and size mean, which layers, as of when, and the maps with a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from graph.analysis.account import Analysis
from graph.drawing import fills, sizes
from graph.drawing.layouts import LAYOUTS
from graph.drawing.saved import places_for
from graph.drawing.view import View
from graph.model import SCALES, Snapshot, Text, new_id
from graph.network import layer_name
from graph.store import Delete, Put, puts
from ui.language import _, language, plain, say
from ui.looking import look, of_saved, to_save
from ui.map_view import all_layers
from ui.saving import save
from ui.state import Keys, opened
from ui.stores import past


def layout_choice(now: Snapshot, view: View) -> None:
    """The layouts, and whom they go round."""
    names = {level.code: level.name.of(language()) for level in SCALES["layout"].levels if level.code in LAYOUTS}
    picked = st.selectbox(_("Layout"), list(names), index=list(names).index(view.layout), format_func=lambda c: names[c],
                          key=f"layout:{view.layout}", label_visibility="collapsed")
    if picked != view.layout:
        selected = opened(Keys.PERSON) or ""
        leader = "" if not LAYOUTS[picked].led else selected if selected in now.people else view.leader
        _go(replace(view, layout=picked, leader=leader, layers=None))


def look_box(now: Snapshot, known: Analysis, view: View) -> None:
    """Whom the picture goes round, colour, size, layers, and the day."""
    if LAYOUTS[view.layout].led:
        tongue = language()
        names = {person: now.called(person).of(tongue) for person in now.people}
        people = {"": _("the decision"), **dict(sorted(names.items(), key=lambda item: item[1]))}
        leader = _pick(_("Round whom"), list(people), view.leader, people.__getitem__, "leader")
        if leader != view.leader:
            _go(replace(view, leader=leader))
    fill_names, size_names = fills.choices(known), sizes.choices(known)
    fill = _pick(_("Colour by"), list(fill_names), view.fill, lambda c: say(fill_names[c]), "fill")
    size = _pick(_("Size by"), list(size_names), view.size, lambda c: say(size_names[c]), "size")
    if (fill, size) != (view.fill, view.size):
        _go(replace(view, fill=fill, size=size))
    _layers(now, view)
    day = st.date_input(_("As of"), value=date.fromisoformat(view.as_of) if view.as_of else None, max_value="today",
                        key=f"as_of:{view.as_of}", help=_("The map as it was at the end of that day; empty for now. The past cannot be edited."))
    wanted = day.isoformat() if day and day < date.today() else ""
    if wanted != view.as_of:
        if wanted:
            past(now, wanted)  # raises where there was no account yet
        _go(replace(view, as_of=wanted))


def _layers(now: Snapshot, view: View) -> None:
    every = list(dict.fromkeys([*all_layers(now), *(LAYOUTS[view.layout].layers or ())]))
    usual = LAYOUTS[view.layout].layers
    on = [layer for layer in every if (layer in view.layers if view.layers is not None else usual is None or layer in usual)]
    chosen = st.pills(_("Layers"), every, selection_mode="multi", default=on, format_func=lambda layer: plain(say(layer_name(layer))),
                      key=f"layers:{view.layout}:{'|'.join(on)}")
    outside = st.toggle(_("Our team and competitors"), value=view.outside, key=f"outside:{view.outside}")
    if set(chosen) != set(on) or outside != view.outside:
        _go(replace(view, layers=frozenset(chosen) if set(chosen) != set(on) else view.layers, outside=outside))


def maps_box(now: Snapshot, view: View) -> None:
    """The maps with a name: open one, keep this one, keep the selected people as one, let one go."""
    saved = sorted((v for v in now.views.values() if not v.step), key=lambda v: v.name)
    for one in saved:
        label = plain(one.name)
        opener, away = st.columns([6, 1], vertical_alignment="center")
        if opener.button(label, key=f"open_view:{one.id}", width="stretch", type="primary" if one.id == view.saved else "secondary"):
            st.session_state[Keys.OPENINGS] = st.session_state.get(Keys.OPENINGS, 0) + 1  # with its filters, though it be open
            _go(of_saved(one))
        if away.button("", icon=":material/delete:", key=f"drop_view:{one.id}", help=_("Delete this map; its people stay in the account")):
            save(now.account_id, [Delete(one.id)], base=now.revision, label=Text("Delete the map {name}", "删除视图 {name}").format(name=one.name))
            st.rerun()
    if view.saved and st.button(_("Everybody of the account"), icon=":material/groups:", width="stretch"):
        _go(replace(view, saved=""))
    chosen = [p for p in st.session_state.get(Keys.CHOSEN, []) if p in now.people]
    with st.form("keep_view", clear_on_submit=True, border=False):
        name = st.text_input(_("Keep this map as")).strip()
        only = st.checkbox(_("Only the {n} selected people", n=len(chosen)), value=False) if chosen else False
        if st.form_submit_button(_("Keep"), type="primary") and name:
            _keep(now, view, name, chosen if only else [])
    if view.saved and st.button(_("Keep the changes in {name}", name=plain(now.views[view.saved].name)), icon=":material/save:", width="stretch"):
        held = now.views[view.saved]
        save(now.account_id, [Put("MapView", held.id, to_save(view, filters=tuple(st.session_state.get(Keys.FILTERS, []))))],
             base=now.revision, label=Text("Change the map {name}", "更改视图 {name}").format(name=held.name))
        st.rerun()


def _keep(now: Snapshot, view: View, name: str, only: list[str]) -> None:
    """A new map with a name; who was removed from the present one is not on it either, and people lie as they lie here."""
    deal = now.opportunity(opened(Keys.OPPORTUNITY)).id
    id = new_id()
    new = replace(view, saved=id)
    fields = to_save(view, name=name, opportunity=deal, everybody=not only, filters=tuple(st.session_state.get(Keys.FILTERS, [])))
    save(now.account_id, [Put("MapView", id, fields), *puts(places_for(now, view, new, deal, only))], base=now.revision, label=Text("Keep the map {name}", "保存视图 {name}").format(name=name))
    _go(new)


def _pick(label: str, options: list[str], value: str, shown: object, key: str) -> str:
    found = value if value in options else options[0]
    return str(st.selectbox(label, options, index=options.index(found), format_func=shown, key=f"{key}:{found}"))


def _go(view: View) -> None:
    look(view)
    st.rerun()
