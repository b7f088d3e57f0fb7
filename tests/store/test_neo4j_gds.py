"""Ranking in a database that has Graph Data Science: the same numbers as ours, and nothing changes where it is not there."""

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import networkx as nx
import pytest
from neo4j.exceptions import ClientError

from graph.analysis.account import Analysis, analyse
from graph.analysis.catalogue import answers, layer_answers
from graph.analysis.centrality import ALPHA, centralities
from graph.analysis.in_database import ranked
from graph.model import Account, Person, Settings, Tie
from graph.store import GraphStore, open_store
from graph.store.neo4j import Neo4jStore, ranking
from tests.conftest import empty

ACCOUNT = "gds"


def random_layer(seed: int, n: int = 60, *, equal: bool = False, mutual: bool = False) -> nx.DiGraph:
    """With strengths of five sizes, somebody without any tie, and people who look up to nobody."""
    dice = random.Random(seed)
    layer = nx.gnp_random_graph(n - 1, 4 / n, seed=seed, directed=not mutual).to_directed()
    layer.add_node(n - 1)
    layer = nx.relabel_nodes(layer, {v: f"p{v:02}" for v in layer})
    for a, b, data in layer.edges(data=True):
        data["strength"] = 0.5 if equal else layer.edges[b, a].get("strength") if mutual and a > b else dice.choice([0.2, 0.4, 0.6, 0.8, 1.0])
    assert any(not layer.out_degree(v) for v in layer)
    return layer


def fill(store: GraphStore, layer: nx.DiGraph) -> None:
    """The layer as an account of advice."""
    people = [Person(v, name=v) for v in layer]
    ties = [Tie(f"{a}-{b}", kind="ADVICE", source=a, target=b, strength=s) for a, b, s in layer.edges(data="strength")]
    store.create(Account(ACCOUNT, name="Large"), author="me", records=[*people, *ties])


def measures(store: GraphStore, layer: nx.DiGraph) -> dict:
    return ranked(store.measures, ACCOUNT, {"ADVICE": layer}).get("ADVICE")


def column(layer: nx.DiGraph, measure: str) -> dict:
    return {person: values[measure] for person, values in centralities(layer).items()}


def groups(community: dict) -> set:
    return {frozenset(p for p in community if community[p] == number) for number in community.values()}


def facts(analysis: Analysis) -> str:
    return " ".join(fact.en for answer in layer_answers(analysis) for fact in answer.facts)


def said(analysis: Analysis) -> tuple:
    return *answers(analysis), *layer_answers(analysis)


@pytest.fixture
def database(neo4j_url: str) -> Iterator[Neo4jStore]:
    """The Neo4j of the run, empty, with or without Graph Data Science; no graph may be left in its memory."""
    with closing(open_store(neo4j_url)) as store:
        assert isinstance(store, Neo4jStore)
        empty(store)
        yield store


@pytest.fixture
def able(database: Neo4jStore) -> Iterator[Neo4jStore]:
    """One with Graph Data Science."""
    with database._session() as session:
        try:
            session.run("RETURN gds.version()").consume()
        except ClientError:
            pytest.skip("this Neo4j has no Graph Data Science; NEO4J_VERSION=2026.08.1 brings one that has")
    yield database
    with database._session() as session:
        assert not list(session.run("CALL gds.graph.list() YIELD graphName WHERE graphName STARTS WITH 'powermap-' RETURN graphName"))


@pytest.mark.parametrize("seed", range(5))
def test_pagerank_is_that_of_networkx(able: Neo4jStore, seed: int):
    layer = random_layer(seed)
    fill(able, layer)
    theirs = measures(able, layer)["pagerank"]
    assert theirs == pytest.approx(nx.pagerank(layer, alpha=ALPHA, weight="strength", tol=1e-14, max_iter=500), rel=1e-6)
    assert sum(theirs.values()) == pytest.approx(1)


