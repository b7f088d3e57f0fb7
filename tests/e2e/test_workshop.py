"""A workshop in two browsers, the facilitator's and a participant's; and quick entry by typing."""

import re
import time
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from graph.model import Department, Person
from graph.store import GraphStore, put
from graph.workshop import running
from tests.e2e.map_page import HOST, MapPage
from tests.e2e.server import Server

HOUR_MS, DELAY_MS = 3_600_000, 5_000


def opened(page: Page, server: Server, account: str, name: str, **params: str) -> MapPage:
    """The map in workshop mode, under a name."""
    page.context.add_cookies([{"name": "powermap_name", "value": quote(name), "url": server.url}])
    return MapPage(page, server.url).open(account, **{"workshop": "1", **params})


@pytest.fixture
def anna(page: Page, server: Server, account: str) -> MapPage:
    return opened(page, server, account, "Anna")


@pytest.fixture
def bernd(other_page: Page, server: Server, account: str) -> MapPage:
    return opened(other_page, server, account, "Bernd")


def button(map_page: MapPage, name: str) -> Locator:
    return map_page.page.get_by_role("button", name=name, exact=True)


def start(anna: MapPage, what: str, *, blind: bool = True) -> None:
    anna.choose("What shall we ask?", what)
    if not blind:
        anna.page.get_by_text("Blind first round").click()
    button(anna, "Start").click()
    anna.page.mouse.move(5, 5)  # else it may lie on a button that takes the place of this one, and its help on those below
    anna.shows(blind=str(blind).lower()).settled()


def picks(map_page: MapPage, who: str, name: str) -> None:
    """Clicks somebody and picks from the menu that opens."""
    map_page.click(who)
    map_page.page.get_by_role("menuitemradio", name=name).click()
    map_page.settled()


def test_a_blind_round_from_the_first_answer_to_the_map(anna: MapPage, bernd: MapPage, store: GraphStore) -> None:
    start(anna, "Short review")
    bernd.shows(blind="true", question="attitude")
    expect(bernd.page.get_by_role("heading", name="What does each of them think of us?")).to_be_visible()
    bernd.waits("bob", attitude="U")
    picks(anna, "bob", "E  Opponent")
    picks(anna, "cid", "B  Supporter")
    anna.waits("bob", attitude="E")
    expect(bernd.page.get_by_text("1 of 2 have answered")).to_be_visible()
    assert bernd.node("bob")["attitude"] == "U" and "\"E\"" not in str(bernd.root.evaluate(f"root => JSON.stringify([...({HOST})(root).nodes])"))
    picks(bernd, "bob", "A  Advocate")
    picks(bernd, "cid", "B  Supporter")
    expect(anna.page.get_by_text("2 of 2 have answered")).to_be_visible()
    button(anna, "Reveal the answers").click()
    for one in (anna, bernd):
        one.shows(revealed="true", blind="false").waits("bob", attitude="C")
        counts = one.root.evaluate(f"(root, id) => ({HOST})(root).workshop.tally.get(id).bars.map(({{ sign, n }}) => sign + n)", one.id("bob"))
        assert counts == ["A1", "E1"]
    expect(anna.page.get_by_text("far apart")).to_be_visible()
    anna.page.get_by_role("button", name="Take what you agree on (1)").click()
    bernd.waits("cid", attitude="B")
    assert store.undo_label(anna.account, author="Anna")[0].en == "Workshop: Cid: Supporter"
    expect(bernd.page.get_by_role("button", name=re.compile("Take what"))).to_have_count(0)


def test_a_blind_round_is_answered_under_a_name_which_the_browser_keeps(anna: MapPage, other_page: Page, server: Server, store: GraphStore) -> None:
    start(anna, "Short review")
    guest = MapPage(other_page, server.url).open(anna.account, workshop="1").shows(blind="true")
    expect(other_page.get_by_text("First give your name")).to_be_visible()
    guest.click("bob").shows(selected=guest.id("bob"))
    expect(other_page.get_by_role("menu")).to_have_count(0)
    other_page.get_by_role("textbox", name="Your name").and_(other_page.locator(":visible")).fill("Chen")
    other_page.keyboard.press("Enter")
    expect(other_page.get_by_text("First give your name")).to_have_count(0)
    other_page.wait_for_function("document.cookie.includes('powermap_name=Chen')")
    guest.reload().shows(blind="true")
    picks(guest, "bob", "D  Sceptic")
    assert [b.by for b in store.read(anna.account).ballots.values()] == ["Chen"]


