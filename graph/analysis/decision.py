"""The decision model of an account: who weighs how much, who is how open, who listens to whom.

Everything that the findings say comes from these four: p, s, W and the attitudes x.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import networkx as nx
import numpy as np
from scipy import sparse

from graph.model import DEFAULTS, SCALES, Position, Scale, Settings, Snapshot
from graph.network import LISTENING_ORDER, layer, layers

Scales = Mapping[str, Scale]

ROLE_OF_BUYER = {"ECONOMIC": "DECIDER", "TECHNICAL": "AWARDER", "USER": "USER", "FINANCE": "PAYER"}
"""The purchase role whose weight a buyer type has when no roles are given."""


@dataclass(frozen=True)
class Basis:
    """What the answer rests on: "roles", "listening" (ties alone), "structure" (ties that show no authority),
    "rank" (formal levels alone) or "nothing". `layer` is the one layer used when ties are all there is."""

    code: str
    layer: str = ""

    @property
    def alone(self) -> bool:
        """Whether ties are all that the answer rests on."""
        return self.code in ("listening", "structure")

    @property
    def tells(self) -> bool:
        """Whether this basis can name a decider at all."""
        return self.code in ("roles", "listening", "rank")


@dataclass(frozen=True)
class DecisionModel:
    """n people in the order of their ids.

    `listening` is n x n, signed and not yet normalised: row i holds how much i listens to each j. `power` sums
    to 1. `openness` in [0, 1): 0 = listens to nobody. `attitude` in [-1, 1] and `doubt` (its sd).
    """

    people: tuple[str, ...]
    listening: sparse.csr_array
    power: np.ndarray
    openness: np.ndarray
    attitude: np.ndarray
    doubt: np.ndarray
    basis: Basis
    settings: Settings = DEFAULTS

    def __len__(self) -> int:
        return len(self.people)


def decision_model(snapshot: Snapshot, network: nx.MultiDiGraph, *, opportunity: str | None = None,
                   settings: Settings = DEFAULTS, today: date | None = None, scales: Scales = SCALES) -> DecisionModel:
    """The model of one deal. Where nobody has a role it falls back on ties alone, then on rank, and says so. `scales` with other
    numbers give other weights to roles, openness to parties and worth to attitudes; ties keep theirs."""
    people = tuple(sorted(snapshot.people))
    deal = snapshot.opportunity(opportunity).id
    positions = [snapshot.position(deal, person) for person in people]
    day = today or date.today()
    basis = _basis(snapshot, network, positions, settings, scales)
    alone = basis.alone
    ties = _one_layer(network, basis.layer) if alone else _composite(snapshot, network, settings)
    index = {person: i for i, person in enumerate(people)}
    entries = sorted(ties.items())
    matrix = sparse.csr_array(
        ([w for _, w in entries], ([index[a] for (a, _), _ in entries], [index[b] for (_, b), _ in entries])),
        shape=(len(people), len(people)), dtype=float) if entries else sparse.csr_array((len(people),) * 2)
    openness = np.array([_openness(snapshot, person, position, settings, scales, alone=alone)
                         for person, position in zip(people, positions, strict=True)])
    return DecisionModel(
        people, matrix, _power(snapshot, positions, basis, matrix, settings, scales), openness,
        np.array([scales["attitude"].value(p.attitude) for p in positions]),
        np.array([attitude_doubt(p, day, settings, reliability(snapshot, p.person)) for p in positions]),
        basis, settings)


def listened_power(heard: np.ndarray, listening: sparse.csr_array, settings: Settings = DEFAULTS) -> np.ndarray:
    """p where only ties are known, not yet summing to 1: a power (default the square root) of how much each is `heard` (people along
    the last axis), with a part of an ordinary tie on top: that nobody is seen to listen to somebody does not make him weigh nothing."""
    ordinary = float(abs(listening.data).mean()) if listening.nnz else 1.0
    return np.asarray((heard + settings.ties_only_base * ordinary) ** settings.ties_only_power)


def attitude_doubt(position: Position, today: date, settings: Settings = DEFAULTS, reliability: float = 1.0) -> float:
    """How unsure an attitude is (sd, 0-0.6): by evidence, wider with age: sd^2 = sd0^2 + 0.6^2 (1 - 2^(-t/tau))."""
    if position.attitude in (None, "U"):
        return settings.unknown_sd
    start = SCALES["evidence"].value(position.evidence)
    if (position.evidence or SCALES["evidence"].default) == "SAID":
        start /= reliability
    age = max((today - date.fromisoformat(position.attitude_date)).days, 0) if position.attitude_date else 0
    grown = settings.unknown_sd**2 * (1 - 2 ** (-age / settings.half_life_days))
    return float(min(np.hypot(start, np.sqrt(grown)), settings.unknown_sd))


def party_of(snapshot: Snapshot, person: str) -> str | None:
    """The departmental party of a person: declared, else that of the department's function."""
    who = snapshot.people[person]
    if who.party:
        return who.party
    department = snapshot.departments.get(who.department or "")
    function = department.function if department else None
    return str(SCALES["department_function"][function].extra["party"]) if function else None


