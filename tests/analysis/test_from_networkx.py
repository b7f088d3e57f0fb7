"""Any NetworkX graph can be asked the questions of the catalogue."""

import networkx as nx
import pytest

from graph.analysis.catalogue import QUESTIONS, ask
from graph.analysis.from_networkx import analysis_of, snapshot_of
from graph.errors import InvalidRecord, NotFound
from graph.network import sign_of


def test_the_karate_club_names_its_two_leaders_when_ties_mean_listening():
    answer = ask(analysis_of(nx.karate_club_graph(), kind="LISTENS_TO"), "who_decides")
    assert set(answer.people[:2]) == {"0", "33"} and answer.low <= answer.value <= answer.high
    assert any("ties alone" in fact.en for fact in answer.facts)


def test_ties_of_no_known_kind_name_nobody():
    answer = ask(analysis_of(nx.karate_club_graph()), "who_decides")
    assert answer.sentence.en.startswith("Cannot tell who decides") and not answer.sure


@pytest.mark.parametrize("code", list(QUESTIONS))
@pytest.mark.parametrize("network", [nx.DiGraph(), nx.empty_graph(1), nx.florentine_families_graph(), nx.complete_graph(3, nx.DiGraph),
                                     nx.disjoint_union(nx.path_graph(4), nx.star_graph(5))], ids=["empty", "one", "florentine", "k3", "two parts"])
@pytest.mark.parametrize("kind", ["ADVICE", "CONTACT"])
def test_every_question_has_a_sentence_for_every_network(network, kind, code):
    found = ask(analysis_of(network, kind=kind), code)
    assert found.sentence.en and found.sentence.zh and found.question == code
    assert found.value is None or found.low <= found.value <= found.high


def test_attributes_become_what_is_known():
    network = nx.DiGraph(name="Board")
    network.add_node("ann", title="CFO", level=1, department="Finance", faction="Old guard", attitude="D", roles=["DECIDER"], shoe_size=38)
    network.add_edge("bob", "ann", kind="ADVICE", weight=4)
    network.add_edge("ann", "bob", kind="LISTENS_TO", weight=-2)
    now = snapshot_of(network)
    ann = now.people["ann"]
    assert (ann.title, ann.level, now.departments[ann.department].name) == ("CFO", 1, "Finance")
    assert now.position("deal", "ann").roles == ("DECIDER",) and now.faction_of == {"ann": "Old guard"}
    ties = {t.kind: t for t in now.ties.values()}
    assert ties["ADVICE"].strength == 1 and ties["LISTENS_TO"].strength == 0.5 and sign_of(ties["LISTENS_TO"]) == -1
    assert now.account.name == "Board"


@pytest.mark.parametrize(("change", "says"), [
    (lambda g: g.add_node("x", attitude="Z"), "node x"), (lambda g: g.add_edge("a", "b", kind="FRENDS"), "edge a - b"),
    (lambda g: g.add_edge("a", "b", weight="heavy"), "not a number"), (lambda g: g.add_nodes_from([1, "1"]), "Two nodes")])
def test_what_is_wrong_is_named(change, says):
    network = nx.DiGraph()
    change(network)
    with pytest.raises(InvalidRecord, match=says):
        snapshot_of(network)


def test_an_unknown_question_names_a_near_one():
    with pytest.raises(NotFound, match="who_decides"):
        ask(analysis_of(nx.path_graph(3)), "who_decide")
