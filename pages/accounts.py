"""Accounts: the list, a new one, demo accounts, archive, export, erase."""

import json

import streamlit as st

from graph.errors import InvalidRecord
from graph.export.account_json import to_json
from graph.model import Account, Text, new_id
from graph.store import AccountInfo, Put
from ui.frame import PAGES, link_to, told
from ui.language import _, plain
from ui.lock import check_lock
from ui.saving import save
from ui.state import author, open_account
from ui.stores import add_demos, snapshot, store


def rename(info: AccountInfo) -> None:
    name = st.session_state[f"rename_{info.id}"].strip()
    with told():
        save(info.id, [Put("Account", info.id, {"name": name or None})], base=info.revision, label=Text("Rename the account", "客户改名"))


def archive(info: AccountInfo, archived: bool) -> None:
    with told():
        save(info.id, [Put("Account", info.id, {"archived": archived})], base=info.revision, label=Text("Archive", "归档"))


def erase(info: AccountInfo) -> None:
    with told():
        check_lock(info.id, author())
        store().erase_account(info.id)


def adopt(info: AccountInfo) -> None:
    with told():
        check_lock(info.id, author())
        revision = store().adopt(info.id)
        st.toast(_("{n} edits were taken over.", n=len(revision.entries)) if revision else _("Nothing was edited there."))


def more(info: AccountInfo) -> None:
    """What is done to an account as a whole."""
    with st.popover(_("More"), icon=":material/more_horiz:"):
        st.text_input(_("Name"), value=info.name, key=f"rename_{info.id}", on_change=rename, args=(info,))
        st.button(_("Bring back") if info.archived else _("Archive"), key=f"archive_{info.id}", on_click=archive,
                  args=(info, not info.archived))
        st.download_button(_("Export as JSON"), data=lambda: json.dumps(to_json(snapshot(info.id)), ensure_ascii=False, indent=1),
                           file_name=f"{info.name}.json", mime="application/json", key=f"export_{info.id}")
        if store().edited_by_hand:
            st.button(_("Take over what was edited in Neo4j"), key=f"adopt_{info.id}", on_click=adopt, args=(info,))
        sure = st.checkbox(_("Erase it with its whole history; this cannot be undone"), key=f"sure_{info.id}")
        st.button(_("Erase for good"), disabled=not sure, key=f"erase_{info.id}", type="primary", on_click=erase, args=(info,))


st.title(_("Accounts"))
with_archived = st.session_state.get("show_archived", False)
infos = store().accounts(archived=with_archived)
if not infos:
    st.info(_("There are no accounts yet. Make a new one, import a list of people, or add the demo accounts."))
for info in infos:
    with st.container(border=True, key=f"account_{info.id}"):
        name, numbers, to_map, to_key, menu = st.columns([5, 3, 2, 2, 1.6], vertical_alignment="center")
        name.markdown(f"**{plain(info.name)}**" + (" · " + _("archived") if info.archived else ""))
        numbers.caption(_("{people} people · {ties} ties", people=info.people, ties=info.ties))
        with to_map:
            link_to("map", _("Power map"), account=info.id, icon=":material/hub:")
        with to_key:
            link_to("key_people", _("Key people"), account=info.id, icon=":material/star:")
        with menu:
            more(info)

with st.form("new_account", border=True):
    box, button = st.columns([5, 1], vertical_alignment="bottom")
    new_name = box.text_input(_("New account"), placeholder=_("Name of the client"), key="new_account_name")
    if button.form_submit_button(_("Create"), type="primary", width="stretch"):
        with told():
            if not new_name.strip():
                raise InvalidRecord(_("An account needs a name."))
            account = Account(new_id(), name=new_name.strip())
            store().create(account, author=author())
            open_account(account.id)
            st.switch_page(PAGES["map"], query_params={"account": account.id})

left, right = st.columns(2)
if left.button(_("Add the demo accounts"), icon=":material/library_add:"):
    added = add_demos(store())
    st.toast(_("{n} demo accounts added.", n=added) if added else _("All demo accounts are there already."))
    if added:
        st.rerun()
right.checkbox(_("Show archived accounts"), key="show_archived")
