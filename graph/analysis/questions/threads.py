"""Are we single-threaded? How many contacts we really have, and whose leaving would cut us off from those who decide."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph.analysis.access import Route, called_all, our_name
from graph.analysis.account import Analysis
from graph.analysis.brands import brands
from graph.analysis.finding import NOTHING, Finding, Table, about, called, cases, listed
from graph.analysis.lines import reliability, separate_lines
from graph.analysis.missing import missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.ranges import Range, between
from graph.model import Text

QUESTION = Question(
    "threads", 8, "access", Text("Are we single-threaded?", "我们是不是单线联系？"),
    Text("Contacts are counted by how much of the decision each opens to us (one over the sum of squared shares), and for everybody in the small "
         "circle the separate lines that lead there from us, sharing nobody. A line is made of steps that are likely enough and goes through "
         "no opponent and nobody who is met only openly.",
         "按每个联系人为我们打开多少决策来折算联系人数（份额平方和的倒数）；并对小圈子里的每个人，数出从我方通向他的、互不共用任何人的独立路线。"
         "路线的每一步都须足够可能，且不经过反对者和只可公开接触的人。"),
    "Laakso & Taagepera 1979 for effective numbers; Menger 1927; Colbourn 1987; churn: Salesforce Research & LinkedIn 2017",
    Text("It counts lines on the map; how well they are kept it knows only of contacts with a date. A year's chance takes people as leaving "
         "independently, and nobody as replaced.",
         "数的是图上的路线；维护得好不好，只能从有日期的接触看出。一年的可能性假定各人独立离职，且无人接替。"))
_US = "<us>"
FEW = 2
"""Fewer contacts than this, as they count, are hardly more than one."""
AT_DESK = Text("No new line while the tender runs; prepare one for afterwards.", "招标期间不开新线；先为之后做准备。")


@dataclass(frozen=True)
class Lines:
    """The lines to one person: how many share nobody, whose leaving cuts them all, and the chance that one is left in a year. Where
    there is none, the likeliest way that is too weak for a line."""

    target: str
    count: int
    cut: tuple[str, ...]
    year: float
    weak: Route | None = None


def answer(analysis: Analysis) -> Finding:
    """Effective threads N = 1 / sum(q^2), q = c r / sum; separate lines to everybody in the small circle."""
    if cannot := missing(QUESTION, analysis):
        return cannot
    met = np.array([analysis.met[person] for person in analysis.model.people])
    contacts = int((met > 0).sum())
    if not contacts or not analysis.circle:
        return QUESTION.silent(Text("It is not said whom any of us knows, so no lines can be counted.", "尚未说明我方认识谁，无法数路线。"),
                               Text("Draw who of us knows whom, or fill in coverage.", "画出我方谁认识谁，或填写覆盖程度。"))
    number = effective(analysis.shares.draws.shares, met, analysis.model.settings.range_mass)
    lines = [lines_to(analysis, person) for person in analysis.circle[:max(analysis.model.settings.thread_targets, 1)]]
    thin = [line for line in lines if line.count <= 1]
    first = (thin or lines)[0]
    behave = Text("{n} contacts behave like {few} ({low}–{high}). ", "{n} 个联系人相当于 {few} 个（{low}–{high}）。") if contacts > 1 else Text(
        "We have one single contact. ", "我们只有一个联系人。")
    sentence = Text("{behave}{lines}", "{behave}{lines}").format(lines=_said(analysis, first), behave=behave.format(
        n=contacts, few=f"{number.value:.1f}", low=f"{number.low:.1f}", high=f"{number.high:.1f}"))
    people = tuple(dict.fromkeys(p for p in (*first.cut, first.target, *(line.target for line in lines)) if p in analysis.people_at))
    return QUESTION.says(sentence, number, unit="count", people=people, facts=(*_facts(analysis, lines), *rests_on_ties(analysis)),
                         would_change=Text("A tie of ours that nobody has drawn yet.", "补上我方尚未画出的关系。"),
                         status="red" if thin else "amber" if number.value < FEW else "green", sure=bool(thin) or (number.low < FEW) == (number.high < FEW), next_step=_next(analysis, first),
                         at_desk=AT_DESK, table=_table(analysis, lines))


def effective(shares: np.ndarray, met: np.ndarray, mass: float) -> Range:
    """How many equal contacts the contacts are worth: 1 / sum(q^2), q the part of what each opens to us; 0 without any."""
    opened = np.clip(shares, 0, None) * met
    total = opened.sum(axis=1, keepdims=True)
    parts = np.divide(opened, total, out=np.zeros_like(opened), where=total > 0)
    squares = (parts**2).sum(axis=1)
    return between(np.divide(1.0, squares, out=np.zeros_like(squares), where=squares > 0)[:, None], mass)[0]


def lines_to(analysis: Analysis, target: str) -> Lines:
    """The lines that lead from us to somebody, within the steps of an introduction."""
    graph, settings = analysis.access, analysis.model.settings
    barred = brands(analysis, target)
    links = [(a, b) for a, onward in graph.steps.items() if a not in barred and a not in graph.closed for b, step in onward.items()
             if b not in barred and step.chance >= settings.thread_from]
    links += [(_US, one) for one in graph.ours]
    links = near(links, target, settings.introduce_steps + 1)
    count, cut = separate_lines(links, _US, target)
    weak = next(graph.routes(target, without=barred), None) if not count else None
    return Lines(target, count, cut, reliability(links, _US, target, 1 - settings.churn_yearly, seed=settings.seed), weak)


def near(links: list[tuple[str, str]], target: str, steps: int) -> list[tuple[str, str]]:
    """The links that lie on some way from us to the target in at most so many steps."""
    out, back = _steps(links, _US), _steps([(b, a) for a, b in links], target)
    return [(a, b) for a, b in links if a in out and b in back and out[a] + 1 + back[b] <= steps]


def _steps(links: list[tuple[str, str]], start: str) -> dict[str, int]:
    onward: dict[str, list[str]] = {}
    for a, b in links:
        onward.setdefault(a, []).append(b)
    steps, queue = {start: 0}, [start]
    for one in queue:
        for b in onward.get(one, ()):
            if b not in steps:
                steps[b] = steps[one] + 1
                queue.append(b)
    return steps


def _name(analysis: Analysis, person: str) -> Text:
    return called(analysis.snapshot, person) if person in analysis.people_at else our_name(analysis, person)


def _names(analysis: Analysis, people: tuple[str, ...]) -> Text:
    called_all = [_name(analysis, person) for person in people]
    return Text(listed([name.en for name in called_all]).en, listed([name.zh for name in called_all]).zh)


def _said(analysis: Analysis, line: Lines) -> Text:
    who = called(analysis.snapshot, line.target)
    if line.weak:
        return Text("No firm line of ours leads to {who}: the best way there, {route}, is too weak to count ({chance}).",
                    "没有一条牢靠的路线通向{who}：最好的一条{route}太弱，不能算数（{chance}）。").format(
            who=who, route=called_all(analysis, line.weak, with_chances=False), chance=about(line.weak.chance))
    if line.count == 0:
        return Text("No line of ours leads to {who}.", "没有一条路线通向{who}。").format(who=who)
    if line.count == 1:
        text = (Text("Everything to {who} runs through {cut}: should one of them leave, no line is left. Within a year that happens {gone}.",
                     "通向{who}的路都经过{cut}：其中任何一人离开，路就断了；一年之内{gone}会发生。") if len(line.cut) > 1 else
                Text("Everything to {who} runs through {cut}, and with this one person the line is gone. Within a year that happens {gone}.",
                     "通向{who}的路都经过{cut}：此人一旦离开，路就断了；一年之内{gone}会发生。"))
        return text.format(who=who, cut=_names(analysis, line.cut), gone=cases(1 - line.year))
    return Text("{n} separate lines lead to {who}.", "有 {n} 条独立路线通向{who}。").format(n=line.count, who=who)


def _facts(analysis: Analysis, lines: list[Lines]) -> list[Text]:
    many = Text("{n} separate lines; a chance of {year} that one is left in a year", "独立路线 {n} 条；一年后仍有路的可能{year}")
    one = Text("one line only; a chance of {year} that it is left in a year", "只有一条路线；一年后仍在的可能{year}")
    return [Text("{who}: {lines}.", "{who}：{lines}。").format(who=called(analysis.snapshot, line.target), lines=(
        Text("no firm line", "没有牢靠的路线") if line.weak else Text("no line", "没有路线") if not line.count else one if line.count == 1 else many).format(n=line.count, year=about(line.year)))
        for line in lines[:4]]


def _next(analysis: Analysis, line: Lines) -> Text:
    who = called(analysis.snapshot, line.target)
    if line.weak:
        (a, b), _step = min(zip(pairwise(line.weak.people), line.weak.steps, strict=True), key=lambda one: one[1].chance)
        return Text("Make the way to {who} firmer; its weakest step is from {a} to {b}.", "把通向{who}的路走牢；最弱的一步是从{a}到{b}。").format(
            who=who, a=_name(analysis, a), b=_name(analysis, b))
    if line.count == 0:
        return Text("Find a first way to {who}: see who can introduce us.", "先找到通向{who}的第一条路：看谁可以引荐。").format(who=who)
    if line.count == 1:
        return Text("Open a second line to {who} that does not need {cut}.", "开辟一条不经过{cut}、通向{who}的第二条路线。").format(
            who=who, cut=_names(analysis, line.cut))
    return NOTHING


def _table(analysis: Analysis, lines: list[Lines]) -> Table:
    columns = (Text("Who decides", "决策者"), Text("Of the decision", "占决策"), Text("Separate lines", "独立路线"), Text("All run through", "都经过"),
               Text("A line left in a year", "一年后仍有路"))
    return Table(columns, tuple((called(analysis.snapshot, line.target), about(analysis.shares.of(line.target).value), line.count,
                                 _names(analysis, line.cut) if line.count == 1 else None, about(line.year)) for line in lines))
