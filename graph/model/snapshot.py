"""Everything known of one account at one revision, immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from graph.errors import NotFound
from graph.model.records import (
    RECORDS,
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
    Standing,
    TeamMember,
    Tie,
    Workshop,
    place_id,
    position_id,
)
from graph.model.settings import Settings, with_values
from graph.model.text import Text, in_both


@dataclass(frozen=True)
class Snapshot:
    """One account as it was at `revision`.

    `facts_revision` is the last revision that changed a fact (`Record.fact`), not just a place or a view: analyses depend on
    it alone.
    `problems` says what is stored but could not be read and was left out: what somebody edited past us.
    """

    account_id: str
    revision: int
    facts_revision: int
    records: Mapping[str, Mapping[str, Record]] = field(repr=False)
    problems: tuple[Text, ...] = ()

    def all(self, type_name: str) -> Mapping[str, Record]:
        """Id to record, of one kind of record."""
        return self.records.get(type_name, {})

    @property
    def account(self) -> Account:
        """The account itself."""
        return cast(Account, self.all("Account")[self.account_id])

    @property
    def people(self) -> Mapping[str, Person]:
        """The client's people, externals and placeholders included."""
        return cast(Mapping[str, Person], self.all("Person"))

    @property
    def departments(self) -> Mapping[str, Department]:
        """The client's departments."""
        return cast(Mapping[str, Department], self.all("Department"))

    @property
    def factions(self) -> Mapping[str, Faction]:
        """The declared factions."""
        return cast(Mapping[str, Faction], self.all("Faction"))

    @property
    def team(self) -> Mapping[str, TeamMember]:
        """Our own people."""
        return cast(Mapping[str, TeamMember], self.all("TeamMember"))

    @property
    def competitors(self) -> Mapping[str, Competitor]:
        """The rival suppliers."""
        return cast(Mapping[str, Competitor], self.all("Competitor"))

    @property
    def opportunities(self) -> Mapping[str, Opportunity]:
        """The deals."""
        return cast(Mapping[str, Opportunity], self.all("Opportunity"))

    @property
    def organisations(self) -> Mapping[str, Organisation]:
        """Owners, investors and government bodies."""
        return cast(Mapping[str, Organisation], self.all("Organisation"))

    @property
    def ties(self) -> Mapping[str, Tie]:
        """All ties, of every kind."""
        return cast(Mapping[str, Tie], self.all("Tie"))

    @property
    def standings(self) -> Mapping[str, Standing]:
        """Competitors' positions in the deals."""
        return cast(Mapping[str, Standing], self.all("Standing"))

    @property
    def views(self) -> Mapping[str, MapView]:
        """The maps that have a name."""
        return cast(Mapping[str, MapView], self.all("MapView"))

    @property
    def comments(self) -> Mapping[str, Comment]:
        """What the team wrote about people and ties."""
        return cast(Mapping[str, Comment], self.all("Comment"))

    @property
    def workshops(self) -> Mapping[str, Workshop]:
        """The questions that workshops asked."""
        return cast(Mapping[str, Workshop], self.all("Workshop"))

    @property
    def ballots(self) -> Mapping[str, Ballot]:
        """The answers of blind rounds."""
        return cast(Mapping[str, Ballot], self.all("Ballot"))

    @property
    def forecasts(self) -> Mapping[str, Forecast]:
        """The forecasts that were kept."""
        return cast(Mapping[str, Forecast], self.all("Forecast"))

    @cached_property
    def settings(self) -> Settings:
        """The judgements that the analyses of this account make: the usual ones, but for those it has settings of its own for.
        Of two with the same name, which only editing past us can make, the one with the first id counts."""
        own = cast(Mapping[str, Setting], self.all("Setting"))
        return with_values({own[id].name: own[id].value for id in sorted(own, reverse=True)})

    def opportunity(self, id: str | None = None) -> Opportunity:
        """The deal with this id, or the account's first one (it always has one)."""
        if id and id not in self.opportunities:
            raise NotFound(f"The account {self.account.name} has no opportunity with the id {id}.",
                           f"客户“{self.account.name}”没有编号为 {id} 的商机。")
        if id:
            return self.opportunities[id]
        if not self.opportunities:
            raise NotFound(f"The account {self.account.name} has no opportunity; it needs one.",
                           f"客户“{self.account.name}”没有商机；至少需要一个。")
        return min(self.opportunities.values(), key=lambda o: (o.date or "", o.id))

    def position(self, opportunity: str, person: str) -> Position:
        """Where a person stands in a deal; an empty position when nothing is known."""
        id = position_id(opportunity, person)
        known = self.all("Position").get(id)
        return cast(Position, known) if known else Position(id, opportunity=opportunity, person=person)

    def place(self, map_name: str, item: str) -> Place | None:
        """Where an item lies on a map, None when nobody placed it yet."""
        return cast(Place | None, self.all("Place").get(place_id(map_name, item)))

    @cached_property
    def faction_of(self) -> dict[str, str]:
        """Person id to the id of the declared faction, the closest when there are several."""
        best: dict[str, tuple[str, str]] = {}
        for tie in self.ties.values():
            if tie.kind == "IN_FACTION":
                mine = (tie.level or "3", tie.target)
                best[tie.source] = min(best.get(tie.source, mine), mine)
        return {person: faction for person, (_, faction) in best.items()}

    def called(self, id: str) -> Text:
        """The name of whatever has this id, in both languages where it has one in each ("?" when it has none)."""
        for type_name in RECORDS:
            record = self.all(type_name).get(id)
            if record is not None:
                return in_both(str(getattr(record, "name", None) or "?"), getattr(record, "name_alt", None))
        return Text("?", "?")

    def name(self, id: str) -> str:
        """The name of whatever has this id ("?" when it has none)."""
        return next((str(getattr(r, "name", None) or "?") for t in RECORDS if (r := self.all(t).get(id))), "?")
