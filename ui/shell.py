"""What every page runs inside: page configuration, navigation over `pages/`, the sidebar."""

from pathlib import Path

import streamlit as st

from graph.errors import PowerMapError
from ui.frame import PAGES, sidebar, try_again
from ui.language import _
from ui.saving import away
from ui.state import Keys, take_address

SIDEBAR = 220  # pixels: the map needs the others
st.set_page_config(page_title="Powermap", page_icon=str(Path(__file__).with_name("icon.png")), layout="wide", initial_sidebar_state=SIDEBAR)

take_address()
try:
    page = st.navigation([
        st.Page(PAGES["accounts"], title=_("Accounts"), icon=":material/domain:", default=True),
        st.Page(PAGES["map"], title=_("Power map"), icon=":material/hub:", url_path="map"),
        st.Page(PAGES["findings"], title=_("Findings"), icon=":material/lightbulb:", url_path="findings"),
        st.Page(PAGES["key_people"], title=_("Key people"), icon=":material/star:", url_path="key_people"),
        st.Page(PAGES["settings"], title=_("Settings"), icon=":material/tune:", url_path="settings"),
        st.Page(PAGES["table"], title=_("Table"), icon=":material/table:", url_path="table"),
        st.Page(PAGES["import"], title=_("Import"), icon=":material/upload_file:", url_path="import"),
    ])
    sidebar()
    page.run()
except PowerMapError as error:
    away(error)
    st.session_state[Keys.RETRY] = False
    try_again()
