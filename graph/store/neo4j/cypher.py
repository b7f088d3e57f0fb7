"""The Cypher of the Neo4j store. Every value is a parameter; labels and types come from the model alone."""

from __future__ import annotations

from graph.model.records import NODES
from graph.store.neo4j.property_graph import MAP, RELATIONSHIPS

LINKS = "|".join(r.type for r in RELATIONSHIPS.values() if r.of_node)
ALL = "|".join(RELATIONSHIPS)
LABELS = (*NODES, MAP)
LOG = ("Revision", "Change")

HEAD = "MATCH (a:Account {id: $account}) WHERE a.born IS NOT NULL RETURN a.revision AS revision, a.facts AS facts, a.born AS born"
LOCK = ("MATCH (a:Account {id: $account}) WHERE a.born IS NOT NULL SET a.revision = a.revision + 1 "
        "RETURN a.revision - 1 AS revision, a.facts AS facts, a.born AS born")
"""Write first, then check: the increment takes the account's lock, and everything read after it is read under it."""
NEW = ("MERGE (a:Account {id: $account}) ON CREATE SET a.account = $account, a.born = $born, a.revision = 0, a.facts = 0, "
       "a.people = 0, a.ties = 0")
ACCOUNTS = ("MATCH (a:Account) WHERE a.born IS NOT NULL RETURN a.id AS id, a.name AS name, a.revision AS revision, a.people AS people, "
            "a.ties AS ties, a.archived AS archived")
COUNT = ("MATCH (a:Account {id: $account}) SET a.revision = $revision, a.facts = $facts, a.people = a.people + $people, a.ties = a.ties + $ties")

SCHEMA = [
    "CREATE CONSTRAINT powermap_accounts IF NOT EXISTS FOR (n:Account) REQUIRE n.id IS UNIQUE",
    *(f"CREATE CONSTRAINT powermap_{label.lower()} IF NOT EXISTS FOR (n:{label}) REQUIRE (n.account, n.id) IS UNIQUE"
      for label in LABELS),
    *(f"CREATE CONSTRAINT powermap_{r.type.lower()} IF NOT EXISTS FOR ()-[r:{r.type}]-() REQUIRE (r.account, r.id) IS UNIQUE"
      for r in RELATIONSHIPS.values() if not r.of_node),
    "CREATE CONSTRAINT powermap_revision IF NOT EXISTS FOR (n:Revision) REQUIRE (n.account, n.number) IS UNIQUE",
    "CREATE CONSTRAINT powermap_token IF NOT EXISTS FOR (n:Revision) REQUIRE (n.account, n.token) IS UNIQUE",
    "CREATE INDEX powermap_change_revision IF NOT EXISTS FOR (n:Change) ON (n.account, n.revision)",
    "CREATE INDEX powermap_change_record IF NOT EXISTS FOR (n:Change) ON (n.account, n.record)"]
"""Constraints and indexes; each is made when it is not there. Community keeps no required fields: those we check."""

def _node(name: str, label: str, id: str) -> str:
    """Finds a node by its id. The planner must not guess: with little in the graph it takes to reading whole labels,
    and keeps that plan while the graph grows."""
    return f"MATCH ({name}:{label} {{account: $account, id: {id}}}) USING INDEX SEEK {name}:{label}(account, id)"


def _edge(type: str, id: str, start: str = "", end: str = "") -> str:
    return f"MATCH ({start})-[r:{type} {{account: $account, id: {id}}}]->({end}) USING INDEX SEEK r:{type}(account, id)"


SCHEMA_NAMES = "SHOW INDEXES YIELD name RETURN collect(name) AS names"

READ_NODES = " UNION ALL ".join(
    f"MATCH (n:{label} {{account: $account}}) USING INDEX SEEK n:{label}(account, id) WHERE n.id IS NOT NULL "
    f"RETURN '{label}' AS what, collect(properties(n)) AS rows" for label in NODES)
"""A whole account, as one list a label: far quicker than a row a node."""


def _leaving(label: str) -> str:
    return "|".join(r.type for r in RELATIONSHIPS.values() if label in r.starts)


READ_EDGES = " UNION ALL ".join(
    f"MATCH (s:{label} {{account: $account}})-[r:{ALL}]->(t) USING INDEX SEEK s:{label}(account, id) "
    "WHERE s.id IS NOT NULL AND t.account = $account RETURN type(r) AS what, collect([s.id, t.id, properties(r)]) AS rows" for label in NODES)

SOME_NODES = "UNWIND $ids AS id CALL (id) { " + " UNION ALL ".join(
    f"{_node('n', label, 'id')} RETURN '{label}' AS what, n" for label in NODES) + (
    f" }} RETURN what, properties(n) AS row, [(n)-[l:{LINKS}]->(m) WHERE m.account = $account | [type(l), m.id, labels(m)]] AS links")
SOME_EDGES = "UNWIND $ids AS id CALL (id) { " + " UNION ALL ".join(
    f"{_edge(r.type, 'id', 's', 't')} RETURN r, s, t"
    for r in RELATIONSHIPS.values() if not r.of_node) + (
    " } RETURN type(r) AS what, labels(s) AS starts, s.id AS start, labels(t) AS ends, t.id AS end, properties(r) AS row")
DEPENDENTS = "UNWIND $ids AS id CALL (id) { " + " UNION ALL ".join(
    f"{_node('n', label, 'id')} RETURN n" for label in NODES) + (
    f" }} MATCH (n)-[r:{ALL}]-(m) WHERE m.account = $account "
    "RETURN id, collect([type(r), r.id, m.id, startNode(r) = n]) AS found")

