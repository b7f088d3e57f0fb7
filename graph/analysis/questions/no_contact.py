"""With whom must we not be seen? Contacts that cost more than they bring, and those that the law rules out."""

from __future__ import annotations

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.compliance import tender_silence
from graph.analysis.contact import Contacts, contacts
from graph.analysis.finding import NOTHING, Finding, Table, cases, effect, names, often, signed, within
from graph.analysis.missing import missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.ranges import Range, between
from graph.model import Text

QUESTION = Question(
    "no_contact", 9, "access", Text("With whom should we not be seen?", "不该与谁走得近？"),
    Text("What a conversation with somebody brings, less what it costs with those who are openly against that person and see it; and "
         "whether that person's praise works against us. Named only where it costs in 80 % of the simulated cases.",
         "与某人接触带来的收益，减去公开反对此人的人看到后造成的损失；并看此人的称赞是否反而对我们不利。只有在 80 % 的模拟中都得不偿失时才点名。"),
    "Friedkin & Johnsen 2011, Altafini 2013 for negative ties; the cost of being seen is our own rule",
    Text("It knows only the rivalries that somebody has drawn, and salespeople overstate them. What it says is about being seen, not about "
         "anybody's worth.", "只知道画出来的竞争与敌对，而销售人员常常夸大。说的是被人看见的后果，不是对人的评价。"))


def banned(analysis: Analysis) -> list[int]:
    """Positions in the model of those with whom we should not be seen; what a plan of visits leaves out."""
    return _named(analysis, contacts(analysis))[0]


def answer(analysis: Analysis) -> Finding:
    """Who is to be left alone, who is unclear, and what the law adds."""
    if silent := missing(QUESTION, analysis):
        return silent
    people, found, settings = analysis.model.people, contacts(analysis), analysis.model.settings
    never, unclear = _named(analysis, found)
    lit, stop = [people[i] for i in (*never[:5], *unclear[:3])], tender_silence(analysis)
    legal = (Text("Only openly and on the matter, whatever the ties say: {who}.", "不论关系如何，只公开、就事论事地接触：{who}。").format(
        who=names(analysis.snapshot, sorted(analysis.openly, key=analysis.people_at.__getitem__))),) if analysis.openly else ()
    change = Text("A rivalry that has ended, or one that nobody has drawn yet.", "一段已经结束的对立，或一段还没画出的对立。")
    if not found.hostile.nnz and not stop:
        return QUESTION.silent(Text("No rivalry and no hostility is drawn here, which is not the same as peace.",
                                    "图上没有任何竞争或敌对关系，但这不等于没有矛盾。"), change, facts=legal)
    told = [*stop_first(stop), *(_sentence(analysis, found, i) for i in never[:2]), *_quiet(analysis, found, never, unclear)]
    worst, net = [*never, *unclear], between(found.net, settings.range_mass)
    return QUESTION.says(
        Text(" ".join(t.en for t in told), "".join(t.zh for t in told)), net[worst[0]] if worst else None, unit="outcome", people=tuple(lit),
        facts=(*(_fact(analysis, found, i, net[i]) for i in worst[:3]), *legal, *rests_on_ties(analysis)), would_change=change,
        next_step=_instead(analysis, found, never[0]) if never else NOTHING, sure=not unclear and found.hostile.nnz > 0,
        status="red" if never or stop else "amber" if unclear else "green",
        table=_table(analysis, found, worst, net) if worst else None)


def stop_first(stop: tuple[Text, ...]) -> tuple[Text, ...]:
    """What comes before any advice on contacts while a tender runs."""
    return (Text("The tender is running: meet nobody who decides or evaluates outside its official channel.",
                 "招标正在进行：不得在官方渠道之外接触任何决策或评标人员。"),) if stop else ()


def _named(analysis: Analysis, found: Contacts) -> tuple[list[int], list[int]]:
    """Those with whom a contact surely costs, and those with whom it may, the most costly first."""
    settings, costs, net = analysis.model.settings, found.costs, found.net[0]
    worst = np.minimum(net, settings.visit_step * found.share[0])
    may = [int(i) for i in np.argsort(worst, kind="stable") if worst[i] < 0 and costs[i] >= 0.5]
    never = [i for i in may if costs[i] >= settings.sure_from and worst[i] <= -settings.effect_least]
    return never, [i for i in may if i not in never]


