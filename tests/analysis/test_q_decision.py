"""The questions about the decision and the camps hold their promises on every kind of account."""

import re

import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import QUESTIONS, ask
from graph.model import Text
from tests.analysis.every_account import every
from tests.analysis.test_findings import DAY

CODES = ("forecast", "unknowns", "best_moves", "no_contact", "champion_leaves", "agreement", "endorsement")


@pytest.fixture(scope="module", params=list(every()))
def analysis(request: pytest.FixtureRequest):
    return analyse(every()[request.param], today=DAY)


@pytest.mark.parametrize("code", ["unknowns", "no_contact"])
def test_an_effect_that_is_not_worth_a_word_is_not_printed_as_a_number(analysis, code):
    found = ask(analysis, code)
    cells = [cell.en for row in found.table.rows for cell in row if isinstance(cell, Text)] if found.table else []
    small = [cell for cell in cells if re.fullmatch(r"[+−]?0\.00[0-4]", cell)]
    assert not small and not any(re.search(r": [+−]?0\.00[0-4] for each", fact.en) for fact in found.facts)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", ["empty", "one", "contact only"])
def test_where_nobody_can_be_named_there_is_a_sentence_and_no_number(name, code):
    found = ask(analyse(every()[name], today=DAY), code)
    assert not found.answered and found.value is None and found.would_change.en


def test_they_stand_in_the_catalogue_by_number():
    numbers = [question.number for question in QUESTIONS.values()]
    assert numbers == sorted(numbers) and set(CODES) <= set(QUESTIONS)
