"""Decision flow: the eight buying steps, who acts at each, the gates that must be passed, and who can stop it all.

The steps run from top to bottom, so that who acts there can stand beside them and still be read.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from graph.analysis.flow import ACTS, VETO
from graph.drawing import style
from graph.drawing.layouts.base import CARD, Laid, Layout, Point, Sheet, around, bounds_of, card_at, edges_of, lane
from graph.drawing.layouts.things import again, arrow, box, percent, record_box
from graph.model import SCALES, Text

HOME = {"DECIDER": "6", "AWARDER": "6", "PAYER": "2", "BUYER": "5", "USER": "1", "BENEFICIARY": "1", "PROMOTER": "2", "TRIGGER": "1"}
"""The step at which somebody of this role stands, the weightiest role first; at the others the name is repeated."""
STEP, BESIDE, ACROSS, ROW, GAP, PER_ROW = (250.0, 80.0), 236.0, 190.0, 70.0, 30.0, 6
DONE, CURRENT = "#6f9a80", "#6457d6"
NOBODY, PEOPLE, ONE = Text("nobody known", "尚无人选"), Text("{n} people", "{n} 人"), Text("one person", "1 人")
CAN_STOP, GATES = Text("Can stop it at any step", "任何一步都可能阻止"), Text("Gates: must approve", "关口：须审批")
EMPTY = Text("Nothing is known of how this deal is decided. Give people their purchase roles on their cards, and the deal its buying step.",
             "尚不清楚这笔交易如何决策。请在人员卡片上填写采购角色，并填写商机的采购步骤。")


def lay(sheet: Sheet) -> Laid:
    """Steps from top to bottom with their actors, then the gates, the deal, and who can stop it."""
    snapshot, language, deal = sheet.snapshot, sheet.view.language, sheet.snapshot.opportunities[sheet.analysis.opportunity]
    roles = {p: snapshot.position(deal.id, p).roles for p in sorted(sheet.people, key=lambda p: (-sheet.share[p], p))}
    gates = {t.source: t for t in sheet.ties("APPROVES") if t.target == deal.id and (t.source in roles or t.source in snapshot.organisations)}
    if not any(roles.values()) and not gates and not deal.buying_step:
        return Laid({}, {"empty": EMPTY.of(language)}, bounds_of({}))
    home = {p: "gate" if p in gates else "veto" if VETO in held else next((HOME[r] for r in HOME if r in held), "") for p, held in roles.items()}
    found: dict[str, Point] = {}
    nodes: dict[str, dict[str, Any]] = {}
    texts: dict[str, str] = {}
    lanes = []

    def stand(at_home: str, words: dict[str, str], top: float) -> float:
        """Puts people beside one another, those who belong here first; returns how much height they take."""
        for k, person in enumerate(sorted(words, key=lambda p: (home[p] != at_home, -sheet.share[p], p))):
            at = (BESIDE + k % PER_ROW * ACROSS, top + k // PER_ROW * ROW)
            if home[person] == at_home:
                found[person], texts[person] = at, words[person]
            else:
                nodes[f"again:{at_home}:{person}"] = again(sheet, f"again:{at_home}:{person}", person, at, sub=words[person])
        return max(-(-len(words) // PER_ROW), 1) * ROW

    def field(id: str, name: Text, colour: str, top: float, count: int, height: float) -> None:
        right = BESIDE + (min(max(count, 1), PER_ROW) - 1) * ACROSS + CARD[0] / 2 + 16.0
        lanes.append(lane(id, name.of(language), colour, (BESIDE - CARD[0] / 2 - 16.0, top - CARD[1] / 2 - 44.0, right, top + height - ROW / 2 + 10.0)))

    y = 0.0
    for step in SCALES["buying_step"].levels:
        actors = {p: words for p, held in roles.items() if (words := _named([r for r in ACTS[step.code] if r in held], language))}
        nodes[f"step:{step.code}"] = _step(sheet, step.code, y, len(actors))
        y += stand(step.code, actors, y) + GAP
    if gates:
        y += 44.0
        for k, (id, one) in enumerate(gates.items()):
            at, words = (BESIDE + k % PER_ROW * ACROSS, y + k // PER_ROW * ROW), percent(one.strength) if one.strength is not None else "?"
            if id in snapshot.organisations:
                nodes[id] = record_box(sheet, id, at, text=words, gate=True)
            else:
                found[id], texts[id] = at, words
        height = -(-len(gates) // PER_ROW) * ROW
        field("gates", GATES, style.TIES["APPROVES"], y, len(gates), height)
        y += height + 40.0
    nodes[deal.id] = record_box(sheet, deal.id, (0.0, y), size=STEP, colour=CURRENT)
    stoppers = {p: SCALES["role"][VETO].name.of(language) for p, held in roles.items() if VETO in held}
    if stoppers:
        y += 120.0 if gates else 0.0
        field("veto", CAN_STOP, style.NEGATIVE, y, len(stoppers), stand("veto", stoppers, y))
    chain = [*(f"step:{code}" for code in ACTS), deal.id]
    edges = {f"flow:{a}": arrow(f"flow:{a}", a, b) for a, b in pairwise(chain)}
    boxes = [*((n["x"] - STEP[0] / 2, n["y"] - STEP[1] / 2, n["x"] + STEP[0] / 2, n["y"] + STEP[1] / 2) for n in nodes.values()),
             *map(card_at, found.values()), *map(edges_of, lanes)]
    return Laid(sheet.places(found), {"lanes": lanes}, around(boxes), nodes, edges, texts=texts)


def _step(sheet: Sheet, code: str, y: float, actors: int) -> dict[str, Any]:
    """A buying step, with our own sales stage at the same time."""
    language, now, scale = sheet.view.language, sheet.snapshot.opportunities[sheet.analysis.opportunity].buying_step, SCALES["buying_step"]
    stage = SCALES["sales_stage"].levels[scale.codes.index(code)]
    state = "" if not now else "now" if code == now else "done" if scale.codes.index(code) < scale.codes.index(now) else "later"
    words = (ONE if actors == 1 else PEOPLE).format(n=actors).of(language) if actors else NOBODY.of(language)
    return box(f"step:{code}", "step", f"{code}  {scale[code].name.of(language)}", (0.0, y), size=STEP, text=words, state=state, nobody=not actors,
               sub=f"{stage.code} · {stage.name.of(language)}", colour={"now": CURRENT, "done": DONE}.get(state, style.NOWHERE),
               hint=scale[code].meaning.of(language))


def _named(roles: list[str], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(SCALES["role"][r].name.of(language) for r in roles)


LAYOUT = Layout("decision", lay, keeps=False, layers=("APPROVES",), shape="card", territories=False, outside=False, chart=True)
