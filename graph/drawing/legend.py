"""The legend: only what is on the map, with counts; attitude, colour, factions, ties, and then everything else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from graph.drawing.fills import UNKNOWN, Fill
from graph.drawing.style import ATTITUDE, COMPETITOR, NEGATIVE, NOWHERE, PAPER, TEAM
from graph.model import SCALES, Text
from graph.network import layer_name

ATTITUDES = Text("Attitude (ring)", "态度（环）")
FACTIONS = Text("Faction (territory)", "派系（区域）")
TIES = Text("Ties", "关系")
OTHERS = Text("Others", "其他")
WHATS = {"team": (Text("Our team", "我方团队"), TEAM), "competitor": (Text("Competitors", "竞争对手"), COMPETITOR),
         "group": (Text("Groups", "分组"), NOWHERE)}
STEPS = {"done": Text("Step done", "已完成步骤"), "now": Text("Step now", "当前步骤"), "later": Text("Step to come", "后续步骤")}
KIND_UNKNOWN = Text("Organisation", "机构")
ON_PEOPLE = {
    "key": (Text("Key player", "关键人物"), PAPER["light"]["star"]), "role": (Text("Purchase role (letter)", "购买角色（字）"), "#4b5563"),
    "coverage": (Text("How well we cover", "覆盖程度"), PAPER["light"]["coverage"]),
    "before": (Text("Attitude changed", "态度有变化"), ATTITUDE["B"]), "wanted": (Text("Attitude we want", "期望的态度"), ATTITUDE["A"]),
    "stale": (Text("Attitude long unconfirmed", "态度久未确认"), NOWHERE), "external": (Text("From outside", "外部人士"), NOWHERE),
    "placeholder": (Text("Not yet known by name", "尚不知姓名"), NOWHERE)}
AGAINST, NOTED = Text("Against one another", "对立"), Text("Evidence is noted", "有依据说明")
UNDRAWN = Text("Not drawn: no room", "未画出：位置不够")


def legend(nodes: Mapping[str, dict[str, Any]], edges: Mapping[str, dict[str, Any]], factions: list[dict[str, Any]], fill: Fill,
           language: str, *, told: bool = True, undrawn: int = 0) -> list[dict[str, Any]]:
    """Groups of items; each item has `key`, `name`, `colour`, `count`, and the group says what a click filters ("" where
    nothing can be filtered). `told`: somebody's attitude is known, else it does not speak of attitudes. `undrawn` counts the
    people for whom there was no room."""
    people = [n["pm"] for n in nodes.values() if n["pm"]["what"] == "person"]
    attitudes, filled = Counter(pm["attitude"] for pm in people), Counter(pm["fill"] for pm in people)
    groups = [
        {"filter": "attitude", "name": ATTITUDES.of(language), "items": [
            {"key": level.code, "name": f"{level.code if level.code != 'U' else '?'} {level.name.of(language)}",
             "colour": ATTITUDE[level.code], "count": attitudes[level.code]}
            for level in SCALES["attitude"].levels if told and attitudes[level.code]]},
        {"filter": "fill", "name": fill.name.of(language), "items": [
            {"key": key, "name": name.of(language), "colour": colour, "count": filled[key]}
            for key, (name, colour) in {**fill.levels, "": (UNKNOWN, NOWHERE)}.items() if filled[key]]},
        {"filter": "faction", "name": FACTIONS.of(language), "items": _factions(nodes, factions, people)},
        {"filter": "layer", "name": TIES.of(language), "items": _layers(edges, language)},
        {"filter": "", "name": OTHERS.of(language), "items": _others(nodes, language) + _signs(people, edges, language) + [
            {"key": "undrawn", "name": UNDRAWN.of(language), "colour": NOWHERE, "mark": "undrawn", "dashed": True, "count": undrawn}] * bool(undrawn)}]
    return [group for group in groups if group["items"]]


def _factions(nodes: Mapping[str, dict[str, Any]], factions: list[dict[str, Any]], people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    held = Counter(pm["faction"] for pm in people)
    drawn = factions or [{"id": id, "name": n["label"], "colour": n["pm"]["colour"]} for id, n in nodes.items() if n["pm"]["what"] == "faction"]
    return [{"key": f["id"], "name": f["name"], "colour": f["colour"], "count": held[f["id"]]} for f in drawn]


def _layers(edges: Mapping[str, dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """Lines that stand for several ties count as so many; arrows of a flow are no ties."""
    found: dict[str, dict[str, Any]] = {}
    for pm in (edge["pm"] for edge in edges.values() if edge["pm"]["layer"]):
        item = found.setdefault(pm["layer"], {"key": pm["layer"], "name": layer_name(pm["layer"]).of(language), "colour": pm["colour"],
                                              "dashed": pm["dashed"], "count": 0})
        item["count"] += pm.get("count", 1)
    return list(found.values())


def _others(nodes: Mapping[str, dict[str, Any]], language: str) -> list[dict[str, Any]]:
    kinds = {level.code: level.name for level in SCALES["organisation_kind"].levels} | {"": KIND_UNKNOWN}
    found: dict[str, dict[str, Any]] = {}
    for pm in (node["pm"] for node in nodes.values()):
        what = pm["what"]
        if what in WHATS:
            key, name, colour = what, WHATS[what][0], WHATS[what][1]
        elif what == "step" and pm["state"]:
            key, name, colour = pm["state"], STEPS[pm["state"]], pm["colour"]
        elif what == "organisation" or (what == "block" and pm.get("kind")):
            key, name, colour = f"organisation:{pm['kind']}", kinds[pm["kind"]], pm["colour"]
        else:
            continue
        item = found.setdefault(key, {"key": key, "name": name.of(language), "colour": colour, "mark": what, "count": 0})
        item["count"] += 1
    return list(found.values())


def _signs(people: list[dict[str, Any]], edges: Mapping[str, dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """What the badges and the marks on lines say, each with how many there are."""
    found = [(sign, name, colour, sum(bool(pm.get("badge" if sign == "role" else sign)) for pm in people)) for sign, (name, colour) in ON_PEOPLE.items()]
    found.append(("against", AGAINST, NEGATIVE, sum(edge["pm"]["sign"] < 0 for edge in edges.values())))
    found.append(("note", NOTED, NOWHERE, sum(bool(edge["pm"]["note"]) for edge in edges.values())))
    return [{"key": sign, "name": name.of(language), "colour": colour, "mark": sign, "count": count} for sign, name, colour, count in found if count]
