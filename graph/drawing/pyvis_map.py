"""The payload as a pyvis `Network`: pyvis holds the model (nodes, edges, options); the canvas draws it.

pyvis' own HTML is not used: it needs a network connection and runs markup from names.
"""

from __future__ import annotations

import json
from typing import Any

from pyvis.network import Network

from graph.drawing.payload import MapPayload

OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "multiselect": True, "selectConnectedEdges": False, "tooltipDelay": 250,
                    "zoomSpeed": 0.6},
    "edges": {"smooth": False, "width": 1},
    "nodes": {"shape": "dot"},
}


def to_pyvis(payload: MapPayload) -> Network:
    """A directed pyvis network with the payload's nodes and edges; what only our painter knows is under `pm`."""
    network = Network(directed=True, height="100%", width="100%")
    for node in payload.nodes.values():
        rest = {k: v for k, v in node.items() if k not in ("id", "label")}
        network.add_node(node["id"], label=node["label"], **rest)
        network.nodes[-1]["label"] = node["label"]  # pyvis would show the id of whoever has no name
    for edge in payload.edges.values():
        rest = {k: v for k, v in edge.items() if k not in ("from", "to")}
        network.add_edge(edge["from"], edge["to"], **rest)
    network.set_options(json.dumps(OPTIONS))
    return network


def canvas_data(payload: MapPayload) -> dict[str, Any]:
    """What goes to the canvas: pyvis' nodes, edges and options, and the backdrop and legend beside them."""
    network = to_pyvis(payload)
    options = network.options if isinstance(network.options, dict) else json.loads(network.options.to_json())
    return {"nodes": network.nodes, "edges": network.edges, "options": options, "backdrop": payload.backdrop,
            "legend": payload.legend, "hidden": payload.hidden}


def patch(base: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """What turns the canvas data `base` into `now`: changed nodes and edges, who is absent by now, ids gone, backdrop where it
    differs."""
    result: dict[str, Any] = {}
    for part in ("nodes", "edges", *(["absent"] if "absent" in now else [])):
        before = {item["id"]: item for item in base[part]}
        after = {item["id"]: item for item in now[part]}
        result[part] = [item for id, item in after.items() if before.get(id) != item]
        result[f"{part}_gone"] = [id for id in before if id not in after]
    return result | {key: now[key] for key in ("backdrop", "legend", "hidden") if base[key] != now[key]}
