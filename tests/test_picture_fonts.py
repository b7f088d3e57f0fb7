"""Letters that no font has: an emoji is a box, missing Chinese is a reason that can be said before the file is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from pypdf import PdfReader

from graph.analysis.account import analyse
from graph.drawing.view import View
from graph.export.formats import taken_away
from graph.export.picture import document
from graph.model import Person
from tests.drawing.accounts import account


@pytest.fixture
def no_chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(document, "SYSTEM_FONTS", False)
    document._no_chinese.cache_clear()
    yield
    document._no_chinese.cache_clear()


@pytest.mark.usefixtures("no_chinese")
def test_a_letter_that_no_font_has_is_a_box_and_the_file_is_made() -> None:
    known = analyse(account(Person("dora", name="Dora 👩 Lee")))
    (page,) = PdfReader(BytesIO(taken_away(known, View(), "pdf"))).pages
    assert f"Dora {document.BOX} Lee" in page.extract_text() and "👩" not in page.extract_text()
    assert taken_away(known, View(), "png").startswith(b"\x89PNG")


@pytest.mark.usefixtures("no_chinese")
def test_missing_chinese_is_said_before_anything_is_drawn() -> None:
    document.check_fonts("Dora 👩 Lee")
    with pytest.raises(document.NoFont, match="fonts-noto-cjk"):
        document.check_fonts("Dora 王")