def roles_of(position: Position) -> tuple[str, ...]:
    """Somebody's purchase roles; where none are given, the one that the buyer type stands for."""
    return position.roles or tuple(r for r in [ROLE_OF_BUYER.get(position.buyer_type or "")] if r)


def _basis(snapshot: Snapshot, network: nx.MultiDiGraph, positions: list[Position], settings: Settings, scales: Scales) -> Basis:
    known = sum(_role_weight(p, scales) for p in positions)
    found = layers(network)
    if known >= settings.roles_from:
        return Basis("roles")
    for name in LISTENING_ORDER:
        if name in found:
            return Basis("listening", name)
    if len({p.level for p in snapshot.people.values()} - {None}) > 1:
        return Basis("rank")
    shown = [name for name, kind in found.items() if kind in ("CLOSE", "OTHER", "CONTACT", "RECOGNISES", "OBEYS")]
    if shown:
        return Basis("structure", max(shown, key=lambda n: (found[n] != "CONTACT", layer(network, n).number_of_edges())))
    return Basis("nothing")


def _one_layer(network: nx.MultiDiGraph, name: str) -> dict[tuple[str, str], float]:
    return {(a, b): sign * strength for sign in (-1, 1)
            for a, b, strength in layer(network, name, sign=sign).edges(data="strength")}


def _composite(snapshot: Snapshot, network: nx.MultiDiGraph, settings: Settings) -> dict[tuple[str, str], float]:
    """W from all the layers that make somebody listen, by the named settings (domain.md 1.6)."""
    total: dict[tuple[str, str], float] = {}
    obeys = {(a, b): d["strength"] for a, b, d in network.edges(data=True) if d["kind"] == "OBEYS"}
    for name, kind in layers(network).items():
        if name != kind:
            continue
        for (a, b), strength in _one_layer(network, name).items():
            factor = {"LISTENS_TO": settings.listen_declared, "ADVICE": settings.listen_advice,
                      "REPORTS_TO": settings.listen_formal * obeys.get((a, b), 1.0),
                      "CLOSE": settings.listen_close * _bond(snapshot, a, b),
                      "RIVALS": settings.listen_rivalry, "IN_CIRCLE": settings.listen_circle}.get(kind, 0.0)
            pair = (b, a) if kind == "IN_CIRCLE" else (a, b)
            if factor:
                total[pair] = total.get(pair, 0.0) + factor * strength
    return total


def _bond(snapshot: Snapshot, a: str, b: str) -> float:
    """How much closeness counts: fully between two who share a faction, as ordinary friends else."""
    mine, theirs = snapshot.faction_of.get(a), snapshot.faction_of.get(b)
    return 1.0 if mine and mine == theirs else SCALES["closeness"].value("3")


def _openness(snapshot: Snapshot, person: str, position: Position, settings: Settings, scales: Scales, *, alone: bool) -> float:
    if position.susceptibility is not None:
        return min(position.susceptibility, 0.95)
    if alone:
        return settings.ties_only_susceptibility
    party = party_of(snapshot, person)
    base = scales["party"].value(party) if party else settings.susceptibility
    need = snapshot.people[person].personal_need
    base *= {"SAFETY": settings.need_safety, "BELONGING": settings.need_belonging}.get(need or "", 1.0)
    return min(base, 0.95)


def reliability(snapshot: Snapshot, person: str) -> float:
    """How far words of somebody's party can be relied on, 0-1."""
    party = party_of(snapshot, person)
    return float(str(SCALES["party"][party].extra.get("reliability", 1.0))) if party else 1.0


def _power(snapshot: Snapshot, positions: list[Position], basis: Basis, matrix: sparse.csr_array,
           settings: Settings, scales: Scales) -> np.ndarray:
    if basis.code == "roles":
        raw = np.array([_role_weight(p, scales) + (settings.role_base if p.weight is None else 0.0) for p in positions])
    elif basis.alone:
        raw = listened_power(np.asarray(abs(matrix).sum(axis=0)).ravel(), matrix, settings)
    elif basis.code == "rank":
        lowest = max(p.level or 0 for p in snapshot.people.values()) + 1
        raw = np.array([settings.level_step ** ((snapshot.people[p.person].level or lowest) - 1) for p in positions])
    else:
        raw = np.ones(len(positions))
    return raw / raw.sum() if raw.size and raw.sum() > 0 else np.full(raw.size, 1 / max(raw.size, 1))


def _role_weight(position: Position, scales: Scales) -> float:
    if position.weight is not None:
        return position.weight
    return sum(scales["role"].value(role) for role in roles_of(position))
