"""The forecast: published means and medians, the silent boss, the veto, and views that are worth what the closed form says."""


import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import ask
from graph.analysis.finding import often
from graph.analysis.flow import vetoed
from graph.analysis.gates import flow
from graph.analysis.ways import centralised, decider_part, fitting, ways, weighted_mean, weighted_median
from graph.analysis.what_if import WhatIf, compare, if_said
from graph.model import DEFAULTS, SCALES, Account, Competitor, Opportunity, Organisation, Person
from tests.analysis.every_account import demo
from tests.analysis.test_findings import DAY, account, people, position, tie

# Capability, position, salience of the states on the date of emission standards for small cars (Bueno de Mesquita and Stokman,
# European Community Decision Making, 1994; the file ExampleActors.csv of github.com/jmckib/bdm-scholz-expected-utility-model)
EMISSION = ((.08, 4, .8), (.08, 7, .4), (.03, 4, .2), (.16, 4, .8), (.16, 10, .6), (.16, 10, .6), (.16, 10, .9), (.05, 7, .1), (.05, 4, 1), (.08, 7, .7))
# Actors in a case of oil, of the same collection (Sultan.csv)
OIL = ((.65, 14.25, .8), (.85, 14.20, .85), (.55, 14.20, .65), (.7, 14.10, .75), (.5, 14.10, .75), (.75, 14, .85), (.65, 14, .9), (.85, 13.95, .85),
       (.95, 13.90, .9), (.6, 13.75, .8), (.95, 13.40, .95), (.45, 13.35, .75), (1, 13.25, .9), (1.05, 13, .9), (.6, 13, .7), (.8, 12.90, .85), (.75, 12.85, .75))


def test_the_states_and_their_emission_standards() -> None:
    capability, place, salience = np.array(EMISSION).T
    weight = capability * salience
    assert weight.sum() == pytest.approx(.677)
    assert weighted_mean(place, weight) == pytest.approx(7.390, abs=.001) and weighted_median(place, weight) == 7
    assert [weight[place == p].sum() / weight.sum() for p in (4, 7, 10)] == pytest.approx([.366, .137, .496], abs=.001)


def test_the_price_of_oil() -> None:
    capability, place, salience = np.array(OIL).T
    assert weighted_mean(place, capability * salience) == pytest.approx(13.620, abs=.001)
    assert weighted_median(place, capability * salience) == 13.9


def test_a_median_wins_every_vote_and_lies_halfway_where_two_hold_half_each() -> None:
    rng = np.random.default_rng(0)
    views, weights = rng.normal(size=(50, 7)), rng.uniform(.1, 1, (50, 7))
    for x, w, best in zip(views, weights, weighted_median(views, weights), strict=True):
        for other in x:
            nearer = w[abs(x - best) < abs(x - other)].sum()
            assert nearer >= w[abs(x - other) < abs(x - best)].sum() - 1e-12
    assert weighted_median(np.array([[-1.0, 1.0], [1.0, -1.0]]), np.array([[.5, .5], [.5, .5]])).tolist() == [0, 0]


def centre(*more, culture=None, style=None):
    return account(Account("a", name="A", culture=culture), Person("boss", name="Boss", leadership_style=style), *people("aide clerk"),
                   tie("LISTENS_TO", "boss", "aide"), position("boss", roles=("DECIDER",)), position("clerk", roles=("USER",), attitude="A"), *more)


def test_all_for_us_is_won_each_way() -> None:
    said = {"evidence": "SEEN", "attitude_date": "2026-10-31"}
    found = analyse(centre(position("boss", roles=("DECIDER",), attitude="A", **said), position("aide", attitude="A", **said)), today=DAY)
    assert all(way.outcome.win > .95 and way.outcome.number.value == pytest.approx(1) for way in ways(found))
    answer = ask(found, "forecast")
    assert answer.sure and answer.sentence.en.startswith("As things stand we win") and answer.value == pytest.approx(1)
    assert answer.unit == "outcome" and len(answer.table.rows) == 4