def test_a_blind_round_says_nothing_of_weight_by_ear_either(anna: MapPage) -> None:
    start(anna, "Short review")
    anna.click("ann").shows(selected=anna.id("ann"))
    said = anna.page.locator(".pm-unseen[aria-live]")
    expect(said).to_contain_text("Ann")
    assert "share" not in str(said.text_content()).lower()


def test_a_drawn_tie_is_at_once_of_the_kind_that_is_asked(anna: MapPage, bernd: MapPage, store: GraphStore) -> None:
    start(anna, "One question: Influence", blind=False)
    bernd.shows(question="tie")
    anna.shows(ties=0).drag(anna.spot("dora"), anna.spot("ann")).shows(ties=1).settled()
    expect(anna.page.get_by_role("menu")).to_have_count(0)
    [tie] = [t for t in store.read(anna.account).ties.values() if t.kind == "LISTENS_TO"]
    assert (tie.source, tie.target) == (anna.id("ann"), anna.id("dora"))
    bernd.shows(ties=1)
    anna.page.keyboard.press("Control+z")
    bernd.shows(ties=0)


def test_blind_ties_are_ones_own_until_they_are_revealed_with_counts(anna: MapPage, bernd: MapPage, store: GraphStore) -> None:
    start(anna, "One question: Influence")
    bernd.shows(blind="true")
    for one in (anna, bernd):
        one.drag(one.spot("dora"), one.spot("ann")).shows(ties=1).settled()
    bernd.drag(bernd.spot("bob"), bernd.spot("cid")).shows(ties=2).settled()
    anna.shows(ties=1)
    bernd.drag(bernd.spot("bob"), bernd.spot("cid")).shows(ties=1).settled()
    bernd.drag(bernd.spot("bob"), bernd.spot("dora")).shows(ties=2).settled()
    button(anna, "Reveal the answers").click()
    anna.shows(revealed="true", ties=0)
    lines = anna.root.evaluate(f"root => ({HOST})(root).workshop.data.lines.map(({{ from, n, of }}) => [from, n, of])")
    assert sorted(lines) == sorted([[anna.id("dora"), 2, 2], [anna.id("bob"), 1, 2]])
    anna.page.get_by_role("button", name="Take what you agree on (1)").click()
    bernd.shows(ties=1)
    assert [t.kind for t in store.read(anna.account).ties.values()].count("LISTENS_TO") == 1


def test_nothing_is_offered_but_the_answer(anna: MapPage, store: GraphStore) -> None:
    start(anna, "One question: What does each think of us", blind=False)
    expect(anna.page.locator("[data-testid=stSidebar]")).to_be_hidden()
    expect(anna.tool("person")).to_have_count(0)
    before, (x, y) = store.revision(anna.account), anna.spot("dora")
    anna.key("e").key("Delete").key("r").drag((x, y), (x + 90, y - 60))
    anna.page.mouse.dblclick(x + 200, y)
    expect(anna.page.get_by_role("textbox", name="Name", exact=True)).to_have_count(0)
    picks(anna, "dora", "D  Sceptic")
    anna.waits("dora", attitude="D")
    assert store.revision(anna.account) == before + 1


def test_a_lock_is_seen_and_kept(anna: MapPage, bernd: MapPage, store: GraphStore) -> None:
    start(anna, "Short review", blind=False)
    button(anna, "Lock the map").click()
    expect(bernd.page.get_by_text("Locked by Anna")).to_be_visible()
    bernd.click("bob").shows(selected=bernd.id("bob"))
    expect(bernd.page.get_by_role("menu")).to_have_count(0)
    bernd.tell("attitude", ids=[bernd.id("bob")], code="A")
    expect(bernd.page.get_by_role("status").get_by_text("Anna leads the workshop and has locked the map")).to_be_visible()
    picks(anna, "bob", "D  Sceptic")
    bernd.waits("bob", attitude="D").settled()
    assert store.read(anna.account).position(anna.id("deal"), anna.id("bob")).attitude == "D"
    button(anna, "Unlock the map").click()
    expect(bernd.page.get_by_text("Locked by Anna")).to_have_count(0)
    picks(bernd, "bob", "A  Advocate")
    anna.waits("bob", attitude="A")


