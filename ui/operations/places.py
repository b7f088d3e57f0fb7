"""Operations on where people lie and who is on a map at all; nothing of it says anything about them."""

from __future__ import annotations

from graph.analysis.account import analyse
from graph.drawing.payload import laid_out
from graph.drawing.view import people_on, removed_from
from graph.errors import NotFound
from graph.model import Place, Text, place_id
from graph.model.records import THINGS
from graph.store import Delete, puts
from ui.edits import Planned, those
from ui.operations.asked import Asked

HOW = {"row": Text("Put {who} in a row", "将 {who} 排成一行"), "column": Text("Put {who} in a column", "将 {who} 排成一列"),
       "circle": Text("Put {who} in a circle", "将 {who} 排成一圈"), "pin": Text("Pin {who}", "固定 {who}")}
MOVE = Text("Move {who}", "移动 {who}")


def move(asked: Asked) -> Planned:
    """To other places: {places: {id: [x, y]}, on, how}; `how` names an arrangement."""
    now = asked.now
    places = {item: asked.at(item, x, y) for item, (x, y) in asked.op["places"].items() if any(item in now.all(t) for t in THINGS)}
    if not places:
        raise KeyError(*asked.op["places"])
    return puts(places.values()), HOW.get(str(asked.op.get("how")), MOVE).format(who=those(now, places))


def unpin(asked: Asked) -> Planned:
    """Back to where the layout would put them: {ids, on}."""
    pinned = [id for id in asked.ids if asked.now.place(asked.map, id)]
    if not pinned:
        raise KeyError(*asked.ids)
    return [Delete(place_id(asked.map, id)) for id in pinned], Text("Let {who} go back", "{who} 归位").format(who=those(asked.now, pinned))


def tidy(asked: Asked) -> Planned:
    """The whole map laid out anew: {on}."""
    analysis = analyse(asked.now, opportunity=asked.deal.id)
    places = {item: at for item, at in laid_out(analysis, asked.view, tidy=True).places.items() if item in asked.now.people}
    return puts([Place(place_id(asked.map, item), map=asked.map, item=item, x=x, y=y) for item, (x, y) in places.items()]), Text(
        "Tidy the map", "整理图面")


def leave_out(asked: Asked) -> Planned:
    """Removed from this map; they stay in the account: {ids, on}."""
    return puts([asked.on_it(id, hidden=True) for id in asked.people]), Text(
        "Remove {who} from this map", "将 {who} 移出此图").format(who=those(asked.now, asked.people))


def bring_back(asked: Asked) -> Planned:
    """Those who were removed, or some of them: {on, ids}."""
    if "ids" in asked.op:
        there = set(people_on(asked.now, asked.view, asked.deal.id))
        back = [id for id in asked.people if id not in there]
    else:
        back = removed_from(asked.now, asked.view, asked.deal.id)
    if not back:
        raise NotFound("Nobody is removed from this map.", "没有人被移出此图。")
    return puts([asked.on_it(id) for id in back]), Text("Bring {who} back to this map", "将 {who} 放回此图").format(who=those(asked.now, back))
