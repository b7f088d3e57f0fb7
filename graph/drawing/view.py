"""How a map is looked at: its layout, what colour and size mean, which layers are drawn, who is on it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Snapshot


@dataclass(frozen=True)
class View:
    """One way to look at an account. `leader` is the person whom circles or ego rings go round ("" for the decision);
    `layers` are the tie layers drawn (None: those that the layout draws by itself); `saved` is the `MapView` whose people
    and places these are ("" for the map of everybody); `unfolded` are the groups opened on a large map; `as_of` is a day in the past ("2026-03-31") or "" for now.
    `blind`: the picture must not tell who weighs how much. `filters` are those of the legend ("attitude:B"), for a picture that is
    taken away; a canvas has its own."""

    layout: str = "circles"
    leader: str = ""
    fill: str = "department"
    size: str = "share"
    layers: frozenset[str] | None = None
    outside: bool = True
    saved: str = ""
    unfolded: frozenset[str] = frozenset()
    as_of: str = ""
    language: str = "en"
    blind: bool = False
    filters: tuple[str, ...] = ()

    def places(self, deal: str) -> str:
        """The name of the map that the places belong to: each deal, layout, leader and saved view has its own."""
        parts = [self.layout, deal]
        if self.leader or self.saved:
            parts.append(self.leader or "-")
        return "/".join([*parts, self.saved] if self.saved else parts)

    def people(self, deal: str) -> str:
        """The name of the map that people are removed from: whatever its layout."""
        return f"view/{self.saved}" if self.saved else f"map/{deal}"


def view_of(places: str) -> View:
    """The view whose places have this name, with everything else as usual."""
    layout, _deal, leader, saved = (*places.split("/"), "", "", "")[:4]
    return View(layout=layout, leader="" if leader == "-" else leader, saved=saved)


def people_on(snapshot: Snapshot, view: View, deal: str) -> list[str]:
    """Everybody on a map: all people of the account but those removed; on a map of some, those placed on it by hand."""
    saved = snapshot.views.get(view.saved)
    name = view.people(deal)

    def on_it(person: str) -> bool:
        place = snapshot.place(name, person)
        if saved is not None and not saved.everybody:
            return place is not None and not place.hidden
        return place is None or not place.hidden

    return [person for person in snapshot.people if on_it(person)]


def removed_from(snapshot: Snapshot, view: View, deal: str) -> list[str]:
    """Who was removed from a map by hand. Whoever was never put on a map of some is not among them."""
    name = view.people(deal)
    return [person for person in snapshot.people if (place := snapshot.place(name, person)) and place.hidden]
