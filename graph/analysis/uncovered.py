"""Whom do we not cover? How much of the decision lies with people we know, and who is missing."""

from __future__ import annotations

import numpy as np

from graph.analysis.decision import DecisionModel
from graph.analysis.finding import Finding, about, names, spread
from graph.analysis.ranges import Range, Shares, between
from graph.model import SCALES, Snapshot, Text
from graph.network import sign_of, strength_of

ASKS = Text("Whom do we not cover?", "我们没有覆盖谁？")


def coverage(snapshot: Snapshot, opportunity: str) -> dict[str, float]:
    """How well we know each person, 0-1: the declared coverage or the best tie of one of us, whichever is more."""
    ties = _known_by(snapshot)
    return {person: max([SCALES["coverage"].value(snapshot.position(opportunity, person).coverage), *ties.get(person, [])])
            for person in snapshot.people}


def uncovered(snapshot: Snapshot, model: DecisionModel, shares: Shares, *, opportunity: str) -> Finding | None:
    """Decision-weighted coverage sum(c r) and the people with the largest c (1 - r). None where nobody can be named."""
    if len(model) < 2 or not model.basis.tells:
        return None
    found = coverage(snapshot, opportunity)
    met = np.array([found[person] for person in model.people])
    if not _known_by(snapshot) and not any(snapshot.position(opportunity, person).coverage for person in model.people):
        return Finding("uncovered", ASKS, Text("Coverage is not filled in for anybody, so we cannot say whom we know.",
                                               "尚未填写任何人的覆盖程度，无法判断我们认识谁。"),
                       would_change=Text("Fill in coverage on the person cards, or draw who of us knows whom.",
                                         "在人员卡片上填写覆盖程度，或画出我方谁认识谁。"), sure=False)
    positive = np.clip(shares.draws.shares, 0, None)
    part = between((positive @ met / positive.sum(axis=1))[:, None], model.settings.range_mass)[0]
    gap = shares.draws.shares[0] * (1 - met)
    missing = [i for i in np.argsort(-gap) if met[i] < model.settings.covered_from and gap[i] > 0]
    known = int((met >= model.settings.covered_from).sum())
    if not missing:
        return Finding.of("uncovered", ASKS, Text("Everybody who weighs is covered: {share} of the decision ({range}).",
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
    return Finding.of("uncovered", ASKS, sentence, part, people=tuple(model.people[i] for i in missing[:5]), facts=facts,
                      would_change=Text("One meeting with {who}; or proof that the role is not {who}'s.",
                                        "与 {who} 见一次面；或证明这个角色不属于 {who}。").format(
                          who=names(snapshot, [model.people[first]])))


def _known_by(snapshot: Snapshot) -> dict[str, list[float]]:
    """Person id to the strength of each friendly tie that one of us has to that person, 0-1."""
    found: dict[str, list[float]] = {}
    levels = len(SCALES["personal_level"].levels)
    for tie in snapshot.ties.values():
        if tie.kind == "KNOWS" and sign_of(tie) > 0:
            rung = int(tie.level) / levels if tie.level else 1.0
            found.setdefault(tie.target, []).append(rung * strength_of(tie))
    return found


def _fact(snapshot: Snapshot, model: DecisionModel, share: Range, i: int, met: float) -> Text:
    return Text("{who}: {share} of the decision ({range}), coverage {met} %.",
                "{who}：占决策的{share}（{range}），覆盖 {met} %。").format(
        who=names(snapshot, [model.people[i]]), share=about(share.value), range=spread(share), met=round(100 * met))
