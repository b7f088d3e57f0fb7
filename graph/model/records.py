"""The records of an account. Frozen, flat, with our own text ids; `None` or absent means "not known".

Values about one deal (attitude, roles, coverage) belong to `Position`, not to `Person`, and a competitor's
standing to `Standing`: the same people can think differently of two deals.
"""

from __future__ import annotations

import dataclasses
import uuid
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, ClassVar, Self

from graph.model.fields import FieldSpec, code, ref, spec

Value = str | bool | int | float | tuple[str, ...]
Fields = dict[str, Any]

_SPACE = uuid.UUID("5b1c3a52-6d0e-4f5a-9c3e-0a5d8f0c7e11")


def new_id() -> str:
    """A new id of our own (UUID 4, as text)."""
    return str(uuid.uuid4())


@lru_cache(maxsize=1 << 16)  # a large map asks for thousands at every edit
def id_of(*parts: str) -> str:
    """The id of a record that may exist only once for its parts, such as one person's place on one map."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(parts)))


@dataclass(frozen=True)
class Record:
    """The parent of all records. `fact`: whether it says something about the client, so that analyses depend on it."""

    id: str
    fact: ClassVar[bool] = True

    @classmethod
    def type(cls) -> str:
        """The name of the kind of record, as the store knows it."""
        return cls.__name__

    @classmethod
    @cache
    def specs(cls) -> dict[str, FieldSpec]:
        """Field name to its description, in reading order."""
        return {f.name: f.metadata["spec"] for f in dataclasses.fields(cls) if f.name != "id"}

    @classmethod
    def of(cls, id: str, fields: Fields) -> Self:
        """A record from stored fields; absent fields read as their default (no checks: the store made them)."""
        record = object.__new__(cls)
        record.__dict__.update(fields)
        record.__dict__["id"] = id
        return record

    def fields(self) -> Fields:
        """The fields that say something (everything but `None`, "" and the empty tuple)."""
        return {k: v for k in self.specs() if (v := getattr(self, k)) is not None and v != "" and v != ()}


@dataclass(frozen=True)
class Account(Record):
    """A client organisation."""

    name: str = spec("Name", "名称", required=True)
    industry: str | None = spec("Industry", "行业")
    ownership_type: str | None = code("Ownership", "所有制", "ownership_type")
    size: int | None = spec("Employees", "员工数", "integer", low=0)
    customer_class: str | None = code("Customer class", "客户等级", "customer_class")
    card: str | None = code("Card", "客户卡", "account_card")
    kam_stage: str | None = code("Relationship stage", "关系阶段", "kam_stage")
    loyalty: str | None = code("Loyalty", "忠诚度", "loyalty")
    company_level: str | None = code("Company level", "公司关系", "company_level")
    culture: str | None = code("Culture", "团队文化", "culture")
    share_of_wallet: float | None = spec("Share of wallet", "钱包份额", "number", low=0, high=1)
    archived: bool = spec("Archived", "已归档", "yes_no", default=False)
    coverage_goals: str | None = spec("Goals of our coverage (TOML)", "覆盖目标（TOML）")
    note: str | None = spec("Note", "备注")
    extra: tuple[str, ...] = spec("Other columns", "其他列", "texts", default=())


@dataclass(frozen=True)
class Department(Record):
    """A department, subsidiary or branch of the client."""

    name: str = spec("Name", "名称", required=True)
    name_alt: str | None = spec("Name in the other language", "另一语言名称")
    function: str | None = code("Function", "职能", "department_function")
    parent: str | None = ref("Part of", "上级部门", "Department")
    note: str | None = spec("Note", "备注")


@dataclass(frozen=True)
class Person(Record):
    """Somebody of the client, or around it (`external`), or a seat still without a name (`placeholder`)."""

    name: str = spec("Name", "姓名", required=True)
    name_alt: str | None = spec("Name in the other language", "另一语言姓名")
    title: str | None = spec("Title", "职务")
    title_alt: str | None = spec("Title in the other language", "另一语言职务")
    department: str | None = ref("Department", "部门", "Department")
    level: int | None = spec("Formal level (1 = top)", "行政级别（1 为最高）", "integer", low=1, high=99)
    party: str | None = code("Party", "角色阵营", "party")
    external: bool = spec("External", "外部人士", "yes_no", default=False)
    placeholder: bool = spec("Not yet known", "待识别", "yes_no", default=False)
    tenure: float | None = spec("Tenure (years)", "任职年限", "number", low=0, high=80)
    origin: str | None = code("Origin", "来源", "origin")
    patron_related: bool = spec("Related to a patron", "关系户", "yes_no", default=False)
    leadership_style: str | None = code("Leadership style", "管理风格", "leadership_style")
    personal_need: str | None = code("Personal need", "个人需求", "personal_need")
    kpi: str | None = spec("KPI owned", "负责的考核指标")
    email: str | None = spec("Email", "邮箱")
    phone: str | None = spec("Phone", "电话")
    external_id: str | None = spec("Outside id", "外部编号")
    note: str | None = spec("Note", "备注")
    extra: tuple[str, ...] = spec("Other columns", "其他列", "texts", default=())


@dataclass(frozen=True)
class Faction(Record):
    """A camp inside the client, around a core person."""

    name: str = spec("Name", "名称", required=True)
    name_alt: str | None = spec("Name in the other language", "另一语言名称")
    core: str | None = ref("Core person", "核心人物", "Person")
    stance: str | None = code("Stance towards us", "对我方立场", "attitude")
    note: str | None = spec("Note", "备注")


@dataclass(frozen=True)
class TeamMember(Record):
    """One of our own people."""

    name: str = spec("Name", "姓名", required=True)
    name_alt: str | None = spec("Name in the other language", "另一语言姓名")
    title: str | None = spec("Title", "职务")
    function: str | None = code("Function", "职能", "department_function")
    level: int | None = spec("Level (1 = top)", "级别（1 为最高）", "integer", low=1, high=99)
    email: str | None = spec("Email", "邮箱")
    note: str | None = spec("Note", "备注")


@dataclass(frozen=True)
class Competitor(Record):
    """A rival supplier."""

    name: str = spec("Name", "名称", required=True)
    name_alt: str | None = spec("Name in the other language", "另一语言名称")
    note: str | None = spec("Note", "备注")


@dataclass(frozen=True)
class Organisation(Record):
    """An owner, an investor or a government body around the client."""

    name: str = spec("Name", "名称", required=True)
    name_alt: str | None = spec("Name in the other language", "另一语言名称")
    kind: str | None = code("Kind", "类型", "organisation_kind")
    note: str | None = spec("Note", "备注")


@dataclass(frozen=True)
class Opportunity(Record):
    """A deal. Every account starts with one."""

    name: str = spec("Name", "名称", required=True)
    goal: str | None = spec("Goal", "目标")
    stage: str | None = code("Sales stage", "销售阶段", "sales_stage")
    buying_step: str | None = code("Buying step", "采购步骤", "buying_step")
    decision_rule: str | None = code("Decision rule", "决策规则", "decision_rule")
    culture: str | None = code("Culture in this deal", "本项目的团队文化", "culture")
    amount: float | None = spec("Amount", "金额", "number", low=0)
    manager: str | None = ref("Our manager", "我方负责人", "TeamMember")
    date: str | None = spec("Date", "日期", "date")
    result: str | None = code("How it ended", "最终结果", "deal_result")
    result_date: str | None = spec("Ended on", "结束日期", "date")
    note: str | None = spec("Note", "备注")


@dataclass(frozen=True)
class Position(Record):
    """Where a person stands in an opportunity. One per person and opportunity: see `position_id`."""

    opportunity: str = ref("Opportunity", "商机", "Opportunity", on_delete="delete", required=True)
    person: str = ref("Person", "人员", "Person", on_delete="delete", required=True)
    attitude: str | None = code("Attitude", "态度", "attitude")
    attitude_before: str | None = code("Attitude before", "之前的态度", "attitude")
    attitude_wanted: str | None = code("Attitude wanted", "期望的态度", "attitude")
    evidence: str | None = code("How we know", "依据", "evidence")
    attitude_date: str | None = spec("Attitude as of", "态度日期", "date")
    roles: tuple[str, ...] = spec("Purchase roles", "采购角色", "codes", default=(), scale="role")
    buyer_type: str | None = code("Buyer type", "买家类型", "buyer_type")
    coverage: str | None = code("Coverage", "覆盖程度", "coverage")
    barrier: str | None = code("Barrier", "决策阻碍", "barrier")
    criteria: str | None = code("Buying criteria", "购买标准", "criteria_certainty")
    satisfier: str | None = spec("What would satisfy more", "如何更满意")
    weight: float | None = spec("Weight in the decision (decider = 1)", "决策权重（决策者为 1）", "number", low=0, high=1)
    susceptibility: float | None = spec("Open to others (0-1)", "受他人影响程度（0-1）", "number", low=0, high=1)
    note: str | None = spec("Note", "备注")


@dataclass(frozen=True)
class Standing(Record):
    """A competitor's position against us in an opportunity: +5 we lead decisively, -5 they do."""

    opportunity: str = ref("Opportunity", "商机", "Opportunity", on_delete="delete", required=True)
    competitor: str = ref("Competitor", "竞争对手", "Competitor", on_delete="delete", required=True)
    position: str | None = code("Position", "现进度", "competitor_position")
    fit: str | None = code("Fit", "满足程度", "competitor_fit")
    note: str | None = spec("Note", "备注")


