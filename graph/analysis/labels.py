"""Labels: opinions on who is with whom and who is against whom. They have a day, and they expire unless somebody confirms them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from graph.analysis.finding import names
from graph.model import SCALES, Text, Tie
from graph.network import holds, is_label

if TYPE_CHECKING:
    from graph.analysis.account import Analysis

EXPIRED = Text("Old label: {label} ({when}{by}). Confirm it or drop it.", "旧标签：{label}（{when}{by}）。请确认，否则删除。")
_AGAINST = Text("{a} is against {b}", "{a}与{b}对立")
_READS = {"IN_FACTION": Text("{a} belongs to “{b}”", "{a}属于“{b}”"), "HOSTILE": Text("“{a}” against “{b}”", "“{a}”与“{b}”敌对"),
          "RIVALS": Text("{a} and {b} are rivals", "{a}与{b}相互竞争"), "RECOGNISES": Text("{a} does not recognise {b}", "{a}不认可{b}"),
          "LISTENS_TO": Text("{a} takes the opposite of what {b} says", "{a}总与{b}唱反调")}


def last_said(tie: Tie) -> str:
    """The day on which a tie was last confirmed or, where it never was, began; "" where neither is known."""
    return tie.last_confirmed or tie.since or ""


def expired(analysis: Analysis) -> list[Tie]:
    """The labels of the day that nobody has confirmed for longer than the settings allow. One without a date has not expired: unknown
    age is not old."""
    return [tie for tie in analysis.snapshot.ties.values() if is_label(tie) and holds(tie, analysis.today) and "" < last_said(tie) < _last_day(analysis)]


def old_labels(analysis: Analysis, people: Sequence[str], *, at_most: int = 3) -> tuple[Text, ...]:
    """Attitudes, factions and hostility of these people that nobody has confirmed for longer than the settings allow."""
    snapshot, about, last = analysis.snapshot, set(people), _last_day(analysis)
    factions = {snapshot.faction_of[p] for p in people if p in snapshot.faction_of}
    found = [(p.attitude_date, _expired(Text("{who} is “{what}”", "{who}为“{what}”").format(
        who=names(snapshot, [id]), what=SCALES["attitude"][p.attitude].name), p.attitude_date, None))
        for id in people if (p := analysis.positions[id]).attitude not in (None, "U") and p.attitude_date and p.attitude_date < last]
    found += [(last_said(t), _expired(_said(analysis, t), last_said(t), t.said_by)) for t in expired(analysis)
              if {t.source, t.target} & (factions if t.kind == "HOSTILE" else about)]
    found.sort(key=lambda one: one[0])
    more = len(found) - at_most
    rest = (Text("And {n} more old labels.", "另有 {n} 个旧标签。").format(n=more),) if more > 1 else (found[-1][1],) if more == 1 else ()
    return (*(text for _, text in found[:at_most]), *rest)


def _last_day(analysis: Analysis) -> str:
    return (analysis.today - timedelta(days=analysis.model.settings.label_expires_days)).isoformat()


def _said(analysis: Analysis, tie: Tie) -> Text:
    a, b = (names(analysis.snapshot, [end]) if end in analysis.snapshot.people else analysis.snapshot.called(end) for end in (tie.source, tie.target))
    return _READS.get(tie.kind, _AGAINST).format(a=a, b=b)


def _expired(label: Text, when: str, by: str | None) -> Text:
    author = Text(", said by {by}", "，{by}所述").format(by=by) if by else Text("", "")
    return EXPIRED.format(label=label, when=when, by=author)