@pytest.mark.parametrize("equal", [True, False], ids=["equal", "weighted"])
@pytest.mark.parametrize("mutual", [True, False], ids=["mutual", "directed"])
@pytest.mark.parametrize("seed", range(3))
def test_betweenness_is_ours(able: Neo4jStore, seed: int, mutual: bool, equal: bool):
    layer = random_layer(seed, equal=equal, mutual=mutual)
    fill(able, layer)
    ours = column(layer, "betweenness")
    assert max(ours.values()) > 0.01
    assert measures(able, layer)["betweenness"] == pytest.approx(ours, rel=1e-6, abs=1e-12)


def test_two_people_and_nobody(able: Neo4jStore):
    layer = nx.DiGraph()
    layer.add_edge("a", "b", strength=0.3)
    fill(able, layer)
    assert measures(able, layer)["betweenness"] == {"a": 0, "b": 0}
    assert measures(able, layer)["pagerank"] == pytest.approx(column(layer, "pagerank"))
    assert able.measures(ACCOUNT, [], []) is None


@pytest.mark.parametrize("mutual", [True, False])
def test_louvain_finds_the_groups_that_were_planted(able: Neo4jStore, mutual: bool):
    planted = [[f"g{k}-{i}" for i in range(8)] for k in range(5)]
    layer = nx.DiGraph()
    for k, group in enumerate(planted):
        layer.add_edges_from(((a, b) for a in group for b in group if a < b or (mutual and a != b)), strength=0.9)
        layer.add_edge(group[0], planted[(k + 1) % 5][1], strength=0.2)
    fill(able, layer)
    community = measures(able, layer)["community"]
    assert groups(community) == {frozenset(group) for group in planted}
    assert groups(community) == {frozenset(g) for g in nx.community.louvain_communities(layer.to_undirected(), weight="strength", seed=1)}
    assert set(community.values()) == {0, 1, 2, 3, 4}


def test_the_same_facts_give_the_same_ranking(able: Neo4jStore):
    layer = random_layer(7, 200)
    fill(able, layer)
    assert measures(able, layer) == measures(able, layer)


def test_a_large_account_is_ranked_in_the_database_with_our_results(able: Neo4jStore):
    fill(able, random_layer(1))
    snapshot, settings = able.read(ACCOUNT), Settings(rank_in_database=10)
    ours, theirs = analyse(snapshot, settings=settings), analyse(snapshot, settings=settings, ranker=able.measures)
    assert set(theirs.rankings) == {"ADVICE"} and not ours.rankings
    for person, values in ours.centrality["ADVICE"].items():
        assert theirs.centrality["ADVICE"][person] == pytest.approx(values, rel=1e-6, abs=1e-12), person
    assert [f.sentence for f in said(theirs)] == [f.sentence for f in said(ours)]
    assert "computed by the database" in facts(theirs) and "computed by the database" not in facts(ours)
    number = len(set(theirs.rankings["ADVICE"]["community"].values()))
    assert f"(Louvain): {number}." in facts(theirs)


def test_what_was_estimated_or_left_out_is_exact(able: Neo4jStore):
    layer = random_layer(2, 80)
    fill(able, layer)
    snapshot, true = able.read(ACCOUNT), column(layer.subgraph([v for v in layer if layer.degree(v)]), "betweenness")
    for settings, closeness in ((Settings(rank_in_database=10, exact_paths=20, path_samples=5), True),
                                (Settings(rank_in_database=10, sampled_paths=20, closeness_people=20), False)):
        ours, theirs = analyse(snapshot, settings=settings), analyse(snapshot, settings=settings, ranker=able.measures)
        values = theirs.centrality["ADVICE"]
        assert {p: v["betweenness"] for p, v in values.items()} == pytest.approx(true, rel=1e-6, abs=1e-12)
        assert ours.centrality["ADVICE"] != values
        assert all((v["closeness"] is not None) is closeness for v in values.values())
        assert "estimate" not in facts(theirs) and "Betweenness is left out" not in facts(theirs)
        assert ("Both kinds of closeness are left out" in facts(theirs)) is not closeness


