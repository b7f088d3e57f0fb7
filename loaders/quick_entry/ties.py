"""Lines that say who is tied to whom: with arrows, or as a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.model import KINDS, Text
from loaders.messages import Misread
from loaders.quick_entry.add import add_tie, joined
from loaders.quick_entry.draft import Draft
from loaders.quick_entry.lines import CONNECTOR, LABELLED, listed
from loaders.quick_entry.modifiers import Modifiers, peel
from loaders.quick_entry.sentences import Sentence, sentence_in
from loaders.quick_entry.who import Who
from loaders.types import KindChoice

INFLUENCE = KindChoice("LISTENS_TO", reverse=True)
"""What a bare arrow means: it runs from the one who influences to the one who listens."""
BY_SIGN = {"rivals": KindChoice("RIVALS"), "plain": KindChoice("CONTACT")}
NO_END = Text("A tie needs a name on both sides: “Wang -> Li”.", "关系两端都要有姓名：“王强 -> 李娜”。")
NOT_NEGATIVE = Text("“{kind}” cannot be negative.", "“{kind}”不能为负。")

Named = tuple[str, Modifiers]


@dataclass(frozen=True)
class Sign:
    """What stands between two names: "right", "left", "both", "rivals" or "plain", and what is written in it."""

    sort: str
    how: Modifiers = Modifiers()

    @property
    def kind(self) -> str:
        """The kind of tie as far as the sign says it, "" when not."""
        choice = self.how.kind or BY_SIGN.get(self.sort)
        return choice.kind if choice else ""


class Ties:
    """Takes lines about ties into a draft. Raises `Misread` with what would be right."""

    def __init__(self, draft: Draft, who: Who) -> None:
        self._draft, self._who = draft, who

    def arrows(self, line: str, kind: KindChoice | None = None) -> Text:
        """A line with arrows; `kind` stood in front of it. Gives what was understood."""
        names, signs = _pieces(line)
        groups = [self._group(name, sign.kind if sign else "") for name, sign in zip(names, [None, *signs], strict=True)]
        if all(how.empty for group in groups[1:-1] for _, how in group):  # a chain: what stands at its end is said of all of it
            groups[1:-1] = [[(name, groups[-1][-1][1]) for name, _ in group] for group in groups[1:-1]]
        return joined([self._tie(start, end, how, kind) for (a, b), sign in zip(pairwise(groups), signs, strict=True)
                       for start, end, how in _drawn(a, b, sign)])

    def sentence(self, line: str) -> Text | None:
        """A sentence such as "Wang listens to Li"; None when it is none."""
        found = sentence_in(line)
        if found is None or (found.vague and not self._both_known(found)):
            return None
        rest, tail = peel(found.tail.strip(" ,("), lambda _: False, found.kind.kind) if found.tail else ("", Modifiers())
        if rest:
            return None
        starts, ends = self._spoken(found.start, found.kind.kind), self._spoken(found.end, found.kind.kind)
        return joined([self._tie(start, end, replace(tail.over(behind).over(before), kind=found.kind), directed=found.directed)
                       for start, before in starts for end, behind in ends])

    def between(self, start: str, kind: KindChoice, end: str) -> Text:
        """The words of a kind between two names: 王强 朋友 李娜."""
        for names in (start, end):
            self._spoken(names, kind.kind)
        return self.arrows(f"{start} -> {end}", kind)

    def _spoken(self, text: str, hint: str) -> list[Named]:
        """The names on one side of a verb."""
        found = self._group(text, hint)
        for name, _ in found:
            self._who.check_in_sentence(name)
        return found

    def _group(self, text: str, hint: str) -> list[Named]:
        """The names on one side, each with what is said of it. What stands behind the last one alone is said of all."""
        text = text.strip(" ,:")
        if self._known(text):
            return [(text, Modifiers())]
        found: list[Named] = []
        for item in listed(text.replace(":", ",")):
            name, how = peel(item, self._known, hint)
            if name:
                found.append((name, how))
            else:
                found = [(other, how.over(before)) for other, before in found]
        if not found:
            raise Misread(NO_END)
        alone = all(how.empty for _, how in found[:-1])
        return [(name, found[-1][1]) for name, _ in found] if alone else found

    def _both_known(self, found: Sentence) -> bool:
        return all(self._who.find(name) for end in (found.start, found.end) for name, _ in self._group(end, found.kind.kind))

    def _known(self, name: str) -> bool:
        return any(self._who.find(name, type_name, whole=True) for type_name in ("Person", "TeamMember", "Competitor"))

    def _tie(self, start: str, end: str, how: Modifiers, given: KindChoice | None = None, directed: bool | None = None) -> Text:
        choice = how.kind or given or INFLUENCE
        kind = KINDS[choice.kind]
        source, target = (end, start) if choice.reverse else (start, end)
        negative = how.negative or choice.sign == -1
        if negative and kind.sign > 0 and not kind.signed:
            raise Misread(NOT_NEGATIVE.format(kind=kind.name))
        fields = {"kind": kind.code, "source": self._who.end(source, kind.sources), "target": self._who.end(target, kind.targets),
                  "label": choice.label, "basis": choice.basis, "level": how.level or choice.level, "strength": how.strength,
                  "sign": -1 if negative and kind.sign > 0 else None, "directed": directed}
        return add_tie(self._draft, {k: v for k, v in fields.items() if v is not None})


def _pieces(line: str) -> tuple[list[str], list[Sign]]:
    """The names between the arrows, and the arrows."""
    names: list[str] = []
    signs: list[Sign] = []
    start = 0
    while found := CONNECTOR.search(line, start):
        sign, begin, end = Sign(str(found.lastgroup)), found.start(), found.end()
        labelled = LABELLED.search(line, start)
        if labelled and labelled.start() <= begin:
            rest, how = peel(labelled["label"].strip(), lambda _: False)
            if not rest:
                sign, begin, end = Sign("right", how), labelled.start(), labelled.end()
        names.append(line[start:begin])
        signs.append(sign)
        start = end
    return [*names, line[start:]], signs


def _drawn(a: list[Named], b: list[Named], sign: Sign) -> Iterator[tuple[str, str, Modifiers]]:
    """From whom to whom the ties between two sides run, and how they are."""
    for start, _ in a:
        for end, said in b:
            how = said.over(sign.how)
            if sign.sort == "rivals" and how.kind:
                how = replace(how, negative=True)
            how = how.over(Modifiers(BY_SIGN.get(sign.sort)))
            if sign.sort != "left":
                yield start, end, how
            if sign.sort == "left" or (sign.sort == "both" and KINDS[(how.kind or INFLUENCE).kind].directed):
                yield end, start, how
