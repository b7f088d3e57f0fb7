"""Operations on people and what stands for them: add, rename, attitude, roles, delete."""

from __future__ import annotations

from graph.errors import InvalidRecord
from graph.model import SCALES, Text
from graph.store import Change, Put, puts
from ui.edits import Planned, attitude_change, new_person, position_change, removal
from ui.operations.asked import Asked

RENAMED = ("Person", "TeamMember", "Competitor", "Organisation", "Department", "Faction")
DELETED = (*RENAMED, "Tie")
"""What can be deleted on the canvas; a deal or a kept map cannot."""


def person(asked: Asked) -> Planned:
    """Somebody new where somebody clicked: {name, x, y, on}."""
    made, (changes, label) = new_person(str(asked.op["name"]).strip(), id=asked.new_id)
    spots = [asked.at(made.id, asked.op["x"], asked.op["y"])]
    if asked.view.saved:  # on a map of some it is there because somebody put it there
        spots.append(asked.on_it(made.id))
    return [*changes, *puts(spots)], label


def rename(asked: Asked) -> Planned:
    """The name that was on screen is the one that changes: people may have one in each language. {id, name, was}."""
    now, op = asked.now, asked.op
    type_name = next(t for t in RENAMED if op["id"] in now.all(t))
    field = "name_alt" if op.get("was") and getattr(now.all(type_name)[op["id"]], "name_alt", None) == op["was"] else "name"
    return [Put(type_name, op["id"], {field: op["name"]})], Text("Rename {a} to {b}", "{a} 改名为 {b}").format(
        a=now.called(op["id"]), b=op["name"])


def attitude(asked: Asked) -> Planned:
    """One attitude for one or several: {ids, code}."""
    plans = [attitude_change(asked.now, asked.deal, id, asked.op["code"]) for id in asked.people]
    return _together(plans, SCALES["attitude"][asked.op["code"]].name)


def role(asked: Asked) -> Planned:
    """One role more or less, from what is stored now: two quick picks must not undo each other. {ids, code, on}."""
    code, plans = asked.op["code"], []
    for id in asked.people:
        held = asked.now.position(asked.deal.id, id).roles
        others = tuple(role for role in held if role != code)
        plans.append(position_change(asked.now, asked.deal, id, {"roles": (*others, code) if asked.op["on"] else others}))
    name = SCALES["role"][code].name
    return _together(plans, name if asked.op["on"] else Text("no longer {role}", "不再是{role}").format(role=name))


def delete(asked: Asked) -> Planned:
    """People, ties, or whatever else is on the canvas: {ids}."""
    found = [id for id in asked.ids if any(id in asked.now.all(t) for t in DELETED)]
    if not found and any(id in asked.now.all(t) for id in asked.ids for t in asked.now.records):
        raise InvalidRecord("This cannot be deleted on the map.", "此项不能在图上删除。")
    if not found:
        raise KeyError(*asked.ids)
    return removal(asked.now, *found)


def _together(plans: list[Planned], what: Text) -> Planned:
    """Several people's plans as one edit."""
    if len(plans) == 1:
        return plans[0]
    changes: list[Change] = [change for part, _label in plans for change in part]
    return changes, Text("{n} people: {what}", "{n} 人：{what}").format(n=len(plans), what=what)
