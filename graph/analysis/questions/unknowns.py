"""What do we not know? Whose attitude carries most of the doubt about the outcome, what knowing it is worth, and what is old."""

from __future__ import annotations

from datetime import date

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.finding import NOTHING, Finding, Table, about, cases, effect, names, often
from graph.analysis.missing import attitudes_known, missing
from graph.analysis.question import Question
from graph.analysis.questions.best_moves import gains
from graph.analysis.ranges import Range, between
from graph.model import SCALES, Text

QUESTION = Question(
    "unknowns", 5, "knowledge", Text("What do we not know?", "我们还不知道什么？"),
    Text("Whose attitude carries which part of the doubt about the outcome; how often knowing it would change whom to talk to; and which "
         "attitudes are old.", "结果的不确定性中，各人的态度各占多少；弄清后有多大可能改变先找谁谈；哪些态度已经过时。"),
    "First-order Sobol indices, exact for a linear outcome; value of information (Howard 1966)",
    Text("It weighs what is on the map; somebody who is missing altogether is not in it.", "只权衡图上已有的内容；完全遗漏的人不在其中。"))


def answer(analysis: Analysis) -> Finding:
    """Variance shares (c sigma)^2 / sum: first-order Sobol indices."""
    snapshot, model, shares = analysis.snapshot, analysis.model, analysis.shares
    attitudes = attitudes_known(analysis)
    if silent := missing(QUESTION, analysis):
        return silent
    loads = (shares.draws.shares * model.doubt) ** 2
    totals = loads.sum(axis=1, keepdims=True)
    parts = between(np.divide(loads, totals, out=np.zeros_like(loads), where=totals > 0), model.settings.range_mass)
    order = sorted(range(len(model)), key=lambda i: (-parts[i].value, model.people[i]))
    first = order[0]
    top = loads[1:] if len(loads) > 1 else loads
    chances = np.bincount(top.argmax(axis=1), minlength=len(model)) / len(top)
    chance = float(chances[first])
    sure = chance >= model.settings.sure_from
    rivals = [model.people[i] for i in order if chances[i] >= 0.1 and i != first]
    place = NOTHING if sure else Text(" It is the largest {en} only{others}.", "仅在{zh}的模拟情形中居首{others}。").format(
        en=cases(chance), zh=often(chance), others=Text("; so may be that of {who}", "；{who}也可能居首").format(who=names(snapshot, rivals)) if rivals else NOTHING)
    who = names(snapshot, [model.people[first]])
    if not attitudes:
        sentence = Text("Nobody's attitude is known. Ask first about {who}: {share} of all doubt.{place}",
                        "没有任何人的态度是已知的。先了解{who}：占全部不确定性的{share}。{place}")
    else:
        sentence = Text("One question holds {share} of the doubt: what does {who} think?{place} The attitude of {known} of "
                        "{all} people is known.{waste}",
                        "不确定性的{share}在于一个问题：{who}怎么想？{place}{all} 人中已知 {known} 人的态度。{waste}")
    worth, turns = value_of_knowing(analysis)
    old = {p: days for p in attitudes if (days := age(analysis, p)) is not None and days > model.settings.half_life_days}
    facts = [Text("{who}: {share} of the doubt; attitude: {attitude}{since}.", "{who}：占不确定性的{share}；态度：{attitude}{since}。").format(
        who=names(snapshot, [model.people[i]]), share=about(parts[i].value), attitude=attitudes.get(model.people[i]) or Text("unknown", "未知"),
        since=_since(analysis, model.people[i])) for i in order[:3]]
    best = int(np.argmax(worth))
    if turns[best] >= 0.05:
        facts.append(Text("Knowing what {who} thinks would change whom to talk to first {chance}.",
                          "若知道{who}的想法，{chance}会改变先找谁谈。").format(who=names(snapshot, [model.people[best]]), chance=cases(turns[best])))
    elif attitudes:
        facts.append(Text("Whatever the answer, it would hardly change whom to talk to first.", "无论答案如何，都几乎不会改变先找谁谈。"))
    facts += _old(analysis, old, attitudes)
    return QUESTION.says(
        sentence.format(share=about(parts[first].value), who=who, known=len(attitudes), all=len(model), waste=_waste(analysis, parts, old), place=place),
        parts[first], people=tuple(model.people[i] for i in order[:3]), facts=tuple(facts), sure=sure,
        would_change=Text("Seeing {who} act, rather than hearing about it.", "亲眼看到{who}的行动，而不是听说。").format(who=who),
        next_step=Text("This week, one question: what does {who} think of us, and how do we know?", "本周只问一件事：{who}怎么看我们，依据是什么？").format(who=who),
        at_desk=Text("Gather within the team what {who} thinks of us, and how we know.", "在团队内汇总：{who}怎么看我们，依据是什么。").format(who=who),
        table=Table((Text("Person", "人员"), Text("Of the doubt", "占不确定性"), Text("Attitude", "态度"), Text("How we know", "依据"),
                     Text("As of", "日期"), Text("Knowing it is worth", "弄清的价值")),
                    tuple(_row(analysis, i, parts[i].value, float(worth[i])) for i in order[:12] if parts[i].value > 0)))


