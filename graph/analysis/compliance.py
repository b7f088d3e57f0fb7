"""Words of caution for the people in an answer: what the law and fairness ask of whoever reads it.

The influence of relatives, secretaries and officials is noted as a fact and never planned with benefits; labels are opinions with
an author and a date, and they expire; a tender has its silence. Nothing here gives legal advice: it says where to ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from graph.analysis.account import Analysis
from graph.analysis.decision import party_of
from graph.analysis.finding import names
from graph.model import SCALES, Text, Tie
from graph.network import holds, sign_of

_NEAR = re.compile(
    r"(?<!company )(?<!corporate )(?<!board )\bsecretary\b(?! general| of | to the board|-general)|\b(?:personal|executive) assistant\b|"
    r"\bassistant to the\b|\b(?:wife|husband|spouse|son|daughter|brother|sister|cousin|nephew|niece|relative)\b(?! compan)|\bin-law\b|"
    r"(?<!董事会)秘书(?!长|处)|(?:总裁|总经理|董事长|主席|局长|厂长|院长|书记|行长)助理|"
    r"夫人|太太|妻子|老婆|丈夫|配偶|亲属|亲戚|家属|儿子|女儿|哥哥|弟弟|姐姐|妹妹|岳父|岳母|女婿|侄子|侄女|外甥|小舅子", re.IGNORECASE)
_BENEFITS = re.compile(
    r"回扣|好处费|红包|贿赂|行贿|受贿|干股|灰色收入|封口费|购物卡|kick-?backs?|brib\w+|slush fund|under the table|grease payments?|"
    r"facilitation payments?|hush money", re.IGNORECASE)
SILENT_STEPS = ("5", "6")
"""Buying steps in which a tender runs: from its publication to the choice of a vendor."""

NEAR = {
    True: Text("{who}: close to a principal (a relative, a secretary or the like). The influence is noted as a fact; plan no benefit of any "
               "kind. The client is a state body or state-owned: benefits here can be a crime (China, Criminal Law Art. 390-1). Ask compliance first.",
               "{who}：领导身边的人（亲属、秘书等）。其影响力只作为事实记录，不得安排任何好处。客户为国有或政府单位：给予好处可能构成犯罪（《刑法》第三百九十条之一）。请先问合规部门。"),
    False: Text("{who}: close to a principal (a relative, a secretary or the like). The influence is noted as a fact; plan no benefit of any "
                "kind: it can be commercial bribery (China, Anti-Unfair-Competition Law Art. 8 as revised in 2025, Art. 7 before) and, "
                "where the principal is a state functionary, a crime (Criminal Law Art. 390-1). Ask compliance first.",
                "{who}：领导身边的人（亲属、秘书等）。其影响力只作为事实记录，不得安排任何好处：可能构成商业贿赂（《反不正当竞争法》"
                "2025 年修订后第八条，原第七条）；领导为国家工作人员的，可能构成犯罪（《刑法》第三百九十条之一）。请先问合规部门。")}
OFFICIAL = Text("{who}: a public official or somebody whose approval is needed from outside. Meet only openly, on the matter, with a record; "
                "nothing of value. Ask compliance first.",
                "{who}：公职人员或外部审批人。只可公开、就事论事地接触并留有记录，不送任何有价值的东西。请先问合规部门。")
SILENCE = Text("The tender is running (step {step}, {name}): no contact with those who decide or evaluate, except through the channel that the "
               "tender papers name.",
               "招标正在进行（第 {step} 步：{name}）：除招标文件规定的渠道外，不得接触决策与评标人员。")
EXPIRED = Text("Old label: {label} ({when}{by}). Confirm it or drop it.", "旧标签：{label}（{when}{by}）。请确认，否则删除。")
BENEFIT = Text("A note on {who} speaks of “{word}”. Plan nothing with benefits to a person: take this to compliance.",
               "关于{who}的备注提到“{word}”。不得安排给个人的好处：请交合规部门处理。")


def cautions(analysis: Analysis, people: Iterable[str], *, contact: bool = True) -> tuple[Text, ...]:
    """What must be said beside an answer about these people. `contact`: whether the answer leads to seeing them, so that the
    silence of a tender matters."""
    about = [p for p in dict.fromkeys(people) if p in analysis.snapshot.people]
    if not about:
        return ()
    near, official = near_principals(analysis, about), officials(analysis, about)
    state = analysis.snapshot.account.ownership_type in ("STATE", "GOVERNMENT")
    found = [text.format(who=names(analysis.snapshot, who)) for text, who in ((NEAR[state], near), (OFFICIAL, official)) if who]
    return (*found, *(tender_silence(analysis) if contact else ()), *benefit_words(analysis, about), *old_labels(analysis, about))


def near_principals(analysis: Analysis, people: Sequence[str]) -> list[str]:
    """Those of them who are relatives, secretaries or informal influencers of somebody who decides."""
    ties = analysis.snapshot.ties.values()
    kin = {end for t in ties if t.basis == "KIN" and holds(t, analysis.today) for end in (t.source, t.target)}

    def is_near(id: str) -> bool:
        who = analysis.snapshot.people[id]
        return (analysis.positions[id].buyer_type == "INFLUENCER" or id in kin
                or bool(_NEAR.search(who.title or "") or _NEAR.search(who.title_alt or "")))
    return [p for p in people if is_near(p)]


def officials(analysis: Analysis, people: Sequence[str]) -> list[str]:
    """Those of them who belong to a government body, or who approve the deal from outside."""
    snapshot = analysis.snapshot
    approves = {t.source for t in snapshot.ties.values() if t.kind == "APPROVES" and holds(t, analysis.today)}
    return [p for p in people if party_of(snapshot, p) == "GOVERNMENT" or (snapshot.people[p].external and p in approves)]


def tender_silence(analysis: Analysis) -> tuple[Text, ...]:
    """What to say while the deal's tender runs; nothing else."""
    step = analysis.snapshot.opportunity(analysis.opportunity).buying_step
    return (SILENCE.format(step=step, name=SCALES["buying_step"][step].name),) if step in SILENT_STEPS else ()


