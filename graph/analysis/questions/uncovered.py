"""Whom do we not cover? How much of the decision lies with people we know, and who is missing."""

from __future__ import annotations

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.coverage import coverage, known_by
from graph.analysis.decision import DecisionModel
from graph.analysis.finding import Finding, about, names, spread
from graph.analysis.question import Question
from graph.analysis.ranges import Range, between
from graph.model import Snapshot, Text

QUESTION = Question(
    "uncovered", 7, "access", Text("Whom do we not cover?", "我们没有覆盖谁？"),
    Text("Everybody's share in the decision times how well we know them; the largest shares that nobody covers come first.",
         "每个人的决策份额乘以我们对其熟悉程度；无人覆盖而份额最大者排在最前。"),
    "Altify's coverage levels, weighed by decision shares",
    Text("Coverage is what the team says it is: a name in the table is not a relationship.", "覆盖程度来自团队自述：表里有名字不等于有关系。"))


def answer(analysis: Analysis) -> Finding:
    """Decision-weighted coverage sum(c r) and the people with the largest c (1 - r)."""
    snapshot, model, shares = analysis.snapshot, analysis.model, analysis.shares
    if len(model) < 2 or not model.basis.tells:
        return QUESTION.silent(Text("Without knowing who weighs how much we cannot say whom we miss.", "不知道谁有多大分量，就无法说缺了谁。"),
                               Text("Purchase roles, or who listens to whom.", "采购角色，或谁听谁的。"))
    found = coverage(snapshot, analysis.opportunity)
    met = np.array([found[person] for person in model.people])
    if not known_by(snapshot) and not any(position.coverage for position in analysis.positions.values()):
        return QUESTION.silent(Text("Coverage is not filled in for anybody, so we cannot say whom we know.", "尚未填写任何人的覆盖程度，无法判断我们认识谁。"),
                               Text("Fill in coverage on the person cards, or draw who of us knows whom.",
                                    "在人员卡片上填写覆盖程度，或画出我方谁认识谁。"))
    positive = np.clip(shares.draws.shares, 0, None)
    part = between((positive @ met / positive.sum(axis=1))[:, None], model.settings.range_mass)[0]
    gap = shares.draws.shares[0] * (1 - met)
    missing = [i for i in np.argsort(-gap) if met[i] < model.settings.covered_from and gap[i] > 0]
    known = int((met >= model.settings.covered_from).sum())
    if not missing:
        return QUESTION.says(Text("Everybody who weighs is covered: {share} of the decision ({range}).",
                                                  "所有有分量的人都已覆盖：{share}的决策（{range}）。").format(
            share=about(part.value), range=spread(part)), part)
    first = missing[0]
    sentence = Text("We know {known} of {all} people well. Weighted by coverage, we reach {share} of the decision ({range}). "
                    "The largest gap is {who}: {weight} of the decision, {met}.",
                    "{all} 人中我们熟悉 {known} 人；按覆盖程度加权，约覆盖决策的{share}（{range}）。最大的缺口是 {who}：占决策的{weight}，{met}。").format(
        known=known, all=len(model), share=about(part.value), range=spread(part),
        who=names(snapshot, [model.people[first]]), weight=about(float(shares.draws.shares[0][first])),
        met=Text("never met", "从未见过") if met[first] == 0 else Text("barely known", "了解很少"))
    facts = tuple(_fact(snapshot, model, shares.share[i], i, float(met[i])) for i in missing[:3])
    return QUESTION.says(sentence, part, people=tuple(model.people[i] for i in missing[:5]), facts=facts,
                      would_change=Text("One meeting with {who}; or proof that the role is not {who}'s.",
                                        "与 {who} 见一次面；或证明这个角色不属于 {who}。").format(
                          who=names(snapshot, [model.people[first]])))


def _fact(snapshot: Snapshot, model: DecisionModel, share: Range, i: int, met: float) -> Text:
    return Text("{who}: {share} of the decision ({range}), coverage {met} %.",
                "{who}：占决策的{share}（{range}），覆盖 {met} %。").format(
        who=names(snapshot, [model.people[i]]), share=about(share.value), range=spread(share), met=round(100 * met))
