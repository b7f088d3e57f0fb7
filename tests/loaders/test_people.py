"""Rows to people: columns, departments, factions, values about a deal, duplicates."""

from __future__ import annotations

import pytest

from graph.errors import FileProblem, InvalidRecord
from graph.model import Department, Faction, Opportunity, Person, Position, position_id
from tests.loaders.helpers import account, named, of, read, sentences, ties


@pytest.mark.parametrize(("header", "field"), [
    ("Title", "title"), ("职务", "title"), ("Job Title", "title"), ("职位", "title"), ("编号", "external_id"),
    ("E-mail Address", "email"), ("手机号", "phone"), ("英文名", "name_alt"), ("Notes", "note"), ("备注", "note"),
    ("职务/Title", "title"), ("职务 Title", "title"), ("Title*", "title"), ("ＴＩＴＬＥ", "title")])
def test_headers_in_both_languages(header, field):
    assert getattr(named(read(f"姓名,{header}\nAnn,x1\n"), "Ann"), field) == "x1"


@pytest.mark.parametrize(("text", "name"), [
    ("First Name,Last Name\nAnn,Lee\n", "Ann Lee"), ("First Name,Middle Name,Last Name\nAnn,B,Lee\n", "Ann B Lee"),
    ("姓,名\n张,伟\n", "张伟"), ("Name,First Name,Last Name\nAnn Lee,Ann,Lee\n", "Ann Lee"),
    ("First Name,Last Name\n,Lee\n", "Lee"), ("name,x\n  Ann   Lee　,1\n", "Ann Lee")])
def test_names(text, name):
    assert of(read(text), "Person")[0].name == name


def test_parts_of_the_name_that_the_name_lacks_are_kept():
    assert of(read("Name,First Name,Last Name\nNan,Nancy,Lee\n"), "Person")[0].extra == (
        "First Name=Nancy", "Last Name=Lee")


def test_unknown_columns_and_second_phones_are_kept():
    person = named(read("name,phone,mobile,age,shoe\nAnn,1,2,33,\n"), "Ann")
    assert person.phone == "2" or person.phone == "1"
    assert {person.phone, *(text.split("=")[1] for text in person.extra)} == {"1", "2", "33"}


def test_first_filled_of_several_columns_is_used():
    assert named(read("name,Phone,MobilePhone\nAnn,,2\n"), "Ann").phone == "2"


def test_html_in_names_is_text():
    name = "<script>alert(1)</script>"
    assert named(read(f"name,title\n{name},x\n"), name)


def test_departments_and_factions_are_made_once():
    loaded = read("姓名,所在部门,camp\n曹操,魏/主公,魏\n曹丕,魏/主公,魏\n刘备,蜀,other\n")
    assert [d.name for d in of(loaded, "Department")] == ["魏/主公", "蜀"]
    assert [f.name for f in of(loaded, "Faction")] == ["魏", "other"]
    assert [(t.kind, t.level) for t in of(loaded, "Tie")] == [("IN_FACTION", "3")] * 3
    assert (loaded.people, loaded.memberships, loaded.ties) == (3, 3, 0)


def test_departments_and_factions_of_the_account_are_used_again():
    snapshot = account([Department("d", name="Sales"), Faction("f", name="Reds")])
    loaded = read("name,department,faction,closeness\nAnn,SALES,reds,1\n", snapshot=snapshot)
    assert named(loaded, "Ann").department == "d"
    [tie] = of(loaded, "Tie")
    assert (tie.target, tie.level) == ("f", "1")
    assert of(loaded, "Department") == of(loaded, "Faction") == []


def test_values_about_a_deal_make_positions_in_a_new_opportunity():
    loaded = read("name,attitude,role,coverage\nAnn,支持,Decision Maker,2\nBen,,,\n")
    [deal], [position] = of(loaded, "Opportunity"), of(loaded, "Position")
    assert deal.name == "Main opportunity"
    assert position.id == position_id(deal.id, named(loaded, "Ann").id)
    assert (position.attitude, position.roles, position.coverage) == ("B", ("DECIDER",), "2")


def test_no_opportunity_is_made_for_nothing():
    assert of(read("name,title\nAnn,CEO\n"), "Opportunity") == []


