"""The catalogue: every question that can be asked of an account, and its answer."""

from __future__ import annotations

from typing import Any

from graph.analysis.account import Analysis
from graph.analysis.central import central
from graph.analysis.compliance import proper
from graph.analysis.finding import Finding
from graph.analysis.question import Answer, Question
from graph.analysis.questions import (
    agreement,
    alerts,
    best_moves,
    champion_leaves,
    checks,
    drift,
    endorsement,
    evidence,
    factions,
    forecast,
    gaps,
    gates,
    hidden_rank,
    insider,
    introductions,
    matching,
    no_contact,
    nominal,
    ownership,
    stage,
    threads,
    uncovered,
    unknowns,
    who_decides,
    who_moves,
)
from graph.errors import NotFound, did_you_mean
from graph.model import Text

_MODULES = (who_decides, hidden_rank, who_moves, forecast, unknowns, best_moves, uncovered, threads, no_contact, introductions, factions,
            insider, champion_leaves, matching, checks, nominal, ownership, agreement, endorsement, gates, evidence, drift, stage, alerts,
            gaps)

QUESTIONS: dict[str, Question] = {module.QUESTION.code: module.QUESTION for module in _MODULES}
"""Code to question, in the order of the catalogue."""
_ANSWERS: dict[str, Answer] = {module.QUESTION.code: module.answer for module in _MODULES}
_HEADLINES = ("forecast", "who_decides")
_FIRST = {"red": 0, "amber": 1, "": 2, "green": 3}


def ask(analysis: Analysis, code: str) -> Finding:
    """The answer to one question, computed once, with nothing in it that law or a running tender forbids. Raises `NotFound` for a question that is not in the catalogue."""
    if code.startswith("central:"):
        found_layer = next((f for f in layer_answers(analysis) if f.question == code), None)
        if found_layer:
            return found_layer
    if code not in QUESTIONS:
        raise NotFound(f"There is no question “{code}”. {did_you_mean(code, QUESTIONS)}",
                       f"没有“{code}”这个问题。{did_you_mean(code, QUESTIONS, 'zh')}")
    if code not in analysis.known:
        analysis.known[code] = proper(analysis, _ANSWERS[code](analysis))
    found: Finding = analysis.known[code]
    return found


def answers(analysis: Analysis) -> tuple[Finding, ...]:
    """All answers in the order of the catalogue."""
    return tuple(ask(analysis, code) for code in QUESTIONS)


def by_use(findings: tuple[Finding, ...]) -> list[Finding]:
    """The most useful first: how it would end and who decides, what is wrong, what can be said, what cannot be said; the
    catalogue's order within each."""
    return sorted(findings, key=lambda f: (not f.answered, f.question not in _HEADLINES, not f.sure and f.value is None, _FIRST[f.status]))


def layer_answers(analysis: Analysis) -> tuple[Finding, ...]:
    """Who stands out on each layer."""
    if "layers" not in analysis.known:
        found = (central(analysis.snapshot, analysis.network, single, analysis.centrality[name], ranking=analysis.rankings.get(name),
                         settings=analysis.limits) for name, single in analysis.layers.items())
        analysis.known["layers"] = tuple(proper(analysis, one) for one in found if one)
    made: tuple[Finding, ...] = analysis.known["layers"]
    return made


def as_json(analysis: Analysis) -> dict[str, Any]:
    """Analysis and all answers as plain data: `account`, `revision`, `people`, `small_circle`, `findings`."""
    snapshot, shares = analysis.snapshot, analysis.shares
    people = []
    for i in shares.ranked():
        id = shares.people[i]
        person = snapshot.people[id]
        department = snapshot.departments.get(person.department or "")
        faction = snapshot.factions.get(snapshot.faction_of.get(id, ""))
        people.append({
            "id": id, "name": person.name, "external_id": person.external_id,
            "department": department.name if department else None, "faction": faction.name if faction else None,
            "decision_share": vars(shares.share[i]), "rank": vars(shares.rank[i]),
            "centrality": {name: values[id] for name, values in analysis.centrality.items() if id in values}})
    return {
        "account": {"id": snapshot.account_id, "name": snapshot.account.name}, "revision": snapshot.revision,
        "opportunity": analysis.opportunity, "basis": vars(analysis.model.basis), "people": people,
        "small_circle": list(analysis.circle), "findings": [finding_as_json(f) for f in (*answers(analysis), *layer_answers(analysis))]}


def finding_as_json(finding: Finding) -> dict[str, Any]:
    return {"question": finding.question, "asks": finding.asks._asdict(), "sentence": finding.sentence._asdict(),
            "value": finding.value, "low": finding.low, "high": finding.high, "unit": finding.unit,
            "sure": finding.sure, "people": list(finding.people), "facts": [f._asdict() for f in finding.facts],
            "would_change": finding.would_change._asdict(), "answered": finding.answered, "status": finding.status,
            "next_step": finding.next_step._asdict(), "flags": [f._asdict() for f in finding.flags],
            "table": finding.table and {"columns": [c._asdict() for c in finding.table.columns],
                                        "rows": [[_cell(c) for c in row] for row in finding.table.rows]}}


def question_as_json(question: Question) -> dict[str, Any]:
    """A question as plain data: what it asks, how it is answered, the source of the method and its limits."""
    return {"code": question.code, "number": question.number, "group": question.group, "asks": question.asks._asdict(),
            "method": question.method._asdict(), "source": question.source, "limits": question.limits._asdict()}


def _cell(cell: Text | float | None) -> Any:
    return cell._asdict() if isinstance(cell, Text) else cell