def test_the_silence_of_the_boss_is_a_no_where_the_culture_is_centralised() -> None:
    boss = position("boss", roles=("DECIDER",), attitude="C", evidence="SEEN", attitude_date="2026-10-31", susceptibility=0)
    aide = position("aide", roles=("AWARDER", "TRIGGER"), attitude="A", evidence="SEEN", attitude_date="2026-10-31")
    free, tight = (analyse(centre(boss, aide, culture=c, style="PARTICIPATING"), today=DAY) for c in ("DELEGATED", "CENTRALISED"))
    assert not centralised(free) and centralised(tight) and decider_part(free) == .4
    one, other = ways(free)[3].outcome, ways(tight)[3].outcome
    assert one.number == other.number and one.win > .8 > .5 > other.win
    assert one.win + one.lose + one.none == pytest.approx(1) == other.win + other.lose + other.none
    assert "silence counts as no" in ask(tight, "forecast").sentence.en and "silence" not in ask(free, "forecast").sentence.en


def test_the_culture_of_the_deal_comes_before_that_of_the_account() -> None:
    assert not centralised(analyse(centre(Opportunity("o", name="O", culture="DELEGATED"), culture="CENTRALISED"), today=DAY))


def test_an_unknown_style_leaves_it_to_the_decider() -> None:
    found = analyse(centre(), today=DAY)
    own = (found.inside.draws.shares * found.attitudes).sum(axis=1)
    assert decider_part(found) == DEFAULTS.decider_part == 1 and np.allclose(ways(found)[3].outcome.draws, own)


def test_a_blocker_against_us_takes_wins_away_from_the_decider_and_a_friendly_one_none() -> None:
    boss = position("boss", roles=("DECIDER",), attitude="A", evidence="SEEN", attitude_date="2026-10-31")
    calm, foe, friend = (analyse(centre(boss, *more), today=DAY) for more in
                         ((), (position("aide", attitude="E", roles=("SABOTEUR",), evidence="SEEN", attitude_date="2026-10-31"),),
                          (position("aide", attitude="A", roles=("SABOTEUR",), evidence="SEEN", attitude_date="2026-10-31"),)))
    assert not vetoed(calm).any() and vetoed(foe)[1:].mean() == pytest.approx(DEFAULTS.veto_chance, abs=.1) and not vetoed(friend).any()
    assert ways(foe)[3].outcome.win < .7 < .95 < ways(friend)[3].outcome.win
    assert any("can stop it" in fact.en for fact in ask(foe, "forecast").facts)


@pytest.mark.parametrize("culture", ["DELEGATED", "CENTRALISED"])
@pytest.mark.parametrize("rule", [None, *SCALES["decision_rule"].codes])
def test_what_a_view_would_come_to_is_the_scenario_itself(rule, culture) -> None:
    known = analyse(centre(Opportunity("o", name="O", decision_rule=rule), position("aide", roles=("SABOTEUR",), attitude="D"),
                           position("clerk", roles=("AWARDER",), attitude="A"), tie("APPROVES", "clerk", "o", strength=0.6), culture=culture), today=DAY)
    for person in ("boss", "aide", "clerk"):
        for code in ("E", "D", "C", "B", "A"):
            then, quick = compare(known, WhatIf({person: code})).after, if_said(known, person, code)
            assert (quick.win, quick.lose) == (then.win, then.lose) and np.allclose(quick.draws, then.draws)


def test_it_hangs_on_whoever_moves_the_chance_of_winning_most_and_says_how_far() -> None:
    fresh = {"evidence": "SEEN", "attitude_date": "2026-10-31"}
    found = analyse(account(*people("ann vic"), position("ann", roles=("DECIDER",), attitude="A", **fresh),
                            position("vic", roles=("SABOTEUR",), attitude="E", **fresh)), today=DAY)
    answer = ask(found, "forecast")
    won = [compare(found, WhatIf({"vic": code})).after.win for code in ("D", "C", "B")]
    assert won[2] > .95 and won[0] < .7 and answer.people[0] == "vic"
    assert answer.would_change.en == f"The view of Vic: doubting us: won {often(won[0]).en}; accepting us: won {often(won[1]).en}; supporting us: won {often(won[2]).en}."