def test_deal_of_the_account_or_a_given_one():
    snapshot = account([Opportunity("o", name="One"), Opportunity("p", name="Two")])
    text = "name,attitude\nAnn,A\n"
    assert of(read(text, snapshot=snapshot), "Position")[0].opportunity == "o"
    loaded = read(text, snapshot=snapshot, opportunity=Opportunity("p", name="Two"))
    assert of(loaded, "Position")[0].opportunity == "p"
    assert of(loaded, "Opportunity") == []
    assert of(read(text, opportunity=Opportunity("p", name="Two")), "Opportunity")[0].id == "p"


@pytest.mark.parametrize(("word", "roles", "buyer_type"), [
    ("Decision Maker", ("DECIDER",), None), ("BUDGET_HOLDER", ("PAYER",), None), ("Influencer", (), "INFLUENCER"),
    ("End User", ("USER",), None), ("Technical Buyer", (), "TECHNICAL"), ("Economic Buyer", (), "ECONOMIC"),
    ("Payer / budget holder", ("PAYER",), None), ("决策的人、付钱的人", ("DECIDER", "PAYER"), None),
    ("决策者;经济买家", ("DECIDER",), "ECONOMIC"), ("Champion", ("PROMOTER",), None), ("SABOTEUR", ("SABOTEUR",), None)])
def test_purchase_roles(word, roles, buyer_type):
    [position] = of(read(f"name|buying role\nAnn|{word}\n"), "Position")
    assert (position.roles, position.buyer_type) == (roles, buyer_type)


def test_other_roles_are_kept_and_said_once():
    loaded = read("name,role\n曹操,主公\n荀彧,文臣\n郭嘉,决策者、文臣\n")
    assert sentences(loaded) == [
        '1.csv, column "role": Not a purchase role: 主公, 文臣. These values are kept as they are.']
    assert named(loaded, "曹操").extra == ("role=主公",)
    assert named(loaded, "郭嘉").extra == ("role=决策者、文臣",)
    assert of(loaded, "Position")[0].roles == ("DECIDER",)
    assert not loaded.problems[0].blocking


@pytest.mark.parametrize(("header", "value", "says"), [
    ("attitude", "Z", "right would be A (Advocate)"), ("level", "abc", "not a number"),
    ("level", "2.5", "whole number"),
    ("level", "0", "from 1 to 99"), ("tenure", "-1", "out of range"), ("external", "maybe", "neither yes nor no"),
    ("attitude date", "01/02/2026", "write it as 2026-03-31"), ("attitude date", "2026-02-30", "not a clear date"),
    ("closeness", "9", "not on the scale")])
def test_a_wrong_value_is_left_out_and_the_row_kept(header, value, says):
    loaded = read(f"name,{header},title\nAnn,{value},CEO\n")
    [problem] = loaded.problems
    assert str(problem).startswith(f'1.csv, row 2, column "{header}": "{value}"')
    assert says in str(problem)
    assert "the rest of the row is kept" in str(problem)
    assert named(loaded, "Ann").title == "CEO"
    assert not problem.blocking


def test_a_problem_in_chinese():
    [problem] = read("姓名,态度\n张伟,Z\n").problems
    assert problem.text("zh").startswith("1.csv，第 2 行，“态度”列：“Z”不在“对我方态度”量表上；可以写 A（推荐）")


def test_a_column_that_is_something_else_altogether_is_kept_as_it_is():
    loaded = read("name,级别\n" + "".join(f"P{n},处级\n" for n in range(5)))
    assert len(loaded.problems) == 1
    assert "None of the 5 values is understood" in sentences(loaded)[0]
    assert named(loaded, "P0").extra == ("级别=处级",)


@pytest.mark.parametrize(("text", "date"), [
    ("2026-03-31", "2026-03-31"), ("2026/3/1", "2026-03-01"), ("2026年3月1日", "2026-03-01"), ("20260301", "2026-03-01"),
    ("31.12.2026", "2026-12-31"), ("12/31/2026", "2026-12-31"), ("12 Mar 2024", "2024-03-12"),
    ("2026-03-31T10:00:00", "2026-03-31")])
def test_dates(text, date):
    assert of(read(f"name,attitude date\nAnn,{text}\n"), "Position")[0].attitude_date == date


