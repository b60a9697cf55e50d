"""A score among others here: three plain words, and nothing where nothing is known."""

from statistics import median, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.need.among import among, spread

SCORE = st.integers(0, 30).map(float)
OTHERS = st.lists(SCORE, min_size=10, max_size=60)
WIDE = st.floats(0, 15)
TURNED = st.sampled_from(["better", "worse"])
TEN = [float(n) for n in range(10, 20)]


def test_a_few_people_are_never_compared_with():
    place = among(30.0, (29.0, 31.0), TEN[:9], "worse", 10)
    assert (place.word, place.why, place.n) == ("unknown", "few_people", None)


def test_the_whole_interval_beyond_the_middle_is_higher_than_most():
    place = among(19.0, (16.0, 22.0), TEN, "worse", 10)
    assert (place.word, place.needs) == ("higher", "more")
    assert among(19.0, (14.0, 24.0), TEN, "worse", 10).word == "same"


def test_more_of_what_is_good_is_less_need():
    assert among(19.0, (16.0, 22.0), TEN, "better", 10).needs == "less"
    assert among(10.0, (8.0, 12.0), TEN, "better", 10).needs == "more"


def test_what_is_not_known_is_said_by_its_reason():
    assert among(None, None, TEN, "worse", 10).why == "no_score"
    assert among(15.0, None, TEN, "worse", 10).why == "no_interval"
    assert among(15.0, (14.0, 16.0), [5.0] * 12, "worse", 10).why == "all_alike"


def test_people_who_are_all_alike_make_nobodys_score_exact():
    assert spread([5.0] * 12, 10) is None
    assert spread(TEN[:9], 10) is None
    assert spread(TEN, 10) == pytest.approx(stdev(TEN))


@given(value=SCORE, wide=WIDE, others=OTHERS, turned=TURNED)
def test_the_word_holds_of_at_least_half_of_the_others(value, wide, others, turned):
    place = among(value, (value - wide, value + wide), others, turned, 10)
    if place.word == "higher":
        assert sum(one < value for one in others) * 2 >= len(others)
        assert value - wide > median(others)
    if place.word == "lower":
        assert sum(one > value for one in others) * 2 >= len(others)


@given(value=SCORE, wide=WIDE, others=OTHERS)
def test_turning_a_scale_turns_need_and_not_the_word(value, wide, others):
    between = (value - wide, value + wide)
    worse, better = (
        among(value, between, others, turned, 10) for turned in ("worse", "better")
    )
    assert worse.word == better.word
    opposite = {"more": "less", "less": "more"}
    assert better.needs == opposite.get(worse.needs, worse.needs)
    if worse.need is not None:
        assert better.need == pytest.approx(-worse.need)
        assert worse.need_low <= worse.need + 1e-9
        assert worse.need <= worse.need_high + 1e-9


@given(value=SCORE, wide=WIDE, others=OTHERS)
def test_a_wider_doubt_never_makes_somebody_stand_out(value, wide, others):
    narrow = among(value, (value - wide, value + wide), others, "worse", 10)
    wider = among(value, (value - wide - 5, value + wide + 5), others, "worse", 10)
    if wider.word in ("higher", "lower"):
        assert wider.word == narrow.word
