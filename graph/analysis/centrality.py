"""Who stands where among the people of one layer: the classical measures, each with its meaning.

A layer is a directed graph of one kind of tie. An edge i -> j says that i looks up to, listens to or names j;
`strength` in (0, 1] says how much (1 when absent). A mutual kind of tie comes as edges both ways.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from graph.analysis.engine import betweenness
from graph.errors import InvalidRecord
from graph.model.settings import DEFAULTS, Settings
from graph.model.text import Text

Values = dict[str, float | None]
Ranking = Mapping[str, Mapping[str, float]]
"""Measures of one layer from elsewhere: `pagerank` and `betweenness` by person, and `community`, the number of his group."""

ALPHA = 0.85          # PageRank's customary damping; Katz takes the same share of its own limit
UNIT = 60             # the distance of a tie of strength 1
WEAKEST = 1e-6        # below it a tie is as good as none; keeps 1/strength finite
BLOCK = 1_000_000     # people and ties that one call of a search passes: a few hundredths of a second in which others wait


@dataclass(frozen=True)
class Measure:
    """One measure: `meaning` is one sentence for a person, `range` what values it can take."""

    key: str
    name: Text
    meaning: Text
    range: Text
    source: str


_SHARE = Text("0 to 1", "0 到 1")
_COUNT = Text("whole number from 0", "从 0 起的整数")

MEASURES: dict[str, Measure] = {m.key: m for m in (
    Measure("in_degree", Text("Named by", "被提名数"),
            Text("How many people look to him.", "有多少人看他、听他。"),
            _COUNT, "Wasserman & Faust 1994"),
    Measure("in_strength", Text("Weight of those who name him", "被提名强度"),
            Text("How much people look to him, strong ties counting more.", "别人看他、听他的总强度，强关系算得更多。"),
            Text("0 to the number of the others", "0 到其他人的人数"), "Barrat et al. 2004"),
    Measure("degree", Text("Connected", "联系面"),
            Text("The share of the others he has a direct tie with, in either direction.",
                 "与他有直接联系的人占其他人的比例，不分方向。"),
            _SHARE, "Freeman 1978"),
    Measure("closeness", Text("Closeness", "接近度"),
            Text("How few steps the people around need to come to him.", "周围的人走几步就能到他这里，步数越少值越高。"),
            _SHARE, "Freeman 1978; Wasserman & Faust 1994 for layers in several parts"),
    Measure("harmonic", Text("Harmonic closeness", "调和接近度"),
            Text("How many people are near him: a neighbour counts 1, somebody two steps away one half.",
                 "他身边有多少人：一步之内算 1，两步算二分之一，依此类推。"),
            Text("0 to the number of the others", "0 到其他人的人数"), "Marchiori & Latora 2000"),
    Measure("betweenness", Text("In between", "中介度"),
            Text("How often the shortest way between two others leads through him: he can pass on or hold back.",
                 "别人之间的最短路径有多少经过他：他可以传话，也可以压住。"),
            _SHARE, "Freeman 1977; Brandes 2001"),
    Measure("eigenvector", Text("Friends of the powerful", "与强者为伍"),
            Text("He is looked up to by people who are looked up to themselves.", "看重他的人，自己也被别人看重。"),
            Text("0 to 1, squares add up to 1; none unless everybody can be reached from everybody",
                 "0 到 1，平方和为 1；除非人人都能互相到达，否则没有值"), "Bonacich 1972"),
    Measure("pagerank", Text("Standing", "声望"),
            Text("His share of the standing in this layer: who is looked up to by people with standing has more.",
                 "他在这一层关系中的声望份额：被有声望的人看重，声望就高。"),
            Text("0 to 1, all people add up to 1", "0 到 1，所有人合计为 1"), "Brin & Page 1998"),
    Measure("katz", Text("Reach of his word", "话语传播"),
            Text("How many people look to him directly or through others, long ways counting less.",
                 "直接或通过别人看他、听他的有多少，路越长算得越少。"),
            Text("0 to 1, squares add up to 1", "0 到 1，平方和为 1"), "Katz 1953"),
    Measure("constraint", Text("Tied down", "受约束度"),
            Text("Low means a broker with options: the people he knows do not all know each other.",
                 "值低说明他是有选择余地的中间人：他认识的人彼此并不都认识。"),
            Text("above 0, about 1 for one single contact, at most 1.125 when ties are equal",
                 "大于 0；只有一个联系人时约为 1，关系强度相同时最高 1.125"), "Burt 1992"),
    Measure("effective_size", Text("Separate contacts", "有效联系数"),
            Text("How many of his contacts bring him something that the others do not.",
                 "他的联系人中，有多少能带来别人带不来的东西。"),
            Text("1 to the number of his contacts", "1 到他的联系人数"), "Burt 1992; Borgatti 1997"),
    Measure("core", Text("Inner core", "核心层级"),
            Text("He belongs to a group in which everybody has at least so many ties to the others of it.",
                 "他所在的圈子里，每个人至少与圈内这么多人有联系。"),
            _COUNT, "Seidman 1983"),
)}


def centralities(layer: nx.DiGraph, *, settings: Settings = DEFAULTS, ranking: Ranking | None = None) -> dict[str, Values]:
    """Every measure of `MEASURES` for every person of one layer: person -> measure -> value. What a `ranking` holds is
    taken from it.

    None stands where a measure has no answer (an isolate's constraint, eigenvector on an org chart, paths in a
    layer above the limits; see `estimated`). Values do not depend on the order of people and ties. Large layers take
    long without compiled code: `engine.within_reach` lowers the limits where it is missing.
    """
    if layer.is_multigraph() or not layer.is_directed():
        raise TypeError("a layer is a DiGraph: one kind of tie, at most one edge from i to j")
    graph = ordered(layer)
    people = list(graph)
    if not people:
        return {}
    known = ranking or {}
    both = _both_ways(graph)
    contacts = dict(both.degree())
    others = len(people) - 1
    strengths = nx.to_scipy_sparse_array(graph, nodelist=people, weight="strength", dtype=float)
    eigenvector, katz = _spectral(graph, people, strengths)
    columns: dict[str, Values] = {
        "in_degree": dict(graph.in_degree()),
        "in_strength": dict(graph.in_degree(weight="strength")),
        "degree": {v: contacts[v] / others if others else None for v in people},
        **_paths(graph, people, settings, known.get("betweenness")),
        "eigenvector": eigenvector,
        "pagerank": {**(known.get("pagerank") or standing(graph))},
        "katz": katz,
        # for all nodes and undirected: asked for single nodes of a directed graph, NetworkX answers NaN
        "constraint": nx.constraint(both, weight="strength"),
        "effective_size": _effective_size(both),
        "core": nx.core_number(both),
    }
    return {v: {key: _number(columns[key].get(v)) for key in MEASURES} for v in people}


def standing(layer: nx.DiGraph) -> dict[str, float]:
    """PageRank on strengths: who is looked up to by people who are looked up to. 0 to 1, all add up to 1."""
    # the library's own tolerance grows with n: at 5,000 people single values would be 18 % off
    return nx.pagerank(layer, alpha=ALPHA, tol=1e-10 / max(len(layer), 1), max_iter=500, weight="strength")


def estimated(layer: nx.DiGraph, settings: Settings = DEFAULTS, *, ranking: Ranking | None = None) -> Text | None:
    """A sentence when measures that follow paths are an estimate or left out in this layer; None when exact."""
    people, said = len(layer), []
    if people > settings.sampled_paths and not ranking:
        said.append(Text("Betweenness is left out: this layer has {n} people, and it is computed for up to {limit}.",
                         "没有计算中介度：这一层有 {n} 人，最多计算 {limit} 人。").format(n=people, limit=settings.sampled_paths))
    elif people > settings.exact_paths and not ranking:
        said.append(Text("Betweenness is an estimate from the paths of {k} of the {n} people, because this layer has more "
                         "than {limit}; near ranks may swap.",
                         "中介度是估计值：这一层有 {n} 人，超过 {limit} 人，只用其中 {k} 人的路径推算；相近的名次可能互换。",
                         ).format(n=people, limit=settings.exact_paths, k=min(settings.path_samples, people)))
    if people > settings.closeness_people:
        said.append(Text("Both kinds of closeness are left out: this layer has {n} people, and they are computed for up to {limit}.",
                         "没有计算两种接近度：这一层有 {n} 人，最多计算 {limit} 人。",
                         ).format(n=people, limit=settings.closeness_people))
    return Text(" ".join(one.en for one in said), "".join(one.zh for one in said)) if said else None


def ordered(layer: nx.DiGraph) -> nx.DiGraph:
    """The layer as it is measured: without ties to oneself, with `strength` and `distance` on each edge, and in one order
    of people and ties, so that sums and samples come out the same for every input order."""
    ties = {}
    for i, j, strength in layer.edges(data="strength", default=1.0):
        if not 0 < strength <= 1:
            raise InvalidRecord(f"The tie from {i} to {j} has the strength {strength}; "
                                "it must be above 0 and at most 1.",
                                f"从 {i} 到 {j} 的关系强度为 {strength}；应大于 0 且不超过 1。")
        if i != j:
            ties[i, j] = max(float(strength), WEAKEST)
    equal = len(set(ties.values())) <= 1
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(layer, key=str))
    for i, j in sorted(ties, key=lambda tie: (str(tie[0]), str(tie[1]))):
        # A path's weight is a distance: a strong tie is short. Whole numbers, because two ways of the same length
        # must come out exactly equal; in floats they differ in the last digit and one of them is lost.
        graph.add_edge(i, j, strength=ties[i, j], distance=1 if equal else round(UNIT / ties[i, j]))
    graph.graph["unit"] = 1 if equal else UNIT
    return graph


def _both_ways(graph: nx.DiGraph) -> nx.Graph:
    """Who has a tie with whom, direction left out; of two opposite ties the stronger counts."""
    both = nx.Graph()
    both.add_nodes_from(graph)
    for i, j, strength in graph.edges(data="strength"):
        back = graph.edges[j, i]["strength"] if graph.has_edge(j, i) else 0.0
        both.add_edge(i, j, strength=max(strength, back))
    return both


def _paths(graph: nx.DiGraph, people: list[str], settings: Settings, between: Mapping[str, float] | None) -> dict[str, Values]:
    """Betweenness when it is not known, and incoming closeness and harmonic closeness; each empty above its limit."""
    n = len(people)
    if between is None and n <= settings.sampled_paths:
        sample = min(settings.path_samples, n) if n > settings.exact_paths else None
        between = betweenness(graph, k=sample, weight=None if graph.graph["unit"] == 1 else "distance", seed=settings.seed)
    near = _closeness(graph, people) if n <= settings.closeness_people else (np.zeros(0),) * 2
    return {"betweenness": {**(between or {})}, **{key: dict(zip(people, values.tolist(), strict=False))
                                                   for key, values in zip(("closeness", "harmonic"), near, strict=True)}}


def _closeness(graph: nx.DiGraph, people: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Incoming closeness and harmonic closeness, in units of a tie of strength 1."""
    n, unit = len(people), graph.graph["unit"]
    matrix = nx.to_scipy_sparse_array(graph, nodelist=people, weight="distance", dtype=float)
    reached, total, harmonic = np.zeros((3, n))
    size = max(1, BLOCK // (n + matrix.nnz))
    for start in range(0, n, size):
        rows = np.arange(start, min(start + size, n))
        steps = dijkstra(matrix, indices=rows)
        steps[rows - start, rows] = np.inf
        near = np.isfinite(steps)
        reached += near.sum(axis=0)
        total += np.where(near, steps, 0).sum(axis=0)
        harmonic += (unit / steps).sum(axis=0)
    # Wasserman and Faust: closeness within his own part, times the share of all others that this part is
    return reached / np.maximum(total / unit, 1e-300) * reached / max(n - 1, 1), harmonic


def _spectral(graph: nx.DiGraph, people: list[str], strengths: csr_array) -> tuple[Values, Values]:
    """Eigenvector (empty unless the layer is one strongly connected whole) and Katz centrality."""
    place = {v: k for k, v in enumerate(people)}
    eigenvector: Values = {}
    # Katz needs alpha below 1/largest eigenvalue. The largest strength stands in for it when there is no cycle
    # (an org chart has only zeros); it never exceeds the eigenvalue when all ties are equal and a cycle exists.
    largest = max((s for _, _, s in graph.edges(data="strength")), default=1.0)
    for part in nx.strongly_connected_components(graph):
        if len(part) > 1:
            rows = sorted(place[v] for v in part)
            root, vector = _leading(strengths[rows][:, rows])
            largest = max(largest, root)
            if len(part) == len(people) and vector is not None:
                eigenvector = dict(zip(people, vector, strict=True))
    incoming, value = strengths.T.tocsr(), np.ones(len(people))
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(1000):
            before, value = value, 1 + ALPHA / largest * (incoming @ value)
            if np.abs(value - before).sum() <= 1e-13 * value.sum():
                value /= value.max()        # first, so that the squares stay finite
                return eigenvector, dict(zip(people, value / np.linalg.norm(value), strict=True))
    return eigenvector, {}


def _leading(block: csr_array) -> tuple[float, np.ndarray | None]:
    """Largest eigenvalue (never too small) and incoming eigenvector of a strongly connected block.

    Power iteration on the block plus identity, so that a cycle does not swing for ever. The quotients enclose the
    eigenvalue (Collatz and Wielandt); None for the vector when they do not close in.
    """
    incoming, vector = block.T.tocsr(), np.ones(block.shape[0])
    for _ in range(20_000):
        image = incoming @ vector + vector
        quotient = image / vector
        if quotient.max() - quotient.min() <= 1e-11:
            return float(quotient.max() - 1), image / np.linalg.norm(image)
        vector = image / image.max()
    return float(quotient.max() - 1), None


def _effective_size(both: nx.Graph) -> Values:
    """Contacts less the mean number of ties that a contact has with the other contacts; nothing for isolates."""
    triangles = nx.triangles(both)
    return {v: d - 2 * triangles[v] / d for v, d in both.degree() if d}


def _number(value: float | None) -> float | None:
    """A plain float, None for whatever is not a finite number."""
    return float(value) if value is not None and math.isfinite(value) else None
