"""The demo accounts: they load, they are complete in both languages, and they show what they are there to show."""

import json
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from graph.analysis.account import Analysis, analyse
from graph.analysis.catalogue import as_json, ask
from graph.analysis.finding import Finding
from graph.export.account_json import from_json, to_json
from graph.model import Snapshot, position_id, standing_id
from graph.network import layer, to_network
from graph.store import open_store

DATA = Path(__file__).resolve().parents[1] / "data"
DEMOS = ("bank", "camera_maker", "committee")
DAY = date(2026, 11, 30)


def read(name: str) -> dict:
    return json.loads((DATA / f"{name}.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def demos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Snapshot]:
    """Every demo account, written to a store of its own kind and read back."""
    store = open_store(tmp_path_factory.mktemp("demos") / "store.sqlite")
    snapshots = {}
    for name in DEMOS:
        account, records = from_json(read(name), file=f"{name}.json")
        store.create(account, author="demo", records=records)
        snapshots[name] = store.read(account.id)
    store.close()
    return snapshots


@pytest.fixture(scope="module")
def analyses(demos: dict[str, Snapshot]) -> dict[str, Analysis]:
    return {name: analyse(snapshot, today=DAY) for name, snapshot in demos.items()}


def finding(analysis: Analysis, question: str) -> Finding:
    return ask(analysis, question)


def person(snapshot: Snapshot, name: str) -> str:
    return next(id for id, p in snapshot.people.items() if name in (p.name, p.name_alt))


def both_languages(name: str, other: str | None) -> bool:
    """Whether one of the two names is Chinese and the other Latin."""
    chinese = [any("\u4e00" <= ch <= "\u9fff" for ch in text) for text in (name, other or "")]
    return bool(other) and chinese[0] != chinese[1]


# All of them

@pytest.mark.parametrize("name", DEMOS)
def test_the_file_loads_whole_and_comes_out_the_same(demos, name):
    def by_id(data):
        account, records = from_json(data)
        return {r.id: r for r in (account, *records)}

    assert by_id(to_json(demos[name])) == by_id(read(name))
    assert len(by_id(read(name))) == len(read(name)["records"])
    assert not demos[name].all("Place")


@pytest.mark.parametrize("name", DEMOS)
def test_positions_and_standings_have_the_id_of_their_parts(demos, name):
    assert all(id == position_id(p.opportunity, p.person) for id, p in demos[name].all("Position").items())
    assert all(id == standing_id(s.opportunity, s.competitor) for id, s in demos[name].standings.items())


@pytest.mark.parametrize("name", DEMOS)
def test_attitudes_are_of_the_second_half_of_2026(demos, name):
    dates = [p.attitude_date for p in demos[name].all("Position").values() if p.attitude not in (None, "U")]
    assert dates and all(d and "2026-07-01" <= d <= DAY.isoformat() for d in dates)


@pytest.mark.parametrize("name", DEMOS)
def test_everybody_has_a_name_in_both_languages(demos, name):
    records = [r for kind in ("Person", "Department", "Faction", "TeamMember", "Competitor", "Organisation")
               for r in demos[name].all(kind).values()]
    assert [r.name for r in records if not both_languages(r.name, r.name_alt)] == []


@pytest.mark.parametrize("name", DEMOS)
def test_reporting_lines_have_no_circle(demos, name):
    assert nx.is_directed_acyclic_graph(layer(to_network(demos[name], on=DAY), "REPORTS_TO"))


@pytest.mark.parametrize("name", DEMOS)
def test_the_analysis_is_plain_json(analyses, name):
    plain = as_json(analyses[name])
    assert json.loads(json.dumps(plain, allow_nan=False))["small_circle"]
    assert all(f["sentence"]["en"] and f["sentence"]["zh"] for f in plain["findings"])


# Each by itself

def test_bank_has_three_people_who_each_came_nearer(demos):
    bank = demos["bank"]
    deal = bank.opportunity().id
    moves = {}
    for id, who in bank.people.items():
        position = bank.position(deal, id)
        moves[who.name] = (position.attitude_before, position.attitude)
        assert position.satisfier and position.roles and who.department and who.title and who.title_alt
    assert moves == {"郑师超": ("C", "B"), "林智勇": ("B", "B+"), "黄艾香": ("D", "C")}
    assert [bank.name(s.competitor) for s in bank.standings.values()] == ["中国电信"]


def test_camera_maker_has_a_decider_whom_nobody_met(demos, analyses):
    maker = demos["camera_maker"]
    director = person(maker, "财务总监")
    position = maker.position(maker.opportunity().id, director)
    assert (position.coverage, position.attitude) == ("0", "U") and {"DECIDER", "PAYER"} <= set(position.roles)
    assert not [t for t in maker.ties.values() if t.kind == "KNOWS" and t.target == director]
    assert [t.kind for t in maker.ties.values() if t.source == director and t.target in maker.competitors] == [
        "SUPPORTS_COMPETITOR"]
    answer = finding(analyses["camera_maker"], "uncovered")
    assert answer.people[0] == director
    assert "Finance director" in answer.sentence.en and "never met" in answer.sentence.en
    assert finding(analyses["camera_maker"], "who_decides").people[0] == director


def test_committee_is_a_whole_organisation(demos):
    committee = demos["committee"]
    people = committee.people.values()
    assert 38 <= len(people) <= 45
    assert all(both_languages(p.title, p.title_alt) for p in people)
    assert all(p.external or (p.department and p.level) for p in people)
    assert len({p.department for p in people} - {None}) >= 5
    assert sum(p.placeholder for p in people) == 1
    kinds = [t.kind for t in committee.ties.values()]
    assert len(committee.team) == 5 and len(committee.standings) == 2
    assert {"WILL_INTRODUCE", "VOUCHES", "SUPPORTS_COMPETITOR", "IN_CIRCLE", "RIVALS", "HOSTILE"} <= set(kinds)


def test_committee_factions_keep_near_their_departments_but_cross_them(demos):
    committee = demos["committee"]
    assert len(committee.factions) == 3 and 20 <= len(committee.faction_of) <= 25
    for id, faction in committee.factions.items():
        members = [p for p, f in committee.faction_of.items() if f == id]
        assert faction.core in members
        assert 1 < len({committee.people[p].department for p in members}) < len(members)


def test_committee_tells_a_story(demos, analyses):
    committee, analysis = demos["committee"], analyses["committee"]
    head, assistant, buyer = (person(committee, name) for name in ("沈国梁", "陆婉清", "钱伯年"))
    decides, hidden = finding(analysis, "who_decides"), finding(analysis, "hidden_rank")
    assert decides.sure and decides.people[0] == head and len(decides.people) < 8
    assert hidden.people[0] == assistant and hidden.low > 0
    assert "Lu Wanqing" in hidden.sentence.en and "Qian Bonian" in hidden.sentence.en and buyer in hidden.people
    assert finding(analysis, "who_moves").people[:2] == (head, assistant)
    assert finding(analysis, "uncovered").people[0] == assistant
    assert finding(analysis, "unknowns").people[0] == head
    assert committee.position(analysis.opportunity, head).attitude == "U"
