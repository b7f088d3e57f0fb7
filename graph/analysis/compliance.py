"""Words of caution for the people in an answer: what the law and fairness ask of whoever reads it.

The influence of relatives, secretaries and officials is noted as a fact and never planned with benefits; labels are opinions with
an author and a date, and they expire; a tender has its silence. Nothing here gives legal advice: it says where to ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from graph.analysis.decision import party_of
from graph.analysis.finding import NOTHING, Finding, names
from graph.model import SCALES, Text, Tie
from graph.network import holds, sign_of

if TYPE_CHECKING:
    from graph.analysis.account import Analysis

_CHIEF = (r"(?:c[efimostx]o|chair(?:man|woman|person)?|chief \w+ officer|chief executive|(?:vice[- ])?president|evp|svp|gm|boss|owner|"
          r"minister|mayor|governor|(?:general |managing |executive |deputy )*(?:director|manager|secretary))")
_NEAR = re.compile(
    r"(?<!company )(?<!corporate )(?<!board )(?<!party )(?<!committee )(?<!branch )(?<!league )(?<!state )(?<!general )(?<!permanent )(?<!first )"
    r"\bsecretary\b(?! general| of | to the board| for |-general)|\bsecretary of (?:the |our |a )?(?:\w+ )?" + _CHIEF + r"\b|"
    r"\b(?:personal|executive|private) assistant\b|\bassistant to\b|\b(?:pa|ea) to\b|\b" + _CHIEF + r"(?:['’]?s)? (?:\w+ )?(?:assistant|pa)\b|"
    r"\b(?:wife|husband|spouse|son|daughter|brother|sister|cousin|nephew|niece|relative)\b(?! compan)|\bin-law\b|"
    r"(?<!董事会)秘书(?!长|处)|(?:总|总裁|总经理|董事长|首席执行官|ceo|主席|部长|市长|局长|处长|厂长|院长|校长|书记|行长|总监|主任|老板)的?"
    r"(?:特别|行政|私人|个人|高级|执行)?助理|(?:私人|个人|特别)助理|特助|总助|"
    r"夫人|太太|妻子|老婆|丈夫|配偶|亲属|亲戚|家属|儿子|女儿|哥哥|弟弟|姐姐|妹妹|岳父|岳母|女婿|侄子|侄女|外甥|小舅子", re.IGNORECASE)
_BENEFITS = re.compile(
    r"回扣|好处费|红包|贿赂|行贿|受贿|干股|灰色收入|封口费|购物卡|kick-?backs?|brib\w+|slush fund|under the table|grease payments?|"
    r"facilitation payments?|hush money", re.IGNORECASE)
SILENT_STEPS = ("5", "6")
"""Buying steps in which a tender runs: from its publication to the choice of a vendor."""
STEP_OF = dict(zip(SCALES["sales_stage"].codes, SCALES["buying_step"].codes, strict=True))
"""Sales stage to the client's buying step at the same time."""

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
               "tender papers name.{by}",
               "招标正在进行（第 {step} 步：{name}）：除招标文件规定的渠道外，不得接触决策与评标人员。{by}")
BY_STAGE = Text(" The buying step is not filled in; this follows from sales stage {stage}. If no tender is running, fill it in.",
                "采购步骤未填，以上按销售阶段 {stage} 推定；若没有招标，请填写采购步骤。")
OPENLY = Text("{who}: only openly and on the matter; compliance comes first.", "{who}：只公开、就事论事地接触，先问合规部门。")
IN_SILENCE = Text("From within the team: {what}", "只在团队内了解：{what}")
EXPIRED = Text("Old label: {label} ({when}{by}). Confirm it or drop it.", "旧标签：{label}（{when}{by}）。请确认，否则删除。")
BENEFIT = Text("A note on {who} speaks of “{word}”. Plan nothing with benefits to a person: take this to compliance.",
               "关于{who}的备注提到“{word}”。不得安排给个人的好处：请交合规部门处理。")


def proper(analysis: Analysis, finding: Finding) -> Finding:
    """An answer as it may be shown: with the words of caution for everybody in it, and without a step that must not be taken."""
    cells = (cell for row in finding.table.rows for cell in row if isinstance(cell, Text)) if finding.table else ()
    near = _named(analysis, finding.sentence, finding.next_step, finding.would_change, *finding.facts, *cells)
    change = finding.would_change
    if finding.answered and change.en and tender_silence(analysis):
        change = IN_SILENCE.format(what=change)
    return replace(finding, flags=cautions(analysis, [*finding.people, *near]), would_change=change,
                   next_step=proper_step(analysis, finding.next_step, finding.at_desk))


def proper_step(analysis: Analysis, step: Text, at_desk: Text = NOTHING) -> Text:
    """A step that may be taken now. While a tender runs that is what can be done `at_desk`, seeing nobody; a step about somebody who
    is met only openly becomes the word that compliance comes first."""
    if not step.en or step == at_desk:
        return step
    if tender_silence(analysis):
        return at_desk
    near = _named(analysis, step)
    return OPENLY.format(who=names(analysis.snapshot, near)) if near else step


def openly(analysis: Analysis) -> frozenset[str]:
    """Who may only be met openly and on the matter, compliance asked first: officials, and those close to a principal."""
    people = analysis.model.people
    return frozenset((*officials(analysis, people), *near_principals(analysis, people)))


def cautions(analysis: Analysis, people: Iterable[str]) -> tuple[Text, ...]:
    """What must be said beside an answer about these people."""
    about = [p for p in dict.fromkeys(people) if p in analysis.snapshot.people]
    if not about:
        return ()
    near, official = near_principals(analysis, about), officials(analysis, about)
    state = analysis.snapshot.account.ownership_type in ("STATE", "GOVERNMENT")
    found = [text.format(who=names(analysis.snapshot, who)) for text, who in ((NEAR[state], near), (OFFICIAL, official)) if who]
    return (*found, *tender_silence(analysis), *benefit_words(analysis, about), *old_labels(analysis, about))


def near_principals(analysis: Analysis, people: Sequence[str]) -> list[str]:
    """Those of them who are relatives, secretaries or informal influencers of somebody who decides."""
    weight = analysis.share_of if analysis.model.basis.tells else {}
    ends = [end for t in analysis.snapshot.ties.values() if t.basis == "KIN" and holds(t, analysis.today)
            for end in ((t.source, t.target), (t.target, t.source))]
    kin = {one for one, other in ends if weight.get(one, 0.0) <= weight.get(other, 1.0)}  # of two relatives the lighter is the near one

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
    deal = analysis.snapshot.opportunity(analysis.opportunity)
    step = deal.buying_step or STEP_OF.get(deal.stage or "")
    by = NOTHING if deal.buying_step else BY_STAGE.format(stage=deal.stage)
    return (SILENCE.format(step=step, name=SCALES["buying_step"][step].name, by=by),) if step in SILENT_STEPS else ()


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


def _named(analysis: Analysis, *texts: Text) -> list[str]:
    """Those met only openly whose names stand in these texts."""
    said = "\n".join(text.en for text in texts)
    called = {person: analysis.snapshot.called(person).en for person in sorted(analysis.openly)}
    return [person for person, name in called.items() if name and name in said and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)]


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
