"""The card of a selected person or tie: what is known, what it comes to, and everything of it to change."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from graph.analysis.account import Analysis
from graph.analysis.catalogue import ask
from graph.analysis.finding import about, spread
from graph.errors import PowerMapError
from graph.model import KINDS, SCALES, Person, Snapshot, Text, Tie, in_both, new_id
from graph.model.fields import FieldSpec
from graph.store import Change, Delete, put
from ui.comments import comments
from ui.edits import Planned, attitude_change, position_change, record_change, removal, turned
from ui.finding_view import show, stop
from ui.frame import link_to
from ui.language import _, language, plain, say
from ui.lock import check_lock
from ui.looking import frozen
from ui.map_view import open_answer
from ui.saving import refuse, save
from ui.state import Keys, author, open_item
from ui.stores import store

ABOUT_PERSON = ("name", "name_alt", "title", "department", "level", "party", "leadership_style", "personal_need",
                "external", "placeholder", "email", "phone", "note")
IN_THE_DEAL = ("roles", "buyer_type", "coverage", "evidence", "barrier", "criteria", "satisfier")
FIRST = ("who_decides", "who_moves", "uncovered", "unknowns")
"""The questions whose answers stand beside the map; the others have their page."""
OTHERS = ("TeamMember", "Competitor", "Faction", "Organisation", "Opportunity", "Account", "Department")
ABOUT_TIE = ("strength", "sign", "level", "since", "until", "said_by", "confidence", "last_confirmed", "note")


def card(now: Snapshot, known: Analysis, selected: str | None) -> None:
    """The card of whatever is selected; without a selection what the map says at large."""
    if selected is None:
        _overview(known)
    elif selected in now.people:
        _person(now, known, now.people[selected])
    elif selected in now.ties:
        _tie(now, now.ties[selected])
    elif type_name := next((t for t in OTHERS if selected in now.all(t)), ""):
        _other(now, type_name, selected)
    else:
        _overview(known)


def _overview(known: Analysis) -> None:
    st.markdown("##### " + _("What the map says"))
    stop(known, narrow=True)
    lit = open_answer(known)
    shown = [found for found in (ask(known, code) for code in FIRST) if found.answered] or [ask(known, FIRST[0])]
    if lit and lit.question not in [found.question for found in shown]:
        shown.insert(0, lit)
    for finding in shown:
        on = lit is not None and finding.question == lit.question
        show(known, finding, whole=on, on_map=True)
        if finding.people:
            st.button(_("Put out the light") if on else _("Light up on the map"), icon=":material/lightbulb:", key=f"light:{finding.question}:{on}",
                      on_click=open_item, args=(Keys.ANSWER, None if on else finding.question), type="tertiary")
    link_to("findings", _("All findings"), account=known.snapshot.account_id)
    st.caption(_("Click a person for the card. Drag from the dot beside a person to draw a tie."))


def _person(now: Snapshot, known: Analysis, person: Person) -> None:
    deal = now.opportunity(known.opportunity)
    position = now.position(deal.id, person.id)
    st.markdown(f"#### {plain(in_both(person.name, person.name_alt).both(language()))}")
    department = now.departments.get(person.department or "")
    st.caption(plain(" · ".join(filter(None, [
        in_both(person.title or "", person.title_alt).of(language()),
        in_both(department.name, department.name_alt).of(language()) if department else ""]))))
    i = known.shares.people.index(person.id)
    share, rank = known.shares.share[i], known.shares.rank[i]
    if known.model.basis.tells:
        low, high = round(rank.low), round(rank.high)
        st.markdown(_("**{share}** of the decision ({range}), place {place}", share=plain(say(about(share.value))),
                      range=plain(say(spread(share))), place=low if low == high else f"{low}–{high}"))
    _attitude(now, deal.id, person)
    comments(now, item=person.id)
    change = _Change(now, "Person", person.id)
    with st.expander(_("In this deal"), expanded=True):
        for name in IN_THE_DEAL:
            _field(f"{deal.id}:{person.id}:{name}", position.specs()[name], getattr(position, name),
                   lambda value, name=name: position_change(now, deal, person.id, {name: value}), now)
    with st.expander(_("Person")):
        for name in ABOUT_PERSON:
            _field(f"{person.id}:{name}", person.specs()[name], getattr(person, name), change.to(name), now)
        _pick(f"{person.id}:faction", _("Faction"), ["", *sorted(now.factions, key=now.name)], now.faction_of.get(person.id, ""),
              lambda id: say(now.called(id)) if id else "–", lambda value: _faction_change(now, person.id, value), now)
        for extra in person.extra:
            st.caption(plain(extra))
    _ties_of(now, person.id)
    _remove(now, person.id, erasable=True)


def _attitude(now: Snapshot, deal: str, person: Person) -> None:
    position, scale = now.position(deal, person.id), SCALES["attitude"]
    code = position.attitude or "U"
    _pick(f"{deal}:{person.id}:attitude", scale.name.both(language()), list(scale.codes), code,
          lambda c: f"{c}  {scale[c].name.both(language())}",
          lambda value: attitude_change(now, now.opportunity(deal), person.id, value), now)
    if position.attitude_before and position.attitude_before != code:
        st.caption(_("Before: {level}", level=scale[position.attitude_before].name.both(language())))


def _faction_change(now: Snapshot, person: str, faction: str | None) -> Planned:
    changes: list[Change] = [Delete(t.id) for t in now.ties.values() if t.kind == "IN_FACTION" and t.source == person]
    if faction:
        changes.append(put(Tie(new_id(), kind="IN_FACTION", source=person, target=faction, level="3", last_confirmed=date.today().isoformat())))
    return changes, Text("{who}: faction", "{who}：派系").format(who=now.called(person))


class _Change:
    """Makes the change of one field of one record."""

    def __init__(self, now: Snapshot, type_name: str, id: str) -> None:
        self.now, self.type_name, self.id = now, type_name, id

    def to(self, name: str) -> Any:
        return lambda value: record_change(self.now, self.type_name, self.id, {name: value})


def _field(key: str, spec: FieldSpec, value: Any, change: Any, now: Snapshot) -> None:
    """One field as the widget that fits its type. The key holds the value: somebody else's edit makes it anew."""
    label, widget = spec.name.of(language()), f"card:{key}:{value!r}:{st.session_state.get(Keys.REFUSED, 0)}"

    def changed() -> None:
        write(now, change, st.session_state[widget], before=value)

    if spec.type == "code":
        scale = SCALES[spec.scale]
        _pick(key, label, ["", *scale.codes], value or "", lambda c: scale[c].name.both(language()) if c else "–", change, now)
    elif spec.type == "codes":
        scale = SCALES[spec.scale]
        st.multiselect(label, scale.codes, default=list(value), key=widget, on_change=changed, placeholder="–", disabled=frozen(),
                       format_func=lambda c: scale[c].name.both(language()))
    elif spec.type == "ref":
        found = now.all(spec.types[0])
        _pick(key, label, ["", *sorted(found, key=now.name)], value if value in found else "",
              lambda id: say(now.called(id)) if id else "–", change, now)
    elif spec.type == "yes_no":
        st.toggle(label, value=bool(value), key=widget, on_change=changed, disabled=frozen())
    elif spec.type in ("number", "integer"):
        kind, step = (int, 1) if spec.type == "integer" else (float, 0.05)
        low, high = (None if edge is None else kind(edge) for edge in (spec.low, spec.high))
        st.number_input(label, min_value=low, max_value=high, step=step, value=None if value is None else kind(value), key=widget,
                        on_change=changed, placeholder="–", disabled=frozen())
    elif spec.name.en in ("Note", "What would satisfy more"):
        st.text_area(label, value=value or "", key=widget, on_change=changed, height=80, disabled=frozen())
    else:
        st.text_input(label, value=value or "", key=widget, on_change=changed, disabled=frozen())


