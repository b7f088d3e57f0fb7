"""Workshop mode, quick entry and the story on the map page: what each of several people is sent, and what comes of it."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from graph.drawing.view import View
from graph.errors import Unreachable
from graph.model import Ballot, Person, Place, Setting, ballot_id, place_id, setting_id
from graph.store import GraphStore, Put, put, puts
from graph.store.sqlite import SqliteStore
from graph.workshop import running
from tests.pages.hands import _mount, _run_with, data, edit_table, fine, fire, says, select
from tests.pages.test_map import Canvas
from ui.presence import PRESENCE

Page = Callable[..., AppTest]


class Participant(Canvas):
    """Somebody's page in workshop mode."""

    def __init__(self, page: Page, store: GraphStore, account: str, name: str, **address: str) -> None:
        self.at, self.store, self.account, self.n, self.name = page("map", account=account, **address), store, account, 0, name
        if name:
            fine(self.at.text_input(key="author_name").set_value(name).run())

    def press(self, label: str) -> "Participant":
        fine(next(b for b in self.at.button if b.label.replace("\\", "") == label).click().run())
        return self

    def sees(self) -> "Participant":
        """What the nudge of a new revision does."""
        fire(self.at, "pull", "x")
        fine(self.at.run())
        return self

    def answer(self, who: str, code: str) -> "Participant":
        self.send(self.op("answer", workshop=self.asked.id, id=self.id(who), code=code), client=self.name)
        return self

    @property
    def asked(self) -> Any:
        return running(self.now)

    @property
    def told(self) -> dict[str, Any]:
        return data(self.at)["workshop"]

    def shown(self, who: str) -> dict[str, Any]:
        """What this page's canvas holds of somebody."""
        nodes = {n["id"]: n for part in ("map_base", "map_patch") for n in data(self.at, part)["nodes"]}
        return nodes[self.id(who)]["pm"]

    def start(self, what: str, *, blind: bool = True) -> "Participant":
        next(s for s in self.at.selectbox if s.label == "What shall we ask?").select(what)
        next(t for t in self.at.toggle if t.label == "Blind first round").set_value(blind)
        return self.press("Start")

    def type(self, text: str) -> "Participant":
        _run_with(self.at, WidgetState(id=_mount(self.at, "quick_entry").id, json_value=json.dumps({"text": text})))
        return self

    def take(self, text: str, n: int = 1) -> dict[str, Any]:
        fire(self.at, "take", {"client": "box", "n": n, "text": text}, key="quick_entry")
        return data(self.at, "quick_entry")["taken"]["box"]

    @property
    def understood(self) -> list[tuple[bool, str]]:
        return [(line["good"], line["text"]) for line in data(self.at, "quick_entry")["lines"]]


@pytest.fixture
def anna(page: Page, store: GraphStore, account: str) -> Participant:
    return Participant(page, store, account, "Anna", workshop="1")


@pytest.fixture
def bernd(page: Page, store: GraphStore, account: str) -> Participant:
    return Participant(page, store, account, "Bernd", workshop="1")


# ---- the quiet page -----------------------------------------------------------------------------------------------
def test_the_button_opens_workshop_mode_and_the_address_keeps_it(page: Page, store: GraphStore, account: str) -> None:
    one = Participant(page, store, account, "Anna").press("Workshop")
    assert one.at.query_params["workshop"] and data(one.at, "map_base")["big"] > 1
    assert not [s for s in one.at.selectbox if s.label in ("Layout", "Colour by")] and "Start a workshop" in says(one.at)
    one.press("Leave workshop mode")
    assert "workshop" not in one.at.query_params and data(one.at, "map_base")["big"] == 1 and data(one.at)["workshop"] is None


def test_one_question_and_one_kind_of_tie_at_a_time(anna: Participant) -> None:
    anna.start("power")
    assert (anna.told["question"], anna.told["step"], anna.told["asks"]) == ("role", "1 / 4", "Who plays which part in this purchase?")
    assert {e["pm"]["layer"] for e in data(anna.at, "map_base")["edges"]} == {"REPORTS_TO"}
    anna.press("Next")
    assert (anna.told["question"], anna.told["kind"], anna.told["step"]) == ("tie", "LISTENS_TO", "2 / 4")
    assert not data(anna.at, "map_base")["edges"] and not anna.told["choices"]
    anna.press("Next").press("Back")
    assert anna.told["step"] == "2 / 4"
    anna.press("End the workshop")
    assert anna.told["id"] == "" and anna.asked is None


