"""Every string of the screens and every error has its Chinese form, with the same values filled in."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from graph import errors
from graph.errors import PowerMapError
from graph.export.account_json import from_json
from graph.model import KINDS, SCALES, Account, Person, Text, Tie
from graph.store import Put, open_store
from ui.edits import new_tie
from ui.operations import step

ROOT = Path(__file__).parent.parent
VALUES = re.compile(r"\{(\w+)\}")
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
ERRORS = {name for name, it in vars(errors).items() if isinstance(it, type) and issubclass(it, PowerMapError)}


def messages() -> set[str]:
    """The first argument of every `_()` in the pages and their parts."""
    found = set()
    for path in [*(ROOT / "ui").glob("*.py"), *(ROOT / "pages").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}: not a plain string"
                found.add(node.args[0].value)
    return found


def test_every_message_is_translated_and_none_is_left_over():
    with (ROOT / "locale/zh/LC_MESSAGES/powermap.po").open("rb") as file:
        catalogue = {str(m.id): m for m in read_po(file) if m.id}
    assert len(messages()) > 50
    assert messages() == set(catalogue)
    for id, message in catalogue.items():
        assert message.string and not message.fuzzy, id
        assert set(VALUES.findall(id)) == set(VALUES.findall(str(message.string))), id
        assert any("\u3400" <= ch <= "\u9fff" for ch in str(message.string)), id


def test_scales_and_ties_have_both_languages():
    texts = [s.name for s in SCALES.values()] + [lv.name for s in SCALES.values() for lv in s.levels]
    texts += [k.name for k in KINDS.values()] + [k.reads for k in KINDS.values()]
    for text in texts:
        assert text.en and text.zh


def test_text_fills_each_language_with_its_own():
    text = Text("{who} decides", "{who} 决定").format(who=Text("Li", "李娜"))
    assert text == Text("Li decides", "李娜决定")
    assert Text("{x}", "{x}").format(x="{y}") == Text("{y}", "{y}")
    assert Text("Name", "姓名").both("zh") == "姓名 · Name"


def test_every_error_is_raised_in_both_languages():
    raised = 0
    for path in [p for folder in ("graph", "loaders", "ui") for p in (ROOT / folder).rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and getattr(node.exc.func, "id", "") in ERRORS:
                raised += 1
                both = len(node.exc.args) == 2 or isinstance(node.exc.args[0], ast.Starred)  # a starred `Text` is both
                assert both, f"{path}:{node.lineno}: one language only"
    assert raised > 50


def conflict(store):
    revision = store.apply("acc", [Put("Person", "bob", {"title": "Chief"})], author="eve", base=None)
    store.apply("acc", [Put("Person", "bob", {"title": "Clerk"})], author="me", base=revision.number - 1)


def undo_of_what_others_built_on(store):
    store.apply("acc", [Put("Person", "bob", {"title": "Clerk"})], author="me", base=None)
    store.apply("acc", [Put("Person", "bob", {"title": "Chief"})], author="eve", base=None)
    step(store, "acc", author="me", back=True)


@pytest.mark.parametrize("wrong", [
    conflict, undo_of_what_others_built_on,
    lambda store: store.read("nowhere"),
    lambda store: store.redo("acc", author="me"),
    lambda store: store.read("acc").opportunity("nowhere"),
    lambda store: new_tie(store.read("acc"), "REPORTS_TO", "ann", "bob"),
    lambda store: new_tie(store.read("acc"), "REPORTS_TO", "bob", "ann"),
    lambda store: store.apply("acc", [Put("Person", "x", {"name": "X", "level": 0})], author="me", base=None),
    lambda store: store.apply("acc", [Put("Person", "x", {"title": "X"})], author="me", base=None),
    lambda store: store.apply("acc", [Put("Person", "bob", {"nme": "X"})], author="me", base=None),
    lambda store: store.apply("acc", [Put("Person", "bob", {"party": "KING"})], author="me", base=None),
    lambda store: store.apply("acc", [Put("Person", "bob", {"department": "ann"})], author="me", base=None),
    lambda store: store.apply("acc", [Put("Tie", "tie", {"target": "bob"})], author="me", base=None),
    lambda store: from_json({"format": "powermap-account", "version": 1, "records": [{"type": "Person", "id": "x", "level": "y"}]}),
])
def test_an_error_says_the_same_in_each_language(tmp_path, wrong):
    store = open_store(tmp_path / "s.sqlite")
    tie = Tie("tie", kind="REPORTS_TO", source="bob", target="ann")
    store.create(Account("acc", name="Acme"), author="me", records=[Person("ann", name="Ann"), Person("bob", name="Bob"), tie])
    with pytest.raises(PowerMapError) as caught:
        wrong(store)
    english, chinese = caught.value.of("en"), caught.value.of("zh")
    assert english == str(caught.value) and english.endswith((".", "?")) and chinese.endswith(("。", "？", "……"))
    assert CHINESE.search(chinese) and not CHINESE.search(english), (english, chinese)
    assert not re.search(r"[a-z]+ [a-z]+ [a-z]+", chinese), chinese
