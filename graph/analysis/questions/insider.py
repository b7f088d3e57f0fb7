"""Who is, or could be, our insider? Who wants us to win, times how much that person can do."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import dijkstra

from graph.analysis.account import Analysis
from graph.analysis.brands import backers
from graph.analysis.contact import between_camps
from graph.analysis.finding import NOTHING, Finding, Table, about, called, names
from graph.analysis.missing import missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.ranges import between
from graph.model import SCALES, Text
from graph.network import holds, sign_of, strength_of

QUESTION = Question(
    "insider", 12, "access", Text("Who is our insider, or could be one?", "谁是内线，或可能成为内线？"),
    Text("Wanting: liking us, being against somebody who backs a competitor, and being against those who back that ally. Ability: the share in "
         "the decision, and how near to the small circle. Wanting times ability. Whoever backs a competitor or is openly against us is left out, and so are the decider, "
         "officials and those close to a principal.",
         "意愿：喜欢我们、反对竞争对手的盟友、反对替该盟友撑腰的人。能力：决策份额，以及离小圈子有多近。意愿乘以能力。支持对手、公开反对我们的人、决策者本人、公职人员以及领导身边的人不计。"),
    "Key account training (three reasons to want us to win); champion test of MEDDPICC; Krackhardt 1990: whoever knows the network has power",
    Text("Wanting is inferred, not heard. How true somebody's picture of the network is, which makes an insider powerful, is not recorded.",
         "意愿是推断的，不是听到的。此人对内部关系看得有多准（这才让内线有力量）没有记录。"))
NEAR = ("CLOSE", "LISTENS_TO", "ADVICE", "IN_CIRCLE", "REPORTS_TO")
BEHIND = ("CLOSE", "IN_CIRCLE")


def answer(analysis: Analysis) -> Finding:
    """want x ability, with its range; whether the first one is surely first."""
    snapshot, model, settings = analysis.snapshot, analysis.model, analysis.model.settings
    if cannot := missing(QUESTION, analysis, attitudes=True):
        return cannot
    against = enmity(analysis)
    reasons = wants(analysis, against)
    share = np.clip(analysis.shares.draws.shares, 0, None)
    near, no_line = nearness(analysis)
    ability = share / np.maximum(share.max(axis=1, keepdims=True), 1e-12) * near
    likes = np.clip(analysis.attitudes, 0, 1)
    want = np.clip(settings.insider_likes * likes + settings.insider_foe * reasons[0] + settings.insider_backer * reasons[1], 0, 1)
    out = np.array([person in analysis.opponents or person in analysis.openly or person in analysis.deciders or snapshot.people[person].placeholder
                    for person in model.people])
    score = np.where(out, 0.0, want * ability)
    order = [i for i in np.argsort(-score[0], kind="stable") if score[0][i] > 0 and want[0][i] > 0]
    if not order:
        return _nobody(analysis, want[0], out)
    first, numbers = order[0], between(score, settings.range_mass)
    leads = (score[1:].argmax(axis=1)[:, None] == np.array(order)[None, :]).mean(axis=0)
    sure = bool(leads[0] >= settings.sure_from and not no_line[first])
    person = model.people[first]
    near_first = [i for i, chance in zip(order, leads, strict=True) if chance >= 0.1]
    rivals, alike = [model.people[i] for i in near_first], bool(np.isclose(score[0][near_first], score[0][first]).all())
    text = Text("{who} wants us to win and can help most: {why}.", "{who}最希望我们获胜，也最能出力：{why}。") if sure else Text(
        "Cannot tell who the best insider is: {rivals} look alike. {who}, for one: {why}.",
        "无法断定谁是最好的内线：{rivals}不相上下。例如{who}：{why}。") if len(rivals) > 1 and alike else Text(
        "Cannot tell who the best insider is: {rivals} may each be. {who} is ahead: {why}.",
        "无法断定谁是最好的内线：{rivals}都有可能。{who}目前领先：{why}。") if len(rivals) > 1 else Text(
        "{who} looks like the best insider, but that is not sure: {why}.", "{who}看起来是最好的内线，但并不确定：{why}。")
    most = max(order, key=lambda i: want[0][i])
    eager = model.people[most] if want[0][most] > want[0][first] and ability[0][most] < ability[0][first] / 2 else None
    keen = {"eager": names(snapshot, [eager]) if eager else NOTHING}
    pairing = Text(" {eager} wants us even more but can do little.", "{eager}意愿更强，但能力有限。").format(**keen) if eager else NOTHING
    access = Text(" How near {who} is to those who decide is not known: no tie says.", "{who}离决策的人有多近尚不知道：没有关系说明。").format(
        who=names(snapshot, [person])) if no_line[first] else NOTHING
    sentence = Text("{text}{access}{pairing}", "{text}{access}{pairing}").format(access=access, pairing=pairing, text=text.format(
        who=names(snapshot, [person]), rivals=names(snapshot, rivals), why=_why(analysis, first, against, reasons)))
    people = tuple(model.people[i] for i in order[:5])
    return QUESTION.says(sentence, numbers[first], unit="index", people=people, sure=sure,
                         facts=(*(_fact(analysis, i, want[0], ability[0], no_line) for i in order[:3]), *rests_on_ties(analysis)),
                         would_change=Text("Whether {who} speaks for us when we are not in the room.", "{who}在我们不在场时是否替我们说话。").format(
                             who=names(snapshot, [person])),
                         next_step=(Text("Verify by asking {who} for one small favour that can be checked, and pair {eager} with this person.",
                                         "请{who}帮一个可以核实的小忙来验证，并让{eager}与其配合。") if eager else
                                    Text("Verify by asking {who} for one small favour that can be checked.", "请{who}帮一个可以核实的小忙来验证。")).format(
                             who=names(snapshot, [person]), **keen),
                         table=_table(analysis, order[:8], want[0], ability[0], against, reasons))


def wants(analysis: Analysis, against: sparse.csr_array) -> tuple[np.ndarray, np.ndarray]:
    """For everybody, 0-1: how much against an ally of a competitor, and how much against those who stand behind such an ally."""
    n, at, ties = len(analysis.model), analysis.people_at, analysis.snapshot.ties.values()
    ally = np.zeros(n)
    for tie in ties:
        if tie.kind == "SUPPORTS_COMPETITOR" and tie.source in at and holds(tie, analysis.today):
            ally[at[tie.source]] = max(ally[at[tie.source]], strength_of(tie))
    behind = _matrix(analysis, BEHIND)
    share = np.clip(analysis.shares.draws.shares[0], 0, None)
    backers = np.minimum(behind @ ally, 1.0) * (ally == 0) * share / max(share.max(initial=0.0), 1e-12)
    return np.minimum(against @ ally, 1.0), np.minimum(against @ backers, 1.0)


def enmity(analysis: Analysis) -> sparse.csr_array:
    """Who is how much against whom, n x n, 0-1: rivals, negative ties, and members of hostile factions as far as they are close
    to the cores."""
    snapshot, at, n = analysis.snapshot, analysis.people_at, len(analysis.model)
    found: dict[tuple[int, int], float] = {}

    def add(a: str, b: str, strength: float) -> None:
        if a in at and b in at and a != b:
            found[at[a], at[b]] = max(found.get((at[a], at[b]), 0.0), strength)

    for a, b, strength in between_camps(analysis):
        add(a, b, strength)
    for tie in snapshot.ties.values():
        if holds(tie, analysis.today) and sign_of(tie) < 0 and tie.kind in ("RIVALS", *NEAR):
            add(tie.source, tie.target, strength_of(tie))
            if tie.kind == "RIVALS":
                add(tie.target, tie.source, strength_of(tie))
    return sparse.csr_array((list(found.values()), tuple(zip(*found, strict=True)) if found else ([], [])), shape=(n, n))


def nearness(analysis: Analysis) -> tuple[np.ndarray, np.ndarray]:
    """How near everybody is to the small circle, 0-1: 1 in it, next to it, or weighing as much as somebody in it; 1/2 two ties away, and so on.
    Whoever no line leads to counts as one tie further than the furthest, and is told apart: that no line is drawn does not say that there is
    none."""
    share = analysis.shares.draws.shares[0]
    if not analysis.circle:
        return np.ones(len(share)), np.zeros(len(share), dtype=bool)
    circle = np.flatnonzero(share >= min(share[analysis.people_at[person]] for person in analysis.circle) - 1e-9)
    steps = np.maximum(dijkstra(_matrix(analysis, NEAR), directed=False, unweighted=True, indices=circle, min_only=True), 1)
    no_line = np.isinf(steps)
    return 1 / np.where(no_line, steps[~no_line].max() + 1, steps), no_line


def _nobody(analysis: Analysis, want: np.ndarray, out: np.ndarray) -> Finding:
    """Why there is no insider: nobody wants us, or whoever does is none for us, or has no weight."""
    wanting = [analysis.model.people[i] for i in np.argsort(-want, kind="stable") if want[i] > 0]
    barred = [person for person in wanting if out[analysis.people_at[person]]]
    light = [person for person in wanting if person not in barred]
    if light:
        said, who = Text("{who} may want us to win, but without any weight in the decision: no insider yet.", "{who}可能希望我们获胜，但在决策中没有分量：目前没有内线。"), light
    elif barred:
        said, who = Text("No insider: of those who want us to win there is only {who}, and deciders, officials, opponents and those close to a principal are none.",
                         "没有内线：希望我们获胜的只有{who}，而决策者、公职人员、反对者和领导身边的人不算内线。"), barred
    else:
        said, who = Text("Nobody on the map is seen to want us to win.", "图上没有人显出希望我们获胜。"), []
    return QUESTION.says(said.format(who=names(analysis.snapshot, who)), sure=False,
                         would_change=Text("Learn who gains from us, and who opposes those behind the competitor.", "了解谁会因我们受益，谁反对支持对手的人。"))


def _matrix(analysis: Analysis, kinds: Sequence[str]) -> sparse.csr_array:
    """Who holds with whom, by the layers of these kinds: n x n, the strongest tie of any layer."""
    at, n = analysis.people_at, len(analysis.model)
    both = nx.Graph()
    for kind in kinds:
        if kind in analysis.layers:
            for a, b, strength in analysis.layers[kind].edges(data="strength"):
                both.add_edge(at[a], at[b], strength=max(strength, both.edges[a, b]["strength"] if both.has_edge(a, b) else 0.0))
    pairs = [(a, b, s) for one, other, s in both.edges(data="strength") for a, b in ((one, other), (other, one))]
    return sparse.csr_array(([s for *_, s in pairs], ([a for a, *_ in pairs], [b for _, b, _ in pairs])), shape=(n, n))


def _why(analysis: Analysis, i: int, against: sparse.csr_array, reasons: tuple[np.ndarray, np.ndarray]) -> Text:
    """Why this person wants us to win, in words."""
    person, found = analysis.model.people[i], []
    attitude = analysis.positions[person].attitude
    if attitude and SCALES["attitude"].value(attitude) > 0:
        found.append(Text("thinks well of us ({attitude})", "对我们有好感（{attitude}）").format(attitude=attitude))
    foes, named = _foes(analysis, i, against), analysis.model.settings.insider_named
    if foes:
        found.append(Text("is against {foes}, who backs a competitor" if len(foes) == 1 else "is against {foes}, who back a competitor",
                          "与支持对手的{foes}对立").format(foes=names(analysis.snapshot, foes)))
    elif reasons[1][i] >= named:
        found.append(Text("is against those who stand behind a competitor's ally", "与替对手盟友撑腰的人对立"))
    return Text("; ".join(x.en for x in found), "；".join(x.zh for x in found))


def _foes(analysis: Analysis, i: int, against: sparse.csr_array) -> list[str]:
    """The competitor's allies whom somebody is clearly against, the strongest enmity first."""
    row = against[[i], :].toarray()[0]
    strong = [p for p in sorted(backers(analysis).keys() & analysis.people_at.keys()) if row[analysis.people_at[p]] >= analysis.model.settings.insider_named]
    return sorted(strong, key=lambda p: -row[analysis.people_at[p]])[:2]


