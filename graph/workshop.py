"""Workshops: the agendas, which question is asked now, and what the answers of a blind round come to.

Blind first and open afterwards, because people who hear the others first repeat them (Delphi method).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from graph.model import KINDS, SCALES, Ballot, Position, Scale, Snapshot, Text, Workshop

AGREED = 0.8
"""From this agreement on, an answer counts as agreed and is taken with the others."""


@dataclass(frozen=True)
class Question:
    """One question of a workshop: a code of the scale "workshop_question", and for "tie" the kind of tie."""

    code: str
    asks: Text
    kind: str = ""


@dataclass(frozen=True)
class Agenda:
    """Questions in a good order, under a name."""

    name: Text
    questions: tuple[Question, ...]


WHO_DECIDES = Question("role", Text("Who plays which part in this purchase?", "这次采购中，谁担任什么角色？"))
WHAT_THEY_THINK = Question("attitude", Text("What does each of them think of us?", "他们每个人对我们态度如何？"))
HOW_WELL_MET = Question("coverage", Text("How well do we know each of them?", "我们对每个人接触到什么程度？"))
WHO_INFLUENCES = Question("tie", Text("Who has influence on whom?", "谁影响谁？"), "LISTENS_TO")
WHO_KNOWS = Question("tie", Text("Who is in touch with whom?", "谁与谁有往来？"), "CONTACT")
WHO_REPORTS = Question("tie", Text("Who reports to whom?", "谁向谁汇报？"), "REPORTS_TO")
WHO_IS_CLOSE = Question("tie", Text("Who is close to whom?", "谁与谁关系亲近？"), "CLOSE")
WHO_RIVALS = Question("tie", Text("Who works against whom?", "谁与谁相争？"), "RIVALS")

AGENDAS: Mapping[str, Agenda] = {
    "power": Agenda(Text("Who decides, who influences, what they think of us, who knows whom", "谁决策、谁影响、对我们态度如何、谁认识谁"),
                    (WHO_DECIDES, WHO_INFLUENCES, WHAT_THEY_THINK, WHO_KNOWS)),
    "camps": Agenda(Text("Camps: who reports to whom, who is close, who works against whom", "派系：谁向谁汇报、谁与谁亲近、谁与谁相争"),
                    (WHO_REPORTS, WHO_IS_CLOSE, WHO_RIVALS)),
    "review": Agenda(Text("Short review: what they think of us, how well we know them", "简短回顾：对我们态度如何、我们接触得如何"),
                     (WHAT_THEY_THINK, HOW_WELL_MET))}


def running(now: Snapshot) -> Workshop | None:
    """The question that is asked now, None when no workshop runs."""
    return next((w for _, w in sorted(now.workshops.items()) if not w.closed), None)


def is_blind(asked: Workshop) -> bool:
    """Whether everybody answers for himself now, unseen by the others."""
    return asked.blind and not asked.revealed and not asked.closed


def locked_out(now: Snapshot, author: str) -> Workshop | None:
    """The workshop in which only somebody else than `author` may edit now."""
    asked = running(now)
    return asked if asked and asked.locked and asked.facilitator and asked.facilitator != author else None


def step_of(asked: Workshop) -> tuple[Agenda, int] | None:
    """The agenda of a question and its number there (0 for the first); None for a question by itself."""
    agenda = AGENDAS.get((asked.agenda or "").partition(":")[0])
    found = [k for k, q in enumerate(agenda.questions) if (q.code, q.kind) == (asked.question, asked.kind or "")] if agenda else []
    return (agenda, found[0]) if agenda and found else None


def asks(asked: Workshop) -> Text:
    """The question as it stands on the screens, in both languages."""
    step = step_of(asked)
    if step:
        return step[0].questions[step[1]].asks
    if asked.question == "tie" and asked.kind and asked.kind in KINDS:
        return Text("{kind}: between whom?", "{kind}：谁与谁？").format(kind=KINDS[asked.kind].name)
    return SCALES["workshop_question"][asked.question or "attitude"].name


def scale_of(asked: Workshop) -> Scale | None:
    """The scale of the answers; None for ties, which are there or not."""
    return None if asked.question == "tie" else SCALES[asked.question or "attitude"]


def field_of(asked: Workshop) -> str:
    """The field of a `Position` that answers a question; "" for ties."""
    return {"role": "roles", "tie": ""}.get(asked.question or "", asked.question or "")


def unasked(now: Snapshot, asked: Workshop) -> Snapshot:
    """The account as though nothing were known of what is asked: against it somebody's own answer is read, whatever the map says."""
    if asked.question == "tie":
        return replace(now, records={**now.records, "Tie": {id: tie for id, tie in now.ties.items() if tie.kind != asked.kind}})
    field = field_of(asked)
    known = {id: {k: v for k, v in p.fields().items() if k != field and not k.startswith(f"{field}_")} for id, p in now.all("Position").items()}
    return replace(now, records={**now.records, "Position": {id: Position.of(id, fields) for id, fields in known.items()}})


