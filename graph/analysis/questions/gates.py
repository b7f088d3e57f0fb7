"""Where will it stop? The gates of the decision flow, and how often the deal comes through all of them."""

from __future__ import annotations

from graph.analysis.account import Analysis
from graph.analysis.finding import NOTHING, Finding, Table, about, cases, listed, names, often, spread
from graph.analysis.flow import VETO, blockers
from graph.analysis.gates import APART, Flow, Gate, all_passed, flow
from graph.analysis.missing import missing
from graph.analysis.question import Question
from graph.analysis.ranges import Range
from graph.analysis.ways import centralised
from graph.model import SCALES, Text

QUESTION = Question(
    "gates", 20, "structure", Text("Where will it stop?", "会卡在哪一关？"),
    Text("Each buying step still ahead is passed when those who act there (by their purchase roles) are for us in the end, by the deal's "
         "decision rule; approvals pass as often as recorded; a blocker who is against us may stop it. All gates are played through together "
         "in the same random cases.",
         "尚未走完的每一步：该步的参与者（按采购角色）在讨论之后按决策规则倾向我方，即为通过；审批按记录的通过率；反对我方的破坏者可能叫停。所有关口在同一组随机情形中一起推演。"),
    "Tsebelis 2002 for veto players; Friedkin & Johnsen 2011 for the views",
    Text("Which roles act at which step is our default, not this client's rule book. Price, quality and rivals are not in it. The range says how "
         "much it changes when a little more or less support is needed.",
         "哪一步由哪些角色参与是默认设定，不是该客户的制度；价格、质量和竞争对手不在其中。区间表示所需支持略多或略少时的变化。"))


def answer(analysis: Analysis) -> Finding:
    """The gate that most often stops the deal first, and the chance to pass them all."""
    snapshot = analysis.snapshot
    if silent := missing(QUESTION, analysis, attitudes=True):
        return silent
    found = flow(analysis)
    if all_passed(analysis) is None:
        return QUESTION.silent(Text("Nobody is known to act at any step that is still ahead.", "尚不知道后面的步骤由谁参与。"),
                               Text("Purchase roles, and the buying step of the deal.", "采购角色和商机所处的采购步骤。"))
    all_pass, low, high = found.all
    number = Range(all_pass, min(low, all_pass), max(high, all_pass))
    order = sorted(found.gates, key=lambda g: (-found.stops[g.key], g.key))
    first, second = order[0], order[1] if len(order) > 1 else None
    near = second if second and found.stops[first.key] - found.stops[second.key] < 0.05 else None
    weakest = _weakest(analysis, first)
    most = Text(", as far as known", "就已知而言，") if found.nobody else NOTHING
    if found.stops[first.key] < 0.05:
        head = Text("No gate stands out.", "没有哪一关特别危险。")
    else:
        head = (Text("It may stop first at {gate} or at {other}, {how} each.", "最可能先卡在{gate}或{other}（各{zh}）。") if near else
                Text("Most likely stop: {gate}, {how}.", "最可能卡在{gate}（{how}）。")).format(
            gate=first.name, other=near.name if near else NOTHING, how=cases(found.stops[first.key]), zh=often(found.stops[first.key]))
    won = analysis.headline.outcome.win
    other_way = Text(" The forecast says otherwise: won {x} (“How would it end today?”); it asks once, not at every step.",
                     "预测则不同：赢{x}（见“照现在的情况，结果会怎样？”）；那里只问一次，不是逐关。").format(x=often(won)) if abs(won - all_pass) >= APART else NOTHING
    sentence = Text("{head} All gates are passed {how}{most} (if a little more or less is needed: {range}).{other}",
                    "{head}{most}所有关口{how}（所需支持略多或略少时：{range}）。{other}").format(
        head=head, most=most, range=spread(number), other=other_way, how=_passed(all_pass))
    lit = tuple(dict.fromkeys([*([weakest] if weakest else []), *first.people, *(p for g in order[1:3] for p in g.people)]))
    return QUESTION.says(
        sentence, number, people=lit, sure=near is None, facts=_facts(analysis, found, order),
        would_change=Text("Who really acts at which step here, and what they think: ask an insider for the rule book.", "弄清每一步实际由谁参与、他们怎么想：请内线提供制度文件。"),
        next_step=(Text("Before the next step hear what {who} holds against us, and answer it in writing: {objection}.", "在下一步之前，听取{who}反对我方的理由，并作书面答复：{objection}。")
                   if first.key == VETO else
                   Text("Before {gate}, leave proof in writing with {who}: {objection}.", "在{gate}之前，给{who}留下书面依据：{objection}。")).format(
            gate=first.name, who=names(snapshot, [weakest]), objection=_objection(analysis, weakest)) if weakest else NOTHING,
        at_desk=Text("Answer in the bid itself what {who} will object to: {objection}.", "在投标文件中回应{who}可能的异议：{objection}。").format(
            who=names(snapshot, [weakest]), objection=_objection(analysis, weakest)) if weakest else NOTHING,
        table=_table(analysis, found))


