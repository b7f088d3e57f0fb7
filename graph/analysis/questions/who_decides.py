"""Who really decides? The largest shares of the decision, and the small circle that carries half of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from graph.analysis.account import Analysis
from graph.analysis.centrality import standing
from graph.analysis.decision import DecisionModel
from graph.analysis.finding import NOTHING, Finding, about, names, place, spread
from graph.analysis.missing import too_few
from graph.analysis.question import Question
from graph.analysis.ranges import Shares
from graph.model import Snapshot, Text
from graph.network import LISTENING_ORDER, layer_name

QUESTION = Question(
    "who_decides", 1, "decision", Text("Who really decides?", "谁真正决定？"),
    Text("Everybody's share in the decision: the weight of the roles, passed on to those who are listened to. The small circle is "
         "the fewest people who carry half of it.",
         "每个人在决策中的份额：角色的权重，沿着谁听谁的关系传递。小圈子是合计占一半的最少几个人。"),
    "Friedkin & Johnsen 2011; Altafini 2013 for negative ties",
    Text("The weights of roles and ties are judgements, not measured; a role or tie that is missing here is missing in the answer.",
         "角色与关系的权重是判断而非测量；此处缺失的角色或关系，在答案中同样缺失。"))
RESTS_ON = {
    "roles": Text("Rests on the purchase roles and on who listens to whom.", "依据：采购角色和谁听谁的。"),
    "listening": Text("Rests on ties alone, on the layer “{layer}”: who is listened to. Too few roles are known; "
                      "more of them would change it.",
                      "仅依据关系图层“{layer}”：谁被听取。已知的采购角色太少；补上角色会改变结论。"),
    "rank": Text("Rests on formal rank alone: there are neither roles nor ties that show who is listened to.",
                 "仅依据行政级别：既没有角色，也没有显示谁听谁的关系。"),
    "structure": Text("The ties here (“{layer}”) show who is connected, not who is listened to; they never name a "
                      "decider by themselves.", "这里的关系（“{layer}”）只说明谁与谁有联系，不说明谁听谁的，不能单独据此判断谁决定。"),
    "nothing": Text("There are no roles, no levels and no ties yet.", "还没有角色、级别和关系。"),
}


def answer(analysis: Analysis) -> Finding:
    """One sentence with the first person's share, or "cannot tell" and between whom."""
    snapshot, model, shares = analysis.snapshot, analysis.model, analysis.shares
    rests = RESTS_ON[model.basis.code].format(layer=layer_name(model.basis.layer))
    few = too_few(QUESTION, analysis)
    if few:
        return few
    if not model.basis.tells:
        return QUESTION.says(_unnamed(snapshot, model), facts=(rests,), would_change=_would_change(model), sure=False)
    ranked = shares.ranked()
    first = ranked[0]
    circle = analysis.circle
    top = shares.share[first]
    sure = bool(shares.first[first] >= model.settings.sure_from)
    rivals = [i for i in ranked if shares.first[i] >= 0.1] or [first]
    against = [i for i in reversed(ranked) if shares.share[i].value <= -0.01]
    if sure:
        sentence = Text("{who} carries {share} of the decision ({range}), more than anybody else{often}. {circle}",
                        "{who} 占决策的{share}（{range}），高于其他任何人{often}。{circle}")
    elif len(rivals) > 1 and np.allclose([shares.share[i].value for i in rivals], top.value):
        sentence = Text("Cannot tell who carries most: {rivals} weigh the same, {share} each ({range} for {who}). {circle}",
                        "无法断定谁的分量最大：{rivals}分量相同，各{share}（{who}为 {range}）。{circle}")
    else:
        sentence = Text("Cannot tell who carries most: {rivals} may each be first. {who} is ahead with {share} ({range}), "
                        "first in {chance} of the simulated cases. {circle}",
                        "无法断定谁的分量最大：{rivals}都可能居首。{who} 目前领先，{share}（{range}），在{chance}的模拟中居首。{circle}")
    sentence = sentence.format(
        who=names(snapshot, [model.people[first]]), share=about(top.value), range=spread(top),
        rivals=names(snapshot, [model.people[i] for i in rivals]), chance=about(shares.first[first]), often=_often(shares.first[first]),
        circle=_half(snapshot, shares, circle, against=bool(against)))
    return QUESTION.says(sentence, top, people=circle, facts=(
        rests, *_known_roles(analysis), *_facts(snapshot, model, shares), *_against(snapshot, shares, against), *_beside(analysis), *_layers(analysis)),
                      would_change=_would_change(model), sure=sure)


def _half(snapshot: Snapshot, shares: Shares, circle: Sequence[str], *, against: bool) -> Text:
    """Who carries half: of the decision, or where somebody's support works against us, of what counts for us; and who might stand in the
    place of the last of them, weighing the same."""
    least = min((shares.of(person).value for person in circle), default=1.0)
    same = [p for p, share in zip(shares.people, shares.share, strict=True) if p not in circle and np.isclose(share.value, least)]
    others = Text(" {who} would do as well, weighing the same as the least of them.", "{who}与其中最轻者分量相同，换成他们也一样。").format(
        who=names(snapshot, same)) if same else NOTHING
    if len(circle) == 1:
        text = (Text("Half of what counts for us lies with one person: {names}.", "对我方有利的分量，仅一人就占一半以上：{names}。") if against else
                Text("Half of the decision lies with one person: {names}.", "仅一人就占决策一半以上：{names}。"))
    else:
        text = (Text("Half of what counts for us lies with {n}: {names}.", "对我方有利的分量有一半在{n}人手中：{names}。") if against else
                Text("Half of the decision lies with {n}: {names}.", "合计占决策一半的有{n}人：{names}。"))
    return Text("{half}{others}", "{half}{others}").format(half=text.format(n=len(circle), names=names(snapshot, circle)), others=others)


