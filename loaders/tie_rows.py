"""From the rows of a table of ties to ties between people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from graph.errors import InvalidRecord
from graph.model import KINDS, Text
from graph.model.records import Fields
from loaders.book import TieBook
from loaders.mapping import NO_KIND, Cell, Line, lines
from loaders.messages import Misread, say
from loaders.people import People
from loaders.report import Report
from loaders.types import KindChoice, KindUse, Table
from loaders.values import code, day, number, sign
from loaders.words import bare, kind_of

_TYPES = dict.fromkeys(("label", "directed", "since", "until", "confidence", "last_confirmed", "said_by", "basis", "note"), "Tie")
_STEP = 5_000
_T = TypeVar("_T")


class TieReader:
    """Reads tables of ties. `create`: ends that nobody knows become people."""

    def __init__(self, people: People, book: TieBook, report: Report, kinds: Mapping[str, KindChoice], *,
                 create: bool) -> None:
        self._people, self._book, self._report, self._create = people, book, report, create
        self._kinds = {bare(word): choice for word, choice in kinds.items()}
        self._words = {bare(word): word for word in kinds}
        self.counts: Counter[str] = Counter()

    def read(self, table: Table, fields: Mapping[str, str]) -> Iterator[int]:
        """Reads all rows of a table; says now and then how many are done."""
        fields = self._report.without_unclear(table, fields, _TYPES)
        rows = list(lines(table, fields, "ties"))
        tops = self._tops(table, rows)
        repeated = []
        counts: Counter[str] = Counter()
        for done, line in enumerate(rows):
            if done % _STEP == 0:
                yield done
            counts[bare(line.text("kind"))] += 1
            try:
                if not self._book.add(self._tie(table, line, tops)):
                    repeated.append(line.number)
            except Misread as error:
                self._report.row(table, line.number, error.message, column=error.column)
            except InvalidRecord as error:
                self._report.row(table, line.number, Text(error.of("en"), error.of("zh")))
        if repeated:
            shown = ", ".join(map(str, repeated[:5])) + (", ..." if len(repeated) > 5 else "")
            self._report.note(table, say("repeated_ties", count=len(repeated), rows=shown))
        self._say_unknown(table, counts)
        self.counts += counts

    def uses(self) -> dict[str, KindUse]:
        """Every word for a kind, how it was read, and how often it stands in the files."""
        return {word: KindUse(self._kinds[key], self.counts[key], _recognised(word, self._kinds[key]))
                for key, word in self._words.items()}

    def _tie(self, table: Table, line: Line, tops: Mapping[str, float]) -> Fields:
        key = bare(line.text("kind"))
        choice = self._kinds[key]
        tie: Fields = {"kind": choice.kind, "label": choice.label, "basis": choice.basis, "level": choice.level}
        extra = line.extra
        self._report.read(table, line, _TYPES, {"Tie": tie})
        tie |= self._strength(line, choice, tops.get(key, 1.0))
        if time := line.cells.get("time"):
            tie.setdefault(*_when(time.text))
        if level := line.cells.get("level"):
            extra += self._level(table, line.number, level, tie)
        if extra:
            tie["extra"] = extra
        source, target = self._ends(line)
        tie["source"], tie["target"] = (target, source) if choice.reverse else (source, target)
        return {field: value for field, value in tie.items() if value is not None}

    def _level(self, table: Table, number: int, level: Cell, tie: Fields) -> tuple[str, ...]:
        """Sets the level of a kind that has levels; for other kinds the text is kept as another column."""
        scale = KINDS[tie["kind"]].scale
        if not scale:
            return (f"{level.column}={level.text}",)
        try:
            tie["level"] = code(scale, level.text)
        except Misread as error:
            self._report.value(table, number, error.message, column=level.column)
        return ()

    def _strength(self, line: Line, choice: KindChoice, top: float) -> Fields:
        kind = KINDS[choice.kind]
        found: Fields = {}
        negative = ""
        if cell := line.cells.get("sign"):
            found["sign"] = _at(cell.column, lambda: sign(cell.text))
            negative = cell.column if found["sign"] == -1 else ""
        if weight := line.cells.get("weight"):
            value = _at(weight.column, lambda: number(weight.text))
            if value == 0:
                raise Misread(say("zero_weight"), column=weight.column)
            if value < 0:
                negative, found["sign"] = weight.column, -1
            found["strength"] = abs(value) / top
        if choice.sign:
            found["sign"] = choice.sign
        elif negative and kind.sign == 1 and not kind.signed:
            raise Misread(say("always_positive", kind=kind.name), column=negative)
        if not kind.signed:
            found.pop("sign", None)
        return found

    def _ends(self, line: Line) -> tuple[str, str]:
        for field in ("source", "target"):
            if not line.text(field):
                raise Misread(say("empty_end"), column=field)
        source, target = (" ".join(line.text(field).split()) for field in ("source", "target"))
        found = {field: self._find(text, line.cells[field].column) for field, text in
                 (("source", source), ("target", target))}
        if bare(source) == bare(target) or (found["source"] and found["source"] == found["target"]):
            raise Misread(say("same_ends", name=source), column=line.cells["target"].column)
        return found["source"] or self._people.create(source), found["target"] or self._people.create(target)

    def _find(self, name: str, column: str) -> str:
        ids = self._people.find(name)
        if len(ids) > 1:
            raise Misread(say("several", name=name), column=column)
        if not ids and not self._create:
            raise Misread(self._people.nobody(name), column=column)
        return ids[0] if ids else ""

    def _tops(self, table: Table, rows: list[Line]) -> dict[str, float]:
        """Per word for a kind, what its strengths are divided by: the largest, when that is above 1."""
        tops: dict[str, float] = defaultdict(lambda: 1.0)
        column = ""
        for line in rows:
            if cell := line.cells.get("weight"):
                column = cell.column
                try:
                    key = bare(line.text("kind"))
                    tops[key] = max(tops[key], abs(number(cell.text)))
                except Misread:
                    continue  # said when the row itself is read
        for key, top in tops.items():
            if top > 1:
                word = self._words[key] or NO_KIND.label
                self._report.note(table, say("weights_divided", kind=word, top=top), column=column)
        return tops

    def _say_unknown(self, table: Table, counts: Counter[str]) -> None:
        for key, count in counts.items():
            word, choice = self._words[key], self._kinds[key]
            if not word and choice == NO_KIND:
                self._report.note(table, say("no_kind", count=count))
            elif choice == KindChoice("OTHER", word) and not kind_of(word):
                self._report.note(table, say("unknown_kind", kind=word, count=count))


def _recognised(word: str, choice: KindChoice) -> bool:
    return kind_of(word) is not None or choice != (KindChoice("OTHER", word) if word else NO_KIND)


def _when(text: str) -> tuple[str, str]:
    try:
        return "since", day(text)
    except Misread:
        return "period", text


def _at(column: str, read: Callable[[], _T]) -> _T:
    try:
        return read()
    except Misread as error:
        raise Misread(error.message, column=column) from None
