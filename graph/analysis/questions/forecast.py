"""How would it end today? Win, no decision or lose by the rule of the deal, the other ways beside it, and whose view it hangs on."""

from __future__ import annotations

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.finding import NOTHING, Finding, Table, about, cases, names, often, signed, within
from graph.analysis.flow import approvals, blockers, vetoed
from graph.analysis.gates import APART, all_passed
from graph.analysis.missing import attitudes_known, missing, rests_on_ties
from graph.analysis.outcome import Outcome
from graph.analysis.question import Question
from graph.analysis.questions.evidence import doubtful
from graph.analysis.ways import FITS, Way, centralised, decider_part, headline, ways
from graph.analysis.what_if import if_said
from graph.model import SCALES, Text

QUESTION = Question(
    "forecast", 4, "decision", Text("How would it end today?", "照现在的情况，结果会怎样？"),
    Text("Everybody's attitude, within the doubt about it, many times over: how often we win, lose, or nothing is decided, by the deal's "
         "decision rule (the model of people who talk first where none is known). A blocker or an approval that is not given stops a win; so "
         "does, in a centralised culture, a boss who is not clearly for us. Beside it the same with deeds counted above words, the model, the "
         "plain weighted mean, a vote by weight, and the decider alone.",
         "在每个人态度的不确定范围内反复模拟，按商机的决策规则（规则不明时按先相互影响的模型）统计赢、输、没有决定各占多少。破坏者或未获批的审批会拦下赢面；"
         "集权文化中，领导未明确支持也不算赢。并列给出：行为重于言辞的结果、模型、简单加权平均、按分量表决、决策者拍板。"),
    "Friedkin & Johnsen 2011; weighted mean as the compromise model (Leinaweaver & Thomson 2014); weighted median (Black 1948); veto players (Tsebelis 2002)",
    Text("A chance here is not calibrated: keep your forecasts and compare them with what happened in at least 30 deals.",
         "这里的概率未经校准：请保留预测，积累至少 30 个项目的结果再比对。"))
VIEWS = ("D", "C", "B")  # doubting, accepting, supporting us
HEAVIEST = 2  # people of each kind who are tried as the one it hangs on
HANGS_FROM = 0.25  # a quarter of the chance of winning
ENDS = {"win": Text("won", "赢"), "none": Text("no decision", "没有决定"), "lose": Text("lost", "输")}
HEADS = {
    "win": Text("As things stand we win", "照目前的情况，我们会赢"), "lose": Text("As things stand we lose", "照目前的情况，我们会输"),
    "none": Text("As things stand nothing will be decided", "照目前的情况，不会有决定"),
    "for": Text("Open, leaning to us", "未定，偏向我们"), "against": Text("Open, leaning against us", "未定，偏向不利"),
    "even": Text("Open, it can go either way", "未定，两边都有可能")}
ACTED = Text("The same, deeds counted above words", "同上，行为重于言辞")


