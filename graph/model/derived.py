"""Records that may exist only once for what they refer to: their id follows from it."""

from __future__ import annotations

from graph.model.records import Fields, ballot_id, place_id, position_id, setting_id, standing_id


def derived_id(type_name: str, fields: Fields) -> str:
    """The id of such a record, whose fields are whole; "" for the other kinds of record."""
    if type_name == "Position":
        return position_id(fields["opportunity"], fields["person"])
    if type_name == "Standing":
        return standing_id(fields["opportunity"], fields["competitor"])
    if type_name == "Place":
        return place_id(fields["map"], fields["item"])
    if type_name == "Ballot":
        return ballot_id(fields["workshop"], fields["item"], fields.get("by") or "", fields.get("other") or "")
    if type_name == "Setting":
        return setting_id(fields["name"])
    return ""
