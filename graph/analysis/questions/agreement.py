"""Can they agree? How far apart the views end that carry the decision, and how deep friends and foes are split."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.balance import Balance, balance
from graph.analysis.finding import NOTHING, Finding, Table, about, cases, names, signed, spread
from graph.analysis.missing import attitudes_known, missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.ranges import Range, between
from graph.model import Text

QUESTION = Question(
    "agreement", 18, "camps", Text("Can they agree?", "他们能达成一致吗？"),
    Text("Where everybody's view ends after people have talked; how far these views lie apart, weighed by everybody's own weight in the decision (who is "
         "listened to is in the views already); how much "
         "of the decision each side carries; and how many friendships and rivalries would have to change for two clean camps. Conflict is called "
         "unhealthy where a third of these ties or more are negative.",
         "众人相互影响之后各自的看法；按各人自身的决策权重（听谁的已体现在看法里），这些看法相距多远；双方各占决策多少；要形成两个分明的阵营，有多少亲疏关系必须改变。负向关系达到三分之一，即称冲突不健康。"),
    "Friedkin & Johnsen 2011; frustration index: Harary 1959, Aref & Wilson 2019; group message: Gartner 2025 (632 buyers)",
    Text("Silence is not agreement: an unknown view is taken as a weak doubt, and a rivalry that nobody has drawn does not count. Where many "
         "ties hang together the count of those to change is the best that was found, said to be at most that.",
         "沉默不等于同意：未知的态度按轻微怀疑计，没有画出的对立不计入。大量关系彼此交织时，须改变的条数是所找到的最少数，并注明“至多”。"))
SIGNED = ("CLOSE", "RIVALS", "LISTENS_TO", "RECOGNISES")
"""Ties that say friend or foe: these layers together, and the answer says so."""
PROVEN_TIES = 40
"""Ties in a knot up to which the count is proven when it takes a solver; in larger knots it is said to be at most that."""
FEW_FOES = 3
"""Negative ties from which camps are worth a sentence."""
CONFLICT_FROM = 1 / 3
"""From this part of all ties negative the conflict is called unhealthy: in most groups far fewer are."""
GROUP = Text("Prepare one message for the whole group, in the words that they share, not a personal one for each: personal messages lowered "
             "agreement by 59 %, a message for the group raised it by 20 % (Gartner 2025).",
             "准备一份面向全组、用他们共同语言的说法，不要各说各话：个别定制的信息使达成一致的可能下降 59 %，面向全组的提高 20 %（Gartner 2025）。")


@dataclass(frozen=True)
class _Views:
    """For each draw everybody's view in the end and own weight, the part of the decision on either side, and how far apart the views are
    (0-1)."""

    final: np.ndarray
    weight: np.ndarray
    ours: np.ndarray
    theirs: np.ndarray
    apart: np.ndarray


def answer(analysis: Analysis) -> Finding:
    """Torn when both sides carry at least `side_least` of the decision, lost when those against carry at least `circle_share`; both
    only where enough of the draws say so."""
    if silent := missing(QUESTION, analysis, attitudes=True):
        return silent
    snapshot, people, settings = analysis.snapshot, analysis.model.people, analysis.model.settings
    views, signs = _views(analysis), signed_ties(analysis)
    torn = np.minimum(views.ours, views.theirs) >= settings.side_least
    apart, ours, theirs = (between(part[:, None], settings.range_mass)[0] for part in (views.apart, views.ours, views.theirs))
    against = views.theirs >= settings.circle_share
    split, (chance, losing) = balance(signs, exact_ties=PROVEN_TIES), (float(x[1:].mean() if len(x) > 1 else x.mean()) for x in (torn, against))
    silent_ones, conflict = _silent(analysis), split.negative >= max(FEW_FOES, CONFLICT_FROM * split.ties)
    calm = chance <= 1 - settings.sure_from
    lost = calm and against[0] and losing >= settings.sure_from
    may_turn = bool(silent_ones) or (not lost and (conflict or theirs.high >= settings.side_least))
    sure = chance >= settings.sure_from or (calm and not may_turn)
    sentence = (Text("They agree{known}, and against us: {theirs} of the decision ends up against, {ours} for us, {rest} in between.",
                     "{known}他们意见一致，但对我们不利：按决策权重，最终反对我们的{theirs}，支持的{ours}，居中的{rest}。") if lost else
                Text("Agreement is unlikely: the committee is torn, {ours} of the decision ends up for us and {theirs} against.",
                     "难以达成一致：意见分裂，按决策权重，最终支持我们的{ours}，反对的{theirs}。") if chance >= settings.sure_from else
                Text("They lean towards agreeing against us{known}, but it is open: as recorded {theirs} of the decision ends up against, {ours} for us, {rest} in "
                     "between; half of it or more is against {losing}.",
                     "{known}他们倾向于一致反对我方，但尚无定论：按现有记录和决策权重，最终反对我们的{theirs}，支持的{ours}，居中的{rest}；{losing}反对的一方占一半以上。")
                if calm and against[0] else
                Text("They could agree by their views{known}, but hardly by their ties: {ours} of the decision ends up for us, {theirs} against, {rest} in between.",
                     "{known}从看法上说他们可以一致，从彼此关系上说却很难：按决策权重，最终支持我们的{ours}，反对的{theirs}，居中的{rest}。")
                if calm and conflict else
                Text("Nothing stands against agreement yet{known}, but it is open: {ours} of the decision ends up for us, {theirs} against, {rest} in between; those "
                     "against may come to carry {high}.",
                     "{known}目前看不出难以一致，但尚无定论：按决策权重，最终支持我们的{ours}，反对的{theirs}，居中的{rest}；反对的一方可能达到{high}。")
                if calm and not sure else
                Text("Unclear whether they can agree: {ours} of the decision ends up for us, {theirs} against, {rest} in between; torn {chance}.",
                     "能否一致尚不明确：按决策权重，最终支持我们的{ours}，反对的{theirs}，居中的{rest}；{chance}出现分裂。") if not sure else
                Text("They can agree{known}: hardly anybody stands against the others; {ours} of the decision ends up for us, {theirs} against, {rest} in between.",
                     "{known}可以达成一致：几乎没有人与其他人对立；按决策权重，最终支持我们的{ours}，反对的{theirs}，居中的{rest}。"))
    known = Text(", as far as views are known", "就已知的看法而言，") if silent_ones else NOTHING
    parts = [sentence.format(known=known, ours=about(ours.value), theirs=about(theirs.value), rest=about(1 - ours.value - theirs.value), chance=cases(chance), losing=cases(losing), high=about(theirs.high)),
             *_split(split, conflict=conflict)]
    ends = np.argsort(views.final[0], kind="stable")
    weighty = [int(i) for i in ends if views.weight[0, i] >= settings.dissent_from]
    lit = [people[i] for i in dict.fromkeys([*weighty[:2], *weighty[::-1][:2]])]
    return QUESTION.says(
        Text(" ".join(t.en for t in parts), "".join(t.zh for t in parts)), theirs, people=tuple(lit), sure=sure,
        status="red" if lost or chance >= settings.sure_from else "amber" if not sure or split.frustrated else "green",
        facts=(*_facts(analysis, views, (ours, theirs, apart), weighty), *_balance(split), *rests_on_ties(analysis)),
        would_change=Text("The views of those who have not spoken: {who}.", "尚未表态者的看法：{who}。").format(who=names(snapshot, silent_ones, at_most=3))
        if silent_ones else Text("A view that changes in the small circle.", "小圈子里有人改变看法。"),
        next_step=GROUP if conflict or not calm else NOTHING, at_desk=GROUP,
        table=Table((Text("Person", "人员"), Text("Own weight in the decision", "自身决策权重"), Text("View now", "现在的看法"), Text("View in the end", "最终的看法")),
                    tuple(_row(analysis, views, i) for i in [*weighty[:6], *weighty[6:][-6:]])) if weighty else None)


def _silent(analysis: Analysis) -> list[str]:
    """Who has not spoken and counts, the weightiest first: those of the small circle, and everybody where they could tear the committee
    together."""
    people, power, spoken = analysis.model.people, analysis.model.power, attitudes_known(analysis)
    quiet = sorted((i for i in range(len(people)) if people[i] not in spoken), key=lambda i: (-power[i], people[i]))
    many = sum(power[i] for i in quiet) >= analysis.model.settings.side_least
    return [people[i] for i in quiet if many or people[i] in analysis.circle]


def signed_ties(analysis: Analysis) -> dict[tuple[str, str], int]:
    """Pair of people to +1 (friends) or -1 (foes), of the layers that say so; of two signs for one pair the negative counts."""
    found: dict[tuple[str, str], int] = {}
    for a, b, tie in analysis.network.edges(data=True):
        if tie["kind"] in SIGNED and tie["layer"] == tie["kind"] and a != b:
            pair = (min(a, b), max(a, b))
            found[pair] = min(tie["sign"], found.get(pair, 1))
    return found


def _views(analysis: Analysis) -> _Views:
    final, weight, side = analysis.views, analysis.shares.draws.power, analysis.model.settings.side_from
    middle = (weight * final).sum(axis=1, keepdims=True)
    return _Views(final, weight, (weight * (final >= side)).sum(axis=1), (weight * (final <= -side)).sum(axis=1),
                  (weight * (final - middle) ** 2).sum(axis=1))


def _split(found: Balance, *, conflict: bool) -> list[Text]:
    """What friends and foes say, where there are foes."""
    if found.negative < FEW_FOES:
        return []
    return [*([Text("Conflict here is unhealthy: {n} of {all} ties are negative.", "这里的冲突已不健康：{all} 条关系中有 {n} 条为负向。").format(
        n=found.negative, all=found.ties)] if conflict else []), _camps(found)]


def _camps(found: Balance) -> Text:
    if found.frustrated == 0:
        return Text("Friends and foes form two clean camps: no friendship runs across them.", "亲疏关系分成两个界限分明的阵营，两边之间没有一条友好关系。")
    return Text("Friends and foes do not form clean camps: {most}{n} of {all} ties run across them, and those people can bring the sides together.",
                "亲疏关系没有形成分明的阵营：{all} 条关系中{most}有 {n} 条跨越两边，这些人可以居中撮合。").format(
        n=found.frustrated, all=found.ties, most=NOTHING if found.exact else Text("at most ", "至多"))


def _balance(found: Balance) -> list[Text]:
    if not found.ties:
        return [Text("No friendship and no rivalry is drawn here.", "图上没有亲疏或对立关系。")]
    most = NOTHING if found.exact else Text(" at most", "至多")
    return [Text("{ties} ties of closeness, influence, recognition and rivalry taken together, {foes} of them negative;{most} {wrong} would have to change for two clean camps.",
                 "亲近、影响、认可与竞争关系合计 {ties} 条，其中负向 {foes} 条；要形成两个分明的阵营，{most}需改变 {wrong} 条。").format(
        ties=found.ties, foes=found.negative, wrong=found.frustrated, most=most)]


def _facts(analysis: Analysis, views: _Views, numbers: tuple[Range, Range, Range], weighty: list[int]) -> list[Text]:
    (ours, theirs, apart), people, snapshot = numbers, analysis.model.people, analysis.snapshot
    facts = [Text("For us in the end: {ours} of the decision; against: {theirs}.", "最终支持我们：决策的 {ours}；反对：{theirs}。").format(
        ours=spread(ours), theirs=spread(theirs)),
        Text("From 0 (all of one mind) to 1 (half wholly for us, half wholly against) the views lie {low} to {high} apart.",
             "看法的分散程度为 {low} 至 {high}（0 为完全一致，1 为一半全力支持、一半全力反对）。").format(low=f"{apart.low:.2f}", high=f"{apart.high:.2f}")]
    if len(weighty) > 1 and len({signed(float(views.final[0, i])) for i in (weighty[0], weighty[-1])}) > 1:
        last, first = weighty[0], weighty[-1]
        facts.append(Text("Furthest apart among those who weigh: {first} ({high}) and {last} ({low}), from −1 against us to +1 for us.",
                          "有分量的人中相距最远的是{first}（{high}）和{last}（{low}），−1 为反对，+1 为支持。").format(
            first=names(snapshot, [people[first]]), high=signed(float(views.final[0, first])), last=names(snapshot, [people[last]]),
            low=signed(float(views.final[0, last]))))
    return facts


def _row(analysis: Analysis, views: _Views, i: int) -> tuple[Text | float | None, ...]:
    person, final = analysis.model.people[i], signed(float(views.final[0, i]))
    now = attitudes_known(analysis).get(person)
    return (names(analysis.snapshot, [person]), about(float(views.weight[0, i])), Text(now, now) if now else Text("unknown", "未知"), Text(final, final))
