"""Two changed the same thing: whoever comes second is asked, sees both values in words, and loses nothing that was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.errors import Conflict, InvalidRecord, NotFound
from graph.model import KINDS, RECORDS, SCALES, Record, Snapshot, Text, in_both
from graph.store import Change, GraphStore, Put, Revision
from graph.store.changes import Entry
from ui.edits import called
from ui.language import _, language, say
from ui.operations import apply_operation

Operation = Mapping[str, Any]
GONE = Text("{who} deleted {what} in the meantime.", "{who} 在此期间删除了 {what}。")
NOT_TYPED = ("kind", "tie", "by", "time", "map", "fill", "size")
"""Texts of records that nobody types."""
ONE_BY_ONE = ("attitude", "role", "delete")
"""Operations on several people that are as many operations on one: a conflict about one does not hold up the others."""
LONG = 60


@dataclass(frozen=True)
class Question:
    """What is asked. `keep` and `take` are the answers, "" when there is nothing to choose; to take one's own, revision
    `undoes` is taken back first (0: none). `typed` is text to copy."""

    text: str
    keep: str = ""
    take: str = ""
    typed: str = ""
    undoes: int = 0


def question(store: GraphStore, now: Snapshot, error: Conflict, *, since: int, typed: str = "", stepping: bool = False) -> Question:
    """What to ask about a conflict with what others did after revision `since`. `stepping`: it was undo or redo."""
    record, who = _record(now, error.record), error.author or _("Somebody")
    if record is None:
        return _about_gone(deletion(store, now.account_id, [error.record], since), error, who, "" if stepping else typed)
    what = say(subject(now, error.record))
    if not error.field:
        text = _("{who} changed {what} in the meantime, so your edit was not carried out.", who=who, what=what)
        return Question(text) if stepping else Question(text, _("Leave it as it is"), _("Do it all the same"))
    told = {"what": what, "field": say(record.specs()[error.field].name), "who": who,
            "theirs": in_words(now, record, error.field, error.theirs)}
    if stepping:
        return Question(_("{what}, {field}: {who} wrote {theirs} since. It stays as it is; the next undo takes back what you did "
                          "before.", **told))
    text = _("{what}, {field}: {who} wrote {theirs}; you wrote {yours}.", yours=in_words(now, record, error.field, error.yours), **told)
    return Question(text, _("Keep what {who} wrote", who=who), _("Take mine"), typed if len(typed) > LONG else "")


def _about_gone(deleted: Revision | None, error: Conflict, who: str, typed: str) -> Question:
    if deleted is None:
        return Question(_("{who} deleted what you changed; your edit was not saved.", who=who), typed=typed)
    return Question(_("{who} deleted {what} in the meantime, so your edit was not saved. Their undo would bring it back, and so can you.",
                      who=who, what=say(_named(deleted, error.record))),
                    _("Leave it deleted"), _("Bring back and write mine"), typed, deleted.number)


def carry_out(store: GraphStore, account: str, deal: str, op: Operation, *, author: str, client: str,
              read: Callable[[str], Snapshot]) -> list[tuple[Operation, Conflict]]:
    """Carries out one operation of the canvas; what stands against it, or against a part of one on several people, is
    returned with that part. An operation that says `undoes` brings back first what that revision deleted.

    Raises what `apply_operation` raises, less the conflicts.
    """
    if op.get("undoes"):
        bring_back(store, account, int(op["undoes"]), author=author, origin=client, token=f"{client}:{op['n']}:back")
    missing = [id for id in _about(op) if _record(read(account), id) is None] if op["type"] != "delete" else []
    several = op["type"] in ONE_BY_ONE and len(op.get("ids", ())) > 1
    try:
        if not (several and missing):
            apply_operation(store, account, deal, op, author=author, client=client, read=read)
            return []
    except Conflict as error:
        if not several:
            return [(op, error)]
    except (NotFound, InvalidRecord) as error:
        if op["type"] == "delete" and isinstance(error, NotFound):
            return []  # somebody else was quicker
        gone = deletion(store, account, missing, int(op.get("base") or 0))
        if gone is None:
            raise
        id = next(id for id in missing if _entry(gone, id))
        return [(op, Conflict(*GONE.format(who=gone.author or Text("Somebody", "有人"), what=_named(gone, id)), record=id, author=gone.author))]
    parts = [{**op, "ids": [id], "n": f"{op['n']}.{k}"} for k, id in enumerate(op["ids"])]
    return [clash for part in parts for clash in carry_out(store, account, deal, part, author=author, client=client, read=read)]


def to_ask(store: GraphStore, now: Snapshot, op: Operation, clash: Conflict) -> dict[str, Any]:
    """The question about an operation as the canvas shows it; `op` is what the canvas sends when the answer is one's own."""
    asked = question(store, now, clash, since=int(op.get("base") or 0), typed=str(op.get("name") or ""), stepping=op["type"] in ("undo", "redo"))
    again = {name: value for name, value in op.items() if name not in ("client", "n", "base")}
    return {"text": asked.text, "keep": asked.keep, "take": asked.take, "typed": asked.typed, "op": {**again, "undoes": asked.undoes}}


