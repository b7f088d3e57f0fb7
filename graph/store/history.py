"""Undo, redo and the past, worked out from the log alone, so that they survive a restart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.store.changes import Revision
from graph.store.plan import State

ERASURE, LEFT = "erasure", "left"
"""Origins of revisions that only the store itself makes: somebody erased for good, a revision left as it is."""


def stacks(revisions: Iterable[Revision], author: str) -> tuple[list[int], list[int]]:
    """The numbers that `author` can undo and redo, next one last. Other people's revisions are left alone, and the
    first one is the account itself: that is archived or erased, not undone."""
    undo: list[int] = []
    redo: list[int] = []
    for revision in revisions:
        if revision.author != author or revision.number == 1 or revision.origin == ERASURE:
            continue
        if revision.undoes is not None:
            if revision.undoes in undo:
                undo.remove(revision.undoes)
            if revision.origin != LEFT:
                redo.append(revision.undoes)
        elif revision.redoes is not None:
            if revision.redoes in redo:
                redo.remove(revision.redoes)
            undo.append(revision.redoes)
        else:
            undo.append(revision.number)
            redo.clear()
    return undo, redo


def rewind(states: dict[str, State], later: Sequence[Revision]) -> dict[str, State]:
    """The states before the revisions `later` (oldest first) happened. Erased people do not come back."""
    past = dict(states)
    for revision in reversed(later):
        for entry in reversed(revision.entries):
            if entry.erased:
                continue
            if entry.before is None:
                past.pop(entry.id, None)
            elif entry.after is None:
                past[entry.id] = State(entry.type, dict(entry.before))
            elif entry.id in past:
                fields = {**past[entry.id].fields, **entry.before}
                past[entry.id] = State(entry.type, {k: v for k, v in fields.items() if v is not None})
    return past


def replay(revisions: Iterable[Revision]) -> dict[str, State]:
    """What the whole log comes to, oldest revision first: the records as they should be stored (versions aside)."""
    states: dict[str, State] = {}
    for revision in revisions:
        for entry in revision.entries:
            if entry.after is None:  # deleted, or erased for good
                states.pop(entry.id, None)
            else:
                held = states[entry.id].fields if entry.before is not None and entry.id in states else {}
                fields = {**held, **entry.after}
                states[entry.id] = State(entry.type, {k: v for k, v in fields.items() if v is not None})
    return states
