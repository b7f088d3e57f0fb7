"""Who is a manager in name only? High on paper, not recognised by the boss, and with less weight than the paper says."""

from __future__ import annotations

from dataclasses import dataclass

from graph.analysis.account import Analysis
from graph.analysis.finding import NOTHING, Finding, Table, about, names, spread
from graph.analysis.missing import missing
from graph.analysis.question import Question
from graph.analysis.ranges import Range, between
from graph.model import Text
from graph.network import holds, sign_of, strength_of

QUESTION = Question(
    "nominal", 16, "structure", Text("Who is a manager in name only?", "谁只是名义上的管理者？"),
    Text("Three things together: a high formal level, hardly any recognition by the boss, and a share in the decision that is surely "
         "below the weight of the roles. Two of the three are a reason to ask, not a result.",
         "三条同时成立：级别高；上司很少认可；实际决策份额确定低于角色赋予的分量。只满足两条，是提问的理由，不是结论。"),
    "The idea of 名义上中层管理者 of key-account training; Friedkin & Johnsen 2011 for the shares",
    Text("Recognition is hearsay more often than not. Whoever is weak here may be strong in another matter.",
         "是否被认可多半来自转述。在此事上弱的人，在别的事上可能强。"))

ASK = Text("Ask whether {boss} has ever overruled {who}, and in what.", "问问{boss}是否推翻过{who}的决定，什么事。")
CHANGE = Text("Whether {boss} has ever overruled {who}, and in what.", "{boss}是否推翻过{who}的决定，什么事。")


@dataclass(frozen=True)
class Manager:
    """Somebody high on paper: the gap of the share to the paper weight, and how far he is recognised by the boss (-1 to 1, None: not known)."""

    person: str
    gap: Range
    recognised: float | None
    boss: str | None


def answer(analysis: Analysis) -> Finding:
    """Those whom all three conditions name, else the one who comes nearest and what to ask."""
    snapshot, model, settings = analysis.snapshot, analysis.model, analysis.model.settings
    if silent := missing(QUESTION, analysis):
        return silent
    high = [p for p in model.people if (level := snapshot.people[p].level) and level <= settings.nominal_level and not snapshot.people[p].external]
    if model.basis.code != "roles" or not high:
        return QUESTION.silent(Text("Without purchase roles and formal levels nobody's paper weight can be compared with the real one.",
                                    "没有采购角色和行政级别，无法比较名义与实际分量。"), Text("Purchase roles and formal levels on the cards.", "在人员卡片上填写采购角色和行政级别。"))
    at = [analysis.people_at[p] for p in high]
    gaps = between(analysis.shares.draws.shares[:, at] - analysis.shares.draws.power[:, at], settings.range_mass)
    known = recognition(analysis)
    managers = [Manager(p, gap, *known.get(p, (None, None))) for p, gap in zip(high, gaps, strict=True) if p in known or not _on_top(analysis, p)]
    if not managers:
        return QUESTION.silent(Text("Nobody high up has a boss on the map, so nobody's recognition can be looked at.", "高层中没有人在图上有上司，无从判断是否被认可。"),
                               Text("The managers below the top, and whom they report to.", "最高层以下的管理者，以及他们向谁汇报。"))
    managers.sort(key=lambda m: (m.gap.value, m.person))
    weaker = [m for m in managers if m.gap.high < 0 and m.gap.value <= -settings.nominal_gap]
    ignored = [m for m in managers if m.recognised is not None and m.recognised < settings.nominal_recognition]
    found = [m for m in weaker if m in ignored]
    near = found or [m for m in ignored if m.gap.value <= -settings.nominal_gap] or [m for m in weaker if m.recognised is None] or ignored
    if not near:
        unheard = [m for m in managers if m.recognised is None]
        return QUESTION.says(Text("Nobody high up looks like a manager in name only{but}.", "高层中没有人看起来只是名义上的管理者{but}。").format(
            but=NOTHING if not unheard else Text("; but it is recorded of nobody what the boss thinks", "；但没有记录任何人是否被上司认可") if unheard == managers else
            Text("; but for {n} of {all} it is not recorded what the boss thinks", "；但 {all} 人中有 {n} 人未记录是否被上司认可").format(n=len(unheard), all=len(managers))),
            people=(), sure=not unheard, facts=_facts(analysis, managers), would_change=_ask(analysis, (unheard or managers)[0], CHANGE))
    first = near[0]
    who = names(snapshot, [first.person])
    return QUESTION.says(
        _sentence(analysis, first, named=bool(found)), first.gap, people=tuple(m.person for m in near[:3]), sure=bool(found), facts=_facts(analysis, near),
        would_change=_ask(analysis, first, CHANGE),
        next_step=Text("Do not rest the case on {who} alone: find out who is asked instead.", "不要只依靠{who}：弄清实际上问的是谁。").format(who=who)
        if found else _ask(analysis, first, ASK),
        at_desk=Text("Do not rest the case on {who} alone.", "不要只依靠{who}。").format(who=who) if found else NOTHING,
        table=Table((Text("Manager", "管理者"), Text("Level", "级别"), Text("In effect against paper", "实际减名义"), Text("Recognised by the boss", "上司认可")), tuple(
            (names(snapshot, [m.person]), float(snapshot.people[m.person].level or 0), _points(m.gap), _recognised(m)) for m in managers[:8])))


