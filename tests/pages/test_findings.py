"""Findings: every question is there, answered or with what is missing; scenarios move the outcome and are stored only when asked."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from graph.analysis.account import analyse
from graph.analysis.catalogue import QUESTIONS
from graph.analysis.finding import signed
from graph.analysis.question import GROUPS
from graph.model import position_id
from graph.store import GraphStore, Put
from tests.pages.hands import fine, says
from ui.outcome_view import in_fives

Page = Callable[..., AppTest]


def demo(page: Page, store: GraphStore, word: str) -> str:
    page("accounts")
    return next(info.id for info in store.accounts() if word in info.name)


def labelled(at: AppTest, label: str):
    return next(w for w in at.selectbox if label in w.label)


@pytest.mark.parametrize("word", ["Bank", "Camera", "Huadong"])
def test_every_question_is_on_the_page(page: Page, store: GraphStore, word: str) -> None:
    said = says(fine(page("findings", account=demo(page, store, word)))).replace("\\", "")
    for question in QUESTIONS.values():
        assert question.asks.en in said, question.code


@pytest.mark.parametrize("word, tenders", [("Huadong", 1), ("Bank", 0)])
def test_a_running_tender_is_said_once_above_the_answers_and_on_the_map(page: Page, store: GraphStore, word: str, tenders: int) -> None:
    account = demo(page, store, word)
    for name in ("findings", "map"):
        at = fine(page(name, account=account))
        assert sum("The tender is running" in said.value for said in (*at.warning, *at.caption)) == tenders, name


def test_a_group_of_questions_alone(page: Page, store: GraphStore) -> None:
    at = page("findings", account=demo(page, store, "Huadong"))
    fine(at.button_group[0].set_value("knowledge").run())
    said = says(at).replace("\\", "")
    for question in QUESTIONS.values():
        assert (question.asks.en in said) == (question.group == "knowledge"), question.code
    assert set(GROUPS) >= {q.group for q in QUESTIONS.values()}


def test_a_scenario_moves_the_outcome_and_stores_nothing(page: Page, store: GraphStore, account: str) -> None:
    at = page("findings", account=account)
    before = store.revision(account)
    fine(at.multiselect[0].set_value([f"{account}.ann"]).run())
    assert "The outcome moves" not in says(at)
    fine(labelled(at, "Ann").set_value("A").run())
    assert "The outcome moves by" in says(at) and "better in about" in says(at)
    assert store.revision(account) == before


def test_a_scenario_starts_where_the_forecast_stands_and_an_unknown_successor_is_said_not_to_be_stored(page: Page, store: GraphStore, account: str) -> None:
    bob = position_id(f"{account}.deal", f"{account}.bob")
    store.apply(account, [Put("Opportunity", f"{account}.deal", {"decision_rule": "BOSS"}), Put("Position", bob, {"roles": ("AWARDER",), "attitude": "B"})],
                author="x", base=None)
    known = analyse(store.read(account))
    assert known.headline.outcome.number.value != pytest.approx(known.outcome.number.value, abs=.005)
    at = page("findings", account=account)
    bars = " ".join(html.proto.body for html in at.get("html"))
    assert f"Outcome {signed(known.headline.outcome.number.value)} (" in bars and f"for us {in_fives(known.headline.outcome)[0]} %" in bars
    fine(at.multiselect[0].set_value([f"{account}.ann", f"{account}.bob"]).run())
    fine(labelled(at, "Bob").set_value("A").run())
    assert "is not stored: that has not happened" not in says(at)
    fine(labelled(at, "Ann").set_value("replaced").run())
    assert "is not stored: that has not happened" in says(at)


def test_a_scenario_is_stored_as_one_edit_and_undone(page: Page, store: GraphStore, account: str) -> None:
    at = page("findings", account=account)
    fine(at.multiselect[0].set_value([f"{account}.ann", f"{account}.dora"]).run())
    labelled(at, "Ann").set_value("B")
    fine(labelled(at, "Dora").set_value("gone").run())
    before = store.revision(account)
    fine(next(b for b in at.button if b.label == "Store the changes").click().run())
    now = store.read(account)
    assert now.revision == before + 1 and f"{account}.dora" not in now.people
    assert now.position(f"{account}.deal", f"{account}.ann").attitude == "B"
    assert not at.multiselect[0].value


def test_a_tie_in_a_scenario(page: Page, store: GraphStore, account: str) -> None:
    at = page("findings", account=account)
    fine(next(b for b in at.button if b.label == "Add a tie").click().run())
    labelled(at, "Who would listen").set_value(f"{account}.ann")
    fine(labelled(at, "To whom").set_value(f"{account}.bob").run())
    assert "The outcome moves by" in says(at)
    fine(next(b for b in at.button if b.label == "Forget the scenario").click().run())
    assert "The outcome moves by" not in says(at) and not [t for t in store.read(account).ties.values() if t.kind == "LISTENS_TO"]


def test_an_account_without_people_says_what_to_do(page: Page, store: GraphStore, account: str) -> None:
    from graph.store import Delete
    store.apply(account, [Delete(f"{account}.{who}") for who in ("ann", "bob", "cid", "dora")], author="me", base=None)
    assert "nobody to ask about" in says(fine(page("findings", account=account)))


def test_an_answer_in_the_address_is_in_the_light(page: Page, store: GraphStore) -> None:
    account = demo(page, store, "Camera")
    at = fine(page("map", account=account, answer="who_decides"))
    assert any(b.label == "Put out the light" for b in at.button)
    fine(next(b for b in at.button if b.label == "Put out the light").click().run())
    assert "answer" not in at.query_params and not any(b.label == "Put out the light" for b in at.button)


def test_where_no_attitude_is_known_nothing_is_forecast_anywhere(page: Page, store: GraphStore, account: str) -> None:
    store.apply(account, [Put("Position", position_id(f"{account}.deal", f"{account}.bob"), {"attitude": None})], author="me", base=None)
    said = says(fine(page("findings", account=account)))
    assert said.count("attitude is known") >= 2 and not re.search(r"for us \d", said)
    assert not any(b.label == "Keep this forecast" for b in page("findings", account=account).button)
