"""What must be known before a question can be asked: the same words for all the questions that need it."""

from __future__ import annotations

from graph.analysis.account import Analysis
from graph.analysis.finding import Finding, names
from graph.analysis.question import Question
from graph.model import Text
from graph.network import layer_name


def missing(question: Question, analysis: Analysis, *, attitudes: bool = False) -> Finding | None:
    """Why a question about the decision cannot be asked of this account: too few people, nobody can be said to weigh more than
    another, or (with `attitudes`) nobody's attitude is known. None where it can."""
    model = analysis.model
    few = too_few(question, analysis)
    if few:
        return few
    if not model.basis.tells:
        return question.silent(Text("Nothing here says who weighs how much in the decision.", "这里没有任何信息说明谁在决策中有多大分量。"),
                               Text("Purchase roles, or who listens to whom.", "采购角色，或谁听谁的。"))
    if attitudes and not attitudes_known(analysis):
        first = model.people[analysis.shares.ranked()[0]]
        return question.silent(Text("Nobody's attitude is known, so anything said here would be a guess.", "没有任何人的态度是已知的，说什么都是猜测。"),
                               Text("Attitudes on the cards, first that of {who}.", "在人员卡片上填写态度，先填{who}的。").format(
                                   who=names(analysis.snapshot, [first])), people=(first,))
    return None


def too_few(question: Question, analysis: Analysis, *, needed: int = 2) -> Finding | None:
    """Why a question that needs so many people (1 or 2) cannot be asked. None where it can."""
    model = analysis.model
    if not len(model):
        return question.silent(Text("There is nobody on the map yet.", "图上还没有人。"), Text("Add people or import a list.", "添加人员或导入名单。"))
    if len(model) < needed:
        return question.silent(Text("Only one person is known; a decision has more people behind it.", "只知道一个人；一个决定背后总有更多人。"),
                               Text("Ask this person who else must agree.", "问问此人还有谁必须同意。"), people=model.people)
    return None


def attitudes_known(analysis: Analysis) -> dict[str, str]:
    """Person id to attitude, of those whose attitude is known."""
    return {person: position.attitude for person, position in analysis.positions.items() if position.attitude not in (None, "U")}


def rests_on_ties(analysis: Analysis) -> tuple[Text, ...]:
    """What to add to an answer for an account without roles: the layer that it rests on."""
    basis = analysis.model.basis
    if basis.code == "listening":
        return (Text("Rests on ties alone, on the layer “{layer}”; purchase roles would change it.",
                     "仅依据关系图层“{layer}”；填写采购角色会改变结论。").format(layer=layer_name(basis.layer)),)
    if basis.code == "rank":
        return (Text("Rests on formal rank alone; purchase roles would change it.", "仅依据行政级别；填写采购角色会改变结论。"),)
    return ()