def old_labels(analysis: Analysis, people: Sequence[str], *, at_most: int = 3) -> tuple[Text, ...]:
    """Attitudes, factions and hostility of these people that nobody has confirmed for longer than the settings allow."""
    snapshot, about = analysis.snapshot, set(people)
    factions = {snapshot.faction_of[p] for p in people if p in snapshot.faction_of}
    last = (analysis.today - timedelta(days=analysis.model.settings.label_expires_days)).isoformat()
    found = [(p.attitude_date, _expired(Text("{who} is “{what}”", "{who}为“{what}”").format(
        who=names(snapshot, [id]), what=SCALES["attitude"][p.attitude].name), p.attitude_date, None))
        for id in people if (p := analysis.positions[id]).attitude not in (None, "U") and p.attitude_date and p.attitude_date < last]
    found += [(when, _expired(_label(analysis, t), when, t.said_by)) for t in snapshot.ties.values()
              if _is_label(t, about, factions) and (when := t.last_confirmed or t.since) and when < last and holds(t, analysis.today)]
    found.sort(key=lambda one: one[0])
    more = len(found) - at_most
    rest = (Text("And {n} more old labels.", "另有 {n} 个旧标签。").format(n=more),) if more > 1 else (found[-1][1],) if more == 1 else ()
    return (*(text for _, text in found[:at_most]), *rest)


def benefit_words(analysis: Analysis, people: Sequence[str]) -> tuple[Text, ...]:
    """A warning for each of them whose notes speak of benefits to a person."""
    found = []
    for id in people:
        who, notes = analysis.snapshot.people[id], analysis.positions[id]
        word = _BENEFITS.search(f"{who.note or ''}\n{notes.note or ''}\n{notes.satisfier or ''}")
        if word:
            found.append(BENEFIT.format(who=names(analysis.snapshot, [id]), word=word[0]))
    return tuple(found)


def _is_label(tie: Tie, people: set[str], factions: set[str]) -> bool:
    if tie.kind == "IN_FACTION":
        return tie.source in people
    if tie.kind == "HOSTILE":
        return bool(factions & {tie.source, tie.target})
    return tie.kind == "RIVALS" and sign_of(tie) < 0 and bool(people & {tie.source, tie.target})


def _label(analysis: Analysis, tie: Tie) -> Text:
    called = {end: names(analysis.snapshot, [end]) if end in analysis.snapshot.people else analysis.snapshot.called(end)
              for end in (tie.source, tie.target)}
    words = {"IN_FACTION": Text("{a} belongs to “{b}”", "{a}属于“{b}”"), "HOSTILE": Text("“{a}” against “{b}”", "“{a}”与“{b}”敌对"),
             "RIVALS": Text("{a} and {b} are rivals", "{a}与{b}相互竞争")}
    return words[tie.kind].format(a=called[tie.source], b=called[tie.target])


def _expired(label: Text, when: str, by: str | None) -> Text:
    author = Text(", said by {by}", "，{by}所述").format(by=by) if by else Text("", "")
    return EXPIRED.format(label=label, when=when, by=author)
