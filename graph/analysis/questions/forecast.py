"""How would it end today? Win, no decision or lose, four ways beside one another, and whose view all of it hangs on."""

from __future__ import annotations

from graph.analysis.account import Analysis
from graph.analysis.compliance import cautions
from graph.analysis.finding import NOTHING, Finding, Table, about, cases, names, often, signed, within
from graph.analysis.missing import attitudes_known, missing, rests_on_ties
from graph.analysis.outcome import Outcome
from graph.analysis.question import Question
from graph.analysis.ways import Way, centralised, decider_part, vetoed, ways
from graph.model import SCALES, Text

QUESTION = Question(
    "forecast", 4, "decision", Text("How would it end today?", "照现在的情况，结果会怎样？"),
    Text("Everybody's attitude, within the doubt about it, weighed by the share in the decision, many times over: how often we win, lose, or "
         "nothing is decided. Beside it the plain weighted mean, a vote by weight, and the decider alone; in a centralised culture a "
         "boss who is not clearly for us counts as no.",
         "按决策份额加权每个人的态度，并在其不确定范围内反复模拟：赢、输、没有决定各占多少。并列给出简单加权平均、按分量表决、决策者拍板三种结果；"
         "在集权文化中，领导未明确支持即视为否定。"),
    "Friedkin & Johnsen 2011; weighted mean as the compromise model (Leinaweaver & Thomson 2014); weighted median (Black 1948)",
    Text("A chance here is not calibrated: keep your forecasts and compare them with what happened in at least 30 deals.",
         "这里的概率未经校准：请保留预测，积累至少 30 个项目的结果再比对。"))
VIEWS = ("D", "C", "B")  # doubting, accepting, supporting us
FITS = {"BOSS": 3, "WEIGHTED": 1, "MAJORITY": 2}
"""Rule of the deal to the way that is meant by it; the other rules have none here."""
ENDS = {"win": Text("won", "赢"), "none": Text("no decision", "没有决定"), "lose": Text("lost", "输")}
HEADS = {
    "win": Text("As things stand we win", "照目前的情况，我们会赢"), "lose": Text("As things stand we lose", "照目前的情况，我们会输"),
    "none": Text("As things stand nothing will be decided", "照目前的情况，不会有决定"),
    "for": Text("Open, leaning to us", "未定，偏向我们"), "against": Text("Open, leaning against us", "未定，偏向不利"),
    "even": Text("Open, it can go either way", "未定，两边都有可能")}


def answer(analysis: Analysis) -> Finding:
    """The three ends of the model, the person it hangs on, and where the ways disagree."""
    if silent := missing(QUESTION, analysis, attitudes=True):
        return silent
    snapshot, model, found = analysis.snapshot, analysis.model, analysis.outcome
    tried = ways(analysis)
    loads = (analysis.shares.draws.shares[0] * model.doubt) ** 2
    hinge = int(loads.argmax())
    part, who = float(loads[hinge] / (loads.sum() or 1)), model.people[hinge]
    boss = next((way.outcome for way in tried if way.code == "decider" and centralised(analysis)), None)
    head = _head(found, boss, model.settings.sure_from)
    sure, hangs = head in ("win", "none", "lose"), part >= 0.25
    told = [Text("{head} (simulated: won {win}, no decision {none}, lost {lose}).", "{head}（模拟：赢{win}，没有决定{none}，输{lose}）。").format(
        head=HEADS[head], win=often(found.win), none=often(found.none), lose=often(found.lose))]
    if hangs and not sure:
        told.append(_hangs(analysis, who, part))
    if boss:
        told.append(Text("In a centralised culture, where the boss's silence counts as no: won {win}.",
                         "集权文化中领导沉默即否定，照此：赢{win}。").format(win=often(boss.win)))
    told += _disagree(tried)
    step = Text("Find out what {who} thinks: see how {name} acts, or ask somebody close.", "弄清{who}的想法：看其行动，或问其身边的人。")
    return QUESTION.says(
        Text(" ".join(t.en for t in told), "".join(t.zh for t in told)), found.number, unit="outcome",
        people=(who, *(p for p in [analysis.decider] if p and p != who)) if hangs else tuple(p for p in [analysis.decider] if p),
        facts=_facts(analysis, tried, who), sure=sure,
        would_change=(_if(analysis, who) if hangs else Text("Nobody alone: many views add up here.", "没有哪一个人能单独改变：是许多人的看法相加。")),
        next_step=step.format(who=names(snapshot, [who]), name=snapshot.called(who)) if hangs and not sure else NOTHING,
        table=_table(tried), flags=cautions(analysis, [who]) if hangs and not sure else ())


def _head(found: Outcome, boss: Outcome | None, sure_from: float) -> str:
    """Which of the three ends is sure, else where it leans. A silent boss can undo a win."""
    for end, chance in (("win", min(found.win, boss.win if boss else 1.0)), ("lose", found.lose), ("none", found.none)):
        if chance >= sure_from:
            return end
    lean = found.win - found.lose
    return "for" if lean > 0.2 else "against" if lean < -0.2 else "even"