def _pick(key: str, label: str, options: list[str], value: str, shown: Any, change: Any, now: Snapshot) -> None:
    widget = f"card:{key}:{value}:{st.session_state.get(Keys.REFUSED, 0)}"
    st.selectbox(label, options, index=options.index(value) if value in options else 0, key=widget, format_func=shown, disabled=frozen(),
                 on_change=lambda: write(now, change, st.session_state[widget], before=value))


def write(now: Snapshot, change: Any, value: Any, *, before: Any = ...) -> None:
    """Writes what a widget holds, if it differs from what it held `before`: a widget that comes or goes with another
    selection also reports a change. What stands against it is said, and the widget shows again what is stored."""
    value = tuple(value) if isinstance(value, list) else value or None if isinstance(value, str) else value
    if value == (before or None if isinstance(before, str) else before):
        return
    try:
        changes, label = change(value)
        save(now.account_id, changes, base=now.revision, label=label)
    except PowerMapError as error:
        st.session_state[Keys.REFUSED] = st.session_state.get(Keys.REFUSED, 0) + 1
        refuse(error)


def _ties_of(now: Snapshot, id: str) -> None:
    ties = [t for t in now.ties.values() if id in (t.source, t.target)]
    with st.expander(_("Ties ({n})", n=len(ties))):
        for tie in sorted(ties, key=lambda t: (list(KINDS).index(t.kind), t.id))[:60]:
            text, button = st.columns([5, 1], vertical_alignment="center")
            text.caption(plain(_reads(now, tie)))
            button.button("→", key=f"to_tie:{tie.id}", help=_("Open the tie"), on_click=open_item, args=(Keys.PERSON, tie.id))


