"""docs/neo4j.md against the model and a real Neo4j: its questions are asked there and answered a second time from the snapshot."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import prod
from pathlib import Path

import neo4j
import networkx as nx
import pytest
from click.testing import CliRunner

import cli
from graph.export.account_json import from_json
from graph.model import KINDS, RECORDS, Account, Department, Person, Place, Snapshot, Tie, place_id, position_id
from graph.model.records import NODES, THINGS
from graph.network import sign_of
from graph.store import Delete, GraphStore, Put, open_store, put
from graph.store.address import address_of
from graph.store.neo4j.cypher import LOG, SCHEMA
from graph.store.neo4j.property_graph import MAP, OF_NODE, RELATIONSHIPS, TURNED
from tests.conftest import empty

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "neo4j.md").read_text("utf-8")
BLOCKS = re.findall(r"```cypher\n(.*?)```", TEXT, re.DOTALL)
BY_HAND, ACCOUNTS, *_ = BLOCKS
QUESTIONS = {heading: re.findall(r"```cypher\n(.*?)```", section, re.DOTALL)
             for heading, section in re.findall(r"^### \d+\. (.*?)\n(.*?)(?=^### |\Z)", TEXT, re.MULTILINE | re.DOTALL)}
TODAY = datetime.now(UTC)


@dataclass
class Asked:
    """The database with the demo accounts and a twin with the same names and ids, and what they hold."""

    url: str
    store: GraphStore
    driver: neo4j.Driver
    accounts: dict[str, Snapshot]

    def ask(self, question: str, **parameters: str) -> list[neo4j.Record]:
        return self.driver.execute_query(question, parameters, database_=address_of(self.url).database).records


@pytest.fixture(scope="module")
def asked(neo4j_url: str) -> Iterator[Asked]:
    address = address_of(neo4j_url)
    with closing(open_store(neo4j_url)) as store, neo4j.GraphDatabase.driver(address.uri, auth=address.auth) as driver:
        empty(store)
        names = {}
        for path in sorted((ROOT / "data").glob("*.json")):
            account, records = from_json(json.loads(path.read_text("utf-8")))
            names[path.stem] = account.id
            store.create(account, author="Powermap", records=records)
            if path.stem == "bank":
                names["twin"] = "twin"
                store.create(Account("twin", name="Twin"), author="Powermap", records=records)
        _edit(store, names["committee"])
        asked = Asked(neo4j_url, store, driver, {})
        asked.ask("MATCH (v:Revision {account: $account}) SET v.time = $time", account=names["bank"],
                  time=(TODAY - timedelta(days=40)).isoformat())
        asked.accounts |= {name: store.read(id) for name, id in names.items()}
        yield asked
        empty(store)


def _edit(store: GraphStore, account: str) -> None:
    """What the demo account lacks: a department below another, attitudes of long ago, ties that must not count, a history."""
    now = store.read(account)
    repels = next(t for t in ties(now, "LISTENS_TO") if sign_of(t) < 0)
    disliked = next(t.target for t in ties(now, "KNOWS") if sign_of(t) < 0)
    decider = deciders(now)[0].person
    steps = nx.single_target_shortest_path_length(influence(now), decider)
    far = min(person for person, n in dict(steps).items() if n == 2)
    (one, camp), (other, _camp) = [(p, f) for p, f in now.faction_of.items() if f == min(now.factions)][:2]
    finance = next(d.id for d in now.departments.values() if d.name_alt == "Finance")
    deal = now.opportunity().id
    aged = [p for p in now.all("Position").values() if p.attitude not in (None, "U") and p.attitude_date][:2]
    leaf = max(set(now.people) - {id for t in now.ties.values() for id in (t.source, t.target) if t.kind != "REPORTS_TO"})
    store.apply(account, [put(Department("tax", name="税务组", name_alt="Tax", parent=finance)),
                          put(Person("zhu", name="Zhu", department="tax")),
                          put(Tie("no", kind="LISTENS_TO", source=decider, target="zhu", sign=-1)),
                          put(Tie("yes", kind="LISTENS_TO", source=far, target="zhu", strength=0.5)),
                          put(Tie("camp", kind="IN_FACTION", source="zhu", target=camp)),
                          put(Tie("brothers", kind="RIVALS", source=one, target=other, strength=0.5)),
                          put(Tie("offer", kind="WILL_INTRODUCE", source=disliked, target="zhu")),
                          Put("Position", position_id(deal, repels.target), {"attitude": "E"})], author="Ann", base=None)
    store.apply(account, [Put("Position", aged[0].id, {"attitude_date": "2020-02-29"}),
                          Put("Position", aged[1].id, {"attitude_date": None})], author="Bob", base=None)
    store.apply(account, [Put("Person", "zhu", {"title": "Tax clerk"})], author="Ann", base=None)
    store.apply(account, [put(Place(place_id(f"circles/{deal}", "zhu"), map=f"circles/{deal}", item="zhu"))], author="Ann", base=None)
    store.apply(account, [Delete(leaf)], author="Bob", base=None)


def ties(now: Snapshot, kind: str) -> list:
    return [t for t in now.ties.values() if t.kind == kind]


def influence(now: Snapshot) -> nx.DiGraph:
    """An edge from whoever is listened to, where the tie does not repel."""
    network = nx.DiGraph()
    network.add_nodes_from(now.people)
    network.add_weighted_edges_from((t.target, t.source, 1.0 if t.strength is None else t.strength)
                                    for t in ties(now, "LISTENS_TO") if sign_of(t) > 0)
    return network


def deciders(now: Snapshot) -> list:
    return [p for p in now.all("Position").values() if "DECIDER" in p.roles]


def factions(now: Snapshot, asked: Asked, question: str) -> int:
    level = {(t.source, t.target): t.level or "3" for t in ties(now, "IN_FACTION")}
    rows = [tuple(r) for r in asked.ask(question, account=now.account_id)]
    expected = [(now.name(f), now.name(p), level[p, f], now.factions[f].core == p) for p, f in now.faction_of.items()]
    assert rows == sorted(expected, key=lambda row: (row[0], row[2], row[1]))
    return len(rows)


def below(now: Snapshot, asked: Asked, question: str) -> int:
    def down(boss: str, steps: int) -> Iterator[tuple[int, str, str | None]]:
        for tie in ties(now, "REPORTS_TO"):
            if tie.target == boss:
                yield steps, now.name(tie.source), now.people[tie.source].title
                yield from down(tie.source, steps + 1)

    for boss in now.people.values():
        rows = asked.ask(question, account=now.account_id, person=boss.name)
        assert [tuple(r)[:3] for r in rows] == sorted(down(boss.id, 1), key=lambda row: row[:2]), boss.name
        assert all(r["path"].start_node["id"] == boss.id and len(r["path"]) == r["steps"] for r in rows)
    assert rows == asked.ask(question, account=now.account_id, person=boss.name_alt or boss.name)
    return len(ties(now, "REPORTS_TO"))


def reach(now: Snapshot, asked: Asked, question: str) -> int:
    network, found = influence(now), 0
    for person in now.people.values():
        expected = sorted(
            (now.name(d.opportunity), [now.name(id) for id in path], len(path) - 1)
            for d in deciders(now) if d.person != person.id and nx.has_path(network, person.id, d.person)
            for path in nx.all_shortest_paths(network, person.id, d.person))
        rows = asked.ask(question, account=now.account_id, person=person.name)
        assert sorted(tuple(r)[:3] for r in rows) == expected, person.name
        found += len(rows)
    return found


def within_three(now: Snapshot, asked: Asked, question: str) -> int:
    network, expected = influence(now), []
    for decider in deciders(now):
        for person in set(now.people) - {decider.person}:
            paths = list(nx.all_simple_paths(network, person, decider.person, cutoff=3))
            if paths:
                expected.append((now.name(decider.opportunity), now.name(decider.person), now.name(person),
                                 min(map(len, paths)) - 1, max(_product(network, path) for path in paths)))
    rows = [tuple(r) for r in asked.ask(question, account=now.account_id)]
    assert rows == sorted(expected, key=lambda row: (row[0], row[1], -row[4], row[2]))
    return len(rows)


def _product(network: nx.DiGraph, path: list[str]) -> float:
    return prod(network.edges[pair]["weight"] for pair in pairwise(path))


def uncovered(now: Snapshot, asked: Asked, question: str) -> int:
    def above(department: str | None) -> list[str]:
        return [department, *above(now.departments[department].parent)] if department else []

    known = {t.target for t in ties(now, "KNOWS") if sign_of(t) > 0}
    found = 0
    for department in now.departments.values():
        expected = []
        for person in now.people.values():
            met = {now.position(o, person.id).coverage for o in now.opportunities}
            if department.id in above(person.department) and person.id not in known and not met & {"2", "3", "4"}:
                expected.append((person.name, person.title, person.level, "1" in met))
        rows = [tuple(r) for r in asked.ask(question, account=now.account_id, department=department.name)]
        assert rows == sorted(expected, key=lambda row: (row[2] or 100, row[0])), department.name
        found += len(rows)
    return found


def against(now: Snapshot, asked: Asked, question: str) -> int:
    expected = []
    for position in now.all("Position").values():
        heard = set(influence(now)[position.person]) | {
            t.source for t in now.ties.values() if t.kind in ("ADVICE", "REPORTS_TO") and t.target == position.person}
        if position.attitude in ("D", "D+", "E", "E+") and heard:
            expected.append((now.name(position.opportunity), now.name(position.person), position.attitude, len(heard),
                             sorted(map(now.name, heard))))
    rows = [(*tuple(r)[:4], sorted(r["listeners"])) for r in asked.ask(question, account=now.account_id)]
    assert rows == sorted(expected, key=lambda row: (row[0], -row[3], row[1]))
    return len(rows)


def introductions(now: Snapshot, asked: Asked, question: str) -> int:
    known = {t.target for t in ties(now, "KNOWS")}
    expected = [(now.name(k.source), k.level, now.name(k.target), now.name(w.target), w.strength, w.target in known)
                for k in ties(now, "KNOWS") for w in ties(now, "WILL_INTRODUCE") if k.target == w.source and sign_of(k) > 0]
    rows = [tuple(r) for r in asked.ask(question, account=now.account_id)]
    assert rows == sorted(expected, key=lambda row: (row[3], -int(row[1]), row[0]))
    return len(rows)


def rivals(now: Snapshot, asked: Asked, question: str) -> int:
    hostile = {frozenset((t.source, t.target)) for t in ties(now, "HOSTILE")}
    expected = []
    for tie in ties(now, "RIVALS"):
        (a, f), (b, g) = ((id, now.faction_of.get(id)) for id in sorted((tie.source, tie.target)))
        if f and g and f != g:
            expected.append((now.name(a), now.name(f), now.name(b), now.name(g), tie.level, tie.strength, frozenset((f, g)) in hostile))
    rows = [tuple(r) for r in asked.ask(question, account=now.account_id)]
    assert rows == sorted(expected, key=lambda row: (-row[5], row[0]))
    return len(rows)


def changed(now: Snapshot, asked: Asked, question: str) -> int:
    counts: Counter = Counter()
    names: dict = {}
    for revision in asked.store.changes(now.account_id):
        for entry in revision.entries if revision.facts and revision.time > TODAY - timedelta(days=30) else ():
            what = "created" if entry.before is None else "deleted" if entry.after is None else "changed"
            key = (revision.number, revision.author, revision.label.en, what, entry.type,
                   tuple(sorted(entry.fields)) if what == "changed" else ())
            counts[key] += 1
            stands = now.all("Position").get(entry.id)
            name = (now.name(stands.person) if stands else now.people[entry.id].name if entry.id in now.people
                    else (entry.after or {}).get("name") or (entry.before or {}).get("name"))
            names.setdefault(key, set()).update([name] if name else [])
    rows = asked.ask(question, account=now.account_id)
    assert [r["revision"] for r in rows] == sorted((key[0] for key in counts), reverse=True)
    for row in rows:
        key = (row["revision"], row["author"], row["label"], row["what"], row["type"], tuple(row["fields"] or ()))
        assert row["records"] == counts.pop(key), key
        assert set(row["about"]) <= names[key] and len(row["about"]) == min(5, len(names[key])), key
    assert not counts
    return len(rows)


def stale(now: Snapshot, asked: Asked, question: str) -> int:
    oldest = (TODAY - timedelta(days=90)).date().isoformat()
    expected = []
    for deal in now.opportunities:
        for person in now.people:
            known = now.position(deal, person)
            why = ("unknown" if known.attitude in (None, "U") else "no date" if known.attitude_date is None
                   else "stale" if known.attitude_date < oldest else "")
            if why:
                expected.append((now.name(deal), now.name(person), why, known.attitude, known.attitude_date))
    rows = [tuple(r) for r in asked.ask(question, account=now.account_id)]
    assert rows == sorted(expected, key=lambda row: (row[0], row[2], row[1]))
    return len(rows)


ANSWERS = (factions, below, reach, within_three, uncovered, against, introductions, rivals, changed, stale)


@pytest.mark.parametrize(("question", "answer"), list(zip(QUESTIONS, ANSWERS, strict=True)))
def test_a_question_has_the_answer_of_the_snapshot(question, answer, asked):
    [block] = QUESTIONS[question]
    assert sum(answer(now, asked, block) for now in asked.accounts.values()), "no demo account has an answer"


def test_the_questions_meet_every_case(asked):
    committee, bank = asked.accounts["committee"].account_id, asked.accounts["bank"].account_id
    blocks = [block for [block] in QUESTIONS.values()]
    assert {r["why"] for r in asked.ask(blocks[9], account=committee)} == {"unknown", "no date", "stale"}
    assert "Zhu" in [r["person"] for r in asked.ask(blocks[4], account=committee, department="Finance")]
    assert {r["author"] for r in asked.ask(blocks[8], account=committee)} == {"Ann", "Bob", "Powermap"}
    assert {r["what"] for r in asked.ask(blocks[8], account=committee)} == {"created", "changed", "deleted"}
    assert "Place" not in [r["type"] for r in asked.ask(blocks[8], account=committee) if r["revision"] > 1]
    assert asked.ask(blocks[8], account=bank) == []


def test_the_accounts_are_found(asked):
    rows = [tuple(r) for r in asked.ask(ACCOUNTS)]
    assert rows == [(i.id, i.name, i.people, i.ties) for i in asked.store.accounts()]


def test_the_parameters_of_the_text_are_of_the_demo_accounts(asked):
    given = dict(re.findall(r"^:param (\w+) => '(.*)'$", TEXT, re.MULTILINE))
    now = next(n for n in asked.accounts.values() if n.account_id == given["account"])
    assert given["person"] in [p.name_alt for p in now.people.values()]
    assert given["department"] in [d.name_alt for d in now.departments.values()]
    assert set(re.findall(r"\$(\w+)", "".join(BLOCKS))) == set(given)


def test_what_the_text_edits_by_hand_is_adopted(asked):
    asked.store.create(Account("by-hand", name="By hand"), author="me", records=[Person("boss", name="Boss")])
    try:
        asked.ask(BY_HAND, account="by-hand", person="Boss")
        done = CliRunner().invoke(cli.main, ["adopt", "By hand", "--store", asked.url])
        assert done.exit_code == 0, done.output
        now = asked.store.read("by-hand")
        [new] = [p.id for p in now.people.values() if p.name == "New assistant"]
        assert [(t.kind, t.source, t.target) for t in now.ties.values()] == [("REPORTS_TO", new, "boss")]
        assert now.people["boss"].kpi == "Revenue" and not now.problems
        assert asked.store.changes("by-hand")[-1].author == "Neo4j"
    finally:
        asked.store.erase_account("by-hand")


def rows_of(section: str) -> dict[str, list[str]]:
    """The tables of a section: the first cell without backticks to the others."""
    part = re.search(rf"^### {section}\n(.*?)(?=^##)", TEXT, re.MULTILINE | re.DOTALL)[1]
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("| `")]
    return {row[0].strip("`"): row[1:] for row in cells}


def words(cell: str) -> tuple[str, ...]:
    return tuple(re.findall(r"`(\w+)`", cell))


def own_fields(name: str) -> set[str]:
    structure = {"Tie": {"kind", "source", "target"}, "Position": {"person", "opportunity"},
                 "Standing": {"competitor", "opportunity"}, "Place": {"item", "map"}}.get(name, set())
    return set(RECORDS[name].specs()) - structure - {field for record, field in OF_NODE if record == name}


def test_every_label_is_documented_with_its_properties():
    tables = rows_of("Nodes")
    assert set(tables) == {*NODES, MAP, *LOG}
    for label in NODES:
        counted = {"revision", "facts", "people", "ties", "born"} if label == "Account" else set()
        assert set(words(tables[label][1])) == own_fields(label) | counted, label


def test_every_relationship_type_is_documented_with_its_ends():
    fields, deals, layers = map(rows_of, ("Relationships that are a field of a node", "Relationships about a deal or a map",
                                          "Relationships that are ties"))
    assert set(fields) == {r.type for r in RELATIONSHIPS.values() if r.of_node}
    assert set(layers) == {r.type for r in RELATIONSHIPS.values() if r.kind}
    assert set(fields) | set(deals) | set(layers) == set(RELATIONSHIPS)
    for name, (starts, ends, *_rest) in {**fields, **deals, **layers}.items():
        if name != "PLACED_ON":
            assert (words(starts), words(ends)) == (RELATIONSHIPS[name].starts, RELATIONSHIPS[name].ends), name
    for name, (*_before, sign, level) in layers.items():
        kind = KINDS[RELATIONSHIPS[name].kind]
        assert sign == ("±" if kind.signed else "+" if kind.sign > 0 else "−"), name
        assert words(level)[:1] == ((kind.scale,) if kind.scale else ()), name
    for name, (*_before, properties) in deals.items():
        assert own_fields(RELATIONSHIPS[name].record) <= set(words(properties)), name
    intro = re.search(r"^Every tie may have .*$", TEXT, re.MULTILINE)[0]
    assert set(words(intro)) == own_fields("Tie")
    for kind, turned in TURNED.items():
        assert f"`{kind}`" in TEXT and f"(B)-[:{turned}]->(A)" in TEXT


def test_the_drawing_shows_every_relationship_type():
    edges = re.findall(r'^  (\w+) -->\|"?(.*?)"?\| (\w+)$', TEXT.replace("| Another", "| Person"), re.MULTILINE)
    drawn = {(start, type_name, end) for start, types, end in edges
             for type_name in re.findall(r"[A-Z_]+", types)}
    there = {(start, r.type, end) for r in RELATIONSHIPS.values() for start in any_of(r.starts) for end in any_of(r.ends)}
    first, second = (set(re.findall(r"\b[A-Z][a-z]\w+\b", block)) for block in re.findall(r"```mermaid\n(.*?)```", TEXT, re.DOTALL))
    assert first - {"Another"} == set(THINGS) and second - {"Any", *LOG, MAP} <= set(NODES)
    assert drawn == there


def any_of(labels: tuple[str, ...]) -> tuple[str, ...]:
    return ("Any",) if labels == THINGS else labels


def test_the_log_is_documented(asked):
    tables = rows_of("The log")
    for label in LOG:
        [row] = asked.ask(f"MATCH (n:{label}) UNWIND keys(n) AS key RETURN collect(DISTINCT key) AS keys")
        plain = {key for key in row["keys"] if not key.startswith(("before_", "after_"))}
        assert plain <= set(words(tables[label][0])), label


def test_every_constraint_and_index_is_documented(asked):
    documented = set(re.findall(r"`(powermap_\w+)`", TEXT.split("### Constraints and indexes")[1].split("\n## ")[0]))
    by_label = {f"powermap_{label.lower()}" for label in (*NODES, MAP)}
    by_type = {f"powermap_{r.type.lower()}" for r in RELATIONSHIPS.values() if not r.of_node}
    made = {statement.split()[2] for statement in SCHEMA}
    assert made - documented <= by_label | by_type
    assert documented <= made | {"powermap_"}
    assert made <= {r["name"] for r in asked.ask("SHOW INDEXES YIELD name")}
