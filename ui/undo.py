"""Undo and redo of one's own edits, as two buttons of a page."""

from __future__ import annotations

from streamlit.delta_generator import DeltaGenerator

from graph.errors import Conflict
from graph.model import Snapshot
from ui.frame import told
from ui.language import _, plain, say
from ui.lock import check_lock
from ui.looking import count_edit
from ui.operations import step
from ui.saving import refuse
from ui.state import author
from ui.stores import store


def undo_and_redo(now: Snapshot, undo_box: DeltaGenerator, redo_box: DeltaGenerator) -> None:
    """The two buttons, each in its place; off when there is nothing to take back or to do again."""
    labels = store().undo_label(now.account_id, author=author())
    for box, word, icon, label, back in zip((undo_box, redo_box), (_("Undo"), _("Redo")), ("undo", "redo"), labels, (True, False), strict=True):
        box.button(word, icon=f":material/{icon}:", disabled=not label, help=plain(say(label)) if label else None, on_click=_step,
                   args=(now.account_id, back), width="stretch")


def _step(account: str, back: bool) -> None:
    with told():
        try:
            check_lock(account, author())
            step(store(), account, author=author(), back=back)
            count_edit()
        except Conflict as error:
            refuse(error, stepping=True)
