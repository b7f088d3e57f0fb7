"""Who stands out on a layer: a name with the chance of being first, several where they are alike, and no authority in contact."""

import networkx as nx
import numpy as np
import pytest

from graph.analysis import firmness
from graph.analysis.account import analyse
from graph.analysis.catalogue import layer_answers
from graph.analysis.centrality import standing
from graph.analysis.firmness import first, redrawn, standings
from graph.model import DEFAULTS, Department, Person
from tests.analysis.every_account import keeps_the_rules
from tests.analysis.test_findings import DAY, account, people, tie

FIVE = "ann bob cy dan eve"


def answers(*records):
    analysis = analyse(account(*records), today=DAY)
    found = {one.question.removeprefix("central:"): one for one in layer_answers(analysis)}
    for one in found.values():
        keeps_the_rules(one, analysis)
    return found


def test_a_star_has_one_first_and_its_leaves_are_alike():
    """Four ask Ann: she is first however few of the ties are left out, and any leaf with her is as good a pair as any other."""
    found = answers(*people(FIVE), *(tie("ADVICE", p, "ann") for p in ("bob", "cy", "dan", "eve")))["ADVICE"]
    assert found.sure and found.sentence.en == "On “Asks for advice”, most people look to Ann (4 of 4); highest standing: Ann."
    assert found.sentence.zh == "在“请教”上，看重Ann的人最多（4 人中 4 人）；声望最高的是Ann。" and found.people == ("ann",)
    said = " ".join(fact.en for fact in found.facts)
    assert "Ann: first by number of ties in" in said and "Ann: first by standing in" in said
    assert "Without Ann and any one of 4 others this layer would fall apart most." in said and "rests on the ties as recorded" in said
    assert not any(name in said for name in ("Bob", "Cy", "Dan", "Eve"))


def test_of_many_who_are_alike_nobody_is_picked():
    """Four pairs of friends: eight people with one tie each."""
    found = answers(*people("a b c d e f g h"), *(tie("CLOSE", x, y, directed=False) for x, y in ("ab", "cd", "ef", "gh")))["CLOSE"]
    assert found.sentence.en == "On “Close to”, most ties lead to 8 people alike (1 of 7 each)." and not found.sure and found.people == ()
    assert found.sentence.zh == "在“亲近”上，与 8 人有联系的人最多（7 人中各 1 人）。"
    said = " ".join(fact.en for fact in found.facts)
    assert "No pair of people holds this layer together more than others: 24 pairs are alike." in said
    assert "No pair is the one to brief: 24 pairs reach about 50 % of it" not in said and "24 pairs reach about 50 % of this layer" in said


def test_two_who_are_alike_are_named_and_not_sure():
    found = answers(*people(FIVE), *(tie("ADVICE", p, boss) for boss, p in (("ann", "cy"), ("ann", "dan"), ("bob", "dan"), ("bob", "eve"))))["ADVICE"]
    assert "most people look to Ann and Bob alike (2 of 4 each)" in found.sentence.en and not found.sure and found.people == ("ann", "bob")
    assert not any("first by number" in fact.en for fact in found.facts)


def test_a_narrow_lead_is_not_called_one():
    """Ann is asked by three, Bob and Cy by two others each. With P(3 of 3 ties left) = .614, P(2) = .325 and for two ties .7225, .255, Ann is
    first, equals by lot, in about .614 + .325 x (.28^2 + 2 x .28 x .72 / 2 + .72^2 / 3) = .76 of the cases: less than the .8 of "surely"."""
    asked = {"ann": "d e f", "bob": "g h", "cy": "i j"}
    found = answers(*people("ann bob cy d e f g h i j"), *(tie("ADVICE", p, who) for who, by in asked.items() for p in by.split()))["ADVICE"]
    assert not found.sure and "it cannot be told to whom most people look: Ann, " in found.sentence.en
    assert "may each be first; as recorded it is Ann (3 of 9)" in found.sentence.en and "都可能居首，按记录是Ann（9 人中 3 人）" in found.sentence.zh
    assert found.facts[0].en.startswith("Ann: first by number of ties in about 75 %")


def test_the_chance_to_be_first_is_that_of_the_ties_left_out():
    """One tie, left out in 15 % of the cases; then both are alike, and each is first in half of them."""
    layer = nx.DiGraph([("bob", "ann")])
    kept, counts = redrawn(layer, DEFAULTS)
    found = first(["bob", "ann"], counts, ("ann",))
    assert kept[0].all() and found.chance == pytest.approx(1 - .5 * (1 - kept[1:].mean())) and abs(found.chance - .925) < .05


@pytest.mark.parametrize("seed", range(5))
def test_standing_side_by_side_is_page_rank(seed):
    plain = nx.gnp_random_graph(9, .25, seed=seed, directed=True)
    rng = np.random.default_rng(seed)
    layer = nx.DiGraph()
    layer.add_nodes_from(plain)
    layer.add_edges_from((a, b, {"strength": float(rng.uniform(.1, 1))}) for a, b in plain.edges)
    kept, _ = redrawn(layer, DEFAULTS)
    drawn = standings(layer, kept)
    for k in (0, 1, 2):
        left = nx.DiGraph(layer)
        left.remove_edges_from([edge for edge, stays in zip(layer.edges, kept[k], strict=True) if not stays])
        assert drawn[k] == pytest.approx([standing(left)[p] for p in layer], abs=1e-6)


def test_in_a_layer_too_large_to_draw_again_standing_is_as_recorded(monkeypatch):
    monkeypatch.setattr(firmness, "LARGEST_REDRAW", 0)
    found = answers(*people(FIVE), *(tie("ADVICE", p, "ann") for p in ("bob", "cy", "dan", "eve")))["ADVICE"]
    assert any(fact.en.startswith("Who is first by standing rests on the ties as recorded") for fact in found.facts)
    assert not any("first by standing in" in fact.en for fact in found.facts)


def test_contact_shows_no_standing_and_obeying_is_no_contact():
    found = answers(*people("ann bob cy"), tie("CONTACT", "ann", "bob"), tie("CONTACT", "ann", "cy"), tie("OBEYS", "bob", "ann"), tie("OBEYS", "cy", "ann"))
    contact, obeys = found["CONTACT"], found["OBEYS"]
    assert "standing" not in contact.sentence.en and "best connected" in contact.sentence.en and "声望" not in contact.sentence.zh
    assert any("contact or closeness, not authority" in fact.en for fact in contact.facts) and not any("by standing" in fact.en for fact in contact.facts)
    assert "highest standing: Ann" in obeys.sentence.en and not any("contact" in fact.en for fact in obeys.facts)
    assert any("does not show whose word is listened to" in fact.en and "不显示谁听谁的" in fact.zh for fact in obeys.facts)


def test_one_of_one_is_not_counted():
    found = answers(*people("ann bob"), tie("ADVICE", "bob", "ann"))["ADVICE"]
    assert "of 1" not in found.sentence.en and "most people look to Ann; highest standing: Ann" in found.sentence.en


def test_one_open_path_is_one_path():
    """Ann of IT asks Bob of finance, who asks Cy of finance: Bob lets IT in, once."""
    staff = (Person("ann", name="Ann", department="it"), Person("bob", name="Bob", department="fin"), Person("cy", name="Cy", department="fin"))
    found = answers(Department("it", name="IT"), Department("fin", name="Finance"), *staff, tie("ADVICE", "ann", "bob"), tie("ADVICE", "bob", "cy"))["ADVICE"]
    assert any(fact.en == "Most often the broker between departments: Bob (1 open path)." for fact in found.facts)
