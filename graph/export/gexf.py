"""An account as GEXF 1.3, the format of Gephi: with colours, sizes and places, ties of several kinds side by side.

Written by hand because networkx writes neither the `kind` of an edge, without which Gephi makes one edge of all the ties
between two people, nor directed and undirected edges in one file. For the same reason networkx does not read a file
that holds both; GraphML is for that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from graph.analysis.account import Analysis
from graph.export.network_export import Attributes, Edge, Node, Point, network_of
from graph.export.redaction import WHOLE, Redaction
from graph.model import Snapshot

_TYPES: dict[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}


def gexf(snapshot: Snapshot, *, analysis: Analysis | None = None, deal: str | None = None, places: Mapping[str, Point] | None = None,
         redaction: Redaction = WHOLE, language: str = "en") -> bytes:
    """The account as a file; the arguments are those of `network_of`."""
    network = network_of(snapshot, analysis=analysis, deal=deal, places=places, choice=redaction, language=language)
    root = Element("gexf", {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"})
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "Powermap"
    SubElement(meta, "description").text = network.name
    graph = SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static", "idtype": "string"})
    _declare(graph, "node", (node.attributes for node in network.nodes))
    _declare(graph, "edge", (edge.attributes for edge in network.edges))
    nodes, edges = SubElement(graph, "nodes"), SubElement(graph, "edges")
    for node in network.nodes:
        _node(nodes, node)
    for edge, kind in zip(network.edges, _kinds(network.edges), strict=True):
        _edge(edges, edge, kind)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _declare(graph: Element, of: str, found: Iterable[Attributes]) -> None:
    types = {name: _TYPES[type(value)] for attributes in found for name, value in attributes.items()}
    attributes = SubElement(graph, "attributes", {"class": of, "mode": "static"})
    for name in sorted(types):
        SubElement(attributes, "attribute", {"id": name, "title": name, "type": types[name]})


def _node(nodes: Element, node: Node) -> None:
    element = SubElement(nodes, "node", {"id": node.id, "label": node.label})
    _values(element, node.attributes)
    _colour(element, node.colour)
    SubElement(element, "viz:size", {"value": str(node.size)})
    if node.at is not None:
        SubElement(element, "viz:position", {"x": str(node.at[0]), "y": str(node.at[1]), "z": "0.0"})


def _edge(edges: Element, edge: Edge, kind: str) -> None:
    element = SubElement(edges, "edge", {
        "id": edge.id, "source": edge.source, "target": edge.target, "type": "directed" if edge.directed else "undirected",
        "weight": str(edge.weight), "label": edge.label, "kind": kind})
    _values(element, edge.attributes)
    _colour(element, edge.colour)


def _kinds(edges: Iterable[Edge]) -> Iterable[str]:
    """The layer of each edge, with a number where there is one of it between the same two already."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for edge in edges:
        pairs = {(edge.source, edge.target)} if edge.directed else {(edge.source, edge.target), (edge.target, edge.source)}
        number = 1 + max(seen[(edge.layer, *pair)] for pair in pairs)
        seen.update({(edge.layer, *pair): number for pair in pairs})
        yield edge.layer if number == 1 else f"{edge.layer} {number}"


def _values(element: Element, attributes: Attributes) -> None:
    values = SubElement(element, "attvalues")
    for name, value in attributes.items():
        SubElement(values, "attvalue", {"for": name, "value": str(value).lower() if isinstance(value, bool) else str(value)})


def _colour(element: Element, colour: str) -> None:
    SubElement(element, "viz:color", {part: str(int(colour[at:at + 2], 16)) for part, at in (("r", 1), ("g", 3), ("b", 5))})
