"""Words of caution: relatives, secretaries, officials, a running tender, old labels, notes that speak of benefits."""

import re
from dataclasses import replace

import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import QUESTIONS, ask, layer_answers
from graph.analysis.compliance import SILENT_STEPS, cautions, near_principals, officials, proper_step
from graph.model import Account, Department, Faction, Opportunity, Person, Snapshot, TeamMember, Text
from tests.analysis.every_account import demo
from tests.analysis.test_findings import DAY, account, people, position, tie


def said(snapshot, who):
    return [text.en for text in cautions(analyse(snapshot, today=DAY), who)]


@pytest.mark.parametrize("title", ["Secretary to the CEO", "Executive assistant", "wife of the chairman", "总裁助理", "集团董事长前秘书", "董事长夫人",
                                   "CEO's assistant", "PA to the CEO", "Assistant to CEO", "Secretary of the general manager", "Special assistant to chairman",
                                   "Former secretary of the group chairman", "Chairman’s personal assistant", "Secretary to the Party Secretary", "董事长特别助理",
                                   "总裁特助", "行长的私人助理", "CEO助理", "老板的小秘", "老板娘", "总裁的情人", "董事长的妹夫", "局长姐夫", "老板表哥", "厂长爱人",
                                   "堂弟", "Relative of the chairman", "CEO's relative", "Girlfriend of the GM"])
def test_people_close_to_a_principal_are_known_by_their_title(title):
    texts = said(account(Person("p", name="P", title=title)), ["p"])
    assert len(texts) == 1 and "Art. 7" in texts[0] and "Art. 390-1" in texts[0] and "no benefit" in texts[0]


@pytest.mark.parametrize("title", ["Company secretary", "Secretary general", "董事会秘书", "秘书长", "助理工程师", "Assistant engineer", "Party Secretary", "党委书记",
                                   "Secretary of the Party Committee", "Secretary of the board of directors", "Secretary of State", "Assistant director", "董秘", "Head of Relative Value Trading", "Relative pricing analyst", "Sister company liaison",
                                   "小秘密项目经理", "热爱人民教育基金会干事", "政府事情人员", None])
def test_officers_of_the_company_are_not(title):
    assert said(account(Person("p", name="P", title=title)), ["p"]) == []


def test_kin_and_informal_influencers_are_close_whatever_their_title():
    kin = [*people("boss aide cousin clerk"), tie("CLOSE", "cousin", "boss", basis="KIN"), position("aide", buyer_type="INFLUENCER")]
    analysis = analyse(account(*kin, position("boss", roles=("DECIDER",))), today=DAY)
    assert near_principals(analysis, ["boss", "aide", "cousin", "clerk"]) == ["aide", "cousin"], "the boss is the principal, not a relative"
    assert cautions(analysis, ["clerk"]) == ()
    untold = analyse(account(*people("boss cousin"), tie("CLOSE", "cousin", "boss", basis="KIN")), today=DAY)
    assert near_principals(untold, ["boss", "cousin"]) == ["boss", "cousin"], "while it is not known who weighs more, both"


def test_a_client_of_the_state_is_under_the_criminal_law():
    snapshot = account(Account("a", name="A", ownership_type="STATE"), Person("p", name="P", title="Secretary"))
    assert "state-owned" in said(snapshot, ["p"])[0] and "Anti-Unfair" not in said(snapshot, ["p"])[0]


def test_officials_and_outside_approvers():
    snapshot = account(Department("gov", name="Bureau", function="GOVERNMENT"), Person("a", name="A", department="gov"),
                       Person("b", name="B", party="GOVERNMENT"), Person("c", name="C", external=True), Person("d", name="D"),
                       tie("APPROVES", "c", "o"), tie("APPROVES", "d", "o"))
    analysis = analyse(snapshot, today=DAY)
    assert officials(analysis, ["a", "b", "c", "d"]) == ["a", "b", "c"]
    assert "A, B and C" in cautions(analysis, ["a", "b", "c", "d"])[0].en


