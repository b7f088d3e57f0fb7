"""Ten people edit one map at once, by chance: in the end all see the same, it is what is stored, and nothing was lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random

from playwright.sync_api import BrowserContext

from graph.store import GraphStore
from tests.e2e.crowd import Crowd, stored
from tests.e2e.server import Server

BROWSERS, ROUNDS = 10, 8
SEED = int(os.environ.get("POWERMAP_SEED", "7"))


def test_ten_browsers_end_with_the_same_map_and_lose_nothing(new_context: Callable[..., BrowserContext], server: Server, store: GraphStore,
                                                            account: str) -> None:
    random = Random(SEED)
    crowd = Crowd([new_context() for _ in range(BROWSERS)], server.url, account)
    for k in range(BROWSERS):
        crowd.edit(k, random, kind="person")
    crowd.settled(store)
    for turn in range(ROUNDS):
        for k in random.sample(range(BROWSERS), BROWSERS):
            crowd.edit(k, random)
        if turn == 1:
            crowd.loses_its_line(2)
        if turn == 3:
            crowd.reload(5)
        if turn % 2:
            crowd.drag(turn % BROWSERS, random)
    crowd.settled(store)
    expected = stored(store, account)
    assert len(expected["nodes"]) >= BROWSERS
    for k in range(BROWSERS):
        assert crowd.shown(k) == expected, k
    log = store.changes(account)
    assert crowd.unaccounted(log) == []
    assert {r.author for r in log} >= {f"P{k}" for k in range(BROWSERS)}
    assert len(log) >= len(crowd.sent) / 2
