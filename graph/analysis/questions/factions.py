"""Which camps are there, and what if we side with one?"""

from __future__ import annotations

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.camps import Proposal, matched, proposal
from graph.analysis.finding import NOTHING, Finding, Table, about, names, signed, spread, within
from graph.analysis.missing import attitudes_known, missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.ranges import Range, between
from graph.analysis.sides import BRIDGE, Side, sides
from graph.analysis.voting import banzhaf
from graph.model import Snapshot, Text, in_both

QUESTION = Question(
    "factions", 11, "camps", Text("Which camps are there, and what if we side with one?", "有哪些派系？站队会怎样？"),
    Text("The declared camps first: the decision shares of their members, and how often a camp turns a minority into a majority. Siding "
         "moves a camp's people towards us and a hostile camp's away, by settings that are guesses; the same random cases are used with and "
         "without. Beside that, camps as friends and rivals suggest them.",
         "以已标注的派系为先：成员决策份额之和，以及该派系能把少数变成多数的机会。站队会拉近本派、推远敌对派，幅度是假设；有无站队用同一组随机情形比较。"
         "另按亲疏和对立关系推测派系，以作对照。"),
    "Doreian & Mrvar 1996; Blondel et al. 2008 for groups of friends; Banzhaf 1965",
    Text("Camps are somebody's opinion. Somebody without a camp here is not neutral: nobody has said where he stands. What siding gains and "
         "costs is guessed, not measured.",
         "派系只是某人的看法。未标注派系的人不等于中立，只是没有人说过。站队的得失是假设，不是测量。"))
NEUTRAL = Text("Stay neutral", "保持中立")
EVENLY = Text("Be seen with all alike", "与各派同样往来")


def answer(analysis: Analysis) -> Finding:
    """Power of the declared camps, the scenarios of siding, and where the ties disagree."""
    snapshot, settings = analysis.snapshot, analysis.model.settings
    silent = missing(QUESTION, analysis)
    suggested = proposal(analysis) if len(analysis.model) > 1 else None
    if len(analysis.model) < 2 and silent:
        return silent
    declared = {p: f for p, f in snapshot.faction_of.items() if p in analysis.people_at and f in snapshot.factions}
    if not declared or silent:
        return _proposed(analysis, suggested)
    camps = {f: [p for p in analysis.model.people if declared.get(p) == f] for f in sorted(set(declared.values()))}
    draws = analysis.shares.draws.shares
    columns = {f: draws[:, [analysis.people_at[p] for p in members]].sum(axis=1) for f, members in camps.items()}
    power = dict(zip(camps, between(np.column_stack(list(columns.values())), settings.range_mass), strict=True))
    order = sorted(camps, key=lambda f: (-power[f].value, f))
    rest = between((draws.sum(axis=1) - sum(columns.values()))[:, None], settings.range_mass)[0]
    outside = next((p for i in analysis.shares.ranked() if (p := analysis.model.people[i]) not in declared), None)
    sentence = Text("{camps}.{rest}", "{camps}。{rest}").format(camps=_clauses([
        Text("{camp} carries {share} of the decision ({range})" if f == order[0] else "{camp} {share} ({range})", "{camp}占决策的{share}（{range}）").format(
            camp=_camp(snapshot, f), share=about(power[f].value), range=spread(power[f])) for f in order[:3]]),
        rest=Text(" For {rest} of it nobody has named a camp, {who} above all.", "另有{rest}的决策没有人标注派系，首先是{who}。").format(
            rest=about(rest.value), who=names(snapshot, [outside])) if outside and rest.value >= 0.01 else NOTHING)
    tried = sides(analysis, order) if attitudes_known(analysis) else {}
    advice, sure, unknown = _advice(analysis, order, tried)
    differ = _differ(suggested, declared, settings.camp_ties_from) if suggested else []
    cores = [core for f in order if (core := snapshot.factions[f].core) in analysis.people_at]
    lit = tuple(dict.fromkeys([*cores, *unknown, *(p for p, _, _ in differ)]))
    return QUESTION.says(
        Text("{a} {b}", "{a}{b}").format(a=sentence, b=advice), power[order[0]], people=lit, sure=sure,
        facts=(*_facts(analysis, order, power, tried), *_by_ties(snapshot, suggested, declared, differ), *rests_on_ties(analysis)),
        would_change=Text("Whose camp is missing, who is really hostile to whom, and what the decider thinks.", "补上缺失的派系、确认谁真与谁敌对、弄清决策者的看法。"),
        next_step=Text("Do not be seen with one camp; find out first what {who} thinks.", "不要与任何一派走得太近；先弄清{who}的看法。").format(
            who=names(snapshot, unknown)) if unknown and not sure else NOTHING,
        at_desk=Text("Do not be seen with one camp.", "不要与任何一派走得太近。") if unknown and not sure else NOTHING,
        table=_table(analysis, order, power, camps, tried, differ))


