"""The store contract: what every backend must do."""

from datetime import UTC, datetime, timedelta

import pytest

from graph.errors import Conflict, InvalidRecord, NotFound
from graph.model import Account, Department, Faction, Person, Place, Tie, place_id
from graph.store import Delete, GraphStore, Put, put


def names(store, account, **kw):
    return sorted(p.name for p in store.read(account, **kw).people.values())


def test_a_new_account_has_one_opportunity_and_is_listed(store: GraphStore, account):
    [info] = store.accounts()
    assert (info.id, info.name, info.people, info.ties, info.revision) == ("acc", "Acme", 2, 1, 1)
    assert len(store.read(account).opportunities) == 1


def test_what_is_written_is_read_back(store, account):
    person = Person("li", name="李娜", name_alt="Li Na", level=2, external=True, tenure=3.5, extra=("age=33", "城市=上海"))
    store.apply(account, [put(person)], author="me", base=1)
    assert store.read(account).people["li"] == person


def test_a_snapshot_does_not_change_after_a_write(store, account):
    before = store.read(account)
    store.apply(account, [Put("Person", "ann", {"name": "Anna"})], author="me", base=1)
    assert before.people["ann"].name == "Ann"
    assert store.read(account).people["ann"].name == "Anna"


def test_none_removes_a_field(store, account):
    store.apply(account, [Put("Person", "bob", {"title": None})], author="me", base=1)
    assert store.read(account).people["bob"].title is None


def test_an_error_leaves_nothing(store, account):
    with pytest.raises(InvalidRecord, match="must not be empty"):
        store.apply(account, [Put("Person", "cy", {"name": "Cy"}), Put("Person", "x", {"title": "no name"})],
                    author="me", base=1)
    assert names(store, account) == ["Ann", "Bob"]
    assert store.revision(account) == 1
    assert len(store.changes(account)) == 1


def test_different_fields_merge(store, account):
    store.apply(account, [Put("Person", "bob", {"title": "Chief buyer"})], author="eve", base=1)
    store.apply(account, [Put("Person", "bob", {"level": 3})], author="me", base=1)
    bob = store.read(account).people["bob"]
    assert (bob.title, bob.level) == ("Chief buyer", 3)


def test_the_same_field_is_a_conflict_that_names_both(store, account):
    store.apply(account, [Put("Person", "bob", {"title": "Chief buyer"})], author="eve", base=1)
    with pytest.raises(Conflict) as caught:
        store.apply(account, [Put("Person", "bob", {"title": "Clerk"})], author="me", base=1)
    error = caught.value
    assert (error.record, error.field, error.theirs, error.yours, error.author) == (
        "bob", "title", "Chief buyer", "Clerk", "eve")
    assert "eve" in str(error) and "Chief buyer" in str(error) and "Clerk" in str(error)
    assert store.read(account).people["bob"].title == "Chief buyer"


def test_the_same_value_twice_is_no_conflict(store, account):
    store.apply(account, [Put("Person", "bob", {"title": "Clerk"})], author="eve", base=1)
    assert store.apply(account, [Put("Person", "bob", {"title": "Clerk"})], author="me", base=1).number == 2


def test_ones_own_tab_does_not_conflict_with_itself(store, account):
    store.apply(account, [Put("Person", "bob", {"title": "A"})], author="me", base=1, origin="tab")
    store.apply(account, [Put("Person", "bob", {"title": "B"})], author="me", base=1, origin="tab")
    with pytest.raises(Conflict):
        store.apply(account, [Put("Person", "bob", {"title": "C"})], author="me", base=1, origin="other tab")


def test_a_change_to_somebody_deleted_is_a_conflict(store, account):
    store.apply(account, [Delete("bob")], author="eve", base=1)
    for change in (Put("Person", "bob", {"title": "Clerk"}),
                   put(Tie("t2", kind="ADVICE", source="ann", target="bob"))):
        with pytest.raises(Conflict, match="deleted"):
            store.apply(account, [change], author="me", base=1)


