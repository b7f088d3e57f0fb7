"""Along whom an introduction travels: from one of us to somebody we know, and on to whoever listens to that person.

Each step has a chance; a way is as likely as all its steps together, so the best way is the shortest when the length of a step is
-ln(chance). Chances as lengths would find the worst way. People search succeeds through few, willing steps (Dodds, Muhamad and
Watts 2003), so ways are kept short.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf, log, prod
from typing import TYPE_CHECKING

import numpy as np

from graph.analysis.chance import keys, normal, pair_keys
from graph.analysis.ranges import Range, between
from graph.model import SCALES, Settings, Text
from graph.network import holds, strength_of

if TYPE_CHECKING:
    from graph.analysis.account import Analysis

NAMELESS = "?"
"""The start of the id of the contact whom a declared coverage stands for, where nobody of us is named."""


@dataclass(frozen=True)
class Step:
    """One person brings us on to another: with which chance, and which kind of tie says so ("" where only coverage does)."""

    chance: float
    kind: str


@dataclass(frozen=True)
class Route:
    """A way from one of us (the first of `people`) to somebody of theirs (the last)."""

    people: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def chance(self) -> float:
        """The chance that every step succeeds."""
        return prod(step.chance for step in self.steps)

    @property
    def between(self) -> tuple[str, ...]:
        """Everybody who has to help: one of us, then theirs."""
        return self.people[:-1]


@dataclass(frozen=True)
class Access:
    """All steps of an account: `steps[a][b]` is how a can bring us on to b; a is one of us (`ours`) or of theirs. Whoever is `closed` is
    met only openly, and so is asked to introduce us to nobody."""

    ours: tuple[str, ...]
    steps: Mapping[str, Mapping[str, Step]]
    settings: Settings
    closed: frozenset[str] = frozenset()

    @cached_property
    def into(self) -> dict[str, dict[str, Step]]:
        """The same steps by whom they lead to."""
        found: dict[str, dict[str, Step]] = {}
        for a, onward in self.steps.items():
            for b, step in onward.items():
                found.setdefault(b, {})[a] = step
        return found

    def routes(self, target: str, *, without: Collection[str] = (), direct: bool = True, even_closed: bool = False) -> Iterator[Route]:
        """Ways to `target` in at most `introduce_steps` steps, the likeliest first, nobody twice on one.

        None goes through anybody of `without`, nor through the closed (but for `even_closed`, to name a way that we do not take); with
        `direct=False` none begins with one of us who knows the target. Exact: a search ordered by the way so far plus the least that
        can still follow.
        """
        least = self._least(target, {*without, *(() if even_closed else self.closed)})
        most = len(least) - 1
        queue: list[tuple[float, float, tuple[str, ...]]] = [
            (least[most][one], 0.0, (one,)) for one in self.ours
            if one in least[most] and one not in without and (direct or target not in self.steps[one])]
        heapq.heapify(queue)
        while queue:
            _, gone, path = heapq.heappop(queue)
            if path[-1] == target:
                yield Route(path, tuple(self.steps[a][b] for a, b in pairwise(path)))
                continue
            left = most - len(path)
            for b, step in self.steps.get(path[-1], {}).items():
                if left < 0 or b not in least[left] or b in path:
                    continue
                so_far = gone + length(step.chance, self.settings)
                heapq.heappush(queue, (so_far + least[left][b], so_far, (*path, b)))

    def _least(self, target: str, without: set[str]) -> list[dict[str, float]]:
        """For each number of steps: the least length from everybody who can come to the target in so many."""
        found = [{target: 0.0}]
        for _ in range(self.settings.introduce_steps):
            last, new = found[-1], dict(found[-1])
            for b, rest in last.items():
                for a, step in self.into.get(b, {}).items():
                    if a not in without and (way := rest + length(step.chance, self.settings)) < new.get(a, inf):
                        new[a] = way
            found.append(new)
        return found

    def chances(self, routes: list[Route]) -> np.ndarray:
        """draws x routes: every step's chance within its doubt, the same for all routes that share it; row 0 as recorded."""
        pairs = sorted({pair for route in routes for pair in pairwise(route.people)})
        if not pairs:
            return np.ones((self.settings.draws + 1, len(routes)))
        from_keys, to_keys = (keys([pair[end] for pair in pairs]) for end in (0, 1))
        drawn = normal(pair_keys(from_keys, to_keys), range(self.settings.draws + 1), seed=self.settings.seed, what="step")
        drawn[0] = 0
        recorded = np.array([self.steps[a][b].chance for a, b in pairs])
        chance = np.minimum(recorded * np.exp(self.settings.tie_noise * drawn), self.settings.introduce_most)
        at = {pair: k for k, pair in enumerate(pairs)}
        return np.stack([chance[:, [at[pair] for pair in pairwise(r.people)]].prod(axis=1) for r in routes], axis=1)

    def ranges(self, routes: list[Route]) -> list[Range]:
        """The chance of each route with its range."""
        return between(self.chances(routes), self.settings.range_mass) if routes else []


