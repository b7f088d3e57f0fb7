"""Every operation that the canvas sends, on a real store: what it writes, what it is called, what it refuses."""

import pytest

from graph.drawing.view import View, people_on
from graph.errors import InvalidRecord, NotFound, PowerMapError
from graph.model import (
    Account,
    Comment,
    Competitor,
    Department,
    MapView,
    Opportunity,
    Person,
    Place,
    Position,
    TeamMember,
    Tie,
    place_id,
    position_id,
)
from graph.store import open_store, put, puts
from ui.operations import apply_operation

ON = "circles/o"


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "s.sqlite")
    opened.create(Account("a", name="A"), author="me", records=[
        Opportunity("o", name="O"), Opportunity("o2", name="O2", date="2030-01-01"),
        Person("ann", name="Ann"), Person("bob", name="Bob"), Person("cid", name="Cid"), Person("dora", name="Dora"),
        TeamMember("tim", name="Tim"), Competitor("rex", name="Rex"),
        Tie("t", kind="REPORTS_TO", source="bob", target="ann"),
        Tie("i", kind="LISTENS_TO", source="cid", target="ann", strength=0.6, sign=-1, note="seen twice", since="2026-01-01"),
        Tie("r", kind="RIVALS", source="bob", target="cid", level="TRUST"), Tie("k", kind="KNOWS", source="tim", target="ann")])
    yield opened
    opened.close()


class Doing:
    """One tab that sends one operation after the other."""

    def __init__(self, store, account="a", deal="o"):
        self.store, self.account, self.deal, self.n = store, account, deal, 0

    def __call__(self, type, **args):
        self.n += 1
        return apply_operation(self.store, self.account, self.deal, {
            "n": self.n, "type": type, "base": self.store.revision(self.account), **args}, author="me", client="tab")

    @property
    def now(self):
        return self.store.read(self.account)

    @property
    def label(self):
        return self.store.undo_label(self.account, author="me")[0]

    def ties(self, kind):
        return [(t.source, t.target) for t in self.now.ties.values() if t.kind == kind]


@pytest.fixture
def do(store):
    return Doing(store)


def facts(now):
    return {k: v for k, v in now.records.items() if v}


OPERATIONS = [
    ("attitude", {"ids": ["ann", "bob", "cid"], "code": "D"}, "3 people: Sceptic"),
    ("role", {"ids": ["ann", "bob"], "code": "USER", "on": True}, "2 people: User"),
    ("delete", {"ids": ["ann", "bob", "cid", "dora"]}, "Delete 4 people"),
    ("delete", {"id": "i"}, "Delete Influence Cid – Ann"),
    ("boss", {"id": "bob", "boss": "dora"}, "Bob reports to Dora (before: Ann)"),
    ("boss", {"id": "dora", "boss": "ann"}, "Dora reports to Ann"),
    ("tie", {"kind": "ADVICE", "from": "ann", "to": "bob", "strength": 0.3}, "Asks for advice: Ann → Bob"),
    ("reconnect", {"id": "t", "end": "target", "to": "cid"}, "Reports to Bob – Ann: to Cid"),
    ("retie", {"id": "i", "kind": "CLOSE"}, "Influence Cid – Ann: now Close to"),
    ("reverse", {"id": "t"}, "Reports to Bob – Ann: the other way round"),
    ("strength", {"id": "t", "strength": 0.3}, "Reports to Bob – Ann: strength 0.3"),
    ("sign", {"id": "i", "sign": 1}, "Influence Cid – Ann: supports (+)"),
    ("move", {"places": {"ann": [1, 2], "bob": [3, 4]}, "on": ON, "how": "row"}, "Put Ann, Bob in a row"),
    ("move", {"places": {"tim": [1, 2], "rex": [3, 4]}, "on": ON}, "Move Tim, Rex"),
    ("leave_out", {"ids": ["ann", "bob"], "on": ON}, "Remove Ann, Bob from this map"),
    ("rename", {"id": "rex", "name": "Max"}, "Rename Rex to Max"),
    ("person", {"name": " Eve ", "x": 1, "y": 2, "on": ON}, "Add Eve"),
]


