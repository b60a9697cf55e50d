"""What would leave is looked at once more by somebody who knows nothing of the gate."""

import msgspec
import pytest

from pod.bundle.released import Withdrawal
from pod.errors import Private
from pod.gate.check import check
from tests.export.makers import POLICY, both_points, measured, people
from tests.gate.series import NOBODY, after, let_through

FIVE = people(5)


def out_of(everybody=FIVE, rows=None):
    return let_through(everybody, rows or both_points(everybody), POLICY, NOBODY)


def changed(released, table, at, **how):
    """The same rows, but for one of them."""
    rows = list(getattr(released, table))
    rows[at] = msgspec.structs.replace(rows[at], **how)
    return msgspec.structs.replace(released, **{table: tuple(rows)})


ALL = [one.study_code for one in people(10)]


def refused(released, already=NOBODY, agreeing=ALL):
    with pytest.raises(Private) as told:
        check(released, already, POLICY.k, agreeing)
    assert told.value.exit_code == 7
    return told.value.say


def test_what_the_gate_lets_through_passes():
    check(out_of().released, NOBODY, POLICY.k, ALL)


@pytest.mark.parametrize(
    ("table", "how"),
    [
        ("participants", {"sex": "female"}),
        ("participants", {"arm": "later"}),
        ("points", {"weeks_since_start": 1}),
        ("points", {"missed": "1-2"}),
        ("points", {"software": "9.9"}),
        ("measures", {"task_version": 2}),
        ("measures", {"timed_touch": 0, "timed_keyboard": 4}),
    ],
    ids=lambda told: told if isinstance(told, str) else next(iter(told)),
)
def test_one_who_differs_in_any_column_is_seen(table, how):
    say = refused(changed(out_of().released, table, 0, **how))
    assert say == "Nothing may leave: 2 groups would have fewer than 5 people"


def test_answers_may_differ_and_so_may_how_often_somebody_pressed():
    fine = changed(out_of().released, "measures", 0, value=1.0, timed_touch=9)
    check(fine, NOBODY, POLICY.k, ALL)


def test_a_row_too_few_is_seen():
    rows = out_of().released
    few = msgspec.structs.replace(rows, measures=rows.measures[4:])
    assert "fewer than 5 people" in refused(few)


def test_who_entered_before_does_not_enter_again_and_nothing_is_told_twice():
    out = out_of()
    say = refused(out.released, after(out, NOBODY))
    assert "somebody would enter twice" in say
    assert "an activity would be told twice" in say
    assert "a measure point would be told twice" in say


def test_new_numbers_of_four_of_a_group_of_nine_are_seen():
    nine = people(9)
    left = after(out_of(nine, [measured(one) for one in nine]), NOBODY)
    later = [measured(one, "last") for one in nine]
    whole = let_through(nine, later, POLICY, left).released
    codes = {one.study_code for one in nine[:4]}
    few = msgspec.structs.replace(
        whole,
        points=tuple(one for one in whole.points if one.study_code not in codes),
        measures=tuple(one for one in whole.measures if one.study_code not in codes),
    )
    check(whole, left, POLICY.k, ALL)
    assert "1 groups would have fewer than 5 people" in refused(few, left)


def test_numbers_of_strangers_and_of_who_withdrew_are_seen():
    rows = out_of().released
    nobody = msgspec.structs.replace(rows, participants=())
    assert "somebody who has not entered" in refused(nobody)
    gone = (Withdrawal(study_code=FIVE[0].study_code),)
    withdrew = msgspec.structs.replace(rows, withdrawals=gone)
    assert "somebody who withdrew would be told of" in refused(withdrew)


def test_numbers_of_somebody_who_does_not_agree_are_seen():
    say = refused(out_of().released, agreeing=ALL[1:])
    assert "somebody who does not agree would be told of" in say
