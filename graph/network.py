"""A snapshot as a network: people are nodes, every tie between two people is an edge of its own layer."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import networkx as nx

from graph.model import KINDS, SCALES, Snapshot, Text, Tie

LISTENING_ORDER = ("LISTENS_TO", "ADVICE", "REPORTS_TO")
"""The layers that can say who is listened to, the most telling first."""


def to_network(snapshot: Snapshot, *, on: date | None = None) -> nx.MultiDiGraph:
    """The people and the ties between them, as they hold `on` a day (today when not said).

    Node ids are person ids, with `name`, `department`, `faction`, `level`. Edge keys are tie ids, with `kind`,
    `layer` (the tie's own label or its kind), `strength` in (0, 1], `sign` (+1, -1), `directed`, `period`.
    """
    day = on or date.today()
    network = nx.MultiDiGraph(account=snapshot.account_id, revision=snapshot.facts_revision)
    faction_of = snapshot.faction_of
    network.add_nodes_from(
        (id, {"name": p.name, "department": p.department, "faction": faction_of.get(id), "level": p.level})
        for id, p in sorted(snapshot.people.items()))
    between = {code for code, kind in KINDS.items() if kind.between_people}
    network.add_edges_from(
        (t.source, t.target, t.id, {
            "kind": t.kind, "layer": t.label or t.kind, "strength": strength_of(t), "sign": sign_of(t),
            "directed": t.directed if t.directed is not None else KINDS[t.kind].directed, "period": t.period})
        for t in sorted(snapshot.ties.values(), key=lambda t: t.id)
        if t.kind in between and holds(t, day))
    return network


def holds(tie: Tie, day: date) -> bool:
    """Whether a tie has begun and is not over on a day."""
    return (tie.since or "") <= day.isoformat() <= (tie.until or "9")


def strength_of(tie: Tie) -> float:
    """How strong a tie is, in (0, 1]: its own number, else its level on the kind's scale (the scale's
    default when it has none), else 1."""
    if tie.strength is not None:
        return tie.strength
    scale = KINDS[tie.kind].scale
    level = tie.level or SCALES[scale].default if scale else ""
    if level and SCALES[scale][level].value is not None:
        return max(SCALES[scale].value(level), 0.01)
    return 1.0


def sign_of(tie: Tie) -> int:
    """+1 for a tie that supports, -1 for one that opposes."""
    return tie.sign if tie.sign is not None else KINDS[tie.kind].sign


def is_label(tie: Tie) -> bool:
    """Whether a tie is somebody's opinion that has to be confirmed again: belonging to a camp, hostility between camps, or one person
    against another. A quarrel with one of us is our own experience."""
    return tie.kind == "IN_FACTION" or (sign_of(tie) < 0 and (tie.kind == "HOSTILE" or KINDS[tie.kind].between_people))


def reporting_loop(snapshot: Snapshot, subordinate: str, boss: str, *, on: date | None = None) -> list[str]:
    """The people from `boss` up to `subordinate` when a new line between them would close a circle with those that hold
    `on` a day (today when not said), else []."""
    above: dict[str, list[str]] = {}
    day = on or date.today()
    for tie in snapshot.ties.values():
        if tie.kind == "REPORTS_TO" and holds(tie, day):
            above.setdefault(tie.source, []).append(tie.target)
    paths = [[boss]]
    seen = {boss}
    while paths:
        path = paths.pop()
        if path[-1] == subordinate:
            return path
        for person in above.get(path[-1], []):
            if person not in seen:
                seen.add(person)
                paths.append([*path, person])
    return []


def layers(network: nx.MultiDiGraph) -> dict[str, str]:
    """The layers that hold a tie: name to kind, in the order of the kinds, own names behind."""
    found = {data["layer"]: data["kind"] for _, _, data in network.edges(data=True)}
    order = list(KINDS)
    return dict(sorted(found.items(), key=lambda item: (item[0] != item[1], order.index(item[1]), item[0])))


def layer_name(layer: str) -> Text:
    """How a layer is called: by its kind, or by its own name in both languages."""
    return KINDS[layer].name if layer in KINDS else Text(layer, layer)


def last_period(network: nx.MultiDiGraph, layer: str) -> str | None:
    """The latest survey wave of a layer ("T10" after "T9"), None when its ties carry none."""
    return _latest(_ties(network, layer))


def layer(network: nx.MultiDiGraph, name: str, *, sign: int = 1) -> nx.DiGraph:
    """One layer alone: those of its people who have a tie in it, and the ties of one sign.

    Of several ties between the same two the strongest counts; an undirected tie goes both ways; of several
    survey waves the last one counts, beside the ties of no wave. Edges carry `strength`.
    """
    ties = _ties(network, name)
    period = _latest(ties)
    single = nx.DiGraph(layer=name)
    for source, target, data in ties:
        if data["sign"] != sign or (data["period"] or period) != period:
            continue
        for a, b in ((source, target), (target, source))[:1 if data["directed"] else 2]:
            strength = max(data["strength"], single.edges[a, b]["strength"] if single.has_edge(a, b) else 0.0)
            single.add_edge(a, b, strength=strength)
    return single


def _ties(network: nx.MultiDiGraph, layer: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [tie for tie in network.edges(data=True) if tie[2]["layer"] == layer]


def _latest(ties: list[tuple[str, str, dict[str, Any]]]) -> str | None:
    return max({data["period"] for _, _, data in ties if data["period"]}, key=_natural, default=None)


def _natural(period: str) -> list[tuple[int, int | str]]:
    return [(0, int(part)) if part.isdigit() else (1, part) for part in re.split(r"(\d+)", period) if part]
