"""Puts ties into the draft: new ones, and what changes on those that are there already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.model import KINDS, SCALES, Text, Tie, new_id
from graph.model.records import Fields
from graph.network import holds, is_label, sign_of, strength_of
from graph.new_ties import check_ends
from loaders.quick_entry.draft import Draft

THERE = Text("there already", "已经有了")
CHANGED = Text("there already, now {what}", "已经有了，现改为{what}")
SECOND_BOSS = Text("{who} reports to {boss} as well", "{who} 同时也向 {boss} 汇报")


def add_tie(draft: Draft, fields: Fields) -> Text:
    """A tie; one that is there already takes what is new. Gives how it reads. Raises `InvalidRecord` for what cannot be."""
    kind, source, target = KINDS[fields["kind"]], fields["source"], fields["target"]
    check_ends(draft.now, fields, draft.today)
    a, b = draft.now.called(source), draft.now.called(target)
    reads = (Text("{label}: {a} – {b}", "{label}：{a} – {b}") if fields.get("label") else kind.reads).format(a=a, b=b, label=fields.get("label"))
    there = draft.tie(fields)
    if there is None:
        _note_second_boss(draft, fields)
        draft.put("Tie", new_id(), _dated(fields, draft.today))
        return _with(reads, _how(kind.scale, fields))
    new = {k: v for k, v in fields.items() if k in ("strength", "sign", "level") and v != _present(there, k)}
    if new:
        draft.put("Tie", there.id, _dated({"kind": there.kind, "source": there.source, "target": there.target, **new}, draft.today))
    return _with(reads, CHANGED.format(what=_how(kind.scale, new)) if new else THERE)


def joined(texts: Sequence[Text], between: Text = Text("; ", "；")) -> Text:
    """Several texts behind each other, those that say something."""
    return Text(between.en.join(t.en for t in texts if t.en), between.zh.join(t.zh for t in texts if t.zh))


def _dated(fields: Fields, today: date) -> Fields:
    """An opinion on who is with whom or against whom with the day on which it was typed, since it expires; any other tie as it is."""
    return {**fields, "last_confirmed": today.isoformat()} if is_label(Tie.of("", fields)) else fields


def _present(tie: Tie, field: str) -> object:
    return {"strength": strength_of(tie), "sign": sign_of(tie), "level": tie.level}[field]


def _note_second_boss(draft: Draft, fields: Fields) -> None:
    for tie in draft.now.ties.values():
        if fields["kind"] == tie.kind == "REPORTS_TO" and tie.source == fields["source"] and holds(tie, draft.today):
            draft.notes.append(SECOND_BOSS.format(who=draft.now.called(tie.source), boss=draft.now.called(tie.target)))


def _how(scale: str, fields: Fields) -> Text:
    found = [SCALES[scale][fields["level"]].name] if fields.get("level") else []
    if fields.get("sign"):
        found.append(Text("negative", "负向") if fields["sign"] < 0 else Text("positive", "正向"))
    if fields.get("strength"):
        found.append(Text("strength {n} %", "强度 {n}%").format(n=round(100 * fields["strength"])))
    return joined(found, Text(", ", "，"))


def _with(reads: Text, more: Text) -> Text:
    return Text("{reads} ({more})", "{reads}（{more}）").format(reads=reads, more=more) if more.en else reads
