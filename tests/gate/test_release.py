"""Who may leave, in what company, and what nobody is ever told."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.bundle.released import Measure, Participant, Reached, Withdrawal
from pod.gate.release import seen_bands
from pod.study import BANDS, NOT_RELEASED
from pod.task import Score, scored
from pod.values import TimedBy
from tests.export.makers import POLICY, both_points, measured, people, person, released
from tests.gate.series import NOBODY, after, let_through, needed


def codes(released):
    return {one.study_code for one in released.participants}


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
    assert needed(four, both_points(four), POLICY, NOBODY) == 1


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


def of_each_prison(n):
    """So many people of each kind of prison: too few of any kind alone."""
    return [
        one
        for at, prison in enumerate(("local", "open", "training", "young adult"))
        for one in people(n, start=n * at, prison_type=prison)
    ]


def test_bands_fall_down_the_ladder_until_enough_are_alike():
    mixed = of_each_prison(2)
    out = released(mixed, both_points(mixed), POLICY, NOBODY)
    assert {seen_bands(one) for one in out.participants} == {
        (NOT_RELEASED, NOT_RELEASED, "1-4 years", NOT_RELEASED, NOT_RELEASED)
    }


def test_with_patience_few_wait_for_their_bands_while_others_may_come():
    patient = msgspec.structs.replace(POLICY, patience=2)
    mixed, many = of_each_prison(2), of_each_prison(3)
    assert not released(mixed, both_points(mixed), patient, NOBODY).participants
    assert len(released(many, both_points(many), patient, NOBODY).participants) == 12
    over = [msgspec.structs.replace(one, ended=True) for one in mixed]
    out = released(over, both_points(over), patient, NOBODY)
    assert len(out.participants) == 8


def test_when_all_is_over_people_who_all_left_out_something_else_share_the_rest():
    tasks = ("ons4", "phq8", "gad7", "bscs", "brs", "mastery")
    five = [msgspec.structs.replace(one, ended=True) for one in people(5)]
    rows = [
        measured(one, task=task)
        for number, one in enumerate(five)
        for task in tasks
        if task != tasks[number]
    ]
    out = released(five, rows, POLICY, NOBODY)
    assert len(out.participants) == 5
    assert {row.task for row in out.measures} == {"mastery"}


def test_a_band_outside_the_closed_list_is_never_told():
    six = people(6, prison_type="Cell B2-14")
    out = released(six, both_points(six), POLICY, NOBODY)
    assert {one.prison_type for one in out.participants} == {NOT_RELEASED}
    assert {one.sex for one in out.participants} == {"male"}


def test_a_new_number_about_one_known_person_waits_for_company():
    six = people(6)
    firsts = [measured(one) for one in six]
    out = let_through(six, firsts, POLICY, NOBODY)
    later = [*firsts, measured(six[0], "last")]
    left = after(out, NOBODY)
    assert not let_through(six, later, POLICY, left).released.measures
    assert needed(six, later, POLICY, left) == 4
    everybody = [*firsts, *(measured(one, "last") for one in six)]
    out = released(six, everybody, POLICY, left)
    assert not out.participants
    assert {row.point for row in out.measures} == {"last"}


def test_what_has_left_is_frozen():
    six = people(6)
    left = after(let_through(six, both_points(six), POLICY, NOBODY), NOBODY)
    changed = both_points(six, change=3.0)
    assert not released(six, changed, POLICY, left).measures
    assert needed(six, changed, POLICY, left) == 0


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
    assert Participant.__struct_fields__ == ("study_code", *BANDS, "arm")
    assert Withdrawal.__struct_fields__ == ("study_code",)
    assert Reached.__struct_fields__ == (
        *("study_code", "point", "weeks_since_start", "weeks_wide", "sittings"),
        *("minutes", "missed", "missed_because", "programme", "software"),
        *("language", "mode"),
    )
    timed = [f"timed_{whose}" for whose in get_args(TimedBy)]
    assert Measure.__struct_fields__ == (
        *("study_code", "point", "task", "task_version", "params_hash", "scoring"),
        *timed,
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


def test_every_band_has_a_column():
    five = people(5)
    one = released(five, both_points(five), POLICY, NOBODY).participants[0]
    assert len(seen_bands(one)) == len(BANDS) == 5
