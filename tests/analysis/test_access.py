"""The graph of introductions, the ways through it, and the lines that are left when people leave."""

from dataclasses import replace
from itertools import islice, pairwise

import networkx as nx
import numpy as np
import pytest

from graph.analysis.access import Access, Step, access, called_all, length
from graph.analysis.account import analyse
from graph.analysis.brands import brands
from graph.analysis.coverage import coverage, matrix
from graph.analysis.lines import EXACT_PEOPLE, on_the_way, reliability, separate_lines
from graph.model import DEFAULTS, Account, Competitor, Faction, Person, Setting, Settings, TeamMember, setting_id
from tests.analysis.test_findings import DAY, account, people, position, tie


def steps(**edges: float) -> Access:
    """`a_b=0.5` is a step from a to b; whoever begins with "we" is one of us."""
    found: dict[str, dict[str, Step]] = {}
    for pair, chance in edges.items():
        a, b = pair.split("_")
        found.setdefault(a, {})[b] = Step(chance, "")
    return Access(tuple(sorted(a for a in found if a.startswith("we"))), found, DEFAULTS)


def test_strengths_are_not_lengths():
    # the direct tie of .1 would be the "shortest" way if strengths were taken as lengths
    graph = steps(we_c=.1, we_b=.9, b_c=.9)
    best = next(graph.routes("c"))
    assert best.people == ("we", "b", "c") and best.chance == pytest.approx(.81)


def test_the_best_way_leads_through_the_rival_and_the_filtered_one_does_not():
    graph = steps(we_ann=.9, ann_ceo=.2, we_bob=.7, bob_sec=.8, sec_ceo=.9, we_rival=.95, rival_ceo=.95)
    found = [(r.people[1], round(r.chance, 4)) for r in graph.routes("ceo")]
    assert found == [("rival", .9025), ("bob", .504), ("ann", .18)]
    assert [r.people[1] for r in graph.routes("ceo", without={"rival"})] == ["bob", "ann"]


def test_an_introduction_begins_with_nobody_who_knows_the_target():
    graph = steps(we_ceo=.25, we_bob=.7, bob_ceo=.8, wes_bob=.4)
    assert [r.people for r in graph.routes("ceo")] == [("we", "bob", "ceo"), ("wes", "bob", "ceo"), ("we", "ceo")]
    assert [r.people for r in graph.routes("ceo", direct=False)] == [("wes", "bob", "ceo")]


def test_a_sure_step_has_a_length_and_no_way_is_longer_than_the_settings_say():
    assert length(1.0, DEFAULTS) == length(.99, DEFAULTS) > 0
    assert list(steps(we_a=.9, a_b=.9, b_c=.9, c_d=.9).routes("d")) == []
    assert [r.people for r in steps(we_a=.9, a_b=.9, b_c=.9).routes("c")] == [("we", "a", "b", "c")]


def test_ways_come_in_order_whole_and_without_circles_as_in_networkx():
    rng = np.random.default_rng(4)
    for _ in range(20):
        chances = {(f"p{a}", f"p{b}"): float(rng.uniform(.05, 1)) for a, b in nx.gnp_random_graph(9, .4, seed=rng, directed=True).edges}
        chances |= {("we", f"p{k}"): float(rng.uniform(.1, 1)) for k in range(4)}
        found: dict[str, dict[str, Step]] = {}
        for (a, b), chance in chances.items():
            found.setdefault(a, {})[b] = Step(chance, "")
        graph = nx.DiGraph()
        graph.add_weighted_edges_from((a, b, c) for (a, b), c in chances.items())
        expected = sorted((np.prod([chances[pair] for pair in pairwise(path)]) for path in nx.all_simple_paths(graph, "we", "p8", cutoff=3)), reverse=True) \
            if "p8" in graph else []
        routes = list(Access(("we",), found, Settings(introduce_most=1.0)).routes("p8"))
        assert [r.chance for r in routes] == pytest.approx(expected)
        assert all(len(set(r.people)) == len(r.people) for r in routes)


def test_the_range_holds_the_chance_and_shared_steps_move_together():
    graph = steps(we_a=.8, a_c=.5, we_b=.8, b_a=.6)
    routes = list(graph.routes("c"))
    drawn = graph.chances(routes)
    assert drawn[0] == pytest.approx([r.chance for r in routes]) and drawn.shape == (DEFAULTS.draws + 1, 2)
    assert np.corrcoef(drawn[1:].T)[0, 1] > .3
    assert all(n.low <= n.value <= n.high for n in graph.ranges(routes)) and graph.ranges([]) == []


def built(*records):
    return access(analyse(account(TeamMember("we", name="We"), *records), today=DAY))


