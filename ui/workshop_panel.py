"""The side of the map in workshop mode: what the facilitator steers with, what a participant sees, the quick entry."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from graph.errors import PowerMapError
from graph.model import Snapshot, Text, Workshop, new_id
from graph.workshop import answered, asks, is_blind, locked_out, own_ballots, running, step_of
from ui import workshop, workshop_edits
from ui.edits import Planned
from ui.frame import told
from ui.language import _, plain, say
from ui.presence import PRESENCE
from ui.quick_entry_box import quick_entry
from ui.saving import refuse, save
from ui.state import Keys, author
from ui.stores import snapshot
from ui.story import story_box
from ui.workshop_results import results
from ui.workshop_words import asked_for, to_ask

MINUTES = (2, 3, 5, 10)


def panel(now: Snapshot, deal: str) -> None:
    """Everything beside the map in workshop mode."""
    with st.container(key="workshop_side"):  # scrolls by itself, so that the map stays
        _panel(now, deal)


def _panel(now: Snapshot, deal: str) -> None:
    asked = running(now)
    with st.container():  # places of their own: what comes and goes must not make the box below anew while somebody types
        if not workshop.named():
            _ask_name()
        elif asked is None:
            _start(now, deal)
        elif asked.facilitator == author():
            _lead(now, asked)
        else:
            _take_part(now, asked)
    with st.container():
        if asked and asked.blind and asked.revealed:
            results(now, now.opportunity(asked.opportunity), asked)
    with st.container():
        if workshop.named() or not (asked and is_blind(asked)):
            st.markdown("###### " + _("Quick entry"))
            quick_entry(now, deal)
    with st.popover(_("Story"), icon=":material/slideshow:"), told():
        story_box(now, deal)
    st.button(_("Leave workshop mode"), icon=":material/logout:", key="workshop_leave", on_click=workshop.leave, type="tertiary")


def invitation(now: Snapshot) -> None:
    """On the map as usual: a workshop runs, and how to take part."""
    asked = running(now)
    if asked is None:
        return
    with st.container(border=True):
        st.markdown(_("{who} leads a workshop: **{what}**", who=plain(asked.facilitator or "?"), what=plain(say(asks(asked)))))
        st.button(_("Take part"), icon=":material/groups:", key="workshop_join", type="primary", width="stretch",
                  on_click=lambda: workshop.enter(now))
        if locked_out(now, author()):
            st.caption(":material/lock: " + _("The map is locked: only {who} can edit it now.", who=plain(asked.facilitator or "?")))


def write(account: str, plan: Callable[[Snapshot], Planned], *, by: str = "") -> None:
    """Carries out what a button asked for; what stands against it is shown as a sentence."""
    try:
        now = snapshot(account)
        changes, label = plan(now)
        save(account, changes, base=now.revision, label=label, by=by)
    except PowerMapError as error:
        refuse(error)


def _steer(label: str, plan: Callable[[Snapshot, Workshop], Planned], asked: Workshop, now: Snapshot, *, key: str, icon: str = "",
           primary: bool = False, disabled: bool = False, help: str | None = None) -> None:
    """A button that steers the workshop; `plan` gets the question as it stands when the button is pressed."""
    def act() -> None:
        write(now.account_id, lambda fresh: plan(fresh, fresh.workshops[asked.id]), by=workshop_edits.HOSTS)

    st.button(label, key=f"workshop_{key}", icon=icon or None, on_click=act, type="primary" if primary else "secondary", width="stretch",
              disabled=disabled, help=help)


def _row(name: str) -> DeltaGenerator:
    """Buttons beside each other, each as wide as its words."""
    return st.container(key=f"workshop_row_{name}", horizontal=True, gap="xxsmall")


def _ask_name() -> None:
    def take() -> None:
        if name := st.session_state["workshop_name"].strip():
            st.session_state[Keys.AUTHOR] = st.session_state["author_name"] = name
            st.session_state[Keys.NAMED] = st.session_state[Keys.MOVED] = True  # the side of the page leaves it in the browser

    st.text_input(_("Your name"), key="workshop_name", on_change=take, placeholder=_("So that answers can be told apart"))


def _start(now: Snapshot, deal: str) -> None:
    names = to_ask()
    with st.form("workshop_start", border=False):
        st.markdown("##### " + _("Start a workshop"))
        chosen = st.selectbox(_("What shall we ask?"), list(names), format_func=lambda c: names[c])
        minutes = st.pills(_("Minutes for the first question"), MINUTES, default=None)
        blind = st.toggle(_("Blind first round"), value=True,
                          help=_("Everybody answers alone; nobody sees the answers of the others until you reveal them."))
        if st.form_submit_button(_("Start"), type="primary", width="stretch", icon=":material/play_arrow:"):
            write(now.account_id, lambda fresh: workshop_edits.begin(
                fresh, fresh.opportunity(deal), asked_for(chosen), author(), run=new_id()[:8], blind=blind, minutes=minutes or 0),
                by=workshop_edits.HOSTS)
            st.session_state.pop(Keys.BASE, None)
            st.rerun()


def _lead(now: Snapshot, asked: Workshop) -> None:
    step = step_of(asked)
    if step:
        back, where, on = st.columns([1, 2, 1], vertical_alignment="center")
        last = len(step[0].questions) - 1
        with back:
            _steer(_("Back"), lambda n, w: workshop_edits.go(n, w, author(), -1), asked, now, key="back", icon=":material/arrow_back:", disabled=step[1] == 0)
        where.markdown(f"<div style='text-align:center'>{_('Question {n} of {all}', n=step[1] + 1, all=last + 1)}</div>", unsafe_allow_html=True)
        with on:
            _steer(_("Next"), lambda n, w: workshop_edits.go(n, w, author(), 1), asked, now, key="next", icon=":material/arrow_forward:",
                   disabled=step[1] == last, primary=not is_blind(asked))
    _round(now, asked)
    _timer(now, asked)
    _steer(_("Unlock the map") if asked.locked else _("Lock the map"),
           lambda n, w: workshop_edits.steer(w, author(), Text("locked", "锁定") if not asked.locked else Text("unlocked", "解锁"),
                                             locked=not asked.locked), asked, now,
           key="lock", icon=":material/lock_open:" if asked.locked else ":material/lock:",
           help=_("Locked: only you edit the map; everybody can still answer a blind round."))
    row = _row("lead")
    with row.popover(_("Hand over"), icon=":material/swap_horiz:", width="stretch"):
        others = [name for name in workshop.present(now, asked) if name != author()]
        if not others:
            st.caption(_("Nobody else is here."))
        for name in others:
            _steer(plain(name), partial(_hand_over, name), asked, now, key=f"hand:{name}")
    with row.popover(_("End"), icon=":material/stop:", width="stretch"):
        _steer(_("End the workshop"), lambda n, w: workshop_edits.end(n, w, author()), asked, now, key="end")


def _hand_over(name: str, _now: Snapshot, asked: Workshop) -> Planned:
    return workshop_edits.steer(asked, author(), Text("{who} leads", "{who} 主持").format(who=name), facilitator=name)


def _round(now: Snapshot, asked: Workshop) -> None:
    if is_blind(asked):
        done = answered(now, asked)
        _steer(_("Reveal the answers"), lambda n, w: workshop_edits.steer(w, author(), Text("the answers are revealed", "揭晓回答"), revealed=True),
               asked, now, key="reveal", icon=":material/visibility:", primary=bool(done), disabled=not done)
        waiting = [name for name in workshop.present(now, asked) if name not in done]
        st.caption(_("Not yet answered: {who}", who=plain(", ".join(waiting))) if waiting else _("Everybody here has answered."))
    else:
        _steer(_("Another blind round") if asked.revealed else _("Ask this blind"), lambda n, w: workshop_edits.again(n, w, author()),
               asked, now, key="again", icon=":material/visibility_off:",
               help=_("Everybody answers alone; nobody sees the answers of the others until you reveal them."))


def _timer(now: Snapshot, asked: Workshop) -> None:
    st.caption(_("Timer"))
    with _row("timer"):
        for minutes in () if asked.ends else MINUTES:
            _steer(_("{n} min", n=minutes), partial(_set_timer, minutes), asked, now, key=f"timer:{minutes}")
        if asked.ends:
            _steer(_("+1 minute"), partial(_set_timer, 1), asked, now, key="timer:more", icon=":material/more_time:")
            _steer(_("Stop the timer"), partial(_set_timer, 0), asked, now, key="timer:stop", icon=":material/timer_off:")


def _set_timer(minutes: int, _now: Snapshot, asked: Workshop) -> Planned:
    """So many minutes from now, or more than are left; 0 stops it."""
    return workshop_edits.steer(asked, author(), Text("timer", "计时"), ends=workshop_edits.after(minutes, asked.ends))


def _take_part(now: Snapshot, asked: Workshop) -> None:
    st.markdown(_("{who} leads this workshop.", who=f"**{plain(asked.facilitator or '?')}**"))
    if is_blind(asked):
        st.markdown(_("Blind round: only you see your answers until they are revealed."))
        given = len(own_ballots(now, asked, author()))
        st.markdown("**" + (_("{n} answers given", n=given) if asked.question == "tie" else _("{n} of {all} people answered", n=given, all=len(now.people)))
                    + "**")
    elif asked.locked:
        st.markdown(_("The map is locked: only {who} edits it now.", who=plain(asked.facilitator or "?")))
    if asked.facilitator not in _here(now):
        with st.popover(_("Take over"), icon=":material/front_hand:"):
            st.markdown(_("{who} does not have the map open any more. Lead the workshop yourself from here on?", who=plain(asked.facilitator or "?")))
            _steer(_("Lead from here on"), lambda n, w: workshop_edits.take_over(w, author(), _here(n)), asked, now, key="take_over", primary=True)


def _here(now: Snapshot) -> set[str]:
    return {one.name for one in PRESENCE.here(now.account_id)}
