"""How the open account is looked at in this session: the view, and the way back to the views before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from graph.drawing.view import View
from graph.model import SCALES, MapView, Snapshot
from ui.language import language
from ui.state import Keys, opened
from ui.workshop import quiet

CANVAS = "map_patch"


def looking(now: Snapshot) -> View:
    """The view of this session, on what is still there; a first look is what the address asks for. A workshop has its own."""
    view = st.session_state.get(Keys.VIEW)
    if view is None:
        view = st.session_state[Keys.VIEW] = _addressed(now)
    if view.leader and view.leader not in now.people:
        view = replace(view, leader="")
    if view.saved and view.saved not in now.views:
        view = replace(view, saved="")
    return quiet(replace(view, language=language()), now)


def _addressed(now: Snapshot) -> View:
    """What the address asks for: `?view=` a saved view by its id, `?layout=` and `&leader=`."""
    saved = now.views.get(opened(Keys.SAVED) or "")
    if saved:
        return of_saved(saved)
    layout, leader = opened(Keys.LAYOUT) or "", opened(Keys.LEADER) or ""
    return View(layout=layout if layout in SCALES["layout"].codes else "circles", leader=leader if leader in now.people else "")


def look(view: View) -> None:
    """Looks another way from now on; undo leads back as long as nothing was edited since."""
    before = st.session_state.get(Keys.VIEW) or View()
    if replace(before, language="") == replace(view, language=""):
        return
    st.session_state.setdefault(Keys.VIEWS, []).append((before, edits()))
    st.session_state[Keys.VIEW] = view
    for name, value in ((Keys.LAYOUT, view.layout), (Keys.LEADER, view.leader), (Keys.SAVED, view.saved)):
        st.session_state[f"open_{name}"] = value or None
        if value and not (name == Keys.LAYOUT and value == "circles"):
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def look_back() -> bool:
    """Goes back to the view before. False when there is none, or something was edited since: then undo is about that."""
    if not can_look_back():
        return False
    views = st.session_state[Keys.VIEWS]
    before, _count = views.pop()
    look(before)
    views.pop()
    return True


def can_look_back() -> bool:
    """Whether the last thing done in this session was to look another way."""
    views = st.session_state.get(Keys.VIEWS)
    return bool(views) and views[-1][1] == edits()


def frozen() -> bool:
    """Whether nothing can be edited here: it is the past that is looked at, or a workshop's facilitator has locked the map."""
    return bool((st.session_state.get(Keys.VIEW) or View()).as_of) or bool(st.session_state.get(Keys.LOCKED))


def edits() -> int:
    """How many edits this session has made."""
    return int(st.session_state.get(Keys.EDITS, 0))


def count_edit() -> None:
    """One edit more: undo is about it, not about the view."""
    st.session_state[Keys.EDITS] = edits() + 1


def of_saved(saved: MapView) -> View:
    """The view that a saved one asks for."""
    return View(layout=saved.layout or "circles", leader=saved.leader or "", fill=saved.fill or "department", size=saved.size or "share",
                layers=frozenset(saved.layers) if saved.layers else None, outside=saved.outside, saved=saved.id, as_of=saved.as_of or "")


def to_save(view: View, **more: Any) -> dict[str, Any]:
    """A view as the fields of a `MapView`."""
    layers = None if view.layers is None else tuple(sorted(view.layers)) or ("-",)
    return {"layout": view.layout, "leader": view.leader or None, "fill": view.fill, "size": view.size, "layers": layers,
            "outside": view.outside, "as_of": view.as_of or None, **more}
