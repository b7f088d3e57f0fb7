"""Every key of the session in one place, and what is open: account, opportunity, person, language."""

from __future__ import annotations

import getpass
import os
from urllib.parse import quote, unquote

import streamlit as st

NAME_COOKIE = "powermap_name"


class Keys:
    """Names of session values. Widgets make their own keys from these."""

    ACCOUNT = "account"
    OPPORTUNITY = "opportunity"
    PERSON = "person"          # the selected person or tie
    CHOICE = "choice"          # the number of the last selection that came from the canvas
    LANGUAGE = "language"
    AUTHOR = "author"
    NAMED = "named"            # whether the name was given by hand: then the browser keeps it
    ACKS = "acks"              # client -> number of the last edit that was taken
    REFUSALS = "refusals"      # edits that could not be written, and what is asked about them
    REFUSED = "refused"        # how many edits of the card were refused: its widgets are made anew
    TABLE_TRY = "table_try"    # how many were refused: the table is made anew
    KEPT = "kept"              # edits that wait for a store that cannot be reached
    SENDING = "sending"        # held while they are sent
    SHOWN = "shown"            # the account, snapshot and analysis that the map showed last
    RETRY = "retry"            # whether the page has been up without the store: then it may look for it
    ORIGIN = "origin"          # what tells this session's edits from those of others
    NOTICES = "notices"        # sentences that the map still has to show
    BASE = "base"              # the map as it was sent whole, and its key
    PATCH = "patch"            # the last patch and what it was made for
    VIEW = "looking"           # how the map is looked at
    VIEWS = "views"            # how it was looked at before, for undo
    LAYOUT = "layout"          # in the address: the layout, whom it goes round, the saved view
    LEADER = "leader"
    SAVED = "view"
    ANSWER = "answer"          # in the address: the question whose people stand in the light
    MOVED = "moved"            # the view has changed: the whole page is to be run
    EDITS = "edits"            # how many edits this session has made
    FILTERS = "filters"        # what the legend's filters let through
    FILTERED = "filtered"      # the map, the filters that came with it and how often one was opened, as the canvas got them last
    LOCKED = "locked"          # whether a workshop's facilitator keeps this session from editing
    OPENINGS = "openings"      # how often a map with a name was opened in this session
    CHOSEN = "chosen"          # several selected people
    SCENARIO = "scenario"      # how many what-if scenarios were let go: their tables are made anew
    WHO = "who"                # what others know this session by
    WORKSHOP = "workshop"      # in the address: whether the map page is in workshop mode
    STORY = "story"            # the story that is told: which start of it, and how the map was looked at before
    TYPED = "typed"            # tab -> the last lines of quick entry that were taken, and what is left in the box


OF_ACCOUNT = (Keys.OPPORTUNITY, Keys.PERSON, Keys.LAYOUT, Keys.LEADER, Keys.SAVED, Keys.WORKSHOP, Keys.ANSWER)
"""What is open of an account, and in the address beside it."""


def take_address() -> None:
    """Opens what the address says. Once a run of the whole page: in between, a tick may still carry the address of a
    moment ago, and the session knows better. Without a person in the address nobody is selected (the way back)."""
    before, account = opened(Keys.ACCOUNT), st.query_params.get(Keys.ACCOUNT)
    if before and account and before != account:
        _forget()
    for name in (Keys.ACCOUNT, *OF_ACCOUNT):
        if name in st.query_params or name == Keys.PERSON:
            st.session_state[f"open_{name}"] = st.query_params.get(name)
    if "lang" in st.query_params:
        st.session_state[Keys.LANGUAGE] = st.query_params["lang"]
    elif Keys.LANGUAGE in st.session_state:
        st.query_params["lang"] = st.session_state[Keys.LANGUAGE]


def opened(name: str) -> str | None:
    """What is open under `name` (account, opportunity, person)."""
    return st.session_state.get(f"open_{name}")


def open_item(name: str, value: str | None) -> None:
    """Opens something and says so in the address, so that the address is a link to it."""
    st.session_state[f"open_{name}"] = value
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def open_account(account: str) -> None:
    """Opens another account: its opportunity and person are not those of the one before."""
    if opened(Keys.ACCOUNT) != account:
        _forget()
        for name in OF_ACCOUNT:
            open_item(name, None)
    open_item(Keys.ACCOUNT, account)


def _forget() -> None:
    """What is open of the account, and how it is looked at, is not taken along to another one."""
    for key in (*(f"open_{name}" for name in OF_ACCOUNT), Keys.STORY, Keys.BASE, Keys.VIEW, Keys.VIEWS, Keys.FILTERS, Keys.CHOSEN):
        st.session_state.pop(key, None)


def author() -> str:
    """Who is editing: the name given in the sidebar (the browser keeps it), else the computer's user, or for another
    machine its address."""
    given, away = st.session_state.get(Keys.AUTHOR), st.context.ip_address
    if given is None:
        given = unquote(st.context.cookies.to_dict().get(NAME_COOKIE, "")).strip()
    return str(given or (f"Guest {away}" if away else os.environ.get("POWERMAP_AUTHOR") or _system_user()))


def keep_author(name: str) -> None:
    """Leaves the name in the browser, for a reload and for other tabs; an empty one is forgotten there."""
    age = 365 * 24 * 3600 if name else 0
    st.html(f'<script>document.cookie = "{NAME_COOKIE}={quote(name, safe="")}; path=/; max-age={age}; samesite=lax"</script>',
            unsafe_allow_javascript=True)


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
