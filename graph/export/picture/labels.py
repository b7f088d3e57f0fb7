"""Names beside the discs: everybody's, on one line or two, never on a face or on one another as long as there is room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.export.picture.badges import places_on_disc
from graph.export.picture.colours import Paper
from graph.export.picture.room import Bounds, Room, halves
from graph.export.picture.shapes import Words
from graph.export.picture.words import folded, shortened, width

SMALLEST, STEPS = 12.5, (1.2, 1.1, 1.0, 0.85, 0.7)
"""Heights of the letters, as steps of what is well read on the page: the largest at which all names find room and nearly
all of them under their discs, but never smaller than `SMALLEST` map units."""
ASIDE = 0.28
GAP = 0.4
"""Between one name and the next on a line, in heights of the letters."""
LEADING = 1.18
LONGEST, NARROW = 14.0, 7.6
"""How wide one line of a name, and a line of one on two lines, may be, in heights of the letters."""
TITLES_UP_TO = 150
"""On a map of more people the titles are left out."""


def names(nodes: Iterable[dict[str, Any]], room: Room, paper: Paper) -> tuple[dict[str, Words], Room]:
    """The name of each node, by its id, and the room with the names in it."""
    weighty = sorted(nodes, key=lambda n: (-n["size"], n["id"]))
    for size in _sizes(paper):
        left, found, aside = room.copy(), dict[str, Words](), 0
        for node in weighty:
            words = _place(node, size, left) or _under(node, size)
            if size > SMALLEST:
                aside += words.x != node["x"] or words.y < node["y"]
                if aside > ASIDE * len(weighty) or not left.free(box_of(words)):
                    break
            found[node["id"]] = _inked(words, paper)
            left.take(_spaced(words))
        else:
            break
    return found, left


def titles(nodes: Iterable[dict[str, Any]], named: Mapping[str, Words], room: Room, paper: Paper) -> dict[str, Words]:
    """Titles under the names, where there is room and they say more; none on a map of many."""
    found: dict[str, Words] = {}
    if len(named) > TITLES_UP_TO:
        return found
    for node in nodes:
        name = named.get(node["id"])
        if name is None or not node["pm"].get("sub") or node["label"].startswith(node["pm"]["sub"]):
            continue
        size = name.size * 0.8
        text = shortened(node["pm"]["sub"], 12 * name.size, size, bold=False)
        words = Words(name.x, name.y + _tall(name) - name.size * LEADING + size * LEADING, text, size, paper["faint"],
                      anchor=name.anchor, halo=paper["halo"])
        left, top, right, bottom = box_of(words)
        if room.free((left, top + 2, right, bottom)):
            room.take(_spaced(words))
            found[node["id"]] = words
    return found


def box_of(words: Words) -> Bounds:
    """What lines of text cover."""
    wide = max(width(line, words.size, bold=words.weight > 500) for line in words.text.split("\n"))
    left = words.x - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
    return left, words.y - words.size * 0.92, left + wide, words.y - words.size * 0.92 + _tall(words)


def _spaced(words: Words) -> Bounds:
    """The same with the space that other words leave on either side."""
    left, top, right, bottom = box_of(words)
    return left - GAP * words.size, top, right + GAP * words.size, bottom


def _sizes(paper: Paper) -> list[float]:
    wanted = (step * paper["least"] for step in STEPS)
    return [*(size for size in wanted if size > SMALLEST), SMALLEST]


def _tall(words: Words) -> float:
    return words.size * LEADING * (words.text.count("\n") + 1)


def _inked(words: Words, paper: Paper) -> Words:
    return Words(words.x, words.y, words.text, words.size, paper["ink"], words.weight, words.anchor, paper["halo"])


def _place(node: dict[str, Any], size: float, room: Room) -> Words | None:
    texts = dict.fromkeys(_texts(node["label"], size))
    return next((words for text in texts for words in _slots(node, text, size) if room.free(box_of(words))), None)


def _under(node: dict[str, Any], size: float) -> Words:
    return next(_slots(node, _texts(node["label"], size)[1], size))


def _texts(name: str, size: float) -> tuple[str, str]:
    """A name on one line (two when it is long), and on two narrow ones."""
    short = folded(name, LONGEST * size, size)
    return short, folded(name, max(NARROW * size, width(name, size) * 0.6), size)


def _slots(node: dict[str, Any], text: str, size: float) -> Iterator[Words]:
    """Below, above, right, left, aslant: where a name may stand."""
    x, y = node["x"], node["y"]
    w, h = halves(node)
    sign = places_on_disc(node)["sign"] if node["pm"]["what"] == "person" else None
    low = max(h + 3, sign.y + sign.h + 1.5 if sign else 0) + size * 0.92
    tall = (text.count("\n") + 1) * size * LEADING
    wide = max(width(line, size) for line in text.split("\n"))
    high, beside, level = -h - 4 - tall + size * 0.92, w + 6, size * 0.92 - tall / 2
    for dx, dy, anchor in ((0, low, "middle"), (0, high, "middle"), (beside, level, "start"), (-beside, level, "end"),
                           (wide * 0.3, low, "middle"), (-wide * 0.3, low, "middle"), (wide * 0.3, high, "middle"),
                           (-wide * 0.3, high, "middle"), (beside * 0.72, h * 0.75 + size * 0.92, "start"),
                           (-beside * 0.72, h * 0.75 + size * 0.92, "end"), (beside * 0.72, -h * 0.75 - tall + size * 0.92, "start"),
                           (-beside * 0.72, -h * 0.75 - tall + size * 0.92, "end"), (0, low + size, "middle"), (0, high - size, "middle")):
        yield Words(x + dx, y + dy, text, size, "", 600, anchor)
