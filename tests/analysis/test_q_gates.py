"""The gates of a deal: who stands at each, how often all are passed, and where it stops."""

import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import ask
from graph.analysis.flow import ACTS
from graph.analysis.gates import flow
from graph.analysis.questions.gates import answer
from graph.model import DEFAULTS, SCALES, Opportunity, Organisation
from tests.analysis.test_findings import DAY, account, people, position, tie

MANY = DEFAULTS.__class__(draws=4000)


def deal(*more, step="6", **fields):
    return account(Opportunity("o", name="O", buying_step=step, **fields), *more)


def known(person, attitude, *roles, **more):
    return position(person, attitude=attitude, roles=roles, evidence="SEEN", attitude_date=DAY.isoformat(), **more)


def test_every_buying_step_has_roles_that_act_there():
    assert list(ACTS) == list(SCALES["buying_step"].codes)
    assert {r for acting in ACTS.values() for r in acting} <= set(SCALES["role"].codes)


def test_what_is_behind_us_is_no_gate_and_what_nobody_holds_is_said():
    analysis = analyse(deal(*people("ann bob"), known("ann", "B", "DECIDER"), known("bob", "C", "USER"), step="4"), today=DAY)
    found = flow(analysis)
    assert [g.key for g in found.gates] == ["4", "6", "7", "8"] and found.nobody == ("5",)
    assert any("Nobody is known to act at step 5" in fact.en for fact in answer(analysis).facts) and "as far as known" in answer(analysis).sentence.en


@pytest.mark.parametrize("stage, step, ahead", [("C", None, ["5", "6", "7", "8"]), ("S", None, ["8"]), ("S", "6", ["6", "7", "8"]), (None, None, list("12345678"))])
def test_without_a_buying_step_the_sales_stage_says_what_is_ahead(stage, step, ahead):
    everywhere = ("TRIGGER", "PAYER", "BUYER", "AWARDER", "DECIDER")
    analysis = analyse(deal(*people("ann bob"), known("ann", "D", *everywhere), known("bob", "E", "USER"), step=step, stage=stage), today=DAY)
    assert [g.key for g in flow(analysis).gates] == ahead
    said = [fact for fact in answer(analysis).facts if "follow from sales stage" in fact.en]
    assert bool(said) == (step is None and stage is not None) and all(stage in fact.zh for fact in said)


@pytest.mark.parametrize("weights, passed", [((.05, 1.0), False), ((1.0, .05), True), ((None, None), False), ((None, .05), True)])
def test_the_weight_on_the_card_counts_at_a_step(weights, passed):
    # at step 6 Ann awards (.7 by her role) and is all for us, Bob decides (1.0) and is all against, both with fixed views: by the roles (.7 - 1) / 1.7 < 0
    mine, his = weights
    snapshot = deal(*people("ann bob"), known("ann", "A", "AWARDER", weight=mine, susceptibility=0.0), known("bob", "E", "DECIDER", weight=his, susceptibility=0.0))
    assert (flow(analyse(snapshot, today=DAY)).gates[0].chance > .5) == passed


def test_a_blocker_is_heard_and_not_left_proof_with():
    found = answer(analyse(deal(*people("ann vic"), known("ann", "A", "DECIDER"), known("vic", "E", "SABOTEUR", barrier="FEAR_OF_RISK"), step="7"), settings=MANY, today=DAY))
    assert "Most likely stop: a blocker's veto, in about 50 % of the cases" in found.sentence.en and "最可能卡在破坏者的否决" in found.sentence.zh
    assert found.next_step.en.startswith("Before the next step hear what Vic holds against us, and answer it in writing: barrier")
    assert "A blocker's veto: stays out in about 50 % of the cases." in [fact.en for fact in found.facts]


