"""The real server of the browser tests: a process of its own, gone when the tests are gone."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLAGS = {"server.headless": "true", "server.fileWatcherType": "none", "browser.gatherUsageStats": "false",
         "server.address": "127.0.0.1"}
START_SECONDS = 60
PR_SET_PDEATHSIG = 1


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


class Server:
    """Starts at once, and answers when the constructor returns. `store` is a file in `folder` when not said."""

    def __init__(self, folder: Path, *, port: int | None = None, store: str = "") -> None:
        self.store = store or str(folder / "store.sqlite")
        self.log = folder / "server.log"
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        flags = [part for name, value in {**FLAGS, "server.port": str(self.port)}.items() for part in (f"--{name}", value)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", *flags], cwd=ROOT, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, preexec_fn=_die_with_parent,
                env=os.environ | {"POWERMAP_STORE": self.store, "POWERMAP_AUTHOR": "tester", "PYTHONUNBUFFERED": "1"})
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"The server did not start:\n{self.log_text()}")

    def log_text(self, since: int = 0) -> str:
        """What the server printed after so many characters."""
        return self.log.read_text("utf-8", errors="replace")[since:]

    def stop(self) -> None:
        """Ends the process."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
