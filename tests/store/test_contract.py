"""The store contract: what every backend must do."""

from datetime import UTC, datetime, timedelta

import pytest

from graph.errors import Conflict, InvalidRecord, NotFound
from graph.model import (
    DEFAULTS,
    Account,
    Ballot,
    Comment,
    Department,
    Faction,
    Forecast,
    MapView,
    Organisation,
    Person,
    Place,
    Record,
    Setting,
    Tie,
    Workshop,
    ballot_id,
    place_id,
    setting_id,
)
from graph.store import Delete, GraphStore, Put, put, puts


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


def around(deal: str) -> list[Record]:
    """What the team says and shows of Ann, Bob and the tie between them; two answered in a workshop."""
    first = MapView("first", name="Round Bob", opportunity=deal, layout="ego", leader="bob", layers=("REPORTS_TO",), outside=False,
                    everybody=False, as_of="2026-03-31", filters=("attitude=A",), step=1, words="Here is Bob", lit=("bob", "ann"))
    who = Workshop("who", name="Who is tied to whom?", opportunity=deal, question="tie", kind="ADVICE", ends="2026-03-31T12:00:00+00:00",
                   blind=True)
    return [
        first, who, Place(place_id("view/first", "bob"), map="view/first", item="bob", hidden=True), Organisation("fund", name="F", kind="FUND"),
        Comment("on-ann", text="Ann decides", item="ann", by="eve", time="2026-03-31T11:00:00+00:00", done=True),
        Comment("on-tie", text="Bob hates this", item="bob", tie="tie"), Comment("on-fund", text="State money?", item="fund"),
        Comment("on-deal", text="Late", item=deal), Comment("on-us", text="A good client", item="acc"),
        Forecast("in-may", opportunity=deal, date="2026-05-31", win=0.25, none=0.5, lose=0.25, value=-0.05, low=-1.5, high=1.0, by="eve", revision=7),
        *(Ballot(ballot_id("who", item, by, other), workshop="who", item=item, other=other or None, value="ADVICE", by=by)
          for item, by, other in (("ann", "me", "bob"), ("bob", "me", ""), ("ann", "eve", "")))]


@pytest.fixture
def said(store: GraphStore, account: str) -> str:
    """The account with all that; revision 2."""
    store.apply(account, puts(around(store.read(account).opportunity().id)), author="me", base=1)
    return account


def test_views_comments_and_workshops_come_back_as_they_were_and_are_no_facts(store, said):
    snapshot = store.read(said)
    for sent in around(snapshot.opportunity().id):
        assert snapshot.all(sent.type())[sent.id] == sent
    assert (snapshot.revision, snapshot.facts_revision) == (2, 2)  # the fund is one
    talk = [Put("MapView", "first", {"words": None}), Put("Comment", "on-ann", {"done": False}), Put("Workshop", "who", {"closed": True}),
            Put("Ballot", ballot_id("who", "bob", "me"), {"value": None}), Put("Place", place_id("view/first", "bob"), {"hidden": False}),
            Put("Forecast", "in-may", {"note": "too early", "win": 0.0})]
    store.apply(said, talk, author="me", base=2)
    assert (store.revision(said), store.read(said).facts_revision) == (3, 2)
    store.undo(said, author="me")
    assert store.read(said).records == snapshot.records
    assert store.read(said, as_of=3).views["first"].words is None


def test_a_setting_is_a_fact_there_is_one_of_each_name_and_undo_takes_it_back(store, account):
    own = Setting(setting_id("listen_formal"), name="listen_formal", value=0.25)
    store.apply(account, [put(own)], author="me", base=1)
    store.apply(account, [Put("Setting", own.id, {"name": "listen_formal", "value": 1})], author="me", base=2)
    now = store.read(account)
    assert now.facts_revision == 3 and now.settings.listen_formal == 1 and len(now.all("Setting")) == 1
    assert store.read(account, as_of=2).settings.listen_formal == 0.25
    store.undo(account, author="me")
    assert store.read(account).all("Setting") == {own.id: own}
    store.undo(account, author="me")
    assert store.read(account).settings == DEFAULTS


