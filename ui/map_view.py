"""The map page's working parts: what is sent whole, what is sent as a patch, and what comes back."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any

import streamlit as st

from graph.analysis.account import Analysis
from graph.drawing.payload import map_payload
from graph.drawing.pyvis_map import canvas_data, patch
from graph.drawing.style import TIES, palette
from graph.errors import PowerMapError, StoreUnavailable
from graph.model import KINDS, SCALES, Snapshot, Text, new_id
from graph.store import Put
from graph.store.open import place_of_store
from ui.edits import apply_operation, lay_out
from ui.language import _, language, say
from ui.saving import save
from ui.state import Keys, author, open_item, opened
from ui.stores import analysis, snapshot, store

WHAT = {"Person": "person", "TeamMember": "team", "Competitor": "competitor"}
PATCH = "map_patch"
HEIGHT = 760


def fresh(account: str) -> tuple[Snapshot, Analysis]:
    """The account now, with everybody laid out: who is new gets a place, and it is stored for all."""
    now = snapshot(account)
    known = analysis(now, opened(Keys.OPPORTUNITY))
    if st.session_state.get(Keys.LAID_OUT) == (account, known.opportunity, now.revision):
        return now, known
    with suppress(StoreUnavailable):  # a store that can only be read: the places are computed, and stored when it can be written
        if lay_out(store(), known) is not None:
            now = snapshot(account)
            known = analysis(now, opened(Keys.OPPORTUNITY))
        st.session_state[Keys.LAID_OUT] = (account, known.opportunity, now.revision)
    return now, known


def current(known: Analysis) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """How the map is looked at (account, deal, language, layers), and the canvas data as of now."""
    now, outside = known.snapshot, bool(st.session_state.get("layer_outside", True))
    layers = shown_layers(now)
    view = (now.account_id, known.opportunity, language(), None if layers is None else tuple(sorted(layers)), outside)
    return view, _drawn(place_of_store(), view, now.revision, store().head(now.account_id)[1], _known=known)


@st.cache_resource(show_spinner=False, max_entries=32)
def _drawn(where: str, view: tuple[Any, ...], revision: int, born: str, _known: Analysis) -> dict[str, Any]:
    """The canvas data of one view, made once for everybody who looks."""
    _account, _deal, code, layers, outside = view
    return canvas_data(map_payload(_known, language=code, layers=layers, outside=outside))


def base_of(now: Snapshot, known: Analysis) -> dict[str, Any]:
    """The map as it is sent whole: kept as it is until the view itself changes, or `too_large` let it go."""
    view, data = current(known)
    held = st.session_state.get(Keys.BASE)
    if held is None or held["view"] != view:
        held = {"view": view, "revision": now.revision, "data": {
            **data, "map": f"{now.account_id}/{known.opportunity}", "key": f"{hash(view)}-{now.revision}",
            "revision": now.revision, "height": HEIGHT, "palette": palette(), "texts": texts(), **choices()}}
        st.session_state[Keys.BASE] = held
    return held["data"]  # type: ignore[no-any-return]


def patch_of(base: dict[str, Any], now: Snapshot, known: Analysis) -> dict[str, Any]:
    """What changed since `base`, what was acknowledged, what to tell, and what undo would take back."""
    stamp = (base["key"], now.revision, author())
    held = st.session_state.get(Keys.PATCH)
    if held is None or held[0] != stamp:
        undo, redo = store().undo_label(now.account_id, author=author())
        held = (stamp, {**patch(base, current(known)[1]), "map": base["map"], "base": base["key"], "revision": now.revision,
                        "undo": {"undo": undo and (say(undo) or _("an edit")), "redo": redo and (say(redo) or _("an edit"))}})
        st.session_state[Keys.PATCH] = held
    return last_patch(base)


def last_patch(base: dict[str, Any]) -> dict[str, Any]:
    """The last patch again, with what was acknowledged and what is to tell now."""
    held = st.session_state.get(Keys.PATCH)
    if held is None or held[1]["base"] != base["key"]:
        held = (None, {**patch(base, base), "map": base["map"], "base": base["key"], "revision": base["revision"],
                       "undo": {"undo": None, "redo": None}})
    return {**held[1], "ack": dict(st.session_state.get(Keys.ACKS, {})), "notices": [n for n in st.session_state.get(Keys.NOTICES, []) if n["map"] == base["map"]][-5:],
            "selected": {"id": opened(Keys.PERSON), "n": st.session_state.get(Keys.CHOICE, 0)}}


def too_large(base: dict[str, Any], change: dict[str, Any]) -> bool:
    """Whether so much has changed that the whole map is better sent anew (and forgets the old one when it is)."""
    if len(change["nodes"]) + len(change["edges"]) <= 20 + 0.3 * (len(base["nodes"]) + len(base["edges"])):
        return False
    st.session_state.pop(Keys.BASE, None)
    return True


def take_operations() -> None:
    """Edits that came from the canvas: each is written or refused with a sentence, then acknowledged."""
    message = st.session_state[PATCH].get("ops")
    if not message:
        return
    account, _slash, deal = str(message["map"]).partition("/")
    acks = st.session_state.setdefault(Keys.ACKS, {})
    for op in message["ops"]:
        client = str(op["client"])
        if op["n"] <= acks.get(client, 0):
            continue
        try:
            apply_operation(store(), account, deal, op, author=author(), client=client, read=snapshot)
        except StoreUnavailable as error:
            tell(error.of(language()), key=f"{client}:{op['n']}:later", level="error", about=message["map"])
            return
        except PowerMapError as error:
            tell(error.of(language()), key=f"{client}:{op['n']}", level="error", about=message["map"])
        except Exception:  # a fault of ours must not keep the edits behind it from being taken
            logging.getLogger(__name__).exception("an edit failed: %s", op.get("type"))
            tell(_("This edit could not be carried out and was left out."), key=f"{client}:{op['n']}", level="error",
                 about=message["map"])
        acks[client] = op["n"]


def take_selection() -> None:
    """Somebody or a tie was selected on the canvas."""
    choice = st.session_state[PATCH].get("selected") or {}
    st.session_state[Keys.CHOICE] = choice.get("n", 0)
    open_item(Keys.PERSON, choice.get("id"))


def add_others(now: Snapshot) -> None:
    """What a map needs besides people: departments, factions, our team, competitors, organisations."""
    words = {"Department": _("Department"), "Faction": _("Faction"), "TeamMember": _("One of our team"),
             "Competitor": _("Competitor")}
    with st.form("add_other", clear_on_submit=True, border=False):
        kind = st.selectbox(_("What"), list(words), format_func=lambda k: words[k], key="add_kind")
        name = st.text_input(_("Called"), key="add_name").strip()
        if st.form_submit_button(_("Add"), type="primary") and name:
            save(now.account_id, [Put(kind, new_id(), {"name": name})], base=now.revision,
                 label=Text("Add {who}", "添加 {who}").format(who=name))
            st.rerun()


def tell(text: str, *, key: str, level: str, about: str) -> None:
    """A sentence that the map called `about` shows once."""
    st.session_state.setdefault(Keys.NOTICES, []).append({"id": key, "text": text, "level": level, "map": about})


def shown_layers(now: Snapshot) -> set[str] | None:
    """The layers that are switched on; None for all."""
    off = st.session_state.get(Keys.LAYERS, set())
    return {layer for layer in all_layers(now) if layer not in off} if off else None


def all_layers(now: Snapshot) -> list[str]:
    """Every drawn layer that holds a tie, in the order of the kinds."""
    found = {(list(KINDS).index(t.kind), t.label or t.kind) for t in now.ties.values() if KINDS[t.kind].drawn}
    return [layer for _order, layer in sorted(found)]


def choices() -> dict[str, Any]:
    """What the menus of the canvas offer."""
    return {
        "attitudes": [{"code": lv.code, "name": f"{lv.code}  {lv.name.both(language())}"} for lv in SCALES["attitude"].levels],
        "roles": [{"code": lv.code, "name": lv.name.both(language())} for lv in SCALES["role"].levels],
        "kinds": [{"code": k.code, "name": k.name.both(language()), "colour": TIES[k.code],
                   "source": WHAT[k.sources[0]], "target": WHAT[k.targets[0]]}
                  for k in sorted(KINDS.values(), key=lambda k: k.code != "LISTENS_TO") if k.drawn]}


def texts() -> dict[str, str]:
    """The words of the canvas."""
    return {"person": _("Person"), "person_hint": _("Add a person: click where"), "tie": _("Tie"),
            "tie_hint": _("Draw a tie: drag from one person to another"), "undo": _("Undo"), "redo": _("Redo"),
            "tidy": _("Tidy"), "tidy_hint": _("Lay the whole map out again; undo brings it back"), "fit": _("Fit"),
            "name_hint": _("Name"), "attitude": _("Attitude"), "roles": _("Purchase roles"), "rename": _("Rename"),
            "unpin": _("Let it go back to its circle"), "delete": _("Delete"), "show_all": _("Show all"), "legend": _("Legend"),
            "waiting": _("Edits that wait to be saved: {n}"),
            "no_kind": _("There is no kind of tie between these two.")}
