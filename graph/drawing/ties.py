"""What the canvas is told of each tie: between whom, of which layer, how it looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from graph.drawing import style
from graph.drawing.layouts.things import percent
from graph.drawing.view import View
from graph.model import KINDS, Snapshot, Tie
from graph.network import holds, sign_of, strength_of


def tie_edges(snapshot: Snapshot, items: Collection[str], view: View, *, usual: tuple[str, ...] | None = None,
              on: date | None = None) -> dict[str, dict[str, Any]]:
    """The ties between `items` that hold on a day (today) and are of the layers shown; several between one pair are fanned out.
    `usual` are the layers that the layout draws when the view does not say (None: all)."""
    layers = view.layers if view.layers is not None else usual
    own = sorted({t.label for t in snapshot.ties.values() if t.label})
    day = on or date.today()
    comments = Counter(c.tie for c in snapshot.comments.values() if c.tie and not c.done)
    beside: dict[tuple[str, str], int] = {}
    edges = {}
    for tie in sorted(snapshot.ties.values(), key=lambda t: (t.kind, t.id)):
        if not (KINDS[tie.kind].drawn or (usual and tie.kind in usual)) or tie.source not in items or tie.target not in items \
                or not holds(tie, day) or not (layers is None or (tie.label or tie.kind) in layers):
            continue
        pair = (min(tie.source, tie.target), max(tie.source, tie.target))
        turn = beside[pair] = beside.get(pair, -1) + 1
        edges[tie.id] = edge_of(tie, own, turn, comments[tie.id])
    return edges


def edge_of(tie: Tie, own: list[str], turn: int, comments: int) -> dict[str, Any]:
    """One tie; `turn` counts the ties between the same two, so that each bends another way. `own` are the layers of a name
    of their own, in order of their colours."""
    kind, bend = KINDS[tie.kind], style.bend(turn)
    directed = kind.directed if tie.directed is None else tie.directed
    return {
        "id": tie.id, "from": tie.source, "to": tie.target,
        "pm": {"layer": tie.label or tie.kind, "kind": tie.kind, "sign": sign_of(tie), "strength": round(strength_of(tie), 3),
               "dashed": tie.kind in style.DASHED,
               "colour": style.OWN_LAYERS[own.index(tie.label) % len(style.OWN_LAYERS)] if tie.label else style.TIES.get(tie.kind, style.NOWHERE),
               "arrow": kind.arrow if directed else "none", "route": "curve",
               "note": bool(tie.note or tie.said_by), "comments": comments, "text": _words(tie),
               "bend": round(bend if tie.source < tie.target else -bend, 3)}}


def _words(tie: Tie) -> str:
    """What is written on a tie: of a shareholding its share ("?" when nobody knows it)."""
    if tie.kind != "OWNS":
        return ""
    return "?" if tie.strength is None else percent(tie.strength)
