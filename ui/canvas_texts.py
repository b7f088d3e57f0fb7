"""The words of the canvas: tools, menus with what they offer, keys, and what a screen reader says."""

from __future__ import annotations

from typing import Any

from graph.drawing.style import NOWHERE, TIES
from graph.model import KINDS, SCALES
from ui.language import _, language

WHAT = {"Person": "person", "TeamMember": "team", "Competitor": "competitor", "Organisation": "organisation", "Account": "account",
        "Opportunity": "opportunity", "Faction": "faction"}
OF_CHARTS = ("OWNS", "APPROVES", "HOSTILE")
"""Kinds of tie that only the structure charts draw."""


def texts() -> dict[str, str]:
    """The words by the names that the canvas knows them by; what stands in braces is filled in there."""
    return {**_frame(), **_tools(), **_menus(), **_keys(), **_spoken()}


def choices() -> dict[str, Any]:
    """What the menus of the canvas offer."""
    return {
        "attitudes": [{"code": lv.code, "name": f"{lv.code}  {lv.name.both(language())}"} for lv in SCALES["attitude"].levels],
        "roles": [{"code": lv.code, "name": lv.name.both(language())} for lv in SCALES["role"].levels],
        "kinds": [{"code": k.code, "name": k.name.both(language()), "colour": TIES.get(k.code, NOWHERE),
                   "source": WHAT[source], "target": WHAT[target], "signed": k.signed}
                  for k in sorted(KINDS.values(), key=lambda k: k.code != "LISTENS_TO") if k.drawn or k.code in OF_CHARTS
                  for source in k.sources for target in k.targets]}


def _frame() -> dict[str, str]:
    return {
        "person": _("Person"), "person_hint": _("Add a person: click where"), "tie": _("Tie"),
        "tie_hint": _("Draw a tie: drag from one person to another"), "undo": _("Undo"), "redo": _("Redo"), "tidy": _("Tidy"),
        "tidy_hint": _("Lay the whole map out again; undo brings it back"), "fit": _("Fit"), "name_hint": _("Name"),
        "attitude": _("Attitude"), "roles": _("Purchase roles"), "rename": _("Rename"), "delete": _("Delete"), "show_all": _("Show all"),
        "legend": _("Legend"), "only": _("Only"), "shown": _("{n} of {all} shown", n="{n}", all="{all}"),
        "left_out": _("{n} removed from this map · bring back", n="{n}"), "waiting": _("Edits that wait to be saved: {n}"),
        "here": _("Also here"), "unsaved": _("“{what}” was changed or closed while you were typing. Not saved:", what="{what}"),
        "no_kind": _("There is no kind of tie between these two.")}


def _tools() -> dict[str, str]:
    return {
        "tools": _("Tools"), "lasso_hint": _("Select several: draw a line round them"), "search_hint": _("Find by name, title or initials"),
        "nobody_found": _("Nobody is called so."), "in_group": _("in {group}"), "off_map": _("not on this map"), "undrawn": _("not drawn here"),
        "is_off": _("{who} is not on this map."), "no_part": _("{who} has no part in this chart."), "bring_here": _("Bring {who} here"),
        "no_room": _("{who} is not drawn: there is no room for everybody, and others have a larger share."),
        "full": _("Full screen"), "keys": _("Keys"), "close": _("Close"),
        "readonly": _("This map cannot be edited."), "next_person": _("Enter: done · Tab: and another one"),
        "tie_from": _("Tie from {who}: now choose whom it leads to"), "reports_to": _("reports to {who}"),
        "copied": _("Copied: {n}. Paste them on any map of any account."), "nothing_copied": _("Nobody was copied yet.")}


def _menus() -> dict[str, str]:
    return {
        "draw_tie": _("Draw a tie from here"), "strength": _("Strength"), "weak": _("weak"), "medium": _("medium"), "strong": _("strong"),
        "kind": _("Kind"), "sign": _("Sign"), "supports": _("+ for"), "opposes": _("− against"), "reverse": _("The other way round"),
        "go_to": _("Go to {who}"), "pin": _("Pin here"), "unpin": _("Unpin"), "copy": _("Copy"), "paste": _("Paste"), "paste_n": _("Paste here ({n})"),
        "leave_out": _("Remove from this map"), "bring_back": _("Bring the removed back ({n})"), "delete_person": _("Delete the person"),
        "delete_people": _("Delete {n} people"), "several": _("{n} people"), "arrange": _("Arrange"), "row": _("In a row"),
        "column": _("In a column"), "circle": _("In a circle"), "keep_map": _("Keep as a map…"),
        "keep_map_hint": _("Open “Maps” above the picture and keep this map with only the selected people."),
        "focus": _("Light on the neighbours"), "steps": _("{n} steps away"), "steps_off": _("Light on everybody"),
        "look_round": _("Look from here"), "rings_of": _("Rings of this person"), "circles_of": _("Circles of this leader"),
        "unfold": _("Open or close the group"), "all_people": _("Select everybody"), "add_here": _("Add a person here"),
        "tidy_map": _("Tidy the map")}


def _keys() -> dict[str, str]:
    return {
        "keys_edit": _("Edit"), "keys_select": _("Select"), "keys_reach": _("By keyboard alone"), "keys_look": _("Look"),
        "keys_click": _("Ctrl+click"), "pin_hint": _("Pin, or let go back"), "move_hint": _("Move by arrows; Enter keeps, Esc does not"),
        "toggle_hint": _("One more, or one less"), "escape_hint": _("Stop, select nobody, show all"), "arrows_hint": _("To the nearest that way"),
        "extend_hint": _("and keep who is selected"), "next_hint": _("To the next by weight, or the one before"),
        "ties_hint": _("Along the ties of somebody"), "enter_hint": _("Menu; on a tie: to the other end"), "menu_hint": _("Menu"),
        "steps_hint": _("How far the light reaches"), "zoom_in": _("Larger"), "zoom_out": _("Smaller")}


def _spoken() -> dict[str, str]:
    return {
        "map_label": _("Power map, {people} people, {ties} ties. Arrow keys go from person to person, Enter opens the menu, question mark lists the keys."),
        "map_role": _("power map"), "list_label": _("People on the map and their ties"), "nothing_selected": _("Nobody selected"),
        "several_said": _("{n} people selected"), "share_said": _("Decision share {share} %"), "ties_said": _("Ties: {n}"),
        "no_ties": _("No ties"), "strength_said": _("Strength {n} %"), "tie_of": _("Tie {k} of {n}"), "pinned": _("pinned"),
        "moving": _("Moving {who}: arrows move, Enter keeps, Escape puts back"), "steps_said": _("Light on {n} steps")}
