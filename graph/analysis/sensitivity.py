"""What the answer hangs on: the judgements behind it, one by one halved and doubled.

None of the settings is measured. This says which of them are worth an argument: those that move the outcome, or put somebody else
first. What only widens ranges (doubt, noise, draws) leaves the outcome where it is and is not among them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from graph.analysis.account import Analysis
from graph.analysis.decision import decision_model
from graph.analysis.finding import called, names, signed
from graph.analysis.outcome import outcome
from graph.analysis.ranges import decision_shares, small_circle
from graph.model import SETTINGS, Text

MOVING = ("listening", "people", "ties_only")
"""The headings of the settings that the outcome and the shares are made of."""
LEAST = 0.005
"""A change of the outcome below this is shown as no change."""


@dataclass(frozen=True)
class Case:
    """The answer with one setting at `value`: the outcome (-1 to +1), who carries most of the decision (None where nobody can be
    named) and the small circle."""

    value: float
    outcome: float
    first: str | None
    circle: frozenset[str]


@dataclass(frozen=True)
class Effect:
    """What one setting does to the answer, halved and doubled as far as its range allows."""

    name: str
    now: Case
    halved: Case
    doubled: Case

    @property
    def size(self) -> float:
        """The larger of the two changes of the outcome."""
        return max(abs(case.outcome - self.now.outcome) for case in (self.halved, self.doubled))

    @property
    def changes(self) -> bool:
        """Whether anything in the answer changes so much that it can be seen."""
        return self.size >= LEAST or any((c.first, c.circle) != (self.now.first, self.now.circle) for c in (self.halved, self.doubled))


def sensitivity(analysis: Analysis) -> tuple[Effect, ...]:
    """The settings that change the answer, the largest effect first; computed once for an analysis."""
    if "sensitivity" not in analysis.known:
        analysis.known["sensitivity"] = _effects(analysis) if analysis.snapshot.people else ()
    found: tuple[Effect, ...] = analysis.known["sensitivity"]
    return found


def _effects(analysis: Analysis) -> tuple[Effect, ...]:
    settings = analysis.model.settings
    now = _case(analysis, "circle_share", settings.circle_share)
    effects = []
    for name in [*(name for name, spec in SETTINGS.items() if spec.group in MOVING), "circle_share"]:
        value, spec = getattr(settings, name), SETTINGS[name]
        halved, doubled = (_case(analysis, name, min(max(times * value, spec.low), spec.high)) for times in (0.5, 2))
        effects.append(Effect(name, replace(now, value=value), halved, doubled))
    return tuple(sorted((e for e in effects if e.changes), key=lambda e: (-e.size, e.name)))


def _case(analysis: Analysis, name: str, value: float) -> Case:
    changed: dict[str, Any] = {name: value, "draws": 1}  # the outcome as recorded needs no draws
    settings = replace(analysis.model.settings, **changed)
    model = decision_model(analysis.snapshot, analysis.network, opportunity=analysis.opportunity, settings=settings, today=analysis.today)
    shares, tells = decision_shares(model), model.basis.tells
    return Case(value, outcome(model, shares).number.value, shares.people[shares.ranked()[0]] if tells else None,
                frozenset(small_circle(shares, settings.circle_share)) if tells else frozenset())


def in_words(analysis: Analysis) -> Text:
    """What the answer hangs on most, and whether anybody else could be first, in two sentences."""
    effects = sensitivity(analysis)
    if not analysis.snapshot.people:
        return Text("There is nobody in the account yet.", "此客户中还没有人员。")
    if not effects or effects[0].size < LEAST:
        start = Text("No judgement moves the outcome by as much as 0.01, halved or doubled.", "无论减半还是加倍，没有一项判断能使结果变动达到 0.01。")
    else:
        most = effects[0]
        start = Text("The answer hangs most on “{what}”: halved, the outcome goes from {now} to {half}; doubled, to {double}.",
                     "结论最取决于“{what}”：减半时结果从 {now} 变为 {half}，加倍时变为 {double}。").format(
            what=SETTINGS[most.name].meaning, now=signed(most.now.outcome), half=signed(most.halved.outcome), double=signed(most.doubled.outcome))
    end = _first(analysis, effects)
    return Text(f"{start.en} {end.en}", f"{start.zh}{end.zh}")


def _first(analysis: Analysis, effects: tuple[Effect, ...]) -> Text:
    """Who else could be first."""
    if not analysis.model.basis.tells:
        return Text("Nobody can be named as the first yet.", "目前还不能指出谁居首位。")
    moved = [(e, how, case.first) for e in effects
             for how, case in ((Text("halved", "减半"), e.halved), (Text("doubled", "加倍"), e.doubled)) if case.first not in (None, e.now.first)]
    if not moved:
        return Text("Nobody else becomes first under any of them: it stays {who}.", "在任何一种情况下，居首位的都不会换人：仍是{who}。").format(
            who=called(analysis.snapshot, analysis.shares.people[analysis.shares.ranked()[0]]))
    effect, how, _who = moved[0]
    others = list(dict.fromkeys(str(who) for _effect, _how, who in moved))
    return Text("But {who} can become first, as when “{what}” is {how}.", "但居首位的可能换成{who}，例如“{what}”{how}时。").format(
        who=names(analysis.snapshot, others), what=SETTINGS[effect.name].meaning, how=how)