@pytest.mark.parametrize(("gone", "with_it", "cleared"), [
    ("bob", {"Comment": {"on-tie"}, "Ballot": {("ann", "me", "bob"), ("bob", "me", "")}, "Place": {place_id("view/first", "bob")}},
     [("MapView", "first", "leader")]),
    ("ann", {"Comment": {"on-ann"}, "Ballot": {("ann", "me", "bob"), ("ann", "eve", "")}}, []),
    ("who", {"Ballot": {("ann", "me", "bob"), ("bob", "me", ""), ("ann", "eve", "")}}, []),
    ("deal", {"Comment": {"on-deal"}, "Forecast": {"in-may"}}, [("MapView", "first", "opportunity"), ("Workshop", "who", "opportunity")]),
    ("fund", {"Comment": {"on-fund"}}, []), ("first", {}, []), ("tie", {}, [])])
def test_what_hangs_on_what_is_deleted_goes_with_it_and_undo_brings_it_back(store, said, gone, with_it, cleared):
    before = store.read(said)
    id = before.opportunity().id if gone == "deal" else gone
    expected = {name: {ballot_id("who", *parts) if name == "Ballot" else parts for parts in ids} for name, ids in with_it.items()}
    store.apply(said, [Delete(id)], author="me", base=2)
    after = store.read(said)
    for name in ("Comment", "Ballot", "Place", "MapView", "Workshop", "Forecast"):
        assert before.all(name).keys() - after.all(name).keys() - {id} == expected.get(name, set()), name
    was = [getattr(before.all(name)[of], field) for name, of, field in cleared]
    assert was == [id] * len(cleared)
    assert [getattr(after.all(name)[of], field) for name, of, field in cleared] == [None] * len(cleared)
    store.undo(said, author="me")
    assert store.read(said).records == before.records
    store.redo(said, author="me")
    assert store.read(said).records == after.records
    assert store.read(said, as_of=2).records == before.records


def test_what_was_said_of_somebody_erased_is_gone_from_the_log_too(store, said):
    store.apply(said, [Put("Comment", "on-ann", {"text": "Ann is SECRETLY leaving"}), put(Comment("gone", text="SECRET", item="ann")),
                       *(put(Comment(id, text="Bob and Ann, a SECRET", item="bob", tie="tie")) for id in ("across", "across and gone"))],
                author="me", base=2)
    store.apply(said, [Delete("gone"), Delete("across and gone")], author="me", base=3)
    store.erase(said, "ann", author="me")
    now = store.read(said)
    assert now.comments.keys() == {"on-fund", "on-deal", "on-us"}  # what was said on their tie went with it
    assert [b.item for b in now.ballots.values()] == ["bob"]
    assert now.views["first"].lit == ("bob", "ann")  # an id alone says nothing
    log = repr(store.changes(said))
    assert "SECRET" not in log and "Ann decides" not in log and "hates" not in log and "A good client" in log
    while store.undo_label(said, author="me")[0] is not None:
        store.undo(said, author="me")
    assert not store.read(said).comments and "on-ann" not in store.read(said, as_of=3).comments


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
    (Put("Person", "lone \ud800", {"name": "X"}), "needs an id"),
    (Put("Person", "x", {"name": "X", "department": "lone \ud800"}), "control characters"),
    (Delete("lone \ud800"), "nothing was deleted"),
    (Put("Comment", "x", {"item": "ann"}), "must not be empty"),
    (Put("Comment", "x", {"text": "X"}), "must not be empty"),
    (Put("Comment", "x", {"text": "X", "item": "tie"}), "must be a Account or Department"),
    (Put("Ballot", "x", {"item": "ann"}), "must not be empty"),
    (Put("Setting", "x", {"name": "seed"}), "must not be empty"),
    (Put("Forecast", "x", {"date": "2026-05-31"}), "must not be empty"),
    (Put("Ballot", "x", {"item": "ann", "workshop": "bob"}), "must be a Workshop"),
    (Put("MapView", "x", {"name": "X", "layout": "equityy"}), "not on the scale"),
    (Put("MapView", "x", {"name": "X", "leader": "acc"}), "must be a Person"),
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