def test_a_delete_of_what_somebody_changed_is_a_conflict(store, account):
    store.apply(account, [put(Tie("t2", kind="ADVICE", source="ann", target="bob"))], author="eve", base=1)
    with pytest.raises(Conflict, match="changed"):
        store.apply(account, [Delete("bob")], author="me", base=1)


def test_a_token_counts_once(store, account):
    change = [put(Person("cy", name="Cy"))]
    first = store.apply(account, change, author="me", base=1, token="tab:1")
    again = store.apply(account, [put(Person("cy2", name="Cy"))], author="me", base=1, token="tab:1")
    assert first.number == again.number == 2
    assert names(store, account) == ["Ann", "Bob", "Cy"]


def test_deleting_a_person_takes_ties_and_places_and_undo_brings_them_back(store, account):
    place = Place(place_id("circles", "bob"), map="circles", item="bob", x=1.0, y=2.0)
    store.apply(account, [put(place), put(Faction("f", name="Old guard", core="bob"))], author="me", base=1)
    before = store.read(account)
    store.apply(account, [Delete("bob")], author="me", base=2)
    gone = store.read(account)
    assert not gone.ties and not gone.all("Place") and gone.factions["f"].core is None
    store.undo(account, author="me")
    assert store.read(account).records == before.records


def test_undo_and_redo_are_named_and_walk_the_whole_way(store, account):
    from graph.model import Text
    store.apply(account, [put(Person("cy", name="Cy"))], author="me", base=1, label=Text("Add Cy", "添加 Cy"))
    store.apply(account, [Put("Person", "cy", {"name": "Cyd"})], author="me", base=2, label=Text("Rename", "改名"))
    assert store.undo_label(account, author="me")[0] == Text("Rename", "改名")
    store.undo(account, author="me")
    store.undo(account, author="me")
    assert names(store, account) == ["Ann", "Bob"]
    store.redo(account, author="me")
    store.redo(account, author="me")
    assert names(store, account) == ["Ann", "Bob", "Cyd"]
    with pytest.raises(NotFound, match="nothing to redo"):
        store.redo(account, author="me")


def test_undo_leaves_other_peoples_work_alone(store, account):
    store.apply(account, [Put("Person", "bob", {"level": 3})], author="me", base=1)
    store.apply(account, [Put("Person", "bob", {"title": "Clerk"})], author="eve", base=2)
    store.undo(account, author="me")
    bob = store.read(account).people["bob"]
    assert (bob.title, bob.level) == ("Clerk", None)


def test_undo_that_would_overwrite_others_is_a_conflict(store, account):
    store.apply(account, [put(Person("cy", name="Cy"))], author="me", base=1)
    store.apply(account, [put(Tie("t2", kind="ADVICE", source="ann", target="cy"))], author="eve", base=2)
    with pytest.raises(Conflict):
        store.undo(account, author="me")
    assert "cy" in store.read(account).people


def test_the_past_can_be_read(store, account):
    store.apply(account, [Put("Person", "bob", {"title": "Clerk"}), put(Person("cy", name="Cy"))], author="me", base=1)
    store.apply(account, [Delete("ann")], author="me", base=2)
    assert names(store, account, as_of=1) == ["Ann", "Bob"]
    assert store.read(account, as_of=1).people["bob"].title == "Buyer"
    assert names(store, account, as_of=2) == ["Ann", "Bob", "Cy"]
    assert names(store, account, as_of=datetime.now(UTC)) == ["Bob", "Cy"]
    with pytest.raises(NotFound, match="did not exist"):
        store.read(account, as_of=datetime.now(UTC) - timedelta(days=1))


def test_the_log_says_who_when_what(store, account):
    store.apply(account, [Put("Person", "bob", {"title": None, "level": 2})], author="eve", base=1)
    [revision] = store.changes(account, since=1)
    assert (revision.number, revision.author) == (2, "eve")
    [entry] = revision.entries
    assert entry.before == {"title": "Buyer", "level": None}
    assert entry.after == {"title": None, "level": 2}