def _sentence(analysis: Analysis, found: Contacts, i: int) -> Text:
    person, foe = analysis.model.people[i], _foe(analysis, found, i)
    if found.share[0, i] < 0:
        text = Text("Do not be seen with {who}: {foe} takes the opposite of what {name} says, so praise from there costs us ({cost} for each step).",
                    "不要与{who}走得近：{foe}总与{name}唱反调，{name}越称赞，我们越吃亏（每进一步 {cost}）。")
    else:
        text = Text("Do not be seen with {who}: {foe} is openly against {name} and weighs more, so a visit there costs more than it brings ({cost}).",
                    "不要与{who}走得近：{foe}公开反对{name}且分量更大，拜访得不偿失（{cost}）。")
    return text.format(who=names(analysis.snapshot, [person]), name=analysis.snapshot.called(person), cost=signed(float(found.net[0, i])),
                       foe=names(analysis.snapshot, [foe]) if foe else Text("somebody", "有人"))


def _quiet(analysis: Analysis, found: Contacts, never: list[int], unclear: list[int]) -> list[Text]:
    """What to say of the unclear ones, or that there is nobody."""
    people = analysis.model.people
    if unclear:
        return [Text("Be careful with {who}: it is unclear whether being seen there costs more than it brings.",
                     "与{who}接触要谨慎：被看到后是得是失，尚不清楚。").format(who=names(analysis.snapshot, [people[i] for i in unclear[:3]]))]
    if never:
        return []
    if not found.hostile.nnz:
        return [Text("Beyond that nobody can be named: no rivalry and no hostility is drawn here.", "除此之外无法点名：图上没有任何竞争或敌对关系。")]
    return [Text("Nobody: as far as the rivalries are drawn, no contact costs more than it brings.", "没有：就已画出的对立来看，没有哪次接触得不偿失。")]


def _foe(analysis: Analysis, found: Contacts, i: int) -> str | None:
    """Who takes a contact with this person most amiss: hostile, and of weight."""
    weighs = found.hostile[:, [i]].toarray().ravel() * np.clip(found.share[0], 0, None)
    return analysis.model.people[int(weighs.argmax())] if weighs.max(initial=0) > 0 else None


def _fact(analysis: Analysis, found: Contacts, i: int, net: Range) -> Text:
    return Text("{who}: {net} for each conversation ({range}); costs more than it brings {chance}.",
                "{who}：每次接触 {net}（{range}）；{chance}得不偿失。").format(
        who=names(analysis.snapshot, [analysis.model.people[i]]), net=effect(net.value, analysis.model.settings.effect_least, digits=3 if abs(net.value) < 0.01 else 2),
        range=within(net), chance=cases(float(found.costs[i])))


def _instead(analysis: Analysis, found: Contacts, i: int) -> Text:
    foe = _foe(analysis, found, i)
    who = names(analysis.snapshot, [analysis.model.people[i]])
    if foe is None:
        return Text("Keep business with {who} correct and invisible.", "与{who}公事公办，不张扬。").format(who=who)
    return Text("Keep business with {who} correct and out of sight; if it must be, tell {foe} first and say why.",
                "与{who}公事公办、不张扬；确有必要时，先向{foe}说明缘由。").format(who=who, foe=analysis.snapshot.called(foe))


def _table(analysis: Analysis, found: Contacts, chosen: list[int], net: list[Range]) -> Table:
    columns = (Text("Person", "人员"), Text("One conversation", "一次接触"), Text("Range", "区间"), Text("Costs us in", "得不偿失的比例"),
               Text("Who takes it amiss", "谁会介意"))
    rows = []
    for i in chosen[:20]:
        foe, least = _foe(analysis, found, i), analysis.model.settings.effect_least
        rows.append((names(analysis.snapshot, [analysis.model.people[i]]), effect(net[i].value, least, digits=3), within(net[i]), often(float(found.costs[i])),
                     names(analysis.snapshot, [foe]) if foe else None))
    return Table(columns, tuple(rows))
