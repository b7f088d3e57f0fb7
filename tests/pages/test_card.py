"""The card: what it shows of a person or a tie, and that each of its fields is written."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from graph.model import KINDS, Competitor, Faction, TeamMember, Tie
from graph.store import GraphStore, Put, puts
from tests.pages.hands import fine, says

Page = Callable[..., AppTest]


def labelled(widgets: Any, label: str) -> Any:
    """The widget with this label, whatever language stands behind it."""
    return next(w for w in widgets if w.label.split(" · ")[0] == label)


def test_an_overview_stands_there_without_a_selection(page: Page, account: str) -> None:
    assert "What the map says" in says(page("map", account=account))


def test_every_person_and_tie_of_every_demo_has_a_card(page: Page, store: GraphStore) -> None:
    page("accounts")
    for info in store.accounts():
        now = store.read(info.id)
        at = page("map", account=info.id)
        one_of_each = {t.kind: id for id, t in now.ties.items()}
        for id in [*list(now.people)[:8], *one_of_each.values(), *now.team, *now.competitors]:
            at.query_params["person"] = id
            fine(at.run())
            assert "####" in says(at)


@pytest.mark.parametrize("kind", [k for k, v in KINDS.items() if v.between_people])
def test_every_kind_of_tie_has_a_card(page: Page, store: GraphStore, account: str, kind: str) -> None:
    tie = Tie("new", kind=kind, source=f"{account}.dora", target=f"{account}.bob")
    store.apply(account, puts([tie]), author="me", base=None)
    assert "Dora" in says(fine(page("map", account=account, person="new")))


def test_attitude_is_written_with_the_one_before(page: Page, store: GraphStore, account: str) -> None:
    at = page("map", account=account, person=f"{account}.bob")
    fine(labelled(at.selectbox, "Attitude towards us").set_value("A").run())
    position = store.read(account).position(f"{account}.deal", f"{account}.bob")
    assert (position.attitude, position.attitude_before) == ("A", "C")
    assert "Before: Accepts" in says(at)


@pytest.mark.parametrize(("box", "label", "value", "field"), [
    ("text_input", "Name", "Robert", "name"), ("text_input", "Title", "Buyer", "title"), ("text_area", "Note", "a\nb", "note"),
    ("number_input", "Formal level (1 = top)", 3, "level"), ("toggle", "External", True, "external"),
    ("selectbox", "Party", "DECISION", "party")])
def test_a_field_of_the_person_is_written(page: Page, store: GraphStore, account: str, box: str, label: str, value: Any,
                                          field: str) -> None:
    at = page("map", account=account, person=f"{account}.bob")
    fine(labelled(at.get(box), label).set_value(value).run())
    assert getattr(store.read(account).people[f"{account}.bob"], field) == value


def test_roles_are_written(page: Page, store: GraphStore, account: str) -> None:
    at = page("map", account=account, person=f"{account}.bob")
    fine(labelled(at.multiselect, "Purchase roles").set_value(["USER", "BUYER"]).run())
    assert set(store.read(account).position(f"{account}.deal", f"{account}.bob").roles) == {"USER", "BUYER"}


def test_a_camp_is_written_with_its_day(page: Page, store: GraphStore, account: str) -> None:
    store.apply(account, puts([Faction("camp", name="Reformers")]), author="me", base=None)
    at = page("map", account=account, person=f"{account}.bob")
    fine(labelled(at.selectbox, "Faction").set_value("camp").run())
    [tie] = [t for t in store.read(account).ties.values() if t.kind == "IN_FACTION"]
    assert (tie.source, tie.target, tie.last_confirmed) == (f"{account}.bob", "camp", date.today().isoformat())


def test_strength_of_a_tie_is_written(page: Page, store: GraphStore, account: str) -> None:
    at = page("map", account=account, person=f"{account}.tie-bob")
    fine(labelled(at.number_input, "Strength (0-1)").set_value(0.7).run())
    assert store.read(account).ties[f"{account}.tie-bob"].strength == 0.7


def test_an_empty_name_is_refused_in_a_sentence(page: Page, store: GraphStore, account: str) -> None:
    at = page("map", account=account, person=f"{account}.bob")
    fine(labelled(at.text_input, "Name").set_value("").run())
    assert store.read(account).people[f"{account}.bob"].name == "Bob"
    assert says(at, "toast", "error")


def test_what_another_changed_meanwhile_is_not_overwritten(page: Page, store: GraphStore, account: str) -> None:
    at = page("map", account=account, person=f"{account}.bob")
    store.apply(account, [Put("Person", f"{account}.bob", {"title": "Head of buying"})], author="Bernd", base=None)
    fine(labelled(at.text_input, "Title").set_value("Buyer").run())
    assert store.read(account).people[f"{account}.bob"].title == "Head of buying"
    assert "Bernd" in says(at, "toast", "error")


def test_delete(page: Page, store: GraphStore, account: str) -> None:
    at = page("map", account=account, person=f"{account}.bob")
    fine(at.button(key=f"delete:{account}.bob").click().run())
    assert f"{account}.bob" not in store.read(account).people
    assert "person" not in at.query_params


def test_erase_leaves_nothing_to_undo(page: Page, store: GraphStore, account: str) -> None:
    at = page("map", account=account, person=f"{account}.bob")
    fine(at.button(key=f"erase:{account}.bob").click().run())
    assert f"{account}.bob" not in store.read(account).people
    assert "Bob" not in str([r.entries for r in store.changes(account)])


def test_our_team_and_competitors_have_cards(page: Page, store: GraphStore, account: str) -> None:
    store.apply(account, puts([TeamMember("we", name="Wendy"), Competitor("they", name="Theirs")]), author="me", base=None)
    for id, name in (("we", "Wendy"), ("they", "Theirs")):
        at = fine(page("map", account=account, person=id))
        fine(labelled(at.text_input, "Name").set_value(name.upper()).run())
        assert store.read(account).name(id) == name.upper()
