"""Is the reported sales stage honest? What the stage asks for, and what the map shows of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.decision import roles_of
from graph.analysis.finding import NOTHING, Finding, Table, about, spread
from graph.analysis.flow import VETO
from graph.analysis.missing import attitudes_known, too_few
from graph.analysis.question import Question
from graph.analysis.ranges import Range, between
from graph.model import SCALES, Person, Text

QUESTION = Question(
    "stage", 23, "knowledge", Text("Is the reported stage honest?", "上报的阶段属实吗？"),
    Text("Every sales stage asks for things that the map can show: who was met, who is for us, how much of the decision that is. The stage "
         "that the map supports is the last one for which these, and those of all stages before, are there. The range follows from the doubt "
         "about attitudes and shares.",
         "每个销售阶段都有图上可以核对的要求：见过谁、谁支持我们、占多少决策。地图支持的阶段，是该阶段及之前各阶段的要求都满足的最后一个。区间来自态度和份额的不确定性。"),
    "Stages and percentages of key-account training (七阶段, 天龙八部); the rules are ours",
    Text("The percentages of the stages are a trainer's rule of thumb: put your own record in their place. What nobody wrote down is missing here.",
         "各阶段的百分比是培训经验值，应换成自己的历史数据。没有记录的事在这里视为没有。"))


@dataclass(frozen=True)
class Seen:
    """What the rules look at: shares and attitudes (draws x people; shares are 0 where nobody can be said to weigh, unknown attitudes
    nan), coverage, who is known by name, and who has which roles; all in the order of the model's people."""

    shares: np.ndarray
    attitude: np.ndarray
    met: np.ndarray
    named: np.ndarray
    roles: tuple[tuple[str, ...], ...]
    covered_from: float
    share_from: float

    def holders(self, *roles: str) -> np.ndarray:
        """Who has one of these roles."""
        return np.array([bool(set(roles) & set(mine)) for mine in self.roles], dtype=bool)

    def carried(self, who: np.ndarray) -> np.ndarray:
        """Draw by draw, whether these people carry more than the settings' share of the decision."""
        return np.asarray((self.shares * who).sum(axis=1) > self.share_from)

    def anybody(self, yes: np.ndarray) -> np.ndarray:
        """Draw by draw, whether it is true of anybody (draws x people)."""
        return np.asarray(yes.any(axis=1))

    def always(self, yes: object) -> np.ndarray:
        """The same for every draw."""
        return np.full(len(self.shares), bool(yes))


@dataclass(frozen=True)
class Rule:
    """What a stage asks for; `kept` says so draw by draw."""

    stage: str
    needs: Text
    kept: Callable[[Seen], np.ndarray]


SIGNED = SCALES["sales_stage"].levels[-1].code
FOR_US = (SCALES["attitude"].value("B") + SCALES["attitude"].value("C+")) / 2
"""From here somebody counts as a supporter: nearer to B than to the level below."""
BRIEF = SCALES["coverage"].value("1")
RULES = (
    Rule("F", Text("somebody there is known well", "有熟悉的联系人"), lambda s: s.always((s.met >= s.covered_from).any())),
    Rule("E", Text("somebody supports us", "有人支持我们"), lambda s: s.anybody(s.attitude >= FOR_US)),
    Rule("D", Text("whoever sets the standard has been met", "见过制定标准的人"), lambda s: s.always((s.met[s.holders("AWARDER")] >= BRIEF).any())),
    Rule("C", Text("the decider is known by name and role", "知道拍板者的姓名与角色"), lambda s: s.always((s.holders("DECIDER") & s.named).any())),
    Rule("C", Text("the attitudes behind half of the decision are known", "已知占一半决策的人的态度"), lambda s: s.carried(~np.isnan(s.attitude))),
    Rule("B", Text("the economic buyer is known well", "熟悉拍板的人"), lambda s: s.always((s.met[s.holders("DECIDER")] >= s.covered_from).any())),
    Rule("B", Text("supporters carry more than half of the decision", "支持者占决策一半以上"), lambda s: s.carried(s.attitude >= FOR_US)),
    Rule("A", Text("the decider supports us", "拍板的人支持我们"), lambda s: s.anybody(s.attitude[:, s.holders("DECIDER")] >= FOR_US)),
    Rule("A", Text("whoever pays has been met", "见过付钱的人"), lambda s: s.always((s.met[s.holders("PAYER")] >= BRIEF).any())),
    Rule("A", Text("no declared blocker is against us", "没有反对我们的破坏者"), lambda s: ~s.anybody(s.attitude[:, s.holders(VETO)] < 0)))