def test_everybody_of_a_client_that_is_a_government_body_is_met_only_openly():
    client = [Account("a", name="A", ownership_type="GOVERNMENT"), *people("ann bob"), Person("cy", name="Cy", external=True), TeamMember("we", name="We"),
              tie("KNOWS", "we", "bob"), tie("LISTENS_TO", "ann", "bob"), position("ann", roles=("DECIDER",), attitude="C"), position("bob", roles=("USER",), attitude="B")]
    analysis = analyse(account(*client), today=DAY)
    assert analysis.openly == {"ann", "bob"}, "somebody from outside is no official of theirs"
    [flag] = cautions(analysis, ["ann", "bob", "cy"])
    assert flag.en.startswith("Ann and Bob: the client is a government body") and flag.zh.startswith("Ann和Bob：客户为政府单位")
    for code in QUESTIONS:
        step = ask(analysis, code).next_step.en
        assert not CONTACT.search(step) or not re.search("Ann|Bob", step) or "compliance comes first" in step, (code, step)
    assert not {"ann", "bob"} & {*ask(analysis, "best_moves").people, *ask(analysis, "insider").people}
    state = analyse(account(*[replace(client[0], ownership_type="STATE"), *client[1:]]), today=DAY)
    assert state.openly == frozenset(), "a company that the state owns is not a government body"


@pytest.mark.parametrize("step, silent", [(None, 0), ("4", 0), ("5", 1), ("6", 1), ("7", 0)])
def test_a_running_tender_stops_contact(step, silent):
    snapshot = account(Opportunity("o", name="O", buying_step=step), *people("p"))
    assert len(said(snapshot, ["p"])) == silent
    assert said(snapshot, []) == said(snapshot, ["nobody"]) == []


@pytest.mark.parametrize("stage, step, silent", [("B", None, True), ("C", None, True), ("D", None, False), ("A", None, False), ("B", "3", False)])
def test_without_a_buying_step_the_sales_stage_says_whether_a_tender_runs(stage, step, silent):
    texts = said(account(Opportunity("o", name="O", stage=stage, buying_step=step), *people("p")), ["p"])
    assert bool(texts) == silent and all(f"follows from sales stage {stage}" in text for text in texts)


def test_old_labels_say_what_when_and_who_and_fresh_ones_nothing():
    old, new = "2025-10-01", "2026-10-01"
    snapshot = account(*people("p q"), Faction("f", name="Reform"), Faction("g", name="Guard"),
                       position("p", attitude="E", attitude_date=old), position("q", attitude="B", attitude_date=new),
                       tie("IN_FACTION", "p", "f", since=old, said_by="Zhou"), tie("HOSTILE", "f", "g", since=old, last_confirmed=new))
    assert said(snapshot, ["p", "q"]) == ["Old label: P is “Opponent” (2025-10-01). Confirm it or drop it.",
                                         "Old label: P belongs to “Reform” (2025-10-01, said by Zhou). Confirm it or drop it."]
    assert said(snapshot, ["q"]) == []


@pytest.mark.parametrize(("label", "en", "zh"), [
    (tie("LISTENS_TO", "p", "q", sign=-1, since="2015-01-01"), "P takes the opposite of what Q says", "P总与Q唱反调"),
    (tie("RECOGNISES", "p", "q", sign=-1, since="2015-01-01"), "P does not recognise Q", "P不认可Q"),
    (tie("CLOSE", "p", "q", sign=-1, last_confirmed="2015-01-01"), "P is against Q", "P与Q对立")])
def test_being_against_somebody_is_a_label_whatever_the_kind_of_tie(label, en, zh):
    analysis = analyse(account(*people("p q"), label), today=DAY)
    assert [(flag.en, flag.zh) for flag in cautions(analysis, ["q"])] == [
        (f"Old label: {en} (2015-01-01). Confirm it or drop it.", f"旧标签：{zh}（2015-01-01）。请确认，否则删除。")]


@pytest.mark.parametrize("other", [tie("LISTENS_TO", "p", "q", since="2015-01-01"), tie("KNOWS", "we", "p", sign=-1, last_confirmed="2015-01-01"),
                                   tie("RIVALS", "p", "q"), tie("RIVALS", "p", "q", since="2015-01-01", until="2016-01-01"),
                                   tie("RIVALS", "p", "q", since="2015-01-01", last_confirmed="2026-10-01")])
def test_what_is_no_opinion_is_over_is_undated_or_was_confirmed_does_not_expire(other):
    assert said(account(*people("p q"), TeamMember("we", name="We"), other), ["p", "q"]) == []


