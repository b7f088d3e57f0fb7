"""The account as it will be once the lines read so far are taken, so that a line may build on those before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.model import RECORDS, Opportunity, Record, Snapshot, Text, Tie
from graph.model.records import Fields
from graph.model.validate import check_whole, clean_fields
from graph.new_ties import same_ties
from graph.store.changes import Put


class Draft:
    """Collects the changes of one line at a time; `now` shows them at once. Nothing is written anywhere."""

    def __init__(self, now: Snapshot, deal: Opportunity, today: date) -> None:
        self._records = {type_name: dict(records) for type_name, records in now.records.items()}
        self.now = replace(now, records=self._records)
        self.deal, self.today = deal, today
        self.changes: list[Put] = []
        self.notes: list[Text] = []
        """What was made or left as it is on the way, to be said behind the line."""
        self._before: list[tuple[str, str, Record | None]] = []

    def begin(self) -> None:
        """A new line."""
        self.changes, self.notes, self._before = [], [], []

    def take_back(self) -> None:
        """The line cannot be taken: everything is as it was before it."""
        for type_name, id, before in reversed(self._before):
            if before is None:
                del self._records[type_name][id]
            else:
                self._records[type_name][id] = before
        self.begin()

    def put(self, type_name: str, id: str, fields: Fields) -> None:
        """A record, new or with other fields. Raises `InvalidRecord` for what cannot be stored."""
        fields = clean_fields(type_name, fields)
        records = self._records.setdefault(type_name, {})
        before = records.get(id)
        whole = {k: v for k, v in {**(before.fields() if before else {}), **fields}.items() if v is not None}
        check_whole(type_name, whole)
        records[id] = RECORDS[type_name].of(id, whole)
        self._before.append((type_name, id, before))
        earlier = next((c for c in self.changes if c.id == id), None)  # one change a record
        if earlier:
            self.changes[self.changes.index(earlier)] = Put(type_name, id, {**earlier.fields, **fields})
        else:
            self.changes.append(Put(type_name, id, fields))

    def tie(self, fields: Fields) -> Tie | None:
        """The tie of the same kind, layer and ends that is there already."""
        return next(iter(same_ties(self.now, fields, self.today)), None)
