"""Accounts of every kind for questions that must never fail: the demo accounts, made-up ones of two sizes, and the odd ones."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from pathlib import Path

from benchmarks.accounts import snapshot
from graph.analysis.account import Analysis
from graph.analysis.finding import Finding
from graph.export.account_json import from_json
from graph.model import Record, Snapshot, Text
from tests.analysis.test_findings import account, people, position, tie

DATA = Path(__file__).resolve().parents[2] / "data"


@cache
def demo(name: str) -> Snapshot:
    """One of the demo accounts."""
    found, records = from_json(json.loads((DATA / f"{name}.json").read_text("utf-8")))
    held: dict[str, dict[str, Record]] = {"Account": {found.id: found}}
    for record in records:
        held.setdefault(record.type(), {})[record.id] = record
    return Snapshot(found.id, 1, 1, held)


@cache
def every() -> dict[str, Snapshot]:
    """Name to account."""
    three = people("ann bob cy")
    return {
        **{name: demo(name) for name in ("bank", "camera_maker", "committee")}, "made of 40": snapshot(40), "made of 300": snapshot(300),
        "empty": account(), "one": account(*people("ann")), "nothing known": account(*three),
        "all unknown": account(*three, position("ann", roles=("DECIDER",)), position("bob", roles=("USER",), attitude="U")),
        "two": account(*people("ann bob"), position("ann", roles=("DECIDER",), attitude="E"), position("bob", attitude="A")),
        "disconnected": account(*three, position("ann", roles=("DECIDER",), attitude="C"), position("bob", roles=("PAYER",), attitude="D")),
        "ties only": account(*three, tie("ADVICE", "bob", "ann"), tie("ADVICE", "cy", "ann"), position("ann", attitude="B")),
        "contact only": account(*three, tie("CONTACT", "bob", "ann"), position("ann", attitude="B")),
        "all foes": account(*three, *(tie("RIVALS", a, b) for a, b in (("ann", "bob"), ("bob", "cy"), ("ann", "cy"))),
                            position("ann", roles=("DECIDER",), attitude="E"), position("bob", attitude="E"), position("cy", attitude="E")),
        "all for us": account(*three, *(position(p, roles=("USER",), attitude="A", evidence="SEEN", attitude_date="2026-10-30") for p in ("ann", "bob", "cy"))),
    }


def keeps_the_rules(found: Finding, analysis: Analysis) -> None:
    """What any answer promises: whole sentences in both languages, numbers in their range, people of the account, a whole table."""
    cells = [cell for row in found.table.rows for cell in row if isinstance(cell, Text)] if found.table else []
    assert found.sentence.en and any("\u4e00" <= ch <= "\u9fff" for ch in found.sentence.zh)
    for text in (found.sentence, found.would_change, found.next_step, *found.facts, *found.flags, *cells):
        assert bool(text.en) == bool(text.zh) and "{" not in text.en + text.zh, text
        assert not re.search(r"\bnan\b", text.en) and "None" not in text.en.replace("None of those who", ""), text.en
        assert not any("\u4e00" <= ch <= "\u9fff" for ch in text.en), text.en
    assert found.status in ("", "red", "amber", "green")
    if found.value is None:
        assert found.low is None
    else:
        assert math.isfinite(found.value) and found.low <= found.value <= found.high
    if not found.answered:
        assert found.value is None and found.table is None and not found.sure and found.would_change.en
    assert set(found.people) <= set(analysis.snapshot.people) and len(set(found.people)) == len(found.people)
    assert found.table is None or all(len(row) == len(found.table.columns) for row in found.table.rows)
