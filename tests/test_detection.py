"""Telling two kinds apart: worked out by hand, and what no answer can change."""

from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.detection import Counts, bounded, false_alarms, log_linear

Z = NormalDist().inv_cdf


@st.composite
def counts(draw):
    targets, others = draw(st.integers(1, 300)), draw(st.integers(1, 300))
    hits, alarms = draw(st.integers(0, targets)), draw(st.integers(0, others))
    return Counts(hits, targets, alarms, others)


def test_both_variants_worked_out_by_hand():
    some = Counts(hits=18, targets=20, alarms=2, others=10)
    d_prime, criterion = log_linear(some)
    assert d_prime.value == pytest.approx(Z(18.5 / 21) - Z(2.5 / 11))
    assert criterion.value == pytest.approx(-(Z(18.5 / 21) + Z(2.5 / 11)) / 2)
    assert bounded(some)[0].value == pytest.approx(Z(0.9) - Z(0.2))


def test_rates_of_nought_and_one_are_held_off_their_ends():
    whole = Counts(hits=30, targets=30, alarms=0, others=10)
    assert bounded(whole)[0].value == pytest.approx(2 * Z(1 - 0.5 / 40))
    assert log_linear(whole)[0].value == pytest.approx(Z(30.5 / 31) - Z(0.5 / 11))


@pytest.mark.parametrize("variant", [log_linear, bounded])
@pytest.mark.parametrize(
    ("some", "why"),
    [
        (Counts(0, 20, 0, 10), "no_answers"),
        (Counts(20, 20, 0, 0), "one_kind_only"),
        (Counts(0, 0, 3, 10), "one_kind_only"),
    ],
)
def test_what_cannot_be_said_is_missing_with_its_reason(variant, some, why):
    assert [score.why for score in variant(some)] == [why, why]
    assert [score.value for score in variant(some)] == [None, None]


@pytest.mark.parametrize("variant", [log_linear, bounded])
@given(some=counts())
def test_swapping_the_kinds_turns_the_sign(variant, some):
    hits, targets, alarms, others = some
    swapped = Counts(alarms, others, hits, targets)
    one, other = variant(some)[0], variant(swapped)[0]
    assert one.why == other.why
    if one.value is not None:
        assert other.value == pytest.approx(-one.value)


def test_no_false_alarm_says_nothing_of_somebody_who_never_pressed():
    assert false_alarms(Counts(0, 20, 0, 10), "none").why == "no_answers"
    assert false_alarms(Counts(1, 20, 0, 10), "none").value == 0
    assert false_alarms(Counts(0, 20, 3, 10), "none").value == 0.3
    assert false_alarms(Counts(5, 20, 0, 0), "none").why == "none"
