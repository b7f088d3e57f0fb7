"""Records, scales, kinds of tie and settings: the words of the product."""

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
    ballot_id,
    id_of,
    new_id,
    place_id,
    position_id,
    setting_id,
    standing_id,
)
from graph.model.scales import SCALES, Level, Scale
from graph.model.settings import DEFAULTS, SETTINGS, Settings
from graph.model.snapshot import Snapshot
from graph.model.text import Text, in_both
from graph.model.ties import KINDS, TieKind

__all__ = ["DEFAULTS", "KINDS", "RECORDS", "SCALES", "SETTINGS", "Account", "Ballot", "Comment", "Competitor", "Department", "Faction", "Forecast", "Level",
           "MapView", "Opportunity", "Organisation", "Person", "Place", "Position", "Record", "Scale", "Setting", "Settings", "Snapshot",
           "Standing", "TeamMember", "Text", "Tie", "TieKind", "Workshop", "ballot_id", "id_of", "in_both", "new_id", "place_id",
           "position_id", "setting_id", "standing_id"]
