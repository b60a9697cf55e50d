"""How far a score may be off is said with its source, or said to be unknown."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from pod.need.areas import component_named
from pod.need.doubt import Doubt, doubt_of, interval, range_of
from pod.need.student import interval_of_mean, t_for

NUMBER = st.floats(-100, 100)


def test_a_published_spread_and_retest_of_one_population_come_first():
    found = doubt_of(component_named("bscs"), site_sd=3.0)
    assert found.sem == pytest.approx(8.6 * sqrt(1 - 0.87))
    assert (found.how, found.r) == ("published", 0.87)
    assert "Tangney" in found.source


def test_a_reliability_alone_takes_this_sites_spread():
    found = doubt_of(component_named("worry"), site_sd=5.0)
    assert found.sem == pytest.approx(5.0 * sqrt(1 - 0.83))
    assert found.how == "site_spread"


def test_of_several_retests_the_lowest_counts():
    assert doubt_of(component_named("can_do"), site_sd=5.0).r == 0.57


def test_a_task_takes_its_published_retest_with_this_sites_spread():
    found = doubt_of(component_named("slips"), site_sd=0.2)
    assert found.sem == pytest.approx(0.2 * sqrt(1 - 0.45))
    assert "Enkavi" in found.source


@pytest.mark.parametrize(("name", "sd"), [("satisfied", 5.0), ("worry", None)])
def test_without_a_reliability_or_a_spread_there_is_no_doubt_to_draw(name, sd):
    found = doubt_of(component_named(name), sd)
    assert found == Doubt()
    assert interval(5.0, found) is None


def test_an_interval_stays_inside_what_the_scale_can_come_to():
    bscs = component_named("bscs")
    assert range_of(bscs) == (13, 65)
    low, high = interval(14, doubt_of(bscs, None), range_of(bscs))
    assert low == 13
    assert high == pytest.approx(14 + 1.96 * 8.6 * sqrt(0.13))
    assert range_of(component_named("slips")) == (0, 1)


@given(value=st.floats(13, 65), sem=st.floats(0, 30))
def test_a_score_lies_within_its_own_interval(value, sem):
    low, high = interval(value, Doubt(sem=sem), (13, 65))
    assert 13 <= low <= value <= high <= 65


@pytest.mark.parametrize("degrees", [1, 2, 3, 7, 10, 29, 60, 200])
def test_students_t_is_that_of_scipy(degrees):
    assert t_for(degrees, 0.95) == pytest.approx(t.ppf(0.975, degrees), rel=1e-9)


@given(st.lists(NUMBER, min_size=2, max_size=40))
def test_the_interval_of_a_mean_is_that_of_scipy(values):
    low, high = interval_of_mean(values)
    mean = sum(values) / len(values)
    assert low - 1e-9 <= mean <= high + 1e-9
    if max(values) - min(values) > 1e-3:
        scale = (high - low) / 2 / t.ppf(0.975, len(values) - 1)
        told = t.interval(0.95, len(values) - 1, loc=mean, scale=scale)
        assert (low, high) == pytest.approx(told)


def test_one_value_has_no_interval():
    assert interval_of_mean([3.0]) is None
