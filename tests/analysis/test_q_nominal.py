"""A manager in name: high on paper, not recognised, and surely lighter than the paper; two of three are only a question."""

from dataclasses import replace

import pytest

from graph.analysis.account import analyse
from graph.analysis.questions.nominal import answer
from tests.analysis.test_findings import DAY, account, people, position, tie


def firm(*more, level=2, heard=True):
    """A boss who decides, a head of purchasing who is to award, and an aide whom both listen to."""
    boss, head, aide = people("boss head aide")
    found = [replace(boss, level=1), replace(head, level=level), replace(aide, level=5), position("boss", roles=("DECIDER",)), position("head", roles=("AWARDER", "BUYER"))]
    if heard:
        found += [tie("LISTENS_TO", "head", "aide"), tie("LISTENS_TO", "head", "boss"), tie("LISTENS_TO", "boss", "aide")]
    return account(*found, *more)


def test_all_three_make_a_manager_in_name():
    found = answer(analyse(firm(tie("RECOGNISES", "boss", "head", strength=.5, sign=-1)), today=DAY))
    assert found.sure and found.people == ("head",) and found.high < 0
    assert "Head is a manager in name" in found.sentence.en and "hardly recognised by Boss" in found.sentence.en
    assert "Head alone" in found.next_step.en


@pytest.mark.parametrize("more", [(), (tie("RECOGNISES", "boss", "head", strength=.9),)])
def test_lighter_but_recognised_or_not_known_is_no_result(more):
    found = answer(analyse(firm(*more), today=DAY))
    assert not found.sure or found.people == ()
    assert "is a manager in name:" not in found.sentence.en


def test_of_whom_it_is_not_known_is_counted_and_the_one_at_the_top_is_not_asked_about():
    """Boss, who has nobody above, and two heads: of one it is known that he is recognised, of the other nothing."""
    boss, head, aide = people("boss head aide")
    snapshot = account(replace(boss, level=1), replace(head, level=2), replace(aide, level=2), position("boss", roles=("DECIDER",)), position("head", roles=("PAYER",)),
                       position("aide", roles=("BUYER",)), tie("LISTENS_TO", "aide", "boss"), tie("LISTENS_TO", "boss", "head"), tie("RECOGNISES", "boss", "head", strength=.9))
    found = answer(analyse(snapshot, today=DAY))
    assert not found.sure and "for 1 of 2 it is not recorded what the boss thinks" in found.sentence.en and "2 人中有 1 人未记录" in found.sentence.zh
    assert found.would_change.en.startswith("Whether the boss has ever overruled Aide") and not any("Boss: level" in fact.en for fact in found.facts)
    alone = answer(analyse(account(replace(boss, level=1), aide, position("boss", roles=("DECIDER",))), today=DAY))
    assert not alone.answered and "Nobody high up has a boss on the map" in alone.sentence.en


def test_the_difference_of_two_shares_is_in_points():
    found = answer(analyse(firm(tie("RECOGNISES", "boss", "head", strength=.5, sign=-1)), today=DAY))
    assert "points against the paper weight" in found.facts[0].en and " %" not in found.facts[0].en and "个百分点" in found.facts[0].zh
    assert found.table.rows[0][2].en.endswith(" points")


def test_not_recognised_but_no_lighter_cannot_be_told():
    found = answer(analyse(firm(tie("RECOGNISES", "boss", "head", strength=.1), heard=False), today=DAY))
    assert not found.sure and "cannot tell" in found.sentence.en and "overruled" in found.next_step.en


def test_low_in_rank_is_nobodys_manager():
    found = answer(analyse(firm(tie("RECOGNISES", "boss", "head", strength=.1), level=5), today=DAY))
    assert "head" not in found.people


def test_the_least_of_several_bosses_counts_and_what_is_over_does_not():
    ties = [tie("RECOGNISES", "boss", "head", strength=.9), tie("RECOGNISES", "aide", "head", strength=.2)]
    assert answer(analyse(firm(*ties), today=DAY)).people == ("head",)
    over = replace(ties[1], until="2025-01-01")
    assert answer(analyse(firm(ties[0], over), today=DAY)).people == ()


@pytest.mark.parametrize("snapshot", [account(), account(*people("a")), account(*people("a b")), account(*people("a b"), position("a", roles=("DECIDER",))),
                                      account(*people("a b"), tie("LISTENS_TO", "a", "b"))])
def test_without_levels_or_roles_it_says_so(snapshot):
    found = answer(analyse(snapshot, today=DAY))
    assert not found.answered and found.value is None and found.sentence.zh