def value_of_knowing(analysis: Analysis) -> tuple[np.ndarray, np.ndarray]:
    """For each person what knowing the attitude first is worth to the choice of the one best conversation, as a change of the
    outcome, and how often it would change that choice: E[max(G_i | x_i, best other)] - max(E G_i, best other)."""
    gain = gains(analysis)[1:] if len(analysis.attitudes) > 1 else gains(analysis)
    expected = gain.mean(axis=0)
    order = np.argsort(-expected, kind="stable")
    other = np.full(len(expected), expected[order[0]])
    other[order[0]] = expected[order[1]] if len(order) > 1 else 0.0
    room = np.clip(1 - analysis.attitudes[-len(gain):], 0, analysis.model.settings.visit_step)
    known = room * analysis.shares.draws.shares[0]  # shares stay unknown: only the attitude is learnt
    mean = known.mean(axis=0)
    worth = np.maximum(known, other).mean(axis=0) - np.maximum(mean, other)
    return np.maximum(worth, 0), ((known > other) != (mean > other)).mean(axis=0)


def age(analysis: Analysis, person: str) -> int | None:
    """How many days old a person's attitude is; None without a date."""
    since = analysis.positions[person].attitude_date
    return (analysis.today - date.fromisoformat(since)).days if since else None


def _waste(analysis: Analysis, parts: list[Range], old: dict[str, int]) -> Text:
    """Whom one might ask about and need not: unknown or old, and hardly any doubt."""
    people, known = analysis.model.people, attitudes_known(analysis)
    little = [i for i, part in enumerate(parts) if part.value < analysis.model.settings.doubt_little and (people[i] not in known or people[i] in old)]
    little.sort(key=lambda i: -parts[i].value)
    if not little:
        return NOTHING
    return Text(" Do not spend time asking about {who}.", "不必花时间打听{who}。").format(
        who=names(analysis.snapshot, [people[i] for i in little], at_most=3))


def _since(analysis: Analysis, person: str) -> Text:
    days = age(analysis, person)
    if days is None or person not in attitudes_known(analysis):
        return NOTHING
    return Text(f", {days} days old" if days != 1 else ", 1 day old", f"，{days} 天前")


def _old(analysis: Analysis, old: dict[str, int], attitudes: dict[str, str]) -> list[Text]:
    facts, undated = [], [p for p in attitudes if age(analysis, p) is None]
    if old:
        weigh = sorted(old, key=lambda p: -analysis.shares.draws.shares[0, analysis.people_at[p]])
        facts.append(Text("Older than {days} days, so half forgotten: {who}.", "超过 {days} 天、已失去一半把握的态度：{who}。").format(
            days=round(analysis.model.settings.half_life_days), who=names(analysis.snapshot, weigh, at_most=3)))
    if undated:
        facts.append(Text("Without a date, so taken as of today: {n}.", "没有日期、按今日计的态度：{n} 个。").format(n=len(undated)))
    return facts


def _row(analysis: Analysis, i: int, part: float, worth: float) -> tuple[Text | float | None, ...]:
    person = analysis.model.people[i]
    position, code = analysis.positions[person], attitudes_known(analysis).get(person)
    since, evidence = position.attitude_date, position.evidence if code else None
    return (names(analysis.snapshot, [person]), about(part), Text(code, code) if code else Text("unknown", "未知"),
            SCALES["evidence"][evidence].name if evidence else None, Text(since, since) if since and code else None,
            effect(worth, analysis.model.settings.effect_least, digits=3))
