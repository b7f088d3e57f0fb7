"""What would change most? The one conversation that is worth most, and the best plan for a number of visits."""

from __future__ import annotations

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.compliance import tender_silence
from graph.analysis.finding import Finding, Table, cases, names, often, signed, within
from graph.analysis.knapsack import best_choice, second_best
from graph.analysis.missing import attitudes_known, missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.questions.no_contact import banned
from graph.analysis.ranges import Range, between
from graph.model import SCALES, Text

QUESTION = Question(
    "best_moves", 6, "decision", Text("What would change the outcome most?", "做什么最能改变结果？"),
    Text("A good conversation moves an attitude by one letter and the outcome by the share in the decision times that. A plan is the best "
         "choice of people for the visits at hand; high ranks and people whom we do not know take more of them.",
         "一次有效沟通使态度前进一级，结果随决策份额相应变化。计划是在给定拜访次数内的最优人选；级别越高、越不熟悉，需要的次数越多。"),
    "Friedkin & Johnsen 2011: linear in the attitudes, so the plan is an exact 0/1 knapsack",
    Text("How far a conversation moves somebody, and how many visits it takes, are judgements (settings).", "沟通能推进多少、需要几次拜访，都是判断（见设置）。"))
ACTIONS = {
    "PSYCHOLOGICAL": Text("make it safe: a small first step, a visit to others who have done it", "降低心理负担：先走一小步，去看看做过的同行"),
    "ATTITUDE": Text("bring proof on the point in doubt, through somebody trusted there", "就疑点拿出证据，由其信得过的人来说"),
    "ABILITY": Text("lend a hand: figures, training, people", "出手帮忙：数据、培训、人手"),
    "FEAR_OF_RISK": Text("take the risk away: a pilot, a guarantee, a way out", "消除风险：试点、担保、退出条款"),
    "": Text("ask first what stands in the way", "先问清顾虑是什么")}
SPEAK = Text("a request to speak for us to others", "请其在内部替我们说话")
FIND = Text("find out first who sits there", "先弄清坐在这个位置上的是谁")
LATER = Text("not before the tender is over", "招标结束之前不接触")


def answer(analysis: Analysis) -> Finding:
    """The best single conversation, the best plan and its runner-up; without those of `no_contact` and those met only openly."""
    if silent := missing(QUESTION, analysis, attitudes=True):
        return silent
    snapshot, people, settings = analysis.snapshot, analysis.model.people, analysis.model.settings
    gain, cost, budget = gains(analysis), visits(analysis), settings.visits
    left = [int(i) for i in np.argsort(-gain[0], kind="stable") if gain[0, i] >= settings.effect_least]
    gain[:, list(dict.fromkeys([*banned(analysis), *(analysis.people_at[p] for p in sorted(analysis.openly))]))] = 0
    gain[:, gain[0] < settings.effect_least] = 0
    one, chosen = int(gain[0].argmax()), best_choice(gain, cost, budget)
    if gain[0, one] == 0:
        return _nothing(analysis, left)
    plan, singles = chosen[0], between(gain, settings.range_mass)
    rest = slice(1, None) if len(gain) > 1 else slice(None)
    largest = (gain[rest] == gain[rest].max(axis=1, keepdims=True)).mean(axis=0)
    told = [_one(analysis, one, singles[one], largest)]
    picked, sure, lit = [int(i) for i in np.argsort(-gain[0] * plan, kind="stable")[:plan.sum()]], bool(largest[one] >= settings.sure_from), [one]
    total = between(gain @ plan[:, None].astype(float), settings.range_mass)[0] if picked else None
    if total:
        second = second_best(gain[0], cost, budget, plan)
        ahead = float((gain[rest] @ plan > gain[rest] @ second).mean())
        lit = [*picked, *([] if one in picked else [one])]
        told.append(_plan(analysis, picked, total.value, second, ahead))
        sure = sure and ahead >= settings.sure_from
    else:
        told.append(Text("It takes {n} visits, more than the {all} at hand.", "这需要 {n} 次拜访，超过可用的 {all} 次。").format(n=int(cost[one]), all=budget))
    alone = people[analysis.shares.ranked()[0]]
    rank = [int(i) for i in np.argsort(-gain[0], kind="stable")[:8] if gain[0, i] > 0]
    first = chosen[rest].mean(axis=0) if picked else largest
    return QUESTION.says(
        Text(" ".join(t.en for t in told), "".join(t.zh for t in told)), total or singles[one], unit="outcome",
        people=tuple(people[i] for i in lit), sure=sure,
        facts=(*(_fact(analysis, i, float(gain[0, i]), int(cost[i]), float(first[i]), planned=bool(picked)) for i in dict.fromkeys([one, *picked[:2]])),
               *_costly(analysis, alone, gain[0], cost, plan), *_no_levels(analysis), *rests_on_ties(analysis)),
        would_change=Text("Another number of visits; an attitude that we have wrong; a person whom we cannot reach.", "拜访次数不同；某人的态度判断有误；某人根本见不到。"),
        next_step=Text("With {who}: {how}.", "对{who}：{how}。").format(who=snapshot.called(people[lit[0]]), how=_how(analysis, lit[0])),
        table=Table((Text("Person", "人员"), Text("Step", "目标"), Text("Changes the outcome by", "结果变化"), Text("Range", "区间"),
                     Text("Visits", "拜访次数"), Text("In the best plan", "入选最优计划的比例") if picked else Text("Changes most", "变化最大的比例"), Text("What kind of step", "做法")),
                    tuple((names(snapshot, [people[i]]), _step(analysis, i), round(float(gain[0, i]), 2), within(singles[i]), int(cost[i]),
                           often(float(first[i])), _how(analysis, i)) for i in rank)))


