"""What if? A scenario is chosen; the outcome moves beside it, and nothing is stored until somebody says so."""

from __future__ import annotations

import streamlit as st

from graph.analysis.account import Analysis
from graph.analysis.catalogue import ask
from graph.analysis.finding import called, names
from graph.analysis.ranges import Range
from graph.analysis.what_if import Comparison, WhatIf, compare
from graph.errors import PowerMapError
from graph.model import SCALES, Text, Tie
from graph.store import Change
from ui.edits import attitude_change, new_tie, removal
from ui.finding_view import in_words
from ui.language import _, language, plain, say
from ui.outcome_view import outcome_bar
from ui.saving import refuse, save
from ui.state import Keys

NOW, GONE, REPLACED = "", "gone", "replaced"


def what_if_box(known: Analysis) -> None:
    """The scenario, the outcome before and after, and the way to keep it."""
    typed, result = st.columns([1.15, 1], gap="medium")
    with typed:
        change = _scenario(known)
    with result:
        forecast = ask(known, "forecast")
        if forecast.answered:
            outcome_bar(known.headline.outcome, label=_("Now"))
        else:
            st.caption(plain(say(forecast.sentence)))
        if not change:
            st.caption(_("Give somebody another attitude, let somebody go, add a tie or side with a faction: the outcome moves here. "
                         "Nothing is stored."))
            return
        found = compare(known, change)
        outcome_bar(found.after, label=_("Then"))
        _difference(known, found)
        keep, drop = st.columns(2)
        if change.attitudes or change.ties or change.without:
            keep.button(_("Store the changes"), icon=":material/save:", on_click=_store, args=(known, change), width="stretch",
                        help=_("One edit, which undo takes back. Siding is not a fact and is not stored."))
        if change.replaced:
            st.caption(_("Whoever “leaves; a successor nobody knows” is not stored: that has not happened. Once it has, let the person leave and add the "
                         "successor."))
        drop.button(_("Forget the scenario"), icon=":material/close:", on_click=_forget, width="stretch")


def _scenario(known: Analysis) -> WhatIf:
    """What was chosen in the widgets. Their keys carry the account and how many scenarios were let go."""
    now, turn = known.snapshot, f"{known.snapshot.account_id}:{st.session_state.get(Keys.SCENARIO, 0)}"
    order = [known.model.people[i] for i in known.shares.ranked()]

    def name(id: str | None) -> str:
        return say(called(now, id)) if id else "–"

    chosen = st.multiselect(_("Whose attitude changes, or who leaves?"), order, format_func=name, key=f"what_if:{turn}", placeholder=_("Choose people"),
                            select_all=False, filter_mode="contains")  # Enter takes one person, not all that look alike
    becomes = {person: _becomes(known, person, plain(name(person)), f"what_if:{turn}:{person}") for person in chosen}
    ties = []
    drawn = st.session_state.setdefault(f"what_if_ties:{turn}", 0)
    for k in range(drawn):
        who, whom, how = st.columns([1, 1, 0.7])
        a = who.selectbox(_("Who would listen"), [None, *order], format_func=name, key=f"what_if_who:{turn}:{k}")
        b = whom.selectbox(_("To whom"), [None, *order], format_func=name, key=f"what_if_whom:{turn}:{k}")
        against = how.selectbox(_("How"), [False, True], format_func=lambda no: _("does the opposite") if no else _("takes the advice"), key=f"what_if_how:{turn}:{k}")
        if a and b and a != b:
            ties.append(Tie(f"what-if-{k}", kind="LISTENS_TO", source=a, target=b, sign=-1 if against else None))
    one_more, beside = st.columns([1, 1.7], vertical_alignment="bottom")
    one_more.button(_("Add a tie"), icon=":material/add:", key=f"what_if_more:{turn}", on_click=_one_more, args=(f"what_if_ties:{turn}",), width="stretch")
    side = beside.selectbox(_("Side with"), [None, *sorted(now.factions, key=now.name)], key=f"what_if_side:{turn}",
                            format_func=lambda id: say(now.called(id)) if id else _("nobody")) if now.factions else None
    return WhatIf({p: code for p, code in becomes.items() if code in SCALES["attitude"].codes}, tuple(p for p, code in becomes.items() if code == GONE),
                  tuple(p for p, code in becomes.items() if code == REPLACED), tuple(ties), side)


def _becomes(known: Analysis, person: str, name: str, key: str) -> str:
    """The attitude that somebody would have, or that the seat is empty or taken by somebody whom nobody knows."""
    scale, now = SCALES["attitude"], known.positions[person].attitude or "U"
    words = {NOW: _("{level} as now", level=scale[now].name.both(language())), GONE: _("leaves, and nobody follows"), REPLACED: _("leaves; a successor nobody knows")}
    return st.selectbox(name, [NOW, *scale.codes, REPLACED, GONE], key=key,
                        format_func=lambda code: words.get(code) or f"{code}  {scale[code].name.both(language())}")


def _one_more(key: str) -> None:
    st.session_state[key] += 1


def _difference(known: Analysis, found: Comparison) -> None:
    change: Range = found.change
    sure = found.helps >= known.model.settings.sure_from or found.helps <= 1 - known.model.settings.sure_from
    number = in_words(change, "outcome")
    st.markdown(_("The outcome moves by **{number}**; better in about {share} % of the simulated cases.", number=plain(number), share=5 * round(20 * found.helps))
                if sure else _("The outcome moves by **{number}**: no clear difference.", number=plain(number)))
    before, after = known.circle, found.analysis.circle
    if set(before) != set(after) and after:
        st.caption(_("Half of the decision would then lie with {who}.", who=plain(say(names(found.analysis.snapshot, after)))))


def _store(known: Analysis, change: WhatIf) -> None:
    """Writes the scenario as one edit."""
    now, deal = known.snapshot, known.snapshot.opportunity(known.opportunity)
    changes: list[Change] = []
    try:
        for person, code in change.attitudes.items():
            if person not in change.without:
                changes += attitude_change(now, deal, person, code)[0]
        for tie in change.ties:
            if not {tie.source, tie.target} & set(change.without):
                changes += new_tie(now, "LISTENS_TO", tie.target, tie.source, sign=tie.sign)[0]
        changes += removal(now, *change.without)[0] if change.without else []
        save(now.account_id, changes, base=now.revision, label=Text("Store a what-if scenario", "保存假设情景"))
        _forget()
    except PowerMapError as error:
        refuse(error)


def _forget() -> None:
    st.session_state[Keys.SCENARIO] = st.session_state.get(Keys.SCENARIO, 0) + 1
