"""Whom do we not cover? How much of the decision lies with people we know, who is missing, and who could bring us there."""

from __future__ import annotations

import numpy as np

from graph.analysis.access import called_all
from graph.analysis.account import Analysis
from graph.analysis.brands import brands
from graph.analysis.finding import Finding, Table, about, called, names, spread
from graph.analysis.missing import missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.ranges import between
from graph.model import SCALES, Text

QUESTION = Question(
    "uncovered", 7, "access", Text("Whom do we not cover?", "我们没有覆盖谁？"),
    Text("Everybody's share in the decision times how well we know them; the largest shares that nobody covers come first.",
         "每个人的决策份额乘以我们对其熟悉程度；无人覆盖而份额最大者排在最前。"),
    "Altify's coverage levels, weighed by decision shares",
    Text("Coverage is what the team says it is: a name in the table is not a relationship.", "覆盖程度来自团队自述：表里有名字不等于有关系。"))
LISTED = 10


def answer(analysis: Analysis) -> Finding:
    """Decision-weighted coverage sum(c r) and the people with the largest c (1 - r)."""
    snapshot, model, shares = analysis.snapshot, analysis.model, analysis.shares
    if silent := missing(QUESTION, analysis):
        return silent
    if not analysis.contacts and not any(position.coverage for position in analysis.positions.values()):
        return QUESTION.silent(Text("Coverage is not filled in for anybody, so we cannot say whom we know.", "尚未填写任何人的覆盖程度，无法判断我们认识谁。"),
                               Text("Fill in coverage on the person cards, or draw who of us knows whom.",
                                    "在人员卡片上填写覆盖程度，或画出我方谁认识谁。"))
    met = np.array([analysis.met[person] for person in model.people])
    positive = np.clip(shares.draws.shares, 0, None)
    part = between((positive @ met / positive.sum(axis=1))[:, None], model.settings.range_mass)[0]
    if not analysis.missing:
        return QUESTION.says(Text("Everybody who weighs is covered: {share} of the decision ({range}).",
                                  "所有有分量的人都已覆盖：{share}的决策（{range}）。").format(share=about(part.value), range=spread(part)), part, status="green")
    first = analysis.missing[0]
    rivals, sure = _largest(analysis, met)
    gap = (Text("The largest gap is {who}", "最大的缺口是 {who}") if sure else
           Text("Cannot tell which gap is the largest: {rivals} may each be. {who}, for one", "无法断定最大的缺口是谁：{rivals}都有可能。例如{who}") if len(rivals) > 1 else
           Text("The largest gap may be {who}, but that is not sure", "最大的缺口可能是{who}，但并不确定")).format(
        who=names(snapshot, [first]), rivals=names(snapshot, rivals))
    sentence = Text("We know {known} of {all} people well. Weighted by coverage, we reach {share} of the decision ({range}). "
                    "{gap}: {weight} of the decision, {met}.",
                    "{all} 人中我们熟悉 {known} 人；按覆盖程度加权，覆盖决策的{share}（{range}）。{gap}：占决策的{weight}，{met}。").format(
        known=int((met >= model.settings.covered_from).sum()), all=len(model), share=about(part.value), range=spread(part),
        gap=gap, weight=about(shares.of(first).value),
        met=Text("never met", "从未见过") if analysis.met[first] == 0 else Text("barely known", "了解很少"))
    change = Text("A tie to {who} that nobody has drawn; or proof that somebody else has that weight.", "补上与{who}尚未画出的关系；或证明这个分量属于别人。").format(
        who=names(snapshot, [first]))
    return QUESTION.says(sentence, part, people=analysis.missing[:5], sure=sure, facts=(*(_fact(analysis, person) for person in analysis.missing[:3]), *rests_on_ties(analysis)),
                         would_change=change, next_step=_next(analysis, first), table=_table(analysis, _worth(analysis, analysis.missing)))


def _largest(analysis: Analysis, met: np.ndarray) -> tuple[list[str], bool]:
    """Who may be the largest gap, the likeliest first, and whether the first one surely is."""
    draws = analysis.shares.draws.shares
    gaps = (draws[1:] if len(draws) > 1 else draws) * (1 - met)
    gaps[:, [person not in analysis.missing for person in analysis.model.people]] = -1
    chance = np.bincount(gaps.argmax(axis=1), minlength=len(met)) / len(gaps)
    rivals = [person for person in analysis.missing if chance[analysis.people_at[person]] >= 0.1]
    return rivals, bool(chance[analysis.people_at[analysis.missing[0]]] >= analysis.model.settings.sure_from)


def door(analysis: Analysis, person: str) -> Text:
    """Who could bring us to somebody in one step: one of us who knows this person, else somebody of theirs whom we know."""
    own = analysis.contacts.get(person)
    if own:
        return Text("{ours} knows this person", "{ours}认识此人").format(ours=analysis.snapshot.called(own[0][0]))
    marks = brands(analysis, person)
    route = next((r for r in analysis.access.routes(person, without=marks, direct=False) if len(r.between) == 2), None)
    if route:
        return called_all(analysis, route, with_chances=False)
    return Text("nobody yet", "暂无")


def why(analysis: Analysis, person: str) -> Text:
    """Why somebody matters: the roles, being one of the decider's movers, or the place in the small circle."""
    reasons = [SCALES["role"][role].name for role in analysis.positions[person].roles]
    buyer = analysis.positions[person].buyer_type
    if not reasons and buyer:
        reasons.append(SCALES["buyer_type"][buyer].name)
    if analysis.decider and person != analysis.decider and (
            inside := analysis.inside.of(person).value) >= analysis.model.settings.alert_share:
        reasons.append(Text("{share} of what {who} thinks", "占{who}看法的{share}").format(share=about(inside), who=analysis.snapshot.called(analysis.decider)))
    elif not reasons and person in analysis.circle:
        reasons.append(Text("in the small circle", "在小圈子里"))
    return Text("; ".join(r.en for r in reasons), "；".join(r.zh for r in reasons)) if reasons else Text("listened to", "有人听其意见")


def _worth(analysis: Analysis, people: tuple[str, ...]) -> tuple[str, ...]:
    """Those of them who are worth a line: with a role, or some weight."""
    return tuple(p for p in people if analysis.positions[p].roles or analysis.shares.of(p).value >= 0.01)[:LISTED]


def _fact(analysis: Analysis, person: str) -> Text:
    share = analysis.shares.of(person)
    return Text("{who}: {share} of the decision ({range}), coverage {met} %; {why}.",
                "{who}：占决策的{share}（{range}），覆盖 {met} %；{why}。").format(
        who=names(analysis.snapshot, [person]), share=about(share.value), range=spread(share), met=round(100 * analysis.met[person]),
        why=why(analysis, person))


def _next(analysis: Analysis, person: str) -> Text:
    return Text("Meet {who}. The nearest door: {door}.", "去见{who}。最近的门路：{door}。").format(who=names(analysis.snapshot, [person]), door=door(analysis, person))


def _table(analysis: Analysis, people: tuple[str, ...]) -> Table:
    columns = (Text("Not covered", "未覆盖"), Text("Of the decision", "占决策"), Text("Range", "区间"), Text("How well we cover", "覆盖程度"),
               Text("Why this person matters", "为何重要"), Text("Nearest door", "最近的门路"))
    return Table(columns, tuple((called(analysis.snapshot, person), about((share := analysis.shares.of(person)).value), spread(share),
                                 Text(f"{round(100 * analysis.met[person])} %", f"{round(100 * analysis.met[person])} %"),
                                 why(analysis, person), door(analysis, person)) for person in people))
