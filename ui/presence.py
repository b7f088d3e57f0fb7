"""Who has a map open, and what they have selected: known to this process alone and to nobody's store."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from zlib import crc32

import streamlit as st

from graph.model import new_id
from ui.state import Keys, author, opened

COLOURS = ("#2563c9", "#b5359c", "#0f7c74", "#8a5a12", "#7a3fd0", "#b0304f", "#4c6b1f", "#46607c")
"""One for each person, white letters readable on all of them; none is the colour of an attitude at full strength."""
UNHEARD_SECONDS = 13.0
"""Whoever did not answer for so long has no network any more."""
CUT_SECONDS = 60.0
"""A line that nobody answers on is given up after so long, and so is a session that never opened one."""
LONGEST_NAME = 60


@dataclass(frozen=True)
class Here:
    """Somebody with an open map: `who` is the session, `selected` an id or "", `since` seconds since 1970."""

    who: str
    name: str
    colour: str
    selected: str
    since: int


@dataclass
class _Seat:
    heard: float
    shown: Here | None = None
    lines: int = 0


class Presence:
    """The sessions of each account. A session tells its name; its browser holds lines open; both make it present.
    Every thread may call everything."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._seats: dict[str, dict[str, _Seat]] = {}

    def tell(self, account: str, who: str, *, name: str, selected: str) -> None:
        """The session says under which name it is here and what it has selected."""
        with self._lock:
            seats = self._seats.setdefault(account, {})
            for other in [w for w, seat in seats.items() if not seat.lines and self._silent(seat) > CUT_SECONDS]:
                del seats[other]
            seat = seats.setdefault(who, _Seat(self._clock()))
            seat.heard, name = self._clock(), name[:LONGEST_NAME]
            colour = seat.shown.colour if seat.shown and seat.shown.name == name else _colour(name, seats)
            seat.shown = Here(who, name, colour, selected, seat.shown.since if seat.shown else int(time.time()))

    def opened(self, account: str, who: str) -> None:
        """A browser holds a line open for the session."""
        with self._lock:
            seat = self._seats.setdefault(account, {}).setdefault(who, _Seat(self._clock()))
            seat.lines, seat.heard = seat.lines + 1, self._clock()

    def heard(self, account: str, who: str) -> None:
        """The browser answered."""
        with self._lock:
            if seat := self._seats.get(account, {}).get(who):
                seat.heard = self._clock()

    def closed(self, account: str, who: str) -> None:
        """A line ended; with its last one the session is forgotten."""
        with self._lock:
            seats = self._seats.get(account, {})
            if seat := seats.get(who):
                seat.lines -= 1
                if seat.lines < 1:
                    del seats[who]
            if not seats:
                self._seats.pop(account, None)

    def here(self, account: str) -> list[Here]:
        """Who is here, first come first."""
        with self._lock:
            found = [seat.shown for seat in self._seats.get(account, {}).values()
                     if seat.shown and seat.lines and self._silent(seat) < UNHEARD_SECONDS]
        return sorted(found, key=lambda one: (one.since, one.who))

    def cut(self, account: str, who: str) -> bool:
        """Whether nobody has answered for so long that the line may be given up."""
        with self._lock:
            seat = self._seats.get(account, {}).get(who)
            return seat is None or self._silent(seat) > CUT_SECONDS

    def _silent(self, seat: _Seat) -> float:
        return self._clock() - seat.heard


def _colour(name: str, seats: dict[str, _Seat]) -> str:
    """The same colour for the same name wherever it can be, and two people in two."""
    taken = {seat.shown.name: seat.shown.colour for seat in seats.values() if seat.shown}
    if name in taken:
        return taken[name]
    first = crc32(name.encode()) % len(COLOURS)
    turn = [COLOURS[(first + k) % len(COLOURS)] for k in range(len(COLOURS))]
    return next((colour for colour in turn if colour not in taken.values()), turn[0])


PRESENCE = Presence()
"""The one of this process."""


def announce(account: str) -> str:
    """Tells the others under which name this session has the account open and what is selected; the id of the session."""
    who = str(st.session_state.setdefault(Keys.WHO, new_id()))
    PRESENCE.tell(account, who, name=author(), selected=opened(Keys.PERSON) or "")
    return who