def test_others_are_invited_and_come_to_the_same_question(anna: Participant, page: Page, store: GraphStore, account: str) -> None:
    anna.start("review")
    other = Participant(page, store, account, "Bernd")
    assert "Anna leads a workshop: **What does each of them think of us?**" in says(other.at)
    other.press("Take part")
    assert other.told["id"] == anna.told["id"] and "Anna leads this workshop" in says(other.at).replace("**", "")


# ---- blind rounds -------------------------------------------------------------------------------------------------
def everything(one: Participant) -> str:
    """All that is sent to a page: what its canvas gets and what stands on it."""
    return "\n".join(m.proto.mixed.json if m.proto.HasField("mixed") else m.proto.json for m in one.at.get("bidi_component")) + says(one.at)


def _but_for_counts(text: str) -> str:
    return re.sub(r'"revision": \d+|"state": "[^"]*"', "", text)


def test_while_a_round_is_blind_nobody_is_sent_the_answers_of_others(anna: Participant, bernd: Participant) -> None:
    anna.start("review")
    bernd.sees()
    assert {bernd.shown(who)["attitude"] for who in ("ann", "bob", "cid", "dora")} == {"U"}, "nor what is on the map"
    before = everything(bernd)
    anna.answer("bob", "E+").answer("ann", "A")
    bernd.sees()
    assert (anna.shown("bob")["attitude"], anna.told["own"]) == ("E+", {anna.id("bob"): "E+", anna.id("ann"): "A"})
    after = everything(bernd)
    assert _but_for_counts(after) == _but_for_counts(before)
    assert anna.attitude("bob") == "C", "the map keeps what it said"
    assert all("E+" not in label.en + label.zh for label in (r.label for r in anna.store.changes(anna.account)))


def test_what_is_asked_blind_later_is_not_sent_in_the_first_round_either(anna: Participant) -> None:
    anna.store.apply(anna.account, [put(replace(anna.now.position(anna.id("deal"), anna.id("bob")), coverage="3"))], author="x", base=None)
    anna.sees()
    assert anna.shown("bob")["coverage"] == 3
    anna.start("review")  # what they think of us, then how well we know them
    assert anna.asked.question == "attitude" and anna.shown("bob")["coverage"] == 0


def test_a_locked_map_says_who_can_edit_and_its_cards_cannot_be_filled_in(anna: Participant, page: Page, store: GraphStore, account: str) -> None:
    anna.start("review", blind=False)
    asked = anna.asked
    store.apply(account, [Put("Workshop", asked.id, {"locked": True})], author="Anna", base=None)
    at = page("map", account=account, person=f"{account}.bob")
    fine(at.text_input(key="author_name").set_value("Bernd").run())
    assert "The map is locked: only Anna can edit it now." in says(at, "caption")
    fields = [box for box in at.selectbox if box.key and f"{account}.bob:" in box.key]
    assert fields and all(box.disabled for box in fields)
    store.apply(account, [Put("Workshop", asked.id, {"locked": False})], author="Anna", base=None)
    fine(at.run())
    assert "The map is locked" not in says(at, "caption") and not any(box.disabled for box in at.selectbox if box.key and f"{account}.bob:" in box.key)


def test_the_picture_of_a_blind_round_says_nothing_either(anna: Participant, bernd: Participant) -> None:
    def weight() -> str:
        whole = data(anna.at, "map_base")
        return json.dumps([whole["layout"], whole["backdrop"].get("rings"), *({k: v for k, v in anna.shown(who).items() if k in ("share", "low", "high", "key")}
                                                                             for who in ("ann", "bob", "cid", "dora"))])

    before = weight()
    anna.start("power")
    whole = data(anna.at, "map_base")
    assert not whole["backdrop"]["rings"] and whole["on"].startswith("lanes/") and not whole["legend"], "nor how many there are of what"
    assert len({n["size"] for n in whole["nodes"]}) == 1 and all(n["title"] == n["label"] for n in whole["nodes"])
    assert [n["label"] for n in sorted(whole["nodes"], key=lambda n: n["x"])] == ["Ann", "Bob", "Cid", "Dora"], "by name, not by weight"
    assert {(pm["share"], pm["low"] == pm["high"], pm["key"], tuple(pm["roles"]), pm["badge"]) for pm in map(anna.shown, ("ann", "bob", "cid", "dora"))} == {
        (None, True, False, (), "")}
    bernd.sees().answer("ann", "PAYER")
    anna.sees().press("Reveal the answers")
    assert weight() == before, "once it is revealed the map is as it was"


