"""What is added to the head of Streamlit's page, so that a map is there sooner.

Streamlit finds its server by asking below the page's own address first (`/map/_stcore/health`, refused), then below the
root, and fetches the files of the map one after the other when the first map is on the page, anew each time. The server
knows better: it says where it is, lets the browser take the map's files from an address that changes with them and can
therefore be kept for good, and names what the map page is going to need.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRONTEND = Path(__file__).parent / "power_map" / "frontend"
COMPONENT = "_stcore/bidi-components/powermap-canvas.canvas"
KEPT = "powermap/canvas"
MAP_PAGE = "/map"


class PageHead:
    """Middleware that adds the head to each page; everything else goes through as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._host = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "http" and path.startswith(f"{base()}{COMPONENT}/"):
            file = path.removeprefix(f"{base()}{COMPONENT}/")
            await RedirectResponse(f"{kept()}/{file}", headers={"Cache-Control": "no-cache"})(scope, receive, send)
            return
        if scope["type"] != "http" or scope["method"] != "GET" or "." in path or "/_stcore" in path or path.startswith(f"{base()}powermap/"):
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


class _Kept(StaticFiles):
    """The files of the map. Their address changes when they do, so a browser keeps what it has."""

    async def get_response(self, path: str, scope: MutableMapping[str, Any]) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def routes() -> list[Mount]:
    """Where the files of the map are kept for the browser."""
    return [Mount(f"{base()}{KEPT}/{{version}}", _Kept(directory=FRONTEND))]


def head(path: str, host_config: str) -> str:
    """The lines for the page at this path."""
    lines = [f'<script>window.__streamlit = {{ BACKEND_BASE_URL: location.origin + "{base()}", HOST_CONFIG: {host_config} }}</script>']
    if path.rstrip("/").endswith(MAP_PAGE):
        now = kept()
        lines += [f'<link rel="modulepreload" href="{now}/{file}">' for file in files()]
    return "".join(lines)


def kept() -> str:
    """The address of the files of the map as they are now."""
    stats = [(path.name, path.stat()) for path in sorted(FRONTEND.rglob("*"))]
    version = sha256(repr([(name, s.st_mtime_ns, s.st_size) for name, s in stats]).encode()).hexdigest()[:16]
    return f"{base()}{KEPT}/{version}"


def files() -> list[str]:
    """The files of the map that the page needs, below the component's address."""
    return sorted(str(p.relative_to(FRONTEND)) for pattern in ("*.js", "vendor/*.mjs") for p in FRONTEND.glob(pattern) if p.name != "standalone.js")


def base() -> str:
    """The path that Streamlit serves below, with slashes at both ends."""
    return f"/{st.get_option('server.baseUrlPath').strip('/')}/".replace("//", "/")
