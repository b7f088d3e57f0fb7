"""Who owns the company, and who can overrule a decision?"""

from __future__ import annotations

from dataclasses import dataclass

from graph.analysis.account import Analysis
from graph.analysis.finding import NOTHING, Finding, Table, about, listed, names
from graph.analysis.ownership import controlled, controllers, integrated, votes
from graph.analysis.question import Question
from graph.analysis.ranges import Range
from graph.analysis.voting import banzhaf, shapley
from graph.model import Snapshot, Text, Tie
from graph.network import holds

QUESTION = Question(
    "ownership", 17, "structure", Text("Who owns the company, and who can overrule?", "公司归谁所有？谁能推翻决定？"),
    Text("Shares along chains of firms, held in circles counted to the end; control by more than half of the votes along a chain; how often "
         "each direct owner, together with those under the same control, turns a vote of the owners, in which shares that the company holds in "
         "itself, directly or through firms that it controls, do not count; and whoever must approve the deal.",
         "沿持股链计算最终份额（循环持股算到底）；沿链条过半表决权即为控制；各直接股东（受同一方控制的合并计算）左右股东表决的机会，公司直接或通过所控制企业持有的自身股份没有表决权；"
         "以及须审批本项目的机构和人。"),
    "Brioschi, Buzzacchi & Colombo 1989; Romei, Ruggieri & Turini 2015; Banzhaf 1965; Shapley & Shubik 1954",
    Text("Only recorded shares count; agreements to vote together, golden shares and party committees do not show in them. Owners seldom "
         "decide a purchase: they can overrule it.",
         "只计入已记录的股份；一致行动协议、金股、党委会等不在其中。股东很少决定采购，但可以推翻。"))
UNIT, MOST = 10_000, 12
"""Votes are counted in hundredths of a percent, among the largest owners."""


@dataclass(frozen=True)
class Owners:
    """The direct owners of the account, the largest first: share held directly, in the end at least and at most (whatever is
    unrecorded may be anybody's), who has the last word in each that votes (`speaks`), and the power in a vote of the largest of those,
    with all that they control, by Banzhaf and by Shapley."""

    direct: dict[str, float]
    speaks: dict[str, str]
    least: dict[str, float]
    most: dict[str, float]
    banzhaf: dict[str, float]
    shapley: dict[str, float]
    unrecorded: float
    in_control: str | None


