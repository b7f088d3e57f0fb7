"""Every key of the session in one place, and what is open: account, opportunity, person, language."""

from __future__ import annotations

import getpass
import os

import streamlit as st


class Keys:
    """Names of session values. Widgets make their own keys from these."""

    ACCOUNT = "account"
    OPPORTUNITY = "opportunity"
    PERSON = "person"          # the selected person or tie
    CHOICE = "choice"          # the number of the last selection that came from the canvas
    LANGUAGE = "language"
    AUTHOR = "author"
    ACKS = "acks"              # client -> number of the last edit that was taken
    REFUSAL = "refusal"        # why the last edit could not be written, and since when
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
    LAID_OUT = "laid_out"      # the revision at which everybody had a place
    LAYERS = "layers"          # layers that are switched off


def take_address() -> None:
    """Opens what the address says. Once a run of the whole page: in between, a tick may still carry the address of a
    moment ago, and the session knows better. Without a person in the address nobody is selected (the way back)."""
    for name in (Keys.ACCOUNT, Keys.OPPORTUNITY, Keys.PERSON):
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
        for name in (Keys.OPPORTUNITY, Keys.PERSON):
            open_item(name, None)
        for key in (Keys.BASE, Keys.LAYERS):
            st.session_state.pop(key, None)
    open_item(Keys.ACCOUNT, account)


def author() -> str:
    """Who is editing: the name given in the sidebar, else the computer's user, or for another machine its address."""
    away = st.context.ip_address
    return str(st.session_state.get(Keys.AUTHOR) or (f"Guest {away}" if away else os.environ.get("POWERMAP_AUTHOR") or _system_user()))


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
