"""What the answers of a workshop come to, on rounds small enough to count by hand; and what a workshop writes."""

import json
from datetime import datetime

import pytest

from graph.errors import InvalidRecord, Locked
from graph.export.account_json import to_json
from graph.model import KINDS, SCALES, Account, Ballot, Opportunity, Person, Position, Tie, ballot_id, new_id, position_id
from graph.store import GraphStore, Put, open_store, put
from graph.workshop import (
    AGENDAS,
    Question,
    answered,
    asks,
    is_blind,
    kinds_to_ask,
    locked_out,
    running,
    step_of,
    tally,
    unasked,
    without_blind_answers,
)
from ui import workshop_edits
from ui.operations.answers import as_answers


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "s.sqlite")
    opened.create(Account("a", name="A"), author="me", records=[
        Opportunity("o", name="O"), *(Person(who, name=who.title()) for who in ("ann", "bob", "cid")),
        Tie("t", kind="LISTENS_TO", source="bob", target="ann")])
    yield opened
    opened.close()


def write(store: GraphStore, planned, by="Anna"):
    store.apply("a", planned[0], author=by, base=None, label=planned[1])
    return store.read("a")


def begin(store: GraphStore, what, *, by="Anna", blind=True, minutes=0):
    now = store.read("a")
    write(store, workshop_edits.begin(now, now.opportunity("o"), what, by, run=new_id(), blind=blind, minutes=minutes))
    return running(store.read("a"))


def ask(store: GraphStore, code: str, kind: str = ""):
    return begin(store, Question(code, SCALES["workshop_question"][code].name, kind))


def vote(store: GraphStore, asked, item: str, values: dict[str, str], other: str = ""):
    """{participant: answer} about somebody."""
    changes = [put(Ballot(ballot_id(asked.id, item, by, other), workshop=asked.id, item=item, other=other or None, value=value, by=by))
               for by, value in values.items()]
    store.apply("a", changes, author="test", base=None)


def found(store: GraphStore, asked):
    return tally(store.read("a"), asked)


@pytest.mark.parametrize(("values", "median", "majority", "agreement", "words"), [
    ("AAAA", "A", "A", 1.0, "all agree"),
    ("AE", "C", "", 0.0, "far apart"),          # half at each end: as far apart as can be
    ("ABBB", "B", "B", 0.875, "nearly agree"),  # distances from B: .5, 0, 0, 0 of a scale 2 wide: 1 - 2 * .125 / 2
    ("AABC", "B+", "", 0.625, "differ"),        # the middle of A and B is B+; distances .25, .25, .25, .75
    ("BC", "C+", "", 0.75, "differ"),
    ("AAAE", "A", "A", 0.5, "far apart"),
    ("A", "A", "A", None, "too few answers"),
    ("UU", "", "U", None, "too few answers"),   # "unknown" is an answer, but says nothing of where the middle is
    ("UBB", "B", "B", 1.0, "all agree"),
    ("UUUUUUUUBB", "B", "U", None, "too few answers")])  # eight of ten do not know: two who agree are not all
def test_agreement_on_attitudes_by_hand(store, values, median, majority, agreement, words):
    asked = ask(store, "attitude")
    vote(store, asked, "bob", {f"p{k}": value for k, value in enumerate(values)})
    [one] = found(store, asked)
    assert (one.median, one.majority, one.words.en) == (median, majority, words)
    assert one.agreement == (agreement if agreement is None else pytest.approx(agreement))
    assert sum(one.counts.values()) == one.of == len(values) and list(one.counts) == sorted(one.counts, key=SCALES["attitude"].codes.index)


def test_what_most_do_not_know_is_not_agreed_on(store):
    asked = ask(store, "attitude")
    vote(store, asked, "bob", {f"p{k}": value for k, value in enumerate("UUUUUUUUBB")})
    vote(store, asked, "ann", {f"p{k}": value for k, value in enumerate("UBBBB")})
    assert {one.item: one.agreed for one in found(store, asked)} == {"bob": "", "ann": "B"}


def test_between_two_levels_as_near_the_more_cautious_is_the_median(store):
    asked = ask(store, "coverage")
    vote(store, asked, "bob", {"p": "2", "q": "3"})
    assert found(store, asked)[0].median == "2"


def test_the_least_agreed_come_first(store):
    asked = ask(store, "attitude")
    vote(store, asked, "ann", {"p": "B", "q": "B"})
    vote(store, asked, "bob", {"p": "A", "q": "E"})
    vote(store, asked, "cid", {"p": "A"})
    assert [one.item for one in found(store, asked)] == ["bob", "ann", "cid"]