def test_what_nearly_always_or_never_happens_reads_well_in_chinese():
    for attitude, said in (("A", "所有关口几乎总能通过"), ("E", "最可能卡在第 6 步“评标，确立首选供应商”（几乎总是）。所有关口几乎无法通过")):
        found = answer(analyse(deal(*people("ann bob"), known("ann", attitude, "DECIDER", "AWARDER"), known("bob", attitude, "USER")), today=DAY))
        assert said in found.sentence.zh and "机会几乎" not in found.sentence.zh + "".join(fact.zh for fact in found.facts)


def test_one_step_that_nobody_holds_is_one():
    found = answer(analyse(deal(*people("ann bob"), known("ann", "B", "DECIDER"), known("bob", "C", "USER"), step="4"), today=DAY))
    assert "Nobody is known to act at step 5; this step is not counted." in [fact.en for fact in found.facts]
    more = answer(analyse(deal(*people("ann bob"), known("ann", "B", "AWARDER"), known("bob", "C", "USER"), step="4"), today=DAY))
    assert "Nobody is known to act at steps 5 and 7; these steps are not counted." in [fact.en for fact in more.facts]


def test_the_same_decider_at_three_gates_is_not_multiplied():
    analysis = analyse(deal(*people("ann bob"), position("ann", roles=("DECIDER",), attitude="C", evidence="HEARSAY"), known("bob", "B", "USER"), step="6"), today=DAY)
    found = flow(analysis)
    assert found.all[0] == pytest.approx(min(g.chance for g in found.gates)) and found.multiplied < found.all[0] - .1
    assert any("Multiplying" in fact.en and "too little" in fact.en for fact in answer(analysis).facts)


def test_approvals_that_depend_on_nobody_do_multiply():
    gates = [Organisation(x, name=x.upper()) for x in "xy"] + [tie("APPROVES", x, "o", strength=.6) for x in "xy"]
    analysis = analyse(deal(*people("ann bob"), known("ann", "A", "DECIDER"), *gates), settings=MANY, today=DAY)
    found = flow(analysis)
    assert [g.chance for g in found.gates if g.key.startswith("APP")] == [pytest.approx(.6, abs=.03)] * 2
    assert found.all[0] == pytest.approx(.36, abs=.03) == pytest.approx(found.multiplied, abs=.03)


def test_an_approver_with_a_view_passes_as_recorded_and_with_the_view():
    analysis = analyse(deal(*people("ann cfo"), known("ann", "A", "DECIDER"), known("cfo", "B"), tie("APPROVES", "cfo", "o", strength=.7)), settings=MANY, today=DAY)
    gate = next(g for g in flow(analysis).gates if g.people == ("cfo",))
    assert gate.chance == pytest.approx(.7, abs=.03)
    views = analysis.attitudes[1:, analysis.people_at["cfo"]]
    assert views[gate.passes].min() >= views[~gate.passes].max()


def test_a_blocker_stops_as_often_as_set_and_comes_last():
    analysis = analyse(deal(*people("ann saul"), known("ann", "A", "DECIDER"), known("saul", "E", "SABOTEUR")), settings=MANY, today=DAY)
    found = flow(analysis)
    assert found.gates[-1].key == "SABOTEUR" and found.gates[-1].chance == pytest.approx(1 - DEFAULTS.veto_chance, abs=.03)
    assert any("Can stop it at any step: Saul" in fact.en for fact in answer(analysis).facts)


def test_a_centralised_boss_must_say_yes_when_a_vendor_is_chosen():
    free, central = (flow(analyse(deal(*people("ann bob"), known("ann", "C+", "DECIDER"), culture=c), today=DAY)) for c in ("DELEGATED", "CENTRALISED"))
    assert central.gates[0].chance < free.gates[0].chance and central.gates[1].chance == free.gates[1].chance


@pytest.mark.parametrize("rule, passed", [(None, True), ("BOSS", True), ("MAJORITY", True), ("VETO", False), ("CONSENSUS", False)])
def test_the_rule_of_the_deal_counts(rule, passed):
    snapshot = deal(*people("ann bob"), known("ann", "A", "DECIDER", susceptibility=0.0), known("bob", "E", "AWARDER", susceptibility=0.0), decision_rule=rule)
    assert (flow(analyse(snapshot, today=DAY)).gates[0].chance > .5) == passed


