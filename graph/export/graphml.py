"""An account as GraphML, for Gephi, yEd, igraph, networkx and other programs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import networkx as nx

from graph.analysis.account import Analysis
from graph.export.network_export import Point, network_of
from graph.export.redaction import WHOLE, Redaction
from graph.model import Snapshot


def graphml(snapshot: Snapshot, *, analysis: Analysis | None = None, deal: str | None = None, places: Mapping[str, Point] | None = None,
            redaction: Redaction = WHOLE, language: str = "en") -> bytes:
    """The account as a file; the arguments are those of `network_of`.

    All edges are written as directed, because many programs refuse a file with both sorts (networkx does): the edges'
    own `directed` says which have a direction. `label`, `weight`, `size`, `x`, `y`, `r`, `g`, `b` are what Gephi draws by.
    """
    network = network_of(snapshot, analysis=analysis, deal=deal, places=places, choice=redaction, language=language)
    graph = nx.MultiDiGraph(name=network.name)
    for node in network.nodes:
        at = {} if node.at is None else {"x": node.at[0], "y": node.at[1]}
        graph.add_node(node.id, label=node.label, **node.attributes, **at, **_colour(node.colour), size=node.size)
    for edge in network.edges:
        graph.add_edges_from([(edge.source, edge.target, edge.id, {
            "label": edge.label, "weight": edge.weight, **edge.attributes, **_colour(edge.colour)})])
    written = BytesIO()
    nx.write_graphml_xml(graph, written)
    return _keys_named(written.getvalue().decode("utf-8")).encode("utf-8")


def _colour(colour: str) -> dict[str, Any]:
    return {part: int(colour[at:at + 2], 16) for part, at in (("r", 1), ("g", 3), ("b", 5))}


def _keys_named(text: str) -> str:
    """Names the keys by what they hold: networkx numbers them, and Gephi takes those numbered 3 and 7 for labels."""
    names = {id: f"{of}_{name}" for id, of, name in re.findall(r'<key id="(d\d+)" for="(\w+)" attr\.name="(\w+)"', text)}
    return re.sub(r'(<key id|<data key)="(d\d+)"', lambda found: f'{found[1]}="{names[found[2]]}"', text)
