"""Made-up accounts of any size, the same ones on every run: for measuring, not for looking at."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable

from graph.model import SCALES, Account, Department, Faction, Opportunity, Person, Position, Record, Snapshot, Tie, position_id
from loaders import Source

SEED = 20260101
FUNCTIONS = SCALES["department_function"].codes[:8]
ATTITUDES = SCALES["attitude"].codes
ROLES = SCALES["role"].codes
GIVEN = ("Ada", "Bo", "Chen", "Dana", "Emil", "Fang", "Gita", "Hugo", "Ines", "Jun", "Kofi", "Lena")
FAMILY = ("Abel", "Berg", "Cho", "Dahl", "Eder", "Frey", "Gao", "Hahn", "Ito", "Jung", "Kern", "Liu")


def records(people: int, *, seed: int = SEED) -> list[Record]:
    """An account of `people` people and three ties a person: a boss, and listening, advice or closeness.

    Departments, four factions, an attitude for most people and purchase roles for about twelve. The account is first.
    """
    rng = random.Random(seed + people)
    ids = [f"p{i:05d}" for i in range(people)]
    deal = Opportunity("deal", name="Main opportunity")
    found: list[Record] = [Account(account_id(people), name=f"{people:,} people"), deal]
    found += [Department(f"d{k}", name=SCALES["department_function"][code].name.en, function=code) for k, code in enumerate(FUNCTIONS)]
    found += [Person(id, name=name(i), title=f"Head of team {i}", department=f"d{rng.randrange(len(FUNCTIONS))}", level=_level(i))
              for i, id in enumerate(ids)]
    found += [Faction(f"f{k}", name=f"Camp {k + 1}", core=ids[k]) for k in range(min(4, people))]
    for i, id in enumerate(ids):
        roles = (rng.choice(ROLES),) if i < 4 or rng.random() < 8 / people else ()
        attitude = rng.choice(ATTITUDES) if rng.random() < 0.8 else None
        found.append(Position(position_id(deal.id, id), opportunity=deal.id, person=id, attitude=attitude, roles=roles))
    found += [Tie(f"m{i}", kind="IN_FACTION", source=ids[i], target=f"f{i % 4}") for i in range(4, people, 8)]
    found += [Tie(f"t{k}", kind=kind, source=ids[a], target=ids[b], strength=strength)
              for k, (kind, a, b, strength) in enumerate(ties(people, 3 * people, rng))]
    return found


def ties(people: int, count: int, rng: random.Random) -> Iterable[tuple[str, int, int, float]]:
    """`count` different ties, as many as there can be among few: everybody's boss first, then others that crowd at the top, as they do in real accounts."""
    seen = set()
    for i in range(1, people):
        seen.add(("REPORTS_TO", i, (i - 1) // 6))
        yield "REPORTS_TO", i, (i - 1) // 6, 1.0
    while len(seen) < min(count, 4 * people * (people - 1) // 2):
        kind = rng.choice(("LISTENS_TO", "LISTENS_TO", "ADVICE", "CLOSE"))
        a, b = rng.randrange(people), int(people * rng.random() ** 2)
        if a != b and (kind, a, b) not in seen:
            seen.add((kind, a, b))
            yield kind, a, b, round(rng.uniform(0.1, 1.0), 2)


def csv_files(people: int, tie_count: int, *, seed: int = SEED) -> list[Source]:
    """The same kind of account as two CSV files: people, and ties by name."""
    rng = random.Random(seed)
    rows = [(name(i), f"Head of team {i}", SCALES["department_function"][rng.choice(FUNCTIONS)].name.en, _level(i)) for i in range(people)]
    lines = [(name(a), name(b), kind, strength) for kind, a, b, strength in ties(people, tie_count, rng)]
    return [_csv("people.csv", ("Name", "Title", "Department", "Level"), rows),
            _csv("ties.csv", ("From", "To", "Kind", "Strength"), lines)]


def snapshot(people: int) -> Snapshot:
    """The account as a snapshot, without any store."""
    held: dict[str, dict[str, Record]] = {}
    for record in records(people):
        held.setdefault(record.type(), {})[record.id] = record
    return Snapshot(account_id(people), 1, 1, held)


def account_id(people: int) -> str:
    """The id of the account of this size."""
    return f"bench-{people}"


def name(i: int) -> str:
    """A name that nobody else in the account has."""
    return f"{GIVEN[i % 12]} {FAMILY[i // 12 % 12]} {i}"


def _level(i: int) -> int:
    level = 1
    while i:
        i, level = (i - 1) // 6, level + 1
    return level


def _csv(file: str, header: Iterable[str], rows: Iterable[Iterable[object]]) -> Source:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return Source(file, text.getvalue().encode())
