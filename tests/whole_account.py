"""An account in which every field of every kind of record says something, with names that try to break out."""

from __future__ import annotations

from typing import Any, TypeVar

from graph.model import (
    SCALES,
    Account,
    Ballot,
    Comment,
    Competitor,
    Department,
    Faction,
    Forecast,
    MapView,
    Opportunity,
    Organisation,
    Person,
    Place,
    Position,
    Record,
    Setting,
    Snapshot,
    Standing,
    TeamMember,
    Tie,
    Workshop,
    ballot_id,
    id_of,
    place_id,
    position_id,
    setting_id,
    standing_id,
)
from graph.model.fields import FieldSpec

R = TypeVar("R", bound=Record)
HOSTILE = ("O'Brien \"Bob\"", "back\\slash\\", "</script><script>alert(1)</script>", "${process.exit(1)} {{x}} #{y}", "👩‍💻 Ærø",
           "\\u0027}) DETACH DELETE n //", "'; MATCH (n) DETACH DELETE n; //", "两行\n的\t名字;\n", "]]> &amp; <b>", "\x7f\x85\u2028\u202e",
           "王强", "  blanks  ", "`tick` --", "C:\\new\\table\\users")
"""Names that a store takes."""
UNSTORABLE = "bell\x07 nul\x00 half\ud800 none\ufffe"
"""A name that no store takes, but that an export of another snapshot could meet."""


def uid(name: str) -> str:
    """An id as ours are."""
    return id_of("test", name)


def filled(cls: type[R], id: str, **fixed: Any) -> R:
    """A record with something in every field but references; the text says where it stands."""
    values = {name: _value(cls.type(), name, spec) for name, spec in cls.specs().items() if spec.type != "ref"}
    return cls(id, **{**values, **fixed})


def _value(type_name: str, name: str, spec: FieldSpec) -> Any:
    if spec.type in ("text", "texts"):
        text = f"SAYS-{type_name}-{name}"
        return text if spec.type == "text" else (text, "b=\"2\"", "c|d")
    if spec.type in ("code", "codes"):
        codes = SCALES[spec.scale].codes
        return codes[-2] if spec.type == "code" else codes[:2]
    return {"yes_no": True, "date": "2026-03-31", "integer": 3, "number": 0.25}[spec.type]


def whole_account() -> list[Record]:
    """The records of the account "ACCOUNT"; the account is the first. Two deals, the first without a date."""
    a, o, p = uid("ACCOUNT"), uid("deal"), [uid(f"person {i}") for i in range(len(HOSTILE))]
    d, f, m, c, g = uid("department"), uid("faction"), uid("member"), uid("competitor"), uid("organisation")
    tie = {"sign": None, "level": None, "directed": None}
    ties = [filled(Tie, uid(f"tie {k}"), **{**tie, "kind": kind, "source": s, "target": t, **more}) for k, (kind, s, t, more) in enumerate((
        ("REPORTS_TO", p[1], p[0], {"label": None}), ("LISTENS_TO", p[0], p[1], {"sign": -1, "label": None}),
        ("LISTENS_TO", p[0], p[1], {"label": None, "period": "T2"}), ("CLOSE", p[1], p[2], {"directed": False}),
        ("CLOSE", p[1], p[2], {"directed": True}), ("CONTACT", p[2], p[3], {"label": None}),
        ("RIVALS", p[3], p[4], {"label": None, "level": "PROMOTION"}), ("OTHER", p[4], p[5], {"label": HOSTILE[0], "strength": None}),
        ("IN_CIRCLE", p[5], p[0], {"label": None, "level": "OUTER", "strength": None}), ("IN_FACTION", p[6], f, {"label": None, "level": "1"}),
        ("KNOWS", m, p[7], {"label": None, "sign": -1, "level": "3"}), ("VOUCHES", p[8], m, {"label": None}),
        ("SUPPORTS_COMPETITOR", p[9], c, {"label": None}), ("WILL_INTRODUCE", p[10], p[11], {"label": None}),
        ("OWNS", g, a, {"label": None}), ("APPROVES", p[12], o, {"label": None}), ("CONTROLS_RESOURCE", p[13], d, {"label": None})))]
    return [
        filled(Account, a, name="Client & Co"), filled(Department, d, parent=uid("head office")), Department(uid("head office"), name="Head office"),
        *(filled(Person, id, name=name, name_alt=f"alt {i} {name}", department=d) for i, (id, name) in enumerate(zip(p, HOSTILE, strict=True))),
        filled(Faction, f, core=p[0], name=f"{HOSTILE[10]}派"), filled(TeamMember, m, name=HOSTILE[1] + "us"), filled(Competitor, c), filled(Organisation, g),
        filled(Opportunity, o, manager=m), filled(Opportunity, uid("other deal"), date="2027-01-01"), *ties,
        *(filled(Position, position_id(deal, who), opportunity=deal, person=who) for deal in (o, uid("other deal")) for who in p[:3]),
        filled(Standing, standing_id(o, c), opportunity=o, competitor=c),
        Place(place_id(f"circles/{o}", p[0]), map=f"circles/{o}", item=p[0], x=1.5, y=-2.5, pinned=True),
        filled(MapView, uid("view"), opportunity=o, leader=p[0], layers=("KNOWS", "LISTENS_TO"), lit=(p[0],), filters=(f"department={d}", "attitude=A")),
        filled(Comment, uid("comment"), item=p[0]), filled(Workshop, uid("workshop"), opportunity=o),
        filled(Ballot, ballot_id(uid("workshop"), p[0], "me"), workshop=uid("workshop"), item=p[0], by="me"),
        filled(Forecast, uid("forecast"), opportunity=o), Setting(setting_id("listen_formal"), name="listen_formal", value=0.25)]


def snapshot_of(records: list[Record]) -> Snapshot:
    """The records as a snapshot; the first one is the account."""
    held: dict[str, dict[str, Record]] = {}
    for record in records:
        held.setdefault(record.type(), {})[record.id] = record
    return Snapshot(records[0].id, 1, 1, held)
