"""The lock of a workshop, kept on the server: whatever a screen offers, only the facilitator's edits are written."""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import Locked
from graph.model import Ballot, Workshop
from graph.store import Change, Put
from graph.workshop import locked_out
from ui.stores import snapshot


def check_lock(account: str, author: str, changes: Sequence[Change] = ()) -> None:
    """Raises `Locked` when a workshop lets only somebody else edit. Answers of a blind round, and who leads, are no edits
    of the map and pass."""
    now = snapshot(account)
    asked = locked_out(now, author)
    if asked is None:
        return
    free = (Ballot.type(), Workshop.type())
    if changes and all(c.type in free if isinstance(c, Put) else c.id in now.ballots for c in changes):
        return
    raise Locked(f"{asked.facilitator} leads the workshop and has locked the map; nothing was changed. Ask for the lock to be opened.",
                 f"{asked.facilitator} 正在主持研讨并锁定了图面；未作任何更改。请主持人解锁后再编辑。")
