"""What is known of one account before any question is asked: the model, the shares, the outcome, the layers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from typing import Any, TypeVar

import networkx as nx

from graph.analysis.centrality import Ranking, Values, centralities
from graph.analysis.decision import DecisionModel, decision_model
from graph.analysis.in_database import Ranker, ranked
from graph.analysis.outcome import Outcome, outcome
from graph.analysis.ranges import Shares, decision_shares, small_circle
from graph.model import DEFAULTS, Position, Settings, Snapshot
from graph.network import layer, layers, to_network

T = TypeVar("T")


class _once(cached_property[T]):
    """What is computed when first asked for, once for an analysis and all that are `beside` it."""

    def __get__(self, analysis: Analysis | None, owner: type | None = None) -> T:  # type: ignore[override]
        return super().__get__(analysis and (analysis.first or analysis), owner)


@dataclass(frozen=True)
class Analysis:
    """What the questions rest on, for one deal of one snapshot, on one day. Most of it is computed when first asked for."""

    snapshot: Snapshot
    opportunity: str
    network: nx.MultiDiGraph
    model: DecisionModel
    shares: Shares
    today: date
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

    @_once
    def positions(self) -> dict[str, Position]:
        """Where everybody stands in the deal, by person."""
        return {person: self.snapshot.position(self.opportunity, person) for person in self.model.people}

    @_once
    def people_at(self) -> dict[str, int]:
        """Where everybody stands in the model's order."""
        return {person: i for i, person in enumerate(self.model.people)}

    @_once
    def decider(self) -> str | None:
        """Whose word weighs most on paper, or where there are no roles in effect; None where nobody can be named."""
        if not self.model.basis.tells or not len(self.model):
            return None
        roles = self.model.basis.code == "roles"
        return self.model.people[int(self.model.power.argmax()) if roles else self.shares.ranked()[0]]

    @_once
    def inside(self) -> Shares:
        """Whose view is how much of the decider's own view; only where there is a decider."""
        assert self.decider is not None
        return decision_shares(self.model, target=self.people_at[self.decider])

    @_once
    def outcome(self) -> Outcome:
        """How the decision would fall; only where there are people."""
        return outcome(self.model, self.shares)

    @_once
    def known(self) -> dict[str, Any]:
        """Answers that have been given, by question."""
        return {}


def analyse(snapshot: Snapshot, *, opportunity: str | None = None, settings: Settings = DEFAULTS,
            today: date | None = None, ranker: Ranker | None = None) -> Analysis:
    """The analysis of one deal (the account's first one when not said) on a day (today). `ranker` is a store's `measures`:
    it ranks large accounts where the store can, with the same results."""
    day = today or date.today()
    network = to_network(snapshot, on=day)
    model = decision_model(snapshot, network, opportunity=opportunity, settings=settings, today=day)
    return Analysis(snapshot, snapshot.opportunity(opportunity).id, network, model, decision_shares(model), day,
                    cache(ranker) if ranker else None)  # for the copies too, which a page makes when only places move
