"""Lines about people: "Zhang: CFO, finance, attitude D", "张伟：财务总监，财务部，态度 D，决策的人"."""

from __future__ import annotations

from graph.model import SCALES, Person, Position, Text, position_id
from graph.model.names import CHINESE
from graph.model.records import Fields, Record
from loaders.messages import Misread
from loaders.quick_entry.add import add_tie, joined
from loaders.quick_entry.draft import Draft
from loaders.quick_entry.keywords import pieces_of
from loaders.quick_entry.lines import listed
from loaders.quick_entry.parts import Said, function_of
from loaders.quick_entry.purchase import roles_in
from loaders.quick_entry.who import Who

NOTHING_SAID = Text("Say something of {who}: “{who}: CFO, finance”, or “{who} -> Li”.", "请说明 {who} 的情况：“{who}：财务总监，财务部”，或“{who} -> 李娜”。")

SHORT = {"level": Text("level", "级别"), "title_alt": Text("title", "职务"), "roles": Text("role", "角色"), "attitude_before": Text("before", "之前"),
         "coverage": Text("coverage", "覆盖")}
"""Fields that are called shorter here than on a card."""


class People:
    """Takes lines about people into a draft. Raises `Misread` with what would be right."""

    def __init__(self, draft: Draft, who: Who) -> None:
        self._draft, self._who = draft, who

    def line(self, names: str, rest: str) -> Text:
        """What is said (`rest`) of one or several people."""
        return joined([self._one(name, pieces_of(rest)) for name in self._names(names)])

    def roles(self, line: str) -> Text | None:
        """A line that says of somebody what he is in the purchase, "Ann is the decider", 李娜是决策人; None when it is none."""
        found = roles_in(line, lambda names: all(self._who.find(name) for name in self._names(names)))
        if found is None:
            return None
        names, roles = self._names(found[0]), found[1]
        for name in names:
            self._who.check_in_sentence(name)
        return joined([self._one(name, roles) for name in names])

    def _names(self, text: str) -> list[str]:
        return [text] if self._who.find(text, whole=True) else listed(text)

    def _one(self, name: str, pieces: list[str]) -> Text:
        said = Said(lambda text: bool(self._who.find(text, "Department", whole=True)))
        for piece in pieces:
            said.read(piece)
        if not name.strip("? "):
            name = f"{said.person.get('title', '')}?"  # a seat is called by its title
        made = len(self._draft.changes)
        id = self._who.end(name, ("Person",))
        told = self._take(id, said)
        who = self._draft.now.called(id)
        if not told and len(self._draft.changes) == made:
            raise Misread(NOTHING_SAID.format(who=who))
        return Text("{who}: {what}", "{who}：{what}").format(who=who, what=joined(told, Text(", ", "，"))) if told else who

    def _take(self, id: str, said: Said) -> list[Text]:
        draft, told = self._draft, []
        if said.department:
            said.person["department"] = self._department(said.department)
        fields = _beside(draft.now.people[id], said.person)
        self._put("Person", id, draft.now.people[id], fields)
        told += [_told(Person, k, draft.now.called(v) if k == "department" else v) for k, v in fields.items()]
        told += self._position(id, said.position)
        for name in said.factions:
            add_tie(draft, {"kind": "IN_FACTION", "source": id, "target": (faction := self._who.end(name, ("Faction",)))})
            told.append(Text("faction {name}", "派系 {name}").format(name=draft.now.called(faction)))
        return told + [add_tie(draft, {"kind": "REPORTS_TO", "source": id, "target": self._who.end(boss, ("Person",))}) for boss in said.bosses]

    def _department(self, name: str) -> str:
        made = len(self._draft.changes)
        id = self._who.end(name, ("Department",))
        if (function := function_of(name)) and len(self._draft.changes) > made:
            self._draft.put("Department", id, {"function": function})
        return id

    def _position(self, id: str, said: Fields) -> list[Text]:
        draft, deal = self._draft, self._draft.deal.id
        held, fields = draft.now.position(deal, id), dict(said)
        if "roles" in fields:
            fields["roles"] = tuple(dict.fromkeys((*held.roles, *fields["roles"])))
        if fields.get("attitude", held.attitude) != held.attitude:
            fields["attitude_date"] = draft.today.isoformat()
            if held.attitude not in (None, "U"):
                fields.setdefault("attitude_before", held.attitude)
        self._put("Position", position_id(deal, id), held, fields, {"opportunity": deal, "person": id})
        told = [_told(Position, k, v) for k, v in said.items() if k != "attitude_before"]
        if fields.get("attitude_before"):
            told.append(_told(Position, "attitude_before", fields["attitude_before"]))
        return told

    def _put(self, type_name: str, id: str, held: Record, fields: Fields, ends: Fields | None = None) -> None:
        if any(getattr(held, k) != v for k, v in fields.items()):
            self._draft.put(type_name, id, {**(ends or {}), **fields})


def _beside(person: Person, fields: Fields) -> Fields:
    """A title in the other language stands beside the one that is there."""
    title = fields.get("title")
    if title and person.title and bool(CHINESE.search(title)) != bool(CHINESE.search(person.title)):
        return {"title_alt": title, **{k: v for k, v in fields.items() if k != "title"}}
    return fields


def _told(cls: type[Record], field: str, value: object) -> Text:
    """A field and its value in words."""
    spec = cls.specs()[field]
    name = SHORT.get(field) or Text(spec.name.en[:1].lower() + spec.name.en[1:], spec.name.zh)
    if value is True:
        return name
    values = value if isinstance(value, tuple) and not isinstance(value, Text) else (value,)
    words = joined([v if isinstance(v, Text) else _level(spec.scale, str(v)) for v in values], Text(" and ", "和"))
    return Text("{name} {words}", "{name} {words}").format(name=name, words=words)


def _level(scale: str, value: str) -> Text:
    if not scale:
        return Text(value, value)
    name = SCALES[scale][value].name
    return Text("{code} {name}", "{code} {name}").format(code=value, name=name) if scale == "attitude" else name