def _reads(now: Snapshot, tie: Tie) -> str:
    names = {"a": say(now.called(tie.source)), "b": say(now.called(tie.target))}
    text = say(KINDS[tie.kind].reads.format(**names))
    minus = " (−)" if tie.sign == -1 and KINDS[tie.kind].signed else ""
    return (f"{tie.label}: {names['a']} – {names['b']}" if tie.label else text) + minus


def _tie(now: Snapshot, tie: Tie) -> None:
    kind = KINDS[tie.kind]
    st.markdown(f"#### {plain(tie.label or kind.name.both(language()))}")
    st.markdown(plain(_reads(now, tie)))
    comments(now, item=tie.source, tie=tie.id)
    change = _Change(now, "Tie", tie.id)
    for name in ABOUT_TIE:
        if name == "level":
            if kind.scale:
                _field(f"{tie.id}:level", FieldSpec(SCALES[kind.scale].name, "code", scale=kind.scale), tie.level,
                       change.to("level"), now)
        elif name == "sign":
            if kind.signed:
                _pick(f"{tie.id}:sign", _("Sign"), ["1", "-1"], str(tie.sign or 1),
                      lambda c: _("supports (+)") if c == "1" else _("opposes (−)"),
                      lambda value: record_change(now, "Tie", tie.id, turned(tie, int(value))), now)
        else:
            _field(f"{tie.id}:{name}", tie.specs()[name], getattr(tie, name), change.to(name), now)
    for extra in (tie.period, *tie.extra):
        if extra:
            st.caption(plain(extra))
    for end in (tie.source, tie.target):
        st.button(plain(say(now.called(end))), key=f"to_end:{tie.id}:{end}", icon=":material/person:", on_click=open_item,
                  args=(Keys.PERSON, end))
    _remove(now, tie.id)


def _other(now: Snapshot, type_name: str, id: str) -> None:
    """Whatever else is on a map or a chart."""
    record = now.all(type_name)[id]
    st.markdown(f"#### {plain(say(now.called(id)))}")
    for name, spec in ((n, s) for n, s in record.specs().items() if s.type != "texts" and n not in ("archived", "coverage_goals")):
        _field(f"{id}:{name}", spec, getattr(record, name), _Change(now, type_name, id).to(name), now)
    comments(now, item=id)
    _ties_of(now, id)
    if type_name not in ("Account", "Opportunity"):
        _remove(now, id)


def _remove(now: Snapshot, id: str, *, erasable: bool = False) -> None:
    def delete() -> None:
        write(now, lambda _value: removal(now, id), None)
        open_item(Keys.PERSON, None)

    def erase() -> None:
        try:
            check_lock(now.account_id, author())
            store().erase(now.account_id, id, author=author())
            open_item(Keys.PERSON, None)
        except PowerMapError as error:
            refuse(error)

    st.button(_("Delete"), key=f"delete:{id}", icon=":material/delete:", on_click=delete, disabled=frozen())
    if erasable and not frozen():
        with st.popover(_("Erase for good")):
            st.caption(_("Removes this person from the history too. It cannot be undone."))
            st.button(_("Erase now"), key=f"erase:{id}", type="primary", on_click=erase)
