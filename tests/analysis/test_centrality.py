"""Centralities against published values, against NetworkX, and against the traps."""

import csv
import math
import os
import random
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.centrality import MEASURES, centralities, estimated
from graph.errors import InvalidRecord
from graph.model.settings import Settings

DATA = Path(os.environ.get("POWERMAP_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
KITE = dict(enumerate(["Andre", "Beverley", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane"]))


def mutual(graph: nx.Graph) -> nx.DiGraph:
    """An undirected graph as a layer: edges both ways."""
    return nx.DiGraph(list(graph.to_directed().edges()))


def layer_of(*ties: tuple[str, str, float]) -> nx.DiGraph:
    layer = nx.DiGraph()
    layer.add_weighted_edges_from(ties, weight="strength")
    return layer


def column(layer: nx.DiGraph, measure: str, **options: Settings) -> dict:
    return {person: values[measure] for person, values in centralities(layer, **options).items()}


def random_layer(seed: int, n: int = 12) -> nx.DiGraph:
    dice = random.Random(seed)
    layer = nx.gnp_random_graph(n, dice.uniform(0.05, 0.5), seed=seed, directed=True)
    for _, _, data in layer.edges(data=True):
        data["strength"] = dice.choice([0.2, 0.4, 0.6, 0.8, 1.0])
    return nx.relabel_nodes(layer, {v: f"p{v:02}" for v in layer})


@pytest.fixture(scope="module")
def kite() -> dict:
    return centralities(mutual(nx.relabel_nodes(nx.krackhardt_kite_graph(), KITE)))


# Published values

@pytest.mark.parametrize(("measure", "winners", "value"), [
    # Krackhardt 1990, Administrative Science Quarterly 35:342-369: three measures, three winners
    ("degree", {"Diane"}, 0.6667),
    ("closeness", {"Fernando", "Garth"}, 0.6429),
    ("betweenness", {"Heather"}, 0.3889),
])
def test_kite_has_three_winners(kite, measure, winners, value):
    best = max(values[measure] for values in kite.values())
    assert best == pytest.approx(value, abs=5e-5)
    assert {person for person, values in kite.items() if values[measure] == pytest.approx(best)} == winners


def test_kite_structural_holes(kite):
    # Burt 1992, Structural Holes; values agree between NetworkX, igraph and R sna
    constraint = {person: values["constraint"] for person, values in kite.items()}
    assert min(constraint, key=constraint.get) == "Heather"
    assert constraint["Heather"] == pytest.approx(0.4311, abs=5e-5)
    assert constraint["Jane"] == pytest.approx(1.0)
    assert kite["Diane"]["effective_size"] == pytest.approx(10 / 3)


@pytest.mark.parametrize(("graph", "person", "constraint"), [
    # Burt 1992, closed forms: a star's centre 1/n, triangle 9/8, K4 25/27, middle of a path of three 1/2
    (nx.star_graph(5), 0, 1 / 5), (nx.star_graph(8), 0, 1 / 8), (nx.complete_graph(3), 0, 1.125),
    (nx.complete_graph(4), 0, 0.9259), (nx.path_graph(3), 1, 0.5),
])
def test_constraint_of_small_shapes(graph, person, constraint):
    assert column(mutual(graph), "constraint")[person] == pytest.approx(constraint, abs=5e-5)


def test_effective_size_of_a_star_is_the_number_of_its_rays():
    # Borgatti 1997, Connections 20(1):35-38
    assert column(mutual(nx.star_graph(7)), "effective_size")[0] == pytest.approx(7)
    assert column(mutual(nx.complete_graph(4)), "effective_size")[0] == pytest.approx(1)


def test_florentine_families():
    # Padgett & Ansell 1993, American Journal of Sociology 98:1259-1319; Wasserman & Faust 1994
    medici = centralities(mutual(nx.florentine_families_graph()))["Medici"]
    assert medici["betweenness"] == pytest.approx(0.522, abs=5e-4)
    assert medici["constraint"] == pytest.approx(0.2099, abs=5e-5)
    assert medici["effective_size"] == pytest.approx(5.667, abs=5e-4)


def test_high_tech_managers_advice():
    # Krackhardt 1987, Social Networks 9:104-134; data in Wasserman & Faust 1994
    edges = DATA / "krackhardt_hightech" / "edges.csv"
    if not edges.exists():
        pytest.skip(f"the Krackhardt high-tech managers are not in {DATA}; POWERMAP_DATA names another folder")
    with edges.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["type"] == "advice"]
    values = centralities(layer_of(*((row["source"], row["target"], float(row["weight"])) for row in rows)))
    assert (len(values), len(rows)) == (21, 190)
    named = {person: v["in_degree"] for person, v in values.items()}
    assert max(named, key=named.get) == "M2"
    assert [named[p] for p in ("M2", "M18", "M21", "M7", "M1")] == [18, 15, 15, 13, 13]
    standing = {person: v["pagerank"] for person, v in values.items()}
    assert max(standing, key=standing.get) == "M21"
    assert standing["M21"] == pytest.approx(0.164, abs=5e-4)
    assert standing["M7"] == pytest.approx(0.104, abs=5e-4)


# Against NetworkX

@pytest.mark.parametrize("seed", range(30))
def test_agrees_with_networkx(seed):
    layer = random_layer(seed)
    mine = centralities(layer)
    for _, _, data in layer.edges(data=True):
        data["distance"] = round(60 / data["strength"])
    skeleton = nx.Graph(layer.edges())
    skeleton.add_nodes_from(layer)
    theirs = {
        "degree": nx.degree_centrality(skeleton),
        "betweenness": nx.betweenness_centrality(layer, weight="distance"),
        "closeness": {v: 60 * x for v, x in nx.closeness_centrality(layer, distance="distance").items()},
        "harmonic": {v: 60 * x for v, x in nx.harmonic_centrality(layer, distance="distance").items()},
        "core": nx.core_number(skeleton),
        "effective_size": {v: x for v, x in nx.effective_size(skeleton).items() if not math.isnan(x)},
    }
    if nx.is_strongly_connected(layer):
        theirs["eigenvector"] = nx.eigenvector_centrality(layer, weight="strength", max_iter=10_000, tol=1e-13)
        root = max(abs(nx.adjacency_spectrum(layer, weight="strength")))
        theirs["katz"] = nx.katz_centrality(layer, alpha=0.85 / max(root, 1), weight="strength", max_iter=10_000,
                                            tol=1e-12)
    for measure, expected in theirs.items():
        for person, value in expected.items():
            assert mine[person][measure] == pytest.approx(value, abs=1e-7), (measure, person)


def test_equal_strengths_count_steps():
    layer = mutual(nx.krackhardt_kite_graph())
    weak = layer_of(*((i, j, 0.3) for i, j in layer.edges()))
    for measure in ("betweenness", "closeness", "harmonic", "pagerank", "katz", "eigenvector", "constraint"):
        assert column(weak, measure) == pytest.approx(column(layer, measure)), measure


# Traps

def test_constraint_with_only_incoming_ties_is_a_number():
    values = column(layer_of(("a", "boss", 1), ("b", "boss", 1)), "constraint")
    assert values == pytest.approx({"a": 1.0, "b": 1.0, "boss": 0.5})


def test_eigenvector_has_no_answer_on_an_org_chart():
    chart = nx.DiGraph([("a", "boss"), ("b", "boss"), ("c", "a"), ("d", "a")])
    assert set(column(chart, "eigenvector").values()) == {None}
    katz = column(chart, "katz")
    assert max(katz, key=katz.get) == "boss"


def test_paths_prefer_strong_ties():
    ties = [("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", 0.1)]
    layer = layer_of(*ties, *((j, i, s) for i, j, s in ties))
    assert column(layer, "betweenness") == pytest.approx({"a": 0, "b": 1, "c": 0})


def test_two_ways_of_the_same_length_share():
    # the same three strengths in either order; as floats their lengths differ in the last digit, and one way is lost
    one, other = (0.2, 0.3, 0.9), (0.9, 0.3, 0.2)
    assert sum(60 / s for s in one) != sum(60 / s for s in other)
    layer = layer_of(*(tie for way, strengths in (("sabt", one), ("sxyt", other))
                       for tie in zip(way, way[1:], strengths, strict=False)))
    values = column(layer, "betweenness")
    assert values["a"] == values["b"] == values["x"] == values["y"] == pytest.approx(1.5 / 20)


def test_pagerank_is_exact_in_a_large_layer():
    layer = nx.relabel_nodes(nx.scale_free_graph(600, seed=1), str)
    layer = nx.DiGraph((i, j) for i, j in layer.edges() if i != j)
    people = list(layer)
    steps = nx.to_numpy_array(layer, nodelist=people)
    named = steps.sum(axis=1, keepdims=True)
    steps = np.where(named > 0, steps / np.maximum(named, 1), 1 / len(people))
    exact = np.linalg.solve(np.eye(len(people)) - 0.85 * steps.T, np.full(len(people), 0.15 / len(people)))
    values = column(layer, "pagerank", settings=Settings(sampled_paths=100))
    assert [values[v] for v in people] == pytest.approx(exact, rel=1e-6)


def test_constraint_takes_the_stronger_of_two_opposite_ties():
    lopsided = layer_of(("a", "b", 0.2), ("b", "a", 0.8), ("a", "c", 0.8))
    assert column(lopsided, "constraint")["a"] == pytest.approx(0.5)


def test_strength_absent_is_one_and_a_tie_to_oneself_does_not_count():
    layer = nx.DiGraph([("a", "b"), ("c", "b"), ("b", "b")])
    assert centralities(layer)["b"]["in_strength"] == 2
    assert centralities(layer)["b"]["in_degree"] == 2


def test_wrong_input_is_refused():
    for strength in (0, -0.5, 1.5, math.nan):
        with pytest.raises(InvalidRecord, match="above 0"):
            centralities(layer_of(("a", "b", strength)))
    with pytest.raises(TypeError):
        centralities(nx.MultiDiGraph([("a", "b"), ("a", "b")]))


def test_empty_alone_and_isolates():
    assert centralities(nx.DiGraph()) == {}
    alone = nx.DiGraph()
    alone.add_node("a")
    assert centralities(alone)["a"]["pagerank"] == pytest.approx(1)
    assert centralities(alone)["a"]["degree"] is None
    layer = nx.DiGraph([("a", "b")])
    layer.add_node("c")
    isolate = centralities(layer)["c"]
    assert isolate["constraint"] is None and isolate["effective_size"] is None
    assert isolate["degree"] == isolate["closeness"] == isolate["betweenness"] == isolate["core"] == 0


# What holds always

@pytest.mark.parametrize("seed", range(10))
def test_order_and_names_change_nothing(seed):
    layer = random_layer(seed, 15)
    people, ties = list(layer), list(layer.edges(data=True))
    dice = random.Random(seed)
    dice.shuffle(people)
    dice.shuffle(ties)
    shuffled = nx.DiGraph()
    shuffled.add_nodes_from(people)
    shuffled.add_edges_from(ties)
    values = centralities(layer)
    assert centralities(shuffled) == values
    renamed = centralities(nx.relabel_nodes(layer, {v: f"z{99 - int(v[1:])}" for v in layer}))
    for person, measures in values.items():
        assert renamed[f"z{99 - int(person[1:])}"] == pytest.approx(measures, abs=1e-9)


def test_input_is_left_alone():
    layer = random_layer(3)
    before = (list(layer.nodes(data=True)), [(i, j, dict(d)) for i, j, d in layer.edges(data=True)])
    centralities(layer)
    assert before == (list(layer.nodes(data=True)), list(layer.edges(data=True)))


@settings(max_examples=150, deadline=None)
@given(n=st.integers(1, 9), ties=st.lists(st.tuples(
    st.integers(0, 8), st.integers(0, 8), st.floats(0, 1, exclude_min=True)), max_size=40))
def test_never_nan_and_within_range(n, ties):
    layer = nx.DiGraph()
    layer.add_nodes_from(range(n))
    layer.add_weighted_edges_from(ties, weight="strength")
    result = centralities(layer)
    assert set(result) == set(layer)
    for values in result.values():
        assert list(values) == list(MEASURES)
        assert all(v is None or (type(v) is float and math.isfinite(v) and v >= 0) for v in values.values())
        for measure in ("degree", "closeness", "betweenness", "eigenvector", "pagerank", "katz"):
            assert values[measure] is None or values[measure] <= 1 + 1e-9
        assert values["katz"] is not None
    assert sum(values["pagerank"] for values in result.values()) == pytest.approx(1, abs=1e-8)


# Sizes

def test_above_the_limits_it_says_so():
    layer = mutual(nx.barabasi_albert_graph(60, 2, seed=1))
    exact, sampled, left_out = Settings(), Settings(exact_paths=50, path_samples=30), Settings(sampled_paths=50, closeness_people=40)
    assert estimated(layer, exact) is None
    said = estimated(layer, sampled)
    assert all("60" in text and "50" in text and "30" in text for text in said)
    assert all("60" in text and "50" in text and "40" in text for text in estimated(layer, left_out))
    true, guess = column(layer, "betweenness"), column(layer, "betweenness", settings=sampled)
    assert guess != true and guess == column(layer, "betweenness", settings=sampled)
    assert max(abs(guess[v] - true[v]) for v in layer) < 0.15
    assert column(layer, "closeness", settings=sampled) == column(layer, "closeness")
    for measure in ("betweenness", "closeness", "harmonic"):
        assert set(column(layer, measure, settings=left_out).values()) == {None}
    assert column(layer, "pagerank", settings=left_out) == column(layer, "pagerank")


def test_every_measure_is_explained_in_both_languages():
    for key, measure in MEASURES.items():
        assert key == measure.key and measure.source
        assert all(text.strip() for pair in (measure.name, measure.meaning, measure.range) for text in pair)