@pytest.mark.parametrize(("type", "args", "label"), OPERATIONS, ids=[f"{t}-{n}" for n, (t, _a, _l) in enumerate(OPERATIONS)])
def test_it_is_one_edit_with_a_name_and_undo_takes_all_of_it_back(do, type, args, label):
    before = do.now
    do(type, **args)
    assert facts(do.now) != facts(before)
    assert do.label.en == label and do.label.zh != label
    do("undo")
    assert facts(do.now) == facts(before)


@pytest.mark.parametrize(("type", "args", "why"), [
    ("boss", {"id": "ann", "boss": "bob"}, "circle, Bob → Ann"),
    ("boss", {"id": "bob", "boss": "ann"}, "already"),
    ("boss", {"id": "bob", "boss": "bob"}, "."),
    ("boss", {"id": "bob", "boss": "nobody"}, "no longer"),
    ("reconnect", {"id": "t", "end": "middle", "to": "cid"}, "cannot be read"),
    ("reconnect", {"id": "k", "end": "source", "to": "bob"}, "TeamMember"),
    ("reconnect", {"id": "gone", "end": "source", "to": "bob"}, "no longer"),
    ("retie", {"id": "t", "kind": "LOVES"}, "no kind"),
    ("retie", {"id": "t", "kind": "KNOWS"}, "TeamMember"),
    ("reverse", {"id": "k"}, "TeamMember"),
    ("strength", {"id": "t", "strength": "much"}, "cannot be read"),
    ("strength", {"id": "t", "strength": 7}, "."),
    ("sign", {"id": "t", "sign": 1}, "neither for nor against"),
    ("sign", {"id": "i", "sign": 0}, "cannot be read"),
    ("attitude", {"ids": "ann", "code": "A"}, "cannot be read"),
    ("attitude", {"ids": [], "code": "A"}, "no longer"),
    ("attitude", {"ids": ["gone"], "code": "A"}, "no longer"),
    ("attitude", {"ids": ["ann"], "code": "Z"}, "not on the scale"),
    ("role", {"ids": ["ann"], "code": "KING", "on": True}, "not on the scale"),
    ("delete", {"id": "o"}, "cannot be deleted on the map"),
    ("delete", {"id": "gone"}, "no longer"),
    ("move", {"places": {"ann": [1, 2]}, "on": "circles/o2"}, "another deal"),
    ("move", {"places": {"ann": [1, 2]}, "on": "spiral/o"}, "another deal"),
    ("move", {"places": {"ann": [1, 2]}, "on": "circles/o/-/gone"}, "deleted it"),
    ("move", {"places": {"ann": [1, 2]}, "on": "circles/o/gone"}, "deleted it"),
    ("person", {"name": "Eve", "x": 0, "y": 0, "on": "circles/o2"}, "another deal"),
    ("leave_out", {"ids": ["ann"], "on": "circles/o2"}, "another deal"),
    ("bring_back", {"on": ON}, "Nobody is removed"),
    ("unpin", {"ids": ["ann"], "on": ON}, "no longer"),
    ("paste", {"from": "elsewhere", "ids": ["ann"], "x": 0, "y": 0, "on": ON}, "copied from is no longer there"),
    ("paste", {"from": "a", "ids": ["ann", "bob"], "x": 0, "y": 0, "on": ON}, "already: Ann, Bob"),
    ("paste", {"from": "a", "ids": ["gone"], "x": 0, "y": 0, "on": ON}, "no longer there"),
], ids=str)
def test_what_cannot_be_is_refused_in_both_languages_and_nothing_is_written(do, type, args, why):
    before = do.now
    with pytest.raises(PowerMapError, match=why) as caught:
        do(type, **args)
    assert caught.value.of("zh") != caught.value.of("en")
    assert do.now.revision == before.revision


