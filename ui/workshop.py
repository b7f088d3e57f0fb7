"""Workshop mode: a quiet page with one question; what its canvas is told, and what it is not told while a round is blind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from graph.drawing import style
from graph.drawing.ties import edge_of
from graph.drawing.view import View
from graph.model import KINDS, SCALES, Ballot, Snapshot, Tie, Workshop
from graph.workshop import answered, asks, is_blind, locked_out, own_ballots, running, step_of, tally, unasked
from ui.language import _, language, say
from ui.presence import PRESENCE
from ui.state import NAME_COOKIE, Keys, author, open_item, opened
from ui.workshop_words import bars_of, choices, hint_of, state_of

BIG = 1.5
"""How much larger the words on the map are: read from the back of a room."""
FREE_LAYOUTS = ("circles", "org", "lanes", "ego", "board")
"""Layouts whose places do not say what is asked, while everybody may see what the map says."""
BLIND_LAYOUT = "lanes"
"""The one whose places say nothing but the department."""
QUIET = """<style>[data-testid=stSidebar],[data-testid=stSidebarCollapsedControl],[data-testid=stExpandSidebarButton],
[data-testid=stHeader]{display:none!important} .stMainBlockContainer{padding:.8rem 1.2rem .4rem!important;max-width:none!important}
.st-key-workshop_side{max-height:calc(100vh - 1.8rem);overflow-y:auto;overflow-x:hidden;padding:2px 4px}</style>"""


def entered() -> bool:
    """Whether this page is in workshop mode (the address says so, so that it can be sent round)."""
    return opened(Keys.WORKSHOP) is not None


def enter(now: Snapshot) -> None:
    """Into workshop mode, on the deal that the workshop is about."""
    asked = running(now)
    if asked and asked.opportunity in now.opportunities:
        open_item(Keys.OPPORTUNITY, asked.opportunity)
    _to("1")


def leave() -> None:
    """Back to the map as usual."""
    _to(None)


def _to(mode: str | None) -> None:
    open_item(Keys.WORKSHOP, mode)
    open_item(Keys.PERSON, None)
    st.session_state.pop(Keys.BASE, None)
    st.session_state[Keys.MOVED] = True


def quiet(view: View, now: Snapshot) -> View:
    """The view of workshop mode: only the client's people, and only the ties that are asked about (else who reports to whom). In
    a blind round nobody stands in the middle, above others or first."""
    if not entered() or Keys.STORY in st.session_state:
        return view
    asked = running(now)
    layer = asked.kind if asked and asked.question == "tie" and asked.kind else "REPORTS_TO"
    view = replace(view, fill="department", as_of="", outside=False, layers=frozenset((layer,)))
    if asked and is_blind(asked):
        return replace(view, layout=BLIND_LAYOUT, leader="", blind=True)
    return replace(view, layout=view.layout if view.layout in FREE_LAYOUTS else "circles")


def read_against(now: Snapshot) -> Snapshot:
    """What this participant's typed lines are read against: in a blind round an account that knows nothing of what is asked."""
    asked = running(now) if entered() else None
    return unasked(now, asked) if asked and is_blind(asked) else now


def named() -> bool:
    """Whether this participant can be told from others: has given a name, here or in this browser before. Without one everybody
    behind the same address, or the same proxy, is the same."""
    if Keys.NAMED in st.session_state:
        return bool(st.session_state.get(Keys.AUTHOR))
    return bool(st.context.cookies.to_dict().get(NAME_COOKIE))


def present(now: Snapshot, asked: Workshop) -> list[str]:
    """Who takes part: those who have the account open, and those who have answered."""
    return sorted({one.name for one in PRESENCE.here(now.account_id)} | set(answered(now, asked)) | {author()})


def company(now: Snapshot) -> tuple[str, ...]:
    """Who takes part in the workshop that this page shows: whatever is said of it is said anew when that changes."""
    asked = running(now) if entered() else None
    return (str(named()), *present(now, asked)) if asked else ()


