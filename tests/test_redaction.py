"""What may not be seen outside is in no export: not a name, not an address, not what anybody thinks of us."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.analysis.account import Analysis, analyse
from graph.analysis.catalogue import answers, as_json
from graph.drawing.layouts import LAYOUTS
from graph.drawing.payload import map_payload
from graph.drawing.pyvis_map import canvas_data
from graph.drawing.view import View
from graph.errors import InvalidRecord, NotFound
from graph.export.account_json import from_json, to_json
from graph.export.cypher import cypher
from graph.export.formats import taken_away
from graph.export.gexf import gexf
from graph.export.graphml import graphml
from graph.export.redaction import ATTITUDES, NAMELESS, WHOLE, Redaction, redacted, redacted_analysis
from graph.export.secrets import GONE, Secrets
from graph.model import (
    SCALES,
    Account,
    Competitor,
    Department,
    Faction,
    Opportunity,
    Organisation,
    Person,
    Place,
    Position,
    Record,
    Snapshot,
    TeamMember,
    Tie,
    place_id,
    position_id,
)
from tests.whole_account import HOSTILE, snapshot_of, uid, whole_account

NAMELESS_ONLY, IMPARTIAL, BOTH = Redaction(names=False), Redaction(attitudes=False), Redaction(names=False, attitudes=False)
DEAL, DAY = uid("deal"), date(2026, 4, 1)
DATA = Path(__file__).resolve().parents[1] / "data"
FRONTEND = DATA.parent / "ui" / "power_map" / "frontend"
HIDDEN = ("Person", "TeamMember", "Competitor", "Faction", "Organisation")


def analysis_of(snapshot: Snapshot, deal: str | None = None) -> Analysis:
    return analyse(snapshot, opportunity=deal, today=DAY)


def exports(analysis: Analysis, choice: Redaction) -> dict[str, str]:
    """Everything that can be taken away."""
    snapshot, seen = analysis.snapshot, redacted_analysis(analysis, choice)
    found = {"json": json.dumps(to_json(seen.snapshot), ensure_ascii=False), "analysis": json.dumps(as_json(seen), ensure_ascii=False),
             "cypher": cypher(snapshot, analysis=analysis, redaction=choice)}
    for language in ("en", "zh"):
        for write in (graphml, gexf):
            found[f"{write.__name__} {language}"] = write(snapshot, analysis=analysis, redaction=choice, language=language).decode()
        for layout in LAYOUTS:
            payload = map_payload(seen, View(layout=layout, language=language))
            found[f"{layout} {language}"] = json.dumps(canvas_data(payload), ensure_ascii=False, sort_keys=True)
    return found


def names_in(snapshot: Snapshot) -> set[str]:
    """Every name that must not be seen, and how to reach people."""
    texts = {getattr(r, field, None) for t in HIDDEN for r in snapshot.all(t).values()
             for field in ("name", "name_alt", "email", "phone", "external_id")}
    return {text.strip() for text in texts if text}


@pytest.fixture(scope="module")
def account() -> Snapshot:
    return snapshot_of(whole_account())


@pytest.fixture(scope="module", params=["bank", "camera_maker", "committee"])
def demo(request: pytest.FixtureRequest) -> Analysis:
    found, records = from_json(json.loads((DATA / f"{request.param}.json").read_text("utf-8")))
    return analysis_of(snapshot_of([found, *records]))


# Names

@pytest.mark.parametrize("choice", [NAMELESS_ONLY, BOTH])
def test_no_name_is_in_any_export(account, choice):
    analysis = analysis_of(account, DEAL)
    whole = " ".join(exports(analysis, WHOLE).values())
    assert HOSTILE[10] in whole and "SAYS-Person-email" in whole
    kept = {f"SAYS-{t}-{name}" for t, names in NAMELESS.items() for name in names}
    for what, text in exports(analysis, choice).items():
        for name in names_in(account):
            assert name not in text and json.dumps(name, ensure_ascii=False)[1:-1] not in text, (what, name)
        said = set(re.findall(r"SAYS-\w+-\w+", text))
        assert said <= kept, (what, said - kept)


@pytest.mark.parametrize("choice", [NAMELESS_ONLY, BOTH])
def test_no_name_of_the_demo_accounts_is_in_any_export(demo, choice):
    for what, text in exports(demo, choice).items():
        assert not [name for name in names_in(demo.snapshot) if name in text], what


def renamed(snapshot: Snapshot) -> Snapshot:
    """The same account in which everybody is called otherwise, and somebody else wrote the notes."""
    def other(record: Record) -> Record:
        kept = NAMELESS.get(record.type(), set())
        free = {k for k, spec in record.specs().items() if spec.type == "text" and k not in kept and getattr(record, k)}
        label = {"label": f"other {uid('person 0')[:13]} name"} if getattr(record, "label", None) == HOSTILE[0] else {}
        return replace(record, **{k: f"other {record.id[:13]} {k}" for k in free}, **label)

    return replace(snapshot, records={t: {id: other(r) for id, r in records.items()} for t, records in snapshot.records.items()})


@pytest.mark.parametrize("choice", [NAMELESS_ONLY, BOTH])
def test_an_export_without_names_is_the_same_whatever_people_are_called(account, choice):
    ours, theirs = (exports(analysis_of(snapshot, DEAL), choice) for snapshot in (account, renamed(account)))
    assert [what for what in ours if ours[what] != theirs[what]] == []
    assert exports(analysis_of(account, DEAL), WHOLE) != exports(analysis_of(renamed(account), DEAL), WHOLE)


def small(*records: Record) -> Snapshot:
    return snapshot_of([Account("a", name="Client"), Opportunity("o", name="Deal"), Department("d", name="财务部", name_alt="Finance"), *records])


def test_people_are_called_by_role_title_or_department():
    people = [Person("1", name="Ann", title="Chief"), Person("2", name="Bo", title="CFO", title_alt="财务总监"), Person("3", name="Cy", department="d"),
              Person("4", name="Di"), Person("5", name="Ed", title="CFO", title_alt="财务总监"), Person("6", name="Flo", title="Ann Lee"),
              Person("7", name="Gus", title="Bo", department="d")]
    role = Position(position_id("o", "1"), opportunity="o", person="1", roles=("DECIDER", "USER"))
    seen = redacted(small(*people, role, TeamMember("m", name="Mo", title="Sales"), Competitor("c", name="Rival"), Faction("f", name="Ann's camp"),
                          Organisation("g", name="Lee family", kind="FUND"), Organisation("h", name="Cy & Co")), NAMELESS_ONLY, "o")
    called = [(r.name, r.name_alt) for t in HIDDEN for r in seen.all(t).values()]
    assert called == [
        ("Decider 1", "决策的人 1"), ("CFO 1", "财务总监 1"), ("Finance 1", "财务部 1"), ("Person 1", "人员 1"), ("CFO 2", "财务总监 2"),
        ("… Lee 1", None), ("Finance 2", "财务部 2"), ("Our side 1", "我方 1"), ("Competitor 1", "竞争对手 1"), ("Faction 1", "派系 1"),
        ("Fund or financial investor 1", "基金及财务投资者 1"), ("Organisation 1", "机构 1")]
    assert [p.title for p in seen.people.values()] == ["Chief", "CFO", None, None, "CFO", "… Lee", "…"]


def test_with_both_choices_people_are_not_called_by_a_role_that_takes_sides():
    records = [Person("1", name="Ann"), Position(position_id("o", "1"), opportunity="o", person="1", roles=("SABOTEUR", "USER"), buyer_type="COACH")]
    assert [p.name for p in redacted(small(*records), NAMELESS_ONLY, "o").people.values()] == ["Blocker 1"]
    assert [p.name for p in redacted(small(*records), BOTH, "o").people.values()] == ["User 1"]


def test_ids_that_somebody_made_up_change_and_ours_stay():
    mine, yours = uid("somebody"), "zhang.wei@client.example"
    records = [Person(mine, name="Ann"), Person(yours, name="Zhang Wei"), Tie("zhang-ann", kind="LISTENS_TO", source=yours, target=mine, label="Zhang Wei's"),
               Place(place_id("circles/o", yours), map="circles/o", item=yours, x=1.0), Place(place_id(f"ego/o/{yours}", mine), map=f"ego/o/{yours}", item=mine),
               Place(place_id("Zhang Wei's map", mine), map="Zhang Wei's map", item=mine),
               Position(position_id("o", yours), opportunity="o", person=yours, roles=("DECIDER",))]
    analysis = analysis_of(small(*records))
    seen = redacted_analysis(analysis, NAMELESS_ONLY)
    assert mine in seen.snapshot.people and yours not in seen.snapshot.people
    [new] = set(seen.snapshot.people) - {mine}
    [tie] = seen.snapshot.ties.values()
    assert (tie.source, tie.target, tie.label) == (new, mine, "…'s")
    assert seen.snapshot.position("o", new).roles == ("DECIDER",) and seen.snapshot.place("circles/o", new).x == 1.0
    assert {p.map for p in seen.snapshot.all("Place").values()} == {"circles/o", f"ego/o/{new}"}
    assert seen.shares.of(new) == analysis.shares.of(yours)
    assert seen.network.edges[new, mine, tie.id]["layer"] == "…'s"
    for text in exports(analysis, NAMELESS_ONLY).values():
        assert "zhang" not in text.lower()


def test_what_could_not_be_read_is_not_told(account):
    assert redacted(replace(account, problems=(HOSTILE,)), NAMELESS_ONLY).problems == ()


# Attitudes

def impartial_twin(snapshot: Snapshot) -> Snapshot:
    """The same account in which everybody thinks otherwise of us, and other notes were written."""
    def other(record: Record) -> Record:
        changed = {k: SCALES[spec.scale].codes[0] for k, spec in record.specs().items() if k in ATTITUDES.get(record.type(), ()) and spec.scale}
        free = {k: "other" for k in ("note", "satisfier", "goal", "words") if k in record.specs()}
        roles = {"roles": (*(r for r in record.roles if r not in ("PROMOTER", "SABOTEUR")), "PROMOTER"),
                 "buyer_type": None if record.buyer_type == "COACH" else record.buyer_type} if isinstance(record, Position) else {}
        return replace(record, **changed, **free, **roles, **({"extra": ("z=1",)} if "extra" in record.specs() else {}))

    sides = {"VOUCHES", "SUPPORTS_COMPETITOR", "WILL_INTRODUCE", "KNOWS"}
    records = {t: {id: other(r) for id, r in found.items() if not (isinstance(r, Tie) and r.kind in sides)}
               for t, found in snapshot.records.items() if t not in ("Comment", "Ballot", "Workshop", "Forecast")}
    return replace(snapshot, records=records)


@pytest.mark.parametrize("choice", [IMPARTIAL, BOTH])
def test_an_export_without_attitudes_is_the_same_whatever_people_think(account, demo, choice):
    for analysis in (analysis_of(account, DEAL), demo):
        # the shares are those of the whole account, and its roles weigh: they are the same on both sides here
        twin = replace(analysis, snapshot=impartial_twin(analysis.snapshot))
        ours, theirs = exports(analysis, choice), exports(twin, choice)
        assert [what for what in ours if ours[what] != theirs[what]] == []
        assert exports(analysis, WHOLE) != exports(twin, WHOLE)


def test_attitudes_are_unknown_everywhere(account):
    seen = redacted_analysis(analysis_of(account, DEAL), IMPARTIAL)
    for position in seen.snapshot.all("Position").values():
        assert not (ATTITUDES["Position"] | {"satisfier", "note"}) & set(position.fields()) and position.weight == 0.25
    assert all(f.stance is None for f in seen.snapshot.factions.values())
    kinds = {t.kind for t in seen.snapshot.ties.values()}
    assert not kinds & {"VOUCHES", "SUPPORTS_COMPETITOR", "WILL_INTRODUCE", "KNOWS"} and {"LISTENS_TO", "RIVALS", "OWNS"} <= kinds
    assert not seen.snapshot.comments and not seen.snapshot.ballots and not seen.snapshot.forecasts
    [view] = seen.snapshot.views.values()
    assert (view.layers, view.filters, view.words) == (("LISTENS_TO",), (f"department={uid('department')}",), None)
    assert set(seen.model.attitude) == {SCALES["attitude"].value("U")} and set(seen.model.doubt) == {seen.model.settings.unknown_sd}
    assert {n["pm"]["attitude"] for n in map_payload(seen).nodes.values() if n["pm"]["what"] == "person"} == {"U"}
    assert {n["pm"]["coverage"] for n in map_payload(seen).nodes.values() if n["pm"]["what"] == "person"} == {0}
    assert "Nobody's attitude is known." in " ".join(f.sentence.en for f in answers(seen))
    assert all(p.name == account.people[id].name for id, p in seen.snapshot.people.items())


@pytest.mark.parametrize("choice", [IMPARTIAL, BOTH])
@pytest.mark.parametrize(("view", "instead"), [(View(layout="grid"), "Circles of power"), (View(fill="coverage"), "department"),
                                               (View(layout="org", fill="evidence"), "department")])
def test_a_picture_of_attitudes_without_attitudes_is_refused_and_says_what_to_choose(demo, choice, view, instead):
    for code in ("svg", "html"):
        with pytest.raises(InvalidRecord, match=instead) as refused:
            taken_away(demo, view, code, choice=choice, frontend=FRONTEND)
        assert re.search("[\u3400-\u9fff]", refused.value.zh) and refused.value.zh.endswith("。")
    assert taken_away(demo, view, "svg", choice=NAMELESS_ONLY)


@pytest.mark.parametrize("layout", [code for code in LAYOUTS if code != "grid"])
def test_no_legend_and_no_plate_of_a_picture_without_attitudes_speaks_of_them(demo, layout):
    drawn = taken_away(demo, View(layout=layout), "svg", choice=IMPARTIAL).decode()
    words = " ".join(re.findall("<text[^>]*>(.*?)</text>", drawn))
    assert "Attitudes left out" in words and "Attitude (ring)" not in words and "? Unknown" not in words and "Towards us" not in words


# Both

@pytest.mark.parametrize("choice", [NAMELESS_ONLY, IMPARTIAL, BOTH])
def test_shares_and_ranks_stay(account, choice):
    before = analysis_of(account, DEAL)
    after = redacted_analysis(before, choice)
    assert (after.shares, after.circle, after.rankings) == (before.shares, before.circle, before.rankings)
    assert set(after.network) == set(before.network) and after.snapshot.account_id == account.account_id


def test_the_original_is_left_alone(account):
    before = json.dumps(to_json(account))
    analysis = analysis_of(account, DEAL)
    names = dict(analysis.network.nodes(data="name"))
    assert answers(analysis)
    redacted_analysis(analysis, BOTH)
    assert json.dumps(to_json(account)) == before and dict(analysis.network.nodes(data="name")) == names


def test_nothing_to_hide_changes_nothing(account):
    analysis = analysis_of(account, DEAL)
    assert redacted(account, WHOLE, DEAL) is account and redacted_analysis(analysis, WHOLE) is analysis


@pytest.mark.parametrize("choice", [NAMELESS_ONLY, IMPARTIAL, BOTH])
def test_a_redacted_account_can_be_imported(account, choice):
    data = json.loads(json.dumps(to_json(redacted(account, choice, DEAL))))
    found, records = from_json(data)
    assert found.id == account.account_id and len([r for r in records if r.type() == "Person"]) == len(account.people)


def test_a_deal_that_is_not_there_is_named(account):
    with pytest.raises(NotFound):
        redacted(account, NAMELESS_ONLY, "nowhere")


# Names inside texts

@pytest.mark.parametrize(("text", "left"), [
    ("Assistant to Zhang Wei", "Assistant to …"), ("zhang  wei", "zhang  wei"), ("ZHANG WEI, ZhangWei", "…, …"), ("张伟的助理", "…的助理"),
    ("Client liaison of Li", "Client liaison of …"), ("找Li谈", "找…谈"), ("Zhang Wei's", "…'s"), ("Zhang", "Zhang"), ("", ""),
    ("Ms Müller / Mueller", "Ms … / …"), ("İstanbul Li", GONE), ("İstanbul", "İstanbul")])
def test_names_are_cut_out_of_texts(text, left):
    assert Secrets(["张伟", "Zhang Wei", "Li", "Müller"]).cut(text) == left


@given(st.lists(st.text(min_size=1, max_size=5)), st.text(max_size=30))
@example(["À"], "0À")
def test_cutting_never_fails_and_leaves_no_name_of_ours(names, text):
    left = Secrets(names).cut(text)
    for name in names:
        if name.strip() and not re.search("[0-9A-Za-z\u00c0-\u024f]", name + name.lower()):  # a part of a Latin word is no name: Li in Client
            assert name not in left.replace(GONE, "\0") or not name.strip(GONE)
