"""One operation as it came from the canvas, with what it is about; whatever came is checked here or by the store."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graph.drawing.layouts import LAYOUTS
from graph.drawing.view import View, view_of
from graph.errors import InvalidRecord, NotFound
from graph.model import RECORDS, Opportunity, Place, Snapshot, Text, new_id, place_id

Operation = Mapping[str, Any]
OWN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ELSEWHERE = Text("This edit belongs to another deal's map. Reload the page.", "此编辑属于另一商机的图。请刷新页面。")
MAP_GONE = Text("The map that you edited is no longer there: somebody deleted it.", "您编辑的图已不存在：有人删除了它。")


@dataclass(frozen=True)
class Asked:
    """What was asked for, in which deal of which account. `read` gives other accounts.

    Members raise `KeyError` for what is no longer there and `TypeError` or `ValueError` for what cannot be read.
    """

    now: Snapshot
    deal: Opportunity
    op: Operation
    read: Callable[[str], Snapshot]

    @cached_property
    def ids(self) -> list[str]:
        """Whom or what it is about: `ids`, or the one `id`."""
        ids = self.op["ids"] if "ids" in self.op else [self.op["id"]]
        if not isinstance(ids, list):
            raise TypeError(ids)
        return list(dict.fromkeys(str(id) for id in ids))

    @cached_property
    def people(self) -> list[str]:
        """Those of `ids` who are people of the account."""
        found = [id for id in self.ids if id in self.now.people]
        if not found:
            raise KeyError(*self.ids)
        return found

    @cached_property
    def map(self) -> str:
        """The name of the map it was done on (`View.places`); the map of everybody when not said."""
        name = str(self.op.get("on") or View().places(self.deal.id))
        view = view_of(name)
        if view.layout not in LAYOUTS or view.places(self.deal.id) != name:
            raise InvalidRecord(*ELSEWHERE)
        if (view.saved and view.saved not in self.now.views) or (view.leader and view.leader not in self.now.people):
            raise NotFound(*MAP_GONE)
        return name

    @property
    def view(self) -> View:
        """How that map is looked at."""
        return view_of(self.map)

    @cached_property
    def new_id(self) -> str:
        """The id of what is made: the canvas may have named one (`as`), so that it can select what it made."""
        wanted = str(self.op.get("as") or "")
        free = OWN_ID.fullmatch(wanted) and not any(wanted in self.now.all(name) for name in RECORDS)
        return wanted if free else new_id()

    def at(self, item: str, x: Any, y: Any) -> Place:
        """The place of an item on the map, where somebody put it by hand."""
        return Place(place_id(self.map, item), map=self.map, item=item, x=float(x), y=float(y), pinned=True)

    def on_it(self, person: str, *, hidden: bool = False) -> Place:
        """Whether somebody is on the map, whatever its layout."""
        name = self.view.people(self.deal.id)
        known = self.now.place(name, person)
        return Place(place_id(name, person), map=name, item=person, x=known.x if known else 0.0, y=known.y if known else 0.0,
                     pinned=known.pinned if known else False, hidden=hidden)
