"""A scene as PDF (vectors, text that can be searched) and as PNG, through Typst: one wheel, no libraries of the system, and a
font for every letter as long as the computer has one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, cast
from xml.sax.saxutils import escape

import typst

from graph.errors import PowerMapError
from graph.export.picture.scene import Scene
from graph.export.picture.shapes import Group, Mark, RimWords, Words
from graph.export.picture.svg import FAMILIES, svg
from graph.export.picture.words import clean

TWICE = 2
"""A PNG has so many pixels to one of the picture."""
_PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#set document(title: sys.inputs.title, date: none)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, alt: sys.inputs.title)"""
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")


class NoFont(PowerMapError):
    """No font of this computer has a letter of the picture."""


def pdf(scene: Scene) -> bytes:
    """One page. Raises `NoFont` when a letter would be an empty box."""
    return _compiled(scene, "pdf")


def png(scene: Scene) -> bytes:
    """Twice as many pixels as the picture asks for. Raises `NoFont` when a letter would be an empty box."""
    return _compiled(scene, "png")


def _compiled(scene: Scene, kind: Literal["pdf", "png"]) -> bytes:
    missing = _without_font("".join(sorted(set("".join(_texts(scene.marks))))))
    if missing:
        _refuse(missing)
    across, down = scene.pixels, round(scene.pixels * scene.page[3] / scene.page[2])
    page = _PAGE.format(width=across * 0.75, height=down * 0.75)
    made = _typst().compile(page.encode(), format=kind, ppi=96 * TWICE, sys_inputs={"svg": svg(scene, halo_apart=False), "title": clean(scene.title)})
    return cast(bytes, made)


@cache
def _typst() -> typst.Compiler:
    """Reading the computer's fonts takes a fifth of a second, once."""
    return typst.Compiler()


def _texts(marks: Iterable[Mark]) -> Iterable[str]:
    for mark in marks:
        if isinstance(mark, Group):
            yield from _texts(mark.marks)
        elif isinstance(mark, Words | RimWords):
            yield clean(mark.text)


@cache
def _without_font(letters: str) -> str:
    """Those of the letters that no font has: an archive of the PDF would not hold them, and Typst says which."""
    drawn = "".join(f'<text x="0" y="50" font-family="{FAMILIES}">{escape(letter)}</text>' for letter in letters if letter.isprintable())
    try:
        _typst().compile(_PAGE.format(width=9, height=9).encode(), format="pdf", pdf_standards="a-2u",
                         sys_inputs={"svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99">{drawn}</svg>', "title": "?"})
    except typst.TypstError as error:
        return "".join(dict.fromkeys("".join(re.findall('the text `"(.+?)"` could not', error.message + error.diagnostic))))
    return ""


def _refuse(missing: str) -> None:
    shown = " ".join(missing[:8])
    chinese = bool(_CHINESE.search(missing))
    raise NoFont(f"No font on this computer has {shown}" + (
        "; install one with Chinese letters (on Debian and Ubuntu: the package fonts-noto-cjk)." if chinese else "; install one that has."),
        f"本机没有包含“{shown}”的字体" + ("；请安装中文字体（Debian、Ubuntu：软件包 fonts-noto-cjk）。" if chinese else "；请安装相应字体。"))