THINGS = ("Account", "Department", "Person", "Faction", "TeamMember", "Competitor", "Organisation", "Opportunity")
"""What can be on a map, and at the end of a tie."""


@dataclass(frozen=True)
class Tie(Record):
    """A tie from `source` to `target`; `kind` is one of `graph.model.ties.KINDS`.

    A tie with a `label` is a layer of its own under that name: an imported "marriage" is never summed with
    friendship. `period` keeps a survey wave ("T3") that is not a date.
    """

    kind: str = spec("Kind", "类型", required=True)
    source: str = ref("From", "从", *THINGS, on_delete="delete", required=True)
    target: str = ref("To", "到", *THINGS, on_delete="delete", required=True)
    label: str | None = spec("Own layer name", "自定义图层名")
    level: str | None = spec("Level", "等级")
    strength: float | None = spec("Strength (0-1)", "强度（0-1）", "number", low=0, high=1)
    sign: int | None = spec("Sign (+1, -1)", "正负（+1、-1）", "integer", low=-1, high=1)
    directed: bool | None = spec("One way", "单向", "yes_no")
    since: str | None = spec("Since", "开始", "date")
    until: str | None = spec("Until", "结束", "date")
    period: str | None = spec("Period", "时段")
    said_by: str | None = spec("Source", "来源")
    confidence: float | None = spec("Confidence (0-1)", "可信度（0-1）", "number", low=0, high=1)
    last_confirmed: str | None = spec("Last confirmed", "最近确认", "date")
    basis: str | None = code("Basis", "关系基础", "tie_basis")
    note: str | None = spec("Note", "备注")
    extra: tuple[str, ...] = spec("Other columns", "其他列", "texts", default=())


