"""Imports run one way: errors <- model <- store, network <- analysis <- drawing <- export; loaders; ui <- pages."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "graph/errors.py": (),
    "graph/model": ("graph.errors", "graph.model"),
    "graph/store": ("graph.errors", "graph.model", "graph.store"),
    "graph/network.py": ("graph.errors", "graph.model"),
    "graph/workshop.py": ("graph.errors", "graph.model"),
    "graph/analysis": ("graph.errors", "graph.model", "graph.network", "graph.analysis"),
    "graph/drawing": ("graph.errors", "graph.model", "graph.network", "graph.analysis", "graph.drawing"),
    "graph/export": ("graph.errors", "graph.model", "graph.network", "graph.analysis", "graph.drawing", "graph.export"),
    "graph/export/cypher.py": ("graph.model", "graph.analysis", "graph.export", "graph.store.plan", "graph.store.neo4j"),
    "loaders": ("graph.errors", "graph.model", "loaders"),
    "loaders/quick_entry": ("graph.errors", "graph.model", "graph.network", "graph.new_ties", "graph.store.changes", "loaders"),
    "ui": ("graph", "loaders", "ui"),
    "pages": ("graph", "loaders", "ui"),
    "app.py": ("ui",),
    "cli.py": ("graph", "loaders"),
}
OURS = ("graph", "loaders", "ui", "pages", "app", "cli")
ONLY_THERE = {"neo4j": "graph/store/neo4j/", "pyvis": "graph/drawing/pyvis_map.py"}
FILES = [p for part in ALLOWED for p in ([ROOT / part] if part.endswith(".py") else sorted((ROOT / part).rglob("*.py")))
         if "build" not in p.parts]


def imported(path: Path) -> list[str]:
    """Every module that a file imports, wherever in it the import stands."""
    names = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def within(name: str, parts: tuple[str, ...]) -> bool:
    return any(name == part or name.startswith(part + ".") for part in parts)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path: Path):
    place = path.relative_to(ROOT).as_posix()
    allowed = ALLOWED[max((part for part in ALLOWED if place.startswith(part)), key=len)]
    for name in imported(path):
        if name.split(".")[0] in OURS:
            assert within(name, allowed), f"{place} imports {name}"
        if name.split(".")[0] == "streamlit":
            assert place.split("/")[0] in ("ui", "pages", "app.py"), f"{place} imports streamlit"
        if (home := ONLY_THERE.get(name.split(".")[0])):
            assert place.startswith(home), f"{place} imports {name}; only {home} may"


def test_the_rule_would_notice():
    assert not within("graph.store.base", ALLOWED["graph/analysis"])
    assert not within("graphics", ("graph",))
