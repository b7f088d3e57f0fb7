"""What do we not know? Whose attitude carries most of the doubt about the outcome."""

from __future__ import annotations

import numpy as np

from graph.analysis.decision import DecisionModel
from graph.analysis.finding import Finding, about, names
from graph.analysis.ranges import Shares, between
from graph.model import Snapshot, Text

ASKS = Text("What do we not know?", "我们还不知道什么？")


def unknowns(snapshot: Snapshot, model: DecisionModel, shares: Shares, attitudes: dict[str, str]) -> Finding | None:
    """Variance shares (c sigma)^2 / sum: first-order Sobol indices, exact for a linear outcome. None without people.

    `attitudes` maps those whose attitude is known to its code.
    """
    if not len(model) or not model.basis.tells:
        return None
    loads = (shares.draws.shares * model.doubt) ** 2
    totals = loads.sum(axis=1, keepdims=True)
    parts = between(np.divide(loads, totals, out=np.zeros_like(loads), where=totals > 0), model.settings.range_mass)
    order = sorted(range(len(model)), key=lambda i: (-parts[i].value, model.people[i]))
    first = order[0]
    known = len([p for p in model.people if p in attitudes])
    who = names(snapshot, [model.people[first]])
    if known == 0:
        sentence = Text("Nobody's attitude is known. Ask first about {who}: {share} of all doubt.",
                        "没有任何人的态度是已知的。先了解 {who}：占全部不确定性的{share}。")
    else:
        sentence = Text("One question holds {share} of the doubt: what does {who} think? The attitude of {known} of "
                        "{all} people is known.",
                        "不确定性的{share}在于一个问题：{who} 怎么想？{all} 人中已知 {known} 人的态度。")
    facts = tuple(Text("{who}: {share} of the doubt; attitude: {attitude}.", "{who}：占不确定性的{share}；态度：{attitude}。").format(
        who=names(snapshot, [model.people[i]]), share=about(parts[i].value),
        attitude=attitudes.get(model.people[i]) or Text("unknown", "未知")) for i in order[:3])
    return Finding.of("unknowns", ASKS, sentence.format(share=about(parts[first].value), who=who, known=known,
                                                        all=len(model)),
                      parts[first], people=tuple(model.people[i] for i in order[:3]), facts=facts,
                      would_change=Text("Seeing {who} act, rather than hearing about it.", "亲眼看到 {who} 的行动，而不是听说。").format(
                          who=who))
