"""What needs attention now? Contacts overdue, attitudes that fell, new people, a competitor's supporters, and who may have left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.coverage import days_between_visits
from graph.analysis.finding import NOTHING, Finding, Table, about, called, names, signed, spread
from graph.analysis.missing import rests_on_ties, too_few
from graph.analysis.question import Question
from graph.analysis.ranges import Range, between
from graph.model import DEFAULTS, SCALES, Text
from graph.network import holds

QUESTION = Question(
    "alerts", 24, "knowledge", Text("What needs attention now?", "现在要注意什么？"),
    Text("The last contact and the date of the attitude against the customer's cadence of visits, weighed by the share in the decision; attitudes "
         "that fell; people whom nobody has looked at; supporters of a competitor.",
         "把最近一次接触、态度的日期与客户等级的拜访频率对照，并按决策份额加权；另看下降的态度、无人了解的新人、对手的支持者。"),
    "Cadence by customer class; early warning signs as in Miller & Heiman 1985",
    Text("It sees dates that somebody has entered. A visit that nobody has noted looks like neglect.", "只看得到有人填写的日期。没有记录的拜访，看上去就像疏忽。"))


@dataclass(frozen=True)
class Alert:
    """One thing that needs attention: `kind` says what, about one person (None: about the deal), `status` how badly, `weight` that person's
    share in the decision."""

    kind: str
    status: str
    person: str | None
    says: Text
    weight: float


KINDS = {"fall": Text("attitude fell", "态度下降"), "rival": Text("backs a competitor", "支持对手"), "late": Text("contact overdue", "接触逾期"),
         "undated": Text("no date of contact", "无接触日期"), "new": Text("not looked at yet", "尚未了解"),
         "behind": Text("competitor ahead", "对手领先")}
"""The kinds of alert, the most telling first."""
STEPS = {"fall": Text("Find out what happened to {who}, before the next meeting.", "下次见面前，弄清{who}身上发生了什么。"),
         "rival": Text("Count {who} as lost until seen otherwise; work on those who listen to this person.", "在看到变化之前，不指望{who}；先做听其意见的人的工作。"),
         "late": Text("See {who} this week, or note the contact that nobody wrote down.", "本周见{who}，或补记漏写的接触。"),
         "undated": Text("Note when {who} was last met.", "补记最近何时见过{who}。"),
         "new": Text("Find out who {who} is and what part this person has.", "弄清{who}是谁、起什么作用。"),
         "behind": Text("Agree in the team what would turn this round.", "团队商定如何扭转。")}
AT_DESK = {**STEPS, "fall": Text("Gather within the team what is known of {who}.", "在团队内汇总对{who}的了解。"),
           "rival": Text("Count {who} as lost until seen otherwise.", "在看到变化之前，不指望{who}。"),
           "late": Text("Note any contact with {who} that nobody wrote down.", "如有漏记，补记与{who}的接触。"),
           "new": Text("Gather within the team what is known of {who}.", "在团队内汇总对{who}的了解。")}
"""What to do about each, and what of it can be done without seeing anybody."""


def answer(analysis: Analysis) -> Finding:
    """Alerts, worst first; the number is the part of the decision that lies with overdue contacts."""
    nobody = too_few(QUESTION, analysis, needed=1)
    if nobody:
        return nobody
    if not analysis.contacts and not any(p.attitude or p.coverage for p in analysis.positions.values()):
        return QUESTION.silent(Text("There are no contacts, attitudes or dates yet that could grow old.", "还没有会过时的接触、态度或日期。"),
                               Text("Who of us knows whom, and since when an attitude is known.", "我方谁认识谁，以及态度是何时了解到的。"))
    order = list(KINDS)
    alerts = sorted((*late(analysis), *falls(analysis), *new(analysis), *rivals(analysis), *behind(analysis)),
                    key=lambda a: (a.status != "red", -a.weight, order.index(a.kind), a.person or ""))
    tells = analysis.model.basis.tells
    number = _overdue(analysis, alerts) if tells else None
    if not alerts:
        if not any(_last_met(analysis).values()):
            return QUESTION.says(Text("No attitude fell, and no contact is recorded with a date, so none can be late.", "没有态度下降；也没有带日期的接触记录，无从判断是否逾期。"), sure=False,
                                 would_change=Text("Who of us met whom, and when.", "我方谁在何时见过谁。"))
        return QUESTION.says(Text("Nothing needs attention: contacts are in time, and no attitude fell.", "没有需要注意的：接触及时，也没有态度下降。"), number,
                             status="green", facts=_churn(analysis))
    counted = Counter(alert.kind for alert in alerts)
    kinds = [Text("{n} × {kind}", "{kind} {n} 项").format(n=counted[kind], kind=name) for kind, name in KINDS.items() if counted[kind]]
    share = Text(" Overdue contacts carry {share} of the decision ({range}).", "逾期接触的人占决策的{share}（{range}）。").format(
        share=about(number.value), range=spread(number)) if number and number.value >= 0.01 else NOTHING
    sentence = Text("{first} In all: {kinds}.{share}", "{first}合计：{kinds}。{share}").format(
        first=alerts[0].says, kinds=Text(", ".join(k.en for k in kinds), "、".join(k.zh for k in kinds)), share=share)
    people = tuple(dict.fromkeys(alert.person for alert in alerts if alert.person))
    return QUESTION.says(sentence, number, people=people, facts=(*(a.says for a in alerts[1:4]), *_churn(analysis), *rests_on_ties(analysis)),
                         would_change=Text("Noting the last contact on the ties of ours.", "在我方关系上记下最近一次接触。"), status=alerts[0].status,
                         next_step=_step(analysis, alerts[0], STEPS), at_desk=_step(analysis, alerts[0], AT_DESK), table=_table(analysis, alerts))


def late(analysis: Analysis) -> Iterable[Alert]:
    """Contacts that were not confirmed in time, of people who weigh and are covered at all; and weighty ones without any date."""
    settings, due = analysis.model.settings, days_between_visits(analysis.snapshot, analysis.model.settings)
    for person, last in _last_met(analysis).items():
        share = analysis.share_of[person]
        if analysis.model.basis.tells and share < settings.alert_least:
            continue
        who = called(analysis.snapshot, person)
        if not last:
            if share >= settings.alert_share:
                yield Alert("undated", "amber", person, Text("{who}: nobody noted when we last met.", "{who}：没有记录最近何时接触。").format(who=who), share)
            continue
        days = (analysis.today - date.fromisoformat(last)).days
        if days > settings.late_from * due:
            badly = days > settings.late_badly * due and share >= settings.alert_share
            text = Text("{who}: last contact {days} days ago; due every {due} days.", "{who}：距最近接触 {days} 天；应每 {due} 天一次。")
            yield Alert("late", "red" if badly else "amber", person, text.format(who=who, days=days, due=round(due)), share)


def _last_met(analysis: Analysis) -> dict[str, str]:
    """Whom we know at all, to the day of the last contact ("" where nobody noted one). Whom we do not know is another question."""
    seen: dict[str, str] = {}
    for tie in analysis.snapshot.ties.values():
        if tie.kind == "KNOWS" and holds(tie, analysis.today):
            seen[tie.target] = max(seen.get(tie.target, ""), tie.last_confirmed or "")
    return {person: max(seen.get(person, ""), position.attitude_date or "") for person, position in analysis.positions.items() if analysis.met[person] > 0}


def falls(analysis: Analysis) -> Iterable[Alert]:
    """Attitudes that are lower than before."""
    scale = SCALES["attitude"]
    for person, position in analysis.positions.items():
        before, now = position.attitude_before, position.attitude
        if before in (None, "U") or now in (None, "U") or scale.value(now) >= scale.value(before):
            continue
        share = analysis.share_of[person]
        text = Text("{who}: the attitude fell from {before} to {now}.", "{who}：态度从 {before} 降到 {now}。")
        yield Alert("fall", "red" if share >= analysis.model.settings.alert_share else "amber", person,
                    text.format(who=called(analysis.snapshot, person), before=before, now=now), share)


def new(analysis: Analysis) -> Iterable[Alert]:
    """Seats without a name, and people on whom nothing is filled in for the deal."""
    for person, position in analysis.positions.items():
        who, share = analysis.snapshot.people[person], analysis.share_of[person]
        empty = not any(value for name, value in position.fields().items() if name not in ("opportunity", "person", "coverage")) and analysis.met[person] == 0
        if who.placeholder or empty:
            why = Text("{who}: the name is not known.", "{who}：姓名未知。") if who.placeholder else Text("{who}: nobody has looked at this person yet.", "{who}：还没有人了解过。")
            yield Alert("new", "red" if analysis.model.basis.tells and share >= analysis.model.settings.alert_share else "amber", person,
                        why.format(who=called(analysis.snapshot, person)), share)


def rivals(analysis: Analysis) -> Iterable[Alert]:
    """Supporters of a competitor."""
    for tie in analysis.snapshot.ties.values():
        if tie.kind == "SUPPORTS_COMPETITOR" and tie.source in analysis.people_at and holds(tie, analysis.today):
            share = analysis.share_of[tie.source]
            yield Alert("rival", "red" if share >= analysis.model.settings.alert_share else "amber", tie.source, Text("{who} supports {rival}.", "{who}支持{rival}。").format(
                who=called(analysis.snapshot, tie.source), rival=analysis.snapshot.called(tie.target)), share)


def behind(analysis: Analysis) -> Iterable[Alert]:
    """Competitors who lead in the deal."""
    scale = SCALES["competitor_position"]
    for standing in analysis.snapshot.standings.values():
        position = scale.value(standing.position)
        if standing.opportunity == analysis.opportunity and position < 0:
            yield Alert("behind", "red" if position <= scale.value("-3") else "amber", None, Text("{rival}: {where} ({position}).", "{rival}：{where}（{position}）。").format(
                rival=analysis.snapshot.called(standing.competitor), where=scale[standing.position or ""].name, position=signed(position, digits=0)), 0.0)


def _overdue(analysis: Analysis, alerts: list[Alert]) -> Range:
    late_ones = {alert.person for alert in alerts if alert.kind in ("late", "undated")}
    positive = np.clip(analysis.shares.draws.shares, 0, None)
    held = np.array([person in late_ones for person in analysis.model.people], dtype=float)
    return between((positive @ held / np.maximum(positive.sum(axis=1), 1e-12))[:, None], analysis.model.settings.range_mass)[0]


def _churn(analysis: Analysis) -> tuple[Text, ...]:
    known, churn = sum(value > 0 for value in analysis.met.values()), analysis.model.settings.churn_yearly
    usual = analysis.model.settings.churn_yearly == DEFAULTS.churn_yearly
    rests = Text("as business contacts do on average", "行业平均") if usual else Text("as set for this account", "按此客户的设置")
    if not known:
        return ()
    if known == 1:
        return (Text("The chance that our one contact has left in a year is {gone} %, {rests}.", "我们唯一的联系人一年内离开的可能为 {gone} %（{rests}）。").format(
            gone=round(100 * churn), rests=rests),)
    if known * churn < 1:
        return (Text("The chance that at least one of our {n} contacts has left in a year is {gone}, {rests}.", "{n} 个联系人中一年内有人离开的可能{gone}（{rests}）。").format(
            n=known, gone=about(1 - (1 - churn) ** known), rests=rests),)
    return (Text("Of {n} contacts about {gone} will have left in a year, {rests}.", "{n} 个联系人中，一年内预计约有 {gone} 人离开（{rests}）。").format(
        n=known, gone=round(known * churn), rests=rests),)


def _step(analysis: Analysis, alert: Alert, steps: Mapping[str, Text]) -> Text:
    return steps[alert.kind].format(who=names(analysis.snapshot, [alert.person]) if alert.person else NOTHING)


def _table(analysis: Analysis, alerts: list[Alert]) -> Table:
    colours = {"red": Text("serious", "严重"), "amber": Text("watch", "留意")}
    columns = (Text("How badly", "程度"), Text("What", "事项"), Text("Who", "人员"), Text("Of the decision", "占决策"), Text("In words", "说明"))
    tells = analysis.model.basis.tells
    return Table(columns, tuple((colours[a.status], KINDS[a.kind], called(analysis.snapshot, a.person) if a.person else None,
                                 about(analysis.share_of[a.person]) if a.person and tells else None, a.says) for a in alerts[:30]))