def test_groups_of_a_large_map_say_nothing_in_a_blind_round(anna: Participant) -> None:
    crowd = [Person(f"{anna.account}.p{k}", name=f"P {k}", department=anna.id("dep")) for k in range(60)]
    anna.store.apply(anna.account, [*puts(crowd), put(Setting(setting_id("largest_map"), name="largest_map", value=50.0))], author="x", base=None)
    anna.sees().start("review")
    [group] = [n for part in ("map_base", "map_patch") for n in data(anna.at, part)["nodes"] if n["pm"]["what"] == "group"]
    assert (group["pm"]["text"], group["pm"]["attitude"], group["pm"]["attitudes"], group["pm"]["share"]) == ("64", "U", {}, None)
    assert group["title"] == group["label"] == "Sales" and "%" not in group["pm"]["sub"]


def test_whoever_was_dragged_to_the_front_is_not_there_in_a_blind_round(anna: Participant) -> None:
    anna.store.apply(anna.account, [put(Place(place_id(f"lanes/{anna.id('deal')}", anna.id("dora")), map=f"lanes/{anna.id('deal')}", item=anna.id("dora"),
                                              x=-500.0, y=0.0, pinned=True))], author="x", base=None)
    anna.sees().start("power")
    spots = {n["label"]: n["x"] for n in data(anna.at, "map_base")["nodes"]}
    assert spots["Dora"] == max(spots.values())


def test_the_badge_of_a_role_is_the_letter_it_has_on_the_map(anna: Participant) -> None:
    anna.start("power").answer("bob", "BENEFICIARY").answer("cid", "PROMOTER")
    assert (anna.shown("bob")["badge"], anna.shown("cid")["badge"]) == ("G", "M")


def test_how_many_have_answered_is_seen_by_all(anna: Participant, bernd: Participant) -> None:
    anna.start("review")
    assert bernd.sees().told["state"] == "0 of 1 have answered"
    anna.answer("bob", "D").answer("cid", "D")
    assert bernd.sees().told["state"] == "1 of 2 have answered"
    bernd.answer("bob", "B")
    assert anna.sees().told["state"] == "2 of 2 have answered"
    assert "1 of 4 people answered" in says(bernd.at)


def test_an_answer_can_be_changed_and_taken_back(anna: Participant) -> None:
    anna.start("review").answer("bob", "D").answer("bob", "E")
    assert [b.value for b in anna.now.ballots.values()] == ["E"]
    anna.answer("bob", "E")
    assert not anna.now.ballots
    anna.do("undo")
    assert [b.value for b in anna.now.ballots.values()] == ["E"]


def test_roles_are_added_one_by_one_and_blind_ties_are_drawn_and_taken_back(anna: Participant) -> None:
    anna.start("power").answer("bob", "USER").answer("bob", "DECIDER").answer("ann", "PAYER")
    assert anna.shown("bob")["roles"] == ["DECIDER", "USER"] and anna.shown("ann")["roles"] == ["PAYER"]
    anna.answer("bob", "USER").answer("ann", "PAYER")
    assert {b.item: b.value for b in anna.now.ballots.values()} == {anna.id("bob"): "DECIDER"}
    anna.press("Next")
    tie = {"workshop": anna.asked.id, "from": anna.id("ann"), "to": anna.id("bob")}
    anna.do("answer", **tie)
    [edge] = data(anna.at)["edges"]
    assert (edge["from"], edge["to"], edge["pm"]["dashed"]) == (anna.id("bob"), anna.id("ann"), True)  # drawn at its source: Bob listens
    assert not [t for t in anna.now.ties.values() if t.kind == "LISTENS_TO"]
    anna.do("answer", **tie)
    assert not data(anna.at)["edges"]


