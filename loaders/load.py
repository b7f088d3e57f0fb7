"""From tables to records: people first, then who stands over whom, then the ties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from graph.model import (
    Department,
    Faction,
    Opportunity,
    Person,
    Position,
    Record,
    Snapshot,
    Tie,
    new_id,
    position_id,
)
from graph.model.records import Fields
from graph.model.validate import check_whole
from loaders.book import Names, TieBook
from loaders.mapping import ColumnChoices, choose
from loaders.messages import say
from loaders.people import Entry, People, PersonRow
from loaders.people_rows import person_rows
from loaders.report import Report
from loaders.tables import read_tables
from loaders.tie_rows import TieReader
from loaders.types import ColumnMap, KindChoice, Loaded, Problem, Source, Table
from loaders.words import same

Progress = Callable[[float, str], None]


def load_sources(sources: Sequence[Source], *, columns: ColumnChoices | None = None,
                 kinds: Mapping[str, str | KindChoice] | None = None, snapshot: Snapshot | None = None,
                 opportunity: Opportunity | None = None, choices: Mapping[str, str] | None = None,
                 progress: Progress | None = None) -> Loaded:
    """Files to records in one step: `read_tables`, then `load`."""
    if progress:
        progress(0.0, "Reading the files")
    tables, problems = read_tables(sources)
    return load(tables, columns=columns, kinds=kinds, snapshot=snapshot, opportunity=opportunity, choices=choices,
                problems=problems, progress=progress)


def load(tables: Sequence[Table], *, columns: ColumnChoices | None = None,
         kinds: Mapping[str, str | KindChoice] | None = None, snapshot: Snapshot | None = None,
         opportunity: Opportunity | None = None, choices: Mapping[str, str] | None = None,
         problems: Iterable[Problem] = (), progress: Progress | None = None) -> Loaded:
    """Tables to records ready for a store, beside everything that was not understood.

    `columns` and `kinds` go before what `propose` finds. `snapshot` is the account that the files are to be added
    to: its people are recognised, its departments and factions used again. Values about a deal go to `opportunity`,
    else to the account's first, else to a new one. `choices` says per `Duplicate.key` what to do with it.
    """
    said = progress or (lambda fraction, sentence: None)
    report = Report(problems)
    column_map = choose(tables, columns=columns, kinds=kinds)
    people_tables, tie_tables = _by_role(tables, column_map, report, snapshot)
    said(0.1, "Reading people")
    people = People(snapshot, choices)
    for table in people_tables:
        for row in person_rows(table, column_map.columns[table.key], report):
            if not people.add(row):
                report.row(table, row.number, say("no_name"))
    said(0.3, "Reading reporting lines")
    book = TieBook(snapshot)
    _reporting(people, book, report)
    reader = TieReader(people, book, report, column_map.kinds, create=not people_tables)
    total = sum(len(table.rows) for table in tie_tables) or 1
    done = 0
    for table in tie_tables:
        for rows in reader.read(table, column_map.columns[table.key]):
            said(0.3 + 0.6 * (done + rows) / total, "Reading ties")
        done += len(table.rows)
    ties = len(book.records)
    reporting = sum(isinstance(record, Tie) and record.kind == "REPORTS_TO" for record in book.records)
    said(0.9, "Putting everything together")
    records = _People(people, book, snapshot, opportunity).records()
    memberships = len(book.records) - ties
    persons = sum(isinstance(record, Person) for record in records)
    said(1.0, "Done")
    return Loaded((*records, *book.records), tuple(report.problems), tuple(people.duplicates),
                  tuple(replace(table, role=column_map.role(table.key) or table.role) for table in tables),
                  column_map.columns, reader.uses(), people=persons, ties=ties, reporting=reporting,
                  memberships=memberships, unchanged=book.unchanged + len(people.entries) - persons)


def _by_role(tables: Sequence[Table], column_map: ColumnMap, report: Report,
             snapshot: Snapshot | None) -> tuple[list[Table], list[Table]]:
    people: list[Table] = []
    ties: list[Table] = []
    nameless: list[Table] = []
    neither: list[Table] = []
    for table in tables:
        role = column_map.role(table.key)
        if role == "ties":
            ties.append(table)
        elif role == "people":
            named = set(column_map.columns[table.key].values()) & {"name", "first_name", "last_name", "name_alt"}
            (people if named else nameless).append(table)
        else:
            neither.append(table)
    if not people and not (snapshot and snapshot.people):
        neither, nameless = neither + nameless, []
    for table in neither:
        message = say("no_name_column", found=", ".join(table.headers))
        other_sheets = any(t.file == table.file for t in (*people, *ties))
        report.problems.append(Problem(message, table.name, blocking=not other_sheets))
    return people + nameless, ties


def _reporting(people: People, book: TieBook, report: Report) -> None:
    for entry in list(people.entries.values()):
        for row in entry.rows:
            if row.boss is None:
                continue
            names = [row.boss.text] if people.find(row.boss.text) else re.split(r"[;；、\n]", row.boss.text)
            for name in filter(None, (" ".join(n.split()) for n in names)):
                _report_to(name, entry, row, people, book, report)


def _report_to(name: str, entry: Entry, row: PersonRow, people: People, book: TieBook, report: Report) -> None:
    assert row.boss is not None
    found = people.find(name)
    if len(found) == 1 and found[0] != entry.id:
        book.add({"kind": "REPORTS_TO", "source": entry.id, "target": found[0]})
        return
    why = (people.nobody(name) if not found else say("several", name=name) if len(found) > 1
           else say("own_boss", name=name))
    report.value(row.table, row.number, why, column=row.boss.column)


class _People:
    """Turns entries into records: people, their departments, factions and positions in the deal."""

    def __init__(self, people: People, book: TieBook, snapshot: Snapshot | None,
                 opportunity: Opportunity | None) -> None:
        self._entries, self._book, self._snapshot = people.entries, book, snapshot
        self._departments = Names(Department, snapshot.departments.values() if snapshot else ())
        self._factions = Names(Faction, snapshot.factions.values() if snapshot else ())
        ties = snapshot.ties.values() if snapshot else ()
        self._members = {(tie.source, tie.target) for tie in ties if tie.kind == "IN_FACTION"}
        known = snapshot.opportunities if snapshot else {}
        self._opportunity = opportunity or next(iter(known.values()), None) or Opportunity(
            new_id(), name="Main opportunity")
        self._new_opportunity = self._opportunity.id not in known

    def records(self) -> list[Record]:
        """The records, those that others refer to first."""
        persons = [person for entry in self._entries.values() if (person := self._person(entry)) != entry.existing]
        positions = [position for entry in self._entries.values() if (position := self._position(entry))]
        for entry in self._entries.values():
            self._memberships(entry)
        deal = [self._opportunity] if positions and self._new_opportunity else []
        return [*self._departments.new, *self._factions.new, *deal, *persons, *positions]

    def _person(self, entry: Entry) -> Person:
        fields: Fields = {**(entry.existing.fields() if entry.existing else {}), **entry.person}
        if entry.department:
            fields["department"] = self._departments.id_of(entry.department)
        if entry.existing and entry.person.get("extra"):
            columns = {text.split("=")[0] for text in entry.person["extra"]}
            kept = [text for text in entry.existing.extra if text.split("=")[0] not in columns]
            fields["extra"] = (*kept, *entry.person["extra"])
        if entry.existing and same(fields["name"]) == same(entry.existing.name):
            fields["name"] = entry.existing.name
        check_whole("Person", fields)
        return Person(entry.id, **fields)

    def _position(self, entry: Entry) -> Position | None:
        if not entry.position:
            return None
        id = position_id(self._opportunity.id, entry.id)
        known = self._snapshot.all("Position").get(id) if self._snapshot else None
        fields = {"opportunity": self._opportunity.id, "person": entry.id, **entry.position}
        position = Position(id, **{**(known.fields() if known else {}), **fields})
        return None if position == known else position

    def _memberships(self, entry: Entry) -> None:
        for row in entry.rows:
            if row.faction:
                faction = self._factions.id_of(row.faction)
                level = row.closeness or ("" if (entry.id, faction) in self._members else "3")
                self._book.add({"kind": "IN_FACTION", "source": entry.id, "target": faction}
                               | ({"level": level} if level else {}))
