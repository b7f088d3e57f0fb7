"""What the canvas is told of each item: where it lies, how large it is, and under `pm` what only our painter knows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from graph.analysis.account import Analysis
from graph.drawing import style
from graph.drawing.fills import Fill, fill_of
from graph.drawing.layouts import CARD, LAYOUTS, Point
from graph.drawing.layouts.things import one_language
from graph.drawing.sizes import sizes_of
from graph.drawing.view import View
from graph.model import SCALES, Person, Position, Text, in_both
from graph.model.names import spoken

OUTSIDE = {"TeamMember": "team", "Competitor": "competitor"}
STALE_DAYS = 90
"""An attitude that nobody confirmed for so long gets a clock: the half-life of `Settings.half_life_days`."""


@dataclass(frozen=True)
class Nodes:
    """Makes the nodes of one map."""

    analysis: Analysis
    view: View

    @cached_property
    def fill(self) -> Fill:
        """What the colour of the discs says."""
        return fill_of(self.analysis, self.view)

    @cached_property
    def _sizes(self) -> dict[str, tuple[float, float, float]]:
        return sizes_of(self.analysis, self.view)

    @cached_property
    def _comments(self) -> Counter[str]:
        return Counter(c.item for c in self.analysis.snapshot.comments.values() if not c.done and not c.tie)

    @cached_property
    def _shares(self) -> dict[str, int]:
        return {p: i for i, p in enumerate(self.analysis.shares.people)}

    def person(self, id: str, at: Point, text: str = "") -> dict[str, Any]:
        """Somebody of the client; `text` is what this picture says beside the name."""
        snapshot, language = self.analysis.snapshot, self.view.language
        person, position = snapshot.people[id], snapshot.position(self.analysis.opportunity, id)
        share = self.analysis.shares.share[self._shares[id]]
        attitude = position.attitude or "U"
        name, title = in_both(person.name, person.name_alt).of(language), in_both(person.title or "", person.title_alt).of(language)
        place = snapshot.place(self.view.places(self.analysis.opportunity), id)
        size, low, high = self._sizes[id]
        shape = LAYOUTS[self.view.layout].shape
        return {
            "id": id, "label": name, "x": at[0], "y": at[1], "size": size, "title": self._hint(person, position),
            "pm": {
                "what": "person", "shape": shape, **({"w": CARD[0], "h": CARD[1]} if shape == "card" else {}), "sub": title, "initials": style.initials(name),
                "low": low, "high": high, "colour": self.fill.colour(id), "fill": self.fill.key(id),
                "department": person.department or "", "attitude": attitude, "sign": style.attitude_sign(attitude),
                "before": position.attitude_before if position.attitude_before != attitude else None,
                "wanted": position.attitude_wanted if position.attitude_wanted != attitude else None,
                "roles": list(position.roles), "badge": style.role_letter(position.roles[0], language) if position.roles else "", "key": id in self.analysis.circle,
                "coverage": round(4 * self.analysis.met[id]), "stale": _stale(position, self.analysis.today), "comments": self._comments[id],
                "external": person.external, "placeholder": person.placeholder, "pinned": bool(place and place.pinned),
                "faction": snapshot.faction_of.get(id, ""), "share": round(share.value, 4), "text": text,
                "find": spoken(" ".join(filter(None, (person.name, person.name_alt, person.title, person.title_alt))))}}

    def outsider(self, type_name: str, id: str, at: Point) -> dict[str, Any]:
        """One of our team, or a competitor."""
        record: Any = self.analysis.snapshot.all(type_name)[id]
        language = self.view.language
        name = in_both(record.name, record.name_alt).of(language)
        standing = next((SCALES["competitor_position"][s.position].name.of(language) for s in self.analysis.snapshot.standings.values()
                         if s.competitor == id and s.opportunity == self.analysis.opportunity and s.position), "")
        return {"id": id, "label": name, "x": at[0], "y": at[1], "size": 19.0, "title": name,
                "pm": {"what": OUTSIDE[type_name], "shape": "disc", "sub": one_language(getattr(record, "title", None) or "", language) or standing,
                       "initials": style.initials(name), "find": spoken(name)}}

    def _hint(self, person: Person, position: Position) -> str:
        """What the mouse is told of somebody."""
        language, snapshot = self.view.language, self.analysis.snapshot
        department = snapshot.departments.get(person.department or "")
        share = self.analysis.shares.share[self._shares[person.id]]
        lines = [in_both(person.name, person.name_alt).both(language), in_both(person.title or "", person.title_alt).of(language),
                 in_both(department.name, department.name_alt).of(language) if department else "",
                 SCALES["attitude"][position.attitude or "U"].name.both(language),
                 ", ".join(SCALES["role"][r].name.of(language) for r in position.roles)]
        if self.analysis.model.basis.tells:
            lines.append(DECIDES.format(share=f"{100 * share.value:.0f}", low=f"{100 * share.low:.0f}",
                                        high=f"{100 * share.high:.0f}").of(language))
        return "\n".join(filter(None, lines))


DECIDES = Text("Decision share {share} % ({low}–{high} %)", "决策份额 {share}%（{low}–{high}%）")


def _stale(position: Position, day: date) -> bool:
    known = position.attitude and position.attitude != "U"
    return bool(known and position.attitude_date
                and (day - date.fromisoformat(position.attitude_date)).days > STALE_DAYS)
