"""Measures of a layer from the server's own Graph Data Science, where it has that plugin; it is never needed.

The layer becomes a graph in the server's memory with exactly the ties given, so that the measures are those of
graph/analysis/centrality.py, and is dropped again whatever happens. Nothing is written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import neo4j
from neo4j.exceptions import ClientError

from graph.model import new_id

Values = dict[str, float]

LONGEST_SECONDS = 30.0  # for one statement: a page must not wait for ever; the plugin may notice ten seconds later
DIGITS = 10             # what several threads add up differs behind it, and equal people must come out equal

INSTALLED = "RETURN gds.version()"
PROJECT = ("UNWIND $rows AS row MATCH (s:Person {account: $account, id: row[0]}) USING INDEX SEEK s:Person(account, id) "
           "OPTIONAL MATCH (t:Person {account: $account, id: row[1]}) USING INDEX SEEK t:Person(account, id) "
           "WITH gds.graph.project($name, s, t, {relationshipType: row[2], relationshipProperties: {strength: row[3], distance: row[4]}}, "
           "{undirectedRelationshipTypes: ['EITHER']}) AS made RETURN made.nodeCount")
DROP = "CALL gds.graph.drop($name, false) YIELD graphName"
PAGERANK = ("CALL gds.pageRank.stream($name, {relationshipTypes: ['TIE'], relationshipWeightProperty: 'strength', dampingFactor: 0.85, "
            "maxIterations: 500, tolerance: 1e-12, concurrency: 1}) YIELD nodeId, score RETURN gds.util.asNode(nodeId).id, score")
BETWEENNESS = ("CALL gds.betweenness.stream($name, {relationshipTypes: ['TIE'], relationshipWeightProperty: $weight}) "
               "YIELD nodeId, score RETURN gds.util.asNode(nodeId).id, score")
LOUVAIN = ("CALL gds.louvain.stream($name, {relationshipTypes: ['EITHER'], relationshipWeightProperty: 'strength', concurrency: 1}) "
           "YIELD nodeId, communityId RETURN gds.util.asNode(nodeId).id, communityId")
"""With one thread: the groups come out the same every time, and much sooner than with several."""


class DataScience:
    """The Graph Data Science of the server that `session` opens sessions with, if it has it."""

    def __init__(self, session: Callable[[], neo4j.Session]) -> None:
        self._session = session
        self._installed: bool | None = None

    def measures(self, account: str, people: Sequence[str],
                 ties: Sequence[tuple[str, str, float, int]]) -> Mapping[str, Mapping[str, float]] | None:
        """As in the contract of `GraphStore`; None as well when the server could not do it, for whatever reason."""
        if self._installed is False or not people:
            return None
        name = f"powermap-{new_id()}"
        try:
            # statements of their own, not a transaction: all go to the same member of a cluster, and one that fails
            # leaves the next, which drops the graph, unharmed
            with self._session() as session:
                if not self._there(session):
                    return None
                try:
                    _run(session, PROJECT, name=name, account=account, rows=_rows(people, ties))
                    return _measured(session, name, people, weighted=len({tie[3] for tie in ties}) > 1)
                finally:
                    _run(session, DROP, name=name)
        except Exception as error:  # it is only ever a help: what fails here is computed elsewhere
            logging.getLogger(__name__).info("Graph Data Science could not rank a layer: %s", error)
            return None

    def _there(self, session: neo4j.Session) -> bool:
        if self._installed is None:
            try:
                _run(session, INSTALLED)
                self._installed = True
            except ClientError:
                self._installed = False
        return self._installed


def _rows(people: Sequence[str], ties: Sequence[tuple[str, str, float, int]]) -> list[list[Any]]:
    """Every person alone, every tie, and every pair with a tie in either direction: of two the stronger counts."""
    pairs: dict[tuple[str, str], float] = {}
    for source, target, strength, _distance in ties:
        pair = (min(source, target), max(source, target))
        pairs[pair] = max(strength, pairs.get(pair, 0.0))
    return [*([person, None, "TIE", 1.0, 1.0] for person in people),
            *([source, target, "TIE", strength, float(distance)] for source, target, strength, distance in ties),
            *([a, b, "EITHER", strength, 1.0] for (a, b), strength in pairs.items())]


def _measured(session: neo4j.Session, name: str, people: Sequence[str], *, weighted: bool) -> dict[str, Values]:
    """Raises `KeyError` when somebody is missing because he was deleted meanwhile."""
    standing, between, groups = (
        {person: value for person, value in _run(session, statement, name=name, weight="distance" if weighted else None)}
        for statement in (PAGERANK, BETWEENNESS, LOUVAIN))
    whole = sum(standing.values())                          # it gives 1 - damping to everybody, we share out 1 among all
    pairs = max((len(people) - 1) * (len(people) - 2), 1)   # it counts pairs of others, we say which share of them
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups[p] for p in people))}
    return {"pagerank": {p: _rounded(standing[p] / whole) for p in people},
            "betweenness": {p: _rounded(between[p] / pairs) for p in people},
            "community": {p: float(numbers[groups[p]]) for p in people}}


def _run(session: neo4j.Session, statement: str, **values: Any) -> list[Any]:
    return list(session.run(neo4j.Query(statement, timeout=LONGEST_SECONDS), values))  # type: ignore[arg-type]


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
