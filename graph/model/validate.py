"""Checks a record before any store is touched: what is wrong, where, and what would be right."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

from graph.errors import InvalidRecord, did_you_mean
from graph.model.fields import LONGEST_TEXT, FieldSpec
from graph.model.records import IN_CHINESE, RECORDS, Fields
from graph.model.scales import SCALES
from graph.model.text import Text
from graph.model.ties import KINDS

UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def clean_fields(type_name: str, fields: Fields) -> Fields:
    """`fields` with every value checked and brought to its stored form, in reading order; `None` is kept: it removes a field.

    Raises `InvalidRecord` naming the field and what would be right.
    """
    cls = RECORDS.get(type_name)
    if cls is None:
        raise InvalidRecord(f'There is no kind of record "{type_name}". {did_you_mean(type_name, RECORDS)}',
                            f"没有“{type_name}”这种记录。{did_you_mean(type_name, RECORDS, 'zh')}")
    specs = cls.specs()
    cleaned: Fields = {}
    for name, value in fields.items():
        if name not in specs:
            raise InvalidRecord(f'{type_name} has no field "{name}". {did_you_mean(name, specs)}',
                                f"{IN_CHINESE[type_name]}没有“{name}”字段。{did_you_mean(name, specs, 'zh')}")
        if value is None or value == "" or value == () or value == []:
            cleaned[name] = None
        else:
            cleaned[name] = _clean(place_of(type_name, name), specs[name], value)
    return {name: cleaned[name] for name in specs if name in cleaned}


def check_whole(type_name: str, fields: Fields) -> None:
    """What only a whole record can show: required fields, and for a tie its kind, ends, sign and level."""
    for name, spec in RECORDS[type_name].specs().items():
        if spec.required and fields.get(name) in (None, ""):
            where = place_of(type_name, name)
            raise InvalidRecord(f"{where.en} must not be empty.", f"{where.zh}不能为空。")
    if type_name == "Tie":
        _check_tie(fields)


def place_of(type_name: str, name: str) -> Text:
    """A field of a record as a sentence names it."""
    field = RECORDS[type_name].specs()[name].name
    return Text(f'{type_name} "{field.en}"', f"{IN_CHINESE[type_name]}的“{field.zh}”")


def _check_tie(fields: Fields) -> None:
    kind = KINDS.get(fields["kind"])
    if kind is None:
        raise InvalidRecord(f'There is no kind of tie "{fields["kind"]}". {did_you_mean(fields["kind"], KINDS)}',
                            f"没有“{fields['kind']}”这种关系。{did_you_mean(fields['kind'], KINDS, 'zh')}")
    if fields["source"] == fields["target"]:
        raise InvalidRecord(f"{kind.name.en}: both ends are the same; a tie needs two different ends.",
                            f"{kind.name.zh}：两端相同；一条关系需要两个不同的端点。")
    if fields.get("strength") == 0:
        raise InvalidRecord("A tie of strength 0 is no tie; use a number above 0 up to 1, or delete the tie.",
                            "强度为 0 就不是关系；请填大于 0、不超过 1 的数，或删除这条关系。")
    if fields.get("sign") == 0:
        raise InvalidRecord("The sign of a tie cannot be 0; use 1 or -1.", "关系的正负不能为 0；请填 1 或 -1。")
    if fields.get("sign") not in (None, kind.sign) and not kind.signed:
        raise InvalidRecord(f"{kind.name.en} cannot have the sign {fields['sign']}; it is always {kind.sign:+d}.",
                            f"“{kind.name.zh}”的正负不能为 {fields['sign']}；它始终为 {kind.sign:+d}。")
    if fields.get("level"):
        if not kind.scale:
            raise InvalidRecord(f'{kind.name.en} has no levels; leave "{fields["level"]}" out.',
                                f"“{kind.name.zh}”没有等级；请去掉“{fields['level']}”。")
        SCALES[kind.scale][fields["level"]]


def _clean(where: Text, spec: FieldSpec, value: Any) -> Any:
    if spec.type in ("text", "ref"):
        return _text(where, value)
    if spec.type == "code":
        SCALES[spec.scale][_text(where, value)]
        return value
    if spec.type in ("codes", "texts"):
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            raise InvalidRecord(f"{where.en}: {value!r} is not a list of texts.", f"{where.zh}：{value!r} 不是文字列表。")
        for item in value:
            SCALES[spec.scale][item] if spec.type == "codes" else _text(where, item)
        return tuple(dict.fromkeys(value)) if spec.type == "codes" else tuple(value)
    if spec.type == "yes_no":
        if not isinstance(value, bool):
            raise InvalidRecord(f"{where.en}: {value!r} is neither yes nor no (True or False).",
                                f"{where.zh}：{value!r} 既不是“是”也不是“否”（True 或 False）。")
        return value
    if spec.type == "date":
        return _date(where, value)
    return _number(where, spec, value)


def _text(where: Text, value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidRecord(f"{where.en}: {value!r} is not text.", f"{where.zh}：{value!r} 不是文字。")
    if len(value) > LONGEST_TEXT:
        raise InvalidRecord(f"{where.en}: the text has {len(value):,} characters; at most {LONGEST_TEXT:,} are kept.",
                            f"{where.zh}：文字有 {len(value):,} 个字符，最多 {LONGEST_TEXT:,} 个。")
    if UNWANTED.search(value):
        raise InvalidRecord(f"{where.en}: the text holds control characters that cannot be shown; remove them.",
                            f"{where.zh}：文字含有无法显示的控制字符，请删去。")
    return value


def _date(where: Text, value: Any) -> str:
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        raise InvalidRecord(f'{where.en}: "{value}" is not a date; write it as 2026-03-31.',
                            f"{where.zh}：“{value}”不是日期；请写成 2026-03-31。") from None


def _number(where: Text, spec: FieldSpec, value: Any) -> int | float:
    wanted = Text("a whole number", "整数") if spec.type == "integer" else Text("a number", "数字")
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e300 or not math.isfinite(value):
        raise InvalidRecord(f"{where.en}: {value!r} is not {wanted.en}.", f"{where.zh}：{value!r} 不是{wanted.zh}。")
    if spec.type == "integer":
        if value != int(value) or abs(value) >= 2**63:
            raise InvalidRecord(f"{where.en}: {value!r} is not {wanted.en}.", f"{where.zh}：{value!r} 不是{wanted.zh}。")
        value = int(value)
    else:
        value = float(value)
    if (spec.low is not None and value < spec.low) or (spec.high is not None and value > spec.high):
        raise InvalidRecord(f"{where.en}: {value:g} is out of range; it goes from {spec.low:g}"
                            + (f" to {spec.high:g}." if spec.high is not None else " up."),
                            f"{where.zh}：{value:g} 超出范围；"
                            + (f"应在 {spec.low:g} 到 {spec.high:g} 之间。" if spec.high is not None else f"最小为 {spec.low:g}。"))
    return value
