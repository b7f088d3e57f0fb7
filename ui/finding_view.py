"""A finding on a page: the sentence, its range as a bar, what to do next, and behind it the facts, the method and the limits."""

from __future__ import annotations

import streamlit as st

from graph.analysis.account import Analysis
from graph.analysis.catalogue import QUESTIONS
from graph.analysis.compliance import tender_silence
from graph.analysis.finding import Finding, Table, about, called, signed, spread
from graph.analysis.question import GROUPS
from graph.analysis.ranges import Range
from graph.model import Text
from ui.frame import link_to
from ui.language import _, plain, say
from ui.state import Keys

COLOURS = {"red": "red", "amber": "orange", "green": "green"}
LEAST_WIDTH = 1.5  # per cent of the bar: a range of one point is still seen
MOST_ROWS = 12


def show(known: Analysis, finding: Finding, *, whole: bool = True, on_map: bool = False) -> None:
    """A finding as a card. `whole` with a bar, cautions and facts; else the sentence alone. `on_map`: the map is beside it already."""
    with st.container(border=True, gap="small", key=f"finding:{finding.question}:{'whole' if whole else 'short'}"):
        st.caption(_heading(finding))
        st.markdown(plain(say(finding.sentence)))
        if not finding.answered:
            if say(finding.would_change):
                st.caption(_("Missing: {what}", what=plain(say(finding.would_change))))
            return
        if whole:
            _bar(finding)
        if say(finding.next_step):
            st.markdown(":material/arrow_forward: " + plain(say(finding.next_step)))
        if whole:
            _cautions(known, finding)
            _behind(known, finding, on_map=on_map)


def stop(known: Analysis, *, narrow: bool = False) -> None:
    """What a running tender forbids, above the answers: once on a page."""
    for text in tender_silence(known):
        if narrow:
            st.caption(":orange[:material/gavel:] " + plain(say(text)))
            continue
        st.warning(plain(say(text)) + " " + _("Steps that need somebody of theirs are left out below."), icon=":material/gavel:")


def _heading(finding: Finding) -> str:
    words = {"red": _("act"), "amber": _("watch"), "green": _("in order")}
    status = f" :{COLOURS[finding.status]}-badge[{words[finding.status]}]" if finding.status else ""
    unsure = f" :gray-badge[{_('not certain')}]" if finding.answered and not finding.sure else ""
    return plain(say(finding.asks)) + status + unsure


def _cautions(known: Analysis, finding: Finding) -> None:
    """What the law and old labels say about people in the answer: open where that is the answer. A tender's `stop` is above already."""
    flags = [flag for flag in finding.flags if flag not in tender_silence(known)]
    if flags:
        with st.expander(_("Caution ({n})", n=len(flags)), icon=":material/gavel:", expanded=finding.question == "no_contact"):
            for flag in flags:
                st.markdown("- " + plain(say(flag)))


def _behind(known: Analysis, finding: Finding, *, on_map: bool) -> None:
    with st.expander(_("Why, and what would change it")):
        for fact in finding.facts:
            st.markdown("- " + plain(say(fact)))
        if finding.table:
            st.markdown(markdown(finding.table))
        if say(finding.would_change):
            st.markdown(_("**What would change it:** {what}", what=plain(say(finding.would_change))))
        question = QUESTIONS.get(finding.question)
        if question:
            st.caption(_("How: {method} Limits: {limits} Source: {source}.", method=plain(say(question.method)),
                         limits=plain(say(question.limits)), source=plain(question.source)))
        for person in [] if on_map else [id for id in finding.people if id in known.snapshot.people][:6]:
            link_to("map", plain(say(called(known.snapshot, person))), account=known.snapshot.account_id, person=person,
                    icon=":material/person_pin_circle:")
    if finding.people and not on_map:
        link_to("map", _("Show on the map"), account=known.snapshot.account_id, icon=":material/lightbulb:", **{Keys.ANSWER: finding.question})


def markdown(table: Table) -> str:
    """A small table; what people wrote in it stays text."""
    rows = [[_cell(cell) for cell in row] for row in table.rows[:MOST_ROWS]]
    lines = [[plain(say(column)) for column in table.columns], ["---"] * len(table.columns), *rows]
    more = len(table.rows) - MOST_ROWS
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + ("\n\n" + _("and {n} more", n=more) if more > 0 else "")


def _cell(cell: Text | float | None) -> str:
    if cell is None:
        return "–"
    return plain(say(cell)).replace("\n", " ") if isinstance(cell, Text) else f"{cell:.3g}"


def _bar(finding: Finding) -> None:
    """The number and its range on the whole scale, for shares and outcomes; other numbers stand in the sentence."""
    if finding.value is None or finding.low is None or finding.high is None or finding.unit not in ("share", "outcome", "record"):
        return
    number = Range(finding.value, finding.low, finding.high)
    both_ways = finding.unit == "outcome" or number.low < 0
    st.html(range_bar(number, both_ways=both_ways, text=in_words(number, finding.unit)))


def in_words(number: Range, unit: str) -> str:
    """A number with its range as a page says it."""
    if unit == "outcome":
        return f"{signed(number.value)} ({signed(number.low)} … {signed(number.high)})"
    if unit == "record":
        return f"{100 * number.value:.0f} %" + (f" ({100 * number.low:.0f}–{100 * number.high:.0f} %)" if number.low < number.high else "")
    return f"{say(about(number.value))} ({say(spread(number))})"


def range_bar(number: Range, *, both_ways: bool, text: str) -> str:
    """A range as a soft band with its value as a stroke, on 0 to 1, or -1 to 1 with a mark at 0."""
    def at(value: float) -> float:
        return 100 * min(max((value + 1) / 2 if both_ways else value, 0.0), 1.0)
    left, wide = at(number.low), max(at(number.high) - at(number.low), LEAST_WIDTH)
    zero = '<i style="position:absolute;left:50%;top:0;bottom:0;border-left:1px solid #8888"></i>' if both_ways else ""
    return (f'<div style="display:flex;gap:.7rem;align-items:center;font-size:.8rem;opacity:.85" role="img" aria-label="{text}">'
            f'<div style="position:relative;flex:1;height:8px;border-radius:4px;background:#8882">{zero}'
            f'<i style="position:absolute;left:{left:.1f}%;width:{wide:.1f}%;top:0;bottom:0;border-radius:4px;background:#6457d666"></i>'
            f'<i style="position:absolute;left:calc({at(number.value):.1f}% - 1.5px);width:3px;top:-2px;bottom:-2px;border-radius:2px;background:#6457d6">'
            f"</i></div><span>{text}</span></div>")


def group_name(code: str) -> str:
    """The name of a group of questions."""
    return say(GROUPS[code])
