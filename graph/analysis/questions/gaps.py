"""Which goals of our coverage are not met? The rules of the account, worst first."""

from __future__ import annotations

from graph.analysis.account import Analysis
from graph.analysis.compliance import proper_step
from graph.analysis.finding import NOTHING, Finding, Table, listed, names
from graph.analysis.missing import missing, rests_on_ties
from graph.analysis.question import Question
from graph.analysis.ranges import Range
from graph.analysis.rules import Check, checked, rules_for
from graph.errors import FileProblem
from graph.model import Text

QUESTION = Question(
    "gaps", 25, "access", Text("Which goals of our coverage are not met?", "哪些覆盖目标没有达到？"),
    Text("Every rule is held against the account: whom it is about, what it wants of them, and who does not meet it. The rules are data: an "
         "account can have its own, written on the page Settings.",
         "逐条检查规则：针对谁、要求什么、谁没有达到。规则是数据：每个客户都可以在“设置”页写自己的规则。"),
    "Miller & Heiman 1985 (red flags); rule-based insights as in Altify",
    Text("A rule knows only what is filled in: where a card is empty, it counts as not met.", "规则只认已填写的内容：卡片空着，就算没有达到。"))
NAMES = {"red": Text("not met: serious", "未达到：严重"), "amber": Text("not met", "未达到"), "green": Text("met", "已达到")}
AT_DESK = Text("Fill in what the team knows already.", "先补全团队已知的信息。")


def answer(analysis: Analysis) -> Finding:
    """The rules that are not met, worst first; the number of them."""
    if cannot := missing(QUESTION, analysis):
        return cannot
    try:
        checks = checked(analysis, rules_for(analysis.snapshot))
    except FileProblem as problem:
        return QUESTION.silent(Text(str(problem), problem.zh), Text("Mend the rule named here, on the page Settings.", "在“设置”页修正此处指出的规则。"))
    if not checks:
        return QUESTION.silent(Text("No rule is about anybody in this account.", "没有规则适用于此客户中的任何人。"),
                               Text("Purchase roles on the cards.", "在人员卡片上填写采购角色。"))
    broken = sorted((check for check in checks if not check.met), key=lambda check: check.status != "red")
    rests = rests_on_ties(analysis)
    number = float(len(broken))
    if not broken:
        return QUESTION.says(Text("All {n} rules are met.", "{n} 条规则全部达到。").format(n=len(checks)), Range(number, number, number), unit="count",
                             facts=rests, status="green", table=_table(analysis, checks))
    serious = sum(check.status == "red" for check in broken)
    sentence = Text("{broken} of {n} rules are not met{serious}. First: {reason}", "{n} 条规则中有 {broken} 条未达到{serious}。首先：{reason}").format(
        broken=len(broken), n=len(checks), reason=_filled(analysis, broken[0], broken[0].rule.reason),
        serious=Text(", {k} of them serious", "，其中 {k} 条严重").format(k=serious) if serious else NOTHING)
    people = tuple(dict.fromkeys(person for check in broken for person in check.missed))
    return QUESTION.says(sentence, Range(number, number, number), unit="count", people=people,
                         facts=(*(_filled(analysis, check, check.rule.reason) for check in broken[1:4]), *rests),
                         would_change=Text("Cards that are filled in: what is not known counts as not met.", "把卡片填好：不知道的一律算未达到。"),
                         status=broken[0].status, table=_table(analysis, [*broken, *(c for c in checks if c.met)]),
                         next_step=_filled(analysis, broken[0], broken[0].rule.next_step), at_desk=AT_DESK)


def _filled(analysis: Analysis, check: Check, text: Text) -> Text:
    called = [analysis.snapshot.called(person) for person in check.missed or check.people]
    en, zh = listed([name.en for name in called], at_most=3).en, listed([name.zh for name in called], at_most=3).zh
    return Text(text.en.replace("{who}", en), text.zh.replace("{who}", zh))


def _table(analysis: Analysis, checks: list[Check]) -> Table:
    columns = (Text("Rule", "规则"), Text("Result", "结果"), Text("Who does not meet it", "未达到者"), Text("Why it matters", "为何重要"), Text("Next step", "下一步"))
    return Table(columns, tuple((
        check.rule.name, NAMES[check.status], names(analysis.snapshot, check.missed, at_most=4) if check.missed and not check.met else None,
        None if check.met else _filled(analysis, check, check.rule.reason),
        None if check.met else proper_step(analysis, _filled(analysis, check, check.rule.next_step), AT_DESK)) for check in checks))