"""What can be seen of a stage on the map. G asks for nothing; S is a signature, which no map shows."""


def answer(analysis: Analysis) -> Finding:
    """The stage that the map supports, beside the reported one."""
    snapshot, settings = analysis.snapshot, analysis.model.settings
    if few := too_few(QUESTION, analysis):
        return few
    seen, stages = _seen(analysis), [level.code for level in SCALES["sales_stage"].levels]
    claimed = snapshot.opportunity(analysis.opportunity).stage
    if claimed is None and not seen.met.any() and not any(seen.roles) and np.isnan(seen.attitude).all():
        return QUESTION.silent(Text("No stage is reported, and nothing is known here that would show one.", "没有上报阶段，也没有可供判断的信息。"),
                               Text("The sales stage of the deal; attitudes, roles and whom we have met.", "商机的销售阶段；态度、角色和见过的人。"))
    kept = {rule: rule.kept(seen) for rule in RULES}
    reached = np.zeros(len(seen.shares), dtype=int)
    going = np.ones(len(seen.shares), dtype=bool)
    for k, code in enumerate(stages[1:-1], start=1):
        for rule, holds_ in kept.items():
            if rule.stage == code:
                going &= holds_
        reached[going] = k
    percent = np.array([SCALES["sales_stage"].value(code) for code in stages])
    number = between(percent[reached][:, None], settings.range_mass)[0]
    supported = stages[reached[0]]
    failed = [rule for rule in RULES if not kept[rule][0]]
    last = stages.index(claimed) if claimed in stages else None
    gap = None if last is None else last - int(reached[0])
    honest = float((reached[1:] >= last).mean()) if last is not None and len(reached) > 1 else 1.0
    sure = honest >= settings.sure_from or honest <= 1 - settings.sure_from
    status = "" if gap is None or claimed == SIGNED else "green" if gap <= 0 else "amber" if gap == 1 else "red"
    lit = _whom(analysis, seen, failed[:1])
    return QUESTION.says(
        _sentence(claimed, supported, number, failed, gap, sure=sure), number, people=lit, sure=sure, status=status,
        facts=_facts(analysis, failed, claimed), would_change=Text("The next thing to show: {what}.", "下一件要做到的事：{what}。").format(what=failed[0].needs) if failed else NOTHING,
        next_step=(step := _next(status, supported, failed)), at_desk=step, table=Table((Text("Stage", "阶段"), Text("Asks for", "要求"), Text("On the map", "图上")), tuple(
            (_stage(rule.stage, in_table=True), rule.needs, Text("yes", "有") if kept[rule][0] else Text("no", "无")) for rule in RULES)))


def _seen(analysis: Analysis) -> Seen:
    model, known = analysis.model, attitudes_known(analysis)
    shares = np.clip(analysis.shares.draws.shares, 0, None) * model.basis.tells
    total = shares.sum(axis=1, keepdims=True)
    return Seen(np.divide(shares, total, out=np.zeros_like(shares), where=total > 0),
                np.where([p in known for p in model.people], analysis.attitudes, np.nan),
                np.array([analysis.met[p] for p in model.people]), np.array([known_by_name(analysis.snapshot.people[p]) for p in model.people]), tuple(roles_of(analysis.positions[p]) for p in model.people),
                model.settings.covered_from, model.settings.stage_share_from)


