"""Brokerage roles against the published definition, counted by hand."""

import random

import networkx as nx
import pytest

from graph.analysis.brokerage import ROLES, brokerage_roles


def seen(layer, groups):
    """Only the roles that occur."""
    return {v: {r: c for r, c in roles.items() if c} for v, roles in brokerage_roles(layer, groups).items()}


def test_worked_example():
    # Gould & Fernandez 1989, Sociological Methodology 19:89-126; definition as in R sna::brokerage
    layer = nx.DiGraph(["AB", "AC", "BC", "BD", "CD", "DA"])
    assert seen(layer, dict(zip("ABCD", "xxyy", strict=True))) == {
        "A": {"consultant": 1, "gatekeeper": 1}, "B": {"representative": 1},
        "C": {"gatekeeper": 1}, "D": {"consultant": 1, "representative": 1}}


@pytest.mark.parametrize(("groups", "role"), [
    ("xxx", "coordinator"), ("xyx", "consultant"), ("xyy", "gatekeeper"), ("xxy", "representative"), ("xyz", "liaison"),
])
def test_each_role_by_itself(groups, role):
    way = nx.DiGraph(["av", "vc"])
    group_of = dict(zip("avc", groups, strict=True))
    assert seen(way, group_of) == {"a": {}, "v": {role: 1}, "c": {}}
    way.add_edge("a", "c")      # a direct tie: nobody is needed in between
    assert seen(way, group_of)["v"] == {}


def test_the_way_back_does_not_close_a_way():
    assert seen(nx.DiGraph(["av", "vc", "ca"]), dict.fromkeys("avc", "x"))["v"] == {"coordinator": 1}


def test_unknown_groups_are_not_lumped_together():
    way = nx.DiGraph(["av", "vc"])
    assert seen(way, {"v": "x"})["v"] == {}
    assert seen(way, {"a": "", "v": "x", "c": ""})["v"] == {}


def test_mutual_and_own_ties_make_no_roles():
    assert seen(nx.DiGraph(["av", "va", "vv", "aa"]), {"a": "x", "v": "x"}) == {"a": {}, "v": {}}
    assert brokerage_roles(nx.DiGraph(), {}) == {}


@pytest.mark.parametrize("seed", range(10))
def test_counts_add_up_to_the_open_ways(seed):
    layer = nx.gnp_random_graph(12, 0.3, seed=seed, directed=True)
    dice = random.Random(seed)
    roles = brokerage_roles(layer, {v: dice.choice("xyz") for v in layer})
    for v, counts in roles.items():
        ways = sum(a != c and not layer.has_edge(a, c) for a in layer.predecessors(v) for c in layer.successors(v))
        assert list(counts) == list(ROLES) and sum(counts.values()) == ways
