"""The map page's working parts: what is sent whole, what is sent as a patch, and what comes back."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from graph.analysis.account import Analysis
from graph.analysis.catalogue import ask
from graph.analysis.finding import Finding
from graph.drawing.payload import map_payload
from graph.drawing.pyvis_map import canvas_data, patch
from graph.drawing.style import NOWHERE, TIES, palette
from graph.drawing.view import View
from graph.errors import NotFound, PowerMapError, StoreUnavailable
from graph.model import KINDS, SCALES, Snapshot, Text
from graph.store.open import place_of_store
from ui import story, workshop
from ui.canvas_texts import hand_texts
from ui.conflicts import carry_out, to_ask
from ui.language import _, language, say
from ui.lock import check_lock
from ui.looking import CANVAS, can_look_back, count_edit, look, look_back, looking
from ui.operations import lay_out
from ui.presence import announce
from ui.saving import refuse
from ui.state import Keys, author, open_item, opened
from ui.stores import analysis, past, snapshot, store

WHAT = {"Person": "person", "TeamMember": "team", "Competitor": "competitor", "Organisation": "organisation", "Account": "account",
        "Opportunity": "opportunity", "Faction": "faction"}
OF_CHARTS = ("OWNS", "APPROVES", "HOSTILE")
"""Kinds of tie that only the structure charts draw."""
VIEW_CHANGE = Text("the way of looking", "查看方式")


def fresh(account: str) -> tuple[Snapshot, Analysis, View]:
    """The account as it is looked at, with everybody laid out: who is new gets a place, and it is stored for all."""
    now = snapshot(account)
    view = workshop.quiet(looking(now), now)
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
    whole = _drawn(place_of_store(), account, known.opportunity, view, known.snapshot.revision, store().head(account)[1], _known=known)
    return workshop.seen(whole, known.snapshot)


@st.cache_resource(show_spinner=False, max_entries=32)
def _drawn(where: str, account: str, deal: str, view: View, revision: int, born: str, _known: Analysis) -> dict[str, Any]:
    """The canvas data of one view, made once for everybody who looks."""
    return canvas_data(map_payload(_known, view))


def base_of(now: Snapshot, known: Analysis, view: View) -> dict[str, Any]:
    """The map as it is sent whole: kept as it is until the view itself changes, or `too_large` let it go."""
    big = workshop.BIG if workshop.entered() or story.playing() else 1.0
    shown = (now.account_id, known.opportunity, view, big)
    held = st.session_state.get(Keys.BASE)
    if held is None or held["view"] != shown:
        saved = now.views.get(view.saved)
        held = {"view": shown, "revision": now.revision, "data": {
            **current(known, view), "map": f"{now.account_id}/{known.opportunity}", "key": f"{hash(shown)}-{now.revision}",
            "on": view.places(known.opportunity), "layout": view.layout, "readonly": bool(view.as_of), "big": big,
            "filters": list(saved.filters) if saved else [], "lit": list(saved.lit) if saved else [],
            "revision": now.revision, "palette": palette(), "texts": {**texts(), **hand_texts()}, **choices()}}
        st.session_state[Keys.BASE] = held
    return held["data"]  # type: ignore[no-any-return]


def patch_of(base: dict[str, Any], now: Snapshot, known: Analysis, view: View) -> dict[str, Any]:
    """What changed since `base`, what was acknowledged, what to tell, and what undo would take back."""
    stamp = (base["key"], now.revision, author(), can_look_back(), workshop.company(now), story.telling(), opened(Keys.ANSWER))
    held = st.session_state.get(Keys.PATCH)
    if held is None or held[0] != stamp:
        undo, redo = store().undo_label(now.account_id, author=author())
        if can_look_back():
            undo = VIEW_CHANGE
        held = (stamp, {**patch(base, current(known, view)), "map": base["map"], "base": base["key"], "revision": now.revision,
                        "story": story.canvas_data(now, view), "answer": _in_the_light(known), **workshop.canvas_data(now),
                        "undo": {"undo": undo and (say(undo) or _("an edit")), "redo": redo and (say(redo) or _("an edit"))}})
        st.session_state[Keys.PATCH] = held
    return last_patch(base)


def _in_the_light(known: Analysis) -> dict[str, Any] | None:
    """The answer whose people stand in the light, by its question."""
    found = open_answer(known)
    return {"name": say(found.asks), "ids": list(found.people)} if found and found.people else None


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
    return {**workshop.clocked(held[1]), "ack": dict(st.session_state.get(Keys.ACKS, {})), "notices": [n for n in st.session_state.get(Keys.NOTICES, []) if n["map"] == base["map"]][-30:],
            "selected": {"id": opened(Keys.PERSON), "n": st.session_state.get(Keys.CHOICE, 0)}, "who": announce(base["map"].partition("/")[0])}


def too_large(base: dict[str, Any], change: dict[str, Any]) -> bool:
    """Whether so much has changed that the whole map is better sent anew (and forgets the old one when it is)."""
    if len(change["nodes"]) + len(change["edges"]) <= 20 + 0.3 * (len(base["nodes"]) + len(base["edges"])):
        return False
    st.session_state.pop(Keys.BASE, None)
    return True


def take_operations() -> None:
    """Edits that came from the canvas: each is written or refused with a sentence, then acknowledged."""
    message = st.session_state[CANVAS].get("ops")
    if not message:
        return
    account, _slash, deal = str(message["map"]).partition("/")
    acks = st.session_state.setdefault(Keys.ACKS, {})
    for op in message["ops"]:
        client = str(op["client"])
        if op["n"] <= acks.get(client, 0):
            continue
        if op["type"] == "undo" and look_back():
            acks[client] = op["n"]
            st.session_state[Keys.MOVED] = True
            continue
        try:
            if op["type"] != "answer":
                check_lock(account, author())
            for part, clash in carry_out(store(), account, deal, {**op, "by": author()}, author=author(), client=client, read=snapshot):
                tell(**to_ask(store(), snapshot(account), part, clash), key=f"{client}:{part['n']}", level="conflict", about=message["map"])
        except StoreUnavailable as error:
            tell(error.of(language()), key=f"{client}:{op['n']}:later", level="error", about=message["map"])
            return
        except PowerMapError as error:
            tell(error.of(language()), key=f"{client}:{op['n']}", level="error", about=message["map"])
        except Exception:  # a fault of ours must not keep the edits behind it from being taken
            logging.getLogger(__name__).exception("an edit failed: %s", op.get("type"))
            tell(_("This edit could not be carried out and was left out."), key=f"{client}:{op['n']}", level="error",
                 about=message["map"])
        acks[client] = op["n"]
        count_edit()


def take_view() -> None:
    """Somebody asked the canvas for another way of looking: a group to unfold, rings round a person."""
    asked = st.session_state[CANVAS].get("view") or {}
    view = st.session_state.get(Keys.VIEW) or View()
    if "story" in asked:
        story.asked_for(str(asked["story"]), snapshot(str(opened(Keys.ACCOUNT))))
    if "answer" in asked:
        open_item(Keys.ANSWER, str(asked["answer"]) or None)
    if asked.get("unfold"):
        look(replace(view, unfolded=view.unfolded ^ {str(asked["unfold"])}))
    if asked.get("layout") in SCALES["layout"].codes:
        look(replace(view, layout=asked["layout"], leader=str(asked.get("leader") or "")))
    st.session_state[Keys.MOVED] = True


def take_filters() -> None:
    """The legend's filters and the several selected, which a view can be saved with."""
    sent = st.session_state[CANVAS]
    st.session_state[Keys.FILTERS] = list(sent.get("filters") or [])
    chosen = list(sent.get("chosen") or [])
    if chosen != st.session_state.get(Keys.CHOSEN, []):
        st.session_state[Keys.CHOSEN] = chosen
        st.session_state[Keys.MOVED] = True  # the box of maps offers to keep them