def known_by_name(who: Person) -> bool:
    """Whether somebody has a name of his own: neither a seat still without one nor one that is called by its title."""
    titles = {(title or "").strip().casefold() for title in (who.title, who.title_alt)}
    return not who.placeholder and who.name.strip().casefold() not in titles


def _sentence(claimed: str | None, supported: str, number: Range, failed: list[Rule], gap: int | None, *, sure: bool) -> Text:
    told = Text("{stage}, {share}{range}", "{stage}，{share}{range}").format(
        stage=_stage(supported), share=about(number.value),
        range=Text(" ({range})", "（{range}）").format(range=spread(number)) if number.high - number.low >= 0.025 else NOTHING)
    lacks = Text(" Missing: {what}.", "缺少：{what}。").format(what=failed[0].needs) if failed else NOTHING
    if claimed is None:
        words = Text("No stage is reported. The map supports {told}.{lacks}", "没有上报阶段。地图支持 {told}。{lacks}")
    elif claimed == SIGNED:
        words = Text("Reported as signed: that is for the contract to show. The map supports {told}.", "上报为已签约：以合同为准。地图支持 {told}。")
    elif gap == 0:
        words = (Text("The reported stage holds: the map supports {told}.", "上报的阶段属实：地图支持 {told}。") if sure else
                 Text("The reported stage holds as recorded, but not surely: the map supports {told}.", "按记录，上报的阶段属实，但不确定：地图支持 {told}。"))
    elif (gap or 0) < 0:
        words = Text("Reported: {reported}. The map would bear more: {told}.", "上报：{reported}。地图可以支持更高：{told}。")
    else:
        words = Text("Reported: {reported}. The map supports only {told}.{lacks}", "上报：{reported}。地图只支持 {told}。{lacks}")
    reported = Text("{stage}, {share}", "{stage}，{share}").format(
        stage=_stage(claimed), share=about(SCALES["sales_stage"].value(claimed))) if claimed in SCALES["sales_stage"].by_code else NOTHING
    return words.format(reported=reported, told=told, lacks=lacks)


def _next(status: str, supported: str, failed: list[Rule]) -> Text:
    if status in ("red", "amber"):
        return Text("Report {stage} until this is there: {what}.", "在做到之前按{stage}上报：{what}。").format(stage=_stage(supported), what=failed[0].needs)
    return Text("For the next stage: {what}.", "进入下一阶段需要：{what}。").format(what=failed[0].needs) if failed else NOTHING


def _facts(analysis: Analysis, failed: list[Rule], claimed: str | None) -> tuple[Text, ...]:
    stages = [level.code for level in SCALES["sales_stage"].levels]
    last = stages.index(claimed) if claimed in stages else len(stages)
    lacking = [rule for rule in failed if stages.index(rule.stage) <= last]
    facts = [Text("Not on the map, but asked for at {stage}: {what}.", "图上没有、{stage}要求的：{what}。").format(stage=_stage(rule.stage), what=rule.needs) for rule in lacking[:3]]
    if attitudes_known(analysis) and analysis.model.basis.tells:
        facts.append(Text("By the views alone it falls our way in {win} of the simulated cases.", "仅按各人看法，模拟情形中有{win}对我方有利。").format(win=about(analysis.outcome.win)))
    return tuple(facts)


def _whom(analysis: Analysis, seen: Seen, failed: list[Rule]) -> tuple[str, ...]:
    """Who is behind the first thing that is missing: the decider where one is known, else those who weigh most."""
    people = analysis.model.people
    held = [p for p, yes in zip(people, seen.holders("DECIDER"), strict=True) if yes]
    if failed and failed[0].stage == "D":
        held = [p for p, yes in zip(people, seen.holders("AWARDER"), strict=True) if yes]
    return tuple((held or [people[i] for i in analysis.shares.ranked()])[:3])


def _stage(code: str, *, in_table: bool = False) -> Text:
    name = SCALES["sales_stage"][code].name
    return Text(f"{code} ({name.en})", f"{code}（{name.zh}）") if in_table else Text(f"stage {code} ({name.en})", f"{code} 阶段（{name.zh}）")
