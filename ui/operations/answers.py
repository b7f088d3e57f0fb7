"""Answers in a workshop. While the round is blind each goes onto a ballot of one's own and not onto the map."""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import InvalidRecord
from graph.model import KINDS, SCALES, Ballot, Snapshot, Text, Workshop, ballot_id
from graph.store import Change, Delete, Put, put
from graph.workshop import field_of, is_blind, scale_of
from ui.edits import Planned, position_change
from ui.operations.asked import Asked

LABEL = Text("An answer in the blind round", "盲投中的一个回答")
"""Says nothing of the answer: labels are shown to everybody."""
TOO_LATE = Text("The blind round is over; this answer came too late and was left out.", "盲投已经结束；这个回答来得太晚，没有计入。")


def coverage(asked: Asked) -> Planned:
    """How well we know somebody: {id, code}."""
    return position_change(asked.now, asked.deal, asked.people[0], {"coverage": SCALES["coverage"][asked.op["code"]].code})


def answer(asked: Asked) -> Planned:
    """One's own answer in a blind round: {workshop, by}, with {id, code} or {from, to}. Given again, it is taken back; a
    role is added to the others or taken from them."""
    now, op = asked.now, asked.op
    question = now.workshops[op["workshop"]]
    if not is_blind(question):
        raise InvalidRecord(*TOO_LATE)
    if question.question == "tie":
        ends = now.people[op["from"]].id, now.people[op["to"]].id
        if ends[0] == ends[1]:
            raise ValueError(ends)
        return [_tie(now, question, *ends, op["by"])], LABEL
    return [_value(now, question, asked.people[0], op["code"], op["by"])], LABEL


def as_answers(now: Snapshot, question: Workshop, changes: Sequence[Change], by: str) -> list[Change]:
    """Typed changes in a blind round (`unasked`): what answers the question goes onto ballots, the rest stays as it is. A role is
    added to those that one has named before."""
    result: list[Change] = []
    field = field_of(question)
    for change in changes:
        if isinstance(change, Put) and change.type == "Tie" and question.question == "tie" and change.fields.get("kind") == question.kind:
            start, end = change.fields["source"], change.fields["target"]
            if KINDS[question.kind or ""].arrow == "source":
                start, end = end, start
            result.append(_put(now, question, start, by, "yes", end))
        elif isinstance(change, Put) and change.type == "Position" and change.fields.get(field):
            value, person = change.fields[field], change.fields["person"]
            if not isinstance(value, str):
                before = now.ballots.get(ballot_id(question.id, person, by))
                named = {*value, *(before.value or "" if before else "").split("|")}
                value = "|".join(code for code in SCALES["role"].codes if code in named)
            result.append(_put(now, question, person, by, value))
            rest = {k: v for k, v in change.fields.items() if k != field and not k.startswith(f"{field}_")}
            if rest.keys() - {"opportunity", "person"}:
                result.append(Put("Position", change.id, rest))
        else:
            result.append(change)
    return result


def _value(now: Snapshot, question: Workshop, person: str, code: str, by: str) -> Change:
    scale = scale_of(question)
    assert scale is not None
    id = ballot_id(question.id, person, by)
    held = now.ballots[id].value if id in now.ballots else None
    value = scale[code].code
    if not scale.ordered:
        roles = set((held or "").split("|")) ^ {value}
        value = "|".join(role for role in scale.codes if role in roles)
    return Delete(id) if held and value in ("", held) else _put(now, question, person, by, value)


def _tie(now: Snapshot, question: Workshop, start: str, end: str, by: str) -> Change:
    change = _put(now, question, start, by, "yes", end)
    return Delete(change.id) if change.id in now.ballots else change


def _put(now: Snapshot, question: Workshop, item: str, by: str, value: str, other: str = "") -> Put:
    if other and not KINDS[question.kind or ""].directed:
        item, other = sorted((item, other))
    return put(Ballot(ballot_id(question.id, item, by, other), workshop=question.id, item=item, other=other or None, value=value, by=by))
