"""Which centrality says what: one finding for each layer, its first people by each reading, and how firm that is."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from graph.analysis.brokerage import brokerage_roles
from graph.analysis.centrality import Ranking, Values, estimated
from graph.analysis.finding import NOTHING, Finding, about, names
from graph.analysis.firmness import First, first, recorded, redrawn, standings
from graph.analysis.in_database import told
from graph.analysis.key_players import key_sets_negative, key_sets_positive
from graph.analysis.ranges import between
from graph.model import DEFAULTS, KINDS, Settings, Snapshot, Text
from graph.network import last_period, layer_name

LARGEST_SEARCH = 120  # people: above, the search for key pairs takes longer than a page should
NAMED = 3  # more people alike are counted, not named

ASKS = Text("Who stands out on the layer “{layer}”?", "在图层“{layer}”上谁突出？")
AUTHORITY = ("OBEYS", "RECOGNISES", "IN_CIRCLE")
"""Kinds of tie that show standing, though not whose word is listened to."""
CONTACT = ("CONTACT", "CLOSE", "OTHER")


def central(snapshot: Snapshot, network: nx.MultiDiGraph, layer: nx.DiGraph, values: Mapping[str, Values], *,
            ranking: Ranking | None = None, settings: Settings = DEFAULTS) -> Finding | None:
    """Who is first by number of ties, by standing (PageRank) and as go-between on one layer. None when it is empty.
    `ranking` is what of the values the store has computed."""
    name = layer.graph["layer"]
    kind = next((d["kind"] for _, _, d in network.edges(data=True) if d["layer"] == name), name)
    if len(values) < 2:
        return None
    shown = layer_name(name)
    degrees = recorded(values, "in_degree")
    if not degrees:
        return None
    kept, counts = redrawn(layer, settings)
    degree = first(list(layer), counts, degrees)
    standing = first(list(layer), standings(layer, kept), recorded(values, "pagerank"))
    broker = First(recorded(values, "betweenness"))
    column, listening = list(layer).index(degrees[0]), KINDS[kind].listening
    shows = listening or kind in AUTHORITY
    parts = [_ties(snapshot, degree, int(counts[0, column]), len(values) - 1, settings, listening=listening)]
    if len(degrees) == 1 or standing.people != degrees:
        parts.append(_standing(snapshot, standing, settings, shows=shows))
    if broker.people:
        parts.append(Text("most often the go-between: {who}", "最常居中牵线的是{who}").format(who=_alike(snapshot, broker.people)))
    sentence = Text("On “{layer}”, {parts}.", "在“{layer}”上，{parts}。").format(
        layer=shown, parts=Text("; ".join(p.en for p in parts), "；".join(p.zh for p in parts)))
    facts = [*_chances(snapshot, degree, standing, settings, shows=shows), *([] if listening else [_caution(kind)])]
    period = last_period(network, name)
    if period:
        facts.append(Text("Of several periods the last one counts here: {period}.", "有多个时段，这里只算最后一个：{period}。").format(
            period=period))
    found = [*_between_groups(snapshot, network, layer), *_key_pair(snapshot, layer)]
    if found or broker.people:
        found.append(Text("Who is between others, and which pairs matter, rests on the ties as recorded: one more or less may change it.",
                          "居中者与关键组合只依据已记录的关系，多一条或少一条都可能改变结果。"))
    facts += [*found, *([told(ranking)] if ranking else [])]
    limited = estimated(layer, settings, ranking=ranking)
    return Finding.of(f"central:{name}", ASKS.format(layer=shown), sentence, between(counts[:, [column]], settings.range_mass)[0], unit="count",
                      people=tuple(dict.fromkeys(p for one in (degree, standing, broker) if len(one.people) <= NAMED for p in one.people)),
                      facts=tuple([*facts, limited] if limited else facts), sure=degree.sure(settings) and standing.sure(settings),
                      would_change=Text("Ties on this layer that nobody has told us about yet.", "这一层上还没有人告诉我们的关系。"))


def _alike(snapshot: Snapshot, people: tuple[str, ...]) -> Text:
    """Several who are alike: by name, or only how many."""
    if len(people) == 1:
        return names(snapshot, people)
    return Text("{who} alike", "{who}").format(who=names(snapshot, people) if len(people) <= NAMED else Text(f"{len(people)} people", f" {len(people)} 人"))


def _ties(snapshot: Snapshot, first: First, count: int, others: int, settings: Settings, *, listening: bool) -> Text:
    """To whom most ties lead: "8 of 37", where there is more than one other person."""
    several = len(first.people) > 1
    of = NOTHING if others == 1 else (Text(f" ({count} of {others} each)", f"（{others} 人中各 {count} 人）") if several else
                                      Text(f" ({count} of {others})", f"（{others} 人中 {count} 人）"))
    if several or first.sure(settings):
        text = (Text("most people look to {who}{of}", "看重{who}的人最多{of}") if listening else
                Text("most ties lead to {who}{of}", "与{who}有联系的人最多{of}"))
    else:
        text = (Text("it cannot be told to whom most people look: {rivals} may each be first; as recorded it is {who}{of}",
                     "无法断定看重谁的人最多：{rivals}都可能居首，按记录是{who}{of}") if listening else
                Text("it cannot be told to whom most ties lead: {rivals} may each be first; as recorded it is {who}{of}",
                     "无法断定与谁有联系的人最多：{rivals}都可能居首，按记录是{who}{of}"))
    return text.format(who=_alike(snapshot, first.people), rivals=_rivals(snapshot, first), of=of)


def _standing(snapshot: Snapshot, first: First, settings: Settings, *, shows: bool) -> Text:
    """Who is first by PageRank: the highest standing where the ties show standing, else only the best connected."""
    what = (Text("highest standing", "声望最高") if shows else
            Text("best connected, their own ties counted", "连同对方的联系一起算，联系最广"))
    if len(first.people) > 1 or first.sure(settings):
        return Text("{what}: {who}", "{what}的是{who}").format(what=what, who=_alike(snapshot, first.people))
    return Text("{what}: cannot tell, {rivals} may each be first", "无法断定谁{what}：{rivals}都可能居首").format(what=what, rivals=_rivals(snapshot, first))


def _rivals(snapshot: Snapshot, first: First) -> Text:
    """Who may be first when ties are left out."""
    if len(first.rivals) > 1:
        return names(snapshot, first.rivals)
    return Text("{who} and several others", "{who}和另外几人").format(who=names(snapshot, first.people[:1]))


def _chances(snapshot: Snapshot, degree: First, standing: First, settings: Settings, *, shows: bool) -> list[Text]:
    """How often the first one stays first when ties are left out."""
    measures = ((degree, Text("number of ties", "联系人数")), (standing, Text("standing", "声望") if shows else Text("connections", "联系面")))
    as_recorded = [] if standing.chance is not None or len(standing.people) != 1 else [
        Text("Who is first by {measure} rests on the ties as recorded: the layer is too large to try others.", "按{measure}谁居首只依据已记录的关系：这一层太大，无法逐一模拟。").format(measure=measures[1][1])]
    return [*(Text("{who}: first by {measure} in {chance} of the simulated cases, with {missing} % of the ties left out at random.",
                 "{who}：随机去掉 {missing} % 的关系，按{measure}在{chance}的模拟中居首。").format(
        who=names(snapshot, one.people), measure=measure, chance=about(one.chance), missing=round(100 * settings.tie_missing))
        for one, measure in measures if len(one.people) == 1 and one.chance is not None), *as_recorded]


def _caution(kind: str) -> Text:
    if kind in CONTACT:
        return Text("This layer shows contact or closeness, not authority: it names nobody a decider.", "这一层显示的是往来或亲近，不是权威：不能据此认定谁决定。")
    return Text("This layer does not show whose word is listened to: it names nobody a decider.", "这一层不显示谁听谁的：不能据此认定谁决定。")


def _between_groups(snapshot: Snapshot, network: nx.MultiDiGraph, layer: nx.DiGraph) -> list[Text]:
    """Who brokers between departments most often (Gould and Fernandez), where departments are known."""
    department = {p: d for p, d in network.nodes(data="department") if d and p in layer}
    if len(set(department.values())) < 2 or len(layer) > LARGEST_SEARCH:
        return []
    found = brokerage_roles(layer, department)
    between = {p: sum(n for role, n in roles.items() if role != "coordinator") for p, roles in found.items()}
    top = max(between.values(), default=0)
    return [Text("Most often the broker between departments: {who} ({n} open {paths}).", "部门之间居间最多的是{who}（{n} 条开放路径）。").format(
        who=_alike(snapshot, tuple(sorted(p for p, n in between.items() if n == top))), n=top, paths="path" if top == 1 else "paths")] if top else []


def _key_pair(snapshot: Snapshot, layer: nx.DiGraph) -> list[Text]:
    """Whose going would split the layer most, and whom to brief to reach the most (Borgatti's key player sets of two)."""
    if not 5 <= len(layer) <= LARGEST_SEARCH:
        return []
    split, _loss = key_sets_negative(layer, 2)
    brief, reached = key_sets_positive(layer, 2)
    lost, told_first = _pair(snapshot, split), _pair(snapshot, brief)
    return [Text("Without {who} this layer would fall apart most.", "没有{who}，这一层最易瓦解。").format(who=lost) if lost else
            Text("No pair of people holds this layer together more than others: {n} pairs are alike.", "没有哪两个人对这一层特别关键：{n} 对不相上下。").format(n=len(split)),
            Text("Briefing {who} reaches {reached} of this layer.", "先知会{who}，可触及这一层的{reached}。").format(who=told_first, reached=about(reached)) if told_first else
            Text("No pair is the one to brief: {n} pairs reach {reached} of this layer.", "先知会哪两个人都一样：{n} 对都可触及这一层的{reached}。").format(
                n=len(brief), reached=about(reached))]


def _pair(snapshot: Snapshot, pairs: list[set[str]]) -> Text | None:
    """The pair, or of several that are equally good whom they share; None where they share nobody."""
    shared = set.intersection(*pairs)
    if not shared:
        return None
    who = names(snapshot, sorted(shared))
    return who if len(pairs) == 1 else Text("{who} and any one of {n} others", "{who}和另外 {n} 人中的任何一人").format(who=who, n=len(pairs))