@dataclass(frozen=True)
class Place(Record):
    """Where something lies on a map; not a fact about the person. `pinned` = somebody dragged it there, `hidden` = it
    was removed from this map (not deleted)."""

    fact = False
    map: str = spec("Map", "图", required=True)
    item: str = ref("Item", "对象", *THINGS, on_delete="delete", required=True)
    x: float = spec("x", "x", "number", default=0.0)
    y: float = spec("y", "y", "number", default=0.0)
    pinned: bool = spec("Pinned", "固定", "yes_no", default=False)
    hidden: bool = spec("Removed from this map", "已移出此图", "yes_no", default=False)


@dataclass(frozen=True)
class MapView(Record):
    """A map with a name: who is on it (`everybody`, less who was removed), how it is laid out and looked at; with a
    `step` it is one of the account's story, told in that order with `words` and with `lit` people in the light; `map` is then the
    map with a name whose people and places it shows."""

    fact = False
    name: str = spec("Name", "名称", required=True)
    opportunity: str | None = ref("Opportunity", "商机", "Opportunity")
    layout: str | None = code("Layout", "布局", "layout")
    leader: str | None = ref("Round whom", "以谁为中心", "Person")
    fill: str | None = spec("Colour by", "颜色依据")
    size: str | None = spec("Size by", "大小依据")
    layers: tuple[str, ...] = spec("Layers shown", "显示的图层", "texts", default=())
    outside: bool = spec("Our team and competitors", "我方与竞争对手", "yes_no", default=True)
    everybody: bool = spec("Everybody", "所有人", "yes_no", default=True)
    as_of: str | None = spec("As of", "截至日期", "date")
    filters: tuple[str, ...] = spec("Only", "仅显示", "texts", default=())
    step: int | None = spec("Step of the story", "故事步骤", "integer", low=1, high=999)
    map: str | None = spec("Map", "地图")
    words: str | None = spec("What is said", "讲解词")
    lit: tuple[str, ...] = spec("In the light", "高亮对象", "texts", default=())


@dataclass(frozen=True)
class Comment(Record):
    """What somebody of the team wrote about a person or a tie. `tie` is the id of the tie that is meant; the comment then
    hangs on the tie's source, and outlives the tie."""

    fact = False
    text: str = spec("Comment", "评论", required=True)
    item: str = ref("About", "关于", *THINGS, on_delete="delete", required=True)
    tie: str | None = spec("About the tie", "关于关系")
    by: str | None = spec("Written by", "作者")
    time: str | None = spec("Written at", "时间")
    done: bool = spec("Done", "已处理", "yes_no", default=False)


