"""Powermap. Run with `streamlit run app.py`, or `make run`.

The script that every session runs is `ui/shell.py`: were it this file, a cold server would take the folder `pages/`
beside it for old-style pages, and a deep link to one would run it without navigation and sidebar.
"""

import gc
from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from ui import page_head
from ui.closed_tabs import ClosedTabs
from ui.live import Hub
from ui.presence import PRESENCE
from ui.stores import store

hub = Hub(lambda account: store().head(account), PRESENCE)
app = st.App("ui/shell.py", routes=[*hub.routes, *page_head.routes()], middleware=[Middleware(ClosedTabs), Middleware(page_head.PageHead)])

for module in (Path(__file__).parent / "ui").glob("[!_]*.py"):
    if module.stem != "shell":
        import_module(f"ui.{module.stem}")  # before the first visitor comes
gc.freeze()  # what is loaded now stays: Streamlit collects garbage after each run, and need not look through it each time
