"""Alerts: what is overdue by the customer's cadence, what fell, who is new, who backs a competitor."""

from dataclasses import replace

import pytest

from graph.analysis.account import analyse
from graph.analysis.coverage import days_between_visits
from graph.analysis.questions.alerts import answer
from graph.model import DEFAULTS, Account, Competitor, Person, Standing, TeamMember, standing_id
from tests.analysis.test_findings import DAY, account, people, position, tie

OURS = TeamMember("me", name="Me")


def deal(*more, customer="A"):
    return account(Account("a", name="A", customer_class=customer), OURS, *people("ceo aide"), position("ceo", roles=("DECIDER",)),
                   position("aide", roles=("USER",), attitude="B", attitude_date="2026-10-28"), *more)


def kinds(snapshot):
    return {row[1].en: row[0].en for row in answer(analyse(snapshot, today=DAY)).table.rows}


@pytest.mark.parametrize(("customer", "days"), [("VIP", 15), ("A", 15), ("B", 30), ("C", 60), ("D", 120), (None, 30)])
def test_the_cadence_is_that_of_the_customers_class(customer, days):
    assert days_between_visits(deal(customer=customer), DEFAULTS) == days


@pytest.mark.parametrize(("last", "status"), [("2026-10-20", ""), ("2026-10-01", "watch"), ("2026-08-01", "serious")])
def test_a_contact_is_overdue_by_how_much_too_late(last, status):
    snapshot = deal(tie("KNOWS", "me", "ceo", last_confirmed=last))  # 12, 31 and 92 days ago; due every 15
    found = answer(analyse(snapshot, today=DAY))
    assert (kinds(snapshot).get("contact overdue", "") if found.table else "") == status
    assert (found.status == "red") == (status == "serious") and bool(found.value) == bool(status)


def test_the_latest_of_two_dates_counts_and_a_missing_date_is_said():
    both = deal(tie("KNOWS", "me", "ceo", last_confirmed="2026-05-01"), position("ceo", roles=("DECIDER",), attitude="C", attitude_date="2026-10-25"))
    assert answer(analyse(both, today=DAY)).status == "green"
    assert kinds(deal(tie("KNOWS", "me", "ceo"))) == {"no date of contact": "watch"}


def test_whom_we_do_not_know_is_not_overdue_and_neither_is_a_long_pause_with_a_rare_customer():
    far = deal(position("ceo", roles=("DECIDER",), attitude="C", attitude_date="2026-01-01"))
    found = answer(analyse(far, today=DAY))
    assert found.status == "" and not found.sure and "no contact is recorded with a date" in found.sentence.en
    assert kinds(deal(position("ceo", roles=("DECIDER",), attitude="C", attitude_date="2026-01-01", coverage="1"))) == {"contact overdue": "serious"}
    assert answer(analyse(deal(tie("KNOWS", "me", "ceo", last_confirmed="2026-09-01"), customer="C"), today=DAY)).status == "green"


def test_a_fall_is_named_and_a_rise_or_an_unknown_is_not():
    fell = deal(tie("KNOWS", "me", "ceo", last_confirmed="2026-10-25"), position("ceo", roles=("DECIDER",), attitude="D", attitude_before="C"))
    found = answer(analyse(fell, today=DAY))
    assert found.status == "red" and "fell from C to D" in found.sentence.en and "从 C 降到 D" in found.sentence.zh
    for before, now in (("D", "C"), ("U", "D"), ("C", "U"), ("C", "C")):
        same = deal(tie("KNOWS", "me", "ceo", last_confirmed="2026-10-25"), position("ceo", roles=("DECIDER",), attitude=now, attitude_before=before))
        assert answer(analyse(same, today=DAY)).status == "green"


def test_new_people_supporters_of_a_competitor_and_a_competitor_ahead():
    snapshot = deal(*people("new"), Competitor("x", name="X"), tie("SUPPORTS_COMPETITOR", "ceo", "x"), tie("KNOWS", "me", "ceo", last_confirmed="2026-10-30"),
                    Standing(standing_id("o", "x"), opportunity="o", competitor="x", position="-2"))
    assert kinds(snapshot) == {"backs a competitor": "serious", "not looked at yet": "watch", "competitor ahead": "watch"}
    assert kinds(deal(Person("seat", name="Seat", placeholder=True)))["not looked at yet"] == "watch"


def test_the_worst_and_weightiest_comes_first_with_what_to_do():
    snapshot = deal(tie("KNOWS", "me", "ceo", last_confirmed="2026-06-01"), tie("KNOWS", "me", "aide", last_confirmed="2026-06-01"),
                    position("aide", roles=("USER",)))
    found = answer(analyse(snapshot, today=DAY))
    assert found.people == ("ceo", "aide") and "See Ceo this week" in found.next_step.en and found.value == pytest.approx(1)


@pytest.mark.parametrize("records", [(), people("ann"), people("ann bob"), [*people("ann bob"), position("ann", roles=("DECIDER",))]])
def test_silent_where_there_is_nothing_that_could_grow_old(records):
    assert not answer(analyse(account(*records), today=DAY)).answered


def test_a_number_of_ones_own_is_not_given_to_the_average():
    snapshot = account(*people("ann bob"), TeamMember("me", name="Me"), tie("KNOWS", "me", "ann", level="4", last_confirmed="2026-10-30"), position("ann", roles=("DECIDER",)))
    said = " ".join(fact.en for fact in answer(analyse(snapshot, today=DAY)).facts)
    own = " ".join(fact.en for fact in answer(analyse(snapshot, today=DAY, settings=replace(DEFAULTS, churn_yearly=.4))).facts)
    assert "on average" in said and "on average" not in own and "as set for this account" in own


@pytest.mark.parametrize(("contacts", "en", "zh"), [
    (1, "The chance that our one contact has left in a year is 17 %", "我们唯一的联系人一年内离开的可能为 17 %"),
    (2, "The chance that at least one of our 2 contacts has left in a year is about 30 %", "2 个联系人中一年内有人离开的可能约 30 %"),
    (12, "Of 12 contacts about 2 will have left in a year", "12 个联系人中，一年内预计约有 2 人离开")])
def test_a_few_contacts_have_a_chance_and_many_a_number(contacts, en, zh):
    """1 - .83 = .17; 1 - .83^2 = .31; 12 times .17 = 2.04."""
    them = people(" ".join(f"p{k}" for k in range(contacts)))
    snapshot = account(OURS, *them, *(tie("KNOWS", "me", p.id, last_confirmed="2026-10-30") for p in them), position("p0", roles=("DECIDER",)))
    facts = answer(analyse(snapshot, today=DAY)).facts
    assert any(fact.en.startswith(en + ", as business contacts do on average") for fact in facts) and any(fact.zh.startswith(zh) for fact in facts)
