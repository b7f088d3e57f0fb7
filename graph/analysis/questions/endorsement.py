"""How far has our word come? Five steps from being able to being beyond doubt, and who carries each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.brands import backers
from graph.analysis.finding import NOTHING, Finding, Table, about, names, spread
from graph.analysis.missing import attitudes_known, missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.ranges import Range, between
from graph.model import SCALES, Text

QUESTION = Question(
    "endorsement", 19, "camps", Text("How far has our word come?", "我们的口碑走到了哪一步？"),
    Text("Five steps, each resting on the one below: we are able (somebody accepts us); somebody says so (a supporter); those who say so carry half "
         "of the decision; whoever we are introduced to by them accepts us; and nobody of weight dares to say otherwise.",
         "五步，逐级递进：自己行（有人认可）；有人说你行（有支持者）；说你行的人行（支持者占决策一半）；你说谁行谁就行（经其引荐的人也认可我们）；"
         "谁敢说你不行（有分量的人无人反对）。"),
    "The five steps to a sale of Chinese key-account courses; shares in the decision: Friedkin & Johnsen 2011",
    Text("Praise costs nothing: who only says so to us counts here like somebody who says so to others.", "说好话没有成本：只对我们说好话的人，在这里与对别人说的一样计算。"))
STEPS = (Text("We are able", "自己行"), Text("Somebody says so", "有人说你行"), Text("Those who say so are powerful", "说你行的人行"),
         Text("Whoever they bring us to says so too", "你说谁行谁就行"), Text("Nobody dares to say otherwise", "谁敢说你不行"))
NEXT = (Text("Show one person of weight that we can do it: a trial, a reference, figures.", "让一位有分量的人看到我们行：试用、案例、数据。"),
        Text("Win a first supporter who says so to others.", "争取第一位愿意对别人说我们行的支持者。"),
        Text("Win support where the weight lies: {who}.", "到有分量的人那里去争取支持：{who}。"),
        Text("Ask {who} to introduce us to somebody who weighs and is not for us yet, and see it through.", "请{who}把我们引荐给一位有分量但尚未支持我们的人，并跟进到底。"),
        Text("Answer the doubts of {who} face to face, with proof.", "带着证据，当面回应{who}的疑虑。"),
        Text("Keep it: see each of them as often as before.", "保持住：对每一位的拜访都不要减少。"))


@dataclass(frozen=True)
class _Sides:
    """Positions in the model: who praises, who doubts or opposes, both the weightiest first; and the part of the decision of each, and
    the chance that those who praise are powerful."""

    praise: list[int]
    against: list[int]
    praised: Range
    opposed: Range
    powerful: float


def answer(analysis: Analysis) -> Finding:
    """The highest step up to which all hold."""
    if silent := missing(QUESTION, analysis, attitudes=True):
        return silent
    people, settings, sides, foes = analysis.model.people, analysis.model.settings, _sides(analysis), backers(analysis)
    introduced = _introduced(analysis, sides)
    loud = [i for i in sides.against if analysis.shares.draws.shares[0, i] >= settings.dissent_from
            and (people[i] in foes or analysis.model.attitude[i] <= SCALES["attitude"].value("E+"))]
    held = [bool(_accept(analysis)), bool(sides.praise),
            sides.praised.value >= settings.praise_share, any(well for _, _, well in introduced), not loud]
    step = next((k for k, holds in enumerate(held) if not holds), len(held))
    sure = step < 2 or (sides.powerful if held[2] else 1 - sides.powerful) >= settings.sure_from
    who = _whom(analysis, sides, step, loud)
    return QUESTION.says(
        _sentence(sides, step, sure=sure), sides.praised, people=tuple(people[i] for i in (*sides.praise[:4], *sides.against[:3])), sure=sure,
        facts=(*_facts(analysis, sides, introduced, loud), *rests_on_ties(analysis)),
        would_change=Text("A supporter in the small circle; an opponent who falls silent.", "小圈子里出现支持者；有反对者不再反对。"),
        next_step=_next(analysis, step, who, introduced),
        at_desk=Text("Put the proof into the bid itself.", "把证据写进投标文件。") if step in (0, 4) else NOTHING,
        table=Table((Text("Step", "步骤"), Text("Reached", "是否达到"), Text("Why", "依据")),
                    tuple((Text(f"{k + 1} {name.en}", f"{k + 1} {name.zh}"), Text("yes", "是") if held[k] else Text("no", "否"), why)
                          for k, (name, why) in enumerate(zip(STEPS, _why(analysis, sides, introduced, loud), strict=True)))))


def _sides(analysis: Analysis) -> _Sides:
    shares, known = analysis.shares.draws.shares, attitudes_known(analysis)
    attitude, scale, foes = analysis.model.attitude, SCALES["attitude"], backers(analysis)  # whoever backs a competitor does not praise us
    order = [(i, analysis.model.people[i]) for i in analysis.shares.ranked()]
    praise = [i for i, p in order if p in known and p not in foes and attitude[i] >= scale.value("B")]
    against = [i for i, p in order if p in foes or (p in known and attitude[i] <= scale.value("D+"))]
    weight = np.clip(shares, 0, None) / np.clip(shares, 0, None).sum(axis=1, keepdims=True)
    settings, parts = analysis.model.settings, [weight[:, side].sum(axis=1) for side in (praise, against)]
    praised, opposed = (between(part[:, None], settings.range_mass)[0] for part in parts)
    return _Sides(praise, against, praised, opposed, float((parts[0][-settings.draws:] >= settings.praise_share).mean()))


def _accept(analysis: Analysis) -> set[str]:
    """Who accepts us, or more, and backs nobody else."""
    foes = backers(analysis)
    return {p for p in attitudes_known(analysis) if p not in foes and analysis.model.attitude[analysis.people_at[p]] >= 0}


def _introduced(analysis: Analysis, sides: _Sides) -> list[tuple[str, str, bool]]:
    """Introductions that supporters offer: who, to whom, and whether we know the other well by now and are accepted there."""
    met, supporters = analysis.met, {analysis.model.people[i] for i in sides.praise}
    accept, least = _accept(analysis), analysis.model.settings.covered_from
    return [(t.source, t.target, met[t.target] >= least and t.target in accept)
            for t in analysis.snapshot.ties.values() if t.kind == "WILL_INTRODUCE" and t.source in supporters and t.target in met]


def _sentence(sides: _Sides, step: int, *, sure: bool) -> Text:
    told = (Text("nobody accepts us yet", "还没有人认可我们"), Text("we are accepted, and nobody praises us to others", "有人认可我们，但还没有人为我们说好话"),
            Text("people praise us, but those who praise carry {praised} of the decision ({range})", "有人说我们行，但说的人只占决策的{praised}（{range}）"),
            Text("those who praise us carry {praised} of the decision ({range}), and no introduction of theirs has opened a door yet",
                 "说我们行的人占决策的{praised}（{range}），但他们的引荐还没有打开一扇门"),
            Text("those who praise us carry {praised} of the decision ({range}) and open doors, and somebody of weight still speaks against us",
                 "说我们行的人占决策的{praised}（{range}），也打开了门路，但仍有有分量的人反对"),
            Text("those who praise us carry {praised} of the decision ({range}), and nobody of weight speaks against us",
                 "说我们行的人占决策的{praised}（{range}），有分量的人中无人反对"))[step]
    rest = 1 - sides.praised.value - sides.opposed.value
    text = Text("Step {step} of 5{maybe}: {told}; opponents and doubters carry {opposed}{rest}.",
                "五步中的第 {step} 步{maybe}：{told}；反对与怀疑者{opposed}{rest}。")
    return text.format(step=step, told=told.format(praised=about(sides.praised.value), range=spread(sides.praised)), opposed=about(sides.opposed.value),
                       rest=NOTHING if rest < 0.025 else Text(", and {part} has taken no side", "，其余{part}尚未表态").format(part=about(rest)), maybe=NOTHING if sure else Text(", perhaps step 3", "，也可能已到第 3 步") if step == 2 else Text(", perhaps still step 2", "，也可能还在第 2 步"))


def _whom(analysis: Analysis, sides: _Sides, step: int, loud: list[int]) -> list[str]:
    """Whom the next step is about: the weightiest who do not praise yet, the best supporter, or those who speak against us."""
    people = analysis.model.people
    rest = [i for i in analysis.shares.ranked() if i not in sides.praise and i not in sides.against]
    about, most = {2: (rest, 2), 3: (sides.praise, 1), 4: (loud, 3)}.get(step, ([], 0))
    return [people[i] for i in about if people[i] not in analysis.openly][:most]


def _next(analysis: Analysis, step: int, who: list[str], introduced: list[tuple[str, str, bool]]) -> Text:
    offered = next(((a, b) for a, b, well in introduced if not well), None)
    if step == 3 and offered:
        return Text("Make good the introduction to {b} that {a} has offered.", "落实{a}答应的、对{b}的引荐。").format(
            a=names(analysis.snapshot, offered[:1]), b=names(analysis.snapshot, offered[1:]))
    return NEXT[step].format(who=names(analysis.snapshot, who, at_most=3)) if who or step not in (2, 3, 4) else NOTHING


def _facts(analysis: Analysis, sides: _Sides, introduced: list[tuple[str, str, bool]], loud: list[int]) -> list[Text]:
    snapshot, people = analysis.snapshot, analysis.model.people
    facts = []
    if sides.praise:
        facts.append(Text("Praise comes from {who}.", "说我们行的有：{who}。").format(who=names(snapshot, [people[i] for i in sides.praise], at_most=4)))
    if loud:
        facts.append(Text("Against us, with weight: {who}.", "有分量的反对者：{who}。").format(who=names(snapshot, [people[i] for i in loud], at_most=4)))
    open_now = [Text("{a} to {b}", "{a}→{b}").format(a=snapshot.called(a), b=snapshot.called(b)) for a, b, well in introduced if not well]
    if open_now:
        facts.append(Text("Introductions offered and not yet made good: {list}.", "已答应但尚未见效的引荐：{list}。").format(
            list=Text("; ".join(t.en for t in open_now[:3]), "；".join(t.zh for t in open_now[:3]))))
    return facts


def _why(analysis: Analysis, sides: _Sides, introduced: list[tuple[str, str, bool]], loud: list[int]) -> tuple[Text, ...]:
    return (Text("{n} accept us or more", "{n} 人认可或更好").format(n=len(_accept(analysis))),
            Text("{n} supporters", "{n} 位支持者").format(n=len(sides.praise)),
            Text("they carry {part} of the decision ({range})", "合计占决策的{part}（{range}）").format(part=about(sides.praised.value), range=spread(sides.praised)),
            Text("{n} of {all} introductions have led to somebody who accepts us", "{all} 次引荐中 {n} 次见效").format(
                n=sum(well for _, _, well in introduced), all=len(introduced)) if introduced else Text("no introduction is recorded", "没有引荐记录"),
            Text("{n} opponents with weight", "{n} 位有分量的反对者").format(n=len(loud)))
