"""Edits from the canvas, carried out: one operation is one named revision that can be undone."""

from __future__ import annotations

from collections.abc import Callable

from graph.analysis.account import Analysis
from graph.drawing.payload import new_places
from graph.drawing.view import View
from graph.errors import Conflict, InvalidRecord, NotFound, PowerMapError, StoreUnavailable
from graph.model import Snapshot, Text
from graph.store import LAYOUT, GraphStore, Revision, puts
from graph.store.history import LEFT
from ui.edits import Planned
from ui.operations import answers, clipboard, people, places, ties
from ui.operations.asked import Asked, Operation

OPERATIONS: dict[str, Callable[[Asked], Planned]] = {
    "person": people.person, "rename": people.rename, "attitude": people.attitude, "role": people.role, "delete": people.delete,
    "tie": ties.tie, "boss": ties.boss, "reconnect": ties.reconnect, "retie": ties.retie, "reverse": ties.reverse,
    "strength": ties.strength, "sign": ties.sign,
    "move": places.move, "unpin": places.unpin, "tidy": places.tidy, "leave_out": places.leave_out, "bring_back": places.bring_back,
    "paste": clipboard.paste, "coverage": answers.coverage, "answer": answers.answer,
}
ANY_BASE = ("move", "unpin", "tidy", "leave_out", "bring_back", "paste", "answer")
"""Operations that cannot run against what others did: they place people, bring new ones, or answer for oneself."""


def apply_operation(store: GraphStore, account: str, deal_id: str, op: Operation, *, author: str, client: str,
                    read: Callable[[str], Snapshot] | None = None) -> Revision:
    """Carries out one operation of the canvas. Sent twice, it is done once. `read` may give a snapshot that is at hand."""
    token = f"{client}:{op['n']}"
    if op["type"] in ("undo", "redo"):
        return step(store, account, author=author, back=op["type"] == "undo", token=token)
    try:
        changes, label = _planned(read or store.read, account, deal_id, op)
    except StoreUnavailable:
        raise
    except PowerMapError:
        done = store.apply(account, [], author=author, base=None, token=token)
        if done.token == token:  # it came again after it was done, so that it seems to be there already
            return done
        raise
    base = None if op["type"] in ANY_BASE else op["base"]
    return store.apply(account, changes, author=author, base=base, label=label, origin=client, token=token)


def _planned(read: Callable[[str], Snapshot], account: str, deal_id: str, op: Operation) -> Planned:
    now = read(account)
    act = OPERATIONS.get(op["type"])
    if act is None:
        raise InvalidRecord(f'The map sent an edit of an unknown kind, "{op["type"]}". Reload the page.',
                            f"图面发来未知类型的编辑“{op['type']}”。请刷新页面。")
    try:
        return act(Asked(now, now.opportunity(deal_id), op, read))
    except (TypeError, ValueError, AttributeError):
        raise InvalidRecord("The map sent an edit that cannot be read. Reload the page.",
                            "图面发来的编辑无法读取。请刷新页面。") from None
    except (KeyError, StopIteration):
        raise NotFound("What you changed is no longer on the map: somebody deleted it. Undo would bring it back.",
                       "您更改的内容已不在图上：有人删除了它。撤销该删除即可恢复。") from None


def step(store: GraphStore, account: str, *, author: str, back: bool, token: str = "") -> Revision:
    """Undo or redo. What cannot be undone because others have built on it is left as it is, and the next undo goes on
    to what was done before; the `Conflict` says so."""
    if not back:
        return store.redo(account, author=author, token=token)
    try:
        done = store.undo(account, author=author, token=token)
    except Conflict as error:
        store.leave(account, author=author, token=token)
        raise Conflict(f"{error} It stays as it is; the next undo takes back what you did before.",
                       f"{error.zh}这一步保持不变；下一次撤销会撤回您更早的操作。", record=error.record, field=error.field, theirs=error.theirs, yours=error.yours, author=error.author) from None
    if done.origin == LEFT:  # it came again, from a page that was loaded anew: what was done before must not be undone instead
        raise InvalidRecord("Others have built on your last edit since. It stays as it is; the next undo takes back what you did before.",
                            "其他人已在您上一步编辑的基础上继续编辑。这一步保持不变；下一次撤销会撤回您更早的操作。")
    return done


def lay_out(store: GraphStore, analysis: Analysis, view: View) -> Revision | None:
    """Stores the places that the layout found for whoever is new or moved to another ring; nobody's to undo, and never
    over what somebody dragged meanwhile. None when everybody has a place."""
    found = new_places(analysis, view)
    if not found:
        return None
    return store.apply(analysis.snapshot.account_id, puts(found), author=LAYOUT, base=analysis.snapshot.revision,
                       label=Text("Lay out the map", "排布图面"))