def _advice(analysis: Analysis, order: list[str], tried: dict[str, Side]) -> tuple[Text, bool, list[str]]:
    """What follows, whether it is sure, and whose view must be known first."""
    snapshot, settings = analysis.snapshot, analysis.model.settings
    if not tried:
        return Text("What siding would do cannot be said while no attitude is known.", "尚不知道任何人的态度，无法判断站队的后果。"), False, []
    load = np.abs(analysis.shares.draws.shares[0]) * analysis.model.doubt
    unknown = [analysis.model.people[int(load.argmax())]]
    told = Text("Staying neutral we win {neutral} of the simulated cases; {both}siding with {camps}.", "模拟情形中，保持中立能赢{neutral}；{both}{camps}。").format(
        neutral=about(tried[""].win), both=Text("being seen with all alike {win}, ", "与各派同样往来能赢{win}，").format(win=about(tried[BRIDGE].win)) if BRIDGE in tried else NOTHING,
        camps=_clauses([Text("{camp} {win}", "与{camp}站在一起能赢{win}").format(
            camp=_camp(snapshot, f), win=about(tried[f].win)) for f in order[:3]]))
    best = max(order, key=lambda f: (tried[f].moved.value, f))
    side, hostile = tried[best], any(tried[f].breaks_at is not None for f in order)
    if not hostile:
        more = Text("No hostility between camps is recorded, so siding looks free here; it never is. Stay neutral until {who} is known.",
                    "没有记录派系之间的敌对，所以站队看似没有代价，其实总有代价。在弄清{who}之前保持中立。")
    elif side.moved.low > 0 and side.helps >= settings.sure_from and side.win - tried[""].win >= settings.side_worth:
        return Text("{told} Being nearer to {camp} surely helps{breaks}.", "{told}靠近{camp}确有帮助{breaks}。").format(
            told=told, camp=_camp(snapshot, best), breaks=_breaks(side)), True, unknown
    else:
        more = Text("That is inside the noise: stay neutral until it is known what {who} thinks.", "差别在误差之内：在弄清{who}的看法之前保持中立。")
    return Text("{told} {more}", "{told}{more}").format(told=told, more=more.format(who=names(snapshot, unknown))), False, unknown


def _facts(analysis: Analysis, order: list[str], power: dict[str, Range], tried: dict[str, Side]) -> list[Text]:
    snapshot, facts, votes = analysis.snapshot, [], _votes(order, power)
    if len(order) > 1 and max(votes.values()) - min(votes.values()) < 0.025:
        facts.append(Text("If only the camps voted, each as one block, all of them would tip the vote equally often.",
                          "若只有各派表决且各自整体投票，它们左右结果的机会相同。"))
    elif len(order) > 1:
        facts.append(Text("If only the camps voted, each as one block: {powers} of the votes would be tipped by it.",
                          "若只有各派表决且各自整体投票，左右结果的机会：{powers}。").format(powers=_clauses([
                              Text("{camp} {share}", "{camp}{share}").format(camp=_camp(snapshot, f), share=about(v)) for f, v in votes.items()])))
    return facts + [Text("Siding with {camp} moves the outcome by {by} ({range}){breaks}.", "与{camp}站在一起，结果变动 {by}（{range}）{breaks}。").format(
        camp=_camp(snapshot, f), by=signed(tried[f].moved.value), range=within(tried[f].moved), breaks=_breaks(tried[f])) for f in order[:3] if tried]


