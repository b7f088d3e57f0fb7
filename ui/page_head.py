"""What is added to the head of Streamlit's page, so that a map is there sooner.

Streamlit finds its server by asking below the page's own address first (`/map/_stcore/health`, refused), then below the
root, and only when the page's script has run does it fetch the files of the map. The server knows both beforehand: it says
where it is, and names the files of the map so that the browser fetches them at once.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRONTEND = Path(__file__).parent / "power_map" / "frontend"
COMPONENT = "_stcore/bidi-components/powermap-canvas.canvas"
MAP_PAGE = "/map"


class PageHead:
    """Middleware that adds the head to each page; everything else goes through as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._host = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] != "GET" or "." in path or "/_stcore" in path or path.startswith("/powermap"):
            await self.app(scope, receive, send)
            return
        self._host = self._host or (await self._asked({**scope, "path": f"{base()}_stcore/host-config", "headers": []}))[1].decode()
        plain = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
        start, body = await self._asked({**scope, "headers": plain}, receive)
        if b"text/html" in dict(start["headers"]).get(b"content-type", b""):
            body = body.replace(b"</title>", b"</title>" + head(path, self._host).encode(), 1)
            start["headers"] = [(k, v) for k, v in start["headers"] if k not in (b"content-length", b"etag", b"last-modified")]
            start["headers"].append((b"content-length", str(len(body)).encode()))
        await send(start)
        await send({"type": "http.response.body", "body": body})

    async def _asked(self, scope: Scope, receive: Receive | None = None) -> tuple[Message, bytes]:
        """The whole answer of Streamlit to a small question."""
        start: Message = {}
        parts: list[bytes] = []

        async def sending(message: Message) -> None:
            start.update(message) if message["type"] == "http.response.start" else parts.append(message.get("body", b""))

        async def nothing() -> Message:
            return {"type": "http.request", "body": b""}

        await self.app(scope, receive or nothing, sending)
        return start, b"".join(parts)


def head(path: str, host_config: str) -> str:
    """The lines for the page at this path."""
    lines = [f'<script>window.__streamlit = {{ BACKEND_BASE_URL: location.origin + "{base()}", HOST_CONFIG: {host_config} }}</script>']
    if path.rstrip("/").endswith(MAP_PAGE):
        lines += [f'<link rel="modulepreload" href="{base()}{COMPONENT}/{file}">' for file in files()]
    return "".join(lines)


def files() -> list[str]:
    """The files of the map that the page needs, below the component's address."""
    return sorted(str(p.relative_to(FRONTEND)) for pattern in ("*.js", "vendor/*.mjs") for p in FRONTEND.glob(pattern) if p.name != "standalone.js")


def base() -> str:
    """The path that Streamlit serves below, with slashes at both ends."""
    return f"/{st.get_option('server.baseUrlPath').strip('/')}/".replace("//", "/")