@pytest.mark.parametrize(("text", "number"), [("3", 3.0), ("3.5", 3.5), ("3，5", 3.5), ("３", 3.0), (" 2 ", 2.0)])
def test_numbers(text, number):
    assert named(read(f'name,tenure\nAnn,"{text}"\n'), "Ann").tenure == number


@pytest.mark.parametrize("value", ["inf", "nan", "1e400", "=1+1"])
def test_not_numbers(value):
    assert "not a number" in sentences(read(f"name,tenure\nAnn,{value}\n"))[0]


def test_control_characters_in_a_name_leave_the_row_out():
    loaded = read("name,title\nA\x07nn,CEO\nBen,CFO" + " " * 200 + "\n")
    assert loaded.people == 1
    assert "cannot be shown" in sentences(loaded)[0]


def test_row_without_a_name():
    loaded = read("name,title\n,CEO\nBen,CFO\n")
    assert sentences(loaded) == ["1.csv, row 2: The row has no name. The row is left out."]
    assert loaded.problems[0].blocking


@pytest.mark.parametrize("header", ["reports to", "汇报对象", "上级", "ReportsToId", "Manager's Name"])
def test_reporting_lines_by_name_or_id(header):
    loaded = read(f"id,name,{header}\n1,Ann,\n2,Ben,Ann\n3,Eve,2\n")
    assert ties(loaded) == [("REPORTS_TO", "Ben", "Ann"), ("REPORTS_TO", "Eve", "Ben")]
    assert (loaded.reporting, loaded.ties) == (2, 2)


def test_reporting_to_oneself_to_nobody_and_to_two():
    loaded = read("name,reports to\nAnn,Ann\nBen,Anna\nEve,Ann；Ben\n")
    assert ties(loaded) == [("REPORTS_TO", "Eve", "Ann"), ("REPORTS_TO", "Eve", "Ben")]
    assert "cannot be his or her own superior" in sentences(loaded)[0]
    assert 'Did you mean "Ann"?' in sentences(loaded)[1]
    assert loaded.people == 3


def test_same_id_twice_is_one_person_and_the_first_value_stays():
    loaded = read("id,name,title,phone\n1,Ann,CEO,\n1,Ann,CFO,5\n")
    [person], [duplicate] = of(loaded, "Person"), loaded.duplicates
    assert (person.title, person.phone) == ("CEO", "5")
    assert (duplicate.default, duplicate.rows, duplicate.existing) == ("same", (("1.csv", 2), ("1.csv", 3)), None)
    assert duplicate.choices == ("same", "new", "skip")


@pytest.mark.parametrize(("rows", "default"), [
    (",Ann,Sales\n,Ann,Sales\n", "same"), (",Ann,Sales\n,ａｎｎ ,\n", "same"), (",Ann,Sales\n,Ann,IT\n", "new"),
    ("1,Ann,Sales\n2,Ann,Sales\n", "new"), ("1,Ann,Sales\n1,Anne,IT\n", "same"), ("1,Ann,\n,Ann,\n", "same")])
def test_default_for_duplicates_in_a_file(rows, default):
    loaded = read(f"id,name,department\n{rows}")
    assert [duplicate.default for duplicate in loaded.duplicates] == [default]
    assert loaded.people == (1 if default == "same" else 2)


@pytest.mark.parametrize(("choice", "people"), [("same", 1), ("new", 2), ("skip", 1)])
def test_choices_decide(choice, people):
    text = "name,title\nAnn,CEO\nAnn,CFO\n"
    [duplicate] = read(text).duplicates
    loaded = read(text, choices={duplicate.key: choice})
    assert loaded.people == people
    assert of(loaded, "Person")[0].title == "CEO"


def test_a_choice_that_does_not_exist():
    with pytest.raises(InvalidRecord, match='Did you mean "skip"'):
        read("name,title\nAnn,CEO\n", choices={"x": "skp"})


