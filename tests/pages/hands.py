"""What AppTest has no hands for: the canvas and the tables; and what a page says, as text."""

import json
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"


def fire(at: AppTest, event: str, value: Any, *, key: str = "map_patch") -> AppTest:
    """Sends an event of the canvas, as its `setTriggerValue` does."""
    element = _mount(at, key)
    return _run_with(at, WidgetState(id=EVENTS.format(element.id), json_trigger_value=json.dumps(
        [{"event": event, "value": value}])))


def select(at: AppTest, id: str | None, *, key: str = "map_patch") -> AppTest:
    """Selects something on the canvas, as its `setStateValue` does."""
    return _run_with(at, WidgetState(id=_mount(at, key).id, json_value=json.dumps(
        {"selected": {"id": id, "n": data(at)["selected"]["n"] + 1}})))


def choose(at: AppTest, ids: list[str], *, key: str = "map_patch") -> AppTest:
    """Selects several people on the canvas."""
    return _run_with(at, WidgetState(id=_mount(at, key).id, json_value=json.dumps({"chosen": ids})))


def data(at: AppTest, key: str = "map_patch") -> dict[str, Any]:
    """What the page sends to the canvas."""
    mount = _mount(at, key)
    return json.loads(mount.mixed.json if mount.HasField("mixed") else mount.bytes or mount.json)


def edit_table(at: AppTest, index: int, **edits: Any) -> AppTest:
    """Edits a table: `edited_rows={0: {"name": "Eve"}}`, `added_rows=[...]`, `deleted_rows=[0]`."""
    table = at.get("data_editor")[index].proto
    whole = {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **edits}
    return _run_with(at, WidgetState(id=table.id, string_value=json.dumps(whole)))


def says(at: AppTest, *parts: str) -> str:
    """The text of these parts of the page (of all), without the backslashes that keep it from being markup."""
    named = parts or ("title", "subheader", "markdown", "caption", "info", "warning", "error", "toast")
    return "\n".join(str(e.value) for part in named for e in at.get(part)).replace("\\", "")


def fine(at: AppTest) -> AppTest:
    """The page, which has thrown nothing."""
    assert not at.exception, [e.value for e in at.exception]
    return at


def _mount(at: AppTest, key: str) -> Any:
    return next(e.proto for e in at.get("bidi_component") if e.proto.id.endswith(f"-{key}"))


def _run_with(at: AppTest, *states: WidgetState) -> AppTest:
    known = at._tree.get_widget_states()
    for state in states:
        for k in [k for k, w in enumerate(known.widgets) if w.id == state.id]:
            del known.widgets[k]
        known.widgets.add().CopyFrom(state)
    return fine(at._run(known))