def test_what_the_canvas_made_has_the_id_it_gave_unless_that_is_taken(do):
    own = "01234567-89ab-cdef-0123-456789abcdef"
    do("person", name="Eve", x=0, y=0, on=ON, **{"as": own})
    do("person", name="Finn", x=0, y=0, on=ON, **{"as": own})
    do("person", name="Gina", x=0, y=0, on=ON, **{"as": "<b>"})
    assert do.now.people[own].name == "Eve"
    assert {p.name for p in do.now.people.values()} >= {"Eve", "Finn", "Gina"} and "<b>" not in do.now.people


def test_a_tie_that_comes_again_after_a_restart_is_not_refused(do, store):
    op = {"n": 1, "type": "tie", "base": store.revision("a"), "kind": "ADVICE", "from": "ann", "to": "bob"}
    first = apply_operation(store, "a", "o", op, author="me", client="lost")
    assert apply_operation(store, "a", "o", op, author="me", client="lost").number == first.number
    assert do.ties("ADVICE") == [("ann", "bob")]


def test_an_undo_that_was_refused_and_comes_again_undoes_nothing_else(store):
    def tell(n, type, author="me", **args):
        return apply_operation(store, "a", "o", {"n": n, "base": store.revision("a"), "type": type, **args}, author=author, client="c")

    tell(1, "rename", id="bob", name="Robert")
    tell(2, "rename", id="ann", name="Anna")
    tell(3, "rename", id="ann", name="Annie", author="you")
    for _ in range(2):
        with pytest.raises(PowerMapError, match="stays as it is"):
            tell(4, "undo")
    assert [store.read("a").people[id].name for id in ("ann", "bob")] == ["Annie", "Robert"]
    tell(5, "undo")
    assert [store.read("a").people[id].name for id in ("ann", "bob")] == ["Annie", "Bob"]


def test_another_boss_keeps_what_the_line_said_and_its_comments(do, store):
    store.apply("a", [put(Tie("t", kind="REPORTS_TO", source="bob", target="ann", note="weekly", strength=0.4)),
                      put(Comment("c", text="Since when?", item="bob", tie="t"))], author="me", base=None)
    do("boss", id="bob", boss="dora")
    [line] = [t for t in do.now.ties.values() if t.kind == "REPORTS_TO"]
    assert (line.target, line.note, line.strength) == ("dora", "weekly", 0.4)
    assert do.now.comments["c"].tie == line.id


def test_a_tie_that_is_over_can_be_drawn_again_and_closes_no_circle(do, store):
    store.apply("a", [put(Tie("t", kind="REPORTS_TO", source="bob", target="ann", until="2020-01-01"))], author="me", base=None)
    do("boss", id="ann", boss="bob")
    assert ("ann", "bob") in do.ties("REPORTS_TO")
    do("undo")
    do("tie", kind="REPORTS_TO", **{"from": "bob", "to": "ann"})
    assert sorted(t.until or "" for t in do.now.ties.values() if t.kind == "REPORTS_TO") == ["", "2020-01-01"]


def test_a_boss_of_two_gets_a_third_and_loses_none(do):
    do("tie", kind="REPORTS_TO", **{"from": "bob", "to": "cid"})
    do("boss", id="bob", boss="dora")
    assert sorted(do.ties("REPORTS_TO")) == [("bob", "ann"), ("bob", "cid"), ("bob", "dora")]


def test_another_end_keeps_what_the_tie_said_and_its_comments(do, store):
    store.apply("a", [put(Comment("c", text="Ask again", item="cid", tie="i"))], author="me", base=None)
    do("reconnect", id="i", end="source", to="bob", **{"as": "01234567-89ab-cdef-0123-456789abcdef"})
    [tie] = [t for t in do.now.ties.values() if t.kind == "LISTENS_TO"]
    assert (tie.source, tie.target, tie.strength, tie.sign, tie.note, tie.since) == ("bob", "ann", 0.6, -1, "seen twice", "2026-01-01")
    assert do.now.comments["c"].tie == tie.id == "01234567-89ab-cdef-0123-456789abcdef"


