"""What is known of one account before any question is asked: the model, the shares, the outcome, the layers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from typing import Any, TypeVar

import networkx as nx
import numpy as np

from graph.analysis.access import Access, access
from graph.analysis.brands import opponents
from graph.analysis.centrality import Ranking, Values, centralities
from graph.analysis.compliance import openly
from graph.analysis.coverage import coverage, known_by
from graph.analysis.decision import DecisionModel, decision_model
from graph.analysis.engine import WORTH_FROM, ready, within_reach
from graph.analysis.in_database import Ranker, ranked
from graph.analysis.influence import final_views
from graph.analysis.outcome import Outcome, attitude_draws, outcome
from graph.analysis.ranges import Shares, decision_shares, small_circle
from graph.analysis.ways import Way, headline
from graph.model import Position, Settings, Snapshot, Text
from graph.network import layer, layers, to_network

T = TypeVar("T")
MOST_DECIDERS = 3  # more people of the same weight are a crowd


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
    def limits(self) -> Settings:
        """The settings by which the layers are measured: with lower limits while what large ones need is not there."""
        return within_reach(self.model.settings, max((len(g) for name, g in self.layers.items() if name not in self.rankings), default=0))

    @_once
    def centrality(self) -> dict[str, dict[str, Values]]:
        """Layer to person to measure to value."""
        return {name: centralities(single, settings=self.limits, ranking=self.rankings.get(name))
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
    def deciders(self) -> tuple[str, ...]:
        """Whose word weighs most on paper, or where there are no roles in effect: several where they weigh the same, none where nobody
        stands out or can be named."""
        if not self.model.basis.tells or not len(self.model):
            return ()
        weight = self.model.power if self.model.basis.code == "roles" else self.shares.draws.shares[0]
        most = np.flatnonzero(np.isclose(weight, weight.max()))
        return tuple(self.model.people[i] for i in most) if len(most) <= MOST_DECIDERS else ()

    @_once
    def decider(self) -> str | None:
        """The one whose word weighs most; None where there are several, or nobody can be named."""
        return self.deciders[0] if len(self.deciders) == 1 else None

    @_once
    def inside(self) -> Shares:
        """Whose view is how much of the decider's own view; only where there is a decider."""
        assert self.decider is not None
        return decision_shares(self.model, target=self.people_at[self.decider])

    @_once
    def outcome(self) -> Outcome:
        """How the decision would fall by the views and their weights alone; only where there are people."""
        return outcome(self.model, self.shares, self.attitudes)

    @_once
    def headline(self) -> Way:
        """How the deal would end by its own rule, whoever can stop it counted: what is said, kept and compared; only where there are
        people."""
        return headline(self)

    @_once
    def attitudes(self) -> np.ndarray:
        """draws x people attitudes, the same ones that the outcome rests on."""
        return attitude_draws(self.model)

    @_once
    def share_of(self) -> dict[str, float]:
        """Everybody's share in the decision, by person."""
        return {person: share.value for person, share in zip(self.shares.people, self.shares.share, strict=True)}

    @_once
    def met(self) -> dict[str, float]:
        """How well we know each person on the day, 0-1."""
        return coverage(self.snapshot, self.opportunity, on=self.today, settings=self.model.settings)

    @_once
    def contacts(self) -> dict[str, list[tuple[str, float]]]:
        """Person id to each of us who knows that person on the day, with how well, 0-1; the strongest first."""
        return known_by(self.snapshot, on=self.today, settings=self.model.settings)

    @_once
    def missing(self) -> tuple[str, ...]:
        """Whom we do not cover, the largest gap in the decision first; only people with a positive share."""
        gaps = {person: c * (1 - self.met[person]) for person, c in self.share_of.items()
                if c > 0 and self.met[person] < self.model.settings.covered_from}
        return tuple(sorted(gaps, key=lambda person: (-gaps[person], person)))

    @_once
    def access(self) -> Access:
        """Who can bring us on to whom."""
        return access(self)

    @_once
    def opponents(self) -> dict[str, Text]:
        """Who is no way for us to anybody, and why."""
        return opponents(self)

    @_once
    def openly(self) -> frozenset[str]:
        """Who is met only openly and on the matter, compliance asked first."""
        return openly(self)

    @_once
    def views(self) -> np.ndarray:
        """draws x people: what everybody thinks in the end, when all have talked."""
        return final_views(self.model, self.attitudes)

    @_once
    def known(self) -> dict[str, Any]:
        """Answers that have been given, by question."""
        return {}


def analyse(snapshot: Snapshot, *, opportunity: str | None = None, settings: Settings | None = None,
            today: date | None = None, ranker: Ranker | None = None) -> Analysis:
    """The analysis of one deal (the account's first one when not said) on a day (today), by the account's own settings when no
    others are given. `ranker` is a store's `measures`: it ranks large accounts where the store can, with the same results."""
    if len(snapshot.people) > WORTH_FROM:
        ready()  # begins what takes a moment; nobody waits for it here
    day = today or date.today()
    network = to_network(snapshot, on=day)
    model = decision_model(snapshot, network, opportunity=opportunity, settings=settings or snapshot.settings, today=day)
    return Analysis(snapshot, snapshot.opportunity(opportunity).id, network, model, decision_shares(model), day,
                    cache(ranker) if ranker else None)  # for the copies too, which a page makes when only places move
