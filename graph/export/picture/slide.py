"""A scene as one slide: native shapes, each person a group, ties glued to the people they join, territories as outlines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import count
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Emu

from graph.export.picture.scene import Scene
from graph.export.picture.shapes import Box, Circle, Group, Mark, OnTie, Path, RimWords, Tie, Words
from graph.export.picture.slide_xml import NAMESPACES, Bounds, Core, Point, Rule, bounds_of, group, shape, text_box
from graph.export.picture.wires import End, Taken, wire_of
from graph.export.picture.words import clean

INCH, WIDE, WIDEST = 914400, 13.333, 56.0
"""A slide is as wide as PowerPoint's own, and grows for a map of many people, as far as PowerPoint allows."""
INCHES_PER_UNIT = 576 / 72 / 1600
"""At this width of the slide (for each map unit of the page's width) the smallest names are 4.5 points high."""
TITLE_ONLY = 5


def pptx(scene: Scene) -> bytes:
    """A presentation of one slide."""
    left, top, across, down = scene.page
    inches = min(max(WIDE, INCHES_PER_UNIT * across), WIDEST)
    shown: Any = Presentation()
    shown.slide_width, shown.slide_height = Emu(round(inches * INCH)), Emu(round(inches * INCH * down / across))
    slide = shown.slides.add_slide(shown.slide_layouts[TITLE_ONLY])
    tree = slide.shapes._spTree
    for placeholder in list(slide.placeholders):
        tree.remove(placeholder._element)
    writer = _Writer(Rule(left, top, inches * INCH / across), scene.marks)
    for element in etree.fromstring(f"<p:all {NAMESPACES}>{''.join(map(writer.mark, scene.marks))}</p:all>"):
        tree.append(element)
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor(*bytes.fromhex(scene.paper[1:]))  # type: ignore[no-untyped-call]
    properties = shown.core_properties
    properties.title, properties.author, properties.last_modified_by, properties.subject = clean(scene.title), "", "", clean(scene.about)
    file = BytesIO()
    shown.save(file)
    return file.getvalue()


@dataclass
class _Writer:
    rule: Rule
    marks: Sequence[Mark]
    ids: Iterator[int] = field(default_factory=lambda: count(2))
    taken: Taken = field(default_factory=set)

    def __post_init__(self) -> None:
        """Ties are painted before the people, and must know their shapes: those have their numbers first."""
        groups = [mark for mark in self.marks if isinstance(mark, Group) and mark.id and mark.kind != "territory"]
        self.core: dict[str, End] = {g.id: (next(self.ids), core) for g in groups if isinstance(core := g.marks[g.core], Core)}
        self.hooks: dict[str, End] = {g.id: (next(self.ids), edge) for g in groups
                                      if isinstance(g.marks[g.core], Box) and len(g.marks) > 1 and isinstance(edge := g.marks[g.core + 1], Path)}
        self.ends: dict[str, tuple[Point, Point]] = {}

    def mark(self, mark: Mark) -> str:
        match mark:
            case Circle() | Box() | Path():
                return shape(self.rule, next(self.ids), mark)
            case Words() | RimWords():
                return text_box(self.rule, next(self.ids), mark)
            case Tie():
                return self.tie(mark)
            case OnTie():
                return self.on_tie(mark)
            case Group(kind="heading"):
                title, *rest = mark.marks
                assert isinstance(title, Words)
                return text_box(self.rule, next(self.ids), title, placeholder="title") + self.several(rest)
            case Group():
                return self.group(mark)

    def group(self, mark: Group) -> str:
        if not mark.marks:
            return ""
        name = next((m.text for m in mark.marks if isinstance(m, Words) and m.weight == 600), mark.title.split("\n")[0] or mark.kind)
        known = [end for ends in (self.core, self.hooks) if (end := ends.get(mark.id))] if mark.kind != "territory" else []
        inner = self.several(mark.marks, known)
        if len(mark.marks) == 1 and not known:
            return inner
        return group(self.rule, next(self.ids), name.replace("\n", " "), mark.title, _round(mark.marks), inner)

    def several(self, marks: Sequence[Mark], known: Sequence[End] = ()) -> str:
        """Pieces one after another; words that stand in the middle of a shape become its text."""
        written, rest = [], list(marks)
        while rest:
            mark = rest.pop(0)
            if not isinstance(mark, Circle | Box | Path):
                written.append(self.mark(mark))
                continue
            id = next((number for number, shape_ in known if shape_ is mark), None) or next(self.ids)
            inside = rest.pop(0) if rest and not isinstance(mark, Path) and _stands_in(mark, rest[0]) else None
            assert inside is None or isinstance(inside, Words)
            written.append(shape(self.rule, id, mark, inside=inside))
        return "".join(written)

    def tie(self, tie: Tie) -> str:
        a, b = self.core.get(tie.source), self.core.get(tie.target)
        if not a or not b:
            return ""
        wire = wire_of(tie, a, b, self.taken, self.hooks.get(tie.target))
        self.ends[tie.id] = wire.ends
        return wire.xml(self.rule, next(self.ids), tie.title, tie.ink)

    def on_tie(self, mark: OnTie) -> str:
        """The line is straight on a slide: what stands on it moves with it."""
        (x0, y0), (x1, y1) = self.ends[mark.tie]
        x, y = x0 + (x1 - x0) * mark.part - mark.x, y0 + (y1 - y0) * mark.part - mark.y
        moved = [_moved(piece, x, y) for piece in mark.marks]
        return group(self.rule, next(self.ids), "Mark", "", _round(moved), self.several(moved))


def _stands_in(shape_: Circle | Box, words: Mark) -> bool:
    return (isinstance(words, Words) and words.anchor == "middle" and not words.turn and abs(words.x - shape_.x) < 0.5
            and abs(words.y - 0.36 * words.size - shape_.y) < 0.15 * words.size and "\n" not in words.text)


def _round(marks: Sequence[Mark]) -> Bounds:
    boxes = [_round(mark.marks) if isinstance(mark, Group) else bounds_of(mark) for mark in marks if not isinstance(mark, Tie | OnTie)]
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _moved(mark: Mark, dx: float, dy: float) -> Mark:
    if isinstance(mark, Path):
        return replace(mark, steps=[(letter, tuple(v + (dy if k % 2 else dx) for k, v in enumerate(at))) for letter, at in mark.steps])
    assert isinstance(mark, Circle | Box | Words)
    return replace(mark, x=mark.x + dx, y=mark.y + dy)


