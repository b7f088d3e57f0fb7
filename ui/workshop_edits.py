"""What a workshop writes: begin, next question, timer, lock, reveal; and what the answers leave on the map."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from graph.errors import InvalidRecord, Locked
from graph.model import KINDS, SCALES, Opportunity, Snapshot, Text, Workshop, id_of
from graph.new_ties import same_ties
from graph.store import Change, Delete, Put
from graph.workshop import AGENDAS, Question, Tally, asks, step_of
from ui.edits import Planned, attitude_change, new_tie, position_change

HOSTS = "workshop"
"""The author of what only steers a workshop: nobody's to undo."""
NOT_YOURS = Text("{who} leads this workshop; only who leads can do this.", "{who} 正在主持研讨；只有主持人可以这样做。")

STILL_HERE = Text("{who} is here and leads the workshop; ask for it to be handed over.", "{who} 仍在场并主持研讨；请其移交主持。")


def begin(now: Snapshot, deal: Opportunity, questions: str | Question, by: str, *, run: str, blind: bool, minutes: int = 0) -> Planned:
    """Opens a workshop: an agenda by its code, or one question. `run` makes it another one than the last time. What was
    open before is closed."""
    if isinstance(questions, str):
        first, agenda = AGENDAS[questions].questions[0], f"{questions}:{run}"
    else:
        first, agenda = questions, f":{run}"
    fields: dict[str, Any] = {"opportunity": deal.id, "facilitator": by, "blind": blind, "ends": after(minutes)}
    opened, id = _question(first, agenda, fields)
    return [*_close(now, id), opened], Text("{who} opens a workshop", "{who} 开始研讨").format(who=by)


def go(now: Snapshot, asked: Workshop, by: str, steps: int) -> Planned:
    """The next question of the agenda, or one before: its answers are still there."""
    _must_lead(asked, by)
    at = step_of(asked)
    if at is None or not 0 <= at[1] + steps < len(at[0].questions):
        raise InvalidRecord("There is no further question on this agenda.", "此议程没有更多问题。")
    question = at[0].questions[at[1] + steps]
    kept: dict[str, Any] = {"opportunity": asked.opportunity, "facilitator": by, "blind": asked.blind, "locked": asked.locked, "ends": None}
    opened, id = _question(question, asked.agenda or "", kept)
    return [*_close(now, id), opened], Text("Workshop: {what}", "研讨：{what}").format(what=question.asks)


def steer(asked: Workshop, by: str, what: Text, **fields: Any) -> Planned:
    """Other values of the question that is open: its timer, its lock, who leads."""
    _must_lead(asked, by)
    return [Put("Workshop", asked.id, fields)], Text("Workshop: {what}", "研讨：{what}").format(what=what)


def take_over(asked: Workshop, by: str, here: Iterable[str]) -> Planned:
    """Somebody else leads from now on, because the facilitator is not `here` any more."""
    if asked.facilitator and asked.facilitator in here:
        raise Locked(*STILL_HERE.format(who=asked.facilitator))
    return [Put("Workshop", asked.id, {"facilitator": by})], Text("{who} leads the workshop", "{who} 主持研讨").format(who=by)


def end(now: Snapshot, asked: Workshop, by: str) -> Planned:
    """The end; the answers stay in the account."""
    _must_lead(asked, by)
    return _close(now, ""), Text("{who} ends the workshop", "{who} 结束研讨").format(who=by)


def again(now: Snapshot, asked: Workshop, by: str) -> Planned:
    """Another blind round of the same question: the answers of the last one go."""
    _must_lead(asked, by)
    gone: list[Change] = [Delete(b.id) for b in now.ballots.values() if b.workshop == asked.id]
    return [*gone, Put("Workshop", asked.id, {"blind": True, "revealed": None})], Text(
        "Workshop: a blind round on {what}", "研讨：盲投 {what}").format(what=asks(asked))


def taken(now: Snapshot, deal: Opportunity, asked: Workshop, answers: Iterable[tuple[Tally, str]]) -> Planned:
    """The answers chosen for people or pairs, onto the map as one edit; what is there already is left out."""
    plans = [_taken(now, deal, asked, found, value) for found, value in answers if value and not held(now, deal, asked, found, value)]
    if not plans:
        raise InvalidRecord("The map says so already; nothing was changed.", "图上已经如此；未作更改。")
    changes = [change for part, _label in plans for change in part]
    what = plans[0][1] if len(plans) == 1 else Text("{n} answers", "{n} 个回答").format(n=len(plans))
    return changes, Text("Workshop: {what}", "研讨：{what}").format(what=what)


def held(now: Snapshot, deal: Opportunity, asked: Workshop, found: Tally, value: str) -> bool:
    """Whether the map says so already."""
    if asked.question == "tie":
        kind = KINDS[asked.kind or ""]
        source, target = (found.other, found.item) if kind.arrow == "source" else (found.item, found.other)
        return bool(same_ties(now, {"kind": kind.code, "source": source, "target": target}, date.today()))
    position = now.position(deal.id, found.item)
    if asked.question == "role":
        return set(position.roles) == set(value.split("|"))
    return bool(getattr(position, asked.question or "attitude") == value)


def _taken(now: Snapshot, deal: Opportunity, asked: Workshop, found: Tally, value: str) -> Planned:
    if asked.question == "tie":
        return new_tie(now, asked.kind or "", found.item, found.other)
    if asked.question == "attitude":
        return attitude_change(now, deal, found.item, value)
    field, stored = ("roles", tuple(value.split("|"))) if asked.question == "role" else ("coverage", value)
    scale = SCALES[asked.question or ""]
    names = [scale[code].name for code in value.split("|")]
    what = Text(", ".join(n.en for n in names), "、".join(n.zh for n in names))
    changes, _label = position_change(now, deal, found.item, {field: stored})
    return changes, Text("{who}: {what}", "{who}：{what}").format(who=now.called(found.item), what=what)


def _question(question: Question, agenda: str, fields: dict[str, Any]) -> tuple[Put, str]:
    id = id_of("workshop", agenda, question.code, question.kind)
    return Put("Workshop", id, {"name": question.asks.en, "question": question.code, "kind": question.kind or None, "agenda": agenda,
                                **fields, "closed": None}), id


def _close(now: Snapshot, but: str) -> list[Change]:
    return [Put("Workshop", w.id, {"closed": True, "ends": None}) for w in now.workshops.values() if not w.closed and w.id != but]


def after(minutes: int, since: str | None = None) -> str | None:
    """The time in so many minutes from now, or from a later time; None for no minutes."""
    start = max(filter(None, [datetime.now(UTC), datetime.fromisoformat(since) if since else None]))
    return (start + timedelta(minutes=minutes)).isoformat(timespec="milliseconds") if minutes else None


def _must_lead(asked: Workshop, by: str) -> None:
    if asked.facilitator != by:
        raise Locked(*NOT_YOURS.format(who=asked.facilitator or "?"))
