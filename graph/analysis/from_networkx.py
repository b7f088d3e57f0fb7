"""The questions asked of a network that somebody else made: any NetworkX graph becomes an account.

    from graph.analysis.catalogue import ask
    from graph.analysis.from_networkx import analysis_of

    print(ask(analysis_of(network, kind="ADVICE"), "who_decides").sentence.en)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import networkx as nx

from graph.analysis.account import Analysis, analyse
from graph.errors import InvalidRecord
from graph.model import (
    DEFAULTS,
    Account,
    Department,
    Faction,
    Opportunity,
    Person,
    Position,
    Record,
    Settings,
    Snapshot,
    Tie,
    position_id,
)
from graph.model.validate import check_whole, clean_fields

ACCOUNT, DEAL = "account", "deal"
NAMED: Mapping[str, type[Department] | type[Faction]] = {"department": Department, "faction": Faction}


def analysis_of(network: nx.Graph, *, kind: str = "OTHER", settings: Settings = DEFAULTS, today: date | None = None) -> Analysis:
    """The analysis of a network: what `catalogue.ask` takes. See `snapshot_of` for what its attributes mean."""
    return analyse(snapshot_of(network, kind=kind), settings=settings, today=today)


def snapshot_of(network: nx.Graph, *, kind: str = "OTHER") -> Snapshot:
    """An account of one deal whose people are the nodes.

    Node attributes with the names of fields of `Person` and `Position` are taken (`title`, `level`, `attitude`, `roles`, ...),
    `department` and `faction` as names; others are left alone. An edge is a tie of its `kind` (else of the one given: "ADVICE" when
    people ask, "LISTENS_TO" when they listen, "CONTACT" for mail and meetings; "OTHER" says nothing of authority). Its `strength`,
    or `weight`, becomes one of (0, 1] by dividing by the largest there is when that is above 1; below 0 it opposes. Raises
    `InvalidRecord` that names the node or edge.
    """
    records: list[Record] = [Account(ACCOUNT, name=str(network.graph.get("name") or "Network")), Opportunity(DEAL, name="Decision")]
    ids: dict[str, Any] = {}
    for node, data in network.nodes(data=True):
        if ids.setdefault(str(node), node) != node:
            raise InvalidRecord(f"Two nodes are called “{node}”; give them different names.", f"有两个节点都叫“{node}”，请取不同的名称。")
        records += _person(str(node), data)
    largest = max([1.0, *(abs(_weight(data, f"edge {a} - {b}")) for a, b, data in network.edges(data=True))])
    for n, (source, target, data) in enumerate(network.edges(data=True)):
        if source != target:
            records.append(_tie(f"tie{n}", str(source), str(target), data, kind, largest, directed=network.is_directed()))
    held: dict[str, dict[str, Record]] = {}
    for record in records:
        held.setdefault(record.type(), {})[record.id] = record
    return Snapshot(ACCOUNT, 1, 1, held)


def _person(id: str, data: Mapping[str, Any]) -> list[Record]:
    made: list[Record] = [_record(Person, id, {"name": id} | {k: v for k, v in data.items() if k in Person.specs()}
                                  | ({"department": str(data["department"])} if data.get("department") else {}), f"node {id}")]
    said = {k: v for k, v in data.items() if k in Position.specs() and k not in Person.specs()}
    if said:
        made.append(_record(Position, position_id(DEAL, id), {**said, "opportunity": DEAL, "person": id}, f"node {id}"))
    for field, cls in NAMED.items():
        if data.get(field):
            made.append(cls(str(data[field]), name=str(data[field])))
    if data.get("faction"):
        made.append(Tie(f"faction-{id}", kind="IN_FACTION", source=id, target=str(data["faction"])))
    return made


def _tie(id: str, source: str, target: str, data: Mapping[str, Any], kind: str, largest: float, *, directed: bool) -> Record:
    weight = _weight(data, f"edge {source} - {target}")
    known = {k: v for k, v in data.items() if k in Tie.specs() and k not in ("strength", "sign")}
    sign = {"sign": -1} if weight < 0 or data.get("sign") == -1 else {}
    return _record(Tie, id, {"kind": kind, "directed": directed, **known, **sign, "strength": abs(weight) / largest,
                             "source": source, "target": target}, f"edge {source} - {target}")


def _weight(data: Mapping[str, Any], where: str) -> float:
    given = data.get("strength", data.get("weight"))
    try:
        return 1.0 if given is None else float(given)
    except (TypeError, ValueError):
        raise InvalidRecord(f"{where}: the weight {given!r} is not a number.", f"{where}：权重 {given!r} 不是数字。") from None


def _record(cls: type[Record], id: str, fields: dict[str, Any], where: str) -> Record:
    try:
        fields = clean_fields(cls.type(), fields)
        check_whole(cls.type(), fields)
    except InvalidRecord as error:
        raise InvalidRecord(f"{where}: {error}", f"{where}：{error.zh}") from None
    return cls.of(id, {k: v for k, v in fields.items() if v is not None})
