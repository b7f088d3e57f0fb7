"""What a contact does to the outcome: what it wins with one person, less what it costs with those who see it.

A conversation moves an attitude by a step, so it is worth c times the step (linear; Friedkin and Johnsen 2011). Whoever is openly
against that person takes it amiss, by how hostile the tie is and how visible the contact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph.analysis.account import Analysis


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
    """people x people: how openly the one in the row is against the one in the column, 0-1, by the strongest negative tie."""
    at, found = analysis.people_at, dict[tuple[int, int], float]()
    for a, b, tie in analysis.network.edges(data=True):
        if tie["sign"] < 0:
            for pair in ((at[a], at[b]), (at[b], at[a]))[:1 if tie["directed"] else 2]:
                found[pair] = max(tie["strength"], found.get(pair, 0.0))
    rows, columns = zip(*found, strict=True) if found else ((), ())
    return sparse.csr_array((list(found.values()), (rows, columns)), shape=(len(at), len(at)), dtype=float)
