"""Settings: each is described and in its range, an account can have its own, and they go where the account goes."""

from dataclasses import fields

import pytest

from graph.analysis.account import analyse
from graph.analysis.catalogue import answers, layer_answers
from graph.export.account_json import from_json, renumbered, to_json
from graph.export.cypher import cypher
from graph.export.gexf import gexf
from graph.export.graphml import graphml
from graph.export.redaction import Redaction, redacted
from graph.model import DEFAULTS, SETTINGS, Account, Setting, Settings, setting_id
from graph.model.settings import GROUPS, with_values
from tests.analysis.every_account import every
from tests.analysis.test_findings import DAY, account, people, position, tie
from tests.whole_account import snapshot_of, whole_account


def own(**values: float) -> list[Setting]:
    return [Setting(setting_id(name), name=name, value=value) for name, value in values.items()]


def two_who_are_heard(*more):
    return account(*people("boss one two"), tie("LISTENS_TO", "boss", "one"), tie("ADVICE", "boss", "two"),
                   position("boss", roles=("DECIDER",)), *more)


def test_every_setting_is_described_and_its_usual_value_is_in_its_range():
    assert set(SETTINGS) == {f.name for f in fields(Settings)}, "write it as judgement(default, low, high, heading, English, Chinese)"
    for name, spec in SETTINGS.items():
        assert spec.low <= getattr(DEFAULTS, name) <= spec.high and spec.low < spec.high, name
        assert spec.group in GROUPS and spec.meaning.en, name
        assert any("\u3400" <= ch <= "\u9fff" for ch in spec.meaning.zh), name
    assert {spec.group for spec in SETTINGS.values()} == set(GROUPS)
    for texts in ({s.meaning.en for s in SETTINGS.values()}, {s.meaning.zh for s in SETTINGS.values()}):
        assert len(texts) == len(SETTINGS)  # a sentence that names one means one


def test_values_take_the_place_of_the_usual_ones():
    settings = with_values({"listen_formal": 0.25, "draws": 50.0})
    assert (settings.listen_formal, settings.draws, settings.listen_close) == (0.25, 50, DEFAULTS.listen_close)
    assert isinstance(settings.draws, int)
    assert with_values({}) == DEFAULTS


@pytest.mark.parametrize("wrong", [
    {"no_such_setting": 1.0}, {"listen_formal": -0.1}, {"listen_formal": 5.1}, {"listen_formal": float("nan")}, {"draws": float("inf")},
    {"__class__": 1.0}, {"": 0.0}])
def test_what_cannot_be_a_setting_is_left_aside(wrong):
    assert with_values({**wrong, "listen_close": 0.9}) == with_values({"listen_close": 0.9})


def test_the_settings_of_an_account_are_what_its_analysis_uses():
    usual, other = two_who_are_heard(), two_who_are_heard(*own(listen_advice=3.0, no_longer_there=1.0))
    assert usual.settings == DEFAULTS and other.settings.listen_advice == 3.0
    assert analyse(other, today=DAY).model.settings == other.settings
    before, after = (analyse(s, today=DAY).shares.of("two").value for s in (usual, other))
    assert after > 1.5 * before
    assert analyse(other, settings=DEFAULTS, today=DAY).shares.of("two").value == before


@pytest.mark.parametrize("end", ["low", "high"])
def test_no_value_that_can_be_set_breaks_an_answer(end):
    for name, spec in SETTINGS.items():
        analysis = analyse(every()["camera_maker"], settings=with_values({name: getattr(spec, end)}), today=DAY)
        assert getattr(analysis.model.settings, name) == getattr(spec, end), name
        assert all(found.sentence.en and found.sentence.zh for found in (*answers(analysis), *layer_answers(analysis))), name


def test_of_two_with_one_name_the_first_counts():
    twice = [Setting("b", name="listen_close", value=0.9), Setting("a", name="listen_close", value=0.4)]
    assert two_who_are_heard(*twice).settings.listen_close == 0.4


def test_they_go_with_the_account_and_keep_their_place_in_a_copy():
    snapshot = two_who_are_heard(*own(listen_advice=3.0))
    records = [r for found in snapshot.records.values() for r in found.values() if not isinstance(r, Account)]
    copy = renumbered(snapshot.account, records)
    for head, rest in (from_json(to_json(snapshot)), copy):
        held = snapshot_of([head, *rest])
        assert held.settings.listen_advice == 3.0 and list(held.all("Setting")) == [setting_id("listen_advice")]


def test_they_are_nothing_that_a_graph_program_is_told():
    snapshot = snapshot_of(whole_account())
    assert snapshot.settings.listen_formal == 0.25
    assert "listen_formal" not in cypher(snapshot) + graphml(snapshot).decode() + gexf(snapshot).decode()
    for choice in (Redaction(names=False), Redaction(attitudes=False), Redaction(names=False, attitudes=False)):
        assert redacted(snapshot, choice).settings == snapshot.settings