def _often(first: float) -> Text:
    """How often the first one is first, where that is not almost always."""
    return NOTHING if first >= 0.975 else Text(" (first in {chance} of the simulated cases)", "（在{chance}的模拟中居首）").format(chance=about(first))


def _unnamed(snapshot: Snapshot, model: DecisionModel) -> Text:
    if model.basis.code == "nothing":
        return Text("Cannot tell who decides: nothing is known of roles, rank or ties.",
                    "无法判断谁决定：角色、级别和关系都未知。")
    return Text("Cannot tell who decides: these ties show who is connected, not who is listened to. {connected}",
                "无法判断谁决定：这些关系只显示谁与谁有联系，不显示谁听谁的。{connected}").format(connected=_connected(snapshot, model))


def _connected(snapshot: Snapshot, model: DecisionModel) -> Text:
    """Who has ties to most people, as recorded; nobody by name where many have equally many."""
    tied = abs(model.listening) + abs(model.listening).T
    count = np.diff(sparse.csr_array(tied).indptr)
    first = [model.people[i] for i in np.flatnonzero(count == count.max())]
    if not count.max():
        return NOTHING
    text = (Text("As recorded, {who} {has} ties to most people ({n}{each}).", "按记录，联系最多的是{who}（{each_zh}{n} 人）。") if len(first) <= 3 else
            Text("Nobody stands out among them: {k} people have ties to {n} each.", "其中无人突出：{k} 人各与 {n} 人有联系。"))
    several = len(first) > 1
    return text.format(who=names(snapshot, first), has="have" if several else "has", n=int(count.max()), each=" each" if several else "",
                       each_zh="各" if several else "", k=len(first))


def _facts(snapshot: Snapshot, model: DecisionModel, shares: Shares) -> list[Text]:
    facts = []
    for i in shares.ranked()[:3]:
        facts.append(Text("{who}: {share} of the decision ({range}), place {place}.",
                          "{who}：{share}（{range}），名次 {place}。").format(
            who=names(snapshot, [model.people[i]]), share=about(shares.share[i].value),
            range=spread(shares.share[i]), place=place(shares.rank[i])))
    heads = [p for p in snapshot.people.values() if p.level == 1]
    if len(heads) == 1 and heads[0].id != model.people[shares.ranked()[0]]:
        rank = shares.rank[model.people.index(heads[0].id)]
        facts.append(Text("The formal head is {who}, place {place} here: rank and listening disagree.",
                          "行政上的一把手是{who}，在此排第 {place}：级别与影响力不一致。").format(
            who=names(snapshot, [heads[0].id]), place=place(rank)))
    return facts


def _known_roles(analysis: Analysis) -> list[Text]:
    known = sum(bool(position.roles) for position in analysis.positions.values())
    return [Text("{k} of {n} people have a role.", "{n} 人中 {k} 人填写了角色。").format(k=known, n=len(analysis.model))] if known else []


def _against(snapshot: Snapshot, shares: Shares, against: Sequence[int]) -> list[Text]:
    return [Text("{who}: open support from there works against us ({share}).", "{who}：其公开支持反而对我方不利（{share}）。").format(
        who=names(snapshot, [shares.people[i]]), share=about(shares.share[i].value)) for i in against[:2]]


def _beside(analysis: Analysis) -> list[Text]:
    """Whom plain PageRank puts first where the model rests on one layer alone."""
    first = _first(analysis, analysis.model.basis.layer)
    return [Text("Beside it, plain PageRank on the same ties puts {who} first.", "对照：同一关系上的 PageRank 以{who}居首。").format(
        who=names(analysis.snapshot, first))] if first else []


def _layers(analysis: Analysis) -> list[Text]:
    """Where the layers of listening put different people first, whom each puts first."""
    first = {name: found for name in LISTENING_ORDER if (found := _first(analysis, name))}
    if len({tuple(found) for found in first.values()}) < 2:
        return []
    parts = [Text("{layer} – {who}", "{layer}——{who}").format(layer=layer_name(name), who=names(analysis.snapshot, found, at_most=2))
             for name, found in first.items()]
    return [Text("The layers disagree about who is looked up to most (PageRank): {parts}.", "各图层对谁最受看重说法不一（PageRank）：{parts}。").format(
        parts=Text("; ".join(p.en for p in parts), "；".join(p.zh for p in parts)))]


def _first(analysis: Analysis, layer: str) -> list[str]:
    """Whom plain PageRank puts first on a layer; nobody where there is no such layer."""
    ranks = standing(analysis.layers[layer]) if layer in analysis.layers else {}
    return sorted(person for person, rank in ranks.items() if rank == max(ranks.values()))


def _would_change(model: DecisionModel) -> Text:
    if model.basis.code == "roles":
        return Text("A role or an influence tie that is missing here, above all for people in the small circle.",
                    "补上缺失的角色或影响关系，尤其是小圈子成员的。")
    return Text("Purchase roles: say who signs, who pays and who can say no.", "采购角色：写明谁拍板、谁付钱、谁能否决。")
