"""Edits of the canvas and the tables as changes to a real store."""

from datetime import date, timedelta

import pytest

from graph.analysis.account import analyse
from graph.analysis.compliance import cautions
from graph.drawing.view import View
from graph.errors import Conflict, InvalidRecord, NotFound
from graph.model import Account, Department, Opportunity, Person, Tie
from graph.store import open_store, put
from ui.edits import new_tie
from ui.operations import apply_operation, lay_out
from ui.tables import handles, people_changes, people_rows, tie_changes, tie_rows


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "s.sqlite")
    opened.create(Account("a", name="A"), author="me", records=[
        Opportunity("o", name="O"), Department("d", name="IT"), Person("ann", name="Ann", name_alt="安"),
        Person("bob", name="Bob", department="d"), Person("bob2", name="Bob", title="Clerk"),
        Tie("t", kind="REPORTS_TO", source="bob", target="ann")])
    yield opened
    opened.close()


def do(store, n, type, *, client="tab", base=None, **arguments):
    base = store.revision("a") if base is None else base
    return apply_operation(store, "a", "o", {"n": n, "type": type, "base": base, **arguments}, author="me", client=client)


def test_each_operation_is_one_named_revision_that_undo_takes_back(store):
    before = store.read("a").records
    operations = [("person", {"name": "Cy", "x": 1, "y": 2}), ("rename", {"id": "bob", "name": "Rob"}),
                  ("attitude", {"id": "bob", "code": "D"}), ("role", {"id": "bob", "code": "USER", "on": True}),
                  ("tie", {"kind": "ADVICE", "from": "ann", "to": "bob"}), ("move", {"places": {"ann": [5, 6.5]}}),
                  ("tidy", {}), ("delete", {"id": "ann"})]
    for n, (type, arguments) in enumerate(operations, 1):
        do(store, n, type, **arguments)
        label = store.undo_label("a", author="me")[0]
        assert label.en and label.zh
    for n in range(len(operations)):
        do(store, 100 + n, "undo")
    assert {k: v for k, v in store.read("a").records.items() if v} == before
    for n in range(len(operations)):
        do(store, 200 + n, "redo")
    assert "ann" not in store.read("a").people


def test_influence_is_stored_on_the_one_who_listens(store):
    do(store, 1, "tie", kind="LISTENS_TO", **{"from": "ann", "to": "bob"})
    [tie] = [t for t in store.read("a").ties.values() if t.kind == "LISTENS_TO"]
    assert (tie.source, tie.target) == ("bob", "ann")


def test_sent_twice_is_done_once_even_after_a_restart(store, tmp_path):
    do(store, 1, "person", name="Cy", x=0, y=0)
    store.close()
    again = open_store(tmp_path / "s.sqlite")
    do(again, 1, "person", name="Cy", x=0, y=0)
    do(again, 2, "undo")
    do(again, 2, "undo")
    assert sorted(p.name for p in again.read("a").people.values()) == ["Ann", "Bob", "Bob"]
    again.close()


def test_what_cannot_be_is_refused_with_the_reason(store):
    with pytest.raises(InvalidRecord, match="circle, Bob → Ann"):
        do(store, 1, "tie", kind="REPORTS_TO", **{"from": "ann", "to": "bob"})
    with pytest.raises(InvalidRecord, match="already"):
        do(store, 2, "tie", kind="REPORTS_TO", **{"from": "bob", "to": "ann"})
    with pytest.raises(NotFound, match="no longer"):
        do(store, 3, "attitude", id="gone", code="A")
    with pytest.raises(InvalidRecord, match="unknown kind"):
        do(store, 4, "explode")


def test_a_stale_edit_of_the_same_field_is_a_conflict_of_another_it_merges(store):
    base = store.revision("a")
    do(store, 1, "attitude", client="other", id="bob", code="A")
    with pytest.raises(Conflict):
        do(store, 1, "attitude", base=base, id="bob", code="E")
    do(store, 2, "role", base=base, id="bob", code="USER", on=True)
    position = store.read("a").position("o", "bob")
    assert (position.attitude, position.roles) == ("A", ("USER",))


