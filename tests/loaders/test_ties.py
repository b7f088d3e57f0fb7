"""Rows to ties: kinds word by word, ends, strengths, signs, times, repetitions."""

from __future__ import annotations

import networkx as nx
import pytest

from graph.errors import FileProblem, InvalidRecord
from graph.model import Person, Tie
from loaders import KindChoice, propose, read_tables
from tests.loaders.helpers import account, of, read, sentences, source, ties


def one(row: str, header: str = "from,to,type", **options) -> Tie:
    """The single tie of a one-row file."""
    loaded = read(f"{header}\n{row}\n", **options)
    [tie] = of(loaded, "Tie")
    return tie


def test_reporting_lines_are_counted_among_the_ties_wherever_they_stand():
    loaded = read("name,camp,reports to\nAnn,Reds,\nBen,Reds,Ann\nEve,Blues,\n", "from,to,type\nEve,Ben,隶属\nAnn,Eve,manages\nAnn,Ben,advice\nBen,Ann,reports to\n")
    assert (loaded.ties, loaded.reporting, loaded.memberships) == (4, 3, 3)


@pytest.mark.parametrize(("word", "expected"), [
    ("advice", ("ADVICE", "A", "B")), ("请教", ("ADVICE", "A", "B")), ("reports_to", ("REPORTS_TO", "A", "B")),
    ("隶属", ("REPORTS_TO", "A", "B")), ("汇报", ("REPORTS_TO", "A", "B")), ("serves", ("REPORTS_TO", "A", "B")),
    ("manages", ("REPORTS_TO", "B", "A")), ("Boss of", ("REPORTS_TO", "B", "A")), ("上司", ("REPORTS_TO", "B", "A")),
    ("friendship", ("CLOSE", "A", "B")), ("like", ("CLOSE", "A", "B")), ("亲近", ("CLOSE", "A", "B")),
    ("influences", ("LISTENS_TO", "B", "A")), ("影响", ("LISTENS_TO", "B", "A")),
    ("listens to", ("LISTENS_TO", "A", "B")), ("influence_positive", ("LISTENS_TO", "A", "B")),
    ("email", ("CONTACT", "A", "B")), ("往来", ("CONTACT", "A", "B")), ("rival", ("RIVALS", "A", "B")),
    ("竞争对立", ("RIVALS", "A", "B")), ("will_introduce", ("WILL_INTRODUCE", "A", "B")),
    ("引荐", ("WILL_INTRODUCE", "A", "B")), ("recognises", ("RECOGNISES", "A", "B")), ("obeys", ("OBEYS", "A", "B")),
    ("LISTENS_TO", ("LISTENS_TO", "A", "B")), ("Asks for advice", ("ADVICE", "A", "B")),
    ("Inner circle", ("IN_CIRCLE", "A", "B"))])
def test_words_for_kinds(word, expected):
    loaded = read(f"from,to,type\nA,B,{word}\n")
    assert ties(loaded) == [expected]
    assert loaded.kinds[word].recognised
    assert loaded.problems == ()


@pytest.mark.parametrize(("word", "basis"), [
    ("marriage", "KIN"), ("父", "KIN"), ("兄", "KIN"), ("business", "BUSINESS"), ("同学", "CLASSMATE")])
def test_kin_and_business_are_layers_of_their_own(word, basis):
    tie = one(f"A,B,{word}")
    assert (tie.kind, tie.label, tie.basis) == ("CLOSE", word, basis)


def test_inner_circle_has_its_level():
    assert one("A,B,亲信").level == "INNER"


@pytest.mark.parametrize(("word", "sign", "stored"), [
    ("dislike", "", -1), ("dislike", "-1", -1), ("influence_negative", "", -1), ("like", "-1", -1), ("like", "1", 1),
    ("like", "", None), ("affect", "负", -1), ("affect", "+", 1), ("rival", "-1", None), ("rival", "1", None),
    ("advice", "1", None)])
def test_signs(word, sign, stored):
    assert one(f"A,B,{word},{sign}", "from,to,type,sign").sign == stored


def test_unknown_word_is_a_layer_of_its_own_and_said():
    loaded = read("from,to,type\nA,B,mystery\nB,C,Mystery\n")
    assert [(t.kind, t.label) for t in of(loaded, "Tie")] == [("OTHER", "mystery")] * 2
    assert sentences(loaded) == [
        ('1.csv: "mystery" is not a known kind of tie; its 2 ties are a layer of their own. Another kind can be '
        'chosen (on the command line: --kind "mystery=KIND").')]
    use = loaded.kinds["mystery"]
    assert (use.count, use.recognised) == (2, False)


def test_no_word_for_the_kind():
    loaded = read("source,target\nA,B\n")
    assert [(t.kind, t.label) for t in of(loaded, "Tie")] == [("OTHER", "tie")]
    assert "--kind" in sentences(loaded)[0]
    chosen = read("source,target\nA,B\n", kinds={"": "ADVICE"})
    assert ties(chosen) == [("ADVICE", "A", "B")]
    assert chosen.problems == ()


