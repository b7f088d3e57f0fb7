"""How the fields of a record are described: each field says its names, its type, its range or its scale."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from graph.model.text import Text

LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class FieldSpec:
    """What a field may hold.

    `type` is one of text, texts (list of text), integer, number, yes_no, date (ISO text), code (of `scale`),
    codes (several of `scale`), ref (the id of a record of one of `types`). `on_delete` says what happens to
    this record when the one it refers to is deleted: "delete" it too, or "clear" the field.
    """

    name: Text
    type: str = "text"
    required: bool = False
    scale: str = ""
    types: tuple[str, ...] = ()
    on_delete: str = "clear"
    low: float | None = None
    high: float | None = None


def spec(en: str, zh: str, type: str = "text", default: Any = None, **more: Any) -> Any:
    """A dataclass field with its `FieldSpec`; `default` is what a record without the field reads as."""
    return dataclasses.field(default=default, metadata={"spec": FieldSpec(Text(en, zh), type, **more)})


def ref(en: str, zh: str, *types: str, on_delete: str = "clear", required: bool = False) -> Any:
    """A field that names another record of the same account."""
    return spec(en, zh, "ref", types=types, on_delete=on_delete, required=required)


def code(en: str, zh: str, scale: str) -> Any:
    """A field that holds one level of a scale."""
    return spec(en, zh, "code", scale=scale)


@dataclass(frozen=True)
class SettingSpec:
    """What one of the `Settings` means, under which heading it is read, and from where to where it can be set."""

    meaning: Text
    group: str
    low: float
    high: float


def judgement(default: float, low: float, high: float, group: str, en: str, zh: str) -> Any:
    """A field of `Settings`: its usual value, its range, its heading, and what it means."""
    return dataclasses.field(default=default, metadata={"setting": SettingSpec(Text(en, zh), group, low, high)})
