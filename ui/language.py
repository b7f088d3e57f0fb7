"""The screen's two languages, through gettext. Translations lie as .po files and are compiled when first used."""

from __future__ import annotations

import io
import re
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

import streamlit as st
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from graph.model import Text
from ui.state import Keys

LOCALE = Path(__file__).parent.parent / "locale"
LANGUAGES = {"en": "English", "zh": "中文"}


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of a language; English is the language of the source."""
    path = LOCALE / language / "LC_MESSAGES" / "powermap.po"
    if not path.exists():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def language() -> str:
    """The language of this session: chosen (the address keeps it, `?lang=zh`), or that of the browser."""
    chosen = st.session_state.get(Keys.LANGUAGE)
    if chosen not in LANGUAGES:
        chosen = "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
    return str(chosen)


def _(message: str, **values: object) -> str:
    """The message in the session's language, with `{values}` filled in."""
    text = translations(language()).gettext(message)
    return text.format(**values) if values else text


def say(text: Text) -> str:
    """A two-language text in the session's language."""
    return text.of(language())


_LINK = re.compile(r":(?=//)|w(?=ww\.)|@", re.IGNORECASE)  # a word joiner behind these keeps an address from becoming a link


def plain(text: str) -> str:
    """Text from people, safe inside Markdown: shown letter by letter, never as markup, links or HTML."""
    text = _LINK.sub(lambda found: found[0] + "\u2060", text).replace(" %", "\u00a0%")  # a number and its % stay on one line
    return "".join("\\" + ch if ch in "\\`*_{}[]()<>#+-.!|~$:&@" else ch for ch in text).replace("\n", "  \n")
