"""What is said of a person, piece by piece: "CFO", "finance", "attitude D->C", "二级", "决策的人"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from graph.model import SCALES, Text
from graph.model.names import CHINESE
from graph.model.records import Fields
from loaders.messages import Misread, data
from loaders.quick_entry.keywords import keyword_in
from loaders.quick_entry.lines import in_words, listed
from loaders.quick_entry.who import WORDS
from loaders.values import code, roles, value_of

FUNCTIONS = {word: code for code, words in data("quick_entry/words.toml")["functions"].items() for word in words}
NOT_UNDERSTOOD = Text("“{part}” is not understood. Write what it is in front of it: title, department, attitude, role, coverage, level, "
                      "faction, email or reports to.", "无法理解“{part}”。请在前面注明是什么：职务、部门、态度、角色、覆盖、级别、派系、邮箱或上司。")
TWICE = Text("“{part}” contradicts what stands before it in this line.", "“{part}”与此行前面所写的矛盾。")
_LEVEL = re.compile(r"(?P<front>level|lv|l|第)?\s*(?P<n>\d{1,2}|[一二三四五六七八九十])\s*(?P<unit>级|层)?", re.IGNORECASE)
_TURN = re.compile(r"(?:from\s+|从\s*)?(?P<before>\S+?)\s*(?:[-=—–~]*>+|→|⇒|\bto\b|到|变为|改为)\s*(?P<now>\S+)", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_DIGITS = "〇一二三四五六七八九十"


@dataclass
class Said:
    """What a line says of somebody. `is_department` tells whether a department is called so."""

    is_department: Callable[[str], bool]
    person: Fields = field(default_factory=dict)
    position: Fields = field(default_factory=dict)
    department: str = ""
    factions: list[str] = field(default_factory=list)
    bosses: list[str] = field(default_factory=list)

    def read(self, part: str) -> None:
        """Takes a piece in. Raises `Misread`."""
        field, value = keyword_in(part)
        if field:
            _KEYED[field](self, value)
        elif not any(read(self, part) for read in _BARE):
            raise Misread(NOT_UNDERSTOOD.format(part=part))


def function_of(text: str) -> str | None:
    """The function that the name of a department says ("Finance", "财务部"), "" when it is the name of some department, None
    when it does not look like one."""
    word = text.casefold().strip()
    ending = next((w for w in sorted(WORDS["department"], key=len, reverse=True)
                   if word.endswith(w if CHINESE.match(w) else f" {w}") and word != w), "")
    stem = word.removesuffix(ending).strip()
    found = next(filter(None, (find(w) for w in (word, stem) for find in (SCALES["department_function"].find, FUNCTIONS.get))), None)
    return found or ("" if ending else None)


# Behind a word that says what it is

def _once(fields: Fields, name: str, value: object, text: str) -> bool:
    """Sets a field that cannot have two values in one line."""
    if fields.setdefault(name, value) != value:
        raise Misread(TWICE.format(part=text))
    return True


def _attitude(said: Said, text: str) -> bool:
    turn = _TURN.fullmatch(text)
    if turn:
        said.position["attitude_before"] = code("attitude", turn["before"])
    return _once(said.position, "attitude", code("attitude", turn["now"] if turn else text), text)


def _roles(said: Said, text: str) -> bool:
    if not _plain_roles(said, text):
        said.position["roles"] = (code("role", text),)  # which says what would be right
    return True


def _level(said: Said, text: str) -> bool:
    found = _LEVEL.fullmatch(text)
    number = found["n"] if found else text
    return _once(said.person, "level", value_of("Person", "level", str(_DIGITS.index(number)) if len(number) == 1 and number in _DIGITS else number), text)


def _title(said: Said, text: str) -> bool:
    return _once(said.person, "title", value_of("Person", "title", text), text)


def _department(said: Said, text: str) -> bool:
    said.department = text
    return True


def _email(said: Said, text: str) -> bool:
    if not _EMAIL.fullmatch(text):
        raise Misread(NOT_UNDERSTOOD.format(part=text))
    return _once(said.person, "email", value_of("Person", "email", text), text)


def _coverage(said: Said, text: str) -> bool:
    return _once(said.position, "coverage", code("coverage", text), text)


_KEYED: dict[str, Callable[[Said, str], object]] = {
    "attitude": _attitude, "coverage": _coverage, "roles": _roles, "title": _title, "level": _level, "department": _department,
    "email": _email, "faction": lambda said, text: said.factions.append(text), "boss": lambda said, text: said.bosses.extend(listed(text))}


# Alone: each says whether it is that

def _turn(said: Said, text: str) -> bool:
    turn = _TURN.fullmatch(text)
    return bool(turn and all(SCALES["attitude"].find(turn[k]) for k in ("before", "now"))) and _attitude(said, text)


def _external(said: Said, text: str) -> bool:
    return in_words(text, WORDS["external"]) and said.person.setdefault("external", True)


def _placeholder(said: Said, text: str) -> bool:
    return in_words(text, WORDS["placeholder"]) and said.person.setdefault("placeholder", True)


def _plain_level(said: Said, text: str) -> bool:
    found = _LEVEL.fullmatch(text)
    return bool(found and (found["front"] or found["unit"])) and _level(said, text)


def _department_there(said: Said, text: str) -> bool:
    return not said.department and said.is_department(text) and _department(said, text)


def _plain_attitude(said: Said, text: str) -> bool:
    stem = text.removesuffix("者")  # 反对者
    return bool(SCALES["attitude"].find(stem)) and _attitude(said, stem)


def _plain_roles(said: Said, text: str) -> bool:
    found, buyer_type, rest = roles(text)
    if rest or not (found or buyer_type):
        return False
    if found:
        said.position["roles"] = (*said.position.get("roles", ()), *found)
    if buyer_type:
        said.position["buyer_type"] = buyer_type
    return True


def _role_by_name(said: Said, text: str) -> bool:
    return bool(SCALES["role"].find(text)) and _plain_roles(said, text)


def _plain_coverage(said: Said, text: str) -> bool:
    return not text.isdigit() and bool(SCALES["coverage"].find(text)) and _coverage(said, text)


def _department_by_its_name(said: Said, text: str) -> bool:
    return not said.department and function_of(text) is not None and _department(said, text)


def _attitude_in_other_words(said: Said, text: str) -> bool:
    try:
        return _attitude(said, text)
    except Misread:
        return False


def _plain_email(said: Said, text: str) -> bool:
    return bool(_EMAIL.fullmatch(text)) and _email(said, text)


def _own_words(said: Said, text: str) -> bool:
    """The first are the title, the next ones the department."""
    if not any(c.isalpha() for c in text):
        return False
    if "title" not in said.person:
        return _title(said, text)
    return not said.department and _department(said, text)


_BARE = (_turn, _external, _placeholder, _plain_level, _department_there, _plain_attitude, _role_by_name, _plain_coverage,
         _department_by_its_name, _plain_roles, _attitude_in_other_words, _plain_email, _own_words)
"""How a piece without a word in front is read, the surest way first."""
