"""The records that a load makes: one for each fact, and none for what the account holds already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.model import KINDS, Department, Faction, Record, Snapshot, Tie, new_id
from graph.model.records import Fields
from graph.model.validate import check_whole
from loaders.words import same


class Names:
    """Departments or factions by name: those of the account are used again, others are made once."""

    def __init__(self, cls: type[Department | Faction], existing: Iterable[Department | Faction]) -> None:
        self._cls = cls
        self._ids: dict[str, str] = {}
        for record in existing:
            for name in (record.name, record.name_alt):
                if name:
                    self._ids.setdefault(same(name), record.id)
        self.new: list[Record] = []

    def id_of(self, name: str) -> str:
        """The id of the record with this name."""
        if same(name) not in self._ids:
            record = self._cls(new_id(), name=name)
            self.new.append(record)
            self._ids[same(name)] = record.id
        return self._ids[same(name)]


class TieBook:
    """The ties of a load. A tie that the account holds already is completed, not added again."""

    def __init__(self, snapshot: Snapshot | None) -> None:
        self._known: dict[tuple, list[Tie]] = defaultdict(list)
        for tie in snapshot.ties.values() if snapshot else ():
            self._known[_ends(tie.fields())].append(tie)
        self._seen: set[tuple] = set()
        self.records: list[Record] = []
        self.unchanged = 0

    def add(self, fields: Fields) -> bool:
        """Takes a checked tie in; False when the files said the same tie before."""
        check_whole("Tie", fields)
        exact = (*_ends(fields), fields.get("since"), fields.get("period"), _sign(fields))
        if exact in self._seen:
            return False
        self._seen.add(exact)
        known = self._known[_ends(fields)]
        existing = next((tie for tie in known if _agrees(fields, tie)), None)
        if existing is None:
            self.records.append(Tie(new_id(), **fields))
            return True
        known.remove(existing)
        ends = {"source": existing.source, "target": existing.target}
        whole = Tie(existing.id, **{**existing.fields(), **fields, **ends})
        if whole == existing:
            self.unchanged += 1
        else:
            self.records.append(whole)
        return True


def _ends(fields: Fields) -> tuple:
    ends = fields["source"], fields["target"]
    one_way = fields.get("directed", KINDS[fields["kind"]].directed)
    return fields["kind"], fields.get("label"), ends if one_way else tuple(sorted(ends))


def _sign(fields: Fields) -> int:
    return fields.get("sign") or KINDS[fields["kind"]].sign


def _agrees(fields: Fields, tie: Tie) -> bool:
    times = all(fields.get(name) in (None, getattr(tie, name)) for name in ("since", "period"))
    return times and _sign(fields) == _sign(tie.fields())
