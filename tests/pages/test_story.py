"""The story while things happen: the store goes away, somebody deletes its steps, the map that it was made on has filters."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from graph.errors import Unreachable
from graph.model import MapView
from graph.store import Delete, GraphStore, put
from graph.store.sqlite import SqliteStore
from tests.pages.hands import data, fine, fire, says
from tests.pages.test_map import Canvas

Page = Callable[..., AppTest]


@pytest.fixture
def told(page: Page, store: GraphStore, account: str) -> Canvas:
    """A story of one step, an organisation chart, that is being told."""
    store.apply(account, [put(MapView("step", name="Who reports to whom", step=1, layout="org", opportunity=f"{account}.deal"))],
                author="x", base=None)
    canvas = Canvas(page, store, account)
    fine(canvas.at.button(key="story_play").click().run())
    return canvas


def layout(canvas: Canvas) -> str:
    return str(data(canvas.at, "map_base")["layout"])


def test_a_step_that_the_store_does_not_give_is_shown_when_it_is_back(told: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: Any) -> None:
        raise Unreachable("The store does not answer.", "存储没有响应。")

    with monkeypatch.context() as patched:
        patched.setattr(SqliteStore, "head", away)
        fire(told.at, "view", {"story": "step"})
        assert "The store does not answer." in says(told.at, "error")
    fine(told.at.run())
    assert data(told.at)["story"] and layout(told) == "circles"
    fire(told.at, "view", {"story": "step"})
    assert layout(told) == "org"


def test_a_story_whose_steps_somebody_deletes_is_over(told: Canvas) -> None:
    fire(told.at, "view", {"story": "step"})
    assert layout(told) == "org"
    told.store.apply(told.account, [Delete("step")], author="Bernd", base=None)
    fine(told.at.run())
    assert data(told.at)["story"] is None and layout(told) == "circles"
    told.store.apply(told.account, [put(MapView("other", name="Another", step=1, layout="board"))], author="Bernd", base=None)
    assert data(fine(told.at.run()))["story"] is None


def test_a_step_has_the_filters_of_the_map_that_is_open(page: Page, store: GraphStore, account: str) -> None:
    store.apply(account, [put(MapView("few", name="Few", layout="circles", filters=("attitude:C",)))], author="x", base=None)
    at = page("map", account=account, view="few")
    next(t for t in at.text_input if t.label == "A step from what is seen now, called").set_value("All")
    fine(next(b for b in at.button if b.label == "Add the step").click().run())
    assert [v.filters for v in store.read(account).views.values() if v.step] == [("attitude:C",)]