def test_where_no_view_alone_makes_it_won_that_is_said() -> None:
    fresh = {"evidence": "SEEN", "attitude_date": "2026-10-31"}
    against = [position(p, roles=("DECIDER",), attitude="E", weight=1.0, susceptibility=0, **fresh) for p in ("ann", "bob", "cy", "dee")]
    answer = ask(analyse(account(*people("ann bob cy dee"), *against), today=DAY), "forecast")
    assert answer.sure and answer.sentence.en.startswith("As things stand we lose") and answer.would_change.en.startswith("Nobody alone")


@pytest.mark.parametrize("friend, foe", [("p1", "p2"), ("p2", "p1")])
def test_two_who_decide_alike_are_not_told_apart_by_their_ids(friend, foe) -> None:
    fresh = {"evidence": "SEEN", "attitude_date": "2026-10-31"}
    found = analyse(account(Opportunity("o", name="O", decision_rule="BOSS"), Person(friend, name="Friend"), Person(foe, name="Foe"),
                            position(friend, roles=("DECIDER",), attitude="A", **fresh), position(foe, roles=("DECIDER",), attitude="E", **fresh)), today=DAY)
    answer = ask(found, "forecast")
    assert set(found.deciders) == {"p1", "p2"} and found.decider is None and found.headline.code == "talk"
    assert not answer.sure and answer.value == pytest.approx(0, abs=1e-9)
    assert any("weigh the same on paper" in fact.en and "Friend" in fact.en and "Foe" in fact.en for fact in answer.facts)


@pytest.mark.parametrize("friend, other", [("p1", "p2"), ("p2", "p1")])
def test_of_two_bosses_the_silence_of_either_is_a_no(friend, other) -> None:
    fresh = {"evidence": "SEEN", "attitude_date": "2026-10-31", "susceptibility": 0}
    found = analyse(account(Account("a", name="A", culture="CENTRALISED"), *people("p1 p2"), position(friend, roles=("DECIDER",), attitude="A", **fresh),
                            position(other, roles=("DECIDER",), attitude="C", **fresh)), today=DAY)
    assert found.headline.outcome.win < .1 and found.headline.outcome.number.value > .4


def test_ways_that_stand_on_other_sides_of_zero_are_named() -> None:
    # the heaviest two are against us, and listen to one who is wholly for us
    snapshot = account(*people("ann bob cy"), tie("LISTENS_TO", "ann", "cy"), tie("LISTENS_TO", "bob", "cy"),
                       position("ann", roles=("DECIDER",), attitude="D+", susceptibility=.9), position("bob", roles=("PAYER",), attitude="D+", susceptibility=.9),
                       position("cy", roles=("TRIGGER",), attitude="A", susceptibility=0))
    found = analyse(snapshot, today=DAY)
    talk, mean, median, _ = (way.outcome.number.value for way in ways(found))
    assert mean < 0 < talk and median < 0
    assert "The ways disagree" in ask(found, "forecast").sentence.en


def test_without_attitudes_there_is_no_forecast() -> None:
    found = ask(analyse(account(*people("ann bob"), position("ann", roles=("DECIDER",))), today=DAY), "forecast")
    assert not found.answered and found.people == ("ann",) and "guess" in found.sentence.en


SEEN = {"evidence": "SEEN", "attitude_date": "2026-10-31"}


def ruled(rule, *more, **fields):
    return analyse(account(Opportunity("o", name="O", decision_rule=rule, **fields), *people("dee awa"), position("dee", roles=("DECIDER",), attitude="A", susceptibility=0, **SEEN),
                           position("awa", roles=("AWARDER",), attitude="E", susceptibility=0, **SEEN), *more), today=DAY)


@pytest.mark.parametrize("rule, way, win", [(None, "talk", False), ("BOSS", "decider", True), ("WEIGHTED", "mean", False), ("MAJORITY", "median", True),
                                            ("CONSENSUS", "least", False), ("VETO", "least", False)])
def test_the_rule_of_the_deal_counts_in_the_head_in_the_kept_chances_and_first_in_the_table(rule, way, win) -> None:
    found = ruled(rule)
    answer = ask(found, "forecast")
    assert found.headline.code == way == fitting(found) and (found.headline.outcome.win > .7) == win
    assert answer.value == found.headline.outcome.number.value and answer.table.rows[0][0] == found.headline.name
    assert answer.sentence.en.startswith("As things stand we win") == (win and answer.sure)