def test_steps_come_from_knowing_listening_offers_and_vouching():
    graph = built(*people("ann boss clerk"), tie("KNOWS", "we", "ann", level="4"), tie("LISTENS_TO", "boss", "ann", strength=.8),
                  tie("WILL_INTRODUCE", "ann", "clerk", strength=.6), tie("VOUCHES", "boss", "we", strength=.7), position("ann", attitude="A"))
    assert graph.steps["we"]["ann"].chance == pytest.approx(.8) and graph.steps["we"]["boss"] == Step(.7, "VOUCHES")
    assert graph.steps["ann"]["boss"].chance == pytest.approx(.8) and graph.steps["ann"]["clerk"].kind == "WILL_INTRODUCE"


def test_nothing_is_carried_by_quarrels_unwilling_speakers_and_ties_that_are_over():
    graph = built(*people("ann foe boss old"), Person("seat", name="Seat", placeholder=True), tie("KNOWS", "we", "ann", sign=-1),
                  tie("KNOWS", "we", "old", until="2026-01-01"), tie("KNOWS", "we", "foe"), tie("LISTENS_TO", "boss", "foe"), position("foe", attitude="E"),
                  tie("LISTENS_TO", "boss", "old", sign=-1), tie("LISTENS_TO", "boss", "seat"))
    assert set(graph.steps["we"]) == {"foe"} and not {"foe", "old", "seat"} & set(graph.steps)


@pytest.mark.parametrize("between", [Person("via", name="Via", party="GOVERNMENT"), Person("via", name="Via", title="Wife of the chairman")])
def test_whoever_is_met_only_openly_can_be_reached_and_leads_on_to_nobody(between):
    graph = built(between, *people("boss"), position("boss", roles=("DECIDER",)), tie("KNOWS", "we", "via", strength=.9), tie("LISTENS_TO", "boss", "via"))
    assert [r.people for r in graph.routes("via")] == [("we", "via")] and list(graph.routes("boss")) == []
    assert [r.people for r in graph.routes("boss", even_closed=True)] == [("we", "via", "boss")], "the influence is noted"


# A contact fades: class A is due every 15 days, so overdue after 22.5, and from then on it is worth half every 90 days

def kept_on(day, *records, settings=None, **more):
    snapshot = account(Account("a", name="A", customer_class="A"), TeamMember("we", name="We"), *people("ann"), *records,
                       tie("KNOWS", "we", "ann", strength=.8, **more))
    return coverage(snapshot, "o", on=day, settings=settings)["ann"]


@pytest.mark.parametrize(("last", "worth"), [(None, .8), ("2026-10-31", .8), ("2026-10-10", .8), ("2026-10-08", .8 * 2 ** (-1.5 / 90)),
                                             ("2026-07-11", .8 * 2 ** (-90.5 / 90)), ("2016-11-01", 0.0), ("2027-01-01", .8)])
def test_a_contact_is_worth_less_the_longer_it_is_overdue(last, worth):
    assert kept_on(DAY, last_confirmed=last) == pytest.approx(worth, abs=1e-9)


def test_how_fast_a_contact_fades_is_by_the_settings_of_the_account_and_only_on_a_day():
    slow = replace(DEFAULTS, half_life_days=365.0)
    assert kept_on(DAY, last_confirmed="2026-07-11", settings=slow) == pytest.approx(.8 * 2 ** (-90.5 / 365))
    own = Setting(setting_id("half_life_days"), name="half_life_days", value=365.0)
    assert kept_on(DAY, own, last_confirmed="2026-07-11") == pytest.approx(.8 * 2 ** (-90.5 / 365))
    assert kept_on(None, last_confirmed="2016-11-01") == .8


def test_an_attitude_that_was_learnt_since_is_a_contact_and_declared_coverage_has_no_age():
    ties = [*people("ann"), TeamMember("we", name="We"), tie("KNOWS", "we", "ann", strength=.8, last_confirmed="2016-11-01")]
    assert coverage(account(*ties, position("ann", attitude="B", attitude_date="2026-10-20")), "o", on=DAY)["ann"] == .8
    assert coverage(account(*ties, position("ann", coverage="2")), "o", on=DAY)["ann"] == .5


def test_an_old_contact_covers_nobody_any_more():
    snapshot = account(TeamMember("we", name="We"), *people("ann bob"), position("ann", roles=("DECIDER",)), tie("KNOWS", "we", "ann", last_confirmed="2016-01-01"))
    analysis = analyse(snapshot, today=DAY)
    assert analysis.met["ann"] == pytest.approx(0, abs=1e-9) and "ann" in analysis.missing
    assert matrix(snapshot, "o", on=DAY).reach["we"] == pytest.approx(0, abs=1e-9)


def test_declared_coverage_without_a_name_is_a_contact_without_a_name():
    analysis = analyse(account(TeamMember("we", name="We"), *people("ann"), position("ann", coverage="2")), today=DAY)
    route = next(analysis.access.routes("ann"))
    assert route.chance == .5 and called_all(analysis, route) == ("one of us → Ann (50 %)", "我方某人 → Ann（50 %）")