def _on_top(analysis: Analysis, person: str) -> bool:
    """Whether nobody stands above somebody who could recognise or overrule him: at the top level, and reporting to nobody."""
    above = any(t.kind == "REPORTS_TO" and t.source == person and holds(t, analysis.today) for t in analysis.snapshot.ties.values())
    return analysis.snapshot.people[person].level == 1 and not above


def recognition(analysis: Analysis) -> dict[str, tuple[float, str]]:
    """Person to how far bosses recognise him (the least of several), and which boss."""
    found: dict[str, tuple[float, str]] = {}
    for tie in analysis.snapshot.ties.values():
        if tie.kind == "RECOGNISES" and holds(tie, analysis.today):
            one = (sign_of(tie) * strength_of(tie), tie.source)
            found[tie.target] = min(found.get(tie.target, one), one)
    return found


def _sentence(analysis: Analysis, one: Manager, *, named: bool) -> Text:
    snapshot, i = analysis.snapshot, analysis.people_at[one.person]
    numbers = {"who": names(snapshot, [one.person]), "paper": about(float(analysis.model.power[i])), "share": about(analysis.shares.share[i].value),
               "gap": _points(one.gap), "boss": names(snapshot, [one.boss]) if one.boss else NOTHING}
    if named:
        return Text("{who} is a manager in name: {paper} on paper, {share} in effect, and hardly recognised by {boss}.",
                    "{who}只是名义上的管理者：名义{paper}，实际{share}，且不被{boss}认可。").format(**numbers)
    if one.recognised is None:
        return Text("{who} weighs less than the title ({paper} on paper, {share} in effect), but it is not known what the boss thinks: cannot tell yet.",
                    "{who}的实际分量低于头衔（名义{paper}，实际{share}），但不知道上司怎么看：尚无法判断。").format(**numbers)
    if one.gap.value > -analysis.model.settings.nominal_gap:
        return Text("{who} is hardly recognised by {boss}, yet the share in effect ({share}) is no smaller than on paper ({paper}): cannot tell.",
                    "{who}不大被{boss}认可，但实际份额（{share}）并不低于名义（{paper}）：无法判断。").format(**numbers)
    return Text("{who} looks weaker than the title ({paper} on paper, {share} in effect) and is hardly recognised by {boss}; but the difference is {gap}: cannot tell yet.",
                "{who}看上去弱于头衔（名义{paper}，实际{share}），且不大被{boss}认可；但差距为 {gap}：尚无法判断。").format(**numbers)


def _ask(analysis: Analysis, one: Manager, text: Text) -> Text:
    boss = Text("{boss}", "{boss}").format(boss=names(analysis.snapshot, [one.boss])) if one.boss else Text("the boss", "上司")
    return text.format(boss=boss, who=names(analysis.snapshot, [one.person]))


def _facts(analysis: Analysis, managers: list[Manager]) -> tuple[Text, ...]:
    return tuple(Text("{who}: level {level}, {gap} against the paper weight, recognised by the boss: {known}.",
                      "{who}：级别 {level}，与名义相差 {gap}，上司认可：{known}。").format(
        who=names(analysis.snapshot, [m.person]), level=analysis.snapshot.people[m.person].level, gap=_points(m.gap), known=_recognised(m)) for m in managers[:3])


def _points(gap: Range) -> Text:
    """The difference of two shares in words: it is in points, not a part of anything."""
    return Text(spread(gap).en.replace(" %", " points"), spread(gap).zh.replace(" %", " 个百分点"))


def _recognised(one: Manager) -> Text:
    if one.recognised is None:
        return Text("not known", "未知")
    if one.recognised < 0:
        return Text("no, on the contrary", "否，反而不信任")
    return Text("hardly", "很少") if one.recognised < 0.34 else Text("partly", "部分") if one.recognised < 0.67 else Text("yes", "是")
