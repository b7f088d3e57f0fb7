"""What the painter promises of every picture: words that can be read and lie on nothing, signs that double colours, and
territories without strangers; in light and dark, English and Chinese."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from graph.model import Faction, Tie
from graph.store import GraphStore, puts
from tests.e2e.map_page import HOST, MapPage
from tests.e2e.server import ROOT, Server

LEAST_PX = 10
LOOKS = [("light", "en"), ("light", "zh"), ("dark", "en"), ("dark", "zh")]
COMMITTEE = json.loads((ROOT / "data" / "committee.json").read_text("utf-8"))["records"]
PEOPLE = sum(r["type"] == "Person" for r in COMMITTEE)
BADGES = {"badge", "key", "coverage"}
"""Of a person, besides the clock and the letter of the attitude."""

SAID = f"""(root, zoom) => {{
  const map = ({HOST})(root), view = map.network.getViewPosition(), scale = map.network.getScale();
  map.network.moveTo({{ scale: scale * zoom }});
  map.redraw();
  const seen = map.view(), k = map.scale;
  const faces = [...map.nodes.values()].filter((n) => !n.pm.w).map((n) => ({{
    id: n.id, x: (n.x - seen.left) * k, y: (n.y - seen.top) * k, r: n.size * k, sign: n.pm.sign, what: n.pm.what, stale: n.pm.stale,
    parts: Object.keys(n.parts ?? {{}}), letter: n.letter }}));
  const words = map.labelBoxes.map((b) => ({{ ...b }})), named = new Set(words.filter((w) => w.kind === "name").map((w) => w.id));
  map.network.moveTo({{ position: view, scale }});
  map.redraw();
  return {{ words, faces, named: map.people().filter((p) => named.has(p.id)).length }};
}}"""
HELD = f"""(root, [stranger, spots]) => {{
  const map = ({HOST})(root), ctx = document.createElement("canvas").getContext("2d"), body = map.network.body.nodes;
  return spots.map(([x, y]) => {{
    if (stranger) Object.assign(body[stranger], {{ x, y }});
    map.redraw();
    return map.backdrop.factions.map((faction) => {{
      const members = new Set(faction.members), {{ pieces }} = map.backdropPainter.lands.territories.get(faction.id);
      const inside = map.people().filter((p) => pieces.some((piece) => ctx.isPointInPath(piece.path, p.x, p.y))).map((p) => p.id);
      return {{ strangers: inside.filter((id) => !members.has(id)), members: inside.filter((id) => members.has(id)) }};
    }});
  }});
}}"""


def touches(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two words lie on one another by more than a pixel; words along a circle by their letters."""
    def meet(p: dict[str, float], q: dict[str, float]) -> bool:
        return min(p["right"], q["right"]) - max(p["left"], q["left"]) > 1 and min(p["bottom"], q["bottom"]) - max(p["top"], q["top"]) > 1
    return any(meet(p, q) for p in a.get("letters") or [a] for q in b.get("letters") or [b])


def on_a_face(word: dict[str, Any], face: dict[str, Any]) -> bool:
    """Whether a word lies on a disc by more than a pixel."""
    def near(box: dict[str, float]) -> bool:
        dx = max(box["left"] - face["x"], 0, face["x"] - box["right"])
        dy = max(box["top"] - face["y"], 0, face["y"] - box["bottom"])
        return bool((dx**2 + dy**2) ** 0.5 < face["r"] - 1)
    return any(near(box) for box in word.get("letters") or [word])


@pytest.fixture(params=LOOKS, ids=["-".join(look) for look in LOOKS])
def looked(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext], server: Server) -> Callable[..., MapPage]:
    """Opens a map in one theme and language."""
    theme, language = request.param
    page = new_context(color_scheme=theme).new_page()

    def open_it(account: str, **params: str) -> MapPage:
        map_page = MapPage(page, server.url).open(account, lang=language, **params)
        assert map_page.root.evaluate(f"root => ({HOST})(root).theme") == theme
        return map_page

    return open_it


