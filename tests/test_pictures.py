"""The map as files to take away: what is in them, that it can be read, and that nothing in them runs or leaks."""

from __future__ import annotations

import json
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pypdf import PdfReader

from graph.analysis.account import Analysis, analyse
from graph.drawing.layouts import LAYOUTS
from graph.drawing.payload import MapPayload, map_payload
from graph.drawing.view import View
from graph.export.picture import FORMATS, document
from graph.export.picture.labels import box_of
from graph.export.picture.modules import import_map, in_script
from graph.export.picture.scene import Scene, heading_of, scene_of
from graph.export.picture.shapes import Group, Mark, Tie, Words
from graph.export.picture.slide import pptx
from graph.export.picture.svg import svg
from graph.export.picture.territory import Disc, outline, territory
from graph.export.picture.words import clean, folded, shortened, width
from graph.export.redaction import Redaction, redacted_analysis
from graph.model import Department, Faction, MapView, Person, Snapshot
from graph.model import Tie as TieRecord
from tests.drawing.accounts import account, demo, place

FRONTEND = Path(__file__).parent.parent / "ui" / "power_map" / "frontend"
SVG = "{http://www.w3.org/2000/svg}"
SLIDE = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main", "p": "http://schemas.openxmlformats.org/presentationml/2006/main"}
EVIL = ("</script><img src=x onerror=alert(1)>", "]]> & <b>\"'", "bell\x07 half\ud800", "{curly} {0}", "王强 <g/>")


@pytest.fixture(scope="module")
def committee() -> Analysis:
    return analyse(demo("committee"))


@pytest.fixture(scope="module")
def hostile() -> Analysis:
    people = [Person(f"p{k}", name=name, title=name, department="dep") for k, name in enumerate(EVIL)]
    ties = [TieRecord(f"t{k}", kind="LISTENS_TO", label=EVIL[0], source="p0", target=f"p{k}") for k in (1, 2)]
    return analyse(account(Department("dep", name=EVIL[0]), Faction("fac", name=EVIL[1]), *people, *ties,
                           *(TieRecord(f"m{k}", kind="IN_FACTION", source=f"p{k}", target="fac") for k in (0, 1, 2))))


def drawn(analysis: Analysis, view: View | None = None, *, theme: str = "light", redaction: Redaction | None = None) -> tuple[MapPayload, Scene]:
    view = view or View()
    payload = map_payload(analysis, view)
    heading = heading_of(analysis, view, redaction) if redaction else heading_of(analysis, view)
    return payload, scene_of(payload, heading, theme=theme, language=view.language)


def led(analysis: Analysis, layout: str, **more: str) -> View:
    return View(layout=layout, leader=min(analysis.snapshot.people, default="") if LAYOUTS[layout].led else "", **more)


@pytest.fixture(scope="module")
def chinese_font() -> None:
    """The demo account has Chinese titles: without a font for them there is no PDF and no PNG of it."""
    try:
        document.pdf(drawn(analyse(account(Person("p", name="王强"))))[1])
    except document.NoFont as reason:
        pytest.skip(str(reason))


def texts(drawing: str, weight: str = "") -> list[str]:
    """Every text that is read, lines of one name joined; those of a weight (600: names; initials are 700)."""
    root = ElementTree.fromstring(drawing)
    return [" ".join("".join(part.itertext()) for part in ([*node] or [node])) for node in root.iter(f"{SVG}text")
            if node.get("aria-hidden") is None and weight in ("", node.get("font-weight"))]


