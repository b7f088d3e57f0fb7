"""`python -m benchmarks` measures everything and writes docs/performance.md; `python -m benchmarks map` one part."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from benchmarks.report import Part, as_markdown, as_text, write

PARTS = ("map", "store", "neo4j_store", "loaders", "analysis")


def main(wanted: list[str]) -> None:
    """Measures the wanted parts and prints them; only a whole run is written into the document."""
    unknown = set(wanted) - set(PARTS)
    if unknown:
        raise SystemExit(f"There is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}.")
    measured: list[Part] = []
    load = os.getloadavg()[0]
    for name in wanted or PARTS:
        measured.append(import_module(f"benchmarks.{name}").measure())
        print(as_text(measured[-1]), flush=True)
    if not wanted:
        write(as_markdown(measured, load=load))
        print("\nWritten into docs/performance.md.")


if __name__ == "__main__":
    main(sys.argv[1:])
