"""What the answer hangs on: judgements halved and doubled, the largest effect first."""

from dataclasses import fields, replace

import pytest

from graph.analysis.account import analyse
from graph.analysis.decision import decision_model
from graph.analysis.outcome import attitude_draws, outcome
from graph.analysis.ranges import decision_shares, small_circle
from graph.analysis.sensitivity import MOVING, in_words, sensitivity
from graph.model import DEFAULTS, SETTINGS, Person, Setting, Settings, setting_id
from tests.analysis.every_account import every
from tests.analysis.test_findings import DAY, account, people, position, tie

UNMOVED = {"draws", "seed", "tie_noise", "tie_missing", "power_noise", "range_mass", "unknown_sd", "half_life_days", "decided_from"}
"""What the model reads and the outcome as recorded does not change with: doubt, draws and names of ranges of it."""


def torn(*more):
    """A boss who listens to an advocate, as is declared, and asks an opponent for advice: the ratio of the two weights counts."""
    return account(*people("boss friend foe"), tie("LISTENS_TO", "boss", "friend"), tie("ADVICE", "boss", "foe"),
                   position("boss", roles=("DECIDER",), attitude="C"), position("friend", attitude="A"), position("foe", attitude="E"), *more)


def of(analysis, name: str):
    return next(e for e in sensitivity(analysis) if e.judgement.name == name)


def by_hand(declared: float, advice: float) -> float:
    """p = (1.02, .02, .02) normalised, s = .5: the boss ends at .5 (declared - advice) / (declared + advice); friend and foe cancel out."""
    return 1.02 / 1.06 * 0.5 * (declared - advice) / (declared + advice)


def test_the_outcome_is_that_of_the_formula():
    analysis = analyse(torn(), today=DAY)
    effect = of(analysis, "listen_advice")
    assert (effect.now.value, effect.halved.value, effect.doubled.value) == (0.6, 0.3, 1.2)
    for case, advice in ((effect.now, 0.6), (effect.halved, 0.3), (effect.doubled, 1.2)):
        assert case.outcome == pytest.approx(by_hand(1, advice), abs=1e-9)
    assert effect.size == pytest.approx(by_hand(1, 0.6) - by_hand(1, 1.2), abs=1e-9)  # the larger of the two


def test_largest_first_and_nothing_that_changes_nothing():
    effects = sensitivity(analyse(torn(), today=DAY))
    assert [e.size for e in effects] == sorted((e.size for e in effects), reverse=True)
    names = [e.judgement.name for e in effects]
    assert {"listen_declared", "listen_advice", "susceptibility"} <= set(names) and "listen_formal" not in names and "seed" not in names
    assert all(e.changes for e in effects)


def test_in_words_names_the_judgement_and_who_stays_first():
    text = in_words(analyse(torn(position("boss", roles=("DECIDER",), attitude="C", susceptibility=0.3)), today=DAY))
    assert text.en.startswith("The answer hangs most on “") and text.en.endswith(
        "Nobody else becomes first under any of the 17 judgements tried, one at a time: it stays Boss.")
    assert "结论最取决于" in text.zh and "仍是Boss。" in text.zh


def test_somebody_else_who_becomes_first_is_named():
    """The boss is open: with openness doubled (to the end of its range) most of the decision lies with the friend."""
    snapshot = account(*people("boss friend other"), tie("LISTENS_TO", "boss", "friend"), tie("LISTENS_TO", "boss", "other", strength=0.5),
                       position("boss", roles=("DECIDER",)), position("friend", attitude="A"))
    analysis = analyse(snapshot, today=DAY)
    assert of(analysis, "susceptibility").doubled.first == "friend"
    assert "But Friend can become first, as when “openness to others" in in_words(analysis).en


def test_values_stay_in_their_range():
    settings = replace(DEFAULTS, susceptibility=0.9, circle_share=0.9)
    for effect in sensitivity(analyse(torn(), settings=settings, today=DAY)):
        assert effect.judgement.low <= effect.halved.value <= effect.doubled.value <= effect.judgement.high


def test_what_cannot_be_doubled_is_not_called_doubled():
    """Openness of a half ends at 0.95: that is where the sentence says it was put."""
    analysis = analyse(account(*people("boss friend"), tie("LISTENS_TO", "boss", "friend"), position("boss", roles=("DECIDER",), attitude="C"),
                               position("friend", attitude="A")), today=DAY)
    effect = of(analysis, "susceptibility")
    assert effect.doubled.value == 0.95 and effect.cut(effect.doubled) and not effect.cut(effect.halved)
    assert "halved, the outcome goes from" in in_words(analysis).en and "at 0.95, to" in in_words(analysis).en and "为 0.95 时变为" in in_words(analysis).zh


