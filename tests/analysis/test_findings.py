"""Findings say what the facts allow: a name with a range, "cannot tell", or what is missing."""

from dataclasses import replace
from datetime import date

import networkx as nx
import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import answers, as_json, ask
from graph.analysis.decision import attitude_doubt, decision_model
from graph.analysis.ranges import decision_shares, small_circle
from graph.model import (
    DEFAULTS,
    Account,
    Department,
    Opportunity,
    Person,
    Position,
    Record,
    Snapshot,
    TeamMember,
    Tie,
    position_id,
)
from graph.network import layer, layers, reporting_loop, to_network

DAY = date(2026, 11, 1)


def account(*records: Record) -> Snapshot:
    held: dict[str, dict[str, Record]] = {"Account": {"a": Account("a", name="A")}, "Opportunity": {"o": Opportunity("o", name="O")}}
    for record in records:
        held.setdefault(record.type(), {})[record.id] = record
    return Snapshot("a", 1, 1, held)


def people(names: str) -> list[Person]:
    return [Person(n, name=n.title()) for n in names.split()]


def tie(kind: str, a: str, b: str, **more) -> Tie:
    return Tie(f"{kind}-{a}-{b}-{more.get('period', '')}", kind=kind, source=a, target=b, **more)


def position(person: str, **fields) -> Position:
    return Position(position_id("o", person), opportunity="o", person=person, **fields)


def finding(snapshot: Snapshot, question: str):
    return ask(analyse(snapshot, today=DAY), question)


def test_empty_and_one_person_get_a_sentence():
    assert "nobody on the map" in finding(account(), "who_decides").sentence.en
    one = finding(account(*people("ann")), "who_decides")
    assert "Only one person" in one.sentence.en and one.value is None and not one.sure


def test_nothing_known_cannot_tell():
    answer = finding(account(*people("ann bob cy")), "who_decides")
    assert answer.sentence.en.startswith("Cannot tell") and not answer.sure and answer.people == ()


def test_a_role_decides_and_half_lies_with_one():
    snapshot = account(*people("ann bob cy"), position("ann", roles=("DECIDER",)), position("bob", roles=("USER",)))
    answer = finding(snapshot, "who_decides")
    assert answer.sure and answer.people == ("ann",)
    assert answer.low <= answer.value <= answer.high and "Ann carries" in answer.sentence.en and "Ann" in answer.sentence.zh


def test_ties_alone_answer_from_listening_and_say_so():
    chorus = [tie("ADVICE", p, "ann") for p in ["bob", "cy", "dan", "eve"]] + [tie("ADVICE", "ann", "bob")]
    answer = finding(account(*people("ann bob cy dan eve"), *chorus), "who_decides")
    assert answer.people[0] == "ann"
    assert any("ties alone" in fact.en for fact in answer.facts)
    assert any("PageRank" in fact.en for fact in answer.facts)


@pytest.mark.parametrize("kind", ["CLOSE", "CONTACT"])
def test_closeness_and_contact_never_name_a_decider(kind):
    ties = [tie(kind, "ann", p) for p in ["bob", "cy", "dan"]]
    analysis = analyse(account(*people("ann bob cy dan eve"), *ties), today=DAY)
    answer = ask(analysis, "who_decides")
    assert answer.sentence.en.startswith("Cannot tell who decides") and analysis.circle == ()
    assert (answer.value, answer.low, answer.high, answer.people) == (None, None, None, ())
    assert "As recorded, Ann has ties to most people (3)." in answer.sentence.en and "联系最多的是Ann（3 人）" in answer.sentence.zh
    assert [f.question for f in answers(analysis) if f.answered] == ["who_decides"]


def test_the_best_connected_have_the_most_ties_and_nobody_is_named_who_has_none():
    """Whoever writes to many is connected, as is whoever is written to; Cy has no tie at all."""
    contact = [tie("CONTACT", "dan", p) for p in ("ann", "bob")]
    assert "Dan has ties to most people (2)." in finding(account(*people("ann bob cy dan"), *contact), "who_decides").sentence.en
    assert "Ann and Bob have ties to most people (1 each)." in finding(account(*people("ann bob cy"), tie("CONTACT", "bob", "ann")), "who_decides").sentence.en


def test_of_many_who_are_connected_alike_nobody_is_picked():
    """Two pairs: four people with one tie each."""
    said = finding(account(*people("ann bob cy dan"), tie("CONTACT", "ann", "bob"), tie("CONTACT", "cy", "dan")), "who_decides").sentence
    assert said.en.endswith("Nobody stands out among them: 4 people have ties to 1 each.") and said.zh.endswith("其中无人突出：4 人各与 1 人有联系。")
    assert "Ann" not in said.en


