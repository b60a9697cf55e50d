"""Several sites: a published meta-analysis, and statsmodels beside it."""

import numpy as np
import pytest
from statsmodels.stats.meta_analysis import combine_effects

from pod.evaluation.statistics.meta import cochran, pooled, reml

# Colditz et al. 1994 (JAMA 271:698): tuberculosis with BCG and without, 13 trials.
# Cases and others with the vaccine, then without.
BCG = np.array(
    [
        [4, 119, 11, 128],
        [6, 300, 29, 274],
        [3, 228, 11, 209],
        [62, 13536, 248, 12619],
        [33, 5036, 47, 5761],
        [180, 1361, 372, 1079],
        [8, 2537, 10, 619],
        [505, 87886, 499, 87892],
        [29, 7470, 45, 7232],
        [17, 1699, 65, 1600],
        [186, 50448, 141, 27197],
        [5, 2493, 3, 2338],
        [27, 16886, 29, 17825],
    ],
    dtype=float,
)


def log_risks():
    a, b, c, d = BCG.T
    y = np.log(a / (a + b) / (c / (c + d)))
    return y, 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)


def test_the_published_trials_give_the_figures_published_of_them():
    # As the R package metafor prints them (Viechtbauer 2010, J Stat Softw 36:3).
    found = pooled(*log_risks())
    assert found.tau2 == pytest.approx(0.3132, abs=5e-5)
    assert found.q == pytest.approx(152.2330, abs=5e-5)
    assert found.estimate.value == pytest.approx(-0.7145, abs=5e-5)
    assert found.estimate.se == pytest.approx(0.1808, abs=5e-5)
    ends = (found.estimate.low, found.estimate.high)
    assert ends == pytest.approx((-1.1084, -0.3206), abs=5e-5)


def test_q_and_i2_are_those_of_statsmodels():
    y, v = log_risks()
    theirs = combine_effects(y, v)
    found = pooled(y, v)
    assert found.q == pytest.approx(theirs.q)
    assert found.i2 == pytest.approx(100 * theirs.i2)
    assert sum(found.weights) == pytest.approx(100)


def test_tau2_has_the_highest_restricted_likelihood():
    y, v = log_risks()

    def likelihood(tau2):
        w = 1 / (v + tau2)
        return (np.log(w).sum() - np.log(w.sum()) - cochran(y, v + tau2)) / 2

    best = reml(y, v)
    assert all(likelihood(best) >= likelihood(best * by) for by in (0.9, 0.99, 1.01, 2))


def test_two_sites_worked_by_hand():
    # Equal variances of 1, effects 0 and 4: mean 2, Q = 8, tau2 = 8 - 1 = 7;
    # se^2 = (4/8 + 4/8) / (1 x 2/8) = 4, t(0.975; 1) = 12.7062.
    found = pooled([0.0, 4.0], [1.0, 1.0])
    assert (found.estimate.value, found.q) == pytest.approx((2, 8))
    assert found.tau2 == pytest.approx(7)
    assert found.estimate.high == pytest.approx(2 + 2 * 12.7062, abs=1e-3)
    assert found.predicted_low is None


def test_sites_that_agree_do_not_differ():
    found = pooled([1.0, 1.1, 0.9, 1.0], [1.0] * 4)
    assert found.tau2 == 0
    assert found.i2 == 0
    assert found.predicted_low < found.estimate.low


def test_a_site_without_an_effect_is_left_out_and_one_site_is_no_meta_analysis():
    found = pooled([0.0, np.nan, 4.0], [1.0, 1.0, 1.0])
    assert found.weights == pytest.approx((50, 0, 50))
    assert found.estimate.n == 2
    assert pooled([1.0], [1.0]) is None
    assert pooled([1.0, 2.0], [1.0, 0.0]) is None


def test_another_unit_changes_nothing_but_the_unit():
    y, v = log_risks()
    one, other = pooled(y, v), pooled(-10 * y, 100 * v)
    assert other.i2 == pytest.approx(one.i2)
    assert other.estimate.low == pytest.approx(-10 * one.estimate.high)
    assert other.tau2 == pytest.approx(100 * one.tau2)