def _breaks(side: Side) -> Text:
    if side.breaks_at is None:
        return NOTHING
    words = (Text("; it stops paying when hostile camps react {x} times as strongly as assumed", "；敌对派的反应达到假设的 {x} 倍时不再划算")
             if side.breaks_at >= 1 else
             Text("; it pays only if hostile camps react less than {x} times as strongly as assumed", "；只有敌对派的反应不到假设的 {x} 倍才划算"))
    return words.format(x=f"{side.breaks_at:.1f}")


def _votes(order: list[str], power: dict[str, Range]) -> dict[str, float]:
    """Banzhaf over the declared camps alone, in thousandths; more than half of their own votes is needed."""
    weights = [round(1000 * max(power[f].value, 0.0)) for f in order]
    return dict(zip(order, banzhaf(weights, sum(weights) // 2 + 1), strict=True))


def _differ(suggested: Proposal, declared: dict[str, str], least: int) -> list[tuple[str, str, bool]]:
    """Who is declared in one camp and by the ties in another that is declared too, and whether friends alone say so as well."""
    if not suggested.partition or len(suggested.partition.camps) < 2:
        return []
    ways = [{p: found.get(k, "") for k, camp in enumerate(camps) for p in camp} for camps in (
        suggested.partition.camps, suggested.groups) for found in (matched(camps, declared),)]
    members: dict[str, set[str]] = {}
    for person, faction in declared.items():
        members.setdefault(faction, set()).add(person)
    return [(p, to, ways[1].get(p) == to) for p, mine in sorted(declared.items()) if (to := ways[0].get(p, "")) and to != mine
            and suggested.against(p, members[mine], members[to]) >= least]


def _by_ties(snapshot: Snapshot, suggested: Proposal | None, declared: dict[str, str], differ: list[tuple[str, str, bool]]) -> list[Text]:
    if suggested is None or suggested.partition is None:
        return [Text("The ties cannot check these camps: nobody is recorded as being against anybody.", "关系无法检验这些派系：没有记录谁与谁对立。")
                ] if suggested is None or not suggested.torn else []
    part, known = suggested.partition, [p for p in declared if p in suggested.people]
    facts = [Text("The ties alone ({layers}) suggest {n} camps: {how}. The ties contradict {some} of {known} declared people.",
                  "仅按关系（{layers}）推测有 {n} 个派系：{how}。与 {known} 名已标注者中的 {some} 人不符。").format(
        layers=suggested.layer_names, n=len(part.camps), how=part.in_words, some=len(differ) or Text("none", "0"), known=len(known))]
    facts += [Text("{who}: declared in {camp}, by the ties nearer to {to}{both}.", "{who}：标注为{camp}，按关系更接近{to}{both}。").format(
        who=names(snapshot, [p]), camp=_camp(snapshot, declared[p]), to=_camp(snapshot, to),
        both=Text(" (two methods agree)", "（两种方法一致）") if sure else NOTHING) for p, to, sure in differ[:3]]
    return facts + [Text("{who} are rivals inside one camp; that alone does not split it.", "{who}同派而相互竞争；仅此不足以说明分裂。").format(
        who=names(snapshot, pair)) for pair in suggested.rivals_inside(declared)[:1]]


def _table(analysis: Analysis, order: list[str], power: dict[str, Range], camps: dict[str, list[str]], tried: dict[str, Side],
           differ: list[tuple[str, str, bool]]) -> Table:
    snapshot, votes, rows = analysis.snapshot, _votes(order, power), list[tuple[Text | float | None, ...]]()
    for f in [*order, *(f for f in (BRIDGE, "") if f in tried)]:
        ours = (_camp(snapshot, f), float(len(camps[f])), spread(power[f]), about(votes[f])) if f in camps else (EVENLY if f else NEUTRAL, None, None, None)
        side = tried.get(f)
        told = (about(side.win), within(side.moved) if f else None, _number(signed(side.behind)),
                _number(f"{side.breaks_at:.1f}") if side.breaks_at else None) if side else (None, None, None, None)
        moving = [p for p, _, _ in differ if snapshot.faction_of[p] == f]
        rows.append((*ours, *told, names(snapshot, moving) if moving else None))
    return Table((Text("Camp", "派系"), Text("People", "人数"), Text("Share of the decision", "决策份额"), Text("Tips the vote", "左右表决"),
                  Text("Won if we side", "站队后能赢"), Text("Change of the outcome", "结果变动"), Text("Behind the best choice, at worst", "最坏时落后最佳选择"),
                  Text("Pays until they react (times assumed)", "划算至反应达假设的（倍）"), Text("By the ties in another camp", "按关系属他派")), tuple(rows))


def _proposed(analysis: Analysis, suggested: Proposal | None) -> Finding:
    """What the ties suggest where nobody has declared a camp, or where nobody can be said to weigh more than another."""
    snapshot = analysis.snapshot
    if suggested is None or suggested.partition is None or len(suggested.partition.camps) < 2:
        return QUESTION.silent(
            Text("Nobody has named a camp, and the ties do not suggest any: who is against whom is not recorded.", "没有人标注派系，关系也看不出派系：没有记录谁与谁对立。"),
            Text("Factions on the map, or who is rival to whom.", "在图上标出派系，或谁与谁竞争。"))
    part = suggested.partition
    camps = [c for c in part.camps if len(c) > 1][:4]
    if not camps:
        return QUESTION.silent(
            Text("Nobody has named a camp, and the ties suggest none: those who are against each other have no friends on the map.",
                 "没有人标注派系，关系也看不出派系：彼此对立的人在图上都没有同伴。"), Text("Factions on the map, or who is close to whom.", "在图上标出派系，或谁与谁亲近。"))
    sentence = Text("Friends and rivals suggest {n} camps: {camps}. This is {how}.", "按亲疏与对立推测有 {n} 个派系：{camps}。这{how}。").format(
        n=len(part.camps), how=part.in_words, camps=_clauses([names(snapshot, c, at_most=4) for c in camps], by="; "))
    rows = tuple((names(snapshot, [p]), k + 1.0) for k, camp in enumerate(part.camps) for p in camp)
    count = float(len(part.camps))
    lit = tuple(p for camp in camps for p in camp)
    return QUESTION.says(sentence, Range(count, count, count), unit="count", people=lit, sure=False,
                         facts=(Text("Rests on: {layers}.", "依据：{layers}。").format(layers=suggested.layer_names),),
                         would_change=Text("Somebody inside who says which camp each belongs to.", "由内部的人说明每个人属于哪一派。"),
                         next_step=Text("Ask an insider, then declare the camps on the map.", "请内线确认，再在图上标出派系。"),
                         table=Table((Text("Person", "人员"), Text("Camp by the ties", "按关系的派系")), rows))


def _camp(snapshot: Snapshot, faction: str) -> Text:
    name = in_both(snapshot.factions[faction].name, snapshot.factions[faction].name_alt)
    return Text(f"“{name.en}”", f"“{name.zh}”")


def _clauses(texts: list[Text], *, by: str = ", ") -> Text:
    return Text(by.join(t.en for t in texts), "；".join(t.zh for t in texts) if by != ", " else "，".join(t.zh for t in texts))


def _number(text: str) -> Text:
    return Text(text, text)
