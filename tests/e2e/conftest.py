"""One server and one browser for all browser tests; a fresh account and a fresh browser context for each.

A test also fails when a page throws, when anything but our own server is asked for something (the product must work
offline), and when the server's log holds a traceback.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from graph.model import Account, Department, Opportunity, Person, Place, Position, Tie, new_id, place_id, position_id
from graph.store import GraphStore, open_store
from tests.chromium import find
from tests.e2e.map_page import MapPage
from tests.e2e.server import Server

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage")
SIZE = {"width": 1500, "height": 1000}
WAIT_MS = 20_000
PLACES = {"ann": (0, -60), "bob": (-200, 60), "cid": (200, 60), "dora": (0, 260)}


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


@pytest.fixture(autouse=True)
def no_traceback(server: Server) -> Iterator[None]:
    before = len(server.log_text())
    yield
    printed = server.log_text(before)
    if "Traceback" in printed:
        pytest.fail(f"The server's log holds a traceback:\n{printed[-2000:]}")


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts that hold nothing of one another: each is another person's browser."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []
    foreign: list[str] = []

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(**{"viewport": SIZE, "locale": "en-GB", **options})
        context.set_default_timeout(WAIT_MS)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        context.on("request", lambda request: _ours(request.url) or foreign.append(request.url))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert not errors, "A page threw an error."
    assert not foreign, "A page asked for something outside."


def _ours(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob") or parts.hostname == "127.0.0.1"


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context().new_page()


@pytest.fixture
def account(store: GraphStore) -> str:
    """An account of this test alone: Ann, Bob, Cid and Dora at known places, Bob and Cid reporting to Ann."""
    return make_account(store)


def make_account(store: GraphStore, name: str = "", **names: str) -> str:
    """Makes the account of the tests; `names` calls people otherwise (`bob="Robert"`)."""
    id = new_id()
    people = [Person(f"{id}.{who}", name=names.get(who, who.title()), department=f"{id}.dep") for who in PLACES]
    spots = [Place(place_id("circles", f"{id}.{who}"), map="circles", item=f"{id}.{who}", x=x, y=y, pinned=True)
             for who, (x, y) in PLACES.items()]
    positions = [Position(position_id(f"{id}.deal", f"{id}.{who}"), opportunity=f"{id}.deal", person=f"{id}.{who}", **fields)
                 for who, fields in {"ann": {"roles": ("DECIDER",)}, "bob": {"attitude": "C"}}.items()]
    ties = [Tie(f"{id}.tie-{who}", kind="REPORTS_TO", source=f"{id}.{who}", target=f"{id}.ann") for who in ("bob", "cid")]
    store.create(Account(id, name=name or f"Acme {id[:8]}"), author="somebody else", records=[
        Opportunity(f"{id}.deal", name="The deal"), Department(f"{id}.dep", name=names.get("dep", "Sales")), *people, *spots,
        *positions, *ties])
    return id


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
