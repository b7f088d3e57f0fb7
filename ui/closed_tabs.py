"""A tab that is closed while something is being sent to it is no fault: the server's log says nothing of it."""

from __future__ import annotations

from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class ClosedTabs:
    """Middleware for the pages' sockets. Streamlit learns of a closed tab by listening; were it told while it sends, it would
    take the next thing it hears for a broken protocol and leave a traceback."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            with suppress(OSError):
                await send(message)

        await self.app(scope, receive, sending if scope["type"] == "websocket" else send)