def test_revealed_answers_are_counted_the_least_agreed_first_and_taken(anna: Participant, bernd: Participant) -> None:
    anna.start("review").answer("bob", "A").answer("cid", "D").answer("dora", "B")
    bernd.sees().answer("bob", "E").answer("cid", "D").answer("dora", "B")
    anna.sees().press("Reveal the answers")
    told = bernd.sees().told
    assert told["revealed"] and not told["blind"] and told["own"] == {}
    assert {one["id"]: [(bar["sign"], bar["n"]) for bar in one["bars"]] for one in told["tally"]} == {
        anna.id("bob"): [("A", 1), ("E", 1)], anna.id("cid"): [("D", 2)], anna.id("dora"): [("B", 2)]}
    table = next(h.proto.body for h in anna.at.get("html") if "pm-results" in h.proto.body)
    assert table.index("Bob") < table.index("Cid") and "far apart" in table and "all agree" in table
    assert not [b for b in bernd.at.button if b.label.startswith("Take what")], "only who leads takes"
    anna.press("Take what you agree on (2)")
    assert [anna.attitude(who) for who in ("bob", "cid", "dora")] == ["C", "D", "B"]
    anna.do("undo")
    assert [anna.attitude(who) for who in ("bob", "cid", "dora")] == ["C", None, None]


def test_one_by_one_the_median_the_majority_or_another(anna: Participant) -> None:
    anna.start("review")
    asked = anna.asked
    anna.store.apply(anna.account, [put(Ballot(ballot_id(asked.id, anna.id("bob"), by), workshop=asked.id, item=anna.id("bob"), value=value, by=by))
                                    for by, value in {"p": "A", "q": "A", "r": "A", "s": "E"}.items()], author="test", base=None)
    anna.sees().press("Reveal the answers").press("The median: A")
    assert anna.attitude("bob") == "A"
    fine(next(s for s in anna.at.selectbox if s.label == "Another answer").select("E").run())
    anna.press("Take")
    assert (anna.attitude("bob"), anna.now.position(anna.id("deal"), anna.id("bob")).attitude_before) == ("E", "A")
    anna.press("The majority: A").press("Another blind round")
    assert not anna.now.ballots and anna.told["blind"]


def test_an_answer_that_comes_after_the_reveal_is_left_out_and_said(anna: Participant, bernd: Participant) -> None:
    anna.start("review").answer("bob", "A")
    bernd.sees()
    late = bernd.op("answer", workshop=bernd.asked.id, id=bernd.id("bob"), code="E")
    anna.press("Reveal the answers")
    bernd.send(late, client="Bernd")
    assert "came too late" in bernd.notices[0] and len(bernd.now.ballots) == 1


def test_whoever_gave_no_name_has_to_say_who_he_is_before_he_answers(anna: Participant, page: Page, store: GraphStore, account: str) -> None:
    anna.start("review")
    guest = Participant(page, store, account, "", workshop="1")
    assert not guest.told["named"] and "give your name" in guest.told["hint"] and "Quick entry" not in says(guest.at)
    anna.press("End the workshop")
    assert not [b for b in guest.sees().at.button if b.label == "Start"]
    fine(guest.at.text_input(key="workshop_name").set_value(" Chen ").run())
    assert any("powermap_name=Chen;" in h.proto.body for h in guest.at.get("html")), "and the browser keeps it"
    guest.start("review")
    assert guest.asked.facilitator == "Chen" and guest.told["named"]


