"""The goals of coverage as data: read, checked, and held against accounts."""


import pytest

from graph.analysis.account import analyse
from graph.analysis.questions.gaps import answer
from graph.analysis.rules import checked, rules_of, usual_text
from graph.errors import FileProblem
from graph.model import Account, Competitor, Department, Person, TeamMember, Text
from tests.analysis.test_findings import DAY, account, people, position, tie

RULE = """[[rule]]
code = "r"
en = "Met"
zh = "见过"
who = { roles = ["DECIDER"] }
need = { coverage = "2" }
broken = "red"
reason_en = "Not met: {who}."
reason_zh = "没见过：{who}。"
next_en = "Meet {who}."
next_zh = "去见{who}。"
"""


def test_the_rules_that_come_along_are_whole_in_both_languages():
    rules = rules_of(usual_text())
    assert len(rules) >= 10 and len({rule.code for rule in rules}) == len(rules)
    for rule in rules:
        for text in (rule.name, rule.reason, rule.next_step):
            assert text.en and any("一" <= c <= "鿿" for c in text.zh)
    assert {rule.broken for rule in rules} == {"red", "amber"}


@pytest.mark.parametrize(("before", "after", "says"), [
    ("[[rule]]", "[rule", "not valid TOML"),
    ("[[rule]]", "[[rules]]", "there must be rules"),
    ('code = "r"', 'cod = "r"', 'Did you mean "code"'),
    ('zh = "见过"', "", '"zh" is missing'),
    ("DECIDER", "DECIDRE", 'Did you mean "DECIDER"'),
    ('["DECIDER"]', '"DECIDER"', "must be a list"),
    ('coverage = "2"', 'coverage = "9"', "is not on the scale"),
    ('coverage = "2"', "contacts = true", "must be a whole number"),
    ('coverage = "2"', "named = false", "must be true"),
    ('coverage = "2"', "covered = 1", "there is no"),
    ('need = { coverage = "2" }', "need = {}", '"need" is missing'),
    ('broken = "red"', 'broken = "blue"', 'broken must be "red" or "amber"'),
    ('broken = "red"', 'broken = "red"\nof = "some"', 'of must be "every" or "any"'),
    ('broken = "red"', 'broken = "red"\nat_least = -1', "at_least must be"),
    ('broken = "red"', 'broken = "red"\nat_least = true', "at_least must be")])
def test_a_mistake_in_the_file_is_named(before, after, says):
    assert RULE.count(before) >= 1
    with pytest.raises(FileProblem) as problem:
        rules_of(RULE.replace(before, after, 1), Text("mine.toml", "我的规则"))
    assert says in str(problem.value) and "mine.toml" in str(problem.value) and "我的规则" in problem.value.zh


def test_two_rules_with_one_code():
    with pytest.raises(FileProblem, match="two rules have the code"):
        rules_of(RULE + RULE)


def one(rule: str, *records):
    (check,) = checked(analyse(account(*records), today=DAY), rules_of(rule))
    return check


def test_every_one_or_any_one():
    two = (*people("ann bob"), position("ann", roles=("DECIDER",), coverage="3"), position("bob", roles=("DECIDER",)))
    every, some = one(RULE, *two), one(RULE + 'of = "any"\n', *two)
    assert not every.met and every.missed == ("bob",) and every.status == "red"
    assert some.met and some.status == "green"


def test_a_rule_about_nobody_is_left_out_unless_somebody_must_be_there():
    nobody = analyse(account(*people("ann bob")), today=DAY)
    assert checked(nobody, rules_of(RULE)) == []
    (check,) = checked(nobody, rules_of(RULE + "at_least = 1\n"))
    assert not check.met and check.people == ()


@pytest.mark.parametrize(("need", "meets", "fails"), [
    ('coverage = "1"', {"coverage": "1"}, {"coverage": "0"}),
    ('attitude = "C"', {"attitude": "C+"}, {"attitude": "D+"}),
    ('attitude = "E"', {"attitude": "E"}, {"attitude": "U"}),
    ("attitude_known = true", {"attitude": "E"}, {})])
def test_what_a_rule_can_want_of_a_card(need, meets, fails):
    rule = RULE.replace('coverage = "2"', need)
    assert one(rule, *people("ann"), position("ann", roles=("DECIDER",), **meets)).met
    assert not one(rule, *people("ann"), position("ann", roles=("DECIDER",), **fails)).met


