"""A waiting list and a stepped wedge."""

from math import sqrt

import numpy as np
import pytest
import statsmodels.api as sm

from pod.evaluation.statistics.arms import stepped_wedge, waiting_list
from pod.evaluation.statistics.between import pooled_sd


def trial(seed=1, n=80):
    rng = np.random.default_rng(seed)
    first, waited = rng.normal(12, 4, n), np.arange(n) % 2 == 0
    last = 3 + 0.6 * first - 2.0 * ~waited + rng.normal(0, 2, n)
    return last, first, waited


def wedge(seed=2, clusters=8, people=6):
    rng = np.random.default_rng(seed)
    cluster, period = (
        np.repeat(grid.ravel(), people)
        for grid in np.meshgrid(np.arange(clusters), np.arange(5), indexing="ij")
    )
    treated = period > cluster % 4
    y = 10 + 0.4 * period - 1.5 * treated + rng.normal(0, 1, clusters)[cluster]
    return y + rng.normal(0, 1, len(y)), period, cluster, treated


def test_those_who_did_not_wait_are_compared_with_those_who_did():
    last, first, waited = trial()
    found = waiting_list(last, first, waited)
    assert found.adjusted.low < -2 < found.adjusted.high
    assert "waiting list" not in found.adjusted.method
    assert "ANCOVA" in found.model.sentence


def test_g_is_the_adjusted_difference_over_the_pooled_sd_of_the_last():
    last, first, waited = trial()
    found = waiting_list(last, first, waited)
    sd, j = pooled_sd(last[waited], last[~waited]), 1 - 3 / (4 * 78 - 1)
    d = found.adjusted.value / sd
    assert found.g.value == pytest.approx(j * d)
    se = j * sqrt((found.adjusted.se / sd) ** 2 + d**2 / (2 * 78))
    assert found.g.se == pytest.approx(se)


def test_without_a_waiting_list_there_is_no_comparison():
    last, first, waited = trial()
    assert waiting_list(last, first, waited | True) is None


def test_the_stepped_wedge_is_the_mixed_model_of_statsmodels():
    y, period, cluster, treated = wedge()
    x = np.column_stack([treated, np.eye(5)[period]]).astype(float)
    theirs = sm.MixedLM(y, x, groups=cluster).fit(reml=True)
    ours = stepped_wedge(y, period, cluster, treated)
    assert ours.estimates["treated"].value == pytest.approx(theirs.fe_params[0], 1e-4)
    assert ours.variances["cluster"] == pytest.approx(theirs.cov_re[0, 0], rel=1e-3)
    assert ours.clusters == 8


def test_its_degrees_of_freedom_count_clusters_and_not_people():
    few = stepped_wedge(*wedge(clusters=8, people=30)).estimates["treated"]
    assert few.df < 8
    assert few.low < -1.5 < few.high


def test_a_course_that_all_clusters_share_is_no_effect():
    y, period, cluster, treated = wedge()
    one = stepped_wedge(y, period, cluster, treated).estimates["treated"]
    other = stepped_wedge(y + 3.0 * period, period, cluster, treated)
    assert other.estimates["treated"].value == pytest.approx(one.value)


def test_three_clusters_or_no_crossing_over_tell_nothing():
    y, period, cluster, treated = wedge()
    some = cluster < 3
    rows = (held[some] for held in (y, period, cluster, treated))
    assert stepped_wedge(*rows) is None
    assert stepped_wedge(y, period, cluster, period > 2) is None
