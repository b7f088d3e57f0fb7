"""Checks a record before any store is touched: what is wrong, where, and what would be right."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

from graph.errors import InvalidRecord, did_you_mean
from graph.model.fields import LONGEST_TEXT, FieldSpec
from graph.model.records import RECORDS, Fields
from graph.model.scales import SCALES
from graph.model.ties import KINDS

_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def clean_fields(type_name: str, fields: Fields) -> Fields:
    """`fields` with every value checked and brought to its stored form; `None` is kept: it removes a field.

    Raises `InvalidRecord` naming the field and what would be right.
    """
    cls = RECORDS.get(type_name)
    if cls is None:
        raise InvalidRecord(f'There is no kind of record "{type_name}". {did_you_mean(type_name, RECORDS)}')
    specs = cls.specs()
    cleaned: Fields = {}
    for name, value in fields.items():
        if name not in specs:
            raise InvalidRecord(f'{type_name} has no field "{name}". {did_you_mean(name, specs)}')
        if value is None or value == "" or value == () or value == []:
            cleaned[name] = None
        else:
            cleaned[name] = _clean(f"{type_name}.{name}", specs[name], value)
    return cleaned


def check_whole(type_name: str, fields: Fields) -> None:
    """What only a whole record can show: required fields, and for a tie its kind, ends, sign and level."""
    for name, spec in RECORDS[type_name].specs().items():
        if spec.required and fields.get(name) in (None, ""):
            raise InvalidRecord(f'{type_name}: "{spec.name.en}" ({spec.name.zh}) must not be empty.')
    if type_name == "Tie":
        _check_tie(fields)


def _check_tie(fields: Fields) -> None:
    kind = KINDS.get(fields["kind"])
    if kind is None:
        raise InvalidRecord(f'There is no kind of tie "{fields["kind"]}". {did_you_mean(fields["kind"], KINDS)}')
    if fields["source"] == fields["target"]:
        raise InvalidRecord(f"{kind.name.en} ({kind.name.zh}): both ends are the same; a tie needs two different ends.")
    if fields.get("strength") == 0:
        raise InvalidRecord("Tie.strength: 0 is no tie; use a number above 0 up to 1, or delete the tie.")
    if fields.get("sign") == 0:
        raise InvalidRecord("Tie.sign: 0 is not a sign; use 1 or -1.")
    if fields.get("sign") not in (None, kind.sign) and not kind.signed:
        raise InvalidRecord(f"{kind.name.en} ({kind.name.zh}) cannot have the sign {fields['sign']}; "
                            f"it is always {kind.sign:+d}.")
    if fields.get("level"):
        if not kind.scale:
            raise InvalidRecord(f'Tie.level: {kind.name.en} has no levels; leave "{fields["level"]}" out.')
        SCALES[kind.scale][fields["level"]]


def _clean(where: str, spec: FieldSpec, value: Any) -> Any:
    if spec.type in ("text", "ref"):
        return _text(where, value)
    if spec.type == "code":
        SCALES[spec.scale][_text(where, value)]
        return value
    if spec.type in ("codes", "texts"):
        if isinstance(value, str) or not all(isinstance(v, str) for v in value):
            raise InvalidRecord(f"{where}: {value!r} is not a list of texts.")
        for item in value:
            SCALES[spec.scale][item] if spec.type == "codes" else _text(where, item)
        return tuple(dict.fromkeys(value)) if spec.type == "codes" else tuple(value)
    if spec.type == "yes_no":
        if not isinstance(value, bool):
            raise InvalidRecord(f"{where}: {value!r} is neither yes nor no (True or False).")
        return value
    if spec.type == "date":
        return _date(where, value)
    return _number(where, spec, value)


def _text(where: str, value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidRecord(f"{where}: {value!r} is not text.")
    if len(value) > LONGEST_TEXT:
        raise InvalidRecord(f"{where}: the text has {len(value):,} characters; at most {LONGEST_TEXT:,} are kept.")
    if _UNWANTED.search(value):
        raise InvalidRecord(f"{where}: the text holds control characters that cannot be shown; remove them.")
    return value


def _date(where: str, value: Any) -> str:
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        raise InvalidRecord(f'{where}: "{value}" is not a date; write it as 2026-03-31.') from None


def _number(where: str, spec: FieldSpec, value: Any) -> int | float:
    wanted = "a whole number" if spec.type == "integer" else "a number"
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e300 or not math.isfinite(value):
        raise InvalidRecord(f"{where}: {value!r} is not {wanted}.")
    if spec.type == "integer":
        if value != int(value) or abs(value) >= 2**63:
            raise InvalidRecord(f"{where}: {value!r} is not {wanted}.")
        value = int(value)
    else:
        value = float(value)
    if (spec.low is not None and value < spec.low) or (spec.high is not None and value > spec.high):
        raise InvalidRecord(f"{where}: {value:g} is out of range; it goes from {spec.low:g}"
                            + (f" to {spec.high:g}." if spec.high is not None else " up."))
    return value
