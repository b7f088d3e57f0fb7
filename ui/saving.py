"""Edits of cards, tables and forms: written, kept for this session while the store does not answer, or asked about."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock

import streamlit as st

from graph.errors import Conflict, PowerMapError, Unreachable
from graph.model import Text, new_id
from graph.store import Change
from ui.conflicts import Question, bring_back, question, typed_in
from ui.language import _, language, plain
from ui.lock import check_lock
from ui.looking import count_edit
from ui.state import Keys, author, opened
from ui.stores import snapshot, store

READ_SECONDS = 20
MOST_SENTENCES = 5
"""So many sentences are shown at once; questions stay until they are answered."""


@dataclass(frozen=True)
class Kept:
    """An edit on its way to the store; sent twice, it is written once."""

    account: str
    changes: Sequence[Change]
    base: int
    label: Text
    author: str
    token: str


class Refused(PowerMapError):
    """The store did not take an edit, and says why."""

    def __init__(self, error: PowerMapError, edit: Kept) -> None:
        super().__init__(str(error), error.zh)
        self.error, self.edit = error, edit


@dataclass(frozen=True)
class Refusal:
    """What could not be written, as it is shown: a sentence to read, or a question that waits for its answer."""

    asked: Question
    account: str
    edit: Kept | None = None
    id: str = field(default_factory=new_id)
    since: float = field(default_factory=time.monotonic)

    @property
    def over(self) -> bool:
        """Whether it was there long enough to be read."""
        return not self.asked.take and time.monotonic() - self.since > READ_SECONDS


def save(account: str, changes: Sequence[Change], *, base: int, label: Text, by: str = "") -> None:
    """Writes an edit, of this session's author or of another one (`by`). When nobody answers it is kept, and `send_kept`
    sends it later; whatever else stands against it is raised."""
    edit = Kept(account, list(changes), base, label, by or author(), new_id())
    st.session_state.setdefault(Keys.KEPT, []).append(edit)
    send_kept(edit)
    if not by:
        count_edit()


def send_kept(own: Kept | None = None) -> None:
    """Sends what is kept, oldest first, until nobody answers. What cannot be written any more is let go, and why is
    remembered; of one's `own` edit it is raised."""
    origin = st.session_state.setdefault(Keys.ORIGIN, new_id())
    with st.session_state.setdefault(Keys.SENDING, Lock()):  # a run that was overtaken may still be sending
        kept: list[Kept] = st.session_state.get(Keys.KEPT, [])
        while kept:
            edit = kept[0]
            try:
                check_lock(edit.account, edit.author, edit.changes)
                store().apply(edit.account, edit.changes, author=edit.author, base=edit.base, label=edit.label, origin=origin,
                              token=edit.token)
            except Unreachable:
                return
            except PowerMapError as error:
                kept.remove(edit)
                if edit is own:
                    raise Refused(error, edit) from error
                refuse(Refused(error, edit))
            else:
                kept.remove(edit)


def refuse(error: PowerMapError, *, stepping: bool = False) -> None:
    """Remembers why an edit could not be written: to be read, or, when somebody else was first, to be answered.
    `stepping`: it was undo or redo."""
    edit, cause = (error.edit, error.error) if isinstance(error, Refused) else (None, error)
    account = edit.account if edit else opened(Keys.ACCOUNT) or ""
    asked = Question(error.of(language()))
    if isinstance(cause, Conflict) and (edit or stepping):
        with suppress(PowerMapError):  # the store went away meanwhile: then the sentence has to do
            asked = question(store(), snapshot(account), cause, since=edit.base if edit else 0,
                             typed=typed_in(edit.changes) if edit else "", stepping=stepping)
    held = [*st.session_state.get(Keys.REFUSALS, []), Refusal(asked, account, edit)]
    read = [one for one in held if not one.asked.take]
    st.session_state[Keys.REFUSALS] = [one for one in held if one.asked.take or one in read[-MOST_SENTENCES:]]


def show_refusal() -> None:
    """Why the last edits of this account could not be written, and what is to be decided about them."""
    st.session_state[Keys.REFUSALS] = [one for one in st.session_state.get(Keys.REFUSALS, []) if not one.over]
    for one in st.session_state[Keys.REFUSALS]:
        if one.account == opened(Keys.ACCOUNT):
            _show(one)


def _show(one: Refusal) -> None:
    with st.container(border=bool(one.asked.take), gap="small", key=f"refusal:{one.id}"):
        st.error(plain(one.asked.text), icon=":material/group:" if one.asked.take else ":material/error:")
        if one.asked.typed:
            st.code(one.asked.typed, language=None, wrap_lines=True)
        if one.asked.take:
            keep, take = st.columns(2)
            keep.button(plain(one.asked.keep), key=f"keep:{one.id}", on_click=_answered, args=(one,), width="stretch")
            take.button(plain(one.asked.take), key=f"take:{one.id}", on_click=_take, args=(one,), width="stretch", type="primary")


def _answered(one: Refusal) -> None:
    st.session_state[Keys.REFUSALS] = [other for other in st.session_state[Keys.REFUSALS] if other.id != one.id]


def _take(one: Refusal) -> None:
    """Writes one's own after all, over what is there now. Until it is on its way, the question stays."""
    assert one.edit is not None
    try:
        check_lock(one.account, author(), one.edit.changes)
        if one.asked.undoes:
            bring_back(store(), one.account, one.asked.undoes, author=author(), origin=st.session_state[Keys.ORIGIN], token=f"{one.id}:back")
        base = store().revision(one.account)
        _answered(one)
        save(one.account, one.edit.changes, base=base, label=one.edit.label)
    except PowerMapError as error:
        refuse(error)


def waiting() -> int:
    """How many edits wait for the store."""
    return len(st.session_state.get(Keys.KEPT, []))


def away(error: PowerMapError) -> None:
    """Says that the store cannot be used, and how many edits wait for it."""
    kept = _("{n} edits are kept here and sent when it is back.", n=waiting()) if waiting() else ""
    st.error(f"{plain(error.of(language()))} {kept}", icon=":material/cloud_off:")
