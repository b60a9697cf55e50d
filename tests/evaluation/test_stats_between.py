"""Two groups of different people, and several tests at once."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from pod.evaluation.statistics.between import hedges_g, mean_difference
from pod.evaluation.statistics.many import benjamini_hochberg, holm

A, B = np.array([3.0, 5.0, 7.0]), np.array([1.0, 2.0, 3.0])
p_values = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def test_six_people_worked_by_hand():
    # Means 5 and 2, variances 4 and 1: pooled 2.5; J = 1 - 3 / (4 x 4 - 1) = 0.8.
    # Welch: se^2 = 4/3 + 1/3, df = (5/3)^2 / ((4/3)^2/2 + (1/3)^2/2) = 50/17.
    assert hedges_g(A, B).value == pytest.approx(0.8 * 3 / sqrt(2.5))
    difference = mean_difference(A, B)
    assert difference.value == 3
    assert difference.se == pytest.approx(sqrt(5 / 3))
    assert difference.df == pytest.approx(50 / 17)


def test_the_difference_is_what_scipy_says_of_unequal_variances():
    rng = np.random.default_rng(2)
    a, b = rng.normal(5, 1, 12), rng.normal(4, 3, 40)
    theirs = stats.ttest_ind(a, b, equal_var=False)
    interval = theirs.confidence_interval()
    ours = mean_difference(a, np.append(b, np.nan))
    assert (ours.low, ours.high) == pytest.approx((interval.low, interval.high))
    assert ours.p == pytest.approx(theirs.pvalue)
    assert ours.n == 52


def test_the_ends_of_g_leave_an_equal_tail_of_the_noncentral_t():
    rng = np.random.default_rng(3)
    found = hedges_g(rng.normal(1, 1, 9), rng.normal(0, 1, 15))
    size, j = sqrt(9 * 15 / 24), 1 - 3 / (4 * 22 - 1)
    t = found.value / j * size
    ends = (found.low / j * size, found.high / j * size)
    assert [stats.nct.cdf(t, 22, end) for end in ends] == pytest.approx(
        [0.975, 0.025], abs=1e-5
    )


def test_the_other_way_round_turns_the_sign():
    for effect in (hedges_g, mean_difference):
        one, other = effect(A, B), effect(B, A)
        assert (other.value, other.low) == pytest.approx((-one.value, -one.high))


def test_one_person_makes_no_group():
    assert hedges_g(A[:1], B) is None
    assert mean_difference(A, B[:1]) is None
    assert hedges_g(np.ones(4), np.ones(4)) is None


@settings(max_examples=25, deadline=None)
@given(p=p_values)
def test_adjusted_p_values_are_those_of_statsmodels(p):
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1])
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1])


def test_three_p_values_worked_by_hand():
    # Holm: 3 x 0.01, then max(0.03, 2 x 0.04), then max(0.08, 0.05).
    # Benjamini-Hochberg: min(3 x 0.01, ...), 3/2 x 0.04 against 0.05.
    assert holm([0.04, 0.01, 0.05]) == pytest.approx((0.08, 0.03, 0.08))
    assert benjamini_hochberg([0.04, 0.01, 0.05]) == pytest.approx((0.05, 0.03, 0.05))
    assert holm([]) == ()
