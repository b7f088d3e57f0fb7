"""Who stands between groups: the five brokerage roles of Gould and Fernandez."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from graph.model.text import Text


@dataclass(frozen=True)
class Role:
    """One role of a go-between; `pattern` gives the groups of asker, go-between and asked."""

    key: str
    name: Text
    pattern: str
    meaning: Text


ROLES: dict[str, Role] = {r.key: r for r in (
    Role("coordinator", Text("Coordinator", "协调者"), "A A A",
         Text("Connects two colleagues of his own group.", "在自己部门内部牵线。")),
    Role("consultant", Text("Consultant", "外来调解人"), "A B A",
         Text("Connects two people of another group.", "替别的部门内部的两个人牵线。")),
    Role("gatekeeper", Text("Gatekeeper", "守门人"), "A B B",
         Text("An outsider turns to him, and he turns to a colleague: the way into his group.",
              "外人找他，他再找本部门的人：进入该部门要经过他。")),
    Role("representative", Text("Representative", "代言人"), "A A B",
         Text("A colleague turns to him, and he turns to an outsider: he speaks for his group.",
              "本部门的人找他，他再找外人：他代表部门对外说话。")),
    Role("liaison", Text("Liaison", "联络人"), "A B C",
         Text("Connects two groups, belonging to neither.", "在两个部门之间牵线，自己不属于其中任何一个。")),
)}


def brokerage_roles(layer: nx.DiGraph, group_of: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """How often everybody stands between two others who have no direct tie, by role: who lets us in, who speaks out.

    Counts each open way a -> v -> c (a does not name c) once for v, by the groups of the three: coordinator AAA,
    consultant ABA, gatekeeper ABB, representative AAB, liaison ABC. Whole numbers from 0. A way with somebody whose
    group is not known is not counted. Gould & Fernandez 1989, Sociological Methodology 19:89-126.
    """
    roles = {v: dict.fromkeys(ROLES, 0) for v in sorted(layer, key=str)}
    for v, counts in roles.items():
        for a in layer.predecessors(v):
            for c in layer.successors(v):
                groups = [group_of.get(person) for person in (a, v, c)]
                if len({a, v, c}) == 3 and all(groups) and not layer.has_edge(a, c):
                    counts[_role(*groups)] += 1
    return roles


def _role(asker: str | None, between: str | None, asked: str | None) -> str:
    if asker == asked:
        return "coordinator" if between == asker else "consultant"
    if between == asked:
        return "gatekeeper"
    return "representative" if between == asker else "liaison"