def _nothing(analysis: Analysis, left: list[int]) -> Finding:
    """Why no conversation is worth having: those who weigh are for us already, or what is left to win lies with people whom we do not talk
    to in private, or nobody weighs enough."""
    held = tuple(analysis.model.people[i] for i in left[:3])
    who = names(analysis.snapshot, held)
    share = np.clip(analysis.shares.draws.shares[0], 0, None)
    won = share[analysis.model.attitude >= SCALES["attitude"].value("A")].sum() > share.sum() / 2
    said = (Text("No single conversation would change much: what is left to win lies with {who}, and no private talk is advised there.",
                 "任何一次谈话都改变不了多少：还能争取的在{who}那里，而那里不宜私下去谈。").format(who=who) if left and not won else
            Text("No single conversation would change much: those who weigh are for us already, and with {who} no private talk is advised.",
                 "任何一次谈话都改变不了多少：有分量的人已经支持我们，而{who}那里不宜私下去谈。").format(who=who) if left else
            Text("No single conversation would change much: those who weigh are for us already.", "任何一次谈话都改变不了多少：有分量的人已经支持我们。") if won else
            Text("No single conversation would change much: no one person weighs enough.", "任何一次谈话都改变不了多少：没有一个人分量足够。"))
    return QUESTION.says(said, people=held, sure=False,
                         would_change=Text("A new person, or an attitude that falls.", "出现新的人，或有人态度下滑。"))


def gains(analysis: Analysis) -> np.ndarray:
    """draws x people: what one conversation with each would change, c min(step, 1 - x)."""
    room = np.clip(1 - analysis.attitudes, 0, analysis.model.settings.visit_step)
    return np.asarray(analysis.shares.draws.shares * room)


def visits(analysis: Analysis) -> np.ndarray:
    """How many visits a step takes with each: one, and more the higher the rank and the less we know the person. Somebody whose level is
    not known counts as of the middle of the known ones; where none is, nobody is known to be high up, and each takes one."""
    settings, met = analysis.model.settings, analysis.met
    known = levels(analysis)
    if not known:
        return np.ones(len(analysis.model), dtype=int)
    usual = float(np.median(known))
    level = np.array([analysis.snapshot.people[p].level or usual for p in analysis.model.people])
    more = settings.visits_top * settings.visits_level ** (level - 1) * (1 - np.array([met[p] for p in analysis.model.people]))
    return np.ceil(1 + more - 1e-9).astype(int)


def levels(analysis: Analysis) -> list[int]:
    """The formal levels that are known."""
    return [who.level for who in analysis.snapshot.people.values() if who.level]


def _no_levels(analysis: Analysis) -> list[Text]:
    return [] if levels(analysis) else [Text("Nobody's formal level is known, so each takes one visit; levels would change that.",
                                             "没有任何人的行政级别，因此每人按一次拜访计；填写级别会改变。")]


