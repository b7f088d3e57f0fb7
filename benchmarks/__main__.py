"""`python -m benchmarks` measures everything and writes docs/performance.md; `python -m benchmarks map frames` these parts."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from benchmarks.report import as_markdown, as_text, write

PARTS = ("map", "frames", "using", "store", "neo4j_store", "loaders", "analysis")


def main(wanted: list[str]) -> None:
    """Measures the wanted parts, prints them and writes each into the document as soon as it is there.

    With `--print` nothing is written.
    """
    names = [name for name in wanted if name != "--print"]
    unknown = set(names) - set(PARTS)
    if unknown:
        raise SystemExit(f"There is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}.")
    for name in names or PARTS:
        load = os.getloadavg()[0]
        part = import_module(f"benchmarks.{name}").measure()
        print(as_text(part), flush=True)
        if "--print" not in wanted:
            write({part.title: as_markdown(part, load=load)})


if __name__ == "__main__":
    main(sys.argv[1:])
