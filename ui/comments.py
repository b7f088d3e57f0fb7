"""Comments of the team about a person or a tie: read in the card, written there, done or taken away again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import streamlit as st
from babel.dates import format_date, format_timedelta

from graph.errors import PowerMapError
from graph.model import Comment, Snapshot, Text, new_id
from graph.store import Change, Delete, Put, put
from ui.edits import called
from ui.language import _, language, plain
from ui.looking import frozen
from ui.saving import refuse, save
from ui.state import author

LATELY = timedelta(days=30)


def comments(now: Snapshot, *, item: str, tie: str | None = None) -> None:
    """A box to write about somebody, or about a tie that begins there, and what was written, latest first."""
    about = [c for c in now.comments.values() if (c.tie == tie if tie else c.item == item and not c.tie)]
    about.sort(key=lambda c: (c.time or "", c.id), reverse=True)
    waiting, done = [c for c in about if not c.done], [c for c in about if c.done]
    key = f"comment:{tie or item}"
    with st.expander(_("Comments ({n})", n=len(waiting)) if about else _("Comments"), expanded=bool(waiting)):
        if not frozen():  # first, so that a comment that arrives does not displace the one that is being written
            with st.form(key, clear_on_submit=True, border=False):
                st.text_area(_("Comment"), key=f"{key}:text", height=72, label_visibility="collapsed",
                             placeholder=_("Write a comment; Ctrl+Enter adds it"))
                st.form_submit_button(_("Add the comment"), on_click=_add, args=(now, item, tie, f"{key}:text"))
        for comment in waiting:
            _one(now, comment)
        if done and st.toggle(_("Done ({n})", n=len(done)), key=f"{key}:done"):
            for comment in done:
                _one(now, comment)


def _one(now: Snapshot, comment: Comment) -> None:
    words, buttons = st.columns([5, 1.3], gap="small")
    words.caption(plain(f"{comment.by or '?'} · {ago(comment.time)}"))
    (words.caption if comment.done else words.markdown)(plain(comment.text))
    if frozen():
        return
    with buttons.container(horizontal=True, gap=None, horizontal_alignment="right"):
        st.button("", icon=":material/undo:" if comment.done else ":material/check:", key=f"done:{comment.id}", type="tertiary",
                  help=_("Not done after all") if comment.done else _("Done"), on_click=_change,
                  args=(now, comment, {"done": not comment.done}))
        if comment.by == author():
            st.button("", icon=":material/delete:", key=f"drop:{comment.id}", type="tertiary", help=_("Delete my comment"),
                      on_click=_change, args=(now, comment, None))


def _add(now: Snapshot, item: str, tie: str | None, key: str) -> None:
    if text := str(st.session_state[key]).strip():
        time = datetime.now(UTC).isoformat(timespec="seconds")
        _write(now, [put(Comment(new_id(), text=text, item=item, tie=tie, by=author(), time=time))], tie or item)


def _change(now: Snapshot, comment: Comment, fields: Mapping[str, Any] | None) -> None:
    _write(now, [Delete(comment.id) if fields is None else Put("Comment", comment.id, fields)], comment.tie or comment.item)


def _write(now: Snapshot, changes: list[Change], about: str) -> None:
    try:
        save(now.account_id, changes, base=now.revision, label=Text("Comment on {what}", "评论 {what}").format(what=called(now, about)))
    except PowerMapError as error:
        refuse(error)


def ago(time: str | None, *, now: datetime | None = None) -> str:
    """A moment (ISO text) in words: "5 minutes ago"; a day when it is long past; "?" when nobody wrote it down."""
    try:
        then = datetime.fromisoformat(time or "")
    except ValueError:
        return time or "?"
    past = (now or datetime.now(UTC)) - (then if then.tzinfo else then.replace(tzinfo=UTC))
    if past > LATELY:
        return format_date(then, "medium", locale=language())
    return _("just now") if past < timedelta(minutes=1) else format_timedelta(-past, add_direction=True, locale=language())
