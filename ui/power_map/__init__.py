"""The map component: one map is two mounts. `base` holds the whole map and seldom changes; `patch` holds what
changed since and takes the edits. Together they are always the whole map, whatever was rerun or remounted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

_component: Any = None


def _mount() -> Any:
    """Registered when first used: outside a running Streamlit there are no component files to find."""
    global _component
    if _component is None:
        import streamlit as st
        _component = st.components.v2.component(
            "powermap-canvas.canvas", js="index.js", css="index.css", html='<div class="pm-root" data-testid="power-map"></div>')
    return _component


def as_sent(data: dict[str, Any]) -> bytes:
    """The whole map as `base` takes it. Streamlit writes plain data twice on every run of a page; bytes it takes as they are."""
    return json.dumps({**data, "role": "base"}, ensure_ascii=False, separators=(",", ":")).encode()


def base(data: bytes, *, key: str) -> None:
    """The whole map as it was when the page was opened (`as_sent`); unchanged data is not sent again."""
    _mount()(data=data, key=key)


def patch(data: dict[str, Any], *, key: str, on_ops: Callable[[], None], on_select: Callable[[], None],
          on_view: Callable[[], None], on_filters: Callable[[], None], on_chosen: Callable[[], None]) -> None:
    """What changed since `base`. `on_ops` is called when edits came, `on_select` when another item was selected, `on_view`
    when another view is asked for, `on_filters` when the filters changed, `on_chosen` when the several selected did; all find
    what came in `st.session_state[key]`. When the account has moved it asks to be run again."""
    _mount()(data={**data, "role": "patch"}, key=key, on_ops_change=on_ops, on_selected_change=on_select, on_view_change=on_view,
             on_filters_change=on_filters, on_chosen_change=on_chosen, on_pull_change=lambda: None)


def entry(data: dict[str, Any], *, key: str, on_take: Callable[[], None]) -> None:
    """The quick entry: what is typed is under "text" in `st.session_state[key]`, and under "take" when it is to be taken."""
    _mount()(data={**data, "role": "entry"}, key=key, on_text_change=lambda: None, on_take_change=on_take)
