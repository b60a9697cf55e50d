"""Models of change, each beside statsmodels or worked out the long way."""

from itertools import pairwise

import numpy as np
import pytest
import statsmodels.api as sm

from pod.evaluation.statistics.clusters import fit
from pod.evaluation.statistics.dose import dose_response
from pod.evaluation.statistics.models import (
    MOST_PEOPLE,
    NOT_CONVERGED,
    ancova,
    clustered_change,
    mixed_change,
    which_model,
)
from pod.evaluation.statistics.paired import mean_change

PEOPLE = 60
SITES = np.arange(PEOPLE) % 10


def waves(seed=3, gone=0.2):
    """Return measures of three waves, who and when, some of them missing."""
    rng = np.random.default_rng(seed)
    person, wave = np.repeat(np.arange(PEOPLE), 3), np.tile([0, 1, 2], PEOPLE)
    y = 10 + rng.normal(0, 2, PEOPLE)[person] - 0.7 * wave
    y += rng.normal(0, 1.5, len(y))
    y[rng.random(len(y)) < gone] = np.nan
    return y, wave, person


def two_arms(seed=4):
    """Return last, first and arm of people in two arms."""
    rng = np.random.default_rng(seed)
    first, arm = rng.normal(10, 3, PEOPLE), np.arange(PEOPLE) // 10 % 2
    last = 5 + 0.5 * first - arm + rng.normal(0, 2, PEOPLE)
    return last, first, np.where(arm, "trained", "control")


def test_the_mixed_model_is_that_of_statsmodels():
    y, wave, person = waves()
    there = np.isfinite(y)
    x = np.column_stack([np.ones(len(y)), wave == 1, wave == 2]).astype(float)
    theirs = sm.MixedLM(y[there], x[there], groups=person[there]).fit(reml=True)
    ours = mixed_change(y, wave, person)
    values = [one.value for one in ours.estimates.values()]
    assert values == pytest.approx(list(theirs.fe_params), abs=1e-4)
    assert ours.variances["person"] == pytest.approx(theirs.cov_re[0, 0], rel=1e-3)
    assert ours.variances["residual"] == pytest.approx(theirs.scale, rel=1e-3)
    assert ours.converged


def test_its_errors_are_near_those_of_statsmodels_where_its_assumptions_hold():
    y, wave, person = waves()
    there = np.isfinite(y)
    x = np.column_stack([np.ones(len(y)), wave == 1, wave == 2]).astype(float)
    theirs = sm.MixedLM(y[there], x[there], groups=person[there]).fit(reml=True)
    ours = [one.se for one in mixed_change(y, wave, person).estimates.values()]
    assert ours == pytest.approx(list(theirs.bse_fe), rel=0.15)


def test_with_everybody_measured_twice_it_is_the_mean_change():
    y, wave, person = waves(gone=0)
    twice = wave < 2
    found = mixed_change(y[twice], wave[twice], person[twice]).estimates["wave 1"]
    plain = mean_change(y[wave == 0], y[wave == 1])
    assert found.value == pytest.approx(plain.value)
    assert found.se == pytest.approx(plain.se, rel=1e-6)


def test_robust_errors_with_a_row_a_cluster_are_hc2_of_statsmodels():
    rng = np.random.default_rng(5)
    x = np.column_stack([np.ones(30), rng.normal(size=30), rng.exponential(size=30)])
    y = x @ [1.0, 2.0, -1.0] + rng.normal(size=30) * x[:, 2]
    ours = fit(x, y, np.arange(30))
    theirs = sm.OLS(y, x).fit(cov_type="HC2")
    assert ours.coefficients == pytest.approx(theirs.params)
    assert np.sqrt(np.diag(ours.covariance)) == pytest.approx(theirs.bse)


def test_with_many_clusters_errors_are_near_those_of_statsmodels():
    rng = np.random.default_rng(6)
    site = np.repeat(np.arange(200), 5)
    x = np.column_stack([np.ones(1000), rng.normal(size=1000)])
    y = x @ [1.0, 2.0] + rng.normal(size=200)[site] + rng.normal(size=1000)
    ours = fit(x, y, site)
    theirs = sm.OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": site})
    assert np.sqrt(np.diag(ours.covariance)) == pytest.approx(theirs.bse, rel=0.02)


def test_cr2_and_its_degrees_of_freedom_are_those_of_the_formula_written_out():
    rng = np.random.default_rng(7)
    site = np.repeat(np.arange(6), [2, 3, 4, 5, 6, 7])
    x = np.column_stack([np.ones(27), rng.normal(size=27), site % 2])
    y = rng.normal(size=6)[site] + rng.normal(size=27)
    bread = np.linalg.inv(x.T @ x)
    left = np.eye(27) - x @ bread @ x.T
    meat, columns = np.zeros((3, 3)), []
    for one in range(6):
        here = site == one
        values, vectors = np.linalg.eigh(left[np.ix_(here, here)])
        adjusted = x[here].T @ (vectors / np.sqrt(values) @ vectors.T)
        score = adjusted @ (y - x @ bread @ x.T @ y)[here]
        meat += np.outer(score, score)
        columns.append(left[:, here] @ adjusted.T @ bread)
    found = fit(x, y, site)
    assert found.covariance == pytest.approx(bread @ meat @ bread)
    for at in range(3):
        omega = np.column_stack([column[:, at] for column in columns])
        omega = omega.T @ omega
        df = np.trace(omega) ** 2 / np.trace(omega @ omega)
        assert found.df[at] == pytest.approx(df)


