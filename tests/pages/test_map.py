"""The map page: what it sends to the canvas, and what it makes of the edits that come back."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from graph.errors import Unreachable
from graph.model import position_id
from graph.store import GraphStore, Put
from graph.store.sqlite import SqliteStore
from tests.pages.hands import data, fire, says, select
from ui.map_events import MOST_NOTICES

Page = Callable[..., AppTest]


class Canvas:
    """The map page with a canvas that numbers its edits, as the real one does."""

    def __init__(self, page: Page, store: GraphStore, account: str) -> None:
        self.at, self.store, self.account, self.n = page("map", account=account), store, account, 0

    def id(self, who: str) -> str:
        return f"{self.account}.{who}"

    def op(self, type_: str, **args: Any) -> dict[str, Any]:
        self.n += 1
        return {"n": self.n, "type": type_, "base": data(self.at)["revision"], **args}

    def send(self, *ops: dict[str, Any], client: str = "tab") -> None:
        fire(self.at, "ops", {"map": data(self.at)["map"], "ops": [{"client": client, **op} for op in ops]})

    def do(self, type_: str, **args: Any) -> "Canvas":
        self.send(self.op(type_, **args))
        return self

    @property
    def now(self) -> Any:
        return self.store.read(self.account)

    def attitude(self, who: str) -> str | None:
        return self.now.position(self.id("deal"), self.id(who)).attitude

    @property
    def notices(self) -> list[str]:
        return [notice["text"] for notice in data(self.at)["notices"]]


@pytest.fixture
def canvas(page: Page, store: GraphStore, account: str) -> Canvas:
    return Canvas(page, store, account)


def test_base_and_patch_are_the_map(canvas: Canvas) -> None:
    base, patch = data(canvas.at, "map_base"), data(canvas.at)
    assert {n["label"] for n in base["nodes"]} == {"Ann", "Bob", "Cid", "Dora"}
    assert len(base["edges"]) == 2
    assert (patch["base"], patch["nodes"], patch["nodes_gone"], patch["notices"]) == (base["key"], [], [], [])


def test_an_attitude(canvas: Canvas) -> None:
    canvas.do("attitude", id=canvas.id("bob"), code="A")
    assert canvas.attitude("bob") == "A"
    patch = data(canvas.at)
    assert patch["ack"] == {"tab": 1}
    assert {n["id"]: n["pm"]["attitude"] for n in patch["nodes"]}[canvas.id("bob")] == "A"
    assert "Bob" in patch["undo"]["undo"]


def test_an_influence_is_stored_from_the_one_who_listens(canvas: Canvas) -> None:
    canvas.do("tie", kind="LISTENS_TO", **{"from": canvas.id("dora"), "to": canvas.id("ann")})
    made = [t for t in canvas.now.ties.values() if t.kind == "LISTENS_TO"]
    assert [(t.source, t.target) for t in made] == [(canvas.id("ann"), canvas.id("dora"))]


def test_undo_and_redo(canvas: Canvas) -> None:
    canvas.do("attitude", id=canvas.id("bob"), code="A").do("undo")
    assert canvas.attitude("bob") == "C"
    canvas.do("redo")
    assert canvas.attitude("bob") == "A"
    canvas.do("undo").do("undo")
    assert canvas.notices == ["There is nothing to undo."]


def test_a_new_person_lies_where_the_click_was(canvas: Canvas) -> None:
    canvas.do("person", name="Eve", x=12, y=-34)
    eve = next(p.id for p in canvas.now.people.values() if p.name == "Eve")
    assert next((n["x"], n["y"]) for n in data(canvas.at)["nodes"] if n["id"] == eve) == (12, -34)


def test_delete_and_undo(canvas: Canvas) -> None:
    before = canvas.now
    canvas.do("delete", id=canvas.id("ann"))
    assert data(canvas.at)["nodes_gone"] == [canvas.id("ann")]
    assert not canvas.now.ties
    canvas.do("undo")
    assert (canvas.now.people, canvas.now.ties) == (before.people, before.ties)


def test_the_same_edit_twice_is_done_once(canvas: Canvas) -> None:
    one = canvas.op("person", name="Eve", x=0, y=0)
    canvas.send(one)
    canvas.send(one, canvas.op("person", name="Finn", x=0, y=9))
    canvas.at.session_state["acks"] = {}
    canvas.send(one)
    assert sorted(p.name for p in canvas.now.people.values()) == ["Ann", "Bob", "Cid", "Dora", "Eve", "Finn"]


@pytest.mark.parametrize("op", [
    {"type": "dance"}, {"type": "attitude", "id": "nobody", "code": "A"}, {"type": "attitude", "id": "bob", "code": "Z"},
    {"type": "tie", "kind": "LOVES", "from": "ann", "to": "bob"},
    {"type": "tie", "kind": "ADVICE", "from": "ann", "to": "ann"}, {"type": "tie", "kind": "REPORTS_TO", "from": "ann", "to": "bob"},
    {"type": "person", "name": "", "x": 0, "y": 0}, {"type": "role", "id": "bob", "code": "KING", "on": True},
    {"type": "rename", "id": "nobody", "name": "X"}, {"type": "move", "places": {"nobody": [1, 2]}}, {"type": "attitude"},
    {"type": "move", "places": {"bob": [float("nan"), 2]}}, {"type": "person", "name": "Eve", "x": "left", "y": 0}], ids=str)
def test_a_wrong_edit_becomes_a_notice_and_the_next_is_done(canvas: Canvas, op: dict[str, Any]) -> None:
    before = canvas.now
    ours = {k: canvas.id(v) if k in ("id", "from", "to") and v in ("ann", "bob") else v for k, v in op.items()}
    if "places" in ours:
        ours["places"] = {canvas.id(who): at for who, at in ours["places"].items()}
    canvas.send(canvas.op(ours.pop("type"), **ours), canvas.op("attitude", id=canvas.id("cid"), code="E"))
    assert len(canvas.notices) == 1
    assert data(canvas.at)["ack"] == {"tab": 2}
    assert (canvas.now.people, canvas.now.ties, canvas.attitude("cid")) == (before.people, before.ties, "E")


def test_what_is_gone_already_is_deleted_without_a_word(canvas: Canvas) -> None:
    canvas.do("delete", id="nobody")
    assert not canvas.notices and data(canvas.at)["ack"] == {"tab": 1}


def test_the_same_field_changed_by_another_in_between_is_told(canvas: Canvas) -> None:
    edit = canvas.op("attitude", id=canvas.id("bob"), code="A")
    deal, bob = canvas.id("deal"), canvas.id("bob")
    canvas.store.apply(canvas.account, [Put("Position", position_id(deal, bob), {"attitude": "E"})], author="Bernd", base=None)
    canvas.send(edit)
    assert canvas.attitude("bob") == "E"
    assert "Bernd" in canvas.notices[0]


def test_selection_opens_the_card_and_is_in_the_address(canvas: Canvas) -> None:
    at = select(canvas.at, canvas.id("bob"))
    assert "#### Bob" in says(at)
    assert at.query_params["person"] == canvas.id("bob")
    assert "#### Bob" not in says(select(at, None))
    assert "Bob reports to Ann" in says(select(at, canvas.id("tie-bob")))
    assert "What the map says" in says(select(at, "nobody"))


def test_a_sentence_said_again_and_again_is_kept_once(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: Any, **_more: Any) -> None:
        raise Unreachable("The store does not answer.", "存储没有响应。")

    edit = canvas.op("attitude", id=canvas.id("bob"), code="A")
    with monkeypatch.context() as patched:
        patched.setattr(SqliteStore, "apply", away)
        for _ in range(3):
            canvas.send(edit)
    assert [n["text"] for n in canvas.at.session_state["notices"]] == ["The store does not answer."]
    canvas.send(edit, *(canvas.op("dance") for _ in range(MOST_NOTICES + 5)))
    assert canvas.attitude("bob") == "A" and len(canvas.at.session_state["notices"]) == MOST_NOTICES