def seen(data: dict[str, Any], now: Snapshot) -> dict[str, Any]:
    """The canvas data as this participant may see it: in a blind round nothing of what is asked but the own answers."""
    asked = running(now) if entered() else None
    if asked is None:
        return data
    part = "layer" if asked.question == "tie" else "attitude" if asked.question == "attitude" else ""
    blind = is_blind(asked)
    data = {**data, "backdrop": {**data["backdrop"], "factions": []}, "legend": [group for group in data["legend"] if group["filter"] == part and not blind]}
    if asked.blind and asked.revealed and asked.question == "tie":  # what is on the map already stands back behind the answers
        data["edges"] = [{**edge, "pm": {**edge["pm"], "colour": style.NOWHERE, "strength": 0.0, "sign": 1}} for edge in data["edges"]]
    if not blind:
        return data
    data = {**data, "nodes": [_unsaid(node) for node in data["nodes"]]}
    own = own_ballots(now, asked, author())
    if asked.question == "tie":
        ids = {node["id"] for node in data["nodes"]}
        return {**data, "edges": [_own_tie(b, asked.kind or "") for b in own if b.item in ids and b.other in ids]}
    answers = {ballot.item: ballot.value for ballot in own}
    step = step_of(asked)
    later = {k: v for question in (step[0].questions if step else ()) for k, v in _masked(question.code, None).items()}  # asked blind too
    return {**data, "nodes": [{**node, "pm": {**node["pm"], **later, **_masked(asked.question or "attitude", answers.get(node["id"]))}}
                              if node["pm"]["what"] == "person" else node for node in data["nodes"]]}


def _unsaid(node: dict[str, Any]) -> dict[str, Any]:
    """A person or a folded group without what the map knows of its weight, and without the hint, which says everything."""
    pm = node["pm"]
    if pm["what"] == "person":
        return {**node, "size": style.EVEN, "title": node["label"], "pm": {**pm, "share": None, "low": style.EVEN, "high": style.EVEN, "key": False}}
    if pm["what"] == "group":
        return {**node, "title": node["label"], "pm": {**pm, "share": None, "attitude": "U", "sign": style.attitude_sign(None), "attitudes": {},
                                                       "sub": "", "worst": "?", "best": "?", "top": ""}}
    return node


def _masked(question: str, value: str | None) -> dict[str, Any]:
    if question == "tie":
        return {}
    if question == "role":
        roles = (value or "").split("|") if value else []
        return {"roles": roles, "badge": style.role_letter(roles[0], language()) if roles else ""}
    if question == "coverage":
        return {"coverage": round(4 * SCALES["coverage"].value(value))}
    return {"attitude": value or "U", "sign": style.attitude_sign(value), "before": None, "wanted": None, "stale": False}


def _own_tie(ballot: Ballot, kind: str) -> dict[str, Any]:
    start, end = ballot.item, str(ballot.other)
    source, target = (end, start) if KINDS[kind].arrow == "source" else (start, end)
    edge = edge_of(Tie(ballot.id, kind=kind, source=source, target=target), [], 0, 0)
    return {**edge, "pm": {**edge["pm"], "dashed": True}}


def canvas_data(now: Snapshot) -> dict[str, Any]:
    """What the canvas is told of the workshop, besides its nodes and ties."""
    locked = locked_out(now, author())
    return {"readonly": locked is not None, "workshop": _told(now) if entered() else None}


def clocked(patch: dict[str, Any]) -> dict[str, Any]:
    """A patch with the server's clock as of now, which a browser counts down by: a patch may be sent long after it was made."""
    told = patch.get("workshop") or {}
    return {**patch, "workshop": {**told, "clock": _milliseconds(datetime.now(UTC))}} if told.get("ends") else patch


def _told(now: Snapshot) -> dict[str, Any]:
    asked = running(now)
    if asked is None:
        return {"id": "", "asks": _("Workshop"), "hint": _("No question is open yet. Start on the right, or type people and ties."), "texts": {}}
    step, people, done = step_of(asked), present(now, asked), answered(now, asked)
    shown, own = asked.blind and asked.revealed, own_ballots(now, asked, author()) if is_blind(asked) else []
    found = tally(now, asked) if shown else []
    return {
        "id": asked.id, "named": named(), "question": asked.question, "kind": asked.kind, "asks": say(asks(asked)), "blind": is_blind(asked), "revealed": shown,
        "step": f"{step[1] + 1} / {len(step[0].questions)}" if step else "", "multiple": asked.question == "role",
        "lock": _("Locked by {who}", who=asked.facilitator) if asked.locked else "",
        "state": state_of(asked, done, people),
        "hint": hint_of(asked, own, named=named()) if not asked.locked or is_blind(asked) or asked.facilitator == author() else "",
        "ends": _milliseconds(datetime.fromisoformat(asked.ends)) if asked.ends else None,
        "own": {b.item: b.value for b in own if not b.other},
        "choices": choices(asked), "tally": [bars_of(asked, t) for t in found if not t.other],
        "lines": [{"from": t.item, "to": t.other, "n": t.counts["yes"], "of": t.of, "directed": KINDS[asked.kind or ""].directed}
                  for t in found if t.other],
        "texts": {"over": _("Time is up")}}


def _milliseconds(time: datetime) -> int:
    return round(time.timestamp() * 1000)
