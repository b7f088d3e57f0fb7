"""The gates of a deal, and how often it comes through all of them.

What people think hangs together, so the gates do too: the chance to pass all is counted case by case, never multiplied from the
chances of each. Veto players: Tsebelis (2002).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.compliance import STEP_OF
from graph.analysis.flow import ACTS, AWARD, VETO, actors, approvals, blockers, vetoed
from graph.analysis.ways import centralised
from graph.model import SCALES, Text, Tie

APART = 0.15
"""The forecast and the gates are both said where their chances are so far apart."""


@dataclass(frozen=True)
class Gate:
    """One thing that must go well. `people` act there (the weightiest first); `passes` says for each random case whether it does,
    `strict` and `lax` the same when a little more, or less, is needed."""

    key: str
    name: Text
    people: tuple[str, ...]
    passes: np.ndarray
    strict: np.ndarray
    lax: np.ndarray

    @property
    def chance(self) -> float:
        """How often this gate alone is passed."""
        return float(self.passes.mean())


@dataclass(frozen=True)
class Flow:
    """The gates that are still ahead, in their order, and the steps at which nobody is known to act."""

    gates: tuple[Gate, ...]
    nobody: tuple[str, ...]

    @cached_property
    def all(self) -> tuple[float, float, float]:
        """How often every gate is passed: as set, when more is needed, when less is."""
        def together(cases: list[np.ndarray]) -> float:
            return float(np.all(cases, axis=0).mean())
        return together([g.passes for g in self.gates]), together([g.strict for g in self.gates]), together([g.lax for g in self.gates])

    @property
    def multiplied(self) -> float:
        """What multiplying the chances would say: wrong wherever gates depend on the same people."""
        return float(np.prod([g.chance for g in self.gates]))

    @cached_property
    def stops(self) -> dict[str, float]:
        """Gate to how often it is the first that is not passed."""
        failed = ~np.array([g.passes for g in self.gates])
        first = np.where(failed.any(axis=0), failed.argmax(axis=0), -1)
        return {g.key: float((first == k).mean()) for k, g in enumerate(self.gates)}


def flow(analysis: Analysis) -> Flow:
    """The buying steps from the present one on, the approvals before the contract, and whoever can stop it at any step; computed once
    for an analysis."""
    if "flow" not in analysis.known:
        analysis.known["flow"] = _flow(analysis)
    found: Flow = analysis.known["flow"]
    return found


def all_passed(analysis: Analysis) -> float | None:
    """How often every gate is passed; None where nobody is known to act at any step ahead."""
    found = flow(analysis)
    return found.all[0] if any(gate.key in ACTS for gate in found.gates) else None


def _flow(analysis: Analysis) -> Flow:
    deal = analysis.snapshot.opportunity(analysis.opportunity)
    codes, acting, step = list(ACTS), actors(analysis), deal.buying_step or STEP_OF.get(deal.stage or "")
    ahead = codes[codes.index(step):] if step in codes else codes
    steps = {code: _step(analysis, code, acting[code]) for code in ahead if acting[code]}
    given = [_approval(analysis, tie, passes[1:]) for tie, passes in approvals(analysis).items()]
    who, through = blockers(analysis), ~vetoed(analysis)[1:]
    veto = [Gate(VETO, Text("a blocker's veto", "破坏者的否决"), who, *(through,) * 3)] if who else []
    before = [g for code, g in steps.items() if code <= AWARD]
    return Flow((*before, *given, *(g for code, g in steps.items() if code > AWARD), *veto), tuple(c for c in ahead if not acting[c]))


def _step(analysis: Analysis, code: str, acting: dict[str, tuple[str, ...]]) -> Gate:
    """A step is passed when those who act there are for us in the end, by the decision rule of the deal. Each counts by the weight on the
    card, else by the roles that act there."""
    settings, rule = analysis.model.settings, analysis.snapshot.opportunity(analysis.opportunity).decision_rule
    deciders = {p: roles for p, roles in acting.items() if "DECIDER" in roles}
    who = deciders if rule == "BOSS" and deciders else acting
    given = {p: analysis.positions[p].weight for p in who}
    weight = np.array([max(sum(SCALES["role"].value(r) for r in roles) if (own := given[p]) is None else own, 0.01) for p, roles in who.items()])
    views = analysis.views[1:, [analysis.people_at[p] for p in who]]
    needed = settings.silence_from if code == AWARD and deciders and centralised(analysis) else settings.gate_from
    name = Text("step {n} “{name}”", "第 {n} 步“{name}”").format(n=code, name=SCALES["buying_step"][code].name)
    people = tuple(p for _, p in sorted(zip(-weight, who, strict=True)))
    return Gate(code, name, people, *(_passes(views, weight, needed + more, rule) for more in (0.0, settings.gate_slack, -settings.gate_slack)))


def _passes(views: np.ndarray, weight: np.ndarray, needed: float, rule: str | None) -> np.ndarray:
    if rule in ("VETO", "CONSENSUS"):
        return np.asarray(views.min(axis=1) >= needed)
    if rule == "MAJORITY":
        return np.asarray((views >= needed) @ weight > weight.sum() / 2)
    return np.asarray(views @ weight / weight.sum() >= needed)


def _approval(analysis: Analysis, tie: Tie, passes: np.ndarray) -> Gate:
    who = (tie.source,) if tie.source in analysis.people_at else ()
    return Gate(tie.id, Text("approval by {who}", "{who}的审批").format(who=analysis.snapshot.called(tie.source)), who, *(passes,) * 3)