def test_when_only_places_move_the_ranking_is_kept(store: GraphStore):
    fill(store, random_layer(1))
    asked = []
    analysis = analyse(store.read(ACCOUNT), settings=Settings(rank_in_database=10), ranker=lambda *about: asked.append(about))
    assert not analysis.rankings and not replace(analysis, snapshot=store.read(ACCOUNT)).rankings
    assert len(asked) == 1 and asked[0][0] == ACCOUNT


def test_a_smaller_account_is_ranked_by_us(able: Neo4jStore):
    fill(able, random_layer(1))
    analysis = analyse(able.read(ACCOUNT), settings=Settings(rank_in_database=61), ranker=able.measures)
    assert not analysis.rankings and "database" not in facts(analysis)
    assert analyse(able.read(ACCOUNT), settings=Settings(rank_in_database=60), ranker=able.measures).rankings


@pytest.mark.parametrize("broken", ["PROJECT", "PAGERANK", "BETWEENNESS", "LOUVAIN"])
def test_an_error_in_the_database_leaves_it_to_us(able: Neo4jStore, monkeypatch: pytest.MonkeyPatch, broken: str):
    fill(able, random_layer(3))
    snapshot, settings = able.read(ACCOUNT), Settings(rank_in_database=10)
    monkeypatch.setattr(ranking, broken, getattr(ranking, broken).replace("gds.", "gds.no."))
    analysis = analyse(snapshot, settings=settings, ranker=able.measures)
    assert analysis.centrality == analyse(snapshot, settings=settings).centrality
    assert not analysis.rankings and "database" not in facts(analysis)


def test_a_name_that_is_taken_leaves_it_to_us(able: Neo4jStore, monkeypatch: pytest.MonkeyPatch):
    fill(able, random_layer(3))
    monkeypatch.setattr(ranking, "new_id", lambda: "taken")
    with able._session() as session:
        session.run("UNWIND [1, 2] AS n RETURN gds.graph.project('powermap-taken', n, n)").consume()
    assert measures(able, random_layer(3)) is None
    assert measures(able, random_layer(3))


def test_somebody_deleted_meanwhile_leaves_it_to_us(able: Neo4jStore):
    fill(able, random_layer(3))
    assert able.measures(ACCOUNT, ["p00", "p01", "gone"], [("p00", "p01", 1.0, 1), ("p01", "gone", 1.0, 1)]) is None
    assert able.measures(ACCOUNT, ["p00", "p01"], [("p00", "p01", 1.0, 1)])


def test_two_accounts_with_the_same_people_do_not_meet(able: Neo4jStore):
    fill(able, random_layer(4))
    people = [Person(f"p{v:02}", name="Other") for v in range(60)]
    able.create(Account("other", name="Other"), author="me", records=people)
    assert measures(able, random_layer(4))["pagerank"] == pytest.approx(column(random_layer(4), "pagerank"), rel=1e-6)


def test_a_store_that_cannot_changes_nothing(store: GraphStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ranking, "INSTALLED", "RETURN gds.missing()")
    fill(store, random_layer(5))
    snapshot, settings = store.read(ACCOUNT), Settings(rank_in_database=10, exact_paths=20)
    assert measures(store, random_layer(5)) is None
    assert measures(store, random_layer(5)) is None
    with_it, without = (analyse(snapshot, settings=settings, ranker=ranker) for ranker in (store.measures, None))
    assert with_it.centrality == without.centrality
    assert said(with_it) == said(without) and "estimate" in facts(with_it)


def test_it_is_asked_once_whether_it_can(database: Neo4jStore, monkeypatch: pytest.MonkeyPatch):
    asked = []
    run = ranking._run
    monkeypatch.setattr(ranking, "INSTALLED", "RETURN gds.missing()")
    monkeypatch.setattr(ranking, "_run", lambda session, statement, **values: asked.append(statement) or run(session, statement, **values))
    for _time in range(3):
        assert database.measures(ACCOUNT, ["p00"], []) is None
    assert asked == ["RETURN gds.missing()"]
