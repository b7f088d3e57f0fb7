"""What the map page sends to the canvas: the map whole, and as a patch what changed since."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from graph.analysis.account import Analysis
from graph.analysis.catalogue import ask
from graph.analysis.finding import Finding
from graph.drawing.absent import absent, is_node
from graph.drawing.payload import map_payload
from graph.drawing.pyvis_map import canvas_data, patch
from graph.drawing.style import palette
from graph.drawing.view import View
from graph.errors import NotFound, StoreUnavailable
from graph.model import KINDS, Snapshot, Text
from graph.store.open import place_of_store
from ui import story, workshop
from ui.canvas_texts import choices, texts
from ui.language import _, say
from ui.looking import can_look_back, looking
from ui.operations import lay_out
from ui.power_map import as_sent
from ui.presence import announce
from ui.saving import refuse
from ui.state import Keys, author, opened
from ui.stores import analysis, past, snapshot, store

VIEW_CHANGE = Text("the way of looking", "查看方式")


def fresh(account: str) -> tuple[Snapshot, Analysis, View]:
    """The account as it is looked at, with everybody laid out: who is new gets a place, and it is stored for all."""
    now = snapshot(account)
    if story.playing() and not story.steps(now):  # somebody let the last step go
        story.end()
    view = looking(now)
    if view.as_of:
        try:
            then = past(now, view.as_of)
            return then, analysis(then, _deal(then), day=date.fromisoformat(view.as_of)), view
        except NotFound as error:  # before there was an account
            refuse(error)
            view = replace(view, as_of="")
            st.session_state[Keys.VIEW] = view
    known = analysis(now, opened(Keys.OPPORTUNITY))
    with suppress(StoreUnavailable):  # a store that can only be read: the places are computed, and stored when it can be written
        places = view.places(known.opportunity)
        if _laid_out(place_of_store(), account, places, now.revision, store().head(account)[1], date.today(), _known=known, _view=view):
            now = snapshot(account)
            known = analysis(now, opened(Keys.OPPORTUNITY))
    return now, known, view


@st.cache_resource(show_spinner=False, max_entries=32)
def _laid_out(where: str, account: str, places: str, revision: int, born: str, today: date, _known: Analysis, _view: View) -> bool:
    """Whether somebody was without a place at this revision, and has been given one; looked up once for everybody who looks."""
    return lay_out(store(), _known, _view) is not None


def _deal(then: Snapshot) -> str | None:
    deal = opened(Keys.OPPORTUNITY)
    return deal if deal in then.opportunities else None


def current(known: Analysis, view: View) -> dict[str, Any]:
    """The canvas data as of now."""
    account = known.snapshot.account_id
    whole = _drawn(place_of_store(), account, known.opportunity, view, known.snapshot.revision, store().head(account)[1], known.today, _known=known)
    return workshop.seen(whole, known.snapshot)


@st.cache_resource(show_spinner=False, max_entries=32)
def _drawn(where: str, account: str, deal: str, view: View, revision: int, born: str, today: date, _known: Analysis) -> dict[str, Any]:
    """The canvas data of one view on one day, made once for everybody who looks."""
    payload = map_payload(_known, view)
    return {**canvas_data(payload), "absent": absent(_known, view, payload)}


def base_of(now: Snapshot, known: Analysis, view: View) -> dict[str, Any]:
    """The map as it is sent whole: kept as it is until the view itself changes, or `too_large` let it go."""
    big = workshop.BIG if workshop.entered() or story.playing() else 1.0
    openings = st.session_state.get(Keys.OPENINGS, 0)
    shown = (now.account_id, known.opportunity, view, big, known.today, openings)
    held = st.session_state.get(Keys.BASE)
    if held is None or held["view"] != shown:
        saved, map_name, drawn = now.views.get(view.saved), f"{now.account_id}/{known.opportunity}", current(known, view)
        filters = list(saved.filters) if saved else []
        held = {"view": shown, "revision": now.revision, "data": {
            **drawn, "map": map_name, "key": f"{hash(shown)}-{now.revision}",
            "on": view.places(known.opportunity), "layout": view.layout, "readonly": bool(view.as_of), "big": big,
            "filters": filters, "saved": view.saved, "openings": openings, "lit": _seen_as(drawn, saved.lit) if saved else [],
            "revision": now.revision, "palette": palette(), "texts": texts(), **choices()}}
        held["sent"] = as_sent(held["data"])
        st.session_state[Keys.BASE] = held
    _filtered(held["data"])
    return held["data"]  # type: ignore[no-any-return]


def sent() -> bytes:
    """The map as `base_of` made it last, ready to be sent: written once, however often the page runs."""
    return st.session_state[Keys.BASE]["sent"]  # type: ignore[no-any-return]


def _filtered(base: dict[str, Any]) -> None:
    """The canvas takes over the filters that come with a map when it is another map, or one with a name is opened; else it keeps
    what was clicked since, and says so when it is a new canvas."""
    came = (base["map"], base["filters"], base["openings"])
    if st.session_state.get(Keys.FILTERED) != came:
        st.session_state[Keys.FILTERED], st.session_state[Keys.FILTERS] = came, base["filters"]


def patch_of(base: dict[str, Any], now: Snapshot, known: Analysis, view: View) -> dict[str, Any]:
    """What changed since `base`, what was acknowledged, what to tell, and what undo would take back."""
    stamp = (base["key"], now.revision, known.today, author(), can_look_back(), workshop.company(now), story.telling(), opened(Keys.ANSWER))
    held = st.session_state.get(Keys.PATCH)
    if held is None or held[0] != stamp:
        undo, redo = store().undo_label(now.account_id, author=author())
        if can_look_back():
            undo = VIEW_CHANGE
        drawn, told = current(known, view), story.canvas_data(now, view)
        steps = [{**step, "lit": _seen_as(drawn, step["lit"])} for step in told["steps"]] if told else []
        held = (stamp, {**patch(base, drawn), "map": base["map"], "base": base["key"], "revision": now.revision,
                        "story": told and {**told, "steps": steps}, "answer": _in_the_light(known, drawn), **workshop.canvas_data(now),
                        "undo": {"undo": undo and (say(undo) or _("an edit")), "redo": redo and (say(redo) or _("an edit"))}})
        st.session_state[Keys.PATCH] = held
    return last_patch(base)


def _in_the_light(known: Analysis, drawn: dict[str, Any]) -> dict[str, Any] | None:
    """The answer whose people stand in the light, by its question."""
    found = open_answer(known)
    return {"name": say(found.asks), "ids": _seen_as(drawn, found.people)} if found and found.people else None


def _seen_as(drawn: dict[str, Any], ids: Iterable[str]) -> list[str]:
    """What shows these on the map: whoever is folded is seen as the group."""
    folded = {one["id"]: one["at"] for one in drawn["absent"] if is_node(one["at"])}
    return list(dict.fromkeys(folded.get(id, id) for id in ids))


def _marked(base: dict[str, Any], change: dict[str, Any]) -> str | None:
    """What is marked on the map for whoever is open: they, or the group that holds them."""
    id = opened(Keys.PERSON)
    absent = () if id in change["absent_gone"] else (*change["absent"], *base["absent"])
    at = next((one["at"] for one in absent if one["id"] == id), "")
    return at if is_node(at) else id


def open_answer(known: Analysis) -> Finding | None:
    """The answer that the address names, when it is one of the catalogue and not a workshop's secret."""
    code = opened(Keys.ANSWER)
    with suppress(NotFound):
        return ask(known, code) if code and not workshop.entered() else None
    return None


