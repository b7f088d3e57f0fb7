"""The goals of our coverage on the page of settings: what each wants of whom, how it stands, and the account's own instead of the usual ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from graph.analysis.account import Analysis
from graph.analysis.questions.gaps import NAMES
from graph.analysis.rules import OWN, SCALE_OF, Rule, checked, rules_for, rules_of, usual_text
from graph.errors import FileProblem
from graph.model import SCALES
from ui.language import _, language, plain, say

EITHER = ("roles", "buyer_types")
"""One of these two is enough."""


def goals(known: Analysis, write: Callable[[str | None], None]) -> None:
    """The goals as a table, and their text to be changed; `write` stores a text, None for the usual one."""
    st.markdown(_("What our own team wants to reach at this client: who is to be known, met and won. Findings says which goals are not met, and what to do."))
    own = known.snapshot.account.coverage_goals
    try:
        _table(known, rules_for(known.snapshot))
    except FileProblem as problem:  # it came with a file, or past us
        st.error(plain(problem.of(language())))
    with st.expander(_("Change the goals of this account"), icon=":material/edit:"):
        text = st.text_area(_("Goals"), own or usual_text(), height=420, key=f"goals:{hash(own)}", label_visibility="collapsed")
        wrong = _problem(text)
        if wrong:
            st.error(plain(wrong.of(language())))
        keep, back = st.columns(2)
        keep.button(_("Keep these goals"), type="primary", width="stretch", disabled=bool(wrong) or text == (own or usual_text()),
                    on_click=write, args=(text,))
        if own:
            back.button(_("Back to the usual goals"), icon=":material/restart_alt:", width="stretch", on_click=write, args=(None,))


def _problem(text: str) -> FileProblem | None:
    try:
        rules_of(text, OWN)
    except FileProblem as problem:
        return problem
    return None


def _table(known: Analysis, rules: tuple[Rule, ...]) -> None:
    results = {check.rule.code: check.status for check in checked(known, rules)} if known.model.basis.code != "nothing" else {}
    st.dataframe(pd.DataFrame([{
        _("Goal"): say(rule.name), _("Of whom"): _who(rule), _("What is wanted"): _conditions(rule.need),
        _("When it is not met"): _("serious") if rule.broken == "red" else _("not serious"),
        _("Now"): say(NAMES[results[rule.code]]) if rule.code in results else _("about nobody here")} for rule in rules]), hide_index=True, height="content")


def _who(rule: Rule) -> str:
    whom = _conditions(rule.who)
    if rule.at_least:
        whom = _("at least {n}: {whom}", n=rule.at_least, whom=whom)
    return whom if rule.every else _("{whom} (one of them is enough)", whom=whom)


def _conditions(given: Mapping[str, Any]) -> str:
    """`who` or `need` of a rule in words."""
    words = {"in_circle": _("in the small circle"), "decider": _("weighs most on paper"), "supporter": _("supports us"), "attitude_known": _("attitude known"),
             "named": _("known by name"), "no_rival": _("supports no competitor")}
    def one(name: str, value: Any) -> str:
        if name == "share":
            return _("carries at least {part} of the decision", part=f"{value:.0%}")
        if name == "contacts":
            return _("known to at least {n} of us", n=value)
        if name in SCALE_OF:
            scale = SCALES[SCALE_OF[name]]
            levels = [say(scale[code].name) for code in (value if isinstance(value, list) else [value])]
            return f"{say(scale.name)}: {' / '.join(levels)}" if isinstance(value, list) else _("{what}: {level} or better", what=say(scale.name), level=levels[0])
        return words[name]
    either = " / ".join(one(name, given[name]) for name in EITHER if name in given)
    return " · ".join(filter(None, [either, *(one(name, value) for name, value in given.items() if name not in EITHER)]))