def test_roles_are_counted_one_by_one_and_a_majority_is_of_all_who_took_part(store):
    asked = ask(store, "role")
    vote(store, asked, "bob", {"p": "DECIDER|PAYER", "q": "DECIDER", "r": "DECIDER"})
    vote(store, asked, "ann", {"p": "USER", "q": "USER"})
    by_item = {one.item: one for one in found(store, asked)}
    assert by_item["bob"].counts == {"DECIDER": 3, "PAYER": 1} and by_item["bob"].majority == "DECIDER"
    assert by_item["bob"].agreement == pytest.approx((1 + 1 / 3) / 2)  # all of three name one role, one of three the other
    assert by_item["ann"].of == 3 and by_item["ann"].agreement == pytest.approx(1 / 3)


def test_ties_are_counted_of_all_who_took_part(store):
    asked = ask(store, "tie", "LISTENS_TO")
    vote(store, asked, "ann", {"p": "yes", "q": "yes", "r": "yes"}, other="bob")
    vote(store, asked, "bob", {"p": "yes"}, other="ann")
    assert [(one.item, one.other, one.counts["yes"], one.of, one.majority) for one in found(store, asked)] == [
        ("bob", "ann", 1, 3, ""), ("ann", "bob", 3, 3, "yes")]


def test_agendas_ask_what_can_be_asked(store):
    for code, agenda in AGENDAS.items():
        assert agenda.name.en and agenda.name.zh
        for question in agenda.questions:
            assert question.code in SCALES["workshop_question"].codes and question.asks.en and question.asks.zh
            assert question.code != "tie" or question.kind in kinds_to_ask()
        asked = begin(store, code)
        assert step_of(asked) == (agenda, 0) and asks(asked) == agenda.questions[0].asks


def test_one_question_at_a_time_and_the_answers_of_the_one_before_are_kept(store):
    first = begin(store, "review")
    vote(store, first, "bob", {"Bernd": "D"})
    now = write(store, workshop_edits.steer(first, "Anna", first_text(), revealed=True))
    now = write(store, workshop_edits.go(now, running(now), "Anna", 1))
    second = running(now)
    assert (second.question, is_blind(second), step_of(second)[1]) == ("coverage", True, 1)
    assert [w.id for w in now.workshops.values() if not w.closed] == [second.id]
    with pytest.raises(InvalidRecord, match="no further"):
        workshop_edits.go(now, second, "Anna", 1)
    now = write(store, workshop_edits.go(now, second, "Anna", -1))
    assert running(now).id == first.id and running(now).revealed and answered(now, first) == ["Bernd"]
    now = write(store, workshop_edits.again(now, running(now), "Anna"))
    assert is_blind(running(now)) and not now.ballots
    assert running(write(store, workshop_edits.end(now, running(now), "Anna"))) is None


def first_text():
    return SCALES["workshop_question"]["attitude"].name


def test_only_who_leads_steers_and_only_who_is_missed_is_replaced(store):
    asked = begin(store, "review")
    for plan in (lambda: workshop_edits.go(store.read("a"), asked, "Bernd", 1), lambda: workshop_edits.steer(asked, "Bernd", first_text(), locked=True),
                 lambda: workshop_edits.again(store.read("a"), asked, "Bernd"), lambda: workshop_edits.end(store.read("a"), asked, "Bernd"),
                 lambda: workshop_edits.take_over(asked, "Bernd", {"Anna", "Bernd"})):
        with pytest.raises(Locked, match="Anna"):
            plan()
    assert running(write(store, workshop_edits.take_over(asked, "Bernd", {"Bernd"}))).facilitator == "Bernd"


def test_locked_is_locked_for_all_but_one(store):
    asked = begin(store, "review")
    assert locked_out(store.read("a"), "Bernd") is None
    now = write(store, workshop_edits.steer(asked, "Anna", first_text(), locked=True))
    assert locked_out(now, "Bernd") and not locked_out(now, "Anna")
    now = write(store, workshop_edits.go(now, running(now), "Anna", 1))
    assert locked_out(now, "Bernd"), "the lock holds for the next question too"
    assert locked_out(write(store, workshop_edits.end(now, running(now), "Anna")), "Bernd") is None


def test_taken_answers_are_one_named_edit_and_what_the_map_says_already_is_left_out(store):
    asked = ask(store, "attitude")
    for who, values in {"ann": "BB", "bob": "DD", "cid": "AA"}.items():
        vote(store, asked, who, {"p": values[0], "q": values[1]})
    now, deal = store.read("a"), store.read("a").opportunity("o")
    one = next(t for t in tally(now, asked) if t.item == "ann")
    now = write(store, workshop_edits.taken(now, deal, asked, [(one, one.agreed)]))
    assert store.undo_label("a", author="Anna")[0].en == "Workshop: Ann: Supporter"
    now = write(store, workshop_edits.taken(now, deal, asked, [(t, t.agreed) for t in tally(now, asked)]))
    assert {p: now.position("o", p).attitude for p in now.people} == {"ann": "B", "bob": "D", "cid": "A"}
    assert store.undo_label("a", author="Anna")[0].en == "Workshop: 2 answers"
    with pytest.raises(InvalidRecord, match="already"):
        workshop_edits.taken(now, deal, asked, [(one, "B")])