def test_who_would_brand_us():
    snapshot = account(*people("ceo foe fan rival camp friend"), Competitor("x", name="X"), Faction("f", name="F"), Faction("g", name="G"),
                       position("foe", attitude="D"), tie("SUPPORTS_COMPETITOR", "fan", "x"), tie("RIVALS", "rival", "ceo"),
                       tie("IN_FACTION", "ceo", "f"), tie("IN_FACTION", "friend", "f"), tie("IN_FACTION", "camp", "g"), tie("HOSTILE", "g", "f"))
    analysis = analyse(snapshot, today=DAY)
    assert set(brands(analysis, "ceo")) == {"foe", "fan", "rival", "camp"}
    assert set(brands(analysis, "foe")) == {"fan"}, "the target is no brand, and other people's rivals are none to him"
    assert "rival of Ceo" in brands(analysis, "ceo")["rival"].en


# Lines, and how likely they are left: published values of the analysis note, 2.4

MESH = [("us", "r1"), ("us", "r2"), ("r1", "c1"), ("r1", "c2"), ("r2", "c1"), ("r2", "c2"), ("c1", "end"), ("c2", "end")]


@pytest.mark.parametrize(("links", "expected"), [
    ([("us", "a"), ("a", "end")], .830),
    ([("us", "a"), ("us", "b"), ("a", "end"), ("b", "end")], .971),
    ([("us", "a"), ("us", "b"), ("us", "c"), ("a", "end"), ("b", "end"), ("c", "end")], .995),
    ([("us", "champion"), ("champion", "boss"), ("boss", "end")], .689),
    (MESH, .943),
    ([pair for pair in MESH if pair not in (("r1", "c2"), ("r2", "c1"))], .903)])
def test_reliability_over_a_year_as_published(links, expected):
    assert reliability(links, "us", "end", .83) == pytest.approx(expected, abs=.0006)


def test_reliability_of_nothing_and_of_a_direct_line():
    assert reliability([("us", "a")], "us", "end", .83) == 0 and reliability([("us", "end")], "us", "end", .83) == 1


def test_many_people_are_estimated_near_the_exact_value_and_repeatably():
    chains = [link for k in range(8) for link in (("us", f"a{k}"), (f"a{k}", f"b{k}"), (f"b{k}", "end"))]
    assert len(on_the_way(chains, "us", "end")) > EXACT_PEOPLE
    found = reliability(chains, "us", "end", .5)
    assert found == pytest.approx(1 - (1 - .25) ** 8, abs=.03) and found == reliability(chains, "us", "end", .5)


def test_one_line_more_never_makes_it_less_likely():
    rng = np.random.default_rng(2)
    for _ in range(30):
        names = ["us", "end", *"abcdef"]
        links = [(names[a], names[b]) for a, b in rng.integers(0, 8, (9, 2)) if a != b and (a, b) != (0, 1)]
        more = [*links, ("us", "g"), ("g", "end")]
        assert reliability(more, "us", "end", .8) > reliability(links, "us", "end", .8)
        count, cut = separate_lines(links, "us", "end")
        assert separate_lines(more, "us", "end")[0] == count + 1
        assert count < 2 or len(cut) == count


def test_lines_and_cuts_as_in_networkx():
    rng = np.random.default_rng(8)
    for _ in range(40):
        graph = nx.gnp_random_graph(10, .25, seed=rng, directed=True)
        graph.remove_edges_from([(0, 9)])
        links = [(str(a), str(b)) for a, b in graph.edges]
        count, cut = separate_lines(links, "0", "9")
        assert count == nx.node_connectivity(graph, 0, 9)
        without = graph.copy()
        without.remove_nodes_from(int(person) for person in (cut if count > 1 else cut[:1]))
        assert not nx.has_path(without, 0, 9)


def test_everybody_who_alone_would_cut_the_one_line_is_named():
    assert separate_lines([("us", "r"), ("r", "c"), ("c", "end")], "us", "end") == (1, ("r", "c"))
    assert separate_lines([("us", "r"), ("r", "a"), ("r", "b"), ("a", "end"), ("b", "end")], "us", "end") == (1, ("r",))


def test_k_best_is_lazy_enough_for_two_thousand_people():
    rng = np.random.default_rng(1)
    found: dict[str, dict[str, Step]] = {}
    for a, b, chance in zip(rng.integers(0, 2000, 10_000), rng.integers(0, 2000, 10_000), rng.uniform(.1, 1, 10_000), strict=True):
        found.setdefault(f"p{a}", {})[f"p{b}"] = Step(float(chance), "")
    found["we"] = {f"p{k}": Step(.5, "") for k in range(300)}
    routes = list(islice(Access(("we",), found, DEFAULTS).routes("p1999"), 5))
    assert [r.chance for r in routes] == sorted((r.chance for r in routes), reverse=True)
