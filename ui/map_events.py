"""What comes back from the map's canvas: edits, another way of looking, filters, who is selected."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from typing import Any

import streamlit as st

from graph.drawing.view import View
from graph.errors import PowerMapError, StoreUnavailable
from graph.model import SCALES
from ui import story
from ui.conflicts import carry_out, to_ask
from ui.language import _, language
from ui.lock import check_lock
from ui.looking import CANVAS, count_edit, look, look_back
from ui.state import Keys, author, open_item
from ui.stores import snapshot, store

MOST_NOTICES = 30
"""So many sentences are still sent; the canvas keeps those that wait for an answer."""


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
    """Somebody asked the canvas for another way of looking: a group to unfold, rings round a person, a step of the story."""
    asked = st.session_state[CANVAS].get("view") or {}
    view = st.session_state.get(Keys.VIEW) or View()
    if "story" in asked:
        with suppress(PowerMapError):  # the page says that the store is away, and the canvas asks for the step again
            story.asked_for(str(asked["story"]))
    if "answer" in asked:
        open_item(Keys.ANSWER, str(asked["answer"]) or None)
    if asked.get("unfold"):
        look(replace(view, unfolded=view.unfolded ^ {str(asked["unfold"])}))
    if asked.get("layout") in SCALES["layout"].codes:
        look(replace(view, layout=asked["layout"], leader=str(asked.get("leader") or "")))
    st.session_state[Keys.MOVED] = True


def take_filters() -> None:
    """What the legend's filters let through, which a map can be kept with."""
    st.session_state[Keys.FILTERS] = list(st.session_state[CANVAS].get("filters") or [])


def take_chosen() -> None:
    """Several people were selected: the box of maps offers to keep them."""
    st.session_state[Keys.CHOSEN] = list(st.session_state[CANVAS].get("chosen") or [])
    st.session_state[Keys.MOVED] = True


def take_selection() -> None:
    """Somebody or a tie was selected on the canvas."""
    choice = st.session_state[CANVAS].get("selected") or {}
    st.session_state[Keys.CHOICE] = choice.get("n", 0)
    open_item(Keys.PERSON, choice.get("id"))


def tell(text: str, *, key: str, level: str, about: str, **asked: Any) -> None:
    """A sentence that the map called `about` shows once; with `asked` (`conflicts.to_ask`) it waits for an answer."""
    others = [notice for notice in st.session_state.get(Keys.NOTICES, []) if notice["id"] != key]
    st.session_state[Keys.NOTICES] = [*others, {"id": key, "text": text, "level": level, "map": about, **asked}][-MOST_NOTICES:]