def test_many_old_labels_are_counted_not_listed():
    names = people(" ".join(f"p{k}" for k in range(9)))
    texts = said(account(*names, *(position(p.id, attitude="B", attitude_date="2024-01-01") for p in names)), [p.id for p in names])
    assert len(texts) == 4 and texts[-1] == "And 6 more old labels."


@pytest.mark.parametrize("note, flagged", [("要回扣", True), ("Asked for a kickback", True), ("bribery case", True), ("likes tea", False), ("谈过返点", True),
                                           ("希望返佣", True), ("要佣金", True), ("送过礼品卡", True), ("过年送礼", True), ("Wants gift cards", True),
                                           ("发送礼貌的邮件", False), ("典礼金奖", False), ("往返点位", False), ("佣金收入下降", False), ("返点政策由财务定", False), ("gifted engineer", False)])
def test_notes_on_benefits_are_flagged_and_not_repeated(note, flagged):
    snapshot = account(replace(people("p")[0], note=note))
    texts = said(snapshot, ["p"])
    assert len(texts) == flagged and all("compliance" in t for t in texts)
    assert len(said(account(*people("p"), position("p", note=note)), ["p"])) == flagged


@pytest.mark.parametrize(("note", "what"), [
    ("信佛，吃素", "religion"), ("A devout Catholic", "religion"), ("患有糖尿病", "health"), ("去年做过心脏病检查", "health"), ("Had a heart attack in May", "health"),
    ("is pregnant", "health"), ("党员，政治立场保守", "politics"), ("Strong political views", "politics"), ("Communist Party member", "politics"),
    ("离婚，有婚外情", "private life"), ("Recently divorced", "private life"), ("他有情人", "private life"), ("家庭矛盾多", "private life")])
def test_what_is_nobodys_business_is_to_be_deleted_and_is_not_repeated(note, what):
    [text] = said(account(replace(people("p")[0], note=note)), ["p"])
    assert text == f"A note on P seems to speak of {what}. Nothing of that kind is kept about a person: delete it."


@pytest.mark.parametrize("note", ["在保健品公司做过采购", "原政治部副主任", "Came from the political affairs department", "与宗教局对接", "办公室政治复杂", "肿瘤医院项目负责人",
                                  "项目流产了", "这件事情人事部在办", "人情人脉广", "财务健康状况良好", "Christian decides", "third-party member portal",
                                  "Sees to depression of margins", "public affairs", "住院部主任推荐", "Health insurance is his market", "非党员活动室",
                                  "中信佛山支行", "微信教程", "渠道教育", "回教室", "投入党建工作", "行政见习", "偏离异常值", "承包养殖场", "病情妇科会诊", "发生病毒事件", "疾病假设",
                                  "严重病害", "列车出轨事故", "第二奶粉厂", "住院系统", "head of cancer care", "alcoholic drinks", "votes for the green option", "an affair of the board"])
def test_words_that_only_look_like_it_are_left_alone(note):
    assert said(account(replace(people("p")[0], note=note)), ["p"]) == []


def test_all_that_is_written_is_read_and_titles_are_not():
    private = "Recently divorced"
    assert said(account(replace(people("p")[0], title="Health officer, religion and politics", title_alt="宗教信仰与政治立场研究员")), ["p"]) == []
    places = [(replace(people("p")[0], extra=(f"Remarks={private}",)),), (*people("p"), position("p", satisfier=private)), (*people("p"), position("p", note=private)),
              (*people("p q"), tie("ADVICE", "q", "p", note=private))]
    for records in places:
        assert len(said(account(*records), ["p"])) == 1
    two = said(account(*(replace(p, note=private) for p in people("p q"))), ["p", "q"])
    assert two == ["A note on P and Q seems to speak of private life. Nothing of that kind is kept about a person: delete it."]


# What no answer may say

CONTACT = re.compile(r"\b(?:meet|visit|see|ask|asks|introduce|favour|talk|hear|bring|face to face)\b|拜访|去见|请|问|引荐给|面对面|小忙", re.IGNORECASE)
DEMOS = ("bank", "camera_maker", "committee")


