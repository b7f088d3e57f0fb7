"""Drawing pieces as the XML of a slide: native shapes whose text can be edited. Nothing here has a style of the theme, so
nothing casts its shadow."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, degrees, pi, sin
from xml.sax.saxutils import escape, quoteattr

from graph.export.picture.shapes import Box, Circle, Ink, Path, RimWords, Words
from graph.export.picture.words import clean, width

LATIN, CHINESE = "Segoe UI", "Microsoft YaHei"
NAMESPACES = ('xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
              'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
              'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')
Bounds = tuple[float, float, float, float]
Point = tuple[float, float]
Core = Circle | Box | Path
"""What a line can be glued to."""
_STEPS = {"M": "moveTo", "L": "lnTo", "Q": "quadBezTo", "C": "cubicBezTo"}


@dataclass(frozen=True)
class Rule:
    """From map units to the slide: where the page begins, and how many EMU (1/12700 pt) a map unit has."""

    left: float
    top: float
    emu: float

    def long(self, value: float) -> int:
        """A length."""
        return round(value * self.emu)

    def box(self, bounds: Bounds, tag: str = "a:xfrm", more: str = "", inner: str = "") -> str:
        """A place on the slide, from its left, top, right and bottom."""
        left, top, right, bottom = bounds
        return (f'<{tag}{more}><a:off x="{self.long(left - self.left)}" y="{self.long(top - self.top)}"/>'
                f'<a:ext cx="{self.long(right - left)}" cy="{self.long(bottom - top)}"/>{inner}</{tag}>')

    def points(self, size: float) -> int:
        """A height of letters, in hundredths of a point: no less than one point."""
        return max(100, round(size * self.emu / 127))


def bounds_of(mark: Core | Words | RimWords) -> Bounds:
    """What a piece covers when it is not turned."""
    match mark:
        case Circle(x, y, r):
            return x - r, y - r, x + r, y + r
        case Box(x, y, wide, tall):
            return x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2
        case Path(steps):
            across = [v for _letter, at in steps for v in at[::2]]
            down = [v for _letter, at in steps for v in at[1::2]]
            return min(across), min(down), max(across), max(down)
        case RimWords(text, radius, angle, size):
            half, x, y = width(text, size) * 0.6, radius * cos(angle), radius * sin(angle)
            return x - half, y - size * 0.7, x + half, y + size * 0.7
        case Words(x, y, text, size, _colour, weight, anchor):
            lines = text.split("\n")
            wide = max(width(line, size, bold=weight > 500) for line in lines) * 1.2 + size * 0.4
            left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            return left, y - size * 1.06, left + wide, y + size * (0.34 + 1.2 * (len(lines) - 1))


def shape(rule: Rule, id: int, mark: Core, name: str = "", inside: Words | None = None) -> str:
    """A disc, a box or an outline, with the words that stand in its middle."""
    turn = f' rot="{round(mark.turn * 60000)}"' if isinstance(mark, Box) and mark.turn else ""
    text = _body(rule, inside, "ctr", "none") if inside else ""
    return (f"<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name={attribute(name or 'Shape')}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
            f"{rule.box(bounds_of(mark), more=turn)}{_geometry(rule, mark)}{ink_of(rule, mark.ink, getattr(mark, 'round_ends', False))}</p:spPr>{text}</p:sp>")


def text_box(rule: Rule, id: int, words: Words | RimWords, *, placeholder: str = "") -> str:
    """Lines of text in a box of their own; words on a rim lie straight across it."""
    turn = words.turn if isinstance(words, Words) else degrees(words.angle) + (-90 if words.inwards else 90)
    bounds = bounds_of(words)
    if isinstance(words, Words) and turn:
        bounds = _turned_about(words, bounds)
    side = {"start": "l", "end": "r"}.get(getattr(words, "anchor", "middle"), "ctr")
    kind = f'<p:nvPr><p:ph type="{placeholder}"/></p:nvPr>' if placeholder else "<p:nvPr/>"
    box = "" if placeholder else ' txBox="1"'
    rotation = f' rot="{round(turn * 60000) % 21600000}"' if turn else ""
    plain = words if isinstance(words, Words) else Words(0, 0, words.text, words.size, words.colour, 700, halo=words.halo, spacing=words.spacing)
    return (f"<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name={attribute(words.text.split(chr(10))[0] or 'Text')}/><p:cNvSpPr{box}/>{kind}</p:nvSpPr><p:spPr>"
            f'{rule.box(bounds, more=rotation)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            f"{_body(rule, plain, side, 'none' if side == 'ctr' else 'square')}</p:sp>")


def group(rule: Rule, id: int, name: str, hint: str, bounds: Bounds, inner: str) -> str:
    """Shapes that are moved together."""
    place = rule.box(bounds)
    child = place.replace("<a:xfrm>", "").replace("</a:xfrm>", "").replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
    return (f"<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"{id}\" name={attribute(name)} descr={attribute(hint)}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr>{place.replace('</a:xfrm>', child + '</a:xfrm>')}</p:grpSpPr>{inner}</p:grpSp>")


def sites_of(mark: Core) -> list[Point]:
    """Where lines can be glued to a shape, in PowerPoint's order."""
    if isinstance(mark, Path):
        return [(at[-2], at[-1]) for _letter, at in mark.steps if at]
    left, top, right, bottom = bounds_of(mark)
    if isinstance(mark, Box):
        return [(mark.x, top), (left, mark.y), (mark.x, bottom), (right, mark.y)]
    return [(mark.x - mark.r * sin(k * pi / 4), mark.y - mark.r * cos(k * pi / 4)) for k in range(8)]