@dataclass(frozen=True)
class Workshop(Record):
    """One question that a workshop answers together: what is asked, until when, blind or in the open. `agenda` is the same
    for all questions of one workshop."""

    fact = False
    name: str = spec("Question", "问题", required=True)
    opportunity: str | None = ref("Opportunity", "商机", "Opportunity")
    question: str | None = code("What is asked", "提问内容", "workshop_question")
    kind: str | None = spec("Kind of tie", "关系类型")
    agenda: str | None = spec("Agenda", "议程")
    facilitator: str | None = spec("Facilitator", "主持人")
    ends: str | None = spec("Ends at", "结束时间")
    blind: bool = spec("Blind first round", "首轮盲投", "yes_no", default=False)
    revealed: bool = spec("Revealed", "已揭晓", "yes_no", default=False)
    locked: bool = spec("Only the facilitator edits", "仅主持人可编辑", "yes_no", default=False)
    closed: bool = spec("Closed", "已结束", "yes_no", default=False)


@dataclass(frozen=True)
class Ballot(Record):
    """One answer of one participant in a blind round: about a person, or about a person and another one."""

    fact = False
    workshop: str = ref("Workshop", "研讨", "Workshop", on_delete="delete", required=True)
    item: str = ref("Person", "人员", "Person", on_delete="delete", required=True)
    other: str | None = ref("Other person", "另一人", "Person", on_delete="delete")
    value: str | None = spec("Answer", "回答")
    by: str | None = spec("Given by", "投票人")


@dataclass(frozen=True)
class Forecast(Record):
    """How a deal looked on a day, kept so that it can be judged when the deal has ended: the chances of its three ends, and the
    outcome (-1 to +1) with its range. `revision` is that of the account which was looked at."""

    fact = False
    opportunity: str = ref("Opportunity", "商机", "Opportunity", on_delete="delete", required=True)
    date: str = spec("Date", "日期", "date", required=True)
    win: float = spec("Chance that we win", "赢单可能性", "number", default=0.0, low=0, high=1)
    none: float = spec("Chance of no decision", "未决可能性", "number", default=0.0, low=0, high=1)
    lose: float = spec("Chance that we lose", "输单可能性", "number", default=0.0, low=0, high=1)
    value: float | None = spec("Outcome", "结果", "number")
    low: float | None = spec("Outcome at least", "结果下限", "number")
    high: float | None = spec("Outcome at most", "结果上限", "number")
    by: str | None = spec("Kept by", "保存人")
    note: str | None = spec("Note", "备注")
    revision: int | None = spec("Revision", "版本", "integer", low=0)


@dataclass(frozen=True)
class Setting(Record):
    """A judgement that the analyses of this account make otherwise than usual. One per name of `Settings`: see `setting_id`."""

    name: str = spec("Name", "名称", required=True)
    value: float = spec("Value", "数值", "number", default=0.0, required=True)


NODES = (*THINGS, "MapView", "Comment", "Workshop", "Ballot", "Forecast", "Setting")
"""The records that stand by themselves; the others lie between two of them."""

RECORDS: dict[str, type[Record]] = {
    cls.type(): cls for cls in (Account, Department, Person, Faction, TeamMember, Competitor, Organisation,
                                Opportunity, Position, Standing, Tie, Place, MapView, Comment, Workshop, Ballot, Forecast, Setting)}
IN_CHINESE = {"Account": "客户", "Department": "部门", "Person": "人员", "Faction": "派系", "TeamMember": "我方人员",
              "Competitor": "竞争对手", "Organisation": "机构", "Opportunity": "商机", "Position": "人员立场",
              "Standing": "竞争态势", "Tie": "关系", "Place": "图上位置", "MapView": "视图",
              "Comment": "评论", "Workshop": "研讨", "Ballot": "投票", "Forecast": "预测", "Setting": "分析设置"}
"""The kinds of record as Chinese sentences name them; English ones use the name of the type."""


def position_id(opportunity: str, person: str) -> str:
    """The id of a person's `Position` in an opportunity."""
    return id_of("position", opportunity, person)


def standing_id(opportunity: str, competitor: str) -> str:
    """The id of a competitor's `Standing` in an opportunity."""
    return id_of("standing", opportunity, competitor)


def place_id(map_name: str, item: str) -> str:
    """The id of an item's `Place` on a map."""
    return id_of("place", map_name, item)


def ballot_id(workshop: str, item: str, by: str, other: str = "") -> str:
    """The id of one participant's `Ballot` on one person (and another one): who answers again replaces the answer."""
    return id_of("ballot", workshop, item, by, other)


def setting_id(name: str) -> str:
    """The id of the account's `Setting` with this name."""
    return id_of("setting", name)
