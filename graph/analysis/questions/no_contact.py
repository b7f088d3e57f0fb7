"""With whom must we not be seen? Contacts that cost more than they bring, and those that the law rules out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from graph.analysis.account import Analysis, analyse
from graph.analysis.compliance import tender_silence
from graph.analysis.contact import Contacts, camps_at_odds, contacts, hostile_camps
from graph.analysis.finding import NOTHING, Finding, Table, cases, effect, names, often, signed, within
from graph.analysis.labels import expired
from graph.analysis.missing import missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.ranges import Range, between
from graph.model import Text

QUESTION = Question(
    "no_contact", 9, "access", Text("With whom should we not be seen?", "不该与谁走得近？"),
    Text("What a conversation with somebody brings, less what it costs with those who are openly against that person, or of a camp that is "
         "hostile to this one's, and see it; and whether that person's praise works against us. Named only where it costs in 80 % of the "
         "simulated cases, and where it rests on an old label only as something to confirm first.",
         "与某人接触带来的收益，减去公开反对此人的人或敌对派系的人看到后造成的损失；并看此人的称赞是否反而对我们不利。只有在 80 % 的模拟中都得不偿失时才点名；"
         "若只凭过期标签，则须先确认。"),
    "Friedkin & Johnsen 2011, Altafini 2013 for negative ties; the cost of being seen is our own rule",
    Text("It knows only the rivalries and camps that somebody has drawn, and salespeople overstate them. What it says is about being seen, not about "
         "anybody's worth.", "只知道画出来的竞争、派系与敌对，而销售人员常常夸大。说的是被人看见的后果，不是对人的评价。"))


@dataclass(frozen=True)
class Named:
    """Positions in the model, the most costly first: with whom we should not be seen (`never`), with whom not if a label that has
    expired still holds (`confirm`), and of whom it is unclear."""

    never: list[int]
    confirm: list[int]
    unclear: list[int]

    @property
    def everybody(self) -> list[int]:
        """All of them, the surest first."""
        return [*self.never, *self.confirm, *self.unclear]


def banned(analysis: Analysis) -> list[int]:
    """Positions in the model of those with whom we should not be seen; what a plan of visits leaves out, on an old label too until it
    is confirmed or dropped."""
    return _costly(analysis, contacts(analysis))[0]


def answer(analysis: Analysis) -> Finding:
    """Who is to be left alone, who is unclear, and what the law adds."""
    if silent := missing(QUESTION, analysis):
        return silent
    people, found, settings = analysis.model.people, contacts(analysis), analysis.model.settings
    named, stop = _named(analysis, found), tender_silence(analysis)
    lit = [people[i] for i in (*named.never[:5], *named.confirm[:3], *named.unclear[:3])]
    legal = (Text("Only openly and on the matter, whatever the ties say: {who}.", "不论关系如何，只公开、就事论事地接触：{who}。").format(
        who=names(analysis.snapshot, sorted(analysis.openly, key=analysis.people_at.__getitem__))),) if analysis.openly else ()
    change = Text("A rivalry that has ended, or one that nobody has drawn yet.", "一段已经结束的对立，或一段还没画出的对立。")
    if not found.hostile.nnz and not stop:
        return QUESTION.silent(*_nothing_drawn(analysis, change), facts=legal)
    told = [*stop_first(stop), *(_sentence(analysis, found, i) for i in named.never[:2]), *_quiet(analysis, found, named)]
    worst, net = named.everybody, between(found.net, settings.range_mass)
    return QUESTION.says(
        Text(" ".join(t.en for t in told), "".join(t.zh for t in told)), net[worst[0]] if worst else None, unit="outcome", people=tuple(lit),
        facts=(*(_fact(analysis, found, i, net[i]) for i in worst[:3]), *legal, *rests_on_ties(analysis)), would_change=change,
        next_step=_instead(analysis, found, named.never[0]) if named.never else _confirm(analysis, found, named.confirm),
        at_desk=_confirm(analysis, found, named.confirm), sure=not named.confirm and not named.unclear and found.hostile.nnz > 0,
        status="red" if named.never or stop else "amber" if worst else "green",
        table=_table(analysis, found, worst, net) if worst else None)


def stop_first(stop: tuple[Text, ...]) -> tuple[Text, ...]:
    """What comes before any advice on contacts while a tender runs."""
    return (Text("The tender is running: meet nobody who decides or evaluates outside its official channel.",
                 "招标正在进行：不得在官方渠道之外接触任何决策或评标人员。"),) if stop else ()


def _nothing_drawn(analysis: Analysis, change: Text) -> tuple[Text, Text]:
    """Why nobody can be named, and what would change that."""
    if hostile_camps(analysis):
        return (Text("Hostile camps are drawn here, but nobody is known to be in both of them.", "图上画有敌对派系，但双方都有谁尚不清楚。"),
                Text("Who belongs to which camp.", "谁属于哪一派。"))
    return Text("No rivalry and no hostility is drawn here, which is not the same as peace.", "图上没有任何竞争或敌对关系，但这不等于没有矛盾。"), change


def _named(analysis: Analysis, found: Contacts) -> Named:
    """Whom to name, and how surely: what rests on labels that have expired is what would no longer be said without them."""
    never, unclear = _costly(analysis, found)
    old = {tie.id for tie in expired(analysis)} if never else set()
    if not old:
        return Named(never, [], unclear)
    snapshot = analysis.snapshot
    kept = replace(snapshot, records={**snapshot.records, "Tie": {id: tie for id, tie in snapshot.ties.items() if id not in old}})
    without = analyse(kept, opportunity=analysis.opportunity, settings=analysis.model.settings, today=analysis.today)
    firm = set(_costly(without, contacts(without))[0])
    return Named([i for i in never if i in firm], [i for i in never if i not in firm], unclear)


def _costly(analysis: Analysis, found: Contacts) -> tuple[list[int], list[int]]:
    """Those with whom a contact surely costs, and those with whom it may, the most costly first."""
    settings, costs, net = analysis.model.settings, found.costs, found.net[0]
    worst = np.minimum(net, settings.visit_step * found.share[0])
    may = [int(i) for i in np.argsort(worst, kind="stable") if worst[i] < 0 and costs[i] >= 0.5]
    never = [i for i in may if costs[i] >= settings.sure_from and worst[i] <= -settings.effect_least]
    return never, [i for i in may if i not in never]


def _sentence(analysis: Analysis, found: Contacts, i: int) -> Text:
    person, foe = analysis.model.people[i], _foe(analysis, found, i)
    camps = camps_at_odds(analysis, foe, person) if foe else None
    if found.share[0, i] < 0:
        text = Text("Do not be seen with {who}: {foe} takes the opposite of what {name} says, so praise from there costs us ({cost} for each step).",
                    "不要与{who}走得近：{foe}总与{name}唱反调，{name}越称赞，我们越吃亏（每进一步 {cost}）。")
    elif camps:
        text = Text("Do not be seen with {who} of “{camp}”: “{foes}”, the camp of {foe}, is hostile to it, so a visit there costs more than it brings ({cost}).",
                    "不要与“{camp}”的{who}走得近：{foe}所在的“{foes}”与之敌对，拜访得不偿失（{cost}）。")
    else:
        text = Text("Do not be seen with {who}: {foe} is openly against {name} and weighs more, so a visit there costs more than it brings ({cost}).",
                    "不要与{who}走得近：{foe}公开反对{name}且分量更大，拜访得不偿失（{cost}）。")
    foes, camp = (analysis.snapshot.called(c) for c in camps) if camps else (NOTHING, NOTHING)
    return text.format(who=names(analysis.snapshot, [person]), name=analysis.snapshot.called(person), cost=signed(float(found.net[0, i])),
                       foe=_foe_called(analysis, foe), foes=foes, camp=camp)


def _quiet(analysis: Analysis, found: Contacts, named: Named) -> list[Text]:
    """What to say of those of whom it is not sure, or that there is nobody."""
    people, told = analysis.model.people, []
    for i in named.confirm[:2]:
        told.append(Text("Whether {foe} is still against {who} has to be confirmed first: the label is old. If it holds, do not be seen with {name}.",
                         "须先确认{foe}是否仍与{who}对立：该标签已过期。若属实，不要与{name}走得近。").format(
            foe=_foe_called(analysis, _foe(analysis, found, i)), who=names(analysis.snapshot, [people[i]]), name=analysis.snapshot.called(people[i])))
    if named.unclear:
        return [*told, Text("Be careful with {who}: it is unclear whether being seen there costs more than it brings.",
                            "与{who}接触要谨慎：被看到后是得是失，尚不清楚。").format(who=names(analysis.snapshot, [people[i] for i in named.unclear[:3]]))]
    if named.everybody:
        return told
    if not found.hostile.nnz:
        return [Text("Beyond that nobody can be named. {why}", "此外无法点名。{why}").format(why=_nothing_drawn(analysis, NOTHING)[0])]
    return [Text("Nobody: as far as rivalries and hostile camps are drawn, no contact costs more than it brings.", "没有：就已画出的竞争与派系敌对来看，没有哪次接触得不偿失。")]


def _confirm(analysis: Analysis, found: Contacts, confirm: list[int]) -> Text:
    """Something to do at the desk about the first of those who are named for an old label alone."""
    if not confirm:
        return NOTHING
    return Text("Confirm or drop within the team that {foe} is against {who}.", "在团队内确认或删除“{foe}与{who}对立”这一标签。").format(
        foe=_foe_called(analysis, _foe(analysis, found, confirm[0])), who=names(analysis.snapshot, [analysis.model.people[confirm[0]]]))


def _foe_called(analysis: Analysis, foe: str | None) -> Text:
    return names(analysis.snapshot, [foe]) if foe else Text("somebody", "有人")


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