def test_two_ties_do_not_give_one_person_everything():
    """Heard twice, never and never, with a quarter of a tie for everybody: p = 1.5, 0.5, 0.5; Bob and Cy listen to Ann by 0.3, and Ann,
    who names nobody, to all by 0.3: y = .6 + .3 (2 (.2 + .06 y)) + .18 y, and c = .7 y."""
    analysis = analyse(account(*people("ann bob cy"), tie("ADVICE", "bob", "ann"), tie("ADVICE", "cy", "ann")), today=DAY)
    ann = analysis.shares.of("ann")
    assert ann.value == pytest.approx(0.7 * 0.72 / 0.784) and ann.low < 0.6 and ann.high < 0.9
    assert "Ann carries about 65 % of the decision (45–75 %)" in ask(analysis, "who_decides").sentence.en
    weak = analyse(account(*people("ann bob cy"), tie("ADVICE", "bob", "ann", strength=.1), tie("ADVICE", "cy", "ann", strength=.1)), today=DAY)
    assert weak.shares.of("ann").value == pytest.approx(ann.value), "only how much more than an ordinary tie counts, not its unit"


def test_who_is_first_in_most_cases_only_is_said_to_be():
    """Where somebody else is first in one case of seven, "more than anybody else" says so."""
    close = account(*people("ann bob"), position("ann", weight=1.0, susceptibility=0), position("bob", weight=.62, susceptibility=0))
    analysis = analyse(close, today=DAY)
    first = max(analysis.shares.first)
    assert DEFAULTS.sure_from <= first < .975
    answer = ask(analysis, "who_decides")
    assert answer.sure and f"more than anybody else (first in about {5 * round(20 * first)} % of the simulated cases)" in answer.sentence.en
    clear = account(*people("ann bob"), position("ann", weight=1.0, susceptibility=0), position("bob", weight=.1, susceptibility=0))
    assert "more than anybody else. " in finding(clear, "who_decides").sentence.en


def test_who_weigh_the_same_are_not_told_apart():
    """Five with the same weight: nobody is ahead, and the three who carry half might be any three."""
    said = finding(account(*people("ann bob cy dan eve"), *(position(p, weight=.5) for p in ("ann", "bob", "cy", "dan", "eve"))), "who_decides")
    assert not said.sure and "Ann, Bob, Cy, Dan and Eve weigh the same, about 20 % each" in said.sentence.en and "is ahead" not in said.sentence.en
    assert "Dan and Eve would do as well, weighing the same as the least of them." in said.sentence.en
    assert "Ann、Bob、Cy、Dan和Eve分量相同，各约 20 %" in said.sentence.zh and "Dan和Eve与其中最轻者分量相同" in said.sentence.zh


def test_half_with_one_person_is_said_of_one():
    answer = finding(account(*people("ann bob cy"), position("ann", roles=("DECIDER",)), position("bob", roles=("USER",))), "who_decides")
    assert "Half of the decision lies with one person: Ann." in answer.sentence.en and "仅一人就占决策一半以上：Ann。" in answer.sentence.zh


def test_hidden_influence_is_named_when_it_is_sure():
    ties = [tie("LISTENS_TO", "boss", "aide"), tie("LISTENS_TO", "vice", "aide"), tie("REPORTS_TO", "vice", "boss")]
    snapshot = account(*people("boss vice aide"), *ties, position("boss", roles=("DECIDER",)), position("vice", roles=("PAYER",)))
    answer = finding(snapshot, "hidden_rank")
    assert "Aide weighs more" in answer.sentence.en and answer.low > 0
    more, less = ([f.en for f in answer.facts if word in f.en] for word in ("so surely more", "so surely less"))
    assert more[0].startswith("Aide: about ") and "points more than on paper (" in more[0] and less
    assert not any("-" in fact or "−" in fact or "%" in fact for fact in (*more, *less)), "points, and the sign in words"
    moves = finding(snapshot, "who_moves")
    assert moves.people[:2] == ("boss", "aide")


