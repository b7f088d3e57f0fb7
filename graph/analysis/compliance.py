"""Words of caution for the people in an answer: what the law and fairness ask of whoever reads it.

The influence of relatives, secretaries and officials is noted as a fact and never planned with benefits; labels are opinions with
an author and a date, and they expire; a tender has its silence. Nothing here gives legal advice: it says where to ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.analysis.decision import party_of
from graph.analysis.finding import NOTHING, Finding, names
from graph.analysis.labels import old_labels
from graph.analysis.words import BENEFITS, NEAR, PRIVATE
from graph.model import SCALES, Text
from graph.network import holds

if TYPE_CHECKING:
    from graph.analysis.account import Analysis

SILENT_STEPS = ("5", "6")
"""Buying steps in which a tender runs: from its publication to the choice of a vendor."""
STEP_OF = dict(zip(SCALES["sales_stage"].codes, SCALES["buying_step"].codes, strict=True))
"""Sales stage to the client's buying step at the same time."""

NEAR_PRINCIPAL = {
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
OF_GOVERNMENT = Text("{who}: the client is a government body, so everybody of it counts as a public official. Meet only openly, on the matter, "
                     "with a record; nothing of value. Ask compliance first.",
                     "{who}：客户为政府单位，其人员一律按公职人员对待。只可公开、就事论事地接触并留有记录，不送任何有价值的东西。请先问合规部门。")
SILENCE = Text("The tender is running (step {step}, {name}): no contact with those who decide or evaluate, except through the channel that the "
               "tender papers name.{by}",
               "招标正在进行（第 {step} 步：{name}）：除招标文件规定的渠道外，不得接触决策与评标人员。{by}")
BY_STAGE = Text(" The buying step is not filled in; this follows from sales stage {stage}. If no tender is running, fill it in.",
                "采购步骤未填，以上按销售阶段 {stage} 推定；若没有招标，请填写采购步骤。")
OPENLY = Text("{who}: only openly and on the matter; compliance comes first.", "{who}：只公开、就事论事地接触，先问合规部门。")
IN_SILENCE = Text("{what} (While the tender runs, only from within the team.)", "{what}（招标期间只在团队内了解。）")
BENEFIT = Text("A note on {who} speaks of “{word}”. Plan nothing with benefits to a person: take this to compliance.",
               "关于{who}的备注提到“{word}”。不得安排给个人的好处：请交合规部门处理。")
NOT_KEPT = Text("A note on {who} seems to speak of {what}. Nothing of that kind is kept about a person: delete it.",
                "关于{who}的备注似乎涉及{what}。此类个人信息不得留存：请删除。")


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
    of_client = [p for p in official if _of_government(analysis, p)]
    found = [text.format(who=names(analysis.snapshot, who)) for text, who in (
        (NEAR_PRINCIPAL[state], near), (OFFICIAL, [p for p in official if p not in of_client]), (OF_GOVERNMENT, of_client)) if who]
    return (*found, *tender_silence(analysis), *words_in_notes(analysis, about), *old_labels(analysis, about))


def near_principals(analysis: Analysis, people: Sequence[str]) -> list[str]:
    """Those of them who are relatives, secretaries or informal influencers of somebody who decides."""
    weight = analysis.share_of if analysis.model.basis.tells else {}
    ends = [end for t in analysis.snapshot.ties.values() if t.basis == "KIN" and holds(t, analysis.today)
            for end in ((t.source, t.target), (t.target, t.source))]
    kin = {one for one, other in ends if weight.get(one, 0.0) <= weight.get(other, 1.0)}  # of two relatives the lighter is the near one

    def is_near(id: str) -> bool:
        who = analysis.snapshot.people[id]
        return (analysis.positions[id].buyer_type == "INFLUENCER" or id in kin
                or bool(NEAR.search(who.title or "") or NEAR.search(who.title_alt or "")))
    return [p for p in people if is_near(p)]


def officials(analysis: Analysis, people: Sequence[str]) -> list[str]:
    """Those of them who belong to a government body, which the client itself may be, or who approve the deal from outside."""
    snapshot = analysis.snapshot
    approves = {t.source for t in snapshot.ties.values() if t.kind == "APPROVES" and holds(t, analysis.today)}
    return [p for p in people if party_of(snapshot, p) == "GOVERNMENT" or _of_government(analysis, p)
            or (snapshot.people[p].external and p in approves)]


def _of_government(analysis: Analysis, person: str) -> bool:
    """Whether somebody is of a client that is a government body."""
    return analysis.snapshot.account.ownership_type == "GOVERNMENT" and not analysis.snapshot.people[person].external


def tender_silence(analysis: Analysis) -> tuple[Text, ...]:
    """What to say while the deal's tender runs; nothing else."""
    deal = analysis.snapshot.opportunity(analysis.opportunity)
    step = deal.buying_step or STEP_OF.get(deal.stage or "")
    by = NOTHING if deal.buying_step else BY_STAGE.format(stage=deal.stage)
    return (SILENCE.format(step=step, name=SCALES["buying_step"][step].name, by=by),) if step in SILENT_STEPS else ()


def words_in_notes(analysis: Analysis, people: Sequence[str]) -> tuple[Text, ...]:
    """Warnings about what is written of these people: benefits to a person, and what is not to be kept of anybody. What is private is
    named by its kind alone, so that no answer repeats it."""
    notes = _notes(analysis, people)
    found = [BENEFIT.format(who=names(analysis.snapshot, [id]), word=word[0]) for id, text in notes.items() if (word := BENEFITS.search(text))]
    private = ((what, [id for id, text in notes.items() if words.search(text)]) for what, words in PRIVATE)
    return (*found, *(NOT_KEPT.format(who=names(analysis.snapshot, who), what=what) for what, who in private if who))


def _notes(analysis: Analysis, people: Sequence[str]) -> dict[str, str]:
    """Person id to all that is written of somebody in free words: on the card, in the deal, on the ties. Titles are none."""
    found = {id: [who.note, *who.extra, analysis.positions[id].note, analysis.positions[id].satisfier]
             for id in people for who in (analysis.snapshot.people[id],)}
    for tie in analysis.snapshot.ties.values():
        for end in (tie.source, tie.target) if tie.note else ():
            if end in found:
                found[end].append(tie.note)
    return {id: "\n".join(text for text in texts if text) for id, texts in found.items()}


def _named(analysis: Analysis, *texts: Text) -> list[str]:
    """Those met only openly whose names stand in these texts."""
    said = "\n".join(text.en for text in texts)
    called = {person: analysis.snapshot.called(person).en for person in sorted(analysis.openly)}
    return [person for person, name in called.items() if name and name in said and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)]
