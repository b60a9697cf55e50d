"""Who may leave, in what company, and what nobody is ever told."""

from collections import Counter
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.bundle.released import Measure, Participant
from pod.export.release import (
    Already,
    activity_key,
    released,
    seen_bands,
    still_needed,
)
from pod.study import BAND_VALUES, BANDS, NOT_RELEASED
from pod.task import Score, scored
from pod.values import TimedBy
from tests.export.makers import POLICY, both_points, measured, people, person

NOBODY = Already()
SPOKEN = ("en", "cy", "mul", "sq", "pl")


def codes(released):
    return {one.study_code for one in released.participants}


def leaves(released, already):
    return Already(
        people=already.people | codes(released),
        activities=already.activities | {activity_key(x) for x in released.measures},
    )


def test_five_alike_leave_together_with_all_their_bands():
    five = people(5)
    out = released(five, both_points(five), POLICY, NOBODY)
    assert codes(out) == {one.study_code for one in five}
    assert out.participants[0].prison_type == "local"
    assert {row.point for row in out.measures} == {"first", "last"}


def test_four_wait_and_nothing_about_them_leaves():
    four = people(4)
    out = released(four, both_points(four), POLICY, NOBODY)
    assert (out.participants, out.measures) == ((), ())
    assert still_needed(four, both_points(four), POLICY, NOBODY) == 1


def test_a_language_that_a_site_added_is_not_told_since_one_person_may_speak_it():
    five = people(5)
    rows = [
        measured(one, language=code) for one, code in zip(five, SPOKEN, strict=True)
    ]
    told = {
        x.study_code: x.language for x in released(five, rows, POLICY, NOBODY).measures
    }
    assert [*told.values()] == ["en", "cy", "mul", "und", "und"]


def test_who_said_no_or_withdrew_neither_leaves_nor_counts():
    six = people(6)
    no = msgspec.structs.replace(six[0], consent_evaluation=False)
    gone = msgspec.structs.replace(six[1], withdrawn=True)
    everybody = [no, gone, *six[2:]]
    assert not released(everybody, both_points(six), POLICY, NOBODY).participants
    more = [*everybody, *people(1, start=20)]
    out = released(more, both_points([*six, more[-1]]), POLICY, NOBODY)
    assert len(out.participants) == 5
    assert not {no.study_code, gone.study_code} & {
        row.study_code for row in out.measures
    }


def test_bands_fall_down_the_ladder_until_enough_are_alike():
    mixed = [*people(3), *people(3, start=3, prison_type="open")]
    out = released(mixed, both_points(mixed), POLICY, NOBODY)
    assert {seen_bands(one) for one in out.participants} == {
        (NOT_RELEASED, NOT_RELEASED, "1-4 years", NOT_RELEASED, NOT_RELEASED)
    }


def test_a_band_outside_the_closed_list_is_never_told():
    six = people(6, prison_type="Cell B2-14")
    out = released(six, both_points(six), POLICY, NOBODY)
    assert {one.prison_type for one in out.participants} == {NOT_RELEASED}
    assert {one.sex for one in out.participants} == {"male"}


def test_a_new_number_about_one_known_person_waits_for_company():
    six = people(6)
    firsts = [measured(one) for one in six]
    out = released(six, firsts, POLICY, NOBODY)
    later = [*firsts, measured(six[0], "last")]
    left = leaves(out, NOBODY)
    assert not released(six, later, POLICY, left).measures
    assert still_needed(six, later, POLICY, left) == 4
    everybody = [*firsts, *(measured(one, "last") for one in six)]
    out = released(six, everybody, POLICY, left)
    assert not out.participants
    assert {row.point for row in out.measures} == {"last"}


def test_what_has_left_is_frozen():
    six = people(6)
    out = released(six, both_points(six), POLICY, NOBODY)
    changed = both_points(six, change=3.0)
    assert not released(six, changed, POLICY, leaves(out, NOBODY)).measures
    assert still_needed(six, changed, POLICY, leaves(out, NOBODY)) == 0