def test_who_moves_most_is_said_as_surely_as_it_is():
    ties = tie("LISTENS_TO", "boss", "aide"), tie("LISTENS_TO", "boss", "vice", strength=.9)
    even = finding(account(*people("boss aide vice"), *ties, position("boss", roles=("DECIDER",))), "who_moves")
    assert not even.sure and "may move most" in even.sentence.en and "First of them in about" in even.sentence.en and "可能影响最大" in even.sentence.zh
    clear = finding(account(*people("boss aide vice"), ties[0], tie("LISTENS_TO", "boss", "vice", strength=.05), position("boss", roles=("DECIDER",))), "who_moves")
    assert clear.sure and "Aide moves most" in clear.sentence.en and "First of them" not in clear.sentence.en


def test_who_moves_the_other_way_moves_as_much():
    """The boss listens to A by 0.9 against 0.2 for B, and takes the opposite of what A says: A moves most, and costs us."""
    ties = tie("LISTENS_TO", "boss", "a", sign=-1, strength=.9), tie("LISTENS_TO", "boss", "b", strength=.2)
    answer = finding(account(*people("boss a b"), *ties, position("boss", roles=("DECIDER",), susceptibility=.9)), "who_moves")
    assert answer.people == ("boss", "a", "b") and answer.value < -.5 and "A and B move it. A moves most, the other way: minus about 75 %" in answer.sentence.en
    assert "其中 A 影响最大，但方向相反：负约 75 %" in answer.sentence.zh and answer.facts[0].en.startswith("A: minus about 75 % of that view")


def test_two_deciders_of_the_same_weight_are_not_told_apart():
    answer = finding(account(*people("ann bob cy"), position("ann", roles=("DECIDER",)), position("bob", roles=("DECIDER",)), tie("LISTENS_TO", "ann", "cy")), "who_moves")
    assert not answer.answered and "Ann and Bob weigh the same on paper" in answer.sentence.en and "Ann和Bob在名义上分量相同" in answer.sentence.zh


@pytest.mark.parametrize("question", ["who_decides", "hidden_rank", "who_moves", "unknowns", "uncovered", "stage", "best_moves"])
def test_of_one_person_nothing_is_said_in_numbers(question):
    answer = finding(account(*people("ann"), position("ann", roles=("DECIDER",), attitude="A")), question)
    assert not answer.answered and answer.value is None and not answer.facts and "Only one person is known" in answer.sentence.en


def test_one_role_of_many_is_too_few_and_not_none():
    answer = finding(account(*people("ann bob cy"), position("ann", roles=("BENEFICIARY",)), tie("LISTENS_TO", "bob", "cy")), "hidden_rank")
    assert not answer.answered and "Too few purchase roles are known" in answer.sentence.en and "已知的采购角色太少" in answer.sentence.zh
    none = finding(account(*people("ann bob cy"), tie("LISTENS_TO", "bob", "cy")), "hidden_rank")
    assert "Nobody's purchase role is known" in none.sentence.en


def test_negative_ties_make_a_share_negative_and_it_is_said():
    ties = [tie("LISTENS_TO", "boss", "friend", strength=0.4), tie("LISTENS_TO", "boss", "fan", sign=-1)]
    snapshot = account(*people("boss friend fan"), *ties, position("boss", roles=("DECIDER",), susceptibility=0.6))
    shares = analyse(snapshot, today=DAY).shares
    assert shares.of("fan").value < 0
    assert any("costs us" in fact.en for fact in finding(snapshot, "who_moves").facts)


def test_the_uncovered_decider_comes_first():
    snapshot = account(*people("cfo clerk"), TeamMember("me", name="Me"), tie("KNOWS", "me", "clerk", level="4"),
                       position("cfo", roles=("DECIDER", "PAYER")), position("clerk", roles=("BUYER",)))
    answer = finding(snapshot, "uncovered")
    assert answer.people[0] == "cfo" and "never met" in answer.sentence.en and answer.value < 0.4


def test_most_doubt_is_the_deciders_unknown_view():
    snapshot = account(*people("ann bob"), position("ann", roles=("DECIDER",)),
                       position("bob", roles=("USER",), attitude="B", evidence="SEEN", attitude_date="2026-10-25"))
    answer = finding(snapshot, "unknowns")
    assert answer.people[0] == "ann" and answer.value > 0.8


def test_doubt_grows_with_age_and_stays_under_unknown():
    def doubt(day):
        return attitude_doubt(position("p", attitude="B", evidence="SEEN", attitude_date=day), DAY)
    assert doubt("2026-11-01") == pytest.approx(0.15)
    assert doubt("2026-08-03") == pytest.approx(np.hypot(0.15, 0.6 * np.sqrt(0.5)))
    assert doubt("2020-01-01") == DEFAULTS.unknown_sd == attitude_doubt(position("p"), DAY)


