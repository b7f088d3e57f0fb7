"""Who can introduce us? The best way to the most important people whom we do not cover, and the ways that would brand us."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np

from graph.analysis.access import Route, called_all, our_name
from graph.analysis.account import Analysis
from graph.analysis.brands import brands
from graph.analysis.finding import NOTHING, Finding, Table, about, called, names, spread
from graph.analysis.missing import missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.ranges import Range
from graph.model import Snapshot, Text

QUESTION = Question(
    "introductions", 10, "access", Text("Who can introduce us?", "谁可以为我们引荐？"),
    Text("From those of us who know somebody, along who listens to whom and who offered to introduce us, to each of the people whom we do "
         "not cover. A way is as likely as all its steps together; the best few of at most three steps are compared. Ways through opponents, "
         "the competitor's supporters, and the target's rivals are named and not advised. Officials and those close to a principal are "
         "not among the targets, and are asked to introduce us to nobody.",
         "从我方认识的人出发，沿着谁听谁的、谁愿意引荐，走到每个尚未覆盖的人。一条路径的可能性是各步可能性之积；比较不超过三步的最好几条。"
         "经由反对者、对手的支持者或对方对头的路径会指出，但不建议走。公职人员和领导身边的人不作为引荐目标，也不请其引荐。"),
    "Dijkstra 1959 and Yen 1971 on -ln(chance); Dodds, Muhamad & Watts 2003: few steps, willing people",
    Text("The chances are judgements: how close a tie is, how readily somebody speaks for us. The order is worth more than the number. An "
         "introduction is heard as the introducer's own interest.",
         "可能性出于判断：关系有多近、此人多愿意替我们说话。次序比数字可靠。被引荐时，对方听到的首先是引荐人的利益。"))

AT_DESK = Text("No introduction while the tender runs; prepare it for afterwards.", "招标期间不做引荐；先为之后做准备。")


@dataclass(frozen=True)
class Way:
    """How to come to one person: the likeliest advised ways, a pair of ways without a common person, and the one not advised."""

    target: str
    routes: list[Route]
    ranges: list[Range]
    sure: bool
    apart: tuple[Route, Route] | None
    forbidden: Route | None
    marks: Mapping[str, Text]


def answer(analysis: Analysis) -> Finding:
    """The best way to the most important people whom we do not cover."""
    snapshot, settings = analysis.snapshot, analysis.model.settings
    if cannot := missing(QUESTION, analysis):
        return cannot
    if not analysis.access.ours:
        return QUESTION.silent(Text("It is not said whom any of us knows, so no introduction can start anywhere.", "尚未说明我方谁认识谁，引荐无从开始。"),
                               Text("Draw who of us knows whom.", "画出我方谁认识谁。"))
    if not analysis.missing:
        return QUESTION.says(Text("Everybody who weighs is covered: no introduction is needed.", "有分量的人都已覆盖：不需要引荐。"), status="green")
    wanted, aside = (tuple(p for p in analysis.missing if (p in analysis.openly) == near) for near in (False, True))
    left_out = Text("Met only openly, without an introduction: {who}.", "只公开接触、不找人引荐：{who}。").format(who=names(snapshot, aside, at_most=4))
    if not wanted:
        return QUESTION.says(left_out, people=aside)
    found = [way_to(analysis, target) for target in wanted[:max(settings.introduce_targets, 1)]]
    reached = [way for way in found if way.routes]
    first = next(iter(reached), found[0])
    lost = [way.target for way in found if not way.routes]
    sentence, change = _sentence(analysis, first), _asks(snapshot, first)
    if lost and reached and lost[0] == found[0].target:
        branded = Text("Nobody can bring us to {who} without branding us{own}.", "没有人能不带派系色彩地把我们引荐给{who}{own}。")
        nobody = Text("Nobody we know can introduce us to {who}{own}.", "我们认识的人中没有人能把我们引荐给{who}{own}。")
        sentence = _joined((branded if _brand(analysis, found[0]) else nobody).format(who=names(snapshot, lost[:1]), own=_own(analysis, lost[0])), sentence)
    people = [first.target, *(p for p in (first.routes[0].between if first.routes else ()) if p in snapshot.people)]
    return QUESTION.says(sentence, first.ranges[0] if first.ranges else None, people=tuple(dict.fromkeys([*people, *(w.target for w in reached)])),
                         facts=(*_facts(analysis, first, reached), *([left_out] if aside else []), *rests_on_ties(analysis)), would_change=change,
                         sure=first.sure, next_step=_next_step(analysis, first), at_desk=AT_DESK, table=_table(analysis, found))


def way_to(analysis: Analysis, target: str) -> Way:
    """The ways to one person; those who know the target themselves are not an introduction and are left out."""
    graph, settings = analysis.access, analysis.model.settings
    marks = brands(analysis, target)
    routes = list(islice(graph.routes(target, without=marks, direct=False), max(settings.introduce_routes, 1)))
    plain = next(graph.routes(target, direct=False, even_closed=True), None)
    forbidden = plain if plain and set(plain.between) & {*marks, *graph.closed} else None
    drawn = graph.chances(routes)
    same = np.array([route.people[1:] == routes[0].people[1:] for route in routes])  # who of us begins makes little difference
    first = same[drawn[1:].argmax(axis=1)] if routes else np.zeros(1, dtype=bool)
    return Way(target, routes, graph.ranges(routes), bool(first.mean() >= settings.sure_from), _apart(analysis, target, routes, marks), forbidden, marks)


def _apart(analysis: Analysis, target: str, routes: list[Route], marks: Collection[str]) -> tuple[Route, Route] | None:
    """Two ways without a common person, of which most likely one succeeds."""
    pairs = []
    for one in routes:
        other = next(analysis.access.routes(target, without={*marks, *one.between}, direct=False), None)
        if other:
            pairs.append((one, other))
    best = min(pairs, key=lambda pair: ((1 - pair[0].chance) * (1 - pair[1].chance), pair[0].people), default=None)
    return (best[1], best[0]) if best and best[1].chance > best[0].chance else best


def _sentence(analysis: Analysis, way: Way) -> Text:
    snapshot = analysis.snapshot
    who, share = called(snapshot, way.target), about(analysis.shares.of(way.target).value)
    if not way.routes:
        text = Text("{who} carries {share} of the decision, and nobody we know can introduce us there{own}.{brand}",
                    "{who}占决策的{share}，而我们认识的人中没有人能引荐{own}。{brand}")
        return text.format(who=who, share=share, brand=_forbidden(analysis, way), own=_own(analysis, way.target))
    route, number = way.routes[0], way.ranges[0]
    text = Text("{who} carries {share} of the decision. The way there: {route}, {chance} in all ({range}).{other}{brand}",
                "{who}占决策的{share}。引荐的路：{route}，合计{chance}（{range}）。{other}{brand}")
    other = NOTHING
    if not way.sure and len(way.routes) > 1:
        other = Text(" As good may be {route}.", "也许同样好的一条：{route}。").format(route=called_all(analysis, way.routes[1], with_chances=False))
    return text.format(who=who, share=share, route=called_all(analysis, route), chance=about(number.value), range=spread(number), other=other,
                       brand=_forbidden(analysis, way))


def _own(analysis: Analysis, target: str) -> Text:
    """Who of us knows the target already, where an introduction leads nowhere."""
    own = analysis.contacts.get(target)
    return Text("; {ours} knows this person, if not well", "；{ours}认识此人，但不够熟").format(ours=our_name(analysis, own[0][0])) if own else NOTHING


def _forbidden(analysis: Analysis, way: Way) -> Text:
    if way.forbidden is None:
        return NOTHING
    marked = _brand(analysis, way)
    which = Text("stronger", "更强") if way.routes else Text("only", "唯一")
    text = (Text(" The {which} way, {route} ({chance}), would brand us: {who} {why}. Not advised.",
                 "{which}的一条{route}（{chance}）会给我们打上派系烙印：{who}{why}。不建议。") if marked else
            Text(" The {which} way, {route} ({chance}), is not one to take: {who} is met only openly, and asked for no introduction.",
                 "{which}的一条{route}（{chance}）不可走：{who}只可公开接触，不请其引荐。"))
    who = marked or next(person for person in way.forbidden.between if person in analysis.access.closed)
    return text.format(which=which, route=called_all(analysis, way.forbidden, with_chances=False), chance=about(way.forbidden.chance),
                       who=analysis.snapshot.called(who), why=way.marks.get(who, NOTHING))


def _brand(analysis: Analysis, way: Way) -> str | None:
    """Who on the way that is not advised would brand us; None where nobody would, or where somebody on it is met only openly anyway."""
    between = way.forbidden.between if way.forbidden else ()
    return None if analysis.access.closed & set(between) else next((person for person in between if person in way.marks), None)


def _facts(analysis: Analysis, first: Way, reached: list[Way]) -> list[Text]:
    facts = []
    if first.apart:
        one, other = first.apart
        facts.append(Text("Two ways without a common person: {one}, and {other}; {chance} that one of them works.",
                          "两条没有共同中间人的路：{one}，以及{other}；至少一条走通的可能{chance}。").format(
            one=called_all(analysis, one), other=called_all(analysis, other), chance=about(1 - (1 - one.chance) * (1 - other.chance))))
    elif first.routes:
        facts.append(Text("Every other way needs one of the same people.", "其他的路都要经过其中同一个人。"))
    return facts + [Text("{who}: {route}, {chance} ({range}).", "{who}：{route}，{chance}（{range}）。").format(
        who=analysis.snapshot.called(way.target), route=called_all(analysis, way.routes[0]), chance=about(way.ranges[0].value),
        range=spread(way.ranges[0])) for way in reached
        if way is not first and way.ranges[0].value >= analysis.model.settings.introduce_least][:2]


def _asks(snapshot: Snapshot, way: Way) -> Text:
    if not way.routes:
        return Text("A tie to somebody whom {who} listens to.", "与{who}愿意听的人建立关系。").format(who=snapshot.called(way.target))
    return Text("Whether {who} would welcome it; {whom} may know.", "{who}是否愿意接受引荐；{whom}也许知道。").format(
        whom=snapshot.called(way.routes[0].people[-2]), who=snapshot.called(way.target))


def _next_step(analysis: Analysis, way: Way) -> Text:
    snapshot = analysis.snapshot
    if not way.routes:
        return NOTHING
    ours, *theirs, target = way.routes[0].people
    who = our_name(analysis, ours)
    if len(theirs) == 1:
        return Text("{ours} asks {first} to introduce us to {who}.", "请{ours}向{first}提出：把我们引荐给{who}。").format(
            ours=who, first=snapshot.called(theirs[0]), who=snapshot.called(target))
    return Text("{ours} asks {first} to bring us to {last}, who then introduces us to {who}.", "请{ours}通过{first}找到{last}，再由其引荐给{who}。").format(
        ours=who, first=snapshot.called(theirs[0]), last=snapshot.called(theirs[-1]), who=snapshot.called(target))


def _table(analysis: Analysis, found: list[Way]) -> Table:
    rows: list[tuple[Text | float | None, ...]] = []
    least = analysis.model.settings.introduce_least
    for way in found:
        who, share = called(analysis.snapshot, way.target), about(analysis.shares.of(way.target).value)
        for k, route in enumerate(way.routes[:3]):
            apart = way.apart is not None and route in way.apart
            if k == 0 or apart or route.chance >= least:
                rows.append((who, share, called_all(analysis, route), about(route.chance), spread(way.ranges[k]),
                             Text("weak", "较弱") if route.chance < least else Text("best", "最佳") if k == 0 else
                             Text("separate from another", "与另一条无共同人") if apart else Text("also possible", "也可行")))
        if not way.routes and not way.forbidden:
            own = [one for one in analysis.access.into.get(way.target, {}) if one in analysis.access.ours]
            text = Text("nobody can introduce us; {ours} knows this person directly", "没有人能引荐；{ours}直接认识此人") if own else Text("no way known", "没有已知的路")
            rows.append((who, share, text.format(ours=our_name(analysis, own[0])) if own else text, None, None, None))
        if way.forbidden:
            rows.append((who, share, called_all(analysis, way.forbidden), about(way.forbidden.chance), None,
                         Text("would brand us: not advised", "会打上派系烙印：不建议") if _brand(analysis, way) else
                         Text("met only openly: not to be taken", "只可公开接触：不可走")))
    columns = (Text("To whom", "引荐给谁"), Text("Of the decision", "占决策"), Text("Way, with the chance of each step", "路径与每步可能性"),
               Text("In all", "合计"), Text("Range", "区间"), Text("How good", "评价"))
    return Table(columns, tuple(rows))


def _joined(one: Text, other: Text) -> Text:
    return Text(f"{one.en} {other.en}", one.zh + other.zh)
