"""Operations on ties: draw, reports to, another end, another kind, the other way round, strength, sign.

The ends and the kind of a stored tie never change: another tie takes its place and keeps what it said.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.errors import InvalidRecord
from graph.model import KINDS, Text, Tie
from graph.network import holds
from graph.store import Delete, Put
from ui.edits import Planned, called, new_tie, turned
from ui.operations.asked import Asked

ENDS = ("source", "target")
OF_THE_KIND = ("sign", "level", "directed", "label")
"""What a tie says in the words of its kind, and cannot take along to another one."""


def tie(asked: Asked) -> Planned:
    """A drawn tie: {kind, from, to, strength}."""
    op = asked.op
    strength = op.get("strength")
    return new_tie(asked.now, op["kind"], op["from"], op["to"], id=asked.new_id, strength=None if strength is None else float(strength))


def boss(asked: Asked) -> Planned:
    """Somebody was dropped on another: reports to, instead of the one line there was. {id, boss}."""
    now, person, above = asked.now, asked.people[0], asked.now.people[asked.op["boss"]].id
    today = date.today()
    lines = [t for t in now.ties.values() if t.kind == "REPORTS_TO" and t.source == person and not t.label and holds(t, today)]
    before = lines[0] if len(lines) == 1 and lines[0].target != above else None
    names = {"a": now.called(person), "b": now.called(above)}
    if before is None:
        return new_tie(now, "REPORTS_TO", person, above, id=asked.new_id)[0], Text("{a} reports to {b}", "{a} 向 {b} 汇报").format(**names)
    changes = _instead(asked, before, before.kind, person, above, _words(before))
    return changes, Text("{a} reports to {b} (before: {c})", "{a} 向 {b} 汇报（原为 {c}）").format(**names, c=now.called(before.target))


def reconnect(asked: Asked) -> Planned:
    """One end goes to somebody else: {id, end, to}."""
    old, op = asked.now.ties[asked.op["id"]], asked.op
    if op["end"] not in ENDS:
        raise ValueError(op["end"])
    ends = {"source": old.source, "target": old.target} | {op["end"]: op["to"]}
    changes = _instead(asked, old, old.kind, ends["source"], ends["target"], _words(old))
    return changes, Text("{tie}: to {who}", "{tie}：改连 {who}").format(tie=called(asked.now, old.id), who=asked.now.called(op["to"]))


def retie(asked: Asked) -> Planned:
    """Another kind; the arrow goes on pointing where it pointed. {id, kind}."""
    old, code = asked.now.ties[asked.op["id"]], asked.op["kind"]
    if code not in KINDS:
        raise InvalidRecord(f'There is no kind of tie "{code}".', f"没有“{code}”这种关系。")
    new, words = KINDS[code], _words(old)
    kept = {k: v for k, v in words.items() if k not in OF_THE_KIND or (k == "sign" and new.signed)
            or (k == "level" and new.scale and new.scale == KINDS[old.kind].scale)}
    turned = (new.arrow == "source") != (KINDS[old.kind].arrow == "source")
    source, target = (old.target, old.source) if turned else (old.source, old.target)
    changes = _instead(asked, old, code, source, target, kept)
    return changes, Text("{tie}: now {kind}", "{tie}：改为{kind}").format(tie=called(asked.now, old.id), kind=new.name)


def reverse(asked: Asked) -> Planned:
    """The other way round: {id}."""
    old = asked.now.ties[asked.op["id"]]
    changes = _instead(asked, old, old.kind, old.target, old.source, _words(old))
    return changes, Text("{tie}: the other way round", "{tie}：反向").format(tie=called(asked.now, old.id))


def strength(asked: Asked) -> Planned:
    """How strong, 0 to 1: {id, strength}."""
    old = asked.now.ties[asked.op["id"]]
    value = float(asked.op["strength"])
    return [Put("Tie", old.id, {"strength": value})], Text("{tie}: strength {value}", "{tie}：强度 {value}").format(
        tie=called(asked.now, old.id), value=f"{value:g}")


def sign(asked: Asked) -> Planned:
    """For (+1) or against (-1): {id, sign}."""
    old, value = asked.now.ties[asked.op["id"]], asked.op["sign"]
    if value not in (1, -1):
        raise ValueError(value)
    if not KINDS[old.kind].signed:
        raise InvalidRecord(*Text("“{kind}” is neither for nor against anybody.", "“{kind}”没有正负之分。").format(kind=KINDS[old.kind].name))
    label = Text("{tie}: supports (+)", "{tie}：支持（+）") if value > 0 else Text("{tie}: opposes (−)", "{tie}：反对（−）")
    return [Put("Tie", old.id, turned(old, value))], label.format(tie=called(asked.now, old.id))


def _words(tie: Tie) -> dict[str, Any]:
    """What a tie says besides its kind and its ends."""
    return {k: v for k, v in tie.fields().items() if k not in ("kind", *ENDS)}


def _instead(asked: Asked, old: Tie, kind: str, source: str, target: str, words: Mapping[str, Any]) -> list[Any]:
    """Another tie in the place of one; what was written about it goes along."""
    start, end = (target, source) if KINDS[kind].arrow == "source" else (source, target)
    changes, _label = new_tie(asked.now, kind, start, end, id=asked.new_id, instead_of=old.id, **words)
    about = [Put("Comment", c.id, {"tie": asked.new_id}) for c in asked.now.comments.values() if c.tie == old.id]
    return [Delete(old.id), *changes, *about]
