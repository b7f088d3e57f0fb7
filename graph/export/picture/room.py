"""What is taken on the paper, so that words and marks keep clear of faces and of one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graph.export.picture.badges import places_on_disc

Bounds = tuple[float, float, float, float]
"""Left, top, right, bottom."""
CELL = 96.0


def halves(node: dict[str, Any]) -> tuple[float, float]:
    """Half of a node's width and height: cards and boxes say theirs, all else is round."""
    pm = node["pm"]
    return (pm["w"] / 2, pm["h"] / 2) if pm.get("w") and pm.get("h") else (node["size"], node["size"])


def boxed(node: dict[str, Any]) -> bool:
    """Whether a node is a card or a box."""
    return bool(node["pm"].get("w") and node["pm"].get("h"))


@dataclass
class Room:
    """The boxes that are taken."""

    _cells: dict[tuple[int, int], list[Bounds]] = field(default_factory=lambda: defaultdict(list))

    def copy(self) -> Room:
        """The same, to be filled on its own."""
        return Room(defaultdict(list, {cell: list(boxes) for cell, boxes in self._cells.items()}))

    def take(self, box: Bounds) -> None:
        """Nothing else comes here."""
        for cell in _cells(box):
            self._cells[cell].append(box)

    def free(self, box: Bounds) -> bool:
        """Whether nothing is here yet."""
        left, top, right, bottom = box
        return not any(left < r and right > x and top < b and bottom > y
                       for cell in _cells(box) for x, y, r, b in self._cells.get(cell, ()))

    def take_node(self, node: dict[str, Any]) -> None:
        """A face, a card, a badge. A disc is three crossed boxes: its corners are free."""
        x, y, size = node["x"], node["y"], node["size"]
        if boxed(node):
            w, h = halves(node)
            self.take((x - w, y - h, x + w, y + h))
            return
        for w, h in ((size * 0.72, size + 1.5), (size + 1.5, size * 0.72), (size * 0.93, size * 0.84)):
            self.take((x - w, y - h, x + w, y + h))
        if node["pm"]["what"] == "person":
            for part in places_on_disc(node).values():
                self.take((x + part.x - part.w, y + part.y - part.h, x + part.x + part.w, y + part.y + part.h))


def _cells(box: Bounds) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(value // CELL) for value in box)
    return ((i, j) for i in range(left, right + 1) for j in range(top, bottom + 1))
