"""A scene as SVG: text stays text, tooltips are titles, and nothing in it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from xml.sax.saxutils import escape, quoteattr

from graph.export.picture.scene import Scene
from graph.export.picture.shapes import Box, Circle, Fade, Group, Ink, Mark, OnTie, Path, RimWords, Step, Tie, Words
from graph.export.picture.words import FONTS, clean

LEADING = 1.18
"""From line to line, in sizes of the letters."""
FAMILIES = ", ".join(f"'{name}'" if " " in name else name for name in FONTS)


def svg(scene: Scene, *, pixels: int | None = None, halo_apart: bool = True) -> str:
    """The picture, `pixels` wide (as wide as the scene asks for when not said). Halos are texts of their own, as not every
    program can paint a line behind its text; where one can, `halo_apart=False` has every text once."""
    left, top, across, down = scene.page
    size = pixels or scene.pixels
    writer = _Writer(halo_apart)
    body = "\n".join(map(writer.mark, scene.marks))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_n(left)} {_n(top)} {_n(across)} {_n(down)}" width="{size}" '
            f'height="{round(size * down / across)}" role="img" lang="{scene.language}">\n<title>{_text(scene.title)}</title>\n'
            f"<desc>{_text(scene.about)}</desc>\n"
            f'<rect x="{_n(left)}" y="{_n(top)}" width="{_n(across)}" height="{_n(down)}" fill="{scene.paper}"/>\n'
            f"<defs>{''.join(writer.kept)}</defs>\n"
            f'<g font-family="{FAMILIES}" stroke-linejoin="round">\n{body}\n</g>\n</svg>\n')


@dataclass
class _Writer:
    halo_apart: bool

    def __post_init__(self) -> None:
        self.kept: list[str] = []

    def mark(self, mark: Mark) -> str:
        match mark:
            case Circle(x, y, r, ink):
                return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"{self.ink(ink)}/>'
            case Box():
                return self.box(mark)
            case Path(steps, ink, round_ends):
                return f'<path d="{_d(steps)}"{self.ink(ink)}{" stroke-linecap=" + quoteattr("round") if round_ends else ""}/>'
            case Words():
                return self.words(mark)
            case RimWords():
                return self.rim(mark)
            case Tie(id, title, _source, _target, steps, ink, head, _end):
                return self.group("tie", id, title, [Path(steps, ink), *([head] if head else [])])
            case OnTie(tie, _part, _x, _y, marks):
                return self.group("mark", tie, "", marks)
            case Group(id, kind, title, marks, _core):
                return self.group(kind, id, title, marks)

    def group(self, kind: str, id: str, title: str, marks: Sequence[Mark]) -> str:
        told = f"<title>{_text(title)}</title>" if title else ""
        named = f" data-id={_attribute(id)}" if id else ""
        return f'<g class="{kind}"{named}>{told}{"".join(map(self.mark, marks))}</g>'

    def box(self, box: Box) -> str:
        turned = f' transform="rotate({_n(box.turn)} {_n(box.x)} {_n(box.y)})"' if box.turn else ""
        round_ = f' rx="{_n(box.radius)}"' if box.radius else ""
        return (f'<rect x="{_n(box.x - box.width / 2)}" y="{_n(box.y - box.height / 2)}" width="{_n(box.width)}" '
                f'height="{_n(box.height)}"{round_}{self.ink(box.ink)}{turned}/>')

    def words(self, words: Words) -> str:
        turned = f' transform="rotate({_n(words.turn)} {_n(words.x)} {_n(words.y)})"' if words.turn else ""
        anchor = f' text-anchor="{words.anchor}"' if words.anchor != "start" else ""
        face = (f' x="{_n(words.x)}" y="{_n(words.y)}" font-size="{_n(words.size)}"{_weight(words.weight)}{anchor}'
                f'{_spacing(words.spacing)}{turned}')
        lines = words.text.split("\n")
        inner = _text(lines[0]) if len(lines) == 1 else "".join(
            f'<tspan x="{_n(words.x)}"{f" dy={chr(34)}{_n(words.size * LEADING)}{chr(34)}" if k else ""}>{_text(line)}</tspan>'
            for k, line in enumerate(lines))
        return self.haloed(face, words.colour, words.halo, words.size, inner)

    def rim(self, words: RimWords) -> str:
        """Letters stand on a circle: on its outside in the upper half, under it and the right way up in the lower half."""
        reach = words.radius + (0.36 if words.inwards else -0.36) * words.size
        turn = -1 if words.inwards else 1
        a, b = words.angle - turn * pi * 0.9, words.angle + turn * pi * 0.9
        name = f"rim{len(self.kept)}"
        self.kept.append(f'<path id="{name}" fill="none" d="M{_n(reach * cos(a))} {_n(reach * sin(a))}A{_n(reach)} {_n(reach)} 0 1 '
                           f'{int(turn > 0)} {_n(reach * cos(b))} {_n(reach * sin(b))}"/>')
        face = f' font-size="{_n(words.size)}"{_weight(700)}{_spacing(words.spacing)} text-anchor="middle"'
        return self.haloed(face, words.colour, words.halo, words.size,
                           f'<textPath href="#{name}" startOffset="50%">{_text(words.text)}</textPath>')

    def ink(self, ink: Ink) -> str:
        """Fill and line as attributes; a fill that fades is kept apart."""
        if ink.fade is None:
            return _plain(ink)
        name = f"fade{len(self.kept)}"
        self.kept.append(_gradient(name, ink.fill, ink.fade))
        return _plain(ink).replace(f'fill="{ink.fill}"', f'fill="url(#{name})"', 1)

    def haloed(self, face: str, colour: str, halo: str, size: float, inner: str) -> str:
        """Text, with a line of the paper's colour behind it."""
        line = f' stroke="{halo}" stroke-width="{_n(size * 0.28)}"'
        if halo and self.halo_apart:
            return f'<text aria-hidden="true"{face} fill="{halo}"{line}>{inner}</text><text{face} fill="{colour}">{inner}</text>'
        return f'<text{face} fill="{colour}"{f" paint-order={chr(34)}stroke{chr(34)}{line}" if halo else ""}>{inner}</text>'