def in_one_line(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def within(marks: tuple[Mark, ...] | list[Mark]) -> list[Mark]:
    return [inner for mark in marks for inner in ([mark, *within(list(mark.marks))] if isinstance(mark, Group) else [mark])]


# ---- SVG ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "zh"])
def test_everybody_is_named_once_and_the_names_are_text(committee: Analysis, language: str) -> None:
    payload, scene = drawn(committee, View(language=language))
    found = Counter(map(squeezed, texts(svg(scene), "600")))
    for node in payload.nodes.values():
        assert found[squeezed(node["label"])] == 1, node["label"]
    assert svg(scene).count("aria-hidden") > len(payload.nodes), "names have a halo of their own"
    assert svg(scene, halo_apart=False).count("aria-hidden") == 0


def test_tooltips_tell_of_people_and_ties(committee: Analysis) -> None:
    payload, scene = drawn(committee)
    titles = [node.text or "" for node in ElementTree.fromstring(svg(scene)).iter(f"{SVG}title")]
    assert {node["title"] for node in payload.nodes.values()} <= set(titles)
    edge = next(iter(payload.edges.values()))
    assert any(t.endswith(f"{payload.nodes[edge['from']]['label']} – {payload.nodes[edge['to']]['label']}") for t in titles)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_name_stands_on_another_or_on_a_face(committee: Analysis, layout: str) -> None:
    payload, scene = drawn(committee, led(committee, layout))
    people = [g for g in within(list(scene.marks)) if isinstance(g, Group) and g.id in payload.nodes]
    names = [(g.id, box_of(w)) for g in people for w in g.marks if isinstance(w, Words) and w.halo and w.weight == 600]
    for k, (one, (left, top, right, bottom)) in enumerate(names):
        for other, (x, y, r, b) in names[:k]:
            assert not (left < r and right > x and top < b and bottom > y), (one, other)
        for node in payload.nodes.values():
            reach = node["size"] * 0.6
            if node["pm"]["shape"] != "disc" or node["pm"]["what"] == "faction":
                continue
            assert not (left < node["x"] + reach and right > node["x"] - reach and top < node["y"] + reach and bottom > node["y"] - reach), (one, node["id"])


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_layout_can_be_drawn_and_lies_on_its_page(committee: Analysis, layout: str, theme: str) -> None:
    payload, scene = drawn(committee, led(committee, layout), theme=theme)
    root = ElementTree.fromstring(svg(scene))
    left, top, across, down = scene.page
    assert across / down == pytest.approx(16 / 9)
    for node in payload.nodes.values():
        assert left < node["x"] < left + across and top < node["y"] < top + down
    assert {node.get("data-id") for node in root.iter(f"{SVG}g")} >= set(payload.nodes)
    drawn_ties = {mark.id for mark in scene.marks if isinstance(mark, Tie)}
    assert drawn_ties <= set(payload.edges) and len(drawn_ties) >= 0.9 * len(payload.edges)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_legend_counts_what_is_on_the_map(committee: Analysis, layout: str) -> None:
    payload, scene = drawn(committee, led(committee, layout))
    legend = next((g for g in scene.marks if isinstance(g, Group) and g.kind == "legend"), None)
    words = [w.text for w in legend.marks if isinstance(w, Words)] if legend else []
    assert [w for w in words if w.isdigit()] == [str(item["count"]) for group in payload.legend for item in group["items"]]
    assert [w for w in words if not w.isdigit() and w.rstrip("…") and any(w == g["name"] for g in payload.legend)]


def test_title_deal_and_day_are_on_the_page(committee: Analysis) -> None:
    _payload, scene = drawn(committee, View(as_of="2026-03-31"))
    found = texts(svg(scene))
    assert "Circles of power" in found and "As of 2026-03-31" in found and "MES platform, phase 1" in found
    assert scene.title == "Huadong Smart Manufacturing (demo) – Circles of power"
    _payload, chinese = drawn(committee, View(language="zh", as_of="2026-03-31"))
    assert "截至 2026-03-31" in texts(svg(chinese)) and "华东智能制造" in texts(svg(chinese))


@pytest.mark.parametrize("layout", ["org", "grid"])
def test_a_picture_says_for_how_many_there_was_no_room(committee: Analysis, layout: str) -> None:
    crowded = replace(committee, model=replace(committee.model, settings=replace(committee.model.settings, largest_map=30)))
    payload, scene = drawn(crowded, View(layout=layout))
    found = " ".join(texts(svg(scene)))
    said, row = f"{len(payload.undrawn)} people with the smallest shares are not drawn.", "Not drawn: no room"
    assert len(payload.undrawn) == len(committee.snapshot.people) - 30 and said in found and row in found
    whole = " ".join(texts(svg(drawn(committee, View(layout=layout))[1])))
    assert "not drawn" not in whole and row not in whole


@pytest.mark.usefixtures("chinese_font")
@pytest.mark.parametrize("layout", ["circles", "org", "grid", "lanes"])
def test_names_that_are_markup_stay_text(hostile: Analysis, layout: str) -> None:
    payload, scene = drawn(hostile, led(hostile, layout))
    root = ElementTree.fromstring(svg(scene))
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
        "svg", "title", "desc", "rect", "defs", "path", "g", "circle", "text", "tspan", "textPath", "radialGradient", "stop"}
    assert not any(name.startswith("on") or ("href" in name and not value.startswith("#")) for node in root.iter() for name, value in node.attrib.items())
    shown = "".join(map(squeezed, texts(svg(scene))))
    assert squeezed("]]> & <b>\"'") in shown and "�" in shown
    etree.fromstring(svg(scene).encode())
    Presentation(BytesIO(pptx(scene)))
    assert document.pdf(scene).startswith(b"%PDF") and len(payload.nodes) == len(EVIL)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_empty_account_is_a_page_too(layout: str) -> None:
    analysis = analyse(account())
    for format in FORMATS.values():
        assert len(format.make(analysis, led(analysis, layout), frontend=FRONTEND)) > 500


