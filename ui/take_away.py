"""Take the map away: which file, in which light, and what may be seen outside."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from graph.analysis.account import Analysis
from graph.drawing.view import View
from graph.errors import PowerMapError
from graph.export import picture
from graph.export.formats import FORMATS, file_name, taken_away
from graph.export.picture.document import check_fonts
from graph.export.redaction import Redaction, check_view
from graph.workshop import without_blind_answers
from ui.language import _, language, plain, say
from ui.page_head import FRONTEND
from ui.state import Keys

TYPESET = ("pdf", "png")
LIT = ("pptx", "pdf", "png", "svg")
"""Formats that are drawn in light or dark; the web page follows its reader's computer."""


def take_away(known: Analysis, view: View) -> None:
    """The choices and the button. The file is made when the button is pressed."""
    code = str(st.selectbox(_("File"), list(FORMATS), format_func=lambda c: say(FORMATS[c].name), key="take_format"))
    dark = st.toggle(_("Dark"), key="take_dark") if code in LIT else False
    names = not st.toggle(_("Roles instead of names"), key="take_names", help=_("For eyes outside: people are called by role, title or department."))
    attitudes = not st.toggle(_("Without attitudes"), key="take_attitudes",
                              help=_("For the client's eyes: nothing that says what anybody thinks of us, or whom we have won."))
    shown = tuple(st.session_state.get(Keys.FILTERS, []))
    if shown and not st.toggle(_("Only what the filters let through"), value=True, key="take_filtered"):
        shown = ()
    choice = Redaction(names=names, attitudes=attitudes)
    try:  # said here: what a download is refused for reaches nobody
        if code in picture.FORMATS:
            check_view(view, choice)
        if code in TYPESET:
            check_fonts("".join(text for person in known.snapshot.people.values() for text in (person.name, person.name_alt or "")))
    except PowerMapError as error:
        st.error(plain(error.of(language())), icon=":material/error:")
        return
    make = partial(taken_away, known.beside(without_blind_answers(known.snapshot)), replace(view, filters=shown), code, choice=choice,
                   theme="dark" if dark else "light", frontend=FRONTEND)
    title = known.snapshot.account.name if names else _("Account")
    st.download_button(_("Take away"), make, file_name(title, code), FORMATS[code].mime, icon=":material/download:", type="primary",
                       width="stretch", on_click="ignore")