def test_the_weakest_gate_is_named_with_the_objection():
    snapshot = deal(*people("ann bea"), known("ann", "B", "DECIDER"), known("bea", "E", "BUYER", barrier="FEAR_OF_RISK", criteria="FIXED"), step="4")
    found = answer(analyse(snapshot, today=DAY))
    assert "Most likely stop: step 5" in found.sentence.en and found.people[0] == "bea" and found.value == 0
    assert "barrier “Fear of risk”, criteria “Fixed”" in found.next_step.en and "in writing" in found.next_step.en
    assert found.low <= found.value <= found.high


def test_while_the_tender_runs_only_the_official_channel_is_advised():
    found = ask(analyse(deal(*people("ann bea"), known("ann", "B", "DECIDER"), known("bea", "E", "BUYER"), step="5"), today=DAY), "gates")
    assert "Answer in the bid itself" in found.next_step.en and any("tender is running" in flag.en for flag in found.flags)


@pytest.mark.parametrize("more", [{"decision_rule": None}, {"decision_rule": "BOSS"}])
def test_where_the_forecast_and_the_gates_differ_both_say_so(more):
    # the decider is for us, whoever runs the tender is against us and has no say in the end
    analysis = analyse(deal(*people("ann bea"), known("ann", "A", "DECIDER"), known("bea", "E", "BUYER"), step="5", **more), today=DAY)
    assert analysis.headline.outcome.win > .8 and flow(analysis).all[0] < .2
    gates, forecast = ask(analysis, "gates").sentence, ask(analysis, "forecast")
    assert "The forecast says otherwise" in gates.en and "预测则不同" in gates.zh
    assert "all gates are passed almost never" in forecast.sentence.en and not forecast.sure and "we win" not in forecast.sentence.en


def test_how_much_a_step_needs_is_said_and_its_slack_is_not_called_a_range():
    found = answer(analyse(deal(*people("ann bob"), known("ann", "C", "DECIDER"), known("bob", "C+", "USER"), step="4"), today=DAY))
    assert "(if a little more or less is needed: " in found.sentence.en
    assert any("A step is passed from a view of 0; the forecast counts a win from 0.1." in fact.en for fact in found.facts)


def test_what_always_holds_is_not_given_in_hundreds():
    found = answer(analyse(deal(*people("ann bob"), known("ann", "A", "DECIDER"), known("bob", "A", "USER"), step="4"), today=DAY))
    assert "All gates are passed almost always" in found.sentence.en and "100 %" not in " ".join([found.sentence.en, *(fact.en for fact in found.facts)]).replace("–100 %", "").replace("needed: 100 %", "")


def test_more_support_needed_never_raises_the_chance():
    analysis = analyse(deal(*people("ann bob cy"), known("ann", "C", "DECIDER"), known("bob", "C+", "BUYER"), known("cy", "B", "USER"), step="1"), today=DAY)
    all_pass, strict, lax = flow(analysis).all
    assert strict <= all_pass <= lax
    stops = flow(analysis).stops
    assert sum(stops.values()) + all_pass == pytest.approx(1)
    assert all(np.array_equal(a.passes, b.passes) for a, b in zip(flow(analysis).gates, flow(analysis).gates, strict=True))


@pytest.mark.parametrize("snapshot", [account(), account(*people("a")), account(*people("a b")), account(*people("a b"), position("a", roles=("DECIDER",))),
                                      account(*people("a b"), tie("LISTENS_TO", "a", "b"), position("a", attitude="B"))])
def test_edge_accounts_get_a_sentence(snapshot):
    found = answer(analyse(snapshot, today=DAY))
    assert not found.answered and found.value is None and found.sentence.en and found.sentence.zh
