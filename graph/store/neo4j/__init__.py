"""The Neo4j store, the only place that speaks to the driver."""

from graph.store.neo4j.store import Neo4jStore

__all__ = ["Neo4jStore"]