def last_patch(base: dict[str, Any]) -> dict[str, Any]:
    """The last patch again, with what was acknowledged and what is to tell now."""
    held = st.session_state.get(Keys.PATCH)
    if held is None or held[1]["base"] != base["key"]:
        held = (None, {**patch(base, base), "map": base["map"], "base": base["key"], "revision": base["revision"],
                       "undo": {"undo": None, "redo": None}})
    return {**workshop.clocked(held[1]), "ack": dict(st.session_state.get(Keys.ACKS, {})), "notices": [n for n in st.session_state.get(Keys.NOTICES, []) if n["map"] == base["map"]],
            "selected": {"id": _marked(base, held[1]), "n": st.session_state.get(Keys.CHOICE, 0)}, "who": announce(base["map"].partition("/")[0])}


def too_large(base: dict[str, Any], change: dict[str, Any]) -> bool:
    """Whether so much has changed that the whole map is better sent anew (and forgets the old one when it is)."""
    parts = ("nodes", "edges", "absent")
    if sum(len(change[part]) for part in parts) <= 20 + 0.3 * sum(len(base[part]) for part in parts):
        return False
    st.session_state.pop(Keys.BASE, None)
    return True


def all_layers(now: Snapshot) -> list[str]:
    """Every drawn layer that holds a tie, in the order of the kinds."""
    found = {(list(KINDS).index(t.kind), t.label or t.kind) for t in now.ties.values() if KINDS[t.kind].drawn}
    return [layer for _order, layer in sorted(found)]
