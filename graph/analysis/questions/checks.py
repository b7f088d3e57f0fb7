"""Are the checks in place? Who uses does not buy, who buys does not decide, who decides does not use."""

from __future__ import annotations

from graph.analysis.account import Analysis
from graph.analysis.decision import roles_of
from graph.analysis.finding import NOTHING, Finding, Table, listed, names
from graph.analysis.question import Question
from graph.analysis.ranges import Range
from graph.model import Snapshot, Text, in_both

QUESTION = Question(
    "checks", 15, "structure", Text("Are the checks in place?", "制衡是否到位？（用、买、定）"),
    Text("Using, buying and deciding should lie with three different departments. Which department holds which follows from the purchase "
         "roles of its people: users; purchasers; deciders and those who award.",
         "用、买、定应分属三个部门。各部门承担哪些职能，按其人员的采购角色判断：使用的人；采购的人；决策和定标的人。"),
    "The rule 用的不买、买的不定、定的不用 of key-account training; separation of duties in internal control (COSO 2013)",
    Text("It sees roles that are recorded, not the client's rules. A weak check is a fact to be careful with, never an invitation.",
         "只看已记录的角色，不了解客户的制度。制衡薄弱是需要谨慎对待的事实，不是可乘之机。"))
FUNCTIONS = {"use": ("USER",), "buy": ("BUYER",), "decide": ("DECIDER", "AWARDER")}
CALLED = {"use": Text("uses", "用"), "buy": Text("buys", "买"), "decide": Text("decides", "定")}
DOES = {"use": Text("uses it", "使用"), "buy": Text("buys it", "采购"), "decide": Text("decides", "决定")}


def answer(analysis: Analysis) -> Finding:
    """Red where one department holds all three functions, amber where one holds two, green where all three are apart."""
    snapshot = analysis.snapshot
    held: dict[str, dict[str, list[str]]] = {}
    nowhere: list[str] = []
    for person, position in analysis.positions.items():
        mine = [f for f, roles in FUNCTIONS.items() if set(roles) & set(roles_of(position))]
        department = snapshot.people[person].department
        if mine and department not in snapshot.departments:
            nowhere.append(person)
        for function in mine if department in snapshot.departments else []:
            held.setdefault(str(department), {}).setdefault(function, []).append(person)
    if not held:
        return QUESTION.silent(Text("It is not known which department uses, which buys and which decides.", "尚不知道哪个部门用、哪个部门买、哪个部门定。"),
                               Text("Purchase roles and departments on the cards.", "在人员卡片上填写采购角色和部门。"), people=tuple(nowhere))
    weak = sorted((d for d in held if len(held[d]) > 1), key=lambda d: (-len(held[d]), d))
    missing = [f for f in FUNCTIONS if not any(f in found for found in held.values())]
    number = Range(len(weak), len(weak), len(weak))
    both = [p for d in weak for p in dict.fromkeys(p for who in held[d].values() for p in who) if sum(p in who for who in held[d].values()) > 1]
    lit = tuple(dict.fromkeys([*both, *(p for d in weak or held for who in held[d].values() for p in who)]))
    return QUESTION.says(
        _sentence(snapshot, held, weak, missing, both), number, unit="count", people=lit, sure=bool(weak) or not missing,
        facts=_facts(snapshot, held, nowhere, missing),
        status="red" if weak and len(held[weak[0]]) == 3 else "amber" if weak else "" if missing else "green",
        would_change=Text("The client's own rules for purchasing: who may specify, who may sign.", "客户自己的采购制度：谁提要求，谁签字。"),
        next_step=_next(snapshot, weak, missing), table=_table(snapshot, held))


def _sentence(snapshot: Snapshot, held: dict[str, dict[str, list[str]]], weak: list[str], missing: list[str], both: list[str]) -> Text:
    if weak:
        alone = Text(" {who} does more than one of these.", "其中{who}一人身兼数职。").format(who=names(snapshot, both[:2])) if both else NOTHING
        return Text("{unit} {what}: this check is weak. It is a risk for whoever deals with it, and the requirements may be written for somebody.{alone}",
                    "{unit}同时负责{what}：此处制衡薄弱，与其往来有合规风险，需求也可能是为某家量身写的。{alone}").format(
            unit=_unit(snapshot, weak[0]), what=_joined([DOES[f] for f in held[weak[0]]]), alone=alone)
    if missing:
        return Text("Cannot tell whether the checks are in place: it is not known who {what}.", "无法判断制衡是否到位：尚不知道由谁{what}。").format(
            what=_joined([DOES[f] for f in missing], either=True))
    return Text("The checks are in place: using, buying and deciding lie with different departments.", "制衡到位：用、买、定分属不同部门。")


def _next(snapshot: Snapshot, weak: list[str], missing: list[str]) -> Text:
    if weak:
        return Text("Keep everything with {unit} in writing, and have the requirements confirmed by another department as well.",
                    "与{unit}的往来一律留书面记录，并请另一部门也确认需求。").format(unit=_unit(snapshot, weak[0]))
    return Text("Ask who {what}.", "问清由谁{what}。").format(what=_joined([DOES[f] for f in missing], either=True)) if missing else NOTHING


def _facts(snapshot: Snapshot, held: dict[str, dict[str, list[str]]], nowhere: list[str], missing: list[str]) -> tuple[Text, ...]:
    facts = [Text("{what}: {units}.", "{what}：{units}。").format(
        what=Text(CALLED[f].en.capitalize(), CALLED[f].zh), units=_joined([
            Text("{unit} ({who})", "{unit}（{who}）").format(unit=_unit(snapshot, d), who=_short(snapshot, found[f])) for d, found in sorted(held.items()) if f in found]))
        for f in FUNCTIONS if f not in missing]
    if nowhere:
        facts.append(Text("Not counted, because their department is not known: {who}.", "部门未知，未计入：{who}。").format(who=names(snapshot, nowhere, at_most=3)))
    return tuple(facts)


def _table(snapshot: Snapshot, held: dict[str, dict[str, list[str]]]) -> Table:
    order = sorted(held, key=lambda d: (-len(held[d]), snapshot.departments[d].name, d))
    return Table((Text("Department", "部门"), *(Text(CALLED[f].en.capitalize(), CALLED[f].zh) for f in FUNCTIONS)),
                 tuple((_unit(snapshot, d), *(_short(snapshot, held[d][f]) if f in held[d] else None for f in FUNCTIONS)) for d in order))


def _short(snapshot: Snapshot, people: list[str]) -> Text:
    """Names without titles: the department says enough."""
    both = [snapshot.called(p) for p in people]
    return Text(listed([b.en for b in both], at_most=3).en, listed([b.zh for b in both], at_most=3).zh)


def _unit(snapshot: Snapshot, department: str) -> Text:
    return in_both(snapshot.departments[department].name, snapshot.departments[department].name_alt)


def _joined(texts: list[Text], *, either: bool = False) -> Text:
    chinese = listed([t.zh for t in texts]).zh
    return Text(" or who ".join(t.en for t in texts) if either else listed([t.en for t in texts]).en, chinese)
