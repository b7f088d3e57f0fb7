"""The open store of this process, and snapshots and analyses by revision: the store is only asked what moved."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import streamlit as st

from graph.analysis.account import Analysis, analyse
from graph.errors import InvalidRecord
from graph.export.account_json import from_json
from graph.model import RECORDS, Snapshot
from graph.store import GraphStore, open_store
from graph.store.open import place_of_store

DEMOS = Path(__file__).parent.parent / "data"


def store() -> GraphStore:
    """The store that `POWERMAP_STORE` names, opened once for the process; a new one gets the demo accounts."""
    return _opened(place_of_store())


@st.cache_resource(show_spinner=False)
def _opened(where: str) -> GraphStore:
    opened = open_store(where)
    if not opened.accounts(archived=True):
        add_demos(opened)
    return opened


def add_demos(into: GraphStore) -> int:
    """Adds the demo accounts that are not there yet; how many were added."""
    known = {info.id for info in into.accounts(archived=True)}
    added = 0
    for path in sorted(DEMOS.glob("*.json")):
        account, records = from_json(json.loads(path.read_text("utf-8")), file=path.name)
        if account.id not in known:
            with suppress(InvalidRecord):  # another process that opened the same new store was quicker
                into.create(account, author="Powermap", records=records)
                added += 1
    return added


def snapshot(account: str) -> Snapshot:
    """The account as it is now."""
    return _snapshot(place_of_store(), account, *store().head(account))


def past(now: Snapshot, day: str) -> Snapshot:
    """The account as it was at the end of a day ("2026-03-31"), with the places and views of now: the same map, other facts.

    Raises `NotFound` when the account did not exist yet.
    """
    then = _past(place_of_store(), now.account_id, day, *store().head(now.account_id))
    lasting = {name: now.all(name) for name, cls in RECORDS.items() if not cls.fact}
    return replace(then, records={**then.records, **lasting})


@st.cache_resource(show_spinner=False, max_entries=8)
def _past(where: str, account: str, day: str, revision: int, born: str) -> Snapshot:
    return _opened(where).read(account, as_of=date.fromisoformat(day))


@st.cache_resource(show_spinner=False, max_entries=16)
def _snapshot(where: str, account: str, revision: int, born: str) -> Snapshot:
    return _opened(where).read(account)


def analysis(now: Snapshot, opportunity: str | None, *, day: date | None = None) -> Analysis:
    """The analysis of a deal on a day (today); computed again only when a fact changed, not when somebody dragged a person."""
    deal = now.opportunity(opportunity).id
    born = store().head(now.account_id)[1]
    known = _analysis(place_of_store(), now.account_id, now.facts_revision, born, deal, day or date.today(), _now=now)
    return known if known.snapshot is now else known.beside(now)


@st.cache_resource(show_spinner=False, max_entries=16)
def _analysis(where: str, account: str, facts: int, born: str, deal: str, today: date, _now: Snapshot) -> Analysis:
    return analyse(_now, opportunity=deal, today=today, ranker=_opened(where).measures)
