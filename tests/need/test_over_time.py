"""A person's course: points, the band around the start, and gaps that stay gaps."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pod.change.judged import compare, judgements
from pod.need.areas import component_named
from pod.need.doubt import doubt_of
from pod.need.over_time import (
    course_of,
    joined,
    minutes_of,
    planned_weeks,
    slots,
)
from pod.programme import read_programme
from pod.task import Score, task_named
from tests.needing import bscs, done, held, known, phq8

ENHANCE, FIRST = read_programme("enhance"), read_programme("first")
BSCS = component_named("bscs")
VALUE = st.one_of(st.none(), st.integers(13, 65))


def course(*did, component=BSCS, programme=ENHANCE, sittings=()):
    one = known("p1", *did, sittings=sittings)
    return course_of(component, one, programme, doubt_of(component, 5.0))


def test_the_points_are_the_programmes_with_their_weeks():
    told = [(one.point, one.week) for one in slots(ENHANCE, BSCS)]
    assert told == [("first", 0), ("middle", 4), ("last", 7), ("followup", 20)]
    stopping = slots(ENHANCE, component_named("stopping"))
    assert [one.point for one in stopping] == ["first", "last", "followup"]


def test_a_measure_that_a_programme_never_takes_has_no_points():
    assert slots(FIRST, component_named("mastery")) == ()
    told = course(component=component_named("mastery"), programme=FIRST)
    assert (told.spots, told.lines, told.ends) == ((), (), "")


def test_weeks_are_spread_and_the_follow_up_counts_on():
    assert planned_weeks(FIRST) == [0, 4]
    assert planned_weeks(ENHANCE)[-2:] == [20, 20]


def test_the_band_is_the_reliable_change_around_the_start():
    told = course(bscs(34), bscs(36, "middle"), bscs(45, "last"))
    assert told.band.start == 34
    assert told.band.high - 34 == pytest.approx(34 - told.band.low)
    assert told.band.high == pytest.approx(34 + 8.6, abs=0.05)
    assert "Jacobson & Truax" in told.band.rule
    assert not told.band.confirmed
    assert told.ends == "above"


def test_inside_the_band_is_said_so_and_nothing_is_said_of_a_start_alone():
    assert course(bscs(34), bscs(40, "middle")).ends == "inside"
    assert course(bscs(34), bscs(20, "middle")).ends == "below"
    assert course(bscs(34)).ends == ""


def test_a_published_threshold_is_the_band_of_the_same_eight_questions():
    told = course(phq8(12), phq8(6, "last"), component=component_named("mood"))
    assert (told.band.low, told.band.high, told.ends) == (6, 18, "below")


def test_a_task_has_no_band_for_one_person_and_says_why():
    slips = component_named("slips")
    told = course(
        done("go_nogo", commission=0.4),
        done("go_nogo", "middle", commission=0.1),
        component=slips,
    )
    assert told.band is None
    assert told.ends == ""
    assert "ICC of .45" in told.no_band


def test_without_a_start_there_is_no_band():
    told = course(bscs(40, "middle"))
    assert (told.band, told.no_band, told.ends) == (None, "no_start", "")


def test_no_line_goes_across_a_gap():
    told = course(bscs(34), bscs(45, "last"), bscs(44, "followup"))
    assert [one.value for one in told.spots] == [34, None, 45, 44]
    assert told.lines == ((2, 3),)


def test_each_missing_point_says_why():
    came = [held(0, "first"), held(7, "middle"), held(14, "last", closed=False)]
    told = course(
        bscs(34),
        done("bscs", "middle", total="too_few_answers"),
        sittings=came,
    )
    assert [one.missing for one in told.spots] == [
        "",
        "too_few_answers",
        "under_way",
        "not_due",
    ]
    assert course(sittings=came[:1]).spots[0].missing == "not_asked"
    stopped = done("bscs", "first", ended="partial")
    assert course(stopped, sittings=came[:1]).spots[0].missing == "stopped"


def test_who_did_not_come_is_missing_with_the_reason_that_staff_noted():
    """Only at the very next point: what comes after it is simply not due."""
    came = tuple(held(n, "first" if n < 2 else None) for n in range(7))
    one = replace(known("p1", bscs(34), sittings=came), away="sick")
    told = course_of(BSCS, one, ENHANCE, doubt_of(BSCS, None))
    assert [s.missing for s in told.spots] == ["", "sick", "not_due", "not_due"]
    early = replace(one, held=came[:5])
    told = course_of(BSCS, early, ENHANCE, doubt_of(BSCS, None))
    assert told.spots[1].missing == "not_due"


def test_what_another_version_kept_is_not_scored_and_says_so():
    assert course(done("bscs", "first")).spots[0].missing == "other_version"


def test_a_point_stands_at_the_week_in_which_it_was_taken():
    told = course(bscs(34), bscs(36, "middle"), sittings=[held(0, "first")])
    assert [one.week for one in told.spots] == [0, 4, 7, 20]
    late = course(bscs(34), done("bscs", "last", total=36), sittings=[held(0)])
    assert late.spots[2].week == 8


def test_minutes_planned_and_done_are_those_of_the_sittings_begun():
    told = minutes_of([held(0, planned=30, took=20.4), held(1, took=25.2)], ENHANCE)
    assert (told.planned, told.done, told.sittings, told.of) == (60, 46, 2, 18)


@given(values=st.tuples(*[VALUE] * 4))
def test_lines_join_only_neighbours_that_are_there(values):
    points = ("first", "middle", "last", "followup")
    did = [bscs(v, p) for v, p in zip(values, points, strict=True) if v is not None]
    told = course(*did)
    assert tuple(one.value for one in told.spots) == values
    for one, after in told.lines:
        assert after == one + 1
        assert None not in (values[one], values[after])
    there = [v is not None for v in values]
    both = sum(a and b for a, b in pairwise(there))
    assert len(joined(told.spots)) == len(told.lines) == both
    assert all(bool(one.missing) == (one.value is None) for one in told.spots)


@given(start=st.integers(13, 65), end=st.integers(13, 65))
def test_the_words_agree_with_the_band_and_with_the_judgement(start, end):
    told = course(bscs(start), bscs(end, "last"))
    judged = judgements(task_named("bscs"))["total"]
    kind = compare(judged, Score(float(start)), Score(float(end))).kind
    assert (told.ends == "inside") == (kind == "unchanged")
    inside = told.band.low < end < told.band.high
    assert (told.ends == "inside") == inside
    if told.ends == "above":
        assert end >= told.band.high
