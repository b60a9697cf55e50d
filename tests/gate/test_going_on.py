"""What leaves of people of whom something has left; and what is told of a group."""

import msgspec
import pytest

from pod.gate.report import as_json
from pod.study import NOT_RELEASED
from tests.export.makers import (
    POLICY,
    at_point,
    both_points,
    measured,
    people,
    points_of,
)
from tests.gate.series import NOBODY, after, let_through
from tests.gate.years import chosen


def firsts(everybody):
    return [measured(one) for one in everybody]


def lasts(everybody):
    return [measured(one, "last") for one in everybody]


def entered(everybody):
    return after(let_through(everybody, firsts(everybody), POLICY, NOBODY), NOBODY)


def over(everybody):
    """These people, drawn a lot each, and not expected any more."""
    return [
        msgspec.structs.replace(one, ended=True, lot=f"lot {at * 37 % 11}")
        for at, one in enumerate(everybody)
    ]


def told_of(out):
    return {row.study_code for row in out.released.measures}


def withdrawn(one):
    return msgspec.structs.replace(one, withdrawn=True)


def test_while_somebody_of_a_group_may_yet_come_the_others_wait():
    ten = people(10)
    some = [*firsts(ten), *lasts(ten[:9])]
    assert not told_of(let_through(ten, some, POLICY, entered(ten)))


def test_five_keep_company_with_the_one_who_did_not_come_back():
    ten = over(people(10))
    out = let_through(ten, lasts(ten[:9]), POLICY, entered(ten))
    assert len(told_of(out)) == 5
    assert ten[9].study_code not in told_of(out)


def test_whoever_keeps_company_only_is_not_known_by_their_code():
    """Whichever code that waits is the absent one's, the same codes leave."""
    ten = over(people(10))
    absent, left = ten[4], entered(ten)
    out = told_of(let_through(ten, lasts([*ten[:4], *ten[5:]]), POLICY, left))
    for other in ten:
        if other.study_code not in out:
            swap = {
                absent.study_code: other.study_code,
                other.study_code: absent.study_code,
            }
            swapped = [
                msgspec.structs.replace(
                    x, study_code=swap.get(x.study_code, x.study_code)
                )
                for x in ten
            ]
            came = [one for one in swapped if one.study_code != other.study_code]
            assert told_of(let_through(swapped, lasts(came), POLICY, left)) == out


def test_without_lots_nobody_is_chosen_to_wait():
    ten = [msgspec.structs.replace(one, lot="") for one in over(people(10))]
    assert not told_of(let_through(ten, lasts(ten[:9]), POLICY, entered(ten)))


def test_of_nine_with_one_absent_nothing_more_can_leave():
    nine = over(people(9))
    assert not told_of(let_through(nine, lasts(nine[:8]), POLICY, entered(nine)))


def test_five_and_five_part_and_each_go_on():
    ten = over(people(10))
    left = entered(ten)
    out = let_through(ten, lasts(ten[:5]), POLICY, left)
    assert told_of(out) == {one.study_code for one in ten[:5]}
    more = [*lasts(ten), *(measured(one, "followup") for one in ten[:5])]
    assert told_of(let_through(ten, more, POLICY, after(out, left))) == {
        one.study_code for one in ten
    }


def test_a_group_that_withdrawal_made_too_small_gets_nothing_more():
    five = people(5)
    left = entered(five)
    here = [withdrawn(five[0]), *five[1:]]
    out = let_through(here, lasts(five), POLICY, left)
    assert not told_of(out)
    assert [row.study_code for row in out.released.withdrawals] == [five[0].study_code]


@pytest.mark.parametrize(("came", "leave"), [(True, 5), (False, 0)])
def test_who_withdrew_and_stayed_away_is_not_the_one_left_over(came, leave):
    six = over(people(6))
    here = [withdrawn(six[0]), *six[1:]]
    rows = [*firsts(six), *lasts(six if came else six[1:])]
    assert len(told_of(let_through(here, rows, POLICY, entered(six)))) == leave


def test_who_left_the_programme_may_be_known_to_have_so_the_others_wait():
    """Nothing is refused: the next bundle of other people leaves as ever."""
    six, others = over(people(6)), people(5, start=20)
    here = [msgspec.structs.replace(six[0], consent_evaluation=False), *six[1:]]
    rows = [*firsts(six), *lasts(six), *firsts(others)]
    out = let_through([*here, *others], rows, POLICY, entered(six))
    assert told_of(out) == {one.study_code for one in others}


def test_of_somebody_erased_nothing_is_known_so_the_others_wait():
    six = over(people(6))
    rows = [*firsts(six[1:]), *lasts(six[1:])]
    assert not told_of(let_through(six[1:], rows, POLICY, entered(six)))


def test_a_withdrawal_is_told_once_and_for_good():
    six = people(6)
    left = entered(six)
    here = [withdrawn(six[0]), *six[1:]]
    out = let_through(here, firsts(six), POLICY, left)
    assert len(out.released.withdrawals) == 1
    left = after(out, left)
    assert not let_through(here, firsts(six), POLICY, left).released.withdrawals
    again = let_through(six, [*firsts(six), *lasts(six)], POLICY, left)
    assert six[0].study_code not in told_of(again)


