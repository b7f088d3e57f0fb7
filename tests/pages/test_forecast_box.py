"""The box of forecasts: one is kept, the end of the deal is recorded, and all accounts are scored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.analysis.account import analyse
from graph.model import Forecast, Position, position_id
from graph.store import Delete, GraphStore, Put, puts
from tests.pages.hands import fine, says
from tests.pages.small_account import make_account

LONG_AGO = "2026-01-31"


def script() -> None:
    from ui.forecast_box import forecast_box
    from ui.frame import open_snapshot
    from ui.saving import show_refusal
    from ui.state import Keys, opened, take_address
    from ui.stores import analysis

    take_address()
    now = open_snapshot()
    show_refusal()
    forecast_box(now, analysis(now, opened(Keys.OPPORTUNITY)))


@pytest.fixture
def box(place: Path, account: str) -> Callable[..., AppTest]:
    def opened(**address: str) -> AppTest:
        at = AppTest.from_function(script, default_timeout=60)
        for key, value in {"account": account, **address}.items():
            at.query_params[key] = value
        return fine(at.run())

    return opened


def press(at: AppTest, label: str) -> AppTest:
    return fine(next(b for b in at.button if b.label == label).click().run())


def kept(account: str, **more: float | str) -> Forecast:
    return Forecast(f"{account}.kept", **{"opportunity": f"{account}.deal", "date": LONG_AGO, "win": 0.6, "none": 0.3, "lose": 0.1, "value": -0.3, **more})


def test_a_forecast_is_kept_as_it_is_now(box, store: GraphStore, account: str) -> None:
    at = box()
    assert "for a win" in says(at, "markdown") and not at.dataframe
    at.text_input(key=f"forecast_note:{account}.deal").set_value(" before the tender ")
    press(at, "Keep this forecast")
    [found] = store.read(account).forecasts.values()
    assert (found.opportunity, found.date, found.note, found.revision) == (f"{account}.deal", date.today().isoformat(), "before the tender", 1)
    assert found.win + found.none + found.lose == pytest.approx(1) and found.value == pytest.approx(-0.09, abs=0.02)
    assert found.low < found.value < found.high and found.by
    row = at.dataframe[0].value.iloc[0]
    assert (row["Since then"], row["Note"]) == ("0.00", "before the tender")
    store.undo(account, author=store.changes(account)[-1].author)
    assert not store.read(account).forecasts


def test_a_kept_forecast_goes_by_the_rule_of_the_deal(box, store: GraphStore, account: str) -> None:
    ann = position_id(f"{account}.deal", f"{account}.ann")
    store.apply(account, [Put("Opportunity", f"{account}.deal", {"decision_rule": "BOSS", "culture": "CENTRALISED"}), Put("Position", ann, {"attitude": "C"})],
                author="x", base=None)
    press(box(), "Keep this forecast")
    [found] = store.read(account).forecasts.values()
    known = analyse(store.read(account))
    head = known.headline.outcome
    assert (found.win, found.none, found.lose, found.value) == (head.win, head.none, head.lose, head.number.value) and found.win != known.outcome.win


def test_what_the_outcome_did_since_a_forecast_was_kept(box, store: GraphStore, account: str) -> None:
    ann = position_id(f"{account}.deal", f"{account}.ann")
    store.apply(account, [*puts([kept(account)]), Put("Position", ann, {"attitude": "A"})], author="x", base=None)
    row = box().dataframe[0].value.iloc[0]
    assert row["Outcome"] == "−0.30" and row["Since then"].startswith("+1.")


def test_how_it_ended_is_recorded_and_then_scored(box, store: GraphStore, account: str) -> None:
    store.apply(account, puts([kept(account)]), author="x", base=None)
    at = box()
    at.selectbox[0].set_value("NO_DECISION")
    at.date_input[0].set_value(date.today() - timedelta(days=1))
    press(at, "Record")
    deal = store.read(account).opportunities[f"{account}.deal"]
    assert (deal.result, deal.result_date) == ("NO_DECISION", (date.today() - timedelta(days=1)).isoformat())
    assert "Ended: **No decision**" in says(at, "markdown") and "Since then" not in at.dataframe[0].value.columns
    fine(at.toggle(key="forecast_score").set_value(True).run())
    assert "Too few to calibrate: 1 of 30" in says(at, "markdown") and "Won 0 · No decision 1 · Lost 0" in says(at, "caption")
    at.selectbox[0].select_index(0)
    press(at, "Record")
    deal = store.read(account).opportunities[f"{account}.deal"]
    assert (deal.result, deal.result_date) == (None, None)


def test_all_accounts_are_scored_together_archived_ones_too(box, store: GraphStore, account: str) -> None:
    for k in range(30):
        other = make_account(store)
        won = k % 2 == 0
        store.apply(other, [*puts([kept(other, win=0.8 if won else 0.1, none=0.1, lose=0.1 if won else 0.8)]),
                            Put("Opportunity", f"{other}.deal", {"result": "WON" if won else "LOST", "result_date": "2026-02-01"}),
                            Put("Account", other, {"archived": True})], author="x", base=None)
    at = box()
    fine(at.toggle(key="forecast_score").set_value(True).run())
    assert "Over 30 closed deals" in says(at, "markdown") and "score 0.06" in says(at, "markdown")
    table = at.dataframe[-1].value
    assert list(table["Deals"]) == [15, 0, 0, 0, 15] and list(table["Won"]) == [0, 0, 0, 0, 15]


def test_without_anybody_who_decides_there_is_no_forecast(box, store: GraphStore, account: str) -> None:
    store.apply(account, [Delete(id) for id in store.read(account).people], author="x", base=None)
    at = box()
    assert "nobody on the map" in says(at, "caption") and not [b for b in at.button if b.label == "Keep this forecast"]


def test_a_forecast_is_no_fact_and_a_position_is(store: GraphStore, account: str) -> None:
    store.apply(account, puts([kept(account)]), author="x", base=None)
    assert store.read(account).facts_revision == 1
    store.apply(account, puts([Position(position_id(f"{account}.deal", f"{account}.dora"), opportunity=f"{account}.deal",
                                        person=f"{account}.dora", attitude="A")]), author="x", base=None)
    assert store.read(account).facts_revision == 3