def test_shares_do_not_depend_on_order_and_ranges_hold_the_value():
    ties = [tie("ADVICE", a, b) for a, b in nx.gnp_random_graph(9, 0.4, seed=3, directed=True).edges]
    ties = [replace(t, source=f"p{t.source}", target=f"p{t.target}") for t in ties]
    names = [Person(f"p{i}", name=f"P{i}") for i in range(9)]
    one, other = account(*names, *ties), account(*reversed(names), *reversed(ties))
    first, second = (decision_shares(decision_model(s, to_network(s), today=DAY)) for s in (one, other))
    assert first.share == second.share and first.rank == second.rank
    assert sum(r.value for r in first.share) == pytest.approx(1)
    assert all(r.low <= r.value <= r.high for r in (*first.share, *first.rank))
    circle = small_circle(first, 0.5)
    assert sum(first.of(p).value for p in circle) >= 0.5 > sum(first.of(p).value for p in circle[:-1])


def test_layers_stay_apart_and_the_last_wave_counts():
    ties = [tie("CLOSE", "ann", "bob", label="marriage", directed=False), tie("CLOSE", "ann", "cy"),
            tie("ADVICE", "ann", "bob", period="T2"), tie("ADVICE", "bob", "ann", period="T10"), tie("RIVALS", "ann", "cy")]
    network = to_network(account(*people("ann bob cy"), *ties))
    assert list(layers(network)) == ["ADVICE", "CLOSE", "RIVALS", "marriage"]
    assert sorted(layer(network, "marriage").edges) == [("ann", "bob"), ("bob", "ann")]
    assert list(layer(network, "ADVICE").edges) == [("bob", "ann")]
    assert not layer(network, "RIVALS").edges and layer(network, "RIVALS", sign=-1).edges


def test_a_tie_that_is_over_does_not_count():
    ties = [tie("ADVICE", "ann", "bob", until="2026-01-01"), tie("ADVICE", "bob", "ann", since="2027-01-01")]
    assert not to_network(account(*people("ann bob"), *ties), on=DAY).edges


def test_a_reporting_circle_is_found():
    snapshot = account(*people("ann bob cy"), tie("REPORTS_TO", "bob", "ann"), tie("REPORTS_TO", "cy", "bob"))
    assert reporting_loop(snapshot, "ann", "cy") == ["cy", "bob", "ann"]
    assert reporting_loop(snapshot, "cy", "ann") == []


def test_the_florentine_families_as_published():
    # Padgett's marriages as networkx ships them; betweenness printed in its own tests
    graph = nx.florentine_families_graph()
    names = [Person(n, name=n) for n in graph]
    snapshot = account(*names, Person("Pucci", name="Pucci"),
                       *(tie("CLOSE", a, b, label="marriage", directed=False) for a, b in graph.edges))
    values = analyse(snapshot, today=DAY).centrality["marriage"]
    assert values["Medici"]["betweenness"] == pytest.approx(.522, abs=.001) and "Pucci" not in values
    assert values["Medici"]["closeness"] == pytest.approx(.560, abs=.001)


def test_the_json_has_every_promised_key():
    snapshot = account(*people("ann bob"), Department("d", name="IT"), tie("ADVICE", "ann", "bob"))
    data = as_json(analyse(snapshot, today=DAY))
    assert set(data) >= {"account", "revision", "people", "small_circle", "findings"}
    assert set(data["people"][0]) >= {"id", "name", "department", "faction", "decision_share", "rank", "centrality", "external_id"}
    assert set(data["findings"][0]) >= {"question", "sentence", "value", "low", "high", "people", "facts", "would_change"}


def test_layers_that_disagree_about_who_is_looked_up_to_are_named():
    same = [tie("REPORTS_TO", "bob", "ann"), tie("REPORTS_TO", "cy", "ann")]
    other = [tie("ADVICE", "ann", "cy"), tie("ADVICE", "bob", "cy")]
    role = position("ann", roles=("DECIDER",))
    split = finding(account(*people("ann bob cy"), *same, *other, role), "who_decides")
    [said] = [fact for fact in split.facts if "disagree" in fact.en]
    assert "Asks for advice – Cy" in said.en and "Reports to – Ann" in said.en
    agreed = finding(account(*people("ann bob cy"), *same, tie("ADVICE", "bob", "ann"), role), "who_decides")
    assert not any("disagree" in fact.en for fact in agreed.facts)
