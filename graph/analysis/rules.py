"""The goals of our coverage, read from `rules.toml` or from the account's own text, and who does not meet them.

Like Miller and Heiman's red flags and Altify's rule-based insights, but as data that a team can change.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from graph.analysis.brands import backers
from graph.analysis.decision import party_of
from graph.errors import FileProblem, did_you_mean
from graph.model import SCALES, Snapshot, Text

if TYPE_CHECKING:
    from graph.analysis.account import Analysis

_WHO = {"roles": "role", "buyer_types": "buyer_type", "parties": "party", "in_circle": bool, "decider": bool, "share": float, "supporter": bool}
_NEED = {"coverage": "coverage", "contacts": int, "attitude": "attitude", "attitude_known": bool, "named": bool, "no_rival": bool}
SCALE_OF = {field: kind for field, kind in (*_WHO.items(), *_NEED.items()) if isinstance(kind, str)}
"""The scale of each condition that names codes."""
_TEXTS = ("en", "zh", "reason_en", "reason_zh", "next_en", "next_zh")
_FIELDS = ("code", *_TEXTS, "who", "need", "of", "at_least", "broken")
OWN = Text("The goals of this account", "此客户的覆盖目标")
_SIDES = {bool: Text("true", "true"), int: Text("a whole number", "整数"), float: Text("a number", "数字")}


@dataclass(frozen=True)
class Rule:
    """One goal: who is meant (`who`), what is wanted of each or of one of them (`need`, `every`), how many there must be
    (`at_least`), what it counts as when it is not met (`broken`: "red" or "amber"), why it matters and what to do."""

    code: str
    name: Text
    who: Mapping[str, Any]
    need: Mapping[str, Any]
    every: bool
    at_least: int
    broken: str
    reason: Text
    next_step: Text


@dataclass(frozen=True)
class Check:
    """A rule held against an account: `people` it is about, `missed` those of them who do not meet it; `met` the result."""

    rule: Rule
    people: tuple[str, ...]
    missed: tuple[str, ...]
    met: bool

    @property
    def status(self) -> str:
        """"green", or what the rule counts as when it is not met."""
        return "green" if self.met else self.rule.broken


@cache
def usual_text() -> str:
    """`rules.toml`: the rules of every account that has none of its own, and how rules are written."""
    return resources.files("graph.analysis").joinpath("rules.toml").read_text("utf-8")


def rules_for(snapshot: Snapshot) -> tuple[Rule, ...]:
    """The rules of an account. Raises `FileProblem` for its own ones with mistakes."""
    own = snapshot.account.coverage_goals
    return rules_of(own, OWN) if own else rules_of(usual_text())


@lru_cache(maxsize=32)
def rules_of(text: str, where: Text = Text("rules.toml", "rules.toml")) -> tuple[Rule, ...]:
    """The rules of a TOML text, which is called `where`. Raises `FileProblem` that names the rule, the field and what would be right."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileProblem(f"{where.en}: not valid TOML: {error}.", f"{where.zh}：不是有效的 TOML：{error}。") from None
    rows = data.get("rule")
    if set(data) != {"rule"} or not isinstance(rows, list):
        raise FileProblem(f"{where.en}: there must be rules, each under [[rule]], and nothing else.", f"{where.zh}：只应包含写在 [[rule]] 下的规则。")
    rules = [_rule(row, Text(f"{where.en}, rule {k}", f"{where.zh}第 {k} 条规则")) for k, row in enumerate(rows, 1)]
    codes = [rule.code for rule in rules]
    for code in codes:
        if codes.count(code) > 1:
            raise FileProblem(f'{where.en}: two rules have the code "{code}"; each needs its own.', f"{where.zh}：有两条规则的代码都是“{code}”；代码不能重复。")
    return tuple(rules)


def _rule(row: Mapping[str, Any], where: Text) -> Rule:
    where = Text(f"{where.en} ({row['code']})", f"{where.zh}（{row['code']}）") if "code" in row else where
    for name in row:
        _known(where, name, _FIELDS)
    for name in ("code", *_TEXTS, "broken"):
        if not isinstance(row.get(name), str) or not row[name]:
            raise _wrong(where, f'"{name}" is missing; it must be a text.', f"缺少“{name}”；应为文字。")
    for table, fields in (("who", _WHO), ("need", _NEED)):
        _conditions(where, table, row.get(table), fields)
    for name, choices in (("broken", ("red", "amber")), ("of", ("every", "any"))):
        if row.get(name, choices[0]) not in choices:
            raise _wrong(where, f'{name} must be "{choices[0]}" or "{choices[1]}", not "{row[name]}".', f"{name} 应为“{choices[0]}”或“{choices[1]}”，而不是“{row[name]}”。")
    at_least = row.get("at_least", 0)
    if isinstance(at_least, bool) or not isinstance(at_least, int) or at_least < 0:
        raise _wrong(where, f"at_least must be a whole number from 0, not {at_least!r}.", f"at_least 应为不小于 0 的整数，而不是 {at_least!r}。")
    return Rule(row["code"], Text(row["en"], row["zh"]), row["who"], row["need"], row.get("of", "every") == "every", at_least, row["broken"],
                Text(row["reason_en"], row["reason_zh"]), Text(row["next_en"], row["next_zh"]))


