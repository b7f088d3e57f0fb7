"""Numbers in words: no finer than the model knows, and never so coarse that a range or a sign is lost."""

import re
from itertools import combinations_with_replacement

import pytest

from graph.analysis.finding import about, effect, spread, whole
from graph.analysis.ranges import Range
from graph.model import Text


def span(low: float, high: float) -> Text:
    return spread(Range((low + high) / 2, low, high))


@pytest.mark.parametrize(("low", "high", "said"), [
    (.11, .27, "10–25 %"), (0, .06, "0–5 %"), (-.26, .07, "−25 to 5 %"), (-.31, -.14, "−30 to −15 %")])
def test_a_range_goes_in_steps_of_five_points(low: float, high: float, said: str) -> None:
    assert span(low, high).en == said


@pytest.mark.parametrize(("low", "high", "said"), [
    (.03, .07, "0–10 %"), (.91, .92, "90–95 %"), (.48, .48, "45–50 %"), (.98, .99, "95–100 %"), (.001, .002, "0–5 %"), (.5, .5, "50 %"), (0, 0, "0 %")])
def test_a_range_within_one_step_is_as_wide_as_the_steps_around_it(low: float, high: float, said: str) -> None:
    assert span(low, high).en == span(low, high).zh == said


@pytest.mark.parametrize(("low", "high", "said"), [(-.07, -.03, "−7 to −3 %"), (-.06, -.012, "−6 to −1 %"), (-.12, -.11, "−15 to −10 %")])
def test_steps_that_would_hide_the_sign_are_finer(low: float, high: float, said: str) -> None:
    assert span(low, high).en == said and "-" not in span(low, high).zh


def test_what_is_said_of_a_value_lies_in_the_range_that_is_said_of_it() -> None:
    for low, high in combinations_with_replacement([k / 100 for k in range(101)], 2):
        ends = [int(n) for n in re.findall(r"\d+", spread(Range(low, low, high)).en)]
        for value in (low, high):
            points = re.fullmatch(r"about (\d+) %", about(value).en)
            assert points is None or ends[0] <= int(points[1]) <= ends[-1], (low, high, value)


def test_a_value_below_zero_lies_in_its_range_too() -> None:
    number = Range(-.03, -.031, -.012)
    assert (about(number.value).en, spread(number).en) == ("minus about 5 %", "−5 to −1 %")


def test_a_share_of_next_to_nothing_can_be_the_subject_of_a_sentence() -> None:
    assert Text("{x} of it", "决策的{x}建立在行为上").format(x=about(.002)) == Text("almost nothing of it", "决策的不到 1 %建立在行为上")


def test_a_table_has_whole_points() -> None:
    assert whole(Range(.2, .123, .284)).en == "12–28 %" and whole(Range(-.1, -.104, .02)) == Text("−10 to 2 %", "−10 至 2 %")


def test_an_effect_that_is_not_worth_a_word_gets_no_number() -> None:
    assert effect(.0049, .005, digits=3) == effect(-.0049, .005, digits=3) == Text("hardly anything", "几乎没有")
    assert effect(-.0051, .005, digits=3).en == "−0.005" and effect(.2, .005).zh == "+0.20"