@pytest.mark.parametrize(("header", "expected"), [
    ("influencer,influenced", ("LISTENS_TO", "B", "A")), ("影响者,被影响者", ("LISTENS_TO", "B", "A")),
    ("下属,上级", ("REPORTS_TO", "A", "B")), ("上级,下属", ("REPORTS_TO", "B", "A"))])
def test_headers_that_say_the_kind(header, expected):
    loaded = read(f"{header}\nA,B\n")
    assert ties(loaded) == [expected]
    assert loaded.problems == ()


def test_kinds_chosen_by_a_person():
    text = "from,to,type\nA,B,mystery\nB,C,advice\n"
    loaded = read(text, kinds={"MYSTERY": KindChoice("LISTENS_TO", reverse=True, sign=-1), "advice": "close"})
    assert ties(loaded) == [("LISTENS_TO", "B", "A"), ("CLOSE", "B", "C")]
    assert of(loaded, "Tie")[0].sign == -1
    assert loaded.kinds["mystery"].recognised
    assert loaded.problems == ()
    assert ties(read(text, kinds={"mystery": "影响"}))[0] == ("LISTENS_TO", "B", "A")


@pytest.mark.parametrize(("kinds", "error", "says"), [
    ({"advise": "CLOSE"}, FileProblem, 'Did you mean "advice"'), ({"advice": "CLOS"}, InvalidRecord, '"CLOSE"'),
    ({"advice": "KNOWS"}, InvalidRecord, "between people")])
def test_kinds_that_do_not_exist(kinds, error, says):
    with pytest.raises(error, match=says):
        read("from,to,type\nA,B,advice\n", kinds=kinds)


def test_source_beside_from_is_where_a_tie_is_known_from():
    tie = one("A,B,advice,hearsay", "From,To,Type,Source")
    assert tie.said_by == "hearsay"


def test_proposal_shows_columns_and_kinds():
    tables, _ = read_tables([source("从,到,关系,鞋码\n甲,乙,请教,3\n")])
    proposal = propose(tables)
    assert proposal.columns["file.csv", ""] == {"从": "source", "到": "target", "关系": "kind", "鞋码": ""}
    assert proposal.kinds == {"请教": KindChoice("ADVICE")}


def test_strengths_are_divided_by_the_largest_of_each_kind():
    loaded = read("from,to,type,weight\nA,B,like,3\nB,C,like,1\nA,C,advice,0.5\nA,B,advice,80%\n")
    assert [t.strength for t in of(loaded, "Tie")] == [1.0, 1 / 3, 0.5, 0.8]
    assert sentences(loaded) == [
        '1.csv, column "weight": The strengths of "like" go up to 3; they were divided by 3.']
    assert not loaded.problems[0].blocking


def test_negative_strength_is_a_negative_tie():
    tie = one("A,B,like,-2", "from,to,type,weight")
    assert (tie.strength, tie.sign) == (1.0, -1)


@pytest.mark.parametrize(("header", "row", "says", "column"), [
    ("weight", "advice,0", "strength of 0 is no tie", "weight"), ("weight", "advice,abc", "not a number", "weight"),
    ("sign", "like,2", "write 1 or -1", "sign"), ("sign", "advice,-1", "cannot be negative", "sign"),
    ("weight", "advice,-1", "cannot be negative", "weight")])
def test_rows_left_out_for_strength_or_sign(header, row, says, column):
    loaded = read(f"from,to,type,{header}\nA,B,{row}\nB,C,like,1\n")
    assert (loaded.ties, loaded.people, loaded.rows_left_out) == (1, 2, 1)
    [problem] = [p for p in loaded.problems if p.blocking]
    assert (problem.row, problem.column) == (2, column)
    assert says in str(problem)


@pytest.mark.parametrize(("header", "value", "field", "stored"), [
    ("directed", "0", "directed", False), ("directed", "是", "directed", True), ("单向", "no", "directed", False),
    ("time", "T3", "period", "T3"), ("时段", "1990", "period", "1990"), ("time", "2024-05-01", "since", "2024-05-01"),
    ("since", "2024/5/1", "since", "2024-05-01"), ("结束", "2024年5月1日", "until", "2024-05-01"),
    ("confidence", "70%", "confidence", 0.7), ("备注", "x", "note", "x"), ("来源", "Eve", "said_by", "Eve"),
    ("basis", "同乡", "basis", "HOMETOWN"), ("shoe", "9", "extra", ("shoe=9",)), ("level", "9", "extra", ("level=9",)),
    ("Own layer name", "golf", "label", "golf")])
def test_other_columns(header, value, field, stored):
    assert getattr(one(f"A,B,advice,{value}", f"from,to,type,{header}"), field) == stored


