"""What is missing: counted, filled in, and made worse; and regression to the mean."""

import numpy as np
import pytest

from pod.evaluation.statistics.imputing import impute, imputed_change, pool
from pod.evaluation.statistics.matching import DONORS, donors
from pod.evaluation.statistics.missing import attrition
from pod.evaluation.statistics.paired import mean_change
from pod.evaluation.statistics.regression_to_mean import (
    expected_beyond,
    expected_change,
    expected_of_extreme,
)
from pod.evaluation.statistics.tipping import tipping


def people(n=400, seed=1):
    """Return three measures of people, the higher the first the oftener without a last.

    The true mean change from first to last is -3.
    """
    rng = np.random.default_rng(seed)
    shared = rng.normal(0, 3, n)
    columns = np.stack([at + shared + rng.normal(0, 2, n) for at in (20, 18, 17)], 1)
    gone = rng.random(n) < 1 / (1 + np.exp(-(columns[:, 0] - 21) / 4))
    return columns, gone


def lost():
    columns, gone = people()
    columns[gone, 2] = np.nan
    columns[::7, 1] = np.nan
    return columns


def test_rubins_rules_worked_by_hand():
    # U = 1/2, B = 1: T = 1/2 + 4/3; l = (4/3) / T = 8/11. v1 = 2 (11/8)^2 = 3.78125,
    # v2 = 3/11 x 20 x 21/23 = 4.98024, df = 1 / (1/v1 + 1/v2) (Barnard & Rubin).
    found = pool([1.0, 2.0, 3.0], [0.5, 0.5, 0.5], 20)
    assert found.value == 2
    assert found.se**2 == pytest.approx(11 / 6)
    assert found.df == pytest.approx(1 / (1 / 3.78125 + 23 * 11 / (3 * 20 * 21)))


def test_with_nothing_missing_the_filled_in_are_the_measured():
    columns, _ = people()
    found = imputed_change(columns)
    plain = mean_change(columns[:, 0], columns[:, 2])
    assert found.value == pytest.approx(plain.value)
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high), abs=1e-3)


def test_what_was_measured_stays_and_what_was_not_is_filled():
    columns = lost()
    there = np.isfinite(columns)
    for copy in impute(columns, 3):
        assert np.isfinite(copy).all()
        assert (copy[there] == columns[there]).all()


def test_the_same_seed_fills_in_the_same():
    columns = lost()
    one, same, other = (impute(columns, 2, seed) for seed in (5, 5, 6))
    assert all((a == b).all() for a, b in zip(one, same, strict=True))
    assert not (one[0] == one[1]).all()
    assert not (one[0] == other[0]).all()


def test_those_who_left_are_made_up_for_where_complete_pairs_mislead():
    whole, _ = people()
    columns = lost()
    truth = (whole[:, 2] - whole[:, 0]).mean()
    complete = mean_change(columns[:, 0], columns[:, 2]).value
    filled = imputed_change(columns)
    assert abs(filled.value - truth) < abs(complete - truth) / 2
    assert filled.n == 400


def test_the_uncertainty_of_filling_in_is_counted():
    columns, _ = people()
    assert imputed_change(lost()).se > mean_change(columns[:, 0], columns[:, 2]).se


def test_one_of_the_nearest_is_lent_and_all_of_them_in_turn():
    rng = np.random.default_rng(2)
    fitted = rng.normal(size=50)
    lent = donors(fitted, np.full(5000, 0.1), rng)
    nearest = np.argsort(np.abs(fitted - 0.1))[:DONORS]
    assert sorted(set(lent)) == sorted(nearest)
    assert np.bincount(lent).max() < 5000 / DONORS * 1.3


def test_of_those_equally_near_everyone_may_be_lent():
    lent = donors(
        np.repeat([1.0, 9.0], 30), np.full(3000, 1.2), np.random.default_rng(3)
    )
    assert set(lent) == set(range(30))


def test_too_few_numbers_are_not_filled_in():
    columns = lost()
    columns[4:, 2] = np.nan
    assert impute(columns) is None
    assert imputed_change(columns) is None
    assert tipping(columns[:, 0], columns[:, 2]) is None
    assert pool([1.0], [1.0]) is None


def test_at_the_tipping_point_the_interval_touches_nought():
    columns = lost()
    deltas = [0.0, 2.0, 4.0, 8.0, 12.0]
    found = tipping(columns[:, 0], columns[:, 2], deltas)
    assert 0 < found.tips_at < 12
    (at,) = tipping(columns[:, 0], columns[:, 2], [found.tips_at]).steps
    assert at.change.high == pytest.approx(0, abs=1e-4)
    assert found.missing == np.isnan(columns[:, 2]).sum()


def test_a_gain_tips_as_a_loss_does():
    columns = lost()
    deltas = [0.0, 6.0, 12.0]
    down = tipping(columns[:, 0], columns[:, 2], deltas)
    up = tipping(-columns[:, 0], -columns[:, 2], deltas)
    assert up.tips_at == pytest.approx(down.tips_at, rel=0.1)


def test_nothing_tips_what_nobody_left_and_what_shows_nothing_has_tipped():
    columns, _ = people()
    first, last = columns[:, 0], columns[:, 2]
    assert tipping(first, last).tips_at is None
    assert tipping(first, last + 3 - (last - first + 3).mean()).tips_at == 0


def test_those_who_left_are_compared_at_their_first_measure():
    first = np.array([3.0, 5.0, 7.0, 1.0, 2.0, 3.0, np.nan])
    found = attrition(first, np.array([0, 0, 0, 1, 1, 1, 1], dtype=bool))
    assert (found.stayed, found.left) == (4, 3)
    assert found.difference.value == 3
    assert found.g.value > 0
    assert attrition(first, np.ones(7, dtype=bool)).difference is None


def test_people_chosen_for_a_high_score_are_expected_to_fall():
    assert expected_change(0.8, 15, 10) == pytest.approx(-1)
    assert expected_change(0.8, 10, 10) == 0


def test_the_expected_fall_beyond_a_cut_is_what_simulated_people_do():
    rng = np.random.default_rng(5)
    true = rng.normal(10, 3, 400_000)
    first, second = (true + rng.normal(0, 4, len(true)) for _ in range(2))
    chosen = first >= 14
    seen = (second - first)[chosen].mean()
    assert expected_beyond(9 / 25, 5, 10, 14) == pytest.approx(seen, abs=0.06)
    highest = first >= np.quantile(first, 0.9)
    seen = (second - first)[highest].mean()
    assert expected_of_extreme(9 / 25, 5, 0.1) == pytest.approx(seen, abs=0.08)


def test_what_cannot_be_expected_is_not_told():
    assert expected_beyond(0.8, 0, 10, 14) is None
    assert expected_beyond(0.8, 1, 0, 1000) is None
    assert expected_of_extreme(0.8, 5, 0) is None
