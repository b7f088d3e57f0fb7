"""The search finds everybody of the account: who is drawn, who is inside a folded group, and who is not on this map."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from graph.drawing.view import View, people_on
from graph.model import (
    Account,
    Department,
    MapView,
    Opportunity,
    Person,
    Place,
    Position,
    Setting,
    new_id,
    place_id,
    position_id,
    setting_id,
)
from graph.store import GraphStore, put
from tests.e2e.map_page import HOST, MapPage
from tests.e2e.server import Server

NEAR_THE_MIDDLE = f"""([root, id]) => {{ const map = ({HOST})(root), node = map.nodes.get(id), at = node && map.network.canvasToDOM(node);
  return at && Math.hypot(at.x - map.stage.clientWidth / 2, at.y - map.stage.clientHeight / 2) < 4; }}"""


def searched(map_page: MapPage, text: str) -> MapPage:
    """Types into the search and waits for what it says."""
    map_page.key("s")
    map_page.page.locator(".pm-search input").fill(text)
    expect(map_page.page.locator(".pm-found > *").first).to_be_visible()
    return map_page


def flown_to(map_page: MapPage, id: str) -> None:
    map_page.shows(selected=id).settled()
    map_page.page.wait_for_function(NEAR_THE_MIDDLE, arg=[map_page.root.element_handle(), id])


def remove(store: GraphStore, map_page: MapPage, who: str) -> None:
    name = View().people(map_page.id("deal"))
    store.apply(map_page.account, [put(Place(place_id(name, map_page.id(who)), map=name, item=map_page.id(who), hidden=True))], author="x", base=None)


def test_somebody_in_a_folded_group_is_found_the_group_unfolds_and_the_map_flies_there(crowd: MapPage) -> None:
    crowd.shows(people=0)
    searched(crowd, "person 7")
    hits = crowd.page.locator(".pm-hit")
    expect(hits.first).to_contain_text("Person 7")
    expect(hits.first).to_contain_text("in Department 3")
    crowd.page.keyboard.press("Enter")
    flown_to(crowd, crowd.id("p7"))
    expect(crowd.page.get_by_role("heading", name="Person 7", exact=True)).to_be_visible()
    crowd.shows(people=15)


def test_who_was_removed_is_found_said_not_to_be_here_and_can_be_brought(map_page: MapPage, store: GraphStore) -> None:
    remove(store, map_page, "dora")
    map_page.shows(people=3)
    searched(map_page, "dora").page.keyboard.press("Enter")
    expect(map_page.page.locator(".pm-found")).to_contain_text("Dora is not on this map.")
    expect(map_page.page.get_by_role("heading", name="Dora")).to_be_visible()
    map_page.page.get_by_role("button", name="Bring Dora here").press("Enter")
    flown_to(map_page, map_page.id("dora"))
    now = store.read(map_page.account)
    assert map_page.id("dora") in people_on(now, View(), map_page.id("deal"))


def test_who_is_not_on_a_map_of_some_can_be_brought_there(map_page: MapPage, store: GraphStore) -> None:
    few, on = map_page.id("few"), f"view/{map_page.id('few')}"
    store.apply(map_page.account, [put(MapView(few, name="Few", everybody=False)),
                                   put(Place(place_id(on, map_page.id("ann")), map=on, item=map_page.id("ann")))], author="x", base=None)
    map_page.open(map_page.account, view=few).shows(people=1)
    searched(map_page, "bob").page.keyboard.press("Enter")
    map_page.page.get_by_role("button", name="Bring Bob here").click()
    flown_to(map_page, map_page.id("bob"))
    map_page.shows(people=2)


def test_who_has_no_part_in_a_chart_is_found_and_the_card_opens(map_page: MapPage) -> None:
    map_page.open(map_page.account, layout="equity").shows(people=0)
    searched(map_page, "cid").page.keyboard.press("Enter")
    expect(map_page.page.locator(".pm-found")).to_contain_text("Cid has no part in this chart.")
    expect(map_page.page.get_by_role("button", name=re.compile("^Bring"))).to_have_count(0)
    expect(map_page.page.get_by_role("heading", name="Cid")).to_be_visible()


def test_on_a_map_that_cannot_be_edited_nobody_is_brought(map_page: MapPage, store: GraphStore) -> None:
    remove(store, map_page, "dora")
    map_page.shows(people=3)
    map_page.root.evaluate(f"(root) => {{ ({HOST})(root).data.readonly = true; }}")
    searched(map_page, "dora").page.keyboard.press("Enter")
    expect(map_page.page.locator(".pm-found")).to_contain_text("Dora is not on this map.")
    expect(map_page.page.get_by_role("button", name=re.compile("^Bring"))).to_have_count(0)


def test_a_click_beside_closes_the_card_of_somebody_who_is_not_on_the_map(map_page: MapPage, store: GraphStore) -> None:
    remove(store, map_page, "dora")
    map_page.shows(people=3)
    searched(map_page, "dora").page.keyboard.press("Enter")
    heading = map_page.page.get_by_role("heading", name="Dora")
    expect(heading).to_be_visible()
    map_page.page.keyboard.press("Escape")
    map_page.root.evaluate(f"(root) => ({HOST})(root).select(null)")
    expect(heading).to_have_count(0)


def test_nobody_of_another_name_is_called_so(map_page: MapPage) -> None:
    searched(map_page, "zacharias")
    expect(map_page.page.locator(".pm-nobody")).to_have_text("Nobody is called so.")


def test_a_group_that_holds_the_open_person_is_marked_until_it_is_let_go(crowd: MapPage) -> None:
    crowd.open(crowd.account, person=crowd.id("p7")).shows(selected=f"group:{crowd.id('d3')}")
    expect(crowd.page.get_by_role("heading", name="Person 7", exact=True)).to_be_visible()
    crowd.key("Escape").shows(selected="")
    expect(crowd.page.get_by_role("heading", name="Person 7", exact=True)).to_have_count(0)


def test_a_group_that_holds_people_of_an_answer_is_in_the_light(crowd: MapPage) -> None:
    crowd.page.get_by_role("button", name="Light up on the map").first.click()
    expect(crowd.root).to_have_attribute("data-lit", f"group:{crowd.id('d0')}")
    lit = crowd.root.evaluate(f"(root) => {{ const map = ({HOST})(root); return [...map.nodes.keys()].filter((id) => map.lit(id)); }}")
    assert lit == [f"group:{crowd.id('d0')}"]


def test_a_kept_map_that_lights_somebody_folded_lights_the_group(crowd: MapPage, store: GraphStore) -> None:
    store.apply(crowd.account, [put(MapView(crowd.id("kept"), name="Kept", lit=(crowd.id("p7"),)))], author="x", base=None)
    crowd.open(crowd.account, view=crowd.id("kept"))
    lit = crowd.root.evaluate(f"(root) => {{ const map = ({HOST})(root); return [...map.nodes.keys()].filter((id) => map.lit(id)); }}")
    assert lit == [f"group:{crowd.id('d3')}"]


def test_a_group_that_holds_whom_a_filter_wants_is_in_the_light(crowd: MapPage) -> None:
    lit = crowd.root.evaluate(f"""(root) => {{ const map = ({HOST})(root); map.light.setFilters(["attitude:A"]);
        return [...map.nodes.keys()].filter((id) => map.lit(id)); }}""")
    assert lit == [f"group:{crowd.id('d0')}"]


def test_a_chart_without_room_for_everybody_says_so(crowd: MapPage) -> None:
    said = "10 people with the smallest shares are not drawn."
    expect(crowd.page.locator(".pm-chip")).to_have_count(0)
    crowd.open(crowd.account, layout="org").shows(people=50)
    expect(crowd.page.locator(".pm-chip")).to_have_text(said)
    expect(crowd.root).to_have_attribute("aria-label", re.compile(re.escape(said)))
    expect(crowd.page.locator(".pm-row").filter(has_text="Not drawn: no room")).to_contain_text("10")
    crowd.page.locator(".pm-fold").click()
    expect(crowd.page.locator(".pm-chip")).to_have_text(said)
    gone = crowd.root.evaluate(f"(root) => ({HOST})(root).base.absent[0].label")
    searched(crowd, gone).page.keyboard.press("Enter")
    expect(crowd.page.locator(".pm-found")).to_contain_text(f"{gone} is not drawn: there is no room for everybody")


@pytest.fixture
def crowd(new_context: Callable[..., BrowserContext], server: Server, store: GraphStore) -> MapPage:
    """The map of 60 people in four departments, of an account whose maps hold 50: it opens folded. Two of department 0 decide, and are for us."""
    id = new_id()
    people = [Person(f"{id}.p{k}", name=f"Person {k}", department=f"{id}.d{k % 4}") for k in range(60)]
    decide = [Position(position_id(f"{id}.deal", f"{id}.{who}"), opportunity=f"{id}.deal", person=f"{id}.{who}", roles=("DECIDER",), attitude="A")
              for who in ("p0", "p4")]
    store.create(Account(id, name=f"Crowd {id[:6]}"), author="x", records=[
        Opportunity(f"{id}.deal", name="Deal"), *(Department(f"{id}.d{k}", name=f"Department {k}") for k in range(4)), *people, *decide,
        Setting(setting_id("largest_map"), name="largest_map", value=50.0)])
    return MapPage(new_context().new_page(), server.url).open(id)
