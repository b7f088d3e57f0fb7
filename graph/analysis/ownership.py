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
    """The firms that `owner` controls: those where the owner and the firms controlled so far hold more than `majority` of what a firm
    does not hold of itself."""
    found = {owner}
    while True:
        held: dict[str, float] = {}
        for (holder, firm), share in stakes.items():
            if holder in found and firm not in found:
                held[firm] = held.get(firm, 0.0) + share
        new = {firm for firm, share in held.items() if share > majority * (1 - stakes.get((firm, firm), 0.0)) + 1e-12}
        if not new:
            return sorted(found - {owner})
        found |= new


def votes(stakes: Stakes, firm: str) -> dict[str, float]:
    """Each direct owner's part of the votes in a firm. What the firm holds of itself, directly or through firms that it controls, does
    not vote, and the others' votes weigh as much more."""
    own = {firm, *controlled(stakes, firm)}
    held = {owner: share for (owner, one), share in stakes.items() if one == firm}
    voting = 1 - sum(share for owner, share in held.items() if owner in own)
    return {owner: 0.0 if owner in own or voting < 1e-9 else share / voting for owner, share in held.items()}


def controllers(stakes: Stakes, firm: str, *, majority: float = MAJORITY) -> dict[str, str]:
    """Who has the last word in the firm and in each of its direct owners: the owner whom nobody controls but those whom he controls in
    turn, and of several in such a circle whoever has most votes in the firm. A direct owner whom nobody controls has it himself; where
    nobody controls the firm, the firm is left out."""
    cast = votes(stakes, firm)
    voting = {**{pair: share for pair, share in stakes.items() if pair[1] != firm}, **{(owner, firm): part for owner, part in cast.items()}}
    reach = {owner: set(controlled(voting, owner, majority=majority)) for owner in firms(voting)}
    last = sorted((o for o in reach if all(above in reach[o] for above, held in reach.items() if o in held)), key=lambda o: (-cast.get(o, 0.0), o))
    return {one: top for one in (firm, *cast) if (top := next((o for o in last if one in reach[o] or one == o != firm), None))}