REVISIONS = ("MATCH (v:Revision {account: $account}) WHERE v.number > $since AND ($author IS NULL OR v.author = $author) "
             "AND ($numbers IS NULL OR v.number IN $numbers) RETURN collect(properties(v)) AS rows")
CHANGES = "MATCH (c:Change {account: $account}) WHERE c.revision > $since RETURN collect(properties(c)) AS rows"
CHANGES_OF = "UNWIND $ids AS id MATCH (c:Change {account: $account, record: id}) RETURN collect(properties(c)) AS rows"
BY_TOKEN = "MATCH (v:Revision {account: $account, token: $token}) RETURN properties(v) AS row"
LOG_REVISION = "CREATE (v:Revision) SET v = $row"
LOG_CHANGES = "UNWIND $rows AS row CREATE (c:Change) SET c = row"
REDACT = ("UNWIND $ids AS id MATCH (c:Change {account: $account, record: id}) "
          "MATCH (v:Revision {account: $account, number: c.revision}) SET v.label_en = '', v.label_zh = '' "
          "SET c = c {.account, .revision, .seq, .record, .type, what: 'erased'}")

NEW_MAPS = f"UNWIND $rows AS row MERGE (:{MAP} {{account: $account, id: row}})"
GIVE_NODES_IDS = [f"MATCH (n:{label} {{account: $account}}) WHERE n.id IS NULL SET n.id = randomUUID(), n.version = 1"
                  for label in NODES[1:] if label not in ("Ballot", "Setting")]
BALLOTS_WITHOUT_IDS = (f"MATCH (n:Ballot {{account: $account}}) WHERE n.id IS NULL RETURN elementId(n) AS element, n.by AS by, "
                       f"[(n)-[l:{LINKS}]->(m) WHERE m.account = $account | [type(l), m.id]] AS links")
SETTINGS_WITHOUT_IDS = "MATCH (n:Setting {account: $account}) WHERE n.id IS NULL RETURN elementId(n) AS element, n.name AS name"
EDGES_WITHOUT_IDS = " UNION ALL ".join(
    f"MATCH (s:{label} {{account: $account}})-[r:{_leaving(label)}]->(t) USING INDEX SEEK s:{label}(account, id) "
    "WHERE s.id IS NOT NULL AND t.account = $account AND t.id IS NOT NULL AND (r.id IS NULL OR r.account IS NULL) "
    f"AND NOT type(r) IN {[r.type for r in RELATIONSHIPS.values() if r.of_node]} "
    "RETURN elementId(r) AS element, type(r) AS what, s.id AS start, t.id AS end" for label in NODES if _leaving(label))
GIVE_EDGES_IDS = ("UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row[0] "
                  "SET r.id = row[1], r.account = $account, r.version = 1")
COUNTS = "MATCH (a:Account {id: $account}) SET a.people = $people, a.ties = $ties"
ERASE = [f"MATCH (n:{label} {{account: $account}}) DETACH DELETE n" for label in (*LOG, MAP, *NODES[1:], "Account")]


def give_ids(label: str) -> str:
    """Gives ids to nodes that have none yet: `rows` of [element, id]."""
    return f"UNWIND $rows AS row MATCH (n:{label}) WHERE elementId(n) = row[0] SET n.id = row[1], n.version = 1"


def new_nodes(label: str) -> str:
    """Makes nodes from `rows`, each a map of properties."""
    return f"UNWIND $rows AS row CREATE (n:{label}) SET n = row"


def set_account() -> str:
    """Makes the account's record on the node that is there already."""
    return "UNWIND $rows AS row MATCH (n:Account {id: $account}) SET n += row"


def set_nodes(label: str) -> str:
    """Sets the properties `set` of the nodes `id`; those of others stay, null removes one."""
    return f"UNWIND $rows AS row {_node('n', label, 'row.id')} SET n += row.set"


def delete_nodes(label: str) -> str:
    """Deletes the nodes `rows` with every relationship they have."""
    return f"UNWIND $rows AS id {_node('n', label, 'id')} DETACH DELETE n"


def unlink(type: str, label: str) -> str:
    """Removes a relationship that is a field of the nodes `rows`."""
    return f"UNWIND $rows AS id {_node('n', label, 'id')} MATCH (n)-[l:{type}]->({{account: $account}}) DELETE l"


def link(type: str, label: str, target: str) -> str:
    """Draws a relationship that is a field of a node: `rows` of [node, target]."""
    return f"UNWIND $rows AS row {_node('n', label, 'row[0]')} {_node('m', target, 'row[1]')} CREATE (n)-[:{type}]->(m)"


def new_edges(type: str, start: str, end: str) -> str:
    """Draws relationships that are records: `rows` of [start, end, properties]."""
    return (f"UNWIND $rows AS row {_node('s', start, 'row[0]')} {_node('t', end, 'row[1]')} "
            f"CREATE (s)-[r:{type}]->(t) SET r = row[2]")


def set_edges(type: str) -> str:
    """Sets the properties `set` of the relationships `id`."""
    return f"UNWIND $rows AS row {_edge(type, 'row.id')} SET r += row.set"


def delete_edges(type: str) -> str:
    """Deletes the relationships `rows`."""
    return f"UNWIND $rows AS id {_edge(type, 'id')} DELETE r"
