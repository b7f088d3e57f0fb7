"""The page of settings: each is written, marked and taken back; what the answer hangs on stands above them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from graph.analysis.rules import usual_text
from graph.model import DEFAULTS, SETTINGS, Position, Setting, Tie, position_id, setting_id
from graph.model.settings import GROUPS
from graph.store import Delete, GraphStore, Put, puts
from tests.pages.hands import fine, says

Page = Callable[..., AppTest]


def number(at: AppTest, name: str):
    return next(n for n in at.number_input if n.key.startswith(f"setting:{name}:"))


def group(at: AppTest, code: str) -> AppTest:
    return fine(at.pills(key="settings_group").set_value(code).run())


def test_every_setting_stands_there_under_its_heading(page: Page, account: str) -> None:
    at = fine(page("settings", account=account))
    seen = []
    for code in GROUPS:
        group(at, code)
        seen += [n.key.split(":")[1] for n in at.number_input]
    assert sorted(seen) == sorted(SETTINGS)


def test_a_value_is_written_as_an_edit_that_undo_takes_back(page: Page, store: GraphStore, account: str) -> None:
    at = page("settings", account=account)
    fine(number(at, "listen_formal").set_value(0.25).run())
    now = store.read(account)
    assert (now.settings.listen_formal, len(now.all("Setting"))) == (0.25, 1)
    assert number(at, "listen_formal").value == 0.25 and "Who listens to whom · 1 ●" in at.pills[0].options
    assert store.changes(account)[-1].label == ("weight of a reporting line: the subordinate listens to the boss: 0.25", "汇报关系的权重：下属听上级的：0.25")
    for button, value in (("Undo", DEFAULTS.listen_formal), ("Redo", 0.25)):
        fine(next(b for b in at.button if b.label == button).click().run())
        assert number(at, "listen_formal").value == store.read(account).settings.listen_formal == value


def test_a_whole_number_stays_one(page: Page, store: GraphStore, account: str) -> None:
    at = group(page("settings", account=account), "technical")
    fine(number(at, "draws").set_value(50).run())
    draws = store.read(account).settings.draws
    assert draws == 50 and isinstance(draws, int)


def test_back_to_the_usual_one_and_all(page: Page, store: GraphStore, account: str) -> None:
    own = [Setting(setting_id(name), name=name, value=0.1) for name in ("listen_formal", "listen_close", "no_longer_there")]
    store.apply(account, puts(own), author="somebody else", base=None)
    at = fine(page("settings", account=account))
    fine(at.button(key="usual:listen_formal").click().run())
    assert store.read(account).settings.listen_formal == DEFAULTS.listen_formal
    fine(number(at, "listen_close").set_value(DEFAULTS.listen_close).run())  # typed back is as good
    assert [s.name for s in store.read(account).all("Setting").values()] == ["no_longer_there"]
    fine(next(b for b in at.button if b.label == "All as usual").click().run())
    assert not store.read(account).all("Setting")
    assert not [b for b in at.button if b.label == "All as usual"]


def test_what_another_set_meanwhile_is_not_overwritten(page: Page, store: GraphStore, account: str) -> None:
    at = page("settings", account=account)
    store.apply(account, [Put("Setting", setting_id("listen_formal"), {"name": "listen_formal", "value": 2.0})], author="Bernd", base=None)
    store.apply(account, [Put("Setting", setting_id("listen_formal"), {"name": "listen_formal", "value": 3.0})], author="Bernd", base=None)
    fine(number(at, "listen_formal").set_value(0.25).run())
    assert store.read(account).settings.listen_formal == 3.0
    assert "Bernd" in says(at, "error")


def test_what_the_answer_hangs_on(page: Page, store: GraphStore, account: str) -> None:
    ann, bob, cid = (f"{account}.{who}" for who in ("ann", "bob", "cid"))
    store.apply(account, puts([Tie("advice", kind="ADVICE", source=ann, target=bob), Tie("word", kind="LISTENS_TO", source=ann, target=cid), Position(
        position_id(f"{account}.deal", cid), opportunity=f"{account}.deal", person=cid, attitude="A")]), author="x", base=None)
    at = fine(page("settings", account=account))
    assert "hangs most on “openness to others" in says(at, "markdown") and "Nobody else becomes first" in says(at, "markdown")
    table = at.dataframe[0].value
    assert {"Weight of asking somebody for advice", "Weight of a declared influence tie of strength 1"} < set(table["Judgement"])
    assert len(at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")) == 1
    [openness] = table.loc[table["Judgement"].str.startswith("Openness to others"), "Doubled"]
    assert openness.endswith("(at 0.95, the end of its range)"), "twice a half is out of range"
    assert "What an attitude counts that nobody knows" in set(table["Judgement"]) and "belong to the scales" in says(at, "caption")


@pytest.mark.parametrize("tongue", ["en", "zh"])
def test_an_empty_account_is_told_so(page: Page, store: GraphStore, account: str, tongue: str) -> None:
    store.apply(account, [Delete(id) for id in store.read(account).people], author="x", base=None)
    at = fine(page("settings", account=account, lang=tongue))
    assert {"en": "nobody in the account", "zh": "还没有人员"}[tongue] in says(at, "markdown")
    assert at.number_input


def goals(at: AppTest):
    return next(area for area in at.text_area if area.key.startswith("goals:"))


def keep(at: AppTest):
    return next(b for b in at.button if b.label == "Keep these goals")


def test_an_account_gets_goals_of_its_own_and_the_usual_ones_back(page: Page, store: GraphStore, account: str) -> None:
    at = fine(page("settings", account=account))
    table = at.dataframe[-1].value
    payer = table.set_index("Goal").loc["Everybody who pays is met"]
    assert (payer["Of whom"], payer["What is wanted"]) == ("Purchase role: Payer / budget holder / Buyer type: Financial buyer", "How well we cover a person: Brief contact or better")
    assert (payer["When it is not met"], payer["Now"]) == ("serious", "about nobody here")
    assert table.set_index("Goal").loc["The decider is met several times"]["Now"] == "not met: serious" and keep(at).disabled
    fine(goals(at).set_value(usual_text().replace('code = "decider_met"', 'code = "seen"').replace("met several times", "seen")).run())
    fine(keep(at).click().run())
    assert 'code = "seen"' in store.read(account).account.coverage_goals
    assert "The decider is seen" in list(at.dataframe[-1].value["Goal"]) and goals(at).value == store.read(account).account.coverage_goals
    fine(next(b for b in at.button if b.label == "Back to the usual goals").click().run())
    assert store.read(account).account.coverage_goals is None and goals(at).value == usual_text()
    fine(next(b for b in at.button if b.label == "Undo").click().run())
    assert 'code = "seen"' in store.read(account).account.coverage_goals


def test_goals_with_a_mistake_are_not_kept_and_the_mistake_is_named(page: Page, store: GraphStore, account: str) -> None:
    at = fine(page("settings", account=account))
    fine(goals(at).set_value(usual_text().replace('["DECIDER"]', '["DECIDRE"]')).run())
    assert 'rule 1 (decider_known): who.roles: "DECIDRE" is not on the scale' in says(at, "error") and keep(at).disabled
    store.apply(account, [Put("Account", account, {"coverage_goals": "[[rule]]\n"})], author="somebody by hand", base=None)
    assert 'rule 1: "code" is missing' in says(fine(page("settings", account=account)), "error")
