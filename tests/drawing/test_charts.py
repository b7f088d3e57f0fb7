"""The five structure charts: what each of them says of the demo, of little, and of nothing."""

import pytest

from graph.analysis.account import analyse
from graph.drawing.layouts import LAYOUTS
from graph.drawing.layouts.equity import layers_of, stakes
from graph.drawing.payload import map_payload
from graph.drawing.view import View
from graph.model import SCALES, Department, Faction, Opportunity, Organisation
from tests.drawing.accounts import account, demo, person, position, tie

CHARTS = [code for code, layout in LAYOUTS.items() if layout.chart]


@pytest.fixture(scope="module")
def committee():
    snapshot = demo("committee")
    analysis = analyse(snapshot)
    names = {getattr(r, "name", ""): id for kind in ("Person", "Organisation", "Faction", "Account", "Opportunity") for id, r in snapshot.all(kind).items()}
    return snapshot, {code: map_payload(analysis, View(layout=code)) for code in CHARTS}, names


def chart(layout, *records, **more):
    return map_payload(analyse(account(*records)), View(layout=layout, **more))


def test_there_are_five_charts(committee):
    _, payloads, _ = committee
    assert set(payloads) == {"equity", "capital", "factions", "decision", "government"}
    assert all(p.nodes and "empty" not in p.backdrop for p in payloads.values())


@pytest.mark.parametrize("layout", CHARTS)
def test_what_is_a_record_can_be_selected_by_its_id_and_what_repeats_says_whom(committee, layout):
    snapshot, payloads, _ = committee
    records = {id for kind in ("Person", "Organisation", "Faction", "Account", "Opportunity") for id in snapshot.all(kind)}
    for id, node in payloads[layout].nodes.items():
        what = node["pm"]["what"]
        assert (id in records) or what in ("step", "again", "block")
        if what == "again":
            assert node["pm"]["of"] in snapshot.people


# Shareholding

def test_what_an_owner_holds_in_all_counts_every_chain():
    ties = [tie("OWNS", "top", "mid", strength=0.5), tie("OWNS", "mid", "acme", strength=0.6), tie("OWNS", "top", "acme", strength=0.1)]
    assert stakes(ties, "acme") == {"mid": (0.6, 0.6), "top": (0.1, pytest.approx(0.4))}


def test_owners_who_own_each_other_hold_a_finite_part():
    """a holds 20 % of b and b 10 % of a; what an owner would hold through himself is not counted (`graph.analysis.ownership`)."""
    ties = [tie("OWNS", "a", "acme", strength=0.5), tie("OWNS", "b", "acme", strength=0.3), tie("OWNS", "a", "b", strength=0.2), tie("OWNS", "b", "a", strength=0.1)]
    found = stakes(ties, "acme")
    assert found["a"] == (0.5, pytest.approx(0.5 + 0.2 * 0.3)) and found["b"] == (0.3, pytest.approx(0.3 + 0.1 * 0.5))
    assert layers_of(ties, "acme") == {"acme": 0, "a": 1, "b": 1}


def test_owners_stand_above_what_they_own_and_the_account_at_the_bottom(committee):
    snapshot, payloads, names = committee
    payload = payloads["equity"]
    y = {id: n["y"] for id, n in payload.nodes.items()}
    assert y[snapshot.account_id] == max(y.values())
    mutual = {names["华东控股集团"], names["北辰产业基金"]}
    owns = [e for e in payload.edges.values() if e["pm"]["kind"] == "OWNS"]
    assert len(owns) == 10
    for edge in owns:
        assert y[edge["from"]] < y[edge["to"]] or {edge["from"], edge["to"]} == mutual


def test_every_line_of_shareholding_says_its_share(committee):
    _, payloads, names = committee
    words = {(e["from"], e["to"]): e["pm"]["text"] for e in payloads["equity"].edges.values()}
    assert words[names["华东控股集团"], names["华东智能制造 · Huadong Smart Manufacturing (demo)"]] == "60 %"
    assert chart("equity", Organisation("o", name="O"), tie("OWNS", "o", "acme")).edges["OWNS:o:acme"]["pm"]["text"] == "?"


def test_indirect_holdings_are_seen_on_the_owner(committee):
    _, payloads, names = committee
    assert payloads["equity"].nodes[names["沈氏家族"]]["pm"]["text"] == "29 % in all"
    assert payloads["equity"].nodes[names["沈国梁"]]["pm"]["text"] == "4 %"


