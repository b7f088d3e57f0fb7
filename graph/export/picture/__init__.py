"""Maps to take away: one picture, in every file format that holds one.

Every format is made from an analysis as it may be seen (`graph.export.redaction.redacted_analysis`) and a view, and carries the
title, the day, the legend, and a word that says what was left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from graph.analysis.account import Analysis
from graph.drawing.payload import map_payload
from graph.drawing.view import View
from graph.export.picture.document import NoFont, pdf, png
from graph.export.picture.page import page
from graph.export.picture.scene import Scene, heading_of, scene_of
from graph.export.picture.slide import pptx
from graph.export.picture.svg import svg
from graph.export.redaction import WHOLE, Redaction
from graph.model import Text


class Make(Protocol):
    """Makes the bytes of a file. `analysis` holds what may be seen already, and `redaction` says what was left out; `theme` is
    "light" or "dark" (a web page follows the reader's computer instead); `frontend` is the folder of the canvas' modules,
    which a web page carries. Raises `NoFont` where letters would have to be drawn and no font has them."""

    def __call__(self, analysis: Analysis, view: View, *, redaction: Redaction = WHOLE, theme: str = "light",
                 frontend: Path | None = None) -> bytes: ...


@dataclass(frozen=True)
class Format:
    """A kind of file: `suffix` with its dot, and its MIME type."""

    code: str
    name: Text
    suffix: str
    mime: str
    make: Make


def _drawn(write: Callable[[Scene], bytes], analysis: Analysis, view: View, *, redaction: Redaction = WHOLE, theme: str = "light",
           frontend: Path | None = None) -> bytes:
    return write(scene_of(map_payload(analysis, view), heading_of(analysis, view, redaction), theme=theme, language=view.language))


def _page(analysis: Analysis, view: View, *, redaction: Redaction = WHOLE, theme: str = "light", frontend: Path | None = None) -> bytes:
    if frontend is None:
        raise ValueError("a web page carries the canvas: say where its modules are")
    return page(map_payload(analysis, view), view, heading_of(analysis, view, redaction), frontend).encode()


POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FORMATS: dict[str, Format] = {format.code: format for format in (
    Format("html", Text("Web page, works offline", "网页（可离线打开）"), ".html", "text/html", _page),
    Format("pptx", Text("PowerPoint, shapes can be edited", "PowerPoint（图形可编辑）"), ".pptx", POWERPOINT, partial(_drawn, pptx)),
    Format("pdf", Text("PDF", "PDF"), ".pdf", "application/pdf", partial(_drawn, pdf)),
    Format("png", Text("Picture (PNG)", "图片（PNG）"), ".png", "image/png", partial(_drawn, png)),
    Format("svg", Text("Drawing (SVG)", "矢量图（SVG）"), ".svg", "image/svg+xml", partial(_drawn, lambda scene: svg(scene).encode())))}

__all__ = ["FORMATS", "Format", "NoFont"]
