"""From rows to people: one entry for each person, whoever mentions them and however often."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.errors import InvalidRecord, did_you_mean
from graph.model import Person, Snapshot, Text, new_id
from graph.model.records import Fields
from loaders.mapping import Cell
from loaders.messages import say
from loaders.types import Duplicate, Table
from loaders.words import same

_CHOICES = ("same", "new", "skip")
_SUGGESTIONS = 30


@dataclass
class PersonRow:
    """What one row says about a person."""

    table: Table
    number: int
    person: Fields
    position: Fields = field(default_factory=dict)
    department: str = ""
    faction: str = ""
    closeness: str = ""
    boss: Cell | None = None

    @property
    def where(self) -> tuple[str, int]:
        """The file and the number of the row."""
        return self.table.name, self.number


@dataclass
class Entry:
    """One person: the record in the account, if there is one, and all rows about him or her."""

    id: str
    existing: Person | None = None
    person: Fields = field(default_factory=dict)
    position: Fields = field(default_factory=dict)
    department: str = ""
    rows: list[PersonRow] = field(default_factory=list)

    def absorb(self, row: PersonRow) -> None:
        """Adds a row; what an earlier row says stays."""
        extra = tuple(dict.fromkeys((*self.person.get("extra", ()), *row.person.get("extra", ()))))
        self.person = {**row.person, **self.person} | ({"extra": extra} if extra else {})
        roles = tuple(dict.fromkeys((*self.position.get("roles", ()), *row.position.get("roles", ()))))
        self.position = {**row.position, **self.position} | ({"roles": roles} if roles else {})
        self.department = self.department or row.department
        self.rows.append(row)


class People:
    """Everybody in the files and in the account, found by id, by name, or by the name in the other language."""

    def __init__(self, snapshot: Snapshot | None = None, choices: Mapping[str, str] | None = None) -> None:
        self.entries: dict[str, Entry] = {}
        self.duplicates: list[Duplicate] = []
        self._choices = choices or {}
        for choice in self._choices.values():
            if choice not in _CHOICES:
                raise InvalidRecord(f'There is no choice "{choice}". {did_you_mean(choice, _CHOICES)}',
                                    f"没有“{choice}”这个选项。{did_you_mean(choice, _CHOICES, 'zh')}")
        self._account = dict(snapshot.people) if snapshot else {}
        self._departments = {id: d.name for id, d in snapshot.departments.items()} if snapshot else {}
        self._in_files, self._in_account = _Index(), _Index()
        for id, person in self._account.items():
            self._in_account.add(id, person.external_id, person.name, person.name_alt)
        self._suggestions: dict[str, str] = {}

    def add(self, row: PersonRow) -> bool:
        """Takes a row in: as a new person or as one already known. False when the row has no name and no known id."""
        name, number = str(row.person.get("name", "")), row.person.get("external_id")
        known = [id for text, way in ((number, "id"), (name, "name")) if text for id in self._candidates(text, way)]
        if not known and not name:
            return False
        if not known:
            self._absorb(Entry(new_id()), row)
            return True
        judged = [(*self._likeness(row, id), id) for id in known]
        closeness, reason, id = max(judged, key=lambda j: j[0])
        if name:
            duplicate = self._duplicate(row, id, reason, "same" if closeness else "new")
            choice = self._choices.get(duplicate.key, duplicate.default)
            self.duplicates.append(duplicate)
            if choice == "skip":
                return True
            if choice == "new":
                id = new_id()
        self._absorb(self.entries.get(id) or Entry(id, self._account.get(id)), row)
        return True

    def create(self, name: str) -> str:
        """A person of whom nothing is known but the name."""
        entry = Entry(new_id(), person={"name": name})
        self.entries[entry.id] = entry
        self._in_files.add(entry.id, None, name, None)
        return entry.id

    def find(self, text: str) -> list[str]:
        """The ids of those whom `text` may mean: outside id first, then name, then other name; files first."""
        return self._in_files.find(text) or self._in_account.find(text)

    def nobody(self, name: str) -> Text:
        """Says that nobody is called so, with near names."""
        if name not in self._suggestions:
            near = self._near(name) if len(self._suggestions) < _SUGGESTIONS else []
            self._suggestions[name] = ", ".join(f'"{n}"' for n in near)
        near_names = self._suggestions[name]
        return say("nobody_near", name=name, near=near_names) if near_names else say("nobody", name=name)

    def _near(self, name: str) -> list[str]:
        # names that share no letter at either end are left aside: comparing with everybody takes too long
        word = same(name)
        names = {n: shown for index in (self._in_account, self._in_files) for n, shown in index.shown.items()
                 if n and word and (n[0] == word[0] or n[-1] == word[-1])}
        return [names[n] for n in difflib.get_close_matches(word, names, n=2, cutoff=0.5 if len(word) < 4 else 0.7)]

    def _candidates(self, text: str, way: str) -> Iterator[str]:
        yield from self._in_files.ways[way].get(same(text), ())
        yield from (id for id in self._in_account.ways[way].get(same(text), ()) if id not in self.entries)

    def _likeness(self, row: PersonRow, id: str) -> tuple[int, Text]:
        entry, existing = self.entries.get(id), self._account.get(id)
        mine = row.person.get("external_id")
        other = (entry.person.get("external_id") if entry else None) or (existing.external_id if existing else None)
        other_id = mine and other and same(mine) != same(other)
        if mine and other and not other_id:
            return 3, say("same_id", id=mine)
        if other_id and entry and entry.person.get("external_id"):
            return 0, say("same_name_other_id")  # ids of one import tell people apart; those of another may not
        place = (entry.department if entry else "") or (self._departments.get(existing.department or "", "")
                                                        if existing else "")
        if row.department and place:
            if same(row.department) == same(place):
                return 2, say("same_name_other_id" if other_id else "same_name_department")
            return 0, say("same_name_other_department")
        return 1, say("same_name_other_id" if other_id else "same_name")

    def _duplicate(self, row: PersonRow, id: str, reason: Text, default: str) -> Duplicate:
        earlier = tuple(r.where for r in self.entries[id].rows) if id in self.entries else ()
        return Duplicate(f"{row.table.name}:{row.number}", row.person["name"], (*earlier, row.where),
                         self._account.get(id), reason, default, _CHOICES)

    def _absorb(self, entry: Entry, row: PersonRow) -> None:
        self.entries[entry.id] = entry
        entry.absorb(row)
        known = entry.existing
        if known and len(entry.rows) == 1:
            self._in_files.add(entry.id, known.external_id, known.name, known.name_alt)
        self._in_files.add(entry.id, row.person.get("external_id"), row.person.get("name"), row.person.get("name_alt"))


class _Index:
    def __init__(self) -> None:
        self.ways: dict[str, dict[str, list[str]]] = {way: defaultdict(list) for way in ("id", "name", "alt")}
        self.shown: dict[str, str] = {}

    def add(self, id: str, external_id: str | None, name: str | None, name_alt: str | None) -> None:
        for way, text in (("id", external_id), ("name", name), ("alt", name_alt)):
            if text and id not in self.ways[way][same(text)]:
                self.ways[way][same(text)].append(id)
        if name:
            self.shown.setdefault(same(name), name)

    def find(self, text: str) -> list[str]:
        return next((ids for index in self.ways.values() if (ids := index.get(same(text)))), [])