def test_words_can_be_read_and_lie_on_nothing(looked: Callable[..., MapPage], committee: str) -> None:
    for layout in ("circles", "org", "grid", "lanes"):
        map_page = looked(committee, layout=layout).shows(people=PEOPLE, layout=layout)
        for zoom in (1, 0.7, 1.6):
            said = map_page.root.evaluate(SAID, zoom)
            words, faces, where = said["words"], said["faces"], f"{layout} at {zoom}"
            assert not [w for w in words if w["kind"] != "mark" and w["px"] < LEAST_PX], where
            assert not [(a["text"], b["text"]) for k, a in enumerate(words) for b in words[:k] if touches(a, b)], where
            assert not [(w["text"], f["id"]) for w in words for f in faces if f["r"] > 4 and on_a_face(w, f)], where
            assert zoom > 1 or said["named"] >= 0.8 * PEOPLE, f"Too few have a name on {where}"


def test_every_attitude_has_its_letter_and_nobody_more_than_four_badges(looked: Callable[..., MapPage], committee: str) -> None:
    faces = [f for f in looked(committee).shows(people=PEOPLE).root.evaluate(SAID, 1)["faces"] if f["what"] == "person"]
    assert len(faces) == PEOPLE
    for face in faces:
        assert ("sign" in face["parts"] or face["letter"]) and face["sign"] in ("A", "B+", "B", "C+", "C", "D+", "D", "E+", "E", "?")
        badges = set(face["parts"]) - {"sign"}
        assert badges <= BADGES and len(badges) + bool(face["stale"]) <= 4


def test_the_selected_has_a_name_however_small_the_map(looked: Callable[..., MapPage], committee: str) -> None:
    map_page = looked(committee).shows(people=PEOPLE)
    last = map_page.root.evaluate(f"""root => {{ const map = ({HOST})(root), people = map.people().sort((a, b) => a.size - b.size);
        map.select(people[0].id); return people[0].id; }}""")
    words = map_page.root.evaluate(SAID, 0.3)["words"]
    assert [w for w in words if w["kind"] == "name" and w["id"] == last and w["px"] >= LEAST_PX]


def test_territories_hold_their_members_and_no_strangers(looked: Callable[..., MapPage], committee: str) -> None:
    found = looked(committee).shows(people=PEOPLE).root.evaluate(HELD, [None, [[0, 0]]])[0]
    members = sum(r["type"] == "Tie" and r["kind"] == "IN_FACTION" for r in COMMITTEE)
    assert not [f["strangers"] for f in found if f["strangers"]]
    assert sum(len(f["members"]) for f in found) >= members


def test_a_stranger_who_is_dragged_between_members_is_never_taken_in(map_page: MapPage, store: GraphStore) -> None:
    id = map_page.account
    store.apply(id, puts([Faction(f"{id}.camp", name="Camp", core=f"{id}.ann"),
                          *(Tie(f"{id}.in-{who}", kind="IN_FACTION", source=f"{id}.{who}", target=f"{id}.camp") for who in ("ann", "bob", "cid"))]),
                author="me", base=None)
    map_page.reload()
    ann, bob, cid = ((p["x"], p["y"]) for p in map(map_page.node, ("ann", "bob", "cid")))
    ways = [(a[0] + (b[0] - a[0]) * k / 20, a[1] + (b[1] - a[1]) * k / 20 + aside)
            for a, b in ((ann, bob), (ann, cid), (bob, cid)) for k in range(1, 20) for aside in (0, 14, -30)]
    for spot, factions in zip(ways, map_page.root.evaluate(HELD, [map_page.id("dora"), ways]), strict=True):
        assert factions[0]["strangers"] == [], f"Dora at {spot}"
        assert len(factions[0]["members"]) == 3, f"Dora at {spot}"
