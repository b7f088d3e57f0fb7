"""What the store ranks itself, where it can: the same measures on the same ties, and over all paths of large layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import networkx as nx

from graph.analysis.centrality import Ranking, ordered
from graph.model import Text

Ranker = Callable[[str, tuple[str, ...], tuple[tuple[str, str, float, int], ...]], Ranking | None]
"""An account, the people of one layer and its ties (from, to, strength, distance) to its ranking; None for "not here"."""


def ranked(ranker: Ranker, account: str, layers: Mapping[str, nx.DiGraph]) -> dict[str, Ranking]:
    """The rankings of those layers that the ranker ranks. Once it cannot, it is not asked again."""
    found: dict[str, Ranking] = {}
    for name, layer in layers.items():
        graph = ordered(layer)
        if not graph:
            continue
        ranking = ranker(account, tuple(graph), tuple((i, j, d["strength"], d["distance"]) for i, j, d in graph.edges(data=True)))
        if ranking is None:
            break
        found[name] = ranking
    return found


def told(ranking: Ranking) -> Text:
    """Says so, and how many groups there are."""
    return Text("Standing and betweenness were computed by the database, over all paths. Groups that it finds on this layer "
                "(Louvain): {n}.", "声望和中介度由数据库计算，涵盖全部路径。数据库在这一层找出的群体（Louvain）：{n} 个。",
                ).format(n=len(set(ranking["community"].values())))