def take_selection() -> None:
    """Somebody or a tie was selected on the canvas."""
    choice = st.session_state[CANVAS].get("selected") or {}
    st.session_state[Keys.CHOICE] = choice.get("n", 0)
    open_item(Keys.PERSON, choice.get("id"))


def tell(text: str, *, key: str, level: str, about: str, **asked: Any) -> None:
    """A sentence that the map called `about` shows once; with `asked` (`conflicts.to_ask`) it waits for an answer."""
    st.session_state.setdefault(Keys.NOTICES, []).append({"id": key, "text": text, "level": level, "map": about, **asked})


def all_layers(now: Snapshot) -> list[str]:
    """Every drawn layer that holds a tie, in the order of the kinds."""
    found = {(list(KINDS).index(t.kind), t.label or t.kind) for t in now.ties.values() if KINDS[t.kind].drawn}
    return [layer for _order, layer in sorted(found)]


def choices() -> dict[str, Any]:
    """What the menus of the canvas offer."""
    return {
        "attitudes": [{"code": lv.code, "name": f"{lv.code}  {lv.name.both(language())}"} for lv in SCALES["attitude"].levels],
        "roles": [{"code": lv.code, "name": lv.name.both(language())} for lv in SCALES["role"].levels],
        "kinds": [{"code": k.code, "name": k.name.both(language()), "colour": TIES.get(k.code, NOWHERE),
                   "source": WHAT[source], "target": WHAT[target], "signed": k.signed}
                  for k in sorted(KINDS.values(), key=lambda k: k.code != "LISTENS_TO") if k.drawn or k.code in OF_CHARTS
                  for source in k.sources for target in k.targets]}


def texts() -> dict[str, str]:
    """The words of the canvas."""
    return {"person": _("Person"), "person_hint": _("Add a person: click where"), "tie": _("Tie"),
            "tie_hint": _("Draw a tie: drag from one person to another"), "undo": _("Undo"), "redo": _("Redo"),
            "tidy": _("Tidy"), "tidy_hint": _("Lay the whole map out again; undo brings it back"), "fit": _("Fit"),
            "name_hint": _("Name"), "attitude": _("Attitude"), "roles": _("Purchase roles"), "rename": _("Rename"),
            "unpin": _("Let it go back to its circle"), "delete": _("Delete"), "show_all": _("Show all"), "legend": _("Legend"),
            "only": _("Only"), "shown": _("{n} of {all} shown", n="{n}", all="{all}"), "left_out": _("{n} removed from this map · bring back", n="{n}"),
            "waiting": _("Edits that wait to be saved: {n}"), "here": _("Also here"),
            "unsaved": _("“{what}” was changed or closed while you were typing. Not saved:", what="{what}"),
            "no_kind": _("There is no kind of tie between these two.")}