def _conditions(where: Text, table: str, given: object, fields: Mapping[str, Any]) -> None:
    """Checks `who` or `need`: fields that exist, with codes of their scale or values of their type."""
    if not isinstance(given, dict) or not given:
        raise _wrong(where, f'"{table}" is missing; it needs at least one of: {", ".join(fields)}.', f"缺少“{table}”；至少需要其中一项：{'、'.join(fields)}。")
    for field, value in given.items():
        _known(where, field, tuple(fields))
        kind = fields[field]
        if isinstance(kind, str):
            codes = SCALES[kind].codes
            if table == "who" and not isinstance(value, list):
                raise _wrong(where, f'{table}.{field} must be a list, such as ["{codes[0]}"].', f'{table}.{field} 应为列表，例如 ["{codes[0]}"]。')
            for item in value if isinstance(value, list) else [value]:
                if item not in codes:
                    raise _wrong(where, f'{table}.{field}: "{item}" is not on the scale "{SCALES[kind].name.en}". {did_you_mean(str(item), codes)}',
                                 f"{table}.{field}：“{item}”不在“{SCALES[kind].name.zh}”量表上。{did_you_mean(str(item), codes, 'zh')}")
        elif (value is not True) if kind is bool else isinstance(value, bool) or not isinstance(value, (int, float) if kind is float else kind):
            raise _wrong(where, f"{table}.{field} must be {_SIDES[kind].en}, not {value!r}.", f"{table}.{field} 应为{_SIDES[kind].zh}，而不是 {value!r}。")


def _known(where: Text, name: str, names: tuple[str, ...]) -> None:
    if name not in names:
        raise _wrong(where, f'there is no "{name}". {did_you_mean(name, names)}', f"没有“{name}”。{did_you_mean(name, names, 'zh')}")


def _wrong(where: Text, en: str, zh: str) -> FileProblem:
    return FileProblem(f"{where.en}: {en}", f"{where.zh}：{zh}")


def checked(analysis: Analysis, rules: tuple[Rule, ...]) -> list[Check]:
    """Every rule that applies to the account, held against it. A rule about people who are not there, and need not be, is left out."""
    rivals = set(backers(analysis))
    found = []
    for rule in rules:
        people = tuple(sorted((p for p in analysis.model.people if _fits(analysis, rule.who, p)), key=lambda p: (-analysis.share_of[p], p)))
        missed = tuple(p for p in people if not _meets(analysis, rule.need, p, rivals))
        if people or rule.at_least:
            enough = len(people) >= rule.at_least
            found.append(Check(rule, people, missed, enough and (not missed if rule.every else len(missed) < len(people))))
    return found


def _fits(analysis: Analysis, who: Mapping[str, Any], person: str) -> bool:
    position = analysis.positions[person]
    asked = [name for name in ("roles", "buyer_types") if name in who]
    has = {"roles": any(role in who.get("roles", ()) for role in position.roles), "buyer_types": position.buyer_type in who.get("buyer_types", ())}
    return bool((not asked or any(has[name] for name in asked))
                and ("parties" not in who or party_of(analysis.snapshot, person) in who["parties"])
                and ("in_circle" not in who or person in analysis.circle)
                and ("decider" not in who or person in analysis.deciders)
                and ("share" not in who or (analysis.model.basis.tells and analysis.share_of[person] >= who["share"]))
                and ("supporter" not in who or SCALES["attitude"].value(position.attitude) >= SCALES["attitude"].value("B")))


def _meets(analysis: Analysis, need: Mapping[str, Any], person: str, rivals: set[str]) -> bool:
    attitude = analysis.positions[person].attitude
    known = attitude not in (None, "U")
    return bool(("coverage" not in need or analysis.met[person] >= SCALES["coverage"].value(need["coverage"]))
                and ("contacts" not in need or len(analysis.contacts.get(person, ())) >= need["contacts"])
                and ("attitude" not in need or (known and SCALES["attitude"].value(attitude) >= SCALES["attitude"].value(need["attitude"])))
                and ("attitude_known" not in need or known)
                and ("named" not in need or not analysis.snapshot.people[person].placeholder)
                and ("no_rival" not in need or person not in rivals))
