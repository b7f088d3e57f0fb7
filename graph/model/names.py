"""How a name is found however it is typed: without accents, in pinyin, by its initials."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
_TWO = frozenset(re.findall("..", (
    "欧阳歐陽诸葛諸葛司马司馬上官司徒司空令狐皇甫尉迟尉遲长孙長孫慕容夏侯宇文端木公孙公孫东方東方独孤南宫轩辕澹台澹臺万俟申屠濮阳淳于单于"
    "赫连呼延钟离鍾離西门太史闻人完颜拓跋纳兰鲜于闾丘仲孙")))
"""Family names of two characters."""
_READ_AS = {name: sound for names, sound in re.findall("([^a-z ]+)([a-z]+)", (
    "单單shan 曾zeng 解xie 仇qiu 区區ou 查zha 朴piao 盖蓋ge 翟zhai 覃qin 员員yun 乐樂yue 缪繆miao 洗xian 折she 繁po 隗wei 郇xun 秘bi "
    "卜bu 召shao 重chong 种chong 黑he 牟mu 祭zhai 六lu 都du 角jue 郗chi 薄bo 阚kan 能nai 句gou 乜nie")) for name in names}
"""Characters that are read otherwise as a family name; pypinyin gives the everyday reading."""
_READ_AS |= {"尉遲": "yu chi", "長孫": "zhang sun", "澹臺": "tan tai"}
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def spoken(name: str) -> str:
    """The searchable text of a name: its forms, one a line. "王强" is found by "王强", "wang qiang", "wangqiang",
    "qiang wang" and "wq", "Zoë Müller" by "zoe muller", "zoemuller", "zm" and "zoe mueller"."""
    return "\n".join(forms(name))


@lru_cache(maxsize=50_000)
def forms(name: str) -> tuple[str, ...]:
    """All the forms of a name in which somebody may type it, in small letters; the name itself first."""
    found = [plain(name)]
    first = len(family(name)) if CHINESE.fullmatch(found[0]) else 0
    for words in _readings(name):
        if len(words) > 1 or CHINESE.search(name):
            found += [" ".join(words), "".join(words), "".join(word[0] for word in words)]
        if 0 < first < len(words):
            both = "".join(words[:first]), "".join(words[first:])
            found += [" ".join(both), " ".join(reversed(both))]
    found.append(plain(unicodedata.normalize("NFC", name).casefold().translate(_UMLAUTS)))
    return tuple(dict.fromkeys(filter(None, found)))


@lru_cache(maxsize=50_000)
def parts(name: str) -> frozenset[str]:
    """What may stand for the whole name where it is clear who is meant: its words; of a Chinese name the family name and
    the given name, in characters and in pinyin."""
    found = set(plain(name).split())
    runs = CHINESE.findall(name)
    for run in runs:
        first = family(run) if len(runs) == 1 else ""  # several: a foreign name in characters, 安娜·施密特
        found |= {first, run[len(first):]}
        for words in _readings(run):
            found |= {"".join(words[:len(first)]), "".join(words[len(first):])}
    return frozenset(found - {""})


def family(name: str) -> str:
    """The family name at the start of a Chinese name ("" in front of other letters)."""
    run = CHINESE.match(name)
    return "" if not run else name[:2] if name[:2] in _TWO and len(run[0]) > 2 else name[:1]


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """A text in small letters, without accents, invisible characters and needless blanks; width makes no difference."""
    letters = (unicodedata.normalize("NFD", c) for c in unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
               if unicodedata.category(c) != "Cf")
    return " ".join("".join(c[0] if c[0].isascii() else unicodedata.normalize("NFC", c) for c in letters).split())


def _readings(name: str) -> Iterator[list[str]]:
    """The words of a name with Chinese ones as syllables: read as a family name, as everyday words, and ü as people type it."""
    pieces = re.findall(f"{CHINESE.pattern}|[^\\W_]+", plain(name))
    if not CHINESE.search(name):
        yield pieces
        return
    for as_name in (True, False):
        words = list(chain.from_iterable(_syllables(p, as_name) if CHINESE.match(p) else [p] for p in pieces))
        for vowel in ("v", "u", "yu") if any(w[:2] in ("lv", "nv") for w in words) else ("v",):
            yield [w[0] + vowel + w[2:] if w[:2] in ("lv", "nv") else w for w in words]


def _syllables(text: str, as_name: bool) -> list[str]:
    from pypinyin import lazy_pinyin  # it takes a moment to import, and other names do not need it
    first = family(text) if as_name else ""
    read = _READ_AS[first].split() if first in _READ_AS else lazy_pinyin(first)
    return [*read, *lazy_pinyin(text[len(first):])]
