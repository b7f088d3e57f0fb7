"""A map as a picture: everything on the page as a list of drawing pieces, in the order in which they are painted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graph.analysis.account import Analysis
from graph.drawing.fills import fill_of
from graph.drawing.layouts.things import one_language
from graph.drawing.only import in_words
from graph.drawing.payload import MapPayload
from graph.drawing.view import View
from graph.export.picture.colours import paper_of
from graph.export.picture.factions import lands, names_of, pieces_of
from graph.export.picture.frame import WIDE, Heading, frame, page_round
from graph.export.picture.labels import box_of, names, titles
from graph.export.picture.people import person
from graph.export.picture.rim import ring_names, rings
from graph.export.picture.room import Bounds, Room, boxed, halves
from graph.export.picture.shapes import Group, Mark
from graph.export.picture.sheet import sheet, sheet_names
from graph.export.picture.things import thing
from graph.export.picture.ties import MARKED_UP_TO, ties
from graph.export.redaction import WHOLE, Redaction, check_view
from graph.model import SCALES, Text

AS_OF = Text("As of {day}", "截至 {day}")
MAP = Text("Power map", "权力地图")
HIDDEN = {(False, True): Text("Names left out", "已隐去姓名"), (True, False): Text("Attitudes left out", "已隐去态度"),
          (False, False): Text("Names and attitudes left out", "已隐去姓名和态度")}
"""What a redacted picture says of itself, by what it still shows: names, attitudes."""
NARROWEST, WIDEST = 1600, 4000
"""Pixels across: a map of many people is larger, so that its names can be read."""


@dataclass(frozen=True)
class Scene:
    """The page (left, top, width, height in map units), how wide it should be in pixels, and what is painted on it."""

    title: str
    about: str
    language: str
    paper: str
    page: tuple[float, float, float, float]
    pixels: int
    marks: Sequence[Mark]


def scene_of(payload: MapPayload, heading: Heading, *, theme: str = "light", language: str = "en") -> Scene:
    """The map with its heading and its legend, in a theme ("light" or "dark"); the heading also says for how many people there
    was no room."""
    if undrawn := payload.backdrop.get("undrawn"):
        heading = replace(heading, lines=[*heading.lines, undrawn])
    nodes, backdrop, groups = payload.nodes, payload.backdrop, _shown(payload)
    paper = paper_of(theme, page_round(_bounds(payload, {}), groups, heading).unit)
    everybody = [node for node in nodes.values() if node["pm"]["what"] == "person"]
    room = Room()
    for node in nodes.values():
        room.take_node(node)
    behind = [*rings(backdrop, room, paper), *sheet(backdrop, paper)]
    labelled = [node for node in nodes.values() if not boxed(node)]
    named, room = names(labelled, room, paper)
    layers = {item["key"]: item["name"] for group in payload.legend if group["filter"] == "layer" for item in group["items"]}
    lines = ties(nodes, payload.edges, layers, room, paper)
    under = titles(labelled, named, room, paper)
    pieces = pieces_of(backdrop["factions"], everybody)
    captions = [*ring_names(backdrop["rings"], room, paper), *names_of(backdrop["factions"], pieces, room, paper), *sheet_names(backdrop, room, paper)]
    page = page_round(_bounds(payload, named), groups, heading)
    marks = [*behind, *lands(backdrop["factions"], pieces, paper), *lines,
             *(_with(_item(node, paper, named), under.get(node["id"])) for node in sorted(nodes.values(), key=lambda n: n["size"])),
             *captions, *frame(page, groups, heading, paper)]
    return Scene(" – ".join([heading.title, *heading.lines[:1]]), "\n".join([*heading.lines, *([heading.note] if heading.note else [])]), language,
                 paper["paper"], page.box, round(min(max(WIDE * page.unit * 0.72, NARROWEST), WIDEST)), marks)


def _shown(payload: MapPayload) -> list[dict[str, Any]]:
    """The legend without what a map of so many ties does not show."""
    gone = {"note"} if len(payload.edges) > MARKED_UP_TO else set()
    groups = [{**group, "items": [item for item in group["items"] if item.get("mark") not in gone]} for group in payload.legend]
    return [group for group in groups if group["items"]]


def heading_of(analysis: Analysis, view: View, redaction: Redaction = WHOLE, *, today: date | None = None) -> Heading:
    """What the page says above the map: the account; which map; the deal; the day it shows; what was left out. Raises
    `InvalidRecord` where the view shows what is to be left out."""
    check_view(view, redaction)
    snapshot, language = analysis.snapshot, view.language
    saved, deal = snapshot.views.get(view.saved), snapshot.opportunities[analysis.opportunity]
    which = Text(saved.name, saved.name) if saved else SCALES["layout"][view.layout].name
    note = HIDDEN.get((redaction.names, redaction.attitudes))
    only = [in_words(snapshot, fill_of(analysis, view), view.filters).of(language)] if view.filters else []
    return Heading(one_language(snapshot.account.name, language),
                   [which.of(language), one_language(deal.name, language), AS_OF.format(day=view.as_of or (today or date.today()).isoformat()).of(language), *only],
                   note.of(language) if note else "")


def _item(node: Mapping[str, Any], paper: Mapping[str, Any], named: Mapping[str, Any]) -> Group:
    make = person if node["pm"]["what"] == "person" else thing
    return make(dict(node), dict(paper), named.get(node["id"]))


def _with(group: Group, more: Mark | None) -> Group:
    return Group(group.id, group.kind, group.title, [*group.marks, more], group.core) if more else group


def _bounds(payload: MapPayload, named: Mapping[str, Any]) -> Bounds:
    """Everything that is painted of the map: the layout's own bounds, every node, every name."""
    boxes = [tuple(payload.backdrop["bounds"]), *(box_of(words) for words in named.values())]
    for node in payload.nodes.values():
        w, h = halves(node)
        boxes.append((node["x"] - w - 8, node["y"] - h - 8, node["x"] + w + 8, node["y"] + h + 8))
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)
