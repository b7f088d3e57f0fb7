"""A whole account as one JSON file and back: the same records with the same ids. History stays in the store."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeVar

from graph.errors import FileProblem, InvalidRecord, PowerMapError
from graph.model import RECORDS, Account, Record, Snapshot, Text, new_id
from graph.model.derived import derived_id
from graph.model.validate import check_whole, clean_fields

FORMAT, VERSION = "powermap-account", 1
NAMING = {("Place", "map"), ("Comment", "tie"), ("MapView", "map"), ("MapView", "lit"), ("MapView", "filters")}
"""The fields that name other records without being references: as a whole, or behind a first word as in `circles/<deal>`."""
PARTS = re.compile("([/=:])")
R = TypeVar("R", bound=Record)


def to_json(snapshot: Snapshot) -> dict[str, Any]:
    """The account as plain data: `format`, `version`, and `records` (each with `type`, `id` and its fields)."""
    records = [{"type": type_name, "id": id, **{k: list(v) if isinstance(v, tuple) else v for k, v in r.fields().items()}}
               for type_name in RECORDS for id, r in sorted(snapshot.all(type_name).items())]
    return {"format": FORMAT, "version": VERSION, "records": records}


def from_json(data: Any, *, file: str = "") -> tuple[Account, list[Record]]:
    """The account and its other records, all checked. Raises `FileProblem` naming the record and what is wrong."""
    name = Text(file or "The file", f"文件 {file} " if file else "此文件")
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise FileProblem(f'{name.en} is not an exported account: it has no "format": "{FORMAT}".',
                          f'{name.zh}不是导出的客户：缺少 "format": "{FORMAT}"。')
    if data.get("version") != VERSION:
        raise FileProblem(f"{name.en} has the format version {data.get('version')}; this Powermap reads version {VERSION}.",
                          f"{name.zh}的格式版本为 {data.get('version')}；此 Powermap 读取版本 {VERSION}。")
    records: list[Record] = []
    if not isinstance(data.get("records"), list):
        raise FileProblem(f'{name.en} is not an exported account: it has no list of "records".',
                          f'{name.zh}不是导出的客户：缺少 "records" 列表。')
    for number, row in enumerate(data["records"], 1):
        try:
            type_name, id = row["type"], row["id"]
            fields = clean_fields(type_name, {k: tuple(v) if isinstance(v, list) else v
                                              for k, v in row.items() if k not in ("type", "id")})
            check_whole(type_name, fields)
            if not isinstance(id, str) or not id or not id.isprintable():
                raise InvalidRecord("a record needs an id of printable letters.", "记录需要由可显示字符组成的编号。")
            records.append(RECORDS[type_name].of(derived_id(type_name, fields) or id, fields))
        except (KeyError, TypeError, AttributeError):
            raise FileProblem(f'{name.en}, record {number}: "type" and "id" are missing.',
                              f'{name.zh}第 {number} 条记录：缺少 "type" 和 "id"。') from None
        except PowerMapError as error:
            raise FileProblem(f"{name.en}, record {number}: {error}", f"{name.zh}第 {number} 条记录：{error.zh}") from None
    twice = [id for id, n in Counter(r.id for r in records).items() if n > 1]
    if twice:
        raise FileProblem(f"{name.en}: two records have the id {twice[0]}; ids must differ.",
                          f"{name.zh}中有两条记录的编号同为 {twice[0]}；编号不能重复。")
    accounts = [r for r in records if isinstance(r, Account)]
    if len(accounts) != 1:
        raise FileProblem(f"{name.en} holds {len(accounts)} accounts; an export holds one.",
                          f"{name.zh}含有 {len(accounts)} 个客户；导出文件只含一个。")
    return accounts[0], [r for r in records if r is not accounts[0]]


def renumbered(account: Account, records: list[Record]) -> tuple[Account, list[Record]]:
    """A copy under new ids, for an account that is in the store already. The questions of a workshop keep theirs, by which
    the next one on the agenda finds the one before."""
    ids = {r.id: r.id if r.type() == "Workshop" else new_id() for r in (account, *records)}
    return with_ids(account, ids), [with_ids(r, ids) for r in records]


def with_ids(record: R, ids: Mapping[str, str]) -> R:
    """A copy of a record under its new id, that names other records by theirs; ids that are not among `ids` stay."""
    def anew(text: str) -> str:
        first, *parts = PARTS.split(text)
        return ids.get(text) or "".join([first, *(ids.get(part, part) for part in parts)])

    def value(name: str, old: Any) -> Any:
        if record.specs()[name].type == "ref":
            return ids.get(old, old)
        if (record.type(), name) not in NAMING:
            return old
        return tuple(anew(text) for text in old) if isinstance(old, tuple) else anew(old)

    fields = {name: value(name, old) for name, old in record.fields().items()}
    return type(record).of(derived_id(record.type(), fields) or ids.get(record.id, record.id), fields)