def test_ancova_is_least_squares_on_the_first_measure():
    last, first, arm = two_arms()
    x = np.column_stack([np.ones(PEOPLE), arm == "trained", first]).astype(float)
    theirs = sm.OLS(last, x).fit(cov_type="HC2")
    found = ancova(last, first, arm, None, "control").estimates
    assert found["trained - control"].value == pytest.approx(theirs.params[1])
    assert found["trained - control"].se == pytest.approx(theirs.bse[1])
    assert found["first"].value == pytest.approx(theirs.params[2])


def test_the_reference_arm_turns_the_sign():
    last, first, arm = two_arms()
    one = ancova(last, first, arm, None, "control").estimates["trained - control"]
    other = ancova(last, first, arm, None, "trained").estimates["control - trained"]
    assert other.value == pytest.approx(-one.value)


def test_whole_sites_in_an_arm_need_two_sites_an_arm():
    last, first, arm = two_arms()
    by_site = np.arange(PEOPLE) // 10
    assert ancova(last, first, arm, by_site).clusters == 6
    assert ancova(last, first, arm, by_site // 2 * 0 + (arm == "trained")) is None


def test_few_sites_get_a_fixed_effect_and_the_sentence_says_so():
    y, wave, person = waves()
    few = mixed_change(y, wave, person, person % 3)
    many = mixed_change(y, wave, person, person % 10)
    assert "these alone" in few.sentence
    assert few.clusters > 50
    assert many.clusters == 10
    assert "10 sites" in many.sentence


def test_sites_that_differ_in_change_make_the_interval_wider():
    rng = np.random.default_rng(8)
    first = rng.normal(10, 1, 500)
    last = first - 1 + rng.normal(0, 2, 10)[np.arange(500) % 10]
    alike = clustered_change(first, last).estimates["change"]
    sites = clustered_change(first, last, np.arange(500) % 10).estimates["change"]
    assert sites.value == pytest.approx(alike.value)
    assert sites.se > 3 * alike.se


def test_without_sites_the_least_squares_change_is_the_mean_change():
    y, wave, _ = waves()
    first, last = y[wave == 0], y[wave == 2]
    ours, plain = clustered_change(first, last), mean_change(first, last)
    found = ours.estimates["change"]
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high))


def test_a_dose_is_labelled_observational_and_has_its_slope():
    dose = np.array([2.0, 4.0, 6.0, 8.0, np.nan])
    change = np.array([-1.0, -1.5, -3.5, -4.0, 9.0])
    found = dose_response(change, dose)
    # Slope: (-3 x -1 + -1 x -1.5 + 1 x -3.5 + 3 x -4) / 20 = -11 / 20
    assert found.estimates["per unit of dose"].value == pytest.approx(-0.55)
    assert found.estimates["at the mean dose"].value == pytest.approx(-2.5)
    assert found.sentence.startswith("Observational")
    assert dose_response(change, np.full(5, 8.0)) is None


def test_what_cannot_be_fitted_is_not_told():
    y, wave, person = waves()
    assert mixed_change(y, wave * 0, person) is None
    assert mixed_change(y * np.nan, wave, person) is None
    assert mixed_change(y * 0 + 3, wave, person) is None
    assert clustered_change(y[:1], y[:1]) is None
    assert ancova(y, y + 1, np.full(len(y), "one arm")) is None


def test_a_fit_that_runs_to_the_edge_says_so_and_warns_nobody():
    person, wave = np.repeat(np.arange(8), 2), np.tile([0, 1], 8)
    noise = np.random.default_rng(9).normal(0, 1e-4, 16)
    found = mixed_change(100.0 * person + wave + noise, wave, person)
    assert not found.converged
    assert found.sentence.endswith(NOT_CONVERGED)
    assert found.estimates["wave 1"].value == pytest.approx(1, abs=1e-3)


def test_which_model_says_its_size():
    below, beyond = which_model(MOST_PEOPLE), which_model(MOST_PEOPLE + 1)
    assert below.startswith("Mixed model")
    assert "cluster-robust" in beyond
    assert all(f"{MOST_PEOPLE:,}" in said for said in (below, beyond))


def test_more_people_make_a_narrower_interval():
    y, wave, person = waves(gone=0)
    widths = []
    for times in (1, 2, 4):
        people = np.concatenate([person + PEOPLE * at for at in range(times)])
        whole = mixed_change(np.tile(y, times), np.tile(wave, times), people)
        found = whole.estimates["wave 2"]
        widths.append(found.high - found.low)
    assert all(more > less for more, less in pairwise(widths))