@pytest.mark.parametrize(("kind", "ends", "sign"), [("CLOSE", ("ann", "cid"), -1), ("REPORTS_TO", ("ann", "cid"), None)])
def test_another_kind_points_where_it_pointed_and_keeps_what_fits(do, kind, ends, sign):
    do("retie", id="i", kind=kind)
    [tie] = [t for t in do.now.ties.values() if t.kind == kind and t.source == "ann"]
    assert ((tie.source, tie.target), tie.sign, tie.strength, tie.note) == (ends, sign, 0.6, "seen twice")
    assert not do.ties("LISTENS_TO")


def test_a_level_of_one_scale_is_not_taken_to_another(do):
    do("retie", id="r", kind="CONTACT")
    assert [(t.level, t.sign) for t in do.now.ties.values() if t.kind == "CONTACT"] == [(None, None)]


def test_a_reporting_line_can_be_turned_round(do):
    do("reverse", id="t")
    assert do.ties("REPORTS_TO") == [("ann", "bob")]


def test_who_is_removed_from_a_map_stays_in_the_account(do):
    do("leave_out", ids=["ann", "bob"], on=ON)
    assert set(people_on(do.now, View(), "o")) == {"cid", "dora"}
    assert set(people_on(do.now, View(), "o2")) == set(do.now.people) == {"ann", "bob", "cid", "dora"}
    do("bring_back", ids=["bob"], on="circles/o/ann")
    assert set(people_on(do.now, View(), "o")) == {"bob", "cid", "dora"}
    do("bring_back", on=ON)
    assert len(people_on(do.now, View(), "o")) == 4
    do("undo")
    do("undo")
    assert set(people_on(do.now, View(), "o")) == {"cid", "dora"}


def test_on_a_map_of_some_people_are_added_removed_and_brought_back(do, store):
    view = View(saved="v")
    store.apply("a", [put(MapView("v", name="Few", everybody=False)), *puts(
        [Place(place_id("view/v", p), map="view/v", item=p) for p in ("ann", "bob")])], author="me", base=None)
    on = view.places("o")
    do("leave_out", ids=["ann"], on=on)
    assert people_on(do.now, view, "o") == ["bob"]
    do("person", name="Eve", x=5, y=6, on=on)
    assert sorted(do.now.name(p) for p in people_on(do.now, view, "o")) == ["Bob", "Eve"]
    do("bring_back", on=on)
    assert sorted(do.now.name(p) for p in people_on(do.now, view, "o")) == ["Ann", "Bob", "Eve"]
    do("paste", ids=["ann", "dora"], x=50, y=60, on=on, **{"from": "a"})
    assert "dora" in people_on(do.now, view, "o")
    spot = do.now.place(on, "dora")
    assert (spot.x, spot.y, spot.pinned) == (50, 60, True)
    assert len(people_on(do.now, View(), "o")) == 5


def test_paste_in_the_same_account_brings_the_removed_back_to_the_mouse(do):
    do("leave_out", ids=["ann", "bob"], on=ON)
    do("paste", ids=["ann", "bob", "cid"], x=300, y=40, on=ON, **{"from": "a"})
    assert do.label.en == "Put Ann, Bob on this map"
    assert len(people_on(do.now, View(), "o")) == 4
    assert (do.now.place(ON, "ann").x, do.now.place(ON, "ann").y) == (300, 40)


