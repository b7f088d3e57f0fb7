"""Paste: people who were copied on another map, or in another account."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from math import cos, dist, pi, sin, sqrt

from graph.drawing.view import people_on
from graph.errors import InvalidRecord, NotFound
from graph.model import KINDS, Department, Place, Snapshot, Text, Tie, new_id
from graph.store import puts
from ui.edits import Planned, those
from ui.operations.asked import Asked

APART = 76.0
"""Map units: neighbours of a spiral with this step are about a name apart."""
GOLDEN = pi * (3 - sqrt(5))
SOURCE_GONE = Text("The account that you copied from is no longer there.", "您复制时所在的客户已不存在。")
PEOPLE_GONE = Text("Those whom you copied are no longer there.", "您复制的人员已不存在。")


def paste(asked: Asked) -> Planned:
    """{from: account, ids, x, y, on}: in the same account whoever is not on this map is put there; from another account
    people come as new ones, with the ties among them and nothing about deals."""
    source = str(asked.op["from"])
    if source == asked.now.account_id:
        return _put_here(asked)
    try:
        other = asked.read(source)
    except NotFound:
        raise NotFound(*SOURCE_GONE) from None
    copied = [id for id in asked.ids if id in other.people]
    if not copied:
        raise NotFound(*PEOPLE_GONE)
    return _as_new(asked, other, copied)


def _put_here(asked: Asked) -> Planned:
    known = [id for id in asked.ids if id in asked.now.people]
    if not known:
        raise NotFound(*PEOPLE_GONE)
    there = set(people_on(asked.now, asked.view, asked.deal.id))
    missing = [id for id in known if id not in there]
    if not missing:
        raise InvalidRecord(*Text("On this map already: {who}.", "已在此图上：{who}。").format(who=those(asked.now, known)))
    return puts([*(asked.on_it(id) for id in missing), *_spots(asked, missing)]), Text(
        "Put {who} on this map", "将 {who} 放到此图").format(who=those(asked.now, missing))


def _as_new(asked: Asked, other: Snapshot, copied: list[str]) -> Planned:
    ids = {id: new_id() for id in copied}
    departments, made = _departments(asked.now, other, copied)
    people = [replace(other.people[id], id=ids[id], department=departments.get(other.people[id].department or "")) for id in copied]
    ties = [Tie.of(new_id(), {**t.fields(), "source": ids[t.source], "target": ids[t.target]}) for t in other.ties.values()
            if t.source in ids and t.target in ids and KINDS[t.kind].between_people]
    places = _spots(asked, list(ids.values()))
    if asked.view.saved:
        places += [asked.on_it(id) for id in ids.values()]
    return puts([*made, *people, *ties, *places]), Text("Paste {who} from {account}", "从 {account} 粘贴 {who}").format(
        who=those(other, copied), account=other.called(other.account_id))


def _departments(now: Snapshot, other: Snapshot, people: list[str]) -> tuple[dict[str, str], list[Department]]:
    """The other account's departments to those of this one, by their name in either language; those it lacks are made."""
    known = {name.casefold(): d.id for d in now.departments.values() for name in (d.name, d.name_alt) if name}
    found: dict[str, str] = {}
    made: list[Department] = []
    for id in dict.fromkeys(d for p in people if (d := other.people[p].department) in other.departments):
        theirs = other.departments[str(id)]
        names = [name.casefold() for name in (theirs.name, theirs.name_alt) if name]
        ours = next((known[name] for name in names if name in known), None)
        if ours is None:
            made.append(Department(new_id(), name=theirs.name, name_alt=theirs.name_alt, function=theirs.function, note=theirs.note))
            ours = made[-1].id
            known |= dict.fromkeys(names, ours)
        found[str(id)] = ours
    return found, made


def _spots(asked: Asked, people: list[str]) -> list[Place]:
    """Round the mouse, from the middle outwards, where nobody lies yet."""
    x, y = float(asked.op["x"]), float(asked.op["y"])
    taken = [(p.x, p.y) for p in asked.now.all("Place").values() if isinstance(p, Place) and p.map == asked.map and not p.hidden and p.item not in people]
    spiral = ((round(x + APART * sqrt(k) * cos(k * GOLDEN), 1), round(y + APART * sqrt(k) * sin(k * GOLDEN), 1)) for k in count())
    free = (at for at in spiral if all(dist(at, other) >= APART * 0.9 for other in taken))
    return [asked.at(id, *at) for id, at in zip(people, free, strict=False)]
