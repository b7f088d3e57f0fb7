"""A whole account as one JSON file and back: the same records with the same ids. History stays in the store."""

from __future__ import annotations

from collections import Counter
from typing import Any

from graph.errors import FileProblem, InvalidRecord, PowerMapError
from graph.model import (
    RECORDS,
    Account,
    Record,
    Snapshot,
    Text,
    new_id,
    place_id,
    position_id,
    standing_id,
)
from graph.model.validate import check_whole, clean_fields

FORMAT, VERSION = "powermap-account", 1


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
            records.append(RECORDS[type_name].of(_derived(type_name, fields) or id, fields))
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


def _derived(type_name: str, fields: dict[str, Any]) -> str:
    """The id of a record that may exist only once for what it refers to, "" for the others."""
    if type_name == "Position":
        return position_id(fields["opportunity"], fields["person"])
    if type_name == "Standing":
        return standing_id(fields["opportunity"], fields["competitor"])
    return place_id(fields["map"], fields["item"]) if type_name == "Place" else ""


def renumbered(account: Account, records: list[Record]) -> tuple[Account, list[Record]]:
    """A copy under new ids, for an account that is in the store already."""
    ids = {r.id: new_id() for r in (account, *records)}

    def copy(record: Record) -> Record:
        fields = {k: ids.get(v, v) if isinstance(v, str) and record.specs()[k].type == "ref" else v
                  for k, v in record.fields().items()}
        return RECORDS[record.type()].of(_derived(record.type(), fields) or ids[record.id], fields)

    return copy(account), [copy(r) for r in records]  # type: ignore[return-value]