def test_a_person_who_owns_is_a_person_there(committee):
    _, payloads, names = committee
    assert payloads["equity"].nodes[names["沈国梁"]]["pm"]["what"] == "person"


# Capital

def test_capital_is_summed_by_kind_and_what_is_not_known_is_said(committee):
    _, payloads, _ = committee
    segments = {id: n["pm"] for id, n in payloads["capital"].nodes.items() if id.startswith("block:")}
    assert list(segments) == ["block:COMPANY", "block:FUND", "block:FOREIGN", "block:EMPLOYEES", "block:FOUNDER", "block:"]
    wide = {id: pm["w"] for id, pm in segments.items()}
    assert wide["block:COMPANY"] / sum(wide.values()) == pytest.approx(0.6, abs=0.002)
    assert wide["block:"] / sum(wide.values()) == pytest.approx(0.03, abs=0.002) and segments["block:"]["unknown"]


def test_the_area_of_an_investor_is_the_share(committee):
    _, payloads, names = committee
    size = {id: n["size"] for id, n in payloads["capital"].nodes.items()}
    assert (size[names["华东控股集团"]] / size[names["北辰产业基金"]]) ** 2 == pytest.approx(4, rel=0.02)


def test_people_count_as_founders_and_unknown_kinds_have_their_own_place():
    payload = chart("capital", person("ann"), Organisation("o", name="O"), tie("OWNS", "ann", "acme", strength=0.3), tie("OWNS", "o", "acme"))
    assert [lane["name"] for lane in payload.backdrop["lanes"]] == ["30 % · Founders and family", "Kind not known"]
    assert payload.nodes["o"]["pm"]["text"] == "?" and payload.nodes["ann"]["pm"]["text"] == "30 %"


def test_shares_of_more_than_all_are_called_wrong():
    owners = [Organisation(o, name=o, kind="FUND") for o in "ab"]
    payload = chart("capital", *owners, *(tie("OWNS", o, "acme", strength=0.8) for o in "ab"))
    assert payload.nodes["acme"]["pm"]["sub"] == "the shares add up to 160 %: one of them is wrong"


# Factions

def test_the_core_is_in_the_middle_and_closeness_is_distance(committee):
    snapshot, payloads, _ = committee
    payload = payloads["factions"]
    for camp in payload.backdrop["camps"]:
        core = snapshot.factions[camp["id"]].core
        assert (payload.nodes[core]["x"], payload.nodes[core]["y"]) == (camp["x"], camp["y"])
        levels = {t.source: t.level for t in snapshot.ties.values() if t.kind == "IN_FACTION" and t.target == camp["id"] and t.source != core}
        away = {p: ((payload.nodes[p]["x"] - camp["x"]) ** 2 + (payload.nodes[p]["y"] - camp["y"]) ** 2) ** 0.5 for p in levels}
        assert all(away[p] < away[q] for p in levels for q in levels if levels[p] < levels[q])
        assert max(away.values()) < camp["rings"][-1]["r"]


def test_hostile_factions_are_joined_in_red_and_stand_side_by_side(committee):
    _, payloads, names = committee
    hostile = [e for e in payloads["factions"].edges.values()]
    assert {frozenset((e["from"], e["to"])) for e in hostile} == {frozenset((names["改革派"], names["元老派"])), frozenset((names["元老派"], names["增长派"]))}
    assert all(e["pm"]["sign"] < 0 for e in hostile)
    order = [c["id"] for c in sorted(payloads["factions"].backdrop["camps"], key=lambda c: c["x"])]
    assert order[1] == names["元老派"]


def test_everybody_is_in_a_faction_or_apart_and_plates_say_the_stance(committee):
    snapshot, payloads, names = committee
    payload = payloads["factions"]
    plate = payload.nodes[names["元老派"]]
    assert (plate["pm"]["what"], plate["pm"]["attitude"], plate["pm"]["text"]) == ("faction", "D", "8 people")
    (apart,) = payload.backdrop["lanes"]
    inside = {id for id in snapshot.people if payload.nodes[id]["y"] > apart["top"]}
    assert inside == set(snapshot.people) - set(snapshot.faction_of)


def test_a_core_counts_without_a_tie_and_a_faction_of_nobody_is_there():
    payload = chart("factions", person("a"), person("b"), Faction("f", name="F", core="a"), Faction("g", name="G"))
    assert [camp["id"] for camp in payload.backdrop["camps"]] == ["f", "g"] and payload.backdrop["lanes"]
    assert payload.nodes["f"]["pm"]["text"] == "one person"


