"""What if? Attitudes change, somebody leaves, a tie is added, we side with a faction: how far the outcome moves.

Nothing is stored: a scenario is another snapshot, analysed with the same random numbers, so that the difference between the two is
the scenario's and not chance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from graph.analysis.account import Analysis, analyse
from graph.analysis.chance import keys, normal
from graph.analysis.decision import attitude_doubt, reliability
from graph.analysis.outcome import Outcome, attitude_draws
from graph.analysis.ranges import Range
from graph.analysis.sides import siding_draws
from graph.analysis.ways import headline
from graph.model import SCALES, Position, Record, Snapshot, Tie, position_id

OF_THE_SEAT = ("REPORTS_TO", "APPROVES", "CONTROLS_RESOURCE")
"""The ties that a successor inherits; all others go with the person."""


@dataclass(frozen=True)
class WhatIf:
    """A scenario: `attitudes` of people (codes of the scale), people who are `without` a seat any more, people who are `replaced` by
    somebody whom nobody knows, `ties` that are added, and the faction that we side with."""

    attitudes: Mapping[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    side: str | None = None

    def __bool__(self) -> bool:
        return bool(self.attitudes or self.without or self.replaced or self.ties or self.side)


@dataclass(frozen=True)
class Comparison:
    """The outcome before and after, by the rule of the deal; `change` is the difference draw by draw, `helps` the chance that it is for the better."""

    before: Outcome
    after: Outcome
    change: Range
    helps: float
    analysis: Analysis


def compare(analysis: Analysis, change: WhatIf) -> Comparison:
    """What a scenario does to the outcome. Raises `KeyError` for people who are not in the account."""
    settings = analysis.model.settings
    after = analyse(applied(analysis, change), opportunity=analysis.opportunity, settings=settings, today=analysis.today)
    attitudes = attitude_draws(after.model, new=change.replaced)
    if change.side:
        attitudes = attitudes + siding_draws(after, change.side)
    before, then = analysis.headline.outcome, headline(after, attitudes).outcome
    moved, helps = then.moved_from(before, settings.range_mass)
    return Comparison(before, then, moved, helps, after)


def if_said(analysis: Analysis, person: str, code: str) -> Outcome:
    """The outcome if this were somebody's attitude: that of `compare`, and quicker, because nothing else changes."""
    model, settings, at = analysis.model, analysis.model.settings, analysis.people_at[person]
    position = _says(analysis, person, code)
    attitude, doubt, drawn = model.attitude.copy(), model.doubt.copy(), analysis.attitudes.copy()
    attitude[at] = SCALES["attitude"].value(code)
    doubt[at] = attitude_doubt(position, analysis.today, settings, reliability(analysis.snapshot, person))
    luck = normal(keys([person]), range(settings.draws + 1), seed=settings.seed, what="attitude")[:, 0]
    drawn[:, at] = attitude[at] + doubt[at] * np.append(0, luck[1:])
    return headline(replace(analysis, model=replace(model, attitude=attitude, doubt=doubt)), drawn).outcome


def _says(analysis: Analysis, person: str, code: str) -> Position:
    """Somebody's position with an attitude said today."""
    position: Position = analysis.positions[person]
    return replace(position, attitude=code, attitude_date=analysis.today.isoformat(), evidence=position.evidence or "SAID")


def applied(analysis: Analysis, change: WhatIf) -> Snapshot:
    """The account as it would be. A new attitude counts as said today; whoever leaves takes ties and positions along. A successor
    has the seat, its roles and its formal ties, and no attitude, no friends and no rivals that we know of."""
    snapshot, gone = analysis.snapshot, set(change.without)
    people = {id: who for id, who in snapshot.people.items() if id not in gone}
    positions: dict[str, Record] = {id: p for id, p in snapshot.all("Position").items() if p.fields()["person"] not in gone}
    for person, code in change.attitudes.items():
        if person not in snapshot.people:
            raise KeyError(person)
        if person not in gone:
            positions[position_id(analysis.opportunity, person)] = _says(analysis, person, code)
    ties = {t.id: t for t in snapshot.ties.values() if t.kind in OF_THE_SEAT or not {t.source, t.target} & set(change.replaced)}
    ties = {t.id: t for t in (*ties.values(), *change.ties) if t.source not in gone and t.target not in gone}
    for person in change.replaced:
        who, seat = snapshot.people[person], analysis.positions[person]
        people[person] = replace(who, leadership_style=None, personal_need=None, patron_related=False, origin=None, tenure=None)
        positions[seat.id] = Position(seat.id, opportunity=seat.opportunity, person=person, attitude="U", roles=seat.roles,
                                      buyer_type=seat.buyer_type, weight=seat.weight)
    return replace(snapshot, records={**snapshot.records, "Person": people, "Position": positions, "Tie": ties})
