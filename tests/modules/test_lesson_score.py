"""What a lesson yields: its dose and its figures, worked out by hand."""

from statistics import fmean

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.modules.lesson.declared import Figure, Row
from pod.modules.lesson.score import DOSE, score
from pod.people import Traits
from pod.rehearse import rehearse
from pod.task import task_named
from pod.values import seeded

STEPS = ("at_0", "at_1", "at_3")
KINDS = ("first", "last", "peak", "fall", "change", "mean")
FIGURES = tuple(Figure(name=kind, kind=kind, of=STEPS) for kind in KINDS)


def rated(step, value, revision=0):
    return Row(step=step, kind="rate", value=value, revision=revision)


def figures(*values):
    """The figures of these ratings at the three steps."""
    rows = [rated(step, value) for step, value in zip(STEPS, values, strict=True)]
    scores = score(rows, FIGURES)
    return {kind: scores[kind].value for kind in KINDS}


def test_the_figures_of_three_ratings_worked_out_by_hand():
    assert figures(4, 9, 3) == {
        "first": 4,
        "last": 3,
        "peak": 9,
        "fall": 9 - 3,
        "change": 3 - 4,
        "mean": pytest.approx(16 / 3),
    }


def test_an_urge_that_only_grows_has_not_fallen():
    assert figures(2, 5, 8)["fall"] == 0
    assert figures(2, 5, 8)["change"] == 6


def test_a_rating_that_was_skipped_is_missing_and_never_zero():
    assert figures(None, 9, 3) == {
        "first": None,
        "last": 3,
        "peak": 9,
        "fall": 6,
        "change": None,
        "mean": 6,
    }
    rows = [rated("at_0", 4), rated("at_1", 2), rated("at_3", None)]
    scores = score(rows, FIGURES)
    assert {scores[kind].why for kind in ("last", "fall", "change")} == {"skipped"}
    assert scores["peak"].value == 4


def test_a_rating_that_was_never_asked_for_says_so():
    scores = score([rated("at_0", 4)], FIGURES)
    assert scores["first"].value == 4
    assert {scores[kind].why for kind in ("last", "fall", "change")} == {"not_asked"}


def test_with_every_rating_skipped_there_is_no_peak_and_no_mean():
    scores = score([rated(step, None) for step in STEPS], FIGURES)
    assert {scores[kind].why for kind in KINDS} == {"skipped"}


def test_the_latest_revision_counts():
    rows = [rated("at_0", 4), rated("at_0", 7, 1), rated("at_0", 6, 2)]
    one = Figure(name="one", kind="first", of=("at_0",))
    assert score(rows, [one])["one"].value == 6
    assert score(rows, [one])["done"].value == 1


def test_the_dose_worked_out_by_hand():
    rows = [
        Row(step="pick", kind="choose", choice="calm", at_ms=9_000),
        Row(step="plan", kind="build", choice=None, at_ms=12_000),
        Row(step="rest", kind="still", still_ms=30_000, at_ms=42_000),
        Row(step="rest", kind="still", place=2, still_ms=30_000, at_ms=72_000),
        Row(step="out", kind="breathe", still_ms=10_000, at_ms=82_000),
        Row(step="old", kind="choose", choice="calm", again=True, at_ms=90_000),
        Row(step="sort", kind="sort", choice="calm", value=None, at_ms=120_000),
    ]
    count = Figure(name="count", kind="count", of=("pick", "plan", "old", "sort"))
    scores = score(rows, [count])
    assert {name: scores[name].value for name in (*DOSE, "count")} == {
        "minutes": 2,
        "practice_minutes": pytest.approx(70 / 60),
        "done": 1,
        "skipped": 2,
        "count": 2,
    }


def test_rows_without_times_have_no_minutes():
    assert score([rated("at_0", 4)], ())["minutes"].why == "no_times"


def test_with_no_rows_everything_is_missing():
    scores = score([], FIGURES)
    assert set(scores) == {*DOSE, *KINDS}
    assert {one.why for one in scores.values()} == {"no_rows"}


RATINGS = st.lists(st.none() | st.integers(0, 10), min_size=3, max_size=3)


@given(values=RATINGS, seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(values, seed):
    rows = [rated(step, value) for step, value in zip(STEPS, values, strict=True)]
    rows += [rated(STEPS[0], 5, 1)]
    mixed = [*rows]
    seeded(seed).shuffle(mixed)
    assert score(mixed, FIGURES) == score(rows, FIGURES)


@given(values=st.lists(st.integers(0, 10), min_size=3, max_size=3))
def test_figures_agree_with_one_another(values):
    got = figures(*values)
    assert 0 <= got["fall"] <= got["peak"] <= 10
    assert got["change"] == got["last"] - got["first"]
    assert min(values) <= got["mean"] <= got["peak"]


@given(values=st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_one_point_more_everywhere_moves_levels_and_no_difference(values):
    before, after = figures(*values), figures(*(value + 1 for value in values))
    for kind in ("first", "last", "peak", "mean"):
        assert after[kind] == pytest.approx(before[kind] + 1)
    for kind in ("fall", "change"):
        assert after[kind] == before[kind]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "still"},
        {"kind": "rate", "still_ms": 10.0},
        {"kind": "choose", "choice": "calm", "value": 3},
    ],
)
def test_a_row_that_contradicts_itself_is_refused(wrong):
    with pytest.raises(ValueError, match="goes with"):
        Row(step="one", **wrong)


def played(name, seed, **traits):
    task = task_named(name)
    params, words = task.read_params(), task.read_words("en")
    person = task.person(params, words, Traits(seed=seed, **traits))
    rows = rehearse(task.script(params, words, seeded(seed)), person).rows
    return {key: one.value for key, one in task.score(rows).items()}


def test_forty_people_of_known_wellbeing_are_measured_back_without_bias():
    """One rating strays by 0.5 and is rounded: SD .58, mean of 40 within 3 x .09."""
    scores = [played("urge_surfing", seed, wellbeing=0.3) for seed in range(40)]
    for name in ("urge_start", "urge_end"):
        assert fmean(one[name] for one in scores) == pytest.approx(7, abs=0.28)
        near = [abs(one[name] - 7) <= 1 for one in scores]
        assert sum(near) >= 0.9 * len(near)
    assert all(0 <= one["urge_fall"] <= one["urge_peak"] for one in scores)


def test_better_and_worse_ends_of_a_scale_are_told_apart():
    well = played("mindful_breath", 1, wellbeing=0.9)["calm_before"]
    tense = played("body_scan", 1, wellbeing=0.9)["tense_before"]
    assert well >= 8
    assert tense <= 2


def test_somebody_who_leaves_much_out_is_counted_as_doing_so():
    """Five questions of 40 people, none hanging on another: 3 x sqrt(.21 / 200)."""
    scores = [played("mindful_breath", seed, omission_rate=0.3) for seed in range(40)]
    skipped = sum(one["skipped"] for one in scores)
    asked = skipped + sum(one["done"] for one in scores)
    assert asked == 5 * 40
    assert skipped / asked == pytest.approx(0.3, abs=0.1)


def test_a_row_of_a_lesson_survives_being_written_down():
    row = Row(step="rest", kind="still", still_ms=30_000, at_ms=1.5)
    assert msgspec.json.decode(msgspec.json.encode(row), type=Row) == row
