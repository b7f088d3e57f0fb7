"""Accounts to draw: the demo, odd small ones, and large ones made up."""

from __future__ import annotations

import json
import random
from math import hypot
from pathlib import Path
from typing import Any

from graph.export.account_json import from_json
from graph.model import (
    SCALES,
    Account,
    Competitor,
    Department,
    Faction,
    Opportunity,
    Organisation,
    Person,
    Place,
    Position,
    Record,
    Snapshot,
    TeamMember,
    Tie,
    place_id,
    position_id,
)

DATA = Path(__file__).parents[2] / "data"
START = (Account("acme", name="Acme"), Opportunity("deal", name="Deal"))


def account(*records: Record) -> Snapshot:
    """The account "acme" with its deal "deal" and these records."""
    held: dict[str, dict[str, Record]] = {}
    for record in (*START, *records):
        held.setdefault(record.type(), {})[record.id] = record
    return Snapshot("acme", 1, 1, held)


def with_records(snapshot: Snapshot, *records: Record) -> Snapshot:
    """The same account with more or other records."""
    held: dict[str, dict[str, Record]] = {kind: dict(of) for kind, of in snapshot.records.items()}
    for record in records:
        held.setdefault(record.type(), {})[record.id] = record
    return Snapshot(snapshot.account_id, snapshot.revision + 1, snapshot.facts_revision + 1, held)


def demo(name: str) -> Snapshot:
    """A demo account as it comes."""
    about, records = from_json(json.loads((DATA / f"{name}.json").read_text("utf-8")))
    held: dict[str, dict[str, Record]] = {"Account": {about.id: about}}
    for record in records:
        held.setdefault(record.type(), {})[record.id] = record
    return Snapshot(about.id, 1, 1, held)


def person(id: str, **fields: Any) -> Person:
    """Somebody whose name is the id."""
    return Person(id, name=fields.pop("name", id.title()), **fields)


def tie(kind: str, source: str, target: str, **fields: Any) -> Tie:
    """A tie whose id says what it is."""
    return Tie(f"{kind}:{source}:{target}", kind=kind, source=source, target=target, **fields)


def position(who: str, **fields: Any) -> Position:
    """Where somebody stands in the deal."""
    return Position(position_id("deal", who), opportunity="deal", person=who, **fields)


def place(map_name: str, item: str, x: float, y: float, **fields: Any) -> Place:
    """Where something lies on a map."""
    return Place(place_id(map_name, item), map=map_name, item=item, x=x, y=y, **fields)


def company(people: int, *, departments: int = 12, seed: int = 1) -> Snapshot:
    """A made-up company: a tree of reporting lines with loose ends, influence, factions, attitudes and a few roles."""
    chance = random.Random(seed)
    ids = [f"p{k:05}" for k in range(people)]
    records: list[Record] = [Department(f"d{k}", name=f"Department {k}", function=chance.choice(SCALES["department_function"].codes))
                             for k in range(departments)]
    records += [Faction(f"f{k}", name=f"Camp {k}", core=ids[k]) for k in range(min(5, people))]
    for k, id in enumerate(ids):
        records.append(person(id, title="Manager", level=1 + min(k, 1) + min(k // 9, 5), department=f"d{chance.randrange(departments)}"))
        records.append(position(id, attitude=chance.choice((*SCALES["attitude"].codes, "U")),
                                roles=("DECIDER",) if k == 0 else (chance.choice(SCALES["role"].codes),) if k % 40 == 3 else ()))
        if k and k % 17:
            records.append(tie("REPORTS_TO", id, ids[(k - 1) // chance.choice((5, 6, 7))]))
        if k % 3 == 0:
            records.append(tie("IN_FACTION", id, f"f{k % min(5, people)}", level=str(1 + k % 6)))
        for other in sorted({chance.choice(ids) for _ in range(2)} - {id}):
            records.append(tie("LISTENS_TO", id, other, strength=round(chance.uniform(0.1, 1), 2)))
    return account(*records)


def odd() -> dict[str, Snapshot]:
    """Accounts that no layout may stumble over."""
    circle = [person(p) for p in "abc"]
    many_bosses = [person(p) for p in "abcd"]
    return {
        "empty": account(),
        "one": account(person("solo")),
        "two strangers": account(person("ann"), person("bob")),
        "all alike": account(*(person(f"p{k}") for k in range(30))),
        "nobody known": account(*(person(f"p{k}", department="d") for k in range(8)), Department("d", name="Everything"),
                                *(position(f"p{k}", attitude="U") for k in range(8))),
        "all against": account(*(person(f"p{k}") for k in range(12)), *(position(f"p{k}", attitude="E") for k in range(12))),
        "lines in a circle": account(*circle, tie("REPORTS_TO", "a", "b"), tie("REPORTS_TO", "b", "c"), tie("REPORTS_TO", "c", "a")),
        "everybody is everybody's boss": account(*many_bosses, *(tie("REPORTS_TO", a, b) for a in "abcd" for b in "abcd" if a != b)),
        "one long line": account(*(person(f"p{k:03}") for k in range(60)), *(tie("REPORTS_TO", f"p{k + 1:03}", f"p{k:03}") for k in range(59))),
        "one boss": account(*(person(f"p{k:03}") for k in range(90)), *(tie("REPORTS_TO", f"p{k:03}", "p000") for k in range(1, 90))),
        "only outsiders": account(*(person(f"p{k}", external=True, party="EXTERNAL") for k in range(3)), TeamMember("us", name="Us"),
                                  Competitor("them", name="Them")),
        "a faction of nobody": account(person("a"), Faction("f", name="Empty"), Faction("g", name="Core gone")),
        "owners who own each other": account(
            person("a"), *(Organisation(o, name=o.upper(), kind="FUND") for o in "xyz"), tie("OWNS", "x", "y", strength=0.6),
            tie("OWNS", "y", "x", strength=0.6), tie("OWNS", "y", "acme", strength=1.0), tie("OWNS", "a", "acme"), tie("OWNS", "z", "z2"),
            Organisation("z2", name="Z2")),
        "every name is long": account(*(person(f"p{k}", name="A very long name indeed " * 3, title="片区" * 40) for k in range(9))),
        "the demo": demo("committee"),
        "a company": company(70),
    }


def boxes(payload: Any) -> list[tuple[str, tuple[float, float, float, float]]]:
    """The rectangle that each card and box of a map fills."""
    return [(id, (n["x"] - n["pm"]["w"] / 2, n["y"] - n["pm"]["h"] / 2, n["x"] + n["pm"]["w"] / 2, n["y"] + n["pm"]["h"] / 2))
            for id, n in payload.nodes.items() if n["pm"]["shape"] != "disc"]


def on_one_another(payload: Any) -> list[tuple[str, str]]:
    """Pairs of items that overlap: discs with discs, cards and boxes with one another, and discs with boxes."""
    rectangles, found = boxes(payload), []
    discs = [(id, n["x"], n["y"], n["size"]) for id, n in payload.nodes.items() if n["pm"]["shape"] == "disc"]
    for k, (a, (left, top, right, bottom)) in enumerate(rectangles):
        found += [(a, b) for b, (l2, t2, r2, b2) in rectangles[:k]
                  if min(right, r2) - max(left, l2) > 0.2 and min(bottom, b2) - max(top, t2) > 0.2]
        found += [(a, b) for b, x, y, r in discs
                  if hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom)) < r - 0.2]
    found += [(a, b) for k, (a, x, y, r) in enumerate(discs) for b, x2, y2, r2 in discs[:k] if hypot(x - x2, y - y2) < r + r2 - 0.2]
    return found