# Decision flow

def test_eight_steps_in_order_with_the_present_one_marked(committee):
    _, payloads, _ = committee
    steps = [n for n in payloads["decision"].nodes.values() if n["pm"]["what"] == "step"]
    assert [n["id"] for n in sorted(steps, key=lambda n: n["y"])] == [f"step:{code}" for code in SCALES["buying_step"].codes]
    assert [n["pm"]["state"] for n in steps] == ["done"] * 4 + ["now"] + ["later"] * 3


def test_whoever_acts_at_a_step_stands_beside_it_and_everybody_is_real_once(committee):
    snapshot, payloads, names = committee
    nodes = payloads["decision"].nodes
    head, buyer = names["沈国梁"], names["钱伯年"]
    assert nodes["step:6"]["y"] == nodes[head]["y"] and nodes[head]["pm"]["text"] == "Decider"
    assert {id.split(":")[1] for id, n in nodes.items() if n["pm"].get("of") == buyer} == {"3", "4", "5", "7"}
    assert all(nodes[id]["pm"]["text"] for id, who in snapshot.people.items() if id in nodes and snapshot.position(snapshot.opportunity().id, id).roles)


def test_gates_stand_between_the_steps_and_the_deal_with_their_chance(committee):
    snapshot, payloads, names = committee
    payload, deal = payloads["decision"], snapshot.opportunity().id
    gates = {t.source: t for t in snapshot.ties.values() if t.kind == "APPROVES"}
    assert len(gates) == 5
    for id, one in gates.items():
        assert payload.nodes["step:8"]["y"] < payload.nodes[id]["y"] < payload.nodes[deal]["y"]
        assert payload.nodes[id]["pm"]["text"] == f"{100 * one.strength:.0f} %"
        assert payload.edges[one.id]["to"] == deal
    assert payload.nodes[names["市工业局"]]["pm"]["gate"]


def test_who_can_stop_it_is_marked_and_a_step_without_anybody_says_so():
    payload = chart("decision", person("stop"), person("both"), position("stop", roles=("SABOTEUR",)), position("both", roles=("SABOTEUR", "PAYER")),
                    tie("APPROVES", "both", "deal"))
    (veto,) = [lane for lane in payload.backdrop["lanes"] if lane["id"] == "veto"]
    assert veto["name"] == "Can stop it at any step" and payload.nodes["stop"]["y"] > veto["top"]
    assert payload.nodes["both"]["pm"]["text"] == "?" and payload.nodes["again:veto:both"]["y"] > veto["top"]
    assert payload.nodes["step:5"]["pm"]["nobody"] and not payload.nodes["step:2"]["pm"]["nobody"]
    assert payload.nodes["step:1"]["pm"]["state"] == ""


# Government bodies

def test_bodies_their_people_and_what_they_approve(committee):
    snapshot, payloads, names = committee
    payload = payloads["government"]
    bodies = {id for id, o in snapshot.organisations.items() if o.kind == "GOVERNMENT"}
    assert {id for id, n in payload.nodes.items() if n["pm"]["what"] == "organisation"} == bodies
    who, body = payload.nodes[names["宋怀远"]], payload.nodes[names["市工业局"]]
    assert who["x"] == body["x"] and body["pm"]["text"] == "passes: 80 %"
    assert {e["to"] for e in payload.edges.values() if e["pm"]["kind"] == "APPROVES"} == {snapshot.opportunity().id}
    deal, client = payload.nodes[snapshot.opportunity().id], payload.nodes[snapshot.account_id]
    assert body["y"] < deal["y"] < client["y"]


def test_any_organisation_that_approves_is_there_and_other_deals_that_need_it():
    payload = chart("government", Organisation("o", name="TÜV"), Opportunity("deal2", name="Second"), Opportunity("deal3", name="Third", date="2030-01-01"),
                    tie("APPROVES", "o", "deal2"))
    assert {"o", "deal", "deal2", "acme"} == set(payload.nodes)
    assert payload.nodes["o"]["pm"]["text"] == "passes: ?"


def test_officials_without_a_body_stand_there_too_but_no_employee_of_the_client():
    payload = chart("government", person("off", external=True, party="GOVERNMENT"), person("cfo", department="d"), tie("APPROVES", "cfo", "deal"),
                    person("advisor", external=True, party="EXTERNAL"), Department("d", name="D"))
    assert "off" in payload.nodes and not {"cfo", "advisor"} & set(payload.nodes)