def test_people_of_the_account_are_completed_not_repeated():
    known = Person("p", name="Ann", title="CEO", phone="1", external=True, external_id="7", extra=("age=33", "x=1"))
    snapshot = account([known, Department("d", name="Sales"), Person("q", name="Ben", department="d")])
    loaded = read("id,name,title,phone,department,age\n7,Ann,CFO,,Sales,34\n,Ben,,,IT,\n", snapshot=snapshot)
    ann = named(loaded, "Ann")
    assert (ann.id, ann.title, ann.phone, ann.external, ann.department) == ("p", "CFO", "1", True, "d")
    assert ann.extra == ("x=1", "age=34")
    assert [(d.existing and d.existing.id, d.default) for d in loaded.duplicates] == [("p", "same"), ("q", "new")]
    assert named(loaded, "Ben").id != "q"


def test_another_id_of_another_system_is_no_other_person():
    snapshot = account([Person("p", name="Ann", external_id="crm-7")])
    loaded = read("id,name\n1,ann\n2,Ann\n", snapshot=snapshot)
    assert [(d.existing and d.existing.id, d.default) for d in loaded.duplicates] == [("p", "same"), ("p", "new")]
    assert [(p.name, p.external_id) for p in of(loaded, "Person")] == [("Ann", "1"), ("Ann", "2")]
    assert "another id" in loaded.duplicates[0].reason.en


def test_the_fitting_one_of_two_namesakes_in_the_account():
    snapshot = account([Department("s", name="Sales"), Department("i", name="IT"),
                        Person("p", name="Ann", department="s"), Person("q", name="Ann", department="i")])
    loaded = read("name,department,title\nAnn,IT,CTO\nAnn,Sales,CSO\n", snapshot=snapshot)
    assert {p.id: p.title for p in of(loaded, "Person")} == {"q": "CTO", "p": "CSO"}


def test_position_in_the_account_is_completed():
    id = position_id("o", "p")
    snapshot = account([Person("p", name="Ann"), Opportunity("o", name="Deal"),
                        Position(id, opportunity="o", person="p", attitude="C", coverage="1")])
    loaded = read("name,attitude\nAnn,B\n", snapshot=snapshot)
    [position] = of(loaded, "Position")
    assert (position.id, position.attitude, position.coverage) == (id, "B", "1")
    assert (loaded.people, loaded.unchanged) == (0, 1)


def test_loading_the_same_files_again_changes_nothing():
    texts = ("name,department,camp,attitude,reports to\nAnn,Sales,Reds,A,\nBen,IT,Reds,B,Ann\n",
             "from,to,type,weight\nAnn,Ben,advice,2\nBen,Ann,marriage,1\n")
    again = read(*texts, snapshot=account(read(*texts).records))
    assert again.records == ()
    assert (again.people, again.ties, again.reporting, again.memberships) == (0, 0, 0, 0)
    assert len(again.duplicates) == 2


def test_a_second_table_by_id_completes_the_people():
    loaded = read("Id,Name\n1,Ann\n2,Ben\n", "Id,ContactId,Role\nx,1,Decision Maker\ny,1,Economic Buyer\nz,9,User\n")
    [position] = of(loaded, "Position")
    assert (position.roles, position.buyer_type) == (("DECIDER",), "ECONOMIC")
    assert sentences(loaded) == ["2.csv, row 4: The row has no name. The row is left out."]
    assert loaded.duplicates == ()


def test_columns_chosen_by_a_person():
    text = "wer,chef,was\nAnn,,CEO\nBen,Ann,CFO\n"
    loaded = read(text, columns={"WER": "name", "chef": "reports_to", "was": "职务"})
    assert ties(loaded) == [("REPORTS_TO", "Ben", "Ann")]
    assert named(loaded, "Ann").title == "CEO"
    only_here = read("name,title\nAnn,CEO\n", columns={("1.csv", ""): {"title": ""}})
    assert named(only_here, "Ann").extra == ("title=CEO",)


def test_columns_that_do_not_exist():
    with pytest.raises(FileProblem, match='no column "titel". Did you mean "title"'):
        read("name,title\nAnn,CEO\n", columns={"titel": "title"})
    with pytest.raises(InvalidRecord, match='no field "titel". Did you mean "title"'):
        read("name,title\nAnn,CEO\n", columns={"title": "titel"})


def test_a_people_table_can_be_made_ties_by_choice():
    loaded = read("x,y\nAnn,Ben\n", columns={"x": "source", "y": "target"})
    assert ties(loaded) == [("OTHER", "Ann", "Ben")]