def _fact(analysis: Analysis, i: int, want: np.ndarray, ability: np.ndarray, no_line: np.ndarray) -> Text:
    person = analysis.model.people[i]
    met = Text("we know this person well", "我们很熟悉") if analysis.met[person] >= analysis.model.settings.covered_from else Text(
        "we hardly know this person", "我们还不熟悉") if analysis.met[person] else Text("we have never met", "我们从未见过")
    return Text("{who}: willingness {want} of 100, ability {ability} of 100; {met}{line}.", "{who}：意愿 {want}/100，能力 {ability}/100；{met}{line}。").format(
        who=called(analysis.snapshot, person), want=5 * round(20 * want[i]), ability=5 * round(20 * ability[i]), met=met,
        line=Text("; no line to the small circle is known", "；到小圈子的路线未知") if no_line[i] else NOTHING)


def _table(analysis: Analysis, order: Sequence[int], want: np.ndarray, ability: np.ndarray, against: sparse.csr_array,
           reasons: tuple[np.ndarray, np.ndarray]) -> Table:
    """The champion test: power, an interest of one's own, and speaking for us when we are not there."""
    vouches = {t.source for t in analysis.snapshot.ties.values() if t.kind == "VOUCHES" and holds(t, analysis.today)}
    yes, no, ask = Text("yes", "是"), Text("not seen", "未见"), Text("ask", "待了解")
    rows = []
    for i in order:
        person = analysis.model.people[i]
        position, who = analysis.positions[person], analysis.snapshot.people[person]
        power = person in analysis.circle or analysis.share_of[person] >= analysis.model.settings.alert_share
        interest = bool(max(reasons[0][i], reasons[1][i]) >= analysis.model.settings.insider_named or "BENEFICIARY" in position.roles or who.kpi)
        speaks = person in vouches or position.attitude == "A" or "PROMOTER" in position.roles
        rows.append((called(analysis.snapshot, person), 5 * round(20 * want[i]), 5 * round(20 * ability[i]), yes if power else no,
                     yes if interest else ask, yes if speaks else ask, about(analysis.met[person]), _why(analysis, i, against, reasons)))
    columns = (Text("Who", "人员"), Text("Willingness (of 100)", "意愿（满分 100）"), Text("Ability (of 100)", "能力（满分 100）"), Text("Power", "有权"),
               Text("Own interest", "自身利益"), Text("Speaks for us in our absence", "我们不在场时替我们说话"), Text("We know this person", "我们熟悉程度"),
               Text("Why", "原因"))
    return Table(columns, tuple(rows))