def test_erased_is_gone_from_the_log_and_cannot_come_back(store, account):
    store.apply(account, [Put("Person", "bob", {"note": "SECRET"})], author="me", base=1)
    store.erase(account, "bob", author="me")
    assert names(store, account) == ["Ann"]
    assert not store.read(account).ties
    assert "SECRET" not in repr(store.changes(account)) and "'Bob'" not in repr(store.changes(account))
    while store.undo_label(account, author="me")[0] is not None:
        store.undo(account, author="me")
    assert "Bob" not in names(store, account)
    assert names(store, account, as_of=1) == ["Ann"]


def test_a_drag_moves_the_revision_but_not_the_facts(store, account):
    place = Place(place_id("circles", "ann"), map="circles", item="ann", x=1.0, y=2.0, pinned=True)
    store.apply(account, [put(place)], author="me", base=1)
    snapshot = store.read(account)
    assert (snapshot.revision, snapshot.facts_revision) == (2, 1)
    store.undo(account, author="me")
    assert store.read(account).place("circles", "ann") is None


def test_renaming_and_archiving_an_account_are_ordinary_changes(store, account):
    store.apply(account, [Put("Account", "acc", {"name": "Acme Ltd", "archived": True})], author="me", base=1)
    assert store.accounts() == []
    assert store.accounts(archived=True)[0].name == "Acme Ltd"
    store.undo(account, author="me")
    assert store.accounts()[0].name == "Acme"


@pytest.mark.parametrize(("change", "message"), [
    (Put("Persn", "x", {"name": "X"}), 'Did you mean "Person"'),
    (Put("Person", "x", {"nme": "X"}), 'Did you mean "name"'),
    (Put("Person", "x", {"name": 3}), "not text"),
    (Put("Person", "x", {"name": "X", "level": 0}), "out of range"),
    (Put("Person", "x", {"name": "X", "level": 1.5}), "whole number"),
    (Put("Person", "x", {"name": "X", "department": "nowhere"}), "no record with the id"),
    (Put("Person", "x", {"name": "X", "department": "ann"}), "must be a Department"),
    (Put("Person", "x", {"name": "X", "party": "KING"}), "not on the scale"),
    (Put("Department", "bob", {"name": "X"}), "is a Person"),
    (Put("Tie", "x", {"kind": "REPORTS_TO", "source": "ann", "target": "ann"}), "both ends are the same"),
    (Put("Tie", "x", {"kind": "KNOWS", "source": "ann", "target": "bob"}), "must be a TeamMember"),
    (Put("Tie", "x", {"kind": "HATES", "source": "ann", "target": "bob"}), "no kind of tie"),
    (Put("Tie", "x", {"kind": "RIVALS", "source": "ann", "target": "bob", "sign": 1}), "cannot have the sign"),
    (Put("Tie", "tie", {"target": "bob"}), "never changes"),
    (Delete("nobody"), "nothing was deleted"),
    (Delete("acc"), "archived or erased"),
])
def test_wrong_input_says_what_and_what_would_be_right(store, account, change, message):
    with pytest.raises((InvalidRecord, NotFound), match=message):
        store.apply(account, [change], author="me", base=1)
    assert store.revision(account) == 1


def test_accounts_do_not_see_each_other(store, account):
    store.create(Account("other", name="Other"), author="me", records=[Person("ann", name="Other Ann")])
    store.apply("other", [Delete("ann")], author="me", base=1)
    assert "ann" in store.read(account).people
    with pytest.raises(InvalidRecord, match="already"):
        store.create(Account("other", name="Again"), author="me")
    store.erase_account("other")
    with pytest.raises(NotFound):
        store.read("other")


def test_a_department_that_goes_leaves_its_people(store, account):
    store.apply(account, [put(Department("d", name="IT")), Put("Person", "bob", {"department": "d"})],
                author="me", base=1)
    store.apply(account, [Delete("d")], author="me", base=2)
    assert store.read(account).people["bob"].department is None


def test_everything_survives_opening_again(store, account, place):
    from graph.store import open_store
    store.apply(account, [put(Person("cy", name="Cy"))], author="me", base=1)
    store.close()
    again = open_store(place)
    assert names(again, account) == ["Ann", "Bob", "Cy"]
    again.undo(account, author="me")
    again.redo(account, author="me")
    assert names(again, account) == ["Ann", "Bob", "Cy"]
    again.close()
