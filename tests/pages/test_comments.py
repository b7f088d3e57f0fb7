"""Comments in the card: written, shown as text, done, taken away by whoever wrote them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from graph.model import Comment, Competitor
from graph.store import Delete, GraphStore, puts
from tests.pages.hands import data, fine, says
from ui.comments import ago

Page = Callable[..., AppTest]


def write(at: AppTest, about: str, text: str) -> AppTest:
    at.text_area(key=f"comment:{about}:text").set_value(text)
    return fine(next(b for b in at.button if b.label == "Add the comment").click().run())


def called(at: AppTest, name: str) -> AppTest:
    """The page of somebody with this name."""
    return fine(at.text_input(key="author_name").set_value(name).run())


def test_a_comment_on_a_person(page: Page, store: GraphStore, account: str) -> None:
    bob = f"{account}.bob"
    at = write(called(page("map", account=account, person=bob), "Anna"), bob, "  Ask <b>him</b> *first*\nthen wait ")
    [comment] = store.read(account).comments.values()
    assert (comment.text, comment.item, comment.tie, comment.by, comment.done) == ("Ask <b>him</b> *first*\nthen wait", bob, None, "Anna", False)
    assert datetime.fromisoformat(comment.time or "").tzinfo
    assert "Ask <b>him</b> *first*" in says(at, "markdown") and "Anna · just now" in says(at, "caption")
    assert "<b>" not in "".join(str(e.value) for e in at.markdown if "him" in str(e.value))
    assert store.undo_label(account, author="Anna")[0] == ("Comment on Bob", "评论 Bob")
    assert next(n["pm"]["comments"] for n in data(at)["nodes"] if n["id"] == bob) == 1


def test_a_comment_on_a_tie_hangs_on_its_source_and_is_shown_with_the_tie_alone(page: Page, store: GraphStore, account: str) -> None:
    tie = f"{account}.tie-bob"
    write(page("map", account=account, person=tie), tie, "only on paper")
    [comment] = store.read(account).comments.values()
    assert (comment.item, comment.tie) == (f"{account}.bob", tie)
    assert "only on paper" in says(page("map", account=account, person=tie), "markdown")
    assert "only on paper" not in says(page("map", account=account, person=f"{account}.bob"), "markdown")


def test_done_and_not_done_after_all(page: Page, store: GraphStore, account: str) -> None:
    bob = f"{account}.bob"
    store.apply(account, puts([Comment("c", text="Ask him", item=bob, by="Bernd", time="2026-01-02T10:00:00+00:00")]), author="Bernd", base=None)
    at = page("map", account=account, person=bob)
    assert "Bernd · Jan 2, 2026" in says(at, "caption")
    fine(at.button(key="done:c").click().run())
    assert store.read(account).comments["c"].done
    assert "Ask him" not in says(at)
    fine(at.toggle(key=f"comment:{bob}:done").set_value(True).run())
    assert "Ask him" in says(at)
    fine(at.button(key="done:c").click().run())
    assert not store.read(account).comments["c"].done


def test_one_takes_away_ones_own_alone(page: Page, store: GraphStore, account: str) -> None:
    bob = f"{account}.bob"
    store.apply(account, puts([Comment(by, text="Ask him", item=bob, by=by) for by in ("Anna", "Bernd")]), author="x", base=None)
    at = called(page("map", account=account, person=bob), "Anna")
    assert [b.key for b in at.button if str(b.key).startswith("drop:")] == ["drop:Anna"]
    fine(at.button(key="drop:Anna").click().run())
    assert list(store.read(account).comments) == ["Bernd"]


def test_nothing_is_no_comment_and_competitors_have_them_too(page: Page, store: GraphStore, account: str) -> None:
    store.apply(account, puts([Competitor("they", name="Theirs")]), author="x", base=None)
    at = write(page("map", account=account, person="they"), "they", "   ")
    assert not store.read(account).comments
    write(at, "they", "cheaper since May")
    assert [c.item for c in store.read(account).comments.values()] == ["they"]


def test_a_comment_on_somebody_deleted_meanwhile_is_not_lost(page: Page, store: GraphStore, account: str) -> None:
    bob = f"{account}.bob"
    at = page("map", account=account, person=bob)
    store.apply(account, [Delete(bob)], author="Bernd", base=None)
    write(at, bob, "Ask him first")
    assert [box.value for box in at.code] == ["Ask him first"] and "Bernd deleted Bob" in says(at, "error")
    fine(next(b for b in at.button if b.label == "Bring back and write mine").click().run())
    now = store.read(account)
    assert [c.text for c in now.comments.values()] == ["Ask him first"] and bob in now.people


@pytest.mark.parametrize(("past", "words"), [
    (timedelta(seconds=5), "just now"), (timedelta(minutes=5), "5 minutes ago"), (timedelta(hours=3), "3 hours ago"),
    (timedelta(days=40), "Jan 20, 2026")])
def test_a_moment_in_words(past: timedelta, words: str) -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert ago((now - past).isoformat(), now=now) == words
    assert ago(None) == "?" and ago("yesterday") == "yesterday"
