"""A scene as PDF (vectors, text that can be searched) and as PNG, through Typst: one wheel, no libraries of the system, and a
font for every letter as long as the computer has one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal

from graph.errors import PowerMapError
from graph.export.picture.scene import Scene
from graph.export.picture.shapes import Group, Mark, OnTie, RimWords, Words
from graph.export.picture.svg import FAMILIES, svg
from graph.export.picture.words import clean

TWICE = 2
"""A PNG has so many pixels to one of the picture."""
PATIENCE_S = 180
NO_FONT = 3
BOX = "□"
EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
SYSTEM_FONTS = True
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")


class NoFont(PowerMapError):
    """No font of this computer has a letter of the picture."""


def pdf(scene: Scene) -> bytes:
    """One page. A letter that no font has, such as an emoji, is a box; raises `NoFont` when it is Chinese that would be boxes."""
    return _typeset(scene, "pdf")


def png(scene: Scene) -> bytes:
    """Twice as many pixels as the picture asks for; letters as in `pdf`."""
    return _typeset(scene, "png")


def check_fonts(text: str) -> None:
    """Raises `NoFont` when the text has Chinese letters and this computer no font for them."""
    if _CHINESE.search(text) and (missing := _no_chinese()):
        raise _no_font(missing)


@cache
def _no_chinese() -> str:
    asked = {"kind": "pdf", "size": {"width": 9, "height": 9}, "ppi": 72, "svg": EMPTY, "title": "", "letters": "中", "fonts": FAMILIES, "system_fonts": SYSTEM_FONTS}
    return _run(asked)[1]


def _typeset(scene: Scene, kind: Literal["pdf", "png"]) -> bytes:
    across, down = scene.pixels, round(scene.pixels * scene.page[3] / scene.page[2])
    letters = {letter for text in _texts(scene.marks) for letter in clean(text) if letter.isprintable() and not letter.isspace()}
    asked = {"kind": kind, "size": {"width": across * 0.75, "height": down * 0.75}, "ppi": 96 * TWICE, "svg": svg(scene, halo_apart=False),
             "title": clean(scene.title), "letters": "".join(sorted(letters)), "fonts": FAMILIES, "system_fonts": SYSTEM_FONTS}
    made, missing = _run(asked)
    if _CHINESE.search(missing):
        raise _no_font(missing)
    if missing:
        boxed = str.maketrans(dict.fromkeys(missing, BOX))
        made, missing = _run({**asked, "svg": str(asked["svg"]).translate(boxed), "letters": BOX})
    return made


def _run(asked: dict[str, Any]) -> tuple[bytes, str]:
    """The file, or the letters that no font has."""
    done = subprocess.run([sys.executable, "-P", str(Path(__file__).with_name("typeset.py"))], input=json.dumps(asked).encode(),
                          capture_output=True, timeout=PATIENCE_S, check=False)
    if done.returncode == NO_FONT:
        return b"", done.stdout.decode()
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout, ""


def _texts(marks: Iterable[Mark]) -> Iterable[str]:
    for mark in marks:
        if isinstance(mark, Group | OnTie):
            yield from _texts(mark.marks)
        elif isinstance(mark, Words | RimWords):
            yield mark.text


def _no_font(missing: str) -> NoFont:
    shown = " ".join(missing[:8])
    return NoFont(f"No font on this computer has {shown}; install one with Chinese letters (on Debian and Ubuntu: the package fonts-noto-cjk).",
                  f"本机没有包含“{shown}”的字体；请安装中文字体（Debian、Ubuntu：软件包 fonts-noto-cjk）。")
