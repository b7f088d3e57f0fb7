"""What do we not know? Whose attitude carries most of the doubt about the outcome."""

from __future__ import annotations

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.finding import Finding, about, names
from graph.analysis.question import Question
from graph.analysis.ranges import between
from graph.model import Text

QUESTION = Question(
    "unknowns", 5, "knowledge", Text("What do we not know?", "我们还不知道什么？"),
    Text("Whose attitude carries which part of the doubt about the outcome.", "结果的不确定性中，各人的态度各占多少。"),
    "First-order Sobol indices, exact for a linear outcome",
    Text("It weighs what is on the map; somebody who is missing altogether is not in it.", "只权衡图上已有的内容；完全遗漏的人不在其中。"))


def answer(analysis: Analysis) -> Finding:
    """Variance shares (c sigma)^2 / sum: first-order Sobol indices."""
    snapshot, model, shares = analysis.snapshot, analysis.model, analysis.shares
    attitudes = {p: position.attitude for p, position in analysis.positions.items() if (position.attitude or "U") != "U"}
    if not len(model) or not model.basis.tells:
        return QUESTION.silent(Text("Without knowing who weighs how much we cannot say which gap matters.", "不知道谁有多大分量，就无法说哪个空白要紧。"),
                               Text("Purchase roles, or who listens to whom.", "采购角色，或谁听谁的。"))
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
    return QUESTION.says(sentence.format(share=about(parts[first].value), who=who, known=known,
                                                        all=len(model)),
                      parts[first], people=tuple(model.people[i] for i in order[:3]), facts=facts,
                      would_change=Text("Seeing {who} act, rather than hearing about it.", "亲眼看到 {who} 的行动，而不是听说。").format(
                          who=who))
