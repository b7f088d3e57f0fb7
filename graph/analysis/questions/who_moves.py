"""Who moves the decider? Whose view is in the view of the one whose word weighs most on paper."""

from __future__ import annotations

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.decision import DecisionModel
from graph.analysis.finding import NOTHING, Finding, about, cases, names, often, spread
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
    """The row of V of the decider: by the roles, or where there are none by the share."""
    snapshot, model = analysis.snapshot, analysis.model
    if analysis.decider is None or len(model) < 2:
        return QUESTION.silent(Text("There is no decider to name yet, so nobody can be said to move one.", "尚无法指出决策者，也就无法说谁能影响他。"),
                               Text("Purchase roles: say who signs.", "采购角色：写明谁拍板。"))
    decider, person, inside = analysis.people_at[analysis.decider], analysis.decider, analysis.inside
    movers = [i for i in inside.ranked() if i != decider and inside.share[i].value >= 0.01]
    own = inside.share[decider]
    change = Text("Ask whom {who} calls before a decision; draw that influence tie.",
                  "问问 {who} 做决定前先找谁，把这条影响关系画上。").format(who=names(snapshot, [person]))
    if not movers:
        return QUESTION.says(Text("Nobody known moves {who}: no tie says whom {who} listens to.",
                                                  "没有已知的人能影响 {who}：没有关系说明 {who} 听谁的。").format(
            who=names(snapshot, [person])), own, people=(person,), would_change=change, sure=False)
    others = np.delete(inside.draws.shares[1:], decider, axis=1)
    first = float((others.argmax(axis=1) == movers[0] - (movers[0] > decider)).mean())
    sure = first >= model.settings.sure_from
    costs = (inside.draws.shares < 0).mean(axis=0)
    against = [i for i in np.argsort(-costs) if costs[i] >= model.settings.sure_from]
    pulls = [i for i in reversed(inside.ranked()) if inside.share[i].value <= -0.05]
    contrary = Text(" {who} pulls the other way ({share}).", "{who} 起相反作用（{share}）。").format(
        who=names(snapshot, [model.people[i] for i in pulls]), share=about(inside.share[pulls[0]].value)) if pulls else Text("", "")
    sentence = Text("Of what {who} thinks, {own} is {who}'s own; the rest comes from {movers}. {first} {most}: {share} "
                    "({range}).{place}{contrary}",
                    "{who} 的看法{own}来自本人，其余来自{movers}。其中 {first} {most}：{share}（{range}）。{place}{contrary}").format(
        who=names(snapshot, [person]), own=about(own.value), movers=names(snapshot, [model.people[i] for i in movers[:3]]),
        first=names(snapshot, [model.people[movers[0]]]), share=about(inside.share[movers[0]].value),
        range=spread(inside.share[movers[0]]), contrary=contrary,
        most=Text("moves most", "影响最大") if sure else Text("may move most", "可能影响最大"),
        place=NOTHING if sure else Text(" First of them {en}.", "居首的机会{zh}。").format(en=cases(first), zh=often(first)))
    facts = [_fact(snapshot, model, inside.share[i], i) for i in movers[:3]]
    facts += [Text("Support from {who} works the other way round here: it costs us.", "{who} 的支持在这里适得其反：会让我们失分。").format(
        who=names(snapshot, [model.people[i]])) for i in against[:2]]
    return QUESTION.says(sentence, inside.share[movers[0]],
                      people=(person, *(model.people[i] for i in movers[:3])), facts=tuple(facts), would_change=change, sure=sure)


def _fact(snapshot: Snapshot, model: DecisionModel, number: Range, i: int) -> Text:
    return Text("{who}: {share} of that view ({range}).", "{who}：占该看法的{share}（{range}）。").format(
        who=names(snapshot, [model.people[i]]), share=about(number.value), range=spread(number))
