"""Whiteboard: begins as the circles are; from then on nobody moves but by hand, and newcomers find a free spot."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, sqrt

import numpy as np
from scipy.spatial import cKDTree

from graph.drawing.layouts import circles
from graph.drawing.layouts.base import SPACING, Laid, Layout, Point, Sheet, bounds_of
from graph.drawing.layouts.rings import arrange
from graph.drawing.view import View


def free_spots(taken: Mapping[str, Point], count: int) -> list[Point]:
    """So many places with room round them, the nearest to the middle of the others first."""
    at = np.array(list(taken.values()), dtype=float).reshape(-1, 2)
    middle = at.mean(axis=0) if len(at) else np.zeros(2)
    half = ceil(sqrt(len(at) * 4 + count * 2)) + 2  # each one there blocks at most four of the grid
    columns, rows = np.meshgrid(np.arange(-half, half + 1), np.arange(-half, half + 1))
    grid = np.column_stack([(columns.ravel() + rows.ravel() % 2 / 2) * SPACING, rows.ravel() * SPACING * 0.9]) + middle
    if len(at):
        grid = grid[cKDTree(at).query(grid)[0] >= SPACING * 0.92]
    nearest = np.lexsort((grid[:, 0], grid[:, 1], np.round(((grid - middle) ** 2).sum(axis=1), 3)))[:count]
    return [(round(float(x), 1), round(float(y), 1)) for x, y in grid[nearest]]


def lay(sheet: Sheet) -> Laid:
    """Everybody where they are; at first, where the circles have them."""
    held = {p: at for p, at in {**sheet.kept, **sheet.pinned}.items() if p in set(sheet.people)}
    if held:
        new = sorted(p for p in sheet.people if p not in held)
        places = held | dict(zip(new, free_spots(held, len(new)), strict=True))
    else:
        name = View(saved=sheet.view.saved).places(sheet.analysis.opportunity)
        drawn = {p: (place.x, place.y) for p in sheet.people if (place := sheet.snapshot.place(name, p))}
        rings, _names = circles.circles_of(Sheet(sheet.analysis, View(), sheet.people, {}, {}))
        places = arrange(rings, sheet.snapshot.faction_of, {}, drawn)
    return Laid(places, {}, bounds_of(places, SPACING))


LAYOUT = Layout("board", lay, folds=True)
