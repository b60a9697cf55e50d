"""Somebody of a company withdrew: what the others' rows tell is true of them as well.

Else who knows what everybody did, but not who withdrew, would see that the silent code
is that of the one person whom none of the other codes fits.
"""

import msgspec
import pytest

from pod.gate.release import at_least, chosen
from pod.study import NOT_RELEASED
from pod.task import scored
from tests.export.makers import POLICY, at_point, measured, people
from tests.gate.series import NOBODY, after, let_through, needed

SIX = [
    msgspec.structs.replace(one, ended=True, lot=f"lot {at}")
    for at, one in enumerate(people(6))
]
SILENT, *OTHERS = SIX
FIRSTS = [measured(one) for one in SIX]
LASTS = [measured(one, "last") for one in OTHERS]
NOW = [msgspec.structs.replace(SILENT, withdrawn=True), *OTHERS]


def at_last(silent, **differs):
    """What leaves of the others' last point; the silent one's was another way."""
    points = [at_point(one.study_code, at) for one in SIX for at in ("first", "last")]
    points[1] = msgspec.structs.replace(points[1], **differs)
    left = after(let_through(SIX, FIRSTS, POLICY, NOBODY), NOBODY)
    return chosen(NOW, [*FIRSTS, *LASTS, silent], points, POLICY, left).released


@pytest.mark.parametrize(
    ("differs", "column", "told"),
    [
        ({}, "weeks_wide", 1),
        ({"weeks": 11}, "weeks_wide", 4),
        ({"minutes": 20}, "minutes", NOT_RELEASED),
        ({"missed": {"sick": 3}}, "missed", NOT_RELEASED),
        ({"language": "cy"}, "language", "und"),
        ({"mode": "keyboard"}, "mode", NOT_RELEASED),
    ],
)
def test_no_column_is_told_that_the_silent_one_does_not_share(differs, column, told):
    out = at_last(measured(SILENT, "last"), **differs)
    assert [getattr(row, column) for row in out.points] == [told] * 5


def test_whose_clocks_is_not_told_where_the_silent_one_had_others():
    out = at_last(measured(SILENT, "last", timing={"keyboard": 4}))
    assert {row.timed_touch for row in out.measures} == {0}
    assert at_last(measured(SILENT, "last")).measures[0].timed_touch == 4


@pytest.mark.parametrize(
    "differs",
    [
        {"task_version": 2},
        {"params_hash": "cd34"},
        {"scoring": "otherwise"},
        {"task": "phq8"},
    ],
)
def test_another_version_is_not_the_very_same(differs):
    out = at_last(measured(SILENT, "last", **differs))
    assert not out.measures
    assert [row.study_code for row in out.withdrawals] == [SILENT.study_code]


def test_how_long_an_activity_took_is_no_answer_and_is_not_told():
    times = {"minutes": scored(12.345), "practice_minutes": scored(3)}
    rows = [measured(one, scores={**times, "done": scored(4)}) for one in SIX]
    out = let_through(SIX, rows, POLICY, NOBODY).released
    assert {row.name for row in out.measures} == {"done", "satisfied", "anxious"}
    rows = [measured(one, scores=times, items={}) for one in SIX]
    assert not let_through(SIX, rows, POLICY, NOBODY).groups


def test_a_ladder_without_rungs_lets_nobody_in_and_breaks_nothing():
    policy = msgspec.structs.replace(POLICY, ladder=())
    assert not let_through(SIX, FIRSTS, policy, NOBODY).released.participants


def test_what_can_never_leave_is_not_said_to_wait_for_others():
    """Else the pod would ask for more people for ever, and none would help."""
    left = after(let_through(SIX, FIRSTS, POLICY, NOBODY), NOBODY)
    absent, *came = SIX
    rows = [*FIRSTS, *LASTS]
    assert needed(SIX, rows, POLICY, left) == 0
    awaited = msgspec.structs.replace(absent, ended=False)
    assert needed([awaited, *came], rows, POLICY, left) == 1
    assert needed(came[:4], rows, POLICY, left) == 0


def test_who_agrees_again_once_it_was_told_is_not_waited_for():
    left = after(let_through(SIX, FIRSTS, POLICY, NOBODY), NOBODY)
    told = after(let_through(NOW, FIRSTS, POLICY, left), left)
    again = [*FIRSTS, measured(SILENT, "last")]
    assert needed(SIX, again, POLICY, told) == 0


def test_new_people_are_waited_for_one_by_one():
    for came in range(1, 5):
        few = SIX[:came]
        assert needed(few, [measured(one) for one in few], POLICY, NOBODY) == 5 - came
    assert at_least(1) == "at least 1 more person"
    assert at_least(4) == "at least 4 more people"
