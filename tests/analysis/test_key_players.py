"""Key players against published values and against plain NetworkX."""

import random
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis import key_players
from graph.analysis.key_players import (
    distance_fragmentation,
    fragmentation,
    key_sets_negative,
    key_sets_positive,
    reach,
)

NAMES = dict(enumerate(["Andre", "Beverley", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane"]))
KITE = nx.relabel_nodes(nx.krackhardt_kite_graph(), NAMES).to_directed()


def key_players_negative(graph, k, **more):
    """The first of the sets that are as good, and what it comes to."""
    sets, value = key_sets_negative(graph, k, **more)
    return sets[0], value


def key_players_positive(graph, k):
    """The same for those to brief."""
    sets, value = key_sets_positive(graph, k)
    return sets[0], value


def plain_fragmentation(graph, removed):
    """Distance fragmentation by the formula."""
    left = nx.Graph(graph)
    left.remove_nodes_from(removed)
    n = len(left)
    near = sum(1 / d for v, row in nx.all_pairs_shortest_path_length(left) for u, d in row.items() if u != v)
    return 1 - near / (n * (n - 1)) if n > 1 else 1


def test_kite_whose_leaving_hurts():
    # Borgatti 2006, CMOT 12:21-34, on the kite of Krackhardt 1990: the best pair is without the best single person
    assert fragmentation(KITE) == 0
    assert distance_fragmentation(KITE) == pytest.approx(0.3537, abs=5e-5)
    assert distance_fragmentation(KITE, ["Heather"]) == pytest.approx(0.4861, abs=5e-5)
    assert fragmentation(KITE, ["Heather"]) == pytest.approx(0.3889, abs=5e-5)
    assert key_players_negative(KITE, 1) == ({"Heather"}, pytest.approx(0.4861, abs=5e-5))
    assert key_players_negative(KITE, 2) == ({"Fernando", "Garth"}, pytest.approx(0.6071, abs=5e-5))
    assert fragmentation(KITE, ["Fernando", "Garth"]) == pytest.approx(0.5357, abs=5e-5)


def test_kite_whom_to_brief():
    # Borgatti 2006; {Diane, Ike} is a minimum dominating set, so everybody is in it or next to it
    assert key_players_positive(KITE, 1) == ({"Diane"}, pytest.approx(0.8083, abs=5e-5))
    assert key_players_positive(KITE, 2) == ({"Diane", "Ike"}, 1.0)
    assert reach(KITE, {"Diane"}) == pytest.approx(0.8083, abs=5e-5)


def test_karate_group_centrality():
    # Everett & Borgatti 1999, Journal of Mathematical Sociology 23:181-201, on Zachary 1977; the library's own
    karate, group = nx.karate_club_graph(), [0, 33]
    assert nx.group_betweenness_centrality(karate, group) == pytest.approx(0.6846, abs=5e-5)
    assert nx.group_degree_centrality(karate, group) == pytest.approx(0.9062, abs=6e-5)
    assert nx.group_closeness_centrality(karate, group) == pytest.approx(0.9143, abs=5e-5)


@pytest.mark.parametrize("seed", range(8))
def test_the_search_for_larger_graphs_comes_close_to_the_best(seed, monkeypatch):
    graph = nx.connected_watts_strogatz_graph(25, 4, 0.2, seed=seed)
    best = [(key_players_negative(graph, k)[1], key_players_positive(graph, k)[1]) for k in (1, 2, 3)]
    monkeypatch.setattr(key_players, "EXACT_SETS", 0)
    for k, (negative, positive) in enumerate(best, start=1):
        assert 0.9 * negative <= key_players_negative(graph, k)[1] <= negative + 1e-12
        assert 0.9 * positive <= key_players_positive(graph, k)[1] <= positive + 1e-12
    assert key_players_negative(graph, 1)[1] == pytest.approx(best[0][0])


@pytest.mark.parametrize("n", [20, 64, 65, 130])
def test_distance_fragmentation_at_every_size(n):
    graph = nx.gnm_random_graph(n, 2 * n, seed=n)
    for removed in ([], [0], [1, 5, n - 1]):
        assert distance_fragmentation(graph, removed) == pytest.approx(plain_fragmentation(graph, removed))


def test_large_graphs_are_searched():
    hubs = nx.disjoint_union_all([nx.star_graph(40) for _ in range(3)])
    nx.add_path(hubs, [0, 41, 82])
    chosen, value = key_players_negative(hubs, 3)
    assert (chosen, value) == ({0, 41, 82}, 1.0)
    assert key_players_positive(hubs, 3) == ({0, 41, 82}, 1.0)


@settings(max_examples=60, deadline=None)
@given(n=st.integers(0, 8), p=st.floats(0, 1), seed=st.integers(0, 10**6), k=st.integers(0, 3))
def test_best_of_all_sets(n, p, seed, k):
    graph = nx.gnp_random_graph(n, p, seed=seed)
    sets = list(combinations(range(n), min(k, n)))
    chosen, value = key_players_negative(graph, k)
    assert len(chosen) == min(k, n)
    assert value == pytest.approx(max(plain_fragmentation(graph, s) for s in sets))
    assert value == pytest.approx(distance_fragmentation(graph, chosen))
    assert 0 <= fragmentation(graph, chosen) <= value + 1e-12 <= 1 + 1e-12
    chosen, value = key_players_positive(graph, k)
    assert len(chosen) == min(k, n) and value == reach(graph, chosen)
    assert value == pytest.approx(max((reach(graph, s) for s in sets), default=0))


def test_equally_good_sets_are_all_known():
    # a star of six: without the centre and any one leaf nobody reaches anybody; a ring of four: either pair of opposites
    star, ring = nx.star_graph(5), nx.cycle_graph(4)
    assert key_sets_negative(star, 2) == ([{0, leaf} for leaf in range(1, 6)], 1.0)
    assert key_sets_negative(ring, 2) == ([{0, 2}, {1, 3}], 1.0)
    sets, value = key_sets_positive(star, 1)
    assert (sets, value) == ([{0}], 1.0) and key_sets_negative(KITE, 2)[0] == [{"Fernando", "Garth"}]
    assert key_sets_negative(star, 2)[0][0] == key_players_negative(star, 2)[0]


def test_order_direction_and_own_ties_change_nothing():
    graph = nx.gnm_random_graph(15, 30, seed=4)
    ties = [(j, i) for i, j in graph.edges()] + [(3, 3)]
    random.Random(1).shuffle(ties)
    other = nx.DiGraph()
    other.add_nodes_from(reversed(range(15)))
    other.add_edges_from(ties)
    for k in (1, 2, 3):
        assert key_players_negative(other, k) == key_players_negative(graph, k)
        assert key_players_positive(other, k) == key_players_positive(graph, k)


def test_nobody_one_and_strangers():
    empty, alone = nx.DiGraph(), nx.DiGraph()
    alone.add_node("a")
    assert fragmentation(empty) == distance_fragmentation(empty) == fragmentation(alone) == 1
    assert key_players_negative(empty, 2) == (set(), 1.0)
    assert key_players_positive(empty, 2) == (set(), 0.0)
    assert key_players_negative(alone, 2) == ({"a"}, 1.0)
    assert key_players_positive(alone, 2) == ({"a"}, 1.0)
    assert reach(KITE, []) == 0 and reach(KITE, ["Stranger"]) == 0
    assert distance_fragmentation(KITE, ["Stranger"]) == distance_fragmentation(KITE)
