"""The change of a group: its interval, and the warnings it deserves."""

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_rel

from pod.need.areas import component_named
from pod.need.group_change import change_of
from pod.values import seeded
from tests.needing import bscs, done, known, mastery

BSCS = component_named("bscs")
PAIR = st.tuples(st.integers(13, 65), st.one_of(st.none(), st.integers(13, 65)))


def group(pairs):
    """Return people with a start, and an end where there is one."""
    return [
        known(
            f"p{n}",
            bscs(start),
            *([] if end is None else [bscs(end, "last")]),
        )
        for n, (start, end) in enumerate(pairs)
    ]


def test_mean_change_and_interval_are_those_of_a_paired_t_test():
    pairs = [(30 + n % 7, 33 + (n * 3) % 11) for n in range(25)]
    told = change_of(BSCS, group(pairs), "last", 10)
    starts, ends = zip(*pairs, strict=True)
    between = ttest_rel(ends, starts).confidence_interval(0.95)
    assert told.n == 25
    assert told.mean_change == pytest.approx(fmean(ends) - fmean(starts))
    assert (told.low, told.high) == pytest.approx((between.low, between.high))


def test_nine_pairs_tell_nothing_at_all():
    told = change_of(BSCS, group([(30, 40)] * 9), "last", 10)
    assert told.withheld
    numbers = (told.n, told.missing, told.mean_change, told.low, told.back)
    assert numbers == (None,) * 5


def test_whoever_is_lost_is_counted_and_how_they_began_is_told():
    pairs = [(40, 45)] * 12 + [(25, None)] * 11
    told = change_of(BSCS, group(pairs), "last", 10)
    assert (told.n, told.missing, told.start_of_missing) == (12, 11, 25)
    assert "attrition" in told.warns
    few = change_of(BSCS, group(pairs[:15]), "last", 10)
    assert (few.missing, few.start_of_missing) == (3, None)


def test_a_task_warns_of_practice_and_an_answer_does_not():
    people = [
        known(
            f"p{n}",
            done("go_nogo", commission=n / 40),
            done("go_nogo", "last", commission=n / 50),
        )
        for n in range(20)
    ]
    told = change_of(component_named("slips"), people, "last", 10)
    assert set(told.warns) == {"uncontrolled", "regression", "practice"}
    answers = change_of(BSCS, group([(30, 35)] * 12), "last", 10)
    assert "practice" not in answers.warns


def test_the_half_that_began_with_more_need_has_its_expected_way_back():
    """Nothing but chance: what comes back is what (1 - r) says, and is said."""
    rng, r = seeded(5), 0.87
    pairs = []
    for _ in range(4000):
        true = rng.gauss(40, 8 * r**0.5)
        noise = 8 * (1 - r) ** 0.5
        pairs.append(tuple(true + rng.gauss(0, noise) for _ in range(2)))
    told = change_of(BSCS, group(pairs), "last", 10)
    assert abs(told.mean_change) < 0.2
    assert told.back.r == r
    assert told.back.mean_start < 40
    assert told.back.expected > 0.5
    assert told.back.mean_change == pytest.approx(told.back.expected, abs=0.25)


def test_without_a_small_half_there_is_one_and_else_none():
    pairs = [(20 + n, 30 + n) for n in range(19)]
    assert change_of(BSCS, group(pairs), "last", 10).back is None
    pairs = [(20 + n, 30 + n) for n in range(20)]
    assert change_of(BSCS, group(pairs), "last", 10).back.n == 10


def test_where_no_reliability_is_known_no_way_back_is_made_up():
    people = [
        known(f"p{n}", done("ons4", satisfied=n % 9), done("ons4", "last", satisfied=5))
        for n in range(40)
    ]
    told = change_of(component_named("satisfied"), people, "last", 10)
    assert told.back.expected is None
    assert "no_reliability" in told.warns


@given(st.lists(PAIR, max_size=40))
def test_numbers_are_there_only_for_enough_pairs(pairs):
    told = change_of(BSCS, group(pairs), "last", 10)
    there = [end for _, end in pairs if end is not None]
    assert told.withheld == (len(there) < 10)
    assert "uncontrolled" in told.warns
    if not told.withheld:
        assert told.n + told.missing == len(pairs)
        assert told.low <= told.mean_change + 1e-9
        assert told.mean_change <= told.high + 1e-9


def test_another_point_takes_other_pairs():
    people = [
        known(f"p{n}", mastery(20), mastery(22, "middle"), mastery(20 + n % 3, "last"))
        for n in range(12)
    ]
    told = change_of(component_named("mastery"), people, "middle", 10)
    assert (told.to, told.mean_change) == ("middle", 2)
