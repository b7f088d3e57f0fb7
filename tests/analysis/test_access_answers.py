"""The questions about access, on every demo account and on made-up ones of any size: never an accident, always both languages."""

from dataclasses import fields, replace
from datetime import date
from time import perf_counter

import pytest

from benchmarks import accounts
from graph.analysis.account import analyse
from graph.analysis.catalogue import QUESTIONS, ask
from graph.analysis.questions import alerts, drift, gaps, insider, introductions, matching, threads, uncovered
from graph.model import DEFAULTS, Account, Settings, Snapshot, TeamMember, Tie
from tests.analysis.every_account import demo, keeps_the_rules

MODULES = (uncovered, threads, introductions, insider, matching, drift, alerts, gaps)
DAY = date(2026, 11, 30)


def made(people: int, *, known: bool = True) -> Snapshot:
    """A made-up account, with ties of ours to every third person."""
    snapshot = accounts.snapshot(people)
    ids = sorted(snapshot.people)
    team = {f"us{k}": TeamMember(f"us{k}", name=f"Us {k}", level=k + 1, function=("MANAGEMENT", "SALES", "TECHNICAL", "FINANCE")[k]) for k in range(4)}
    ties = {f"k{i}": Tie(f"k{i}", kind="KNOWS", source=f"us{i % 4}", target=ids[i], level=str(1 + i % 5), last_confirmed="2026-09-01") for i in range(0, people, 3)}
    account = replace(snapshot.account, company_level="2", kam_stage="3", customer_class="B")
    return replace(snapshot, records={**snapshot.records, "Account": {account.id: account}, "TeamMember": team,
                                      "Tie": {**snapshot.ties, **(ties if known else {})}})


@pytest.mark.parametrize("name", ["bank", "camera_maker", "committee"])
def test_the_demo_accounts_get_whole_answers(name):
    snapshot = demo(name)
    analysis = analyse(snapshot, today=DAY)
    for module in MODULES:
        found = module.answer(analysis)
        keeps_the_rules(found, analysis)
        assert found.answered and set(found.people) <= set(snapshot.people), module.QUESTION.code


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("people", [2, 5, 40, 300])
def test_made_up_accounts_of_any_size(people, known):
    analysis = analyse(made(people, known=known), today=DAY)
    for module in MODULES:
        keeps_the_rules(module.answer(analysis), analysis)


NAMES = [setting.name for setting in fields(Settings)]
OWN = [*NAMES[NAMES.index("introduce_steps"):NAMES.index("drift_from") + 1], "churn_yearly"]


@pytest.mark.parametrize("value", [0, 1])
def test_settings_at_their_ends_break_nothing(value):
    extreme = replace(DEFAULTS, **{name: type(getattr(DEFAULTS, name))(value) for name in OWN})
    for snapshot in (demo("committee"), made(5)):
        analysis = analyse(snapshot, today=DAY, settings=extreme)
        for module in MODULES:
            keeps_the_rules(module.answer(analysis), analysis)


def test_an_account_with_nothing_but_its_name():
    empty = Snapshot("a", 1, 1, {"Account": {"a": Account("a", name="A")}, "Opportunity": demo("bank").records["Opportunity"]})
    analysis = analyse(empty, today=DAY)
    for module in MODULES:
        found = module.answer(analysis)
        keeps_the_rules(found, analysis)
        assert not found.answered


def test_every_question_is_in_the_catalogue_in_its_place():
    numbers = [QUESTIONS[code].number for code in QUESTIONS]
    assert numbers == sorted(numbers) and len(set(numbers)) == len(numbers)
    for module in MODULES:
        assert QUESTIONS[module.QUESTION.code] is module.QUESTION
        for text in (module.QUESTION.asks, module.QUESTION.method, module.QUESTION.limits):
            assert text.en and any("一" <= c <= "鿿" for c in text.zh)


def test_the_answers_do_not_depend_on_the_order_of_the_records():
    snapshot = demo("committee")
    turned = replace(snapshot, records={kind: dict(reversed(list(held.items()))) for kind, held in snapshot.records.items()})
    one, other = (analyse(s, today=DAY) for s in (snapshot, turned))
    for module in MODULES:
        code = module.QUESTION.code
        assert ask(one, code).sentence == ask(other, code).sentence, code
        assert ask(one, code).people == ask(other, code).people, code


def test_a_thousand_people_do_not_take_many_seconds():
    analysis = analyse(made(1000), today=DAY)
    start = perf_counter()
    for module in MODULES:
        module.answer(analysis)
    assert perf_counter() - start < 5
