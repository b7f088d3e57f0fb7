"""Every question keeps its promises on every kind of account: never an accident, both languages, a number only with its range."""

import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import QUESTIONS, ask
from tests.analysis.every_account import every, keeps_the_rules
from tests.analysis.test_findings import DAY


@pytest.fixture(scope="module", params=list(every()))
def analysis(request: pytest.FixtureRequest):
    return analyse(every()[request.param], today=DAY)


@pytest.mark.parametrize("code", QUESTIONS)
def test_every_account_gets_an_answer_that_keeps_the_rules(analysis, code):
    found = ask(analysis, code)
    keeps_the_rules(found, analysis)
    assert found.question == code
