"""Fingers on the map: tap, double tap, long press, drag, pinch, and handles large enough."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from graph.store import GraphStore
from tests.e2e.map_page import HOST, MapPage
from tests.e2e.server import Server

SMALLEST_PX = 44


class Fingers:
    """Touches as a screen sends them."""

    def __init__(self, map_page: MapPage) -> None:
        self.map_page, self.devtools = map_page, map_page.page.context.new_cdp_session(map_page.page)

    def _send(self, kind: str, *points: tuple[float, float]) -> None:
        self.devtools.send("Input.dispatchTouchEvent", {
            "type": kind, "touchPoints": [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(points)]})

    def down(self, *points: tuple[float, float]) -> "Fingers":
        self._send("touchStart", *points)
        return self

    def to(self, *points: tuple[float, float]) -> "Fingers":
        self._send("touchMove", *points)
        return self

    def up(self) -> "Fingers":
        self._send("touchEnd")
        return self

    def tap(self, point: tuple[float, float]) -> "Fingers":
        return self.down(point).up()

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 6) -> "Fingers":
        self.down(start)
        for k in range(1, steps + 1):
            self.to((start[0] + (end[0] - start[0]) * k / steps, start[1] + (end[1] - start[1]) * k / steps))
        return self.up()


@pytest.fixture
def fingers(new_context: Callable[..., BrowserContext], server: Server, account: str) -> Iterator[Fingers]:
    context = new_context(has_touch=True, is_mobile=True, viewport={"width": 1100, "height": 900})
    yield Fingers(MapPage(context.new_page(), server.url).open(account))


def view(map_page: MapPage) -> dict[str, Any]:
    return map_page.root.evaluate(f"root => {{ const {{ network }} = ({HOST})(root); return {{ scale: network.getScale(), ...network.getViewPosition() }}; }}")


def test_a_tap_selects_and_a_long_press_opens_the_menu(fingers: Fingers) -> None:
    map_page = fingers.map_page
    fingers.tap(map_page.spot("bob"))
    map_page.shows(selected=map_page.id("bob"))
    fingers.down(map_page.spot("cid"))
    expect(map_page.page.locator(".pm-menu .pm-heading")).to_have_text("Cid")
    fingers.up()
    expect(map_page.page.locator(".pm-menu")).to_be_visible()
    for row in map_page.page.locator(".pm-item").all():
        assert row.bounding_box()["height"] >= SMALLEST_PX
    map_page.menu("Attitude", "B Supporter").waits("cid", attitude="B").settled()


def test_a_double_tap_adds_a_person(fingers: Fingers) -> None:
    map_page = fingers.map_page
    spot = map_page.spot_of(0, 130)
    fingers.tap(spot).tap(spot)
    map_page.typed("Eve").shows(people=5).settled()


def test_a_finger_drags_a_person_and_the_map(fingers: Fingers, store: GraphStore) -> None:
    map_page = fingers.map_page
    before, seen = map_page.node("dora"), view(map_page)
    x, y = map_page.spot("dora")
    fingers.drag((x, y), (x + 80, y - 40))
    map_page.settled()
    after = map_page.node("dora")
    assert after["x"] > before["x"] + 40 and view(map_page) == seen
    place = store.read(map_page.account).place(f"circles/{map_page.id('deal')}", map_page.id("dora"))
    assert abs(place.x - after["x"]) <= 1
    start = map_page.spot_of(0, 130)
    fingers.drag(start, (start[0] + 90, start[1] + 30))
    assert view(map_page)["x"] < seen["x"] - 20


def test_two_fingers_zoom(fingers: Fingers) -> None:
    map_page = fingers.map_page
    before = view(map_page)["scale"]
    x, y = map_page.spot_of(0, 130)
    fingers.down((x - 30, y), (x + 30, y))
    for k in range(1, 8):
        fingers.to((x - 30 - 10 * k, y), (x + 30 + 10 * k, y))
    fingers.up()
    assert view(map_page)["scale"] > 1.5 * before


def test_a_tie_is_drawn_from_the_dot_of_the_selected(fingers: Fingers, store: GraphStore) -> None:
    map_page = fingers.map_page
    fingers.tap(map_page.spot("dora"))
    map_page.shows(selected=map_page.id("dora"))
    x, y = map_page.spot("dora", "handle")
    fingers.drag((x + SMALLEST_PX / 2 - 4, y), map_page.spot("bob"))  # at the edge of what a finger must hit
    map_page.menu("Asks for advice").shows(ties=3).settled()


def test_tools_are_large_enough_for_a_finger_and_the_lasso_works(fingers: Fingers) -> None:
    map_page = fingers.map_page
    for name in ("person", "tie", "lasso", "search"):
        box = map_page.tool(name).bounding_box()
        assert min(box["width"], box["height"]) >= SMALLEST_PX, name
    map_page.tool("lasso").tap()
    map_page.shows(mode="lasso")
    corners = [map_page.spot_of(*at) for at in ((-330, -170), (90, -170), (90, 20), (-120, 160), (-330, 160))]
    fingers.down(corners[0])
    for corner in corners[1:]:
        fingers.to(corner)
    fingers.up()
    map_page.shows(chosen=2)


# ---- a phone ------------------------------------------------------------------------------------------------------
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext], server: Server, account: str) -> Iterator[Fingers]:
    yield Fingers(MapPage(new_context(has_touch=True, is_mobile=True, viewport=PHONE).new_page(), server.url).open(account))


def test_what_is_above_the_map_leaves_it_room_on_a_phone(phone: Fingers) -> None:
    page = phone.map_page.page
    boxes = [page.get_by_role("button", name=name, exact=True).bounding_box() for name in ("Look", "Maps", "Add", "Export", "Workshop")]
    assert len({box["y"] for box in boxes}) == 1 and min(box["width"] for box in boxes) >= SMALLEST_PX
    title, map_ = page.locator(".st-key-map_title h3").bounding_box(), phone.map_page.root.bounding_box()
    menu = page.get_by_test_id("stExpandSidebarButton").bounding_box()
    assert title["y"] >= 0 and title["x"] >= menu["x"] + menu["width"] and title["y"] + title["height"] <= boxes[0]["y"]
    assert map_["height"] > PHONE["height"] / 2
    below = page.get_by_role("heading", name="What the map says").bounding_box()
    assert below["y"] + below["height"] <= PHONE["height"], "what lies below the map shows that it is there"


def test_full_screen_is_all_of_a_phone(phone: Fingers) -> None:
    map_page = phone.map_page
    map_page.tool("full").tap()
    map_page.shows(full="true")
    map_page.page.wait_for_function("root => { const box = root.getBoundingClientRect(); return box.top === 0 && box.height === innerHeight; }",
                                    arg=map_page.root.element_handle())


def test_the_open_legend_can_be_folded_on_a_phone(phone: Fingers) -> None:
    page, fold = phone.map_page.page, phone.map_page.page.locator(".pm-fold")
    fold.tap()
    expect(fold).to_have_attribute("aria-expanded", "true")
    page.locator(".pm-legend").evaluate("one => { for (let k = 0; k < 60; k++) one.append(document.createElement('p'), 'more'); }")  # longer than the map
    tools, legend = page.locator(".pm-toolbar").bounding_box(), page.locator(".pm-legend").bounding_box()
    assert legend["y"] >= tools["y"] + tools["height"]
    fold.tap()
    expect(fold).to_have_attribute("aria-expanded", "false")


def test_a_menu_at_the_lower_edge_is_seen_whole(phone: Fingers) -> None:
    map_page = phone.map_page
    map_page.page.set_viewport_size({"width": 390, "height": 560})
    map_page.page.wait_for_function("root => root.getBoundingClientRect().bottom > innerHeight", arg=map_page.root.element_handle())
    box = map_page.root.bounding_box()
    phone.down((box["x"] + 20, 540))
    menu = map_page.page.locator(".pm-menu")
    expect(menu).to_be_visible()
    phone.up()
    map_page.page.wait_for_function("menu => menu.getBoundingClientRect().bottom < innerHeight", arg=menu.element_handle())
