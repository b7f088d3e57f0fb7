"""Streamlit servers on free ports and a Chromium that looks at them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

ROOT = Path(__file__).parent.parent
STREAMLIT = ("--server.headless", "true", "--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false",
             "--server.address", "127.0.0.1")
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
"""Nothing is fetched from outside: a page that asks a content network is refused at once instead of waiting for it."""


@dataclass(frozen=True)
class Served:
    """A running Streamlit server."""

    address: str
    pid: int

    def cpu(self) -> float:
        """The seconds of CPU that it has used so far, to ten milliseconds. Linux only."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(script: str, environment: Mapping[str, str] | None = None) -> Iterator[Served]:
    """A Streamlit server that runs `script`, for as long as the block lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), *STREAMLIT], cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(process, address)
        yield Served(address, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit(f"The server ended with {process.returncode} before it answered.")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not answer within 30 s.")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium: the system's where there is one, else the one that playwright installed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        yield browser
        browser.close()


def traffic(page: Page) -> list[int]:
    """A list that grows with every message of the page's websockets, either way, by its number of bytes."""
    sizes: list[int] = []

    def count(message: str | bytes) -> None:
        sizes.append(len(message))

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", count)
        socket.on("framesent", count)

    page.on("websocket", listen)
    return sizes
