"""Change of the same people, in the score's unit and in four standard units."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from pod.evaluation.statistics.estimate import mean
from pod.evaluation.statistics.paired import (
    d_av,
    d_rm,
    d_z,
    hedges_g_av,
    mean_change,
)

FIRST = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
LAST = np.array([2.0, 2.0, 5.0, 5.0, 6.0])
EFFECTS = (d_z, d_av, d_rm, hedges_g_av)
EVERY = (mean_change, *EFFECTS)

scores = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=4, max_size=25
)


def columns(pairs):
    first, last = np.array(pairs, dtype=float).T
    assume(len(set(first)) > 1 and len(set(last)) > 1 and len(set(last - first)) > 1)
    assume(np.corrcoef(first, last)[0, 1] < 1 - 1e-9)
    return first, last


def test_five_people_worked_by_hand():
    # Changes 1, 0, 2, 1, 1: mean 1, variance 2/4. Variances 10/4 and 14/4, covariance
    # 11/4, so r = 2.75 / sqrt(8.75); t(0.975; 4) = 2.7764451.
    change = mean_change(FIRST, LAST)
    assert change.value == 1
    assert change.se == pytest.approx(sqrt(0.1))
    assert change.high == pytest.approx(1 + 2.7764451 * sqrt(0.1))
    assert d_z(FIRST, LAST).value == pytest.approx(1 / sqrt(0.5))
    assert d_av(FIRST, LAST).value == pytest.approx(1 / sqrt(3))
    assert d_rm(FIRST, LAST).value == pytest.approx(0.530401, abs=1e-5)
    # df = 4 x 6^2 / (2.5^2 + 3.5^2 + 2 x 2.75^2) = 4.28253; J = 0.814013
    assert hedges_g_av(FIRST, LAST).value == pytest.approx(0.814013 / sqrt(3), abs=1e-5)


def test_the_standard_error_of_d_av_is_bonetts_worked_by_hand():
    # d^2 = 1/3, s^2 = 3: 1/3 (6.25 + 12.25 + 2 x 7.5625) / (8 x 4 x 9) + 0.5 / (5 x 3)
    assert d_av(FIRST, LAST).se == pytest.approx(sqrt(33.625 / 864 + 0.5 / 15))


def test_mean_change_is_what_scipy_says_of_paired_numbers():
    rng = np.random.default_rng(1)
    first, last = rng.normal(20, 5, 40), rng.normal(17, 6, 40)
    theirs = stats.ttest_rel(last, first)
    ours, interval = mean_change(first, last), theirs.confidence_interval()
    assert (ours.low, ours.high) == pytest.approx((interval.low, interval.high))
    assert ours.p == pytest.approx(theirs.pvalue)


@pytest.mark.parametrize("n", [5, 40, 2000])
def test_the_ends_of_d_z_leave_an_equal_tail_of_the_noncentral_t(n):
    rng = np.random.default_rng(n)
    found = d_z(rng.normal(0, 1, n), rng.normal(-0.6, 1, n))
    t = found.value * sqrt(n)
    tails = [stats.nct.cdf(t, n - 1, end * sqrt(n)) for end in (found.low, found.high)]
    assert tails == pytest.approx([0.975, 0.025], abs=1e-5)


def test_where_both_measures_vary_alike_d_rm_is_d_av():
    last = FIRST[[1, 0, 3, 4, 2]] - 4
    assert d_rm(FIRST, last).value == pytest.approx(d_av(FIRST, last).value)


@pytest.mark.parametrize("effect", EVERY)
def test_people_without_both_measures_do_not_count(effect):
    first = np.append(FIRST, [np.nan, 3.0])
    last = np.append(LAST, [4.0, np.nan])
    assert effect(first, last) == effect(FIRST, LAST)
    assert effect(first, last).n == 5


@pytest.mark.parametrize("effect", EVERY)
def test_too_few_people_have_no_estimate(effect):
    assert effect(FIRST[:1], LAST[:1]) is None
    assert effect(np.array([]), np.array([])) is None


def test_where_all_change_alike_the_change_is_sure_and_d_z_is_not_told():
    change = mean_change(FIRST, FIRST + 0.1)
    assert (change.low, change.high) == pytest.approx((0.1, 0.1))
    assert change.p is None
    assert d_z(FIRST, FIRST + 0.1) is None
    assert d_rm(FIRST, FIRST + 0.1) is None


def test_without_spread_there_is_no_standard_unit():
    same = np.full(5, 3.0)
    assert all(effect(same, same) is None for effect in EFFECTS)


def test_a_wider_certainty_gives_a_wider_interval():
    for effect in EVERY:
        narrow, wide = effect(FIRST, LAST, 0.8), effect(FIRST, LAST, 0.99)
        assert wide.low < narrow.low < narrow.value < narrow.high < wide.high


@pytest.mark.parametrize("effect", EVERY)
@settings(max_examples=30, deadline=None)
@given(pairs=scores)
def test_scores_the_other_way_up_turn_the_sign_alone(effect, pairs):
    first, last = columns(pairs)
    one, other = effect(first, last), effect(30 - first, 30 - last)
    assert other.value == pytest.approx(-one.value, abs=1e-6)
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low), abs=1e-4)


@pytest.mark.parametrize("effect", EFFECTS)
@settings(max_examples=30, deadline=None)
@given(pairs=scores, unit=st.floats(0.01, 100))
def test_a_standard_effect_does_not_know_the_unit(effect, pairs, unit):
    first, last = columns(pairs)
    one, other = effect(first, last), effect(first * unit, last * unit)
    assert other.value == pytest.approx(one.value, abs=1e-6)
    assert (other.low, other.high) == pytest.approx((one.low, one.high), abs=1e-4)


@settings(max_examples=30, deadline=None)
@given(pairs=scores)
def test_the_interval_of_a_mean_change_reaches_as_far_up_as_down(pairs):
    found = mean_change(*columns(pairs))
    assert found.high - found.value == pytest.approx(found.value - found.low)


def test_a_mean_is_what_scipy_says():
    theirs = stats.ttest_1samp(LAST, 0).confidence_interval()
    ours = mean(np.append(LAST, np.nan))
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high))
    assert mean(LAST[:1]) is None
