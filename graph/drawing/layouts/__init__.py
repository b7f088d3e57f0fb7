"""The layouts of the map by their code; their names are the scale "layout"."""

from __future__ import annotations

from graph.drawing.layouts import board, capital, circles, decision, ego, equity, factions, government, grid, lanes, org
from graph.drawing.layouts.base import CARD, Laid, Layout, Point, Sheet

LAYOUTS: dict[str, Layout] = {module.LAYOUT.code: module.LAYOUT for module in (
    circles, org, grid, lanes, ego, board, equity, capital, factions, decision, government)}

__all__ = ["CARD", "LAYOUTS", "Laid", "Layout", "Point", "Sheet"]
