"""Words of caution: relatives, secretaries, officials, a running tender, old labels, notes that speak of benefits."""

from dataclasses import replace

import pytest

from graph.analysis.account import analyse
from graph.analysis.compliance import cautions, near_principals, officials
from graph.model import Account, Department, Faction, Opportunity, Person
from tests.analysis.test_findings import DAY, account, people, position, tie


def said(snapshot, who, **more):
    return [text.en for text in cautions(analyse(snapshot, today=DAY), who, **more)]


@pytest.mark.parametrize("title", ["Secretary to the CEO", "Executive assistant", "wife of the chairman", "总裁助理", "集团董事长前秘书", "董事长夫人"])
def test_people_close_to_a_principal_are_known_by_their_title(title):
    texts = said(account(Person("p", name="P", title=title)), ["p"])
    assert len(texts) == 1 and "Art. 7" in texts[0] and "Art. 390-1" in texts[0] and "no benefit" in texts[0]


@pytest.mark.parametrize("title", ["Company secretary", "Secretary general", "董事会秘书", "秘书长", "助理工程师", "Assistant engineer", None])
def test_officers_of_the_company_are_not(title):
    assert said(account(Person("p", name="P", title=title)), ["p"]) == []


def test_kin_and_informal_influencers_are_close_whatever_their_title():
    analysis = analyse(account(*people("boss aide cousin clerk"), tie("CLOSE", "cousin", "boss", basis="KIN"),
                               position("aide", buyer_type="INFLUENCER")), today=DAY)
    assert near_principals(analysis, ["boss", "aide", "cousin", "clerk"]) == ["boss", "aide", "cousin"]
    assert cautions(analysis, ["clerk"]) == ()


def test_a_client_of_the_state_is_under_the_criminal_law():
    snapshot = account(Account("a", name="A", ownership_type="STATE"), Person("p", name="P", title="Secretary"))
    assert "state-owned" in said(snapshot, ["p"])[0] and "Anti-Unfair" not in said(snapshot, ["p"])[0]


def test_officials_and_outside_approvers():
    snapshot = account(Department("gov", name="Bureau", function="GOVERNMENT"), Person("a", name="A", department="gov"),
                       Person("b", name="B", party="GOVERNMENT"), Person("c", name="C", external=True), Person("d", name="D"),
                       tie("APPROVES", "c", "o"), tie("APPROVES", "d", "o"))
    analysis = analyse(snapshot, today=DAY)
    assert officials(analysis, ["a", "b", "c", "d"]) == ["a", "b", "c"]
    assert "A, B and C" in cautions(analysis, ["a", "b", "c", "d"])[0].en


@pytest.mark.parametrize("step, silent", [(None, 0), ("4", 0), ("5", 1), ("6", 1), ("7", 0)])
def test_a_running_tender_stops_contact(step, silent):
    snapshot = account(Opportunity("o", name="O", buying_step=step), *people("p"))
    assert len(said(snapshot, ["p"])) == silent
    assert said(snapshot, ["p"], contact=False) == []
    assert said(snapshot, []) == said(snapshot, ["nobody"]) == []


def test_old_labels_say_what_when_and_who_and_fresh_ones_nothing():
    old, new = "2025-10-01", "2026-10-01"
    snapshot = account(*people("p q"), Faction("f", name="Reform"), Faction("g", name="Guard"),
                       position("p", attitude="E", attitude_date=old), position("q", attitude="B", attitude_date=new),
                       tie("IN_FACTION", "p", "f", since=old, said_by="Zhou"), tie("HOSTILE", "f", "g", since=old, last_confirmed=new))
    assert said(snapshot, ["p", "q"]) == ["Old label: P is “Opponent” (2025-10-01). Confirm it or drop it.",
                                         "Old label: P belongs to “Reform” (2025-10-01, said by Zhou). Confirm it or drop it."]
    assert said(snapshot, ["q"]) == []


def test_many_old_labels_are_counted_not_listed():
    names = people(" ".join(f"p{k}" for k in range(9)))
    texts = said(account(*names, *(position(p.id, attitude="B", attitude_date="2024-01-01") for p in names)), [p.id for p in names])
    assert len(texts) == 4 and texts[-1] == "And 6 more old labels."


@pytest.mark.parametrize("note, flagged", [("要回扣", True), ("Asked for a kickback", True), ("bribery case", True), ("likes tea", False)])
def test_notes_on_benefits_are_flagged_and_not_repeated(note, flagged):
    snapshot = account(replace(people("p")[0], note=note))
    texts = said(snapshot, ["p"])
    assert len(texts) == flagged and all("compliance" in t for t in texts)
    assert len(said(account(*people("p"), position("p", note=note)), ["p"])) == flagged
