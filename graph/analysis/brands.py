"""Through whom we had better not be introduced: whoever is heard with his own interest would make us a party to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import SCALES, Text
from graph.network import holds, sign_of

if TYPE_CHECKING:
    from graph.analysis.account import Analysis


def backers(analysis: Analysis) -> dict[str, str]:
    """Who supports which competitor on the day, by id."""
    return {tie.source: tie.target for tie in analysis.snapshot.ties.values() if tie.kind == "SUPPORTS_COMPETITOR" and holds(tie, analysis.today)}


def opponents(analysis: Analysis) -> dict[str, Text]:
    """Person id to why this person is no way for us to anybody: a declared opponent, or a supporter of a competitor."""
    snapshot, found = analysis.snapshot, {}
    for person, position in analysis.positions.items():
        if position.attitude and SCALES["attitude"].value(position.attitude) <= -analysis.model.settings.opponent_from:
            found[person] = Text("is against us", "反对我们")
    for person, rival in backers(analysis).items():
        found[person] = Text("supports {rival}", "支持{rival}").format(rival=snapshot.called(rival))
    return found


def brands(analysis: Analysis, target: str) -> dict[str, Text]:
    """Person id to why coming through this person would mark us in the eyes of `target`: opponents, rivals of the target, and
    members of factions hostile to the target's. The target is not among them."""
    snapshot, found = analysis.snapshot, dict(analysis.opponents)
    name = snapshot.called(target)
    for tie in snapshot.ties.values():
        ends = (tie.source, tie.target)
        against = tie.kind == "RIVALS" or (tie.kind in ("LISTENS_TO", "CLOSE") and sign_of(tie) < 0 and tie.source == target)
        if against and target in ends and holds(tie, analysis.today):
            other = tie.target if tie.source == target else tie.source
            found[other] = Text("is a rival of {name}", "是{name}的对头").format(name=name)
    mine = snapshot.faction_of.get(target)
    hostile = {f for tie in snapshot.ties.values() if tie.kind == "HOSTILE" and mine in (tie.source, tie.target)
               and holds(tie, analysis.today) for f in (tie.source, tie.target)} - {mine}
    for person, faction in snapshot.faction_of.items():
        if faction in hostile:
            found.setdefault(person, Text("belongs to {camp}, hostile to {name}'s camp", "属于{camp}，与{name}一派敌对").format(
                camp=snapshot.called(faction), name=name))
    found.pop(target, None)
    return found
