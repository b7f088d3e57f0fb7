"""What is seen of a map in windows of every size: all of it at once, names whole and apart, letters that can be read."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.e2e.map_page import HOST, MapPage
from tests.e2e.server import Server

LAYOUTS = ("circles", "grid", "lanes", "org")
LAPTOP, PHONE = (1280, 720), (390, 844)
WINDOWS = [(LAPTOP, "en"), ((1366, 768), "zh"), ((1366, 768), "en"), ((1500, 1000), "en"), (PHONE, "en"), (PHONE, "zh")]
LEAST_PX, GAP_PX = 10, 4

SHOWN = f"""root => {{
  const map = ({HOST})(root), stage = map.stage.getBoundingClientRect(), bar = root.querySelector(".pm-toolbar").getBoundingClientRect();
  const legend = map.legendBox.getBoundingClientRect(), seen = map.view(), k = map.scale, {{ rings = [], lanes = [], axes }} = map.backdrop;
  const inPixels = ([what, left, top, right, bottom]) => ({{ what, left: (left - seen.left) * k, top: (top - seen.top) * k,
    right: (right - seen.left) * k, bottom: (bottom - seen.top) * k }});
  const nodes = [...map.nodes.values()].map(({{ id, x, y, size, pm }}) => [id, x - (pm.w ? pm.w / 2 : size), y - (pm.h ? pm.h / 2 : size),
    x + (pm.w ? pm.w / 2 : size), y + (pm.h ? pm.h / 2 : size)]);
  const fields = [...lanes, ...(axes?.zones ?? [])].map((one) => [one.name, one.left, one.top, one.right, one.bottom]);
  const words = map.labelBoxes.flatMap((word) => (word.letters ?? [word]).map((box) => ({{ ...box, what: word.text }})));
  return {{ free: {{ left: map.folded || map.width < 700 ? 0 : legend.right - stage.left, top: bar.bottom - stage.top, right: map.width, bottom: map.height }},
    drawn: [...words, ...[...nodes, ...fields, ...rings.map(({{ name, r }}) => [name, -r, -r, r, r])].map(inPixels)],
    named: new Set(map.labelBoxes.filter((word) => word.kind === "name" && map.nodes.get(word.id)?.pm.what === "person").map((word) => word.id)).size }};
}}"""
DRAWN = f"""async root => {{
  const map = ({HOST})(root);
  let times = 0;
  const count = () => {{ times++; }};
  map.network.on("afterDrawing", count);
  map.camera.fit();
  for (let k = 0; k < 3; k++) await new Promise(requestAnimationFrame);
  map.network.off("afterDrawing", count);
  return times;
}}"""
NAMES = f"""(root, zoom) => {{
  const map = ({HOST})(root), view = {{ position: map.network.getViewPosition(), scale: map.network.getScale() }};
  map.network.moveTo({{ scale: view.scale * zoom }});
  map.redraw();
  const words = map.labelBoxes.filter((box) => box.kind === "name" || box.kind === "sub");
  map.network.moveTo(view);
  map.redraw();
  return words;
}}"""
COVERED = f"""root => {{
  const map = ({HOST})(root), found = [];
  for (const {{ id }} of map.people()) {{
    map.show(id);
    const node = map.nodes.get(id), u = 1 / Math.min(1, map.scale), seen = map.view(), r = 7.2 * u * map.scale;
    const x = (node.x + (node.pm.w ? node.pm.w / 2 : node.size) + 13 * u - seen.left) * map.scale, y = (node.y - seen.top) * map.scale;
    for (const box of map.labelBoxes) {{
      if (box.kind === "name" && box.left < x + r && box.right > x - r && box.top < y + r && box.bottom > y - r) found.push([id, box.text]);
    }}
  }}
  map.show(null);
  return found;
}}"""
LETTERS = f"""(root, zoom) => {{
  const map = ({HOST})(root), said = [], {{ prototype }} = CanvasRenderingContext2D, {{ fillText }} = prototype;
  prototype.fillText = function (text, ...at) {{
    const {{ a, b }} = this.getTransform();
    said.push([text, parseFloat(/([\\d.e-]+)px/.exec(this.font)[1]) * Math.hypot(a, b) / devicePixelRatio]);
    return fillText.call(this, text, ...at);
  }};
  try {{
    map.network.moveTo({{ scale: map.network.getScale() * zoom }});
    map.redraw();
  }} finally {{ prototype.fillText = fillText; }}
  const seen = map.view(), inside = ({{ x, y }}) => x > seen.left && x < seen.right && y > seen.top && y < seen.bottom;
  return {{ said, silent: map.people().filter((p) => inside(p) && p.size * map.scale > 4 && !p.parts?.sign && !p.letter && p.pm.attitude !== "U").map((p) => p.id) }};
}}"""


@pytest.fixture
def window(new_context: Callable[..., BrowserContext], server: Server) -> Callable[..., MapPage]:
    """A map page in a window of a size."""
    def open_it(size: tuple[int, int]) -> MapPage:
        return MapPage(new_context(viewport={"width": size[0], "height": size[1]}).new_page(), server.url)
    return open_it


def outside(box: dict[str, Any], free: dict[str, float]) -> bool:
    return bool(box["left"] < free["left"] - 1 or box["top"] < free["top"] - 1 or box["right"] > free["right"] + 1 or box["bottom"] > free["bottom"] + 1)


@pytest.mark.parametrize(("size", "language"), WINDOWS, ids=lambda value: value if isinstance(value, str) else f"{value[0]}x{value[1]}")
def test_all_of_the_map_lies_in_the_free_part_of_the_frame(window: Callable[..., MapPage], committee: str, size: tuple[int, int], language: str) -> None:
    page = window(size)
    for layout in LAYOUTS:
        shown = page.open(committee, layout=layout, lang=language).shows(layout=layout).still().root.evaluate(SHOWN)
        assert not [box for box in shown["drawn"] if outside(box, shown["free"])], layout
        assert shown["named"] >= (20 if layout != "org" else 0) if size == PHONE else shown["named"] >= 32, layout


def test_the_map_goes_beside_a_legend_that_is_opened(window: Callable[..., MapPage], committee: str) -> None:
    page = window(LAPTOP).open(committee)
    page.page.locator(".pm-fold").click()
    shown = page.still().root.evaluate(SHOWN)
    assert shown["free"]["left"] > 150
    assert not [box for box in shown["drawn"] if outside(box, shown["free"])]


def test_a_map_that_is_fitted_is_drawn_once(window: Callable[..., MapPage], committee: str) -> None:
    assert window(PHONE).open(committee).still().root.evaluate(DRAWN) == 1


def test_names_keep_apart(window: Callable[..., MapPage], committee: str) -> None:
    page = window(LAPTOP)
    for layout in ("circles", "lanes", "grid"):
        page.open(committee, layout=layout).shows(layout=layout)
        for zoom in (1, 0.7, 1.6, 2.4):
            words = page.still().root.evaluate(NAMES, zoom)
            close = [(a["text"], b["text"]) for k, a in enumerate(words) for b in words[:k]
                     if min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 1 and max(a["left"], b["left"]) - min(a["right"], b["right"]) < GAP_PX]
            assert not close, f"{layout} at {zoom}"


@pytest.mark.parametrize("size", [LAPTOP, (1500, 1000)], ids=["laptop", "large"])
def test_the_handle_for_a_tie_covers_no_name(window: Callable[..., MapPage], committee: str, size: tuple[int, int]) -> None:
    page = window(size)
    for layout in LAYOUTS:
        assert page.open(committee, layout=layout).shows(layout=layout).still().root.evaluate(COVERED) == [], layout


@pytest.mark.parametrize("size", [LAPTOP, (1500, 1000), PHONE], ids=["laptop", "large", "phone"])
def test_no_letter_is_too_small_and_everybody_shows_an_attitude(window: Callable[..., MapPage], committee: str, size: tuple[int, int]) -> None:
    page = window(size)
    for layout in LAYOUTS:
        page.open(committee, layout=layout).shows(layout=layout).still()
        for zoom in (1.001, 0.8, 1.5, 1.6):  # on from one another
            shown = page.root.evaluate(LETTERS, zoom)
            assert not [one for one in shown["said"] if one[1] < LEAST_PX], f"{layout}, on by {zoom}"
            assert layout == "org" or not shown["silent"], f"{layout}, on by {zoom}"
