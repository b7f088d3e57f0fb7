"""Whoever is not drawn is known by name, with the reason: folded, removed, without room or part."""

from dataclasses import replace

from graph.analysis.account import analyse
from graph.drawing.absent import absent, is_node
from graph.drawing.payload import map_payload
from graph.drawing.view import View
from graph.model import DEFAULTS, MapView, Organisation
from tests.drawing.accounts import account, company, person, place, tie, with_records

FEW = replace(DEFAULTS, largest_map=20)


def where(analysis, view=None):
    view = view or View()
    return {one["id"]: one["at"] for one in absent(analysis, view, map_payload(analysis, view))}


def test_nothing_is_said_where_everybody_is_drawn():
    for layout in ("circles", "org", "grid"):
        assert where(analyse(company(40)), View(layout=layout)) == {}


def test_people_of_a_folded_group_are_in_it_and_those_of_an_opened_one_are_drawn_or_counted():
    crowd = analyse(company(90, departments=5), settings=FEW)
    departments = {id: f"group:{who.department}" for id, who in crowd.snapshot.people.items()}
    assert where(crowd) == departments and all(map(is_node, departments.values()))
    view = View(unfolded=frozenset(departments.values()))
    payload = map_payload(crowd, view)
    found = where(crowd, view)
    assert len(found) == 70 and set(found.values()) <= payload.nodes.keys()
    assert all(at == departments[id].replace("group:", "more:") for id, at in found.items())


def test_removed_people_and_those_outside_a_map_of_some_are_off_it():
    snapshot = with_records(company(6), place("map/deal", "p00001", 0, 0, hidden=True), MapView("few", name="Few", everybody=False),
                            place("view/few", "p00002", 0, 0))
    assert where(analyse(snapshot)) == {"p00001": "off"} and not is_node("off")
    assert where(analyse(snapshot), View(saved="few")) == dict.fromkeys(set(snapshot.people) - {"p00002"}, "off")


def test_a_chart_has_no_part_for_most_and_a_large_chart_no_room():
    owners = account(person("ann"), person("bob"), Organisation("fund", name="Fund", kind="FUND"), tie("OWNS", "fund", "acme", strength=1.0),
                     tie("OWNS", "ann", "fund", strength=0.5))
    assert where(analyse(owners), View(layout="equity")) == {"bob": "part"}
    crowd = analyse(company(90), settings=FEW)
    found = where(crowd, View(layout="org"))
    assert set(found.values()) == {"room"} and len(found) == 70


def test_people_are_found_by_both_names_in_pinyin_and_by_initials():
    snapshot = with_records(account(person("li", name="李娜", name_alt="Anna Li", title="总监")), place("map/deal", "li", 0, 0, hidden=True))
    [one] = absent(analyse(snapshot), View(), map_payload(analyse(snapshot)))
    assert (one["label"], one["sub"]) == ("Anna Li", "总监")
    assert all(text in one["find"] for text in ("李娜", "li na", "lina", "ln", "anna"))