def _plain(ink: Ink) -> str:
    parts = [f' fill="{ink.fill or "none"}"']
    if ink.fill and ink.fill_alpha < 1:
        parts.append(f' fill-opacity="{_n(ink.fill_alpha, 3)}"')
    if ink.line:
        parts.append(f' stroke="{ink.line}" stroke-width="{_n(ink.width, 2)}"')
        if ink.line_alpha < 1:
            parts.append(f' stroke-opacity="{_n(ink.line_alpha, 3)}"')
        if ink.dash:
            parts.append(f' stroke-dasharray="{" ".join(map(_n, ink.dash))}"')
    return "".join(parts)


def _gradient(name: str, colour: str, fade: Fade) -> str:
    (start, faint), (end, strong) = fade.start, fade.end
    return (f'<radialGradient id="{name}" gradientUnits="userSpaceOnUse" cx="{_n(fade.x)}" cy="{_n(fade.y)}" r="{_n(end)}">'
            f'<stop offset="{_n(start / end, 3)}" stop-color="{colour}" stop-opacity="{_n(faint, 3)}"/>'
            f'<stop offset="1" stop-color="{colour}" stop-opacity="{_n(strong, 3)}"/></radialGradient>')


def _d(steps: Sequence[Step]) -> str:
    return "".join(letter + " ".join(map(_n, at)) for letter, at in steps)


def _n(value: float, digits: int = 1) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else str(value)


def _weight(weight: int) -> str:
    return f' font-weight="{weight}"' if weight != 400 else ""


def _spacing(spacing: float) -> str:
    return f' letter-spacing="{_n(spacing)}"' if spacing else ""


def _text(text: str) -> str:
    return escape(clean(text))


def _attribute(text: str) -> str:
    return quoteattr(clean(text))
