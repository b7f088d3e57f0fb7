"""Maps with a name: what is written when one is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from graph.drawing.view import View
from graph.model import Place, Snapshot, place_id


def places_for(snapshot: Snapshot, view: View, new: View, deal: str, only: Sequence[str] = ()) -> list[Place]:
    """The places of a `new` map made from a `view`: everybody lies where they lie there, who was removed there is not on it,
    and with `only` nobody but these is."""
    names = {view.places(deal): new.places(deal)}
    if not only:
        names[view.people(deal)] = new.people(deal)
    found = [Place(place_id(names[p.map], p.item), map=names[p.map], item=p.item, x=p.x, y=p.y, pinned=p.pinned, hidden=p.hidden)
             for p in cast("dict[str, Place]", snapshot.all("Place")).values()
             if p.map in names and (not only or p.item in only or p.item not in snapshot.people)]
    on_it = new.people(deal)
    return found + [Place(place_id(on_it, person), map=on_it, item=person) for person in only]
