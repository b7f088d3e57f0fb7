"""What a contact does to the outcome: what it wins with one person, less what it costs with those who see it.

A conversation moves an attitude by a step, so it is worth c times the step (linear; Friedkin and Johnsen 2011). Whoever is openly
against that person takes it amiss, by how hostile the tie is and how visible the contact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.analysis.account import Analysis
from graph.model import SCALES, Tie
from graph.network import holds, strength_of


@dataclass(frozen=True)
class Contacts:
    """For each person in the model's order, draws x people: `share` (c), and `net`, what being seen in a conversation does to the
    outcome. `hostile`[j, i] is how openly j is against i, 0-1. Row 0 is the account as recorded."""

    share: np.ndarray
    net: np.ndarray
    hostile: sparse.csr_array

    @property
    def costs(self) -> np.ndarray:
        """For each person the chance that a contact does more harm than good."""
        draws = slice(1, None) if len(self.net) > 1 else slice(None)
        return np.asarray(((self.net[draws] < 0) | (self.share[draws] < 0)).mean(axis=0))


def contacts(analysis: Analysis) -> Contacts:
    """The effect of a contact with each person: T_i = c_i step - sum_j c_j cost h_ji visible."""
    settings, share, hostile = analysis.model.settings, analysis.shares.draws.shares, hostility(analysis)
    amiss = settings.seen_cost * settings.seen_chance * np.asarray((hostile.T @ share.T).T)
    return Contacts(share, settings.visit_step * share - amiss, hostile)


def hostility(analysis: Analysis) -> sparse.csr_array:
    """people x people: how openly the one in the row is against the one in the column, 0-1: by the strongest negative tie, or as members
    of hostile camps, the more so the closer both are to the cores."""
    at, found = analysis.people_at, dict[tuple[int, int], float]()

    def add(a: str, b: str, strength: float) -> None:
        pair = (at[a], at[b])
        found[pair] = max(strength, found.get(pair, 0.0))

    for a, b, tie in analysis.network.edges(data=True):
        if tie["sign"] < 0:
            for one, other in ((a, b), (b, a))[:1 if tie["directed"] else 2]:
                add(one, other, tie["strength"])
    for a, b, strength in between_camps(analysis):
        add(a, b, strength)
    rows, columns = zip(*found, strict=True) if found else ((), ())
    return sparse.csr_array((list(found.values()), (rows, columns)), shape=(len(at), len(at)), dtype=float)


def between_camps(analysis: Analysis) -> Iterator[tuple[str, str, float]]:
    """Who is against whom as members of hostile camps, either way, and how much, 0-1: the more the closer both are to the cores."""
    camps = members(analysis)
    for hostile in hostile_camps(analysis):
        for a, near in camps.get(hostile.source, {}).items():
            for b, close in camps.get(hostile.target, {}).items():
                for one, other in ((a, b), (b, a)):
                    yield one, other, strength_of(hostile) * near * close


def hostile_camps(analysis: Analysis) -> list[Tie]:
    """The hostility between camps on the day."""
    return [tie for tie in analysis.snapshot.ties.values() if tie.kind == "HOSTILE" and holds(tie, analysis.today)]


def members(analysis: Analysis) -> dict[str, dict[str, float]]:
    """Faction to those who belong to it on the day, with how close each is to its core, 0-1. Nobody belongs to two."""
    found: dict[str, dict[str, float]] = {}
    for tie in analysis.snapshot.ties.values():
        if tie.kind == "IN_FACTION" and analysis.snapshot.faction_of.get(tie.source) == tie.target and holds(tie, analysis.today):
            found.setdefault(tie.target, {})[tie.source] = SCALES["closeness"].value(tie.level)
    return found


def camps_at_odds(analysis: Analysis, foe: str, person: str) -> tuple[str, str] | None:
    """The camps of a foe and of the person, where these alone make the foe one; None where the foe is against the person himself."""
    network, camp = analysis.network, analysis.snapshot.faction_of
    own = [*(network.get_edge_data(foe, person) or {}).values(), *(t for t in (network.get_edge_data(person, foe) or {}).values() if not t["directed"])]
    return None if any(tie["sign"] < 0 for tie in own) else (camp[foe], camp[person])
