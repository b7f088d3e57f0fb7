"""`python -m benchmarks.scale`: what an account, an edit and an open page cost, for the sums in docs/scale.md."""

from __future__ import annotations

import gc
import json
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.accounts import records
from benchmarks.neo4j_store import recorded
from graph.analysis.account import analyse
from graph.analysis.catalogue import answers
from graph.drawing.payload import map_payload
from graph.drawing.pyvis_map import canvas_data
from graph.export.account_json import from_json, renumbered
from graph.model import Account
from graph.store import GraphStore, Put, open_store
from tests.chromium import find
from tests.e2e.server import Server
from tests.neo4j_server import Neo4jServer

ACCOUNTS = 1_000
SIZES = (42, 300, 2_000)
DEMO = Path(__file__).parent.parent / "data" / "committee.json"
IDLE_SECONDS = 20.0


def main() -> None:
    """Prints everything as a list of what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        server = Neo4jServer(Path(folder, "neo4j"), heap="1g")
        server.start()
        try:
            with closing(open_store(server.url)) as store:
                for line in (*_memory(store), *_full(store, Path(folder, "neo4j")), *_tabs(store, server, Path(folder))):
                    print(line, flush=True)
        finally:
            server.stop()


def _memory(store: GraphStore) -> Iterator[str]:
    for people in SIZES:
        account, *others = records(people)
        assert isinstance(account, Account)
        store.create(account, author="bench", records=others)
        tracemalloc.start()
        snapshot, first = _grown(lambda id=account.id: store.read(id))
        analysis, second = _grown(lambda made=snapshot: _analysed(made))
        drawn, third = _grown(lambda made=analysis: canvas_data(map_payload(made)))
        tracemalloc.stop()
        yield (f"{people} people, memory: snapshot {first / 1e6:.1f} MB, analysis {second / 1e6:.1f} MB, map {third / 1e6:.1f} MB; "
               f"sent to a browser once {len(json.dumps(drawn)) / 1e3:.0f} kB")
        yield (f"{people} people, CPU: read {_median(lambda id=account.id: store.read(id))}, "
               f"analysis {_median(lambda made=snapshot: _analysed(made))}, "
               f"map {_median(lambda made=analysis: canvas_data(map_payload(made)))}")
        store.erase_account(account.id)


def _analysed(snapshot: Any) -> Any:
    analysis = analyse(snapshot)
    _ = answers(analysis), analysis.centrality
    return analysis


def _grown(make: Callable[[], Any]) -> tuple[Any, int]:
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    made = make()
    gc.collect()
    return made, tracemalloc.get_traced_memory()[0] - before


def _full(store: GraphStore, home: Path) -> Iterator[str]:
    """The store with a thousand accounts in it."""
    demo, rest = from_json(json.loads(DEMO.read_text("utf-8")), file=DEMO.name)
    before, start, ids = _disk(home), time.perf_counter(), []
    for _ in range(ACCOUNTS):
        account, others = renumbered(demo, rest)
        store.create(account, author="bench", records=others)
        ids.append(account.id)
    took = time.perf_counter() - start
    yield f"{ACCOUNTS:,} accounts of {len(store.read(ids[0]).people)} people written in {took:.0f} s"
    yield f"on disk {(_disk(home) - before) / ACCOUNTS / 1e3:.0f} kB an account, transaction logs aside"
    one = ids[ACCOUNTS // 2]
    person = next(iter(store.read(one).people))
    numbers = iter(range(10_000))
    for name, act in {
            "list of all accounts": lambda: _listed(store), "has it moved? (asked)": lambda: store._ask_head(one),  # type: ignore[attr-defined]
            "read one account": lambda: store.read(one),
            "one edit": lambda: store.apply(one, [Put("Person", person, {"title": f"T{next(numbers)}"})], author="bench", base=None),
            "what undo would do": lambda: store.undo_label(one, author="bench")}.items():
        yield f"among {ACCOUNTS:,} accounts: {name} {_median(act)}, {_statements(act)} statements"


def _listed(store: GraphStore) -> object:
    store._list = float("-inf"), []  # type: ignore[attr-defined]  # asked anew, not what was asked a moment ago
    return store.accounts()


def _disk(home: Path) -> int:
    return sum(path.stat().st_size for path in (home / "data" / "databases" / "neo4j").rglob("*") if path.is_file())


def _median(act: Callable[[], Any], runs: int = 21) -> str:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return f"{1000 * statistics.median(times):.1f} ms"


def _statements(act: Callable[[], Any]) -> int:
    said: list[Any] = []
    with recorded(said):
        act()
    return len(said)


def _tabs(store: GraphStore, neo4j: Neo4jServer, folder: Path) -> Iterator[str]:
    """CPU of the app and of the database while maps are open and nobody does anything."""
    from playwright.sync_api import sync_playwright
    one = store.accounts()[0].id
    app = Server(folder, store=neo4j.url)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-gpu"])
        for tabs in (0, 1, 5):
            pages = []
            for _ in range(tabs):
                page = browser.new_page()
                page.goto(f"{app.url}/map?account={one}")
                page.locator("[data-testid=power-map][data-state=drawn]").wait_for(timeout=60_000)
                pages.append(page)
            assert neo4j.process is not None
            before = _cpu(app.process.pid), _cpu(neo4j.process.pid)
            time.sleep(IDLE_SECONDS)
            used = [(now - then) / IDLE_SECONDS * 1000 for now, then in zip((_cpu(app.process.pid), _cpu(neo4j.process.pid)), before,
                                                                            strict=True)]
            yield (f"{tabs} open maps, idle: app {used[0]:.1f} ms of CPU a second, database {used[1]:.1f} ms; "
                   f"the app's process holds {_resident(app.process.pid)} MB")
            for page in pages:
                page.close()
        browser.close()
    app.stop()


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def _resident(pid: int) -> int:
    line = next(ln for ln in Path(f"/proc/{pid}/status").read_text().splitlines() if ln.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    main()
