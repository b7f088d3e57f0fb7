"""Organisation chart: a tidy tree of the reporting lines, folded into columns so that it keeps the shape of a screen.

Bosses stand above the middle of their subordinates; assistants beside the line; who has no subordinates is stacked; and
in wide companies everything below a certain level is written as indented lists. Of several ways to fold it, the one that can
be shown largest is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf, log

import numpy as np

from graph.drawing import style
from graph.drawing.layouts.base import CARD, Laid, Layout, Sheet, around, card_at, edges_of, lane, shelves
from graph.drawing.layouts.reporting import Forest, forest_of
from graph.model import Text

ROW, LEVEL, STACKED = 36.0, 3, 2   # map units to a row; rows from boss to subordinates, and between stacked cards
GAP, INDENT, APART = 24.0, 30.0, 90.0
SCREEN = (1200.0, 900.0)
DEEPEST = 12
ALONE = Text("No reporting line known", "汇报线未知")
FOLDS = [(lists, tall) for lists in (DEEPEST, 4, 3, 2, 1, 0) for tall in (1, 2, 3, 4, 6, 9, 14, 20, 30)]
FEW_FOLDS = [(lists, tall) for lists in (3, 2, 1) for tall in (6, 14, 30)]
"""From which level on lists are written, and how tall a column may get; the first ones look most like a tree."""


@dataclass
class Block:
    """A boss with everybody below: places (x, row) from the boss, the side at which lines arrive, and how far it reaches
    to the left and right in every row."""

    at: dict[str, tuple[float, int]]
    side: dict[str, str]
    left: np.ndarray
    right: np.ndarray

    def add(self, other: Block, x: float, row: int) -> None:
        """Takes another block in, so far right and below."""
        self.at |= {p: (at[0] + x, at[1] + row) for p, at in other.at.items()}
        self.side |= other.side
        end = row + len(other.left)
        if end > len(self.left):
            more = end - len(self.left)
            self.left = np.concatenate([self.left, np.full(more, inf)])
            self.right = np.concatenate([self.right, np.full(more, -inf)])
        self.left[row:end] = np.minimum(self.left[row:end], other.left + x)
        self.right[row:end] = np.maximum(self.right[row:end], other.right + x)


def lay(sheet: Sheet) -> Laid:
    """The trees side by side, and who has no line in a block of their own."""
    forest = forest_of(sheet)
    found = _trees(forest, FOLDS if len(sheet.people) <= 250 else FEW_FOLDS)
    side = found.side
    places = {p: (x, row * ROW) for p, (x, row) in found.at.items()}
    left, _top, right, bottom = around([card_at(at) for at in places.values()], 0.0)
    lanes = []
    if forest.alone:
        block, (width, height) = shelves([CARD] * len(forest.alone), GAP, max(right - left, 0.0) if places else None)
        start = (left + right - width) / 2, (bottom + APART if places else 0.0)
        places |= {p: (start[0] + x + CARD[0] / 2, start[1] + y + CARD[1] / 2) for p, (x, y) in zip(forest.alone, block, strict=True)}
        lanes.append(lane("alone", ALONE.of(sheet.view.language), style.NOWHERE,
                          (start[0] - GAP, start[1] - 48.0, start[0] + width + GAP, start[1] + height + GAP)))
    laid = sheet.places(places)
    return Laid(laid, {"lanes": lanes}, around([*map(card_at, laid.values()), *map(edges_of, lanes)]), routes={forest.line[p].id: side[p] for p in forest.line})


def _trees(forest: Forest, folds: Sequence[tuple[int, int]]) -> Block:
    """All trees, folded so that they can be shown as large as possible; in several rows where they are many."""
    best, worst = Block({}, {}, np.zeros(0), np.zeros(0)), inf
    below = APART + 2 * GAP + ceil(len(forest.alone) * (CARD[0] + GAP) / SCREEN[0]) * (CARD[1] + GAP) if forest.alone else 0.0
    for number, (lists, tall) in enumerate(folds if forest.roots else ()):
        blocks = [_tree(forest, root, 0, lists, tall) for root in forest.roots]
        sizes = [(float(b.right.max() - b.left.min()), len(b.left) * ROW) for b in blocks]
        for wrapped, limit in enumerate((inf, None)):
            corners, (width, height) = shelves(sizes, APART if len(blocks) > 1 else 0.0, limit)
            off = log(max(width / SCREEN[0], (height + below) / SCREEN[1], 1.0)) + 0.012 * number + 0.3 * wrapped
            if off < worst - 1e-9:
                worst, best = off, Block({}, {}, np.zeros(0), np.zeros(0))
                for block, (x, y) in zip(blocks, corners, strict=True):
                    best.add(block, x - float(block.left.min()), ceil(y / ROW))
    return best


def _tree(forest: Forest, boss: str, depth: int, lists: int, tall: int) -> Block:
    """A boss above the subordinates: the assistants beside the line, trees side by side, the others in columns."""
    block = _card(boss, "top")
    aides = [p for p in forest.below.get(boss, ()) if p in forest.aides]
    for k, aide in enumerate(aides):
        side = 1 if k % 2 == 0 else -1
        block.add(_card(aide, "left" if side > 0 else "right"), side * (CARD[0] / 2 + GAP), LEVEL + STACKED * (k // 2))
    others = [p for p in forest.below.get(boss, ()) if p not in forest.aides]
    trees = [p for p in others if p in forest.below and depth < lists]
    listed = [_list(forest, p) for p in others if p not in trees]
    parts = [_tree(forest, p, depth + 1, lists, tall) for p in trees]
    parts += _columns(listed, tall)
    if parts:
        row = LEVEL + (STACKED * ceil(len(aides) / 2) + 1 if aides else 0)
        shifts = _side_by_side(parts)
        middle = (shifts[0] + shifts[-1]) / 2
        for part, shift in zip(parts, shifts, strict=True):
            block.add(part, shift - middle, row)
    return block


def _columns(listed: Sequence[Block], tall: int) -> list[Block]:
    """Lists below one another as long as a column is not full. A list that has a column for itself hangs from above."""
    columns: list[list[Block]] = []
    held = 0
    for one in listed:
        if not columns or held + len(one.at) > tall:
            columns.append([])
            held = 0
        columns[-1].append(one)
        held += len(one.at)
    return [_column(column) for column in columns]


def _column(lists: Sequence[Block]) -> Block:
    if len(lists) == 1:
        (head, *_rest) = lists[0].at
        lists[0].side[head] = "top"
        return lists[0]
    block, row = Block({}, {}, np.zeros(0), np.zeros(0)), 0
    for one in lists:
        block.add(one, INDENT, row)
        row += len(one.left)
    return block


def _list(forest: Forest, top: str) -> Block:
    """Somebody and everybody below as an indented list."""
    block = Block({}, {}, np.zeros(0), np.zeros(0))
    for row, (person, depth) in enumerate(_down(forest.below, top)):
        block.at[person], block.side[person] = (INDENT * depth, row * STACKED), "left"
    deep = np.repeat([x for x, _ in block.at.values()], STACKED)
    block.left, block.right = np.full(len(deep), -CARD[0] / 2 - INDENT / 2), deep + CARD[0] / 2
    return block


def _down(below: Mapping[str, Sequence[str]], top: str) -> Iterator[tuple[str, int]]:
    waiting = [(top, 0)]
    while waiting:
        person, depth = waiting.pop()
        yield person, depth
        waiting += [(p, min(depth + 1, DEEPEST)) for p in reversed(below.get(person, ()))]


def _side_by_side(blocks: Sequence[Block]) -> list[float]:
    """How far right each block goes so that no two of them touch in any row."""
    reach = np.full(max(len(b.left) for b in blocks), -inf)
    shifts: list[float] = []
    for block in blocks:
        rows = len(block.left)
        shift = float((reach[:rows] - block.left).max()) + GAP if shifts else 0.0
        reach[:rows] = np.maximum(reach[:rows], block.right + shift)
        shifts.append(shift)
    return shifts


def _card(person: str, side: str) -> Block:
    half = np.full(STACKED, CARD[0] / 2)
    return Block({person: (0.0, 0)}, {person: side}, -half, half)


LAYOUT = Layout("org", lay, keeps=False, layers=("REPORTS_TO",), shape="card", territories=False, outside=False)
