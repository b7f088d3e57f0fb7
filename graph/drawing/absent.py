"""Who of the account is not drawn on a map, and why: so that a search finds everybody."""

from __future__ import annotations

from typing import Any

from graph.analysis.account import Analysis
from graph.drawing.payload import MapPayload
from graph.drawing.view import View, people_on
from graph.model import in_both
from graph.model.names import spoken

OFF, NO_ROOM, NO_PART = "off", "room", "part"
"""Removed, or not on a map of some; on it, but too many weigh more; on it, but the chart is about others."""


def is_node(at: str) -> bool:
    """Whether somebody who is absent is shown as part of another node."""
    return at not in ("", OFF, NO_ROOM, NO_PART)


def absent(analysis: Analysis, view: View, payload: MapPayload) -> list[dict[str, Any]]:
    """Everybody who is no node of the map, as `id`, `label`, `sub` (the title) and what they are found by (`find`). `at` is the
    node that holds them, a group or its "+n more", else one of the reasons above. Where everybody is drawn it is empty."""
    snapshot, language = analysis.snapshot, view.language
    missing = sorted(snapshot.people.keys() - payload.nodes.keys())
    here = set(people_on(snapshot, view, analysis.opportunity)) if missing else set()

    def place(id: str) -> str:
        return payload.folded.get(id) or (OFF if id not in here else NO_ROOM if id in payload.undrawn else NO_PART)

    return [{"id": id, "label": in_both(who.name, who.name_alt).of(language), "sub": in_both(who.title or "", who.title_alt).of(language),
             "find": spoken(f"{who.name} {who.name_alt or ''}".strip()), "at": place(id)}
            for id in missing if (who := snapshot.people[id])]
