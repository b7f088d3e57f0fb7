"""The legend: only what is on the map, with counts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from graph.drawing.style import ATTITUDE
from graph.model import SCALES, Text
from graph.network import layer_name

ATTITUDES = Text("Attitude (ring)", "态度（环）")
FACTIONS = Text("Faction (territory)", "派系（区域）")
TIES = Text("Ties", "关系")


def legend(nodes: dict[str, dict[str, Any]], edges: dict[str, dict[str, Any]], factions: list[dict[str, Any]],
           language: str) -> list[dict[str, Any]]:
    """Groups of items; each item has `key`, `name`, `colour`, `count`, and the group says what a click filters."""
    attitudes = Counter(n["pm"]["attitude"] for n in nodes.values() if n["pm"]["what"] == "person")
    layers: dict[str, dict[str, Any]] = {}
    for edge in edges.values():
        pm = edge["pm"]
        item = layers.setdefault(pm["layer"], {"key": pm["layer"], "name": layer_name(pm["layer"]).of(language), "colour": pm["colour"],
                                               "dashed": pm["dashed"], "count": 0})
        item["count"] += 1
    groups = [
        {"filter": "attitude", "name": ATTITUDES.of(language), "items": [
            {"key": level.code, "name": f"{level.code if level.code != 'U' else '?'} {level.name.of(language)}",
             "colour": ATTITUDE[level.code], "count": attitudes[level.code]}
            for level in SCALES["attitude"].levels if attitudes[level.code]]},
        {"filter": "faction", "name": FACTIONS.of(language), "items": [
            {"key": f["id"], "name": f["name"], "colour": f["colour"], "count": len(f["members"])} for f in factions]},
        {"filter": "layer", "name": TIES.of(language), "items": list(layers.values())}]
    return [group for group in groups if group["items"]]