def bring_back(store: GraphStore, account: str, number: int, *, author: str, origin: str, token: str) -> None:
    """Brings back what a revision deleted and the references it cleared, less what hangs on something that went since."""
    revision, now = store.changes(account, since=number - 1)[0], store.read(account)
    back = [e for e in revision.entries if e.before and (e.after is None or _cleared(now, e))]
    there = {id for name in RECORDS for id in now.all(name)} | {e.id for e in back}
    changes = [change for e in reversed(back) if (change := _standing(e, there))]
    store.apply(account, changes, author=author, base=None, origin=origin, token=token,
                label=Text("Bring back {what}", "恢复 {what}").format(what=_named(revision, *(e.id for e in back))))


def _cleared(now: Snapshot, entry: Entry) -> bool:
    record = now.all(entry.type).get(entry.id)
    return record is not None and not any(getattr(record, name) for name in entry.before or ())


def _standing(entry: Entry, there: set[str]) -> Put | None:
    specs, fields = RECORDS[entry.type].specs(), dict(entry.before or {})
    for name in [n for n, id in fields.items() if specs[n].type == "ref" and id not in there]:
        if specs[name].on_delete == "delete":
            return None
        del fields[name]
    return Put(entry.type, entry.id, fields)


def deletion(store: GraphStore, account: str, ids: Sequence[str], since: int) -> Revision | None:
    """The last revision that deleted one of these and can be taken back; looked for after revision `since` first."""
    for start in (since, 0) if ids else ():
        for revision in reversed(store.changes(account, since=start)):
            if any(_entry(revision, id) for id in ids):
                return revision
    return None


def subject(now: Snapshot, id: str) -> Text:
    """Whom or what a record is about: somebody's position is about that person."""
    record: Any = _record(now, id)
    return now.called(record.person) if hasattr(record, "person") else called(now, id)


def in_words(now: Snapshot, record: Record, field: str, value: Any) -> str:
    """A value as the screen shows it: levels by their names, references by the name of what they refer to."""
    spec = record.specs()[field]
    if value is None or value in ("", ()):
        return _("(empty)")
    if record.type() == "Tie" and field == "sign":
        return _("supports (+)") if value == 1 else _("opposes (−)")
    if record.type() == "Tie" and field == "level":
        spec = replace(spec, type="code", scale=KINDS[getattr(record, "kind", "")].scale)
    if spec.scale:
        levels = SCALES[spec.scale].by_code
        return ", ".join(levels[c].name.of(language()) if c in levels else str(c) for c in ([value] if spec.type == "code" else value))
    if spec.type == "yes_no":
        return _("yes") if value else _("no")
    if spec.type == "ref":
        return say(now.called(str(value)))
    if isinstance(value, str):
        return f"“{value[:LONG]}…”" if len(value) > LONG else f"“{value}”"
    return ", ".join(value) if isinstance(value, tuple) else f"{value:g}"


def typed_in(changes: Sequence[Change]) -> str:
    """What somebody wrote in letters, of what was to be saved."""
    return "\n".join(str(value) for c in changes if isinstance(c, Put) for name, value in c.fields.items()
                     if value and name not in NOT_TYPED and RECORDS[c.type].specs()[name].type == "text")


def units(edits: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The edits of a table one by one: each cell, each new row, each deleted row."""
    none: dict[str, Any] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    for row, cells in edits["edited_rows"].items():
        yield from ({**none, "edited_rows": {row: {name: value}}} for name, value in cells.items())
    yield from ({**none, "added_rows": [row]} for row in edits["added_rows"])
    yield from ({**none, "deleted_rows": [row]} for row in edits["deleted_rows"])


def _record(now: Snapshot, id: str) -> Record | None:
    return next((found for name in RECORDS if (found := now.all(name).get(id))), None)


def _entry(revision: Revision, id: str) -> Entry | None:
    return next((e for e in revision.entries if e.id == id and e.before and e.after is None), None)


def _named(revision: Revision, *ids: str) -> Text:
    """What was deleted: by its name, or by the name of whom it was about."""
    for entry in filter(None, (_entry(revision, id) for id in ids)):
        fields = entry.before or {}
        if fields.get("name"):
            return in_both(str(fields["name"]), fields.get("name_alt"))
        if entry.type == "Tie":
            return KINDS[fields["kind"]].name
        if fields.get("person") and _entry(revision, str(fields["person"])):
            return _named(revision, str(fields["person"]))
    return Text("it", "该内容")


def _about(op: Operation) -> Iterator[str]:
    """The ids that an operation is about."""
    yield from (str(op[name]) for name in ("id", "from", "to", "boss") if name in op)
    yield from (str(id) for name in ("ids", "places") for id in op.get(name, ()))
