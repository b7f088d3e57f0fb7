"""Items other than people, ready to draw: boxes and discs, and the arrows of a flow.

What they say under `pm` besides what people do: `what` is organisation, account, opportunity, faction (all under the id of
their record), step, block, group, more, or again (somebody drawn a second time: `of` says who). `text` is a few words on
the item. Steps have a `state` ("done", "now", "later", "" when the deal has none) and `nobody`; organisations a `kind` and,
where they must approve, `gate`; what is not known in a bar is `unknown`; groups are `open` or not and say `count`, `share`,
`attitude` (the mean), `attitudes` (how many of each), `best`, `worst`, `top` (who weighs most).
"""

from __future__ import annotations

from typing import Any

from graph.drawing import style
from graph.drawing.layouts.base import CARD, Point, Sheet, Size
from graph.model import SCALES, Record, in_both
from graph.model.names import spoken


def box(id: str, what: str, name: str, at: Point, *, size: Size = CARD, sub: str = "", colour: str = style.NOWHERE, text: str = "",
        hint: str = "", **more: Any) -> dict[str, Any]:
    """A rectangle with a name, a line below it and a few words (a share, a number). `more` goes to the painter as it is."""
    return _thing(id, name, at, min(size) / 2, hint, {"what": what, "shape": "box", "w": size[0], "h": size[1], "sub": sub,
                                                      "colour": colour, "text": text, **more})


def disc(id: str, what: str, name: str, at: Point, *, radius: float, sub: str = "", colour: str = style.NOWHERE, text: str = "",
         hint: str = "", **more: Any) -> dict[str, Any]:
    """A disc with its name below and a few words inside."""
    return _thing(id, name, at, radius, hint, {"what": what, "shape": "disc", "sub": sub, "colour": colour, "text": text, **more})


def _thing(id: str, name: str, at: Point, size: float, hint: str, pm: dict[str, Any]) -> dict[str, Any]:
    return {"id": id, "label": name, "x": round(at[0], 1), "y": round(at[1], 1), "size": round(size, 1), "title": hint or name,
            "pm": {**pm, "initials": style.initials(name), "find": spoken(name)}}


def record_box(sheet: Sheet, id: str, at: Point, *, text: str = "", hint: str = "", size: Size = CARD, **more: Any) -> dict[str, Any]:
    """An organisation, a deal or the account itself, under its own id; where somebody dragged it, if so."""
    language, snapshot = sheet.view.language, sheet.snapshot
    name, sub, colour, what, kind = snapshot.called(id).of(language), "", style.ACCOUNT, "account", ""
    if id in snapshot.organisations:
        kind = snapshot.organisations[id].kind or ""
        what, colour = "organisation", style.ORGANISATIONS.get(kind, style.NOWHERE)
        sub = SCALES["organisation_kind"][kind].name.of(language) if kind else ""
    elif id in snapshot.opportunities:
        what, rule = "opportunity", snapshot.opportunities[id].decision_rule
        sub = SCALES["decision_rule"][rule].name.of(language) if rule else ""
    if id == snapshot.account_id or what == "opportunity":
        name = one_language(name, language)
    return box(id, what, name, sheet.pinned.get(id, at), size=size, text=text, hint=hint, **{"sub": sub, "colour": colour, "kind": kind, **more})


def again(sheet: Sheet, id: str, person: str, at: Point, *, sub: str = "", size: Size = CARD, **more: Any) -> dict[str, Any]:
    """Somebody who stands in the same picture a second time; `pm.of` is the person meant."""
    who = sheet.snapshot.people[person]
    return box(id, "again", in_both(who.name, who.name_alt).of(sheet.view.language), at, size=size, sub=sub, of=person,
               colour=style.department_colours(sheet.snapshot).get(who.department or "", style.NOWHERE), **more)


def arrow(id: str, source: str, target: str, *, text: str = "", colour: str = style.NOWHERE, head: str = "target") -> dict[str, Any]:
    """A step of a flow: a line that is no record, so that nothing can be done with it."""
    return {"id": id, "from": source, "to": target,
            "pm": {"layer": "", "kind": "", "sign": 1, "strength": 0.4, "dashed": False, "colour": colour, "arrow": head, "route": "straight",
                   "note": False, "comments": 0, "bend": 0.0, "text": text}}


def percent(part: float) -> str:
    """A share as one reads it: "35 %", "0.4 %"."""
    return f"{100 * part:.0f} %" if part >= 0.0095 or part == 0 else f"{100 * part:.1f} %"


def one_language(name: str, language: str) -> str:
    """The half of a name such as "制造平台 · MES platform" that is in the language of the screen, where it is one."""
    halves = name.split(" · ")
    if len(halves) != 2 or (chinese := [any("\u3400" <= ch <= "\u9fff" for ch in half) for half in halves])[0] == chinese[1]:
        return name
    return halves[chinese.index(language == "zh")]


def name_of(record: Record, language: str) -> str:
    """The name of a record in the language of the screen."""
    return in_both(str(getattr(record, "name", "")), getattr(record, "name_alt", None)).of(language)