def test_all_screens_count_down_together_whatever_their_clocks_say(anna: MapPage, new_context: Callable[..., BrowserContext], server: Server,
                                                                    account: str) -> None:
    start(anna, "Short review")
    wrong = new_context()
    wrong.add_init_script(f"const real = Date.now; Date.now = () => real() + {HOUR_MS};")
    late = opened(wrong.new_page(), server, account, "Bernd")
    button(anna, "2 min").click()
    for one in (anna, late):
        one.shows(timer="running")
        before = time.time()
        ends, left = one.root.evaluate(f"root => {{ const {{ data, offset }} = ({HOST})(root).workshop; return [data.ends, data.ends - Date.now() - offset]; }}")
        true = ends - 1000 * before
        assert true - 1000 < left < true + DELAY_MS, "the server's clock, less what it took to tell of it"
        expect(one.page.get_by_role("timer")).to_have_text(re.compile(r"^[12]:\d\d$"))
    button(anna, "+1 minute").click()
    expect(late.page.get_by_role("timer")).to_have_text(re.compile("^2:"))
    button(anna, "Stop the timer").click()
    late.shows(timer="none")


def test_the_end_of_the_time_is_seen(anna: MapPage, store: GraphStore) -> None:
    start(anna, "Short review")
    button(anna, "2 min").click()
    anna.shows(timer="running")
    for left, state in ((20_000, "last"), (0, "over")):
        anna.root.evaluate(f"(root, left) => {{ const {{ workshop }} = ({HOST})(root); workshop.offset = workshop.data.ends - Date.now() - left; workshop.tick(); }}", left)
        anna.shows(timer=state)
    expect(anna.page.get_by_role("timer")).to_have_text("Time is up")


def test_when_the_facilitator_has_gone_another_leads(anna: MapPage, bernd: MapPage, store: GraphStore) -> None:
    start(anna, "Short review")
    bernd.shows(blind="true", here=1)
    expect(bernd.page.get_by_role("button", name="Take over")).to_have_count(0)
    anna.page.goto("about:blank")
    bernd.page.get_by_role("button", name="Take over").click()
    bernd.page.get_by_role("button", name="Lead from here on").click()
    expect(button(bernd, "Reveal the answers")).to_be_visible()
    assert running(store.read(bernd.account)).facilitator == "Bernd"


def cut(one: Locator) -> bool:
    """Whether the words of a button do not fit into it."""
    return one.evaluate("one => [...one.querySelectorAll('p')].some((p) => p.parentElement.scrollWidth > p.parentElement.clientWidth)")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_buttons_of_the_facilitator_are_readable_on_a_small_screen(new_context: Callable[..., BrowserContext], server: Server, account: str, lang: str) -> None:
    anna = opened(new_context(viewport={"width": 1280, "height": 720}).new_page(), server, account, "Anna", lang=lang)
    start_button = anna.page.get_by_test_id("stFormSubmitButton").get_by_role("button")
    start_button.click()
    anna.shows(blind="true")
    side = anna.page.locator(".st-key-workshop_side")
    for name in ("2 min", "10 min", "Hand over", "End") if lang == "en" else ("2 分钟", "10 分钟", "移交", "结束"):
        assert not cut(side.get_by_role("button", name=name, exact=True)), name
    side.get_by_role("button", name="2 min" if lang == "en" else "2 分钟", exact=True).click()
    anna.shows(timer="running")
    for name in ("+1 minute", "Stop the timer") if lang == "en" else ("加 1 分钟", "停止计时"):
        assert not cut(side.get_by_role("button", name=name, exact=True)), name
    side.get_by_role("button", name="Next" if lang == "en" else "下一个", exact=True).click()
    expect(side.get_by_role("button", name="Back" if lang == "en" else "返回", exact=True)).to_be_enabled()


def test_the_legend_keeps_clear_of_question_and_tools(new_context: Callable[..., BrowserContext], server: Server, account: str, store: GraphStore) -> None:
    store.apply(account, [put(Department(f"{account}.d{k}", name=f"Department {k}")) for k in range(20)]
                + [put(Person(f"{account}.p{k}", name=f"P {k}", department=f"{account}.d{k}")) for k in range(20)], author="somebody else", base=None)
    anna = opened(new_context(viewport={"width": 1280, "height": 620}).new_page(), server, account, "Anna").shows(people=24)
    fold = anna.page.locator(".pm-fold")
    if fold.get_attribute("aria-expanded") == "false":
        fold.click()
    tools, legend = anna.page.locator(".pm-toolbar").bounding_box(), anna.page.locator(".pm-legend").bounding_box()
    assert legend["y"] >= tools["y"] + tools["height"]
    fold.click()
    expect(fold).to_have_attribute("aria-expanded", "false")


