"""Who is meant by a name, and who is new."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model import Text, in_both, new_id
from graph.model.names import plain
from graph.model.records import Fields
from loaders.messages import Misread, data
from loaders.quick_entry.draft import Draft
from loaders.quick_entry.index import Index
from loaders.quick_entry.lines import CJK, in_words

WORDS: dict[str, list[str]] = data("quick_entry/words.toml")["words"]
PEOPLE = ("Person", "TeamMember")
"""Whom a part of the name is enough for."""
NEW = {"Person": Text("new person: {name}", "新人员：{name}"), "Competitor": Text("new competitor: {name}", "新竞争对手：{name}"),
       "Faction": Text("new faction: {name}", "新派系：{name}"), "Department": Text("new department: {name}", "新部门：{name}")}
"""What is made when nobody or nothing is called so; the others have to be there."""
WHAT = {"Person": Text("a person of the client", "客户方人员"), "TeamMember": Text("one of our side", "我方人员"),
        "Competitor": Text("a competitor", "竞争对手"), "Department": Text("a department", "部门"), "Faction": Text("a faction", "派系"),
        "Organisation": Text("an organisation", "机构"), "Opportunity": Text("a deal", "商机"), "Account": Text("the client itself", "客户本身")}
SEVERAL = Text("“{name}” may be {who}. Write the whole name, or the department or title behind it: {example}.",
               "“{name}”可能是{who}。请写全名，或在后面注明部门或职务：{example}。")
NO_FIT = Text("Nobody called “{name}” fits “{inside}”. Write the name alone, or first a line such as “{name}: {inside}”.",
              "没有名叫“{name}”且符合“{inside}”的人。请只写姓名，或先写一行“{name}：{inside}”。")
NOT_THERE = Text("“{name}” must be {right} here, and none is called so. Add it first, or correct the name.",
                 "此处“{name}”应为{right}，但没有这个名称。请先添加，或更正名称。")
OTHERWISE = Text("“{name}” is {what}; here it must be {right}.", "“{name}”是{what}；此处应为{right}。")
NO_NAME = Text("“{name}” is not a name: a name has letters, at most {words} words and {letters} characters.",
               "“{name}”不是名称：名称须含文字，最多 {words} 个词、{letters} 个字符。")
NO_PERSON = Text("“{name}” is nobody's name; write the name. What somebody thinks of us or of the deal is an attitude: “Zhang: attitude E”.",
                 "“{name}”不是人名，请写姓名。对我们、对项目的看法请写成态度：“张伟：态度 E”。")
BESIDE_A_VERB = Text("“{name}” is not a name. Write a tie that is there without “{word}”, and nothing where there is none; influence that repels "
                     "is “Li -| Zhang influence”.", "“{name}”不是姓名。有此关系时请不带“{word}”直接写，没有则不必写；负向影响请写“李娜 -| 张伟 影响”。")
NEAR = Text("did you mean {near}?", "是不是 {near}？")
LONGEST_NAME, MOST_WORDS = 60, 6
_CHINESE_BESIDE = sorted((word for word in WORDS["beside_verbs"] if not word.isascii()), key=len, reverse=True)
_BY_TITLE = re.compile(
    rf"(?:mr|mrs|ms|miss|dr|prof|sir)\.?\s+(?P<en>.+)|[老小阿](?P<old>{CJK})|(?P<zh>{CJK}{{1,2}}?)(?P<title>董事长|总经理|副总裁|副总|总裁|总监|经理|主任"
    "|处长|局长|部长|院长|科长|行长|厂长|书记|教授|博士|老师|先生|女士|总|董|工|局|处|哥|姐)", re.IGNORECASE)
_CHINESE_NAME, _LATIN_NAME = rf"{CJK}[{CJK[1:-1]}·]*", rf"[^\W\d_{CJK[1:-1]}][^()/{CJK[1:-1]}]*?"
_BOTH_NAMES = re.compile(rf"(?P<zh>{_CHINESE_NAME})\s*[(/ ]\s*(?P<en>{_LATIN_NAME})\)?|(?P<en2>{_LATIN_NAME})\s*[(/ ]\s*(?P<zh2>{_CHINESE_NAME})\)?")
_INSIDE = re.compile(r"(?P<name>[^()]+?)\s*\((?P<inside>[^()]+)\)")


class Who:
    """Finds what a name means among the records of the draft, and makes what may be made."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._indexes = {type_name: Index() for type_name in WHAT}
        for type_name, index in self._indexes.items():
            for record in draft.now.all(type_name).values():
                index.add(record)

    def find(self, text: str, type_name: str = "Person", *, whole: bool = False) -> list[str]:
        """The ids of those who may be meant. `whole`: the text is the whole name, in whatever form."""
        there = self._draft.now.all(type_name)
        for ids in self._indexes[type_name].find(text, whole=whole or type_name not in PEOPLE):
            if found := [id for id in ids if id in there]:
                return found
        return [] if whole or type_name not in PEOPLE else self._by_title(text, type_name)

    def end(self, text: str, types: Sequence[str]) -> str:
        """The id of what a name means where one of these types of record belongs; made when it may be. Raises `Misread`."""
        text = text.strip(" \"'")
        if "Opportunity" in types and in_words(text, WORDS["this_deal"]):
            return self._draft.deal.id
        name = text.strip("? ")
        both, inside = _BOTH_NAMES.fullmatch(name), _INSIDE.fullmatch(name)
        hits = self._hits([text, name], types)
        if not hits and inside:
            hits = [id for id in self._hits([inside["name"]], types) if self._fits(id, inside["inside"])]
        if not hits and both:
            hits = self._hits(list(filter(None, both.groups())), types)
        if len(hits) > 1:
            raise Misread(self._several(inside["name"] if inside else name, hits))
        if hits:
            return hits[0]
        if inside and not both:
            raise Misread(NO_FIT.format(**inside.groupdict()))
        self._check_elsewhere(name, types)
        if len(types) > 1 or types[0] not in NEW:
            raise Misread(NOT_THERE.format(name=name, right=_one_of(types)))
        if any(in_words(name, WORDS[words]) for words in ("us", "this_deal", "nobody")):
            raise Misread(NO_PERSON.format(name=name))
        names = {"name": name} if not both else {"name": both["zh"] or both["zh2"], "name_alt": (both["en"] or both["en2"]).strip()}
        return self._make(types[0], {**names, **({"placeholder": True} if text.strip("?") != text and types[0] == "Person" else {})})

    def check_in_sentence(self, name: str) -> None:
        """Somebody new is not called by a word that stands beside the verb of the sentence: 王芳不, "Ann does not"."""
        if any(self.find(name, type_name) for type_name in WHAT):
            return
        found = next((word for word in name.split()[1:] if word in WORDS["beside_verbs"]), "")
        found = found or next((word for word in _CHINESE_BESIDE if name.endswith(word) and len(name) > len(word) + 1), "")
        if found:
            raise Misread(BESIDE_A_VERB.format(name=name, word=found))

    def _hits(self, names: Sequence[str], types: Sequence[str]) -> list[str]:
        """Those meant by the first of these names that means anybody."""
        return next(filter(None, ([id for t in types for id in self.find(name, t)] for name in names if name)), [])

    def _make(self, type_name: str, fields: Fields) -> str:
        name = fields["name"]
        if len(name) > LONGEST_NAME or len(name.split()) > MOST_WORDS or not any(c.isalpha() for c in name):
            raise Misread(NO_NAME.format(name=name[:LONGEST_NAME], words=MOST_WORDS, letters=LONGEST_NAME))
        id, near = new_id(), [other for other in self._indexes[type_name].near(name) if other in self._draft.now.all(type_name)]
        self._draft.put(type_name, id, fields)
        self._indexes[type_name].add(self._draft.now.all(type_name)[id])
        self._draft.notes.append(NEW[type_name].format(name=in_both(name, fields.get("name_alt"))))
        if near:
            self._draft.notes.append(NEAR.format(near=self._draft.now.called(near[0])))
        return id

    def _by_title(self, text: str, type_name: str) -> list[str]:
        """张总, 王经理, 老李, Mr Smith: the family name, and the title where several have it."""
        found = _BY_TITLE.fullmatch(text.strip())
        if not found:
            return []
        ids = self.find(found["en"] or found["old"] or found["zh"], type_name)
        titled = [id for id in ids if found["title"] and found["title"] in (getattr(self._draft.now.all(type_name)[id], "title", None) or "")]
        return titled if len(titled) == 1 else ids

    def _fits(self, id: str, inside: str) -> bool:
        """Whether what stands in brackets behind a name is this one's title, department, number or other name."""
        record = next(r for t in WHAT if (r := self._draft.now.all(t).get(id)))
        department = self._draft.now.departments.get(getattr(record, "department", None) or "")
        texts = [getattr(record, field, None) for field in ("title", "title_alt", "external_id", "name", "name_alt")]
        texts += [department.name, department.name_alt] if department else []
        return any(text and plain(inside) in plain(text) for text in texts)

    def _several(self, name: str, ids: list[str]) -> Text:
        shown = [self._described(id) for id in ids[:5]]
        if len(ids) > 5:
            shown.append(Text("{n} more", "另外 {n} 人").format(n=len(ids) - 5))
        return SEVERAL.format(name=name, example=shown[0], who=Text(" or ".join(s.en for s in shown), "或".join(s.zh for s in shown)))

    def _described(self, id: str) -> Text:
        now = self._draft.now
        person = now.people.get(id)
        where = Text("", "") if not person else now.called(person.department) if person.department else in_both(person.title or "", person.title_alt)
        return Text("{name} ({where})", "{name}（{where}）").format(name=now.called(id), where=where) if where.en else now.called(id)

    def _check_elsewhere(self, name: str, types: Sequence[str]) -> None:
        """Somebody of our side is no new person of the client."""
        for type_name, what in WHAT.items():
            if type_name not in types and self.find(name, type_name, whole=types[0] == "Person"):
                raise Misread(OTHERWISE.format(name=name, what=what, right=_one_of(types)))


def _one_of(types: Sequence[str]) -> Text:
    return Text(" or ".join(WHAT[t].en for t in types), "或".join(WHAT[t].zh for t in types))
