"""What stands against a new tie: one that is there already, the same at both ends, a circle of reporting lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.errors import InvalidRecord
from graph.model import KINDS, Snapshot, Text, Tie
from graph.network import holds, reporting_loop

SAME_ENDS = Text("Both ends are {who}; a tie needs two.", "两端都是 {who}；关系需要两个不同的人。")
LOOP = Text("{a} cannot report to {b}: the line would go in a circle, {chain}.", "{a} 不能向 {b} 汇报：汇报线会形成循环，{chain}。")


def same_ties(now: Snapshot, fields: Mapping[str, Any], day: date) -> list[Tie]:
    """The ties of the same kind, own layer and ends that hold on a day, the earliest period first. One that is over is none:
    it may begin again."""
    kind, source, target = fields["kind"], fields["source"], fields["target"]
    one_way = fields.get("directed")
    ends = {(source, target)} if (KINDS[kind].directed if one_way is None else one_way) else {(source, target), (target, source)}
    found = (t for t in now.ties.values() if (t.kind, t.label) == (kind, fields.get("label")) and (t.source, t.target) in ends and holds(t, day))
    return sorted(found, key=lambda t: (t.period or "", t.id))


def check_ends(now: Snapshot, fields: Mapping[str, Any], day: date) -> None:
    """Raises `InvalidRecord` for a tie from somebody to himself, and for a reporting line that would close a circle with
    those that hold on a day."""
    source, target = fields["source"], fields["target"]
    if source == target:
        raise InvalidRecord(*SAME_ENDS.format(who=now.called(source)))
    if fields["kind"] == "REPORTS_TO" and (loop := reporting_loop(now, source, target, on=day)):
        names = [now.called(person) for person in (*loop, target)]
        chain = Text(" → ".join(name.en for name in names), " → ".join(name.zh for name in names))
        raise InvalidRecord(*LOOP.format(a=now.called(source), b=now.called(target), chain=chain))
