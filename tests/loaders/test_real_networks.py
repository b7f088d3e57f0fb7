"""Real networks, complete to the last tie. They are not part of the product: set POWERMAP_DATA to their folder."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from loaders import Source, load_sources
from tests.loaders.helpers import of

FOLDER = Path(os.environ.get("POWERMAP_DATA", Path(__file__).parents[3] / "shared" / "data"))
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no real networks at {FOLDER}; set POWERMAP_DATA")


def files(folder: str, *names: str, encoding: str = "") -> list[Source]:
    """Files of one network, in another encoding when one is given."""
    contents = [(FOLDER / folder / name).read_bytes() for name in names]
    if encoding:
        contents = [content.decode("utf-8").encode(encoding) for content in contents]
    return [Source(name, content) for name, content in zip(names, contents, strict=True)]


@pytest.mark.parametrize(("folder", "people", "ties", "memberships"), [
    ("krackhardt_hightech", 21, 312, 0), ("padgett_florentine", 16, 35, 0), ("sampson_monastery", 25, 940, 18)])
def test_networks_are_complete(folder, people, ties, memberships):
    loaded = load_sources(files(folder, "nodes.csv", "edges.csv"))
    assert (loaded.people, loaded.ties, loaded.memberships) == (people, ties, memberships)
    assert not any(problem.blocking for problem in loaded.problems)
    assert loaded.duplicates == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_three_kingdoms_in_every_encoding(encoding):
    loaded = load_sources(files("three_kingdoms_zh", "nodes.csv", "edges.csv", encoding=encoding))
    assert (loaded.people, loaded.ties, loaded.reporting, loaded.memberships) == (85, 78, 70, 85)
    assert {f.name for f in of(loaded, "Faction")} == {"魏", "蜀", "吴", "汉", "晋"}
    assert {word: use.count for word, use in loaded.kinds.items()} == {"隶属": 70, "父": 5, "兄": 3}
    assert [str(p) for p in loaded.problems] == [
        'nodes.csv, column "role": Not a purchase role: 主公, 文臣, 武将. These values are kept as they are.']


def test_three_kingdoms_as_it_came_in_gbk():
    loaded = load_sources(files("three_kingdoms_zh", "nodes.gbk.csv", "edges.gbk.csv"))
    assert (loaded.people, loaded.ties) == (85, 78)


def test_krackhardt_kinds_and_chief():
    loaded = load_sources(files("krackhardt_hightech", "nodes.csv", "edges.csv"))
    assert Counter(t.kind for t in of(loaded, "Tie")) == {"ADVICE": 190, "CLOSE": 102, "REPORTS_TO": 20}
    bosses = Counter(t.target for t in of(loaded, "Tie") if t.kind == "REPORTS_TO")
    [chief] = [p for p in of(loaded, "Person") if p.level == 1]
    assert bosses[chief.id] == 4
    assert loaded.reporting == 20
    assert chief.external_id == "M7"


def test_sampson_signs_and_periods():
    found = of(load_sources(files("sampson_monastery", "nodes.csv", "edges.csv")), "Tie")
    affect = [t for t in found if t.label == "affect"]
    assert Counter(t.sign for t in affect) == {1: 228, -1: 202}
    assert {t.period for t in affect} >= {"T2", "T3", "T4"}
    assert max(t.strength for t in affect) == 1.0


@pytest.mark.parametrize(("name", "people", "reporting"), [
    ("hubspot_contacts.csv", 8, 0), ("linkedin_Connections.csv", 4, 0), ("outlook_contacts_utf8bom.csv", 9, 8),
    ("salesforce_Contact_export.csv", 8, 7), ("wecom_members_utf8bom.csv", 85, 0)])
def test_contact_exports(name, people, reporting):
    loaded = load_sources(files("formats", name))
    assert (loaded.people, loaded.reporting) == (people, reporting)


def test_contact_roles_beside_contacts():
    loaded = load_sources(files("formats", "salesforce_Contact_export.csv",
                                "salesforce_OpportunityContactRole_export.csv"))
    assert len(of(loaded, "Position")) == 8
