"""Everything asked of one account at once: the model, the shares, the layers, the findings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from typing import Any, TypeVar

import networkx as nx

from graph.analysis.central import central
from graph.analysis.centrality import Ranking, Values, centralities, standing
from graph.analysis.decision import DecisionModel, decision_model
from graph.analysis.finding import Finding
from graph.analysis.hidden_rank import hidden_rank
from graph.analysis.in_database import Ranker, ranked
from graph.analysis.ranges import Shares, decision_shares, small_circle
from graph.analysis.uncovered import uncovered
from graph.analysis.unknowns import unknowns
from graph.analysis.who_decides import who_decides
from graph.analysis.who_moves import who_moves
from graph.model import DEFAULTS, Settings, Snapshot
from graph.network import layer, layers, to_network

T = TypeVar("T")


class _once(cached_property[T]):
    """What is computed when first asked for, once for an analysis and all that are `beside` it."""

    def __get__(self, analysis: Analysis | None, owner: type | None = None) -> T:  # type: ignore[override]
        return super().__get__(analysis and (analysis.first or analysis), owner)


@dataclass(frozen=True)
class Analysis:
    """The answers for one deal of one snapshot. Centralities and findings are computed when first asked for."""

    snapshot: Snapshot
    opportunity: str
    network: nx.MultiDiGraph
    model: DecisionModel
    shares: Shares
    ranker: Ranker | None = None
    first: Analysis | None = field(default=None, init=False, repr=False, compare=False)

    def beside(self, snapshot: Snapshot) -> Analysis:
        """The same analysis for another snapshot of the same facts, in which only places or views have moved."""
        copy = replace(self, snapshot=snapshot)
        object.__setattr__(copy, "first", self.first or self)
        return copy

    @_once
    def circle(self) -> tuple[str, ...]:
        """The small circle: the fewest people who carry half of the decision; empty where nobody can be named."""
        return small_circle(self.shares, self.model.settings.circle_share) if self.model.basis.tells else ()

    @_once
    def layers(self) -> dict[str, nx.DiGraph]:
        """Each layer alone, by name."""
        return {name: layer(self.network, name) for name in layers(self.network)}

    @_once
    def rankings(self) -> dict[str, Ranking]:
        """Layer to the measures that the store has computed; of accounts large enough, and where the store can."""
        if self.ranker is None or len(self.snapshot.people) < self.model.settings.rank_in_database:
            return {}
        return ranked(self.ranker, self.snapshot.account_id, self.layers)

    @_once
    def centrality(self) -> dict[str, dict[str, Values]]:
        """Layer to person to measure to value."""
        return {name: centralities(single, settings=self.model.settings, ranking=self.rankings.get(name))
                for name, single in self.layers.items()}

    @property
    def _baseline(self) -> list[str]:
        single = self.layers.get(self.model.basis.layer)
        ranks = standing(single) if single else {}
        return [person for person, rank in ranks.items() if rank == max(ranks.values())]

    @_once
    def answers(self) -> tuple[Finding, ...]:
        """The questions about the decision that can be asked of this account, each with its answer."""
        attitudes = {p: a for p in self.model.people
                     if (a := self.snapshot.position(self.opportunity, p).attitude) and a != "U"}
        answers = [
            who_decides(self.snapshot, self.model, self.shares, baseline=self._baseline,
                        roles=sum(bool(self.snapshot.position(self.opportunity, p).roles) for p in self.model.people)),
            hidden_rank(self.snapshot, self.model, self.shares),
            who_moves(self.snapshot, self.model, self.shares),
            uncovered(self.snapshot, self.model, self.shares, opportunity=self.opportunity),
            unknowns(self.snapshot, self.model, self.shares, attitudes)]
        return tuple(answer for answer in answers if answer)

    @_once
    def layer_answers(self) -> tuple[Finding, ...]:
        """Who stands out on each layer."""
        answers = (central(self.snapshot, self.network, single, self.centrality[name], ranking=self.rankings.get(name),
                           settings=self.model.settings) for name, single in self.layers.items())
        return tuple(answer for answer in answers if answer)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All answers: about the decision first, then layer by layer."""
        return self.answers + self.layer_answers


def analyse(snapshot: Snapshot, *, opportunity: str | None = None, settings: Settings = DEFAULTS,
            today: date | None = None, ranker: Ranker | None = None) -> Analysis:
    """The analysis of one deal (the account's first one when not said) on a day (today). `ranker` is a store's `measures`:
    it ranks large accounts where the store can, with the same results."""
    network = to_network(snapshot, on=today)
    model = decision_model(snapshot, network, opportunity=opportunity, settings=settings, today=today)
    return Analysis(snapshot, snapshot.opportunity(opportunity).id, network, model, decision_shares(model),
                    cache(ranker) if ranker else None)  # for the copies too, which a page makes when only places move


def as_json(analysis: Analysis) -> dict[str, Any]:
    """The analysis as plain data: `account`, `revision`, `people`, `small_circle`, `findings`."""
    snapshot, shares = analysis.snapshot, analysis.shares
    people = []
    for i in shares.ranked():
        id = shares.people[i]
        person = snapshot.people[id]
        department = snapshot.departments.get(person.department or "")
        faction = snapshot.factions.get(snapshot.faction_of.get(id, ""))
        people.append({
            "id": id, "name": person.name, "external_id": person.external_id,
            "department": department.name if department else None, "faction": faction.name if faction else None,
            "decision_share": vars(shares.share[i]), "rank": vars(shares.rank[i]),
            "centrality": {name: values[id] for name, values in analysis.centrality.items() if id in values}})
    return {
        "account": {"id": snapshot.account_id, "name": snapshot.account.name}, "revision": snapshot.revision,
        "opportunity": analysis.opportunity, "basis": vars(analysis.model.basis), "people": people,
        "small_circle": list(analysis.circle), "findings": [_finding(f) for f in analysis.findings]}


def _finding(finding: Finding) -> dict[str, Any]:
    return {"question": finding.question, "asks": finding.asks._asdict(), "sentence": finding.sentence._asdict(),
            "value": finding.value, "low": finding.low, "high": finding.high, "unit": finding.unit,
            "sure": finding.sure, "people": list(finding.people), "facts": [f._asdict() for f in finding.facts],
            "would_change": finding.would_change._asdict()}