def test_the_attitude_before_is_kept(store):
    for n, code in enumerate("DCB", 1):
        do(store, n, "attitude", id="bob", code=code)
    position = store.read("a").position("o", "bob")
    assert (position.attitude, position.attitude_before) == ("B", "C")


def test_the_name_on_screen_is_the_one_that_is_renamed(store):
    do(store, 1, "rename", id="ann", name="安妮", was="安")
    person = store.read("a").people["ann"]
    assert (person.name, person.name_alt) == ("Ann", "安妮")


def test_layout_is_stored_once_and_is_nobodys_to_undo(store):
    first = lay_out(store, analyse(store.read("a")), View())
    assert first and not first.facts
    assert lay_out(store, analyse(store.read("a")), View()) is None
    assert store.undo_label("a", author="me")[0] is None


def test_a_computed_place_never_overwrites_a_drag(store):
    seen = analyse(store.read("a"))
    do(store, 1, "move", places={"ann": [500, 500]})
    lay_out(store, seen, View())
    lay_out(store, analyse(store.read("a")), View())
    place = store.read("a").place("circles/o", "ann")
    assert (place.x, place.y, place.pinned) == (500, 500, True)


def test_two_roles_picked_at_once_are_both_kept(store):
    base = store.revision("a")
    do(store, 1, "role", base=base, id="bob", code="DECIDER", on=True)
    do(store, 2, "role", base=base, id="bob", code="PAYER", on=True)
    do(store, 3, "role", base=base, id="bob", code="DECIDER", on=False)
    assert store.read("a").position("o", "bob").roles == ("PAYER",)


def test_an_undo_that_cannot_be_is_said_and_the_next_goes_on(store):
    do(store, 1, "attitude", id="ann", code="A")
    do(store, 2, "attitude", id="bob", code="A")
    apply_operation(store, "a", "o", {"n": 1, "type": "attitude", "base": store.revision("a"), "id": "bob", "code": "E"},
                    author="eve", client="hers")
    with pytest.raises(Conflict, match="stays as it is"):
        do(store, 3, "undo")
    do(store, 4, "undo")
    now = store.read("a")
    assert (now.position("o", "ann").attitude, now.position("o", "bob").attitude) == (None, "E")


def test_a_changed_end_keeps_the_sign_and_an_own_layer_stays_one(store):
    store.apply("a", [put(Tie("m", kind="CLOSE", label="marriage", source="ann", target="bob")),
                      put(Tie("n", kind="LISTENS_TO", sign=-1, source="ann", target="bob"))], author="me", base=None)
    now = store.read("a")
    rows = tie_rows(now)
    row = next(i for i, r in enumerate(rows) if r["id"] == "n")
    changes, _ = tie_changes(now, rows, {"edited_rows": {row: {"source": "Bob (Clerk)"}}, "deleted_rows": [],
                                         "added_rows": [{"kind": "marriage", "source": "Bob", "target": "Bob (Clerk)"}]})
    store.apply("a", changes, author="me", base=now.revision)
    ties = store.read("a").ties.values()
    assert [(t.source, t.sign) for t in ties if t.kind == "LISTENS_TO"] == [("bob2", -1)]
    assert sorted(t.kind for t in ties if t.label == "marriage") == ["CLOSE", "CLOSE"]


def apply_table(store, plan):
    now = store.read("a")
    changes, label = plan(now)
    store.apply("a", changes, author="me", base=now.revision, label=label)
    return store.read("a")


def test_a_table_of_people_is_edited(store):
    def plan(now):
        rows = people_rows(now, "o")
        index = next(i for i, r in enumerate(rows) if r["id"] == "bob")
        gone = next(i for i, r in enumerate(rows) if r["id"] == "bob2")
        return people_changes(now, now.opportunity("o"), rows, {
            "edited_rows": {index: {"title": "CIO", "attitude": "B", "roles": ["USER", "BUYER"], "department": "Finance"}},
            "added_rows": [{}, {"name": "Dora", "level": 2}], "deleted_rows": [gone]})
    now = apply_table(store, plan)
    assert now.people["bob"].title == "CIO" and "bob2" not in now.people
    assert now.departments[now.people["bob"].department].name == "Finance"
    assert now.position("o", "bob").roles == ("USER", "BUYER")
    assert [p.level for p in now.people.values() if p.name == "Dora"] == [2]


