"""The frustration index: against every division, with its proof and without."""

import random
from itertools import combinations, product

import pytest

from graph.analysis.balance import balance


def made(seed: int, most: int = 8) -> dict[tuple[str, str], int]:
    rng = random.Random(seed)
    pairs = list(combinations(range(rng.randint(2, most)), 2))
    return {(f"p{a}", f"p{b}"): rng.choice((1, 1, -1)) for a, b in rng.sample(pairs, rng.randint(1, len(pairs)))}


@pytest.mark.parametrize("seed", range(40))
def test_the_least_of_all_divisions(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    signs = made(seed)
    people = sorted({p for pair in signs for p in pair})
    camps = (dict(zip(people, division, strict=True)) for division in product((0, 1), repeat=len(people)))
    least = min(sum((camp[a] == camp[b]) != (sign > 0) for (a, b), sign in signs.items()) for camp in camps)
    found, unsolved = balance(signs), balance(signs, exact_people=0)
    assert (found.frustrated, found.exact) == (least, True)
    monkeypatch.setattr("graph.analysis.balance.COUNTED_PEOPLE", 0)
    solved = balance(signs)
    assert (solved.frustrated, solved.exact) == (least, True)
    assert unsolved.frustrated == least if unsolved.exact else unsolved.frustrated >= least
    assert found.frustrated == sum((found.camp[a] == found.camp[b]) != (sign > 0) for (a, b), sign in signs.items())


def test_a_knot_is_proven_by_circles_and_parts_are_added_up() -> None:
    knot = {("a", "b"): 1, ("b", "c"): 1, ("a", "c"): -1}
    two = {**knot, ("c", "d"): -1, **{(f"x{a}", f"x{b}"): sign for (a, b), sign in knot.items()}, ("d", "xa"): 1}
    found = balance(two, exact_people=0)
    assert (found.frustrated, found.exact, found.ties) == (2, True, 8)


def test_knots_of_many_ties_are_proven_while_the_people_are_few() -> None:
    """Everybody against everybody: two camps of eight leave 2 * 28 of 120 ties wrong, of nine 2 * 36 of 153."""
    for people, least, exact in ((16, 56, True), (18, 72, False)):
        found = balance({(f"p{a:02}", f"p{b:02}"): -1 for a, b in combinations(range(people), 2)}, exact_ties=40)
        assert (found.frustrated, found.exact) == (least, exact)


def test_friends_only_and_large_networks_take_no_time() -> None:
    rng = random.Random(1)
    ties = {(f"p{rng.randrange(900)}", f"q{rng.randrange(900)}"): 1 for _ in range(3000)}
    assert balance(ties).frustrated == 0 and balance(ties).exact
    mixed = {pair: -1 if k % 4 == 0 else 1 for k, pair in enumerate(ties)}
    found = balance(mixed, exact_people=14)
    assert not found.exact and 0 < found.frustrated <= found.negative
