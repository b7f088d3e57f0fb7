"""Who owns the company: shares through chains, control, power in a vote, and who must approve."""

import pytest

from graph.analysis.account import analyse
from graph.analysis.ownership import integrated, votes
from graph.analysis.questions.ownership import answer
from graph.model import Organisation, Person
from tests.analysis.test_findings import DAY, account, people, tie


def owned(*stakes, extra=()):
    firms = {o for owner, firm, _ in stakes for o in (owner, firm)} - {"a"}
    return answer(analyse(account(*(Organisation(f, name=f.upper()) for f in sorted(firms)),
                                  *(tie("OWNS", o, f, strength=s) for o, f, s in stakes), *extra), today=DAY))


def test_control_reaches_further_than_the_share():
    """A owns 60 % of B and 30 % of the company, B 30 % of it: A controls it with 48 % (Romei, Ruggieri and Turini 2015)."""
    found = owned(("big", "b", .6), ("big", "a", .3), ("b", "a", .3), ("c", "a", .4), ("d", "b", .4))
    assert found.value == pytest.approx(.48) and found.low == found.value == found.high and found.sure
    assert "BIG controls the company: it owns 48 %" in found.sentence.en and "BIG" in found.next_step.en


def test_weight_is_not_power():
    """Banzhaf of 50, 49 and 1 votes is .6, .2, .2; Shapley and Shubik's .667, .167, .167."""
    found = owned(("x", "a", .5), ("y", "a", .49), ("z", "a", .01))
    assert "Nobody controls" in found.sentence.en and "about 60 % of the votes" in found.sentence.en
    assert [(row[3].en, row[4].en) for row in found.table.rows] == [("60 %", "67 %"), ("20 %", "17 %"), ("20 %", "17 %")]


def test_holdings_in_a_circle_are_not_owned_twice():
    """uA owns two thirds of cA when cA and cB hold half of each other (Baldone, Brioschi and Paleari 1997)."""
    found = owned(("u", "a", .5), ("b", "a", .5), ("v", "b", .5), ("c", "b", .5), ("b", "c", .2))
    assert all(0 <= float(row[2].en.split()[0]) <= 100 for row in found.table.rows)
    held = integrated({("b", "a"): .5, ("a", "b"): .5, ("u", "a"): .5, ("v", "b"): .5})
    assert held["b", "a"] == pytest.approx(.5) and held["u", "a"] == pytest.approx(2 / 3)


def test_what_is_not_recorded_may_be_anybodys():
    found = owned(("x", "a", .4), ("y", "a", .2))
    assert (found.low, found.high) == (pytest.approx(.4), pytest.approx(.8)) and not found.sure
    assert any("Not recorded: 40 %" in fact.en for fact in found.facts)
    assert "Only 30 % of the shares are recorded" in owned(("x", "a", .3)).sentence.en


def test_approvers_are_named_the_least_sure_first():
    gates = [Organisation("bureau", name="Bureau", kind="GOVERNMENT"), Person("cfo", name="Cfo"),
             tie("APPROVES", "bureau", "o", strength=.8), tie("APPROVES", "cfo", "o", strength=.6)]
    found = owned(("x", "a", .6), extra=gates)
    assert "2 must approve this deal, the least sure is Cfo" in found.sentence.en and found.people == ("cfo",)
    silent = answer(analyse(account(*gates), today=DAY))
    assert not silent.answered and "2 must approve" in silent.sentence.en and silent.value is None


@pytest.mark.parametrize("stakes", [[("x", "a", .8), ("y", "a", .8)], [("x", "a", .5), ("x", "y", 1.0), ("y", "x", 1.0)]])
def test_shares_that_cannot_be_are_said_to_be_wrong(stakes):
    found = owned(*stakes)
    assert not found.answered and "do not fit together" in found.sentence.en


@pytest.mark.parametrize("more", [(), people("p"), [Organisation("x", name="X"), tie("OWNS", "x", "a")],
                                  [Organisation("x", name="X"), tie("OWNS", "x", "a", strength=.9, until="2020-01-01")]])
def test_no_share_no_answer(more):
    found = answer(analyse(account(*more), today=DAY))
    assert not found.answered and found.value is None and found.sentence.zh


def test_of_two_who_control_one_another_the_one_with_the_votes_controls():
    """A and B own 60 % of each other and B 60 % of the company: nobody but A controls B, and B controls A in turn."""
    found = owned(("x", "y", .6), ("y", "x", .6), ("y", "a", .6))
    assert found.sure and "Y controls the company: it owns 60 % in the end" in found.sentence.en and "Y控制公司" in found.sentence.zh
    assert any("X and Y control one another" in fact.en for fact in found.facts) and not any("Behind it" in fact.en for fact in found.facts)
    whole = owned(("x", "y", .51), ("y", "x", .51), ("z", "x", .49), ("z", "y", .49), ("y", "a", 1.0))
    assert "Y controls the company: it owns 100 % in the end" in whole.sentence.en


def test_shares_that_the_company_holds_in_itself_do_not_vote():
    """X has 45 of the 80 votes: a majority. With a subsidiary that holds 30 % of the company, 40 of 70."""
    found = owned(("a", "a", .2), ("x", "a", .45), ("y", "a", .35))
    assert "X controls the company: it owns 56 % in the end" in found.sentence.en
    assert {row[0].en: row[3].en for row in found.table.rows} == {"X": "100 %", "Y": "0 %", "A": "0 %"}
    assert votes({("s", "a"): .3, ("x", "a"): .4, ("y", "a"): .3, ("a", "s"): .6}, "a") == pytest.approx({"s": 0, "x": 4 / 7, "y": 3 / 7})
    assert "X controls" in owned(("s", "a", .3), ("x", "a", .4), ("y", "a", .3), ("a", "s", .6)).sentence.en


def test_a_firm_votes_with_whoever_controls_it():
    """A owns 60 % of B; 30 % each is a majority together, and B turns nothing of its own."""
    found = owned(("big", "b", .6), ("big", "a", .3), ("b", "a", .3), ("c", "a", .4))
    assert {row[0].en: (row[3].en, row[4].zh) for row in found.table.rows} == {"C": ("0 %", "0 %"), "BIG": ("100 %", "100 %"), "B": ("with BIG", "随BIG")}


def test_who_controls_without_a_share_of_its_own_is_named():
    """X owns 60 % of Y, which owns 60 % of the company; Z owns some of X, which makes nobody a controller of X."""
    found = owned(("x", "y", .6), ("y", "a", .6), ("z", "x", .3))
    assert "X controls the company: it owns 36 % in the end" in found.sentence.en and "with X" in [row[3] and row[3].en for row in found.table.rows]


def test_of_equal_votes_the_larger_owner_in_the_end_is_named():
    """Half each: uA owns two thirds of the company in the end, cB half."""
    found = owned(("u", "a", .5), ("c", "a", .5), ("a", "c", .5), ("v", "c", .5))
    assert "nobody has more votes than U: it owns 67 % in the end and turns about 50 % of the votes" in found.sentence.en


def test_many_owners_are_no_burden():
    found = owned(*((f"o{k:03}", "a", .004) for k in range(200)), ("big", "a", .2))
    assert len(found.table.rows) == 12 and "BIG" in found.sentence.en
