"""Powermap. Run with `streamlit run app.py`, or `make run`.

The script that every session runs is `ui/shell.py`: were it this file, a cold server would take the folder `pages/`
beside it for old-style pages, and a deep link to one would run it without navigation and sidebar.
"""

import streamlit as st
from starlette.middleware import Middleware

from ui.live import Hub
from ui.page_head import PageHead
from ui.presence import PRESENCE
from ui.stores import store

app = st.App("ui/shell.py", routes=Hub(lambda account: store().head(account), PRESENCE).routes,
             middleware=[Middleware(PageHead)])
