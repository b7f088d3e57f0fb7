"""Do the personal and the company relationship keep step? Friends without a contract leave with the person, and the other way round."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.finding import NOTHING, Finding, Table, about, called
from graph.analysis.missing import missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.ranges import between
from graph.model import SCALES, Text
from graph.network import holds, sign_of

QUESTION = Question(
    "drift", 22, "structure", Text("Do personal and company ties keep step?", "人际关系与公司关系同步吗？"),
    Text("The rung of the best personal relation to each of theirs, averaged by the share in the decision, against the rung of the company's "
         "relation on the account. The lower axis should be raised first.",
         "与对方每个人最好的人际关系等级，按决策份额平均，再与客户卡上的公司关系等级比较。应先提升较低的一轴。"),
    "The 25-grid of key account training (personal 1-5, company 1-5)",
    Text("Rungs are what the team says they are, and only people whom we know count. The labels of the grid are one reading of it.",
         "等级来自团队自述，且只计我们认识的人。方格的名称只是一种解读。"))
KIND = {level.code: Text(("an " if level.name.en[0] in "AEIOU" else "a ") + level.name.en.lower(), level.name.zh)
        for level in SCALES["relationship_type"].levels}


@dataclass(frozen=True)
class Bond:
    """The best personal relation to one of theirs: its rung (1-5), and who of us has it."""

    theirs: str
    level: int
    ours: str


def answer(analysis: Analysis) -> Finding:
    """The weighted mean of personal levels less the company level."""
    account, settings = analysis.snapshot.account, analysis.model.settings
    if cannot := missing(QUESTION, analysis):
        return cannot
    found = bonds(analysis)
    if not found:
        return QUESTION.silent(Text("No level of a personal relationship is filled in, so there is nothing to compare.", "尚未填写人际关系等级，无从比较。"),
                               Text("The level on the ties that say who of us knows whom.", "在“我方认识”关系上填写等级。"))
    if not account.company_level:
        return QUESTION.silent(Text("The level of the company relationship is not filled in.", "尚未填写公司关系等级。"),
                               Text("Company level on the account.", "在客户资料中填写公司关系等级。"))
    share = np.clip(analysis.shares.draws.shares, 0, None)[:, [analysis.people_at[bond.theirs] for bond in found]]
    levels = np.array([bond.level for bond in found], dtype=float)
    total = share.sum(axis=1)
    personal = np.where(total > 0, share @ levels / np.maximum(total, 1e-12), levels.mean())
    company = int(account.company_level)
    number = between(np.round(personal - company, 9)[:, None], settings.range_mass)[0]
    apart = abs(number.value)
    sure = number.low >= settings.drift_from or number.high <= -settings.drift_from or max(abs(number.low), abs(number.high)) < settings.drift_from
    status = "red" if apart >= 2 * settings.drift_from else "amber" if apart >= settings.drift_from else "green"
    return QUESTION.says(_sentence(analysis, personal[0], company, number.value, sure), number, unit="index",
                         people=tuple(bond.theirs for bond in sorted(found, key=lambda b: (-b.level, b.theirs))[:5]),
                         facts=(*_facts(analysis, found, personal[0], company), *rests_on_ties(analysis)),
                         would_change=Text("An honest level on every tie of ours.", "如实填写我方每条关系的等级。"), status=status, sure=sure,
                         next_step=_next(personal[0], company, settings.drift_from), table=_table(analysis, found, company))


def bonds(analysis: Analysis) -> list[Bond]:
    """The best personal relation to each of theirs whose level is said."""
    best: dict[str, Bond] = {}
    for tie in sorted(analysis.snapshot.ties.values(), key=lambda t: t.source):
        if tie.kind == "KNOWS" and tie.level and sign_of(tie) > 0 and holds(tie, analysis.today):
            bond = Bond(tie.target, int(tie.level), tie.source)
            if tie.target not in best or bond.level > best[tie.target].level:
                best[tie.target] = bond
    return sorted(best.values(), key=lambda bond: (-analysis.share_of[bond.theirs], bond.theirs))


def kind_of(personal: float, company: float, high: float) -> str:
    """Outsider, friend, supplier or partner: the four fields that the grid comes down to."""
    return {(True, True): "PARTNER", (True, False): "FRIEND", (False, True): "SUPPLIER", (False, False): "OUTSIDER"}[personal >= high, company >= high]


def _sentence(analysis: Analysis, personal: float, company: int, drift: float, sure: bool) -> Text:
    names = SCALES["personal_level"][str(min(max(round(personal), 1), 5))].name, SCALES["company_level"][str(company)].name
    step = analysis.model.settings.drift_from
    text = Text("Strong friends, weak companies: the relationship leaves with the person.", "人强司弱：人走，关系也走。") if drift >= step else Text(
        "Strong companies, weak friends: we are a vendor that can be replaced.", "司强人弱：我们是可被替换的供应商。") if drift <= -step else Text(
        "Personal and company relationship keep step.", "人际关系与公司关系同步。")
    if not sure:
        text = Text("Unclear whether the two keep step.", "两者是否同步尚不明确。")
    return Text("{text} Personal relations stand at {personal} of 5 ({p}), the company's at {company} of 5 ({c}): the place of {kind}.",
                "{text}人际关系约 {personal}/5（{p}），公司关系 {company}/5（{c}）：属于“{kind}”。").format(
        text=text, personal=f"{personal:.1f}", p=names[0], company=company, c=names[1],
        kind=KIND[kind_of(personal, company, analysis.model.settings.drift_high)])


def _facts(analysis: Analysis, found: list[Bond], personal: float, company: int) -> list[Text]:
    held: dict[str, float] = {}
    for bond in found:
        held[bond.ours] = held.get(bond.ours, 0.0) + max(analysis.share_of[bond.theirs], 0.0) * bond.level
    holder = max(sorted(held), key=lambda one: held[one])
    part = held[holder] / (sum(held.values()) or 1.0)
    ahead = [bond for bond in found if bond.level > company]
    facts = [Text("{who} holds {share} of the personal bond.", "{who} 掌握{share}的人际关系。").format(
        who=analysis.snapshot.called(holder), share=about(part))]
    if ahead:
        facts.append(Text("With {n} of {all} known people we are further personally than as a company.", "{all} 个认识的人中，与 {n} 人的私交走在公司关系前面。").format(
            n=len(ahead), all=len(found)))
    top = max(found, key=lambda bond: bond.level)
    facts.append(Text("Closest: {ours} and {theirs}, at {level} of 5 ({name}).", "最亲近：{ours}与{theirs}，{level}/5（{name}）。").format(
        ours=analysis.snapshot.called(top.ours), theirs=called(analysis.snapshot, top.theirs), level=top.level,
        name=SCALES["personal_level"][str(top.level)].name))
    return facts


def _next(personal: float, company: int, step: float) -> Text:
    if personal - company >= step:
        return Text("Raise the company axis first: turn what people agree on into projects and contracts.", "先提升公司一轴：把人与人的共识变成项目和合同。")
    if company - personal >= step:
        return Text("Raise the personal axis first: a named person of ours for each of the small circle.", "先提升人际一轴：小圈子里每个人都有一位我方对口人。")
    return NOTHING


def _table(analysis: Analysis, found: list[Bond], company: int) -> Table:
    columns = (Text("Theirs", "对方"), Text("Ours", "我方"), Text("Personal level", "人际关系"), Text("Ahead of the company by", "领先公司关系"),
               Text("Of the decision", "占决策"))
    return Table(columns, tuple((called(analysis.snapshot, b.theirs), analysis.snapshot.called(b.ours), b.level, b.level - company,
                                 about(analysis.share_of[b.theirs])) for b in found))
