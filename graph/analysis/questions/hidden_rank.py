"""Hidden rank against formal weight: who carries more than the roles say, and who less."""

from __future__ import annotations

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.centrality import standing
from graph.analysis.decision import DecisionModel, roles_of
from graph.analysis.finding import Finding, about, names
from graph.analysis.missing import too_few
from graph.analysis.question import Question
from graph.analysis.questions.nominal import recognition
from graph.analysis.ranges import Range, Shares, between
from graph.model import Snapshot, Text

QUESTION = Question(
    "hidden_rank", 2, "decision", Text("Who is stronger or weaker than on paper?", "谁的实际分量与名义不符？"),
    Text("The share in the decision less the weight that the roles give; named only when the 90 % range leaves zero aside.",
         "决策份额减去角色赋予的名义权重；只有 90 % 区间不含零时才点名。"),
    "Friedkin & Johnsen 2011; Holden 1990 for the idea of the hidden power base",
    Text("It needs roles. Somebody whose ties nobody has drawn looks weaker than he is.", "需要角色信息。关系没有画出的人，看上去会比实际弱。"))


def answer(analysis: Analysis) -> Finding:
    """The gap c - p with its range; only a gap whose range leaves zero aside is named."""
    snapshot, model, shares = analysis.snapshot, analysis.model, analysis.shares
    if few := too_few(QUESTION, analysis):
        return few
    if model.basis.code != "roles":
        known = any(roles_of(position) for position in analysis.positions.values())
        return QUESTION.silent(Text("Too few purchase roles are known for a paper weight to compare with.", "已知的采购角色太少，不足以得出可比较的名义权重。") if known else
                               Text("Nobody's purchase role is known, so there is no paper weight to compare with.", "尚不知道任何人的采购角色，无从比较名义权重。"),
                               Text("Purchase roles on the cards.", "在人员卡片上填写采购角色。"))
    gaps = between(shares.draws.shares - shares.draws.power, model.settings.range_mass)
    above = [i for i in np.argsort([-g.value for g in gaps]) if gaps[i].low > 0 and gaps[i].value >= 0.01]
    below = [i for i in np.argsort([g.value for g in gaps]) if gaps[i].high < 0 and gaps[i].value <= -0.01]
    change = Text("Ask who was last asked before a decision, and who was last overruled.",
                  "问问上次做决定之前先问了谁，上次被否决的又是谁。")
    if not above and not below:
        return QUESTION.says(Text("Cannot tell: no one's real weight clearly differs from that on paper.",
                                  "无法判断：没有人的实际分量与名义分量有明确差别。"), would_change=change, sure=False)
    parts_en, parts_zh = [], []
    if above:
        top = above[0]
        text = Text("{who} weighs more than the roles say: {share} in effect against {paper} on paper.",
                    "{who} 的实际分量高于角色：实际{share}，名义{paper}。")
        parts_en.append(_filled(text, snapshot, model, shares, top).en)
        parts_zh.append(_filled(text, snapshot, model, shares, top).zh)
    if below:
        text = Text("{who} weighs less than the roles say: {share} in effect against {paper} on paper.",
                    "{who} 的实际分量低于角色：实际{share}，名义{paper}。")
        parts_en.append(_filled(text, snapshot, model, shares, below[0]).en)
        parts_zh.append(_filled(text, snapshot, model, shares, below[0]).zh)
    chosen = [*above[:3], *below[:3]]
    return QUESTION.says(Text(" ".join(parts_en), "".join(parts_zh)), gaps[chosen[0]],
                      people=tuple(model.people[i] for i in chosen),
                      facts=(*(_fact(analysis, gaps[i], i) for i in chosen), *_beside(analysis, [i for part in (above, below) for i in part[:1]])),
                      would_change=change)


def _filled(text: Text, snapshot: Snapshot, model: DecisionModel, shares: Shares, i: int) -> Text:
    return text.format(who=names(snapshot, [model.people[i]]), share=about(shares.share[i].value),
                       paper=about(float(model.power[i])))


def _beside(analysis: Analysis, chosen: list[int]) -> list[Text]:
    """What two other signs say of them: who is asked for advice by those who are asked, and whom the boss recognises."""
    snapshot, facts, recognised = analysis.snapshot, [], recognition(analysis)
    asked = standing(analysis.layers["ADVICE"]) if "ADVICE" in analysis.layers else {}
    for person in (analysis.model.people[i] for i in chosen):
        if person in asked:
            place = 1 + sum(other > asked[person] + 1e-12 for other in asked.values())
            facts.append(Text("Beside it: by who asks whom for advice (PageRank) {who} is at place {k} of {n}.", "对照：按请教关系（PageRank），{who}排第 {k}（共 {n} 人）。").format(
                who=snapshot.called(person), k=place, n=len(asked)))
        if person in recognised:
            how, boss = recognised[person]
            told = (Text("Beside it: {boss} recognises {who}.", "对照：{boss}认可{who}。") if how >= analysis.model.settings.nominal_recognition else
                    Text("Beside it: {boss} hardly recognises {who}.", "对照：{boss}不太认可{who}。"))
            facts.append(told.format(boss=snapshot.called(boss), who=snapshot.called(person)))
    return facts


def _fact(analysis: Analysis, gap: Range, i: int) -> Text:
    """How far somebody's weight is from that on paper. It is surely more, or less: only such gaps are named."""
    more = gap.value > 0
    size = Range(abs(gap.value), *sorted((abs(gap.low), abs(gap.high))))
    text = (Text("{who}: {size} more than on paper ({range}), so surely more; place {place} in effect.", "{who}：比名义多{size}（{range}），可以确定偏高；实际名次 {place}。") if more else
            Text("{who}: {size} less than on paper ({range}), so surely less; place {place} in effect.", "{who}：比名义少{size}（{range}），可以确定偏低；实际名次 {place}。"))
    low, high = round(analysis.shares.rank[i].low), round(analysis.shares.rank[i].high)
    return text.format(who=names(analysis.snapshot, [analysis.model.people[i]]), place=low if low == high else f"{low}–{high}", size=_points(size.value), range=_span(size))


def _points(size: float) -> Text:
    """A difference of two shares, no finer than 5 points."""
    whole = 5 * round(20 * size)
    return Text(f"about {whole} points", f"约 {whole} 个百分点") if whole else Text("under 5 points", "不到 5 个百分点")


def _span(size: Range) -> Text:
    """From where to where it may be, in whole points; a difference that is surely there is not said to be nothing."""
    low, high = (round(100 * v) for v in (size.low, size.high))
    return Text(f"{low}–{high} points", f"{low}–{high} 个百分点") if low else Text(f"up to {high} points", f"至多 {high} 个百分点")
