"""One server and one browser for all browser tests; a fresh account and a fresh tab for each.

A test also fails when a page throws, when anything but our own server is asked for something (the product must work
offline), and when the server's log holds a traceback.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from graph.export.account_json import from_json
from graph.store import GraphStore, open_store
from tests.chromium import find
from tests.e2e.map_page import MapPage
from tests.e2e.server import ROOT, Server
from tests.pages.small_account import make_account

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage")
SIZE = {"width": 1500, "height": 1000}
WAIT_MS = 30_000
"""A machine that runs other tests beside these may be slow: only what never comes takes so long."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find()
    if path is None:
        reason = "No Chromium was found: run `python -m tests.chromium`, or set POWERMAP_CHROMIUM to one."
        if os.environ.get("POWERMAP_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("server"))
    yield started
    started.stop()


@pytest.fixture(scope="session")
def store(server: Server) -> Iterator[GraphStore]:
    """The server's store, opened beside it."""
    opened = open_store(server.store)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def committee(store: GraphStore) -> str:
    """The large demo account."""
    account, records = from_json(json.loads((ROOT / "data" / "committee.json").read_text("utf-8")))
    if account.id not in {info.id for info in store.accounts()}:
        store.create(account, author="somebody else", records=records)
    return account.id


@dataclass
class Watched:
    """What must not happen in any page."""

    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def context(self, browser: Browser, **options: Any) -> BrowserContext:
        """A new browser context under watch."""
        context = browser.new_context(**{"viewport": SIZE, "locale": "en-GB", **options})
        context.set_default_timeout(WAIT_MS)
        context.on("weberror", lambda error: self.errors.append(error.error.stack or str(error.error)))
        context.on("request", lambda request: _ours(request.url) or self.foreign.append(request.url))
        context.on("page", lambda page: page.on("websocket", lambda socket: _ours(socket.url) or self.foreign.append(socket.url)))
        return context


@pytest.fixture(scope="session")
def watched() -> Watched:
    return Watched()


@pytest.fixture(autouse=True)
def nothing_bad(watched: Watched, server: Server) -> Iterator[None]:
    """No page throws, nobody but our server is asked for anything, and its log holds no traceback."""
    watched.errors.clear()
    watched.foreign.clear()
    before = len(server.log_text())
    yield
    assert not watched.errors, f"A page threw {watched.errors}"
    assert not watched.foreign, f"A page asked for something outside: {watched.foreign}"
    printed = server.log_text(before)
    if "Traceback" in printed:
        pytest.fail(f"The server's log holds a traceback:\n{printed[-2000:]}")


@pytest.fixture
def new_context(browser: Browser, watched: Watched) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts that hold nothing of one another: each is another person's browser."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        contexts.append(watched.context(browser, **options))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


def _ours(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob") or parts.hostname == "127.0.0.1"


@pytest.fixture(scope="session")
def two_browsers(browser: Browser, watched: Watched) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    """The browsers of two people, which know nothing of each other. Kept: their caches save each test a long download."""
    with watched.context(browser) as one, watched.context(browser) as other:
        yield one, other


@pytest.fixture
def page(two_browsers: tuple[BrowserContext, BrowserContext]) -> Iterator[Page]:
    """A new tab: its session, and what it keeps for itself, are its own."""
    yield from _tab(two_browsers[0])


@pytest.fixture
def other_page(two_browsers: tuple[BrowserContext, BrowserContext]) -> Iterator[Page]:
    """A new tab of somebody else's browser."""
    yield from _tab(two_browsers[1])


def _tab(context: BrowserContext) -> Iterator[Page]:
    yield context.new_page()
    for tab in context.pages:  # also one that a test opened besides and could not close, because it failed
        tab.close()
    context.clear_cookies()


@pytest.fixture
def account(store: GraphStore) -> str:
    """An account of this test alone."""
    return make_account(store)


@pytest.fixture
def map_page(page: Page, server: Server, account: str) -> MapPage:
    """The map of the fresh account, drawn."""
    return MapPage(page, server.url).open(account)


@pytest.fixture
def cold_server(browser: Browser, tmp_path: Path) -> Iterator[Callable[[], Server]]:
    """Starts servers of this test alone, each on the store and the port of the one before."""
    started: list[Server] = []

    def start() -> Server:
        started.append(Server(tmp_path, port=started[-1].port if started else None))
        return started[-1]

    yield start
    for one in started:
        one.stop()
    assert all("Traceback" not in one.log_text() for one in started)
