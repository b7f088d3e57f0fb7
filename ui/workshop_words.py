"""The words of a workshop: what can be asked and answered, how far the round is, what to do now."""

from __future__ import annotations

from typing import Any

from graph.drawing import style
from graph.model import KINDS, SCALES, Ballot, Workshop
from graph.workshop import AGENDAS, Question, Tally, is_blind, kinds_to_ask, scale_of
from ui.language import _, language, say

ONE = "one:"

def to_ask() -> dict[str, str]:
    """All that a workshop can be about, as the screen names it: the agendas by their code, then single questions (`asked_for`)."""
    single = _("One question: {what}", what="{what}")
    questions = {f"{ONE}{level.code}:": level.name.of(language()) for level in SCALES["workshop_question"].levels if level.code != "tie"}
    questions |= {f"{ONE}tie:{code}": KINDS[code].name.both(language()) for code in kinds_to_ask()}
    return {code: say(agenda.name) for code, agenda in AGENDAS.items()} | {code: single.format(what=name) for code, name in questions.items()}


def asked_for(chosen: str) -> str | Question:
    """The agenda (its code), or the one question, that was chosen of `to_ask`."""
    if not chosen.startswith(ONE):
        return chosen
    code, _colon, kind = chosen.removeprefix(ONE).partition(":")
    return Question(code, KINDS[kind].name if kind else SCALES["workshop_question"][code].name, kind)


def state_of(asked: Workshop, done: list[str], people: list[str]) -> str:
    """How far the round is: who has answered (`done`), of all `people`."""
    if not asked.blind:
        return ""
    if asked.revealed:
        return _("Answers revealed: {n} took part", n=len(done))
    return _("{n} of {all} have answered", n=len(done), all=len(people))


def hint_of(asked: Workshop, own: list[Ballot], *, named: bool) -> str:
    """What to do now; `named`: whether this participant has given a name."""
    if not named:
        return _("First give your name, on the right: names tell the answers apart.")
    if asked.question == "tie":
        return _("Drag from one person to another; the same once more takes it back.") if is_blind(asked) else _("Drag from one person to another.")
    return _("Click a person and pick again to change your answer.") if own else _("Click a person and choose.")


def choices(asked: Workshop) -> list[dict[str, str]]:
    """The answers that can be given: code, name, a short sign, colour."""
    scale = scale_of(asked)
    if scale is None:
        return []
    some = style.ramp(len(scale.codes)) if scale.ordered else style.DEPARTMENTS
    colours = style.ATTITUDE if scale.key == "attitude" else dict(zip(scale.codes, some, strict=False))
    named_by_code = scale.ordered
    return [{"code": level.code, "colour": colours[level.code],
             "sign": ("?" if level.code == "U" else level.code) if named_by_code else level.name.of(language()).split(" ")[0].removesuffix("的人"),
             "name": f"{level.code}  {level.name.both(language())}" if named_by_code else level.name.both(language())}
            for level in scale.levels]


def bars_of(asked: Workshop, found: Tally) -> dict[str, Any]:
    """The answers about one person, as the parts of a bar."""
    known = {choice["code"]: choice for choice in choices(asked)}
    return {"id": found.item, "of": found.of, "bars": [{"n": n, "sign": known[code]["sign"], "colour": known[code]["colour"]}
                                                       for code, n in found.counts.items()]}
