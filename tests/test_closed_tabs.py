"""A socket whose tab was closed while it was written to ends like any other."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.types import ASGIApp, Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from ui.closed_tabs import ClosedTabs


def visited(wrap: Callable[[ASGIApp], ASGIApp]) -> list[str]:
    """What a page heard that writes and listens, of a tab that went at once."""
    heard = []

    async def page(socket: WebSocket) -> None:
        await socket.accept()
        try:
            await socket.send_bytes(b"a map")
        except WebSocketDisconnect:
            heard.append("no tab")
        try:
            await socket.receive_bytes()
        except WebSocketDisconnect:
            heard.append("closed")
        except RuntimeError:
            heard.append("broken")

    incoming: list[Message] = [{"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1001}]

    async def receive() -> Message:
        return incoming.pop(0)

    async def send(message: Message) -> None:
        if message["type"] == "websocket.send":
            raise ConnectionResetError

    app: Callable[..., Awaitable[None]] = wrap(Starlette(routes=[WebSocketRoute("/", page)]))
    asyncio.run(app({"type": "websocket", "path": "/", "headers": [], "query_string": b"", "subprotocols": []}, receive, send))
    return heard


@pytest.mark.parametrize(("wrap", "heard"), [(ClosedTabs, ["closed"]), (lambda app: app, ["no tab", "broken"])], ids=["with", "without"])
def test_a_closed_tab_is_heard_of_once_and_not_as_a_fault(wrap: Callable[[ASGIApp], ASGIApp], heard: list[str]) -> None:
    assert visited(wrap) == heard