def without_blind_answers(now: Snapshot) -> Snapshot:
    """The account as anybody may take it away: what people answer blind stays unseen until it is revealed."""
    blind = {id for id, asked in now.workshops.items() if is_blind(asked)}
    return replace(now, records={**now.records, "Ballot": {id: b for id, b in now.ballots.items() if b.workshop not in blind}})


def answered(now: Snapshot, asked: Workshop) -> list[str]:
    """The names of those who have given at least one answer."""
    return sorted({b.by for b in now.ballots.values() if b.workshop == asked.id and b.by})


def own_ballots(now: Snapshot, asked: Workshop, by: str) -> list[Ballot]:
    """The answers that one participant has given."""
    return [b for _, b in sorted(now.ballots.items()) if b.workshop == asked.id and b.by == by]


@dataclass(frozen=True)
class Tally:
    """The answers about one person, or about one person and another (`other`).

    `counts` are the answers in the order of the scale (roles: how many name each; ties: how many drew it under "yes"),
    `of` is how many could have said so. `agreement` is 1 when all say the same and 0 when they are as far apart as can be; None with fewer than two answers,
    and where more than half say that they do not know.
    `median` is the middle answer of an ordered scale, `majority` what more than half say ("" when nothing; roles with "|").
    """

    item: str
    other: str
    counts: Mapping[str, int]
    of: int
    agreement: float | None
    median: str
    majority: str

    @property
    def words(self) -> Text:
        """The agreement in words."""
        if self.agreement is None:
            return Text("too few answers", "回答太少")
        return next(text for least, text in AGREEMENT if self.agreement >= least)

    @property
    def agreed(self) -> str:
        """What can be taken without talking about it ("" when nothing can)."""
        return (self.median or self.majority) if (self.agreement or 0.0) >= AGREED else ""


AGREEMENT = ((0.95, Text("all agree", "完全一致")), (AGREED, Text("nearly agree", "基本一致")), (0.55, Text("differ", "有分歧")),
             (0.0, Text("far apart", "分歧很大")))


def tally(now: Snapshot, asked: Workshop) -> list[Tally]:
    """What the answers come to, the least agreed first."""
    ballots = [b for b in now.ballots.values() if b.workshop == asked.id and b.by and b.value]
    people = len({b.by for b in ballots})
    about: dict[tuple[str, str], list[str]] = {}
    for ballot in ballots:
        if ballot.item in now.people and (not ballot.other or ballot.other in now.people):
            about.setdefault((ballot.item, ballot.other or ""), []).append(ballot.value or "")
    scale = scale_of(asked)
    found = [_tally(item, other, values, people, scale) for (item, other), values in about.items()]
    return sorted(found, key=lambda t: (2.0 if t.agreement is None else t.agreement, now.name(t.item), now.name(t.other), t.item, t.other))


def _tally(item: str, other: str, values: Sequence[str], people: int, scale: Scale | None) -> Tally:
    if scale is None:
        return Tally(item, other, {"yes": len(values)}, people, _of_yes([len(values)], people), "",
                     "yes" if 2 * len(values) > people else "")
    counts = Counter(role for value in values for role in value.split("|"))
    ordered = {code: counts[code] for code in scale.codes if counts[code]}
    if not scale.ordered:
        majority = "|".join(code for code, n in ordered.items() if 2 * n > people)
        return Tally(item, other, ordered, people, _of_yes(list(ordered.values()), people), "", majority)
    known = [code for code in values if code != "U"]
    majority = next((code for code, n in ordered.items() if 2 * n > len(values)), "")
    return Tally(item, other, ordered, len(values), None if majority == "U" else _spread(known, scale), _median(known, scale), majority)


def _of_yes(counts: Sequence[int], people: int) -> float | None:
    """Agreement on things that each may name or not: how far each is from half and half, on average."""
    return sum(abs(2 * n / people - 1) for n in counts) / len(counts) if people > 1 and counts else None


def _spread(values: Sequence[str], scale: Scale) -> float | None:
    """Agreement on an ordered scale: 1 less the mean distance from the median, as part of the largest there can be (half
    the scale, when one half of the people stands at each end)."""
    if len(values) < 2:
        return None
    numbers = [scale.value(code) for code in values]
    ends = [level.value or 0.0 for level in scale.levels if level.code != "U"]
    middle = median(numbers)
    return 1 - 2 * sum(abs(n - middle) for n in numbers) / len(numbers) / (max(ends) - min(ends))


def _median(values: Sequence[str], scale: Scale) -> str:
    """The level in the middle; between two levels the one that is nearer, of two as near the more cautious one."""
    if not values:
        return ""
    middle = median(scale.value(code) for code in values)
    return min((level for level in scale.levels if level.code != "U"),
               key=lambda level: (abs((level.value or 0.0) - middle), level.value or 0.0)).code


def kinds_to_ask() -> list[str]:
    """The kinds of tie that a workshop can ask about: those drawn between two people of the client."""
    return [kind.code for kind in KINDS.values() if kind.drawn and kind.between_people]
