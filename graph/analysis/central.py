"""Which centrality says what: one finding for each layer, its first people by each reading, and how firm that is."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import numpy as np

from graph.analysis.brokerage import brokerage_roles
from graph.analysis.centrality import Ranking, Values, estimated
from graph.analysis.finding import Finding, about, names
from graph.analysis.in_database import told
from graph.analysis.key_players import key_players_negative, key_players_positive
from graph.analysis.ranges import Range, between
from graph.model import DEFAULTS, KINDS, Settings, Snapshot, Text
from graph.network import last_period, layer_name

LARGEST_SEARCH = 120  # people: above, the search for key pairs takes longer than a page should

ASKS = Text("Who stands out on the layer “{layer}”?", "在图层“{layer}”上谁突出？")
READINGS = {
    True: Text("most people look to {degree} ({count} of {others})", "看重{degree}的人最多（{others} 人中的 {count} 人）"),
    False: Text("most ties lead to {degree} ({count} of {others} people)", "与{degree}有联系的人最多（{others} 人中的 {count} 人）"),
}


def central(snapshot: Snapshot, network: nx.MultiDiGraph, layer: nx.DiGraph, values: Mapping[str, Values], *,
            ranking: Ranking | None = None, settings: Settings = DEFAULTS) -> Finding | None:
    """Who is first by number of ties, by standing (PageRank) and as go-between on one layer. None when it is empty.
    `ranking` is what of the values the store has computed."""
    name = layer.graph["layer"]
    kind = next((d["kind"] for _, _, d in network.edges(data=True) if d["layer"] == name), name)
    if len(values) < 2:
        return None
    shown = layer_name(name)
    best = {measure: _first(values, measure) for measure in ("in_degree", "pagerank", "betweenness")}
    firmness, number = _firmness(layer, best["in_degree"][0], settings)
    count = max(v["in_degree"] or 0 for v in values.values())
    sentence = Text("On “{layer}”, {most}. Highest standing: {standing}{broker}.",
                    "在“{layer}”上，{most}；声望最高的是{standing}{broker}。").format(
        layer=shown, standing=names(snapshot, best["pagerank"], at_most=3),
        most=READINGS[KINDS[kind].listening].format(degree=names(snapshot, best["in_degree"], at_most=3),
                                                    count=round(count), others=len(values) - 1),
        broker=Text("; most often the go-between: {who}", "；最常居中牵线的是{who}").format(
            who=names(snapshot, best["betweenness"], at_most=3)) if best["betweenness"] else Text("", ""))
    facts = [Text("First by number of ties in {chance} of the simulated cases, with {missing} % of the ties left out at random.",
                  "随机去掉 {missing} % 的关系，在{chance}的模拟中仍居首。").format(
        chance=about(firmness), missing=round(100 * settings.tie_missing))]
    if not KINDS[kind].listening:
        facts.append(Text("This layer shows contact or closeness, not authority: it names nobody a decider.",
                          "这一层显示的是往来或亲近，不是权威：不能据此认定谁决定。"))
    period = last_period(network, name)
    if period:
        facts.append(Text("Of several periods the last one counts here: {period}.", "有多个时段，这里只算最后一个：{period}。").format(
            period=period))
    facts += _between_groups(snapshot, network, layer) + _key_pair(snapshot, layer)
    facts += [told(ranking)] if ranking else []
    limited = estimated(layer, settings, ranking=ranking)
    return Finding.of(f"central:{name}", ASKS.format(layer=shown), sentence, number, unit="count",
                      people=tuple(dict.fromkeys(p for group in best.values() for p in group[:3])),
                      facts=tuple([*facts, limited] if limited else facts), sure=bool(firmness >= settings.sure_from),
                      would_change=Text("Ties on this layer that nobody has told us about yet.", "这一层上还没有人告诉我们的关系。"))


def _first(values: Mapping[str, Values], measure: str) -> list[str]:
    known = {person: v[measure] for person, v in values.items() if v[measure]}
    top = max(known.values(), default=None)  # type: ignore[type-var]
    return [p for p, v in known.items() if v == top]


def _between_groups(snapshot: Snapshot, network: nx.MultiDiGraph, layer: nx.DiGraph) -> list[Text]:
    """Who brokers between departments most often (Gould and Fernandez), where departments are known."""
    department = {p: d for p, d in network.nodes(data="department") if d and p in layer}
    if len(set(department.values())) < 2 or len(layer) > LARGEST_SEARCH:
        return []
    found = brokerage_roles(layer, department)
    between = {p: sum(n for role, n in roles.items() if role != "coordinator") for p, roles in found.items()}
    top = max(between.values(), default=0)
    return [Text("Between departments {who} brokers most often ({n} open paths).", "部门之间居间最多的是{who}（{n} 条开放路径）。").format(
        who=names(snapshot, sorted(p for p, n in between.items() if n == top)[:3]), n=top)] if top else []


def _key_pair(snapshot: Snapshot, layer: nx.DiGraph) -> list[Text]:
    """Whose going would split the layer most, and whom to brief to reach the most (Borgatti's key player sets of two)."""
    if not 5 <= len(layer) <= LARGEST_SEARCH:
        return []
    split, _loss = key_players_negative(layer, 2)
    brief, reached = key_players_positive(layer, 2)
    return [Text("Without {split} this layer would fall apart most; briefing {brief} reaches {reached} of it.",
                 "没有{split}，这一层最易瓦解；先知会{brief}可触及这一层的{reached}。").format(
        split=names(snapshot, sorted(split)), brief=names(snapshot, sorted(brief)), reached=about(reached))]


def _firmness(layer: nx.DiGraph, person: str, settings: Settings) -> tuple[float, Range]:
    """How often `person` stays first by in-degree when ties go missing, and the range of that in-degree."""
    people = list(layer)
    index = {p: i for i, p in enumerate(people)}
    heads = np.array([index[b] for _, b in layer.edges()])
    rng = np.random.default_rng(settings.seed)
    counts = np.array([np.bincount(heads if k == 0 else heads[rng.random(len(heads)) >= settings.tie_missing],
                                   minlength=len(people)) for k in range(settings.draws + 1)])
    stays = counts[1:, index[person]] >= counts[1:].max(axis=1)
    return float(stays.mean()), between(counts[:, [index[person]]], settings.range_mass)[0]
