"""What the desktop view asks: where bundles stand, how scores went, who is withheld."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.evaluation.analysis.frame import POINTS, Frame, Scored
from pod.evaluation.viewing.inbox import STANDS, Held, Line, inbox_of
from pod.evaluation.viewing.trends import Trend, edges_of, levels, spread

BEGUN = datetime(2026, 10, 5, 9, tzinfo=UTC)


def line(pod, number, days):
    at = BEGUN + timedelta(days=days)
    return Line(pod=pod, sequence=number, received_at=at, accepted=10, refused=0)


def stands(inbox, pod):
    (found,) = (one for one in inbox.pods if one.pod == pod)
    return [cell.stands for cell in found.cells]


def test_each_number_of_a_pod_stands_as_it_came():
    lines = [line("pod01", n, 7 * n) for n in (1, 2, 4)]
    lines += [line("pod02", 1, 30), line("pod02", 2, 14)]
    held = [Held(name="st01-pod01-000005.podbundle", code=4, reason="Not theirs.")]
    inbox = inbox_of({"pod01": "A", "pod02": "B", "pod03": "B"}, lines, held, ["pod02"])
    assert stands(inbox, "pod01") == ["on_time", "on_time", "gap", "on_time", "held"]
    assert stands(inbox, "pod02") == ["late", "on_time", "silent", "silent", "silent"]
    assert stands(inbox, "pod03") == ["not_due"] * 5
    assert (inbox.received, inbox.expected, inbox.silent) == (5, 7, 1)


def test_a_file_that_is_no_pods_bundle_is_told_apart():
    stray = Held(name="holiday.podbundle", code=4, reason="Nobody signed it.")
    inbox = inbox_of({"pod01": "A"}, [], [stray])
    assert inbox.strays == (stray,)
    assert inbox.count("held") == 0


def test_what_came_last_is_told_first():
    lines = [line("pod01", n, n) for n in range(1, 20)]
    newest = [one.sequence for one in inbox_of({}, lines, []).recent]
    assert newest == list(range(19, 11, -1))


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.integers(1, 6), st.integers(0, 50)),
        unique_by=lambda one: one[:2],
    ),
    st.sets(st.tuples(st.sampled_from("ab"), st.integers(1, 6))),
)
def test_every_number_up_to_the_furthest_stands_once(came, set_aside):
    lines = [line(f"pod0{pod}", number, days) for pod, number, days in came]
    held = [
        Held(name=f"st01-pod0{pod}-{number:06d}.podbundle", code=6, reason="No.")
        for pod, number in set_aside
    ]
    inbox = inbox_of({}, lines, held)
    furthest = max([0, *(n for _, n, _ in came), *(n for _, n in set_aside)])
    assert all(
        [cell.number for cell in pod.cells] == list(range(1, furthest + 1))
        for pod in inbox.pods
    )
    assert inbox.received == len(lines)
    counted = sum(inbox.count(one) for one in STANDS)
    assert counted == furthest * len(inbox.pods)


def a_trend(values):
    values = np.asarray(values, dtype=float)
    people = len(values)
    frame = Frame(
        codes=tuple(f"c{n:07d}" for n in range(people)),
        columns={"sex": np.array(["male", "female"] * people)[:people]},
        there=~np.isnan(values),
        course={},
    )
    return Trend(("bscs", "total"), frame, Scored(values, np.full(values.shape, "")))


def test_a_mean_of_too_few_is_withheld_and_others_are_students():
    values = np.full((30, len(POINTS)), np.nan)
    values[:, 0] = np.arange(30)
    values[:9, 2] = 5
    trend = a_trend(values)
    first, middle, last, _ = levels(trend, trend.everybody(), 10)
    assert (middle.n, last.n, last.mean) == (None, None, None)
    assert (first.n, first.mean) == (30, 14.5)
    half = 2.045230 * np.arange(30).std(ddof=1) / np.sqrt(30)
    assert first.high == pytest.approx(14.5 + half, abs=1e-4)


def test_those_of_a_group_are_who_is_in_it():
    trend = a_trend(np.ones((4, len(POINTS))))
    assert trend.those("sex", "female").tolist() == [False, True, False, True]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=200), st.integers(1, 20))
def test_a_bin_tells_no_number_below_the_threshold(values, threshold):
    column = np.full((len(values), len(POINTS)), np.nan)
    column[:, 0] = values
    trend = a_trend(column)
    bins = spread(trend.scored.at("first"), edges_of(trend.scored), threshold)
    assert all(one.n is None or one.n == 0 or one.n >= threshold for one in bins)
    told, held = [one.n for one in bins if one.n], [b for b in bins if b.n is None]
    assert sum(told) == len(values) if not held else sum(told) < len(values)
