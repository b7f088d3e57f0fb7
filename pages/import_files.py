"""Import: people and ties from CSV and Excel, previewed and corrected before anything is written."""

import pandas as pd
import streamlit as st

from graph.errors import InvalidRecord, PowerMapError
from graph.model import Person
from graph.network import layer_name
from graph.store import write_import
from ui import import_view
from ui.frame import PAGES, account_names, told
from ui.language import _, language, plain, say
from ui.lock import check_lock
from ui.state import Keys, author, open_account, opened
from ui.stores import snapshot, store

NEW = "new"


def account_choice() -> tuple[str | None, str]:
    """The account to import into: an open one, another one, or a new one with a name."""
    names = account_names()
    at = opened(Keys.ACCOUNT)
    left, right = st.columns(2)
    options = [NEW, *names]
    chosen = left.selectbox(_("Into the account"), options, index=options.index(at) if at in names else 0,
                            format_func=lambda id: _("a new account") if id == NEW else names[id], key="import_into")
    name = right.text_input(_("Name of the new account"), key="import_name") if chosen == NEW else ""
    return (None if chosen == NEW else chosen), name.strip()


st.title(_("Import"))
st.caption(_("One file with people, one with ties, both, or a workbook; CSV or Excel, in any usual encoding, with your own "
             "headers in English or Chinese. Nothing is written before you have seen it."))
files = st.file_uploader(_("Files"), type=["csv", "tsv", "txt", "xlsx", "xls"], accept_multiple_files=True, key="import_files")
target, new_name = account_choice()
if not files:
    st.info(_("People need a column with their name; ties a column “from” and a column “to”. Everything else is optional."))
    st.stop()

with told():
    tables, problems = import_view.tables_of(tuple((f.name, f.getvalue()) for f in files))
    now = snapshot(target) if target else None
    try:
        loaded = import_view.understood(tables, problems, now, opened(Keys.OPPORTUNITY) if now and target == opened(Keys.ACCOUNT) else None)
    except PowerMapError as error:
        st.error(plain(error.of(language())))
        st.stop()
    import_view.problem_list(loaded.problems)
    numbers = st.columns(4)
    for box, label, value in zip(numbers, (_("People"), _("Ties"), _("Of these, reporting lines"), _("Faction members")),
                                 (loaded.people, loaded.ties, loaded.reporting, loaded.memberships), strict=True):
        box.metric(label, f"{value:,}")
    if loaded.unchanged:
        st.caption(_("Already in the account, unchanged: {n}.", n=loaded.unchanged))
    import_view.column_form(tables, loaded)
    import_view.kind_form(tables, loaded.kinds)
    import_view.duplicate_form(loaded.duplicates)
    people = [r for r in loaded.records if isinstance(r, Person)]
    if people:
        with st.expander(_("People as they will be kept")):
            st.dataframe(pd.DataFrame([{k: v for k, v in p.fields().items() if k != "department"}
                                       for p in people[:import_view.SHOWN]]), hide_index=True)
    rest = loaded.rows_left_out
    label = _("Import the rest, without {n} rows", n=rest) if rest else _("Import")
    if st.button(label, type="primary", icon=":material/upload_file:", disabled=not loaded.records, key="import_go"):
        if target is None and not new_name:
            raise InvalidRecord(_("Give the new account a name, or choose an account."))
        if now:
            check_lock(now.account_id, author())
        with st.spinner(_("Writing")):
            account = write_import(store(), loaded.records, into=now, name=new_name, files=[f.name for f in files], author=author())
        open_account(account)
        st.switch_page(PAGES["map"], query_params={Keys.ACCOUNT: account})
    if not loaded.records:
        st.info(_("There is nothing new to import."))
    elif loaded.kinds:
        layers = sorted({say(layer_name(use.choice.label or use.choice.kind)) for use in loaded.kinds.values()})
        st.caption(_("Layers: {names}", names=plain(", ".join(layers))))
