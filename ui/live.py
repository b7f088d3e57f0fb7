"""Tells open maps that their account has moved: a server-sent event with the number of the revision, and nothing else.

One watcher for the process asks the store about the accounts that somebody looks at, however many look.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from starlette.requests import Request
from starlette.responses import StreamingResponse

from graph.errors import NotFound, PowerMapError

ASK_SECONDS = 0.3    # how often the store is asked
BEAT_SECONDS = 15.0  # how often a silent line is kept from being cut
AWAY, GONE = "away", "gone"


class Hub:
    """The open lines. `head` gives an account's revision, as the store does."""

    def __init__(self, head: Callable[[str], tuple[int, str]]) -> None:
        self._head = head
        self._lines: dict[str, set[asyncio.Queue[str]]] = {}
        self._watcher: asyncio.Task[None] | None = None

    async def events(self, request: Request) -> StreamingResponse:
        """The line of one open map; the first event is how things stand."""
        return StreamingResponse(self._told(request.path_params["account"]), media_type="text/event-stream",
                                 headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})

    async def _told(self, account: str) -> AsyncIterator[str]:
        line: asyncio.Queue[str] = asyncio.Queue()
        self._lines.setdefault(account, set()).add(line)
        try:
            line.put_nowait(await asyncio.to_thread(self._stands, account))
            if self._watcher is None or self._watcher.done():
                self._watcher = asyncio.create_task(self._watch())
            yield "retry: 2000\n\n"
            while True:
                try:
                    yield f"data: {await asyncio.wait_for(line.get(), BEAT_SECONDS)}\n\n"
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            self._lines[account].discard(line)
            if not self._lines[account]:
                del self._lines[account]

    async def _watch(self) -> None:
        """Asks while anybody listens. An account that is away is told each time: what waits for it is tried again."""
        before: dict[str, str] = {}
        while self._lines:
            before = {account: stood for account, stood in before.items() if account in self._lines}
            for account in list(self._lines):
                stands = await asyncio.to_thread(self._stands, account)
                if stands == AWAY or before.get(account, stands) != stands:
                    for line in self._lines.get(account, ()):
                        line.put_nowait(stands)
                before[account] = stands
            await asyncio.sleep(ASK_SECONDS if AWAY not in before.values() else 10 * ASK_SECONDS)

    def _stands(self, account: str) -> str:
        try:
            return str(self._head(account)[0])
        except NotFound:
            return GONE
        except PowerMapError:
            return AWAY
