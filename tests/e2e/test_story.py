"""The story: steps made from what is seen, told with the keyboard, and everything as before at the end."""

import pytest
from playwright.sync_api import expect

from graph.store import GraphStore, Put
from tests.e2e.map_page import HOST, MapPage

CAMERA = f"root => {{ const map = ({HOST})(root); return {{ ...map.network.getViewPosition(), scale: map.network.getScale() }}; }}"
LIT = f"root => [...(({HOST})(root).light.story ?? [])].sort()"


@pytest.fixture
def told(map_page: MapPage, store: GraphStore) -> MapPage:
    """Three steps: everybody; Ann and Bob; Dora in the organisation chart."""
    deal = map_page.id("deal")
    usual = {"layout": "circles", "opportunity": deal, "fill": "department", "size": "share", "outside": True}
    store.apply(map_page.account, [
        Put("MapView", "one", {**usual, "name": "All", "step": 1, "words": "Four people."}),
        Put("MapView", "two", {**usual, "name": "Two", "step": 2, "words": "These two.", "lit": (map_page.id("ann"), map_page.id("bob"))}),
        Put("MapView", "three", {**usual, "name": "Chart", "step": 3, "words": "On paper.", "layout": "org", "lit": (map_page.id("dora"),)})],
        author="x", base=None)
    return map_page.reload()


def play(map_page: MapPage) -> MapPage:
    map_page.page.get_by_role("button", name="Maps").click()
    map_page.page.get_by_role("button", name="Play the story").click()
    return map_page.shows(step="one")


def still(map_page: MapPage) -> MapPage:
    """Waits until nobody glides and the camera has arrived."""
    map_page.settled().page.wait_for_function(f"""root => {{ const map = ({HOST})(root), now = JSON.stringify(({CAMERA})(root));
        const same = map.__seen === now; map.__seen = now; return same; }}""", arg=map_page.root.element_handle(), polling=150)
    return map_page


def asked(map_page: MapPage) -> int:
    """How often the page was asked for another view so far."""
    return map_page.root.evaluate(f"""root => {{ const {{ place }} = ({HOST})(root);
        if (!place.asked) {{ place.asked = 0; const api = place.api; const send = api.setTriggerValue.bind(api);
          place.api = {{ ...api, setStateValue: api.setStateValue.bind(api), setTriggerValue: (name, value) => {{ if (name === "view") place.asked++; send(name, value); }} }}; }}
        return place.asked; }}""")


def test_a_step_is_made_from_what_is_selected(map_page: MapPage, store: GraphStore) -> None:
    map_page.page.keyboard.down("Control")
    map_page.click("ann").click("dora")
    map_page.page.keyboard.up("Control")
    map_page.shows(chosen=2)
    page = map_page.page
    page.get_by_role("button", name="Maps").click()
    page.get_by_role("textbox", name="A step from what is seen now, called").fill("The two")
    page.get_by_role("textbox", name="What is said").fill("Look at these.")
    page.get_by_role("button", name="Add the step").click()
    expect(page.get_by_text("1. The two")).to_be_visible()
    [step] = store.read(map_page.account).views.values()
    assert (step.step, step.words, set(step.lit)) == (1, "Look at these.", {map_page.id("ann"), map_page.id("dora")})


def test_the_story_is_told_with_the_keyboard_and_leaves_all_as_it_was(told: MapPage, store: GraphStore) -> None:
    before, revision = still(told).root.evaluate(CAMERA), store.revision(told.account)
    play(told)
    page = told.page
    expect(told.root.get_by_text("Four people.")).to_be_visible()
    expect(told.root.get_by_text("1 / 3")).to_be_visible()
    page.wait_for_function("""root => { const { x, y, width, height } = root.getBoundingClientRect();
        return [x, y, width, height].join() === [0, 0, innerWidth, innerHeight].join(); }""", arg=told.root.element_handle())
    asked(told)
    page.keyboard.press("ArrowRight")
    told.shows(step="two", lit=2)
    expect(told.root.get_by_text("These two.")).to_be_visible()
    assert told.root.evaluate(LIT) == sorted([told.id("ann"), told.id("bob")]) and asked(told) == 0, "no word to the server"
    assert still(told).root.evaluate(CAMERA)["scale"] > before["scale"], "the camera has come nearer"
    page.keyboard.press("PageUp")
    told.shows(step="one", lit=0)
    page.keyboard.press("Space")
    page.keyboard.press("PageDown")
    told.shows(step="three", layout="org", lit=1)
    expect(told.root.get_by_text("On paper.")).to_be_visible()
    assert told.root.evaluate(LIT) == [told.id("dora")]
    page.keyboard.press("ArrowRight")
    told.shows(step="three")
    page.keyboard.press("Escape")
    told.shows(layout="circles")
    expect(told.root).not_to_have_attribute("data-step", "three")
    expect(told.root.get_by_text("On paper.")).to_have_count(0)
    after = still(told).root.evaluate(CAMERA)
    assert after == pytest.approx(before, rel=0.02, abs=2) and told.root.evaluate(LIT) == []
    assert {r.author for r in store.changes(told.account, since=revision)} <= {"layout"}


def test_nothing_is_edited_while_it_is_told(told: MapPage, store: GraphStore) -> None:
    play(told)
    still(told)
    revision = store.revision(told.account)
    told.click("bob", "sign")
    expect(told.page.get_by_role("menu")).to_have_count(0)
    told.page.keyboard.press("e")
    told.drag(told.spot("dora"), told.spot("ann"))
    told.page.keyboard.press("End")
    told.shows(step="three", layout="org")
    assert {r.author for r in store.changes(told.account, since=revision)} <= {"layout"}


def test_the_buttons_do_the_same_and_the_last_step_has_no_next(told: MapPage) -> None:
    page = play(told).page
    page.get_by_role("button", name="Next step").click()
    told.shows(step="two")
    page.get_by_role("button", name="Next step").click()
    told.shows(step="three", layout="org")
    expect(page.get_by_role("button", name="Next step")).to_be_disabled()
    page.get_by_role("button", name="Step before").click()
    told.shows(step="two", layout="circles", lit=2)
    page.get_by_role("button", name="End the story (Esc)").click()
    expect(page.get_by_role("button", name="Maps")).to_be_visible()


def test_it_is_told_from_workshop_mode_too_and_leads_back_to_the_question(told: MapPage) -> None:
    told.page.context.add_cookies([{"name": "powermap_name", "value": "Anna", "url": told.url}])
    page = told.open(told.account, workshop="1").page
    page.get_by_role("button", name="Start", exact=True).click()
    told.shows(question="role", layout="lanes")
    page.get_by_role("button", name="Story").click()
    page.get_by_role("button", name="Play the story").click()
    told.shows(step="one")
    page.keyboard.press("ArrowRight")
    told.shows(step="two", lit=2)
    told.click("bob")
    expect(page.get_by_role("menu")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(told.root).not_to_have_attribute("data-step", "two")
    told.shows(question="role", layout="lanes").settled()
    told.click("bob")
    expect(page.get_by_role("menu")).to_be_visible()
