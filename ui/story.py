"""The story: maps in an order, each with words and with some people in the light; made from what is seen, played as slides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from graph.drawing.view import View
from graph.errors import PowerMapError
from graph.model import KINDS, MapView, Snapshot, Text, new_id
from graph.store import Change, Delete, Put
from ui.language import _, plain
from ui.looking import looking, of_saved, to_save
from ui.saving import refuse, save
from ui.state import Keys, opened
from ui.stores import snapshot


def steps(now: Snapshot) -> list[MapView]:
    """The steps of the account's story, in order."""
    return sorted((v for v in now.views.values() if v.step), key=lambda v: (v.step or 0, v.id))


def look_of(step: MapView, now: Snapshot) -> View:
    """How a step looks at the map: its layout and colours, on the people and places of the map that it was made on."""
    return replace(of_saved(step), saved=step.map if step.map and step.map in now.views else "")


def story_box(now: Snapshot, deal: str) -> None:
    """The steps, to be played, put in order, worded anew or let go; and a new one from what is seen now."""
    told = steps(now)
    st.markdown("###### " + _("Story"))
    if told:
        st.button(_("Play the story"), icon=":material/slideshow:", key="story_play", type="primary", width="stretch", on_click=play)
    for k, step in enumerate(told):
        _step(now, told, k, step)
    with st.form("story_add", clear_on_submit=True, border=False):
        name = st.text_input(_("A step from what is seen now, called")).strip()
        words = st.text_area(_("What is said"), height=70).strip()
        st.caption(_("Who is selected on the map stands in the light."))
        if st.form_submit_button(_("Add the step"), icon=":material/add:") and name:
            add(now.account_id, deal, name, words)
            st.rerun()


def _step(now: Snapshot, told: list[MapView], k: int, step: MapView) -> None:
    title, up, down = st.columns([6, 1, 1], vertical_alignment="center")
    with title.expander(f"{k + 1}. {plain(step.name)}"):
        with st.form(f"story_edit:{step.id}:{now.revision}", border=False):
            name = st.text_input(_("Called"), value=step.name).strip()
            words = st.text_area(_("What is said"), value=step.words or "", height=90).strip()
            if st.form_submit_button(_("Keep")) and name:
                _save(now.account_id, [Put("MapView", step.id, {"name": name, "words": words or None})], Text("Change the step {name}", "更改步骤 {name}").format(name=name))
                st.rerun()
        st.caption(_("{n} in the light", n=len(step.lit)) if step.lit else _("Everybody in the light"))
        st.button(_("Delete the step"), icon=":material/delete:", key=f"story_drop:{step.id}", on_click=drop, args=(now.account_id, step.id))
    up.button("", icon=":material/arrow_upward:", key=f"story_up:{step.id}", disabled=k == 0, on_click=move, args=(now.account_id, step.id, -1), help=_("Earlier"))
    down.button("", icon=":material/arrow_downward:", key=f"story_down:{step.id}", disabled=k == len(told) - 1, on_click=move,
                args=(now.account_id, step.id, 1), help=_("Later"))


def add(account: str, deal: str, name: str, words: str) -> None:
    """A new last step: the view of this session, and the selected people in the light (of one alone, those tied to him too)."""
    now = snapshot(account)
    view = looking(now)
    fields = to_save(view, name=name, words=words or None, opportunity=now.opportunity(deal).id, map=view.saved or None,
                     step=max((s.step or 0 for s in steps(now)), default=0) + 1, lit=_lit(now, view), filters=tuple(st.session_state.get(Keys.FILTERS, [])))
    _save(account, [Put("MapView", new_id(), fields)], Text("Add the step {name}", "添加步骤 {name}").format(name=name))


def _lit(now: Snapshot, view: View) -> tuple[str, ...]:
    chosen = [id for id in st.session_state.get(Keys.CHOSEN, []) if id in now.people]
    one = opened(Keys.PERSON) or ""
    if chosen or one not in now.people:
        return tuple(chosen)
    near = {end for t in now.ties.values() if one in (t.source, t.target) and KINDS[t.kind].drawn
            and (view.layers is None or (t.label or t.kind) in view.layers) for end in (t.source, t.target)}
    return tuple(sorted(id for id in near | {one} if id in now.people))


def move(account: str, id: str, by: int) -> None:
    """One step earlier (-1) or later (+1); all are numbered anew."""
    order = [s.id for s in steps(snapshot(account))]
    if id not in order or not 0 <= (at := order.index(id)) + by < len(order):
        return
    order[at], order[at + by] = order[at + by], order[at]
    changes: list[Change] = [Put("MapView", one, {"step": k}) for k, one in enumerate(order, 1)]
    _save(account, changes, Text("Put the story in order", "调整故事顺序"))


def drop(account: str, id: str) -> None:
    """The step goes; undo brings it back."""
    step = snapshot(account).views.get(id)
    if step:
        _save(account, [Delete(id)], Text("Delete the step {name}", "删除步骤 {name}").format(name=step.name))


def _save(account: str, changes: list[Change], label: Text) -> None:
    try:
        save(account, changes, base=snapshot(account).revision, label=label)
    except PowerMapError as error:
        refuse(error)


def telling() -> str:
    """Which telling of the story runs on this page; "" for none."""
    return str(st.session_state[Keys.STORY]["n"]) if playing() else ""


def playing() -> bool:
    """Whether the story is being told on this page."""
    return Keys.STORY in st.session_state


def play() -> None:
    """Starts the story; the way of looking is kept for the end."""
    st.session_state[Keys.STORY] = {"n": new_id(), "before": st.session_state.get(Keys.VIEW) or View()}
    st.session_state.pop(Keys.BASE, None)


def asked_for(id: str) -> None:
    """The canvas asks for a step that looks another way; "" is the end of the story."""
    if not id:
        end()
    elif playing():
        now = snapshot(str(opened(Keys.ACCOUNT)))
        if id in now.views:
            st.session_state[Keys.VIEW] = look_of(now.views[id], now)


def end() -> None:
    """The map is looked at as it was before the story."""
    if held := st.session_state.pop(Keys.STORY, None):
        st.session_state[Keys.VIEW] = held["before"]
        st.session_state[Keys.MOVED] = True
        st.session_state.pop(Keys.BASE, None)


def canvas_data(now: Snapshot, view: View) -> dict[str, Any] | None:
    """What the canvas is told of the story while it is played. `here`: the map is looked at as the step wants it already."""
    told = steps(now)
    if not playing() or not told:
        return None
    same = replace(view, unfolded=frozenset())
    return {"n": st.session_state[Keys.STORY]["n"],
            "steps": [{"id": s.id, "name": s.name, "words": s.words or "", "lit": list(s.lit), "filters": list(s.filters),
                       "here": replace(look_of(s, now), language=view.language) == same} for s in told],
            "texts": {"back": _("Step before"), "next": _("Next step"), "end": _("End the story (Esc)")}}