@pytest.mark.parametrize(
    ("score", "value", "why"),
    [
        (scored(1.23456), 1.235, ""),
        (Score(None, "too few trials"), None, "too_few_trials"),
        (Score(None), None, "not_told"),
        (scored(float("nan")), None, "not_a_number"),
        (scored(0.0), 0.0, ""),
    ],
)
def test_a_score_leaves_rounded_or_with_its_reason(score, value, why):
    five = people(5)
    rows = [measured(one, scores={"ssrt": score}, items={}) for one in five]
    row = released(five, rows, POLICY, NOBODY).measures[0]
    assert (row.value, row.missing) == (value, why)


def test_an_unanswered_item_is_missing_and_nought_is_an_answer():
    five = people(5)
    rows = [measured(one, scores={}, items={"a": None, "b": 0.0}) for one in five]
    none, nought = released(five, rows, POLICY, NOBODY).measures[:2]
    assert (none.value, none.missing) == (None, "no_answer")
    assert (nought.value, nought.missing) == (0.0, "")


def test_the_columns_that_may_leave_are_these_and_no_others():
    assert Participant.__struct_fields__ == ("study_code", *BANDS)
    timed = [f"timed_{whose}" for whose in get_args(TimedBy)]
    assert Measure.__struct_fields__ == (
        *("study_code", "point", "weeks_since_start", "task", "task_version"),
        *("params_hash", "scoring", "language", "mode", *timed),
        *("kind", "name", "value", "missing"),
    )


SECRET = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=12, max_size=20)


@given(secret=SECRET)
def test_no_word_outside_the_allowed_fields_ever_leaves(secret):
    five = [
        msgspec.structs.replace(one, bands={**one.bands, "sex": secret})
        for one in people(5)
    ]
    five = [
        msgspec.structs.replace(one, bands={**one.bands, secret: secret})
        for one in five
    ]
    outsider = person(99, prison_type=secret)
    rows = [
        *both_points(five),
        measured(outsider, scoring=secret),
        measured(person(98), task=secret),
    ]
    out = released([*five, outsider], rows, POLICY, NOBODY)
    assert len(out.participants) == 5
    assert secret.encode() not in msgspec.json.encode(out)


ARRIVALS = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(BAND_VALUES["sentence_band"][:3]),
            st.sampled_from(BAND_VALUES["sex"][:2]),
            st.sampled_from(["open", "local"]),
        ),
        max_size=12,
    ),
    max_size=5,
)


@settings(max_examples=60)
@given(arrivals=ARRIVALS)
def test_over_any_series_of_releases_a_class_is_absent_or_k_and_never_shrinks(
    arrivals,
):
    here, left, classes = [], NOBODY, Counter()
    for batch in arrivals:
        here += [
            person(len(here) + i, sentence_band=sentence, sex=sex, prison_type=prison)
            for i, (sentence, sex, prison) in enumerate(batch)
        ]
        out = released(here, both_points(here), POLICY, left)
        left = leaves(out, left)
        fresh = Counter(seen_bands(one) for one in out.participants)
        assert all(n >= POLICY.k for n in fresh.values())
        assert len(out.participants) == sum(fresh.values())
        classes += fresh
    assert sum(classes.values()) == len(left.people)


@given(arrivals=ARRIVALS)
def test_nobody_leaves_twice_and_nobody_changes_bands(arrivals):
    here, left, seen = [], NOBODY, []
    for batch in arrivals:
        here += people(len(batch), start=len(here))
        out = released(here, both_points(here), POLICY, left)
        left = leaves(out, left)
        seen += [one.study_code for one in out.participants]
    assert len(seen) == len(set(seen))


def test_every_band_has_a_column():
    five = people(5)
    one = released(five, both_points(five), POLICY, NOBODY).participants[0]
    assert len(seen_bands(one)) == len(BANDS) == 5