# ---- lock, timer, who leads ---------------------------------------------------------------------------------------
def test_a_lock_is_kept_by_the_server_on_every_way_in(anna: Participant, bernd: Participant, page: Page) -> None:
    anna.start("review", blind=False).press("Lock the map")
    assert (data(anna.at)["readonly"], bernd.sees() and data(bernd.at)["readonly"], bernd.told["lock"]) == (False, True, "Locked by Anna")
    revision = bernd.now.revision
    bernd.do("attitude", ids=[bernd.id("bob")], code="A").do("undo").do("person", name="Eve", x=0, y=0)
    assert len(bernd.notices) == 3 and all("Anna leads the workshop and has locked the map" in text for text in bernd.notices)
    assert "locked" in bernd.take("Eve: CTO")["why"] and data(bernd.at, "quick_entry")["taken"]["box"]["left"] == "Eve: CTO"
    assert bernd.now.revision == revision and data(bernd.at)["ack"]["tab"] == 3
    anna.do("attitude", ids=[anna.id("bob")], code="A")
    assert anna.attitude("bob") == "A"
    anna.press("Unlock the map")
    bernd.sees().do("attitude", ids=[bernd.id("bob")], code="E")
    assert bernd.attitude("bob") == "E"


def test_the_card_and_the_table_are_locked_too(anna: Participant, page: Page, store: GraphStore, account: str) -> None:
    anna.start("review", blind=False).press("Lock the map")
    table = page("table", account=account)
    fine(table.text_input(key="author_name").set_value("Bernd").run())
    edit_table(table, 0, edited_rows={0: {"name": "Changed"}})
    assert "locked the map" in says(table) and "Changed" not in {p.name for p in store.read(account).people.values()}


def test_a_locked_map_can_still_be_answered_blind(anna: Participant, bernd: Participant) -> None:
    anna.start("review").press("Lock the map")
    bernd.sees().answer("bob", "E")
    assert [b.by for b in bernd.now.ballots.values()] == ["Bernd"] and not bernd.notices


def test_hand_over_and_take_over(anna: Participant, bernd: Participant, account: str) -> None:
    PRESENCE.opened(account, str(anna.at.session_state["who"]))
    PRESENCE.opened(account, str(bernd.at.session_state["who"]))
    anna.start("review").press("Bernd")
    assert anna.asked.facilitator == "Bernd" and "Reveal the answers" in [b.label for b in bernd.sees().at.button]
    assert not [b for b in anna.sees().at.button if b.label in ("Reveal the answers", "Lead from here on")]
    PRESENCE.closed(account, str(bernd.at.session_state["who"]))
    anna.sees().press("Lead from here on")
    assert anna.asked.facilitator == "Anna"
    PRESENCE.closed(account, str(anna.at.session_state["who"]))


def test_the_timer_is_in_the_store_and_on_every_page(anna: Participant, bernd: Participant) -> None:
    anna.start("review")
    assert anna.told["ends"] is None and "clock" not in anna.told
    anna.press("2 min")
    told = bernd.sees().told
    assert 115_000 < told["ends"] - told["clock"] <= 120_000
    anna.press("+1 minute")
    assert anna.told["ends"] - told["ends"] == pytest.approx(60_000, abs=2)
    anna.press("Stop the timer")
    assert bernd.sees().told["ends"] is None


def test_steering_is_nobodys_to_undo(anna: Participant) -> None:
    anna.start("review", blind=False).press("2 min").press("Lock the map")
    assert data(anna.at)["undo"]["undo"] is None


# ---- quick entry --------------------------------------------------------------------------------------------------
def test_typed_lines_are_shown_as_understood_and_taken_as_one_edit(anna: Participant) -> None:
    text = "Eve: CFO, attitude D\nEve -> Ann strong\nblah blah blah"
    anna.type(text)
    assert [good for good, _text in anna.understood] == [True, True, False]
    assert "Eve influences Ann" in anna.understood[1][1] and "Write for example" in anna.understood[2][1]
    before = anna.now
    assert anna.take(text) == {"n": 1, "left": "blah blah blah", "why": ""}
    eve = next(p for p in anna.now.people.values() if p.name == "Eve")
    assert (eve.title, anna.now.position(anna.id("deal"), eve.id).attitude) == ("CFO", "D")
    assert [(t.source, t.target) for t in anna.now.ties.values() if t.kind == "LISTENS_TO"] == [(anna.id("ann"), eve.id)]
    place = anna.now.place(View().places(anna.id("deal")), eve.id)
    assert not place.pinned
    anna.take(text)
    assert len(anna.now.people) == 5, "sent twice, it is done once"
    anna.sees()
    assert data(anna.at)["undo"]["undo"] == "2 typed lines"
    anna.do("undo")
    assert (anna.now.people, anna.now.ties) == (before.people, before.ties)