def roles(**more):
    return account(*people("boss expert"), position("boss", roles=("DECIDER",), attitude="A", susceptibility=0), position("expert", roles=("AWARDER",), susceptibility=0, **more))


def test_the_weights_of_roles_are_tried_and_can_put_somebody_else_first():
    """Decider 1, awarder 0.7 of 1.74 with the base of both: half of the decider's weight is less than the awarder's."""
    analysis = analyse(roles(attitude="E"), today=DAY)
    decider = of(analysis, "role:DECIDER")
    assert (decider.now.value, decider.halved.value, decider.doubled.value) == (1, 0.5, 2)
    assert (decider.now.first, decider.halved.first, decider.doubled.first) == ("boss", "expert", "boss")
    for case, weight in ((decider.now, 1), (decider.halved, 0.5), (decider.doubled, 2)):
        assert case.outcome == pytest.approx((weight - 0.7) / (weight + 0.7 + 0.04), abs=1e-9)
    assert "But Expert can become first, as when “weight of a role: Bid awarder / spec setter” is doubled" in in_words(analysis).en


def test_the_openness_of_parties_and_what_an_unknown_attitude_counts_are_tried():
    unknown = of(analyse(roles(), today=DAY), "attitude:U")
    assert unknown.doubled.outcome - unknown.now.outcome == pytest.approx(-0.1 * 0.72 / 1.74, abs=1e-9)
    listens = account(Person("boss", name="Boss", party="TECHNICAL"), *people("friend"), tie("LISTENS_TO", "boss", "friend"),
                      position("boss", roles=("DECIDER",), attitude="C"), position("friend", attitude="A"))
    party = of(analyse(listens, today=DAY), "party:TECHNICAL")
    assert party.now.outcome == pytest.approx((1.02 * 0.4 + 0.02) / 1.04, abs=1e-9) and party.doubled.outcome == pytest.approx((1.02 * 0.8 + 0.02) / 1.04, abs=1e-9)


def test_the_bank_is_not_said_to_stay_with_its_first_one():
    """Half the weight of the decider puts another one first there."""
    text = in_words(analyse(every()["bank"], today=DAY)).en
    assert "Lin Zhiyong (Manager, computer department) can become first" in text


def test_it_starts_from_the_settings_of_the_account():
    own = Setting(setting_id("listen_advice"), name="listen_advice", value=2.0)
    effect = of(analyse(torn(own), today=DAY), "listen_advice")
    assert effect.now.value == 2.0 and effect.now.outcome == pytest.approx(by_hand(1, 2), abs=1e-9)


def test_accounts_without_an_answer_get_a_sentence():
    assert sensitivity(analyse(account(), today=DAY)) == ()
    assert in_words(analyse(account(), today=DAY)).en == "There is nobody in the account yet."
    unknown = analyse(account(*people("a b")), today=DAY)
    assert in_words(unknown).en == (
        "The answer hangs most on “what an attitude counts that nobody knows”: halved, the outcome goes from −0.10 to −0.05; doubled, to −0.20. "
        "Nobody can be named as the first yet.")
    neutral = analyse(account(*people("a b"), position("a", attitude="C"), position("b", attitude="C")), today=DAY)
    assert in_words(neutral).en == "No judgement moves the outcome by as much as 0.01, halved or doubled. Nobody can be named as the first yet."


def test_no_judgement_that_the_outcome_is_made_of_is_left_out():
    """Whatever the model reads is either tried or listed here as not moving the outcome."""
    class Noted(Settings):
        def __getattribute__(self, name):
            if name in SETTINGS:
                seen.add(name)
            return super().__getattribute__(name)

        def __repr__(self):  # what tells kept draws apart is no reading
            return "noted"

    for snapshot in (torn(), account(*people("a b c"), tie("ADVICE", "a", "b"), tie("ADVICE", "b", "c"))):
        seen: set[str] = set()
        settings = Noted(**{f.name: getattr(DEFAULTS, f.name) for f in fields(Settings)})
        seen.clear()
        analysis = analyse(snapshot, today=DAY)
        model = decision_model(snapshot, analysis.network, settings=settings, today=DAY)
        shares = decision_shares(model)
        small_circle(shares, settings.circle_share)
        outcome(model, shares, attitude_draws(model))
        tried = {name for name, spec in SETTINGS.items() if spec.group in MOVING} | {"circle_share"}
        assert len(seen) > 5 and seen - tried <= UNMOVED, seen - tried - UNMOVED


def test_it_never_raises():
    for name, snapshot in every().items():
        assert all(in_words(analyse(snapshot, today=DAY))), name