def test_one_veto_is_a_loss_and_one_voice_against_a_consensus_is_no_decision() -> None:
    veto, consensus = (ruled(rule).headline.outcome for rule in ("VETO", "CONSENSUS"))
    assert veto.lose > .95 and consensus.lose < .05 and consensus.none > .95
    assert ask(ruled("VETO"), "forecast").sentence.en.startswith("As things stand we lose")


def test_a_rule_by_which_nobody_is_known_to_act_leaves_it_to_the_model() -> None:
    found = analyse(account(Opportunity("o", name="O", decision_rule="VETO"), *people("ann bob"), position("ann", roles=("USER", "PAYER"), attitude="A")), today=DAY)
    assert found.headline.code == "talk" and any("nobody is known who acts by it" in fact.en for fact in ask(found, "forecast").facts)


@pytest.mark.parametrize("rule", [None, "BOSS", "MAJORITY", "WEIGHTED"])
def test_a_blocker_and_an_approval_stop_a_win_whatever_the_rule(rule) -> None:
    free, stopped = (analyse(account(
        Opportunity("o", name="O", decision_rule=rule), *people("dee saul"), position("dee", roles=("DECIDER",), attitude="A", **SEEN),
        position("saul", roles=("SABOTEUR",), attitude="E", weight=.01, **SEEN), *more), settings=DEFAULTS.__class__(veto_chance=chance), today=DAY)
        for chance, more in ((0.0, ()), (.5, (Organisation("gov", name="Gov"), tie("APPROVES", "gov", "o", strength=.2)))))
    assert free.headline.outcome.win > .95 and stopped.headline.outcome.win == pytest.approx(.1, abs=.06)
    assert stopped.headline.outcome.win == pytest.approx(flow(stopped).all[0], abs=.05)
    said = ask(stopped, "forecast")
    assert "we win" not in said.sentence.en and any("Approvals needed: 1; all are given in about 20 %" in fact.en for fact in said.facts)


def test_a_blocker_of_whom_we_do_not_know_is_not_called_an_opponent() -> None:
    seat = {"dee": position("dee", roles=("DECIDER",), attitude="A", **SEEN)}
    found = analyse(account(*people("dee foe dark kind"), *seat.values(), position("foe", roles=("SABOTEUR",), attitude="E", **SEEN), position("dark", roles=("SABOTEUR",)),
                            position("kind", roles=("SABOTEUR",), attitude="A", **SEEN)), today=DAY)
    facts = [fact.en for fact in ask(found, "forecast").facts if "can stop it" in fact.en]
    assert len(facts) == 2 and facts[0].startswith("Foe can stop it, and is against us") and facts[1] == "Dark can stop it, and we do not know the view."


def test_what_people_do_stands_beside_what_they_say() -> None:
    found = analyse(demo("camera_maker"), today=DAY)
    answer = ask(found, "forecast")
    assert "If deeds count above words: −" in answer.sentence.en and answer.table.rows[1][0].en == "The same, deeds counted above words"
    plain = analyse(account(*people("dee rex"), position("dee", roles=("DECIDER",), attitude="A", **SEEN), position("rex", roles=("USER",), attitude="B", **SEEN)), today=DAY)
    assert "deeds" not in ask(plain, "forecast").sentence.en and len(ask(plain, "forecast").table.rows) == 4


def test_no_win_is_sure_while_the_decider_backs_somebody_else() -> None:
    found = analyse(account(Competitor("x", name="X"), *people("dee rex"), position("dee", roles=("DECIDER",), attitude="B", evidence="SAID", attitude_date="2026-10-31"),
                            position("rex", roles=("AWARDER",), attitude="A", **SEEN), tie("SUPPORTS_COMPETITOR", "dee", "x")), today=DAY)
    answer = ask(found, "forecast")
    assert found.headline.outcome.win > DEFAULTS.sure_from and not answer.sure and "If deeds count above words" in answer.sentence.en


@pytest.mark.parametrize("name", ("bank", "camera_maker", "committee"))
def test_the_demo_accounts_say_one_thing_in_the_forecast_and_at_the_gates(name) -> None:
    found = analyse(demo(name), today=DAY)
    assert abs(found.headline.outcome.win - flow(found).all[0]) < .15 and found.headline.code == "decider"
