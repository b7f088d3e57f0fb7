"""Numbers in words: no finer than the model knows, and never so coarse that a range or a sign is lost."""

import pytest

from graph.analysis.finding import effect, spread, whole
from graph.analysis.ranges import Range
from graph.model import Text


def span(low: float, high: float) -> Text:
    return spread(Range((low + high) / 2, low, high))


@pytest.mark.parametrize(("low", "high", "said"), [
    (.11, .27, "10–25 %"), (0, .06, "0–5 %"), (-.26, .07, "−25 to 5 %"), (-.31, -.14, "−30 to −15 %")])
def test_a_range_goes_in_steps_of_five_points(low: float, high: float, said: str) -> None:
    assert span(low, high).en == said


@pytest.mark.parametrize(("low", "high", "said"), [
    (.03, .07, "3–7 %"), (.91, .92, "91–92 %"), (-.07, -.03, "−7 to −3 %"), (-.06, -.012, "−6 to −1 %"), (.5, .5, "50 %")])
def test_steps_that_would_hide_a_range_or_its_sign_are_finer(low: float, high: float, said: str) -> None:
    assert span(low, high).en == said and "-" not in span(low, high).zh


def test_a_table_has_whole_points() -> None:
    assert whole(Range(.2, .123, .284)).en == "12–28 %" and whole(Range(-.1, -.104, .02)) == Text("−10 to 2 %", "−10 至 2 %")


def test_an_effect_that_is_not_worth_a_word_gets_no_number() -> None:
    assert effect(.0049, .005, digits=3) == effect(-.0049, .005, digits=3) == Text("hardly anything", "几乎没有")
    assert effect(-.0051, .005, digits=3).en == "−0.005" and effect(.2, .005).zh == "+0.20"
