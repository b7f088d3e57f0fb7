"""Edits of cards, tables and forms: written, or kept for this session while the store does not answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import streamlit as st

from graph.errors import PowerMapError, Unreachable
from graph.model import Text, new_id
from graph.store import Change
from ui.language import _, language, plain
from ui.state import Keys, author
from ui.stores import store

READ_SECONDS = 20


@dataclass(frozen=True)
class Kept:
    """An edit on its way to the store; sent twice, it is written once."""

    account: str
    changes: Sequence[Change]
    base: int
    label: Text
    author: str
    token: str


def save(account: str, changes: Sequence[Change], *, base: int, label: Text) -> None:
    """Writes an edit. When nobody answers it is kept, and `send_kept` sends it later; whatever else stands against it is
    raised."""
    st.session_state.setdefault(Keys.KEPT, []).append(Kept(account, list(changes), base, label, author(), new_id()))
    _send_kept()


def send_kept() -> None:
    """Sends what is kept, oldest first, until nobody answers. What cannot be written any more is let go, and why is
    remembered."""
    try:
        _send_kept()
    except PowerMapError as error:
        refuse(error)


def _send_kept() -> None:
    origin = st.session_state.setdefault(Keys.ORIGIN, new_id())
    with st.session_state.setdefault(Keys.SENDING, Lock()):  # a run that was overtaken may still be sending
        kept: list[Kept] = st.session_state.get(Keys.KEPT, [])
        while kept:
            edit = kept[0]
            try:
                store().apply(edit.account, edit.changes, author=edit.author, base=edit.base, label=edit.label, origin=origin,
                              token=edit.token)
            except Unreachable:
                return
            except PowerMapError:
                kept.remove(edit)
                raise
            kept.remove(edit)


def refuse(error: PowerMapError) -> None:
    """Remembers why an edit could not be written, to be shown long enough to be read."""
    st.session_state[Keys.REFUSAL] = (error.of(language()), time.monotonic())


def show_refusal() -> None:
    """Why the last edit could not be written."""
    text, since = st.session_state.get(Keys.REFUSAL, ("", 0.0))
    if text and time.monotonic() - since < READ_SECONDS:
        st.error(plain(text), icon=":material/error:")


def waiting() -> int:
    """How many edits wait for the store."""
    return len(st.session_state.get(Keys.KEPT, []))


def away(error: PowerMapError) -> None:
    """Says that the store cannot be used, and how many edits wait for it."""
    kept = _("{n} edits are kept here and sent when it is back.", n=waiting()) if waiting() else ""
    st.error(f"{plain(error.of(language()))} {kept}", icon=":material/cloud_off:")