def test_level_of_a_rivalry():
    assert one("A,B,rival,晋升", "from,to,type,level").level == "PROMOTION"
    [problem] = read("from,to,type,level\nA,B,rival,9\n").problems
    assert (problem.row, problem.column, problem.blocking) == (2, "level", False)


def test_a_wrong_date_is_left_out_and_the_tie_kept():
    loaded = read("from,to,type,since\nA,B,advice,soon\n")
    assert loaded.ties == 1
    assert sentences(loaded)[0].startswith('1.csv, row 2, column "since": "soon" is not a clear date')


def test_ends_by_id_then_name_then_other_name():
    people = "id,name,英文名\n1,Ann,\n2,张伟,Wei Zhang\n3,Ｅve,\n"
    loaded = read(people, "from,to,type\n1,WEI  ZHANG,advice\n张伟,eve,advice\n 3 ,ANN,advice\n")
    assert ties(loaded) == [("ADVICE", "Ann", "张伟"), ("ADVICE", "张伟", "Ｅve"), ("ADVICE", "Ｅve", "Ann")]


def test_an_end_that_nobody_knows():
    loaded = read("name,title\nAnna Smith,CEO\nBen,\n", "from,to,type\nBen,Anna Smiht,advice\nBen,Zzz,advice\n")
    assert loaded.ties == 0
    assert sentences(loaded) == [
        ('2.csv, row 2, column "to": There is nobody called "Anna Smiht" in the files or in the account. Did you mean '
        '"Anna Smith"? The row is left out.'),
        '2.csv, row 3, column "to": There is nobody called "Zzz" in the files or in the account. The row is left out.']
    assert all(problem.blocking for problem in loaded.problems)


def test_near_names_in_chinese():
    loaded = read("姓名,职务\n张伟,经理\n李娜,\n", "从,到,关系\n李娜,张玮,请教\n")
    assert loaded.problems[0].text("zh").endswith("没有“张玮”。您是指\"张伟\"吗？此行未导入。")


def test_a_name_that_two_people_have():
    loaded = read("id,name\n1,Ann\n2,Ann\n3,Ben\n", "from,to,type\nBen,Ann,advice\nBen,2,advice\n")
    assert loaded.ties == 1
    assert "Several people" in sentences(loaded)[0]


def test_ends_of_the_account():
    snapshot = account([Person("p", name="Ann"), Person("q", name="Ben", external_id="7")])
    loaded = read("from,to,type\nann,7,advice\nAnn,Eve,advice\n", snapshot=snapshot)
    assert ties(loaded, snapshot) == [("ADVICE", "Ann", "Ben"), ("ADVICE", "Ann", "Eve")]
    assert loaded.people == 1


def test_ties_alone_make_the_people():
    loaded = read("source,target,type\nA,B,advice\nB,C,advice\n")
    assert sorted(p.name for p in of(loaded, "Person")) == ["A", "B", "C"]
    assert (loaded.people, loaded.ties) == (3, 2)


@pytest.mark.parametrize(("row", "says"), [("A,A,advice", "Both ends"), ("A,ａ ,advice", "Both ends"),
                                           ("A,,advice", "cell is empty"), (",B,advice", "cell is empty")])
def test_rows_without_two_people(row, says):
    loaded = read(f"from,to,type\n{row}\n")
    assert loaded.records == ()
    assert loaded.problems[0].row == 2
    assert says in sentences(loaded)[0]


def test_repeated_ties_are_kept_once():
    loaded = read("from,to,type,directed,time\nA,B,advice,1,\nA,B,advice,1,\nB,A,advice,1,\nA,B,like,0,T1\n"
                  "B,A,like,0,T1\nA,B,like,0,T2\nA,B,rival,,\nB,A,rival,,\n")
    assert loaded.ties == 5
    assert sentences(loaded) == ["1.csv: 3 rows repeat a tie that stands above (3, 6, 9); it is kept once."]
    assert not loaded.problems[0].blocking


def test_a_tie_of_the_account_is_completed():
    snapshot = account([Person("p", name="Ann"), Person("q", name="Ben"), Tie("t", kind="CONTACT", source="q",
                        target="p", strength=0.5, since="2024-01-01", note="old")])
    loaded = read("from,to,type,weight\nAnn,Ben,contact,0.9\n", snapshot=snapshot)
    [tie] = loaded.records
    assert (tie.id, tie.source, tie.strength, tie.since, tie.note) == ("t", "q", 0.9, "2024-01-01", "old")
    assert (loaded.ties, loaded.people) == (1, 0)


def test_florentine_families_as_published():
    graph = nx.florentine_families_graph()
    rows = "".join(f"{a},{b},marriage,0\n" for a, b in graph.edges)
    loaded = read("source,target,type,directed\n" + rows)
    assert (loaded.people, loaded.ties) == (15, 20)
    assert {frozenset((a, b)) for _, a, b in ties(loaded)} == {frozenset(edge) for edge in graph.edges}
