"""Quick entry: people and ties typed as lines, shown as they are understood, and taken together as one edit."""

from __future__ import annotations

from math import cos, hypot, sin, sqrt
from typing import Any

import streamlit as st

from graph.drawing.layouts import LAYOUTS
from graph.drawing.view import people_on
from graph.errors import InvalidRecord, PowerMapError, StoreUnavailable
from graph.model import Opportunity, Place, Snapshot, Text, place_id
from graph.store import Change, Put, puts
from graph.workshop import is_blind, running
from loaders.quick_entry import HELP, Understood, understand
from ui import power_map
from ui.frame import told
from ui.language import _, language, say
from ui.looking import looking
from ui.operations.answers import LABEL, as_answers
from ui.saving import save
from ui.state import Keys, author
from ui.stores import snapshot
from ui.workshop import entered, read_against

BOX = "quick_entry"
APART = 124.0
"""From one new person to the next, in map units."""
PAST = Text("The map is shown as it was on {day}, and the past cannot be edited. Look at the present first.",
            "图面显示的是 {day} 的情况，过去不能编辑。请先回到现在。")


@st.fragment
def quick_entry(now: Snapshot, deal: str) -> None:
    """The box, below it what was understood line by line, and "Take"."""
    typed = str((st.session_state.get(BOX) or {}).get("text") or "")
    lines: list[Understood] = []
    with st.container(), told():
        now = _latest(now)
        lines = understand(typed, read_against(now), now.opportunity(deal)) if typed.strip() else []
    power_map.entry(
        {"account": now.account_id, "deal": deal, "about": typed, "taken": dict(st.session_state.get(Keys.TYPED, {})),
         "lines": [{"line": one.line, "good": one.problem is None, "text": say(one.problem or one.text)} for one in lines],
         "texts": {"hint": _("Zhang: CFO, finance, attitude D") + "\n" + _("Wang -> Li strong"), "label": _("Quick entry"), "take": _("Take"), "how": _("How to write it"), "help": say(HELP),
                   "key": _("Enter takes it; Ctrl+Enter takes several lines")}},
        key=BOX, on_take=lambda: _take(now, deal))


def _latest(now: Snapshot) -> Snapshot:
    """The account as it is; as it was shown last when the store does not answer."""
    try:
        return snapshot(now.account_id)
    except StoreUnavailable:
        return now


def _take(shown: Snapshot, deal_id: str) -> None:
    """Writes the understood lines as one edit; the others stay in the box, and all of them with the reason `why` when it
    could not be written. Sent twice, it is done once."""
    sent = (st.session_state.get(BOX) or {}).get("take")
    done: dict[str, Any] = st.session_state.setdefault(Keys.TYPED, {})
    if not sent or sent["n"] <= done.get(str(sent["client"]), {"n": 0})["n"]:
        return
    left, why = str(sent["text"]), ""
    try:
        now = _latest(shown)
        if day := looking(now).as_of:
            raise InvalidRecord(*PAST.format(day=day))
        deal = now.opportunity(deal_id)
        lines = understand(left, read_against(now), deal)
        good = [one for one in lines if one.problem is None]
        if good:
            changes, label = _written(now, deal, good)
            save(now.account_id, changes, base=now.revision, label=label)
        left = "\n".join(one.line for one in lines if one.problem is not None)
    except PowerMapError as error:
        why = error.of(language())
    done[str(sent["client"])] = {"n": sent["n"], "left": left, "why": why}


def _written(now: Snapshot, deal: Opportunity, good: list[Understood]) -> tuple[list[Change], Text]:
    changes = [change for one in good for change in one.changes]
    asked = running(now) if entered() else None
    label = good[0].text if len(good) == 1 else Text("{n} typed lines", "录入 {n} 行").format(n=len(good))
    if asked and is_blind(asked):
        answers = as_answers(now, asked, changes, author())
        label, changes = (LABEL if answers != changes else label), answers
    people = [c.id for c in changes if isinstance(c, Put) and c.type == "Person" and c.id not in now.people]
    return [*changes, *puts(_places(now, deal, [*people, *_elsewhere(now, deal, changes)]))], label


def _elsewhere(now: Snapshot, deal: Opportunity, changes: list[Change]) -> list[str]:
    """Those of the account whom the lines speak of and who are not on this map yet: what is typed here is seen here."""
    named = {str(c.fields.get(end)) for c in changes if isinstance(c, Put) for end in ("source", "target", "person")}
    return sorted((named & now.people.keys()) - set(people_on(now, looking(now), deal.id)))


def _places(now: Snapshot, deal: Opportunity, people: list[str]) -> list[Place]:
    """Somewhere free near the middle for whoever is new on it, where the layout keeps places (it may still find a better one); and
    that they are on the map, where it has people of its own."""
    view = looking(now)
    found = [Place(place_id(view.people(deal.id), person), map=view.people(deal.id), item=person) for person in people if view.saved]
    if not LAYOUTS[view.layout].keeps:
        return found
    name = view.places(deal.id)
    taken = [(place.x, place.y) for person in now.people if (place := now.place(name, person))]
    x0, y0 = (sum(x for x, _y in taken) / len(taken), sum(y for _x, y in taken) / len(taken)) if taken else (0.0, 0.0)
    for person in people:
        for k in range(2000):  # outwards in a spiral, as a sunflower sets its seeds
            x, y = x0 + APART / 2 * sqrt(k) * cos(2.4 * k), y0 + APART / 2 * sqrt(k) * sin(2.4 * k)
            if all(hypot(x - a, y - b) >= APART * 0.9 for a, b in taken):
                break
        taken.append((x, y))
        found.append(Place(place_id(name, person), map=name, item=person, x=round(x, 1), y=round(y, 1)))
    return found
