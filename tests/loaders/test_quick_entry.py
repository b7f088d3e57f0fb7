"""Quick entry: what is typed in a workshop, in either language, becomes changes that a store takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.model import (
    KINDS,
    RECORDS,
    SCALES,
    Account,
    Competitor,
    Department,
    Faction,
    Opportunity,
    Organisation,
    Person,
    Position,
    Record,
    Snapshot,
    TeamMember,
    Tie,
    position_id,
)
from graph.store import Delete, GraphStore, Put, open_store
from loaders.messages import data
from loaders.quick_entry import HELP, Understood, understand
from loaders.quick_entry.parts import function_of

DAY = date(2026, 3, 31)
RECORDS_OF_IT: list[Record] = [
    Account("client", name="Client"), Opportunity("deal", name="Big deal"), Opportunity("later", name="Later deal", date="2027-01-01"),
    Department("fin", name="财务部", name_alt="Finance"), Department("it", name="IT"),
    Person("wq", name="王强", name_alt="Wang Qiang", title="总经理", level=1), Person("ln", name="李娜", name_alt="Li Na", department="fin"),
    Person("wf", name="王芳", title="采购经理"), Person("zw", name="Zhang Wei", title="CFO"), Person("ben", name="Ben Adams"),
    Person("an", name="Anna Schmidt"), Person("s1", name="Sam Lee", department="fin"), Person("s2", name="Sam Lee", department="it"),
    Person("sx", name="单雄信"), Faction("old", name="元老派", name_alt="Old guard"), Faction("new", name="少壮派", name_alt="Young Turks"),
    TeamMember("cm", name="陈明", name_alt="Chen Ming"), Competitor("hw", name="华为", name_alt="Huawei"), Organisation("fund", name="City Fund"),
    Position(position_id("deal", "zw"), opportunity="deal", person="zw", attitude="C", roles=("USER",)),
    Tie("t1", kind="LISTENS_TO", source="ln", target="wq", strength=0.5), Tie("t2", kind="REPORTS_TO", source="ben", target="an"),
    Tie("t3", kind="CONTACT", source="ben", target="ln")]


def snapshot_of(records: list[Record]) -> Snapshot:
    held: dict[str, dict[str, Record]] = {}
    for record in records:
        held.setdefault(record.type(), {})[record.id] = record
    return Snapshot("client", 1, 1, held)


NOW = snapshot_of(RECORDS_OF_IT)


def typed(text: str, now: Snapshot = NOW) -> list[Understood]:
    return understand(text, now, now.opportunity("deal"), today=DAY)


def told(found: list[Understood], now: Snapshot = NOW) -> list[str]:
    """Every change in short: "LISTENS_TO ln>wq strength=1.0", "Person 张伟 title=CFO"; ids of new ones are their names."""
    changes = [change for one in found for change in one.changes]
    names = {c.id: c.fields["name"] for c in changes if isinstance(c, Put) and "name" in c.fields}
    shown: list[str] = []
    for change in changes:
        assert isinstance(change, Put)
        fields = dict(change.fields)
        if change.type == "Tie":
            known = change.id in now.ties
            assert fields.pop("last_confirmed", DAY.isoformat()) == DAY.isoformat()
            what = f"{'~' if known else ''}{fields.pop('kind')} {called(fields.pop('source'), names)}>{called(fields.pop('target'), names)}"
        elif change.type == "Position":
            what = f"Position {called(fields.pop('person'), names)}"
            assert fields.pop("opportunity") == "deal"
        else:
            new = fields.pop("name", None)
            what = f"{change.type} {'+' + new if new else called(change.id, names)}"
        shown.append(" ".join([what, *(f"{k}={called(v, names) if k == 'department' else v}" for k, v in sorted(fields.items()))]))
    return shown


def called(id: Any, names: dict[str, str]) -> str:
    return names.get(id, id)


TABLE: list[tuple[str, list[str]]] = [
    # ties with arrows
    ("王强 -> Ben strong", ["LISTENS_TO ben>wq strength=1.0"]),
    ("王强→单雄信 强", ["LISTENS_TO sx>wq strength=1.0"]),
    ("王强－＞单雄信　弱", ["LISTENS_TO sx>wq strength=0.3"]),
    ("Wang Qiang -> Ben Adams medium", ["LISTENS_TO ben>wq strength=0.6"]),
    ("Anna -> Ben 0.8", ["LISTENS_TO ben>an strength=0.8"]),
    ("Anna -> Ben ０．８", ["LISTENS_TO ben>an strength=0.8"]),
    ("Anna → Ben 30%", ["LISTENS_TO ben>an strength=0.3"]),
    ("Anna → Ben，强度 30 %", ["LISTENS_TO ben>an strength=0.3"]),
    ("Anna => Ben (strong)", ["LISTENS_TO ben>an strength=1.0"]),
    ("Anna <- Ben", ["LISTENS_TO an>ben"]),
    ("Anna <-> Ben 弱", ["LISTENS_TO ben>an strength=0.3", "LISTENS_TO an>ben strength=0.3"]),
    ("Anna -> Ben, 李娜, Zhang", ["LISTENS_TO ben>an", "LISTENS_TO ln>an", "LISTENS_TO zw>an"]),
    ("Anna → Ben、李娜和王芳 强", ["LISTENS_TO ben>an strength=1.0", "LISTENS_TO ln>an strength=1.0", "LISTENS_TO wf>an strength=1.0"]),
    ("Anna -> Ben weak, Li strong", ["LISTENS_TO ben>an strength=0.3", "LISTENS_TO ln>an strength=1.0"]),
    ("Anna, Ben -> Li", ["LISTENS_TO ln>an", "LISTENS_TO ln>ben"]),
    ("Anna -> Li -> Zhang weak", ["LISTENS_TO ln>an strength=0.3", "LISTENS_TO zw>ln strength=0.3"]),
    ("Anna -> Ben; Anna -> Li", ["LISTENS_TO ben>an", "LISTENS_TO ln>an"]),
    ("1. Anna -> Ben", ["LISTENS_TO ben>an"]),
    ("• 王芳 → 李娜。", ["LISTENS_TO ln>wf"]),
    ("Anna -> Ben negative", ["LISTENS_TO ben>an sign=-1"]),
    ("Anna -> Ben -0.4", ["LISTENS_TO ben>an sign=-1 strength=0.4"]),
    # another kind
    ("Anna -> Li advice", ["ADVICE an>ln"]), ("Anna -> 李娜 请教 强", ["ADVICE an>ln strength=1.0"]),
    ("Anna -advice-> Li", ["ADVICE an>ln"]), ("Anna -请教-> 李娜", ["ADVICE an>ln"]), ("Anna --[close]--> Li 0.4", ["CLOSE an>ln strength=0.4"]),
    ("advice: Anna -> Li, Zhang", ["ADVICE an>ln", "ADVICE an>zw"]), ("请教：Anna → 李娜", ["ADVICE an>ln"]),
    ("Anna -> Li reports to", ["REPORTS_TO an>ln"]), ("Anna -> Li LISTENS_TO", ["LISTENS_TO an>ln"]), ("Anna -> Li influence", ["LISTENS_TO ln>an"]),
    ("Anna -> 李娜 亲近 负向", ["CLOSE an>ln sign=-1"]), ("Anna -- Li contact", ["CONTACT an>ln"]), ("王芳——单雄信", ["CONTACT wf>sx"]),
    ("Anna -- Zhang close strong", ["CLOSE an>zw strength=1.0"]), ("Anna -| Ben", ["RIVALS an>ben"]), ("Anna x Ben", ["RIVALS an>ben"]),
    ("王强×李娜 晋升", ["RIVALS wq>ln level=PROMOTION"]), ("Anna vs. Ben achievement 70%", ["RIVALS an>ben level=ACHIEVEMENT strength=0.7"]),
    ("Anna -| Ben influence", ["LISTENS_TO ben>an sign=-1"]), ("Anna -> 李娜 同学", ["CLOSE an>ln basis=CLASSMATE label=同学"]),
    ("Anna -> Li inner circle", ["IN_CIRCLE an>ln level=INNER"]), ("Anna 朋友 李娜", ["CLOSE an>ln"]), ("Anna rivals Ben", ["RIVALS an>ben"]),
    # sentences
    ("Wang Qiang listens to Ben", ["LISTENS_TO wq>ben"]), ("Ben influences Wang Qiang strongly", ["LISTENS_TO wq>ben strength=1.0"]),
    ("王芳影响单雄信", ["LISTENS_TO sx>wf"]), ("王芳听单雄信的", ["LISTENS_TO wf>sx"]),
    ("Anna reports to Li", ["REPORTS_TO an>ln"]), ("Anna 汇报 李娜", ["REPORTS_TO an>ln"]), ("Anna 的上司是 李娜", ["REPORTS_TO an>ln"]),
    ("李娜是单雄信的领导", ["REPORTS_TO sx>ln"]), ("王芳向李娜汇报", ["REPORTS_TO wf>ln"]), ("Li is Anna's boss", ["REPORTS_TO an>ln"]),
    ("Anna advises Ben", ["ADVICE ben>an"]), ("王芳向李娜请教，中", ["ADVICE wf>ln strength=0.6"]), ("Anna asks Ben for advice weak", ["ADVICE an>ben strength=0.3"]),
    ("Anna and Zhang are in contact", ["CONTACT an>zw"]), ("王芳与李娜有往来", ["CONTACT wf>ln"]), ("Anna and Ben are friends", ["CLOSE an>ben directed=False"]),
    ("Anna distrusts Ben", ["CLOSE an>ben sign=-1"]), ("王芳和李娜不和", ["RIVALS wf>ln"]), ("Anna is in Li's inner circle", ["IN_CIRCLE an>ln level=INNER"]),
    ("王芳是李娜的亲信", ["IN_CIRCLE wf>ln level=INNER"]), ("Anna is in the faction Old guard", ["IN_FACTION an>old"]), ("王芳属于派系少壮派", ["IN_FACTION wf>new"]),
    ("陈明认识李娜 信任", ["KNOWS cm>ln level=3"]), ("Chen Ming knows Li", ["KNOWS cm>ln"]), ("李娜为陈明背书", ["VOUCHES ln>cm"]),
    ("Anna supports Huawei", ["SUPPORTS_COMPETITOR an>hw"]), ("李娜支持中兴", ["Competitor +中兴", "SUPPORTS_COMPETITOR ln>中兴"]),
    ("Anna will introduce us to Ben", ["WILL_INTRODUCE an>ben"]), ("City Fund owns Client", ["OWNS fund>client"]), ("Anna must approve this deal", ["APPROVES an>deal"]),
    ("王芳审批本项目", ["APPROVES wf>deal"]), ("Anna controls the budget of Finance", ["CONTROLS_RESOURCE an>fin"]), ("Old guard and Young Turks are hostile", ["HOSTILE old>new"]),
    # people
    ("Zhang: CFO, finance, attitude D", ["Person zw department=fin title=CFO", "Position zw attitude=D attitude_before=C attitude_date=2026-03-31"]),
    ("张三：财务总监，财务部，态度 D，决策的人", ["Person +张三 department=fin title=财务总监", "Position 张三 attitude=D attitude_date=2026-03-31 roles=('DECIDER',)"]),
    ("张三：财务总监 财务部 态度D 决策的人 二级", ["Person +张三 department=fin level=2 title=财务总监", "Position 张三 attitude=D attitude_date=2026-03-31 roles=('DECIDER',)"]),
    ("Zhang attitude D->C", ["Position zw attitude=C attitude_before=D"]), ("Zhang: D", ["Position zw attitude=D attitude_before=C attitude_date=2026-03-31"]),
    ("张伟 态度 B+", ["Position zw attitude=B+ attitude_before=C attitude_date=2026-03-31"]), ("李娜 态度从 D 到 C", ["Position ln attitude=C attitude_before=D attitude_date=2026-03-31"]),
    ("Zhang: D→B", ["Position zw attitude=B attitude_before=D attitude_date=2026-03-31"]), ("Li: sceptic", ["Position ln attitude=D attitude_date=2026-03-31"]),
    ("李娜：中立", ["Position ln attitude=C attitude_date=2026-03-31"]), ("Li attitude: against", ["Position ln attitude=E attitude_date=2026-03-31"]),
    ("Zhang: payer / decider", ["Position zw roles=('USER', 'PAYER', 'DECIDER')"]), ("李娜：技术买家", ["Position ln buyer_type=TECHNICAL"]),
    ("Zhang coverage 3", ["Position zw coverage=3"]), ("李娜：深度覆盖", ["Position ln coverage=4"]), ("Li: level 2, external", ["Person ln external=True level=2"]),
    ("王芳：三级，外部", ["Person wf external=True level=3"]), ("Ben: faction Old guard", ["IN_FACTION ben>old"]), ("Ben: faction Reformers", ["Faction +Reformers", "IN_FACTION ben>Reformers"]),
    ("Zhang: reports to Li", ["REPORTS_TO zw>ln"]), ("王芳：上司 李娜", ["REPORTS_TO wf>ln"]), ("Anna, Ben: finance", ["Person an department=fin", "Person ben department=fin"]),
    ("Mary: engineer, Metrology", ["Person +Mary department=Metrology title=engineer", "Department +Metrology function=QUALITY"]),
    ("Mary: dept Space flight", ["Person +Mary department=Space flight", "Department +Space flight"]), ("Li: li@client.example", ["Person ln email=li@client.example"]),
    ("王军 Wang Jun：工程师", ["Person +王军 name_alt=Wang Jun title=工程师"]), ("李娜：Head of finance", ["Person ln title=Head of finance"]), ("Zhang: 财务总监", ["Person zw title_alt=财务总监"]),
    ("CFO?: finance", ["Person +CFO department=fin placeholder=True"]), ("？：财务总监，财务部", ["Person +财务总监 department=fin placeholder=True title=财务总监"]),
    ("Mary:", ["Person +Mary"]), ("Zhang: title Head of level 2 support", ["Person zw title=Head of level 2 support"]),
    ("李娜：部门经理", ["Person ln title=部门经理"]), ("Li: department head", ["Person ln title=department head"]), ("李娜：领导小组组长", ["Person ln title=领导小组组长"]),
    ("Li: manager of Finance", ["Person ln title=manager of Finance"]), ("李娜：部门 IT，上级 王芳", ["Person ln department=it", "REPORTS_TO ln>wf"]),
    # against somebody, and what somebody is in the purchase
    ("王强 反对 王芳", ["RIVALS wq>wf"]), ("王强反对赵敏 强", ["Person +赵敏", "RIVALS wq>赵敏 strength=1.0"]), ("王芳 对立 李娜", ["RIVALS wf>ln"]),
    ("王芳和李娜互相竞争", ["RIVALS wf>ln"]), ("王芳和李娜之间有矛盾", ["RIVALS wf>ln"]), ("Anna -> Li against", ["RIVALS an>ln"]), ("Anna is against Ben", ["RIVALS an>ben"]), ("Anna objects to Ben", ["RIVALS an>ben"]), ("Anna strongly opposes Ben", ["RIVALS an>ben strength=1.0"]),
    ("王芳 相信 李娜", ["CLOSE wf>ln"]), ("王芳不相信李娜", ["CLOSE wf>ln sign=-1"]), ("王芳不认可李娜", ["RECOGNISES wf>ln sign=-1"]), ("王芳 对 李娜 强", ["OTHER wf>ln strength=1.0"]),
    ("李明会 -> Ben", ["Person +李明会", "LISTENS_TO ben>李明会"]),
    ("Ann Smith is the decider", ["Person +Ann Smith", "Position Ann Smith roles=('DECIDER',)"]), ("李娜是决策人", ["Position ln roles=('DECIDER',)"]),
    ("李娜 决策者", ["Position ln roles=('DECIDER',)"]), ("赵敏 拍板人", ["Person +赵敏", "Position 赵敏 roles=('DECIDER',)"]), ("王为民是付钱的人", ["Person +王为民", "Position 王为民 roles=('PAYER',)"]),
    ("Mary: decider", ["Person +Mary", "Position Mary roles=('DECIDER',)"]), ("决策人：李娜", ["Position ln roles=('DECIDER',)"]), ("The decider is Li", ["Position ln roles=('DECIDER',)"]),
    ("Anna and Ben are users", ["Position an roles=('USER',)", "Position ben roles=('USER',)"]), ("Li is the payer and decider", ["Position ln roles=('PAYER', 'DECIDER')"]),
    ("Li pays", ["Position ln roles=('PAYER',)"]), ("Li signs off", ["Position ln roles=('DECIDER',)"]), ("Li is our gatekeeper", ["Position ln roles=('BUYER',)"]), ("李娜是反对者", ["Position ln attitude=E attitude_date=2026-03-31"]), ("李娜：反对者", ["Position ln attitude=E attitude_date=2026-03-31"]), ("Li is a sceptic", ["Position ln attitude=D attitude_date=2026-03-31"]),
    ("李娜担任定标人", ["Position ln roles=('AWARDER',)"]),
    # who is meant
    ("wq -> sx", ["LISTENS_TO sx>wq"]), ("sxx -> wf", ["LISTENS_TO wf>sx"]), ("shan xiongxin -> Ben", ["LISTENS_TO ben>sx"]), ("Qiang Wang -> Ben", ["LISTENS_TO ben>wq"]),
    ("WANGQIANG → Ben", ["LISTENS_TO ben>wq"]), ("王总 -> Ben", ["LISTENS_TO ben>wq"]), ("老李 -> Ben", ["LISTENS_TO ben>ln"]), ("Mr Adams -> Li", ["LISTENS_TO ln>ben"]),
    ("Sam Lee (IT) -> Li", ["LISTENS_TO ln>s2"]), ("Sam Lee（财务部）-> Li", ["LISTENS_TO ln>s1"]), ("Wang（采购）-> Ben", ["LISTENS_TO ben>wf"]), ("李 娜 -> Ben", ["LISTENS_TO ben>ln"]),
    ("O'Neil -> Ben", ["Person +O'Neil", "LISTENS_TO ben>O'Neil"]), ("Glenn Close -> Ben", ["Person +Glenn Close", "LISTENS_TO ben>Glenn Close"]),
    ("Anna-Lena Berg -> Ben", ["Person +Anna-Lena Berg", "LISTENS_TO ben>Anna-Lena Berg"]), ("李和平 -> Ben", ["Person +李和平", "LISTENS_TO ben>李和平"]),
    # there already
    ("王强 -> 李娜", []), ("王强 -> 李娜 strong", ["~LISTENS_TO ln>wq strength=1.0"]), ("王强 -> 李娜 负向", ["~LISTENS_TO ln>wq sign=-1"]), ("李娜 -- Ben", []),
    ("Zhang: CFO", []), ("Ben reports to Anna", [])]


@pytest.mark.parametrize(("line", "dated"), [
    ("Anna x Ben", True), ("Anna -> Ben negative", True), ("Ben: faction Old guard", True), ("Old guard and Young Turks are hostile", True),
    ("Li -> Wang Qiang", False), ("Wang Qiang -> Li negative", True), ("Anna -- Ben close", False), ("Chen Ming knows Ben", False)])
def test_opinions_on_camps_and_enmity_carry_the_day_on_which_they_were_typed(line: str, dated: bool) -> None:
    ties = [change for one in typed(line) for change in one.changes if isinstance(change, Put) and change.type == "Tie"]
    assert ties and all((change.fields.get("last_confirmed") == DAY.isoformat()) == dated for change in ties)


@pytest.mark.parametrize(("line", "changes"), TABLE)
def test_a_line_is_understood(line, changes):
    found = typed(line)
    assert [one.problem for one in found] == [None] * len(found), found[0].problem
    assert told(found) == changes
    for one in found:
        assert one.text.en and one.text.zh and not re.search("[\u3000-\u303f\uff00-\uffef]", one.text.en)
        assert bool(one.changes) != ("nothing changes" in one.text.en)


def test_the_table_is_long_enough_in_both_languages():
    chinese = [line for line, _ in TABLE if re.search("[\u3400-\u9fff]", line)]
    assert len(chinese) >= 50 and len(TABLE) - len(chinese) >= 60


PROBLEMS: list[tuple[str, str]] = [
    ("王 -> Ben", "may be"), ("Sam Lee -> Ben", "Sam Lee (Finance) or Sam Lee (IT)"), ("wang: D", "may be"), ("Sam Lee (Legal): D", "fits"),
    ("Anna -> ", "both sides"), ("-> Ben", "both sides"), ("Anna -> strong", "both sides"), ("Anna -> Anna", "Both ends"), ("Anna -> Ben 5", "not a strength"), ("Anna -> Ben 0", "not a strength"),
    ("Anna -> Ben 150%", "not a strength"), ("Anna reports to Ben", "in a circle"), ("Anna -> Li reports to negative", "cannot be negative"),
    ("Anna -> Li advice close", "two kinds"), ("陈明 -> 李娜", "one of our side"), ("Finance -> Ben", "a department"), ("Ben knows Li", "must be one of our side"), ("Mary Poppins knows Li", "one of our side"),
    ("City Fund owns Acme", "none is called so"), ("Anna supports Ben", "must be a competitor"), ("Anna 支持 王芳", "must be a competitor"), ("Zhang: attitude Q", "not on the scale"), ("Zhang: attitude D->Q", "not on the scale"), ("Zhang: role king", "not on the scale"),
    ("Zhang: level 0", "out of range"), ("Zhang: level top", "not a number"), ("Zhang: coverage 9", "not on the scale"), ("Zhang: one, two, three", "“three” is not understood"), ("Zhang: 12345", "not understood"),
    ("Hello there", "Not understood"), ("Zhang", "Say something of Zhang Wei"), ("Zhang:", "Say something of"), ("delete tie Anna -> Ben", "Nothing is deleted"), ("删除 Anna -> Ben", "Nothing is deleted"),
    ("?: D", "not a name"), ("??? -> Ben", "not a name"), ("123 -> Ben", "not a strength"), ("a b c d e f g h -> Ben", "not a name"), (f"{'x' * 61} -> Ben", "not a name"), (f"Anna -> {'Ben, ' * 200}", "at most 600"),
    ("王芳面对李娜", "Not understood"), ("Anna talks to Ben", "Not understood"), ("王芳不听李娜的", "“王芳不” is not a name"), ("王芳不支持中兴", "“王芳不” is not a name"),
    ("王芳会影响李娜", "“王芳会” is not a name"), ("王芳 不是 朋友 李娜", "is not a name"), ("Anna does not listen to Ben", "“Anna does not” is not a name"), ("Anna no longer reports to Li", "not a name"),
    ("李娜不是决策人", "“李娜不” is not a name"), ("Anna is not the decider", "Not understood"), ("谁是决策人", "nobody's name"), ("王芳反对我们", "an attitude"), ("Anna opposes the deal", "an attitude"),
    ("李娜是采购", "Not understood"), ("王芳 反对", "Not understood"), ("Senior user", "Not understood"), ("王芳很听话", "Not understood"), ("Anna is with Ben", "Not understood"), ("Ben: email nowhere", "not understood"), ("Ben: D, attitude E", "contradicts"), ("Ben: level 2, 三级", "contradicts")]


@pytest.mark.parametrize(("line", "why"), PROBLEMS)
def test_what_is_not_understood_says_what_would_be_right(line, why):
    [one] = typed(line)
    assert one.problem and why in one.problem.en, one.problem or one.text
    assert one.changes == [] and one.line == line.strip()
    assert re.search("[\u3400-\u9fff]", one.problem.zh) and one.problem.zh.endswith(("。", "？"))
    assert one.problem.en.endswith((".", "?"))


def test_other_lines_stay_usable_and_a_bad_line_leaves_nothing_behind():
    found = typed("Mary -> Ben 5\nPaul -> Mary\n\n# a remark\nnonsense\nMary: CTO")
    assert [bool(one.problem) for one in found] == [True, False, True, False]
    assert told(found) == ["Person +Mary", "Person +Paul", "LISTENS_TO Mary>Paul", "Person Mary title=CTO"]
    assert len({c.id for one in found for c in one.changes if isinstance(c, Put) and c.type == "Person"}) == 2


def test_the_same_new_person_named_twice_is_one():
    found = typed("Mary -> Ben\nmary: CTO\nＭａｒｙ -> Li\n玛丽 Mary -> Zhang")
    people = {c.id for one in found for c in one.changes if isinstance(c, Put) and c.type == "Person"}
    assert len(people) == 1 and not any(one.problem for one in found)


def test_a_circle_of_reporting_lines_counts_the_lines_before():
    found = typed("Anna reports to Li\nLi reports to Zhang\nZhang reports to Ben")
    assert [one.problem is None for one in found] == [True, True, False]
    assert found[2].problem.en == ("Zhang Wei cannot report to Ben Adams: the line would go in a circle, "
                                   "Ben Adams → Anna Schmidt → Li Na → Zhang Wei → Ben Adams.")


def test_a_tie_that_is_over_is_made_anew_and_closes_no_circle():
    over = [replace(t, until="2026-03-30") for t in RECORDS_OF_IT if isinstance(t, Tie)]
    now = snapshot_of([r for r in RECORDS_OF_IT if not isinstance(r, Tie)] + over)
    assert told(typed("Ben reports to Anna", now), now) == ["REPORTS_TO ben>an"]
    assert told(typed("Anna reports to Ben", now), now) == ["REPORTS_TO an>ben"]
    assert "as well" not in typed("Ben reports to Li", now)[0].text.en


def test_a_tie_said_twice_is_one_tie_with_the_later_strength():
    found = typed("Anna -> Ben weak\nAnna -> Ben strong\nBen x Anna\nAnna x Ben 0.4")
    ids = [[c.id for c in one.changes] for one in found]
    assert ids[0] == ids[1] and ids[2] == ids[3]
    assert "there already, now strength 100 %" in found[1].text.en and "已经有了，现改为强度 100%" in found[1].text.zh


def test_what_is_new_is_said():
    [one] = typed("Wnag Qiang: engineer, Metrology, faction Reformers")
    for text in ("new person: Wnag Qiang", "did you mean Wang Qiang?", "new department: Metrology", "new faction: Reformers"):
        assert text in one.text.en
    for text in ("新人员：Wnag Qiang", "是不是王强？", "新部门：Metrology", "新派系：Reformers"):
        assert text in one.text.zh


def test_a_second_boss_is_said():
    [one] = typed("Ben reports to Li")
    assert one.text.en == "Ben Adams reports to Li Na; Ben Adams reports to Anna Schmidt as well"


def test_values_belong_to_the_deal_that_is_meant():
    [one] = understand("Zhang: A", NOW, NOW.opportunity("later"), today=DAY)
    assert [c.id for c in one.changes] == [position_id("later", "zw")]
    assert one.changes[0].fields == {"opportunity": "later", "person": "zw", "attitude": "A", "attitude_date": "2026-03-31"}


def test_names_are_text_and_what_nobody_can_see_is_left_out():
    [one] = typed("</script><b>{x} ${y} %s -> Ben")
    assert one.problem is None and one.changes[0].fields["name"] == "</script><b>{x} ${y} %s"
    [one] = typed("Ma\x07ry\u200b \u202eX -> Ben")
    assert one.changes[0].fields["name"] == "Mary X"


def test_the_snapshot_is_left_alone():
    before = {t: dict(r) for t, r in NOW.records.items()}
    typed("Mary -> Ben\nZhang: D\nAnna -> Ben 5")
    assert {t: dict(r) for t, r in NOW.records.items()} == before


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_example_of_the_help_is_understood(language):
    examples = [piece for line in HELP.of(language).splitlines() for piece in re.split(" · |；", line)
                if re.search(r"->|→|-- |——|×| x |:|：|reports to|is against|is the|汇报|影响|反对|是决策人", piece)]
    assert len(examples) >= 10
    for text in examples:
        now = snapshot_of([r for r in RECORDS_OF_IT if r.id not in ("wf", "t1", "s1", "s2")])
        for one in typed(text, now):
            assert one.problem is None, (text, one.problem)


def test_every_sentence_is_understood_as_its_kind():
    ends = {"Person": ("Anna", "Zhang"), "TeamMember": ("陈明",), "Competitor": ("华为",), "Faction": ("元老派", "少壮派"), "Organisation": ("City Fund",),
            "Account": ("Client",), "Opportunity": ("Big deal",), "Department": ("IT",)}
    forms = [(row["kind"], form) for row in data("quick_entry/words.toml")["sentence"] for form in row["forms"]]
    forms += [(kind.code, form) for kind in KINDS.values() for form in kind.reads if form.count("{a}") == 1]
    for kind, form in forms:
        source, target = ends[KINDS[kind].sources[-1]][0], ends[KINDS[kind].targets[-1]][-1]
        for conjunction in (" and ", ", ") if form.isascii() else ("和", "与", "、"):
            line = form.replace("{a}", source).replace("{b}", target).replace(" {&} ", conjunction).replace("{&}", conjunction)
            [one] = typed(line)
            assert one.problem is None, (line, one.problem)
            [tie] = [c for c in one.changes if isinstance(c, Put) and c.type == "Tie"]
            assert (tie.fields["kind"], NOW.name(tie.fields["source"]).split()[0]) == (kind, source.split()[0]), line


@pytest.mark.parametrize("code", SCALES["attitude"].codes)
def test_every_attitude_by_its_code_and_both_names(code):
    level = SCALES["attitude"][code]
    for word in (code, level.name.en, level.name.zh):
        for line in (f"Ben: attitude {word}", f"Ben：态度{word}"):
            [one] = typed(line)
            assert one.changes[0].fields["attitude"] == code, line


@pytest.mark.parametrize("code", SCALES["role"].codes)
def test_every_role_by_both_names(code):
    english, chinese = SCALES["role"][code].name
    for line in (f"Ben: {english}", f"Ben: {chinese}", f"Ben is the {english}", f"Ben is a {code.lower()}", f"Ben是{chinese}", f"Ben {chinese}", f"{chinese}：Ben",
                 f"The {english} is Ben"):
        [one] = typed(line)
        assert one.problem is None and one.changes[0].fields["roles"] == (code,), line


@pytest.mark.parametrize("code", SCALES["role"].codes)
def test_every_role_by_its_usual_words(code):
    for word in data("words.toml")["roles"][f"role {code}"]:
        if function_of(word) is None and word not in ("支持者", "反对者"):  # those say what somebody thinks of us
            for line in (f"Ben is the {word}", f"Ben: {word}") if word.isascii() else (f"王芳是{word}", f"王芳 {word}"):
                [one] = typed(line)
                assert one.problem is None and one.changes[0].fields["roles"] == (code,), line


# Whatever is typed

WORDS = ["王强", "Wang", "李娜", "Li Na", "Zhang", "Ben", "Sam Lee", "新人", "Nova Star", "wq", "?", "陈明", "华为", "Finance", "财务部", "王总", "(IT)", "（财务部）"]
SIGNS = [" -> ", "→", " <- ", "<->", " x ", "×", " -| ", " -- ", "——", ": ", "：", ", ", "，", "、", "；", " and ", "和", " -advice-> ", "\n", "\n", " ", "-", "|"]
REST = ["strong", "弱", "30%", "0.5", "-1", "0", "7", "advice", "请教", "close", "同学", "inner circle", "promotion", "negative", "reports to", "汇报", "向", "影响", "listens to", "上司",
        "CFO", "财务总监", "attitude D", "态度 C", "D->C", "D", "decider", "决策的人", "level 2", "二级", "external", "外部", "faction Old guard", "派系", "coverage 3", "boss",
        "knows", "支持", "supports", "审批", "this deal", "owns", "title", "email", "delete", "#", "{&}", "\x00", "\ud800", "😀", "'s boss is "]
lines = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(SIGNS), st.sampled_from(REST), st.text(max_size=4)), max_size=14).map("".join)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    path: Path = tmp_path_factory.mktemp("typed") / "store.sqlite"
    with closing(open_store(path)) as opened:
        opened.create(Account("client", name="Client"), author="me", records=RECORDS_OF_IT[1:])
        yield opened


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(text=lines)
@example(text="王强：Nova Star\nNova Star -> 王强\n")
@example(text="Ben: attitude")
@example(text="a" * 30_000)
def test_whatever_is_typed_nothing_is_raised_and_a_store_takes_it(store, text):
    now = store.read("client")
    found = typed(text, now)
    for one in found:
        assert (one.problem is None) == bool(one.text.en) and (one.problem is None or one.changes == [])
    changes = [change for one in found for change in one.changes]
    if changes:
        store.apply("client", changes, author="me", base=now.revision)
        after = store.read("client")
        for one in typed("\n".join(one.line for one in found if one.problem is None), after):  # taken twice, nobody is made twice
            assert not any(c.type == "Person" and c.id not in after.people for c in one.changes if isinstance(c, Put)) or "?" in text
        created = [Delete(c.id) for c in {c.id: c for c in changes}.values() if c.id not in RECORDS_BY_ID and c.id in all_ids(after)]
        restored = [Put(r.type(), r.id, {**dict.fromkeys(r.specs()), **r.fields()}) for r in RECORDS_OF_IT[1:] if r.type() not in ("Tie", "Position")]
        ties = [Put("Tie", r.id, {"strength": r.strength, "sign": None, "level": None}) for r in RECORDS_OF_IT if isinstance(r, Tie)]
        store.apply("client", [*created, *restored, *ties], author="me", base=None)


RECORDS_BY_ID = {record.id: record for record in RECORDS_OF_IT}


def all_ids(snapshot: Snapshot) -> set[str]:
    return {id for type_name in RECORDS for id in snapshot.all(type_name)}


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_at_all(text):
    for one in typed(text):
        assert (one.problem is None) == bool(one.text.en)


def test_two_thousand_people_are_quick_to_type_into():
    from time import perf_counter

    from benchmarks.accounts import snapshot
    big = replace(snapshot(2000), problems=())
    start = perf_counter()
    found = understand("\n".join(f"Ada Abel 0 -> New Person {chr(0x4e00 + i)} strong" for i in range(100)), big, big.opportunity())
    assert len(found) == 100 and not any(one.problem for one in found)
    assert perf_counter() - start < 10