def answer(analysis: Analysis) -> Finding:
    """The three ends by the rule of the deal, the person it hangs on, and what stands against it: gates, deeds, other ways."""
    if silent := missing(QUESTION, analysis, attitudes=True):
        return silent
    snapshot, model, head = analysis.snapshot, analysis.model, analysis.headline
    found, acted, passed, tried = head.outcome, counted(analysis), all_passed(analysis), ways(analysis)
    who, chances = _hinge(analysis, head)
    gap = passed is not None and abs(passed - found.win) >= APART
    ceiling = min(passed if passed is not None and gap else 1.0, acted.win if acted else 1.0)
    end = _end(found, model.settings.sure_from, ceiling)
    sure, hangs = end in ("win", "none", "lose"), _effect(chances) >= HANGS_FROM
    told = [Text("{head} ({how}: won {win}, no decision {none}, lost {lose}).", "{head}（{how}：赢{win}，没有决定{none}，输{lose}）。").format(
        head=HEADS[end], how=_how(analysis), win=often(found.win), none=often(found.none), lose=often(found.lose))]
    if gap and passed is not None:
        told.append(Text("Step by step it looks different: all gates are passed {en} (“Where will it stop?”).",
                         "逐关推演则不同：全部通过的机会{zh}（见“会卡在哪一关？”）。").format(en=cases(passed), zh=often(passed)))
    if acted and (_end(acted, model.settings.sure_from) != _end(found, model.settings.sure_from) or abs(acted.win - found.win) >= APART):
        told.append(Text("If deeds count above words: {y}, won {win}, lost {lose}.", "若行为重于言辞：{y}，赢{win}，输{lose}。").format(
            y=signed(acted.number.value), win=often(acted.win), lose=often(acted.lose)))
    if hangs and not sure:
        told.append(_hangs(analysis, who, chances))
    told += _disagree(tried, head)
    stands = who in blockers(analysis) and who in attitudes_known(analysis)
    step = (Text("Ask {who} what stands in the way.", "问清{who}的顾虑何在。") if stands else
            Text("Find out what {who} thinks: see how {name} acts, or ask somebody close.", "弄清{who}的想法：看其行动，或问其身边的人。"))
    return QUESTION.says(
        Text(" ".join(t.en for t in told), "".join(t.zh for t in told)), found.number, unit="outcome",
        people=(who, *(p for p in analysis.deciders if p != who)) if hangs else analysis.deciders,
        facts=_facts(analysis, tried), sure=sure,
        would_change=(_if(analysis, who, chances) if hangs else Text("Nobody alone: many views add up here.", "没有哪一个人能单独改变：是许多人的看法相加。")),
        next_step=step.format(who=names(snapshot, [who]), name=snapshot.called(who)) if hangs and not sure else NOTHING,
        table=_table(tried, head, acted))


def counted(analysis: Analysis) -> Outcome | None:
    """The outcome if everybody's attitude counted as what people do suggests (“How real are the attitudes?”); None where that is what
    is recorded."""
    found = doubtful(analysis, attitudes_known(analysis))
    if not found:
        return None
    attitudes = analysis.attitudes.copy()
    for one in found:
        at = analysis.people_at[one.person]
        attitudes[:, at] += (one.counts.value or 0.0) - analysis.model.attitude[at]
    return headline(analysis, attitudes).outcome


def _end(found: Outcome, sure_from: float, ceiling: float = 1.0) -> str:
    """Which of the three ends is sure, else where it leans. A win is no surer than the `ceiling`."""
    for end, chance in (("win", min(found.win, ceiling)), ("lose", found.lose), ("none", found.none)):
        if chance >= sure_from:
            return end
    lean = found.win - found.lose
    return "for" if lean > 0.2 else "against" if lean < -0.2 else "even"


def _how(analysis: Analysis) -> Text:
    """By which rule, in a word or two."""
    rule = analysis.snapshot.opportunity(analysis.opportunity).decision_rule
    by = (Text("by the rule “{rule}”, ", "按规则“{rule}”，").format(rule=SCALES["decision_rule"][rule].name)
          if rule and analysis.headline.code != "talk" else NOTHING)
    boss = (Text("the boss's silence counts as no, ", "领导沉默即否定，") if centralised(analysis) and analysis.deciders else NOTHING)
    return Text("{by}{boss}simulated", "{by}{boss}模拟").format(by=by, boss=boss)


def _loads(analysis: Analysis, head: Way) -> np.ndarray:
    """Whose attitude carries which part of the doubt, 0-1: exact where the outcome is linear, else how closely it goes along."""
    if head.weights is not None:
        loads = (head.weights[0] * analysis.model.doubt) ** 2
    else:
        x, y = analysis.attitudes[1:], head.outcome.draws[1:]
        spread = x.std(axis=0) * y.std()
        along = ((x - x.mean(axis=0)) * (y - y.mean())[:, None]).mean(axis=0)
        loads = np.divide(along, spread, out=np.zeros_like(along), where=spread > 0) ** 2
    return np.asarray(loads / (loads.sum() or 1))


