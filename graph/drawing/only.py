"""The legend's filters in a picture that is taken away: who is let through, and how that is said. The canvas filters by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.drawing.fills import UNKNOWN, Fill
from graph.model import SCALES, Snapshot, Text
from graph.network import layer_name

ONLY = Text("Only: {what}", "仅显示：{what}")


def parts_of(filters: Sequence[str]) -> dict[str, set[str]]:
    """Part of the legend ("attitude", "fill", "faction", "layer") to the keys that are wanted, from "attitude:B" and the like."""
    found: dict[str, set[str]] = {}
    for text in filters:
        part, _, key = text.partition(":")
        found.setdefault(part, set()).add(key)
    return found


def let_through(nodes: Mapping[str, dict[str, Any]], edges: Mapping[str, dict[str, Any]],
                filters: Sequence[str]) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """The nodes and ties of a payload that pass every part: people by what they are, everybody by the layers of their ties."""
    parts = parts_of(filters)
    layers = parts.pop("layer", None)
    ties = {id: edge for id, edge in edges.items() if layers is None or edge["pm"]["layer"] in layers}
    ends = {end for edge in ties.values() for end in (edge["from"], edge["to"])}
    kept = {id: node for id, node in nodes.items() if (layers is None or id in ends) and (
        not parts or (node["pm"]["what"] == "person" and all(node["pm"][part] in keys for part, keys in parts.items())))}
    return kept, {id: edge for id, edge in ties.items() if edge["from"] in kept and edge["to"] in kept}


def in_words(snapshot: Snapshot, fill: Fill, filters: Sequence[str]) -> Text:
    """What is let through, as a heading says it."""
    said = [_said(snapshot, fill, part, key) for part, keys in parts_of(filters).items() for key in sorted(keys)]
    return ONLY.format(what=Text(", ".join(t.en for t in said), "、".join(t.zh for t in said)))


def _said(snapshot: Snapshot, fill: Fill, part: str, key: str) -> Text:
    if part == "attitude":
        return SCALES["attitude"][key].name
    if part == "layer":
        return layer_name(key)
    return fill.levels.get(key, (UNKNOWN, ""))[0] if part == "fill" else snapshot.called(key)