def length(chance: float, settings: Settings) -> float:
    """A chance as a length to be added up; never 0, since no step is sure (`introduce_most`)."""
    return -log(max(min(chance, settings.introduce_most), 1e-9))


def access(analysis: Analysis) -> Access:
    """The steps of an account: who of us knows whom, who listens to whom times how willing the speaker is, who said he would
    introduce us. A seat without a name introduces nobody; negative ties carry nothing. The influence of those who are met only openly is
    noted, and not used."""
    snapshot, settings = analysis.snapshot, analysis.model.settings
    steps: dict[str, dict[str, Step]] = {}

    def add(a: str, b: str, chance: float, kind: str) -> None:
        chance = min(chance, settings.introduce_most)
        if a != b and chance > 0 and chance > (steps.get(a, {}).get(b) or Step(0.0, "")).chance:
            steps.setdefault(a, {})[b] = Step(chance, kind)

    ties = [tie for tie in snapshot.ties.values() if holds(tie, analysis.today)]
    known = analysis.contacts
    for person, by in known.items():
        for one, chance in by:
            add(one, person, chance, "KNOWS")
    willing = {person: willingness(analysis, person) for person in analysis.model.people}
    for tie in ties:
        if tie.kind == "VOUCHES":
            add(tie.target, tie.source, strength_of(tie), "VOUCHES")
            willing[tie.source] = max(willing[tie.source], strength_of(tie))
    for person, position in analysis.positions.items():
        if person not in known:
            add(f"{NAMELESS}{person}", person, SCALES["coverage"].value(position.coverage), "")
    ours = tuple(sorted(steps))
    factors = {"LISTENS_TO": settings.listen_declared, "ADVICE": settings.listen_advice, "REPORTS_TO": settings.listen_formal,
               "IN_CIRCLE": settings.listen_circle, "CLOSE": settings.listen_close}
    for kind, factor in factors.items():
        if kind in analysis.layers:
            for a, b, strength in analysis.layers[kind].edges(data="strength"):
                speaker, listener = (a, b) if kind == "IN_CIRCLE" else (b, a)
                add(speaker, listener, factor * strength * willing[speaker], kind)
    for tie in ties:
        if tie.kind == "WILL_INTRODUCE":
            add(tie.source, tie.target, settings.introduce_declared if tie.strength is None else tie.strength, tie.kind)
    for person, who in snapshot.people.items():
        if who.placeholder:
            steps.pop(person, None)
    return Access(ours, steps, settings, analysis.openly)


def willingness(analysis: Analysis, person: str) -> float:
    """How readily somebody speaks for us, 0-1, by the attitude: an advocate always, an opponent never."""
    x, even = SCALES["attitude"].value(analysis.positions[person].attitude), analysis.model.settings.willing_even
    return even + (1 - even) * x if x > 0 else even * (1 + x)


def our_name(analysis: Analysis, ours: str) -> Text:
    """The name of one of us, or that nobody of us is named."""
    return Text("one of us", "我方某人") if ours.startswith(NAMELESS) else analysis.snapshot.called(ours)


def called_all(analysis: Analysis, route: Route, *, with_chances: bool = True) -> Text:
    """A route as a line of names, each step with its chance."""
    named = our_name(analysis, route.people[0])
    for person, step in zip(route.people[1:], route.steps, strict=True):
        points, name = 5 * round(20 * step.chance), analysis.snapshot.called(person)
        named = Text(f"{named.en} → {name.en}" + (f" ({points} %)" if with_chances else ""),
                     f"{named.zh} → {name.zh}" + (f"（{points} %）" if with_chances else ""))
    return named
