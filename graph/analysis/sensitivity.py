"""What the answer hangs on: the judgements behind it, one by one halved and doubled.

None of them is measured: neither the settings nor what a role weighs, how open a party is and what an unknown attitude is taken for.
This says which of them are worth an argument: those that move the outcome, or put somebody else first. What only widens ranges
(doubt, noise, draws) leaves the outcome where it is and is not among them. The known attitudes are the units of the outcome; the rungs
of ties (circles, closeness) move with the settings of their layer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.analysis.account import Analysis
from graph.analysis.decision import decision_model, party_of, roles_of
from graph.analysis.finding import called, names, signed
from graph.analysis.outcome import attitude_draws, outcome
from graph.analysis.ranges import decision_shares, small_circle
from graph.model import SCALES, SETTINGS, Settings, Text

MOVING = ("listening", "people", "ties_only")
"""The headings of the settings that the outcome and the shares are made of."""
SCALED = {
    "role": (0.0, 10.0, Text("weight of a role: {level}", "角色的权重：{level}")),
    "party": (0.0, 0.95, Text("openness to others of a party: {level}", "角色阵营受他人影响的程度：{level}")),
    "attitude": (-1.0, 1.0, Text("what an attitude counts that nobody knows", "无人了解的态度按多少计"))}
"""The scales whose numbers the outcome and the shares are made of, with the range that a number can have."""
LEAST = 0.005
"""A change of the outcome below this is shown as no change."""


@dataclass(frozen=True)
class Judgement:
    """A number that is a judgement: a setting by its name, or a level of a scale as "scale:code"; what it means, its value and range."""

    name: str
    what: Text
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Case:
    """The answer with one judgement at `value`: the outcome (-1 to +1), who carries most of the decision (None where nobody can be
    named) and the small circle."""

    value: float
    outcome: float
    first: str | None
    circle: frozenset[str]


@dataclass(frozen=True)
class Effect:
    """What one judgement does to the answer, halved and doubled as far as its range allows."""

    judgement: Judgement
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

    def cut(self, case: Case) -> bool:
        """Whether the range of the judgement ends before it is halved or doubled."""
        return case.value != (0.5 if case is self.halved else 2) * self.judgement.value


def sensitivity(analysis: Analysis) -> tuple[Effect, ...]:
    """The judgements that change the answer, the largest effect first; computed once for an analysis."""
    if "sensitivity" not in analysis.known:
        analysis.known["sensitivity"] = _effects(analysis) if analysis.snapshot.people else ()
    found: tuple[Effect, ...] = analysis.known["sensitivity"]
    return found


def tried(analysis: Analysis) -> tuple[Judgement, ...]:
    """The judgements that the answer can hang on: the settings that make it up, and the levels of scales that somebody here has."""
    settings = analysis.model.settings
    named = [*(name for name, spec in SETTINGS.items() if spec.group in MOVING), "circle_share"]
    return (*(Judgement(name, SETTINGS[name].meaning, getattr(settings, name), SETTINGS[name].low, SETTINGS[name].high) for name in named),
            *(Judgement(f"{key}:{code}", meaning.format(level=SCALES[key][code].name), SCALES[key].value(code), low, high)
              for key, (low, high, meaning) in SCALED.items() for code in sorted(_used(analysis, key)) if SCALES[key].value(code)))


def _used(analysis: Analysis, key: str) -> set[str]:
    """The levels of a scale that somebody has; of attitudes the unknown one."""
    positions = analysis.positions
    if key == "role":
        return {role for position in positions.values() for role in roles_of(position)}
    if key == "party":
        return {party for person in positions if (party := party_of(analysis.snapshot, person))}
    unknown = SCALES[key].default
    return {unknown} & {position.attitude or unknown for position in positions.values()}


def _effects(analysis: Analysis) -> tuple[Effect, ...]:
    now = _case(analysis, 0.0, {})
    effects = []
    for one in tried(analysis):
        halved, doubled = (_case(analysis, value, {one.name: value}) for times in (0.5, 2) for value in [min(max(times * one.value, one.low), one.high)])
        effects.append(Effect(one, replace(now, value=one.value), halved, doubled))
    return tuple(sorted((e for e in effects if e.changes), key=lambda e: (-e.size, e.judgement.name)))


def _case(analysis: Analysis, value: float, changed: Mapping[str, float]) -> Case:
    new: dict[str, Any] = {name: number for name, number in changed.items() if name in SETTINGS}
    settings: Settings = replace(analysis.model.settings, **new, draws=1)  # the outcome as recorded needs no draws
    scales = dict(SCALES)
    for name in changed.keys() - new.keys():
        key, code = name.split(":")
        scales[key] = replace(scales[key], levels=tuple(replace(v, value=changed[name]) if v.code == code else v for v in scales[key].levels))
    model = decision_model(analysis.snapshot, analysis.network, opportunity=analysis.opportunity, settings=settings, today=analysis.today, scales=scales)
    shares, tells = decision_shares(model), model.basis.tells
    return Case(value, outcome(model, shares, attitude_draws(model)).number.value, shares.people[shares.ranked()[0]] if tells else None,
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
        start = Text("The answer hangs most on “{what}”: {half}, the outcome goes from {now} to {low}; {double}, to {high}.",
                     "结论最取决于“{what}”：{half}时结果从 {now} 变为 {low}，{double}时变为 {high}。").format(
            what=most.judgement.what, now=signed(most.now.outcome), half=_how(most, most.halved), low=signed(most.halved.outcome),
            double=_how(most, most.doubled), high=signed(most.doubled.outcome))
    end = _first(analysis, effects)
    return Text(f"{start.en} {end.en}", f"{start.zh}{end.zh}")


def _how(effect: Effect, case: Case) -> Text:
    """How far a judgement was moved: "halved", "doubled", or to where its range ends."""
    if effect.cut(case):
        return Text("at {x}", "为 {x} ").format(x=f"{case.value:g}")
    return Text("halved", "减半") if case is effect.halved else Text("doubled", "加倍")


def _turns(effects: tuple[Effect, ...]) -> Iterator[tuple[Effect, Case]]:
    """The cases in which somebody else comes first."""
    return ((e, case) for e in effects for case in (e.halved, e.doubled) if case.first not in (None, e.now.first))


def _first(analysis: Analysis, effects: tuple[Effect, ...]) -> Text:
    """Who else could be first."""
    if not analysis.model.basis.tells:
        return Text("Nobody can be named as the first yet.", "目前还不能指出谁居首位。")
    moved = list(_turns(effects))
    if not moved:
        return Text("Nobody else becomes first under any of the {n} judgements tried, one at a time: it stays {who}.",
                    "逐一试过 {n} 项判断，居首位的都不会换人：仍是{who}。").format(n=len(tried(analysis)),
            who=called(analysis.snapshot, analysis.shares.people[analysis.shares.ranked()[0]]))
    effect, case = moved[0]
    others = list(dict.fromkeys(str(case.first) for _effect, case in moved))
    return Text("But {who} can become first, as when “{what}” is {how}.", "但居首位的可能换成{who}，例如“{what}”{how}时。").format(
        who=names(analysis.snapshot, others), what=effect.judgement.what, how=_how(effect, case))
