"""Is each level matched with its like? Who of us should meet whom, how knotted the ties are, and the stage they support."""

from __future__ import annotations

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.coverage import closeness
from graph.analysis.finding import NOTHING, Finding, Table, about, called, cases, listed, often
from graph.analysis.matching import Pair, Ties, concentration_draws, counterparts, function_gap, function_of, shape_stage
from graph.analysis.missing import missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.ranges import Range, between
from graph.model import SCALES, Snapshot, Text
from graph.network import holds, sign_of

QUESTION = Question(
    "matching", 14, "access", Text("Does each level meet its like?", "各层级是否对口？"),
    Text("Our people are paired with their weighty ones so that levels and functions fit best in all; a pair without a tie is a missing line. "
         "How far all ties run through one person (sum of squared shares) tells a bow-tie from a diamond, and so which relationship stage "
         "the ties support.",
         "把我方人员与对方有分量的人配对，使级别与职能总体最合适；没有关系的配对就是缺失的直接联系。全部关系在多大程度上系于一人（份额平方和），"
         "区分蝴蝶结与钻石，由此看出关系支持哪个阶段。"),
    "Kuhn 1955 (assignment); Herfindahl 1950; Millman & Wilson 1995 (stages of key account management)",
    Text("Levels of two companies are compared as they are numbered. Joint teams, the last stage, do not show in ties.",
         "两家公司的级别按编号直接比较。最后阶段的联合团队，从关系上看不出来。"))


def answer(analysis: Analysis) -> Finding:
    """Concentration of the ties between the companies, missing direct lines, the stage of the shape against the one claimed."""
    snapshot, settings = analysis.snapshot, analysis.model.settings
    if cannot := missing(QUESTION, analysis):
        return cannot
    ties = own_ties(analysis)
    if not ties:
        return QUESTION.silent(Text("It is not drawn who of us knows whom, so nothing can be matched.", "尚未画出我方谁认识谁，无法对口。"),
                               Text("Draw who of us knows whom, with levels and functions of our team.", "画出我方谁认识谁，并填写我方人员的级别与职能。"))
    drawn = concentration_draws(ties, settings)
    ours, theirs = between(drawn, settings.range_mass)
    functions = {function_of(snapshot, snapshot.people[p]) for one, p in ties if one in snapshot.team
                 and function_gap(snapshot, snapshot.team[one], snapshot.people[p]) == 0}
    stage = shape_stage(ties, (ours.value, theirs.value), len(functions), settings)
    same = float(np.mean([shape_stage(ties, (one, other), len(functions), settings) == stage for one, other in drawn[1:]]))
    sure = same >= settings.sure_from
    pairs = counterparts(analysis, ties)
    absent = [pair for pair in pairs if pair.closeness < settings.thread_from and pair.function_gap < 1]
    claimed = snapshot.account.kam_stage
    over = int(claimed) - int(stage) if claimed and (claimed, stage) != ("5", "4") else 0  # joint teams do not show in ties
    main = max(sorted({one for one, _ in ties}), key=lambda one: sum(w for (a, _), w in ties.items() if a == one))
    part = sum(w for (a, _), w in ties.items() if a == main) / sum(ties.values())
    sentence = Text("{shape}{lines}{stage}{doubt}", "{shape}{lines}{stage}{doubt}").format(
        doubt=NOTHING if sure else Text(" This shape holds {en} only.", "这一形状仅见于{zh}的模拟情形。").format(en=cases(same), zh=often(same)), shape=_shape(analysis, stage, main, part),
                                                                             lines=_absent(snapshot, absent), stage=_stage(claimed, stage, over))
    people = tuple(dict.fromkeys([*(pair.theirs for pair in absent), *(pair.theirs for pair in pairs)]))
    return QUESTION.says(sentence, ours, unit="index", people=people, facts=(*_facts(analysis, ours, theirs, pairs, ties), *rests_on_ties(analysis)),
                         would_change=Text("Levels and functions of our team, and ties that nobody has drawn.", "我方人员的级别与职能，以及尚未画出的关系。"),
                         status="red" if over > 1 else "amber" if over == 1 or absent or stage < "3" else "green", sure=sure,
                         next_step=_next(analysis, absent, Text("Open a direct line: {line}.", "建立直接联系：{line}。")), table=_table(snapshot, pairs),
                         at_desk=_next(analysis, absent, Text("After the tender, open a direct line: {line}.", "招标之后，建立直接联系：{line}。")))


def own_ties(analysis: Analysis) -> Ties:
    """The friendly ties between our people and theirs, with how close they are."""
    found: dict[tuple[str, str], float] = {}
    for tie in analysis.snapshot.ties.values():
        if tie.kind == "KNOWS" and sign_of(tie) > 0 and holds(tie, analysis.today):
            found[tie.source, tie.target] = max(closeness(tie), found.get((tie.source, tie.target), 0.0))
    return found


