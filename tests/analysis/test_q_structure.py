"""The questions about camps, structure and evidence hold their promises on every kind of account."""

from dataclasses import replace

import numpy as np
import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import QUESTIONS, ask
from tests.analysis.every_account import demo
from tests.analysis.test_findings import DAY, account, people, position, tie

CODES = ("factions", "ownership", "gates", "checks", "nominal", "evidence", "stage")


@pytest.mark.parametrize("code", CODES)
def test_names_are_text_whatever_they_are(code):
    odd = [replace(p, name=name, title="{who} **x**") for p, name in zip(people("ann bob"), ("{0}", "%s {who}"), strict=True)]
    snapshot = account(*odd, position("ann", roles=("DECIDER", "BUYER"), attitude="B", evidence="SAID"), position("bob", roles=("SABOTEUR",), attitude="E"),
                       tie("APPROVES", "ann", "o", strength=.5), tie("RIVALS", "ann", "bob"))
    assert ask(analyse(snapshot, today=DAY), code).sentence.en


@pytest.mark.parametrize("code", CODES)
def test_the_answers_stand_in_the_catalogue_with_method_and_limits(code):
    question = QUESTIONS[code]
    assert all(t.en and t.zh for t in (question.asks, question.method, question.limits)) and question.source


def test_views_in_the_end_weighed_by_power_are_the_outcome():
    """The adjoint identity p'(V x) = (V'p)'x holds draw by draw, because both sides use the same random ties."""
    for name in ("committee", "camera_maker"):
        analysis = analyse(demo(name), today=DAY)
        assert np.allclose((analysis.views * analysis.shares.draws.power).sum(axis=1), analysis.outcome.draws, atol=1e-9)


def test_the_committee_is_told_what_it_is_there_to_show():
    analysis = analyse(demo("committee"), today=DAY)
    said = {code: ask(analysis, code).sentence.en for code in CODES}
    assert "“Reformers” carries" in said["factions"] and "stay neutral" in said["factions"]
    assert "Huadong Holdings controls the company" in said["ownership"]
    assert "step 6" in said["gates"] and "Procurement buys it and decides" in said["checks"]
    assert "Qian Bonian (Purchasing director) is a manager in name" in said["nominal"]
    assert "but backs Blueridge" in said["evidence"] and "stage holds" in said["stage"]
