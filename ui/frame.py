"""What stands round every page: which account is open, language, who is editing, and errors as sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import streamlit as st

from graph.errors import NotFound, PowerMapError, StoreUnavailable
from graph.model import Snapshot
from ui.language import LANGUAGES, _, language, plain, say
from ui.saving import away, send_kept, waiting
from ui.state import Keys, author, keep_author, open_account, open_item, opened
from ui.stores import snapshot, store

RETRY_SECONDS = 3
TIGHT = """<style>.stMainBlockContainer{padding:2.4rem 1.4rem 1rem}
.st-key-map_title h3{font-size:1.4rem;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;padding:.3rem 0} .stMarkdown h4{word-break:keep-all}</style>"""
FOLDER = Path(__file__).parent.parent / "pages"
PAGES = {"accounts": FOLDER / "accounts.py", "map": FOLDER / "map.py", "findings": FOLDER / "findings.py", "key_people": FOLDER / "key_people.py",
         "settings": FOLDER / "settings.py",
         "table": FOLDER / "table.py", "import": FOLDER / "import_files.py"}


def sidebar() -> None:
    """Account, opportunity, language and the editor's name."""
    st.html(TIGHT)
    send_kept()
    with st.sidebar:
        names = account_names()
        now = opened(Keys.ACCOUNT)
        if names:
            chosen = st.selectbox(_("Account"), list(names), index=list(names).index(now) if now and now in names else None,
                                  format_func=lambda id: names[id], placeholder=_("Choose an account"),
                                  key=f"pick_account_{now}")
            if chosen and chosen != now:
                open_account(chosen)
                st.rerun()
        if now and now in names:
            _opportunity(now)
        st.segmented_control("Language · 语言", list(LANGUAGES), format_func=lambda code: LANGUAGES[code],
                             default=language(), key="language_choice", on_change=_language_chosen)
        name = st.text_input(_("Your name"), value=author(), key="author_name", on_change=_named,
                             help=_("Stands in the history beside what you change; undo takes back your own changes."))
        st.session_state[Keys.AUTHOR] = name.strip()
        if st.session_state.get(Keys.NAMED):
            keep_author(name.strip())
        _which_store()


def _named() -> None:
    st.session_state[Keys.NAMED] = True


def _which_store() -> None:
    """Which store this is, and how many edits wait for it."""
    if waiting():
        st.caption(_("{n} edits are kept here and sent when it is back.", n=waiting()))
    name, server = store().name, store().edited_by_hand
    st.caption(f":material/{'database' if server else 'description'}: {plain(name if server else Path(name).name)}",
               help=None if server else plain(name))


@st.fragment(run_every=RETRY_SECONDS)
def try_again() -> None:
    """Looks for the store again, and shows the page as soon as it is back."""
    st.button(_("Try again"), icon=":material/refresh:")
    if not st.session_state.get(Keys.RETRY):  # part of the run that failed just now
        st.session_state[Keys.RETRY] = True
        return
    with suppress(PowerMapError):
        store().accounts()
        st.rerun(scope="app")


def account_names() -> dict[str, str]:
    """Account id to a name that only this account has."""
    return _distinct({info.id: info.name for info in store().accounts()})


def _distinct(names: dict[str, str]) -> dict[str, str]:
    """Namesakes are numbered: a select box tells its options apart by what they show."""
    seen: Counter[str] = Counter()
    result = {}
    for id, name in names.items():
        seen[name] += 1
        result[id] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return result


def _language_chosen() -> None:
    st.session_state[Keys.LANGUAGE] = st.query_params["lang"] = st.session_state.get("language_choice") or language()


def _opportunity(account: str) -> None:
    deals = _distinct({id: deal.name for id, deal in snapshot(account).opportunities.items()})
    if len(deals) < 2:
        return
    now = opened(Keys.OPPORTUNITY)
    chosen = st.selectbox(_("Opportunity"), list(deals), index=list(deals).index(now) if now and now in deals else 0,
                          format_func=lambda id: deals[id], key=f"pick_deal_{account}")
    if chosen != now:
        open_item(Keys.OPPORTUNITY, chosen)
        st.session_state.pop(Keys.BASE, None)


@contextmanager
def told() -> Iterator[None]:
    """Whatever goes wrong on purpose becomes a sentence on the page, never a traceback."""
    try:
        yield
    except StoreUnavailable as error:
        away(error)
    except PowerMapError as error:
        st.error(plain(error.of(language())), icon=":material/error:")


def open_snapshot() -> Snapshot:
    """The open account as it is now. Without one the page says what to do and stops."""
    account = opened(Keys.ACCOUNT)
    if account is None:
        st.info(_("No account is open. Choose one on the left, or make a new one."))
        st.page_link(PAGES["accounts"], label=_("To the accounts"), icon=":material/arrow_forward:")
        st.stop()
    try:
        now = snapshot(str(account))
    except NotFound:
        st.warning(_("This account does not exist in this store. The link may be from another store, or the account was "
                     "erased."))
        st.page_link(PAGES["accounts"], label=_("To the accounts"), icon=":material/arrow_forward:")
        st.stop()
    open_item(Keys.ACCOUNT, account)
    _unreadable(now)
    if opened(Keys.OPPORTUNITY) and opened(Keys.OPPORTUNITY) not in now.opportunities:
        open_item(Keys.OPPORTUNITY, None)
    elif opened(Keys.OPPORTUNITY):
        open_item(Keys.OPPORTUNITY, opened(Keys.OPPORTUNITY))
    return now


def _unreadable(now: Snapshot) -> None:
    if now.problems:
        with st.expander(_("{n} things in the database cannot be read", n=len(now.problems)), icon=":material/warning:"):
            for problem in now.problems[:50]:
                st.markdown("- " + plain(say(problem)))
            st.caption(_("They were edited in the database itself and stay as they are. Correct them there, then let the "
                         "edits be taken over: Accounts, More."))


def link_to(page: str, label: str, *, account: str, icon: str = ":material/arrow_forward:", **opened: str) -> None:
    """A link to a page of an account, and what else is `opened` there (a person, an answer), which can be copied and sent."""
    params = {Keys.ACCOUNT: account, **opened}
    st.page_link(PAGES[page], label=label, icon=icon, query_params=params)
