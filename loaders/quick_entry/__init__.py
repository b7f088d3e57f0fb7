"""Quick entry: people and ties typed as lines, in English and in Chinese. Nothing is written here.

A line is one of these; full-width marks, blanks and capitals make no difference, "#" starts a remark:

    Wang -> Li strong            王强 → 李娜 强           influence: Wang moves Li, Li listens to Wang
    Wang -> Li, Ma, Bai 60%      王强 → 李娜、马莉        several; with 60 % each
    Wang -advice-> Li            王强 → 李娜 请教          another kind, in the arrow, behind it or in front ("advice: Wang -> Li")
    Wang <- Li   Wang <-> Li     王强 ← 李娜              the other way round, both ways
    Wang x Li    Wang -| Li      王强 × 李娜              rivals; "-| ... influence" is influence that repels
    Wang -- Li   Wang -- Li close   王强 —— 李娜           in contact; a tie of a kind
    Wang listens to Li           王强向李娜汇报            a sentence: reports to, advises, is close to, is against, knows, ...
    Zhang is the decider         张伟是决策人              a purchase role; also "Zhang decides", "decider: Zhang"
    Zhang: CFO, finance, D       张伟：财务总监，财务部，态度 D，决策的人   title, department, attitude, purchase role, ...
    Zhang: reports to Li, level 2, faction Old guard, coverage 3, external    上司 李娜，二级，派系 元老派，覆盖 3，外部
    Zhang attitude D->C          张伟 态度 D->C           a new attitude, and the one before
    CFO?: finance                财务总监？：财务部        a seat of which nobody knows who has it

People are found by their name in either language, by its pinyin, by a part of it when only one has it (王, Wang, 王总,
wq); others are new. Strength is weak, medium, strong (弱、中、强), a number up to 1 or a percentage.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph.errors import PowerMapError
from graph.model import Opportunity, Snapshot, Text
from graph.store.changes import Change
from loaders.messages import Misread
from loaders.quick_entry.add import joined
from loaders.quick_entry.draft import Draft
from loaders.quick_entry.keywords import without_colon
from loaders.quick_entry.lines import CONNECTOR, LONGEST, in_words, statements, tidy
from loaders.quick_entry.people import NOTHING_SAID, People
from loaders.quick_entry.ties import Ties
from loaders.quick_entry.who import WORDS, Who
from loaders.words import kind_of

__all__ = ["HELP", "Understood", "understand"]

HELP = Text(
    """Ties
Wang -> Li strong · Wang influences Li
Wang -> Li, Ma, Bai 60% · several at once
Wang -advice-> Li · another kind of tie
Wang x Li · rivals; Wang -- Li · in contact
Wang reports to Li · Wang is against Li · sentences
People
Zhang: CFO, finance, attitude D, decider
Zhang: reports to Li, level 2, faction Old guard, external
Zhang is the decider · a purchase role
Zhang attitude D->C · a new attitude""",
    """关系
王强 → 李娜 强 · 王强影响李娜
王强 → 李娜、马莉、白芷 60% · 一次多人
王强 → 李娜 请教 · 其他关系类型
王强 × 李娜 · 相互竞争；王强 —— 李娜 · 有往来
王强向李娜汇报 · 王强反对李娜 · 一句话
人员
张伟：财务总监，财务部，态度 D，决策的人
张伟：上司 李娜，二级，派系 元老派，外部
张伟是决策人 · 购买角色
张伟 态度 D->C · 新的态度""")
NO_DELETE = Text("Nothing is deleted by typing. Delete on the map, where undo brings it back.", "录入不能删除。请在图上删除，撤销即可恢复。")
TOO_LONG = Text("The line has {count} characters; at most {limit} are read. Write one tie or one person a line.",
                "此行有 {count} 个字符，最多读取 {limit} 个。请每行写一条关系或一个人。")
NOTHING_NEW = Text("nothing changes", "没有变化")
NOT_UNDERSTOOD = Text("Not understood. Write for example “Wang -> Li strong”, “Wang reports to Li”, “Zhang is the decider” or “Zhang: CFO, finance, attitude D”.",
                      "无法理解。请写成例如“王强 -> 李娜 强”、“王强向李娜汇报”、“张伟是决策人”或“张伟：财务总监，财务部，态度 D”。")


@dataclass(frozen=True)
class Understood:
    """One line: as it was typed, what was understood in both languages, and the changes that it makes. With a `problem`,
    which says what would be right, it makes none."""

    line: str
    text: Text = Text("", "")
    changes: list[Change] = field(default_factory=list)
    problem: Text | None = None


def understand(text: str, now: Snapshot, deal: Opportunity, *, today: date | None = None) -> list[Understood]:
    """What was typed, line by line; empty lines are left out. Each line builds on the good ones before it: all their changes
    together are one edit. Attitudes, roles and coverage are those in the `deal`, as of `today`. Raises nothing."""
    reader = _Reader(Draft(now, deal, today or date.today()))
    return [reader.line(line) for line in statements(text)]


class _Reader:
    def __init__(self, draft: Draft) -> None:
        self._draft, self._who = draft, Who(draft)
        self._ties, self._people = Ties(draft, self._who), People(draft, self._who)

    def line(self, line: str) -> Understood:
        self._draft.begin()
        try:
            text = self._read(tidy(line))
        except Misread as error:
            problem = error.message
        except PowerMapError as error:
            problem = Text(str(error), error.zh)
        else:
            notes = self._draft.notes if self._draft.changes else [*self._draft.notes, NOTHING_NEW]
            return Understood(line, joined([text, *notes]), [*self._draft.changes])
        self._draft.take_back()
        return Understood(line, problem=problem)

    def _read(self, line: str) -> Text:
        if len(line) > LONGEST:
            raise Misread(TOO_LONG.format(count=len(line), limit=LONGEST))
        if in_words(line.split(" ")[0], WORDS["delete"]) or any(line.startswith(word) for word in WORDS["delete"] if not word.isascii()):
            raise Misread(NO_DELETE)
        arrow, colon = CONNECTOR.search(line), line.find(":")
        if not arrow and (said := self._people.roles(line)):
            return said
        before, _, behind = line.partition(":")
        kind = kind_of(before) if colon >= 0 else None
        if kind and CONNECTOR.search(behind):
            return self._ties.arrows(behind, kind)
        if colon >= 0 and (arrow is None or colon < arrow.start()):
            word = without_colon(f"{before} ...", sure=True)  # Zhang attitude: D
            return self._people.line(word[0], word[1].removesuffix("...") + behind) if word else self._people.line(before, behind)
        if (found := without_colon(line, sure=True)) and not (arrow and arrow.start() < len(found[0])):
            return self._people.line(*found)
        if arrow:
            return self._ties.arrows(line)
        return self._sentence(line)

    def _sentence(self, line: str) -> Text:
        if said := self._ties.sentence(line):
            return said
        if found := without_colon(line, sure=False):
            return self._people.line(*found)
        words = line.split()
        for count in range(3, 0, -1):  # the words of a kind between two names: 王强 朋友 李娜
            for at in range(1, len(words) - count):
                middle = " ".join(words[at:at + count])
                if kind := kind_of(middle):
                    return self._ties.between(" ".join(words[:at]), kind, " ".join(words[at + count:]))
        if ids := self._who.find(line):
            raise Misread(NOTHING_SAID.format(who=self._draft.now.called(ids[0])))
        raise Misread(NOT_UNDERSTOOD)