def _shape(analysis: Analysis, stage: str, main: str, part: float) -> Text:
    texts = {"1": Text("One single line, through {main}.", "只有一条线，经由{main}。"),
             "2": Text("Still a bow-tie: {part} of the ties run through {main}.", "仍是蝴蝶结：{part}的关系经由{main}。"),
             "3": Text("Widening: several of us have lines of their own; {part} of the ties run through {main}.", "正在展开：我方多人各有联系；{part}的关系经由{main}。"),
             "4": Text("A diamond: no single person carries the relationship.", "钻石：关系不系于任何一人。")}
    return texts[stage].format(main=analysis.snapshot.called(main), part=about(part))


def _absent(snapshot: Snapshot, absent: list[Pair]) -> Text:
    if not absent:
        return NOTHING
    lines = [_line(snapshot, pair) for pair in absent[:2]]
    return Text(" Missing: {lines}.", "缺少：{lines}。").format(lines=Text("; ".join(x.en for x in lines), "；".join(x.zh for x in lines)))


def _line(snapshot: Snapshot, pair: Pair) -> Text:
    return Text("{ours}–{theirs}", "{ours}—{theirs}").format(ours=_functioned(snapshot, pair.ours), theirs=called(snapshot, pair.theirs))


def _functioned(snapshot: Snapshot, ours: str) -> Text:
    member, name = snapshot.team[ours], snapshot.called(ours)
    if not member.function:
        return name
    return Text("our {function} ({name})", "我方{function}（{name}）").format(function=Text(
        (level := SCALES["department_function"][member.function].name).en.lower() if member.function not in ("IT", "HR") else level.en, level.zh), name=name)


def _stage(claimed: str | None, stage: str, over: int) -> Text:
    name = SCALES["kam_stage"][stage].name
    at_least = Text(" or more", "或更高") if stage == "4" else NOTHING
    if not claimed or over == 0:
        return Text(" The shape is that of stage {n}, {name}{more}.", "形状对应阶段 {n}：{name}{more}。").format(n=stage, name=name, more=at_least)
    text = Text(" Stage {claimed} is claimed; the ties look like stage {n}, {name}.", "自报阶段 {claimed}；关系的形状像阶段 {n}：{name}。") if over > 0 else Text(
        " The ties look like stage {n}, {name}{more}: more than the {claimed} that is claimed.", "关系的形状像阶段 {n}：{name}{more}，高于自报的 {claimed}。")
    return text.format(claimed=claimed, n=stage, name=name, more=at_least)


def _facts(analysis: Analysis, ours: Range, theirs: Range, pairs: list[Pair], ties: Ties) -> list[Text]:
    levels = [abs((analysis.snapshot.team[a].level or 0) - (analysis.snapshot.people[b].level or 0)) for a, b in ties
              if a in analysis.snapshot.team and analysis.snapshot.team[a].level and analysis.snapshot.people[b].level]
    facts = [Text("Concentration on one of us {ours} ({low}–{high}), on one of theirs {theirs} (1 = all through one person).",
                  "集中于我方一人的程度 {ours}（{low}–{high}），集中于对方一人的程度 {theirs}（1 表示全系于一人）。").format(
        ours=f"{ours.value:.2f}", low=f"{ours.low:.2f}", high=f"{ours.high:.2f}", theirs=f"{theirs.value:.2f}")]
    if levels:
        facts.append(Text("Existing ties are {gap} levels apart on average.", "现有关系平均相差 {gap} 级。").format(gap=f"{sum(levels) / len(levels):.1f}"))
    if pairs:
        facts.append(Text("{n} of {all} best-fitting pairs know each other.", "{all} 对最合适的配对中，{n} 对已经相识。").format(
            n=sum(p.closeness >= analysis.model.settings.thread_from for p in pairs), all=len(pairs)))
    if (lacking := _lacking(analysis)) != NOTHING:
        facts.append(Text("No counterpart on our team for their {functions}.", "我方团队中缺少与对方{functions}对口的人。").format(functions=lacking))
    return facts


def _lacking(analysis: Analysis) -> Text:
    """Functions of their weighty people for which our team has nobody of the same side."""
    snapshot, found = analysis.snapshot, {}
    for person in analysis.model.people:
        function = function_of(snapshot, snapshot.people[person])
        if function and analysis.share_of[person] >= analysis.model.settings.match_share and all(
                function_gap(snapshot, one, snapshot.people[person]) == 1 for one in snapshot.team.values()):
            found[function] = SCALES["department_function"][function].name
    return Text(listed([name.en.lower() for name in found.values()]).en, listed([name.zh for name in found.values()]).zh) if found else NOTHING


def _next(analysis: Analysis, absent: list[Pair], text: Text) -> Text:
    return text.format(line=_line(analysis.snapshot, absent[0])) if absent else NOTHING


def _table(snapshot: Snapshot, pairs: list[Pair]) -> Table | None:
    columns = (Text("Ours", "我方"), Text("Theirs", "对方"), Text("Levels apart", "级别差"), Text("Function", "职能"), Text("Tie now", "现有关系"))
    fits = {0.0: Text("the same", "相同"), 0.5: Text("the same side", "同一方"), 1.0: Text("another", "不同")}
    return Table(columns, tuple((_functioned(snapshot, p.ours), called(snapshot, p.theirs), p.levels, fits[p.function_gap],
                                 about(p.closeness) if p.closeness else Text("none", "无")) for p in pairs)) if pairs else None