def _hinge(analysis: Analysis, head: Way) -> tuple[str, tuple[float, ...]]:
    """Of those whose doubt weighs most and those who can stop it, the one whose view moves the chance of winning furthest; and that
    chance by each of `VIEWS`."""
    loads = _loads(analysis, head)
    heaviest = [analysis.model.people[i] for i in np.argsort(-loads, kind="stable")[:HEAVIEST]]
    approvers = [tie.source for tie in approvals(analysis) if tie.source in analysis.people_at]
    tried = list(dict.fromkeys([*heaviest, *blockers(analysis)[:HEAVIEST], *approvers[:HEAVIEST], *(analysis.deciders if centralised(analysis) else ())]))
    chances = {person: tuple(if_said(analysis, person, code).win for code in VIEWS) for person in tried}
    who = max(tried, key=lambda person: _effect(chances[person]))
    return who, chances[who]


def _effect(chances: tuple[float, ...]) -> float:
    """How far somebody's view moves the chance of winning."""
    return max(chances) - min(chances)


def _hangs(analysis: Analysis, person: str, chances: tuple[float, ...]) -> Text:
    known, effect = person in attitudes_known(analysis), _effect(chances)
    return Text("{much} hangs on {who}, {why}: doubting us, won {d}; accepting us, {c}; supporting us, {b}.",
                "{much}取决于{who}，{why}：怀疑则赢{d}，认可则{c}，支持则{b}。").format(
        **_by_view(chances),
        much=Text("Nearly all of it", "结果几乎全") if effect >= 0.8 else Text("Most of it", "结果主要") if effect >= 0.5 else
        Text("More than on anybody else it", "结果最"), who=names(analysis.snapshot, [person]),
        why=Text("whose view we do not know", "而其态度我们并不知道") if not known else
        Text("who can stop it", "此人有办法让事情停下") if person in blockers(analysis) else
        Text("of whose view we are not sure", "而其态度我们没有把握"))


def _if(analysis: Analysis, person: str, chances: tuple[float, ...]) -> Text:
    """How often we win by each view of the person, in words."""
    return Text("The view of {who}: doubting us: won {d}; accepting us: won {c}; supporting us: won {b}.",
                "{who}的态度：怀疑则赢{d}；认可则赢{c}；支持则赢{b}。").format(who=analysis.snapshot.called(person), **_by_view(chances))


def _by_view(chances: tuple[float, ...]) -> dict[str, Text]:
    return {code.lower(): often(chance) for code, chance in zip(VIEWS, chances, strict=True)}


def _disagree(tried: tuple[Way, ...], head: Way) -> list[Text]:
    """The ways that stand on the other side of zero than the one that counts."""
    mine = head.outcome.number.value
    other = [way for way in tried if float(signed(way.outcome.number.value).replace("−", "-")) * mine < 0]
    if not other:
        return []
    listed = [Text(f"{w.name.en} {signed(w.outcome.number.value)}", f"{w.name.zh} {signed(w.outcome.number.value)}") for w in other]
    return [Text("The ways disagree: “{way}” says {mine}, but “{other}”.", "各种算法不一致：“{way}”为 {mine}，而“{other}”。").format(
        way=head.name, mine=signed(mine), other=Text("; ".join(t.en for t in listed), "；".join(t.zh for t in listed)))]