def answer(analysis: Analysis) -> Finding:
    """Who controls the account and with which share, else who is largest; then the gates."""
    snapshot, account = analysis.snapshot, analysis.snapshot.account_id
    held = [t for t in snapshot.ties.values() if t.kind == "OWNS" and holds(t, analysis.today)]
    gates = sorted((t for t in snapshot.ties.values() if t.kind == "APPROVES" and t.target == analysis.opportunity
                    and holds(t, analysis.today)), key=lambda t: (t.strength if t.strength is not None else 0.5, t.id))
    stakes: dict[tuple[str, str], float] = {}
    for tie in held:
        if tie.strength:
            stakes[tie.source, tie.target] = stakes.get((tie.source, tie.target), 0.0) + tie.strength
    lit = tuple(dict.fromkeys(id for id in [*(t.source for t in gates), *(owner for owner, _ in stakes)] if id in snapshot.people))
    told = _approvals(snapshot, gates)
    if not any(firm == account for _, firm in stakes):
        return QUESTION.silent(Text("It is not recorded who owns the company, or with which share.{gates}", "没有记录公司归谁所有、各占多少股份。{gates}").format(gates=told),
                               Text("Owners and their shares.", "股东及其持股比例。"), people=lit, facts=_gate_facts(snapshot, gates))
    owners = _owners(stakes, account)
    if owners is None:
        return QUESTION.silent(Text("The recorded shares do not fit together: firms own one another whole, or more than all of a firm is owned.",
                                    "记录的股份互相矛盾：有企业完全互相持有，或某企业被持有超过 100 %。"),
                               Text("Check the shares; together they cannot be more than 100 %.", "核对持股比例；合计不能超过 100 %。"), people=lit)
    first = owners.in_control or next(iter({**owners.banzhaf, **owners.direct}))
    number = Range(owners.least.get(first, 0.0), owners.least.get(first, 0.0), owners.most.get(first, 0.0))
    missing = owners.unrecorded
    sentence = (Text("Only {known} of the shares are recorded: too little to say who controls the company. {who} holds {share} in the end.{gates}",
                     "只记录了 {known} 的股份，不足以判断谁控制公司。{who}最终持有 {share}。{gates}") if missing >= 0.5 and not owners.in_control else
                Text("{who} controls the company: it owns {share} in the end and decides every vote of the owners.{gates}",
                     "{who}控制公司：最终持有 {share}，并能单独决定股东表决。{gates}") if owners.in_control else
                Text("Nobody controls the company by shares, and nobody has more votes than {who}: it owns {share} in the end and turns {power} of the votes.{gates}",
                     "没有人凭股份控制公司，也没有谁的表决权多于{who}：其最终持有 {share}，能左右{power}的表决。{gates}"))
    asked = first if first not in snapshot.people else ""
    return QUESTION.says(
        sentence.format(who=_called(snapshot, first), share=_percent(number.value), gates=told, known=_percent(1 - missing),
                        power=about(owners.banzhaf.get(first, 0.0))), number, unit="record", sure=bool(owners.in_control) or missing < 0.05,
        people=lit, facts=(*_facts(snapshot, stakes, account, owners), *_gate_facts(snapshot, gates)),
        would_change=Text("A share that is not recorded, or owners who have agreed to vote together.", "未记录的股份，或股东之间的一致行动协议。"),
        next_step=Text("Find out who speaks for {who} in this matter.", "弄清在这件事上谁代表{who}说话。").format(who=_called(snapshot, asked)) if asked else NOTHING,
        table=_table(snapshot, owners))


def _owners(stakes: dict[tuple[str, str], float], account: str) -> Owners | None:
    free = {firm: 1 - sum(v for (_, f), v in stakes.items() if f == firm) for firm in {f for _, f in stakes}}
    if min(free.values()) < -0.005:
        return None
    largest = sorted(((o, v) for (o, f), v in stakes.items() if f == account), key=lambda one: (-one[1], one[0]))
    direct = dict(largest[:MOST])
    voting = {owner: part for owner, part in votes(stakes, account).items() if part}
    speaks, parts = controllers(stakes, account), dict[str, float]()
    for owner, part in voting.items():
        parts[speaks[owner]] = parts.get(speaks[owner], 0.0) + part
    try:
        held = {owner: share for (owner, firm), share in integrated(stakes).items() if firm == account}
        ends = sorted((o for o in held if o not in free and (o, account) not in stakes), key=lambda o: (-held[o], o))[:MOST]
        blocs = sorted(parts, key=lambda o: (-parts[o], -held.get(o, 0.0), o))
        least = {o: held.get(o, 0.0) for o in (*direct, *blocs[:MOST], *ends)}
        most = {o: integrated({**stakes, **{(o, f): stakes.get((o, f), 0.0) + max(left, 0.0) for f, left in free.items() if f != o}}
                              ).get((o, account), 0.0) for o in least}
    except ValueError:
        return None
    cast, quota = [round(UNIT * parts[o]) for o in blocs[:MOST]], round(UNIT * (1 - sum(parts[o] for o in blocs[MOST:]))) // 2 + 1
    powers = [dict(zip(blocs, method(cast, quota), strict=False)) for method in (banzhaf, shapley)]
    return Owners(direct, {owner: speaks[owner] for owner in voting}, least, most, powers[0], powers[1], max(free[account], 0.0), speaks.get(account))


