"""Every string of the screens has its Chinese form, with the same values filled in."""

import ast
import re
from pathlib import Path

from babel.messages.pofile import read_po

from graph.model import KINDS, SCALES, Text

ROOT = Path(__file__).parent.parent
VALUES = re.compile(r"\{(\w+)\}")


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
