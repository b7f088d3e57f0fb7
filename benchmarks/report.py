"""Measured lines: taken in turns, shown as ratios, written into the document."""

from __future__ import annotations

import gc
import os
import platform
import sqlite3
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

DOCUMENT = Path(__file__).parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
PACKAGES = ("streamlit", "pyvis", "networkx", "pandas", "numpy", "scipy")

Act = Callable[[], object]


@dataclass(frozen=True)
class Line:
    """One measured thing against one rival, in seconds. `at_least`: the rival was given up after so long."""

    what: str
    rival: str
    ours: float
    theirs: float
    runs: int
    at_least: bool = False

    @property
    def ratio(self) -> str:
        """Ours over the rival's, to two figures."""
        value = self.ours / self.theirs
        text = f"{value:.0f}" if value >= 10 else f"{value:.1f}" if value >= 1 else f"{value:.2g}"
        return ("under " if self.at_least else "") + text

    def cells(self) -> list[str]:
        """The line as the cells of a table."""
        return [self.what, self.rival, self.ratio, duration(self.ours),
                ("over " if self.at_least else "") + duration(self.theirs), str(self.runs)]


@dataclass(frozen=True)
class Part:
    """One part of the benchmark: its lines, what they mean, and what else it was measured with."""

    title: str
    meaning: str
    lines: tuple[Line, ...]
    versions: str = ""


HEADER = ["What", "Against", "Ratio", "Ours", "Rival", "Runs"]


def interleaved(acts: Mapping[str, Act], *, runs: int, warm: int = 1) -> dict[str, float]:
    """The median time of each act, all taken in turns in one run. An act that returns a float has timed itself."""
    times: dict[str, list[float]] = {key: [] for key in acts}
    for k in range(warm + runs):
        for key, act in acts.items():
            gc.collect()
            start = time.perf_counter()
            own = act()
            took = own if isinstance(own, float) else time.perf_counter() - start
            if k >= warm:
                times[key].append(took)
    return {key: statistics.median(taken) for key, taken in times.items()}


def duration(seconds: float) -> str:
    """A time for a person to read."""
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} µs"
    if seconds < 1:
        return f"{seconds * 1e3:.3g} ms"
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"


def as_markdown(parts: list[Part], *, load: float) -> str:
    """All parts as tables, with date, versions and the command. `load` is how busy the machine was before."""
    versions = ", ".join([f"Python {platform.python_version()}", *(f"{p} {version(p)}" for p in PACKAGES),
                          f"SQLite {sqlite3.sqlite_version}", *(part.versions for part in parts if part.versions)])
    text = [f"Measured on {date.today()} with `python -m benchmarks` on {os.cpu_count()} cores (load {load:.1f} when it began): {versions}."]
    for part in parts:
        text += ["", f"### {part.title}", "", *_table(part.lines), "", part.meaning]
    return "\n".join(text)


def _table(lines: tuple[Line, ...]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in [HEADER, ["---", "---", "--:", "--:", "--:", "--:"], *(line.cells() for line in lines)]]


def as_text(part: Part) -> str:
    """One part for the terminal."""
    rows = [HEADER, *(line.cells() for line in part.lines)]
    widths = [max(len(row[k]) for row in rows) for k in range(len(HEADER))]
    body = ["  ".join(cell.ljust(w) if k < 2 else cell.rjust(w) for k, (cell, w) in enumerate(zip(row, widths, strict=True)))
            for row in rows]
    return "\n".join([f"\n{part.title}", *body])


def write(markdown: str) -> None:
    """Puts the tables between the two markers of the document."""
    text = DOCUMENT.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCUMENT.write_text(f"{before}{BEGIN}\n{markdown}\n{END}{after}", "utf-8")
