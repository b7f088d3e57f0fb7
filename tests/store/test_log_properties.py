"""Any sequence of changes, undone, gives the start; done again, gives the end; and the past can be read throughout."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import PowerMapError
from graph.model import Account, Department, Faction, Person, Tie, Workshop, ballot_id, position_id
from graph.store import Delete, Put, open_store

IDS = st.sampled_from(["p1", "p2", "p3", "p4"])
TEXTS = st.one_of(st.none(), st.text(alphabet="aä王\"'\\{}<", max_size=4))


def people() -> st.SearchStrategy:
    return st.builds(lambda id, name, title, department: Put(
        "Person", id, {"name": name or "x", "title": title, "department": department}),
        IDS, TEXTS, TEXTS, st.sampled_from([None, "d1", "d2"]))


def ties() -> st.SearchStrategy:
    return st.builds(lambda n, kind, a, b, strength: Put(
        "Tie", f"t-{kind}-{a}-{b}-{n}", {"kind": kind, "source": a, "target": b, "strength": strength}),
        st.integers(0, 1), st.sampled_from(["REPORTS_TO", "LISTENS_TO"]), IDS, IDS,
        st.sampled_from([None, 0.5, 1.0]))


def others() -> st.SearchStrategy:
    attitudes = st.builds(lambda person, attitude, roles: Put("Position", position_id("opp", person), {
        "opportunity": "opp", "person": person, "attitude": attitude, "roles": roles}),
        IDS, st.sampled_from([None, "A", "D"]), st.sampled_from([(), ("DECIDER",), ("USER", "BUYER")]))
    cores = st.builds(lambda core: Put("Faction", "f1", {"name": "F", "core": core}), st.one_of(st.none(), IDS))
    views = st.builds(lambda leader, lit: Put("MapView", "v1", {"name": "V", "leader": leader, "lit": lit}),
                      st.one_of(st.none(), IDS), st.lists(IDS, max_size=2))
    comments = st.builds(lambda id, item, text: Put("Comment", f"{id} on {item}", {"text": text or "x", "item": item}),
                         st.sampled_from(["c1", "c2"]), st.one_of(IDS, st.sampled_from(["d1", "f1", "opp", "a"])), TEXTS)
    ballots = st.builds(lambda item, other, value: Put("Ballot", ballot_id("w1", item, "me", other or ""), {
        "workshop": "w1", "item": item, "other": other, "value": value}), IDS, st.one_of(st.none(), IDS), TEXTS)
    deletes = st.builds(Delete, st.one_of(IDS, st.sampled_from(["d1", "d2", "f1", "v1", "w1"])))
    return st.one_of(attitudes, cores, views, comments, ballots, deletes)


BATCHES = st.lists(st.lists(st.one_of(people(), ties(), others()), min_size=1, max_size=4), max_size=12)


@settings(max_examples=120, deadline=None)
@given(BATCHES)
def test_undone_gives_the_start_and_redone_the_end(batches):
    from graph.model import Opportunity
    with TemporaryDirectory() as folder, closing(open_store(Path(folder) / "s.sqlite")) as store:
        store.create(Account("a", name="A"), author="me", records=[
            Opportunity("opp", name="O"), Department("d1", name="D"), Department("d2", name="E"),
            Faction("f1", name="F"), Person("p1", name="P"), Person("p2", name="Q"), Workshop("w1", name="W"),
            Tie("t0", kind="REPORTS_TO", source="p1", target="p2")])
        past = {1: store.read("a").records}
        for batch in batches:
            before = store.read("a")
            try:
                revision = store.apply("a", batch, author="me", base=before.revision)
            except PowerMapError:
                assert store.read("a") == before
                continue
            past[revision.number] = store.read("a").records
        end = store.read("a").records
        steps = 0
        while store.undo_label("a", author="me")[0] is not None:
            store.undo("a", author="me")
            steps += 1
        assert _same(store.read("a").records, past[1])
        for number, records in past.items():
            assert _same(store.read("a", as_of=number).records, records)
        for _ in range(steps):
            store.redo("a", author="me")
        assert _same(store.read("a").records, end)


def _same(one, other):
    return {k: v for k, v in one.items() if v} == {k: v for k, v in other.items() if v}
