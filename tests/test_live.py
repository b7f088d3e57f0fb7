"""The lines of open maps, held by a real server: what travels on them, and who is told to be here."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
import uvicorn
from starlette.applications import Starlette

from graph.errors import NotFound, StoreUnavailable
from tests.e2e.server import free_port
from ui import live, presence
from ui.live import Hub
from ui.presence import COLOURS, Presence

WAIT_SECONDS = 10


@dataclass
class Store:
    """The revision of the account "a"; every other one is gone."""

    revision: int = 7
    away: bool = False

    def head(self, account: str) -> tuple[int, str]:
        if self.away:
            raise StoreUnavailable("The store is away.")
        if account != "a":
            raise NotFound("There is no such account.")
        return self.revision, "born"


class Line:
    """One open map: reads what it is sent, and answers beats unless it is `mute`."""

    def __init__(self, port: int, who: str, *, account: str = "a", mute: bool = False) -> None:
        self.port, self.path, self.mute = port, f"{account}?who={who}", mute
        self.said: list[tuple[str, str]] = []
        self.wire = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
        self.wire.request("GET", f"/powermap/events/{self.path}")
        self.socket = self.wire.sock
        self.answer = self.wire.getresponse()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        event = "message"
        try:
            for raw in self.answer:
                line = raw.decode().rstrip("\n")
                if line.startswith("event: "):
                    event = line[7:]
                elif line.startswith("data: "):
                    self.said.append((event, line[6:]))
                    if event == "beat" and not self.mute:
                        reply = http.client.HTTPConnection("127.0.0.1", self.port)
                        reply.request("POST", f"/powermap/here/{self.path}")
                        assert reply.getresponse().status == 204
                        reply.close()
        except (OSError, ValueError):
            pass  # hung up

    def heard(self, event: str = "message") -> list[str]:
        return [data for kind, data in self.said if kind == event]

    def here(self) -> list[str]:
        told = self.heard("here")
        return [one["name"] for one in json.loads(told[-1])] if told else []

    def hang_up(self) -> None:
        self.socket.shutdown(2)
        self.socket.close()


@dataclass
class Served:
    port: int
    store: Store
    people: Presence
    lines: list[Line] = field(default_factory=list)

    def line(self, who: str, name: str = "", **more: object) -> Line:
        """A map is opened by a session that says its name."""
        if name:
            self.people.tell("a", who, name=name, selected="")
        self.lines.append(Line(self.port, who, **more))  # type: ignore[arg-type]
        return self.lines[-1]


@pytest.fixture
def served() -> Iterator[Served]:
    store, people, port = Store(), Presence(), free_port()
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=Hub(store.head, people).routes), port=port, log_level="error"))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    until(lambda: server.started)
    made = Served(port, store, people)
    yield made
    for line in made.lines:
        with_closed(line)
    server.should_exit = True
    running.join(WAIT_SECONDS)


def with_closed(line: Line) -> None:
    with suppress(OSError):  # it has hung up already
        line.hang_up()


def until(true: Callable[[], object]) -> None:
    """Waits on a state."""
    end = time.monotonic() + WAIT_SECONDS
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.01)


def test_a_line_begins_with_how_things_stand_and_tells_of_every_move(served: Served) -> None:
    line = served.line("1")
    until(lambda: line.heard() == ["7"])
    served.store.revision = 8
    until(lambda: line.heard() == ["7", "8"])


def test_an_account_that_is_gone_or_away_is_told(served: Served) -> None:
    gone = served.line("1", account="b")
    until(lambda: gone.heard() == ["gone"])
    line = served.line("2")
    until(lambda: line.heard() == ["7"])
    served.store.away = True
    until(lambda: "away" in line.heard())
    served.store.away = False
    until(lambda: line.heard()[-1] == "7")


def test_everybody_is_told_who_is_here_and_what_they_have_selected(served: Served) -> None:
    anna, bernd = served.line("1", "Anna"), served.line("2", "Bernd")
    for line in (anna, bernd):
        until(lambda line=line: sorted(line.here()) == ["Anna", "Bernd"])
    served.people.tell("a", "1", name="Anna", selected="somebody")
    until(lambda: {one["name"]: one["selected"] for one in json.loads(bernd.heard("here")[-1])} == {"Anna": "somebody", "Bernd": ""})
    assert set(json.loads(bernd.heard("here")[-1])[0]) == {"who", "name", "colour", "selected", "since"}


def test_other_accounts_hear_nothing(served: Served) -> None:
    other = served.line("1", account="b")
    until(lambda: other.heard() == ["gone"])
    anna = served.line("2", "Anna")
    until(lambda: anna.here() == ["Anna"])
    served.store.revision = 8
    until(lambda: anna.heard()[-1] == "8")
    assert other.said == [("message", "gone")]


def test_whoever_hangs_up_is_gone_within_two_seconds(served: Served) -> None:
    anna, bernd = served.line("1", "Anna"), served.line("2", "Bernd")
    until(lambda: len(anna.here()) == 2)
    bernd.hang_up()
    start = time.monotonic()
    until(lambda: anna.here() == ["Anna"])
    assert time.monotonic() - start < 2


def test_whoever_does_not_answer_is_gone_and_comes_back_with_an_answer(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr(presence, "UNHEARD_SECONDS", 1.0)
    anna, cut = served.line("1", "Anna"), served.line("2", "Bernd", mute=True)
    until(lambda: len(anna.here()) == 2)
    until(lambda: anna.here() == ["Anna"])
    cut.mute = False
    until(lambda: len(anna.here()) == 2)


def test_the_real_times_keep_the_promise() -> None:
    assert live.BEAT_SECONDS * 2 + live.ASK_SECONDS < presence.UNHEARD_SECONDS, "two lost answers are no absence"
    assert presence.UNHEARD_SECONDS + live.ASK_SECONDS < 20


def test_a_dead_line_is_given_up(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr(presence, "CUT_SECONDS", 0.5)
    line = served.line("1", mute=True)
    until(lambda: line.answer.isclosed())


def test_a_session_without_a_line_is_not_here_and_one_without_a_name_neither(served: Served) -> None:
    served.people.tell("a", "1", name="Anna", selected="")
    nameless, bernd = served.line("2"), served.line("3", "Bernd")
    until(lambda: bernd.here() == ["Bernd"] and nameless.here() == ["Bernd"])


def test_a_second_tab_of_a_session_that_closes_takes_nobody_away(served: Served) -> None:
    first, second, bernd = served.line("1", "Anna"), served.line("1"), served.line("2", "Bernd")
    until(lambda: sorted(bernd.here()) == ["Anna", "Bernd"])
    second.hang_up()
    until(lambda: served.people._seats["a"]["1"].lines == 1)
    assert [one.name for one in served.people.here("a")] == ["Anna", "Bernd"]
    first.hang_up()
    until(lambda: bernd.here() == ["Bernd"])


def test_two_people_have_two_colours_and_one_person_always_one() -> None:
    people = Presence()
    for k, name in enumerate(["Anna", "Bernd", "王丽", "Dora", "Anna"]):
        people.opened("a", str(k))
        people.tell("a", str(k), name=name, selected="")
    colours = {one.who: one.colour for one in people.here("a")}
    assert colours["0"] == colours["4"] and len(set(colours.values())) == 4 and set(colours.values()) <= set(COLOURS)
    people.tell("a", "1", name="Bernd", selected="x")
    assert {one.who: one.colour for one in people.here("a")} == colours


def test_sessions_that_never_opened_a_line_are_forgotten() -> None:
    now = [0.0]
    people = Presence(clock=lambda: now[0])
    for k in range(100):
        people.tell("a", f"lost {k}", name="Anna", selected="")
    now[0] = presence.CUT_SECONDS + 1
    people.tell("a", "new", name="Bernd" * 100, selected="")
    people.opened("a", "new")
    assert [len(one.name) for one in people.here("a")] == [presence.LONGEST_NAME]
    people.closed("a", "new")
    assert not people._seats