def test_a_department_is_the_same_in_either_language(store):
    store.apply("a", [put(Department("fin", name="财务部", name_alt="Finance"))], author="me", base=None)

    def plan(now):
        rows = people_rows(now, "o")
        at = {r["id"]: i for i, r in enumerate(rows)}
        return people_changes(now, now.opportunity("o"), rows, {"edited_rows": {at["ann"]: {"department": "Finance"}, at["bob"]: {"department": "财务部"}},
                                                               "added_rows": [], "deleted_rows": []})
    now = apply_table(store, plan)
    assert {now.people[p].department for p in ("ann", "bob")} == {"fin"} and len(now.departments) == 2
    assert {r["department"] for r in people_rows(now, "o") if r["id"] in ("ann", "bob")} == {"Finance"}


def test_what_cannot_be_is_said_with_the_names_of_that_language(store):
    now = store.read("a")
    with pytest.raises(InvalidRecord) as caught:
        new_tie(now, "REPORTS_TO", "ann", "bob")
    assert caught.value.of("en") == "Ann cannot report to Bob: the line would go in a circle, Bob → Ann → Bob."
    assert caught.value.of("zh") == "安不能向 Bob 汇报：汇报线会形成循环，Bob → 安 → Bob。"
    with pytest.raises(InvalidRecord, match="Both ends are Ann"):
        new_tie(now, "ADVICE", "ann", "ann")


def drawn(store, kind):
    return next(t for t in store.read("a").ties.values() if t.kind == kind)


def test_an_opinion_carries_the_day_on_which_it_was_drawn_and_expires_from_then(store):
    today = date.today().isoformat()
    do(store, 1, "tie", kind="RIVALS", **{"from": "ann", "to": "bob"})
    do(store, 2, "tie", kind="ADVICE", **{"from": "ann", "to": "bob"})
    assert (drawn(store, "RIVALS").last_confirmed, drawn(store, "ADVICE").last_confirmed) == (today, None)
    then = date.today() + timedelta(days=400)
    flags = [flag.en for flag in cautions(analyse(store.read("a"), today=then), ["ann"])]
    assert flags == [f"Old label: Ann and Bob are rivals ({today}). Confirm it or drop it."]
    do(store, 3, "undo")
    do(store, 4, "undo")
    assert [t.kind for t in store.read("a").ties.values()] == ["REPORTS_TO"]
    do(store, 5, "redo")
    assert drawn(store, "RIVALS").last_confirmed == today


def test_an_opinion_that_is_turned_keeps_its_day_and_a_tie_that_becomes_one_gets_it(store):
    store.apply("a", [put(Tie("old", kind="RIVALS", source="ann", target="bob", since="2015-01-01")),
                      put(Tie("asks", kind="ADVICE", source="ann", target="bob2", last_confirmed="2015-01-01"))], author="me", base=None)
    do(store, 1, "reverse", id="old")
    assert (drawn(store, "RIVALS").since, drawn(store, "RIVALS").last_confirmed) == ("2015-01-01", None)
    do(store, 2, "delete", id=drawn(store, "RIVALS").id)
    do(store, 3, "retie", id="asks", kind="RIVALS")
    assert drawn(store, "RIVALS").last_confirmed == date.today().isoformat()


def test_a_table_of_ties_tells_namesakes_apart(store):
    assert sorted(handles(store.read("a")).values()) == ["Ann", "Bob", "Bob (Clerk)"]

    def plan(now):
        return tie_changes(now, tie_rows(now), {
            "edited_rows": {0: {"target": "Bob (Clerk)", "strength": 0.5}},
            "added_rows": [{"kind": "LISTENS_TO", "source": "Ann", "target": "Bob"}], "deleted_rows": []})
    ties = {(t.kind, t.source, t.target, t.strength) for t in apply_table(store, plan).ties.values()}
    assert ties == {("REPORTS_TO", "bob", "bob2", 0.5), ("LISTENS_TO", "ann", "bob", None)}
