"""The words of pictures: names that keep apart, legends that say all, and an empty map that says so."""

from itertools import combinations

import pytest

from graph.analysis.account import Analysis, analyse
from graph.drawing.layouts import LAYOUTS
from graph.drawing.payload import map_payload
from graph.drawing.view import View
from graph.export.picture.labels import box_of
from graph.export.picture.scene import Scene, heading_of, scene_of
from graph.export.picture.shapes import Group, Words
from tests.drawing.accounts import account, demo


@pytest.fixture(scope="module")
def committee() -> Analysis:
    return analyse(demo("committee"))


def drawn(analysis: Analysis, layout: str, language: str = "en") -> Scene:
    view = View(layout=layout, language=language, leader=min(analysis.snapshot.people, default="") if LAYOUTS[layout].led else "")
    return scene_of(map_payload(analysis, view), heading_of(analysis, view), language=language)


def words_of(scene: Scene, *kinds: str) -> list[Words]:
    return [mark for group in scene.marks if isinstance(group, Group) and group.kind in kinds for mark in group.marks if isinstance(mark, Words)]


@pytest.mark.parametrize("layout", ["circles", "grid", "lanes"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_names_and_titles_on_one_line_keep_apart(committee: Analysis, layout: str, language: str) -> None:
    beside = [words for words in words_of(drawn(committee, layout, language), "person", "team", "competitor") if words.halo]
    assert len(beside) > 60
    for one, other in combinations(beside, 2):
        (left, top, right, bottom), (x, y, r, b) = box_of(one), box_of(other)
        if min(bottom, b) - max(top, y) > 2.1:
            assert max(left, x) - min(right, r) >= 0.35 * min(one.size, other.size), (one.text, other.text)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_legend_says_every_word_and_leaves_room_for_the_map(committee: Analysis, layout: str, language: str) -> None:
    scene = drawn(committee, layout, language)
    assert not [words.text for words in words_of(scene, "legend") if "…" in words.text]
    left, top, across, down = scene.page
    for words in words_of(scene, "legend"):
        edges = box_of(words)
        assert left < edges[0] and edges[2] < left + across and top < edges[1] and edges[3] < top + down, words.text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_columns_of_the_grid_say_which_attitude_they_are(committee: Analysis, language: str) -> None:
    assert not [mark.text for mark in drawn(committee, "grid", language).marks if isinstance(mark, Words) and "…" in mark.text]


@pytest.mark.parametrize(("language", "says"), [("en", "Nobody is on this map."), ("zh", "图上没有人。")])
def test_a_picture_of_nobody_tells_of_no_keys(language: str, says: str) -> None:
    texts = [mark.text for mark in drawn(analyse(account()), "circles", language).marks if isinstance(mark, Words)]
    assert says in texts and not [text for text in texts if "Press" in text or "按" in text]