def test_what_a_rule_can_want_of_ties_and_names():
    ours = [TeamMember(n, name=n) for n in ("me", "you")]
    decider = position("ann", roles=("DECIDER",))
    two = RULE.replace('coverage = "2"', "contacts = 2")
    assert one(two, *ours, *people("ann"), decider, tie("KNOWS", "me", "ann"), tie("KNOWS", "you", "ann")).met
    assert not one(two, *ours, *people("ann"), decider, tie("KNOWS", "me", "ann"), tie("KNOWS", "you", "ann", sign=-1)).met
    named = RULE.replace('coverage = "2"', "named = true")
    assert not one(named, Person("ann", name="Somebody", placeholder=True), decider).met
    loyal = RULE.replace('coverage = "2"', "no_rival = true")
    assert not one(loyal, *people("ann"), Competitor("x", name="X"), tie("SUPPORTS_COMPETITOR", "ann", "x"), decider).met


@pytest.mark.parametrize(("who", "expected"), [
    ('roles = ["PAYER"], buyer_types = ["FINANCE"]', {"bob", "cy"}), ('parties = ["TECHNICAL"]', {"dan"}), ("decider = true", {"ann"}),
    ("in_circle = true", {"ann"}), ("share = 0.2", {"ann", "bob"}), ("supporter = true", {"bob"}), ('roles = ["PAYER"], supporter = true', {"bob"})])
def test_whom_a_rule_can_be_about(who, expected):
    records = (*people("ann bob cy"), Department("it", name="IT", function="IT"), Person("dan", name="Dan", department="it"),
               position("ann", roles=("DECIDER",)), position("bob", roles=("PAYER",), attitude="B"), position("cy", buyer_type="FINANCE", weight=.1))
    assert set(one(RULE.replace('roles = ["DECIDER"]', who), *records).people) == expected


def test_the_worst_comes_first_and_gives_the_status():
    snapshot = account(*people("ceo it"), position("ceo", roles=("DECIDER",), attitude="C"), position("it", roles=("AWARDER",), attitude="B", coverage="3"))
    found = answer(analyse(snapshot, today=DAY))
    assert found.status == "red" and found.people[0] == "ceo" and "serious" in found.sentence.en
    results = [row[1].en for row in found.table.rows]
    assert results == sorted(results, key=["not met: serious", "not met", "met"].index) and found.value == sum(r != "met" for r in results)


def test_all_goals_met_is_green():
    ours = [TeamMember(n, name=n) for n in ("me", "you")]
    snapshot = account(*ours, *people("ceo it"), position("ceo", roles=("DECIDER",), attitude="B"), position("it", roles=("USER",), attitude="B"),
                       *(tie("KNOWS", n, p) for n in ("me", "you") for p in ("ceo", "it")))
    found = answer(analyse(snapshot, today=DAY))
    assert found.status == "green" and found.value == 0


def with_goals(text: str):
    return account(Account("a", name="A", coverage_goals=text), *people("ann bob"), position("ann", roles=("DECIDER",), coverage="2"))


def test_an_account_has_its_own_goals():
    one = answer(analyse(with_goals(RULE), today=DAY))
    assert one.value == 0 and [cell.en for cell in one.table.rows[0][:2]] == ["Met", "met"]
    more = answer(analyse(with_goals(RULE.replace('coverage = "2"', 'coverage = "3"')), today=DAY))
    assert more.value == 1 and more.status == "red" and more.people == ("ann",)


def test_a_mistake_in_them_is_a_sentence_not_an_accident():
    found = answer(analyse(with_goals(RULE + RULE.replace("DECIDER", "DECIDRE").replace('"r"', '"s"')), today=DAY))
    assert not found.answered
    assert found.sentence.en == ('The goals of this account, rule 2 (s): who.roles: "DECIDRE" is not on the scale "Purchase role". Did you mean "DECIDER"?')
    assert found.sentence.zh.startswith("此客户的覆盖目标第 2 条规则（s）：")


def test_the_file_explains_itself():
    head = usual_text().split("[[rule]]")[0]
    for word in ("who", "need", "coverage", "contacts", "attitude_known", "in_circle", "supporter", "no_rival", "at_least", "broken", "any"):
        assert word in head


@pytest.mark.parametrize("records", [(), people("ann"), people("ann bob")])
def test_silent_where_nothing_can_be_said(records):
    assert not answer(analyse(account(*records), today=DAY)).answered
