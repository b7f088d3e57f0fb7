"""Tells open maps that their account has moved (the number of the revision, nothing else) and who else has it open.

One watcher for the process asks the store about the accounts that somebody looks at, however many look.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, dataclass, field

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from graph.errors import NotFound, PowerMapError
from ui import page_head
from ui.presence import Presence

ASK_SECONDS = 0.3   # how often the store is asked, and how soon the others hear who came, went or selected somebody
BEAT_SECONDS = 5.0  # how often an open map is asked to answer; that also keeps a silent line from being cut
AWAY, GONE = "away", "gone"


@dataclass(eq=False)
class _Line:
    """The line of one open map. `stood` is how things stood when it was last told, `told` whom it was told to be here."""

    who: str
    stood: str = ""
    told: str = "[]"
    beaten: float = field(default_factory=time.monotonic)
    waiting: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    def tell(self, stands: str) -> None:
        self.stood = stands
        self.send(stands)

    def send(self, data: str, event: str = "message") -> None:
        self.waiting.put_nowait(f"event: {event}\ndata: {data}\n\n")


class Hub:
    """The open lines. `head` gives an account's revision, as the store does."""

    def __init__(self, head: Callable[[str], tuple[int, str]], presence: Presence) -> None:
        self._head, self._presence = head, presence
        self._lines: dict[str, set[_Line]] = {}
        self._watcher: asyncio.Task[None] | None = None

    @property
    def routes(self) -> list[Route]:
        """Where open maps listen, and where they answer."""
        below = f"{page_head.base()}powermap"
        return [Route(f"{below}/events/{{account}}", self.events), Route(f"{below}/here/{{account}}", self.answer, methods=["POST"])]

    async def events(self, request: Request) -> StreamingResponse:
        """The line of one open map; the first event is how things stand."""
        lines = self._told(request.path_params["account"], request.query_params.get("who", ""))
        return StreamingResponse(lines, media_type="text/event-stream", headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})

    async def answer(self, request: Request) -> Response:
        """An open map answers a beat."""
        self._presence.heard(request.path_params["account"], request.query_params.get("who", ""))
        return Response(status_code=204)

    async def _told(self, account: str, who: str) -> AsyncIterator[str]:
        line = _Line(who)
        self._lines.setdefault(account, set()).add(line)
        self._presence.opened(account, who)
        try:
            line.tell(await asyncio.to_thread(self._stands, account))
            if self._watcher is None or self._watcher.done():
                self._watcher = asyncio.create_task(self._watch())
            yield "retry: 2000\n\n"
            while not self._presence.cut(account, who):
                yield await line.waiting.get()
        finally:
            self._presence.closed(account, who)
            self._lines[account].discard(line)
            if not self._lines[account]:
                del self._lines[account]

    async def _watch(self) -> None:
        """Watches while anybody listens; a store that answers late does not keep people waiting for one another."""
        asked = asyncio.create_task(self._ask())
        while self._lines:
            self._show_people()
            if asked.done():
                asked = asyncio.create_task(self._ask())
            await asyncio.sleep(ASK_SECONDS)

    async def _ask(self) -> None:
        """Tells of what moved. An account that is away is told each time: what waits for it is tried again."""
        away = False
        for account in list(self._lines):
            stands = await asyncio.to_thread(self._stands, account)
            away |= stands == AWAY
            for line in self._lines.get(account, ()):
                if stands == AWAY or line.stood not in ("", stands):
                    line.tell(stands)
        if away:
            await asyncio.sleep(9 * ASK_SECONDS)

    def _show_people(self) -> None:
        """Tells every line who is here when that has changed, and asks it to answer from time to time."""
        for account, lines in self._lines.items():
            here = json.dumps([asdict(one) for one in self._presence.here(account)], ensure_ascii=False)
            for line in lines:
                if line.told != here:
                    line.told = here
                    line.send(here, "here")
                if time.monotonic() - line.beaten > BEAT_SECONDS:
                    line.beaten = time.monotonic()
                    line.send("", "beat")

    def _stands(self, account: str) -> str:
        try:
            return str(self._head(account)[0])
        except NotFound:
            return GONE
        except PowerMapError:
            return AWAY