def _hangs(analysis: Analysis, person: str, part: float) -> Text:
    unknown = person not in attitudes_known(analysis)
    text = Text("{much} hangs on {who}, {why}: doubting us {d}, accepting us {c}, supporting us {b}.",
                "{much}取决于{who}，{why}：若怀疑我们 {d}，若认可 {c}，若支持 {b}。")
    views = {code.lower(): signed(_at(analysis, person, code)) for code in VIEWS}
    return text.format(
        much=Text("Nearly all of it", "结果几乎全") if part >= 0.8 else Text("Most of it", "结果主要") if part >= 0.5 else
        Text("More than on anybody else it", "结果最"), who=names(analysis.snapshot, [person]),
        why=Text("whose view we do not know", "而其态度我们并不知道") if unknown else
        Text("of whose view we are not sure", "而其态度我们没有把握"), **views)


def _at(analysis: Analysis, person: str, attitude: str) -> float:
    """The outcome if this were the person's attitude: linear, so it is exact."""
    at = analysis.people_at[person]
    moved = SCALES["attitude"].value(attitude) - float(analysis.model.attitude[at])
    return analysis.outcome.number.value + float(analysis.shares.draws.shares[0, at]) * moved


def _if(analysis: Analysis, person: str) -> Text:
    """What each view of the person would come to, in words."""
    least = analysis.model.settings.decided_from
    shown = {}
    for code in VIEWS:
        y = _at(analysis, person, code)
        shown[code.lower()] = ENDS["win" if y >= least else "lose" if y <= -least else "none"]
    return Text("The view of {who}: doubting us: {d}; accepting us: {c}; supporting us: {b}.",
                "{who}的态度：怀疑则{d}；认可则{c}；支持则{b}。").format(who=analysis.snapshot.called(person), **shown)


def _disagree(tried: tuple[Way, ...]) -> list[Text]:
    """The ways that stand on the other side of zero than the model."""
    mine = tried[0].outcome.number.value
    other = [way for way in tried[1:] if float(signed(way.outcome.number.value).replace("−", "-")) * mine < 0]
    if not other:
        return []
    listed = [Text(f"{w.name.en} {signed(w.outcome.number.value)}", f"{w.name.zh} {signed(w.outcome.number.value)}") for w in other]
    return [Text("The ways disagree: the model says {mine}, but “{other}”.", "各种算法不一致：模型为 {mine}，而“{other}”。").format(
        mine=signed(mine), other=Text("; ".join(t.en for t in listed), "；".join(t.zh for t in listed)))]


def _facts(analysis: Analysis, tried: tuple[Way, ...], hinge: str) -> tuple[Text, ...]:
    snapshot, settings = analysis.snapshot, analysis.model.settings
    number = analysis.outcome.number
    facts = [Text("From −1 (all against us) to +1 (all for us) the model says {y} ({range}); beyond ±{d} it is decided.",
                  "从 −1（全反对）到 +1（全支持），模型为 {y}（{range}）；超过 ±{d} 即有决定。").format(
        y=signed(number.value), range=within(number), d=f"{settings.decided_from:g}"),
        Text("Beside it, the plain weighted mean: {mean}; a vote by weight: {median}.", "对照：简单加权平均 {mean}；按分量表决 {median}。").format(
            mean=signed(tried[1].outcome.number.value), median=signed(tried[2].outcome.number.value))]
    if len(tried) > 3 and analysis.decider:
        part = decider_part(analysis)
        facts.append(Text("{who} alone{part}: {y}; won {win}.", "单看{who}{part}：{y}；赢{win}。").format(
            who=names(snapshot, [analysis.decider]), y=signed(tried[3].outcome.number.value), win=often(tried[3].outcome.win),
            part=NOTHING if part == 1 else Text(", with {share} of the decision by the style of leading", "（按管理风格占决定的{share}）").format(
                share=about(part))))
    rule = snapshot.opportunity(analysis.opportunity).decision_rule
    if rule in FITS and FITS[rule] < len(tried):
        facts.append(Text("The rule of this deal is “{rule}”, so look first at the way “{way}”.", "本项目的决策规则是“{rule}”，请先看“{way}”一行。").format(
            rule=SCALES["decision_rule"][rule].name, way=tried[FITS[rule]].name))
    blockers = [p for p in analysis.model.people if "SABOTEUR" in analysis.positions[p].roles]
    if blockers and vetoed(analysis)[0]:
        facts.append(Text("{who} can stop it, and is against us: reckoned to stop a win of the decider {chance}.",
                          "{who}有办法让事情停下，且反对我们：决策者拍板的赢面中，{chance}按被拦下计算。").format(
            who=names(snapshot, blockers), chance=cases(settings.veto_chance)))
    known, weight = attitudes_known(analysis), analysis.shares.draws.shares[0].clip(0)
    unknown = [i for i, person in enumerate(analysis.model.people) if person not in known]
    if unknown:
        facts.append(Text("Attitudes unknown: {n} of {all}, with {share} of the decision.", "{all} 人中有 {n} 人态度未知，合计占决策的{share}。").format(
            n=len(unknown), all=len(analysis.model), share=about(float(weight[unknown].sum() / weight.sum()))))
    return (*facts, *rests_on_ties(analysis))


def _table(tried: tuple[Way, ...]) -> Table:
    columns = (Text("Way to decide", "决定方式"), Text("Outcome", "结果"), Text("Range", "区间"), ENDS["win"], ENDS["none"], ENDS["lose"])
    return Table(columns, tuple((way.name, signed_text(way.outcome.number.value), within(way.outcome.number), often(way.outcome.win),
                                 often(way.outcome.none), often(way.outcome.lose)) for way in tried))


def signed_text(value: float) -> Text:
    """An outcome as a cell of a table."""
    shown = signed(value)
    return Text(shown, shown)
