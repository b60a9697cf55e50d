"""The 95 % intervals hold what is true in 93 to 97 of 100 studies, by simulation."""

from math import sqrt

import numpy as np
import pytest

from pod.evaluation.statistics.arms import stepped_wedge, waiting_list
from pod.evaluation.statistics.between import hedges_g, mean_difference
from pod.evaluation.statistics.imputing import imputed_change
from pod.evaluation.statistics.meta import pooled
from pod.evaluation.statistics.models import ancova, clustered_change, mixed_change
from pod.evaluation.statistics.paired import (
    d_av,
    d_rm,
    d_z,
    hedges_g_av,
    mean_change,
)

RUNS = 1000
pytestmark = pytest.mark.proof


def covered(study, runs=RUNS):
    """Return the percent of studies whose interval holds the truth."""
    held = 0
    for seed in range(runs):
        found, truth = study(np.random.default_rng([47, seed]))
        held += found.low <= truth <= found.high
    return 100 * held / runs


def paired(rng, n, spread_last):
    """Return two measures, correlated .6, the mean of the last lower by 0.8."""
    one, other = rng.standard_normal((2, n))
    return one, spread_last * (0.6 * one + 0.8 * other) - 0.8


@pytest.mark.parametrize(("n", "spread_last"), [(25, 1.0), (60, 1.4)])
@pytest.mark.parametrize("effect", [mean_change, d_z, d_av, hedges_g_av, d_rm])
def test_change_of_the_same_people(effect, n, spread_last):
    of_change = sqrt(1 + spread_last**2 - 1.2 * spread_last)
    truths = {
        mean_change: -0.8,
        d_z: -0.8 / of_change,
        d_av: -0.8 / sqrt((1 + spread_last**2) / 2),
        hedges_g_av: -0.8 / sqrt((1 + spread_last**2) / 2),
        d_rm: -0.8 / of_change * sqrt(0.8),
    }
    found = covered(lambda rng: (effect(*paired(rng, n, spread_last)), truths[effect]))
    assert 93 <= found <= 97


@pytest.mark.parametrize(
    ("effect", "spread", "truth"), [(hedges_g, 1.0, 0.5), (mean_difference, 3.0, 0.5)]
)
def test_two_groups(effect, spread, truth):
    def study(rng):
        return effect(rng.normal(0.5, 1, 20), rng.normal(0, spread, 35)), truth

    assert 93 <= covered(study) <= 97


@pytest.mark.parametrize(("sites", "crossed"), [(12, True), (8, False), (3, True)])
def test_ancova_with_people_of_one_site_alike(sites, crossed):
    site, order = np.repeat(np.arange(sites), 20), np.arange(sites * 20)
    arm = order % 2 if crossed else site % 2

    def study(rng):
        first = rng.normal(10, 3, len(site))
        shared = rng.normal(0, 0.7, sites)[site]
        last = 2 + 0.5 * first - arm + shared + rng.normal(0, 2, len(site))
        found = ancova(last, first, np.where(arm, "t", "c"), site, "c")
        return found.estimates["t - c"], -1

    assert 93 <= covered(study) <= 97


def test_the_standardised_difference_from_a_waiting_list():
    waited = np.arange(60) % 2 == 0

    def study(rng):
        first = rng.normal(0, 1, 60)
        last = 0.6 * first - 0.5 * ~waited + rng.normal(0, 0.8, 60)
        return waiting_list(last, first, waited).g, -0.5

    assert 93 <= covered(study) <= 97


@pytest.mark.parametrize("sites", [6, 15])
def test_mean_change_with_sites_that_differ(sites):
    site = np.repeat(np.arange(sites), 15)

    def study(rng):
        change = rng.normal(0, 0.6, sites)[site] + rng.normal(-1, 2, len(site))
        found = clustered_change(np.zeros(len(site)), change, site)
        return found.estimates["change"], -1

    assert 93 <= covered(study) <= 97


@pytest.mark.parametrize("sites", [6, 10])
def test_a_mixed_model_of_people_who_leave_as_they_were_measured(sites):
    many = sites * 15
    person, wave = np.repeat(np.arange(many), 3), np.tile([0, 1, 2], many)
    site = person // 15

    def study(rng):
        course = -0.5 + rng.normal(0, 0.3, sites)[site]
        y = 10 + rng.normal(0, 2, many)[person] + course * wave
        y += rng.normal(0, 1.5, len(y))
        gone = rng.random(many) < 1 / (1 + np.exp(-(y[wave == 0] - 11) / 1.5))
        y[(wave == 2) & gone[person]] = np.nan
        return mixed_change(y, wave, person, site).estimates["wave 2"], -1

    assert 93 <= covered(study) <= 97


@pytest.mark.parametrize("of_period", [0.0, 0.4])
def test_a_stepped_wedge_of_eight_clusters(of_period):
    cluster, period = (
        np.repeat(grid.ravel(), 10)
        for grid in np.meshgrid(np.arange(8), np.arange(5), indexing="ij")
    )
    treated = period > cluster % 4

    def study(rng):
        y = 5 + 0.3 * period - 0.8 * treated + rng.normal(0, 0.7, 8)[cluster]
        y += rng.normal(0, of_period, (8, 5))[cluster, period]
        y += rng.normal(0, 2, len(y))
        return stepped_wedge(y, period, cluster, treated).estimates["treated"], -0.8

    assert 93 <= covered(study) <= 97


def test_imputation_where_people_leave_as_they_were_measured():
    def study(rng):
        shared = rng.normal(0, 3, 120)
        columns = np.stack(
            [at + shared + rng.normal(0, 2.6, 120) for at in (20, 17)], axis=1
        )
        gone = rng.random(120) < 1 / (1 + np.exp(-(columns[:, 0] - 23) / 4))
        columns[gone, 1] = np.nan
        return imputed_change(columns, seed=int(rng.integers(1 << 30))), -3

    assert 93 <= covered(study) <= 97


@pytest.mark.parametrize(("sites", "between"), [(5, 0.3), (15, 0.3), (10, 0.0)])
def test_a_meta_analysis_of_few_sites(sites, between):
    def study(rng):
        variances = rng.uniform(0.02, 0.2, sites)
        true = rng.normal(0.3, between, sites)
        return pooled(rng.normal(true, np.sqrt(variances)), variances).estimate, 0.3

    assert 93 <= covered(study) <= 97