def _facts(snapshot: Snapshot, stakes: dict[tuple[str, str], float], account: str, owners: Owners) -> list[Text]:
    facts = []
    behind = sorted(((o, v) for o, v in owners.least.items() if o not in {f for _, f in stakes}), key=lambda one: (-one[1], one[0]))
    if any(o not in owners.direct for o, _ in behind):
        facts.append(Text("At the end of the chains: {who}.", "链条的尽头：{who}。").format(who=_each(snapshot, behind[:3])))
    if owners.in_control and (circle := [o for o in controlled(stakes, owners.in_control) if owners.in_control in controlled(stakes, o)]):
        facts.append(Text("{who} control one another: nobody outside this circle controls them.", "{who}互相控制：圈外无人能控制它们。").format(
            who=_listed(snapshot, sorted([owners.in_control, *circle]))))
    elif owners.in_control in owners.direct and owners.direct[owners.in_control] > 0.5:
        above = sorted(((o, v) for (o, f), v in stakes.items() if f == owners.in_control), key=lambda one: -one[1])
        if above:
            facts.append(Text("Behind it nobody has a majority: {who}.", "其背后无人过半：{who}。").format(who=_each(snapshot, above[:3])))
    none = [o for o in owners.direct if owners.banzhaf.get(owners.speaks.get(o, o), 0.0) == 0 and any(owners.banzhaf.values())]
    if none:
        facts.append(Text("A share without power in a vote: {who}.", "有股份而无表决影响：{who}。").format(who=_each(snapshot, [(o, owners.direct[o]) for o in none[:3]])))
    if owners.unrecorded > 0.005:
        facts.append(Text("Not recorded: {share} of the company.", "未记录：公司的 {share}。").format(share=_percent(owners.unrecorded)))
    return facts


def _approvals(snapshot: Snapshot, gates: list[Tie]) -> Text:
    if not gates:
        return NOTHING
    return Text(" {n} must approve this deal{who}.", "另有 {n} 方须审批本项目{who}。").format(
        n=len(gates) if len(gates) > 1 else Text("One party", "1"),
        who=Text(", the least sure is {who}", "，最没把握的是{who}").format(who=_called(snapshot, gates[0].source)) if gates[0].strength is not None else NOTHING)


def _gate_facts(snapshot: Snapshot, gates: list[Tie]) -> list[Text]:
    return [Text("{who} must approve: {chance} to pass.", "{who}须审批：通过的机会{chance}。").format(
        who=_called(snapshot, t.source), chance=about(t.strength) if t.strength is not None else Text("not known", "未知")) for t in gates[:3]]


def _table(snapshot: Snapshot, owners: Owners) -> Table:
    return Table((Text("Owner", "股东"), Text("Directly", "直接持股"), Text("In the end", "最终持股"), Text("Banzhaf", "班扎夫指数"), Text("Shapley", "夏普利值")), tuple(
        (_called(snapshot, o), _percent(owners.direct[o]) if o in owners.direct else None,
         _percent(owners.least[o]) if owners.most[o] - owners.least[o] < 0.005 else
         Text("{low} to {high}", "{low} 至 {high}").format(low=_percent(owners.least[o]), high=_percent(owners.most[o])),
         _power(snapshot, owners, owners.banzhaf, o), _power(snapshot, owners, owners.shapley, o)) for o in owners.least))


def _power(snapshot: Snapshot, owners: Owners, power: dict[str, float], one: str) -> Text | None:
    """An owner's power in a vote; of a direct owner under somebody's control, with whom it votes."""
    if one not in power and (top := owners.speaks.get(one)) in power:
        return Text("with {who}", "随{who}").format(who=_called(snapshot, top))
    return _percent(power.get(one, 0.0)) if one in power or one in owners.direct else None


def _called(snapshot: Snapshot, id: str) -> Text:
    return names(snapshot, [id]) if id in snapshot.people else snapshot.called(id)


def _listed(snapshot: Snapshot, ids: list[str]) -> Text:
    called = [_called(snapshot, id) for id in ids]
    return Text(listed([c.en for c in called]).en, listed([c.zh for c in called]).zh)


def _each(snapshot: Snapshot, owners: list[tuple[str, float]]) -> Text:
    parts = [Text("{who} {share}", "{who} {share}").format(who=_called(snapshot, o), share=_percent(v)) for o, v in owners]
    return Text(", ".join(p.en for p in parts), "、".join(p.zh for p in parts))


def _percent(share: float) -> Text:
    """A share that is a record, not a judgement: as exact as it was written down."""
    shown = f"{100 * share:.0f} %"
    return Text(shown, shown)
