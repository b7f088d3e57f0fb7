"""Who moves the decider? Whose view is in the view of the one whose word weighs most on paper."""

from __future__ import annotations

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.decision import DecisionModel
from graph.analysis.finding import NOTHING, Finding, about, cases, names, often, spread
from graph.analysis.missing import missing
from graph.analysis.question import Question
from graph.analysis.ranges import Range
from graph.model import Snapshot, Text

QUESTION = Question(
    "who_moves", 3, "decision", Text("Who moves the decider?", "谁能影响决策者？"),
    Text("Whose view ends up in the view of the one whose word weighs most on paper, over all paths of listening.",
         "沿着所有听取路径，谁的看法最终进入名义上分量最大的人的看法之中。"),
    "Friedkin & Johnsen 2011",
    Text("Sign and order are worth more than the numbers: how open somebody is to others is a judgement.",
         "方向和次序比数字可靠：一个人有多听得进别人，只是判断。"))


def answer(analysis: Analysis) -> Finding:
    """The row of V of the decider: by the roles, or where there are none by the share. Moving somebody the other way is moving, too."""
    snapshot, model = analysis.snapshot, analysis.model
    if silent := missing(QUESTION, analysis):
        return silent
    if analysis.decider is None:
        return _nobody(analysis)
    decider, person, inside = analysis.people_at[analysis.decider], analysis.decider, analysis.inside
    size = np.abs(inside.draws.shares)
    movers = [int(i) for i in np.argsort(-size[0], kind="stable") if i != decider and size[0, i] >= 0.01]
    own = inside.share[decider]
    change = Text("Ask whom {who} calls before a decision; draw that influence tie.",
                  "问问 {who} 做决定前先找谁，把这条影响关系画上。").format(who=names(snapshot, [person]))
    if not movers:
        return QUESTION.says(Text("Nobody known moves {who}: no tie says whom {who} listens to.",
                                                  "没有已知的人能影响 {who}：没有关系说明 {who} 听谁的。").format(
            who=names(snapshot, [person])), own, people=(person,), would_change=change, sure=False)
    others = size[1:].copy()
    others[:, decider] = -1
    chances = (others.argmax(axis=1)[:, None] == np.array(movers)[None, :]).mean(axis=0)
    sure = bool(chances[0] >= model.settings.sure_from)
    rivals = [i for i, chance in zip(movers, chances, strict=True) if chance >= 0.1 or i == movers[0]]
    costs = (inside.draws.shares < 0).mean(axis=0)
    against = [i for i in np.argsort(-costs) if costs[i] >= model.settings.sure_from]
    pulls = [i for i in movers[1:] if inside.share[i].value <= -0.05]
    contrary = Text(" {who} pulls the other way ({share}).", "{who} 起相反作用（{share}）。").format(
        who=names(snapshot, [model.people[i] for i in pulls]), share=about(inside.share[pulls[0]].value)) if pulls else NOTHING
    most = inside.share[movers[0]]
    sentence = Text("Of what {who} thinks, {own} is {who}'s own; {movers} {move} it. {first} {most}{way}: {share} ({range}).{place}{contrary}",
                    "{who} 的看法{own}来自本人；能影响它的有{movers}。其中 {first} {most}{way}：{share}（{range}）。{place}{contrary}").format(
        who=names(snapshot, [person]), own=about(own.value), movers=names(snapshot, [model.people[i] for i in movers[:3]]),
        first=names(snapshot, [model.people[movers[0]]]), share=about(most.value), range=spread(most), contrary=contrary, move="moves" if len(movers) == 1 else "move",
        most=Text("moves most", "影响最大") if sure else Text("may move most", "可能影响最大"),
        way=Text(", the other way", "，但方向相反") if most.value < 0 else NOTHING, place=NOTHING if sure else _place(analysis, rivals, float(chances[0])))
    facts = [_fact(snapshot, model, inside.share[i], i) for i in movers[:3]]
    facts += [Text("Support from {who} works the other way round here: it costs us.", "{who} 的支持在这里适得其反：会让我们失分。").format(
        who=names(snapshot, [model.people[i]])) for i in against[:2]]
    return QUESTION.says(sentence, most, people=(person, *(model.people[i] for i in movers[:3])), facts=tuple(facts), would_change=change, sure=sure)


def _nobody(analysis: Analysis) -> Finding:
    """No answer where nobody is the one decider: two who weigh the same, or no one who stands out."""
    who = names(analysis.snapshot, analysis.deciders)
    if analysis.deciders:
        return QUESTION.silent(Text("{who} weigh the same on paper, so there is no one decider to be moved.", "{who}在名义上分量相同，没有唯一的决策者可言。").format(who=who),
                               Text("Ask which of {who} has the last word.", "问清{who}当中谁说了算。").format(who=who), people=analysis.deciders)
    return QUESTION.silent(Text("Nobody weighs more than the others, so nobody can be said to move the decider.", "没有人的分量超过其他人，也就无法说谁能影响决策者。"),
                           Text("Purchase roles: say who signs.", "采购角色：写明谁拍板。"))


def _place(analysis: Analysis, rivals: list[int], first: float) -> Text:
    """How often the first one is first, and who else may be."""
    return Text(" First of them {en}{rivals}.", "居首的机会{zh}{rivals}。").format(en=cases(first), zh=often(first), rivals=Text(
        "; {who} may each be first", "；{who}都可能居首").format(who=names(analysis.snapshot, [analysis.model.people[i] for i in rivals])) if len(rivals) > 1 else NOTHING)


def _fact(snapshot: Snapshot, model: DecisionModel, number: Range, i: int) -> Text:
    return Text("{who}: {share} of that view ({range}).", "{who}：占该看法的{share}（{range}）。").format(
        who=names(snapshot, [model.people[i]]), share=about(number.value), range=spread(number))