def _geometry(rule: Rule, mark: Core) -> str:
    if isinstance(mark, Circle):
        return '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
    if isinstance(mark, Box):
        corner = min(50000, round(100000 * mark.radius / (min(mark.width, mark.height) or 1)))
        return (f'<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val {corner}"/></a:avLst></a:prstGeom>' if corner
                else '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>')
    left, top, right, bottom = bounds_of(mark)

    def point(x: float, y: float) -> str:
        return f'x="{rule.long(x - left)}" y="{rule.long(y - top)}"'

    drawn = "".join("<a:close/>" if letter == "Z" else
                    f"<a:{_STEPS[letter]}>{''.join(f'<a:pt {point(*at[k:k + 2])}/>' for k in range(0, len(at), 2))}</a:{_STEPS[letter]}>"
                    for letter, at in mark.steps)
    ends = "".join(f'<a:cxn ang="0"><a:pos {point(*at)}/></a:cxn>' for at in sites_of(mark)) if len(mark.steps) < 9 else ""
    return (f"<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst>{ends}</a:cxnLst><a:rect l=\"0\" t=\"0\" r=\"r\" b=\"b\"/><a:pathLst>"
            f'<a:path w="{rule.long(right - left)}" h="{rule.long(bottom - top)}"{"" if mark.ink.fill else _UNFILLED}>{drawn}</a:path></a:pathLst></a:custGeom>')


_UNFILLED = ' fill="none"'


def ink_of(rule: Rule, ink: Ink, round_ends: bool = False, arrow: str = "") -> str:
    """Fill and line; `arrow` is "head" or "tail" for an arrow at the line's beginning or end."""
    alpha = (ink.fade.start[1] + ink.fade.end[1]) / 2 if ink.fade else ink.fill_alpha
    fill = _colour(ink.fill, alpha) if ink.fill else "<a:noFill/>"
    if not ink.line:
        return f"{fill}<a:ln><a:noFill/></a:ln>"
    kind = "" if not ink.dash else "sysDot" if ink.dash[0] < 2.5 and ink.dash[0] < ink.dash[1] else "dash" if ink.dash[0] > 6.5 * ink.width else "sysDash"
    size = "sm" if ink.width > 1.6 else "med"
    ends = f'<a:{arrow}End type="triangle" w="{size}" len="{size}"/>' if arrow else ""
    dashes = f'<a:prstDash val="{kind}"/>' if kind else ""
    return (f'{fill}<a:ln w="{max(1588, rule.long(ink.width))}"{_ROUND if round_ends else ""}>{_colour(ink.line, ink.line_alpha)}{dashes}<a:round/>{ends}</a:ln>')


_ROUND = ' cap="rnd"'


def _colour(colour: str, alpha: float = 1.0) -> str:
    seen = f'<a:alpha val="{round(alpha * 100000)}"/>' if alpha < 1 else ""
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}">{seen}</a:srgbClr></a:solidFill>'


def _body(rule: Rule, words: Words, side: str, wrap: str) -> str:
    spread = f' spc="{rule.points(words.spacing)}"' if words.spacing else ""
    glow = (f'<a:effectLst><a:glow rad="{rule.long(words.size * 0.2)}"><a:srgbClr val="{words.halo[1:].upper()}"><a:alpha val="85000"/></a:srgbClr>'
            "</a:glow></a:effectLst>") if words.halo else ""
    run = (f'lang="{"zh-CN" if _chinese(words.text) else "en-GB"}" sz="{rule.points(words.size)}" b="{int(words.weight >= 600)}"{spread} dirty="0"')
    face = f'{_colour(words.colour)}{glow}<a:latin typeface="{LATIN}"/><a:ea typeface="{CHINESE}"/><a:cs typeface="{LATIN}"/>'
    lines = f"<a:br><a:rPr {run}>{face}</a:rPr></a:br>".join(f"<a:r><a:rPr {run}>{face}</a:rPr><a:t>{escape(clean(line))}</a:t></a:r>"
                                                            for line in words.text.split("\n"))
    return (f'<p:txBody><a:bodyPr wrap="{wrap}" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="ctr"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
            f'<a:p><a:pPr algn="{side}"/>{lines}</a:p></p:txBody>')


def _turned_about(words: Words, bounds: Bounds) -> Bounds:
    """Words turn about their own point, a box of a slide about its middle."""
    left, top, right, bottom = bounds
    dx, dy, turn = (left + right) / 2 - words.x, (top + bottom) / 2 - words.y, words.turn * pi / 180
    x, y = words.x + dx * cos(turn) - dy * sin(turn), words.y + dx * sin(turn) + dy * cos(turn)
    return x - (right - left) / 2, y - (bottom - top) / 2, x + (right - left) / 2, y + (bottom - top) / 2


def _chinese(text: str) -> bool:
    return any("\u2e80" <= letter <= "\u9fff" for letter in text)


def attribute(text: str) -> str:
    """Text as the value of an attribute, with its quotation marks."""
    return quoteattr(clean(text), {"\n": "&#10;"})
