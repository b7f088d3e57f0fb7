"""What a blind round came to, the least agreed first, and how it gets onto the map."""

from __future__ import annotations

from html import escape

import streamlit as st

from graph.errors import PowerMapError
from graph.model import KINDS, Opportunity, Snapshot, Workshop
from graph.workshop import Tally, scale_of, tally
from ui.language import _, language, plain, say
from ui.saving import refuse, save
from ui.state import Keys, author, opened
from ui.stores import snapshot
from ui.workshop_edits import held, taken
from ui.workshop_words import choices

ROWS = 60
TABLE = """<style>.pm-results{{width:100%;border-collapse:collapse;font-size:.95rem}} .pm-results td{{padding:4px 6px 4px 0;border:0;vertical-align:middle}}
.pm-results .who{{max-width:11rem;font-weight:600}} .pm-results .bar{{display:flex;gap:2px;min-width:7rem}}
.pm-results .bar span{{color:#fff;border-radius:3px;text-align:center;font-size:.8rem;line-height:1.35rem;min-width:1.3rem;font-weight:600}}
.pm-results .bar.wrap{{flex-wrap:wrap}} .pm-results .bar.wrap span{{padding:0 7px}} .pm-results .say{{white-space:nowrap;opacity:.75;font-size:.85rem}}</style><table class="pm-results">{rows}</table>"""


def results(now: Snapshot, deal: Opportunity, asked: Workshop) -> None:
    """The table of the answers, and for the facilitator what can be taken from it."""
    found = tally(now, asked)
    st.markdown("###### " + _("What was answered"))
    if not found:
        st.caption(_("Nobody gave an answer."))
        return
    with st.container(height=min(360, 44 + 34 * len(found)), border=False):
        st.html(TABLE.format(rows="".join(_row(now, asked, one) for one in found[:ROWS])))
    if asked.facilitator != author():
        return
    agreed = [(one, one.agreed) for one in found if one.agreed and not held(now, deal, asked, one, one.agreed)]
    st.button(_("Take what you agree on ({n})", n=len(agreed)), key="workshop_take_all", icon=":material/done_all:", width="stretch",
              disabled=not agreed, type="primary" if agreed else "secondary", on_click=_take, args=(now.account_id, deal.id, asked.id, agreed))
    _one(now, deal, asked, found)


def _row(now: Snapshot, asked: Workshop, one: Tally) -> str:
    known = {choice["code"]: choice for choice in choices(asked)}
    if one.other:
        bar = f'<span style="flex:{one.counts["yes"]};background:#6457d6">{one.counts["yes"]} / {one.of}</span>'
        bar += f'<span style="flex:{one.of - one.counts["yes"]};background:#8884"></span>' if one.of > one.counts["yes"] else ""
    else:
        wide = "1 1 auto;flex-grow:0" if asked.question == "role" else "{n}"
        bar = "".join(f'<span style="flex:{wide.format(n=n)};background:{_dark(known[code]["colour"])}">{escape(known[code]["sign"])} {n}</span>'
                      for code, n in one.counts.items())
    wrap = " wrap" if asked.question == "role" else ""
    return f'<tr><td class="who">{escape(_name(now, asked, one))}</td><td><div class="bar{wrap}">{bar}</div></td><td class="say">{escape(say(one.words))}</td></tr>'


def _one(now: Snapshot, deal: Opportunity, asked: Workshop, found: list[Tally]) -> None:
    """One person or pair: the middle answer, the answer of most, or another one."""
    ids = [one.item + one.other for one in found]
    clicked = next((k for k, one in enumerate(found) if one.item == opened(Keys.PERSON)), None)
    key = f"workshop_one:{clicked}"
    k = st.selectbox(_("One by one"), range(len(ids)), index=clicked or 0, format_func=lambda k: _name(now, asked, found[k]), key=key)
    one = found[k]
    names = {choice["code"]: choice["name"] for choice in choices(asked)}
    offers = {}
    if one.median:
        offers[_("The median: {what}", what=one.median)] = one.median
    if one.majority:
        offers[_("The majority: {what}", what=_answer(asked, one.majority))] = one.majority
    boxes = st.columns(len(offers)) if offers else []
    for (label, value), box in zip(offers.items(), boxes, strict=False):
        box.button(plain(label), key=f"workshop_take:{label}", width="stretch", disabled=held(now, deal, asked, one, value),
                   on_click=_take, args=(now.account_id, deal.id, asked.id, [(one, value)]))
    if one.other:
        if not one.majority:
            st.button(_("Draw it all the same"), key="workshop_take:tie", on_click=_take, args=(now.account_id, deal.id, asked.id, [(one, "yes")]))
        return
    choose, act = st.columns([3, 1.2], vertical_alignment="bottom")
    this = choose.selectbox(_("Another answer"), list(one.counts) + [c for c in names if c not in one.counts], format_func=lambda c: names[c])
    act.button(_("Take"), key="workshop_take:this", width="stretch", on_click=_take, args=(now.account_id, deal.id, asked.id, [(one, this)]))


def _take(account: str, deal: str, asked: str, answers: list[tuple[Tally, str]]) -> None:
    try:
        now = snapshot(account)
        changes, label = taken(now, now.opportunity(deal), now.workshops[asked], answers)
        save(account, changes, base=now.revision, label=label)
    except PowerMapError as error:
        refuse(error)


def _name(now: Snapshot, asked: Workshop, one: Tally) -> str:
    name, arrow = say(now.called(one.item)), "→" if asked.kind and KINDS[asked.kind].directed else "–"
    return f"{name} {arrow} {say(now.called(one.other))}" if one.other else name


def _answer(asked: Workshop, value: str) -> str:
    scale = scale_of(asked)
    if scale is None:
        return _("yes")
    return value if scale.ordered else ", ".join(scale[code].name.of(language()) for code in value.split("|"))


def _dark(colour: str) -> str:
    """Dark enough for white letters."""
    red, green, blue = (int(colour[k:k + 2], 16) for k in (1, 3, 5))
    part = min(1.0, 135 / max(0.3 * red + 0.59 * green + 0.11 * blue, 1))
    return "#" + "".join(f"{round(v * part):02x}" for v in (red, green, blue))