def _facts(analysis: Analysis, tried: tuple[Way, ...]) -> tuple[Text, ...]:
    snapshot, settings, head = analysis.snapshot, analysis.model.settings, analysis.headline
    at = {way.code: signed(way.outcome.number.value) for way in tried}
    facts = [Text("From −1 (all against us) to +1 (all for us) it is {y} ({range}); beyond ±{d} it is decided.",
                  "从 −1（全反对）到 +1（全支持），结果为 {y}（{range}）；超过 ±{d} 即有决定。").format(
        y=signed(head.outcome.number.value), range=within(head.outcome.number), d=f"{settings.decided_from:g}"),
        Text("Beside it, people talking first: {talk}; the plain weighted mean: {mean}; a vote by weight: {median}.",
             "对照：先相互影响 {talk}；简单加权平均 {mean}；按分量表决 {median}。").format(talk=at["talk"], mean=at["mean"], median=at["median"])]
    if analysis.decider:
        alone, part = next(way.outcome for way in tried if way.code == "decider"), decider_part(analysis)
        facts.append(Text("{who} alone{part}: {y}; won {win}.", "单看{who}{part}：{y}；赢{win}。").format(
            who=names(snapshot, [analysis.decider]), y=signed(alone.number.value), win=often(alone.win),
            part=NOTHING if part == 1 else Text(", with {share} of the decision by the style of leading", "（按管理风格占决定的{share}）").format(
                share=about(part))))
    rule = snapshot.opportunity(analysis.opportunity).decision_rule
    if rule:
        text = (Text("The rule of this deal is “{rule}”, so the way “{way}” counts.", "本项目的决策规则是“{rule}”，故按“{way}”计。") if head.code != "talk" else
                Text("The rule of this deal is “{rule}”, but {who} weigh the same on paper, so the model counts.",
                     "本项目的决策规则是“{rule}”，但{who}名义上分量相同，故按模型计。") if len(analysis.deciders) > 1 and FITS[rule] == "decider" else
                Text("The rule of this deal is “{rule}”, but nobody is known who acts by it, so the model counts.", "本项目的决策规则是“{rule}”，但不知道由谁执行，故按模型计。"))
        facts.append(text.format(rule=SCALES["decision_rule"][rule].name, way=head.name, who=names(snapshot, analysis.deciders)))
    facts += [*_stoppers(analysis), *_approved(analysis)]
    known, weight = attitudes_known(analysis), analysis.shares.draws.shares[0].clip(0)
    unknown = [i for i, person in enumerate(analysis.model.people) if person not in known]
    if unknown:
        facts.append(Text("Attitudes unknown: {n} of {all}, with {share} of the decision.", "{all} 人中有 {n} 人态度未知，合计占决策的{share}。").format(
            n=len(unknown), all=len(analysis.model), share=about(float(weight[unknown].sum() / weight.sum()))))
    return (*facts, *rests_on_ties(analysis))


def _stoppers(analysis: Analysis) -> list[Text]:
    """Who is declared to be able to stop it: those against us, and those of whom we do not know."""
    known, who = attitudes_known(analysis), blockers(analysis)
    against = [p for p in who if p in known and SCALES["attitude"].value(known[p]) < 0]
    unknown = [p for p in who if p not in known]
    facts = [Text("{who} can stop it, and {is_} against us: a win counts as stopped {chance}.", "{who}有办法让事情停下，且反对我们：{chance}赢面按被拦下计算。").format(
        who=names(analysis.snapshot, against), is_="is" if len(against) == 1 else "are", chance=cases(float(vetoed(analysis)[1:].mean())))] if against else []
    return facts + ([Text("{who} can stop it, and we do not know the view.", "{who}有办法让事情停下，而其态度我们并不知道。").format(
        who=names(analysis.snapshot, unknown))] if unknown else [])


def _approved(analysis: Analysis) -> list[Text]:
    """How often all approvals are given that the deal needs."""
    given = [passes[1:] for passes in approvals(analysis).values()]
    if not given:
        return []
    chance = float(np.all(given, axis=0).mean())
    return [Text("Approvals needed: {n}; all are given {en}, else it is not won.", "所需审批 {n} 项；全部获批的机会{zh}，否则不算赢。").format(
        n=len(given), en=cases(chance), zh=often(chance))]


def _table(tried: tuple[Way, ...], head: Way, acted: Outcome | None) -> Table:
    """The way that counts first, then with deeds counted above words, then the others."""
    columns = (Text("Way to decide", "决定方式"), Text("Outcome", "结果"), Text("Range", "区间"), ENDS["win"], ENDS["none"], ENDS["lose"])
    rows = [(head.name, head.outcome), *([(ACTED, acted)] if acted else []), *((way.name, way.outcome) for way in tried if way is not head)]
    return Table(columns, tuple((name, signed_text(end.number.value), within(end.number), often(end.win), often(end.none), often(end.lose))
                                for name, end in rows))


def signed_text(value: float) -> Text:
    """An outcome as a cell of a table."""
    shown = signed(value)
    return Text(shown, shown)
