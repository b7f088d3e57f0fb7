"""How well we know each of their people, and through whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from graph.model import SCALES, Position, Settings, Snapshot, Tie
from graph.network import holds, sign_of, strength_of


def coverage(snapshot: Snapshot, opportunity: str, *, on: date | None = None, settings: Settings | None = None) -> dict[str, float]:
    """How well we know each person, 0-1: the declared coverage or the best tie of one of us, whichever is more."""
    ties = known_by(snapshot, on=on, settings=settings)
    return {person: max([SCALES["coverage"].value(snapshot.position(opportunity, person).coverage), *(value for _, value in ties.get(person, []))])
            for person in snapshot.people}


def known_by(snapshot: Snapshot, *, on: date | None = None, settings: Settings | None = None) -> dict[str, list[tuple[str, float]]]:
    """Person id to each of us who has a friendly tie to that person (on a day: one that is not over), with what it is worth then, 0-1;
    the strongest first."""
    best: dict[str, dict[str, float]] = {}
    worth = kept(snapshot, on, settings)
    for tie in snapshot.ties.values():
        if tie.kind == "KNOWS" and sign_of(tie) > 0 and (on is None or holds(tie, on)):
            by = best.setdefault(tie.target, {})
            by[tie.source] = max(worth(tie), by.get(tie.source, 0.0))
    return {person: sorted(by.items(), key=lambda one: (-one[1], one[0])) for person, by in best.items()}


def kept(snapshot: Snapshot, on: date | None, settings: Settings | None = None) -> Callable[[Tie], float]:
    """What a KNOWS tie is worth on a day, 0-1, by its age: all until a visit is overdue, then half for every `half_life_days`. It is as
    old as the tie was last confirmed or, if that is later, an attitude of the person was learnt; without a date it counts as of today,
    since unknown age is not old. Without a day nothing fades. `settings` are the account's own where not given."""
    used = settings or snapshot.settings
    full = used.late_from * days_between_visits(snapshot, used)
    learnt: dict[str, str] = {}
    for position in cast(Mapping[str, Position], snapshot.all("Position")).values():
        learnt[position.person] = max(learnt.get(position.person, ""), position.attitude_date or "")

    def worth(tie: Tie) -> float:
        if on is None or not tie.last_confirmed:
            return closeness(tie)
        last = max(tie.last_confirmed, learnt.get(tie.target, ""))
        overdue = max((on - date.fromisoformat(last)).days - full, 0.0)
        return float(closeness(tie) * 2 ** (-overdue / used.half_life_days))
    return worth


def days_between_visits(snapshot: Snapshot, settings: Settings) -> float:
    """How many days may lie between two visits: by the customer's class."""
    visits = SCALES["customer_class"].by_code.get(snapshot.account.customer_class or "")
    return 30 / max((visits and visits.value) or settings.visits_a_month, 0.01)


def closeness(tie: Tie) -> float:
    """How much a KNOWS tie is worth when it is fresh, 0-1: the rung on the ladder of the personal relation, times its strength."""
    levels = len(SCALES["personal_level"].levels)
    return (int(tie.level) / levels if tie.level else 1.0) * strength_of(tie)


@dataclass(frozen=True)
class Cell:
    """How one of us knows one of theirs: the rung of the personal relation (1-5, None where not said), how much that is worth
    (0-1) and when it was last confirmed. A quarrel has a negative worth."""

    level: int | None
    closeness: float
    confirmed: str | None


@dataclass(frozen=True)
class Matrix:
    """Our people against theirs. `rows` are ours, whoever knows most of the decision first; `columns` theirs, the weightiest
    first; `cells` what lies between a row and a column.

    `reach` is the part of the decision that one of us alone would cover, `met` how well anybody of us covers one of theirs,
    `contacts` how many of us have a friendly tie there.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    reach: Mapping[str, float]
    met: Mapping[str, float]
    contacts: Mapping[str, int]


def matrix(snapshot: Snapshot, opportunity: str, weight: Mapping[str, float] | None = None, *, on: date | None = None,
           settings: Settings | None = None) -> Matrix:
    """Who of us knows whom of theirs in a deal. `weight` is everybody's share in the decision (equal where not given); negative
    shares count as none."""
    share = {person: max((weight or {}).get(person, 0.0 if weight else 1.0), 0.0) for person in snapshot.people}
    total = sum(share.values()) or 1.0
    cells: dict[tuple[str, str], Cell] = {}
    worth = kept(snapshot, on, settings)
    for tie in snapshot.ties.values():
        if tie.kind == "KNOWS" and (on is None or holds(tie, on)):
            cell = Cell(int(tie.level) if tie.level else None, worth(tie) * sign_of(tie), tie.last_confirmed)
            known = cells.get((tie.source, tie.target))
            cells[tie.source, tie.target] = cell if known is None or cell.closeness > known.closeness else known
    reach = {ours: sum(share[theirs] * max(cell.closeness, 0.0) for (one, theirs), cell in cells.items() if one == ours) / total
             for ours in snapshot.team}
    return Matrix(tuple(sorted(snapshot.team, key=lambda one: (-reach[one], one))),
                  tuple(sorted(snapshot.people, key=lambda one: (-share[one], one))), cells, reach,
                  coverage(snapshot, opportunity, on=on, settings=settings),
                  {theirs: sum(cell.closeness > 0 for (_, one), cell in cells.items() if one == theirs) for theirs in snapshot.people})