def test_new_people_on_a_whiteboard_stand_near_the_middle_and_apart(page: Page, store: GraphStore, account: str) -> None:
    one = Participant(page, store, account, "Anna", layout="board")
    one.take("Eve: CFO\nFinn: CTO\nGus: COO")
    spots = {n["label"]: (n["x"], n["y"]) for n in [*data(one.sees().at, "map_base")["nodes"], *data(one.at)["nodes"]]}
    new = [spots[name] for name in ("Eve", "Finn", "Gus")]
    assert all(abs(x) < 600 and abs(y) < 600 for x, y in new)
    assert all((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 > 90 ** 2 for a in spots.values() for b in spots.values() if a != b)


def test_typed_answers_of_a_blind_round_stay_blind(anna: Participant, bernd: Participant) -> None:
    anna.start("review")
    bernd.sees().take("Bob: attitude E")
    assert [(b.value, b.by) for b in bernd.now.ballots.values()] == [("E", "Bernd")]
    assert bernd.attitude("bob") == "C"
    assert bernd.shown("bob")["attitude"] == "E" and anna.sees().shown("bob")["attitude"] == "U"


def test_a_typed_answer_is_ones_own_whatever_the_map_says(anna: Participant, bernd: Participant) -> None:
    anna.start("power")
    bernd.sees().type("Ann: user")
    assert bernd.understood == [(True, "Ann: role User")]
    bernd.take("Ann: user")
    assert [b.value for b in bernd.now.ballots.values()] == ["USER"], "and not with the role that the map holds"
    bernd.take("Ann: payer", 2)
    assert [b.value for b in bernd.now.ballots.values()] == ["PAYER|USER"]
    assert bernd.now.position(bernd.id("deal"), bernd.id("ann")).roles == ("DECIDER",)


@pytest.mark.parametrize(("line", "says_so"), [("Bob: attitude C", "Bob: attitude C Accepts"), ("Bob: attitude D", "Bob: attitude D Sceptic")])
def test_typing_in_a_blind_round_does_not_tell_what_the_map_holds(anna: Participant, line: str, says_so: str) -> None:
    anna.start("review").type(line)
    assert anna.understood == [(True, says_so)]
    anna.take(line)
    assert [b.value for b in anna.now.ballots.values()] == [line[-1]] and anna.attitude("bob") == "C"


def test_a_typed_tie_that_the_map_holds_is_an_answer_too(anna: Participant) -> None:
    anna.start("camps").type("Bob reports to Ann")
    assert anna.understood == [(True, "Bob reports to Ann")]
    assert anna.take("Bob reports to Ann")["left"] == ""
    [ballot] = anna.now.ballots.values()
    assert (ballot.item, ballot.other, ballot.value) == (anna.id("bob"), anna.id("ann"), "yes")


def test_what_is_typed_while_the_store_is_away_is_kept_and_sent_later(anna: Participant, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: Any, **_more: Any) -> None:
        raise Unreachable("The store does not answer.", "存储没有响应。")

    with monkeypatch.context() as patched:
        patched.setattr(SqliteStore, "head", away)
        patched.setattr(SqliteStore, "apply", away)
        fire(anna.at, "take", {"client": "box", "n": 1, "text": "Eve: CFO"}, key="quick_entry")
        assert len(anna.at.session_state["kept"]) == 1 and anna.at.session_state["typed"]["box"]["left"] == ""
    assert "Eve" not in {p.name for p in anna.now.people.values()}
    fine(anna.at.run())
    assert "Eve" in {p.name for p in anna.now.people.values()}


def test_the_box_is_in_the_add_popover_too_and_reads_chinese(page: Page, store: GraphStore, account: str) -> None:
    one = Participant(page, store, account, "Anna").type("王强：财务总监，态度 D")
    assert one.understood[0][0] and "王强" in one.understood[0][1]
    one.take("王强：财务总监，态度 D")
    assert "王强" in {p.name for p in one.now.people.values()}


# ---- the story ----------------------------------------------------------------------------------------------------
@pytest.fixture
def teller(page: Page, store: GraphStore, account: str) -> Participant:
    return Participant(page, store, account, "Anna")


def add_step(one: Participant, name: str, words: str, **state: Any) -> None:
    for key, value in state.items():
        one.at.session_state[key] = value
    next(t for t in one.at.text_input if t.label == "A step from what is seen now, called").set_value(name)
    [t for t in one.at.text_area if t.label == "What is said"][-1].set_value(words)
    one.press("Add the step")


def steps(one: Participant) -> list[tuple[int | None, str]]:
    return sorted((v.step, v.name) for v in one.now.views.values())


def test_steps_are_made_from_what_is_seen_put_in_order_reworded_and_let_go(teller: Participant) -> None:
    bob, ann = teller.id("bob"), teller.id("ann")
    add_step(teller, "All", "Everybody")
    add_step(teller, "Two", "These two", chosen=[ann, bob])
    select(teller.at, bob)
    add_step(teller, "One", "", chosen=[])
    views = {v.name: v for v in teller.now.views.values()}
    assert (views["All"].lit, set(views["Two"].lit), set(views["One"].lit)) == ((), {ann, bob}, {ann, bob})  # Bob alone, with his boss
    assert steps(teller) == [(1, "All"), (2, "Two"), (3, "One")] and views["Two"].words == "These two"
    fine(teller.at.button(key=f"story_up:{views['One'].id}").click().run())
    assert steps(teller) == [(1, "All"), (2, "One"), (3, "Two")]
    fine(teller.at.button(key=f"story_drop:{views['All'].id}").click().run())
    assert steps(teller) == [(2, "One"), (3, "Two")]
    teller.sees().do("undo")
    assert steps(teller) == [(1, "All"), (2, "One"), (3, "Two")]


def test_a_step_is_no_map_among_the_maps(teller: Participant) -> None:
    add_step(teller, "All", "")
    assert not [b for b in teller.at.button if b.key and b.key.startswith("open_view:")]


def test_playing_sends_all_steps_at_once_and_another_layout_goes_by_the_server(teller: Participant, store: GraphStore) -> None:
    add_step(teller, "Here", "As it is", chosen=[teller.id("ann"), teller.id("bob")])
    deal = teller.id("deal")
    store.apply(teller.account, [Put("MapView", "org-step", {"name": "Org", "step": 2, "layout": "org", "opportunity": deal, "fill": "department",
                                                             "size": "share"})], author="x", base=None)
    teller.sees()
    before = View() if "looking" not in teller.at.session_state else teller.at.session_state["looking"]
    teller.press("Play the story")
    told = data(teller.at)["story"]
    assert [(s["name"], s["here"], len(s["lit"])) for s in told["steps"]] == [("Here", True, 2), ("Org", False, 0)]
    revision = teller.now.revision
    fire(teller.at, "view", {"story": "org-step"})
    assert data(teller.at, "map_base")["layout"] == "org" and [s["here"] for s in data(teller.at)["story"]["steps"]] == [False, True]
    fire(teller.at, "view", {"story": ""})
    assert data(teller.at, "map_base")["layout"] == "circles" and data(teller.at)["story"] is None
    assert teller.at.session_state["looking"].layout == before.layout and "layout" not in teller.at.query_params
    assert [r.author for r in store.changes(teller.account, since=revision)] in ([], ["layout"]), "telling a story edits nothing"


def test_a_step_on_a_map_with_a_name_shows_the_people_of_that_map(teller: Participant, store: GraphStore) -> None:
    deal, place = teller.id("deal"), place_id("view/few", teller.id("ann"))
    store.apply(teller.account, [Put("MapView", "few", {"name": "Few", "layout": "circles", "opportunity": deal, "everybody": False}),
                                 Put("Place", place, {"map": "view/few", "item": teller.id("ann")})], author="x", base=None)
    one = teller.sees()
    fine(one.at.button(key="open_view:few").click().run())
    add_step(one, "Only Ann", "")
    [step] = [v for v in one.now.views.values() if v.step]
    assert step.map == "few"
    one.press("Play the story")
    assert data(one.at)["story"]["steps"][0]["here"] and [n["label"] for n in data(one.at, "map_base")["nodes"]] == ["Ann"]