def test_who_withdrew_before_anything_left_is_not_told_of_at_all():
    six = people(6)
    out = let_through([withdrawn(six[0]), *six[1:]], firsts(six), POLICY, NOBODY)
    assert not out.released.withdrawals
    assert six[0].study_code not in told_of(out)


def together(five, rows=None, **differs):
    """What is told of five at one point, of whom the first differs."""
    points = [at_point(one.study_code, "first") for one in five]
    points[0] = msgspec.structs.replace(points[0], **differs)
    return chosen(five, rows or firsts(five), points, POLICY, NOBODY)


@pytest.mark.parametrize(
    ("differs", "column", "told"),
    [
        ({"weeks": 3}, "weeks_wide", 4),
        ({"weeks": 12}, "weeks_wide", 13),
        ({"weeks": 60}, "weeks_wide", 0),
        ({"sittings": 3}, "sittings", NOT_RELEASED),
        ({"minutes": 40}, "minutes", NOT_RELEASED),
        ({"minutes": 20}, "minutes", "under 30"),
        ({"missed": {"sick": 1}}, "missed", NOT_RELEASED),
        ({"missed": {"sick": 1}}, "missed_because", NOT_RELEASED),
        ({"software": "2.0"}, "software", NOT_RELEASED),
        ({"programme": "first 2"}, "programme", NOT_RELEASED),
        ({"language": "cy"}, "language", "und"),
        ({"mode": "touch"}, "mode", NOT_RELEASED),
    ],
)
def test_what_one_does_not_share_is_told_of_nobody(differs, column, told):
    rows = together(people(5), **differs).released.points
    assert {getattr(row, column) for row in rows} == {told}


def test_by_which_clocks_they_were_timed_is_told_only_where_all_share_them():
    five = people(5)
    rows = [measured(five[0], timing={"keyboard": 4}), *firsts(five[1:])]
    out = together(five, rows)
    assert {(x.timed_touch, x.timed_keyboard) for x in out.released.measures} == {
        (0, 0)
    }
    assert out.report.suppressed["timed"] == 5


def test_an_activity_that_one_left_out_waits_for_all_of_the_group():
    five = people(5)
    tasks = ("gad7", "ons4", "phq8", "sleep")
    rows = [measured(one, task=task) for one in five for task in tasks]
    out = let_through(five, rows[1:], POLICY, NOBODY)
    assert {row.task for row in out.released.measures} == set(tasks[1:])
    assert out.report.activities_suppressed == {"first gad7": "fewer than k"}


def test_an_arm_is_told_where_five_share_it_and_in_no_other_company():
    ten = [
        msgspec.structs.replace(one, arm="now" if at < 5 else "later", ended=True)
        for at, one in enumerate(people(10))
    ]
    out = let_through(ten, both_points(ten), POLICY, NOBODY)
    assert {row.arm for row in out.released.participants} == {"now", "later"}
    out = let_through(ten[1:], both_points(ten[1:]), POLICY, NOBODY)
    assert {row.arm for row in out.released.participants} == {"later"}


@pytest.mark.parametrize(
    ("enter_after", "ended", "enter"),
    [("first", False, 5), ("last", False, 0), ("last", True, 5)],
)
def test_nobody_enters_before_their_point_unless_their_course_is_over(
    enter_after, ended, enter
):
    policy = msgspec.structs.replace(POLICY, enter_after=enter_after)
    five = [msgspec.structs.replace(one, ended=ended) for one in people(5)]
    out = let_through(five, firsts(five), policy, NOBODY)
    assert len(out.released.participants) == enter


def test_the_report_says_who_is_held_back_but_not_how_many_if_they_are_few():
    several = [*people(6), *people(3, start=6, sentence_band="remand")]
    report = let_through(several, both_points(several), POLICY, NOBODY).report
    assert (report.people, report.classes, report.smallest_class) == (6, 1, 6)
    assert (report.uniques, report.k) == (0, 5)
    assert (report.held_back, report.share_held_back) == ("fewer than k",) * 2
    assert b'"held_back": "fewer than k"' in as_json(report)


def test_the_report_tells_how_alike_the_answers_are_as_well():
    ten = people(10)
    report = let_through(ten, both_points(ten), POLICY, NOBODY).report
    assert (report.diversity.value, report.diversity.of) == (3, "first ons4 satisfied")
    assert (report.closeness.value, report.share_held_back) == (0.0, 0.0)


def test_points_come_with_their_rows_and_each_is_told_once():
    six = people(6)
    rows = firsts(six)
    second = [measured(one, task="phq8") for one in six]
    left = entered(six)
    out = chosen(six, [*rows, *second], points_of(rows), POLICY, left)
    assert {row.task for row in out.released.measures} == {"phq8"}
    assert not out.released.points
