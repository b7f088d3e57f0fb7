"""A finding: a sentence, a number, its range, the facts behind it, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor

from graph.analysis.ranges import Range
from graph.model import Snapshot, Text, in_both

NOTHING = Text("", "")


@dataclass(frozen=True)
class Table:
    """What an answer lists: the names of the columns, and rows of texts and numbers (None = nothing to say)."""

    columns: tuple[Text, ...]
    rows: tuple[tuple[Text | float | None, ...], ...]


@dataclass(frozen=True)
class Finding:
    """The answer to one question. `value` is None where only a sentence can be said; `unit` says what it counts ("share" 0-1, "record" the same but not an estimate,
    "count", "index", "outcome" -1 to +1). `people` are the ids that the answer is about, the most important first.

    `answered` is False where something is missing before anything can be said; `sure` where the range leaves the sentence open.
    `status` is "red", "amber" or "green" where a rule was checked, and `next_step` what to do about it; `at_desk`
    what of that can be done without seeing anybody of theirs (the step itself where it needs nobody). `flags` are words of caution that
    belong to the answer whoever reads it (compliance).
    """

    question: str
    asks: Text
    sentence: Text
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = "share"
    people: tuple[str, ...] = ()
    facts: tuple[Text, ...] = field(default=())
    would_change: Text = NOTHING
    sure: bool = True
    answered: bool = True
    status: str = ""
    next_step: Text = NOTHING
    at_desk: Text = NOTHING
    table: Table | None = None
    flags: tuple[Text, ...] = field(default=())

    @classmethod
    def of(cls, question: str, asks: Text, sentence: Text, number: Range | None = None, **more: object) -> Finding:
        """A finding whose number has a range."""
        numbers = {} if number is None else {"value": number.value, "low": number.low, "high": number.high}
        return cls(question, asks, sentence, **numbers, **more)  # type: ignore[arg-type]


def about(share: float) -> Text:
    """A share in words, no finer than 5 points: the model knows no better."""
    if share <= -0.025:
        return Text("minus {x}", "负{x}").format(x=about(-share))
    points = 5 * round(20 * abs(share))
    if points == 0:
        return Text("almost nothing" if abs(share) < 0.01 else "under 5 %", "不到 1 %" if abs(share) < 0.01 else "不到 5 %")
    return Text(f"about {points} %", f"约 {points} %")


def often(chance: float) -> Text:
    """A chance in words: "about 30 %", at the ends "almost never" and "almost always"."""
    if 0.01 <= chance < 0.975:
        return about(chance)
    return Text("almost never", "几乎没有") if chance < 0.5 else Text("almost always", "几乎总是")


def cases(chance: float) -> Text:
    """A chance as an adverb: "in about 30 % of the cases"."""
    if 0.01 <= chance < 0.975:
        return Text("in {x} of the cases", "在{x}的情形中").format(x=about(chance))
    return Text("almost never", "几乎从不") if chance < 0.5 else Text("almost always", "几乎总是")


def spread(number: Range) -> Text:
    """A range in words: "10–25 %". In steps of 5 points, the two around it where it lies within one step, so that it holds what `about`
    says of the value; in single points where steps would hide that it lies below zero."""
    low, high = (5 * round(20 * v) for v in (number.low, number.high))
    if low == high:
        low, high = 5 * floor(20 * number.low + 1e-9), 5 * ceil(20 * number.high - 1e-9)
    if number.high < 0 <= high:
        return _ends(min(round(100 * number.low), 5 * round(20 * number.value)), round(100 * number.high))
    return _ends(low, high)


def whole(number: Range) -> Text:
    """A range in whole points, for a table: "12–23 %"."""
    return _ends(round(100 * number.low), round(100 * number.high))


def _ends(low: int, high: int) -> Text:
    if low == high or low >= 0:
        shown = f"{low}–{high} %" if low != high else f"{low} %".replace("-", "−")
        return Text(shown, shown)
    return Text(f"{low} to {high} %".replace("-", "−"), f"{low} 至 {high} %".replace("-", "−"))


def place(rank: Range) -> str:
    """A place among others with its range: "2–5", "1"."""
    low, high = round(rank.low), round(rank.high)
    return str(low) if low == high else f"{low}–{high}"


def signed(outcome: float, *, digits: int = 2) -> str:
    """An outcome of -1 (all against us) to +1 (all for us), or a change of one, with its sign."""
    shown = f"{outcome:+.{digits}f}"
    return shown[1:] if float(shown) == 0 else shown.replace("-", "−")


def effect(change: float, least: float, *, digits: int = 2) -> Text:
    """A change of the outcome with its sign; below `least` (`effect_least` of the settings) it is not worth a number."""
    shown = signed(change, digits=digits)
    return Text("hardly anything", "几乎没有") if abs(change) < least else Text(shown, shown)


def within(number: Range) -> Text:
    """The range of an outcome, or of a change of one, in words: "−0.10 to +0.30"."""
    return Text("{low} to {high}", "{low} 至 {high}").format(low=signed(number.low), high=signed(number.high))


def listed(names: Sequence[str], *, at_most: int = 6) -> Text:
    """Names as a list in both languages."""
    shown, more = list(names[:at_most]), len(names) - at_most
    if more > 0:
        return Text(", ".join(shown) + f" and {more} more", "、".join(shown) + f" 等 {len(names)} 人")
    if len(shown) < 2:
        return Text("".join(shown), "".join(shown))
    return Text(", ".join(shown[:-1]) + " and " + shown[-1], "、".join(shown[:-1]) + "和" + shown[-1])


def called(snapshot: Snapshot, person: str) -> Text:
    """A person's name for a sentence, with the title where there is one."""
    who = snapshot.people[person]
    name, title = in_both(who.name, who.name_alt), in_both(who.title or "", who.title_alt)
    return Text(f"{name.en} ({title.en})" if title.en else name.en, f"{name.zh}（{title.zh}）" if title.zh else name.zh)


def names(snapshot: Snapshot, people: Sequence[str], *, at_most: int = 6) -> Text:
    """Several people's names as a list, each language with its own form of the name."""
    called_all = [called(snapshot, person) for person in people]
    return Text(listed([c.en for c in called_all], at_most=at_most).en,
                listed([c.zh for c in called_all], at_most=at_most).zh)