# ---- quick entry --------------------------------------------------------------------------------------------------
def box(map_page: MapPage) -> Locator:
    return map_page.page.get_by_role("textbox", name=re.compile("^(Quick entry|快速录入)$"))


def test_a_typed_line_is_shown_as_understood_and_taken_with_enter(anna: MapPage, store: GraphStore) -> None:
    box(anna).fill("Eve: CFO, attitude D")
    expect(anna.page.locator(".pm-entry-good")).to_contain_text("Eve")
    box(anna).press("Enter")
    anna.shows(people=5)
    expect(box(anna)).to_have_value("")
    box(anna).fill("王强 -> Bob strong")
    expect(anna.page.locator(".pm-entry-good")).to_contain_text("王强")
    box(anna).press("Enter")
    anna.shows(people=6).settled()
    assert {"Eve", "王强"} <= {p.name for p in store.read(anna.account).people.values()}
    anna.key("Control+z").shows(people=5)


def test_several_lines_are_taken_together_and_what_is_not_understood_stays(anna: MapPage, store: GraphStore) -> None:
    box(anna).fill("Eve: CFO\nblah blah blah\nEve -> Ann")
    expect(anna.page.locator(".pm-entry-good")).to_have_count(2)
    expect(anna.page.locator(".pm-entry-doubt")).to_contain_text("Write for example")
    box(anna).press("Enter")
    expect(box(anna)).to_have_value(re.compile("\n$"))  # with several lines Enter is a new line
    before = store.revision(anna.account)
    box(anna).press("Control+Enter")
    anna.shows(people=5)
    expect(box(anna)).to_have_value("blah blah blah\n")
    typed = [r for r in store.changes(anna.account, since=before) if r.label.en]
    assert [r.label.en for r in typed if r.author == "Anna"] == ["2 typed lines"]


@pytest.mark.parametrize("answered", [True, False], ids=["slowly", "fast"])
def test_what_follows_a_line_that_was_not_understood_is_a_line_of_its_own(anna: MapPage, store: GraphStore, answered: bool) -> None:
    box(anna).press_sequentially("blah blah blah")
    box(anna).press("Enter")
    if answered:
        expect(box(anna)).to_have_value("blah blah blah\n")
    box(anna).press_sequentially("Eve is the decider")
    box(anna).press("Enter")
    box(anna).press_sequentially("Finn: CTO")
    box(anna).press("Enter")
    anna.shows(people=6).settled()
    expect(box(anna)).to_have_value("blah blah blah\n")
    assert {p.name for p in store.read(anna.account).people.values()} == {"Ann", "Bob", "Cid", "Dora", "Eve", "Finn"}


def test_what_is_typed_outlives_reruns_reload_and_the_way_to_another_mode(anna: MapPage) -> None:
    box(anna).fill("Eve: CFO")
    expect(anna.page.locator(".pm-entry-good")).to_have_count(1)
    start(anna, "Short review")
    expect(box(anna)).to_have_value("Eve: CFO")
    anna.reload()
    expect(box(anna)).to_have_value("Eve: CFO")
    expect(anna.page.locator(".pm-entry-good")).to_have_count(1)
    button(anna, "Leave workshop mode").click()
    button(anna, "Add").click()
    expect(box(anna)).to_have_value("Eve: CFO")
    box(anna).press("Enter")
    anna.shows(people=5)
    expect(box(anna)).to_have_value("")


def test_workshop_mode_in_chinese(page: Page, server: Server, account: str) -> None:
    one = opened(page, server, account, "李娜", lang="zh")
    box(one).fill("王强：财务总监，态度 D")
    expect(one.page.locator(".pm-entry-good")).to_contain_text("王强")
    box(one).press("Enter")
    one.shows(people=5)
    expect(one.page.get_by_role("heading", name="研讨", exact=True)).to_be_visible()
    expect(one.page.get_by_role("combobox", name="要问什么？")).to_have_value(re.compile("谁决策"))