def _one(analysis: Analysis, i: int, gain: Range, largest: np.ndarray) -> Text:
    """The one conversation that is worth most, or between whom that cannot be told."""
    if largest[i] < analysis.model.settings.sure_from:
        rivals = [i, *(int(k) for k in np.argsort(-largest, kind="stable") if largest[k] >= 0.1 and k != i)]
        text = (Text("Once the rules of the running tender allow it, one conversation would change most, and it cannot be told with whom: {rivals} may each be first; "
                     "with {who} ({step}): {gain} ({range}).",
                     "待招标规则允许时，无法断定与谁谈一次最值得：{rivals}都可能居首；与{who}（{step}）：{gain}（{range}）。") if tender_silence(analysis) else
                Text("Cannot tell with whom one conversation would change most: {rivals} may each be first; with {who} ({step}): {gain} ({range}).",
                     "无法断定与谁谈一次最值得：{rivals}都可能居首；与{who}（{step}）：{gain}（{range}）。"))
        return text.format(rivals=names(analysis.snapshot, [analysis.model.people[k] for k in rivals]), who=analysis.snapshot.called(analysis.model.people[i]),
                           step=_step(analysis, i), gain=signed(gain.value), range=within(gain))
    text = (Text("Once the rules of the running tender allow it, one conversation with {who} would change most ({step}): {gain} ({range}).",
                 "待招标规则允许时，最值得谈的一次是与{who}（{step}）：{gain}（{range}）。") if tender_silence(analysis) else
            Text("One conversation with {who} would change most ({step}): {gain} ({range}).", "最值得谈的一次是与{who}（{step}）：{gain}（{range}）。"))
    return text.format(who=names(analysis.snapshot, [analysis.model.people[i]]), step=_step(analysis, i), gain=signed(gain.value), range=within(gain))


def _plan(analysis: Analysis, picked: list[int], total: float, second: np.ndarray, ahead: float) -> Text:
    people, snapshot = analysis.model.people, analysis.snapshot
    text = Text("With {n} visits the best plan is {plan}: {total}", "{n} 次拜访的最优计划：{plan}：{total}").format(
        n=analysis.model.settings.visits, plan=names(snapshot, [people[i] for i in picked]), total=signed(total))
    other = [i for i in np.flatnonzero(second)]
    if not other:
        return Text(text.en + ".", text.zh + "。")
    swap_in, swap_out = [i for i in other if i not in picked], [i for i in picked if i not in other]
    instead = Text("{new} instead of {old}", "以{new}换下{old}").format(
        new=names(snapshot, [people[i] for i in swap_in]), old=names(snapshot, [people[i] for i in swap_out])) if swap_in else Text(
        "the same without {old}", "去掉{old}").format(old=names(snapshot, [people[i] for i in swap_out]))
    end = (Text("{text}; better than the next best ({instead}) {ahead}.", "{text}；{ahead}优于次优计划（{instead}）。") if ahead >= analysis.model.settings.sure_from else
           Text("{text}; {instead} would do about as well.", "{text}；次优计划（{instead}）效果相近。"))
    return end.format(text=text, instead=instead, ahead=cases(ahead))


def _step(analysis: Analysis, i: int) -> Text:
    """From which attitude to which."""
    person, scale = analysis.model.people[i], SCALES["attitude"]
    code = attitudes_known(analysis).get(person)
    if code is None:
        return Text("view unknown", "态度未知")
    goal = min(scale.value(code) + analysis.model.settings.visit_step, 1.0)
    near = min((level for level in scale.levels if level.code != "U"), key=lambda level: abs((level.value or 0.0) - goal))
    return Text(f"{code} → {near.code}", f"{code} → {near.code}")


def _how(analysis: Analysis, i: int) -> Text:
    person = analysis.model.people[i]
    if tender_silence(analysis):
        return LATER
    if analysis.snapshot.people[person].placeholder:
        return FIND
    if not analysis.positions[person].barrier and analysis.model.attitude[i] >= SCALES["attitude"].value("B"):
        return SPEAK
    return ACTIONS[analysis.positions[person].barrier or ""]


def _fact(analysis: Analysis, i: int, gain: float, cost: int, first: float, *, planned: bool) -> Text:
    text = (Text("{who}: {gain} for {n}; in the best plan {first}; {how}.", "{who}：{gain}，需 {n}；{first}入选；{how}。") if planned else
            Text("{who}: {gain} for {n}; changes most {first}; {how}.", "{who}：{gain}，需 {n}；{first}变化最大；{how}。"))
    return text.format(
        who=names(analysis.snapshot, [analysis.model.people[i]]), gain=signed(gain), first=cases(first), how=_how(analysis, i),
        n=Text("1 visit" if cost == 1 else f"{cost} visits", f"{cost} 次拜访"))


def _costly(analysis: Analysis, person: str, gain: np.ndarray, cost: np.ndarray, plan: np.ndarray) -> list[Text]:
    """Why the heaviest one is not in the plan."""
    at = analysis.people_at[person]
    if plan[at] or gain[at] <= 0:
        return []
    return [] if cost[at] > analysis.model.settings.visits and not plan.any() else [Text("{who} alone would take {n} visits, with {all} at hand, for {gain}.", "仅{who}一人就要 {n} 次拜访（可用 {all} 次），收益 {gain}。").format(
        who=names(analysis.snapshot, [person]), n=int(cost[at]), all=analysis.model.settings.visits, gain=signed(float(gain[at])))]
