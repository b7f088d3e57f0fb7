"""Accounts of every kind for questions that must never fail: the demo accounts, made-up ones of two sizes, and the odd ones."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from benchmarks.accounts import snapshot
from graph.export.account_json import from_json
from graph.model import Record, Snapshot
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
