"""How real are the attitudes? What was seen, what was only said, and who does otherwise than he says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.analysis.account import Analysis
from graph.analysis.decision import attitude_doubt, party_of
from graph.analysis.finding import NOTHING, Finding, Table, about, names, spread
from graph.analysis.missing import attitudes_known, missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.ranges import between
from graph.model import SCALES, Level, Text, Tie
from graph.network import holds, strength_of

QUESTION = Question(
    "evidence", 21, "knowledge", Text("How real are the attitudes?", "这些态度有多真实？"),
    Text("How much of the decision rests on what we saw, were told, or heard. Words count by the party: procurement says the same to all. What "
         "somebody does (backs a competitor, vouches for us) is weighed against what is recorded, by how sure each is.",
         "决策中有多少建立在亲眼所见、本人所说、他人转述之上。话的分量看部门：采购对各家都一样说。行为（支持竞争对手、为我方背书）与所记录的态度按可信度加权比较。"),
    "Normal-normal updating; reliability by party is our default from key-account training",
    Text("The reliability of a party is a rule of thumb about many people, not a judgement of this one.", "部门可信度是对一类人的经验，不是对某个人的判断。"))
FADED = 0.9
"""An attitude with this part of the doubt of an unknown one says hardly anything."""


@dataclass(frozen=True)
class Doubtful:
    """An attitude that is worth less than it looks, the level that it should count as, and why; `acts` where behaviour speaks against it."""

    person: str
    recorded: Level
    counts: Level
    why: Text
    acts: bool


def answer(analysis: Analysis) -> Finding:
    """The part of the decision that rests on behaviour, and the attitudes that should count otherwise."""
    snapshot, model = analysis.snapshot, analysis.model
    if silent := missing(QUESTION, analysis, attitudes=True):
        return silent
    known = attitudes_known(analysis)
    kinds = {p: (analysis.positions[p].evidence or SCALES["evidence"].default) if p in known else "UNKNOWN" for p in model.people}
    weight = np.clip(analysis.shares.draws.shares, 0, None)
    weight = weight / weight.sum(axis=1, keepdims=True)
    parts = {kind: between((weight @ np.array([kinds[p] == kind for p in model.people], float))[:, None], model.settings.range_mass)[0]
             for kind in SCALES["evidence"].codes}
    share = dict(zip(model.people, weight[0], strict=True))
    found = sorted(doubtful(analysis, known), key=lambda d: (not d.acts, -share[d.person], d.person))
    seen = parts["SEEN"]
    head = Text("{seen} of the decision rests on behaviour that we saw ({range}); {rest} on words and hearsay{none}.",
                "决策的{seen}建立在亲眼所见的行为上（{range}）；{rest}靠表态和转述{none}。").format(
        seen=_begin(about(seen.value)), range=spread(seen), rest=about(parts["SAID"].value + parts["HEARSAY"].value), none=Text(", {x} is unknown", "，{x}未知").format(
            x=about(parts["UNKNOWN"].value)) if parts["UNKNOWN"].value >= 0.01 else NOTHING)
    first = found[0] if found else None
    sentence = Text("{head} {who}: recorded as “{was}”, but {why}; count it as “{now}”{wide}.",
                    "{head}{who}记录为“{was}”，但{why}；应按“{now}”计{wide}。").format(
        head=head, who=names(snapshot, [first.person]), was=first.recorded.name, why=first.why, now=first.counts.name,
        wide=NOTHING if first.acts else Text(" with a wide range", "，且区间要宽")) if first else head
    weak = max(model.people, key=lambda p: (share[p] * (kinds[p] != "SEEN"), p))
    lit = tuple(dict.fromkeys([d.person for d in found] or [weak]))
    acts = {d.person for d in found if d.acts}
    asked = next((p for p in lit if p not in analysis.openly), None)  # no favour is asked of an official
    who = names(snapshot, [asked or lit[0]])
    return QUESTION.says(
        sentence, seen, people=lit[:6], facts=(*_facts(analysis, found), *rests_on_ties(analysis)),
        would_change=Text("What {who} does rather than says: a decision for or against us.", "{who}的行动而非表态：一个支持或反对我们的决定。").format(
            who=who),
        next_step=(NOTHING if asked is None else
                   Text("Ask somebody who was in the room what {who} said there.", "向在场的人核实{who}当时说了什么。") if asked in acts else
                   Text("See {who} act, or ask somebody who has.", "亲眼看{who}的行动，或问见过的人。") if asked not in known else
                   Text("Ask {who} for one small favour that can be checked.", "请{who}帮一个可查证的小忙。")).format(who=who),
        at_desk=Text("Gather within the team what was seen of {who}, when and by whom.", "在团队内汇总：谁在何时看到过{who}的哪些行动。").format(who=who),
        table=_table(analysis, found, kinds, share))


def doubtful(analysis: Analysis, known: dict[str, str]) -> list[Doubtful]:
    """Attitudes against which behaviour speaks, and words of a party whose words are worth little."""
    snapshot, settings, found = analysis.snapshot, analysis.model.settings, []
    acts: dict[str, list[Tie]] = {}
    for tie in snapshot.ties.values():
        if tie.kind in ("SUPPORTS_COMPETITOR", "VOUCHES") and tie.source in analysis.people_at and holds(tie, analysis.today):
            acts.setdefault(tie.source, []).append(tie)
    for person in sorted({*known, *acts}):
        level, doubt = SCALES["attitude"][known.get(person, "U")], float(analysis.model.doubt[analysis.people_at[person]])
        said = level.value or 0.0
        against = [t for t in acts.get(person, []) if person not in known or (said >= 0) == (t.kind == "SUPPORTS_COMPETITOR")]
        if against:
            tie = max(against, key=lambda t: (strength_of(t), t.id))
            backs = tie.kind == "SUPPORTS_COMPETITOR"
            done, sd = (-1 if backs else 1) * strength_of(tie), SCALES["evidence"].value("SEEN") / max(tie.confidence or 1.0, 0.05)
            counts = _level((said / doubt**2 + done / sd**2) / (1 / doubt**2 + 1 / sd**2))
            why = Text("backs {whom}", "支持{whom}") if backs else Text("vouches for {whom} of us", "为我方{whom}背书")
            if counts.code != level.code:
                found.append(Doubtful(person, level, counts, why.format(whom=snapshot.called(tie.target)), True))
            continue
        party = party_of(snapshot, person)
        if party and person in known and analysis.positions[person].evidence == "SAID" and float(str(SCALES["party"][party].extra["reliability"])) < settings.evidence_weak_from:
            worth = max(1 - (doubt / settings.unknown_sd) ** 2, 0.0)
            prior = SCALES["attitude"].value("U")
            counts = _level(prior + worth * (said - prior))
            if counts.code != level.code:
                found.append(Doubtful(person, level, counts, Text("people of the party “{party}” say much the same to every supplier", "“{party}”的人对各家供应商说的都差不多").format(
                    party=SCALES["party"][party].name), False))
    return found


def _level(value: float) -> Level:
    """The level of the scale that is nearest to a number."""
    return min((one for one in SCALES["attitude"].levels if one.code != "U"), key=lambda one: (abs((one.value or 0.0) - value), one.code))


def _facts(analysis: Analysis, found: list[Doubtful]) -> tuple[Text, ...]:
    snapshot = analysis.snapshot
    facts = [Text("{who}: {why}; “{was}” counts as “{now}”.", "{who}：{why}；“{was}”按“{now}”计。").format(
        who=names(snapshot, [d.person]), why=d.why, was=d.recorded.name, now=d.counts.name) for d in found[1:4]]
    known = attitudes_known(analysis)
    settings, least = analysis.model.settings, FADED * analysis.model.settings.unknown_sd
    faded = [p for p, x in zip(analysis.model.people, analysis.model.doubt, strict=True) if p in known and x >= least]
    party = [p for p in faded if attitude_doubt(analysis.positions[p], analysis.today, settings) < least]  # believed, coming from another party
    return (*facts, *(text.format(who=names(snapshot, who, at_most=3)) for text, who in (
        (Text("Too old or too indirect to say much more than “unknown”: the attitude of {who}.", "过旧或过于间接、几乎等于“未知”：{who}的态度。"),
         [p for p in faded if p not in party]),
        (Text("Little more than “unknown”, coming from a party that says the same to all: the attitude of {who}.",
              "所在部门对各家说的都一样、几乎等于“未知”：{who}的态度。"), [p for p in party if p not in {d.person for d in found}])) if who))


def _table(analysis: Analysis, found: list[Doubtful], kinds: dict[str, str], share: dict[str, float]) -> Table:
    changed = {d.person: d for d in found}
    rows: list[tuple[Text | float | None, ...]] = []
    order = [d.person for d in found] + [p for p in sorted(share, key=lambda p: (-share[p], p)) if p not in changed]
    for person in order[:12]:
        position, one = analysis.positions[person], changed.get(person)
        doubt = float(analysis.model.doubt[analysis.people_at[person]])
        rows.append((names(analysis.snapshot, [person]), SCALES["attitude"][position.attitude or "U"].name, SCALES["evidence"][kinds[person]].name,
                     Text(position.attitude_date, position.attitude_date) if position.attitude_date else None, _worth(doubt, analysis.model.settings.unknown_sd),
                     one.counts.name if one else None, one.why if one else None))
    return Table((Text("Person", "人员"), Text("Recorded", "记录的态度"), Text("How we know", "依据"), Text("As of", "日期"), Text("Worth", "可信程度"),
                  Text("Count as", "应按"), Text("Because", "原因")), tuple(rows))


def _worth(doubt: float, unknown: float) -> Text:
    left = doubt / unknown
    return Text("much", "高") if left < 0.5 else Text("some", "中") if left < FADED else Text("hardly anything", "几乎没有")


def _begin(text: Text) -> Text:
    return Text(text.en[:1].upper() + text.en[1:], text.zh)