# ---- territories -------------------------------------------------------------------------------------------------
def test_a_territory_holds_its_members_and_nobody_else(committee: Analysis) -> None:
    payload, _scene = drawn(committee)
    people = {id: (n["x"], n["y"], n["size"]) for id, n in payload.nodes.items() if n["pm"]["what"] == "person"}
    for faction in payload.backdrop["factions"]:
        inside: list[Disc] = [people[p] for p in faction["members"]]
        others = [at for p, at in people.items() if p not in faction["members"]]
        pieces = territory(inside, others)
        assert sorted(m for piece in pieces for m in piece.members) == sorted(inside)
        for x, y, _r in inside:
            assert any(_inside(piece.steps, x, y) for piece in pieces)
        assert not any(_inside(piece.steps, x, y) for x, y, _r in others for piece in pieces)


def test_a_way_between_two_members_goes_round_who_stands_between() -> None:
    (piece,) = territory([(0, 0, 20), (260, 0, 20)], [(130, 5, 30)])
    assert not _inside(piece.steps, 130, 5) and len(piece.members) == 2
    assert len(territory([(0, 0, 20), (2000, 0, 20)], [])) == 2


def _inside(steps: object, x: float, y: float) -> bool:
    """Whether a point lies in an outline, counting how often a line to the right crosses its corners."""
    rings: list[list[tuple[float, float]]] = []
    for letter, at in steps:  # type: ignore[attr-defined]
        if letter == "M":
            rings.append([])
        if at:
            rings[-1].append((at[-2], at[-1]))
    crossed = 0
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            crossed += (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
    return crossed % 2 == 1


def test_the_outline_has_points_on_every_side() -> None:
    (piece,) = territory([(0, 0, 20), (100, 0, 20)], [])
    edge = outline(piece)
    assert min(x for x, _ in edge) < -40 and max(x for x, _ in edge) > 140 and min(y for _, y in edge) < -40


# ---- PDF and PNG -------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("chinese_font")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_pdf_can_be_searched_and_misses_no_letter(committee: Analysis, language: str) -> None:
    payload, scene = drawn(committee, View(language=language))
    (page,) = PdfReader(BytesIO(document.pdf(scene))).pages
    text = page.extract_text()
    assert "\x00" not in text and "\ufffd" not in text
    for node in payload.nodes.values():
        assert squeezed(node["label"]) in squeezed(text), node["label"]
    assert float(page.mediabox.width) == pytest.approx(scene.pixels * 0.75, abs=1)
    assert not list(page.images), "a picture of vectors"


@pytest.mark.usefixtures("chinese_font")
def test_a_png_is_twice_as_large_as_the_drawing_and_full_of_colours(committee: Analysis) -> None:
    _payload, scene = drawn(committee)
    picture = Image.open(BytesIO(document.png(scene)))
    root = ElementTree.fromstring(svg(scene))
    assert picture.size == (2 * int(root.get("width", 0)), 2 * int(root.get("height", 0)))
    small = picture.convert("RGB").resize((320, 180))
    colours = small.getcolors(maxcolors=320 * 180) or []
    assert len(colours) > 500 and max(count for count, _ in colours) < 0.7 * 320 * 180
    assert small.getpixel((2, 2)) == tuple(bytes.fromhex(scene.paper[1:]))


def test_without_a_font_it_says_which_package_has_one(committee: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "SYSTEM_FONTS", False)
    with pytest.raises(document.NoFont, match="fonts-noto-cjk") as refused:
        document.png(drawn(committee, View(language="zh"))[1])
    assert "fonts-noto-cjk" in refused.value.zh
    assert document.png(drawn(analyse(account(Person("ann", name="Ann Lee"))))[1]), "Latin letters come with the typesetter"


@pytest.mark.usefixtures("chinese_font")
def test_several_people_may_take_pictures_at_once(committee: Analysis) -> None:
    scenes = [drawn(committee, View(language=language))[1] for language in ("en", "zh", "en")]
    with ThreadPoolExecutor(3) as at_once:
        made = list(at_once.map(document.pdf, scenes))
    assert all(one.startswith(b"%PDF") for one in made)


# ---- PowerPoint --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_slide_has_a_group_for_everybody_and_glued_lines(committee: Analysis, layout: str) -> None:
    payload, scene = drawn(committee, led(committee, layout))
    slide = Presentation(BytesIO(pptx(scene))).slides[0]
    tree = slide.shapes._spTree
    ids = [int(node.get("id")) for node in tree.iter(f"{{{SLIDE['p']}}}cNvPr")]
    assert len(ids) == len(set(ids))
    groups = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    descriptions = Counter(group._element.nvGrpSpPr.cNvPr.get("descr") for group in groups)
    assert all(descriptions[clean(node["title"])] >= 1 for node in payload.nodes.values())
    lines = tree.findall(".//p:cxnSp", SLIDE)
    assert len(lines) == sum(isinstance(mark, Tie) for mark in scene.marks)
    for line in lines:
        ends = [line.find(f".//a:{end}", SLIDE) for end in ("stCxn", "endCxn")]
        assert all(end is not None and int(end.get("id")) in ids for end in ends)
        assert int(ends[0].get("id")) != int(ends[1].get("id"))


def test_lines_end_where_the_shapes_have_their_sites(committee: Analysis) -> None:
    _payload, scene = drawn(committee)
    tree = Presentation(BytesIO(pptx(scene))).slides[0].shapes._spTree
    discs = {}
    for shape in tree.iter(f"{{{SLIDE['p']}}}sp"):
        frame = shape.find("p:spPr/a:xfrm", SLIDE)
        if shape.find("p:spPr/a:prstGeom[@prst='ellipse']", SLIDE) is not None:
            at, size = frame.find("a:off", SLIDE), frame.find("a:ext", SLIDE)
            discs[shape.find("p:nvSpPr/p:cNvPr", SLIDE).get("id")] = (int(at.get("x")) + int(size.get("cx")) / 2, int(at.get("y")) + int(size.get("cy")) / 2,
                                                                     int(size.get("cx")) / 2)
    checked = 0
    for line in tree.findall(".//p:cxnSp", SLIDE):
        frame = line.find("p:spPr/a:xfrm", SLIDE)
        at, size = frame.find("a:off", SLIDE), frame.find("a:ext", SLIDE)
        x, y = [int(at.get("x")), int(at.get("x")) + int(size.get("cx"))], [int(at.get("y")), int(at.get("y")) + int(size.get("cy"))]
        x, y = x[::-1] if frame.get("flipH") == "1" else x, y[::-1] if frame.get("flipV") == "1" else y
        for k, end in enumerate(("stCxn", "endCxn")):
            disc = discs.get(line.find(f".//a:{end}", SLIDE).get("id"))
            if disc:
                checked += 1
                assert ((x[k] - disc[0]) ** 2 + (y[k] - disc[1]) ** 2) ** 0.5 == pytest.approx(disc[2], rel=0.02)
    assert checked > 100


def test_a_slide_can_be_edited_and_casts_no_shadows(committee: Analysis) -> None:
    payload, scene = drawn(committee)
    shown = Presentation(BytesIO(pptx(scene)))
    slide = shown.slides[0]
    assert slide.shapes.title.text == "Huadong Smart Manufacturing (demo)"
    name = next(iter(payload.nodes.values()))["label"]
    (box,) = [s for g in slide.shapes if g.shape_type == MSO_SHAPE_TYPE.GROUP for s in g.shapes if s.has_text_frame and s.text_frame.text == name]
    box.text_frame.paragraphs[0].runs[0].text = "Somebody Else"
    changed = BytesIO()
    shown.save(changed)
    again = Presentation(changed).slides[0]
    assert any(s.has_text_frame and s.text_frame.text == "Somebody Else" for g in again.shapes if g.shape_type == MSO_SHAPE_TYPE.GROUP for s in g.shapes)
    assert slide.shapes._spTree.findall(".//p:style", SLIDE) == [] and not [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert shown.slide_width == pytest.approx(shown.slide_height * 16 / 9, rel=0.001)


# ---- redaction ---------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("chinese_font")
@pytest.mark.parametrize("code", FORMATS)
def test_a_picture_without_names_holds_none_and_says_so(committee: Analysis, code: str) -> None:
    choice = Redaction(names=False)
    format = FORMATS[code]
    made = format.make(redacted_analysis(committee, choice), View(), redaction=choice, frontend=FRONTEND)
    held = _text_of(code, made)
    if code != "png":
        assert squeezed("Names left out") in squeezed(held)
    for record in (*committee.snapshot.people.values(), *committee.snapshot.team.values(), *committee.snapshot.competitors.values()):
        for name in filter(None, (record.name, record.name_alt)):
            assert name not in held, name


def test_a_picture_without_attitudes_shows_none(committee: Analysis) -> None:
    choice = Redaction(attitudes=False)
    payload, scene = drawn(redacted_analysis(committee, choice), redaction=choice)
    assert "Attitudes left out" in texts(svg(scene))
    assert {n["pm"]["attitude"] for n in payload.nodes.values() if n["pm"]["what"] == "person"} == {"U"}


def _text_of(code: str, made: bytes) -> str:
    if code == "pptx":
        with ZipFile(BytesIO(made)) as parts:
            return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    if code == "pdf":
        reader = PdfReader(BytesIO(made))
        return "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata), made.decode("latin-1")])
    return made.decode("utf-8", "replace")


@pytest.mark.parametrize("code", ["html", "svg"])
def test_a_file_does_not_name_who_was_removed_from_the_map(code: str) -> None:
    removed = place("map/deal", "ann", 0, 0, hidden=True)
    made = FORMATS[code].make(analyse(account(Person("ann", name="Annabella"), Person("bob", name="Bobby"), removed)), View(), frontend=FRONTEND).decode()
    assert "Bobby" in made and "nnabella" not in made


# ---- the page ----------------------------------------------------------------------------------------------------
def test_the_page_asks_for_nothing_and_cannot_be_broken_out_of(hostile: Analysis) -> None:
    made = FORMATS["html"].make(hostile, View(), frontend=FRONTEND).decode()
    assert made.count("<script") == made.count("</script>") == 3 and "<img" not in made
    (nonce,) = set(re.findall(r'nonce="([^"]+)"', made))
    assert f"script-src 'nonce-{nonce}'; " in made and "default-src 'none'" in made
    assert nonce not in FORMATS["html"].make(hostile, View(), frontend=FRONTEND).decode()
    assert not re.search(r'(?:src|href)="(?!data:)', made.split("</style>")[0] + made.split("</head>")[1])


def test_the_modules_need_one_another_by_names_that_the_map_holds() -> None:
    names = json.loads(import_map(FRONTEND, "standalone.js"))["imports"]
    assert "powermap/standalone.js" in names and "powermap/vendor/vis-network-10.1.5.min.mjs" in names
    assert not any("oplog" in name or "nudge" in name for name in names), "a file has no server to talk to"
    for address in names.values():
        assert address.startswith("data:text/javascript;charset=utf-8,") and not re.search(r'from "\./', address)


def test_json_in_a_page_stays_json() -> None:
    text = in_script({"name": "</script>\u2028&"})
    assert text == '{"name":"\\u003c/script\\u003e\\u2028\\u0026"}'


# ---- words -------------------------------------------------------------------------------------------------------
def test_words_are_measured_folded_and_cut() -> None:
    assert width("王强", 10, bold=False) == 20 and width("il", 10) < width("MW", 10)
    assert folded("Konstantin Papadopoulos", 90, 10) == "Konstantin\nPapadopoulos"
    assert folded("华东智能制造", 32, 10, bold=False) == "华东智\n能制造"
    assert shortened("Konstantin", 30, 10).endswith("…") and width(shortened("Konstantin", 30, 10), 10) <= 30
    assert clean("a\x00b\ud800c\n") == "a\ufffdb\ufffdc\n"


def test_a_map_of_some_is_called_by_its_name(committee: Analysis) -> None:
    saved = MapView("v1", name="Board only", layout="circles")
    snapshot = committee.snapshot
    known = replace(committee, snapshot=Snapshot(snapshot.account_id, 2, 1, {**snapshot.records, "MapView": {"v1": saved}}))
    assert heading_of(known, View(saved="v1")).lines[0] == "Board only"
