"""Who moves the decider? Whose view is in the view of the one whose word weighs most on paper."""

from __future__ import annotations

import numpy as np

from graph.analysis.decision import DecisionModel
from graph.analysis.finding import Finding, about, names, spread
from graph.analysis.ranges import Range, Shares, decision_shares
from graph.model import Snapshot, Text

ASKS = Text("Who moves the decider?", "谁能影响决策者？")


def who_moves(snapshot: Snapshot, model: DecisionModel, shares: Shares) -> Finding | None:
    """The row of V of the decider: by the roles, or where there are none by the share. None where nobody can be named."""
    if not model.basis.tells or len(model) < 2:
        return None
    decider = int(np.argmax(model.power)) if model.basis.code == "roles" else shares.ranked()[0]
    person = model.people[decider]
    inside = decision_shares(model, target=decider)
    movers = [i for i in inside.ranked() if i != decider and inside.share[i].value >= 0.01]
    own = inside.share[decider]
    change = Text("Ask whom {who} calls before a decision; draw that influence tie.",
                  "问问 {who} 做决定前先找谁，把这条影响关系画上。").format(who=names(snapshot, [person]))
    if not movers:
        return Finding.of("who_moves", ASKS, Text("Nobody known moves {who}: no tie says whom {who} listens to.",
                                                  "没有已知的人能影响 {who}：没有关系说明 {who} 听谁的。").format(
            who=names(snapshot, [person])), own, people=(person,), would_change=change, sure=False)
    costs = (inside.draws.shares < 0).mean(axis=0)
    against = [i for i in np.argsort(-costs) if costs[i] >= model.settings.sure_from]
    pulls = [i for i in reversed(inside.ranked()) if inside.share[i].value <= -0.05]
    contrary = Text(" {who} pulls the other way ({share}).", "{who} 起相反作用（{share}）。").format(
        who=names(snapshot, [model.people[i] for i in pulls]), share=about(inside.share[pulls[0]].value)) if pulls else Text("", "")
    sentence = Text("Of what {who} thinks, {own} is {who}'s own; the rest comes from {movers}. {first} moves most: {share} "
                    "({range}).{contrary}",
                    "{who} 的看法{own}来自本人，其余来自{movers}。其中 {first} 影响最大：{share}（{range}）。{contrary}").format(
        who=names(snapshot, [person]), own=about(own.value), movers=names(snapshot, [model.people[i] for i in movers[:3]]),
        first=names(snapshot, [model.people[movers[0]]]), share=about(inside.share[movers[0]].value),
        range=spread(inside.share[movers[0]]), contrary=contrary)
    facts = [_fact(snapshot, model, inside.share[i], i) for i in movers[:3]]
    facts += [Text("Support from {who} works the other way round here: it costs us.", "{who} 的支持在这里适得其反：会让我们失分。").format(
        who=names(snapshot, [model.people[i]])) for i in against[:2]]
    return Finding.of("who_moves", ASKS, sentence, inside.share[movers[0]],
                      people=(person, *(model.people[i] for i in movers[:3])), facts=tuple(facts), would_change=change)


def _fact(snapshot: Snapshot, model: DecisionModel, number: Range, i: int) -> Text:
    return Text("{who}: {share} of that view ({range}).", "{who}：占该看法的{share}（{range}）。").format(
        who=names(snapshot, [model.people[i]]), share=about(number.value), range=spread(number))
