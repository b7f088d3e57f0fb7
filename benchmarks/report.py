"""Measured lines: taken in turns, shown as ratios, written into the document."""

from __future__ import annotations

import gc
import os
import platform
import re
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
    """One measured thing against one rival. `at_least`: the rival was given up after so much.

    `unit` is "s" (seconds), "s/s" (seconds of CPU in a second), "B" (bytes) or "fps" (frames a second, where more is better).
    """

    what: str
    rival: str
    ours: float
    theirs: float
    runs: int
    at_least: bool = False
    unit: str = "s"

    @property
    def ratio(self) -> str:
        """Ours over the rival's, to two figures."""
        value = self.ours / self.theirs
        text = f"{value:.0f}" if value >= 10 else f"{value:.1f}" if value >= 1 else f"{value:.2g}"
        return ("under " if self.at_least else "") + text

    def cells(self) -> list[str]:
        """The line as the cells of a table."""
        shown = UNITS[self.unit]
        return [self.what, self.rival, self.ratio, shown(self.ours), ("over " if self.at_least else "") + shown(self.theirs), str(self.runs)]


@dataclass(frozen=True)
class Part:
    """One part of the benchmark: its lines, what they mean, and what else it was measured with."""

    title: str
    meaning: str
    lines: tuple[Line, ...]
    versions: str = ""


HEADER = ["What", "Against", "Ratio", "Ours", "Rival", "Runs"]


def interleaved(acts: Mapping[str, Act], *, runs: int, warm: int = 1) -> dict[str, float]:
    """The median time of each act, all taken in turns in one run. An act that returns a float has measured itself."""
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


def size(number: float) -> str:
    """A number of bytes for a person to read."""
    return f"{number / 1e6:.2f} MB" if number >= 1e6 else f"{number / 1e3:.3g} kB"


UNITS: dict[str, Callable[[float], str]] = {
    "s": duration, "s/s": lambda share: f"{1000 * share:.2g} ms/s", "B": size, "fps": lambda rate: f"{rate:.2g} fps"}


def as_markdown(part: Part, *, load: float) -> str:
    """One part as a table, with date, versions and the command. `load` is how busy the machine was before."""
    versions = ", ".join([f"Python {platform.python_version()}", *(f"{p} {version(p)}" for p in PACKAGES),
                          f"SQLite {sqlite3.sqlite_version}", *([part.versions] if part.versions else [])])
    return "\n".join([f"### {part.title}", "", *_table(part.lines), "", part.meaning, "",
                      f"*Measured on {date.today()} on {os.cpu_count()} cores (load {load:.1f} when it began): {versions}.*"])


def _table(lines: tuple[Line, ...]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in [HEADER, ["---", "---", "--:", "--:", "--:", "--:"], *(line.cells() for line in lines)]]


def as_text(part: Part) -> str:
    """One part for the terminal."""
    rows = [HEADER, *(line.cells() for line in part.lines)]
    widths = [max(len(row[k]) for row in rows) for k in range(len(HEADER))]
    body = ["  ".join(cell.ljust(w) if k < 2 else cell.rjust(w) for k, (cell, w) in enumerate(zip(row, widths, strict=True)))
            for row in rows]
    return "\n".join([f"\n{part.title}", *body])


def write(parts: Mapping[str, str]) -> None:
    """Puts measured parts (title to Markdown) between the two markers of the document. A part that is already there is
    replaced, a new one comes at the end, and those that were not measured stay as they are."""
    text = DOCUMENT.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    inside, _, after = rest.partition(END)
    held = {section.partition("\n")[0].removeprefix("### "): section.strip() for section in re.split(r"^(?=### )", inside, flags=re.MULTILINE)
            if section.strip()}
    DOCUMENT.write_text(f"{before}{BEGIN}\n" + "\n\n".join((held | dict(parts)).values()) + f"\n{END}{after}", "utf-8")