def test_a_taken_tie_points_as_it_was_drawn(store):
    asked = ask(store, "tie", "LISTENS_TO")
    vote(store, asked, "ann", {"p": "yes"}, other="bob")  # Ann influences Bob: the map says so
    vote(store, asked, "ann", {"p": "yes"}, other="cid")
    now = store.read("a")
    both = {one.other: one for one in tally(now, asked)}
    assert workshop_edits.held(now, now.opportunity("o"), asked, both["bob"], "yes")
    now = write(store, workshop_edits.taken(now, now.opportunity("o"), asked, [(one, "yes") for one in both.values()]))
    assert {(t.source, t.target) for t in now.ties.values()} == {("bob", "ann"), ("cid", "ann")}


def test_a_tie_that_is_over_is_not_on_the_map_and_can_be_taken(store):
    store.apply("a", [Put("Tie", "t", {"until": "2020-01-01"})], author="me", base=None)
    asked = ask(store, "tie", "LISTENS_TO")
    vote(store, asked, "ann", {"p": "yes"}, other="bob")
    now = store.read("a")
    [one] = tally(now, asked)
    assert not workshop_edits.held(now, now.opportunity("o"), asked, one, "yes")
    now = write(store, workshop_edits.taken(now, now.opportunity("o"), asked, [(one, "yes")]))
    assert [t.until for t in now.ties.values() if t.id != "t"] == [None]


@pytest.mark.parametrize("question", ["attitude", "role", "coverage"])
def test_what_is_asked_is_left_away_and_everything_else_stays(store, question):
    known = {"attitude": "C", "attitude_before": "B", "attitude_wanted": "A", "roles": ("USER",), "coverage": "2", "note": "n"}
    store.apply("a", [put(Position(position_id("o", "bob"), opportunity="o", person="bob", **known))], author="me", base=None)
    asked, now = ask(store, question), store.read("a")
    left = unasked(now, asked).position("o", "bob").fields()
    gone = {"attitude": {"attitude", "attitude_before", "attitude_wanted"}, "role": {"roles"}, "coverage": {"coverage"}}[question]
    assert now.position("o", "bob").fields().keys() - left.keys() == gone


def test_typed_answers_of_a_blind_round_go_on_ballots_and_the_rest_on_the_map(store):
    asked, now = ask(store, "attitude"), store.read("a")
    position = {"opportunity": "o", "person": "bob", "attitude": "D", "attitude_date": "2026-01-01", "roles": ("USER",)}
    ballot, rest, person = as_answers(now, asked, [Put("Position", "x", position), Put("Person", "dan", {"name": "Dan"})], "Bernd")
    assert (ballot.type, ballot.fields["value"], ballot.fields["by"]) == ("Ballot", "D", "Bernd")
    assert rest.fields == {"opportunity": "o", "person": "bob", "roles": ("USER",)} and person.type == "Person"


@pytest.mark.parametrize(("kind", "ends"), [("LISTENS_TO", ("ann", "bob")), ("REPORTS_TO", ("bob", "ann")), ("CONTACT", ("ann", "bob"))])
def test_a_typed_tie_is_the_answer_that_drawing_it_would_be(store, kind, ends):
    asked, now = ask(store, "tie", kind), store.read("a")
    [ballot] = as_answers(now, asked, [put(Tie("x", kind=kind, source="bob", target="ann"))], "Bernd")
    assert (ballot.fields["item"], ballot.fields["other"]) == ends
    assert KINDS[kind].directed or ends == tuple(sorted(ends))


def test_the_timer_runs_from_now_or_from_its_end(store):
    first = workshop_edits.after(2)
    more = workshop_edits.after(1, first)
    assert (datetime.fromisoformat(more) - datetime.fromisoformat(first)).total_seconds() == pytest.approx(60)
    assert workshop_edits.after(0) is None
    assert datetime.fromisoformat(workshop_edits.after(1, "2020-01-01T00:00:00+00:00")).year > 2020


def test_what_is_answered_blind_is_not_taken_away_until_it_is_revealed(store):
    asked = ask(store, "attitude")
    vote(store, asked, "bob", {"Anna": "E"})
    now = store.read("a")
    assert now.ballots and not without_blind_answers(now).ballots and '"by":"Anna"' not in json.dumps(to_json(without_blind_answers(now)), separators=(",", ":"))
    store.apply("a", [Put("Workshop", asked.id, {"revealed": True})], author="me", base=None)
    now = store.read("a")
    assert without_blind_answers(now).ballots == now.ballots