def test_paste_from_another_account_makes_new_people_with_their_ties_and_no_deal(do, store):
    store.apply("a", [put(Department("fin", name="Finance", name_alt="财务部"))], author="me", base=None)
    store.create(Account("b", name="B"), author="me", records=[
        Opportunity("ob", name="O"), Department("d1", name="财务部"), Department("d2", name="Legal", function="LEGAL"),
        Person("x", name="Xu", title="CFO", department="d1", email="xu@b.example", note="likes facts", extra=("Cost centre: 7",)),
        Person("y", name="Yan", department="d2", level=2), Person("z", name="Zoe", department="d2"),
        Tie("xy", kind="ADVICE", source="x", target="y", strength=0.3, label="lunch"), Tie("xz", kind="CONTACT", source="x", target="z"),
        Position(position_id("ob", "x"), opportunity="ob", person="x", attitude="A", roles=("DECIDER",))])
    before = do.now
    do("paste", ids=["x", "y"], x=10, y=20, on=ON, **{"from": "b"})
    assert do.label.en == "Paste Xu, Yan from B"
    now = do.now
    xu, yan = (next(p for p in now.people.values() if p.name == name) for name in ("Xu", "Yan"))
    assert (xu.title, xu.email, xu.note, xu.extra, xu.department) == ("CFO", "xu@b.example", "likes facts", ("Cost centre: 7",), "fin")
    assert (yan.level, now.departments[yan.department].name, now.departments[yan.department].function) == (2, "Legal", "LEGAL")
    assert len(now.departments) == 2 and {xu.id, yan.id}.isdisjoint({"x", "y"})
    new = [t for t in now.ties.values() if t.source == xu.id or t.target == xu.id]
    assert [(t.kind, t.target, t.strength, t.label) for t in new] == [("ADVICE", yan.id, 0.3, "lunch")]
    assert now.position("o", xu.id).attitude is None
    spots = [now.place(ON, p.id) for p in (xu, yan)]
    assert (spots[0].x, spots[0].y) == (10, 20) and 70 < abs(spots[1].x - 10) + abs(spots[1].y - 20) < 120
    do("undo")
    assert facts(do.now) == facts(before)
    assert facts(store.read("b")) == facts(store.read("b", as_of=1))


def test_pasting_many_keeps_them_apart(do, store):
    store.create(Account("b", name="B"), author="me", records=[Person(f"p{k}", name=f"P{k}") for k in range(40)])
    do("paste", ids=[f"p{k}" for k in range(40)], x=0, y=0, on=ON, **{"from": "b"})
    spots = [p for p in do.now.all("Place").values() if p.map == ON]
    assert len(spots) == 40
    assert min(abs(a.x - b.x) + abs(a.y - b.y) for a in spots for b in spots if a is not b) > 60


def test_a_bulk_edit_goes_on_without_who_is_gone(do):
    do("delete", id="dora")
    do("attitude", ids=["ann", "dora"], code="B")
    assert do.now.position("o", "ann").attitude == "B" and do.label.en == "Ann: Supporter"


def test_a_role_is_taken_from_several_who_hold_different_ones(do):
    do("role", ids=["ann"], code="USER", on=True)
    do("role", ids=["ann", "bob"], code="BUYER", on=True)
    do("role", ids=["ann", "bob"], code="USER", on=False)
    assert do.label.en == "2 people: no longer User"
    assert [do.now.position("o", p).roles for p in ("ann", "bob")] == [("BUYER",), ("BUYER",)]


def test_pin_and_let_go(do):
    do("move", places={"ann": [5, 6]}, on="circles/o/bob", how="pin")
    assert do.label.en == "Pin Ann" and do.now.place("circles/o/bob", "ann").pinned
    do("unpin", ids=["ann", "bob"], on="circles/o/bob")
    assert do.now.place("circles/o/bob", "ann") is None and do.label.en == "Let Ann go back"


def test_an_error_of_a_deal_that_is_gone(do):
    with pytest.raises(NotFound):
        apply_operation(do.store, "a", "nowhere", {"n": 1, "type": "tidy", "base": 1}, author="me", client="x")
    with pytest.raises(InvalidRecord):
        do("delete", ids=["a"])
