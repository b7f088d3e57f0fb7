"""The parts of a client that layouts keep together: departments, people from outside, and whoever is in none."""

from __future__ import annotations

from graph.model import SCALES, Snapshot, Text, in_both

OUTSIDERS, NOWHERE = "external", ""


def unit_of(snapshot: Snapshot, person: str) -> str:
    """The id of a person's department, `OUTSIDERS` or `NOWHERE`."""
    who = snapshot.people[person]
    return OUTSIDERS if who.external else who.department or NOWHERE


def unit_name(snapshot: Snapshot, id: str) -> Text:
    """How a part is called."""
    if id in snapshot.departments:
        return in_both(snapshot.departments[id].name, snapshot.departments[id].name_alt)
    return Text("External", "外部") if id == OUTSIDERS else Text("No department", "无部门")


def units(snapshot: Snapshot) -> list[str]:
    """All parts in a fixed order: departments by their function and name, then people from outside and of no department."""
    def rank(department: str) -> tuple[int, str]:
        record = snapshot.departments[department]
        codes = SCALES["department_function"].codes
        return (codes.index(record.function) if record.function else len(codes), record.name)
    return [*sorted(snapshot.departments, key=rank), OUTSIDERS, NOWHERE]
