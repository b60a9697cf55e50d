"""The NHS outcome set on a written table, and percents with their intervals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from pod.evaluation.statistics.services import service, service_outcomes
from pod.evaluation.statistics.share import percent

BOTH = (service("phq9"), service("gad7"))
# PHQ-9 first, last; GAD-7 first, last. Caseness 10 and 8, reliable 6 and 4.
PEOPLE = np.array(
    [
        [15, 5, 12, 4],  # a case; recovered, and reliably better in both
        [10, 9, 7, 7],  # a case by PHQ-9 alone; recovered by one point: not reliable
        [15, 9, 12, 12],  # PHQ-9 reliably better; GAD-7 still a case: not recovered
        [15, 9, 5, 9],  # one reliably better, one reliably worse: neither counts
        [5, 5, 3, 3],  # never a case
        [9, 15, 7, 7],  # not a case; reliably worse
        [15, np.nan, 12, 4],  # one number missing: in no count
    ],
    dtype=float,
)


def outcomes(people):
    return service_outcomes(
        (people[:, 0], people[:, 1]), (people[:, 2], people[:, 3]), BOTH
    )


def test_every_person_of_the_table_counts_where_the_definitions_put_them():
    found = outcomes(PEOPLE)
    assert (found.n, found.cases) == (6, 4)
    assert (found.recovered, found.reliably_recovered) == (2, 1)
    assert (found.reliably_improved, found.reliably_deteriorated) == (2, 1)


def test_recovery_is_out_of_the_cases_and_improvement_out_of_all():
    found = outcomes(PEOPLE)
    assert found.recovery.value == pytest.approx(50)
    assert found.reliable_recovery.value == pytest.approx(25)
    assert found.reliable_improvement.value == pytest.approx(100 / 3)


def test_without_a_case_there_is_no_recovery_and_without_anybody_nothing():
    assert outcomes(PEOPLE[4:6]).recovery is None
    assert outcomes(PEOPLE[6:]) is None


def test_thresholds_come_from_the_instruments_own_files():
    assert [(one.caseness, one.reliable) for one in BOTH] == [(10, 6), (8, 4)]
    assert service("phq9", "difficulty") is None
    assert service("no such") is None


@settings(max_examples=50, deadline=None)
@given(n=st.integers(1, 500), share=st.floats(0, 1))
def test_a_percent_has_the_interval_that_statsmodels_calls_wilson(n, share):
    count = round(share * n)
    found = percent(count, n)
    low, high = proportion_confint(count, n, method="wilson")
    assert found.value == pytest.approx(100 * count / n)
    ends = (100 * max(low, 0), 100 * min(high, 1))
    assert (found.low, found.high) == pytest.approx(ends, abs=1e-9)
    assert 0 <= found.low <= found.value <= found.high <= 100


def test_nobody_out_of_ten_is_not_nobody_for_sure():
    # z^2 / (n + z^2) = 3.8415 / 13.8415
    assert percent(0, 10).high == pytest.approx(100 * 3.841459 / 13.841459)
    assert percent(3, 0) is None
