"""Who owns and who controls: shares through chains of firms, and the control that reaches further than the shares.

Sources: integrated ownership, Brioschi, Buzzacchi and Colombo (1989), for owners within a circle of holdings Baldone, Brioschi and
Paleari (1997); control by majority along chains, Romei, Ruggieri and
Turini (2015).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

Stakes = Mapping[tuple[str, str], float]
"""(owner, firm) -> share held directly, 0 to 1."""

MAJORITY = 0.5
"""More than this share of the votes is control."""


def firms(stakes: Stakes) -> list[str]:
    """Everybody who owns or is owned, in order of names."""
    return sorted({end for pair in stakes for end in pair})


def integrated(stakes: Stakes) -> dict[tuple[str, str], float]:
    """What each owner holds of each firm in the end, directly and through other firms: A (I - A)^-1.

    Holdings in a circle are counted to the end, but not what an owner would own through himself. Raises `ValueError` when firms own one another whole: then nobody outside
    owns anything of them.
    """
    names = firms(stakes)
    index = {name: i for i, name in enumerate(names)}
    direct = np.zeros((len(names), len(names)))
    for (owner, firm), share in stakes.items():
        direct[index[owner], index[firm]] = share
    try:
        whole = direct @ np.linalg.inv(np.eye(len(names)) - direct)
    except np.linalg.LinAlgError:
        raise ValueError("firms that own one another whole have no owner") from None
    whole /= 1 + np.diag(whole)[:, None]  # what comes back to the owner through a circle is not owned twice
    return {(a, b): float(whole[i, j]) for a, i in index.items() for b, j in index.items() if i != j and whole[i, j] > 1e-9}


def controlled(stakes: Stakes, owner: str, *, majority: float = MAJORITY) -> list[str]:
    """The firms that `owner` controls: those where the owner and the firms controlled so far hold more than `majority`."""
    found = {owner}
    while True:
        held: dict[str, float] = {}
        for (holder, firm), share in stakes.items():
            if holder in found and firm not in found:
                held[firm] = held.get(firm, 0.0) + share
        new = {firm for firm, share in held.items() if share > majority + 1e-12}
        if not new:
            return sorted(found - {owner})
        found |= new


def controller(stakes: Stakes, firm: str, *, majority: float = MAJORITY) -> str | None:
    """Who controls a firm in the end: the owner nobody controls; None when nobody does."""
    reach = {owner: controlled(stakes, owner, majority=majority) for owner in firms(stakes)}
    return next((owner for owner, held in reach.items() if firm in held and not any(owner in other for other in reach.values())), None)