def _passed(chance: float, *, what: tuple[str, str, str] = ("通过的机会", "几乎无法通过", "几乎总能通过")) -> Text:
    """How often something is passed, behind the English verb and with the Chinese one (`what`: with a chance, almost never, almost always)."""
    between = often(chance) == about(chance)
    return Text(cases(chance).en, what[0] + about(chance).zh if between else what[1 + (chance > 0.5)])


def _weakest(analysis: Analysis, gate: Gate) -> str | None:
    """Of those who act at a gate, whoever is least for us in the end."""
    return min(gate.people, key=lambda p: (float(analysis.views[:, analysis.people_at[p]].mean()), p), default=None)


def _facts(analysis: Analysis, found: Flow, order: list[Gate]) -> tuple[Text, ...]:
    snapshot = analysis.snapshot
    facts = [Text("{gate}: stays out {how}.", "{gate}：{how}。").format(
        gate=_first(g.name), how=_passed(g.chance, what=("不出现的机会", "几乎总会出现", "几乎不会出现"))) if g.key == VETO else
        Text("{gate}: passed {how}{who}.", "{gate}：{how}{who}。").format(
        gate=_first(g.name), how=_passed(g.chance), who=Text("; {who} acts there" if len(g.people) == 1 else "; {who} act there", "；由{who}参与").format(
            who=names(snapshot, g.people, at_most=4)) if g.people else NOTHING) for g in order[:3]]
    all_pass, multiplied = found.all[0], found.multiplied
    if abs(all_pass - multiplied) >= 0.05:
        facts.append(Text("Multiplying the chances of the gates would say {product}: too {side}, because the same people stand behind several of them.",
                          "把各关的机会相乘会得到{product}，{side}：因为几关背后是同一些人。").format(
            product=about(multiplied), side=Text("little", "偏低") if multiplied < all_pass else Text("much", "偏高")))
    if stoppers := blockers(analysis):
        facts.append(Text("Can stop it at any step: {who}.", "任何一步都可能阻止：{who}。").format(who=names(snapshot, stoppers)))
    if found.nobody:
        one = len(found.nobody) == 1
        facts.append(Text("Nobody is known to act at {steps}; {those} not counted.", "{steps}尚不知道由谁参与，未计入。").format(
            those="this step is" if one else "these steps are", steps=Text(("step " if one else "steps ") + listed(found.nobody).en, "第 " + listed(found.nobody).zh + " 步")))
    deal = snapshot.opportunity(analysis.opportunity)
    if not deal.buying_step and deal.stage:
        facts.append(Text("The buying step is not filled in; the steps ahead follow from sales stage {stage}.", "采购步骤未填，后面的步骤按销售阶段 {stage} 推定。").format(stage=deal.stage))
    settings = analysis.model.settings
    boss = Text(" ({x} where the decider, whose silence counts as no, chooses the vendor)", "（决策者选定供应商时，沉默即否定，须达 {x}）").format(
        x=f"{settings.silence_from:g}") if centralised(analysis) and analysis.decider else NOTHING
    facts.append(Text("A step is passed from a view of {gate}{boss}; the forecast counts a win from {win}.", "看法达到 {gate} 即过一关{boss}；预测从 {win} 起算赢。").format(
        gate=f"{settings.gate_from:g}", boss=boss, win=f"{settings.decided_from:g}"))
    return tuple(facts)


def _first(name: Text) -> Text:
    """A name at the beginning of a sentence."""
    return Text(name.en[:1].upper() + name.en[1:], name.zh)


def _objection(analysis: Analysis, person: str) -> Text:
    """What somebody will object to: the barrier, how fixed the criteria are, and what would satisfy."""
    position = analysis.positions[person]
    parts = [Text("barrier “{x}”", "阻碍“{x}”").format(x=SCALES["barrier"][position.barrier].name) if position.barrier else None,
             Text("criteria “{x}”", "标准“{x}”").format(x=SCALES["criteria_certainty"][position.criteria].name) if position.criteria else None]
    known = [p for p in parts if p]
    if not known:
        return Text("objection not known, ask", "异议未知，需要问")
    return Text(", ".join(p.en for p in known), "，".join(p.zh for p in known))


def _table(analysis: Analysis, found: Flow) -> Table:
    rows: list[tuple[Text | float | None, ...]] = []
    for gate in found.gates:
        weakest = _weakest(analysis, gate)
        view = SCALES["attitude"][analysis.positions[weakest].attitude or "U"].name if weakest else None
        rows.append((_first(gate.name), names(analysis.snapshot, gate.people, at_most=3) if gate.people else None,
                     often(gate.chance), often(found.stops[gate.key]), names(analysis.snapshot, [weakest]) if weakest else None, view,
                     _objection(analysis, weakest) if weakest else None))
    return Table((Text("Gate", "关口"), Text("Who acts", "参与者"), Text("Passed in", "通过机会"), Text("Is the first stop in", "首先卡住的机会"),
                  Text("Least for us", "最不支持者"), Text("Attitude", "态度"), Text("Objection to expect", "可能的异议")), tuple(rows))
