"""What if our champion leaves? The outcome with an unknown successor, who would be out of reach, and who would follow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.finding import NOTHING, Finding, Table, about, names, often, signed, within
from graph.analysis.gates import APART
from graph.analysis.missing import missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.what_if import Comparison, WhatIf, compare
from graph.model import DEFAULTS, SCALES, Text
from graph.network import holds

QUESTION = Question(
    "champion_leaves", 13, "camps", Text("What if our champion leaves?", "如果我们的支持者离开会怎样？"),
    Text("The decision is worked out again with somebody unknown in the seat of each of our best supporters: the roles and the reporting line "
         "stay, the attitude and all personal ties go.",
         "把我们最重要的几位支持者逐一换成未知的继任者，重新计算：角色与汇报关系保留，态度和私人关系全部消失。"),
    "Friedkin & Johnsen 2011; 17 % of B2B contacts change within a year: Salesforce Research and LinkedIn 2017, 7 million records",
    Text("A successor may be for us or against us; the range says how much that matters. The 17 % is a mean over branches, not a forecast.",
         "继任者可能支持也可能反对，区间说明其影响有多大。17 % 是各行业平均，不是对此人的预测。"))
PEOPLE_FOR_ALL = 100
"""Up to so many people three departures are worked out; above, one: each is a whole analysis."""


@dataclass(frozen=True)
class _Loss:
    person: str
    then: Comparison
    dark: tuple[str, ...]
    cut_off: tuple[str, ...]
    followers: tuple[str, ...]


def answer(analysis: Analysis) -> Finding:
    """The departure that costs most among the best supporters (the largest c x)."""
    if silent := missing(QUESTION, analysis, attitudes=True):
        return silent
    snapshot, model, settings = analysis.snapshot, analysis.model, analysis.model.settings
    worth = analysis.shares.draws.shares[0] * model.attitude
    best = [int(i) for i in np.argsort(-worth, kind="stable") if worth[i] >= settings.effect_least and model.attitude[i] > 0]
    if not best:
        return QUESTION.says(Text("We have no champion to lose: nobody who supports us weighs much.", "我们没有可失去的支持者：支持我们的人都没有多大分量。"),
                             status="red", sure=False, would_change=Text("A supporter with weight.", "出现一位有分量的支持者。"))
    losses = [_loss(analysis, model.people[i]) for i in best[:3 if len(model) <= PEOPLE_FOR_ALL else 1]]
    losses.sort(key=lambda loss: loss.then.change.value)
    first = losses[0]
    change, before, after = first.then.change, first.then.before, first.then.after
    sure = 1 - first.then.helps >= settings.sure_from
    turns = before.win >= settings.sure_from and after.win < max(after.lose, after.none)
    end = Text("a loss", "输") if after.lose > after.none else Text("no decision", "未决")
    who, name = names(snapshot, [first.person]), snapshot.called(first.person)
    outside = snapshot.people[first.person].external
    text = (Text("If {who} leaves, an outsider whom nobody succeeds: {before} → {after} ({change}; range {range}), won {win} → {then}.{turns}{alike}{dark}",
                 "如果{who}离开（外部人员，无人接替）：{before} → {after}（{change}；区间 {range}），赢{win} → {then}。{turns}{alike}{dark}") if sure and outside else
            Text("If {who} leaves and nobody knows the successor: {before} → {after} ({change}; range {range}), won {win} → {then}.{turns}{alike}{dark}",
                 "如果{who}离开，而继任者情况不明：{before} → {after}（{change}；区间 {range}），赢{win} → {then}。{turns}{alike}{dark}") if sure else
            Text("Losing {who} may cost us: {before} → {after}, won {win} → {then}, but the range of the change is {range}: unclear.{alike}{dark}",
                 "失去{who}可能对我们不利：{before} → {after}，赢{win} → {then}，但变化的区间为 {range}，尚不明确。{alike}{dark}"))
    return QUESTION.says(
        text.format(who=who, before=signed(before.number.value), after=signed(after.number.value), change=signed(change.value), range=within(change),
                    win=often(before.win), then=often(after.win),
                    turns=Text(" That turns a win into {end}.", "结果将由“赢”变为“{end}”。").format(end=end) if turns else NOTHING,
                    alike=_alike(analysis, losses), dark=_dark(analysis, first)),
        change, unit="outcome", people=tuple(loss.person for loss in losses), sure=sure,
        status="red" if sure and before.win >= settings.sure_from > after.win else "amber" if first.dark or change.value <= -settings.decided_from or before.win - after.win >= APART else "green", facts=_facts(analysis, losses, worth),
        would_change=Text("A second supporter of weight.", "再有一位有分量的支持者。") if outside else Text(
            "A second supporter of weight, or a successor whom {name} hands us over to.", "再有一位有分量的支持者，或由{name}亲自引见继任者。").format(name=name),
        next_step=_second(analysis, first),
        table=Table((Text("If this person leaves", "若此人离开"), Text("Change", "变化"), Text("Range", "区间"), Text("Costs us in", "对我们不利的比例"),
                     Text("Then nobody is covered in", "无人覆盖的部门"), Text("May follow", "可能跟随者")),
                    tuple(_row(analysis, loss) for loss in losses)))


def _loss(analysis: Analysis, person: str) -> _Loss:
    snapshot, met, ties = analysis.snapshot, analysis.met, [t for t in analysis.snapshot.ties.values() if holds(t, analysis.today)]
    change = WhatIf(without=(person,)) if snapshot.people[person].external else WhatIf(replaced=(person,))
    least = analysis.model.settings.covered_from
    department = snapshot.people[person].department
    others = [p for p, who in snapshot.people.items() if p != person and who.department == department]
    dark = department and met[person] >= least and others and not any(met[p] >= least for p in others)
    cut_off = [t.target for t in ties if t.kind == "WILL_INTRODUCE" and t.source == person and met[t.target] < least]
    return _Loss(person, compare(analysis, change), (department,) if dark and department else (), tuple(dict.fromkeys(cut_off)),
                 followers(analysis, person))


def followers(analysis: Analysis, patron: str) -> tuple[str, ...]:
    """Those who work for this person rather than for the firm: the inner and edge circle, and friends in a faction round the person;
    the weightiest first."""
    snapshot, friend = analysis.snapshot, SCALES["closeness"].value("3")
    camps = {f.id for f in snapshot.factions.values() if f.core == patron}
    found = {t.source for t in snapshot.ties.values() if t.source != patron and holds(t, analysis.today) and (
        (t.kind == "IN_CIRCLE" and t.target == patron and t.level != "OUTER")
        or (t.kind == "IN_FACTION" and t.target in camps and SCALES["closeness"].value(t.level) >= friend))}
    return tuple(sorted(found & set(analysis.people_at), key=lambda p: (-analysis.shares.draws.shares[0, analysis.people_at[p]], p)))


def _alike(analysis: Analysis, losses: list[_Loss]) -> Text:
    """Whose going would cost as much as that of the first one."""
    least, most = analysis.model.settings.effect_least, losses[0].then.change.value
    others = [loss.person for loss in losses[1:] if loss.then.change.value - most < least]
    return Text(" {who} would cost us as much.", "{who}离开的损失同样大。").format(who=names(analysis.snapshot, others)) if others else NOTHING


def _dark(analysis: Analysis, loss: _Loss) -> Text:
    if not loss.dark:
        return NOTHING
    return Text(" We would then know nobody well in {department}.", "届时我们在{department}将没有熟悉的人。").format(
        department=analysis.snapshot.called(loss.dark[0]))


def _facts(analysis: Analysis, losses: list[_Loss], worth: np.ndarray) -> tuple[Text, ...]:
    snapshot, first, settings = analysis.snapshot, losses[0], analysis.model.settings
    all_for = float(np.clip(worth, 0, None).sum())
    facts = [Text("{who} carries {part} of all the support that we have.", "{who}承载了我们全部支持的{part}。").format(
        who=names(snapshot, [first.person]), part=about(float(worth[analysis.people_at[first.person]]) / all_for)),
        Text("{chance} % of business contacts leave within a year ({source}).", "企业联系人一年内离开的比例为 {chance} %（{source}）。").format(
            chance=round(100 * settings.churn_yearly), source=Text("Salesforce Research and LinkedIn, 2017", "Salesforce Research 与 LinkedIn，2017")
            if settings.churn_yearly == DEFAULTS.churn_yearly else Text("as set for this account", "按此客户的设置"))]
    if first.followers:
        facts.append(Text("Close to {who}, so they may follow or fall silent: {followers}.", "与{who}关系密切、可能跟着离开或沉默的人：{followers}。").format(
            who=snapshot.called(first.person), followers=names(snapshot, first.followers, at_most=4)))
    outside = [loss.person for loss in losses if snapshot.people[loss.person].external]
    if outside:
        facts.append(Text("From outside, so nobody takes over the seat and its roles: {who}.", "外部人员，其位置和角色无人接替：{who}。").format(who=names(snapshot, outside)))
    if first.cut_off:
        facts.append(Text("The introduction to {who} goes too.", "通往{who}的引荐也随之失去。").format(who=names(snapshot, first.cut_off, at_most=3)))
    facts += [Text("If {who} leaves: {change} ({range}).", "若{who}离开：{change}（{range}）。").format(
        who=names(snapshot, [loss.person]), change=signed(loss.then.change.value), range=within(loss.then.change)) for loss in losses[1:]]
    return (*facts, *rests_on_ties(analysis))


def _second(analysis: Analysis, loss: _Loss) -> Text:
    name = analysis.snapshot.called(loss.person)
    if loss.dark:
        return Text("Get to know a second person in {department}, introduced by {who} while {who} is there.", "趁{who}还在，请其在{department}再介绍一位。").format(
            department=analysis.snapshot.called(loss.dark[0]), who=name)
    return Text("Let {who} bring in a second voice for us now, not when it is too late.", "现在就请{who}再带出一位为我们说话的人，不要等到来不及。").format(who=name)


def _row(analysis: Analysis, loss: _Loss) -> tuple[Text | float | None, ...]:
    snapshot, shown = analysis.snapshot, signed(loss.then.change.value)
    return (names(snapshot, [loss.person]), Text(shown, shown), within(loss.then.change), often(1 - loss.then.helps),
            snapshot.called(loss.dark[0]) if loss.dark else None, names(snapshot, loss.followers, at_most=3) if loss.followers else None)
