"""How real the attitudes are: behaviour over words, words by the party, and what it should count as."""

from dataclasses import replace

import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import ask
from graph.analysis.questions.evidence import answer
from graph.model import Competitor, TeamMember
from tests.analysis.test_findings import DAY, account, people, position, tie

NOW = DAY.isoformat()


def known(person, attitude, evidence, *roles):
    return position(person, attitude=attitude, evidence=evidence, attitude_date=NOW, roles=roles)


def firm(*more):
    return account(*people("boss user"), known("boss", "B", "SEEN", "DECIDER"), known("user", "C", "SAID", "USER"), *more)


def test_the_part_that_rests_on_behaviour_is_the_share_of_those_who_were_seen():
    analysis = analyse(firm(), today=DAY)
    found = answer(analysis)
    assert found.value == pytest.approx(analysis.shares.of("boss").value) and found.low <= found.value <= found.high
    assert "of the decision rests on behaviour" in found.sentence.en and "unknown" not in found.sentence.en


def test_procurements_support_counts_as_accepts():
    """The example of the catalogue: they say it to all, so B counts as C with a wide range."""
    buyer = replace(people("buyer")[0], party="PROCUREMENT")
    found = answer(analyse(firm(buyer, known("buyer", "B", "SAID", "BUYER")), today=DAY))
    assert "Buyer: recorded as “Supporter”" in found.sentence.en and "count it as “Accepts” with a wide range" in found.sentence.en
    assert found.people[0] == "buyer" and "small favour" in found.next_step.en


@pytest.mark.parametrize("party, evidence", [("TECHNICAL", "SAID"), ("PROCUREMENT", "SEEN"), ("PROCUREMENT", "HEARSAY")])
def test_reliable_words_and_seen_behaviour_are_believed(party, evidence):
    buyer = replace(people("buyer")[0], party=party)
    assert "recorded as" not in answer(analyse(firm(buyer, known("buyer", "B", evidence, "BUYER")), today=DAY)).sentence.en


def test_who_backs_a_competitor_counts_lower_the_surer_it_is():
    """Said C, sd .2; done -.8, sd .15 (.3 where half believed): together -.51 (-.25)."""
    def counted(**more):
        snapshot = firm(Competitor("x", name="X"), tie("SUPPORTS_COMPETITOR", "user", "x", strength=.8, **more))
        return answer(analyse(snapshot, today=DAY))
    sure, unsure = counted(), counted(confidence=.5)
    assert "User: recorded as “Accepts”, but backs X; count it as “Sceptic”." in sure.sentence.en
    order = [row[5].en for row in (unsure.table.rows[0], sure.table.rows[0])]
    assert order == ["Sceptic, leaning to accept", "Sceptic"] and "in the room" in sure.next_step.en


def test_an_opponent_who_vouches_for_us_counts_higher_and_a_supporter_who_does_is_no_surprise():
    ours, vouch = TeamMember("me", name="Me"), tie("VOUCHES", "foe", "me", strength=.9)
    snapshot = firm(ours, vouch, *people("foe"), known("foe", "D", "HEARSAY", "USER"))
    assert "Foe: recorded as “Sceptic”, but vouches for Me" in answer(analyse(snapshot, today=DAY)).sentence.en
    assert "recorded as" not in answer(analyse(firm(ours, tie("VOUCHES", "boss", "me")), today=DAY)).sentence.en


def test_an_unknown_attitude_with_behaviour_is_not_unknown():
    snapshot = firm(*people("cfo"), position("cfo", roles=("PAYER",)), Competitor("x", name="X"), tie("SUPPORTS_COMPETITOR", "cfo", "x", strength=.8))
    assert "Cfo: recorded as “Unknown”, but backs X" in answer(analyse(snapshot, today=DAY)).sentence.en


def test_what_is_over_no_longer_speaks_against():
    snapshot = firm(Competitor("x", name="X"), tie("SUPPORTS_COMPETITOR", "user", "x", until="2026-01-01"))
    assert "recorded as" not in answer(analyse(snapshot, today=DAY)).sentence.en


def test_old_attitudes_are_said_to_be_worth_little():
    snapshot = firm(*people("old"), position("old", attitude="B", evidence="SEEN", attitude_date="2020-01-01", roles=("USER",)))
    assert any("Too old or too indirect" in fact.en and "Old" in fact.en for fact in answer(analyse(snapshot, today=DAY)).facts)


def test_fresh_words_of_procurement_are_not_called_old():
    buyer = replace(people("buyer")[0], party="PROCUREMENT")
    facts = answer(analyse(firm(buyer, known("buyer", "C", "SAID", "BUYER")), today=DAY)).facts
    assert not any("Too old" in fact.en for fact in facts)
    assert any("a party that says the same to all: the attitude of Buyer" in fact.en for fact in facts)


def test_no_favour_is_asked_of_an_official():
    buyer = replace(people("buyer")[0], party="GOVERNMENT")
    lonely = account(*people("boss"), known("boss", "B", "SEEN", "DECIDER"), buyer, known("buyer", "B", "SAID", "BUYER"))
    found = ask(analyse(lonely, today=DAY), "evidence")
    assert found.people == ("buyer",) and found.next_step.en == ""
    assert any("Buyer: a public official" in flag.en for flag in found.flags)


@pytest.mark.parametrize("snapshot", [account(), account(*people("a")), account(*people("a b")), account(*people("a b"), position("a", roles=("DECIDER",))),
                                      account(*people("a b"), tie("CLOSE", "a", "b"), position("a", attitude="B"))])
def test_edge_accounts_get_a_sentence(snapshot):
    found = answer(analyse(snapshot, today=DAY))
    assert not found.answered and found.value is None and found.sentence.zh
