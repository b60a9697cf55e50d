"""Five choices without the longest delays: what is known of a rate, and what not."""

from math import sqrt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.modules.discounting.five import follow
from tests.money import PARAMS, five, five_scored, published_path

UP_TO_A_YEAR = msgspec.structs.replace(PARAMS, longest_index=23)
ANSWERS = st.lists(st.sampled_from(["now", "later"]), min_size=5, max_size=5)


@given(answers=ANSWERS, longest=st.integers(16, 31))
def test_no_delay_beyond_the_bound_is_ever_shown(answers, longest):
    params = msgspec.structs.replace(PARAMS, longest_index=longest)
    rows = five(*answers, params=params).rows
    assert all(row.index <= longest == row.longest_index for row in rows)


def test_whoever_waits_for_the_longest_delay_shown_has_a_limit_and_no_rate():
    scores = five_scored(*["later"] * 4, "now", params=UP_TO_A_YEAR)
    assert scores["k"].why == scores["ed50_days"].why == "bound"
    assert scores["k_bound"].value == pytest.approx(1 / 365.25)
    assert scores["attending"].value == 1


def test_the_attention_item_keeps_to_the_bound():
    shown = [row.index for row in five(*["later"] * 5, params=UP_TO_A_YEAR).rows]
    assert shown == [16, 20, 22, 23, 23]


@given(answers=ANSWERS, longest=st.integers(16, 30))
def test_within_the_bound_a_rate_is_the_one_that_would_be_found_without(
    answers, longest
):
    """Of answers that take now beyond the bound, the bounded path asks the others."""
    bracket, _ = follow(answers, 31)
    asked = zip(published_path(answers), answers, strict=True)
    kept = [answer for index, answer in asked if index <= longest]
    if bracket.high <= longest:
        params = msgspec.structs.replace(PARAMS, longest_index=longest, attention=False)
        free = msgspec.structs.replace(PARAMS, attention=False)
        found, free_found = (
            five_scored(*kept, params=params),
            five_scored(*answers, params=free),
        )
        assert found["k"] == free_found["k"]
        assert found["k_bound"].why == "not_bound"


def test_somebody_who_waits_for_what_lies_within_the_bound_is_not_bound():
    scores = five_scored("later", "later", "now", "now", params=UP_TO_A_YEAR)
    month = 365.25 / 12
    assert scores["k"].value == pytest.approx(1 / (sqrt(4 * 6) * month))