def at_step(name: str, step: str) -> Snapshot:
    """A demo account whose deal stands at a buying step."""
    snapshot = demo(name)
    deals = {id: replace(deal, buying_step=step) for id, deal in snapshot.records["Opportunity"].items()}
    return replace(snapshot, records={**snapshot.records, "Opportunity": deals})


@pytest.mark.parametrize("name", DEMOS)
@pytest.mark.parametrize("step", SILENT_STEPS)
def test_while_a_tender_runs_no_answer_sends_us_to_anybody(name, step):
    analysis, open_deal = analyse(at_step(name, step), today=DAY), analyse(at_step(name, "4"), today=DAY)
    assert any(CONTACT.search(ask(open_deal, code).next_step.en) for code in QUESTIONS), "without a tender there are such steps"
    assert "pair" not in ask(analysis, "insider").sentence.en
    for code in QUESTIONS:
        found = ask(analysis, code)
        assert not CONTACT.search(found.next_step.en) and not CONTACT.search(found.next_step.zh), (code, found.next_step)
        if found.answered and found.would_change.en:
            assert found.would_change.en.endswith(" (While the tender runs, only from within the team.)")
            assert found.would_change.zh.endswith("（招标期间只在团队内了解。）")
        if found.answered and found.people:
            assert any("tender is running" in flag.en for flag in found.flags), code
        for row in found.table.rows if found.table and code in ("gaps", "best_moves") else ():
            assert not CONTACT.search(row[-1].en if row[-1] else ""), row


@pytest.mark.parametrize("name", DEMOS)
def test_whoever_is_met_only_openly_is_flagged_wherever_named_and_planned_for_nowhere(name):
    analysis = analyse(at_step(name, "4"), today=DAY)
    near = {person: analysis.snapshot.called(person).en for person in analysis.openly}
    assert near or name != "committee"
    for found in (*(ask(analysis, code) for code in QUESTIONS), *layer_answers(analysis)):
        cells = [str(cell) for row in (found.table.rows if found.table else ()) for cell in row]
        texts = " ".join([found.sentence.en, *(fact.en for fact in found.facts), found.would_change.en, *cells])
        flags = " ".join(flag.en for flag in found.flags)
        for name_ in near.values():
            assert name_ not in texts or name_ in flags or re.search(r"and \d+ more:", flags), (found.question, name_)
            assert name_ not in found.next_step.en or "compliance comes first" in found.next_step.en, found.question
    assert not set(ask(analysis, "insider").people) & near.keys() and not set(ask(analysis, "best_moves").people) & near.keys()
    assert not any(row[0] and row[0].en.startswith(tuple(near.values())) for row in ask(analysis, "introductions").table.rows if near)


def test_a_step_about_an_official_becomes_the_word_of_compliance_and_a_desk_step_stays():
    ask_them, note = Text("Ask Li for one small favour.", "请Li帮忙。"), Text("Note when Li was last met.", "补记最近何时见过Li。")
    people_ = [Person("li", name="Li", party="GOVERNMENT"), Person("lin", name="Lin")]
    quiet = analyse(account(*people_), today=DAY)
    assert proper_step(quiet, ask_them).en == "Li: only openly and on the matter; compliance comes first."
    assert proper_step(quiet, note, note) == note
    assert proper_step(quiet, Text("Ask Lin.", "问Lin。")).en == "Ask Lin.", "another name that begins alike"
    tender = analyse(account(*people_, Opportunity("o", name="O", buying_step="5")), today=DAY)
    assert proper_step(tender, ask_them).en == "" and proper_step(tender, ask_them, note) == note and proper_step(tender, note, note) == note


def test_the_flags_cover_everybody_named_even_who_is_only_in_the_table_or_in_what_would_change_it():
    snapshot = account(*people("boss user"), Person("wu", name="Wu", title="PA to the CEO"), position("boss", roles=("DECIDER",), attitude="C"),
                       position("user", roles=("USER",), attitude="B"), position("wu", roles=("AWARDER",)), tie("LISTENS_TO", "boss", "wu"))
    analysis = analyse(snapshot, today=DAY)
    named = [found for code in QUESTIONS if "Wu" in str((found := ask(analysis, code)).table) + found.would_change.en]
    assert len(named) > 5 and all(any("Wu" in flag.en for flag in found.flags) for found in named)
